//! Free names in the host's own texts: the built-ins as they were made (`engine/primordials.rs`).

use super::call::CallTarget;
use super::lowerer::{Lowerer, boxed};
use super::operand::LoweredPart;
use crate::engine::{Primordial, RealmId};
use crate::heap::{Slot, Value};
use crate::interpreter::nodes::call::{KnownCallee, ReceivedCallee};
use crate::interpreter::nodes::constant::Constant;
use crate::interpreter::nodes::local::LocalGet;
use crate::interpreter::suspend::Steps;
use crate::interpreter::{NodeBox, Part};
use crate::source::Span;
use crate::syntax::ast::Name;
use crate::syntax::ast::expression::{Argument, CallExpression, Expression};
use crate::syntax::scope::Resolved;

/// Calls a function with a `this` of its own, which is done without the detour.
const CALL: &str = "FunctionPrototypeCall";

impl<'a> Lowerer<'_, 'a> {
    /// The free name that a call in a text of the host's calls.
    fn free_callee(&self, node: &CallExpression<'a>) -> Option<Name> {
        let Expression::Identifier(reference) = node.callee else {
            return None;
        };
        let is_free = matches!(Resolved::from(reference.resolution.get()), Resolved::Global);
        (self.unit.source.is_internal() && is_free).then_some(reference.name)
    }

    fn primordial(&mut self, name: Name) -> Option<Primordial> {
        let text = self.program.names.text(name);
        // A text of the host's may be lowered when another realm's code calls it.
        let agent = &mut *self.agent;
        let primordial = agent.in_realm(RealmId::FIRST, |agent| agent.primordial(text))?;
        let (Primordial::Plain(value) | Primordial::Method(value) | Primordial::Static(value, _)) =
            primordial;
        self.unit.constant(self.agent, value);
        Some(primordial)
    }

    /// The arguments of a call without the one that is its `this`.
    pub(super) fn passed_arguments(&mut self, node: &'a CallExpression<'a>) -> &'a [Argument<'a>] {
        let Some(name) = self.free_callee(node) else {
            return node.arguments;
        };
        let is_call = self.program.names.text(name) == CALL;
        let taken = match self.primordial(name) {
            Some(Primordial::Method(_)) if is_call => 2,
            Some(Primordial::Method(_)) => 1,
            _ => 0,
        };
        node.arguments.get(taken..).unwrap_or_default()
    }

    /// What a call of a free name in a text of the host's calls, and its `this`.
    pub(super) fn primordial_target(
        &mut self,
        node: &'a CallExpression<'a>,
        this: Slot,
    ) -> Option<CallTarget> {
        let name = self.free_callee(node)?;
        let function = match self.primordial(name)? {
            Primordial::Plain(_) => return None,
            Primordial::Static(function, receiver) => {
                let receiver: LoweredPart = boxed(Constant(receiver.value())).into();
                let callee = self.known_callee(receiver, this, function);
                return Some(CallTarget::Reference(callee));
            }
            Primordial::Method(function) => function,
        };
        let argument = |at: usize| match node.arguments.get(at) {
            Some(Argument::Expression(expression)) => Some(*expression),
            _ => None,
        };
        if self.program.names.text(name) == CALL {
            return self.called_with(argument(0)?, argument(1), this);
        }
        let receiver = self.lower_operand(argument(0)?);
        let callee = self.known_callee(receiver, this, function);
        Some(CallTarget::Reference(callee))
    }

    fn known_callee(&mut self, receiver: LoweredPart, this: Slot, function: Value) -> Part {
        self.over_this(receiver, this, |this| boxed(KnownCallee { this, function }))
    }

    /// `FunctionPrototypeCall(function, receiver, ...)`
    fn called_with(
        &mut self,
        function: Expression<'a>,
        receiver: Option<Expression<'a>>,
        this: Slot,
    ) -> Option<CallTarget> {
        let slot = self.reserve(1);
        let function = self.expression(function);
        let receiver = match receiver {
            Some(receiver) => self.expression(receiver),
            None => boxed(Constant(Value::UNDEFINED)).into(),
        };
        Some(CallTarget::Reference(match (function, receiver) {
            (Part::Plain(function), Part::Plain(receiver)) => boxed(ReceivedCallee {
                function,
                slot,
                receiver,
                this,
            })
            .into(),
            (function, receiver) => {
                let steps = Box::new([(function.into(), slot), (receiver.into(), this)]);
                let result = boxed(LocalGet(slot)).into();
                Part::suspends(Steps { steps, result })
            }
        }))
    }

    /// A free name in a text of the host's that isn't called.
    pub(super) fn read_primordial(&mut self, name: Name, position: u32) -> NodeBox {
        match self.primordial(name) {
            Some(Primordial::Plain(value) | Primordial::Static(value, _)) => boxed(Constant(value)),
            // A method without its `this` would be of no use.
            Some(Primordial::Method(_)) | None => {
                let text = self.program.names.text(name);
                let what = format!("the name '{text}' in a text of its own");
                self.unsupported(&what, Span::empty(position))
            }
        }
    }
}
