//! With hidden properties shown: what an object has from its prototypes, except methods and what is
//! built in.

use super::class::is_built_in;
use super::inspector::{Inspector, own_property};
use super::plan::Entry;
use super::written::Written;
use crate::engine::{Agent, JsResult, Object, OwnProperty, PropertyKey};
use rustc_hash::FxHashSet;

/// So many prototypes are looked at.
const LAYERS: usize = 3;

impl Inspector {
    /// Adds the properties of up to three prototypes, from `from` on or behind the object itself.
    pub(super) fn add_inherited(
        &mut self,
        agent: &mut Agent,
        object: Object,
        from: Object,
        depth: f64,
        entries: &mut Vec<Written>,
    ) -> JsResult<()> {
        let mut holder = from;
        let mut visited: FxHashSet<PropertyKey> = FxHashSet::default();
        for layer in 0..LAYERS {
            if layer > 0 || object == holder {
                let proto = agent.get_prototype_of(holder)?;
                agent.keep(proto);
                let Some(proto) = proto.as_object() else {
                    return Ok(());
                };
                holder = proto;
                if has_built_in_constructor(agent, holder)? {
                    return Ok(());
                }
            }
            let keys = agent.own_property_keys(holder)?;
            agent.keep_keys(&keys);
            self.seen.push(object);
            for &key in &keys {
                if key == agent.names.constructor
                    || agent.get_own_property(object, key)?.is_some()
                    || visited.contains(&key)
                {
                    continue;
                }
                let property = own_property(agent, holder, key)?;
                if let OwnProperty::Data { value, .. } = property
                    && agent.heap.is_callable(value)
                {
                    continue;
                }
                let text = self.property(agent, object, key, property, Entry::Named, depth)?;
                entries.push(match self.options.colors {
                    true => format!("\x1b[2m{text}\x1b[22m").into(),
                    false => text,
                });
            }
            self.seen.pop();
            visited.extend(keys);
        }
        Ok(())
    }
}

/// Whether an object's own `constructor` has the name of a built-in class.
fn has_built_in_constructor(agent: &mut Agent, holder: Object) -> JsResult<bool> {
    let key = agent.names.constructor;
    let Some(OwnProperty::Data { value, .. }) = agent.get_own_property(holder, key)? else {
        return Ok(false);
    };
    let Some(constructor) = value.as_object().filter(|_| agent.heap.is_callable(value)) else {
        return Ok(false);
    };
    agent.keep(value);
    let name = agent.get(constructor, agent.names.name)?;
    let name = name.as_string();
    Ok(name.is_some_and(|name| is_built_in(&agent.heap.utf8(name))))
}
