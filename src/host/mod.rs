//! What Node offers around the language: console, timers, process.
