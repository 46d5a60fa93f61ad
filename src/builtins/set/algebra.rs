//! The methods of sets that take another set, or anything that behaves like one.

use super::data::{
    SetData, copy_table, is_plain_set, new_set, set_add, set_delete, set_has, this_set,
};
use crate::engine::{Agent, Call, IteratorRecord, JsResult, Object, Original, Value, messages};

/// A [Set Record](https://tc39.es/ecma262/#sec-set-records). Its values are kept.
struct SetRecord {
    object: Object,
    size: f64,
    has: Value,
    keys: Value,
    /// Whether it is a Set with the original methods, which can be read directly.
    plain: bool,
}

impl SetRecord {
    /// [GetSetRecord ( obj )](https://tc39.es/ecma262/#sec-getsetrecord)
    fn new(agent: &mut Agent, value: Value, method: &str) -> JsResult<SetRecord> {
        let Some(object) = value.as_object() else {
            let text = format!("Set.prototype.{method} argument must be an object");
            return Err(agent.type_error(text));
        };
        let size = agent.get(object, agent.names.size)?;
        let number = agent.to_number(size)?;
        if number.is_nan() {
            return Err(agent.type_error("The .size property is NaN"));
        }
        let size = agent.to_integer_or_infinity(Value::number(number))?;
        if size < 0.0 {
            let text = agent.to_rust_string(Value::number(size))?;
            return Err(agent.range_error(format!("'{text}' is an invalid size")));
        }
        let has = agent.get(object, agent.names.has)?;
        SetRecord::require_callable(agent, has, "has")?;
        let keys = agent.get(object, agent.names.keys)?;
        SetRecord::require_callable(agent, keys, "keys")?;
        let plain = is_plain_set(agent, value)
            && agent.is_original(Original::SetSize)
            && agent.is_original(Original::SetHas)
            && agent.is_original(Original::SetKeys)
            && agent.is_original(Original::SetIteratorNext);
        Ok(SetRecord {
            object,
            size,
            has,
            keys,
            plain,
        })
    }

    fn require_callable(agent: &mut Agent, method: Value, name: &str) -> JsResult<()> {
        if !agent.heap.is_callable(method) {
            // V8 names the key here, not the value.
            let text = messages::not_a_function(&format!("string \"{name}\""));
            return Err(agent.type_error(text));
        }
        agent.keep(method);
        Ok(())
    }

    /// Asks `has`.
    fn has(&self, agent: &mut Agent, value: Value) -> JsResult<bool> {
        agent.poll()?;
        if self.plain {
            return Ok(set_has(agent, self.object, value));
        }
        let result = agent.call(self.has, self.object.value(), &[value])?;
        Ok(agent.heap.to_boolean(result))
    }

    /// Calls `keys`. The record's values are kept.
    fn keys(&self, agent: &mut Agent) -> JsResult<IteratorRecord> {
        let iterator = agent.call(self.keys, self.object.value(), &[])?;
        match iterator.as_object() {
            Some(iterator) => agent.get_iterator_direct(iterator),
            None => Err(agent.type_error("Result of the keys method is not an object")),
        }
    }
}

/// Runs `body` for the values that a Set has, those included that it gets meanwhile, until it
/// says that it is enough.
fn each_own(
    agent: &mut Agent,
    set: Object,
    mut body: impl FnMut(&mut Agent, Value) -> JsResult<bool>,
) -> JsResult<()> {
    let Some(mut position) = agent
        .heap
        .host::<SetData>(set)
        .map(|data| data.table.start())
    else {
        return Ok(());
    };
    while let Some(entry) = agent
        .heap
        .host::<SetData>(set)
        .and_then(|data| data.table.advance(&mut position))
        .copied()
    {
        let enough = agent.scoped(|agent| {
            agent.keep(entry.0);
            body(agent, entry.0)
        })?;
        if enough {
            break;
        }
    }
    Ok(())
}

/// Runs `body` for the values that the other's `keys` give, until it says that it is enough: then
/// the iterator is closed.
fn each_key(
    agent: &mut Agent,
    keys: &IteratorRecord,
    mut body: impl FnMut(&mut Agent, Value) -> JsResult<bool>,
) -> JsResult<()> {
    while let Some(value) = agent.iterator_step_value(keys)? {
        if body(agent, value)? {
            return agent.iterator_close(keys.iterator);
        }
    }
    Ok(())
}

/// The receiver, and the argument's record.
fn operands(agent: &mut Agent, call: Call, method: &str) -> JsResult<(Object, SetRecord)> {
    let set = this_set(agent, call, method)?;
    let other = SetRecord::new(agent, call.arg(0), method)?;
    Ok((set, other))
}

fn kept_set(agent: &mut Agent) -> Object {
    let set = new_set(agent);
    agent.keep_object(set)
}

fn length(agent: &Agent, set: Object) -> f64 {
    let data = agent.heap.host::<SetData>(set);
    data.map_or(0, SetData::len) as f64
}

