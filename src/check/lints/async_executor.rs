//! E05: an async function as the executor of a promise.

use crate::check::finding::{Edit, Fix};
use crate::check::lint::{Lint, Report};
use crate::check::model::facts::Model;
use crate::check::model::parents::value_of;
use crate::diagnostics::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::expression::Expression;

/// The lint.
pub const LINT: Lint = Lint {
    code: "E05",
    name: "async-executor",
    summary: "The executor of a promise is async, so what it throws is lost",
    why: "`new Promise` calls its executor and turns what that throws into a rejection. An async executor \
          never throws: it gives a promise of its own, which nobody looks at. So an error in it leaves the \
          new promise pending for ever, besides being an unhandled rejection. An async function needs no \
          `new Promise` around it. The lint is silent where all of the executor is in a `try` with a \
          handler.",
    before: "const page = new Promise(async (resolve) => {\n  resolve(await load(url));\n});",
    after: "const page = load(url);",
    check: Some(check),
};

fn check<'a>(model: &Model<'a>, report: &mut Report<'_>) {
    for site in &model.news {
        let [executor, ..] = site.node.arguments else {
            continue;
        };
        let Expression::Function(executor) = value_of(executor).without_parentheses() else {
            continue;
        };
        let callee = site.node.callee;
        let is_lossy = executor.is_async && !executor.is_generator && !model.catches_all(executor);
        if !is_lossy || !model.is_global(callee, "Promise") {
            continue;
        }
        let word = Span::new(executor.span.start, executor.span.start + 5);
        let awaits = &model.function(executor.id.get()).awaits;
        let mut diagnostic = Diagnostic::error("The executor of this promise is async", word)
            .with_label("what it throws rejects its own promise, which is dropped")
            .with_secondary(callee.span(), "stays pending then, for ever")
            .with_note("Await outside of the executor, or make the function async instead of `new Promise`.");
        if let Some(first) = awaits.first() {
            diagnostic = diagnostic.with_secondary(*first, "a rejection here is lost");
        }
        let fix = awaits.is_empty().then(|| {
            let rest = &model.source.text()[word.end as usize..];
            let blank = rest.len() - rest.trim_start_matches(' ').len();
            let word = Span::new(word.start, word.end + blank as u32);
            Fix::safe(
                "Remove `async`, nothing is awaited",
                vec![Edit::replace(word, "")],
            )
        });
        report.add_with(diagnostic, fix);
    }
}
