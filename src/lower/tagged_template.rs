//! Tagged templates.

use super::lowerer::{Lowerer, boxed};
use crate::heap::THIS;
use crate::interpreter::Part;
use crate::interpreter::nodes::array_literal::{AppendElement, ConstantArray};
use crate::interpreter::nodes::call::*;
use crate::interpreter::nodes::local::LocalGet;
use crate::syntax::ast::expression::TaggedTemplate;

impl<'a> Lowerer<'_, 'a> {
    /// `` tag`a ${b} c` ``
    pub(super) fn tagged_template(&mut self, node: &'a TaggedTemplate<'a>) -> Part {
        let text = self.render(node.tag);
        let position = node.template.span.start;
        let mut operands = self.operands();
        let temporary = self.reserve(2);
        let callee = self.scoped(|this| {
            let target = this.callee_target(node.tag, temporary);
            this.reference(target, temporary.after(THIS.depth()))
        });
        operands.push(callee, temporary);
        let array = self.operand_with(&mut operands, |_| boxed(ConstantArray(Box::default())));
        self.step(&mut operands, |this| {
            let value = this.template_object(node.template);
            boxed(AppendElement { array, value })
        });
        for expression in node.template.expressions {
            self.step(&mut operands, |this| this.append(array, *expression));
        }
        let arguments = boxed(LocalGet(array));
        self.finish_as_steps(
            operands,
            boxed(CallSpread {
                temporary,
                arguments,
                position,
                text,
            }),
        )
    }
}
