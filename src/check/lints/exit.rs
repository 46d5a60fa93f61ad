//! E13: code after `process.exit()`.

use crate::check::lint::{Lint, Report};
use crate::check::model::facts::Model;
use crate::check::model::names::inner;
use crate::diagnostics::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::expression::Expression;
use crate::syntax::ast::statement::{Statement, VariableKind};

/// The lint.
pub const LINT: Lint = Lint {
    code: "E13",
    name: "code-after-exit",
    summary: "Code after process.exit() never runs",
    why: "`process.exit()` ends the program where it stands: what follows doesn't run, and what is still \
          being written may be lost. To end when all is done, set `process.exitCode` and let the program \
          run out. The lint is silent for a `return`, `break` or `throw` behind it, which only tell \
          readers and tools that it doesn't go on.",
    before: "process.exit(1);\nconsole.error('it failed');",
    after: "console.error('it failed');\nprocess.exitCode = 1;",
    check: Some(check),
};

fn check<'a>(model: &Model<'a>, report: &mut Report<'_>) {
    for list in &model.lists {
        let Some(at) = list
            .node
            .iter()
            .position(|part| exit(model, *part).is_some())
        else {
            continue;
        };
        let exit = list.node.get(at).and_then(|part| exit(model, *part));
        let dead = list.node[at + 1..].iter().find(|part| does_something(part));
        // A jump behind it is reached as little as what follows that.
        let jumps = |part: &Statement<'_>| {
            matches!(
                part,
                Statement::Return(_)
                    | Statement::Throw(_)
                    | Statement::Break(_)
                    | Statement::Continue(_)
            )
        };
        if list.node.get(at + 1).is_some_and(jumps) {
            continue;
        }
        if let (Some(exit), Some(dead)) = (exit, dead) {
            let span = dead.span();
            let line = model.slice(span).lines().next().map_or(0, str::len) as u32;
            let diagnostic = Diagnostic::error(
                "This code never runs",
                Span::new(span.start, span.start + line),
            )
            .with_label("is never reached")
            .with_secondary(exit, "the program ends here")
            .with_note("`process.exitCode = 1` lets what is under way come to its end.");
            report.add(diagnostic);
        }
    }
}

/// The call that ends the program, if a statement is one.
fn exit<'a>(model: &Model<'a>, statement: Statement<'a>) -> Option<Span> {
    let Statement::Expression(node) = statement else {
        return None;
    };
    let Expression::Call(call) = inner(node.expression) else {
        return None;
    };
    if call.is_optional || matches!(node.expression, Expression::Chain(_)) {
        return None;
    }
    if model.imported(call.callee) == Some(("process", Some("exit"))) {
        return Some(call.span);
    }
    let (member, name) = model.method(call)?;
    (name == "exit" && model.is_process(member.object)).then_some(call.span)
}

fn does_something(statement: &Statement<'_>) -> bool {
    match statement {
        Statement::Function(_) | Statement::Empty(_) => false,
        Statement::Variable(node) => {
            node.kind != VariableKind::Var
                || node
                    .declarators
                    .iter()
                    .any(|part| part.initializer.is_some())
        }
        Statement::ExportLocal(_)
        | Statement::ExportFrom(_)
        | Statement::ExportAll(_)
        | Statement::Import(_) => false,
        Statement::ExportDeclaration(node) => !matches!(node.declaration, Statement::Function(_)),
        _ => true,
    }
}
