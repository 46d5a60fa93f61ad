//! Classes: making the constructor and its prototype, and what instances get.

use super::literal::KeyNode;
use super::property::private_add;
use super::super_access::class_data;
use crate::engine::{Agent, JsResult, PropertyFlags};
use crate::heap::{
    Frame, HostData, InternalData, InternalRef, Object, PropertyKey, Slot, Str, SymbolKind, Tracer,
    Value,
};
use crate::interpreter::node::{Node, NodeBox};

/// What a constructor knows of its class: the extra data of its function.
pub struct ClassData {
    /// The prototype: the constructor's home object.
    pub home: Object,
    /// The private methods and accessors of instances: name, function or accessor pair, attributes.
    pub methods: Vec<(Value, Value, PropertyFlags)>,
    /// The fields of instances, in order.
    pub fields: Vec<FieldRecord>,
}

/// A field: its key and the function that gives its value.
#[derive(Clone, Copy)]
pub struct FieldRecord {
    /// A property key as a value, or a private name's symbol.
    pub key: Value,
    /// Whether the key is a private name.
    pub private: bool,
    /// The initialiser, or `undefined`.
    pub initializer: Value,
    /// Whether a function without name is named after the key.
    pub names_value: bool,
}

impl HostData for ClassData {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_object(self.home);
        for (name, value, _) in &self.methods {
            tracer.mark(*name);
            tracer.mark(*value);
        }
        for field in &self.fields {
            tracer.mark(field.key);
            tracer.mark(field.initializer);
        }
    }
}

fn class_data_mut(agent: &mut Agent, constructor: Value) -> &mut ClassData {
    let extra = agent.heap.function(constructor).map(|(_, _, extra)| extra);
    let Some(extra) = extra.and_then(InternalRef::from_value) else {
        unreachable!("a class has its data")
    };
    match agent.heap.internal_mut(extra) {
        InternalData::Boxed(data) => {
            let data: &mut dyn std::any::Any = &mut **data;
            data.downcast_mut()
                .unwrap_or_else(|| unreachable!("a class has its data"))
        }
        _ => unreachable!("a class has its data"),
    }
}

/// A new private name: `#x` of one evaluation of a class.
pub struct NewPrivateName {
    /// With its `#`.
    pub name: Str,
    /// For a method or accessor: the name of the class, and whether it is a static one.
    pub method: Option<(Str, bool)>,
}

impl Node for NewPrivateName {
    fn eval(&self, agent: &mut Agent, _: Frame) -> JsResult {
        let heap = &mut agent.heap;
        let symbol = match self.method {
            Some((class, is_static)) => heap.new_private_method_name(self.name, class, is_static),
            None => heap.new_symbol(Some(self.name), SymbolKind::Private),
        };
        Ok(symbol.value())
    }
}

/// Makes a class's constructor and prototype, in two temporaries.
pub struct MakeClass {
    /// The number of the constructor's code.
    pub code: u32,
    /// The frame slot of the scope object around.
    pub scope: Slot,
    /// What stands after `extends`; can't suspend.
    pub heritage: Option<NodeBox>,
    /// The temporary that takes the prototype; the next one takes the constructor.
    pub temporary: Slot,
    /// In the source.
    pub position: u32,
}

impl MakeClass {
    /// The parents of the prototype and of the constructor.
    fn parents(&self, agent: &mut Agent, frame: Frame) -> JsResult<(Value, Value)> {
        use crate::engine::Intrinsic::{FunctionPrototype, ObjectPrototype};
        let function = agent.intrinsic(FunctionPrototype).value();
        let Some(heritage) = &self.heritage else {
            return Ok((agent.intrinsic(ObjectPrototype).value(), function));
        };
        let heritage = heritage.eval(agent, frame)?;
        agent.machine.position = self.position;
        if heritage.is_null() {
            return Ok((Value::NULL, function));
        }
        frame.set(self.temporary + 1, heritage);
        let Some(parent) = heritage
            .as_object()
            .filter(|_| agent.is_constructor(heritage))
        else {
            let what = agent.value_for_message(heritage);
            let text = format!("Class extends value {what} is not a constructor or null");
            return Err(agent.type_error(text));
        };
        let proto = agent.get(parent, agent.names.prototype)?;
        if !proto.is_object() && !proto.is_null() {
            let what = agent.value_for_message(proto);
            let text = format!("Class extends value does not have valid prototype property {what}");
            return Err(agent.type_error(text));
        }
        Ok((proto, heritage))
    }
}

