//! `new` and `super(...)`.

use super::call::{HEADER, after_steps, argument_steps};
use super::forms::Children;
use super::lowerer::{Lowerer, boxed};
use crate::heap::CALLEE;
use crate::interpreter::nodes::call::*;
use crate::interpreter::nodes::captured::CapturedGet;
use crate::interpreter::nodes::local::LocalGet;
use crate::interpreter::nodes::super_access::{SuperArguments, SuperCall, ThisPlace};
use crate::interpreter::nodes::this::Callee;
use crate::interpreter::{NodeBox, Part};
use crate::source::Span;
use crate::syntax::ast::Name;
use crate::syntax::ast::expression::{Argument, NewExpression, SuperCallExpression};
use crate::syntax::scope::{BindingKind, Resolved};

impl<'a> Lowerer<'_, 'a> {
    /// `new F(x)`
    pub(super) fn new_expression(&mut self, node: &'a NewExpression<'a>) -> Part {
        let text = self.render(node.callee);
        let position = node.span.start;
        if node
            .arguments
            .iter()
            .any(|argument| matches!(argument, Argument::Spread(_)))
        {
            let mut operands = self.operands();
            let temporary = self.operand(&mut operands, node.callee);
            let array = self.argument_array(&mut operands, node.arguments, position);
            let arguments = boxed(LocalGet(array));
            return self.finish_as_steps(
                operands,
                boxed(NewSpread {
                    temporary,
                    arguments,
                    position,
                    text,
                }),
            );
        }
        let frame = self.reserve(HEADER);
        let callee = self.expression(node.callee);
        let arguments = self.arguments(node.arguments);
        let slot = frame.after(CALLEE.depth());
        let (mut steps, arguments) = argument_steps(arguments, frame);
        let callee = match callee {
            Part::Plain(callee) if steps.is_empty() => callee,
            callee => {
                steps.insert(0, (callee.into(), slot));
                boxed(LocalGet(slot))
            }
        };
        let site = CallSite::new(arguments, frame, position, text);
        after_steps(steps, boxed(New::new(callee, site)))
    }

    /// `super(...)`
    pub(super) fn super_call(&mut self, node: &'a SuperCallExpression<'a>) -> Part {
        let position = node.span.start;
        let active = self
            .special_node(BindingKind::ActiveFunction, node.span)
            .unwrap_or_else(|| boxed(Callee));
        let new_target = self
            .special_node(BindingKind::NewTarget, node.span)
            .unwrap_or_else(|| boxed(crate::interpreter::nodes::this::NewTarget));
        let this = match self.special(BindingKind::This) {
            Some(Resolved::Binding(reference)) => match self.place(reference) {
                super::variable_place::VariablePlace::Captured(place) => ThisPlace::Captured(place),
                _ => ThisPlace::Frame,
            },
            _ => match self.special_around(BindingKind::This) {
                Some(place) => ThisPlace::Captured(place),
                None => ThisPlace::Frame,
            },
        };
        let spread = node
            .arguments
            .iter()
            .any(|argument| matches!(argument, Argument::Spread(_)));
        let mut operands = self.operands();
        let temporary = self.reserve(2);
        if !spread && !self.is_resumable() {
            let frame = self.reserve(HEADER);
            let arguments = self.arguments(node.arguments).into_plain();
            let arguments = arguments.into_boxed_slice();
            let site = CallSite::new(arguments, frame, position, Box::from("super"));
            let call = boxed(SuperCall {
                active,
                new_target,
                arguments: SuperArguments::Plain(site),
                this,
                temporary,
            });
            return call.into();
        }
        let array = self.argument_array(&mut operands, node.arguments, position);
        let call = boxed(SuperCall {
            active,
            new_target,
            arguments: SuperArguments::Spread { array, position },
            this,
            temporary,
        });
        self.finish_as_steps(operands, call)
    }

    /// Reads one of the bindings that belong to a function, where it has a place of its own.
    pub(super) fn special_node(&mut self, kind: BindingKind, span: Span) -> Option<NodeBox> {
        match self.special(kind) {
            Some(Resolved::Binding(reference)) => {
                let name = self.key(Name::THIS);
                let mut reference = reference;
                reference.check_tdz = false;
                Some(self.read_binding(reference, name, span.start))
            }
            _ => {
                let place = self.special_around(kind)?;
                Some(boxed(CapturedGet(place)))
            }
        }
    }
}
