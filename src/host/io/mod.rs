//! The ways out of the process: the one place that reaches files.

pub mod files;
pub mod guarded;
pub mod ready;
pub mod system;
