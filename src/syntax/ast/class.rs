//! Classes.

use std::cell::Cell;

use super::expression::{Expression, PropertyKey};
use super::function::Function;
use super::identifier::{BindingIdentifier, Resolution, ScopeId};
use crate::source::Span;

/// A class declaration or expression.
#[derive(Debug)]
pub struct Class<'a> {
    /// The whole class: the source text of its constructor.
    pub span: Span,
    /// Its name. Declares the variable outside (for a declaration); the inner one is
    /// `inner_binding`.
    pub name: Option<&'a BindingIdentifier>,
    /// The immutable binding of the name inside the class.
    pub inner_binding: Cell<Resolution>,
    /// The expression after `extends`.
    pub heritage: Option<Expression<'a>>,
    /// The method `constructor`, which is not among the elements.
    pub constructor: Option<&'a Function<'a>>,
    /// The other elements in order.
    pub elements: &'a [ClassElement<'a>],
    /// Is a declaration (a statement or an exported default), not an expression.
    pub is_declaration: bool,
    /// The scope of the inner name and the private names.
    pub scope: Cell<ScopeId>,
}

/// A part of a class body.
#[derive(Clone, Copy, Debug)]
pub enum ClassElement<'a> {
    /// `a() {}`, `static async *#b() {}`, `get c() {}`
    Method(&'a ClassMethod<'a>),
    /// `a = 1`, `static #b`
    Field(&'a ClassField<'a>),
    /// `static {}`
    StaticBlock(&'a StaticBlock<'a>),
}

impl ClassElement<'_> {
    /// The place of the element.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Method(node) => node.span,
            Self::Field(node) => node.span,
            Self::StaticBlock(node) => node.span,
        }
    }
}

/// A method or accessor of a class.
#[derive(Debug)]
pub struct ClassMethod<'a> {
    /// With `static`.
    pub span: Span,
    /// Whether it is the constructor's own.
    pub is_static: bool,
    /// The key.
    pub key: PropertyKey<'a>,
    /// Its kind is `Method`, `Getter` or `Setter`.
    pub function: &'a Function<'a>,
}

/// A field of a class.
#[derive(Debug)]
pub struct ClassField<'a> {
    /// With `static`, and the semicolon if one is written.
    pub span: Span,
    /// Whether it is the constructor's own.
    pub is_static: bool,
    /// The key.
    pub key: PropertyKey<'a>,
    /// The value as a function of its own, of kind `FieldInitializer`; its span and body are the
    /// expression.
    pub initializer: Option<&'a Function<'a>>,
}

/// `static {}`
#[derive(Debug)]
pub struct StaticBlock<'a> {
    /// With `static`.
    pub span: Span,
    /// The block as a function of its own, of kind `StaticBlock`.
    pub function: &'a Function<'a>,
}
