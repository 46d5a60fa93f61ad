//! From source text to syntax tree: lexer, grammar, early errors, scopes.

pub mod ast;
pub mod scope;
