//! Ticks, microtasks, timers, immediates: when things run.

pub mod clock;
pub mod delay;
mod expiry_queue;
pub mod immediates;
pub mod timers;
