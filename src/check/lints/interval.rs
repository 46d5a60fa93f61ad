//! E06: an interval that nothing can clear.

use crate::check::lint::{Lint, Report};
use crate::check::model::facts::{BindingFacts, Model, Usage};
use crate::check::model::names::literal_argument;
use crate::diagnostics::Diagnostic;
use crate::syntax::ast::expression::{CallExpression, Expression, MemberProperty};
use crate::syntax::ast::pattern::{AssignmentTarget, BindingPattern};
use crate::syntax::ast::statement::VariableKind;

/// The lint.
pub const LINT: Lint = Lint {
    code: "E06",
    name: "endless-interval",
    summary: "An interval is never cleared and can't be",
    why: "`setInterval` goes on until `clearInterval` gets what it returned. If that is dropped, or kept \
          in a variable that nothing ever clears, the interval keeps the program running for ever and \
          keeps alive all that its callback uses. The lint is silent where the handle is passed on, \
          returned, stored in an object or unref'd, and where the callback ends the program or can clear \
          it as its `this`.",
    before: "setInterval(() => poll(), 1000);",
    after: "const polling = setInterval(() => poll(), 1000);\nprocess.once('SIGINT', () => clearInterval(polling));",
    check: Some(check),
};

fn check<'a>(model: &Model<'a>, report: &mut Report<'_>) {
    for site in &model.calls {
        let call = site.node;
        if !model.is_timer_function(call.callee, "setInterval") || call.arguments.is_empty() {
            continue;
        }
        let Some(label) = kept_for_nothing(model, call) else {
            continue;
        };
        if callback_may_stop_it(model, call) || model.is_in_test(site.function) {
            continue;
        }
        let mut diagnostic =
            Diagnostic::error("Nothing can clear this interval", call.callee.span())
                .with_label(label.text);
        if let Some(span) = label.variable {
            diagnostic = diagnostic.with_secondary(span, "is never passed to `clearInterval`");
        }
        report.add(diagnostic.with_note(
            "Keep what it returns and clear it, or `.unref()` it so that it doesn't keep the program running.",
        ));
    }
}

/// Why a handle is lost.
struct Lost {
    text: &'static str,
    variable: Option<crate::source::Span>,
}

fn kept_for_nothing<'a>(model: &Model<'a>, call: &'a CallExpression<'a>) -> Option<Lost> {
    let runs = "runs for ever";
    match model.usage(Expression::Call(call)) {
        Usage::Discarded | Usage::Voided => Some(Lost {
            text: "what it returns is dropped, so it runs for ever",
            variable: None,
        }),
        Usage::Bound(declarator, declaration) => {
            let BindingPattern::Identifier(name) = declarator.pattern else {
                return None;
            };
            let facts = model.bindings.get(&model.declared_key(name)?)?;
            let is_disposed = matches!(
                declaration.kind,
                VariableKind::Using | VariableKind::AwaitUsing
            );
            (!is_disposed && is_never_used(model, facts)).then_some(Lost {
                text: runs,
                variable: Some(name.span),
            })
        }
        Usage::Assigned(node) => match node.target.without_parentheses() {
            AssignmentTarget::Identifier(name) => {
                let facts = model.bindings.get(&model.key(name)?)?;
                is_never_used(model, facts).then_some(Lost {
                    text: runs,
                    variable: Some(name.span),
                })
            }
            AssignmentTarget::Member(member) => match member.property {
                // Nobody outside can clear what has a private name.
                MemberProperty::Private(name) => (!model.property_reads.contains_key(&name.name))
                    .then_some(Lost {
                        text: runs,
                        variable: Some(name.span),
                    }),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}

fn is_never_used(model: &Model<'_>, facts: &BindingFacts<'_>) -> bool {
    !facts.is_exported
        && facts.reads.iter().all(
            |read| match model.usage(Expression::Identifier(read.node)) {
                Usage::Discarded => true,
                Usage::Object(member) => {
                    matches!(model.property_name(member), Some("ref" | "hasRef"))
                }
                _ => false,
            },
        )
}

/// Whether the callback ends the program, or uses `this`, which is the interval.
fn callback_may_stop_it<'a>(model: &Model<'a>, call: &'a CallExpression<'a>) -> bool {
    let Some(callback) = literal_argument(call, 0).or_else(|| {
        let first = crate::check::model::parents::value_of(call.arguments.first()?);
        model.function_of(first)
    }) else {
        return false;
    };
    let uses = model.scopes.function(callback.id.get()).uses;
    let body = callback.span;
    (uses.this && !callback.is_arrow)
        || model.calls.iter().any(|site| {
            let is_inside = body.start <= site.node.span.start && site.node.span.end <= body.end;
            is_inside
                && model.method(site.node).is_some_and(|(member, name)| {
                    matches!(name, "exit" | "abort" | "kill") && model.is_process(member.object)
                })
        })
}
