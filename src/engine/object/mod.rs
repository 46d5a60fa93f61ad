//! The internal methods of objects.
//!
//! [Ordinary and exotic objects behaviours](https://tc39.es/ecma262/#sec-ordinary-and-exotic-objects-behaviours).
//! `access` has getting and setting, `define` the validation of definitions, `array` the length of
//! arrays, `buffer` and `shared_memory` the bytes under typed arrays, `proxy` the traps, `namespace` the exports of modules, `arguments` and `string` the two wrappers with indexed properties of their own, `keys`
//! the order of keys and the integrity levels.

mod access;
mod arguments;
mod array;
mod buffer;
mod context_global;
mod define;
mod keys;
mod namespace;
mod proxy;
mod shared_memory;
mod string;
mod typed_array;

pub use arguments::Arguments;
pub use buffer::{BufferData, DataBlock};
pub use context_global::GlobalStore;
pub use namespace::ExportPlace;
pub use shared_memory::{SharedMemory, SharedWait, WaitEnd, Waiter};
pub use string::StringData;
pub use typed_array::{ElementType, TypedArrayData};

use super::{Agent, JsResult, PropertyFlags, PropertyKey};
use crate::heap::{Heap, IndexedProperty, InternalData, InternalRef, Kind, Object, SlotRef, Value};

/// An own property, as it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum OwnProperty {
    /// A data property.
    Data {
        /// Its value.
        value: Value,
        /// Its attributes.
        flags: PropertyFlags,
    },
    /// An accessor property.
    Accessor {
        /// The getter, or `undefined`.
        get: Value,
        /// The setter, or `undefined`.
        set: Value,
        /// Its attributes.
        flags: PropertyFlags,
    },
}

impl OwnProperty {
    /// Its attributes.
    pub fn flags(self) -> PropertyFlags {
        match self {
            OwnProperty::Data { flags, .. } | OwnProperty::Accessor { flags, .. } => flags,
        }
    }

    /// Whether `for-in` and `Object.keys` see it.
    pub fn is_enumerable(self) -> bool {
        self.flags().has(PropertyFlags::ENUMERABLE)
    }

    /// Whether it can be deleted and reconfigured.
    pub fn is_configurable(self) -> bool {
        self.flags().has(PropertyFlags::CONFIGURABLE)
    }
}

/// A [property descriptor](https://tc39.es/ecma262/#sec-property-descriptor-specification-type):
/// each field may be absent.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PropertyDescriptor {
    /// `[[Value]]`
    pub value: Option<Value>,
    /// `[[Writable]]`
    pub writable: Option<bool>,
    /// `[[Get]]`: a function or `undefined`
    pub get: Option<Value>,
    /// `[[Set]]`: a function or `undefined`
    pub set: Option<Value>,
    /// `[[Enumerable]]`
    pub enumerable: Option<bool>,
    /// `[[Configurable]]`
    pub configurable: Option<bool>,
}

impl PropertyDescriptor {
    /// A complete data descriptor.
    pub fn data(value: Value, flags: PropertyFlags) -> PropertyDescriptor {
        PropertyDescriptor {
            value: Some(value),
            writable: Some(flags.has(PropertyFlags::WRITABLE)),
            enumerable: Some(flags.has(PropertyFlags::ENUMERABLE)),
            configurable: Some(flags.has(PropertyFlags::CONFIGURABLE)),
            ..PropertyDescriptor::default()
        }
    }

    /// A complete accessor descriptor.
    pub fn accessor(get: Value, set: Value, flags: PropertyFlags) -> PropertyDescriptor {
        PropertyDescriptor {
            get: Some(get),
            set: Some(set),
            enumerable: Some(flags.has(PropertyFlags::ENUMERABLE)),
            configurable: Some(flags.has(PropertyFlags::CONFIGURABLE)),
            ..PropertyDescriptor::default()
        }
    }

    /// [IsAccessorDescriptor](https://tc39.es/ecma262/#sec-isaccessordescriptor)
    pub fn is_accessor(&self) -> bool {
        self.get.is_some() || self.set.is_some()
    }

    /// [IsDataDescriptor](https://tc39.es/ecma262/#sec-isdatadescriptor)
    pub fn is_data(&self) -> bool {
        self.value.is_some() || self.writable.is_some()
    }
}

impl From<OwnProperty> for PropertyDescriptor {
    fn from(property: OwnProperty) -> PropertyDescriptor {
        match property {
            OwnProperty::Data { value, flags } => PropertyDescriptor::data(value, flags),
            OwnProperty::Accessor { get, set, flags } => {
                PropertyDescriptor::accessor(get, set, flags)
            }
        }
    }
}

