//! From syntax tree to executable tree, choosing the specialised nodes.
//!
//! A text is parsed, checked and analysed as a whole ([`Unit`]); each function is lowered when it
//! is first called. The files are named after those of `syntax::ast`.
//!
//! A frame's slots are given out like a stack: parameters, then the variables of each scope while
//! the walk is inside it, then temporaries. What waits while something else is evaluated waits in a
//! slot that was reserved before that was lowered, so that it lies below all slots that are written
//! meanwhile; how operands get theirs is told in `operand`.
//!
//! An expression or statement is lowered to a [`Part`](crate::interpreter::Part), which tells
//! whether it may suspend. Nodes without a resumable form take plain operands only; what suspends
//! becomes a step before them ([`Steps`](crate::interpreter::suspend::Steps)).

mod arguments;
mod around;
mod assignment;
mod binary;
mod call;
mod chain;
mod class;
mod declare;
mod dispose;
pub mod dynamic;
mod eval;
mod expression;
mod function;
mod literal;
mod lowerer;
mod name;
mod operand;
mod parts;
mod pattern;
mod place;
mod position;
mod statement;
mod text;
mod unit;
mod update;
mod whence;

use parts::both;
pub use unit::{CompileError, SourceKind, compile};
