//! The order of keys, and the integrity levels.

use super::{OwnProperty, PropertyDescriptor};
use crate::engine::{Agent, JsResult, PropertyFlags, PropertyKey};
use crate::heap::{Heap, Kind, Object, Value};

impl Agent {
    /// [`[[OwnPropertyKeys]]`](https://tc39.es/ecma262/#sec-ordinaryownpropertykeys): indices
    /// ascending, strings, then symbols, as they were created. Private names are left out.
    pub fn own_property_keys(&mut self, object: Object) -> JsResult<Vec<PropertyKey>> {
        if matches!(object.kind(), Kind::Proxy | Kind::Namespace) {
            return self.proxy_own_property_keys(object);
        }
        let mut keys = self.own_indices(object);
        if matches!(object.kind(), Kind::Array | Kind::StringObject) {
            keys.push(self.names.length);
        }
        let properties = self.heap.properties(object);
        keys.extend(
            properties
                .iter()
                .map(|property| property.0)
                .filter(|key| key.as_atom().is_some()),
        );
        for (key, ..) in &properties {
            if let Some(symbol) = key.as_symbol()
                && !self.heap.symbol_kind(symbol).is_private()
            {
                keys.push(*key);
            }
        }
        self.poll_work(keys.len() / 8)?;
        Ok(keys)
    }

    fn own_indices(&self, object: Object) -> Vec<PropertyKey> {
        let mut indices: Vec<u32> = Vec::new();
        if self.heap.is_dense(object) {
            let pieces = self.heap.budget.pieces(self.heap.elements(object), 16);
            let elements = pieces.flatten().enumerate();
            indices.extend(
                elements
                    .filter(|(_, element)| !element.is_hole())
                    .map(|(index, _)| index as u32),
            );
        }
        if object.is(Kind::StringObject) {
            let length = self.heap.string_object_length(object) as u32;
            indices.extend(self.heap.budget.each(0..length));
        }
        if object.is(Kind::TypedArray) {
            let length = self.typed_array_length(object) as u32;
            indices.extend(self.heap.budget.each(0..length));
        }
        if let Some(store) = self.heap.indexed(object) {
            indices.extend(self.heap.budget.each(store.indices()));
        }
        indices.into_iter().map(PropertyKey::index).collect()
    }

    /// The own enumerable string-keyed properties with their values:
    /// [EnumerableOwnProperties](https://tc39.es/ecma262/#sec-enumerableownproperties).
    pub fn enumerable_own_keys(&mut self, object: Object) -> JsResult<Vec<PropertyKey>> {
        if is_shaped(object) {
            let mut keys = self.own_indices(object);
            if let Some(store) = self.heap.indexed(object)
                && !store.sparse.is_empty()
            {
                keys.retain(|key| {
                    let property = key.as_index().and_then(|index| store.get(index));
                    property.is_none_or(|property| property.flags.has(PropertyFlags::ENUMERABLE))
                });
            }
            self.heap.enumerable_names(object, &mut keys);
            self.poll_work(keys.len() / 8)?;
            return Ok(keys);
        }
        let mut keys = self.own_property_keys(object)?;
        keys.retain(|key| !key.is_symbol());
        let mut enumerable = Vec::with_capacity(keys.len());
        for key in keys {
            self.poll()?;
            if self
                .get_own_property(object, key)?
                .is_some_and(OwnProperty::is_enumerable)
            {
                enumerable.push(key);
            }
        }
        Ok(enumerable)
    }

    /// The own enumerable string-keyed properties with their values, where all of them are plain
    /// data, so that taking them runs no code of a script.
    pub fn plain_own_entries(&mut self, object: Object) -> Option<Vec<(PropertyKey, Value)>> {
        if !is_shaped(object) || object.is(Kind::Arguments) {
            return None;
        }
        let indices = self.own_indices(object);
        let properties = self.heap.properties(object);
        let mut entries = Vec::with_capacity(indices.len() + properties.len());
        for key in indices {
            // Once the budget is spent the result is never used.
            if self.heap.budget.spend(1).is_err() {
                break;
            }
            match self.get_own_property(object, key) {
                Ok(Some(OwnProperty::Data { value, flags })) => {
                    if flags.has(PropertyFlags::ENUMERABLE) {
                        entries.push((key, value));
                    }
                }
                _ => return None,
            }
        }
        for (key, flags, slot) in properties {
            if key.is_symbol() || !flags.has(PropertyFlags::ENUMERABLE) {
                continue;
            }
            if !flags.is_plain_data() {
                return None;
            }
            entries.push((key, self.heap.read_slot(object, slot)?));
        }
        Some(entries)
    }

