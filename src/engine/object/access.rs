//! Getting and setting along the prototype chain.

use super::{OwnProperty, PropertyDescriptor};
use crate::engine::{Agent, JsResult, PropertyFlags, PropertyKey};
use crate::heap::{Heap, InternalData, InternalRef, Kind, Object, Str, Value};

impl Agent {
    /// [Get ( O, P )](https://tc39.es/ecma262/#sec-get-o-p)
    #[inline]
    pub fn get(&mut self, object: Object, key: PropertyKey) -> JsResult {
        self.get_with_receiver(object, key, object.value())
    }

    /// [`[[Get]]`](https://tc39.es/ecma262/#sec-ordinary-object-internal-methods-and-internal-slots-get-p-receiver)
    pub fn get_with_receiver(
        &mut self,
        object: Object,
        key: PropertyKey,
        receiver: Value,
    ) -> JsResult {
        let mut current = object;
        loop {
            // The usual case first: an object that is nothing but its layout.
            if current.is_plain() && key.as_index().is_none() {
                match self.heap.lookup(current, key) {
                    Some(found) if found.flags.is_plain_data() => {
                        if let Some(value) = self.heap.read_slot(current, found.slot) {
                            return Ok(value);
                        }
                    }
                    Some(_) => {}
                    None => match self.heap.prototype(current).as_object() {
                        Some(proto) => {
                            current = proto;
                            continue;
                        }
                        None => return Ok(Value::UNDEFINED),
                    },
                }
            }
            if let Some(index) = key.as_index()
                && let Some(element) = self.typed_element(current, index)
            {
                return Ok(element);
            }
            if self.heap.is_trapped(current, key) {
                return self.proxy_get(current, key, receiver);
            }
            match self.get_own_property(current, key)? {
                Some(OwnProperty::Data { value, .. }) => return Ok(value),
                Some(OwnProperty::Accessor { get, .. }) if get.is_undefined() => {
                    return Ok(Value::UNDEFINED);
                }
                Some(OwnProperty::Accessor { get, .. }) => return self.call(get, receiver, &[]),
                None if self.has_typed_element(current, key).is_some() => {
                    return Ok(Value::UNDEFINED);
                }
                None => {}
            }
            match self.get_prototype_of(current)?.as_object() {
                Some(proto) => current = proto,
                None => return Ok(Value::UNDEFINED),
            }
        }
    }

    /// Reads through an accessor, given as the pair that a property's slot holds.
    pub fn call_getter(&mut self, pair: Value, receiver: Value) -> JsResult {
        match self.heap.accessor(pair) {
            Some((get, _)) if !get.is_undefined() => self.call(get, receiver, &[]),
            _ => Ok(Value::UNDEFINED),
        }
    }

    /// Writes through an accessor, given as the pair that a property's slot holds; whether it has a
    /// setter.
    pub fn call_setter(&mut self, pair: Value, receiver: Value, value: Value) -> JsResult<bool> {
        match self.heap.accessor(pair) {
            Some((_, set)) if !set.is_undefined() => {
                self.call(set, receiver, &[value]).map(|_| true)
            }
            _ => Ok(false),
        }
    }

    /// [Set ( O, P, V, Throw )](https://tc39.es/ecma262/#sec-set-o-p-v-throw) with Throw true.
    pub fn set(&mut self, object: Object, key: PropertyKey, value: Value) -> JsResult<()> {
        if self.set_with_receiver(object, key, value, object.value())? {
            return Ok(());
        }
        Err(self.set_failed(object.value(), key))
    }

