//! [RegExp objects](https://tc39.es/ecma262/#sec-regexp-regular-expression-objects). Patterns are read
//! by `regexp`.
//!
//! | file | what |
//! | --- | --- |
//! | `create` | making them |
//! | `exec` | running them |
//! | `matching` | compiling patterns, and driving the machine of `regexp` |
//! | `methods` | the methods that `String.prototype` calls through symbols |
//! | `iterator` | what `matchAll` gives |
//! | `source` | `source` and `RegExp.escape` |
//! | `hidden` | patterns of the host, which no script can reach |
//! | `legacy` | `RegExp.$1` and the like |
//! | `state` | internal slots, and what an agent's regular expressions share |

mod create;
mod exec;
mod hidden;
mod iterator;
mod legacy;
mod matching;
mod methods;
mod source;
mod state;

use crate::builtins::species::this_value;
use crate::engine::{
    Accessor, Agent, Call, Constructor, Intrinsic, JsResult, Kind, Method, Object, Original,
    PropertyFlags, TextBuilder, Value,
};
use crate::regexp::flags::Flags;
use crate::regexp::machine::Machine;
use rustc_hash::FxHashMap;
use state::{RECENT, RegExpData, RegExpState, not_a_regexp, require_regexp, this_object};

pub use create::copy_regexp;
pub(in crate::builtins) use create::regexp_create;
pub use hidden::HiddenPattern;
pub(in crate::builtins) use state::is_reg_exp;
pub use state::is_regexp_object;

const CONSTRUCTOR: Constructor = Constructor {
    name: "RegExp",
    length: 2,
    run: construct,
};

const STATICS: &[Method] = &[Method::new("escape", 1, source::escape)];

const STATIC_ACCESSORS: &[Accessor] = &[Accessor::getter("@@species", this_value)];

const EXEC: &[Method] = &[Method::new("exec", 1, exec_method)];

const ACCESSORS: &[Accessor] = &[
    Accessor::getter("dotAll", |agent, call| {
        has_flag(agent, call, "dotAll", Flags::DOT_ALL)
    }),
    Accessor::getter("flags", flags),
    Accessor::getter("global", |agent, call| {
        has_flag(agent, call, "global", Flags::GLOBAL)
    }),
    Accessor::getter("hasIndices", |agent, call| {
        has_flag(agent, call, "hasIndices", Flags::HAS_INDICES)
    }),
    Accessor::getter("ignoreCase", |agent, call| {
        has_flag(agent, call, "ignoreCase", Flags::IGNORE_CASE)
    }),
    Accessor::getter("multiline", |agent, call| {
        has_flag(agent, call, "multiline", Flags::MULTILINE)
    }),
    Accessor::getter("source", source::source),
    Accessor::getter("sticky", |agent, call| {
        has_flag(agent, call, "sticky", Flags::STICKY)
    }),
    Accessor::getter("unicode", |agent, call| {
        has_flag(agent, call, "unicode", Flags::UNICODE)
    }),
    Accessor::getter("unicodeSets", |agent, call| {
        has_flag(agent, call, "unicodeSets", Flags::UNICODE_SETS)
    }),
];

const METHODS: &[Method] = &[
    Method::new("compile", 2, compile),
    Method::new("toString", 0, to_string),
    Method::new("test", 1, test),
    Method::new("@@match", 1, methods::match_),
    Method::new("@@matchAll", 1, methods::match_all),
    Method::new("@@replace", 2, methods::replace),
    Method::new("@@search", 1, methods::search),
    Method::new("@@split", 2, methods::split),
];

/// What short cuts depend on.
const ORIGINALS: &[(Original, &str)] = &[
    (Original::RegExpExec, "exec"),
    (Original::RegExpFlags, "flags"),
    (Original::RegExpHasIndices, "hasIndices"),
    (Original::RegExpGlobal, "global"),
    (Original::RegExpIgnoreCase, "ignoreCase"),
    (Original::RegExpMultiline, "multiline"),
    (Original::RegExpDotAll, "dotAll"),
    (Original::RegExpUnicode, "unicode"),
    (Original::RegExpUnicodeSets, "unicodeSets"),
    (Original::RegExpSticky, "sticky"),
    (Original::RegExpConstructor, "constructor"),
];

