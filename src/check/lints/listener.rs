//! E07: a listener that is added again and again, and never removed.

use crate::check::lint::{Lint, Report};
use crate::check::model::facts::{Model, Site, Usage};
use crate::check::model::names::{inner, text_of};
use crate::check::model::parents::value_of;
use crate::diagnostics::Diagnostic;
use crate::syntax::ast::FunctionId;
use crate::syntax::ast::expression::{
    Argument, CallExpression, Expression, ObjectLiteral, ObjectMember, PropertyKey,
};
use crate::syntax::ast::function::FunctionBody;
use crate::syntax::ast::statement::Statement;

/// The lint.
pub const LINT: Lint = Lint {
    code: "E07",
    name: "endless-listener",
    summary: "Each call of a function adds a listener to something that stays, and none is removed",
    why: "A listener stays until it is removed, and keeps alive all that it uses. A function that adds \
          one to an object that outlives it (the window, the document, a variable of the module) adds \
          one more with each call. The lint is silent at the top level and in functions that run once, for \
          `{once: true}` and `{signal}`, and where the file removes listeners of the event.",
    before: "export function show(dialog) {\n  window.addEventListener('keydown', e => dialog.key(e));\n}",
    after: "export function show(dialog, signal) {\n  window.addEventListener('keydown', e => dialog.key(e), { signal });\n}",
    check: Some(check),
};

/// How many functions are followed outwards.
const MOST_STEPS: u32 = 8;

fn check<'a>(model: &Model<'a>, report: &mut Report<'_>) {
    let removed = removed_events(model);
    for site in &model.calls {
        let Some((member, "addEventListener")) = model.method(site.node) else {
            continue;
        };
        let [event, listener, ..] = site.node.arguments else {
            continue;
        };
        let Some(event) = text_of(value_of(event)) else {
            continue;
        };
        // The same function is only added once.
        let is_new = match inner(value_of(listener)) {
            Expression::Function(_) => true,
            Expression::Call(call) => matches!(model.method(call), Some((_, "bind"))),
            _ => false,
        };
        let ends_itself = site
            .node
            .arguments
            .get(2)
            .is_some_and(|options| ends(model, options));
        let is_removed = removed
            .iter()
            .any(|name| name.is_none_or(|name| name == event));
        if !is_new || ends_itself || is_removed || !outlives(model, member.object) {
            continue;
        }
        if runs_once(model, *site)
            || !is_called_by_name(model, *site)
            || model.is_in_test(site.function)
        {
            continue;
        }
        let target = model.slice(member.object.span());
        let message = format!("Each call adds a listener to `{target}`, and nothing removes it");
        let diagnostic = Diagnostic::error(message, member.property.span())
            .with_label("one more with each call")
            .with_secondary(member.object.span(), "outlives the function")
            .with_note(
                "Pass `{ signal }` or `{ once: true }`, or keep the listener and remove it.",
            );
        report.add(diagnostic);
    }
}

/// The events whose listeners are removed somewhere; nothing for one that is computed.
fn removed_events<'a>(model: &Model<'a>) -> Vec<Option<&'a str>> {
    let removals = model.calls.iter().filter(|site| {
        matches!(
            model.method(site.node),
            Some((_, "removeEventListener" | "removeAllListeners"))
        )
    });
    removals
        .map(|site| {
            site.node
                .arguments
                .first()
                .and_then(|event| text_of(value_of(event)))
        })
        .collect()
}

/// Whether options say when the listener goes, or can't be read.
fn ends<'a>(model: &Model<'a>, options: &Argument<'a>) -> bool {
    match value_of(options).without_parentheses() {
        Expression::Boolean(_) => false,
        Expression::Object(ObjectLiteral { members, .. }) => members.iter().any(|member| {
            let key = match member {
                ObjectMember::Property(property) => match property.key {
                    PropertyKey::Name(name) => name.name,
                    _ => return true,
                },
                ObjectMember::Shorthand(identifier) => identifier.name,
                _ => return true,
            };
            matches!(model.text(key), "once" | "signal")
        }),
        _ => true,
    }
}

/// Whether an object is there for as long as the program, or the module.
fn outlives<'a>(model: &Model<'a>, object: Expression<'a>) -> bool {
    if ["window", "document", "self", "globalThis", "process"]
        .iter()
        .any(|name| model.is_global(object, name))
    {
        return true;
    }
    let Expression::Identifier(identifier) = inner(object) else {
        return false;
    };
    let Some(facts) = model.facts_of(object) else {
        return false;
    };
    let is_made_once = facts.definitions.len() == 1 && facts.keyword.is_some();
    let scope = model
        .key(identifier)
        .map(|(scope, _)| model.scopes.scope(scope));
    is_made_once && scope.is_some_and(|scope| model.is_top_level(scope.function))
}

/// Whether a place is reached once at most.
fn runs_once<'a>(model: &Model<'a>, site: Site<&'a CallExpression<'a>>) -> bool {
    let function: Option<FunctionId> = site.function;
    !site.in_loop && model.runs_once(function, None, MOST_STEPS) || loads(model, function)
}

/// Whether a place is directly in a function with a name, a method, or a loop at the top level: what
/// else is called may well be called once, and what stands behind a condition may have it for that.
fn is_called_by_name<'a>(model: &Model<'a>, site: Site<&'a CallExpression<'a>>) -> bool {
    let Some(id) = site.function.filter(|_| !model.is_top_level(site.function)) else {
        return site.in_loop;
    };
    let facts = model.function(id);
    let function = facts.node;
    let has_name = facts.class.is_some()
        || function.is_declaration
        || matches!(
            model.usage(Expression::Function(function)),
            Usage::Bound(..) | Usage::Assigned(_)
        );
    let FunctionBody::Block(block) = function.body else {
        return has_name;
    };
    let call = site.node.span;
    let holds = |statement: &Statement<'_>| {
        matches!(statement, Statement::Expression(node)
            if node.span.start <= call.start && call.end <= node.span.end)
    };
    let at = block.statements.iter().position(holds);
    let is_unconditional = at.is_some_and(|at| {
        let before = &block.statements[..at];
        !before.iter().any(|part| matches!(part, Statement::If(_)))
    });
    has_name && is_unconditional
}

/// Whether a function is a listener of the end of loading, which comes once.
fn loads<'a>(model: &Model<'a>, function: Option<FunctionId>) -> bool {
    let mut at = function;
    while let Some(id) = at {
        let facts = model.function(id);
        if let Usage::Argument(call, 1) = model.usage(Expression::Function(facts.node))
            && let Some(event) = call
                .arguments
                .first()
                .and_then(|event| text_of(value_of(event)))
            && matches!(event, "DOMContentLoaded" | "load")
        {
            return true;
        }
        at = facts.parent;
    }
    false
}