impl Agent {
    /// [`[[GetOwnProperty]]`](https://tc39.es/ecma262/#sec-ordinary-object-internal-methods-and-internal-slots-getownproperty-p)
    pub fn get_own_property(
        &mut self,
        object: Object,
        key: PropertyKey,
    ) -> JsResult<Option<OwnProperty>> {
        if self.heap.is_trapped(object, key) {
            return self.proxy_get_own_property(object, key);
        }
        if let Some(index) = key.as_index() {
            return Ok(self.get_own_indexed(object, index));
        }
        if key == self.names.length
            && let Some(property) = self.heap.own_length(object)
        {
            return Ok(Some(property));
        }
        self.get_own_named(object, key)
    }

    fn get_own_indexed(&mut self, object: Object, index: u32) -> Option<OwnProperty> {
        match object.kind() {
            Kind::Array => {
                if let Some(value) = self.heap.dense_element(object.value(), index) {
                    return Some(OwnProperty::Data {
                        value,
                        flags: PropertyFlags::DATA,
                    });
                }
            }
            Kind::StringObject => {
                if let Some(value) = self.heap.string_object_unit(object, index) {
                    return Some(OwnProperty::Data {
                        value,
                        flags: PropertyFlags::ENUMERABLE,
                    });
                }
            }
            Kind::Arguments => return self.heap.arguments_own(object, index),
            Kind::TypedArray => return self.heap.typed_own(object, index),
            _ => {}
        }
        let property = self.heap.indexed(object)?.get(index)?;
        Some(self.heap.indexed_property(property))
    }

    fn get_own_named(&mut self, object: Object, key: PropertyKey) -> JsResult<Option<OwnProperty>> {
        let Some(found) = self.heap.lookup(object, key) else {
            return Ok(None);
        };
        let value = match self.heap.read_slot(object, found.slot) {
            Some(value) => value,
            None => self.missing_value(object, key, found.slot)?,
        };
        Ok(Some(self.heap.property_from(value, found.flags)))
    }

    /// Makes the value of a property that has none yet.
    #[cold]
    #[inline(never)]
    fn missing_value(&mut self, object: Object, key: PropertyKey, slot: SlotRef) -> JsResult {
        if !object.is(Kind::Function) && !object.is(Kind::Native) {
            if self.forbids_effects() {
                // To make it may run code of the host's own, half of which would be worse than none.
                return Err(self.refuse_effect());
            }
            let value = self.make_lazy(object, key)?;
            // The layout may be another one by now.
            if let Some(found) = self.heap.lookup(object, key)
                && self.heap.read_slot(object, found.slot).is_none()
            {
                self.heap.write_slot(object, found.slot, value);
            }
            return Ok(value);
        }
        self.materialize_function(object);
        let value = self.heap.read_slot(object, slot);
        Ok(value.unwrap_or(Value::UNDEFINED))
    }

    /// A data property of an object or its prototypes, without running a script's code.
    pub fn peek_data_property(&mut self, object: Object, key: PropertyKey) -> Option<Value> {
        let mut current = Some(object);
        while let Some(object) = current {
            if object.is(Kind::Proxy) {
                return None;
            }
            match self.get_own_property(object, key) {
                Ok(Some(OwnProperty::Data { value, .. })) => return Some(value),
                Ok(Some(OwnProperty::Accessor { .. })) | Err(_) => return None,
                Ok(None) => current = self.heap.prototype(object).as_object(),
            }
        }
        None
    }

    /// [`[[GetPrototypeOf]]`](https://tc39.es/ecma262/#sec-ordinary-object-internal-methods-and-internal-slots-getprototypeof)
    #[inline]
    pub fn get_prototype_of(&mut self, object: Object) -> JsResult<Value> {
        if object.is(Kind::Proxy) {
            return self.proxy_get_prototype_of(object);
        }
        Ok(self.heap.prototype(object))
    }

    /// The next object on a walk along prototypes that asks proxies too. Traps can make such a walk
    /// endless; as in V8, a RangeError ends it, after so many proxies that `proxies` counts.
    pub fn next_prototype(
        &mut self,
        object: Object,
        proxies: &mut u32,
    ) -> JsResult<Option<Object>> {
        const MOST_PROXIES: u32 = 100 << 10;
        self.poll()?;
        if object.is(Kind::Proxy) {
            *proxies += 1;
            if *proxies > MOST_PROXIES {
                return Err(self.stack_overflow());
            }
        }
        Ok(self.get_prototype_of(object)?.as_object())
    }

    /// [`[[SetPrototypeOf]]`](https://tc39.es/ecma262/#sec-ordinary-object-internal-methods-and-internal-slots-setprototypeof-v);
    /// whether it was allowed. `proto` is an object or `null`.
    pub fn set_prototype_of(&mut self, object: Object, proto: Value) -> JsResult<bool> {
        self.check_write(object.value())?;
        if object.is(Kind::Proxy) {
            return self.proxy_set_prototype_of(object, proto);
        }
        if self.heap.prototype(object) == proto {
            return Ok(true);
        }
        if !self.heap.is_extensible(object)
            || object == self.intrinsic(super::Intrinsic::ObjectPrototype)
        {
            return Ok(false);
        }
        let mut ancestor = proto.as_object();
        while let Some(current) = ancestor {
            if current == object {
                return Ok(false);
            }
            if current.is(Kind::Proxy) {
                break;
            }
            ancestor = self.heap.prototype(current).as_object();
        }
        if proto.is_null() {
            self.note_class(object);
        }
        self.heap.set_prototype(object, proto);
        Ok(true)
    }

