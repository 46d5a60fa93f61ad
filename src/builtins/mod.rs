//! The globals that scripts can call, one file or folder per global.
//!
//! Each file has its tables of methods at its head ([`Method`](crate::engine::Method) lines: name,
//! length, function), the functions below, and an `install` that makes the objects. To add a
//! built-in: a new file, and one line in [`install`].

pub mod array;
pub mod array_buffer;
mod async_from_sync_iterator;
mod atomics;
mod bigint;
mod boolean;
mod call_site;
mod data_view;
pub mod date;
mod disposable_stack;
mod error;
pub mod finalization_registry;
mod function;
mod generator;
mod global_functions;
mod iterator;
mod json;
mod locale_number;
pub mod map;
mod math;
mod number;
mod object;
mod ordered_table;
mod promise;
mod proxy;
mod reflect;
pub mod regexp;
pub mod set;
pub mod shared_array_buffer;
mod string;
pub mod symbol;
pub mod typed_array;
pub mod weak_map;
mod weak_ref;
pub mod weak_set;

use crate::engine::{Agent, Call, Intrinsic, JsResult, Method, Object, PropertyKey, Value};

/// Makes every intrinsic object and global of the agent's realm.
pub fn install(agent: &mut Agent) {
    object::install(agent);
    iterator::install(agent);
    function::install(agent);
    generator::install(agent);
    async_from_sync_iterator::install(agent);
    symbol::install(agent);
    error::install(agent);
    global_functions::install(agent);
    reflect::install(agent);
    proxy::install(agent);
    array::install(agent);
    boolean::install(agent);
    array_buffer::install(agent);
    atomics::install(agent);
    typed_array::install(agent);
    data_view::install(agent);
    bigint::install(agent);
    date::install(agent);
    disposable_stack::install(agent);
    json::install(agent);
    math::install(agent);
    number::install(agent);
    promise::install(agent);
    regexp::install(agent);
    string::install(agent);
    map::install(agent);
    set::install(agent);
    weak_map::install(agent);
    weak_set::install(agent);
    weak_ref::install(agent);
    finalization_registry::install(agent);
    shared_array_buffer::install(agent);
}

/// What `get [Symbol.species]` does.
fn this_value(_: &mut Agent, call: Call) -> JsResult {
    Ok(call.this())
}

/// A prototype of built-in iterators, with its tag.
fn iterator_prototype(agent: &mut Agent, tag: &'static str, methods: &'static [Method]) -> Object {
    let parent = agent.intrinsic(Intrinsic::IteratorPrototype);
    let prototype = agent.new_builtin_object(parent.value());
    agent.define_methods(prototype, methods);
    agent.define_tag(prototype, tag);
    prototype
}

/// The method by which a new Map or Set takes entries.
fn adder(agent: &mut Agent, object: Object, key: PropertyKey) -> JsResult {
    let adder = agent.get(object, key)?;
    if agent.is_callable(adder) {
        agent.keep(adder);
        return Ok(adder);
    }
    let adder = agent.value_for_message(adder);
    let (key, object) = (
        agent.key_for_message(key),
        agent.value_for_message(object.value()),
    );
    Err(agent.type_error(format!(
        "'{adder}' returned for property '{key}' of object '{object}' is not a function"
    )))
}

/// Runs `body` for each value of an iterable, which is closed where that throws. What the body
/// keeps is forgotten after each.
fn for_each_of(
    agent: &mut Agent,
    iterable: Value,
    mut body: impl FnMut(&mut Agent, Value) -> JsResult<()>,
) -> JsResult<()> {
    if agent.is_plain_iterable_array(iterable)
        && let Some(array) = iterable.as_object()
    {
        let mut index = 0;
        while index < agent.array_length(array) {
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

#[cfg(test)]
mod collection_tests;
