//! Node's modules: texts in JavaScript, compiled when they are first required, over bindings in Rust.
//!
//! Which there are is the table's in `texts.rs`, which bindings that in `natives.rs`. A text is a function over
//! `(exports, require, module)`. Its free names are `internalBinding` and the built-ins as they were
//! made, so that a script that patches prototypes can't break the host (`engine/primordials.rs`).

mod bindings;
mod commonjs;
pub mod lazy_globals;
pub mod loader;
mod natives;
pub mod require;
#[cfg(test)]
mod tests;
mod texts;

pub use natives::install;
pub use require::require_builtin;