    /// [`[[IsExtensible]]`](https://tc39.es/ecma262/#sec-ordinary-object-internal-methods-and-internal-slots-isextensible)
    pub fn is_extensible(&mut self, object: Object) -> JsResult<bool> {
        if object.is(Kind::Proxy) {
            return self.proxy_is_extensible(object);
        }
        Ok(self.heap.is_extensible(object))
    }

    /// [`[[PreventExtensions]]`](https://tc39.es/ecma262/#sec-ordinary-object-internal-methods-and-internal-slots-preventextensions)
    pub fn prevent_extensions(&mut self, object: Object) -> JsResult<bool> {
        self.check_write(object.value())?;
        if object.is(Kind::Proxy) {
            return self.proxy_prevent_extensions(object);
        }
        if !self.heap.is_typed_array_fixed(object) {
            return Ok(false);
        }
        if object.is(Kind::Array) {
            // Dense arrays are extensible by definition.
            self.heap.indexed_mut(object);
        }
        self.materialize_if_function(object);
        self.heap.prevent_extensions(object);
        Ok(true)
    }

    /// Gives a function its own properties before its layout is changed.
    pub fn materialize_if_function(&mut self, object: Object) {
        if object.is(Kind::Function) || object.is(Kind::Native) {
            self.materialize_function(object);
        }
    }

    /// [`[[HasProperty]]`](https://tc39.es/ecma262/#sec-ordinary-object-internal-methods-and-internal-slots-hasproperty-p)
    pub fn has_property(&mut self, object: Object, key: PropertyKey) -> JsResult<bool> {
        let mut current = Some(object);
        while let Some(object) = current {
            if self.heap.is_trapped(object, key) {
                return self.proxy_has_property(object, key);
            }
            if let Some(has) = self.has_typed_element(object, key) {
                return Ok(has);
            }
            if self.get_own_property(object, key)?.is_some() {
                return Ok(true);
            }
            current = self.get_prototype_of(object)?.as_object();
        }
        Ok(false)
    }

    /// [`[[Delete]]`](https://tc39.es/ecma262/#sec-ordinary-object-internal-methods-and-internal-slots-delete-p);
    /// whether the property is gone.
    pub fn delete(&mut self, object: Object, key: PropertyKey) -> JsResult<bool> {
        self.check_write(object.value())?;
        if self.heap.is_trapped(object, key) {
            return self.proxy_delete(object, key);
        }
        if let Some(has) = self.has_typed_element(object, key) {
            return Ok(!has);
        }
        let Some(property) = self.get_own_property(object, key)? else {
            return Ok(true);
        };
        if !property.is_configurable() {
            return Ok(false);
        }
        match key.as_index() {
            Some(index) => self.heap.delete_indexed(object, index),
            None => {
                self.materialize_if_function(object);
                self.heap.remove_property(object, key);
            }
        }
        Ok(true)
    }
}

impl Heap {
    fn indexed_property(&self, property: IndexedProperty) -> OwnProperty {
        self.property_from(property.value, property.flags)
    }

    /// The `length` of arrays and string objects, which isn't in their layout.
    fn own_length(&self, object: Object) -> Option<OwnProperty> {
        match object.kind() {
            Kind::Array => {
                let flags = if self.array_length_is_read_only(object) {
                    PropertyFlags::NONE
                } else {
                    PropertyFlags::WRITABLE
                };
                Some(OwnProperty::Data {
                    value: Value::from_u32(self.array_length(object)),
                    flags,
                })
            }
            Kind::StringObject => {
                let value = Value::from_usize(self.string_object_length(object));
                Some(OwnProperty::Data {
                    value,
                    flags: PropertyFlags::NONE,
                })
            }
            _ => None,
        }
    }

    fn delete_indexed(&mut self, object: Object, index: u32) {
        if self.is_dense(object) {
            if let Some(element) = self.elements_mut(object).get_mut(index as usize) {
                *element = Value::HOLE;
            }
            return;
        }
        if object.is(Kind::Arguments) {
            self.arguments_unmap(object, index);
        }
        self.indexed_mut(object).remove(index);
    }
}

impl Heap {
    /// What a slot holds for an accessor property.
    pub fn new_accessor(&mut self, get: Value, set: Value) -> Value {
        self.new_internal(InternalData::Accessor { get, set })
            .value()
    }

    /// A slot's value and attributes as a property.
    fn property_from(&self, value: Value, flags: PropertyFlags) -> OwnProperty {
        if flags.has(PropertyFlags::ACCESSOR)
            && let Some(pair) = InternalRef::from_value(value)
            && let InternalData::Accessor { get, set } = *self.internal(pair)
        {
            return OwnProperty::Accessor { get, set, flags };
        }
        OwnProperty::Data { value, flags }
    }
}
