//! E09: a promise that is returned from inside a `try`.

use crate::check::finding::{Edit, Fix};
use crate::check::lint::{Lint, Report};
use crate::check::model::facts::{Model, TryPart};
use crate::diagnostics::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::expression::Expression;

/// The lint.
pub const LINT: Lint = Lint {
    code: "E09",
    name: "return-in-try",
    summary: "A promise is returned from inside a try, which ends before it is settled",
    why: "`return promise` leaves the `try` at once. The promise is settled later, when nothing of the \
          `try` is around any more: its `catch` doesn't see the rejection, and its `finally` has run \
          already. `return await promise` waits inside. The lint looks at async functions only, and is \
          silent for what isn't surely a promise.",
    before: "async function load() {\n  try {\n    return fetch(url);\n  } catch {\n    return cached;\n  }\n}",
    after: "async function load() {\n  try {\n    return await fetch(url);\n  } catch {\n    return cached;\n  }\n}",
    check: Some(check),
};

fn check<'a>(model: &Model<'a>, report: &mut Report<'_>) {
    for facts in &model.functions {
        if !facts.node.is_async || facts.node.is_generator {
            continue;
        }
        let id = facts.node.id.get();
        for way in &facts.returns {
            let (Some(value), Some((node, part))) = (way.value, way.within) else {
                continue;
            };
            if matches!(value, Expression::Await(_)) || !model.is_promise(value, Some(id)) {
                continue;
            }
            if model.is_never_rejected(value, Some(id)) && node.finalizer.is_none() {
                continue;
            }
            let start = match (part, node.handler) {
                (TryPart::Handler, Some(handler)) => handler.span.start,
                _ => node.span.start,
            };
            let word = Span::new(start, start + if part == TryPart::Block { 3 } else { 5 });
            let mut diagnostic = Diagnostic::error(
                "This promise leaves the `try` before it is settled",
                value.span(),
            )
            .with_label("is settled later, outside")
            .with_secondary(word, "is over when the function returns");
            if let (TryPart::Block, Some(handler)) = (part, node.handler) {
                let word = Span::new(handler.span.start, handler.span.start + 5);
                diagnostic = diagnostic.with_secondary(word, "doesn't catch its rejection");
            }
            if let Some(finalizer) = node.finalizer {
                let word = Span::new(finalizer.span.start, finalizer.span.start + 1);
                diagnostic = diagnostic.with_secondary(word, "runs before it is settled");
            }
            let needs_parentheses = matches!(
                value,
                Expression::Conditional(_) | Expression::Sequence(_) | Expression::Assignment(_)
            );
            let fix = (!needs_parentheses).then(|| {
                Fix::safe(
                    "Await it here",
                    vec![Edit::insert(value.span().start, "await ")],
                )
            });
            report.add_with(diagnostic, fix);
        }
    }
}
