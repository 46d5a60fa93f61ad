//! Defining properties: validation, and the operations that the library uses.

use super::{OwnProperty, PropertyDescriptor};
use crate::engine::{Agent, Intrinsic, JsResult, PropertyFlags, PropertyKey, messages};
use crate::heap::{Heap, IndexedProperty, Kind, Object, Value};

impl Agent {
    /// [`[[DefineOwnProperty]]`](https://tc39.es/ecma262/#sec-ordinary-object-internal-methods-and-internal-slots-defineownproperty-p-desc);
    /// whether it was allowed.
    pub fn define_own_property(
        &mut self,
        object: Object,
        key: PropertyKey,
        descriptor: &PropertyDescriptor,
    ) -> JsResult<bool> {
        match object.kind() {
            Kind::Proxy | Kind::Namespace if self.heap.is_trapped(object, key) => {
                return self.proxy_define_own_property(object, key, descriptor);
            }
            Kind::Array => {
                if key == self.names.length {
                    return self.array_define_length(object, descriptor);
                }
                if let Some(index) = key.as_index()
                    && index >= self.heap.array_length(object)
                    && self.heap.array_length_is_read_only(object)
                {
                    return Ok(false);
                }
            }
            Kind::TypedArray => {
                if let Some(done) = self.typed_define(object, key, descriptor)? {
                    return Ok(done);
                }
            }
            Kind::Arguments => {
                if let Some(index) = key.as_index() {
                    return self.arguments_define(object, index, descriptor);
                }
            }
            _ => {}
        }
        self.ordinary_define_own_property(object, key, descriptor)
    }

    /// [OrdinaryDefineOwnProperty](https://tc39.es/ecma262/#sec-ordinarydefineownproperty)
    pub(super) fn ordinary_define_own_property(
        &mut self,
        object: Object,
        key: PropertyKey,
        descriptor: &PropertyDescriptor,
    ) -> JsResult<bool> {
        let current = self.get_own_property(object, key)?;
        let extensible = self.heap.is_extensible(object);
        let Some(new) = self.validate(current, extensible, descriptor) else {
            return Ok(false);
        };
        if current == Some(new) {
            return Ok(true);
        }
        self.store_property(object, key, current, new);
        Ok(true)
    }

    /// [ValidateAndApplyPropertyDescriptor](https://tc39.es/ecma262/#sec-validateandapplypropertydescriptor):
    /// the property as it is to be, or `None` where that isn't allowed.
    pub fn validate(
        &self,
        current: Option<OwnProperty>,
        extensible: bool,
        new: &PropertyDescriptor,
    ) -> Option<OwnProperty> {
        // 2.
        let Some(current) = current else {
            return extensible.then(|| complete_property(new));
        };
        let flags = current.flags();
        let was_accessor = matches!(current, OwnProperty::Accessor { .. });
        // 5.
        if !current.is_configurable() {
            if new.configurable == Some(true)
                || new.enumerable.is_some_and(|e| e != current.is_enumerable())
            {
                return None;
            }
            if (new.is_accessor() && !was_accessor) || (new.is_data() && was_accessor) {
                return None;
            }
            match current {
                OwnProperty::Accessor { get, set, .. } => {
                    if new.get.is_some_and(|new| new != get)
                        || new.set.is_some_and(|new| new != set)
                    {
                        return None;
                    }
                }
                OwnProperty::Data { value, .. } => {
                    let changed = new
                        .value
                        .is_some_and(|new| !self.heap.same_value(new, value));
                    if !flags.has(PropertyFlags::WRITABLE)
                        && (new.writable == Some(true) || changed)
                    {
                        return None;
                    }
                }
            }
        }
        // 6.
        let mut result = PropertyFlags::NONE;
        let pick = |field: Option<bool>, flag: PropertyFlags| field.unwrap_or(flags.has(flag));
        if pick(new.configurable, PropertyFlags::CONFIGURABLE) {
            result = result.with(PropertyFlags::CONFIGURABLE);
        }
        if pick(new.enumerable, PropertyFlags::ENUMERABLE) {
            result = result.with(PropertyFlags::ENUMERABLE);
        }
        if new.is_accessor() || (was_accessor && !new.is_data()) {
            let (old_get, old_set) = match current {
                OwnProperty::Accessor { get, set, .. } => (get, set),
                OwnProperty::Data { .. } => (Value::UNDEFINED, Value::UNDEFINED),
            };
            let flags = result.with(PropertyFlags::ACCESSOR);
            return Some(OwnProperty::Accessor {
                get: new.get.unwrap_or(old_get),
                set: new.set.unwrap_or(old_set),
                flags,
            });
        }
        let (old_value, was_writable) = match current {
            OwnProperty::Data { value, flags } => (value, flags.has(PropertyFlags::WRITABLE)),
            OwnProperty::Accessor { .. } => (Value::UNDEFINED, false),
        };
        if new.writable.unwrap_or(was_writable) {
            result = result.with(PropertyFlags::WRITABLE);
        }
        Some(OwnProperty::Data {
            value: new.value.unwrap_or(old_value),
            flags: result,
        })
    }

