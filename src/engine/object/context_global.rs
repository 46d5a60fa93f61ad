//! The global object of a context that Node makes of an object: what scripts define globally, the
//! object of the program has.
//! [vm.createContext](https://nodejs.org/api/vm.html#what-does-it-mean-to-contextify-an-object)
//!
//! It stands between two objects. The *inner* one is the realm's own global object, with the
//! built-ins. The *outer* one, the program's, is asked first and told of everything. Which of the two
//! an operation reaches is what Node's interceptors make V8 do, so it isn't always what one would
//! expect: `var x` without a value is a property of the inner object only, and what the outer one
//! inherits can be read but isn't there for `in`.
//!
//! Its kind is that of proxies, whose internal methods come here first.

use super::{OwnProperty, PropertyDescriptor};
use crate::engine::{Agent, JsResult, PropertyFlags, PropertyKey, Throw, messages};
use crate::heap::{Heap, HostData, Kind, Object, Tracer, Value};
use rustc_hash::FxHashSet;

/// The two objects behind the global object of a context.
#[derive(Clone, Copy)]
pub struct ContextGlobal {
    /// The realm's own.
    pub inner: Object,
    /// The program's.
    pub outer: Object,
}

impl HostData for ContextGlobal {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_object(self.inner);
        tracer.mark_object(self.outer);
    }
}

/// How a property is assigned to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum GlobalStore {
    /// As a property of the global object.
    Property,
    /// As a variable.
    Variable {
        /// In strict code a variable must have been declared.
        strict: bool,
    },
}

/// What an attempt to reach the outer object came to.
#[derive(PartialEq, Eq)]
enum Intercepted {
    /// There is no more to do.
    Done,
    /// The inner object has its turn.
    Not {
        /// Whether either object has the property, or inherits it.
        declared: bool,
    },
}

impl Agent {
    /// Makes the running realm's global object one that stands between it and an object of the program.
    pub fn contextify(&mut self, outer: Object) -> Object {
        let inner = self.realm.global_object;
        let shape = self.heap.root_shape(Value::NULL, Kind::Proxy);
        let data = Box::new(ContextGlobal { inner, outer });
        let global = self.heap.new_host(Kind::Proxy, shape, data);
        self.realm.global_object = global;
        global
    }

    /// The object whose properties are the built-in globals of the running realm.
    pub fn inner_global(&self) -> Object {
        let global = self.realm.global_object;
        let parts = self.heap.context_global(global);
        parts.map_or(global, |parts| parts.inner)
    }

    /// `[[GetOwnProperty]]`
    pub(super) fn context_get_own_property(
        &mut self,
        parts: ContextGlobal,
        key: PropertyKey,
    ) -> JsResult<Option<OwnProperty>> {
        match self.get_own_property(parts.outer, key)? {
            Some(property) => Ok(Some(property)),
            None => self.get_own_property(parts.inner, key),
        }
    }

    /// `[[HasProperty]]`
    pub(super) fn context_has_property(
        &mut self,
        parts: ContextGlobal,
        key: PropertyKey,
    ) -> JsResult<bool> {
        // V8 doesn't ask a proxy for this.
        let is_own = !self.heap.is_true_proxy(parts.outer)
            && self.get_own_property(parts.outer, key)?.is_some();
        Ok(is_own || self.has_property(parts.inner, key)?)
    }

    /// The value of a property of the global object; none where there is no such property.
    pub fn context_get(&mut self, global: Object, key: PropertyKey) -> JsResult<Option<Value>> {
        let Some(parts) = self.heap.context_global(global) else {
            return match self.has_property(global, key)? {
                true => self.get(global, key).map(Some),
                false => Ok(None),
            };
        };
        if self.reaches(parts.outer, key)? {
            let value = self.get(parts.outer, key)?;
            return Ok(Some(match value == parts.outer.value() {
                true => global.value(),
                false => value,
            }));
        }
        match self.has_property(parts.inner, key)? {
            true => self
                .get_with_receiver(parts.inner, key, global.value())
                .map(Some),
            false => Ok(None),
        }
    }

    /// Whether a lookup ends in an object: it has the property, inherits it, or a proxy decides.
    fn reaches(&mut self, object: Object, key: PropertyKey) -> JsResult<bool> {
        let mut current = Some(object);
        while let Some(object) = current {
            self.poll()?;
            if self.heap.is_true_proxy(object) || self.get_own_property(object, key)?.is_some() {
                return Ok(true);
            }
            current = self.get_prototype_of(object)?.as_object();
        }
        Ok(false)
    }

