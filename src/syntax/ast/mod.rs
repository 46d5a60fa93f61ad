//! The syntax tree: faithful to the source, with slots for what later passes find out.
//!
//! Owns: the node types, interned names, and the ids that later passes write into the tree.
//! Doesn't own: building the tree (`syntax::build`), early errors, scopes.
//!
//! Nodes live in a bump arena and own no heap memory, so there is nothing to drop and a tree of
//! any depth goes away at once. The enums ([`Expression`](expression::Expression),
//! [`Statement`], ...) are small `Copy` values, a tag and a reference.
//!
//! Invariant: every node has a span; a parent's span covers those of its children. A tree may be
//! as deep as the source is long, so whoever recurses over it must guard the native stack.

use std::cell::Cell;
use std::fmt;

use crate::source::Span;

pub mod class;
pub mod expression;
pub mod function;
pub mod module;
pub mod pattern;
pub mod statement;
pub(crate) mod visit;

use function::Function;
use statement::Statement;

/// An interned identifier or private name (without `#`); equal exactly if the texts are equal
/// within one [`Program`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name(pub u32);

macro_rules! well_known_names {
    ($($constant:ident = $index:literal, $text:literal;)*) => {
        impl Name {
            $(
                #[doc = concat!("`", $text, "`, the same in each program.")]
                pub const $constant: Name = Name($index);
            )*
        }

        /// The texts of the names that every table starts with, in the order of their numbers.
        pub(crate) const WELL_KNOWN_NAMES: &[&str] = &[$($text),*];
    };
}

well_known_names! {
    ARGUMENTS = 0, "arguments";
    EVAL = 1, "eval";
    AWAIT = 2, "await";
    YIELD = 3, "yield";
    LET = 4, "let";
    STATIC = 5, "static";
    IMPLEMENTS = 6, "implements";
    INTERFACE = 7, "interface";
    PACKAGE = 8, "package";
    PRIVATE = 9, "private";
    PROTECTED = 10, "protected";
    PUBLIC = 11, "public";
    ASYNC = 12, "async";
    OF = 13, "of";
    GET = 14, "get";
    SET = 15, "set";
    CONSTRUCTOR = 16, "constructor";
    PROTOTYPE = 17, "prototype";
    PROTO = 18, "__proto__";
    UNDEFINED = 19, "undefined";
    DEFAULT = 20, "default";
    EXPORTS = 21, "exports";
    REQUIRE = 22, "require";
    MODULE = 23, "module";
    FILENAME = 24, "__filename";
    DIRNAME = 25, "__dirname";
    ANONYMOUS = 26, "anonymous";
    THIS = 27, "this";
}

/// The texts of all names of one program.
#[derive(Debug, Default)]
pub struct Names<'a> {
    pub(crate) texts: Vec<&'a str>,
}

impl<'a> Names<'a> {
    /// The text of a name of this program.
    ///
    /// # Panics
    /// If the name is from another program with more names.
    #[must_use]
    pub fn text(&self, name: Name) -> &'a str {
        self.texts[name.0 as usize]
    }

    /// The name with this text, if the program has it.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<Name> {
        let index = self.texts.iter().position(|own| *own == text)?;
        Some(Name(index as u32))
    }

    /// The number of names; they are `Name(0)` up to it.
    #[must_use]
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there are no names.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }
}

/// What an identifier means, in the encoding of the scope analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Resolution(pub u64);

impl Resolution {
    /// Not analysed yet.
    pub const UNRESOLVED: Self = Self(u64::MAX);
}

impl Default for Resolution {
    fn default() -> Self {
        Self::UNRESOLVED
    }
}

/// The scope that a node creates, as numbered by the scope analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ScopeId(pub u32);

impl ScopeId {
    /// Not analysed yet, or the node needs no scope.
    pub const NONE: Self = Self(u32::MAX);
}

impl Default for ScopeId {
    fn default() -> Self {
        Self::NONE
    }
}

/// A function's index in [`Program::functions`], in the order in which functions start in the
/// source, outer before inner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FunctionId(pub u32);

/// An identifier in an expression: a use of a variable.
#[derive(Debug)]
pub struct IdentifierReference {
    /// The identifier.
    pub span: Span,
    /// Its name, escapes decoded.
    pub name: Name,
    /// What it refers to.
    pub resolution: Cell<Resolution>,
}

/// An identifier that declares a variable, function, class, parameter or import.
#[derive(Debug)]
pub struct BindingIdentifier {
    /// The identifier.
    pub span: Span,
    /// Its name, escapes decoded.
    pub name: Name,
    /// The binding that it declares.
    pub resolution: Cell<Resolution>,
}

/// A word that is not a variable: a property name, a label, an export name.
#[derive(Clone, Copy, Debug)]
pub struct IdentifierName {
    /// The word.
    pub span: Span,
    /// Its text, escapes decoded.
    pub name: Name,
}

/// `#x`.
#[derive(Clone, Copy, Debug)]
pub struct PrivateName {
    /// The name with its `#`.
    pub span: Span,
    /// Its text without `#`.
    pub name: Name,
}

/// The value of a string literal or template chunk.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum StringValue<'a> {
    /// Well-formed Unicode.
    Utf8(&'a str),
    /// Has a surrogate without its partner, so only code units can express it.
    Utf16(&'a [u16]),
}

impl StringValue<'_> {
    /// Whether the value is exactly `text`.
    #[must_use]
    pub fn is(&self, text: &str) -> bool {
        matches!(self, Self::Utf8(value) if *value == text)
    }

    /// The value in UTF-16 code units.
    #[must_use]
    pub fn to_utf16(&self) -> Vec<u16> {
        match self {
            Self::Utf8(text) => text.encode_utf16().collect(),
            Self::Utf16(units) => units.to_vec(),
        }
    }
}

impl fmt::Debug for StringValue<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Utf8(text) => text.fmt(f),
            Self::Utf16(units) => String::from_utf16_lossy(units).fmt(f),
        }
    }
}

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