impl Node for MakeClass {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let (proto_parent, constructor_parent) = self.parents(agent, frame)?;
        agent.gc_point_with(proto_parent, constructor_parent);
        let shape = agent
            .heap
            .root_shape(proto_parent, crate::heap::Kind::Object7);
        let proto = agent.heap.new_object(shape);
        frame.set(self.temporary, proto.value());
        let data = ClassData {
            home: proto,
            methods: Vec::new(),
            fields: Vec::new(),
        };
        let data = agent.heap.new_internal(InternalData::Boxed(Box::new(data)));
        let scope = frame.get(self.scope);
        let constructor = agent.new_closure(self.code, scope, data.value());
        frame.set(self.temporary + 1, constructor.value());
        agent.materialize_function(constructor);
        if constructor_parent != agent.heap.prototype(constructor) {
            agent.heap.set_prototype(constructor, constructor_parent);
        }
        let names = agent.names;
        agent.heap.add_property(
            constructor,
            names.prototype,
            PropertyFlags::NONE,
            proto.value(),
        );
        agent.heap.add_property(
            proto,
            names.constructor,
            PropertyFlags::HIDDEN,
            constructor.value(),
        );
        Ok(constructor.value())
    }
}

/// Adds a private method or accessor of instances to the class, or a static one to its constructor.
pub struct AddPrivateMethod {
    /// The temporary of the constructor.
    pub constructor: Slot,
    /// Reads the private name's symbol.
    pub name: NodeBox,
    /// A method, or the getter.
    pub method: Option<NodeBox>,
    /// The setter.
    pub setter: Option<NodeBox>,
    /// Whether it is an accessor.
    pub accessor: bool,
    /// Whether it is the constructor's own.
    pub is_static: bool,
    /// Keeps the getter while the setter is made.
    pub temporary: Slot,
}

impl Node for AddPrivateMethod {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let name = self.name.eval(agent, frame)?;
        let half = |agent: &mut Agent, node: &Option<NodeBox>| match node {
            Some(node) => node.eval(agent, frame),
            None => Ok(Value::UNDEFINED),
        };
        let method = half(agent, &self.method)?;
        frame.set(self.temporary, method);
        let setter = half(agent, &self.setter)?;
        let key = name.as_symbol().map(PropertyKey::symbol);
        for (function, prefix) in [
            (method, if self.accessor { "get " } else { "" }),
            (setter, "set "),
        ] {
            if let (Some(function), Some(key)) = (function.as_object(), key) {
                agent.set_function_name(function, key, prefix);
            }
        }
        let (value, flags) = match self.accessor {
            true => (agent.new_accessor(method, setter), PropertyFlags::ACCESSOR),
            false => (method, PropertyFlags::NONE),
        };
        let constructor = frame.get(self.constructor);
        if self.is_static {
            if let Some(object) = constructor.as_object() {
                private_add(agent, object, name, value, flags)?;
            }
        } else {
            class_data_mut(agent, constructor)
                .methods
                .push((name, value, flags));
        }
        Ok(Value::UNDEFINED)
    }
}

/// Adds a field of instances to the class.
pub struct AddField {
    /// The temporary of the constructor.
    pub constructor: Slot,
    /// The key, or the node that reads the private name's symbol.
    pub key: FieldKey,
    /// Makes the initialiser.
    pub initializer: Option<NodeBox>,
    /// Whether a function without name is named after the key.
    pub names_value: bool,
    /// Keeps the key.
    pub temporary: Slot,
}

/// The key of a field.
pub enum FieldKey {
    /// A property.
    Public(KeyNode),
    /// A private name.
    Private(NodeBox),
}

impl FieldKey {
    fn value(&self, agent: &mut Agent, frame: Frame) -> JsResult<(Value, bool)> {
        match self {
            FieldKey::Public(key) => {
                let key = key.key(agent, frame)?;
                Ok((agent.key_to_value(key), false))
            }
            FieldKey::Private(node) => Ok((node.eval(agent, frame)?, true)),
        }
    }
}

