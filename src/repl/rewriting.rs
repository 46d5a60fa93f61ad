//! Inputs that a script can't be, because they import or have a top-level `await`: the prompt runs them as
//! async functions.
//!
//! What is imported is loaded first, and its names are bound to what the modules export. Declarations stay visible to later inputs: names are declared before the function, which then
//! only assigns to them. Function declarations move before it as they are. What is typed stays where
//! it was, so that positions in errors are those of the input.

use crate::source::{Shift, SourceText, Span};
use crate::syntax::ast::Goal;
use crate::syntax::ast::module::{ImportDeclaration, ModuleExportName};
use crate::syntax::ast::statement::{Statement, VariableDeclaration, VariableKind};
use crate::syntax::ast::visit::for_each_name;
use crate::syntax::parser;
use std::fmt::Write;
use std::rc::Rc;

/// Scripts in the place of an input.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Rewritten {
    /// What is imported before anything runs.
    pub(super) imports: Vec<Import>,
    /// Declares its names; may be empty.
    pub(super) declarations: String,
    /// The input without its imports. Where it awaits, a function that is called: its value is a promise
    /// of an array with the value of the input's last expression, or of `undefined`, and the input
    /// begins on the second line.
    pub(super) script: String,
    /// Whether it awaits.
    pub(super) awaits: bool,
}

/// An import.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Import {
    /// The arguments of `import()`.
    pub(super) request: String,
    /// The specifier.
    pub(super) specifier: String,
    /// What is imported, all of it for `None`, and the name that it gets here.
    pub(super) names: Vec<(Option<String>, String)>,
}

impl Rewritten {
    /// The script in the input's lines.
    pub(super) fn source(&self, name: &str) -> SourceText {
        SourceText::new(name, self.script.clone()).shifted(Shift {
            lines: -i64::from(self.awaits),
            ..Shift::default()
        })
    }

    /// A script whose value is a promise of an array of the modules' namespaces.
    pub(super) fn importing(&self) -> String {
        let requests = self.imports.iter();
        let requests = requests.map(|import| format!("await import({})", import.request));
        let requests: Vec<String> = requests.collect();
        format!("(async () => [{}])()", requests.join(", "))
    }
}

/// Rewrites an input; nothing where it neither imports nor awaits.
pub(super) fn rewrite(text: &str) -> Option<Rewritten> {
    let source = Rc::new(SourceText::new("", text));
    let parsed = parser::parse(Rc::clone(&source), Goal::Module).ok()?;
    parsed.with_ast(|program| {
        let mut statements = program.statements.iter();
        let imports = statements.any(|statement| matches!(statement, Statement::Import(_)));
        if !program.has_top_level_await && !imports {
            return None;
        }
        let mut rewriter = Rewriter {
            source: &source,
            text,
            declarations: String::new(),
            functions: Vec::new(),
            before: String::new(),
            imports: Vec::new(),
            edits: Vec::new(),
        };
        if !program.has_top_level_await {
            return rewriter.without_await(program.statements);
        }
        let (last, others) = program.statements.split_last()?;
        for statement in others {
            rewriter.statement(statement)?;
        }
        match last {
            Statement::Expression(node) => {
                let before = others.last().map_or(0, |other| other.span().end);
                rewriter.value(before, node.expression.span());
            }
            statement => rewriter.statement(statement)?,
        }
        Some(rewriter.finish())
    })
}

struct Rewriter<'s> {
    source: &'s SourceText,
    text: &'s str,
    /// Declarations of variables.
    declarations: String,
    /// The places of function declarations.
    functions: Vec<Span>,
    /// What comes before the input in the function.
    before: String,
    imports: Vec<Import>,
    /// What is put in the place of parts of the text, in their order.
    edits: Vec<(Span, String)>,
}

