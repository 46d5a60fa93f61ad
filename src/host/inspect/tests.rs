//! Values built from Rust, compared with what Node prints.

use super::format::format_with_options;
use super::{Compact, Options, inspect};
use crate::builtins;
use crate::builtins::map::{map_set, new_map};
use crate::builtins::set::{new_set, set_add};
use crate::engine::{
    Agent, Constructor, Intrinsic, Limits, Object, PropertyFlags, PropertyKey, Value,
};

fn agent() -> Agent {
    let mut agent = Agent::new(Limits::default());
    builtins::install(&mut agent);
    for (name, proto) in [
        ("Object", Intrinsic::ObjectPrototype),
        ("Array", Intrinsic::ArrayPrototype),
        ("Function", Intrinsic::FunctionPrototype),
        ("Promise", Intrinsic::PromisePrototype),
    ] {
        let prototype = agent.intrinsic(proto);
        let key = agent.names.constructor;
        if agent.peek_data_property(prototype, key).is_none()
            || matches!(agent.get_own_property(prototype, key), Ok(None))
        {
            let run = |_: &mut Agent, _| Ok(Value::UNDEFINED);
            let constructor = Constructor {
                name,
                length: 0,
                run,
            };
            agent.new_constructor(&constructor, prototype);
        }
    }
    super::install(&mut agent);
    agent
}

fn object(agent: &mut Agent, entries: &[(&str, Value)]) -> Value {
    let object = agent.new_plain_object(entries.len());
    for (name, value) in entries {
        set(agent, object, name, *value);
    }
    object.value()
}

fn set(agent: &mut Agent, object: Object, name: &str, value: Value) {
    let key = agent.heap.property_key_of_str(name);
    let done = agent.create_data_property(object, key, value);
    assert_eq!(done, Ok(true));
}

fn string(agent: &mut Agent, text: &str) -> Value {
    agent.heap.new_string(text).value()
}

fn array(agent: &mut Agent, elements: Vec<Value>) -> Value {
    agent.new_array(elements).value()
}

#[track_caller]
fn shows(agent: &mut Agent, value: Value, expected: &str) {
    let text = inspect(agent, value, &Options::default());
    assert_eq!(text.as_deref(), Ok(expected));
}

#[test]
fn primitives() {
    let agent = &mut agent();
    for (value, text) in [
        (Value::UNDEFINED, "undefined"),
        (Value::NULL, "null"),
        (Value::TRUE, "true"),
        (Value::double(-0.0), "-0"),
        (Value::double(1e21), "1e+21"),
        (Value::NAN, "NaN"),
    ] {
        shows(agent, value, text);
    }
    let text = string(agent, "a'b");
    shows(agent, text, "\"a'b\"");
}

#[test]
fn lines() {
    let agent = &mut agent();
    let a = string(agent, &"x".repeat(30));
    let b = string(agent, &"y".repeat(25));
    let short = object(agent, &[("a", a), ("b", b)]);
    let expected = format!("{{ a: '{}', b: '{}' }}", "x".repeat(30), "y".repeat(25));
    shows(agent, short, &expected);
    let b = string(agent, &"y".repeat(26));
    let long = object(agent, &[("a", a), ("b", b)]);
    let expected = format!(
        "{{\n  a: '{}',\n  b: '{}'\n}}",
        "x".repeat(30),
        "y".repeat(26)
    );
    shows(agent, long, &expected);
}

#[test]
fn nesting() {
    let agent = &mut agent();
    let d = object(agent, &[("d", Value::int(1))]);
    let c = object(agent, &[("c", d)]);
    let b = object(agent, &[("b", c)]);
    let a = object(agent, &[("a", b)]);
    shows(agent, a, "{ a: { b: { c: [Object] } } }");
    let options = Options {
        depth: None,
        ..Options::default()
    };
    let text = inspect(agent, a, &options);
    assert_eq!(text.as_deref(), Ok("{\n  a: { b: { c: { d: 1 } } }\n}"));
    let options = Options {
        depth: None,
        compact: Compact::Always,
        ..Options::default()
    };
    let text = inspect(agent, a, &options);
    assert_eq!(text.as_deref(), Ok("{ a: { b: { c: { d: 1 } } } }"));
}

#[test]
fn keys() {
    let agent = &mut agent();
    let one = Value::int(1);
    let value = object(
        agent,
        &[
            ("a-b", one),
            ("1a", one),
            ("7", one),
            ("$x", one),
            ("_y", one),
            ("__proto__", one),
        ],
    );
    shows(
        agent,
        value,
        "{ '7': 1, 'a-b': 1, '1a': 1, '$x': 1, _y: 1, ['__proto__']: 1 }",
    );
    let value = object(agent, &[("a", one)]);
    let iterator = PropertyKey::symbol(agent.symbols.iterator);
    let getter = agent.new_builtin("g", 0, |_, _| Ok(Value::NULL)).value();
    let Some(holder) = value.as_object() else {
        unreachable!("it was made as an object");
    };
    agent
        .heap
        .add_property(holder, iterator, PropertyFlags::DATA, getter);
    let pair = agent.heap.new_accessor(getter, Value::UNDEFINED);
    let key = agent.heap.property_key_of_str("b");
    let flags = PropertyFlags::ENUMERABLE.with(PropertyFlags::ACCESSOR);
    agent.heap.add_property(holder, key, flags, pair);
    shows(
        agent,
        value,
        "{ a: 1, b: [Getter], Symbol(Symbol.iterator): [Function: g] }",
    );
}

