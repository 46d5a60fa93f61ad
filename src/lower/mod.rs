//! From syntax tree to executable tree, choosing the specialised nodes.
//!
//! A text is parsed, checked and analysed as a whole (`Unit`); each function is lowered when it
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
mod assignment;
mod binary;
mod call;
mod chain;
mod class;
mod compilation_unit;
mod compile;
mod counting;
mod coverage_plan;
mod direct_eval;
mod dispose;
mod effects;
mod enclosing_scopes;
mod error_position;
mod expression;
mod expression_text;
mod forms;
mod function;
mod global_declarations;
pub mod indirect_eval;
mod iteration_statement;
mod labels;
mod literal;
mod lowerer;
pub mod module;
mod name_resolution;
mod new_expression;
mod operand;
mod pattern;
mod primordial;
pub mod probe;
mod statement;
mod switch_statement;
mod tagged_template;
mod try_statement;
mod update;
mod value_origin;
mod variable_place;

pub use compile::{CompileError, SourceKind, check_function_parts, compile, compile_detecting};
use forms::both;
