//! Array and object literals.

use super::expression::{PropertyKey_, bigint_value};
use super::lowerer::{Lowerer, boxed};
use super::operand::{LoweredPart, Operand, Operands, one, some};
use crate::heap::{PropertyKey, ShapeId, Slot, Value};
use crate::interpreter::nodes::array_literal::{
    AppendElement, ConstantArray, PlainArray, Spread, SpreadArguments, SpreadIntoArray,
};
use crate::interpreter::nodes::closure::ClosureExtra;
use crate::interpreter::nodes::constant::Constant;
use crate::interpreter::nodes::local::LocalGet;
use crate::interpreter::nodes::not_iterable::NotIterable;
use crate::interpreter::nodes::object_literal::{
    DefineKind, DefineProperty, EmptyObject, PlainObject, SetLiteralPrototype, SpreadIntoObject,
};
use crate::interpreter::nodes::property_key::{KeyNode, ToKey};
use crate::interpreter::{NodeBox, Part};
use crate::numeric::big::to_text;
use crate::syntax::ast::expression::{
    ArrayElement, ArrayLiteral, Expression, ObjectLiteral, ObjectMember, ObjectProperty,
    SpreadElement,
};
use crate::syntax::ast::function::FunctionKind;
use crate::syntax::ast::{Name, StringValue};
use rustc_hash::FxHashSet;
use std::cell::Cell;