impl Node for AddField {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let (key, private) = self.key.value(agent, frame)?;
        frame.set(self.temporary, key);
        let initializer = match &self.initializer {
            Some(node) => node.eval(agent, frame)?,
            None => Value::UNDEFINED,
        };
        let constructor = frame.get(self.constructor);
        let record = FieldRecord {
            key,
            private,
            initializer,
            names_value: self.names_value,
        };
        class_data_mut(agent, constructor).fields.push(record);
        Ok(Value::UNDEFINED)
    }
}

/// Defines a static field, once the class is made. Its key was evaluated before.
pub struct DefineStaticField {
    /// The temporary of the constructor.
    pub constructor: Slot,
    /// The key.
    pub key: FieldKey,
    /// Makes the initialiser.
    pub initializer: Option<NodeBox>,
    /// Whether a function without name is named after the key.
    pub names_value: bool,
    /// Keeps the key.
    pub temporary: Slot,
    /// Where the class stands.
    pub position: u32,
}

impl Node for DefineStaticField {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let (key, private) = self.key.value(agent, frame)?;
        frame.set(self.temporary, key);
        let initializer = match &self.initializer {
            Some(node) => node.eval(agent, frame)?,
            None => Value::UNDEFINED,
        };
        let record = FieldRecord {
            key,
            private,
            initializer,
            names_value: self.names_value,
        };
        agent.machine.position = self.position;
        if let Some(constructor) = frame.get(self.constructor).as_object() {
            agent.scoped(|agent| define_field(agent, constructor, &record))?;
        }
        Ok(Value::UNDEFINED)
    }
}

/// Runs a static block.
pub struct RunStaticBlock {
    /// The temporary of the constructor.
    pub constructor: Slot,
    /// Makes the block's function.
    pub function: NodeBox,
    /// Where the class stands.
    pub position: u32,
}

impl Node for RunStaticBlock {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let function = self.function.eval(agent, frame)?;
        agent.machine.position = self.position;
        agent.call(function, frame.get(self.constructor), &[])
    }
}

/// [DefineField](https://tc39.es/ecma262/#sec-definefield)
fn define_field(agent: &mut Agent, object: Object, field: &FieldRecord) -> JsResult<()> {
    agent.keep(field.initializer);
    let mut value = Value::UNDEFINED;
    if !field.initializer.is_undefined() {
        value = agent.call(field.initializer, object.value(), &[])?;
        agent.keep(value);
    }
    let key = match field.private {
        true => field
            .key
            .as_symbol()
            .map_or(agent.names.empty, PropertyKey::symbol),
        false => agent.to_property_key(field.key)?,
    };
    if field.names_value
        && let Some(function) = value.as_object()
    {
        agent.set_function_name(function, key, "");
    }
    if field.private {
        return private_add(agent, object, field.key, value, PropertyFlags::WRITABLE);
    }
    agent.create_data_property_or_throw(object, key, value)
}

/// [InitializeInstanceElements](https://tc39.es/ecma262/#sec-initializeinstanceelements): the object
/// must be rooted.
#[inline(always)]
pub fn initialize_instance(agent: &mut Agent, object: Object, constructor: Value) -> JsResult<()> {
    let Some((_, _, extra)) = agent.heap.function(constructor) else {
        return Ok(());
    };
    match class_data(agent, extra) {
        Some(data) if !data.fields.is_empty() || !data.methods.is_empty() => {}
        _ => return Ok(()),
    }
    initialize_elements(agent, object, extra)
}

#[inline(never)]
fn initialize_elements(agent: &mut Agent, object: Object, extra: Value) -> JsResult<()> {
    let mut number = 0;
    while let Some(&(name, value, flags)) =
        class_data(agent, extra).and_then(|data| data.methods.get(number))
    {
        private_add(agent, object, name, value, flags)?;
        number += 1;
    }
    number = 0;
    while let Some(&field) = class_data(agent, extra).and_then(|data| data.fields.get(number)) {
        agent.scoped(|agent| define_field(agent, object, &field))?;
        number += 1;
    }
    Ok(())
}
