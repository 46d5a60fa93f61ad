//! Destructuring: declarations, parameters and assignments.

use super::expression::{PropertyKey_, element_get};
use super::lowerer::{Lowerer, boxed};
use super::operand::{Lowered, Operand};
use super::parts::both;
use super::whence::Whence;
use crate::heap::{PropertyKey, Slot};
use crate::interpreter::inline_cache::GetCache;
use crate::interpreter::nodes::call::KeepIn;
use crate::interpreter::nodes::iteration::LOOP_SLOTS;
use crate::interpreter::nodes::literal::ToKey;
use crate::interpreter::nodes::pattern::*;
use crate::interpreter::nodes::property::NamedGet;
use crate::interpreter::nodes::variable::{Constant, LocalGet};
use crate::interpreter::operand::Local;
use crate::interpreter::{NodeBox, Part};
use crate::syntax::ast::expression::Expression;
use crate::syntax::ast::pattern::*;

impl<'a> Lowerer<'_, 'a> {
    /// Binds the value in a slot to a declaration's pattern; `whence` names the value in messages.
    pub(super) fn bind_pattern(
        &mut self,
        pattern: &BindingPattern<'a>,
        slot: Slot,
        whence: &Whence,
    ) -> Part {
        match pattern {
            BindingPattern::Identifier(identifier) => {
                let value = boxed(LocalGet(slot)).into();
                self.initialize(
                    identifier.name,
                    identifier.resolution.get(),
                    value,
                    identifier.span.start,
                )
            }
            BindingPattern::Object(object) => {
                self.nested(|this| this.scoped(|this| this.bind_object(object, slot, whence)))
            }
            BindingPattern::Array(array) => {
                self.nested(|this| this.scoped(|this| this.bind_array(array, slot, whence)))
            }
        }
    }

    /// Binds what a part gives to a declaration's pattern.
    pub(super) fn bind_value(
        &mut self,
        pattern: &BindingPattern<'a>,
        value: Part,
        whence: &Whence,
    ) -> Part {
        match pattern {
            BindingPattern::Identifier(identifier) => self.initialize(
                identifier.name,
                identifier.resolution.get(),
                value,
                identifier.span.start,
            ),
            pattern => self.scoped(|this| {
                // The value may have been lowered with the slots from here on: it is complete when
                // the slot is written.
                let slot = this.reserve(1);
                let bind = this.bind_pattern(pattern, slot, whence);
                this.store_then(slot, value, bind)
            }),
        }
    }

    fn bind_object(
        &mut self,
        object: &'a ObjectBindingPattern<'a>,
        slot: Slot,
        whence: &Whence,
    ) -> Part {
        let first = object
            .properties
            .first()
            .and_then(|property| self.message_key(&property.key));
        let has_default =
            (object.properties.first()).is_some_and(|property| property.element.default.is_some());
        let only_rest = object.properties.is_empty() && object.rest.is_some();
        let position = match (first, object.properties.first(), &object.rest) {
            (Some(_), Some(property), _) => property.element.pattern.span().start,
            (None, None, Some(rest)) => rest.pattern.span().start,
            _ => object.span.start,
        };
        let require = self.require_object(slot, first, whence, position, (has_default, only_rest));
        let mut parts = vec![require.into()];
        let mut taken = Taken::default();
        for property in object.properties {
            let value = self.property_value(slot, &property.key, &mut taken, &mut parts);
            let key = self.message_key(&property.key);
            let part = self.bind_element(&property.element, value, whence.clone().property(key));
            parts.push(part);
        }
        if let Some(rest) = object.rest {
            let value = boxed(taken.rest(slot)).into();
            let part = self.bind_value(&rest.pattern, value, &Whence::part());
            parts.push(part);
        }
        self.group(parts)
    }

    fn message_key(&mut self, key: &PropertyKey_<'a>) -> Option<PropertyKey> {
        self.known_key(key)
    }

    fn require_object(
        &mut self,
        value: Slot,
        first: Option<PropertyKey>,
        whence: &Whence,
        position: u32,
        (has_default, only_rest): (bool, bool),
    ) -> NodeBox {
        let mut node = RequireObject {
            value,
            first,
            text: whence.text.clone(),
            reads: whence.is_part || has_default,
            position,
        };
        if first.is_none()
            && !only_rest
            && let Some(key) = whence.property
        {
            // There is nothing to read: the pattern around can't read this part's value.
            node.first = Some(key);
            node.text = whence.owner.clone();
            node.reads = false;
        }
        boxed(node)
    }

    /// The node that reads a property of the value in a slot. A computed key is evaluated by a part
    /// of its own, before.
    fn property_value(
        &mut self,
        slot: Slot,
        key: &PropertyKey_<'a>,
        taken: &mut Taken,
        parts: &mut Vec<Part>,
    ) -> NodeBox {
        let position = key.span().start;
        if let Some(key) = self.known_key(key) {
            taken.known.push(key);
            if key.as_index().is_none() {
                return boxed(NamedGet {
                    object: Local(slot),
                    key,
                    cache: GetCache::new(),
                    position,
                });
            }
            let index = Lowered::Node(boxed(Constant(self.agent.key_to_value(key))));
            return element_get(of_value(slot), index, position);
        }
        let PropertyKey_::Computed(_, expression) = *key else {
            unreachable!("patterns have no private names")
        };
        // The key stays in its slot, for the rest and for the read.
        let place = self.reserve(1);
        let key = self.single(*expression, |key| boxed(ToKey(key)));
        parts.push(both!([key] => KeepIn {
            slot: place,
            value: key,
        }));
        taken.computed.push(place);
        element_get(of_value(slot), Lowered::Local(place), position)
    }

    /// Binds a part of a pattern that has a value and perhaps a default.
    fn bind_element(
        &mut self,
        element: &BindingElement<'a>,
        value: NodeBox,
        whence: Whence,
    ) -> Part {
        self.scoped(|this| {
            let value = this.with_default(value, element.default, |this, default| {
                match element.pattern {
                    BindingPattern::Identifier(identifier) => {
                        let key = this.key(identifier.name);
                        this.named(default, key)
                    }
                    _ => this.expression(default),
                }
            });
            this.bind_value(&element.pattern, value, &whence)
        })
    }

    /// A value with its default.
    pub(super) fn with_default(
        &mut self,
        value: NodeBox,
        default: Option<Expression<'a>>,
        lower: impl FnOnce(&mut Self, Expression<'a>) -> Part,
    ) -> Part {
        let Some(default) = default else {
            return value.into();
        };
        let default = lower(self, default);
        both!([default] => WithDefault { value, default })
    }

    fn bind_array(
        &mut self,
        array: &'a ArrayBindingPattern<'a>,
        slot: Slot,
        whence: &Whence,
    ) -> Part {
        let temporary = self.reserve(LOOP_SLOTS);
        let mut elements = Vec::new();
        for element in array.elements {
            let Some(element) = element else {
                elements.push(elision(temporary, array.span.start));
                continue;
            };
            let step = boxed(IteratorStep {
                iterator: temporary,
                position: element.pattern.span().start,
            });
            elements.push(self.bind_element(element, step, Whence::part()));
        }
        if let Some(rest) = array.rest {
            let value = boxed(IteratorRest {
                iterator: temporary,
                position: rest.pattern.span().start,
            });
            elements.push(self.bind_value(&rest.pattern, value.into(), &Whence::part()));
        }
        let position = whence.position.unwrap_or(array.span.start);
        array_pattern(slot, elements, temporary, whence, position)
    }

    /// `[a, b] = value` as an expression, whose value is the right-hand side.
    pub(super) fn assign_pattern_expression(
        &mut self,
        target: AssignmentTarget<'a>,
        value: Expression<'a>,
        position: u32,
    ) -> Part {
        let whence = self.assigned(value);
        let mut operands = self.operands();
        let slot = self.operand_with(&mut operands, |this| this.expression(value));
        self.step(&mut operands, |this| {
            this.assign_pattern_named(target, slot, &whence, position)
        });
        self.steps_with_result(operands, slot)
    }

    /// Assigns the value in a slot to a target.
    pub(super) fn assign_pattern(
        &mut self,
        target: AssignmentTarget<'a>,
        slot: Slot,
        position: u32,
    ) -> Part {
        self.assign_pattern_named(target, slot, &Whence::part(), position)
    }

    fn assign_pattern_named(
        &mut self,
        target: AssignmentTarget<'a>,
        slot: Slot,
        whence: &Whence,
        position: u32,
    ) -> Part {
        match target {
            AssignmentTarget::Object(object) => {
                self.nested(|this| this.scoped(|this| this.assign_object(object, slot, whence)))
            }
            AssignmentTarget::Array(array) => self.nested(|this| {
                this.scoped(|this| this.assign_array(array, slot, whence, position))
            }),
            target => self
                .scoped(|this| this.assign_to(target, position, |_| Lowered::Local(slot).into())),
        }
    }

    fn assign_object(
        &mut self,
        object: &'a ObjectAssignmentPattern<'a>,
        slot: Slot,
        whence: &Whence,
    ) -> Part {
        let first = object
            .properties
            .first()
            .and_then(|property| self.message_key(&property.key));
        let has_default = (object.properties.first()).is_some_and(|property| {
            let member = matches!(property.element.target, AssignmentTarget::Member(_));
            property.element.default.is_some() || member
        });
        let only_rest = object.properties.is_empty() && object.rest.is_some();
        let position = match (first, object.properties.first(), &object.rest) {
            (Some(_), Some(property), _) => property.element.target.span().start,
            (None, None, Some(rest)) => rest.target.span().start,
            _ => object.span.start,
        };
        let require = self.require_object(slot, first, whence, position, (has_default, only_rest));
        let mut parts = vec![require.into()];
        let mut taken = Taken::default();
        for property in object.properties {
            let value = self.property_value(slot, &property.key, &mut taken, &mut parts);
            let key = self.message_key(&property.key);
            let part = self.assign_element(&property.element, value, whence.clone().property(key));
            parts.push(part);
        }
        if let Some(rest) = object.rest {
            let value = boxed(taken.rest(slot)).into();
            let part = self.scoped(|this| {
                let position = rest.target.span().start;
                this.assign_to(rest.target, position, |_| value)
            });
            parts.push(part);
        }
        self.group(parts)
    }

    fn assign_element(
        &mut self,
        element: &AssignmentElement<'a>,
        value: NodeBox,
        whence: Whence,
    ) -> Part {
        let target = element.target;
        let default = element.default;
        let value = |this: &mut Self| {
            this.with_default(value, default, |this, default| match target {
                AssignmentTarget::Identifier(reference) => {
                    let key = this.key(reference.name);
                    this.named(default, key)
                }
                _ => this.expression(default),
            })
        };
        self.scoped(|this| match target {
            AssignmentTarget::Object(_) | AssignmentTarget::Array(_) => {
                let slot = this.reserve(1);
                let value = this.scoped(value);
                let bind = this.assign_pattern_named(target, slot, &whence, target.span().start);
                this.store_then(slot, value, bind)
            }
            target => {
                let position = target.span().start;
                this.assign_to(target, position, |this| value(this).into())
            }
        })
    }

    fn assign_array(
        &mut self,
        array: &'a ArrayAssignmentPattern<'a>,
        slot: Slot,
        whence: &Whence,
        position: u32,
    ) -> Part {
        let temporary = self.reserve(LOOP_SLOTS);
        let mut elements = Vec::new();
        for element in array.elements {
            let Some(element) = element else {
                elements.push(elision(temporary, array.span.start));
                continue;
            };
            let step = boxed(IteratorStep {
                iterator: temporary,
                position: element.target.span().start,
            });
            elements.push(self.assign_element(element, step, Whence::part()));
        }
        if let Some(rest) = array.rest {
            let value = boxed(IteratorRest {
                iterator: temporary,
                position: rest.target.span().start,
            });
            elements.push(self.scoped(|this| {
                let position = rest.target.span().start;
                this.assign_to(rest.target, position, |_| value.into())
            }));
        }
        array_pattern(slot, elements, temporary, whence, position)
    }
}

/// The keys that an object pattern has taken so far, for its rest.
#[derive(Default)]
struct Taken {
    known: Vec<PropertyKey>,
    /// The slots of the computed ones.
    computed: Vec<Slot>,
}

impl Taken {
    fn rest(self, value: Slot) -> ObjectRest {
        ObjectRest {
            value,
            known: self.known.into(),
            computed: self.computed.into(),
        }
    }
}

/// The value that a pattern takes apart, as the object of a read.
fn of_value(slot: Slot) -> Operand {
    let lowered = Lowered::Local(slot);
    Operand { lowered, slot }
}

fn elision(iterator: Slot, position: u32) -> Part {
    boxed(IteratorSkip { iterator, position }).into()
}

fn array_pattern(
    slot: Slot,
    elements: Vec<Part>,
    temporary: Slot,
    whence: &Whence,
    position: u32,
) -> Part {
    let (value, failure) = (boxed(LocalGet(slot)), whence.failure.clone());
    both!([elements] => ArrayPattern {
        value,
        elements: elements.into_boxed_slice(),
        temporary,
        failure,
        position,
    })
}
