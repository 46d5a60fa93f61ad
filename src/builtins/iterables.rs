//! Taking the values of an iterable: what `new Map`, `new Set` and the like share.

use crate::engine::{Agent, JsResult, Object, Original, PropertyKey, Value};

/// The method by which a new Map or Set takes entries. For a text of the host's own it is what it
/// was when it was made.
pub(in crate::builtins) fn adder(
    agent: &mut Agent,
    object: Object,
    key: PropertyKey,
    original: Option<Original>,
) -> JsResult {
    if let Some(original) = original
        && !agent.is_untouched(original)
        && agent.serves_own_text()
        && let Some(adder) = agent.original_value(original)
    {
        return Ok(adder);
    }
    let adder = agent.get(object, key)?;
    if agent.heap.is_callable(adder) {
        agent.keep(adder);
        return Ok(adder);
    }
    let adder = agent.value_for_message(adder);
    let (key, object) = (
        agent.heap.key_for_message(key),
        agent.value_for_message(object.value()),
    );
    Err(agent.type_error(format!(
        "'{adder}' returned for property '{key}' of object '{object}' is not a function"
    )))
}

/// Runs `body` for each value of an iterable, which is closed where that throws. What the body
/// keeps is forgotten after each.
pub(in crate::builtins) fn for_each_of(
    agent: &mut Agent,
    iterable: Value,
    mut body: impl FnMut(&mut Agent, Value) -> JsResult<()>,
) -> JsResult<()> {
    if agent.is_plain_iterable_array(iterable)
        && let Some(array) = iterable.as_object()
    {
        let mut index = 0;
        while index < agent.heap.array_length(array) {
            let value = match agent.heap.dense_element(iterable, index) {
                Some(value) => value,
                None => agent.get(array, PropertyKey::index(index))?,
            };
            index += 1;
            agent.poll()?;
            if let Err(throw) = agent.scoped(|agent| body(agent, value)) {
                return Err(agent.array_iterator_close_throw(array, index.into(), throw));
            }
        }
        return Ok(());
    }
    let record = agent.get_iterator(iterable)?;
    while let Some(value) = agent.iterator_step_value(&record)? {
        if let Err(throw) = agent.scoped(|agent| body(agent, value)) {
            return Err(agent.iterator_close_throw(record.iterator, throw));
        }
    }
    Ok(())
}
