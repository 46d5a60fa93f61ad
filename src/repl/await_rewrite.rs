//! Inputs with a top-level `await`: the prompt runs them as async functions.
//!
//! Declarations stay visible to later inputs: names are declared before the function, which then
//! only assigns to them. Function declarations move before it as they are.

use crate::source::SourceText;
use crate::syntax::ast::Goal;
use crate::syntax::ast::statement::{Statement, VariableDeclaration, VariableKind};
use crate::syntax::ast::visit::for_each_name;
use crate::syntax::parser;
use std::rc::Rc;

/// A script whose value is a promise of `{ value }`, the value of the input's last expression, or
/// of `undefined`; nothing where the input isn't one with a top-level `await`.
pub(super) fn rewrite(text: &str) -> Option<String> {
    let source = Rc::new(SourceText::new("", text));
    let parsed = parser::parse(Rc::clone(&source), Goal::Module).ok()?;
    parsed.with_ast(|program| {
        if !program.has_top_level_await {
            return None;
        }
        let mut rewriter = Rewriter {
            source: &source,
            before: String::new(),
            body: String::new(),
        };
        let (last, others) = program.statements.split_last()?;
        for statement in others {
            rewriter.statement(statement)?;
        }
        match last {
            Statement::Expression(node) => {
                let value = source.slice(node.expression.span());
                let end = format!("return {{ value: (\n{value}\n) }};");
                rewriter.body.push_str(&end);
            }
            statement => rewriter.statement(statement)?,
        }
        let Rewriter { before, body, .. } = rewriter;
        Some(format!("{before}(async () => {{ {body} }})()"))
    })
}

struct Rewriter<'s> {
    source: &'s SourceText,
    /// The text before the function.
    before: String,
    body: String,
}

impl Rewriter<'_> {
    /// Takes over a statement; `None` if it isn't allowed at the prompt.
    fn statement<'a>(&mut self, statement: &Statement<'a>) -> Option<()> {
        match statement {
            Statement::Variable(node) => self.variables(node),
            Statement::Function(node) => {
                let text = self.source.slice(node.span);
                self.before.push_str(&format!("{text}\n"));
            }
            Statement::Class(node) => {
                let name = self.source.slice(node.name.as_ref()?.span);
                let text = self.source.slice(node.span);
                self.before.push_str(&format!("let {name}; "));
                self.body.push_str(&format!("{name} = {text};\n"));
            }
            Statement::Import(_)
            | Statement::ExportLocal(_)
            | Statement::ExportFrom(_)
            | Statement::ExportAll(_)
            | Statement::ExportDefault(_)
            | Statement::ExportDeclaration(_) => return None,
            other => {
                let text = self.source.slice(other.span());
                self.body.push_str(&format!("{text}\n"));
            }
        }
        Some(())
    }

    fn variables<'a>(&mut self, node: &'a VariableDeclaration<'a>) {
        let mut names = Vec::new();
        for declarator in node.declarators {
            for_each_name(declarator.pattern, &mut |name| names.push(name.span));
            let text = self.source.slice(declarator.span);
            let assignment = match (declarator.initializer.is_some(), node.kind) {
                (true, _) => format!("(\n{text}\n);"),
                (false, VariableKind::Var) => continue,
                (false, _) => format!("{text} = undefined;"),
            };
            self.body.push_str(&assignment);
        }
        let keyword = match node.kind {
            VariableKind::Var => "var",
            // At the prompt nothing ends that something could be disposed of at.
            VariableKind::Let
            | VariableKind::Const
            | VariableKind::Using
            | VariableKind::AwaitUsing => "let",
        };
        for name in names {
            let name = self.source.slice(name);
            self.before.push_str(&format!("{keyword} {name}; "));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::rewrite;

    #[test]
    fn only_with_await() {
        assert_eq!(rewrite("1 + 1"), None);
        assert_eq!(rewrite("async () => { await 1 }"), None);
        assert_eq!(rewrite("import a from 'b'; await a"), None);
    }

    #[test]
    fn names_are_declared_before() {
        let rewritten = rewrite("const { a, b: [c] } = await x; await a").unwrap_or_default();
        assert!(rewritten.starts_with("let a; let c; (async"), "{rewritten}");
        assert!(
            rewritten.contains("return { value: (\nawait a\n) }"),
            "{rewritten}"
        );
    }
}
