//! The nodes, by family: each a struct with its behaviour beside it.

pub mod arguments;
pub mod binary;
pub mod call;
pub mod class;
pub mod control;
pub mod declare;
pub mod dispose;
pub mod dynamic;
pub mod element;
pub mod eval;
pub mod iteration;
pub mod literal;
pub mod not_iterable;
pub mod pattern;
pub mod property;
pub mod statement;
pub mod super_access;
pub mod switch;
pub mod try_statement;
pub mod unary;
pub mod update;
pub mod variable;
