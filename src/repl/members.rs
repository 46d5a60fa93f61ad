//! Completion by the running program: its variables, and the properties of their values.
//!
//! Nothing of the program is changed by it: what can't be found by looking alone is evaluated without
//! effects ([`look`]), and proxies aren't looked into. What is an index isn't listed, so that the
//! length of an array doesn't matter.

use super::completion::{
    Base, Chain, INDENTATION, Operand, Wanted, commands_with, files_with, packages_with, wanted,
};
use super::known_natives::KnownNatives;
use super::look::look;
use crate::engine::{Agent, Intrinsic, JsResult, Object, OwnProperty, PropertyKey, Value};
use crate::heap::Kind;
use crate::modules::resolution::built_in;
use crate::source::identifier::{is_id_part, is_id_start};
use std::collections::BTreeSet;

/// Prototypes are followed so far.
const MOST_PROTOTYPES: usize = 100;

/// The words of the language that an expression or a statement has.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "async", "await", "break", "case", "catch", "class", "const", "continue", "debugger", "default",
    "delete", "do", "else", "export", "extends", "false", "finally", "for", "function", "if", "import",
    "in", "instanceof", "let", "new", "null", "return", "static", "super", "switch", "this", "throw",
    "true", "try", "typeof", "var", "void", "while", "with", "yield",
];

/// What may stand from some place of a text on, up to the cursor at its end.
#[derive(Default)]
pub(super) struct Completion {
    pub(super) start: usize,
    pub(super) candidates: Vec<String>,
}

/// Completes a text at its end.
pub(super) fn complete(
    agent: &mut Agent,
    known: &KnownNatives,
    text: &str,
) -> JsResult<Completion> {
    let Some((start, wanted)) = wanted(text) else {
        return Ok(Completion::default());
    };
    let candidates = match wanted {
        Wanted::Indentation => vec![INDENTATION.to_string()],
        Wanted::Command(prefix) => commands_with(prefix),
        Wanted::File(prefix) => files_with(prefix),
        Wanted::Module(prefix) => modules(prefix),
        Wanted::Name(prefix) => names(agent, prefix)?,
        Wanted::Member(operand, prefix) => {
            let mut names = members(agent, known, &operand, prefix)?;
            names.retain(|name| is_identifier(name));
            names.into_iter().collect()
        }
        Wanted::Key(operand, quote, prefix) => members(agent, known, &operand, prefix)?
            .into_iter()
            .filter(|name| !name.contains(|c: char| c.is_control() || c == quote || c == '\\'))
            .map(|name| format!("{name}{quote}]"))
            .collect(),
    };
    Ok(Completion { start, candidates })
}

fn modules(prefix: &str) -> Vec<String> {
    if prefix.starts_with(['.', '/']) {
        return files_with(prefix);
    }
    let all = built_in::all();
    let with_scheme = built_in::all().map(|name| match name.starts_with("node:") {
        true => name,
        false => format!("node:{name}"),
    });
    let mut names: BTreeSet<String> = match prefix.starts_with("node:") {
        true => with_scheme.collect(),
        false => all.collect(),
    };
    names.extend(packages_with(prefix));
    let fits = |name: &String| name.starts_with(prefix);
    names.into_iter().filter(fits).collect()
}

fn names(agent: &mut Agent, prefix: &str) -> JsResult<Vec<String>> {
    let global = agent.realm.global_object;
    let mut names = BTreeSet::new();
    collect(agent, global, prefix, &mut names)?;
    let lexicals: Vec<PropertyKey> = agent.realm.lexicals.names().collect();
    for key in lexicals {
        add(agent, key, prefix, &mut names);
    }
    names.retain(|name| is_identifier(name));
    if !prefix.is_empty() {
        let fits = WORDS.iter().filter(|word| word.starts_with(prefix));
        names.extend(fits.map(|word| word.to_string()));
    }
    Ok(names.into_iter().collect())
}

/// The names of the properties of an operand's value.
fn members(
    agent: &mut Agent,
    known: &KnownNatives,
    operand: &Operand<'_>,
    prefix: &str,
) -> JsResult<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    let found = match &operand.chain {
        Some(chain) => follow(agent, chain)?,
        None => None,
    };
    if let Some(object) = found {
        collect(agent, object, prefix, &mut names)?;
        return Ok(names);
    }
    let names = look(agent, known, operand.text, |agent, value| {
        if let Some(object) = object_of(agent, value) {
            collect(agent, object, prefix, &mut names)?;
        }
        Ok(Some(names))
    });
    Ok(names.unwrap_or_default())
}

