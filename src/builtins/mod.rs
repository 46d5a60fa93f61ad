//! The globals that scripts can call, one file or folder per global.
//!
//! Each file has its tables of methods at its head ([`Method`](crate::engine::Method) lines: name,
//! length, function), the functions below, and an `install` that makes the objects. To add a
//! built-in: a new file, and one line in [`install`].

mod bigint;
mod boolean;
mod json;
mod locale_number;
mod math;
mod number;
mod promise;
pub mod regexp;
mod string;

use crate::engine::Agent;

/// Makes every intrinsic object and global of the agent's realm.
pub fn install(agent: &mut Agent) {
    boolean::install(agent);
    bigint::install(agent);
    json::install(agent);
    math::install(agent);
    number::install(agent);
    promise::install(agent);
    string::install(agent);
}
