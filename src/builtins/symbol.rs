//! [Symbol objects](https://tc39.es/ecma262/#sec-symbol-objects), and the registry of `Symbol.for`.

use crate::engine::{
    Accessor, Agent, Call, Constructor, Intrinsic, JsResult, Method, PropertyFlags, Str, Symbol,
    Text, TextBuilder, Value, messages,
};
use crate::heap::{HostData, SymbolKind, Tracer};
use rustc_hash::FxHashMap;

const CONSTRUCTOR: Constructor = Constructor {
    name: "Symbol",
    length: 0,
    run: construct,
};

const STATICS: &[Method] = &[
    Method::new("for", 1, symbol_for),
    Method::new("keyFor", 1, key_for),
];

/// The well-known symbols in the order of V8's properties.
const WELL_KNOWN: &[&str] = &[
    "asyncIterator",
    "hasInstance",
    "isConcatSpreadable",
    "iterator",
    "match",
    "matchAll",
    "replace",
    "search",
    "species",
    "split",
    "toPrimitive",
    "toStringTag",
    "unscopables",
    "dispose",
    "asyncDispose",
];

const METHODS: &[Method] = &[
    Method::new("toString", 0, to_string),
    Method::new("valueOf", 0, value_of),
];

const ACCESSORS: &[Accessor] = &[Accessor::getter("description", description)];

const TO_PRIMITIVE: &[Method] = &[Method::new("@@toPrimitive", 1, to_primitive)];

/// [The GlobalSymbolRegistry list](https://tc39.es/ecma262/#sec-symbol.for)
#[derive(Default)]
struct Registry {
    symbols: FxHashMap<Str, Symbol>,
}

impl HostData for Registry {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        for (key, symbol) in &self.symbols {
            tracer.mark_all(&[key.value(), symbol.value()]);
        }
    }
}

/// Makes `Symbol` and its prototype.
pub(super) fn install(agent: &mut Agent) {
    // All realms of an agent share it.
    if agent.slot::<Registry>().is_none() {
        agent.set_slot(Registry::default());
    }
    let object_prototype = agent.intrinsic(Intrinsic::ObjectPrototype).value();
    let prototype = agent.heap.new_builtin_object(object_prototype);
    agent
        .realm
        .set_intrinsic(Intrinsic::SymbolPrototype, prototype);
    let constructor = agent.define_constructor(&CONSTRUCTOR, prototype);
    agent.realm.set_intrinsic(Intrinsic::Symbol, constructor);
    agent.define_methods(constructor, STATICS);
    for name in WELL_KNOWN {
        if let Some(symbol) = agent.symbols.named(name) {
            agent.define_constant(constructor, name, symbol.value(), PropertyFlags::NONE);
        }
    }
    agent.define_methods(prototype, METHODS);
    agent.define_accessors(prototype, ACCESSORS);
    agent.define_tag(prototype, "Symbol");
    agent.define_methods_with(prototype, TO_PRIMITIVE, PropertyFlags::CONFIGURABLE);
}

/// [Symbol ( \[ description \] )](https://tc39.es/ecma262/#sec-symbol-description)
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    if call.is_construct() {
        return Err(agent.type_error(messages::not_a_constructor("Symbol")));
    }
    let description = match call.arg(0) {
        Value::UNDEFINED => None,
        description => Some(agent.to_string(description)?),
    };
    let symbol = agent.heap.new_symbol(description, SymbolKind::Plain);
    Ok(symbol.value())
}

/// [Symbol.for ( key )](https://tc39.es/ecma262/#sec-symbol.for)
fn symbol_for(agent: &mut Agent, call: Call) -> JsResult {
    let key = agent.to_string(call.arg(0))?;
    let text = agent.heap.units(key);
    Ok(registered(agent, Text::Utf16(&text)).value())
}

/// The symbol that `Symbol.for` gives for a text.
pub fn registered(agent: &mut Agent, text: Text<'_>) -> Symbol {
    let key = agent.heap.intern(text);
    let known = agent
        .slot::<Registry>()
        .and_then(|registry| registry.symbols.get(&key).copied());
    if let Some(symbol) = known {
        return symbol;
    }
    let symbol = agent.heap.new_symbol(Some(key), SymbolKind::Registered);
    if let Some(registry) = agent.slot_mut::<Registry>() {
        registry.symbols.insert(key, symbol);
    }
    symbol
}

/// [Symbol.keyFor ( sym )](https://tc39.es/ecma262/#sec-symbol.keyfor)
fn key_for(agent: &mut Agent, call: Call) -> JsResult {
    let Some(symbol) = call.arg(0).as_symbol() else {
        let what = agent.value_for_message(call.arg(0));
        return Err(agent.type_error(format!("{what} is not a symbol")));
    };
    if agent.heap.symbol_kind(symbol) != SymbolKind::Registered {
        return Ok(Value::UNDEFINED);
    }
    let key = agent.heap.symbol_description(symbol);
    Ok(key.map_or(Value::UNDEFINED, Value::from))
}

/// [ThisSymbolValue ( value )](https://tc39.es/ecma262/#sec-thissymbolvalue)
fn this_symbol_value(agent: &mut Agent, this: Value, method: &str) -> JsResult<Symbol> {
    let wrapped = this
        .as_object()
        .and_then(|object| agent.heap.wrapped_primitive(object))
        .unwrap_or(this);
    match wrapped.as_symbol() {
        Some(symbol) => Ok(symbol),
        None => Err(agent.type_error(format!("{method} requires that 'this' be a Symbol"))),
    }
}

/// [Symbol.prototype.toString ( )](https://tc39.es/ecma262/#sec-symbol.prototype.tostring)
fn to_string(agent: &mut Agent, call: Call) -> JsResult {
    let symbol = this_symbol_value(agent, call.this(), "Symbol.prototype.toString")?;
    let mut text = TextBuilder::new();
    text.push_str("Symbol(");
    if let Some(description) = agent.heap.symbol_description(symbol) {
        text.push(agent, description);
    }
    text.push_str(")");
    Ok(text.finish(agent)?.value())
}

/// [Symbol.prototype.valueOf ( )](https://tc39.es/ecma262/#sec-symbol.prototype.valueof)
fn value_of(agent: &mut Agent, call: Call) -> JsResult {
    let symbol = this_symbol_value(agent, call.this(), "Symbol.prototype.valueOf")?;
    Ok(symbol.value())
}

/// [get Symbol.prototype.description](https://tc39.es/ecma262/#sec-symbol.prototype.description)
fn description(agent: &mut Agent, call: Call) -> JsResult {
    let symbol = this_symbol_value(agent, call.this(), "Symbol.prototype.description")?;
    let description = agent.heap.symbol_description(symbol);
    Ok(description.map_or(Value::UNDEFINED, Value::from))
}

/// [Symbol.prototype \[ %Symbol.toPrimitive% \] ( hint )](https://tc39.es/ecma262/#sec-symbol.prototype-%symbol.toprimitive%)
fn to_primitive(agent: &mut Agent, call: Call) -> JsResult {
    let method = "Symbol.prototype [ @@toPrimitive ]";
    Ok(this_symbol_value(agent, call.this(), method)?.value())
}
