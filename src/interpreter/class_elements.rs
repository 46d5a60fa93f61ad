//! What instances of a class get: its fields and private methods, as data of the constructor.

use super::nodes::property::private_add;
use crate::engine::{Agent, JsResult, PropertyFlags};
use crate::heap::{HostData, InternalData, InternalRef, Object, PropertyKey, Tracer, Value};

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

pub(super) fn class_data_mut(agent: &mut Agent, constructor: Value) -> &mut ClassData {
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

/// [DefineField](https://tc39.es/ecma262/#sec-definefield)
pub(super) fn define_field(agent: &mut Agent, object: Object, field: &FieldRecord) -> JsResult<()> {
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

/// The class data in a constructor's extra data.
pub fn class_data(agent: &Agent, extra: Value) -> Option<&ClassData> {
    match agent.heap.internal(InternalRef::from_value(extra)?) {
        InternalData::Boxed(data) => {
            let data: &dyn std::any::Any = &**data;
            data.downcast_ref()
        }
        _ => None,
    }
}