/// Makes `RegExp`, its prototype, and the prototype of its iterators.
pub(super) fn install(agent: &mut Agent) {
    let object_prototype = agent.intrinsic(Intrinsic::ObjectPrototype);
    let prototype = agent.heap.new_builtin_object(object_prototype.value());
    agent
        .realm
        .set_intrinsic(Intrinsic::RegExpPrototype, prototype);
    let constructor = agent.define_constructor(&CONSTRUCTOR, prototype);
    agent.realm.set_intrinsic(Intrinsic::RegExp, constructor);
    legacy::install(agent, constructor);
    agent.define_methods(constructor, STATICS);
    agent.define_accessors(constructor, STATIC_ACCESSORS);
    agent.define_methods(prototype, EXEC);
    agent.define_accessors(prototype, ACCESSORS);
    agent.define_methods(prototype, METHODS);
    let replace = agent.initial_value(prototype, "@@replace");
    agent.heap.hide_from_stacks(replace);
    for &(original, name) in ORIGINALS {
        agent.set_original(original, prototype, name);
    }
    agent.set_original(Original::RegExpSpecies, constructor, "@@species");
    iterator::install(agent);
    agent.hooks.regexp_create = Some(create::regexp_create);
    let root = agent.root_shape(Intrinsic::RegExpPrototype, Kind::Host);
    let (key, flags) = (agent.names.last_index, PropertyFlags::WRITABLE);
    let shape = agent.heap.shape_with_flags(root, key, flags);
    agent.set_realm_slot(RegExpState {
        shape,
        compiled: FxHashMap::default(),
        recent: [const { None }; RECENT],
        machine: Machine::default(),
        last: None,
        input: None,
    });
}

/// [RegExp ( pattern, flags )](https://tc39.es/ecma262/#sec-regexp-pattern-flags)
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    let (pattern, flags) = (call.arg(0), call.arg(1));
    let new_target = call.new_target(agent);
    agent.keep(new_target);
    let is_pattern = is_reg_exp(agent, pattern)?;
    let new_target = if call.is_construct() {
        new_target
    } else {
        let callee = call.callee().value();
        if let (Some(object), true, true) = (pattern.as_object(), is_pattern, flags.is_undefined())
            && agent.get(object, agent.names.constructor)? == callee
        {
            return Ok(pattern);
        }
        callee
    };
    let object = pattern.as_object();
    let data = object.and_then(|object| agent.heap.host::<RegExpData>(object));
    let (pattern, flags) = if let Some(data) = data {
        let (source, own) = (data.source.value(), data.matcher.flags);
        match flags {
            Value::UNDEFINED => (source, agent.heap.new_string(&own.text()).value()),
            flags => (source, flags),
        }
    } else if let (Some(object), true) = (object, is_pattern) {
        let source = agent.get(object, agent.names.source)?;
        agent.keep(source);
        match flags {
            Value::UNDEFINED => (source, agent.get(object, agent.names.flags)?),
            flags => (source, flags),
        }
    } else {
        (pattern, flags)
    };
    agent.keep(pattern);
    agent.keep(flags);
    let proto = agent.get_prototype_from_constructor(new_target, Intrinsic::RegExpPrototype)?;
    agent.keep_object(proto);
    let (source, matcher) = create::compile_values(agent, pattern, flags)?;
    let shape = agent.heap.root_shape(proto.value(), Kind::Host);
    Ok(create::allocate(agent, shape, source, matcher).value())
}

/// [RegExp.prototype.exec ( string )](https://tc39.es/ecma262/#sec-regexp.prototype.exec)
fn exec_method(agent: &mut Agent, call: Call) -> JsResult {
    let regexp = require_regexp(agent, call.this(), "exec")?;
    let string = agent.to_string(call.arg(0))?;
    agent.keep(string.value());
    let result = exec::builtin_exec(agent, regexp, string)?;
    Ok(result.map_or(Value::NULL, Object::value))
}

