//! Numbers to text and back, and the arithmetic where JavaScript and Rust differ.
//!
//! Owns: the decimal and radix forms of an `f64`, the number grammars that strings are read with,
//! conversions to fixed-width integers, array indices, large BigInts, and the helper operations
//! behind `Math` and the operators. Does not own: values, coercion of other types. Functions of
//! their arguments: nothing here allocates on a heap of the engine, throws or remembers; what takes
//! long looks at a budget.

pub mod big;
pub mod elementary;
pub mod exact_sum;
pub mod from_bigint;
pub mod from_text;
pub mod int;
pub mod math;
pub mod to_text;
