//! Imports and exports.

use rustc_hash::FxHashMap;

use super::Checker;
use crate::diagnostics::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::module::{
    ExportLocal, ImportAttribute, ImportDeclaration, ModuleExportName,
};
use crate::syntax::ast::pattern::{DeclaredBy, PatternPart};
use crate::syntax::ast::statement::Statement;
use crate::syntax::ast::visit::for_each_name;
use crate::syntax::ast::{BindingIdentifier, StringValue};
use crate::syntax::scope::Resolved;

/// The names that a module exports so far.
struct Exports<'c, 'p> {
    checker: &'c mut Checker<'p>,
    seen: FxHashMap<String, Span>,
}

impl Exports<'_, '_> {
    fn add(&mut self, name: &str, place: Span) {
        let Some(first) = self.seen.get(name) else {
            self.seen.insert(name.to_string(), place);
            return;
        };
        let error = Diagnostic::error(format!("Duplicate export of '{name}'"), place)
            .with_label("the module exports this name already")
            .with_secondary(*first, "it is first exported here");
        self.checker.report(error);
    }

    fn add_name(&mut self, name: &ModuleExportName<'_>) {
        let text = self.checker.export_name(name);
        self.add(&text, name.span());
    }

    fn add_binding(&mut self, identifier: &BindingIdentifier) {
        let text = self.checker.text(identifier.name);
        self.add(text, identifier.span);
    }

    fn add_declaration(&mut self, declaration: Statement<'_>) {
        match declaration {
            Statement::Variable(node) => {
                for declarator in node.declarators {
                    for_each_name(declarator.pattern, &mut |name| self.add_binding(name));
                }
            }
            Statement::Function(node) => {
                if let Some(name) = node.name {
                    self.add_binding(name);
                }
            }
            Statement::Class(node) => {
                if let Some(name) = node.name {
                    self.add_binding(name);
                }
            }
            _ => {}
        }
    }
}

impl<'p> Checker<'p> {
    fn export_name(&self, name: &ModuleExportName<'_>) -> String {
        match name {
            ModuleExportName::Name(name) => self.text(name.name).to_string(),
            ModuleExportName::String(literal) => match literal.value {
                StringValue::Utf8(text) => text.to_string(),
                StringValue::Utf16(units) => String::from_utf16_lossy(units),
            },
        }
    }

    /// Checks the names that the items of a module export together.
    pub(super) fn check_exports(&mut self, statements: &[Statement<'_>]) {
        let mut exports = Exports {
            checker: self,
            seen: FxHashMap::default(),
        };
        for statement in statements {
            match statement {
                Statement::ExportLocal(node) => {
                    for specifier in node.specifiers {
                        exports.add_name(&specifier.exported);
                    }
                }
                Statement::ExportFrom(node) => {
                    for specifier in node.specifiers {
                        exports.add_name(&specifier.exported);
                    }
                }
                Statement::ExportAll(node) => {
                    if let Some(name) = node.exported {
                        exports.add_name(&name);
                    }
                }
                Statement::ExportDefault(node) => {
                    let end = node.span.start + "export default".len() as u32;
                    exports.add("default", Span::new(node.span.start, end));
                }
                Statement::ExportDeclaration(node) => exports.add_declaration(node.declaration),
                _ => {}
            }
        }
    }

    pub(super) fn check_export_local(&mut self, node: &ExportLocal<'_>) {
        for specifier in node.specifiers {
            let local = specifier.local;
            self.check_word(local.name, local.span);
            if Resolved::from(local.resolution.get()) == Resolved::Global {
                let text = self.text(local.name);
                self.error(
                    local.span,
                    format!("Export '{text}' is not defined in module"),
                    format!("the module has no variable `{text}` at its top level"),
                );
            }
        }
    }

    pub(super) fn check_import(&mut self, node: &ImportDeclaration<'_>) {
        for local in node.default.into_iter().chain(node.namespace) {
            self.check_binding(local, DeclaredBy::Import, PatternPart::Whole);
        }
        for specifier in node.named {
            self.check_imported_name(specifier.local);
        }
        self.check_attributes(node.attributes);
    }

    pub(super) fn check_attributes(&mut self, attributes: &[ImportAttribute<'_>]) {
        let mut seen: FxHashMap<String, Span> = FxHashMap::default();
        for attribute in attributes {
            let text = self.export_name(&attribute.key);
            let place = attribute.key.span();
            if let Some(first) = seen.get(&text) {
                let message = format!("Import attribute has duplicate key '{text}'");
                let error = Diagnostic::error(message, place)
                    .with_label("each key can have one value")
                    .with_secondary(*first, "it is first given here");
                self.report(error);
            } else {
                seen.insert(text, place);
            }
        }
    }
}
