//! The reviver of [JSON.parse](https://tc39.es/ecma262/#sec-json.parse), with the
//! [source text](https://tc39.es/proposal-json-parse-with-source/) of primitive values.

use crate::engine::{Agent, JsResult, Object, PropertyFlags, PropertyKey, Str, Value};
use rustc_hash::FxHashMap;

/// What was read at some place of the text.
pub(super) enum Snapshot {
    /// A primitive value, from the source text's `start..end`.
    Primitive {
        /// The value.
        value: Value,
        /// Where its text begins.
        start: usize,
        /// Where its text ends.
        end: usize,
    },
    /// An array.
    Array(Vec<Snapshot>),
    /// An object, its keys in the order of the text.
    Object(Vec<(PropertyKey, Snapshot)>),
    /// Something that a reviver put there.
    Unknown,
}

impl Snapshot {
    /// Adds all values and keys, so that they can be kept.
    fn collect(&self, values: &mut Vec<Value>) {
        let mut pending = vec![self];
        while let Some(snapshot) = pending.pop() {
            match snapshot {
                Snapshot::Primitive { value, .. } => values.push(*value),
                Snapshot::Array(parts) => pending.extend(parts),
                Snapshot::Object(parts) => {
                    for (key, part) in parts {
                        if let Some(atom) = key.as_atom() {
                            values.push(atom.value());
                        }
                        pending.push(part);
                    }
                }
                Snapshot::Unknown => {}
            }
        }
    }
}

/// Nested snapshots are taken apart in a loop, not by recursion.
impl Drop for Snapshot {
    fn drop(&mut self) {
        let mut pending = Vec::new();
        let take = |snapshot: &mut Snapshot, pending: &mut Vec<Snapshot>| match snapshot {
            Snapshot::Array(parts) => pending.append(parts),
            Snapshot::Object(parts) => pending.extend(parts.drain(..).map(|(_, part)| part)),
            Snapshot::Primitive { .. } | Snapshot::Unknown => {}
        };
        take(self, &mut pending);
        while let Some(mut snapshot) = pending.pop() {
            take(&mut snapshot, &mut pending);
        }
    }
}

struct Reviver {
    source: Str,
    function: Value,
    source_key: PropertyKey,
}

/// Hands everything in a parsed value to a reviver, from the inside out.
pub(super) fn revive(
    agent: &mut Agent,
    source: Str,
    value: Value,
    snapshot: Snapshot,
    function: Value,
) -> JsResult {
    let root = agent.new_plain_object(1);
    agent.keep_object(root);
    let empty = agent.names.empty;
    agent
        .heap
        .add_property(root, empty, PropertyFlags::DATA, value);
    let mut values = Vec::new();
    snapshot.collect(&mut values);
    let kept = agent.new_array(values);
    agent.keep_object(kept);
    let source_key = agent.names.source;
    let reviver = Reviver {
        source,
        function,
        source_key,
    };
    reviver.internalize(agent, root, empty, &snapshot)
}

impl Reviver {
    /// [InternalizeJSONProperty ( holder, name, reviver )](https://tc39.es/ecma262/#sec-internalizejsonproperty)
    fn internalize(
        &self,
        agent: &mut Agent,
        holder: Object,
        key: PropertyKey,
        snapshot: &Snapshot,
    ) -> JsResult {
        agent.check_native_stack()?;
        agent.poll()?;
        agent.scoped(|agent| {
            let value = agent.get(holder, key)?;
            agent.keep(value);
            if let Some(object) = value.as_object() {
                if agent.is_array(value)? {
                    self.internalize_elements(agent, object, snapshot)?;
                } else {
                    self.internalize_properties(agent, object, snapshot)?;
                }
            }
            let context = agent.new_plain_object(1);
            agent.keep_object(context);
            if let Snapshot::Primitive {
                value: read,
                start,
                end,
            } = *snapshot
                && agent.heap.same_value(value, read)
            {
                let text = agent.heap.substring(self.source, start, end);
                agent.heap.add_property(
                    context,
                    self.source_key,
                    PropertyFlags::DATA,
                    text.value(),
                );
            }
            let name = agent.heap.key_to_value(key);
            agent.call(
                self.function,
                holder.value(),
                &[name, value, context.value()],
            )
        })
    }

    fn internalize_elements(
        &self,
        agent: &mut Agent,
        array: Object,
        snapshot: &Snapshot,
    ) -> JsResult<()> {
        let unknown = Snapshot::Unknown;
        let length = agent.length_of_array_like(array)?;
        let mut index = 0.0;
        while index < length {
            let part = match snapshot {
                Snapshot::Array(parts) => parts.get(index as usize).unwrap_or(&unknown),
                _ => &unknown,
            };
            let key = agent.heap.key_from_number(index);
            self.replace(agent, array, key, part)?;
            index += 1.0;
        }
        Ok(())
    }

    fn internalize_properties(
        &self,
        agent: &mut Agent,
        object: Object,
        snapshot: &Snapshot,
    ) -> JsResult<()> {
        let unknown = Snapshot::Unknown;
        let mut parts = FxHashMap::default();
        if let Snapshot::Object(list) = snapshot {
            // The last of duplicate keys wins.
            parts.extend(list.iter().map(|(key, part)| (*key, part)));
        }
        let keys = agent.enumerable_own_keys(object)?;
        let names: Vec<Value> = keys
            .iter()
            .map(|&key| agent.heap.key_to_value(key))
            .collect();
        let names = agent.new_array(names);
        agent.keep_object(names);
        for key in keys {
            let part = parts.get(&key).copied().unwrap_or(&unknown);
            self.replace(agent, object, key, part)?;
        }
        Ok(())
    }

    fn replace(
        &self,
        agent: &mut Agent,
        object: Object,
        key: PropertyKey,
        snapshot: &Snapshot,
    ) -> JsResult<()> {
        let new = self.internalize(agent, object, key, snapshot)?;
        if new.is_undefined() {
            agent.delete(object, key)?;
        } else {
            agent.create_data_property(object, key, new)?;
        }
        Ok(())
    }
}
