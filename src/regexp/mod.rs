//! Regular expressions, from text to tree: the one reader of patterns, for literals as well as for
//! `RegExp`. A leaf: it knows neither values nor agents.
//!
//! | file | what |
//! | --- | --- |
//! | `reader`, `escape`, `class` | the grammar, and its errors |
//! | `fault` | what can be wrong, in V8's words |
//! | `tree` | what was read |
//! | `sets`, `fold`, `properties` | sets of code points, case, and Unicode properties |
//!
//! `properties.txt` holds Unicode's data; `properties.mjs` writes it.
//!
//! Invariant: time is linear in the pattern; groups may nest as deep as the pattern is long, without
//! native stack.

mod class;
mod escape;
pub(crate) mod fault;
pub(crate) mod fold;
mod properties;
mod reader;
pub(crate) mod sets;
#[cfg(test)]
mod tests;
pub(crate) mod tree;

pub(crate) use reader::{check, read};