    /// [`[[Set]]`](https://tc39.es/ecma262/#sec-ordinary-object-internal-methods-and-internal-slots-set-p-v-receiver);
    /// whether it was allowed.
    pub fn set_with_receiver(
        &mut self,
        object: Object,
        key: PropertyKey,
        value: Value,
        receiver: Value,
    ) -> JsResult<bool> {
        self.check_write(receiver)?;
        if receiver == object.value()
            && (self.set_own_fast(object, key, value) || self.heap.add_own_fast(object, key, value))
        {
            return Ok(true);
        }
        let mut current = object;
        loop {
            if self.heap.is_trapped(current, key) {
                return self.proxy_set(current, key, value, receiver);
            }
            if current.is(Kind::TypedArray)
                && let Some(done) = self.typed_set(current, key, value, receiver)?
            {
                return Ok(done);
            }
            match self.get_own_property(current, key)? {
                Some(OwnProperty::Data { flags, .. }) => {
                    if !flags.has(PropertyFlags::WRITABLE) {
                        return Ok(false);
                    }
                    return self.set_on_receiver(receiver, key, value, current);
                }
                Some(OwnProperty::Accessor { set, .. }) => {
                    if set.is_undefined() {
                        return Ok(false);
                    }
                    self.call(set, receiver, &[value])?;
                    return Ok(true);
                }
                None => {}
            }
            match self.get_prototype_of(current)?.as_object() {
                Some(proto) => current = proto,
                None => return self.set_on_receiver(receiver, key, value, current),
            }
        }
    }

    /// Replaces the value of an own, plain, writable data property; whether there was one.
    fn set_own_fast(&mut self, object: Object, key: PropertyKey, value: Value) -> bool {
        match key.as_index() {
            Some(index) => {
                if self.heap.set_dense_element(object.value(), index, value) {
                    return true;
                }
                if object.is(Kind::TypedArray) {
                    return self.heap.set_typed_element(object, index, value);
                }
                if object.is(Kind::Array) || (object.kind() as u8) >= Kind::Host as u8 {
                    return false;
                }
                if self
                    .heap
                    .indexed(object)
                    .is_none_or(|store| store.dense.len() <= index as usize)
                {
                    return false;
                }
                match self.heap.indexed_mut(object).dense.get_mut(index as usize) {
                    Some(place) if !place.is_hole() => {
                        *place = value;
                        true
                    }
                    _ => false,
                }
            }
            None => {
                if (key == self.names.length && object.is(Kind::Array))
                    || matches!(object.kind(), Kind::Proxy | Kind::Namespace)
                {
                    return false;
                }
                match self.heap.lookup(object, key) {
                    Some(found) if found.flags.is_writable_data() => {
                        self.materialize_if_function(object);
                        self.heap.write_slot(object, found.slot, value);
                        true
                    }
                    _ => false,
                }
            }
        }
    }

    /// The end of [OrdinarySetWithOwnDescriptor](https://tc39.es/ecma262/#sec-ordinarysetwithowndescriptor):
    /// changes or creates the receiver's own property. `holder` is where a writable data property
    /// was found, or the end of the chain.
    fn set_on_receiver(
        &mut self,
        receiver: Value,
        key: PropertyKey,
        value: Value,
        holder: Object,
    ) -> JsResult<bool> {
        let Some(object) = receiver.as_object() else {
            return Ok(false);
        };
        let existing = if object == holder {
            self.get_own_property(holder, key)?
        } else {
            None
        };
        let existing = match existing {
            Some(existing) => Some(existing),
            None => self.get_own_property(object, key)?,
        };
        match existing {
            Some(OwnProperty::Accessor { .. }) => Ok(false),
            Some(OwnProperty::Data { flags, .. }) => {
                if !flags.has(PropertyFlags::WRITABLE) {
                    return Ok(false);
                }
                let descriptor = PropertyDescriptor {
                    value: Some(value),
                    ..PropertyDescriptor::default()
                };
                self.define_own_property(object, key, &descriptor)
            }
            None => self.create_data_property(object, key, value),
        }
    }