#[test]
fn arrays() {
    let agent = &mut agent();
    let (one, hole) = (Value::int(1), Value::HOLE);
    let value = array(agent, vec![hole, one, hole, hole, one]);
    shows(agent, value, "[ <1 empty item>, 1, <2 empty items>, 1 ]");
    let value = array(agent, (0..27).map(|i| Value::int(i * i)).collect());
    shows(
        agent,
        value,
        "[\n    0,   1,   4,   9,  16,  25,  36,\n   49,  64,  81, 100, 121, 144, 169,\n  196, 225, 256, 289, 324, \
         361, 400,\n  441, 484, 529, 576, 625, 676\n]",
    );
    let texts = ["1", "2", "3", "4", "5", "6", "7"].map(|text| string(agent, text));
    let value = array(agent, texts.to_vec());
    shows(
        agent,
        value,
        "[\n  '1', '2', '3',\n  '4', '5', '6',\n  '7'\n]",
    );
    let value = array(agent, vec![Value::ZERO; 101]);
    let text = inspect(agent, value, &Options::default()).unwrap_or_default();
    assert!(text.starts_with("[\n  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,\n"));
    assert!(text.ends_with("  0, 0, 0, 0,\n  ... 1 more item\n]"));
    let empty = array(agent, Vec::new());
    shows(agent, empty, "[]");
    if let Some(empty) = empty.as_object() {
        set(agent, empty, "x", one);
    }
    shows(agent, empty, "[ x: 1 ]");
}

#[test]
fn circles() {
    let agent = &mut agent();
    let value = object(agent, &[("a", Value::int(1))]);
    let inner = object(agent, &[("c", value)]);
    if let Some(outer) = value.as_object() {
        set(agent, outer, "c", value);
        set(agent, outer, "d", inner);
    }
    shows(
        agent,
        value,
        "<ref *1> { a: 1, c: [Circular *1], d: { c: [Circular *1] } }",
    );
}

#[test]
fn deep_values_end_somewhere() {
    let agent = &mut agent();
    let mut value = object(agent, &[]);
    for _ in 0..20_000 {
        value = object(agent, &[("a", value)]);
    }
    let options = Options {
        depth: None,
        ..Options::default()
    };
    let text = inspect(agent, value, &options).unwrap_or_default();
    assert!(text.contains("[Object: Inspection interrupted prematurely."));
}

#[test]
fn promises() {
    let agent = &mut agent();
    let promise = agent.new_promise();
    shows(agent, promise.value(), "Promise { <pending> }");
    agent.fulfill_promise(promise, Value::int(1));
    shows(agent, promise.value(), "Promise { 1 }");
    let promise = agent.new_promise();
    agent.reject_promise(promise, Value::int(2));
    shows(agent, promise.value(), "Promise { <rejected> 2 }");
}

#[test]
fn collections() {
    let agent = &mut agent();
    let map = new_map(agent);
    let key = string(agent, "k");
    let inner = object(agent, &[("a", Value::int(1))]);
    assert_eq!(map_set(agent, map, key, inner), Ok(()));
    assert_eq!(map_set(agent, map, map.value(), Value::NULL), Ok(()));
    shows(
        agent,
        map.value(),
        "<ref *1> Map(2) { 'k' => { a: 1 }, [Circular *1] => null }",
    );
    let entries = agent.heap.property_key_of_str("entries");
    let entries = agent.invoke(map.value(), entries, &[]);
    let entries = entries.unwrap_or(Value::NULL);
    shows(
        agent,
        entries,
        "[Map Entries] {\n  [ 'k', { a: 1 } ],\n  [ <ref *1> Map(2) { 'k' => { a: 1 }, [Circular *1] => null }, null ]\n}",
    );
    let set = new_set(agent);
    shows(agent, set.value(), "Set(0) {}");
    for value in [Value::int(1), Value::TRUE] {
        assert_eq!(set_add(agent, set, value), Ok(()));
    }
    shows(agent, set.value(), "Set(2) { 1, true }");
    let bare = new_set(agent);
    assert_eq!(agent.set_prototype_of(bare, Value::NULL), Ok(true));
    shows(agent, bare.value(), "[Set(0): null prototype] {}");
}

/// An error whose stack is what a test says.
fn error(agent: &mut Agent, proto: Intrinsic, message: &str, stack: &str) -> Object {
    let error = agent.new_error(proto, message);
    let stack = string(agent, stack);
    let key = agent.names.stack;
    assert_eq!(agent.set(error, key, stack), Ok(()));
    error
}

