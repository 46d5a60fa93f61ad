//! The globals that scripts can call, one file or folder per global.
//!
//! Each file has its tables of methods at its head ([`Method`](crate::engine::Method) lines: name,
//! length, function), the functions below, and an `install` that makes the objects. To add a
//! built-in: a new file, and one line in [`install`].

mod boolean;
mod error;
pub mod finalization_registry;
mod function;
mod global_functions;
mod iterator;
mod object;
mod proxy;
mod reflect;
mod symbol;
mod weak_map;
mod weak_ref;
mod weak_set;

use crate::engine::Agent;

/// Makes every intrinsic object and global of the agent's realm.
pub fn install(agent: &mut Agent) {
    object::install(agent);
    iterator::install(agent);
    function::install(agent);
    symbol::install(agent);
    error::install(agent);
    global_functions::install(agent);
    reflect::install(agent);
    proxy::install(agent);
    boolean::install(agent);
    weak_map::install(agent);
    weak_set::install(agent);
    weak_ref::install(agent);
    finalization_registry::install(agent);
}
#[cfg(test)]
