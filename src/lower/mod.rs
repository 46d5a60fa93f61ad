//! From syntax tree to executable tree, choosing the specialised nodes.
//!
//! A text is parsed, checked and analysed as a whole ([`Unit`]); each function is lowered when it
//! is first called. The files are named after those of `syntax::ast`.
//!
//! A frame's slots are given out like a stack: parameters, then the variables of each scope while
//! the walk is inside it, then temporaries. An operand that must wait while another is evaluated
//! has a slot below all that the other uses; where an operand may suspend, all operands of the
//! expression become steps of a [`Steps`](crate::interpreter::suspend::Steps) node.

mod arguments;
mod around;
mod assignment;
mod binary;
mod call;
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
mod pattern;
mod place;
mod position;
mod statement;
mod text;
mod unit;
mod whence;

pub use unit::{CompileError, SourceKind, compile};