#[test]
fn errors() {
    let agent = &mut agent();
    let plain = error(
        agent,
        Intrinsic::ErrorPrototype,
        "m",
        "Error: m\n    at f (x:1:1)",
    );
    shows(agent, plain.value(), "Error: m\n    at f (x:1:1)");
    let inside = object(agent, &[("e", plain.value())]);
    shows(agent, inside, "{\n  e: Error: m\n      at f (x:1:1)\n}");
    let bracketed = error(agent, Intrinsic::TypeErrorPrototype, "m", "TypeError: m");
    shows(agent, bracketed.value(), "[TypeError: m]");
    set(agent, bracketed, "code", Value::int(3));
    shows(agent, bracketed.value(), "[TypeError: m] { code: 3 }");
    let outer = error(agent, Intrinsic::ErrorPrototype, "o", "Error: o\n    at g");
    let key = agent.names.cause;
    let cause = plain.value();
    agent
        .heap
        .add_property(outer, key, PropertyFlags::HIDDEN, cause);
    shows(
        agent,
        outer.value(),
        "Error: o\n    at g {\n  [cause]: Error: m\n      at f (x:1:1)\n}",
    );
    let named = error(
        agent,
        Intrinsic::ErrorPrototype,
        "bad",
        "ValidationError: bad\n    at q",
    );
    let name = string(agent, "ValidationError");
    set(agent, named, "name", name);
    shows(
        agent,
        named.value(),
        "Error [ValidationError]: bad\n    at q",
    );
    let empty = error(agent, Intrinsic::ErrorPrototype, "n", "");
    shows(agent, empty.value(), "[Error: n]");
}

#[test]
fn proxies_are_not_trapped() {
    let agent = &mut agent();
    let target = object(agent, &[("a", Value::int(1))]);
    let handler = object(agent, &[]);
    let (Some(target), Some(handler)) = (target.as_object(), handler.as_object()) else {
        unreachable!("both were made as objects");
    };
    let trap = agent.new_builtin("trap", 0, |agent, _| Err(agent.type_error("trapped")));
    for name in [
        "get",
        "getPrototypeOf",
        "getOwnPropertyDescriptor",
        "ownKeys",
        "has",
    ] {
        set(agent, handler, name, trap.value());
    }
    let proxy = agent.new_proxy(target, handler);
    shows(agent, proxy.value(), "{ a: 1 }");
    // One among the prototypes is trapped, as in Node.
    let heir = agent.heap.ordinary_object_create(proxy.value());
    assert!(inspect(agent, heir.value(), &Options::default()).is_err());
    agent.heap.revoke_proxy(proxy);
    shows(agent, proxy.value(), "<Revoked Proxy>");
}

#[test]
fn null_prototypes() {
    let agent = &mut agent();
    let bare = agent.heap.ordinary_object_create(Value::NULL);
    shows(agent, bare.value(), "[Object: null prototype] {}");
    let heir = agent.heap.ordinary_object_create(bare.value());
    shows(
        agent,
        heir.value(),
        "Object <[Object: null prototype] {}> {}",
    );
    let heir = agent.heap.ordinary_object_create(heir.value());
    shows(
        agent,
        heir.value(),
        "Object <Object <[Object: null prototype] {}>> {}",
    );
}

#[test]
fn formats() {
    let agent = &mut agent();
    let cases: &[(&str, &[Value], &str)] = &[
        ("%d|%i|%f", &[Value::double(1.5); 3], "1.5|1|1.5"),
        ("%s %s", &[Value::int(1)], "1 %s"),
        ("100%", &[Value::int(1)], "100% 1"),
        ("%%%s%%", &[Value::int(1)], "%1%"),
        ("%x %c%o", &[Value::int(1), Value::int(2)], "%x 2"),
        ("%%", &[], "%%"),
        ("%s", &[Value::double(-0.0), Value::NULL], "-0 null"),
        ("%i", &[Value::double(-0.5)], "-0"),
        ("%d", &[Value::UNDEFINED, Value::TRUE], "NaN true"),
    ];
    for (format, values, expected) in cases {
        let mut all = vec![string(agent, format)];
        all.extend_from_slice(values);
        let text = format_with_options(agent, &Options::default(), &all);
        assert_eq!(text.as_deref(), Ok(*expected), "{format}");
    }
}

#[test]
fn colors() {
    let agent = &mut agent();
    let text = string(agent, "x");
    let value = object(
        agent,
        &[("a", Value::int(1)), ("b-c", text), ("u", Value::UNDEFINED)],
    );
    let options = Options {
        colors: true,
        ..Options::default()
    };
    let text = inspect(agent, value, &options);
    assert_eq!(
        text.as_deref(),
        Ok(
            "{ a: \x1b[33m1\x1b[39m, \x1b[32m'b-c'\x1b[39m: \x1b[32m'x'\x1b[39m, u: \x1b[90mundefined\x1b[39m }"
        )
    );
}
