//! Ticks, microtasks, timers, immediates: when things run.
