//! E10: a value that is out of date when it is written back.

mod flow;
mod paths;
mod state;

use crate::check::finding::{Edit, Fix};
use crate::check::lint::{Lint, Report};
use crate::check::model::facts::Model;
use crate::check::model::names::inner;
use crate::diagnostics::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::expression::{AssignmentOperator, Expression};
use crate::syntax::ast::function::Function;
use flow::{Flow, Race};

/// The lint.
pub const LINT: Lint = Lint {
    code: "E10",
    name: "atomic-update",
    summary: "A value is read, then something is awaited, then it is written by what was read",
    why: "While a function waits at an `await`, other code runs: other calls of the same function too. If \
          that changes the value in between, the change is lost (`total += await price()`), or both calls \
          find that something is missing and both make it (`if (!session) session = await login()`). \
          Read after the await, or keep the promise instead of its result. The lint follows the data: it \
          speaks only where what was read before an await decides, or is part of, what is written after \
          it; and is silent where the value is read again in between, was already written before the \
          await, belongs to this run of the function alone, or where no two runs can overlap.",
    before: "let total = 0;\nexport async function add(item) {\n  total += await price(item);\n}",
    after: "let total = 0;\nexport async function add(item) {\n  const more = await price(item);\n  total += more;\n}",
    check: Some(check),
};

fn check<'a>(model: &Model<'a>, report: &mut Report<'_>) {
    for facts in &model.functions {
        let function = facts.node;
        if facts.awaits.is_empty()
            || !function.is_async
            || model.is_in_test(Some(function.id.get()))
        {
            continue;
        }
        for race in Flow::races(model, function) {
            tell(model, function, &race, report);
        }
    }
}

fn tell<'a>(model: &Model<'a>, function: &'a Function<'a>, race: &Race, report: &mut Report<'_>) {
    let what = model.slice(race.target);
    let (message, written) = match race.is_check {
        false => (
            format!("`{what}` may have changed since it was read"),
            "is made from the old value: a change in between is lost",
        ),
        true => (
            format!("What was found out about `{what}` may no longer be true"),
            "another run may have come to the same decision in between",
        ),
    };
    let mut diagnostic = Diagnostic::error(message, race.target)
        .with_label(written)
        .with_secondary(word(model, race.wait), "other code runs while this waits");
    if race.read != race.target {
        let read = if race.is_check {
            "is looked at here"
        } else {
            "is read here"
        };
        diagnostic = diagnostic.with_secondary(race.read, read);
    }
    let advice = match race.is_check {
        false => "Read it again after the `await`: nothing can come between that and the write.",
        true => "Look again after the `await`, or keep the promise: `x ??= make()`, and await `x`.",
    };
    let fix = late_read(model, function, race);
    report.add_with(diagnostic.with_note(advice), fix);
}

/// The word of an `await`.
fn word(model: &Model<'_>, wait: Span) -> Span {
    match model.slice(wait).starts_with("await") {
        true => Span::new(wait.start, wait.start + 5),
        false => wait,
    }
}

/// `const more = await x; total += more;` instead of `total += await x;`
fn late_read<'a>(model: &Model<'a>, function: &'a Function<'a>, race: &Race) -> Option<Fix> {
    let id = function.id.get();
    let statement = model.statements.iter().find(|site| {
        let Expression::Assignment(node) = site.node.expression else {
            return false;
        };
        site.function == Some(id) && node.target.span() == race.target
    })?;
    let Expression::Assignment(node) = statement.node.expression else {
        return None;
    };
    let is_compound = matches!(node.operator, AssignmentOperator::Numeric(_));
    let Expression::Await(wait) = inner(node.value) else {
        return None;
    };
    // Only where a second statement may be added, and nothing is evaluated in the target.
    let stands_in_list = model.lists.iter().any(|list| {
        list.node
            .iter()
            .any(|part| part.span() == statement.node.span)
    });
    if !is_compound || !stands_in_list || model.slice(race.target).contains(['(', '[']) {
        return None;
    }
    let name = ["more", "awaited", "result", "awaitedValue"]
        .into_iter()
        .find(|name| model.program.names.find(name).is_none())?;
    let start = statement.node.span.start;
    let line = model.source.text()[..start as usize]
        .rfind('\n')
        .map_or(0, |at| at + 1);
    let before = &model.source.text()[line..start as usize];
    let indent = match before.trim().is_empty() {
        true => format!("\n{before}"),
        false => String::from(" "),
    };
    let edits = vec![
        Edit::insert(
            start,
            format!("const {name} = {};{indent}", model.slice(wait.span)),
        ),
        Edit::replace(node.value.span(), name),
    ];
    Some(Fix::safe("Read it after the await", edits))
}