/// [Set.prototype.union ( other )](https://tc39.es/ecma262/#sec-set.prototype.union)
pub(super) fn union(agent: &mut Agent, call: Call) -> JsResult {
    let (set, other) = operands(agent, call, "union")?;
    let result = kept_set(agent);
    if other.plain {
        copy_table(agent, set, result)?;
        each_own(agent, other.object, |agent, value| {
            agent.poll()?;
            set_add(agent, result, value)?;
            Ok(false)
        })?;
        return Ok(result.value());
    }
    let keys = other.keys(agent)?;
    copy_table(agent, set, result)?;
    each_key(agent, &keys, |agent, value| {
        set_add(agent, result, value)?;
        Ok(false)
    })?;
    Ok(result.value())
}

/// [Set.prototype.intersection ( other )](https://tc39.es/ecma262/#sec-set.prototype.intersection)
pub(super) fn intersection(agent: &mut Agent, call: Call) -> JsResult {
    let (set, other) = operands(agent, call, "intersection")?;
    let result = kept_set(agent);
    if length(agent, set) <= other.size {
        each_own(agent, set, |agent, value| {
            if other.has(agent, value)? {
                set_add(agent, result, value)?;
            }
            Ok(false)
        })?;
        return Ok(result.value());
    }
    let keys = other.keys(agent)?;
    each_key(agent, &keys, |agent, value| {
        if set_has(agent, set, value) {
            set_add(agent, result, value)?;
        }
        Ok(false)
    })?;
    Ok(result.value())
}

/// [Set.prototype.difference ( other )](https://tc39.es/ecma262/#sec-set.prototype.difference)
pub(super) fn difference(agent: &mut Agent, call: Call) -> JsResult {
    let (set, other) = operands(agent, call, "difference")?;
    let result = kept_set(agent);
    if length(agent, set) <= other.size {
        copy_table(agent, set, result)?;
        each_own(agent, set, |agent, value| {
            if other.has(agent, value)? {
                set_delete(agent, result, value);
            }
            Ok(false)
        })?;
        return Ok(result.value());
    }
    let keys = other.keys(agent)?;
    copy_table(agent, set, result)?;
    each_key(agent, &keys, |agent, value| {
        set_delete(agent, result, value);
        Ok(false)
    })?;
    Ok(result.value())
}

/// [Set.prototype.symmetricDifference ( other )](https://tc39.es/ecma262/#sec-set.prototype.symmetricdifference)
pub(super) fn symmetric_difference(agent: &mut Agent, call: Call) -> JsResult {
    let (set, other) = operands(agent, call, "symmetricDifference")?;
    let result = kept_set(agent);
    let keys = other.keys(agent)?;
    copy_table(agent, set, result)?;
    each_key(agent, &keys, |agent, value| {
        if set_has(agent, set, value) {
            set_delete(agent, result, value);
        } else {
            set_add(agent, result, value)?;
        }
        Ok(false)
    })?;
    Ok(result.value())
}

/// [Set.prototype.isSubsetOf ( other )](https://tc39.es/ecma262/#sec-set.prototype.issubsetof)
pub(super) fn is_subset_of(agent: &mut Agent, call: Call) -> JsResult {
    let (set, other) = operands(agent, call, "isSubsetOf")?;
    if length(agent, set) > other.size {
        return Ok(Value::FALSE);
    }
    let mut all = true;
    each_own(agent, set, |agent, value| {
        all = other.has(agent, value)?;
        Ok(!all)
    })?;
    Ok(Value::bool(all))
}

/// [Set.prototype.isSupersetOf ( other )](https://tc39.es/ecma262/#sec-set.prototype.issupersetof)
pub(super) fn is_superset_of(agent: &mut Agent, call: Call) -> JsResult {
    let (set, other) = operands(agent, call, "isSupersetOf")?;
    if length(agent, set) < other.size {
        return Ok(Value::FALSE);
    }
    let keys = other.keys(agent)?;
    let mut all = true;
    each_key(agent, &keys, |agent, value| {
        all = set_has(agent, set, value);
        Ok(!all)
    })?;
    Ok(Value::bool(all))
}

/// [Set.prototype.isDisjointFrom ( other )](https://tc39.es/ecma262/#sec-set.prototype.isdisjointfrom)
pub(super) fn is_disjoint_from(agent: &mut Agent, call: Call) -> JsResult {
    let (set, other) = operands(agent, call, "isDisjointFrom")?;
    let mut common = false;
    if length(agent, set) <= other.size {
        each_own(agent, set, |agent, value| {
            common = other.has(agent, value)?;
            Ok(common)
        })?;
    } else {
        let keys = other.keys(agent)?;
        each_key(agent, &keys, |agent, value| {
            common = set_has(agent, set, value);
            Ok(common)
        })?;
    }
    Ok(Value::bool(!common))
}
