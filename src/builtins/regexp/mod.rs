//! [RegExp objects](https://tc39.es/ecma262/#sec-regexp-regular-expression-objects). Patterns are read
//! by `regexp`.
//!
//! | file | what |
//! | --- | --- |
//! | `matcher` | compiled patterns, and driving the machine |
//! | `compile` | from the trees of `regexp` to instructions |
//! | `run` | the machine that backtracks |
//! | `exec` | running them |
//! | `methods` | the methods that `String.prototype` calls through symbols |
//! | `iterator` | what `matchAll` gives |
//! | `legacy` | `RegExp.$1` and the like |

mod compile;
mod exec;
mod iterator;
mod legacy;
mod matcher;
mod methods;
mod run;
mod subject;

use crate::engine::{
    Accessor, Agent, Call, Constructor, Intrinsic, JsResult, Kind, Method, Object, Original,
    PropertyFlags, Str, TextBuilder, Value, messages,
};
use crate::heap::{HostData, ShapeId, Tracer};
use crate::numeric::from_text::is_white_space;
use matcher::{Flags, Matcher, RECENT, Range};
use run::Machine;
use rustc_hash::FxHashMap;
use std::rc::Rc;

const CONSTRUCTOR: Constructor = Constructor {
    name: "RegExp",
    length: 2,
    run: construct,
};

const STATICS: &[Method] = &[Method::new("escape", 1, escape)];

const STATIC_ACCESSORS: &[Accessor] = &[Accessor::getter("@@species", super::this_value)];

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
    Accessor::getter("source", source),
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

/// The internal slots of a regular expression.
struct RegExpData {
    source: Str,
    matcher: Rc<Matcher>,
}

impl HostData for RegExpData {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark(self.source.value());
    }

    fn builtin_tag(&self) -> Option<&'static str> {
        Some("RegExp")
    }
}

/// What all regular expressions of an agent share.
struct RegExpState {
    /// The layout of those that scripts left as they were made.
    shape: ShapeId,
    /// Compiled patterns, by their code units and flags.
    compiled: FxHashMap<(Vec<u16>, Flags), Rc<Matcher>>,
    /// Some of them by the string that was compiled.
    recent: [Option<(Str, Rc<Matcher>)>; RECENT],
    /// The machine that matches, whose memory is used again and again.
    machine: Machine,
    /// What matched last, for `RegExp.$1` and the like.
    last: Option<(Str, Vec<Option<Range>>)>,
    /// What was assigned to `RegExp.input`.
    input: Option<Str>,
}

impl HostData for RegExpState {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_shape(self.shape);
        for (string, _) in self.recent.iter().flatten() {
            tracer.mark(string.value());
        }
        let last = self.last.as_ref().map(|last| last.0);
        for string in [last, self.input].into_iter().flatten() {
            tracer.mark(string.value());
        }
    }
}

impl RegExpState {
    fn of(agent: &Agent) -> &RegExpState {
        match agent.realm_slot() {
            Some(state) => state,
            None => unreachable!("set when RegExp was made"),
        }
    }

    fn of_mut(agent: &mut Agent) -> &mut RegExpState {
        match agent.realm_slot_mut() {
            Some(state) => state,
            None => unreachable!("set when RegExp was made"),
        }
    }
}

