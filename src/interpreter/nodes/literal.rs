//! Literals that make something: objects, arrays, functions, templates, regular expressions.

use super::not_iterable::NotIterable;
use crate::engine::{Agent, JsResult, PropertyDescriptor};
use crate::heap::{
    CALLEE, Frame, Heap, Kind, Object, PropertyFlags, PropertyKey, ShapeId, Slot, Str, UnitId,
    Value,
};
use crate::interpreter::node::{Node, NodeBox};
use std::cell::Cell;

/// An object literal whose keys are known, different, and no indices.
pub struct PlainObject {
    /// The keys.
    pub keys: Box<[PropertyKey]>,
    /// The values, evaluated into as many temporaries.
    pub values: Box<[NodeBox]>,
    /// The first temporary.
    pub temporary: Slot,
    /// The layout, once it was made.
    pub shape: Cell<ShapeId>,
}

impl PlainObject {
    #[cold]
    #[inline(never)]
    fn make_shape(&self, agent: &mut Agent) -> ShapeId {
        let shapes = &agent.realm.shapes;
        let mut shape = match Heap::plain_kind(self.keys.len()) {
            Kind::Object3 => shapes.object3,
            Kind::Object7 => shapes.object7,
            _ => shapes.object15,
        };
        for key in &self.keys {
            shape = agent.heap.shape_with(shape, *key);
        }
        self.shape.set(shape);
        shape
    }
}

impl Node for PlainObject {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        for (place, value) in self.values.iter().enumerate() {
            let value = value.eval(agent, frame)?;
            frame.set(self.temporary + place as u32, value);
        }
        let first = frame.row(self.temporary, self.values.len());
        agent.gc_point();
        let mut shape = self.shape.get();
        if !agent.heap.is_current(shape) {
            shape = self.make_shape(agent);
        }
        Ok(agent
            .heap
            .new_object_from(shape, first, self.values.len())
            .value())
    }
}

/// An empty object, the beginning of a literal that is filled step by step.
pub struct EmptyObject(pub u32);

impl Node for EmptyObject {
    fn eval(&self, agent: &mut Agent, _: Frame) -> JsResult {
        agent.gc_point();
        Ok(agent.new_plain_object(self.0 as usize).value())
    }
}

fn target(frame: Frame, slot: Slot) -> Object {
    frame
        .get(slot)
        .as_object()
        .unwrap_or_else(|| unreachable!("a literal's object is in its slot"))
}

/// Defines a property of the object in a temporary.
pub struct DefineProperty {
    /// The temporary of the object.
    pub object: Slot,
    /// The key, known or computed.
    pub key: KeyNode,
    /// The value.
    pub value: NodeBox,
    /// Whether a function without name is named after a computed key.
    pub names_value: bool,
    /// What is defined.
    pub kind: DefineKind,
    /// Whether `for-in` sees it: yes in literals, no in classes.
    pub enumerable: bool,
    /// The slot of the value.
    pub value_slot: Slot,
}

/// What a definition makes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum DefineKind {
    /// A data property.
    Value,
    /// A method: a data property that classes hide.
    Method,
    /// A getter.
    Getter,
    /// A setter.
    Setter,
}

/// A property's key: known when the tree was made, or computed.
pub enum KeyNode {
    /// Known.
    Known(PropertyKey),
    /// Evaluated, then converted.
    Computed {
        /// Gives the value.
        node: NodeBox,
        /// Keeps the key.
        slot: Slot,
    },
    /// Evaluated and converted before, and kept in a slot.
    Kept(Slot),
}

impl KeyNode {
    /// A key that is evaluated and kept in a slot.
    pub fn computed(slot: Slot, node: NodeBox) -> KeyNode {
        KeyNode::Computed { node, slot }
    }

