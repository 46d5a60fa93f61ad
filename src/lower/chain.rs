//! Optional chains: `a?.b.c(d)`.
//!
//! A chain is cut at its links. The value before a link goes to a slot; where it is nullish, the
//! chain is over, else what follows runs, with the slot as its object or callee
//! ([`OptionalLink`]). So the last piece is lowered first; when its walk comes to a link, it notes
//! the part before that, which is lowered next.

use super::forms::both;
use super::lowerer::{Chain, GUARD_EVERY, Link, Lowerer, guarded};
use super::operand::{Lowered, LoweredPart};
use crate::coverage::What;
use crate::heap::{Slot, Value};
use crate::interpreter::Part;
use crate::interpreter::nodes::optional_chain::OptionalLink;
use crate::syntax::ast::expression::{CallExpression, ChainExpression, Expression};

impl<'a> Lowerer<'_, 'a> {
    /// `a?.b` and the like as a value.
    pub(super) fn chain(&mut self, node: &'a ChainExpression<'a>) -> Part {
        self.in_chain(Value::UNDEFINED, |this| this.expression(node.expression))
    }

    /// Lowers a chain whose last piece `lower` lowers; `otherwise` is its value where it is over
    /// before.
    pub(super) fn in_chain(
        &mut self,
        otherwise: Value,
        lower: impl FnOnce(&mut Self) -> Part,
    ) -> Part {
        self.scoped(|this| {
            let slot = this.reserve(2);
            this.chains.push(Chain { slot, link: None });
            let mut rest = lower(this);
            let mut count = 0;
            while let Some(link) = this.take_link() {
                let place = match link {
                    Link::Object(object) => object.span(),
                    Link::Callee(call) => call.callee.span(),
                };
                rest = this.counted(What::Link, place, rest);
                let value = match link {
                    Link::Object(object) => this.expression(object),
                    Link::Callee(call) => this.scoped(|this| this.kept_callee(call, slot)),
                };
                rest = both!([value, rest] => OptionalLink {
                    value,
                    slot,
                    rest,
                    otherwise,
                });
                count += 1;
                if u32::is_multiple_of(count, GUARD_EVERY) {
                    rest = guarded(rest);
                }
            }
            this.chains.pop();
            rest
        })
    }

    fn take_link(&mut self) -> Option<Link<'a>> {
        self.chains.last_mut()?.link.take()
    }

    /// The object of an access: where a link follows it, the slot that has its value by then.
    pub(super) fn link(&mut self, object: Expression<'a>, is_optional: bool) -> LoweredPart {
        match self.chains.last_mut() {
            Some(chain) if is_optional => {
                chain.link = Some(Link::Object(object));
                Lowered::Local(chain.slot).into()
            }
            _ => self.lower_operand(object),
        }
    }

    /// The slot of the callee of a call `f?.()`, by the time of the call; `this` is in the next one.
    pub(super) fn linked_callee(&mut self, call: &'a CallExpression<'a>) -> Option<Slot> {
        let chain = self.chains.last_mut().filter(|_| call.is_optional)?;
        chain.link = Some(Link::Callee(call));
        Some(chain.slot)
    }
}
