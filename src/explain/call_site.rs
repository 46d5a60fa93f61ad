//! Calls that a stack tells of.

use super::nodes::Nodes;
use crate::engine::{Agent, Value};
use crate::lower::probe::probe;
use crate::source::{SourceText, Span};
use crate::syntax::ast::expression::{Argument, Expression, MemberProperty};
use std::rc::Rc;

/// A call that a stack tells of.
pub(super) struct CallSite {
    /// Where it is.
    pub(super) source: Rc<SourceText>,
    /// The whole call.
    pub(super) span: Span,
    /// Its arguments; nothing for a spread.
    pub(super) arguments: Vec<Option<Span>>,
    /// Whether one is spread.
    pub(super) has_spread: bool,
    /// The last name of what is called.
    pub(super) name: Option<String>,
}

/// The call at a place in a function.
pub(super) fn call_of_frame(agent: &mut Agent, function: Value, position: u32) -> Option<CallSite> {
    probe(agent, function, |probe| {
        let nodes = Nodes::of(probe.program, probe.function);
        let (span, arguments, callee) = nodes.expressions.iter().find_map(|node| match node {
            Expression::Call(node) if probe.call_position(node) == position => {
                Some((node.span, node.arguments, node.callee))
            }
            Expression::New(node) if node.span.start == position => {
                Some((node.span, node.arguments, node.callee))
            }
            _ => None,
        })?;
        let name = match callee.without_parentheses() {
            Expression::Identifier(node) => Some(node.name),
            Expression::Member(node) => match node.property {
                MemberProperty::Name(name) => Some(name.name),
                MemberProperty::Private(_) | MemberProperty::Computed(_) => None,
            },
            _ => None,
        };
        let is_spread = |argument: &Argument<'_>| matches!(argument, Argument::Spread(_));
        Some(CallSite {
            source: probe.source.clone(),
            span,
            has_spread: arguments.iter().any(is_spread),
            arguments: arguments
                .iter()
                .map(|argument| match argument {
                    Argument::Expression(value) => Some(value.span()),
                    Argument::Spread(_) => None,
                })
                .collect(),
            name: name.map(|name| probe.text(name).to_owned()),
        })
    })
}
