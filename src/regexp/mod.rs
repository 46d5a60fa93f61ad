//! Regular expressions, from text to match: the one reader of patterns, for literals as well as for
//! `RegExp`, and the machine. A leaf: no values, no agents.
//!
//! | file | what |
//! | --- | --- |
//! | `reader`, `escape`, `class`, `class_contents` | the grammar, and its errors |
//! | `fault` | what can be wrong, in V8's words |
//! | `tree` | what was read |
//! | `sets`, `fold`, `properties` | sets of code points, case, and Unicode properties |
//! | `compile`, `beginnings` | from a tree to a program; what matches begin with |
//! | `program` | instructions |
//! | `machine`, `subject` | runs a program over a text, backtracking |
//! | `flags`, `matcher` | flags, compiled patterns and what they match |
//!
//! `properties.txt` holds Unicode's data; `properties.mjs` writes it.
//!
//! Invariant: to read and to compile takes time linear in the pattern; groups may nest as deep as the
//! pattern is long, without native stack.

mod beginnings;
mod class;
mod class_contents;
mod compile;
mod escape;
pub(crate) mod fault;
pub(crate) mod flags;
mod fold;
pub(crate) mod machine;
pub(crate) mod matcher;
mod program;
mod properties;
mod reader;
mod sets;
mod subject;
#[cfg(test)]
mod tests;
pub(crate) mod tree;

pub(crate) use reader::check;
