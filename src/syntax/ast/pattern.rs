//! Destructuring: patterns that declare, and patterns and other targets that assign.
//!
//! Also what a name in a pattern is, as visitors are told: [`DeclaredBy`] and [`PatternPart`].

use super::expression::{
    CallExpression, Expression, MemberExpression, PropertyKey, SuperMemberExpression,
};
use super::identifier::{BindingIdentifier, IdentifierReference};
use super::statement::VariableKind;
use crate::source::Span;

/// What a declaration or parameter binds.
#[derive(Clone, Copy, Debug)]
pub enum BindingPattern<'a> {
    /// `x`
    Identifier(&'a BindingIdentifier),
    /// `{a, b: c}`
    Object(&'a ObjectBindingPattern<'a>),
    /// `[a, , b]`
    Array(&'a ArrayBindingPattern<'a>),
}

impl BindingPattern<'_> {
    /// The place of the pattern.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Identifier(node) => node.span,
            Self::Object(node) => node.span,
            Self::Array(node) => node.span,
        }
    }
}

/// `{a, b: c, ...d}`
#[derive(Debug)]
pub struct ObjectBindingPattern<'a> {
    /// With braces.
    pub span: Span,
    /// The properties in order.
    pub properties: &'a [BindingProperty<'a>],
    /// `...d`; always an identifier
    pub rest: Option<&'a BindingRest<'a>>,
}

/// `b: c = 1`, or `a = 1` as a shorthand
#[derive(Clone, Copy, Debug)]
pub struct BindingProperty<'a> {
    /// Key and element.
    pub span: Span,
    /// The key; for a shorthand the name of the identifier.
    pub key: PropertyKey<'a>,
    /// What gets the property.
    pub element: BindingElement<'a>,
    /// Written without a colon.
    pub is_shorthand: bool,
}

/// `[a, , ...b]`
#[derive(Debug)]
pub struct ArrayBindingPattern<'a> {
    /// With brackets.
    pub span: Span,
    /// The elements; nothing for a hole.
    pub elements: &'a [Option<BindingElement<'a>>],
    /// `...b`
    pub rest: Option<&'a BindingRest<'a>>,
}

/// `a = 1`: a parameter, or a part of a pattern
#[derive(Clone, Copy, Debug)]
pub struct BindingElement<'a> {
    /// Pattern and default.
    pub span: Span,
    /// What is bound.
    pub pattern: BindingPattern<'a>,
    /// The value instead of undefined.
    pub default: Option<Expression<'a>>,
}

impl BindingElement<'_> {
    /// Whether it is an identifier without default.
    #[must_use]
    pub fn is_simple(&self) -> bool {
        self.default.is_none() && matches!(self.pattern, BindingPattern::Identifier(_))
    }
}

/// `...a`
#[derive(Debug)]
pub struct BindingRest<'a> {
    /// With the dots.
    pub span: Span,
    /// What gets the rest.
    pub pattern: BindingPattern<'a>,
}

/// Where an assignment goes.
#[derive(Clone, Copy, Debug)]
pub enum AssignmentTarget<'a> {
    /// `x`
    Identifier(&'a IdentifierReference),
    /// `a.b`; never part of an optional chain
    Member(&'a MemberExpression<'a>),
    /// `super.b`
    SuperMember(&'a SuperMemberExpression<'a>),
    /// `f()`: a ReferenceError when it is reached, as the web needs it
    Call(&'a CallExpression<'a>),
    /// `{a, b: c.d}`
    Object(&'a ObjectAssignmentPattern<'a>),
    /// `[a, , b.c]`
    Array(&'a ArrayAssignmentPattern<'a>),
    /// `(x)`: never around a pattern; an anonymous function assigned to it gets no name
    Parenthesized(&'a ParenthesizedTarget<'a>),
}

impl AssignmentTarget<'_> {
    /// The target inside any number of parentheses.
    #[must_use]
    pub fn without_parentheses(self) -> Self {
        let mut target = self;
        while let Self::Parenthesized(inner) = target {
            target = inner.target;
        }
        target
    }

    /// The place of the target.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Identifier(node) => node.span,
            Self::Member(node) => node.span,
            Self::SuperMember(node) => node.span,
            Self::Call(node) => node.span,
            Self::Object(node) => node.span,
            Self::Array(node) => node.span,
            Self::Parenthesized(node) => node.span,
        }
    }
}

/// `(x)` as a target
#[derive(Debug)]
pub struct ParenthesizedTarget<'a> {
    /// With parentheses.
    pub span: Span,
    /// What is inside.
    pub target: AssignmentTarget<'a>,
}

/// `{a, b: c.d, ...e}` as a target
#[derive(Debug)]
pub struct ObjectAssignmentPattern<'a> {
    /// With braces.
    pub span: Span,
    /// The properties in order.
    pub properties: &'a [AssignmentProperty<'a>],
    /// `...e`
    pub rest: Option<&'a AssignmentRest<'a>>,
}

/// `b: c.d = 1`, or `a = 1` as a shorthand
#[derive(Clone, Copy, Debug)]
pub struct AssignmentProperty<'a> {
    /// Key and element.
    pub span: Span,
    /// The key; for a shorthand the name of the identifier.
    pub key: PropertyKey<'a>,
    /// What gets the property.
    pub element: AssignmentElement<'a>,
    /// Written without a colon.
    pub is_shorthand: bool,
}

/// `[a, , ...b.c]` as a target
#[derive(Debug)]
pub struct ArrayAssignmentPattern<'a> {
    /// With brackets.
    pub span: Span,
    /// The elements; nothing for a hole.
    pub elements: &'a [Option<AssignmentElement<'a>>],
    /// `...b.c`
    pub rest: Option<&'a AssignmentRest<'a>>,
}

/// `a.b = 1` in a pattern
#[derive(Clone, Copy, Debug)]
pub struct AssignmentElement<'a> {
    /// Target and default.
    pub span: Span,
    /// What is assigned.
    pub target: AssignmentTarget<'a>,
    /// The value instead of undefined.
    pub default: Option<Expression<'a>>,
}

/// `...a.b` in a pattern
#[derive(Debug)]
pub struct AssignmentRest<'a> {
    /// With the dots.
    pub span: Span,
    /// What gets the rest.
    pub target: AssignmentTarget<'a>,
}

/// What a binding identifier is declared by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DeclaredBy {
    /// A declaration with a keyword, also in the head of a loop.
    Variable(VariableKind),
    /// The parameters of a function.
    Parameter,
    /// The parameter of a `catch`.
    Catch,
    /// A function that has the name.
    Function,
    /// A class that has the name.
    Class,
    /// An import.
    Import,
}

/// What a binding identifier or an assignment target is within a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PatternPart {
    /// There is no pattern around it; also a parameter with a default.
    Whole,
    /// `a` of `{a}`
    Shorthand,
    /// `a` of `{b: a}` and `[a]`
    Plain,
    /// `a` of `{a = 1}`, `{b: a = 1}` and `[a = 1]`
    WithDefault,
    /// `a` of `...a`
    Rest,
}

impl PatternPart {
    /// What an element of a pattern is.
    pub(super) fn of_element(has_default: bool, is_shorthand: bool) -> Self {
        match (has_default, is_shorthand) {
            (true, _) => Self::WithDefault,
            (false, true) => Self::Shorthand,
            (false, false) => Self::Plain,
        }
    }
}