    /// Throws the TypeError for an assignment that was not allowed, in V8's words.
    #[cold]
    pub fn set_failed(&mut self, target: Value, key: PropertyKey) -> crate::engine::Throw {
        use crate::engine::messages;
        let name = self.heap.key_for_message(key);
        let Some(object) = target.as_object() else {
            let what = self.value_for_message(target);
            if let Some(string) = target.as_string()
                && self.is_own_of_string(string, key)
            {
                let text =
                    format!("Cannot assign to read only property '{name}' of string '{what}'");
                return self.type_error(text);
            }
            let text = format!(
                "Cannot create property '{name}' on {} '{what}'",
                self.heap.type_of_text(target)
            );
            return self.type_error(text);
        };
        let mut current = Some(object);
        while let Some(holder) = current {
            if self.heap.is_true_proxy(holder) {
                return self.trap_falsish("set", key);
            }
            if self.heap.is_deferred_namespace(holder) {
                return self.type_error(messages::not_extensible(&name));
            }
            match self.get_own_property(holder, key) {
                Ok(Some(OwnProperty::Data { value, flags }))
                    if key == self.names.length
                        && holder.is(Kind::Array)
                        && flags.has(PropertyFlags::WRITABLE) =>
                {
                    // The last element can't be deleted.
                    let last = value.as_number().unwrap_or_default() - 1.0;
                    let last = self.heap.key_from_number(last);
                    let last = self.heap.key_for_message(last);
                    let object = self.object_for_message(holder);
                    return self.type_error(messages::cannot_delete(&last, &object));
                }
                Ok(Some(OwnProperty::Data { .. })) => {
                    let text = messages::read_only(
                        &name,
                        self.heap.type_of_text(target),
                        &self.object_for_message(object),
                    );
                    return self.type_error(text);
                }
                Ok(Some(OwnProperty::Accessor { .. })) => {
                    let text = messages::only_getter(&name, &self.object_for_message(holder));
                    return self.type_error(text);
                }
                Ok(None) => current = self.heap.prototype(holder).as_object(),
                Err(throw) => return throw,
            }
        }
        let length = self.names.length;
        if key.as_index().is_some()
            && object.is(Kind::Array)
            && self.heap.is_extensible(object)
            && let Ok(Some(OwnProperty::Data { flags, .. })) = self.get_own_property(object, length)
            && !flags.has(PropertyFlags::WRITABLE)
        {
            return self.set_failed(target, length);
        }
        self.type_error(messages::not_extensible(&name))
    }

    /// Whether a string has the property itself: its length or a code unit.
    fn is_own_of_string(&self, string: crate::heap::Str, key: PropertyKey) -> bool {
        match key.as_index() {
            Some(index) => (index as usize) < self.heap.string_length(string),
            None => key == self.names.length,
        }
    }

    /// [GetV ( V, P )](https://tc39.es/ecma262/#sec-getv) for a value that isn't nullish.
    pub fn get_v(&mut self, value: Value, key: PropertyKey) -> JsResult {
        if let Some(object) = value.as_object() {
            if let Some(index) = key.as_index()
                && let Some(element) = self.typed_element(object, index)
            {
                return Ok(element);
            }
            return self.get_with_receiver(object, key, value);
        }
        if let Some(string) = value.as_string() {
            if let Some(index) = key.as_index() {
                if (index as usize) < self.heap.string_length(string) {
                    return Ok(self.heap.string_unit(string, index as usize).value());
                }
            } else if key == self.names.length {
                return Ok(Value::from_usize(self.heap.string_length(string)));
            }
        }
        match self.prototype_of_primitive(value) {
            Some(proto) => self.get_with_receiver(proto, key, value),
            None => Err(self.read_of_nullish(value, key)),
        }
    }

    /// The prototype that a primitive's properties come from; `None` for `undefined` and `null`.
    pub fn prototype_of_primitive(&self, value: Value) -> Option<Object> {
        use crate::engine::Intrinsic::*;
        let proto = if value.is_string() {
            StringPrototype
        } else if value.is_number() {
            NumberPrototype
        } else if value.is_bool() {
            BooleanPrototype
        } else if value.is_symbol() {
            SymbolPrototype
        } else if value.is_bigint() {
            BigIntPrototype
        } else {
            return None;
        };
        Some(self.intrinsic(proto))
    }

