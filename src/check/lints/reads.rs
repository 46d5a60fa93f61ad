//! What only reads, so that it doesn't matter in which order it happens: shared by the lints that
//! suggest to do things at once.
//!
//! Invariant: where nothing tells, the answer is no.

use crate::check::model::facts::Model;
use crate::check::model::names::inner;
use crate::check::model::parents::{for_each_part, value_of};
use crate::source::Span;
use crate::syntax::ast::FunctionId;
use crate::syntax::ast::expression::{CallExpression, Expression};

/// How sure it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Certainty {
    /// Its name says so: `getUser(...)`.
    Name,
    /// It is known, as `readFile` is.
    Known,
}

/// Functions of `fs/promises` that change nothing.
pub const FILE_READS: [&str; 8] = [
    "readFile", "readdir", "stat", "lstat", "access", "readlink", "realpath", "statfs",
];

/// Words that a function's name begins with which looks something up.
const VERBS: [&str; 5] = ["get", "fetch", "load", "find", "list"];

/// Whether a call only looks something up, and is finished when its promise is.
pub fn certainty<'a>(model: &Model<'a>, call: &'a CallExpression<'a>) -> Option<Certainty> {
    if call.is_optional {
        return None;
    }
    let are_simple = call
        .arguments
        .iter()
        .all(|argument| is_simple(value_of(argument)));
    if !are_simple {
        return None;
    }
    if model.is_global(call.callee, "fetch") {
        return (call.arguments.len() == 1).then_some(Certainty::Known);
    }
    if let Some((module, name)) = model.imported(call.callee) {
        let (Some(name), "fs/promises") = (name, module) else {
            return by_name(model, call);
        };
        return FILE_READS.contains(&name).then_some(Certainty::Known);
    }
    by_name(model, call)
}

fn by_name<'a>(model: &Model<'a>, call: &'a CallExpression<'a>) -> Option<Certainty> {
    // What has nothing to tell what to look up may give something else each time.
    if call.arguments.is_empty() {
        return None;
    }
    let name = match inner(call.callee) {
        Expression::Identifier(identifier) => model.text(identifier.name),
        _ => return None,
    };
    let rest = VERBS.iter().find_map(|verb| name.strip_prefix(verb))?;
    let begins_word = rest.starts_with(|first: char| first.is_uppercase());
    (begins_word && !writes(model, call)).then_some(Certainty::Name)
}

/// Whether a function of this text, by the look of it, changes something all the same.
fn writes<'a>(model: &Model<'a>, call: &'a CallExpression<'a>) -> bool {
    let Some(function) = model.function_of(call.callee) else {
        return false;
    };
    let span = function.span;
    let is_inside = |other: Span| span.start <= other.start && other.end <= span.end;
    let writes_outside = model.bindings.iter().any(|((scope, _), facts)| {
        let home = model.scopes.scope(*scope).function;
        !is_within(model, home, function.id.get())
            && facts.writes.iter().any(|write| is_inside(write.node.span))
    });
    writes_outside || has_member_writes(model, span)
}

/// Whether a function is another one, or in it.
fn is_within(model: &Model<'_>, function: Option<FunctionId>, other: FunctionId) -> bool {
    let mut at = function;
    while let Some(id) = at {
        if id == other {
            return true;
        }
        at = model.function(id).parent;
    }
    false
}

fn has_member_writes(model: &Model<'_>, span: Span) -> bool {
    model
        .member_writes
        .iter()
        .any(|write| span.start <= write.start && write.end <= span.end)
}

/// Whether evaluating an expression calls nothing and changes nothing.
pub fn is_simple(expression: Expression<'_>) -> bool {
    let mut pending = vec![expression];
    while let Some(expression) = pending.pop() {
        match expression {
            Expression::Call(_)
            | Expression::New(_)
            | Expression::Await(_)
            | Expression::Yield(_)
            | Expression::Assignment(_)
            | Expression::Update(_)
            | Expression::TaggedTemplate(_)
            | Expression::ImportCall(_)
            | Expression::SuperCall(_)
            | Expression::Function(_)
            | Expression::Class(_) => return false,
            other => for_each_part(other, &mut |part| pending.push(part)),
        }
    }
    true
}

/// Whether an expression names one of some bindings, as far as can be told.
pub fn mentions<'a>(
    model: &Model<'a>,
    expression: Expression<'a>,
    keys: &[crate::check::model::facts::Key],
) -> bool {
    let mut pending = vec![expression];
    while let Some(expression) = pending.pop() {
        match expression {
            Expression::Identifier(identifier) => {
                if model.key(identifier).is_none_or(|key| keys.contains(&key))
                    && !matches!(
                        crate::syntax::scope::Resolved::from(identifier.resolution.get()),
                        crate::syntax::scope::Resolved::Global
                    )
                {
                    return true;
                }
            }
            // What is in there isn't looked at.
            Expression::Function(_) | Expression::Class(_) => return true,
            other => for_each_part(other, &mut |part| pending.push(part)),
        }
    }
    false
}
