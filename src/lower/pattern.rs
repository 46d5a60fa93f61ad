//! Destructuring: declarations, parameters and assignments.

use super::expression::{PropertyKey_, element_get};
use super::forms::both;
use super::lowerer::{Lowerer, boxed};
use super::operand::{Lowered, Operand};
use super::value_origin::ValueOrigin;
use crate::coverage::What;
use crate::heap::{PropertyKey, Slot};
use crate::interpreter::inline_cache::GetCache;
use crate::interpreter::nodes::call::KeepIn;
use crate::interpreter::nodes::constant::Constant;
use crate::interpreter::nodes::iterator_slots::LOOP_SLOTS;
use crate::interpreter::nodes::local::LocalGet;
use crate::interpreter::nodes::pattern::*;
use crate::interpreter::nodes::property::NamedGet;
use crate::interpreter::nodes::property_key::ToKey;
use crate::interpreter::operand::Local;
use crate::interpreter::{NodeBox, Part};
use crate::syntax::ast::Name;
use crate::syntax::ast::expression::Expression;
use crate::syntax::ast::pattern::*;

/// What a value goes to: what a declaration binds, or what an assignment assigns.
#[derive(Clone, Copy)]
enum Target<'a> {
    Binding(BindingPattern<'a>),
    Assignment(AssignmentTarget<'a>),
}

/// `target = default`: a part of a pattern.
#[derive(Clone, Copy)]
struct Element<'a> {
    target: Target<'a>,
    default: Option<Expression<'a>>,
}

/// A pattern that takes a value apart, whether it declares or assigns.
enum Pattern<'a> {
    Object(ObjectParts<'a>),
    Array(ArrayParts<'a>),
}

struct ObjectParts<'a> {
    start: u32,
    properties: Vec<(&'a PropertyKey_<'a>, Element<'a>)>,
    rest: Option<Target<'a>>,
}

struct ArrayParts<'a> {
    start: u32,
    /// Nothing for a hole.
    elements: Vec<Option<Element<'a>>>,
    rest: Option<Target<'a>>,
}

impl<'a> Target<'a> {
    /// Where it begins.
    fn start(self) -> u32 {
        match self {
            Target::Binding(pattern) => pattern.span().start,
            Target::Assignment(target) => target.span().start,
        }
    }

    /// The variable that it is.
    fn name(self) -> Option<Name> {
        match self {
            Target::Binding(BindingPattern::Identifier(identifier)) => Some(identifier.name),
            Target::Assignment(AssignmentTarget::Identifier(reference)) => Some(reference.name),
            _ => None,
        }
    }

    /// The pattern that it is.
    fn pattern(self) -> Option<Pattern<'a>> {
        use Target::{Assignment, Binding};
        Some(match self {
            Binding(BindingPattern::Object(object)) => Pattern::Object(ObjectParts {
                start: object.span.start,
                properties: (object.properties.iter())
                    .map(|property| (&property.key, Element::from(&property.element)))
                    .collect(),
                rest: object.rest.map(|rest| Binding(rest.pattern)),
            }),
            Assignment(AssignmentTarget::Object(object)) => Pattern::Object(ObjectParts {
                start: object.span.start,
                properties: (object.properties.iter())
                    .map(|property| (&property.key, Element::from(&property.element)))
                    .collect(),
                rest: object.rest.map(|rest| Assignment(rest.target)),
            }),
            Binding(BindingPattern::Array(array)) => Pattern::Array(ArrayParts {
                start: array.span.start,
                elements: (array.elements.iter())
                    .map(|element| element.as_ref().map(Element::from))
                    .collect(),
                rest: array.rest.map(|rest| Binding(rest.pattern)),
            }),
            Assignment(AssignmentTarget::Array(array)) => Pattern::Array(ArrayParts {
                start: array.span.start,
                elements: (array.elements.iter())
                    .map(|element| element.as_ref().map(Element::from))
                    .collect(),
                rest: array.rest.map(|rest| Assignment(rest.target)),
            }),
            Binding(BindingPattern::Identifier(_)) | Assignment(_) => return None,
        })
    }
}

impl<'a> From<&BindingElement<'a>> for Element<'a> {
    fn from(element: &BindingElement<'a>) -> Self {
        Element {
            target: Target::Binding(element.pattern),
            default: element.default,
        }
    }
}

impl<'a> From<&AssignmentElement<'a>> for Element<'a> {
    fn from(element: &AssignmentElement<'a>) -> Self {
        Element {
            target: Target::Assignment(element.target),
            default: element.default,
        }
    }
}

