//! Functions of all kinds, and what runs like one: field initialisers and static blocks.

use std::cell::Cell;

use super::expression::Expression;
use super::identifier::{BindingIdentifier, FunctionId, ScopeId};
use super::pattern::{BindingElement, BindingRest};
use super::statement::Statement;
use crate::source::Span;

/// What a function is defined as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FunctionKind {
    /// A function declaration or expression, or an arrow.
    Normal,
    /// A method of an object literal or class.
    Method,
    /// `get a() {}`
    Getter,
    /// `set a(v) {}`
    Setter,
    /// The constructor of a class without `extends`.
    ClassConstructor,
    /// The constructor of a class with `extends`.
    DerivedConstructor,
    /// The value of a class field: no parameters, the body is the expression.
    FieldInitializer,
    /// `static {}` in a class: no parameters, the body is the block.
    StaticBlock,
}

/// What the code of a function uses, as far as it matters to how the function is run. Uses inside
/// arrows and direct evals count for the function around them as well, as the scope analysis
/// finds suitable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FunctionUses {
    /// A call that looks like a direct eval.
    pub direct_eval: bool,
    /// `arguments`
    pub arguments: bool,
    /// `this`
    pub this: bool,
    /// `super.x`
    pub super_property: bool,
    /// `super()`
    pub super_call: bool,
    /// `new.target`
    pub new_target: bool,
    /// `await` or `for await`
    pub has_await: bool,
    /// `yield`
    pub has_yield: bool,
}

/// A function.
#[derive(Debug)]
pub struct Function<'a> {
    /// The source text that `Function.prototype.toString` gives: for a method from its key or
    /// modifier on (without `static`), for others the whole function.
    pub span: Span,
    /// Its number, set when the whole text is parsed.
    pub id: Cell<FunctionId>,
    /// What it is defined as.
    pub kind: FunctionKind,
    /// Its own name; only declarations and function expressions have one.
    pub name: Option<&'a BindingIdentifier>,
    /// The parameters.
    pub parameters: Parameters<'a>,
    /// The body.
    pub body: FunctionBody<'a>,
    /// Has `async`.
    pub is_async: bool,
    /// Has `*`.
    pub is_generator: bool,
    /// Has `=>`.
    pub is_arrow: bool,
    /// Is a declaration (a statement or an exported default), not an expression.
    pub is_declaration: bool,
    /// The directive `"use strict"` in its body. The code around may be strict without it.
    pub use_strict: Option<Span>,
    /// The scope of its parameters (and body, if one scope suffices).
    pub scope: Cell<ScopeId>,
    /// The scope of its body's lexical declarations, if it is another one.
    pub body_scope: Cell<ScopeId>,
    /// What its code uses; all false until the scope analysis has run.
    pub uses: Cell<FunctionUses>,
}

/// `(a, b = 1, ...c)`
#[derive(Clone, Copy, Debug)]
pub struct Parameters<'a> {
    /// With parentheses; the identifier alone for `x => x`; empty where there are none.
    pub span: Span,
    /// The parameters before the rest.
    pub items: &'a [BindingElement<'a>],
    /// `...c`
    pub rest: Option<&'a BindingRest<'a>>,
}

impl Parameters<'_> {
    /// Whether all are plain identifiers without defaults and there is no rest
    /// ([IsSimpleParameterList](https://tc39.es/ecma262/#sec-static-semantics-issimpleparameterlist)).
    #[must_use]
    pub fn is_simple(&self) -> bool {
        self.rest.is_none() && self.items.iter().all(BindingElement::is_simple)
    }

    /// The number of parameters before the first with a default or the rest: the `length` of
    /// the function.
    #[must_use]
    pub fn expected_argument_count(&self) -> usize {
        self.items
            .iter()
            .take_while(|item| item.default.is_none())
            .count()
    }
}

/// What a function runs.
#[derive(Clone, Copy, Debug)]
pub enum FunctionBody<'a> {
    /// `{ ... }`; directives are expression statements at the front
    Block(&'a FunctionBlock<'a>),
    /// `x` of `() => x`, or the value of a field
    Expression(Expression<'a>),
}

impl FunctionBody<'_> {
    /// The place of the body, with the braces of a block.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Block(block) => block.span,
            Self::Expression(expression) => expression.span(),
        }
    }
}

/// `{ ... }` of a function.
#[derive(Debug)]
pub struct FunctionBlock<'a> {
    /// With braces.
    pub span: Span,
    /// The statements.
    pub statements: &'a [Statement<'a>],
}
