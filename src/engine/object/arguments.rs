//! [Arguments exotic objects](https://tc39.es/ecma262/#sec-arguments-exotic-objects): indices that
//! are mapped to parameters.

use super::{OwnProperty, PropertyDescriptor};
use crate::engine::{Agent, JsResult, PropertyFlags, PropertyKey};
use crate::heap::{Heap, HostData, Object, Tracer, Value};

/// The internal slot of a mapped arguments object: which index is which captured parameter.
pub struct Arguments {
    /// The scope object that holds the parameters.
    pub scope: Value,
    /// For each index the parameter's slot in the scope object, while it is mapped.
    pub map: Vec<Option<u32>>,
}

impl HostData for Arguments {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark(self.scope);
    }
}

impl Agent {
    /// [`[[DefineOwnProperty]]`](https://tc39.es/ecma262/#sec-arguments-exotic-objects-defineownproperty-p-desc)
    pub(super) fn arguments_define(
        &mut self,
        object: Object,
        index: u32,
        descriptor: &PropertyDescriptor,
    ) -> JsResult<bool> {
        let mapped = self.heap.mapped(object, index);
        let mut own = *descriptor;
        if let Some((scope, slot)) = mapped
            && descriptor.writable == Some(false)
            && descriptor.value.is_none()
        {
            own.value = Some(self.heap.scope_get(scope, slot));
        }
        if !self.ordinary_define_own_property(object, PropertyKey::index(index), &own)? {
            return Ok(false);
        }
        if let Some((scope, slot)) = mapped {
            if descriptor.is_accessor() {
                self.heap.arguments_unmap(object, index);
            } else {
                if let Some(value) = descriptor.value {
                    self.heap.scope_set(scope, slot, value);
                }
                if descriptor.writable == Some(false) {
                    self.heap.arguments_unmap(object, index);
                }
            }
        }
        Ok(true)
    }

    /// An unmapped arguments object over the given values, or a mapped one.
    /// [CreateMappedArgumentsObject](https://tc39.es/ecma262/#sec-createmappedargumentsobject)
    pub fn new_arguments(
        &mut self,
        values: Vec<Value>,
        mapped: Option<Arguments>,
        callee: Value,
    ) -> Object {
        use crate::engine::Intrinsic;
        use crate::heap::Kind;
        let count = values.len();
        let is_mapped = mapped.is_some();
        let data = mapped.unwrap_or(Arguments {
            scope: Value::UNDEFINED,
            map: Vec::new(),
        });
        let shape = self.root_shape(Intrinsic::ObjectPrototype, Kind::Arguments);
        let object = self.heap.new_host(Kind::Arguments, shape, Box::new(data));
        self.heap.indexed_mut(object).dense = values;
        self.heap.report_external(count * 8);
        let (length, callee_key) = (self.names.length, self.names.callee);
        self.heap.add_property(
            object,
            length,
            PropertyFlags::HIDDEN,
            Value::from_usize(count),
        );
        if is_mapped {
            self.heap
                .add_property(object, callee_key, PropertyFlags::HIDDEN, callee);
        } else {
            let thrower = self.intrinsic(Intrinsic::ThrowTypeError).value();
            let pair = self.heap.new_accessor(thrower, thrower);
            self.heap
                .add_property(object, callee_key, PropertyFlags::ACCESSOR, pair);
        }
        let iterator = PropertyKey::symbol(self.symbols.iterator);
        let values = self.intrinsic(Intrinsic::ArrayValues).value();
        self.heap
            .add_property(object, iterator, PropertyFlags::HIDDEN, values);
        object
    }
}

impl Heap {
    pub(super) fn arguments_own(&self, object: Object, index: u32) -> Option<OwnProperty> {
        let property = self.indexed(object)?.get(index)?;
        let property = self.indexed_property(property);
        match (self.mapped(object, index), property) {
            (Some((scope, slot)), OwnProperty::Data { flags, .. }) => Some(OwnProperty::Data {
                value: self.scope_get(scope, slot),
                flags,
            }),
            _ => Some(property),
        }
    }
}

impl Heap {
    fn mapped(&self, object: Object, index: u32) -> Option<(Value, usize)> {
        let data = self.host::<Arguments>(object)?;
        let slot = (*data.map.get(index as usize)?)?;
        Some((data.scope, slot as usize))
    }

    pub(super) fn arguments_unmap(&mut self, object: Object, index: u32) {
        if let Some(data) = self.host_mut::<Arguments>(object)
            && let Some(place) = data.map.get_mut(index as usize)
        {
            *place = None;
        }
    }
}
