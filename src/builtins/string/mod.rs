//! [String objects](https://tc39.es/ecma262/#sec-string-objects): the constructor, the table of
//! methods, the string iterator.
//!
//! | file | what |
//! | --- | --- |
//! | `case` | upper and lower case, normalization, well-formedness |
//! | `collate` | `localeCompare` |
//! | `html` | the HTML methods of Annex B |
//! | `iterator` | `String.prototype[Symbol.iterator]` |
//! | `parts` | single units, parts, padding, repetition |
//! | `pattern` | methods that take a pattern: through symbols, or a string |
//! | `substitution` | what `replace` puts in place of a match |
//! | `search` | looking for a string |
//! | `receiver` | the strings that methods are called on |

mod case;
mod collate;
mod html;
mod iterator;
mod parts;
mod pattern;
mod receiver;
mod search;
mod substitution;

pub(super) use substitution::{Replacement, get_substitution};

use crate::engine::{
    Agent, Call, Constructor, Intrinsic, JsResult, Kind, Method, Str, StringData, TextBuilder,
    Value,
};

const CONSTRUCTOR: Constructor = Constructor {
    name: "String",
    length: 1,
    run: construct,
};

const STATICS: &[Method] = &[
    Method::new("fromCharCode", 1, from_char_code),
    Method::new("fromCodePoint", 1, from_code_point),
    Method::new("raw", 1, raw),
];

const METHODS: &[Method] = &[
    Method::new("anchor", 1, html::anchor),
    Method::new("at", 1, parts::at),
    Method::new("big", 0, html::big),
    Method::new("blink", 0, html::blink),
    Method::new("bold", 0, html::bold),
    Method::new("charAt", 1, parts::char_at),
    Method::new("charCodeAt", 1, parts::char_code_at),
    Method::new("codePointAt", 1, parts::code_point_at),
    Method::new("concat", 1, parts::concat),
    Method::new("endsWith", 1, search::ends_with),
    Method::new("fontcolor", 1, html::fontcolor),
    Method::new("fontsize", 1, html::fontsize),
    Method::new("fixed", 0, html::fixed),
    Method::new("includes", 1, search::includes),
    Method::new("indexOf", 1, search::index_of),
    Method::new("isWellFormed", 0, case::is_well_formed),
    Method::new("italics", 0, html::italics),
    Method::new("lastIndexOf", 1, search::last_index_of),
    Method::new("link", 1, html::link),
    Method::new("localeCompare", 1, collate::locale_compare),
    Method::new("match", 1, pattern::match_),
    Method::new("matchAll", 1, pattern::match_all),
    Method::new("normalize", 0, case::normalize),
    Method::new("padEnd", 1, parts::pad_end),
    Method::new("padStart", 1, parts::pad_start),
    Method::new("repeat", 1, parts::repeat),
    Method::new("replace", 2, pattern::replace),
    Method::new("replaceAll", 2, pattern::replace_all),
    Method::new("search", 1, pattern::search),
    Method::new("slice", 2, parts::slice),
    Method::new("small", 0, html::small),
    Method::new("split", 2, pattern::split),
    Method::new("strike", 0, html::strike),
    Method::new("sub", 0, html::sub),
    Method::new("substr", 2, parts::substr),
    Method::new("substring", 2, parts::substring),
    Method::new("sup", 0, html::sup),
    Method::new("startsWith", 1, search::starts_with),
    Method::new("toString", 0, to_string),
    Method::new("toWellFormed", 0, case::to_well_formed),
    Method::new("trim", 0, parts::trim),
];

/// After the methods that have two names.
/// Each with its older name.
const TRIMS: &[(Method, &str)] = &[
    (Method::new("trimStart", 0, parts::trim_start), "trimLeft"),
    (Method::new("trimEnd", 0, parts::trim_end), "trimRight"),
];

const LATER_METHODS: &[Method] = &[
    Method::new("toLocaleLowerCase", 0, case::to_locale_lower_case),
    Method::new("toLocaleUpperCase", 0, case::to_locale_upper_case),
    Method::new("toLowerCase", 0, case::to_lower_case),
    Method::new("toUpperCase", 0, case::to_upper_case),
    Method::new("valueOf", 0, value_of),
    Method::new("@@iterator", 0, iterator::iterator),
];

/// Makes `String`, its prototype, and the prototype of string iterators.
pub(super) fn install(agent: &mut Agent) {
    let object_prototype = agent.intrinsic(Intrinsic::ObjectPrototype);
    let empty = agent.heap.empty_string();
    let prototype = agent.heap.new_wrapper(empty.value(), object_prototype);
    agent.heap.defer(prototype);
    agent
        .realm
        .set_intrinsic(Intrinsic::StringPrototype, prototype);
    let constructor = agent.define_constructor(&CONSTRUCTOR, prototype);
    agent.realm.set_intrinsic(Intrinsic::String, constructor);
    agent.define_methods(constructor, STATICS);
    agent.define_methods(prototype, METHODS);
    for (method, other) in TRIMS {
        agent.define_methods(prototype, std::slice::from_ref(method));
        agent.define_alias(prototype, other, method.name);
    }
    agent.define_methods(prototype, LATER_METHODS);
    iterator::install(agent);
}

