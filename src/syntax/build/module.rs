//! Actions for imports and exports.

use std::cell::Cell;

use super::list::List;
use super::{Built, ClassParts, Context};
use crate::source::Span;
use crate::syntax::ast::expression::StringLiteral;
use crate::syntax::ast::module::{
    ExportAll, ExportDeclaration, ExportDefault, ExportDefaultValue, ExportFrom,
    ExportFromSpecifier, ExportLocal, ExportLocalSpecifier, ImportAttribute, ImportDeclaration,
    ImportSpecifier, ModuleExportName,
};
use crate::syntax::ast::statement::Statement;
use crate::syntax::ast::{BindingIdentifier, IdentifierName, Name, Resolution, StringValue};
use crate::syntax::lexer::word_of;
use crate::syntax::syntax_error::SyntaxError;

impl<'a> Context<'a> {
    #[allow(
        clippy::too_many_arguments,
        reason = "an action gets what its production has"
    )]
    pub(crate) fn import(
        &self,
        l: u32,
        default: Option<&'a BindingIdentifier>,
        namespace: Option<&'a BindingIdentifier>,
        named: Option<List<&'a ImportSpecifier<'a>>>,
        specifier: &'a StringLiteral<'a>,
        attributes: List<&'a ImportAttribute<'a>>,
        r: u32,
    ) -> Statement<'a> {
        let attributes = self.take(attributes);
        let named = self.take_optional(named);
        Statement::Import(self.bump.alloc(ImportDeclaration {
            span: Span::new(l, r),
            is_deferred: false,
            default,
            namespace,
            named,
            specifier,
            attributes,
        }))
    }

    /// `import defer * as ns from "m"`
    pub(crate) fn import_deferred<'p>(
        &'p self,
        l: u32,
        word: &'a BindingIdentifier,
        namespace: &'a BindingIdentifier,
        specifier: &'a StringLiteral<'a>,
        attributes: List<&'a ImportAttribute<'a>>,
        r: u32,
    ) -> Built<'p, 'a, Statement<'a>> {
        self.require_defer((word.span.start, word.name, word.span.end))?;
        let attributes = self.take(attributes);
        Ok(Statement::Import(self.bump.alloc(ImportDeclaration {
            span: Span::new(l, r),
            is_deferred: true,
            default: None,
            namespace: Some(namespace),
            named: &[],
            specifier,
            attributes,
        })))
    }

    pub(crate) fn import_shorthand(&self, l: u32, name: Name, r: u32) -> &'a ImportSpecifier<'a> {
        let span = Span::new(l, r);
        let imported = ModuleExportName::Name(IdentifierName { span, name });
        let local = self.binding(l, name, r);
        self.bump.alloc(ImportSpecifier {
            span,
            imported,
            local,
        })
    }

    pub(crate) fn import_specifier(
        &self,
        l: u32,
        imported: ModuleExportName<'a>,
        local: &'a BindingIdentifier,
        r: u32,
    ) -> &'a ImportSpecifier<'a> {
        self.bump.alloc(ImportSpecifier {
            span: Span::new(l, r),
            imported,
            local,
        })
    }

    /// A string as the name of an export must be well-formed.
    pub(crate) fn export_name_string<'p>(
        &'p self,
        literal: &'a StringLiteral<'a>,
    ) -> Built<'p, 'a, ModuleExportName<'a>> {
        match literal.value {
            StringValue::Utf8(_) => Ok(ModuleExportName::String(literal)),
            StringValue::Utf16(_) => {
                let message = "Invalid module export name: contains unpaired surrogate character";
                Err(SyntaxError::at(literal.span, message).into())
            }
        }
    }

    pub(crate) fn attribute(
        &self,
        l: u32,
        key: ModuleExportName<'a>,
        value: &'a StringLiteral<'a>,
        r: u32,
    ) -> &'a ImportAttribute<'a> {
        self.bump.alloc(ImportAttribute {
            span: Span::new(l, r),
            key,
            value,
        })
    }

    pub(crate) fn export_all(
        &self,
        l: u32,
        exported: Option<ModuleExportName<'a>>,
        specifier: &'a StringLiteral<'a>,
        attributes: List<&'a ImportAttribute<'a>>,
        r: u32,
    ) -> Statement<'a> {
        let attributes = self.take(attributes);
        let span = Span::new(l, r);
        let node = ExportAll {
            span,
            exported,
            specifier,
            attributes,
        };
        Statement::ExportAll(self.bump.alloc(node))
    }

    pub(crate) fn export_specifier(
        &self,
        l: u32,
        imported: ModuleExportName<'a>,
        exported: ModuleExportName<'a>,
        r: u32,
    ) -> &'a ExportFromSpecifier<'a> {
        self.bump.alloc(ExportFromSpecifier {
            span: Span::new(l, r),
            imported,
            exported,
        })
    }

    pub(crate) fn export_from(
        &self,
        l: u32,
        list: List<&'a ExportFromSpecifier<'a>>,
        specifier: &'a StringLiteral<'a>,
        attributes: List<&'a ImportAttribute<'a>>,
        r: u32,
    ) -> Statement<'a> {
        let attributes = self.take(attributes);
        let specifiers = self.take(list);
        let span = Span::new(l, r);
        let node = ExportFrom {
            span,
            specifiers,
            specifier,
            attributes,
        };
        Statement::ExportFrom(self.bump.alloc(node))
    }

    /// `export {a, b as c}`: without `from`, the first name is a variable.
    pub(crate) fn export_local<'p>(
        &'p self,
        l: u32,
        list: List<&'a ExportFromSpecifier<'a>>,
        r: u32,
    ) -> Built<'p, 'a, Statement<'a>> {
        let mut specifiers = Vec::new();
        for specifier in self.take(list) {
            let name = match specifier.imported {
                ModuleExportName::Name(name) => name,
                ModuleExportName::String(literal) => {
                    let label = "only `export ... from` can name a variable by a string";
                    let message = "Unexpected string";
                    return Err(SyntaxError::labelled(literal.span, message, label).into());
                }
            };
            let is_strict_word = matches!(
                name.name,
                Name::AWAIT
                    | Name::YIELD
                    | Name::LET
                    | Name::STATIC
                    | Name::IMPLEMENTS
                    | Name::INTERFACE
                    | Name::PACKAGE
                    | Name::PRIVATE
                    | Name::PROTECTED
                    | Name::PUBLIC
            );
            if is_strict_word || word_of(name.name).is_reserved() {
                let label = "a reserved word can't be the name of a variable";
                let text = &self.source[name.span.range()];
                let message = format!("Unexpected token '{text}'");
                return Err(SyntaxError::labelled(name.span, message, label).into());
            }
            let local = self.reference(name.span.start, name.name, name.span.end);
            let exported = specifier.exported;
            specifiers.push(ExportLocalSpecifier {
                span: specifier.span,
                local,
                exported,
            });
        }
        let specifiers = self.bump.alloc_slice_copy(&specifiers);
        let node = ExportLocal {
            span: Span::new(l, r),
            specifiers,
        };
        Ok(Statement::ExportLocal(self.bump.alloc(node)))
    }

    pub(crate) fn export_declaration(
        &self,
        l: u32,
        declaration: Statement<'a>,
        r: u32,
    ) -> Statement<'a> {
        let span = Span::new(l, r);
        Statement::ExportDeclaration(self.bump.alloc(ExportDeclaration { span, declaration }))
    }

    pub(crate) fn export_default(
        &self,
        l: u32,
        value: ExportDefaultValue<'a>,
        r: u32,
    ) -> Statement<'a> {
        let resolution = Cell::new(Resolution::UNRESOLVED);
        let node = ExportDefault {
            span: Span::new(l, r),
            value,
            resolution,
        };
        Statement::ExportDefault(self.bump.alloc(node))
    }

    /// `export default class {}`; the class starts at `m`.
    pub(crate) fn export_default_class(
        &self,
        l: u32,
        m: u32,
        parts: &'a ClassParts<'a>,
        r: u32,
    ) -> Statement<'a> {
        let class = self.class_declaration(m, None, parts, r);
        self.export_default(l, ExportDefaultValue::Class(class), r)
    }
}
