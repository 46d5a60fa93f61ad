//! Imports and exports.

use std::cell::Cell;

use super::class::Class;
use super::expression::{Expression, StringLiteral};
use super::function::Function;
use super::identifier::{BindingIdentifier, IdentifierName, IdentifierReference, Resolution};
use super::statement::Statement;
use crate::source::Span;

/// A name of an import or export: a word or a string.
#[derive(Clone, Copy, Debug)]
pub enum ModuleExportName<'a> {
    /// `a`
    Name(IdentifierName),
    /// `"a b"`
    String(&'a StringLiteral<'a>),
}

impl ModuleExportName<'_> {
    /// The place of the name.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Name(name) => name.span,
            Self::String(literal) => literal.span,
        }
    }
}

/// `import a, {b as c} from "m" with {type: "json"};`
#[derive(Debug)]
pub struct ImportDeclaration<'a> {
    /// The whole declaration.
    pub span: Span,
    /// Written `import defer`.
    pub is_deferred: bool,
    /// `a`
    pub default: Option<&'a BindingIdentifier>,
    /// `* as ns`
    pub namespace: Option<&'a BindingIdentifier>,
    /// `{b as c}`
    pub named: &'a [ImportSpecifier<'a>],
    /// `"m"`
    pub specifier: &'a StringLiteral<'a>,
    /// `with {...}`
    pub attributes: &'a [ImportAttribute<'a>],
}

/// `b as c`
#[derive(Clone, Copy, Debug)]
pub struct ImportSpecifier<'a> {
    /// Both names.
    pub span: Span,
    /// The name in the other module.
    pub imported: ModuleExportName<'a>,
    /// The variable here.
    pub local: &'a BindingIdentifier,
}

/// `type: "json"`
#[derive(Clone, Copy, Debug)]
pub struct ImportAttribute<'a> {
    /// Key and value.
    pub span: Span,
    /// The key.
    pub key: ModuleExportName<'a>,
    /// The value.
    pub value: &'a StringLiteral<'a>,
}

/// `export {a, b as c};`
#[derive(Debug)]
pub struct ExportLocal<'a> {
    /// The whole declaration.
    pub span: Span,
    /// The names.
    pub specifiers: &'a [ExportLocalSpecifier<'a>],
}

/// `b as c` of a local export
#[derive(Clone, Copy, Debug)]
pub struct ExportLocalSpecifier<'a> {
    /// Both names.
    pub span: Span,
    /// The variable here.
    pub local: &'a IdentifierReference,
    /// The name for other modules.
    pub exported: ModuleExportName<'a>,
}

/// `export {a, b as c} from "m";`
#[derive(Debug)]
pub struct ExportFrom<'a> {
    /// The whole declaration.
    pub span: Span,
    /// The names.
    pub specifiers: &'a [ExportFromSpecifier<'a>],
    /// `"m"`
    pub specifier: &'a StringLiteral<'a>,
    /// `with {...}`
    pub attributes: &'a [ImportAttribute<'a>],
}

/// `b as c` of an indirect export
#[derive(Clone, Copy, Debug)]
pub struct ExportFromSpecifier<'a> {
    /// Both names.
    pub span: Span,
    /// The name in the other module.
    pub imported: ModuleExportName<'a>,
    /// The name for other modules.
    pub exported: ModuleExportName<'a>,
}

/// `export * from "m";`, `export * as ns from "m";`
#[derive(Debug)]
pub struct ExportAll<'a> {
    /// The whole declaration.
    pub span: Span,
    /// `ns`
    pub exported: Option<ModuleExportName<'a>>,
    /// `"m"`
    pub specifier: &'a StringLiteral<'a>,
    /// `with {...}`
    pub attributes: &'a [ImportAttribute<'a>],
}

/// `export default x;`
#[derive(Debug)]
pub struct ExportDefault<'a> {
    /// The whole declaration.
    pub span: Span,
    /// What is exported.
    pub value: ExportDefaultValue<'a>,
    /// The binding `*default*`, unless the value is a declaration with a name.
    pub resolution: Cell<Resolution>,
}

/// What a default export exports.
#[derive(Clone, Copy, Debug)]
pub enum ExportDefaultValue<'a> {
    /// A function declaration, with or without name; hoisted.
    Function(&'a Function<'a>),
    /// A class declaration, with or without name.
    Class(&'a Class<'a>),
    /// Any other expression.
    Expression(Expression<'a>),
}

/// `export let a = 1;`
#[derive(Debug)]
pub struct ExportDeclaration<'a> {
    /// The whole declaration.
    pub span: Span,
    /// A variable, function or class declaration.
    pub declaration: Statement<'a>,
}
