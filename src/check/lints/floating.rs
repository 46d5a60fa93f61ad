//! E02: a promise that nobody waits for.

use crate::check::finding::{Edit, Fix};
use crate::check::lint::{Lint, Report};
use crate::check::model::facts::{Model, Site};
use crate::check::model::names::{inner, literal_argument};
use crate::diagnostics::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::FunctionId;
use crate::syntax::ast::expression::{CallExpression, Expression};
use crate::syntax::ast::statement::{ExpressionStatement, Statement};

/// The lint.
pub const LINT: Lint = Lint {
    code: "E02",
    name: "floating-promise",
    summary: "A promise is neither awaited, returned, handled nor voided",
    why: "The code after the call runs before the promise is settled, and if it is rejected nobody hears \
          of it: the rejection is unhandled and ends the program. Await it, return it, give it a handler \
          (`.catch(...)`), or say that it is meant so: `void start()`. The lint is silent where the \
          promise can't be rejected, as far as the file shows, and for what isn't surely a promise. At the \
          top level of a CommonJS module, which has no `await`, it is silent for an async function that is \
          called where it is written and for the last statement: a rejection ends the program there as \
          an error does.",
    before: "async function save() { await write(); }\n\nasync function main() {\n  save();\n  console.log('saved');\n}",
    after: "async function save() { await write(); }\n\nasync function main() {\n  await save();\n  console.log('saved');\n}",
    check: Some(check),
};

fn check<'a>(model: &Model<'a>, report: &mut Report<'_>) {
    for site in &model.statements {
        let mut found = Vec::new();
        promises_of(inner(site.node.expression), &mut found);
        for expression in found {
            if let Some(diagnostic) = judge(model, *site, expression) {
                report.add_with(diagnostic, suggest(model, *site, expression));
            }
        }
    }
}

/// The calls whose values an expression drops.
fn promises_of<'a>(expression: Expression<'a>, found: &mut Vec<&'a CallExpression<'a>>) {
    match expression {
        Expression::Call(call) => found.push(call),
        Expression::Logical(node) => {
            if let Expression::Call(call) = inner(node.right) {
                found.push(call);
            }
        }
        Expression::Conditional(node) => {
            for branch in [node.consequent, node.alternate] {
                if let Expression::Call(call) = inner(branch) {
                    found.push(call);
                }
            }
        }
        Expression::Sequence(node) => {
            for part in node.expressions {
                if let Expression::Call(call) = inner(*part) {
                    found.push(call);
                }
            }
        }
        _ => {}
    }
}

fn judge<'a>(
    model: &Model<'a>,
    site: Site<&'a ExpressionStatement<'a>>,
    call: &'a CallExpression<'a>,
) -> Option<Diagnostic> {
    let place = site.function;
    let whole = Expression::Call(call);
    if !model.is_promise(whole, place)
        || is_handled(model, site, call)
        || model.is_never_rejected(whole, place)
    {
        return None;
    }
    let is_called_in_place = matches!(inner(call.callee), Expression::Function(_));
    if model.is_top_level(place)
        && !model.allows_await(place)
        && (is_called_in_place || is_last(model, site.node))
    {
        return None;
    }
    let called = model.called(call, place);
    let span = match model.method(call) {
        Some((member, _)) => member.property.span(),
        None if is_called_in_place => Span::new(call.span.start, call.span.start + 1),
        None => inner(call.callee).span(),
    };
    let mut diagnostic = Diagnostic::error(
        "Nothing waits for this promise, nor hears of its rejection",
        span,
    )
    .with_label("gives a promise, which is dropped here");
    if let Some(name) = called.and_then(|function| function.name) {
        let says = match called.is_some_and(|function| function.is_async) {
            true => "is async",
            false => "returns a promise",
        };
        diagnostic = diagnostic.with_secondary(name.span, says);
    }
    let advice = match model.allows_await(place) {
        true => {
            "Await it, return it, add `.catch(...)`, or write `void` before it if that is meant."
        }
        false => "Return it, add `.catch(...)`, or write `void` before it if that is meant.",
    };
    Some(diagnostic.with_note(advice))
}

/// Whether a rejection of what a call gives has a handler, or can't be.
fn is_handled<'a>(
    model: &Model<'a>,
    site: Site<&'a ExpressionStatement<'a>>,
    call: &'a CallExpression<'a>,
) -> bool {
    let mut call = call;
    let mut is_tame = true;
    loop {
        if model.takes_rejections(call) {
            // A handler that throws again is rare enough.
            return true;
        }
        let Some((member, "then" | "finally")) = model.method(call) else {
            return false;
        };
        is_tame &= callbacks_are_tame(model, call);
        let before = inner(member.object);
        if model.is_never_rejected(before, site.function) {
            return is_tame;
        }
        match before {
            Expression::Call(next) => call = next,
            _ => return false,
        }
    }
}

/// Whether the callback of a `then` can't make a rejection, as far as is seen at a glance.
fn callbacks_are_tame<'a>(model: &Model<'a>, call: &CallExpression<'a>) -> bool {
    let Some(callback) = literal_argument(call, 0) else {
        return true;
    };
    !callback.is_async && !model.function(callback.id.get()).throws
}

/// Whether a statement is the last one of a CommonJS module.
fn is_last<'a>(model: &Model<'a>, statement: &'a ExpressionStatement<'a>) -> bool {
    let own = |function: Option<FunctionId>| function.is_some() && model.is_top_level(function);
    let lists = model.lists.iter().filter(|list| own(list.function));
    let last = lists
        .filter_map(|list| list.node.last())
        .map(Statement::span);
    last.max_by_key(|span| span.end) == Some(statement.span)
}

fn suggest<'a>(
    model: &Model<'a>,
    site: Site<&'a ExpressionStatement<'a>>,
    call: &'a CallExpression<'a>,
) -> Option<Fix> {
    let is_whole = call.span.start == site.node.span.start;
    let starts_plainly = !matches!(inner(call.callee), Expression::Function(_));
    let is_statement = matches!(inner(site.node.expression), Expression::Call(_));
    if !(is_whole && starts_plainly && is_statement) {
        return None;
    }
    let (title, word) = match model.allows_await(site.function) {
        true => ("Await it", "await "),
        false => ("Say that it is meant: void", "void "),
    };
    Some(Fix::offered(
        title,
        vec![Edit::insert(call.span.start, word)],
    ))
}