    /// Stores a property that passed validation.
    pub(super) fn store_property(
        &mut self,
        object: Object,
        key: PropertyKey,
        current: Option<OwnProperty>,
        new: OwnProperty,
    ) {
        let (value, flags) = match new {
            OwnProperty::Data { value, flags } => (value, flags),
            OwnProperty::Accessor { get, set, flags } => (self.heap.new_accessor(get, set), flags),
        };
        if let Some(index) = key.as_index() {
            return self.heap.store_indexed(object, index, value, flags);
        }
        self.materialize_if_function(object);
        match current {
            None => self.heap.add_property(object, key, flags, value),
            Some(current) => {
                if current.flags() != flags {
                    self.heap.set_property_flags(object, key, flags);
                }
                if let Some(found) = self.heap.lookup(object, key) {
                    self.heap.write_slot(object, found.slot, value);
                }
            }
        }
        if flags.has(PropertyFlags::ACCESSOR) {
            // A cache that holds the former getter's layout must not survive a change in place.
            self.heap.touch_shape(object);
        }
    }

    /// [CreateDataProperty](https://tc39.es/ecma262/#sec-createdataproperty); whether it was allowed.
    pub fn create_data_property(
        &mut self,
        object: Object,
        key: PropertyKey,
        value: Value,
    ) -> JsResult<bool> {
        if let Some(index) = key.as_index()
            && self.heap.is_dense(object)
        {
            let elements = self.heap.elements_mut(object);
            if let Some(place) = elements.get_mut(index as usize) {
                *place = value;
                return Ok(true);
            }
            if index as usize == elements.len() {
                self.heap.push_element(object, value);
                return Ok(true);
            }
        }
        self.define_own_property(
            object,
            key,
            &PropertyDescriptor::data(value, PropertyFlags::DATA),
        )
    }

    /// [CreateDataPropertyOrThrow](https://tc39.es/ecma262/#sec-createdatapropertyorthrow)
    pub fn create_data_property_or_throw(
        &mut self,
        object: Object,
        key: PropertyKey,
        value: Value,
    ) -> JsResult<()> {
        if self.create_data_property(object, key, value)? {
            return Ok(());
        }
        Err(self.define_failed(object, key))
    }

    /// [DefinePropertyOrThrow](https://tc39.es/ecma262/#sec-definepropertyorthrow)
    pub fn define_property_or_throw(
        &mut self,
        object: Object,
        key: PropertyKey,
        descriptor: &PropertyDescriptor,
    ) -> JsResult<()> {
        if self.define_own_property(object, key, descriptor)? {
            return Ok(());
        }
        Err(self.define_failed(object, key))
    }

