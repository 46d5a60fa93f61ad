//! What is known of natives: what they are called with, and what they may change.
//!
//! Owns the reading of `builtins.txt`, and finding the functions that it tells of. That is done when the
//! session begins, before a program can put others in their places.
//!
//! Natives don't know the names of their parameters, and Node's don't either, so its prompt shows none;
//! the names here are those of the specification and of Node's documentation.

use crate::engine::{
    Agent, Effects, Intrinsic, KnownEffects, Object, OwnProperty, PropertyKey, Value,
};
use crate::heap::Kind;
use rustc_hash::FxHashMap;
use std::rc::Rc;

const TEXT: &str = include_str!("builtins.txt");

/// What is known of natives, by their numbers.
pub(super) struct KnownNatives {
    pub(super) effects: Rc<KnownEffects>,
    parameters: FxHashMap<u32, &'static str>,
}

/// A line of the table.
struct Row {
    /// The object that has the function.
    holder: &'static str,
    is_getter: bool,
    name: &'static str,
    /// Between the parentheses.
    parameters: &'static str,
    /// `None` where it has effects.
    effects: Option<Effects>,
}

impl KnownNatives {
    /// Finds the functions. Runs no code of a script.
    pub(super) fn find(agent: &mut Agent) -> KnownNatives {
        let mut effects = KnownEffects::default();
        let mut parameters = FxHashMap::default();
        for row in rows() {
            let Some(number) = native_of(agent, &row) else {
                continue;
            };
            parameters.insert(number, row.parameters);
            if let Some(known) = row.effects {
                effects.insert(number, known);
            }
        }
        KnownNatives {
            effects: Rc::new(effects),
            parameters,
        }
    }

    /// The parameters of a native, if they are known.
    pub(super) fn parameters(&self, agent: &Agent, function: Value) -> Option<&'static str> {
        let number = agent.heap.native(function)?;
        self.parameters.get(&number).copied()
    }
}

fn rows() -> impl Iterator<Item = Row> {
    let mut holder = "";
    let lines = TEXT.lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(move |line| {
        let is_holder = line.ends_with(':');
        if is_holder {
            holder = &line[..line.len() - 1];
        }
        let functions = if is_holder { "" } else { line };
        functions
            .split("; ")
            .filter_map(move |text| row(holder, text))
    })
}

fn row(holder: &'static str, text: &'static str) -> Option<Row> {
    let (head, parameters) = text.strip_suffix(')')?.split_once('(')?;
    let (effects, head) = match head.as_bytes().first()? {
        b'~' => (Some(Effects::Receiver), &head[1..]),
        b'^' => (Some(Effects::Argument), &head[1..]),
        b'!' => (None, &head[1..]),
        _ => (Some(Effects::None), head),
    };
    let getter = head.strip_prefix("get ");
    Some(Row {
        holder,
        is_getter: getter.is_some(),
        name: getter.unwrap_or(head),
        parameters,
        effects,
    })
}

/// The number of the native that a row is about, if there is one.
fn native_of(agent: &mut Agent, row: &Row) -> Option<u32> {
    let holder = holder_of(agent, row.holder)?;
    let key = agent.static_key(row.name);
    let function = match (own(agent, holder, key)?, row.is_getter) {
        (OwnProperty::Data { value, .. }, false) => value,
        (OwnProperty::Accessor { get, .. }, true) => get,
        _ => return None,
    };
    agent.heap.native(function)
}

fn holder_of(agent: &mut Agent, path: &str) -> Option<Object> {
    let intrinsic = match path {
        "globalThis" => return Some(agent.realm.global_object),
        "%ArrayIteratorPrototype%" => Intrinsic::ArrayIteratorPrototype,
        "%StringIteratorPrototype%" => Intrinsic::StringIteratorPrototype,
        "%MapIteratorPrototype%" => Intrinsic::MapIteratorPrototype,
        "%SetIteratorPrototype%" => Intrinsic::SetIteratorPrototype,
        "%RegExpStringIteratorPrototype%" => Intrinsic::RegExpStringIteratorPrototype,
        "%IteratorHelperPrototype%" => Intrinsic::IteratorHelperPrototype,
        "%GeneratorPrototype%" => Intrinsic::GeneratorPrototype,
        "%TypedArray%" => Intrinsic::TypedArray,
        "%TypedArrayPrototype%" => Intrinsic::TypedArrayPrototype,
        _ => {
            let mut object = agent.realm.global_object;
            for name in path.split('.') {
                let key = agent.heap.property_key_of_str(name);
                match own(agent, object, key)? {
                    OwnProperty::Data { value, .. } => object = value.as_object()?,
                    OwnProperty::Accessor { .. } => return None,
                }
            }
            return Some(object);
        }
    };
    Some(agent.intrinsic(intrinsic))
}

fn own(agent: &mut Agent, object: Object, key: PropertyKey) -> Option<OwnProperty> {
    if object.kind() == Kind::Proxy {
        return None;
    }
    agent.get_own_property(object, key).ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::{KnownNatives, native_of, rows};
    use crate::runtime::Runtime;

    #[test]
    fn all_rows_are_of_functions() {
        let mut runtime = Runtime::builder().build();
        let agent = &mut *runtime.agent;
        let missing: Vec<String> = rows()
            .filter(|row| native_of(agent, row).is_none())
            .map(|row| format!("{}.{}", row.holder, row.name))
            .collect();
        assert_eq!(missing, Vec::<String>::new());
        assert!(rows().count() > 500);
    }

    #[test]
    fn parameters_are_told() {
        let mut runtime = Runtime::builder().build();
        let agent = &mut *runtime.agent;
        let known = KnownNatives::find(agent);
        let parse = agent.heap.property_key_of_str("parseInt");
        let parse = agent.get(agent.realm.global_object, parse).unwrap();
        assert_eq!(known.parameters(agent, parse), Some("string, radix?"));
    }
}