/// Makes `RegExp`, its prototype, and the prototype of its iterators.
pub(super) fn install(agent: &mut Agent) {
    let object_prototype = agent.intrinsic(Intrinsic::ObjectPrototype);
    let prototype = agent.new_builtin_object(object_prototype.value());
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
    agent.hide_from_stacks(replace);
    for &(original, name) in ORIGINALS {
        agent.set_original(original, prototype, name);
    }
    agent.set_original(Original::RegExpSpecies, constructor, "@@species");
    iterator::install(agent);
    agent.hooks.regexp_create = Some(regexp_create);
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

/// Whether an object has `[[RegExpMatcher]]`.
pub fn is_regexp_object(agent: &Agent, object: Object) -> bool {
    agent.heap.host::<RegExpData>(object).is_some()
}

/// A regular expression with the pattern and flags of another; `None` for other objects.
pub fn copy_regexp(agent: &mut Agent, object: Object) -> Option<Object> {
    let data = agent.heap.host::<RegExpData>(object)?;
    let (source, matcher) = (data.source, data.matcher.clone());
    let shape = agent.root_shape(Intrinsic::RegExpPrototype, Kind::Host);
    Some(allocate(agent, shape, source, matcher))
}

/// [RegExpCreate ( P, F )](https://tc39.es/ecma262/#sec-regexpcreate) for a pattern and flags that are
/// strings: what a literal is evaluated to.
pub fn regexp_create(agent: &mut Agent, pattern: Str, flags: Str) -> JsResult<Object> {
    let matcher = initialize(agent, pattern, flags)?;
    let shape = agent.root_shape(Intrinsic::RegExpPrototype, Kind::Host);
    Ok(allocate(agent, shape, pattern, matcher))
}

/// [RegExpAlloc ( newTarget )](https://tc39.es/ecma262/#sec-regexpalloc), with its slots set.
fn allocate(agent: &mut Agent, shape: ShapeId, source: Str, matcher: Rc<Matcher>) -> Object {
    let data = Box::new(RegExpData { source, matcher });
    let regexp = agent.heap.new_host(Kind::Host, shape, data);
    let (key, flags) = (agent.names.last_index, PropertyFlags::WRITABLE);
    agent.heap.add_property(regexp, key, flags, Value::ZERO);
    regexp
}

/// The compiling part of [RegExpInitialize ( obj, pattern, flags )](https://tc39.es/ecma262/#sec-regexpinitialize).
fn initialize(agent: &mut Agent, pattern: Str, flags: Str) -> JsResult<Rc<Matcher>> {
    match Flags::parse(agent.heap.text(flags)) {
        Some(flags) => matcher::compile(agent, pattern, flags),
        None => {
            let flags = agent.heap.utf8(flags);
            Err(agent.syntax_error(format!(
                "Invalid flags supplied to RegExp constructor '{flags}'"
            )))
        }
    }
}

/// [RegExp ( pattern, flags )](https://tc39.es/ecma262/#sec-regexp-pattern-flags)
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    let (pattern, flags) = (call.arg(0), call.arg(1));
    let new_target = call.new_target(agent);
    agent.keep(new_target);
    let is_pattern = super::string::is_reg_exp(agent, pattern)?;
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
    let (source, matcher) = compile_values(agent, pattern, flags)?;
    let shape = agent.heap.root_shape(proto.value(), Kind::Host);
    Ok(allocate(agent, shape, source, matcher).value())
}

/// [RegExpInitialize ( obj, pattern, flags )](https://tc39.es/ecma262/#sec-regexpinitialize) for values.
fn compile_values(agent: &mut Agent, pattern: Value, flags: Value) -> JsResult<(Str, Rc<Matcher>)> {
    let text = |agent: &mut Agent, value: Value| match value {
        Value::UNDEFINED => Ok(agent.heap.empty_string()),
        value => {
            let string = agent.to_string(value)?;
            agent.keep(string.value());
            Ok(string)
        }
    };
    let source = text(agent, pattern)?;
    let flags = text(agent, flags)?;
    Ok((source, initialize(agent, source, flags)?))
}

/// Throws unless a value is a regular expression.
fn require_regexp(agent: &mut Agent, value: Value, method: &str) -> JsResult<Object> {
    match value.as_object() {
        Some(object) if is_regexp_object(agent, object) => Ok(object),
        _ => Err(incompatible(agent, value, method)),
    }
}

#[cold]
fn incompatible(agent: &mut Agent, value: Value, method: &str) -> crate::engine::Throw {
    let receiver = agent.value_for_message(value);
    let method = format!("RegExp.prototype.{method}");
    agent.type_error(messages::incompatible_receiver(&method, &receiver))
}

