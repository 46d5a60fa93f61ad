//! E01: an async callback whose result nothing waits for.

use crate::check::finding::{Edit, Fix};
use crate::check::lint::{Lint, Report};
use crate::check::model::facts::{Model, Site, Usage};
use crate::check::model::names::literal_argument;
use crate::diagnostics::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::expression::{CallExpression, Expression, MemberExpression};
use crate::syntax::ast::function::Function;

/// The lint.
pub const LINT: Lint = Lint {
    code: "E01",
    name: "async-callback",
    summary: "The promises that an async callback gives are dropped or taken for values",
    why: "`forEach` ignores what its callback gives back, and `filter`, `some` and the like take the \
          promise itself for the answer, which is always true. So the code after the call runs while the \
          callbacks still wait, and what they throw is an unhandled rejection. `map` gives an array of \
          promises; something has to wait for them. The lint is silent where the array of promises is \
          kept, and where the callback doesn't await.",
    before: "files.forEach(async file => {\n  await copy(file);\n});\nconsole.log('all copied');",
    after: "await Promise.all(files.map(async file => {\n  await copy(file);\n}));\nconsole.log('all copied');",
    check: Some(check),
};

fn check<'a>(model: &Model<'a>, report: &mut Report<'_>) {
    for site in &model.calls {
        let Some((member, name)) = model.method(site.node) else {
            continue;
        };
        let Some(callback) = literal_argument(site.node, 0) else {
            continue;
        };
        if !callback.is_async || callback.is_generator || site.node.arguments.len() > 2 {
            continue;
        }
        let awaits = &model.function(callback.id.get()).awaits;
        let Some(first_await) = awaits.first() else {
            continue;
        };
        let found = Found {
            site: *site,
            member,
            name,
            callback,
            first_await: *first_await,
        };
        match name {
            "forEach" => for_each(model, &found, report),
            "map" => map(model, &found, report),
            "filter" | "some" | "every" | "find" | "findIndex" | "findLast" | "findLastIndex" => {
                predicate(model, &found, report);
            }
            _ => {}
        }
    }
}

/// A call of an array's method with an async callback.
struct Found<'a> {
    site: Site<&'a CallExpression<'a>>,
    member: &'a MemberExpression<'a>,
    name: &'a str,
    callback: &'a Function<'a>,
    first_await: Span,
}

impl Found<'_> {
    fn diagnostic(&self, message: String, label: &str) -> Diagnostic {
        let arrow = Span::new(self.callback.span.start, self.callback.parameters.span.end);
        Diagnostic::error(message, self.member.property.span())
            .with_label(label)
            .with_secondary(arrow, "this callback gives a promise")
            .with_secondary(
                self.first_await,
                "and waits here, after the call has returned",
            )
    }

    /// Waiting for all, where that may be written and is sure to mean the same.
    fn wait_for_all(&self, model: &Model<'_>) -> Vec<Edit> {
        let call = self.site.node.span;
        vec![
            Edit::insert(call.start, "await Promise.all("),
            Edit::replace(self.member.property.span(), "map"),
            Edit::insert(call.end, ")"),
        ]
        .into_iter()
        .filter(|edit| model.slice(edit.span) != "map")
        .collect()
    }
}

fn for_each<'a>(model: &Model<'a>, found: &Found<'a>, report: &mut Report<'_>) {
    let call = Expression::Call(found.site.node);
    let is_array = model.is_array(found.member.object);
    match model.usage(call) {
        Usage::Discarded => {}
        // Other things than arrays have a forEach that waits.
        Usage::Awaited(_) if is_array => {}
        _ => return,
    }
    let diagnostic = found
        .diagnostic(
            String::from("`forEach` doesn't wait for its async callback"),
            "drops the promise of each call",
        )
        .with_note(
            "To run them at once and wait for all: `await Promise.all(x.map(async ...))`; one after the \
             other: `for (const y of x) { await ... }`.",
        );
    let is_plain = matches!(model.usage(call), Usage::Discarded) && !found.site.node.is_optional;
    let fix = (is_plain && model.allows_await(found.site.function) && !found.member.is_optional)
        .then(|| {
            let fix = Fix::safe("Wait for all with Promise.all", found.wait_for_all(model));
            Fix {
                is_safe: is_array && begins_its_statement(model, found),
                ..fix
            }
        });
    report.add_with(diagnostic, fix);
}

/// Whether an `await` before the call can't be read as going on with the line before it.
fn begins_its_statement(model: &Model<'_>, found: &Found<'_>) -> bool {
    let before = &model.source.text()[..found.site.node.span.start as usize];
    matches!(
        before.trim_end().bytes().last(),
        None | Some(b';' | b'{' | b'}')
    )
}

fn map<'a>(model: &Model<'a>, found: &Found<'a>, report: &mut Report<'_>) {
    let call = Expression::Call(found.site.node);
    let is_array = model.is_array(found.member.object);
    match model.usage(call) {
        Usage::Discarded => {
            let diagnostic = found.diagnostic(
                String::from("Nothing waits for the promises that `map` makes"),
                "the array of promises is dropped",
            );
            let fix = model
                .allows_await(found.site.function)
                .then(|| Fix::offered("Wait for all with Promise.all", found.wait_for_all(model)));
            report.add_with(diagnostic, fix);
        }
        Usage::Awaited(_) if is_array => {
            let diagnostic = found
                .diagnostic(
                    String::from("`await` of an array doesn't wait for the promises in it"),
                    "gives an array, which is no promise",
                )
                .with_note("`await Promise.all(...)` waits for all of them.");
            let span = found.site.node.span;
            let edits = vec![
                Edit::insert(span.start, "Promise.all("),
                Edit::insert(span.end, ")"),
            ];
            report.add_with(
                diagnostic,
                Some(Fix::safe("Wait for all with Promise.all", edits)),
            );
        }
        Usage::Object(member) if is_array => {
            let Some(name @ ("filter" | "join" | "some" | "every" | "includes" | "find" | "sort")) =
                model.property_name(member)
            else {
                return;
            };
            let message = format!("`{name}` is given promises, not what they stand for");
            let diagnostic = found
                .diagnostic(message, "an array of promises")
                .with_note("`(await Promise.all(x.map(async ...)))` has the values.");
            report.add(diagnostic);
        }
        _ => {}
    }
}

fn predicate<'a>(model: &Model<'a>, found: &Found<'a>, report: &mut Report<'_>) {
    if !model.is_array(found.member.object) {
        return;
    }
    let name = found.name;
    let message = format!("`{name}` takes the promise of its async callback for the answer");
    let diagnostic = found
        .diagnostic(message, "a promise is always true here")
        .with_note("Wait for the answers first: `const ok = await Promise.all(x.map(test))`.");
    report.add(diagnostic);
}
