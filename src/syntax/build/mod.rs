//! The actions of the grammar, as methods of the [`Context`] that they share.
//!
//! Owns: everything a reduction does, and the errors that only a reduction can see (targets,
//! parameters, heads of loops). Doesn't own: which terminal a lexeme is (`driver`), and errors
//! that need the whole tree (`early_errors`).
//!
//! Invariant: an action takes constant time for each element that it finishes; what recurses
//! over a finished tree (conversion of cover grammars) guards the native stack.

use lalrpop_util::ParseError;

use crate::syntax::syntax_error::Failure;
use crate::syntax::token::Token;

mod class;
mod context;
mod cover;
mod expression;
mod function;
mod infix;
pub(crate) mod list;
mod module;
mod pattern;
mod pending;
mod statement;

pub(crate) use class::ClassParts;
pub(crate) use context::{AwaitRole, Context, FunctionContext, Root};
pub(crate) use function::Method;
pub(crate) use pending::Operator;

/// The result of an action that can fail, as the generated code wants it.
pub(crate) type Built<'p, 'a, T> = Result<T, ParseError<u32, Token<'p, 'a>, Failure>>;
