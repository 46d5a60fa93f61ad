//! What Node offers around the language: console, timers, process.

pub mod console;
pub mod inspect;