    /// The TypeError for reading a property of `undefined` or `null`.
    #[cold]
    pub fn read_of_nullish(&mut self, value: Value, key: PropertyKey) -> crate::engine::Throw {
        if key == PropertyKey::symbol(self.symbols.iterator) {
            let what = self.call_site_for_message(value);
            return self.type_error(crate::engine::messages::iterator_of_nullish(&what));
        }
        let key = self.heap.key_for_message(key);
        let value = if value.is_null() { "null" } else { "undefined" };
        self.type_error(crate::engine::messages::read_of_nullish(value, &key))
    }

    /// Sets a property of any value, as an assignment does; in sloppy code a failure is silent.
    pub fn put_value(
        &mut self,
        target: Value,
        key: PropertyKey,
        value: Value,
        strict: bool,
    ) -> JsResult<()> {
        let done = match target.as_object() {
            Some(object) => self.set_with_receiver(object, key, value, target)?,
            None => match self.prototype_of_primitive(target) {
                Some(proto) => self.set_with_receiver(proto, key, value, target)?,
                None => {
                    let key = self.heap.key_for_message(key);
                    let target = if target.is_null() {
                        "null"
                    } else {
                        "undefined"
                    };
                    return Err(
                        self.type_error(crate::engine::messages::set_of_nullish(target, &key))
                    );
                }
            },
        };
        if !done && strict {
            return Err(self.set_failed(target, key));
        }
        Ok(())
    }
}

impl Heap {
    /// Sets an own data property of an object that is nothing but its layout, or adds one; whether
    /// it was such an object, and nothing else has a say.
    #[inline]
    pub fn set_plain_named(&mut self, object: Object, name: Str, value: Value) -> bool {
        let key = self.property_key(name);
        if !object.is_plain() || key.as_index().is_some() {
            return false;
        }
        match self.lookup(object, key) {
            Some(found) if found.flags.is_writable_data() => {
                self.write_slot(object, found.slot, value);
                true
            }
            Some(_) => false,
            None => self.add_own_fast(object, key, value),
        }
    }
}

impl Heap {
    /// The value of an own data property of an object that is nothing but its layout; `None` where
    /// it isn't such an object, or has to be asked in another way.
    #[inline]
    pub fn plain_named(&mut self, object: Object, name: Str) -> Option<Value> {
        let key = self.property_key(name);
        if !object.is_plain() || key.as_index().is_some() {
            return None;
        }
        let found = self.lookup(object, key)?;
        if !found.flags.is_plain_data() {
            return None;
        }
        self.read_slot(object, found.slot)
    }

    pub(in crate::engine) fn accessor(&self, pair: Value) -> Option<(Value, Value)> {
        match *self.internal(InternalRef::from_value(pair)?) {
            InternalData::Accessor { get, set } => Some((get, set)),
            _ => None,
        }
    }

    /// Adds a named property to an extensible object that is nothing but its layout, where no
    /// prototype has anything to say about it; whether that was so.
    fn add_own_fast(&mut self, object: Object, key: PropertyKey, value: Value) -> bool {
        if key.as_index().is_some() || !object.is_plain() || !self.is_extensible(object) {
            return false;
        }
        if self.lookup(object, key).is_some() {
            return false;
        }
        let mut current = self.prototype(object).as_object();
        while let Some(holder) = current {
            match self.lookup(holder, key) {
                _ if !holder.is_plain() => return false,
                // An inherited value may be shadowed.
                Some(found) if found.flags.is_writable_data() => break,
                Some(_) => return false,
                None => current = self.prototype(holder).as_object(),
            }
        }
        self.add_property(object, key, PropertyFlags::DATA, value);
        true
    }
}
