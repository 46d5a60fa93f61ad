//! `try`, `catch`, `finally`.

use super::forms::both;
use super::lowerer::Lowerer;
use super::value_origin::ValueOrigin;
use crate::heap::Slot;
use crate::interpreter::Part;
use crate::interpreter::nodes::statement::FinallyCompletion;
use crate::interpreter::nodes::try_statement::{PENDING_SLOTS, Try};
use crate::syntax::ast::statement::Block as AstBlock;
use crate::syntax::ast::statement::{CatchClause, TryStatement};

impl<'a> Lowerer<'_, 'a> {
    pub(super) fn try_statement(&mut self, node: &'a TryStatement<'a>) -> Part {
        let temporary = self.reserve(PENDING_SLOTS);
        let block = self.scoped(|this| this.block(node.block));
        let handler = node
            .handler
            .map(|handler| self.scoped(|this| this.catch(handler, temporary)));
        let finalizer = node
            .finalizer
            .map(|finalizer| self.scoped(|this| this.finalizer(finalizer)));
        both!([block, handler, finalizer] => Try {
            block,
            handler,
            finalizer,
            temporary,
        })
    }

    pub(super) fn finalizer(&mut self, node: &'a AstBlock<'a>) -> Part {
        let Some(slot) = self.completion else {
            return self.block(node);
        };
        let kept = self.reserve(1);
        let block = self.block(node);
        both!([block] => FinallyCompletion { block, slot, kept })
    }

    pub(super) fn catch(&mut self, node: &'a CatchClause<'a>, exception: Slot) -> Part {
        let outer = self.scope;
        let mut parts = self.enter(node.scope.get());
        if let Some(slot) = self.completion {
            let clear = self.clear_completion(slot);
            parts.push(clear);
        }
        if let Some(parameter) = &node.parameter {
            let bind = self.bind_pattern(parameter, exception, &ValueOrigin::caught());
            parts.push(bind);
        }
        let body = self.block(node.body);
        parts.push(body);
        self.scope = outer;
        self.group(parts)
    }
}
