//! E08: an async function that has nothing to wait for.

use crate::check::finding::{Edit, Fix};
use crate::check::lint::{Lint, Report};
use crate::check::model::facts::{Model, Usage};
use crate::check::model::names::inner;
use crate::check::model::parents::Parent;
use crate::diagnostics::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::BindingIdentifier;
use crate::syntax::ast::expression::Expression;
use crate::syntax::ast::function::{Function, FunctionBody, FunctionKind};
use crate::syntax::ast::pattern::BindingPattern;

/// The lint.
pub const LINT: Lint = Lint {
    code: "E08",
    name: "async-without-await",
    summary: "A function is async, but nothing in it waits",
    why: "`async` makes a promise of each result and lets the caller wait a turn for what is already \
          there; a reader looks for an `await` that doesn't exist. The lint speaks only of functions whose \
          uses are all in sight and all awaited, so that taking `async` away changes nothing but \
          that. It is silent for methods and callbacks, whose users may want a promise, for functions that \
          may return one, and for empty ones.",
    before: "const double = async (x) => x * 2;\n\nasync function main() {\n  console.log(await double(4));\n}",
    after: "const double = (x) => x * 2;\n\nasync function main() {\n  console.log(await double(4));\n}",
    check: Some(check),
};

fn check<'a>(model: &Model<'a>, report: &mut Report<'_>) {
    for facts in &model.functions {
        let function = facts.node;
        let is_plain = function.is_async
            && !function.is_generator
            && function.kind == FunctionKind::Normal
            && facts.awaits.is_empty()
            // It may be async so that it gives a rejection.
            && !facts.throws
            && !uses_await_otherwise(model, function);
        if !is_plain || is_empty(function) {
            continue;
        }
        let may_give_promise = facts
            .returns
            .iter()
            .any(|way| way.value.is_some_and(|value| !is_plain_value(value)));
        let Some(name) = name_of(model, function) else {
            continue;
        };
        if may_give_promise || !is_awaited_everywhere(model, name) {
            continue;
        }
        let start = function.span.start;
        let word = Span::new(start, start + 5);
        if model.slice(word) != "async" {
            continue;
        }
        let diagnostic = Diagnostic::error("Nothing in this async function waits", word)
            .with_label("there is no `await` in it")
            .with_secondary(name.span, "all its callers could have the value at once");
        let text = model.source.text();
        let rest = &text[word.end as usize..];
        let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let word = Span::new(word.start, word.end + blank as u32);
        let fix = Fix::safe("Remove `async`", vec![Edit::replace(word, "")]);
        report.add_with(diagnostic, Some(fix));
    }
}

/// `await using`, which the model doesn't count.
fn uses_await_otherwise(model: &Model<'_>, function: &Function<'_>) -> bool {
    model.scopes.function(function.id.get()).uses.has_await
        || model.slice(function.span).contains("await using")
}

fn is_empty(function: &Function<'_>) -> bool {
    matches!(function.body, FunctionBody::Block(block) if block.statements.is_empty())
}

/// The one name that a function has.
fn name_of<'a>(model: &Model<'a>, function: &'a Function<'a>) -> Option<&'a BindingIdentifier> {
    if function.is_declaration {
        return function.name;
    }
    if function.name.is_some() {
        return None;
    }
    match model.parent(Expression::Function(function))? {
        Parent::Declarator(declarator, _) => match declarator.pattern {
            BindingPattern::Identifier(name) => Some(name),
            _ => None,
        },
        _ => None,
    }
}

fn is_awaited_everywhere<'a>(model: &Model<'a>, name: &'a BindingIdentifier) -> bool {
    let facts = model
        .declared_key(name)
        .and_then(|key| model.bindings.get(&key));
    facts.is_some_and(|facts| {
        !facts.is_exported
            && facts.definitions.len() == 1
            && !facts.reads.is_empty()
            && facts.reads.iter().all(
                |read| match model.usage(Expression::Identifier(read.node)) {
                    Usage::Called(call) => {
                        matches!(model.usage(Expression::Call(call)), Usage::Awaited(_))
                    }
                    _ => false,
                },
            )
    })
}

/// Whether a value is no promise: neither a call nor anything that is kept somewhere.
fn is_plain_value(value: Expression<'_>) -> bool {
    match inner(value) {
        Expression::Number(_)
        | Expression::String(_)
        | Expression::Boolean(_)
        | Expression::Null(_)
        | Expression::BigInt(_)
        | Expression::RegExp(_)
        | Expression::Template(_)
        | Expression::Array(_)
        | Expression::Function(_)
        | Expression::Class(_)
        | Expression::Binary(_)
        | Expression::Unary(_)
        | Expression::Update(_) => true,
        // It may have a `then`.
        Expression::Object(object) => object.members.len() != 1,
        Expression::Conditional(node) => {
            is_leaf_value(node.consequent) && is_leaf_value(node.alternate)
        }
        _ => false,
    }
}

fn is_leaf_value(value: Expression<'_>) -> bool {
    !matches!(inner(value), Expression::Conditional(_)) && is_plain_value(value)
}
