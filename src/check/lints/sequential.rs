//! E04: awaits one after the other that don't need each other.

use super::reads::{Certainty, certainty, mentions};
use crate::check::finding::{Edit, Fix};
use crate::check::lint::{Lint, Report};
use crate::check::model::facts::{Key, Model};
use crate::check::model::names::inner;
use crate::check::model::parents::value_of;
use crate::diagnostics::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::expression::{CallExpression, Expression};
use crate::syntax::ast::pattern::BindingPattern;
use crate::syntax::ast::statement::{Statement, VariableKind};
use crate::syntax::ast::visit::for_each_name;

/// The lint.
pub const LINT: Lint = Lint {
    code: "E04",
    name: "sequential-awaits",
    summary: "Things that don't need each other are awaited one after the other",
    why: "Each `await` lets the next request begin only when the one before is answered, so the times add \
          up. `Promise.all` starts them all and waits for the longest. The lint speaks only of neighbours \
          that look something up: `fetch` of an address, reading functions of `fs/promises`, and \
          functions whose name says so (`getUser(id)`); with anything else the order may matter.",
    before: "const user = await fetchUser(id);\nconst posts = await fetchPosts(id);",
    after: "const [user, posts] = await Promise.all([fetchUser(id), fetchPosts(id)]);",
    check: Some(check),
};

fn check<'a>(model: &Model<'a>, report: &mut Report<'_>) {
    for list in &model.lists {
        let mut at = 0;
        while at < list.node.len() {
            let run = run_from(model, &list.node[at..]);
            if run.len() >= 2 {
                tell(model, &run, report);
            }
            at += run.len().max(1);
        }
    }
}

/// `const a = await get(b);`
struct Step<'a> {
    statement: Span,
    kind: VariableKind,
    pattern: BindingPattern<'a>,
    call: &'a CallExpression<'a>,
    wait: Span,
    certainty: Certainty,
}

fn step<'a>(model: &Model<'a>, statement: &'a Statement<'a>) -> Option<Step<'a>> {
    let Statement::Variable(declaration) = statement else {
        return None;
    };
    let [declarator] = declaration.declarators else {
        return None;
    };
    let Expression::Await(wait) = declarator.initializer?.without_parentheses() else {
        return None;
    };
    let Expression::Call(call) = wait.argument.without_parentheses() else {
        return None;
    };
    Some(Step {
        statement: declaration.span,
        kind: declaration.kind,
        pattern: declarator.pattern,
        call,
        wait: wait.span,
        certainty: certainty(model, call)?,
    })
}

/// The steps that statements begin with and of which none needs one before it.
fn run_from<'a>(model: &Model<'a>, statements: &'a [Statement<'a>]) -> Vec<Step<'a>> {
    let mut steps: Vec<Step<'a>> = Vec::new();
    let mut keys: Vec<Key> = Vec::new();
    for statement in statements {
        let Some(step) = step(model, statement) else {
            break;
        };
        let needs = mentions(model, step.call.callee, &keys)
            || step
                .call
                .arguments
                .iter()
                .any(|part| mentions(model, value_of(part), &keys));
        // The same call twice looks at something that changes.
        let repeats = steps
            .iter()
            .any(|other| model.slice(other.call.span) == model.slice(step.call.span));
        if needs || repeats || step.kind.is_using() {
            break;
        }
        for_each_name(step.pattern, &mut |name| {
            keys.extend(model.declared_key(name))
        });
        steps.push(step);
    }
    steps
}

fn tell<'a>(model: &Model<'a>, steps: &[Step<'a>], report: &mut Report<'_>) {
    let [first, second, ..] = steps else { return };
    let word = |wait: Span| Span::new(wait.start, wait.start + 5);
    let diagnostic = Diagnostic::error("These wait for each other without need", word(second.wait))
        .with_label("begins only when the one above is finished, but doesn't use its result")
        .with_secondary(word(first.wait), "waits first")
        .with_note("`Promise.all` starts them at once and waits for all.");
    report.add_with(diagnostic, fix(model, steps));
}

fn fix<'a>(model: &Model<'a>, steps: &[Step<'a>]) -> Option<Fix> {
    let [first, .., last] = steps else {
        return None;
    };
    let is_uniform = steps.iter().all(|step| step.kind == first.kind);
    // Comments would be lost.
    let has_only_blanks = steps.windows(2).all(|pair| {
        let between = Span::new(pair[0].statement.end, pair[1].statement.start);
        model.slice(between).trim().is_empty()
    });
    let has_comments = steps.iter().any(|step| {
        let text = model.slice(step.statement);
        text.contains("//") && !text.contains("://") || text.contains("/*")
    });
    if !is_uniform || !has_only_blanks || has_comments {
        return None;
    }
    let keyword = match first.kind {
        VariableKind::Const => "const",
        VariableKind::Let => "let",
        _ => "var",
    };
    let names: Vec<&str> = steps
        .iter()
        .map(|step| model.slice(step.pattern.span()))
        .collect();
    let calls: Vec<&str> = steps
        .iter()
        .map(|step| model.slice(step.call.span))
        .collect();
    let text = format!(
        "{keyword} [{}] = await Promise.all([{}]);",
        names.join(", "),
        calls.join(", ")
    );
    let whole = first.statement.to(last.statement);
    let edits = vec![Edit::replace(whole, text)];
    let is_known = steps.iter().all(|step| {
        step.certainty == Certainty::Known
            && !matches!(inner(step.call.callee), Expression::Function(_))
    });
    let title = "Start them at once with Promise.all";
    Some(match is_known {
        true => Fix::safe(title, edits),
        false => Fix::offered(title, edits),
    })
}