/// [RegExp.prototype.test ( S )](https://tc39.es/ecma262/#sec-regexp.prototype.test)
fn test(agent: &mut Agent, call: Call) -> JsResult {
    let regexp = this_object(agent, call, "test")?;
    let string = agent.to_string(call.arg(0))?;
    agent.keep(string.value());
    if exec::is_simple(agent, regexp) {
        let found = exec::next_match(agent, regexp, string)?;
        return Ok(Value::bool(found.is_some()));
    }
    let result = exec::regexp_exec(agent, regexp, string)?;
    Ok(Value::bool(result.is_some()))
}

/// [RegExp.prototype.toString ( )](https://tc39.es/ecma262/#sec-regexp.prototype.tostring)
fn to_string(agent: &mut Agent, call: Call) -> JsResult {
    let regexp = this_object(agent, call, "toString")?;
    let mut text = TextBuilder::new();
    text.push_str("/");
    let source = agent.get(regexp, agent.names.source)?;
    let source = agent.to_string(source)?;
    text.push(agent, source);
    text.push_str("/");
    let flags = agent.get(regexp, agent.names.flags)?;
    let flags = agent.to_string(flags)?;
    text.push(agent, flags);
    Ok(text.finish(agent)?.value())
}

/// [RegExp.prototype.compile ( pattern, flags )](https://tc39.es/ecma262/#sec-regexp.prototype.compile)
fn compile(agent: &mut Agent, call: Call) -> JsResult {
    let regexp = require_regexp(agent, call.this(), "compile")?;
    let (pattern, flags) = (call.arg(0), call.arg(1));
    let other = pattern
        .as_object()
        .and_then(|object| agent.heap.host::<RegExpData>(object));
    let (source, matcher) = match other {
        Some(_) if !flags.is_undefined() => {
            let text = "Cannot supply flags when constructing one RegExp from another";
            return Err(agent.type_error(text));
        }
        Some(other) => (other.source, other.matcher.clone()),
        None => create::compile_values(agent, pattern, flags)?,
    };
    if let Some(data) = agent.heap.host_mut::<RegExpData>(regexp) {
        (data.source, data.matcher) = (source, matcher);
    }
    exec::set_last_index(agent, regexp, 0.0)?;
    Ok(regexp.value())
}

/// [RegExpHasFlag ( R, codeUnit )](https://tc39.es/ecma262/#sec-regexphasflag)
fn has_flag(agent: &mut Agent, call: Call, name: &str, flag: Flags) -> JsResult {
    let object = call.this().as_object();
    let data = object.and_then(|object| agent.heap.host::<RegExpData>(object));
    match data {
        Some(data) => Ok(Value::bool(data.matcher.flags.has(flag))),
        None if object == Some(agent.intrinsic(Intrinsic::RegExpPrototype)) => Ok(Value::UNDEFINED),
        None => Err(not_a_regexp(agent, name)),
    }
}

/// [get RegExp.prototype.flags](https://tc39.es/ecma262/#sec-get-regexp.prototype.flags)
fn flags(agent: &mut Agent, call: Call) -> JsResult {
    const GETTERS: [(&str, u8); 8] = [
        ("hasIndices", b'd'),
        ("global", b'g'),
        ("ignoreCase", b'i'),
        ("multiline", b'm'),
        ("dotAll", b's'),
        ("unicode", b'u'),
        ("unicodeSets", b'v'),
        ("sticky", b'y'),
    ];
    let Some(object) = call.this().as_object() else {
        let what = agent.value_for_message(call.this());
        let text = format!("RegExp.prototype.flags getter called on non-object {what}");
        return Err(agent.type_error(text));
    };
    if let Some(data) = agent.heap.host::<RegExpData>(object) {
        let own = data.matcher.flags;
        if exec::is_pristine(agent, object) {
            return Ok(agent.heap.new_string(&own.text()).value());
        }
    }
    let mut text = Vec::new();
    for (name, letter) in GETTERS {
        let key = agent.heap.property_key_of_str(name);
        let value = agent.get(object, key)?;
        if agent.heap.to_boolean(value) {
            text.push(letter);
        }
    }
    Ok(agent.heap.new_latin1(&text).value())
}
