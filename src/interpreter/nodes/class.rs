//! Classes: making the constructor and its prototype, and what instances get.

use super::property::private_add;
use super::property_key::KeyNode;
use crate::engine::{Agent, JsResult, PropertyFlags};
use crate::heap::{Frame, InternalData, PropertyKey, Slot, Str, SymbolKind, Value};
use crate::interpreter::class_elements::{ClassData, FieldRecord, class_data_mut, define_field};
use crate::interpreter::tree::{Node, NodeBox};

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
    /// The heritage, after `extends`; can't suspend.
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
            true => (
                agent.heap.new_accessor(method, setter),
                PropertyFlags::ACCESSOR,
            ),
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
                Ok((agent.heap.key_to_value(key), false))
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
    /// Position of the class.
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
    /// Position of the class.
    pub position: u32,
}

impl Node for RunStaticBlock {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let function = self.function.eval(agent, frame)?;
        agent.machine.position = self.position;
        agent.call(function, frame.get(self.constructor), &[])
    }
}