    /// The key; a computed one is left in its slot as a value.
    pub fn key(&self, agent: &mut Agent, frame: Frame) -> JsResult<PropertyKey> {
        match self {
            KeyNode::Known(key) => Ok(*key),
            KeyNode::Computed { node, slot } => {
                let value = node.eval(agent, frame)?;
                frame.set(*slot, value);
                let key = agent.to_property_key(value)?;
                let value = agent.key_to_value(key);
                frame.set(*slot, value);
                Ok(key)
            }
            KeyNode::Kept(slot) => agent.to_property_key(frame.get(*slot)),
        }
    }

    /// In builds with debug assertions: that a computed key that was left in its slot is there.
    fn still_kept(&self, frame: Frame) {
        if cfg!(debug_assertions)
            && let KeyNode::Computed { slot, .. } | KeyNode::Kept(slot) = self
        {
            frame.get(*slot);
        }
    }
}

/// Evaluates a computed key and converts it: the value is a string, symbol or number.
pub struct ToKey(pub NodeBox);

impl Node for ToKey {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let value = self.0.eval(agent, frame)?;
        let key = agent.to_property_key(value)?;
        Ok(agent.key_to_value(key))
    }
}

impl Node for DefineProperty {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let key = self.key.key(agent, frame)?;
        let value = self.value.eval(agent, frame)?;
        self.key.still_kept(frame);
        frame.set(self.value_slot, value);
        if self.names_value
            && let Some(function) = value.as_object()
        {
            let prefix = match self.kind {
                DefineKind::Getter => "get",
                DefineKind::Setter => "set",
                _ => "",
            };
            let prefix = if prefix.is_empty() {
                String::new()
            } else {
                format!("{prefix} ")
            };
            agent.set_function_name(function, key, &prefix);
        }
        let object = target(frame, self.object);
        let mut flags = PropertyFlags::CONFIGURABLE;
        if self.enumerable {
            flags = flags.with(PropertyFlags::ENUMERABLE);
        }
        let mut descriptor = PropertyDescriptor::data(value, flags.with(PropertyFlags::WRITABLE));
        match self.kind {
            DefineKind::Value | DefineKind::Method => {}
            DefineKind::Getter | DefineKind::Setter => {
                descriptor.value = None;
                descriptor.writable = None;
                let half = if self.kind == DefineKind::Getter {
                    &mut descriptor.get
                } else {
                    &mut descriptor.set
                };
                *half = Some(value);
            }
        }
        agent.define_property_or_throw(object, key, &descriptor)?;
        Ok(Value::UNDEFINED)
    }
}

/// `...source` in an object literal.
pub struct SpreadIntoObject {
    /// The temporary of the object.
    pub object: Slot,
    /// What is spread.
    pub source: NodeBox,
    /// Keeps the source.
    pub temporary: Slot,
}

impl Node for SpreadIntoObject {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let source = self.source.eval(agent, frame)?;
        frame.set(self.temporary, source);
        let object = target(frame, self.object);
        agent.scoped(|agent| agent.copy_data_properties(object, source, &[]))?;
        Ok(Value::UNDEFINED)
    }
}

/// `__proto__: value` in an object literal.
pub struct SetLiteralPrototype {
    /// The temporary of the object.
    pub object: Slot,
    /// The prototype.
    pub value: NodeBox,
}

impl Node for SetLiteralPrototype {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let value = self.value.eval(agent, frame)?;
        if value.is_object() || value.is_null() {
            agent.set_prototype_of(target(frame, self.object), value)?;
        }
        Ok(Value::UNDEFINED)
    }
}

/// An array literal of a few elements without spread.
pub struct PlainArray {
    /// The elements, evaluated into as many temporaries.
    pub elements: Box<[NodeBox]>,
    /// The first temporary.
    pub temporary: Slot,
}

impl Node for PlainArray {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        for (place, element) in self.elements.iter().enumerate() {
            let element = element.eval(agent, frame)?;
            frame.set(self.temporary + place as u32, element);
        }
        let first = frame.row(self.temporary, self.elements.len());
        agent.gc_point();
        Ok(agent.new_array_of_slots(first, self.elements.len()).value())
    }
}