impl<'a> Lowerer<'_, 'a> {
    pub(super) fn array(&mut self, node: &'a ArrayLiteral<'a>) -> Part {
        const MOST: usize = 64;
        if let Some(constants) = self.constant_elements(node) {
            return boxed(ConstantArray(constants)).into();
        }
        let plain = |element: &ArrayElement<'a>| matches!(element, ArrayElement::Expression(_));
        if node.elements.len() <= MOST && node.elements.iter().all(plain) {
            let mut operands = self.operands();
            for element in node.elements {
                if let ArrayElement::Expression(expression) = element {
                    self.operand(&mut operands, *expression);
                }
            }
            return self.finish(operands, |_, operands| {
                // The operands' own slots are next to each other.
                let Some(temporary) = operands.first().map(|first| first.slot) else {
                    unreachable!("an array without elements is constant");
                };
                let elements = operands.into_iter().map(Operand::node).collect();
                boxed(PlainArray {
                    elements,
                    temporary,
                })
            });
        }
        let mut operands = self.operands();
        let array = self.operand_with(&mut operands, |_| boxed(ConstantArray(Box::default())));
        self.append_elements(&mut operands, array, node);
        self.steps_with_result(operands, array)
    }

    /// The value of a literal that isn't an object, an integer in its preferred form.
    pub(super) fn literal_value(&mut self, expression: Expression<'a>) -> Option<Value> {
        Some(match expression {
            Expression::Number(node) => Value::number(node.value),
            Expression::String(node) => self.string(node.value).value(),
            Expression::Boolean(node) => Value::bool(node.value),
            Expression::Null(_) => Value::NULL,
            _ => return None,
        })
    }

    fn constant_elements(&mut self, node: &'a ArrayLiteral<'a>) -> Option<Box<[Value]>> {
        let constant = |element: &ArrayElement<'a>| match element {
            ArrayElement::Hole(_) => true,
            ArrayElement::Expression(expression) => matches!(
                expression,
                Expression::Number(_)
                    | Expression::String(_)
                    | Expression::Boolean(_)
                    | Expression::Null(_)
            ),
            ArrayElement::Spread(_) => false,
        };
        if !node.elements.iter().all(constant) {
            return None;
        }
        let mut values = Vec::with_capacity(node.elements.len());
        for element in node.elements {
            let value = match element {
                ArrayElement::Expression(expression) => self.literal_value(*expression),
                ArrayElement::Hole(_) | ArrayElement::Spread(_) => None,
            };
            values.push(value.unwrap_or(Value::HOLE));
        }
        Some(values.into())
    }

    fn append_elements(
        &mut self,
        operands: &mut Operands,
        array: Slot,
        node: &'a ArrayLiteral<'a>,
    ) {
        for element in node.elements {
            self.step(operands, |this| match element {
                ArrayElement::Expression(expression) => this.append(array, *expression),
                ArrayElement::Hole(_) => {
                    let value = boxed(Constant(Value::HOLE));
                    boxed(AppendElement { array, value }).into()
                }
                ArrayElement::Spread(spread) => {
                    let failure = this.spread_text(spread.argument);
                    let position = this.expression_position(spread.argument);
                    this.spread_into(array, spread, failure, position)
                }
            });
        }
    }

    /// Appends a value to the array in a slot.
    pub(super) fn append(&mut self, array: Slot, value: Expression<'a>) -> Part {
        self.single(value, |value| boxed(AppendElement { array, value }))
    }

    /// `...x` onto the array in a slot.
    pub(super) fn spread_into(
        &mut self,
        array: Slot,
        node: &'a SpreadElement<'a>,
        failure: NotIterable,
        position: u32,
    ) -> Part {
        let spread = Spread {
            array,
            position,
            failure,
        };
        self.single(node.argument, |iterable| {
            boxed(SpreadIntoArray { iterable, spread })
        })
    }

    /// `...x` as the only argument.
    pub(super) fn spread_arguments(
        &mut self,
        node: &'a SpreadElement<'a>,
        failure: NotIterable,
        position: u32,
    ) -> Part {
        let array = self.reserve(1);
        let spread = Spread {
            array,
            position,
            failure,
        };
        self.single(node.argument, |iterable| {
            boxed(SpreadArguments { iterable, spread })
        })
    }

    /// Runs all operands as steps; the value is what the first one left in its slot.
    pub(super) fn steps_with_result(&mut self, operands: Operands, slot: Slot) -> Part {
        self.finish_as_steps(operands, boxed(LocalGet(slot)))
    }

    pub(super) fn object(&mut self, node: &'a ObjectLiteral<'a>) -> Part {
        if let Some(keys) = self.plain_keys(node) {
            let mut operands = self.operands();
            for (member, key) in node.members.iter().zip(&keys) {
                self.operand_with(&mut operands, |this| this.plain_member(member, *key));
            }
            return self.finish(operands, |_, operands| {
                // The operands' own slots are next to each other.
                let Some(temporary) = operands.first().map(|first| first.slot) else {
                    return boxed(EmptyObject(0));
                };
                let values = operands.into_iter().map(Operand::node).collect();
                boxed(PlainObject {
                    keys: keys.into(),
                    values,
                    temporary,
                    shape: Cell::new(ShapeId::NONE),
                })
            });
        }
        let count = node.members.len() as u32;
        let mut operands = self.operands();
        let object = self.operand_with(&mut operands, |_| boxed(EmptyObject(count)));
        let (head, rest) = node.members.split_at(self.accessors_last(node));
        let (accessors, others): (Vec<_>, Vec<_>) = head.iter().partition(|m| is_accessor(m));
        for member in others.into_iter().chain(accessors).chain(rest) {
            self.step(&mut operands, |this| this.define_member(member, object));
        }
        self.steps_with_result(operands, object)
    }

    /// How many members at the start of a literal are defined with the accessors behind the others:
    /// as in V8, those of one that begins with a spread, up to the next spread or computed key. It
    /// shows in the order of the keys alone. None where an accessor's name comes again as a value's.
    fn accessors_last(&mut self, node: &'a ObjectLiteral<'a>) -> usize {
        let [ObjectMember::Spread(_), members @ ..] = node.members else {
            return 0;
        };
        if !members.iter().any(is_accessor) {
            return 0;
        }
        let (mut accessors, mut values) = (FxHashSet::default(), FxHashSet::default());
        let mut count = 1;
        for member in members {
            let key = match member {
                ObjectMember::Property(property) => self.known_key(&property.key),
                ObjectMember::Shorthand(reference) => Some(self.key(reference.name)),
                ObjectMember::Method(method) => self.known_key(&method.key),
                ObjectMember::Spread(_) => None,
            };
            let Some(key) = key else { break };
            match is_accessor(member) {
                true => accessors.insert(key),
                false => values.insert(key),
            };
            count += 1;
        }
        match accessors.is_disjoint(&values) {
            true => count,
            false => 0,
        }
    }

    /// The keys of an object literal that can be made in one go.
    fn plain_keys(&mut self, node: &'a ObjectLiteral<'a>) -> Option<Vec<PropertyKey>> {
        if node.members.len() > 64 {
            return None;
        }
        let mut keys: Vec<PropertyKey> = Vec::with_capacity(node.members.len());
        for member in node.members {
            let key = match member {
                ObjectMember::Property(property) => match property.key {
                    _ if Self::is_proto_setter(property) => return None,
                    PropertyKey_::Name(name) => self.key(name.name),
                    PropertyKey_::String(literal) => self.literal_key(literal.value),
                    _ => return None,
                },
                ObjectMember::Shorthand(reference) => self.key(reference.name),
                ObjectMember::Method(method)
                    if method.function.kind == FunctionKind::Method
                        && !self
                            .unit
                            .scopes
                            .function(method.function.id.get())
                            .uses
                            .super_property
                        && !method.function.uses.get().direct_eval =>
                {
                    match method.key {
                        PropertyKey_::Name(name) => self.key(name.name),
                        _ => return None,
                    }
                }
                ObjectMember::Method(_) | ObjectMember::Spread(_) => return None,
            };
            if key.as_index().is_some() || keys.contains(&key) {
                return None;
            }
            keys.push(key);
        }
        Some(keys)
    }

    /// A string literal as a key.
    pub(super) fn literal_key(&mut self, value: StringValue<'_>) -> PropertyKey {
        let string = self.string(value);
        self.agent.heap.property_key(string)
    }

    fn is_proto_setter(property: &ObjectProperty<'_>) -> bool {
        match property.key {
            PropertyKey_::Name(name) => name.name == Name::PROTO,
            PropertyKey_::String(literal) => literal.value.is("__proto__"),
            _ => false,
        }
    }

    fn plain_member(&mut self, member: &'a ObjectMember<'a>, key: PropertyKey) -> LoweredPart {
        match member {
            ObjectMember::Property(property) => {
                if Self::is_anonymous_function(property.value) {
                    return self.named(property.value, key).into();
                }
                self.lower_operand(property.value)
            }
            ObjectMember::Shorthand(reference) => {
                self.lower_operand(Expression::Identifier(reference))
            }
            ObjectMember::Method(method) => self
                .closure(method.function, Some((key, "")), ClosureExtra::None)
                .into(),
            ObjectMember::Spread(_) => unreachable!("a literal with spread isn't plain"),
        }
    }

    /// A member of a literal, defined on the object in a slot.
    fn define_member(&mut self, member: &'a ObjectMember<'a>, object: Slot) -> Part {
        match member {
            ObjectMember::Property(property) if Self::is_proto_setter(property) => self
                .single(property.value, |value| {
                    boxed(SetLiteralPrototype { object, value })
                }),
            ObjectMember::Property(property) => {
                self.define_value(object, &property.key, property.value)
            }
            ObjectMember::Shorthand(reference) => {
                let key = self.key(reference.name);
                let mut operands = self.operands();
                self.operand(&mut operands, Expression::Identifier(reference));
                self.finish(operands, |_, operands| {
                    let value = one(operands);
                    define_known(object, key, value, DefineKind::Value, true)
                })
            }
            ObjectMember::Method(method) => self.define_method(
                object,
                &method.key,
                method.function,
                true,
                ClosureExtra::Home(object),
            ),
            ObjectMember::Spread(spread) => {
                let mut operands = self.operands();
                self.operand(&mut operands, spread.argument);
                self.finish(operands, |_, operands| {
                    let source = one(operands);
                    boxed(SpreadIntoObject {
                        object,
                        temporary: source.slot,
                        source: source.node(),
                    })
                })
            }
        }
    }

    /// A key that is known when the tree is made.
    pub(super) fn known_key(&mut self, key: &PropertyKey_<'a>) -> Option<PropertyKey> {
        Some(match key {
            PropertyKey_::Name(name) => self.key(name.name),
            PropertyKey_::String(literal) => self.literal_key(literal.value),
            PropertyKey_::Number(literal) => {
                let string = self.agent.heap.number_to_string(literal.value);
                let text = self.agent.heap.utf8(string);
                self.unit.constant_key(self.agent, &text)
            }
            PropertyKey_::BigInt(literal) => {
                let value = bigint_value(literal.digits, &self.agent.heap.budget);
                // What it is once the budget is spent doesn't matter.
                let text = to_text(&value, 10, &self.agent.heap.budget);
                self.unit
                    .constant_key(self.agent, &text.unwrap_or_default())
            }
            PropertyKey_::Computed(..) | PropertyKey_::Private(_) => return None,
        })
    }

    fn define_value(
        &mut self,
        object: Slot,
        key: &PropertyKey_<'a>,
        value: Expression<'a>,
    ) -> Part {
        let (kind, enumerable) = (DefineKind::Value, true);
        if let Some(known) = self.known_key(key) {
            let mut operands = self.operands();
            self.operand_with(&mut operands, |this| this.named(value, known));
            return self.finish(operands, |_, operands| {
                define_known(object, known, one(operands), kind, enumerable)
            });
        }
        let PropertyKey_::Computed(_, key) = *key else {
            unreachable!("literals have no private names")
        };
        let names_value = Self::is_anonymous_function(value);
        let mut operands = self.operands();
        self.operand(&mut operands, *key);
        operands.convert_last(|key| boxed(ToKey(key)));
        self.operand(&mut operands, value);
        self.finish(operands, |_, operands| {
            let [key, value] = some(operands);
            define_computed(object, key, value, kind, enumerable, names_value)
        })
    }
}

/// Defines a property with a known key on the object in a slot.
pub(super) fn define_known(
    object: Slot,
    key: PropertyKey,
    value: Operand,
    kind: DefineKind,
    enumerable: bool,
) -> NodeBox {
    boxed(DefineProperty {
        object,
        key: KeyNode::Known(key),
        value_slot: value.slot,
        value: value.node(),
        names_value: false,
        kind,
        enumerable,
    })
}

/// Defines a property with a computed key on the object in a slot.
pub(super) fn define_computed(
    object: Slot,
    key: Operand,
    value: Operand,
    kind: DefineKind,
    enumerable: bool,
    names_value: bool,
) -> NodeBox {
    boxed(DefineProperty {
        object,
        key: KeyNode::computed(key.slot, key.node()),
        value_slot: value.slot,
        value: value.node(),
        names_value,
        kind,
        enumerable,
    })
}

fn is_accessor(member: &ObjectMember<'_>) -> bool {
    matches!(member, ObjectMember::Method(method)
        if matches!(method.function.kind, FunctionKind::Getter | FunctionKind::Setter))
}