    /// What an object has, or inherits, as a property.
    fn find_property(&mut self, object: Object, key: PropertyKey) -> JsResult<Option<OwnProperty>> {
        let mut current = Some(object);
        while let Some(object) = current {
            self.poll()?;
            if let Some(property) = self.get_own_property(object, key)? {
                return Ok(Some(property));
            }
            current = self.get_prototype_of(object)?.as_object();
        }
        Ok(None)
    }

    /// `[[Set]]`; whether it was done. The caller keeps key and value.
    pub fn context_set(
        &mut self,
        global: Object,
        key: PropertyKey,
        value: Value,
        store: GlobalStore,
    ) -> JsResult<bool> {
        let Some(parts) = self.heap.context_global(global) else {
            return self.set_with_receiver(global, key, value, global.value());
        };
        let Intercepted::Not { declared } = self.context_store(parts, key, value, store)? else {
            return Ok(true);
        };
        match self.context_get_own_property(parts, key)? {
            Some(OwnProperty::Accessor { set, .. }) => {
                if set.is_undefined() {
                    return Ok(false);
                }
                self.call(set, global.value(), &[value])?;
                Ok(true)
            }
            Some(OwnProperty::Data { flags, .. }) if !flags.has(PropertyFlags::WRITABLE) => {
                Ok(false)
            }
            Some(OwnProperty::Data { .. }) => {
                let descriptor = PropertyDescriptor {
                    value: Some(value),
                    ..PropertyDescriptor::default()
                };
                match self.get_own_property(parts.inner, key)? {
                    Some(OwnProperty::Data { .. }) => {
                        self.define_own_property(parts.inner, key, &descriptor)
                    }
                    _ => self.context_define(parts, key, &descriptor),
                }
            }
            None => {
                if store == (GlobalStore::Variable { strict: true }) && !declared {
                    let name = self.heap.key_for_message(key);
                    return Err(self.reference_error(messages::not_defined(&name)));
                }
                self.set_with_receiver(parts.inner, key, value, parts.inner.value())
            }
        }
    }

    /// The TypeError for a variable that can't be assigned to.
    #[cold]
    pub fn context_set_failed(&mut self, global: Object, key: PropertyKey) -> Throw {
        let outer = self.heap.context_global(global).map(|parts| parts.outer);
        let is_outer = outer.map_or(Ok(false), |outer| self.has_own_property(outer, key));
        match is_outer {
            Ok(true) => {
                let name = self.heap.key_for_message(key);
                self.type_error(messages::cannot_redefine(&name))
            }
            Ok(false) => self.set_failed(global.value(), key),
            Err(throw) => throw,
        }
    }

    /// `[[Set]]` where another object inherits from the global object.
    pub(super) fn context_set_inherited(
        &mut self,
        parts: ContextGlobal,
        key: PropertyKey,
        value: Value,
        receiver: Value,
    ) -> JsResult<bool> {
        let holder = match self.get_own_property(parts.outer, key)?.is_some() {
            true => parts.outer,
            false => parts.inner,
        };
        self.set_with_receiver(holder, key, value, receiver)
    }

    /// Lets the outer object have a value.
    fn context_store(
        &mut self,
        parts: ContextGlobal,
        key: PropertyKey,
        value: Value,
        store: GlobalStore,
    ) -> JsResult<Intercepted> {
        let read_only = |found: Option<OwnProperty>| matches!(found, Some(OwnProperty::Data { flags, .. }) if !flags.has(PropertyFlags::WRITABLE));
        let inner = self.find_property(parts.inner, key)?;
        let outer = self.find_property(parts.outer, key)?;
        let declared = inner.is_some() || outer.is_some();
        let left = Intercepted::Not { declared };
        if read_only(inner) || read_only(outer) {
            return Ok(left);
        }
        let undeclared = store == (GlobalStore::Variable { strict: true });
        if !declared && (key.is_symbol() || (undeclared && !self.heap.is_callable(value))) {
            return Ok(left);
        }
        self.set_with_receiver(parts.outer, key, value, parts.outer.value())?;
        let is_accessor = outer.is_some()
            && matches!(
                self.get_own_property(parts.outer, key)?,
                Some(OwnProperty::Accessor { .. })
            );
        Ok(if is_accessor { Intercepted::Done } else { left })
    }