/// An array of literal numbers, strings and the like, or of holes.
pub struct ConstantArray(pub Box<[Value]>);

impl Node for ConstantArray {
    fn eval(&self, agent: &mut Agent, _: Frame) -> JsResult {
        agent.gc_point();
        Ok(agent.new_array_from(&self.0).value())
    }
}

/// Appends to the array in a temporary.
pub struct AppendElement {
    /// The temporary of the array.
    pub array: Slot,
    /// The element.
    pub value: NodeBox,
}

impl Node for AppendElement {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let value = self.value.eval(agent, frame)?;
        agent.heap.push_element(target(frame, self.array), value);
        Ok(Value::UNDEFINED)
    }
}

/// Where the elements of an iterable go.
pub struct Spread {
    /// The temporary of the array.
    pub array: Slot,
    /// In the source.
    pub position: u32,
    /// What is said where it has no iterator.
    pub failure: NotIterable,
}

/// `...iterable` in an array literal or a call.
pub struct SpreadIntoArray {
    /// What is iterated.
    pub iterable: NodeBox,
    /// Where it goes.
    pub spread: Spread,
}

impl Node for SpreadIntoArray {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let iterable = self.iterable.eval(agent, frame)?;
        self.spread.fill(agent, frame, iterable)
    }
}

impl Spread {
    fn fill(&self, agent: &mut Agent, frame: Frame, iterable: Value) -> JsResult {
        agent.machine.position = self.position;
        let array = target(frame, self.array);
        if agent.is_plain_list(iterable)
            && let Some(source) = iterable.as_object()
        {
            let count = agent.heap.elements(source).len();
            agent.poll_work(count)?;
            for index in 0..count {
                let element = agent.heap.elements(source)[index];
                let element = match element.is_hole() {
                    true => Value::UNDEFINED,
                    false => element,
                };
                agent.heap.push_element(array, element);
            }
            return Ok(Value::UNDEFINED);
        }
        agent.scoped(|agent| {
            agent.keep(iterable);
            let record = super::iteration::open_iterator(agent, iterable, None, &self.failure)?;
            while let Some(value) = agent.iterator_step_value(&record)? {
                agent.heap.push_element(array, value);
            }
            Ok(Value::UNDEFINED)
        })
    }
}

/// `...x` as all arguments of a call: the array itself where iterating it can't be noticed, else a
/// new one.
pub struct SpreadArguments {
    /// What is iterated.
    pub iterable: NodeBox,
    /// Where it goes if need be.
    pub spread: Spread,
}

impl Node for SpreadArguments {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let iterable = self.iterable.eval(agent, frame)?;
        if agent.is_plain_list(iterable) {
            return Ok(iterable);
        }
        agent.gc_point_with(iterable, Value::UNDEFINED);
        let array = agent.new_array(Vec::new()).value();
        frame.set(self.spread.array, array);
        self.spread.fill(agent, frame, iterable)?;
        Ok(array)
    }
}

/// A function expression or declaration.
pub struct Closure {
    /// The number of its code.
    pub code: u32,
    /// The frame slot of the scope object around.
    pub scope: Slot,
    /// What its extra data is.
    pub extra: ClosureExtra,
}

/// The extra data that a closure gets.
#[derive(Clone, Copy)]
pub enum ClosureExtra {
    /// None.
    None,
    /// The running function's: an arrow that uses `super`.
    Inherited,
    /// The object in a temporary: a method's home object.
    Home(Slot),
}

impl Node for Closure {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        agent.gc_point();
        let scope = frame.get(self.scope);
        let extra = match self.extra {
            ClosureExtra::None => Value::UNDEFINED,
            ClosureExtra::Inherited => agent
                .heap
                .function(frame.get(CALLEE))
                .map_or(Value::UNDEFINED, |(_, _, extra)| extra),
            ClosureExtra::Home(slot) => frame.get(slot),
        };
        Ok(agent.new_closure(self.code, scope, extra).value())
    }
}

