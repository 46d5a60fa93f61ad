//! Identifiers: interned names, and slots for what they mean.
//!
//! Owns: the names of a text, those that each text has, and the ids that later passes write into the
//! tree. Doesn't own: finding out what an identifier means, which is the scope analysis'.

use std::cell::Cell;

use crate::source::Span;

/// An interned identifier or private name (without `#`); equal exactly if the texts are equal
/// within one `Program`.
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

/// A function's index in `Program::functions`, in the order in which functions start in the
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