    /// [HasOwnProperty](https://tc39.es/ecma262/#sec-hasownproperty)
    pub fn has_own_property(&mut self, object: Object, key: PropertyKey) -> JsResult<bool> {
        if key.as_index().is_none() && is_shaped(object) && key != self.names.length {
            return Ok(self.heap.lookup(object, key).is_some());
        }
        Ok(self.get_own_property(object, key)?.is_some())
    }

    /// [SetIntegrityLevel](https://tc39.es/ecma262/#sec-setintegritylevel): seals, or with `frozen`
    /// freezes; whether that was allowed.
    pub fn set_integrity_level(&mut self, object: Object, frozen: bool) -> JsResult<bool> {
        if self.typed_array_length(object) > 0 {
            let what = if frozen { "freeze" } else { "seal" };
            let text = format!("Cannot {what} array buffer views with elements");
            return Err(self.type_error(text));
        }
        if !self.prevent_extensions(object)? {
            return Ok(false);
        }
        for key in self.own_property_keys(object)? {
            self.poll()?;
            let mut descriptor = PropertyDescriptor {
                configurable: Some(false),
                ..PropertyDescriptor::default()
            };
            if frozen {
                match self.get_own_property(object, key)? {
                    Some(OwnProperty::Data { .. }) => descriptor.writable = Some(false),
                    Some(OwnProperty::Accessor { .. }) => {}
                    None => continue,
                }
            }
            self.define_property_or_throw(object, key, &descriptor)?;
        }
        Ok(true)
    }

    /// [TestIntegrityLevel](https://tc39.es/ecma262/#sec-testintegritylevel)
    pub fn test_integrity_level(&mut self, object: Object, frozen: bool) -> JsResult<bool> {
        if self.is_extensible(object)? {
            return Ok(false);
        }
        for key in self.own_property_keys(object)? {
            self.poll()?;
            match self.get_own_property(object, key)? {
                Some(property) if property.is_configurable() => return Ok(false),
                Some(OwnProperty::Data { flags, .. })
                    if frozen && flags.has(PropertyFlags::WRITABLE) =>
                {
                    return Ok(false);
                }
                _ => {}
            }
        }
        Ok(true)
    }

    /// [CopyDataProperties](https://tc39.es/ecma262/#sec-copydataproperties)
    pub fn copy_data_properties(
        &mut self,
        target: Object,
        source: Value,
        excluded: &[PropertyKey],
    ) -> JsResult<()> {
        if source.is_nullish() {
            return Ok(());
        }
        let from = self.to_object(source)?;
        if self.heap.copy_plain_properties(target, from, excluded) {
            return Ok(());
        }
        self.keep_object(from);
        for key in self.own_property_keys(from)? {
            self.poll()?;
            if excluded.contains(&key) {
                continue;
            }
            if self
                .get_own_property(from, key)?
                .is_some_and(OwnProperty::is_enumerable)
            {
                let value = self.get(from, key)?;
                self.create_data_property_or_throw(target, key, value)?;
            }
        }
        Ok(())
    }

    /// The keys that `for-in` visits, as strings:
    /// [EnumerateObjectProperties](https://tc39.es/ecma262/#sec-enumerate-object-properties). The
    /// caller skips those that are gone when their turn comes.
    /// Also says whether all are the object's own, and stay so with its layout if they are named.
    /// The keys are kept by the caller's scope.
    pub fn for_in_keys(&mut self, object: Object) -> JsResult<(Vec<PropertyKey>, bool)> {
        if is_shaped(object) && self.inherits_nothing_enumerable(object) {
            return Ok((self.enumerable_own_keys(object)?, true));
        }
        let mut visited = rustc_hash::FxHashSet::default();
        let mut keys = Vec::new();
        let begins_with_proxy = object.is(Kind::Proxy);
        let mut current = Some(object);
        let mut proxies = 0;
        while let Some(object) = current {
            self.poll()?;
            let trapped = object.is(Kind::Proxy);
            let own = self.own_property_keys(object)?;
            if !trapped
                && let Some(proto) = self.heap.prototype(object).as_object()
                && proto.is(Kind::Proxy)
            {
                // Its traps may delete them.
                self.keep_keys(&own);
            }
            for key in own {
                self.poll()?;
                if key.is_symbol() {
                    continue;
                }
                // As in V8, a proxy is asked whether a key is enumerable when its turn comes.
                let enumerable = trapped
                    || match self.get_own_property(object, key)? {
                        Some(property) => property.is_enumerable(),
                        None => continue,
                    };
                if visited.insert(key) && enumerable {
                    keys.push(key);
                }
            }
            let next = self.next_prototype(object, &mut proxies)?;
            // In V8 the walk that began at an object ends at the first proxy, one that began at a
            // proxy doesn't.
            if trapped && !begins_with_proxy {
                break;
            }
            current = next;
            if trapped && let Some(proto) = current {
                self.keep_object(proto);
            }
        }
        Ok((keys, false))
    }