/// A template without tag.
pub struct Template {
    /// The text before the first substitution.
    pub head: Str,
    /// The substitutions.
    pub parts: Box<[TemplatePart]>,
    /// The first of as many as there are substitutions: their texts.
    pub temporary: Slot,
    /// In the source.
    pub position: u32,
}

/// A substitution of a template.
pub struct TemplatePart {
    /// The value.
    pub value: NodeBox,
    /// In the source.
    pub position: u32,
    /// The text after it.
    pub text: Str,
}

/// The text of a substitution, where another one may suspend before the template is made.
pub struct ToText {
    /// The value.
    pub value: NodeBox,
    /// In the source.
    pub position: u32,
}

impl Node for ToText {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let value = self.value.eval(agent, frame)?;
        if value.is_string() {
            return Ok(value);
        }
        agent.machine.position = self.position;
        Ok(agent.to_string(value)?.value())
    }
}

/// Templates with so many substitutions are joined without a list on the native heap.
const FEW_PARTS: usize = 4;

impl Node for Template {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        agent.gc_point();
        for (index, part) in self.parts.iter().enumerate() {
            let value = part.value.eval(agent, frame)?;
            let piece = match value.as_string() {
                Some(piece) => piece,
                None => {
                    agent.machine.position = part.position;
                    agent.to_string(value)?
                }
            };
            frame.set(self.temporary + index as u32, piece.value());
        }
        let mut few = [self.head; 2 * FEW_PARTS + 1];
        let mut many = Vec::new();
        let pieces = match few.get_mut(..2 * self.parts.len() + 1) {
            Some(few) => few,
            None => {
                many.resize(2 * self.parts.len() + 1, self.head);
                &mut many[..]
            }
        };
        for (index, part) in self.parts.iter().enumerate() {
            let piece = frame.get(self.temporary + index as u32).as_string();
            pieces[2 * index + 1] = piece.unwrap_or(self.head);
            pieces[2 * index + 2] = part.text;
        }
        agent.machine.position = self.position;
        Ok(agent.concat_all(pieces)?.value())
    }
}

/// The array of a tagged template's texts: one per place in the source.
/// [GetTemplateObject](https://tc39.es/ecma262/#sec-gettemplateobject)
pub struct TemplateObject {
    /// The cooked texts; `None` where an escape is invalid.
    pub cooked: Box<[Option<Str>]>,
    /// The texts as written.
    pub raw: Box<[Str]>,
    /// The text that it stands in, which it lives as long as.
    pub unit: UnitId,
    /// The object, once it was made.
    pub object: Cell<Option<Value>>,
}

impl Node for TemplateObject {
    fn eval(&self, agent: &mut Agent, _: Frame) -> JsResult {
        if let Some(object) = self.object.get() {
            return Ok(object);
        }
        let cooked = self
            .cooked
            .iter()
            .map(|text| text.map_or(Value::UNDEFINED, Str::value))
            .collect();
        let raw = self.raw.iter().map(|text| text.value()).collect();
        let (cooked, raw) = (agent.new_array(cooked), agent.new_array(raw));
        agent.heap.add_constant(self.unit, cooked.value());
        agent.set_integrity_level(raw, true)?;
        let key = agent.names.raw;
        agent
            .heap
            .add_property(cooked, key, PropertyFlags::NONE, raw.value());
        agent.set_integrity_level(cooked, true)?;
        self.object.set(Some(cooked.value()));
        Ok(cooked.value())
    }
}

/// A regular expression literal.
pub struct RegExpLiteral {
    /// The pattern.
    pub pattern: Str,
    /// The flags.
    pub flags: Str,
    /// In the source.
    pub position: u32,
}

impl Node for RegExpLiteral {
    fn eval(&self, agent: &mut Agent, _: Frame) -> JsResult {
        agent.machine.position = self.position;
        agent.gc_point();
        match agent.hooks.regexp_create {
            Some(create) => Ok(create(agent, self.pattern, self.flags)?.value()),
            None => Err(agent.type_error("minijs has no regular expressions yet")),
        }
    }
}
