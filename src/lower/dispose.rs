//! `using` declarations: which statements end with disposal, and how a declaration adds to it.

use super::forms::both;
use super::lowerer::{Lowerer, boxed};
use crate::heap::Slot;
use crate::interpreter::nodes::dispose::{AddResource, DISPOSE_TEMPORARIES, DisposeScope};
use crate::interpreter::nodes::local::LocalGet;
use crate::interpreter::{NodeBox, Part, ResumableBox};
use crate::syntax::ast::pattern::BindingPattern;
use crate::syntax::ast::statement::{Statement, VariableDeclarator, VariableKind};

/// The kinds of `using` declarations among statements: whether there is one, and whether one waits.
pub(super) fn using_kind(statements: &[Statement<'_>]) -> Option<VariableKind> {
    let kinds = statements.iter().filter_map(|statement| match statement {
        Statement::Variable(node) if node.kind.is_using() => Some(node.kind),
        _ => None,
    });
    kinds.max_by_key(|kind| *kind == VariableKind::AwaitUsing)
}

impl<'a> Lowerer<'_, 'a> {
    /// Lowers something at whose end resources are disposed of, where there are such declarations.
    pub(super) fn disposing(
        &mut self,
        kind: Option<VariableKind>,
        lower: impl FnOnce(&mut Self) -> Part,
    ) -> Part {
        let Some(kind) = kind.filter(|kind| kind.is_using()) else {
            return lower(self);
        };
        let temporary = self.reserve(DISPOSE_TEMPORARIES);
        let depth = self.slots.depth();
        self.resources.push(temporary);
        let body = lower(self);
        self.resources.pop();
        match kind {
            VariableKind::AwaitUsing => Part::suspends(DisposeScope {
                body: ResumableBox::from(body),
                temporary,
                depth,
            }),
            _ => both!([body] => DisposeScope {
                body,
                temporary,
                depth,
            }),
        }
    }

    /// `x = value` of a `using` declaration.
    pub(super) fn using_declarator(
        &mut self,
        node: &'a VariableDeclarator<'a>,
        kind: VariableKind,
    ) -> Option<Part> {
        let (BindingPattern::Identifier(identifier), Some(initializer)) =
            (node.pattern, node.initializer)
        else {
            unreachable!("a syntax error");
        };
        let key = self.key(identifier.name);
        self.begin_statement(initializer.span().start, initializer);
        let mut operands = self.operands();
        let slot = self.operand_with(&mut operands, |this| this.named(initializer, key));
        self.step(&mut operands, |this| {
            this.add_resource(slot, kind, node.span.start)
        });
        let value = boxed(LocalGet(slot)).into();
        let resolution = identifier.resolution.get();
        let bind = self.initialize(identifier.name, resolution, value, identifier.span.start);
        Some(self.finish_as_steps(operands, bind))
    }

    /// Notes the value in a slot as a resource of the innermost scope that has some.
    pub(super) fn add_resource(
        &mut self,
        value: Slot,
        kind: VariableKind,
        position: u32,
    ) -> NodeBox {
        let Some(&list) = self.resources.last() else {
            unreachable!("a scope with using declarations disposes");
        };
        boxed(AddResource {
            list,
            value,
            is_async: kind == VariableKind::AwaitUsing,
            position,
        })
    }
}