    #[cold]
    fn define_failed(&mut self, object: Object, key: PropertyKey) -> crate::engine::Throw {
        if self.heap.is_true_proxy(object) {
            return self.trap_falsish("defineProperty", key);
        }
        if self.has_typed_element(object, key) == Some(false) {
            return self.type_error("Invalid typed array index");
        }
        let name = self.heap.key_for_message(key);
        match self.get_own_property(object, key) {
            Ok(None) => self.type_error(format!(
                "Cannot define property {name}, object is not extensible"
            )),
            Ok(Some(_)) => self.type_error(messages::cannot_redefine(&name)),
            Err(throw) => throw,
        }
    }

    /// [DeletePropertyOrThrow](https://tc39.es/ecma262/#sec-deletepropertyorthrow)
    pub fn delete_property_or_throw(&mut self, object: Object, key: PropertyKey) -> JsResult<()> {
        if self.delete(object, key)? {
            return Ok(());
        }
        if self.heap.is_true_proxy(object) {
            return Err(self.trap_falsish("deleteProperty", key));
        }
        if let Some(parts) = self.heap.context_global(object)
            && self.has_own_property(parts.outer, key)?
        {
            // What stays on the program's object is no error.
            return Ok(());
        }
        let (name, what) = (
            self.heap.key_for_message(key),
            self.object_for_message(object),
        );
        Err(self.type_error(messages::cannot_delete(&name, &what)))
    }

    /// [FromPropertyDescriptor](https://tc39.es/ecma262/#sec-frompropertydescriptor)
    pub fn from_property_descriptor(&mut self, property: Option<OwnProperty>) -> Value {
        let Some(property) = property else {
            return Value::UNDEFINED;
        };
        let object = self.new_plain_object(4);
        let names = self.names;
        let mut add = |key, value| {
            self.heap
                .add_property(object, key, PropertyFlags::DATA, value)
        };
        match property {
            OwnProperty::Data { value, flags } => {
                add(names.value, value);
                add(
                    names.writable,
                    Value::bool(flags.has(PropertyFlags::WRITABLE)),
                );
            }
            OwnProperty::Accessor { get, set, .. } => {
                add(names.get, get);
                add(names.set, set);
            }
        }
        add(names.enumerable, Value::bool(property.is_enumerable()));
        add(names.configurable, Value::bool(property.is_configurable()));
        object.value()
    }

    /// [FromPropertyDescriptor](https://tc39.es/ecma262/#sec-frompropertydescriptor) of a descriptor
    /// that may lack fields.
    pub fn from_partial_descriptor(&mut self, descriptor: &PropertyDescriptor) -> Object {
        let object = self.new_plain_object(4);
        let names = self.names;
        let fields = [
            (names.value, descriptor.value),
            (names.writable, descriptor.writable.map(Value::bool)),
            (names.get, descriptor.get),
            (names.set, descriptor.set),
            (names.enumerable, descriptor.enumerable.map(Value::bool)),
            (names.configurable, descriptor.configurable.map(Value::bool)),
        ];
        for (key, value) in fields {
            if let Some(value) = value {
                self.heap
                    .add_property(object, key, PropertyFlags::DATA, value);
            }
        }
        object
    }

