//! Where a promise was made whose rejection nobody handles, and where it was rejected.
//!
//! Nothing is noted down when a promise is made: that would cost every program something. What is known
//! is where it was rejected, and the stack of the error. The expression that made the promise is found
//! from there in the text, where that is certain: the `new Promise` around the `reject`, the call of the
//! outermost async function on the stack.

use super::call_site::call_of_frame;
use super::nodes::Nodes;
use super::scene::function_name;
use crate::engine::{Agent, ErrorData, FunctionKind, Object, Remark, StackFrame, ThrowSite, Value};
use crate::lower::probe::probe;
use crate::source::{SourceText, Span};
use crate::syntax::ast::expression::Expression;
use std::rc::Rc;

const UNHANDLED: &str = "nothing handles that this promise was rejected";
const ADVICE: &str = "add `.catch(error => ...)`, or `await` it in a `try`";

/// What a person is told of an unhandled rejection.
pub(super) fn explain_rejection(
    agent: &mut Agent,
    promise: Object,
    reason: Value,
) -> Option<Remark> {
    agent.without_collections(|agent| {
        of_async_function(agent, reason)
            .or_else(|| {
                let site = site_of(agent, promise, reason)?;
                of_site(agent, site)
            })
            .map(|remark| remark.with_advice(ADVICE))
    })
}

/// Where a promise, or the one that it follows, was rejected.
fn site_of(agent: &Agent, promise: Object, reason: Value) -> Option<ThrowSite> {
    let known = |site: &ThrowSite| *site != ThrowSite::NONE;
    let all = || {
        let rejections = agent.failures.rejections();
        rejections.filter(|rejection| rejection.reason == reason && known(&rejection.site))
    };
    let own = all().find(|rejection| rejection.promise == promise);
    let first = own.or_else(|| all().next())?;
    // Another promise may have been rejected with the same number by chance.
    let is_certain = own.is_some()
        || reason.as_object().is_some()
        || all().all(|rejection| rejection.site == first.site);
    is_certain.then_some(first.site)
}

/// The promise that was rejected at a place.
fn of_site(agent: &mut Agent, site: ThrowSite) -> Option<Remark> {
    let (_, position) = agent.code_of_site(site)?;
    probe(agent, site.root(), |probe| {
        let source = probe.source.clone();
        if source.is_internal() {
            return None;
        }
        let nodes = Nodes::of(probe.program, probe.function);
        let call = nodes.expressions.iter().find_map(|node| match node {
            Expression::Call(node) if probe.call_position(node) == position => Some(*node),
            _ => None,
        });
        if let Some(call) = call {
            if source.slice(call.callee.span()) == "Promise.reject" {
                return Some(Remark::new(&source, call.span, UNHANDLED));
            }
            let Expression::Identifier(_) = call.callee.without_parentheses() else {
                return None;
            };
            let all = Nodes::of_all(probe.program);
            let made = all.expressions.iter().filter_map(|node| match node {
                Expression::New(node)
                    if source.slice(node.callee.span()) == "Promise"
                        && node.span.start <= call.span.start
                        && call.span.end <= node.span.end =>
                {
                    Some(node.span)
                }
                _ => None,
            });
            let made = made.min_by_key(|span| span.end - span.start)?;
            let head = Span::new(made.start, made.start + "new Promise".len() as u32);
            return Some(
                Remark::new(&source, head, UNHANDLED).with_other(call.span, "it was rejected here"),
            );
        }
        let thrown = nodes
            .throws
            .iter()
            .find(|span| span.start <= position && position < span.end)?;
        let is_async = probe.function.is_some_and(|function| function.is_async);
        is_async.then(|| {
            Remark::new(
                &source,
                *thrown,
                "this rejects the promise of the async function, and nothing handles that",
            )
        })
    })
}

/// The promise of the outermost async function on the stack of an error.
fn of_async_function(agent: &mut Agent, reason: Value) -> Option<Remark> {
    let data = agent.heap.host::<ErrorData>(reason.as_object()?)?;
    let frames: Vec<StackFrame> = data.frames.clone();
    let kind = |agent: &Agent, frame: &StackFrame| {
        let code = &agent.codes[agent.heap.function_code(frame.function)?];
        (!code.source.is_internal()).then_some(code.kind)
    };
    let outermost = frames
        .iter()
        .rposition(|frame| kind(agent, frame) == Some(FunctionKind::Async))?;
    let function = frames[outermost].function;
    let name = function_name(agent, function).filter(|name| !name.is_empty())?;
    let (source, span) = match frames.get(outermost + 1) {
        Some(caller) => {
            let site = call_of_frame(agent, caller.function, caller.position)?;
            if site.name.as_ref() != Some(&name) {
                return None;
            }
            (site.source, site.span)
        }
        None => only_call(agent, function, &name)?,
    };
    Some(Remark::new(&source, span, UNHANDLED))
}

/// The call of a function in its text, if that has only one and doesn't use the function otherwise.
fn only_call(agent: &mut Agent, function: Value, name: &str) -> Option<(Rc<SourceText>, Span)> {
    probe(agent, function, |probe| {
        let all = Nodes::of_all(probe.program);
        let uses = all.expressions.iter().filter(|node| match node {
            Expression::Identifier(node) => probe.text(node.name) == name,
            _ => false,
        });
        if uses.count() != 1 {
            return None;
        }
        let calls = all.expressions.iter().filter_map(|node| match node {
            Expression::Call(node) => match node.callee.without_parentheses() {
                Expression::Identifier(callee) if probe.text(callee.name) == name => {
                    let declared = probe.declaration(callee.resolution.get())?;
                    let own = probe.function?.name;
                    let is_it = own.is_some_and(|own| own.span == declared.span);
                    is_it.then_some(node.span)
                }
                _ => None,
            },
            _ => None,
        });
        let calls: Vec<Span> = calls.collect();
        match calls[..] {
            [span] => Some((probe.source.clone(), span)),
            _ => None,
        }
    })
}
