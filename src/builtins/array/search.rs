//! Methods that look for a value.

use super::elements::{element, element_if_present, is_simple, number};
use super::receiver::named_array_like;
use crate::engine::{Agent, Call, JsResult, Object, Value};

/// How [`position`] compares: prepared once, so that the loop is short.
enum Needle {
    Number(f64),
    Text,
    /// Nothing but the same bits is equal.
    Bits,
    BigInt,
    /// NaN, to be found.
    Nan,
}

impl Needle {
    fn new(value: Value) -> Needle {
        match value.as_number() {
            Some(number) if number.is_nan() => Needle::Nan,
            Some(number) => Needle::Number(number),
            None if value.is_string() => Needle::Text,
            None if value.is_bigint() => Needle::BigInt,
            None => Needle::Bits,
        }
    }

    #[inline(always)]
    fn is(&self, agent: &Agent, sought: Value, value: Value) -> bool {
        match self {
            Needle::Bits => value == sought,
            Needle::Number(number) => value.as_number() == Some(*number),
            Needle::Nan => value.as_number().is_some_and(f64::is_nan),
            Needle::Text => match (value.as_string(), sought.as_string()) {
                (Some(value), Some(sought)) => agent.heap.same_string(value, sought),
                _ => false,
            },
            Needle::BigInt => agent.heap.is_strictly_equal(value, sought),
        }
    }
}

/// The first place of a value in a simple array, from a place on; holes are no values.
fn position(agent: &mut Agent, array: Object, sought: Value, from: usize) -> Option<usize> {
    let needle = Needle::new(sought);
    let agent = &*agent;
    let rest = agent.heap.elements(array).get(from..)?;
    let found = match needle {
        Needle::Bits => rest.iter().position(|value| *value == sought),
        needle => rest
            .iter()
            .position(|value| needle.is(agent, sought, *value)),
    };
    found.map(|place| place + from)
}

/// Where a search forwards begins, or `None` where there is nothing to search.
fn start(agent: &mut Agent, call: Call, length: u64) -> JsResult<Option<u64>> {
    if length == 0 {
        return Ok(None);
    }
    let from = agent.to_integer_or_infinity(call.arg(1))?;
    let from = if from < 0.0 {
        (length as f64 + from).max(0.0)
    } else {
        from
    };
    Ok((from < length as f64).then_some(from as u64))
}

/// [Array.prototype.includes ( searchElement \[ , fromIndex \] )](https://tc39.es/ecma262/#sec-array.prototype.includes)
pub(super) fn includes(agent: &mut Agent, call: Call) -> JsResult {
    let (object, length) = named_array_like(agent, call, "includes")?;
    let Some(from) = start(agent, call, length)? else {
        return Ok(Value::FALSE);
    };
    let sought = call.arg(0);
    if is_simple(agent, object) && agent.heap.elements(object).len() as u64 >= length {
        agent.poll_work(length as usize / 8)?;
        let mut found = position(agent, object, sought, from as usize);
        if found.is_none() && sought.is_undefined() {
            // A hole is undefined here.
            found = position(agent, object, Value::HOLE, from as usize);
        }
        return Ok(Value::bool(
            found.is_some_and(|place| (place as u64) < length),
        ));
    }
    for k in from..length {
        agent.poll()?;
        let value = element(agent, object, k)?;
        if agent.heap.same_value_zero(value, sought) {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

/// [Array.prototype.indexOf ( searchElement \[ , fromIndex \] )](https://tc39.es/ecma262/#sec-array.prototype.indexof)
pub(super) fn index_of(agent: &mut Agent, call: Call) -> JsResult {
    let (object, length) = named_array_like(agent, call, "indexOf")?;
    let Some(from) = start(agent, call, length)? else {
        return Ok(Value::int(-1));
    };
    let sought = call.arg(0);
    if is_simple(agent, object) {
        agent.poll_work(length as usize / 8)?;
        if matches!(Needle::new(sought), Needle::Nan) {
            return Ok(Value::int(-1));
        }
        let found = position(agent, object, sought, from as usize);
        let found = found.filter(|place| (*place as u64) < length);
        return Ok(found.map_or(Value::int(-1), Value::from_usize));
    }
    for k in from..length {
        if let Some(value) = element_if_present(agent, object, k)?
            && agent.heap.is_strictly_equal(value, sought)
        {
            return Ok(number(k));
        }
    }
    Ok(Value::int(-1))
}

/// [Array.prototype.lastIndexOf ( searchElement \[ , fromIndex \] )](https://tc39.es/ecma262/#sec-array.prototype.lastindexof)
pub(super) fn last_index_of(agent: &mut Agent, call: Call) -> JsResult {
    let (object, length) = named_array_like(agent, call, "lastIndexOf")?;
    if length == 0 {
        return Ok(Value::int(-1));
    }
    let from = if call.len() > 1 {
        agent.to_integer_or_infinity(call.arg(1))?
    } else {
        length as f64 - 1.0
    };
    let last = if from < 0.0 {
        length as f64 + from
    } else {
        from.min(length as f64 - 1.0)
    };
    if last < 0.0 {
        return Ok(Value::int(-1));
    }
    for k in (0..=last as u64).rev() {
        if let Some(value) = element_if_present(agent, object, k)?
            && agent.heap.is_strictly_equal(value, call.arg(0))
        {
            return Ok(number(k));
        }
    }
    Ok(Value::int(-1))
}