    /// [ToPropertyDescriptor](https://tc39.es/ecma262/#sec-topropertydescriptor)
    pub fn to_property_descriptor(&mut self, value: Value) -> JsResult<PropertyDescriptor> {
        let Some(object) = value.as_object() else {
            let text = self.value_for_message(value);
            return Err(self.type_error(format!("Property description must be an object: {text}")));
        };
        let names = self.names;
        let enumerable = self.descriptor_field(object, names.enumerable)?;
        let enumerable = enumerable.map(|value| self.heap.to_boolean(value));
        let configurable = self.descriptor_field(object, names.configurable)?;
        let configurable = configurable.map(|value| self.heap.to_boolean(value));
        let field = |agent: &mut Agent, key| -> JsResult<Option<Value>> {
            let value = agent.descriptor_field(object, key)?;
            if let Some(value) = value {
                agent.keep(value);
            }
            Ok(value)
        };
        let value = field(self, names.value)?;
        let writable = field(self, names.writable)?.map(|value| self.heap.to_boolean(value));
        let get = field(self, names.get)?;
        if let Some(get) = get
            && !get.is_undefined()
            && !self.heap.is_callable(get)
        {
            let text = self.value_for_message(get);
            return Err(self.type_error(format!("Getter must be a function: {text}")));
        }
        let set = field(self, names.set)?;
        if let Some(set) = set
            && !set.is_undefined()
            && !self.heap.is_callable(set)
        {
            let text = self.value_for_message(set);
            return Err(self.type_error(format!("Setter must be a function: {text}")));
        }
        if (get.is_some() || set.is_some()) && (value.is_some() || writable.is_some()) {
            let text = self.value_for_message(object.value());
            return Err(self.type_error(format!(
                "Invalid property descriptor. Cannot both specify accessors and a value or writable attribute, {text}"
            )));
        }
        Ok(PropertyDescriptor {
            value,
            writable,
            get,
            set,
            enumerable,
            configurable,
        })
    }

    /// A field of a property descriptor. Those of the host's own texts inherit none of what scripts add
    /// to `Object.prototype`.
    fn descriptor_field(&mut self, object: Object, key: PropertyKey) -> JsResult<Option<Value>> {
        if !self.has_property(object, key)? {
            return Ok(None);
        }
        let mut holder = object;
        while self.heap.lookup(holder, key).is_none() && !holder.is(Kind::Proxy) {
            match self.heap.prototype(holder).as_object() {
                Some(next) => holder = next,
                None => break,
            }
        }
        let is_added = holder == self.intrinsic(Intrinsic::ObjectPrototype);
        if is_added && self.serves_own_text() {
            return Ok(None);
        }
        self.get(object, key).map(Some)
    }
}

impl Heap {
    fn store_indexed(&mut self, object: Object, index: u32, value: Value, flags: PropertyFlags) {
        if self.is_dense(object) {
            let length = self.elements(object).len();
            let place = index as usize;
            if flags == PropertyFlags::DATA
                && place <= length + MAX_GAP.max(length)
                && place < MAX_DENSE
            {
                if place == length {
                    self.push_element(object, value);
                    return;
                }
                while self.elements(object).len() <= place {
                    self.push_element(object, Value::HOLE);
                }
                self.elements_mut(object)[place] = value;
                return;
            }
        }
        let is_array = object.is(Kind::Array);
        let store = self.indexed_mut(object);
        store.insert(index, IndexedProperty { value, flags });
        if is_array {
            store.array_length = store.array_length.max(index + 1);
        }
        self.report_external(16);
    }
}

/// An assignment this far beyond a dense array's end leaves it dense.
const MAX_GAP: usize = 1024;

/// Dense arrays have no more elements than this.
pub(super) const MAX_DENSE: usize = 1 << 26;

/// [CompletePropertyDescriptor](https://tc39.es/ecma262/#sec-completepropertydescriptor): the
/// property that a descriptor creates.
pub(super) fn complete_property(new: &PropertyDescriptor) -> OwnProperty {
    let mut flags = PropertyFlags::NONE;
    if new.enumerable == Some(true) {
        flags = flags.with(PropertyFlags::ENUMERABLE);
    }
    if new.configurable == Some(true) {
        flags = flags.with(PropertyFlags::CONFIGURABLE);
    }
    if new.is_accessor() {
        let none = Value::UNDEFINED;
        let flags = flags.with(PropertyFlags::ACCESSOR);
        return OwnProperty::Accessor {
            get: new.get.unwrap_or(none),
            set: new.set.unwrap_or(none),
            flags,
        };
    }
    if new.writable == Some(true) {
        flags = flags.with(PropertyFlags::WRITABLE);
    }
    OwnProperty::Data {
        value: new.value.unwrap_or(Value::UNDEFINED),
        flags,
    }
}