    /// Whether no prototype of an object has enumerable properties.
    fn inherits_nothing_enumerable(&mut self, object: Object) -> bool {
        let mut current = self.heap.prototype(object).as_object();
        while let Some(proto) = current {
            let is_known = is_shaped(proto) && self.own_indices(proto).is_empty();
            let enumerable = |(_, flags, _): &(PropertyKey, PropertyFlags, _)| {
                flags.has(PropertyFlags::ENUMERABLE)
            };
            if !is_known || self.heap.properties(proto).iter().any(enumerable) {
                return false;
            }
            current = self.heap.prototype(proto).as_object();
        }
        true
    }

    /// Whether a key that `for-in` found is still there when its turn comes; a proxy on the way also
    /// says whether it is enumerable.
    pub fn for_in_has(&mut self, object: Object, key: PropertyKey) -> JsResult<bool> {
        let mut current = Some(object);
        let mut proxies = 0;
        self.scoped(|agent| {
            while let Some(object) = current {
                let trapped = object.is(Kind::Proxy);
                if !trapped {
                    if agent.has_own_property(object, key)? {
                        return Ok(true);
                    }
                } else if let Some(property) = agent.get_own_property(object, key)? {
                    return Ok(property.is_enumerable());
                }
                current = agent.next_prototype(object, &mut proxies)?;
                if trapped && let Some(proto) = current {
                    agent.keep_object(proto);
                }
            }
            Ok(false)
        })
    }
}

impl Heap {
    /// A key as a value: a string or symbol.
    pub fn key_to_value(&mut self, key: PropertyKey) -> Value {
        match key.as_symbol() {
            Some(symbol) => symbol.value(),
            None => self.key_to_string(key).value(),
        }
    }
}

impl Heap {
    /// Copies the properties of an object that has only data properties with names to another
    /// such object, which runs no code; whether both were such objects.
    fn copy_plain_properties(
        &mut self,
        target: Object,
        from: Object,
        excluded: &[PropertyKey],
    ) -> bool {
        if !target.is_plain()
            || !from.is_plain()
            || !self.is_extensible(target)
            || self.indexed(from).is_some()
        {
            return false;
        }
        let properties = self.properties(from);
        let copied = |key: &PropertyKey, flags: PropertyFlags| {
            flags.has(PropertyFlags::ENUMERABLE) && !excluded.contains(key)
        };
        let simple = properties.iter().all(|(key, flags, _)| {
            key.as_atom().is_some() && (flags.is_plain_data() || !copied(key, *flags))
        });
        if !simple {
            return false;
        }
        for (key, flags, slot) in properties {
            // Once the budget is spent the result is never used.
            if self.budget.spend(1).is_err() {
                break;
            }
            if !copied(&key, flags) {
                continue;
            }
            let Some(value) = self.read_slot(from, slot) else {
                continue;
            };
            match self.lookup(target, key) {
                Some(found) if found.flags == PropertyFlags::DATA => {
                    self.write_slot(target, found.slot, value);
                }
                None => self.add_property(target, key, PropertyFlags::DATA, value),
                Some(_) => return false,
            }
        }
        true
    }
}

/// Whether the layout and the indexed properties tell all that there is: no trap, no live binding,
/// no typed element.
fn is_shaped(object: Object) -> bool {
    !matches!(
        object.kind(),
        Kind::Proxy | Kind::TypedArray | Kind::Namespace
    )
}
