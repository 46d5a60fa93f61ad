//! E11: a race against a timer that goes on.

use crate::check::lint::{Lint, Report};
use crate::check::model::facts::{Definition, Model, Usage};
use crate::check::model::names::inner;
use crate::check::model::parents::value_of;
use crate::diagnostics::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::FunctionId;
use crate::syntax::ast::expression::{ArrayElement, CallExpression, Expression, ObjectLiteral};
use crate::syntax::ast::function::{Function, FunctionBody};
use crate::syntax::ast::statement::Statement;

/// The lint.
pub const LINT: Lint = Lint {
    code: "E11",
    name: "race-timer",
    summary: "The timer of a Promise.race isn't cleared when something else wins",
    why: "`Promise.race` settles with the first promise, but stops none of the others. A timer that is \
          meant as a limit goes on when the work was done in time: it keeps the program running until it \
          is over, and keeps alive what its callback uses. The lint is silent where the timer is kept in \
          a variable, unref'd, has a signal, or runs only against other timers.",
    before: "const limit = new Promise((_, reject) => setTimeout(reject, 5000, new Error('late')));\nawait Promise.race([work(), limit]);",
    after: "let timer;\nconst limit = new Promise((_, reject) => {\n  timer = setTimeout(reject, 5000, new Error('late'));\n});\nawait Promise.race([work(), limit]).finally(() => clearTimeout(timer));",
    check: Some(check),
};

/// How many steps a value is followed.
const MOST_STEPS: u32 = 6;

fn check<'a>(model: &Model<'a>, report: &mut Report<'_>) {
    for site in &model.calls {
        if model.promise_static(site.node) != Some("race") {
            continue;
        }
        let [list] = site.node.arguments else {
            continue;
        };
        let Expression::Array(list) = inner(value_of(list)) else {
            continue;
        };
        let mut timers = Vec::new();
        let mut has_other = false;
        for element in list.elements {
            let ArrayElement::Expression(element) = element else {
                has_other = true;
                continue;
            };
            match timer_of(model, *element, site.function, MOST_STEPS) {
                Some(timer) => timers.push((element.span(), timer)),
                None => has_other = true,
            }
        }
        if !has_other {
            continue;
        }
        for (element, timer) in timers {
            let race = inner(site.node.callee).span();
            let mut diagnostic = Diagnostic::error(
                "The timer of this race goes on when something else wins",
                timer,
            )
            .with_label("is never cleared")
            .with_secondary(race, "ends with the first, and stops none of the others");
            if element.start > timer.start || element.end < timer.end {
                diagnostic = diagnostic.with_secondary(element, "the timer's promise");
            }
            report.add(diagnostic.with_note(
                "Keep the timer in a variable and clear it in a `.finally(...)` of the race; or use \
                 `AbortSignal.timeout(ms)` where the work takes a signal.",
            ));
        }
    }
}

/// The timer that a promise waits for and nothing can clear.
fn timer_of<'a>(
    model: &Model<'a>,
    promise: Expression<'a>,
    place: Option<FunctionId>,
    steps: u32,
) -> Option<Span> {
    let steps = steps.checked_sub(1)?;
    match inner(promise) {
        Expression::New(node) if model.is_global(node.callee, "Promise") => {
            match inner(value_of(node.arguments.first()?)) {
                Expression::Function(executor) => timer_in(model, executor),
                _ => None,
            }
        }
        Expression::Identifier(_) => {
            let facts = model.facts_of(promise)?;
            match model.only_definition(facts)? {
                Definition::Value(value) => timer_of(model, value, place, steps),
                _ => None,
            }
        }
        Expression::Call(call) => {
            if model.imported(call.callee) == Some(("timers/promises", Some("setTimeout"))) {
                return (!has_options(call)).then(|| inner(call.callee).span());
            }
            if let Some((member, "then")) = model.method(call) {
                return timer_of(model, member.object, place, steps);
            }
            let function = model.called(call, place)?;
            let [only] = &model.function(function.id.get()).returns[..] else {
                return None;
            };
            (!function.is_async)
                .then(|| timer_of(model, only.value?, Some(function.id.get()), steps))?
        }
        _ => None,
    }
}

/// Whether a timer of `timers/promises` has a signal, or needn't be waited for.
fn has_options(call: &CallExpression<'_>) -> bool {
    match call.arguments.get(2).map(value_of) {
        None => false,
        Some(Expression::Object(ObjectLiteral { members, .. })) => !members.is_empty(),
        Some(_) => true,
    }
}

/// The timer that is all that an executor sets, and whose handle it drops.
fn timer_in<'a>(model: &Model<'a>, executor: &'a Function<'a>) -> Option<Span> {
    let only = match executor.body {
        FunctionBody::Expression(value) => value,
        FunctionBody::Block(block) => match block.statements {
            [Statement::Expression(only)] => only.expression,
            _ => return None,
        },
    };
    let Expression::Call(call) = inner(only) else {
        return None;
    };
    if !model.is_timer_function(call.callee, "setTimeout") {
        return None;
    }
    match model.usage(Expression::Call(call)) {
        Usage::Discarded | Usage::Returned | Usage::Voided => Some(inner(call.callee).span()),
        _ => None,
    }
}
