//! From source text to syntax tree: lexer, grammar, early errors, scopes.
//!
//! The lexer gives lexemes. The driver, which runs LALRPOP's tables, chooses the terminal that each
//! is and hands on tokens; the grammar's actions in `build` make the tree. `parser` is the way in.

#[allow(
    dead_code,
    reason = "the tree tells all of the source, asked for or not"
)]
pub mod ast;
mod build;
#[cfg_attr(
    not(feature = "repl"),
    allow(dead_code, reason = "only the prompt has colours")
)]
pub mod colouring;
pub mod detection;
mod driver;
pub mod early_errors;
mod lexer;
pub mod parser;
pub mod scope;
pub mod syntax_error;
mod terminal;
mod token;

/// The tables and the dispatch to the actions, as LALRPOP writes them; the one thing that the
/// build script changes in them is whose driver they use.
mod grammar {
    #![allow(
        missing_docs,
        unreachable_pub,
        unused,
        clippy::all,
        reason = "generated from grammar/javascript.lalrpop"
    )]

    include!(concat!(env!("OUT_DIR"), "/javascript_parser.rs"));
}
