//! `arguments`: when its object is made, and the uses that can do without it.

use super::function::last_of_their_names;
use super::lowerer::{Lowerer, boxed};
use super::operand::some;
use crate::interpreter::Part;
use crate::interpreter::inline_cache::GetCache;
use crate::interpreter::nodes::arguments::{
    ApplyArguments, ArgumentsElement, ArgumentsLength, ArgumentsObject, LazyArguments,
};
use crate::interpreter::nodes::property::NamedGet;
use crate::syntax::ast::Name;
use crate::syntax::ast::expression::{
    Argument, CallExpression, Expression, MemberExpression, MemberProperty,
};
use crate::syntax::scope::{BindingRef, FunctionInfo, Resolved};

impl<'a> Lowerer<'_, 'a> {
    /// Whether the object can be made when the variable is first read: nothing but the function's
    /// own code sees it, and that doesn't assign to it.
    pub(super) fn may_make_arguments_late(&self, info: &FunctionInfo, index: u32) -> bool {
        let binding = &self.unit.scopes.scope(info.scope).bindings[index as usize];
        !self.is_resumable()
            && !info.has_direct_eval
            && !binding.captured
            && !binding.reassigned
            && info.body_scope.is_none()
    }

    /// The node that makes the arguments object of the function that is lowered.
    pub(super) fn arguments_object(
        &mut self,
        info: &FunctionInfo,
        count: usize,
    ) -> ArgumentsObject {
        let sloppy = !info.strict && info.has_simple_parameters;
        let mut map = vec![None; count];
        let mut scope_slot = None;
        if info.maps_arguments {
            let last = last_of_their_names(info);
            for (place, index) in info.parameters.iter().enumerate().take(count) {
                let Some(index) = *index else { continue };
                let last = last[place];
                let captured = self.unit.scopes.scope(info.scope).bindings[index as usize].captured;
                if last && captured {
                    map[place] = Some(self.heap_slot(info.scope, index));
                    scope_slot = self.scope_slots.get(&info.scope.0).copied();
                }
            }
        }
        ArgumentsObject {
            arguments: self.all_arguments(),
            scope: scope_slot,
            map: map.into(),
            sloppy,
        }
    }

    /// The variable `arguments`, if that is what is referred to and its object is made late.
    pub(super) fn late_arguments(&mut self, reference: BindingRef) -> Option<LazyArguments> {
        let unit = self.unit.clone();
        let info = unit.scopes.function(self.function?);
        if reference.scope != info.scope
            || info.arguments != Some(reference.index)
            || !self.may_make_arguments_late(info, reference.index)
        {
            return None;
        }
        let slot = *self
            .frame_places
            .get(&(reference.scope.0, reference.index))?;
        let object = self.arguments_object(info, info.parameters.len());
        Some(LazyArguments { slot, object })
    }

    /// As [`Lowerer::late_arguments`], where the arguments as they were passed are as good as the
    /// object: no parameter is assigned to.
    fn exact_arguments(&mut self, expression: Expression<'a>) -> Option<LazyArguments> {
        let Expression::Identifier(identifier) = expression else {
            return None;
        };
        if identifier.name != Name::ARGUMENTS {
            return None;
        }
        let Resolved::Binding(reference) = Resolved::from(identifier.resolution.get()) else {
            return None;
        };
        let info = self.unit.scopes.function(self.function?);
        if info.assigns_parameters {
            return None;
        }
        self.late_arguments(reference)
    }

    /// `arguments.length` or `arguments[index]`, where no object is needed for it.
    pub(super) fn arguments_member(&mut self, node: &'a MemberExpression<'a>) -> Option<Part> {
        if node.is_optional {
            return None;
        }
        let arguments = self.exact_arguments(node.object)?;
        match node.property {
            MemberProperty::Name(name) => {
                let key = self.key(name.name);
                if key != self.agent.names.length {
                    return None;
                }
                Some(self.single(node.object, |object| {
                    let otherwise = boxed(NamedGet {
                        object,
                        key,
                        cache: GetCache::new(),
                        position: name.span.start,
                    });
                    boxed(ArgumentsLength {
                        arguments,
                        otherwise,
                    })
                }))
            }
            MemberProperty::Computed(index) => {
                let position = index.span().start;
                Some(self.single(index, |index| {
                    boxed(ArgumentsElement {
                        arguments,
                        index,
                        position,
                    })
                }))
            }
            MemberProperty::Private(_) => None,
        }
    }

    /// `target.apply(this, arguments)`, where no object is needed for it.
    pub(super) fn apply_arguments(
        &mut self,
        node: &'a CallExpression<'a>,
        text: &str,
        position: u32,
    ) -> Option<Part> {
        let Expression::Member(member) = node.callee else {
            return None;
        };
        let MemberProperty::Name(name) = member.property else {
            return None;
        };
        let [Argument::Expression(this), Argument::Expression(list)] = node.arguments else {
            return None;
        };
        if node.is_optional || member.is_optional || self.key(name.name) != self.agent.names.apply {
            return None;
        }
        let arguments = self.exact_arguments(*list)?;
        let mut operands = self.operands();
        self.operand_with(&mut operands, |this| this.expression(member.object));
        let method = self.reserve(1);
        self.operand_with(&mut operands, |lowerer| lowerer.expression(*this));
        Some(self.finish(operands, |_, operands| {
            let [target, this] = some(operands);
            boxed(ApplyArguments {
                slots: [target.slot, method, this.slot],
                target: target.node(),
                cache: GetCache::new(),
                this: this.node(),
                arguments,
                position,
                text: text.into(),
            })
        }))
    }
}
