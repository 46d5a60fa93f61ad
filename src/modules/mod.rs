//! Programs of several files: compiling what is loaded.

pub mod internal;
