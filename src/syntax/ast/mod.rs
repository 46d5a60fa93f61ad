//! The syntax tree: faithful to the source, with slots for what later passes find out.
//!
//! Owns: the node types, names and ids (`identifier`), and the one walk over the tree (`visit`).
//! Doesn't own: building the tree (`syntax::build`), early errors, scopes.
//!
//! Nodes live in a bump arena and own no heap memory, so there is nothing to drop and a tree of
//! any depth goes away at once. The enums ([`Expression`](expression::Expression),
//! [`Statement`], ...) are small `Copy` values, a tag and a reference.
//!
//! Invariant: every node has a span; a parent's span covers those of its children. A tree may be
//! as deep as the source is long: passes walk it by a `Visitor` (`visit`), which guards the
//! native stack; what makes another tree of it guards the stack itself.

use std::cell::Cell;

use crate::source::Span;

pub mod class;
pub mod expression;
pub mod function;
mod identifier;
pub mod module;
pub mod pattern;
pub mod statement;
pub(crate) mod visit;

use function::Function;
use statement::Statement;

pub use expression::StringValue;
pub(crate) use identifier::WELL_KNOWN_NAMES;
pub use identifier::{
    BindingIdentifier, FunctionId, IdentifierName, IdentifierReference, Name, Names, PrivateName,
    Resolution, ScopeId,
};

/// What a text was parsed as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// A script: sloppy unless it says `"use strict"`.
    Script,
    /// A module: strict, with top-level `await`.
    Module,
    /// The body of a CommonJS module.
    ///
    /// The program is one expression statement that holds the wrapper function: its parameters
    /// are `exports`, `require`, `module`, `__filename` and `__dirname` (with empty spans), its
    /// body is the text. Evaluating the program gives the function.
    CommonJs,
    /// The text of an indirect or direct eval.
    Eval(EvalContext),
    /// The text of a function as `new Function` composes it.
    ///
    /// The program is one expression statement that holds the function; it has no name, because
    /// it doesn't bind one. Evaluating the program gives the function.
    DynamicFunction,
}

/// What the code around a direct eval allows in its text; all false for an indirect eval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EvalContext {
    /// The code around is strict.
    pub strict: bool,
    /// In a function that isn't an arrow: `new.target` is allowed.
    pub in_function: bool,
    /// In a method, accessor or field initialiser: `super.x` is allowed.
    pub in_method: bool,
    /// In the constructor of a derived class: `super()` is allowed.
    pub in_derived_constructor: bool,
    /// In a field initialiser or static block: `arguments` is not allowed.
    pub in_field_initializer: bool,
    /// The code around is in a class: private names may be visible.
    pub in_class: bool,
}

/// A whole source text.
#[derive(Debug)]
pub struct Program<'a> {
    /// The whole text.
    pub span: Span,
    /// What it was parsed as.
    pub goal: Goal,
    /// Its statements; directives are expression statements at the front.
    pub statements: &'a [Statement<'a>],
    /// The directive `"use strict"` at the top level, if there is one.
    pub use_strict: Option<Span>,
    /// Whether the text has `await` or `for await` at the top level of a module.
    pub has_top_level_await: bool,
    /// The top-level scope.
    pub scope: Cell<ScopeId>,
    /// All functions, outer before inner, in source order; a [`FunctionId`] is an index here.
    pub functions: Vec<&'a Function<'a>>,
    /// Where the text breaks off, if it does: everything there is made up.
    pub unfinished: Option<u32>,
    /// The texts of the names.
    pub names: Names<'a>,
}

impl Program<'_> {
    /// Whether the top level is strict code.
    #[must_use]
    pub fn is_strict(&self) -> bool {
        match self.goal {
            Goal::Module => true,
            Goal::Eval(context) => context.strict || self.use_strict.is_some(),
            Goal::Script | Goal::CommonJs | Goal::DynamicFunction => self.use_strict.is_some(),
        }
    }
}