impl<'a> Lowerer<'_, 'a> {
    /// Binds the value in a slot to a declaration's pattern; `whence` names the value in messages.
    pub(super) fn bind_pattern(
        &mut self,
        pattern: &BindingPattern<'a>,
        slot: Slot,
        whence: &ValueOrigin,
    ) -> Part {
        self.give(Target::Binding(*pattern), slot, whence)
    }

    /// Binds what a part gives to a declaration's pattern.
    pub(super) fn bind_value(
        &mut self,
        pattern: &BindingPattern<'a>,
        value: Part,
        whence: &ValueOrigin,
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

    /// `[a, b] = value` as an expression, whose value is the right-hand side.
    pub(super) fn assign_pattern_expression(
        &mut self,
        target: AssignmentTarget<'a>,
        value: Expression<'a>,
        position: u32,
    ) -> Part {
        let whence = self.assigned(value, position);
        let mut operands = self.operands();
        let slot = self.operand_with(&mut operands, |this| this.expression(value));
        self.step(&mut operands, |this| {
            this.give(Target::Assignment(target), slot, &whence)
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
        let whence = ValueOrigin {
            position: Some(position),
            ..ValueOrigin::part()
        };
        self.give(Target::Assignment(target), slot, &whence)
    }

    /// Gives the value in a slot to a target.
    fn give(&mut self, target: Target<'a>, slot: Slot, whence: &ValueOrigin) -> Part {
        match (target.pattern(), target) {
            (Some(Pattern::Object(object)), _) => {
                self.nested(|this| this.scoped(|this| this.take_object(object, slot, whence)))
            }
            (Some(Pattern::Array(array)), _) => {
                self.nested(|this| this.scoped(|this| this.take_array(array, slot, whence)))
            }
            (None, Target::Binding(pattern)) => {
                let value = boxed(LocalGet(slot)).into();
                self.bind_value(&pattern, value, whence)
            }
            (None, Target::Assignment(target)) => self.scoped(|this| {
                let position = whence.position.unwrap_or(target.span().start);
                this.assign_to(target, position, |_| Lowered::Local(slot).into())
            }),
        }
    }

    fn take_object(&mut self, object: ObjectParts<'a>, slot: Slot, whence: &ValueOrigin) -> Part {
        let ObjectParts {
            start,
            properties,
            rest,
        } = object;
        let require = match (properties.first(), rest) {
            (Some(&(key, element)), _) => {
                let first = self.known_key(key);
                let is_member = matches!(
                    element.target,
                    Target::Assignment(AssignmentTarget::Member(_))
                );
                let has_default = element.default.is_some() || is_member;
                let position = first.map_or(start, |_| element.target.start());
                self.require_object(slot, first, whence, position, (has_default, false))
            }
            (None, rest) => {
                let position = rest.map_or(start, Target::start);
                self.require_object(slot, None, whence, position, (false, rest.is_some()))
            }
        };
        let mut parts = vec![require.into()];
        let mut taken = Taken::default();
        for (key, element) in properties {
            let place = (key, element.target.start());
            let value = self.property_value(slot, place, &mut taken, &mut parts);
            let key = self.known_key(key);
            let part = self.give_element(element, value, whence.clone().property(key));
            parts.push(part);
        }
        if let Some(target) = rest {
            let default = None;
            let value = boxed(taken.rest(slot));
            let part = self.give_element(Element { target, default }, value, ValueOrigin::part());
            parts.push(part);
        }
        self.group(parts)
    }

    fn require_object(
        &mut self,
        value: Slot,
        first: Option<PropertyKey>,
        whence: &ValueOrigin,
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

    /// The node that reads a property of the value in a slot, at a place. A computed key is evaluated by a part
    /// of its own, before.
    fn property_value(
        &mut self,
        slot: Slot,
        (key, position): (&PropertyKey_<'a>, u32),
        taken: &mut Taken,
        parts: &mut Vec<Part>,
    ) -> NodeBox {
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
            let index = Lowered::Node(boxed(Constant(self.agent.heap.key_to_value(key))));
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

    /// Gives a value, or else the default of a part of a pattern, to the target of that part.
    fn give_element(&mut self, element: Element<'a>, value: NodeBox, whence: ValueOrigin) -> Part {
        let Element { target, default } = element;
        let value = |this: &mut Self| {
            this.with_default(value, default, |this, default| match target.name() {
                Some(name) => {
                    let key = this.key(name);
                    this.named(default, key)
                }
                None => this.expression(default),
            })
        };
        self.scoped(|this| match target {
            Target::Binding(pattern @ BindingPattern::Identifier(_)) => {
                let value = value(this);
                this.bind_value(&pattern, value, &whence)
            }
            Target::Binding(_)
            | Target::Assignment(AssignmentTarget::Object(_) | AssignmentTarget::Array(_)) => {
                let slot = this.reserve(1);
                let value = this.scoped(value);
                let bind = this.give(target, slot, &whence);
                this.store_then(slot, value, bind)
            }
            // What is looked up for the target comes before the value.
            Target::Assignment(target) => {
                this.assign_to(target, target.span().start, |this| value(this).into())
            }
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
        let span = default.span();
        let default = lower(self, default);
        let default = self.counted(What::Default, span, default);
        both!([default] => WithDefault { value, default })
    }

    fn take_array(&mut self, array: ArrayParts<'a>, slot: Slot, whence: &ValueOrigin) -> Part {
        let iterator = self.reserve(LOOP_SLOTS);
        let mut parts = Vec::with_capacity(array.elements.len() + 1);
        for element in array.elements {
            parts.push(match element {
                Some(element) => {
                    let position = element.target.start();
                    let step = boxed(IteratorStep { iterator, position });
                    self.give_element(element, step, ValueOrigin::part())
                }
                None => {
                    let position = array.start;
                    boxed(IteratorSkip { iterator, position }).into()
                }
            });
        }
        if let Some(target) = array.rest {
            let (default, position) = (None, target.start());
            let value = boxed(IteratorRest { iterator, position });
            let rest = self.give_element(Element { target, default }, value, ValueOrigin::part());
            parts.push(rest);
        }
        let (value, failure) = (boxed(LocalGet(slot)), whence.failure.clone());
        let position = whence.position.unwrap_or(array.start);
        both!([parts] => ArrayPattern {
            value,
            elements: parts.into_boxed_slice(),
            temporary: iterator,
            failure,
            position,
        })
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