/// `this`, which must be an object.
fn this_object(agent: &mut Agent, call: Call, method: &str) -> JsResult<Object> {
    match call.this().as_object() {
        Some(object) => Ok(object),
        None => Err(incompatible(agent, call.this(), method)),
    }
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
        None => compile_values(agent, pattern, flags)?,
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

#[cold]
fn not_a_regexp(agent: &mut Agent, name: &str) -> crate::engine::Throw {
    agent.type_error(format!(
        "RegExp.prototype.{name} getter called on non-RegExp object"
    ))
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
        if agent.to_boolean(value) {
            text.push(letter);
        }
    }
    Ok(agent.heap.new_latin1(&text).value())
}

/// [get RegExp.prototype.source](https://tc39.es/ecma262/#sec-get-regexp.prototype.source)
fn source(agent: &mut Agent, call: Call) -> JsResult {
    let object = call.this().as_object();
    let data = object.and_then(|object| agent.heap.host::<RegExpData>(object));
    match data {
        Some(data) => {
            let text = escaped_source(agent, data.source);
            Ok(text.finish(agent)?.value())
        }
        None if object == Some(agent.intrinsic(Intrinsic::RegExpPrototype)) => {
            Ok(agent.heap.new_latin1(b"(?:)").value())
        }
        None => Err(not_a_regexp(agent, "source")),
    }
}

/// [EscapeRegExpPattern ( P, F )](https://tc39.es/ecma262/#sec-escaperegexppattern)
fn escaped_source(agent: &Agent, source: Str) -> TextBuilder {
    let text = agent.heap.text(source);
    let mut out = TextBuilder::new();
    if text.is_empty() {
        out.push_str("(?:)");
    }
    let (mut class, mut escaped) = (false, false);
    for unit in agent.heap.budget.each(text.units()) {
        let line_end = match unit {
            0xA => "\\n",
            0xD => "\\r",
            0x2028 => "\\u2028",
            0x2029 => "\\u2029",
            _ => "",
        };
        if !line_end.is_empty() {
            // A backslash before a line's end is part of its escape now.
            out.push_str(if escaped { &line_end[1..] } else { line_end });
        } else {
            if unit == b'/' as u16 && !class && !escaped {
                out.push_str("\\");
            }
            out.push_unit(unit);
        }
        if std::mem::take(&mut escaped) {
            continue;
        }
        match unit {
            0x5C => escaped = true,
            0x5B => class = true,
            0x5D => class = false,
            _ => {}
        }
    }
    out
}

/// [RegExp.escape ( S )](https://tc39.es/ecma262/#sec-regexp.escape)
fn escape(agent: &mut Agent, call: Call) -> JsResult {
    let Some(string) = call.arg(0).as_string() else {
        return Err(agent.type_error("input argument must be a string"));
    };
    let text = agent.heap.text(string);
    let mut out = TextBuilder::new();
    let mut at = 0;
    while at < text.len() && agent.heap.budget.spend(1).is_ok() {
        let (point, units) = text.code_point_at(at);
        let character = char::from_u32(point);
        match character {
            Some(first) if at == 0 && first.is_ascii_alphanumeric() => {
                out.push_str(&format!("\\x{point:02x}"));
            }
            Some(syntax) if "^$\\.*+?()[]{}|/".contains(syntax) => {
                out.push_str("\\");
                out.push_code_point(point);
            }
            Some('\t') => out.push_str("\\t"),
            Some('\n') => out.push_str("\\n"),
            Some('\u{b}') => out.push_str("\\v"),
            Some('\u{c}') => out.push_str("\\f"),
            Some('\r') => out.push_str("\\r"),
            Some(other) if ",-=<>#&!%:;@~'`\"".contains(other) || is_white_space(point) => {
                match point {
                    0..=0xFF => out.push_str(&format!("\\x{point:02x}")),
                    _ => out.push_str(&format!("\\u{point:04x}")),
                }
            }
            None => out.push_str(&format!("\\u{point:04x}")),
            Some(_) => out.push_code_point(point),
        }
        at += units;
    }
    Ok(out.finish(agent)?.value())
}