/// [String ( value )](https://tc39.es/ecma262/#sec-string-constructor-string-value)
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    let new_target = call.new_target(agent);
    let value = call.arg(0);
    let string = if call.is_empty() {
        agent.heap.empty_string()
    } else if let (Some(symbol), true) = (value.as_symbol(), new_target.is_undefined()) {
        return Ok(symbol_descriptive_string(agent, symbol)?.value());
    } else {
        agent.to_string(value)?
    };
    if new_target.is_undefined() {
        return Ok(string.value());
    }
    agent.keep(string.value());
    let proto = agent.get_prototype_from_constructor(new_target, Intrinsic::StringPrototype)?;
    let shape = agent.heap.root_shape(proto.value(), Kind::StringObject);
    let data = Box::new(StringData(string));
    Ok(agent.heap.new_host(Kind::StringObject, shape, data).value())
}

/// [SymbolDescriptiveString](https://tc39.es/ecma262/#sec-symboldescriptivestring)
fn symbol_descriptive_string(agent: &mut Agent, symbol: crate::engine::Symbol) -> JsResult<Str> {
    let mut text = TextBuilder::new();
    text.push_str("Symbol(");
    if let Some(description) = agent.heap.symbol_description(symbol) {
        text.push(agent, description);
    }
    text.push_str(")");
    text.finish(agent)
}

/// [String.fromCharCode ( ...codeUnits )](https://tc39.es/ecma262/#sec-string.fromcharcode)
fn from_char_code(agent: &mut Agent, call: Call) -> JsResult {
    if call.len() == 1
        && let Some(code) = call.arg(0).as_int()
    {
        let unit = code as u16;
        return Ok(match u8::try_from(unit) {
            Ok(unit) => agent.heap.single_unit(unit).value(),
            Err(_) => agent.heap.new_utf16(&[unit]).value(),
        });
    }
    let mut text = TextBuilder::new();
    for index in 0..call.len() {
        text.push_unit(agent.to_uint32(call.arg(index))? as u16);
    }
    Ok(text.finish(agent)?.value())
}

/// [String.fromCodePoint ( ...codePoints )](https://tc39.es/ecma262/#sec-string.fromcodepoint)
fn from_code_point(agent: &mut Agent, call: Call) -> JsResult {
    let mut text = TextBuilder::new();
    for index in 0..call.len() {
        let number = agent.to_number(call.arg(index))?;
        if !(0.0..=1_114_111.0).contains(&number) || number.trunc() != number {
            let what = agent.heap.number_to_string(number);
            let what = agent.heap.utf8(what);
            return Err(agent.range_error(format!("Invalid code point {what}")));
        }
        text.push_code_point(number as u32);
    }
    Ok(text.finish(agent)?.value())
}

/// [String.raw ( template, ...substitutions )](https://tc39.es/ecma262/#sec-string.raw)
fn raw(agent: &mut Agent, call: Call) -> JsResult {
    let cooked = agent.to_object(call.arg(0))?;
    agent.keep_object(cooked);
    let literals = agent.get(cooked, agent.names.raw)?;
    let literals = agent.to_object(literals)?;
    agent.keep_object(literals);
    let count = agent.length_of_array_like(literals)?;
    let mut text = TextBuilder::new();
    let mut index = 0.0;
    while index < count {
        agent.poll()?;
        let key = agent.heap.key_from_number(index);
        let literal = agent.get(literals, key)?;
        let literal = agent.to_string(literal)?;
        text.push(agent, literal);
        if index + 1.0 < count && index + 1.0 < call.len() as f64 {
            let substitution = agent.to_string(call.arg(index as usize + 1))?;
            text.push(agent, substitution);
        }
        text.check(agent)?;
        index += 1.0;
    }
    Ok(text.finish(agent)?.value())
}

/// [ThisStringValue](https://tc39.es/ecma262/#sec-thisstringvalue)
fn this_string_value(agent: &mut Agent, this: Value, method: &str) -> JsResult {
    if this.is_string() {
        return Ok(this);
    }
    let wrapped = this
        .as_object()
        .and_then(|object| agent.heap.host::<StringData>(object));
    match wrapped {
        Some(data) => Ok(data.0.value()),
        None => Err(agent.type_error(format!(
            "String.prototype.{method} requires that 'this' be a String"
        ))),
    }
}

/// [String.prototype.toString ( )](https://tc39.es/ecma262/#sec-string.prototype.tostring)
fn to_string(agent: &mut Agent, call: Call) -> JsResult {
    this_string_value(agent, call.this(), "toString")
}

/// [String.prototype.valueOf ( )](https://tc39.es/ecma262/#sec-string.prototype.valueof)
fn value_of(agent: &mut Agent, call: Call) -> JsResult {
    this_string_value(agent, call.this(), "valueOf")
}