impl Rewriter<'_> {
    fn slice(&self, span: Span) -> &str {
        self.source.slice(span)
    }

    fn edit(&mut self, start: u32, end: u32, text: String) {
        self.edits.push((Span { start, end }, text));
    }

    /// Takes over a statement; `None` if it isn't allowed at the prompt.
    fn statement<'a>(&mut self, statement: &Statement<'a>) -> Option<()> {
        match statement {
            Statement::Variable(node) => self.variables(node),
            Statement::Function(node) => {
                self.functions.push(node.span);
                let Span { start, end } = node.span;
                self.edit(start, end, blank(self.slice(node.span)));
            }
            Statement::Class(node) => {
                let name = self.slice(node.name.as_ref()?.span).to_string();
                let _ = write!(self.declarations, "let {name}; ");
                self.edit(node.span.start, node.span.start, format!(";{name} = "));
                self.edit(node.span.end, node.span.end, ";".to_string());
            }
            Statement::Import(node) => self.import(node),
            Statement::ExportLocal(_)
            | Statement::ExportFrom(_)
            | Statement::ExportAll(_)
            | Statement::ExportDefault(_)
            | Statement::ExportDeclaration(_) => return None,
            _ => {}
        }
        Some(())
    }

    fn variables<'a>(&mut self, node: &'a VariableDeclaration<'a>) {
        let (Some(first), Some(last)) = (node.declarators.first(), node.declarators.last()) else {
            return;
        };
        let keyword = match node.kind {
            VariableKind::Var => "var",
            // At the prompt nothing ends that something could be disposed of at.
            VariableKind::Let
            | VariableKind::Const
            | VariableKind::Using
            | VariableKind::AwaitUsing => "let",
        };
        let start = Span {
            start: node.span.start,
            end: first.span.start,
        };
        // Nothing before may make a call of it.
        let mut before = blank(self.slice(start));
        before.truncate(before.len().saturating_sub(2));
        self.edit(start.start, start.end, before + ";(");
        for declarator in node.declarators {
            let mut names = Vec::new();
            for_each_name(declarator.pattern, &mut |name| names.push(name.span));
            for name in names {
                let name = self.slice(name).to_string();
                let _ = write!(self.declarations, "{keyword} {name}; ");
            }
            if declarator.initializer.is_none() && node.kind != VariableKind::Var {
                let end = declarator.span.end;
                self.edit(end, end, " = undefined".to_string());
            }
        }
        self.edit(last.span.end, last.span.end, ");".to_string());
    }

    /// Takes imports out of an input that doesn't await.
    fn without_await(mut self, statements: &[Statement<'_>]) -> Option<Rewritten> {
        for statement in statements {
            match statement {
                Statement::Import(node) => self.import(node),
                Statement::ExportLocal(_)
                | Statement::ExportFrom(_)
                | Statement::ExportAll(_)
                | Statement::ExportDefault(_)
                | Statement::ExportDeclaration(_) => return None,
                _ => {}
            }
        }
        Some(Rewritten {
            script: self.edited(String::new()),
            imports: self.imports,
            ..Rewritten::default()
        })
    }

    fn import(&mut self, node: &ImportDeclaration<'_>) {
        let mut names = Vec::new();
        if let Some(default) = node.default {
            names.push((
                Some("default".to_string()),
                self.slice(default.span).to_string(),
            ));
        }
        for specifier in node.named {
            let imported = match specifier.imported {
                ModuleExportName::Name(name) => self.slice(name.span).to_string(),
                ModuleExportName::String(literal) => {
                    let text = self.slice(literal.span);
                    text[1..text.len() - 1].to_string()
                }
            };
            names.push((Some(imported), self.slice(specifier.local.span).to_string()));
        }
        let namespace = node.namespace.map(|name| self.slice(name.span).to_string());
        names.extend(namespace.map(|name| (None, name)));
        let literal = self.slice(node.specifier.span).to_string();
        let attributes: Vec<&str> = (node.attributes.iter())
            .map(|attribute| self.source.slice(attribute.span))
            .collect();
        let request = match attributes.is_empty() {
            true => literal.clone(),
            false => format!("{literal}, {{ with: {{ {} }} }}", attributes.join(", ")),
        };
        self.imports.push(Import {
            request,
            specifier: literal[1..literal.len() - 1].to_string(),
            names,
        });
        let Span { start, end } = node.span;
        self.edit(start, end, blank(self.slice(node.span)));
    }

    /// Makes the last expression the function's value. `before` is the end of what comes before.
    fn value(&mut self, before: u32, span: Span) {
        const RETURN: &str = "return [(";
        let between = Span {
            start: before,
            end: span.start,
        };
        let gap = self.slice(between);
        let line = gap.find('\n').filter(|_| gap.trim().is_empty());
        match line {
            // Only white space is before it.
            _ if before == 0 && gap.trim().is_empty() => self.before.push_str(RETURN),
            Some(at) => {
                let at = before + at as u32;
                self.edit(at, at, format!(";{RETURN}"));
            }
            None => self.edit(span.start, span.start, format!(";{RETURN}")),
        }
        self.edit(span.end, span.end, ")]".to_string());
    }

    fn finish(mut self) -> Rewritten {
        let mut functions = String::new();
        let mut end = 0;
        for span in &self.functions {
            functions.push_str(&blank(&self.text[end..span.start as usize]));
            functions.push_str(self.source.slice(*span));
            end = span.end as usize;
        }
        if !functions.is_empty() && !self.declarations.is_empty() {
            functions.push('\n');
        }
        let before = format!("(async () => {{ {}\n", self.before);
        Rewritten {
            script: self.edited(before) + "\n})()",
            declarations: functions + &self.declarations,
            imports: self.imports,
            awaits: true,
        }
    }

    /// The input with its edits, behind something.
    fn edited(&mut self, mut text: String) -> String {
        let mut end = 0;
        self.edits.sort_by_key(|(span, _)| span.start);
        for (span, edit) in &self.edits {
            text.push_str(&self.text[end..span.start as usize]);
            text.push_str(edit);
            end = span.end as usize;
        }
        text + &self.text[end..]
    }
}