/// The object that a chain leads to, or the prototype of a primitive.
pub(super) fn follow(agent: &mut Agent, chain: &Chain) -> JsResult<Option<Object>> {
    let global = agent.realm.global_object;
    let mut object = match &chain.base {
        Base::Name(name) => {
            let key = agent.heap.property_key_of_str(name);
            let value = match agent.realm.lexicals.get(key) {
                Some(binding) if binding.value == Value::UNINITIALIZED => None,
                Some(binding) => Some(binding.value),
                None => value_of(agent, global, key)?,
            };
            match value {
                Some(value) => object_of(agent, value),
                None => None,
            }
        }
        Base::This => Some(global),
        Base::String => Some(agent.intrinsic(Intrinsic::StringPrototype)),
        Base::Number => Some(agent.intrinsic(Intrinsic::NumberPrototype)),
        Base::Boolean => Some(agent.intrinsic(Intrinsic::BooleanPrototype)),
        Base::RegExp => Some(agent.intrinsic(Intrinsic::RegExpPrototype)),
        Base::Array => Some(agent.intrinsic(Intrinsic::ArrayPrototype)),
    };
    for key in &chain.keys {
        let Some(holder) = object else {
            return Ok(None);
        };
        let key = agent.heap.property_key_of_str(key);
        object = match value_of(agent, holder, key)? {
            Some(value) => object_of(agent, value),
            None => None,
        };
    }
    Ok(object)
}

/// What the properties of a value are looked up in.
fn object_of(agent: &mut Agent, value: Value) -> Option<Object> {
    if let Some(object) = value.as_object() {
        agent.keep(value);
        return Some(object);
    }
    let prototype = match agent.heap.type_of_text(value) {
        "string" => Intrinsic::StringPrototype,
        "number" => Intrinsic::NumberPrototype,
        "boolean" => Intrinsic::BooleanPrototype,
        "bigint" => Intrinsic::BigIntPrototype,
        "symbol" => Intrinsic::SymbolPrototype,
        _ => return None,
    };
    Some(agent.intrinsic(prototype))
}

/// The value of a property that isn't an accessor, here or in a prototype.
fn value_of(agent: &mut Agent, object: Object, key: PropertyKey) -> JsResult<Option<Value>> {
    let mut next = Some(object);
    for _ in 0..MOST_PROTOTYPES {
        let Some(object) = next.filter(|object| object.kind() != Kind::Proxy) else {
            break;
        };
        match agent.get_own_property(object, key)? {
            Some(OwnProperty::Data { value, .. }) => return Ok(Some(value)),
            Some(OwnProperty::Accessor { .. }) => return Ok(None),
            None => next = agent.get_prototype_of(object)?.as_object(),
        }
    }
    Ok(None)
}

/// Adds the names of an object's properties and of its prototypes'.
fn collect(
    agent: &mut Agent,
    object: Object,
    prefix: &str,
    names: &mut BTreeSet<String>,
) -> JsResult<()> {
    let mut next = Some(object);
    for _ in 0..MOST_PROTOTYPES {
        let Some(object) = next.filter(|object| object.kind() != Kind::Proxy) else {
            break;
        };
        let keys: Vec<PropertyKey> = match object.kind() {
            Kind::Namespace => agent.own_property_keys(object)?,
            _ => {
                let properties = agent.heap.properties(object);
                properties.iter().map(|property| property.0).collect()
            }
        };
        if matches!(object.kind(), Kind::Array | Kind::StringObject) {
            add(agent, agent.names.length, prefix, names);
        }
        for key in keys {
            add(agent, key, prefix, names);
        }
        next = agent.get_prototype_of(object)?.as_object();
    }
    Ok(())
}

fn add(agent: &mut Agent, key: PropertyKey, prefix: &str, names: &mut BTreeSet<String>) {
    if key.as_symbol().is_some() || key.as_index().is_some() {
        return;
    }
    let text = agent.heap.key_to_string(key);
    let name = agent.heap.utf8(text);
    if name.starts_with(prefix) {
        names.insert(name);
    }
}

fn is_identifier(name: &str) -> bool {
    name.starts_with(is_id_start) && name.chars().all(is_id_part)
}
