//! The globals that scripts can call, one file or folder per global.
//!
//! Each file has its tables of methods at its head ([`Method`](crate::engine::Method) lines: name,
//! length, function), the functions after it, and an `install` that makes the objects. To add a
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
mod iterables;
mod iterator;
mod iterator_prototype;
pub mod json;
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
mod species;
mod string;
pub mod symbol;
pub mod typed_array;
pub mod weak_map;
mod weak_ref;
pub mod weak_set;

use crate::engine::Agent;

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

#[cfg(test)]
mod collection_tests;