/// White space that takes the same lines and columns.
fn blank(text: &str) -> String {
    let mut blank = String::new();
    for character in text.chars() {
        match character {
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => blank.push(character),
            _ => (0..character.len_utf16()).for_each(|_| blank.push(' ')),
        }
    }
    blank
}

#[cfg(test)]
mod tests {
    use super::rewrite;

    fn parts(text: &str) -> (String, String) {
        match rewrite(text) {
            Some(rewritten) => (rewritten.declarations, rewritten.script),
            None => Default::default(),
        }
    }

    #[test]
    fn only_with_await_or_import() {
        assert_eq!(rewrite("1 + 1"), None);
        assert_eq!(rewrite("async () => { await 1 }"), None);
        assert_eq!(rewrite("export const a = await 1"), None);
    }

    #[test]
    fn names_are_declared_before_and_all_stays_in_its_place() {
        let (declarations, function) =
            parts("const { a, b: [c] } = await x\nlet d, e = 1; await a");
        assert_eq!(declarations, "let a; let c; let d; let e; ");
        assert_eq!(
            function,
            "(async () => { \n    ;({ a, b: [c] } = await x);\n  ;(d = undefined, e = 1);; \
             ;return [(await a)]\n})()"
        );
        let (declarations, function) = parts("function f() {\n}\nawait f() // c");
        assert_eq!(declarations, "function f() {\n}");
        assert_eq!(
            function,
            "(async () => { \n              \n ;return [(\nawait f())] // c\n})()"
        );
    }

    #[test]
    fn imports_are_taken_out() {
        let rewritten = rewrite("import a, { b as c, 'd e' as d } from 'm'; a(c)").unwrap();
        let names = [("default", "a"), ("b", "c"), ("d e", "d")];
        let names = names.map(|(imported, local)| (Some(imported.to_string()), local.to_string()));
        assert_eq!(rewritten.imports[0].names, names);
        assert_eq!(rewritten.imports[0].specifier, "m");
        assert_eq!(rewritten.script.trim_start(), "a(c)");
        assert_eq!(
            rewritten.script.len(),
            "import a, { b as c, 'd e' as d } from 'm'; a(c)".len()
        );
        assert!(!rewritten.awaits);
        let rewritten = rewrite("import * as j from './j' with { type: 'json' }; await j").unwrap();
        assert_eq!(
            rewritten.importing(),
            "(async () => [await import('./j', { with: { type: 'json' } })])()"
        );
        assert_eq!(rewritten.imports[0].names, [(None, "j".to_string())]);
        assert_eq!(rewritten.declarations, "");
        assert!(rewritten.awaits && rewritten.script.contains(";return [(await j)]"));
    }
}
