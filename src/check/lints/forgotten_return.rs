//! E03: a `then` callback that gives nothing to the next one.

use crate::check::finding::{Edit, Fix};
use crate::check::lint::{Lint, Report};
use crate::check::model::facts::{Model, Site, Usage};
use crate::check::model::names::{inner, literal_argument};
use crate::check::model::parents::value_of;
use crate::diagnostics::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::expression::{CallExpression, Expression};
use crate::syntax::ast::function::{Function, FunctionBody};
use crate::syntax::ast::pattern::BindingPattern;
use crate::syntax::ast::statement::Statement;
use crate::syntax::scope::Resolved;

/// The lint.
pub const LINT: Lint = Lint {
    code: "E03",
    name: "forgotten-return",
    summary: "A then callback returns nothing, but what follows uses its result",
    why: "What a `then` callback returns is what the promise of that `then` becomes. Without a `return` \
          this is undefined, at once: the next callback gets undefined, and doesn't wait for a promise \
          that was made inside. The lint is silent where the next callback has no parameter that it \
          uses, unless a promise is dropped.",
    before: "fetch(url)\n  .then(answer => { answer.json(); })\n  .then(data => console.log(data.name));",
    after: "fetch(url)\n  .then(answer => { return answer.json(); })\n  .then(data => console.log(data.name));",
    check: Some(check),
};

fn check<'a>(model: &Model<'a>, report: &mut Report<'_>) {
    for site in &model.calls {
        let Some((member, "then")) = model.method(site.node) else {
            continue;
        };
        let Some(callback) = literal_argument(site.node, 0) else {
            continue;
        };
        let FunctionBody::Block(block) = callback.body else {
            continue;
        };
        let facts = model.function(callback.id.get());
        let returns = facts.returns.iter().any(|way| way.value.is_some());
        if returns || facts.throws || callback.is_generator || is_foreign(model, member.object) {
            continue;
        }
        let Some(use_of) = next_use(model, *site) else {
            continue;
        };
        let dropped = dropped_promise(model, callback, block.statements);
        let (message, label) = match (use_of, dropped) {
            (NextUse::Value(_), _) => (
                "This `then` callback returns nothing, but its result is used",
                "is undefined here, always",
            ),
            (NextUse::Order(_), Some(_)) => (
                "This `then` callback drops a promise that what follows should wait for",
                "doesn't wait",
            ),
            (NextUse::Order(_), None) => continue,
        };
        let (NextUse::Value(place) | NextUse::Order(place)) = use_of;
        let arrow = Span::new(callback.span.start, callback.parameters.span.end);
        let mut diagnostic = Diagnostic::error(message, arrow)
            .with_label("has no `return`")
            .with_secondary(place, label);
        let last = match block.statements.last() {
            Some(Statement::Expression(last)) => Some(last),
            _ => None,
        };
        if let Some(promise) = dropped {
            diagnostic = diagnostic.with_secondary(promise, "this promise is dropped");
        }
        let fix = last.map(|last| {
            let edits = vec![Edit::insert(last.span.start, "return ")];
            match dropped.is_some_and(|promise| promise.start == last.span.start) {
                true => Fix::safe("Return the promise", edits),
                false => Fix::offered("Return the last value", edits),
            }
        });
        report.add_with(diagnostic, fix);
    }
}

/// What uses the outcome of a `then`.
#[derive(Clone, Copy)]
enum NextUse {
    /// Its value.
    Value(Span),
    /// Only that it has come.
    Order(Span),
}

/// Whether a chain begins at a global that isn't known: something else than a promise may have a `then`.
fn is_foreign<'a>(model: &Model<'a>, object: Expression<'a>) -> bool {
    let mut at = inner(object);
    loop {
        at = match at {
            Expression::Member(member) => inner(member.object),
            Expression::Call(call) => inner(call.callee),
            Expression::Identifier(identifier) => {
                let known = ["Promise", "fetch", "globalThis"];
                let is_known = known
                    .iter()
                    .any(|name| model.is_global_name(identifier, name));
                let resolved = Resolved::from(identifier.resolution.get());
                return !is_known && !matches!(resolved, Resolved::Binding(_));
            }
            _ => return false,
        };
    }
}

fn next_use<'a>(model: &Model<'a>, site: Site<&'a CallExpression<'a>>) -> Option<NextUse> {
    match model.usage(Expression::Call(site.node)) {
        Usage::Object(member) => {
            let next = match model.usage(Expression::Member(member)) {
                Usage::Called(next) => next,
                _ => return None,
            };
            match model.property_name(member) {
                Some("then") => {}
                Some("finally") => return Some(NextUse::Order(member.property.span())),
                _ => return None,
            }
            let place = next.arguments.first().map(value_of)?;
            let function = model.function_of(place)?;
            Some(match used_parameter(model, function) {
                Some(span) => NextUse::Value(span),
                None => NextUse::Order(member.property.span()),
            })
        }
        Usage::Awaited(span) => Some(NextUse::Order(Span::new(span.start, span.start + 5))),
        _ => None,
    }
}

/// The first parameter of a function, if it is used.
fn used_parameter<'a>(model: &Model<'a>, function: &'a Function<'a>) -> Option<Span> {
    let first = function.parameters.items.first()?;
    if first.default.is_some() {
        return None;
    }
    match first.pattern {
        BindingPattern::Identifier(name) => {
            let facts = model.bindings.get(&model.declared_key(name)?)?;
            facts.reads.first().map(|_| name.span)
        }
        pattern => Some(pattern.span()),
    }
}

/// A promise that a callback makes in its last statement, and drops.
fn dropped_promise<'a>(
    model: &Model<'a>,
    callback: &'a Function<'a>,
    statements: &'a [Statement<'a>],
) -> Option<Span> {
    let Some(Statement::Expression(last)) = statements.last() else {
        return None;
    };
    let is_promise = !callback.is_async
        && matches!(
            inner(last.expression),
            Expression::Call(_) | Expression::New(_)
        )
        && model.is_promise(last.expression, Some(callback.id.get()));
    is_promise.then(|| last.expression.span())
}