    /// `[[DefineOwnProperty]]`
    pub(super) fn context_define(
        &mut self,
        parts: ContextGlobal,
        key: PropertyKey,
        descriptor: &PropertyDescriptor,
    ) -> JsResult<bool> {
        let current = self.context_get_own_property(parts, key)?;
        let is_fixed = matches!(
            self.find_property(parts.inner, key)?,
            Some(OwnProperty::Data { flags, .. })
                if !flags.has(PropertyFlags::WRITABLE) && !flags.has(PropertyFlags::CONFIGURABLE)
        );
        if !is_fixed {
            let is_accessor = descriptor.get.is_some() || descriptor.set.is_some();
            let or_undefined = |value: Option<Value>| Some(value.unwrap_or(Value::UNDEFINED));
            let outer = match is_accessor {
                true => PropertyDescriptor {
                    get: or_undefined(descriptor.get),
                    set: or_undefined(descriptor.set),
                    ..*descriptor
                },
                false => PropertyDescriptor {
                    value: or_undefined(descriptor.value),
                    ..*descriptor
                },
            };
            self.define_own_property(parts.outer, key, &outer)?;
        }
        let extensible = self.heap.is_extensible(parts.inner);
        let Some(new) = self.validate(current, extensible, descriptor) else {
            return Ok(false);
        };
        let new = PropertyDescriptor::from(new);
        let done = self.define_own_property(parts.inner, key, &new)?;
        Ok(done || !is_fixed)
    }

    /// `[[Delete]]`
    pub(super) fn context_delete(
        &mut self,
        parts: ContextGlobal,
        key: PropertyKey,
    ) -> JsResult<bool> {
        Ok(self.delete(parts.outer, key)? && self.delete(parts.inner, key)?)
    }

    /// `[[OwnPropertyKeys]]`: of both, each once. The keys are kept.
    pub(super) fn context_own_keys(&mut self, parts: ContextGlobal) -> JsResult<Vec<PropertyKey>> {
        let mut all = self.own_property_keys(parts.inner)?;
        self.keep_keys(&all);
        let outer = self.own_property_keys(parts.outer)?;
        self.keep_keys(&outer);
        let known: FxHashSet<PropertyKey> = all.iter().copied().collect();
        all.extend(outer.into_iter().filter(|key| !known.contains(key)));
        self.poll_work(all.len() / 8)?;
        let (mut indices, named): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|key| key.as_index().is_some());
        indices.sort_by_key(|key| key.as_index());
        let (names, symbols): (Vec<_>, Vec<_>) =
            named.into_iter().partition(|key| !key.is_symbol());
        Ok([indices, names, symbols].concat())
    }

    /// Declares a function of a script.
    pub fn context_declare_function(
        &mut self,
        global: Object,
        key: PropertyKey,
        value: Value,
        deletable: bool,
    ) -> JsResult<()> {
        let Some(parts) = self.heap.context_global(global) else {
            return Ok(());
        };
        let store = GlobalStore::Property;
        if self.context_store(parts, key, value, store)? == Intercepted::Done {
            return Ok(());
        }
        let own = self.get_own_property(parts.inner, key)?;
        let descriptor = match own {
            Some(own) if !own.is_configurable() => PropertyDescriptor {
                value: Some(value),
                ..PropertyDescriptor::default()
            },
            _ => {
                let fixed = PropertyFlags::WRITABLE.with(PropertyFlags::ENUMERABLE);
                let flags = if deletable {
                    PropertyFlags::DATA
                } else {
                    fixed
                };
                PropertyDescriptor::data(value, flags)
            }
        };
        self.define_property_or_throw(parts.inner, key, &descriptor)
    }
}

impl Heap {
    /// The objects behind the global object of a context.
    pub fn context_global(&self, object: Object) -> Option<ContextGlobal> {
        match object.is(Kind::Proxy) {
            true => self.host::<ContextGlobal>(object).copied(),
            false => None,
        }
    }

    /// Whether an object is a proxy that a script made.
    pub fn is_true_proxy(&self, object: Object) -> bool {
        object.is(Kind::Proxy) && self.context_global(object).is_none()
    }
}
