//! Destructuring: declarations, parameters and assignments.

use super::expression::PropertyKey_;
use super::lowerer::{Lowerer, boxed};
use super::operand::Lowered;
use super::whence::Whence;
use crate::heap::{PropertyKey, Value};
use crate::interpreter::NodeBox;
use crate::interpreter::inline_cache::GetCache;
use crate::interpreter::nodes::element::ElementGet;
use crate::interpreter::nodes::iteration::LOOP_SLOTS;
use crate::interpreter::nodes::literal::ToKey;
use crate::interpreter::nodes::pattern::*;
use crate::interpreter::nodes::property::NamedGet;
use crate::interpreter::nodes::unary::Sequence;
use crate::interpreter::nodes::variable::{Constant, LocalGet};
use crate::interpreter::operand::Local;
use crate::interpreter::suspend::Steps;
use crate::syntax::ast::expression::Expression;
use crate::syntax::ast::pattern::*;

impl<'a> Lowerer<'_, 'a> {
    /// Binds the value in a slot to a declaration's pattern; `whence` names the value in messages.
    pub(super) fn bind_pattern(
        &mut self,
        pattern: &BindingPattern<'a>,
        slot: u32,
        whence: &Whence,
    ) -> NodeBox {
        match pattern {
            BindingPattern::Identifier(identifier) => {
                let value = boxed(LocalGet(slot));
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

    /// Binds what a node gives to a declaration's pattern.
    pub(super) fn bind_value(
        &mut self,
        pattern: &BindingPattern<'a>,
        value: NodeBox,
        whence: &Whence,
    ) -> NodeBox {
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
                boxed(Sequence(Box::new([keep(slot, value)]), bind))
            }),
        }
    }

    /// A sequence of nodes, as steps where one may suspend.
    fn run_all(&mut self, nodes: Vec<NodeBox>, before: u32) -> NodeBox {
        let result = boxed(Constant(Value::UNDEFINED));
        if self.suspensions == before {
            return boxed(Sequence(nodes.into(), result));
        }
        let scratch = self.reserve(1);
        let steps = nodes.into_iter().map(|node| (node, scratch)).collect();
        boxed(Steps { steps, result })
    }

    fn bind_object(
        &mut self,
        object: &'a ObjectBindingPattern<'a>,
        slot: u32,
        whence: &Whence,
    ) -> NodeBox {
        let before = self.suspensions;
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
        let mut nodes =
            vec![self.require_object(slot, first, whence, position, (has_default, only_rest))];
        let (mut known, mut computed) = (Vec::new(), Vec::new());
        for property in object.properties {
            let value = self.property_value(
                slot,
                &property.key,
                &mut known,
                &mut computed,
                object.rest.is_some(),
                &mut nodes,
            );
            let key = self.message_key(&property.key);
            let node = self.bind_element(&property.element, value, whence.clone().property(key));
            nodes.push(node);
        }
        if let Some(rest) = object.rest {
            let value = boxed(ObjectRest {
                value: slot,
                known: known.into(),
                computed: computed.into(),
            });
            let node = self.bind_value(&rest.pattern, value, &Whence::part());
            nodes.push(node);
        }
        self.run_all(nodes, before)
    }

    fn message_key(&mut self, key: &PropertyKey_<'a>) -> Option<PropertyKey> {
        self.known_key(key)
    }

    fn require_object(
        &mut self,
        value: u32,
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

    /// The node that reads a property of the value in a slot. A computed key is evaluated by a node
    /// of its own, before.
    fn property_value(
        &mut self,
        slot: u32,
        key: &PropertyKey_<'a>,
        known: &mut Vec<PropertyKey>,
        computed: &mut Vec<u32>,
        remember: bool,
        nodes: &mut Vec<NodeBox>,
    ) -> NodeBox {
        let position = key.span().start;
        if let Some(key) = self.known_key(key) {
            if remember {
                known.push(key);
            }
            return match key.as_index() {
                Some(_) => {
                    let index = boxed(Constant(self.agent.key_to_value(key)));
                    boxed(ElementGet {
                        object: Local(slot),
                        index,
                        temporary: self.depth_for(1),
                        position,
                    })
                }
                None => boxed(NamedGet {
                    object: Local(slot),
                    key,
                    cache: GetCache::new(),
                    position,
                }),
            };
        }
        let PropertyKey_::Computed(_, expression) = *key else {
            unreachable!("patterns have no private names")
        };
        // The key stays in its slot, for the rest and for the read.
        let place = self.reserve(1);
        let node = self.single(*expression, |key| boxed(ToKey(key)));
        nodes.push(keep(place, node));
        if remember {
            computed.push(place);
        }
        boxed(ElementGet {
            object: Local(slot),
            index: Local(place),
            temporary: self.depth_for(1),
            position,
        })
    }

    /// A slot above all that are in use, for a moment.
    fn depth_for(&mut self, slots: u32) -> u32 {
        self.touch(slots);
        self.depth
    }

    /// Binds a part of a pattern that has a value and perhaps a default.
    fn bind_element(
        &mut self,
        element: &BindingElement<'a>,
        value: NodeBox,
        whence: Whence,
    ) -> NodeBox {
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
        lower: impl FnOnce(&mut Self, Expression<'a>) -> NodeBox,
    ) -> NodeBox {
        let Some(default) = default else { return value };
        let before = self.suspensions;
        let default = lower(self, default);
        match self.suspensions != before {
            true => boxed(WithDefault::<true> { value, default }),
            false => boxed(WithDefault::<false> { value, default }),
        }
    }

    fn bind_array(
        &mut self,
        array: &'a ArrayBindingPattern<'a>,
        slot: u32,
        whence: &Whence,
    ) -> NodeBox {
        let temporary = self.reserve(LOOP_SLOTS);
        let before = self.suspensions;
        let mut elements = Vec::new();
        for element in array.elements {
            let step = boxed(IteratorStep {
                iterator: temporary,
                position: (element.as_ref())
                    .map_or(array.span.start, |element| element.pattern.span().start),
            });
            elements.push(match element {
                Some(element) => self.bind_element(element, step, Whence::part()),
                None => step,
            });
        }
        if let Some(rest) = array.rest {
            let rest_value = boxed(IteratorRest {
                iterator: temporary,
                position: rest.pattern.span().start,
            });
            elements.push(self.bind_value(&rest.pattern, rest_value, &Whence::part()));
        }
        let position = whence.position.unwrap_or(array.span.start);
        self.array_pattern(slot, elements, temporary, before, whence, position)
    }

    fn array_pattern(
        &mut self,
        slot: u32,
        elements: Vec<NodeBox>,
        temporary: u32,
        before: u32,
        whence: &Whence,
        position: u32,
    ) -> NodeBox {
        let (value, elements) = (boxed(LocalGet(slot)), elements.into());
        let failure = whence.failure.clone();
        match self.suspensions != before {
            true => boxed(ArrayPattern::<true> {
                value,
                elements,
                temporary,
                failure,
                position,
            }),
            false => boxed(ArrayPattern::<false> {
                value,
                elements,
                temporary,
                failure,
                position,
            }),
        }
    }

    /// `[a, b] = value` as an expression, whose value is the right-hand side.
    pub(super) fn assign_pattern_expression(
        &mut self,
        target: AssignmentTarget<'a>,
        value: Expression<'a>,
        position: u32,
    ) -> NodeBox {
        let whence = self.assigned(value);
        let mut operands = self.operands();
        let slot = self.operand_with(&mut operands, |this| Lowered::Node(this.expression(value)));
        self.operand_with(&mut operands, |this| {
            Lowered::Node(this.assign_pattern_named(target, slot, &whence, position))
        });
        self.steps_with_result(operands, slot)
    }

    /// Assigns the value in a slot to a target.
    pub(super) fn assign_pattern(
        &mut self,
        target: AssignmentTarget<'a>,
        slot: u32,
        position: u32,
    ) -> NodeBox {
        self.assign_pattern_named(target, slot, &Whence::part(), position)
    }

    fn assign_pattern_named(
        &mut self,
        target: AssignmentTarget<'a>,
        slot: u32,
        whence: &Whence,
        position: u32,
    ) -> NodeBox {
        match target {
            AssignmentTarget::Object(object) => {
                self.nested(|this| this.scoped(|this| this.assign_object(object, slot, whence)))
            }
            AssignmentTarget::Array(array) => self.nested(|this| {
                this.scoped(|this| this.assign_array(array, slot, whence, position))
            }),
            target => {
                self.scoped(|this| this.assign_to(target, position, |_| Lowered::Local(slot)))
            }
        }
    }

    fn assign_object(
        &mut self,
        object: &'a ObjectAssignmentPattern<'a>,
        slot: u32,
        whence: &Whence,
    ) -> NodeBox {
        let before = self.suspensions;
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
        let mut nodes =
            vec![self.require_object(slot, first, whence, position, (has_default, only_rest))];
        let (mut known, mut computed) = (Vec::new(), Vec::new());
        for property in object.properties {
            let value = self.property_value(
                slot,
                &property.key,
                &mut known,
                &mut computed,
                object.rest.is_some(),
                &mut nodes,
            );
            let key = self.message_key(&property.key);
            let node = self.assign_element(&property.element, value, whence.clone().property(key));
            nodes.push(node);
        }
        if let Some(rest) = object.rest {
            let value = boxed(ObjectRest {
                value: slot,
                known: known.into(),
                computed: computed.into(),
            });
            let node = self.scoped(|this| {
                let position = rest.target.span().start;
                this.assign_to(rest.target, position, |_| Lowered::Node(value))
            });
            nodes.push(node);
        }
        self.run_all(nodes, before)
    }

    fn assign_element(
        &mut self,
        element: &AssignmentElement<'a>,
        value: NodeBox,
        whence: Whence,
    ) -> NodeBox {
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
                boxed(Sequence(Box::new([keep(slot, value)]), bind))
            }
            target => {
                let position = target.span().start;
                this.assign_to(target, position, |this| Lowered::Node(value(this)))
            }
        })
    }

    fn assign_array(
        &mut self,
        array: &'a ArrayAssignmentPattern<'a>,
        slot: u32,
        whence: &Whence,
        position: u32,
    ) -> NodeBox {
        let temporary = self.reserve(LOOP_SLOTS);
        let before = self.suspensions;
        let mut elements = Vec::new();
        for element in array.elements {
            let step = boxed(IteratorStep {
                iterator: temporary,
                position: (element.as_ref())
                    .map_or(array.span.start, |element| element.target.span().start),
            });
            elements.push(match element {
                Some(element) => self.assign_element(element, step, Whence::part()),
                None => step,
            });
        }
        if let Some(rest) = array.rest {
            let value = boxed(IteratorRest {
                iterator: temporary,
                position: rest.target.span().start,
            });
            elements.push(self.scoped(|this| {
                let position = rest.target.span().start;
                this.assign_to(rest.target, position, |_| Lowered::Node(value))
            }));
        }
        self.array_pattern(slot, elements, temporary, before, whence, position)
    }
}

fn keep(slot: u32, value: NodeBox) -> NodeBox {
    boxed(crate::interpreter::nodes::call::KeepIn { slot, value })
}
