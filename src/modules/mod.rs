//! Programs of several files: compiling what is loaded, and what a specifier means.

pub mod commonjs;
pub mod internal;
pub mod resolution;
