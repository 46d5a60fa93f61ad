//! What is known of one binding.
//!
//! Owns: the kinds of bindings and the facts about each. Doesn't own: where a binding is found, which
//! is in its scope.

use crate::source::Span;
use crate::syntax::ast::Name;

/// What a binding is made by, which decides what may be done to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BindingKind {
    /// `var`, also one that Annex B makes
    Var,
    /// `let`; also the variable of a default export that isn't a declaration
    Let,
    /// `const`
    Const,
    /// `using` and `await using`
    Using,
    /// A class declaration; can be assigned.
    Class,
    /// A function declaration.
    Function,
    /// A parameter; stays one if the body has a var or function of the same name.
    Parameter,
    /// A parameter of `catch`.
    CatchParameter,
    /// The name of a function expression: assigning is ignored in sloppy code and a TypeError in
    /// strict code.
    FunctionName,
    /// The inner name of a class: constant.
    ClassName,
    /// An import: constant here, its value is another module's.
    Import,
    /// `arguments`; a variable that starts with the arguments object.
    Arguments,
    /// `this` of a function that isn't an arrow.
    This,
    /// `new.target` of a function that isn't an arrow.
    NewTarget,
    /// The function that runs, if it isn't an arrow: its home object and prototype are what
    /// `super` needs.
    ActiveFunction,
    /// The identity of `#x`, new with each evaluation of the class.
    PrivateName,
}

impl BindingKind {
    /// Whether identifiers can refer to it.
    #[must_use]
    pub fn is_variable(self) -> bool {
        !matches!(
            self,
            Self::This | Self::NewTarget | Self::ActiveFunction | Self::PrivateName
        )
    }

    /// Whether it is declared by `let`, `const`, `using` or `class`.
    #[must_use]
    pub fn is_lexical(self) -> bool {
        matches!(self, Self::Let | Self::Const | Self::Using | Self::Class)
    }

    /// Whether assigning to it fails or does nothing.
    #[must_use]
    pub fn is_constant(self) -> bool {
        matches!(
            self,
            Self::Const | Self::Using | Self::FunctionName | Self::ClassName | Self::Import
        )
    }
}

/// A binding.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// Its name; `default` for an anonymous default export, `this` for the three that have no
    /// name.
    pub name: Name,
    /// What it is made by.
    pub kind: BindingKind,
    /// Where the name is first declared; empty for what isn't written.
    pub span: Span,
    /// Used by a function inside, exported, reachable by a direct eval, or aliased by an
    /// arguments object: it must live in a heap object.
    ///
    /// The name of a function expression isn't captured by that very function, which has itself
    /// at hand.
    pub captured: bool,
    /// Something other than its initialisation assigns to it. The initialiser of a `var` counts,
    /// and so does a function declaration for a parameter.
    pub reassigned: bool,
    /// It has its value as soon as the scope is entered; others start uninitialised.
    pub initialized_on_entry: bool,
    /// Some access checks whether it is initialised, so that must be marked on entry.
    pub checked: bool,
    /// A variable that only Annex B makes, of a function in a block: at the top level of scripts
    /// and evals it gives way silently where a `var` would be an error.
    pub only_annex_b: bool,
    /// During the walk: initialised when the code here runs.
    pub(super) ready: bool,
}
