//! [Module namespace exotic objects](https://tc39.es/ecma262/#sec-module-namespace-exotic-objects):
//! the exports of a module as properties, each of which is a variable of some module.
//!
//! Names that are symbols (`Symbol.toStringTag`) are ordinary properties.

use super::{OwnProperty, PropertyDescriptor};
use crate::engine::{Agent, JsResult, PropertyFlags, PropertyKey, Throw, messages};
use crate::heap::{Heap, HostData, Kind, Object, Tracer, Value};

/// Where an export's value is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum ExportPlace {
    /// A variable: a slot of a module's scope object.
    Variable {
        /// The scope object.
        scope: Value,
        /// The slot.
        slot: u32,
    },
    /// A value that doesn't change: another namespace.
    Fixed(Object),
}

impl ExportPlace {
    /// What it holds now: a value, or the mark of a variable without one.
    #[inline]
    pub fn get(self, heap: &Heap) -> Value {
        match self {
            ExportPlace::Variable { scope, slot } => heap.scope_get(scope, slot as usize),
            ExportPlace::Fixed(object) => object.value(),
        }
    }

    /// Marks what it holds on to.
    pub fn trace(self, tracer: &mut Tracer<'_>) {
        match self {
            ExportPlace::Variable { scope, .. } => tracer.mark(scope),
            ExportPlace::Fixed(object) => tracer.mark_object(object),
        }
    }
}

/// The exports of a module, in the order of their names' code units.
struct NamespaceData {
    exports: Vec<(PropertyKey, ExportPlace)>,
    /// Before its exports are looked at, the module is evaluated, unless by this name: `then`.
    deferred: Option<PropertyKey>,
}

impl HostData for NamespaceData {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        for (key, place) in &self.exports {
            key.as_atom().inspect(|atom| tracer.mark(atom.value()));
            place.trace(tracer);
        }
    }

    fn external_bytes(&self) -> usize {
        self.exports.capacity() * size_of::<(PropertyKey, ExportPlace)>()
    }
}

/// What an export's property is.
const EXPORT: PropertyFlags = PropertyFlags::WRITABLE.with(PropertyFlags::ENUMERABLE);

impl Agent {
    /// [ModuleNamespaceCreate](https://tc39.es/ecma262/#sec-modulenamespacecreate) of exports in the
    /// order of their names. Nothing is kept.
    pub fn new_namespace(
        &mut self,
        exports: Vec<(PropertyKey, ExportPlace)>,
        deferred: bool,
    ) -> Object {
        let shape = self.heap.root_shape(Value::NULL, Kind::Namespace);
        let not = self.names.then;
        let data = Box::new(NamespaceData {
            exports,
            deferred: deferred.then_some(not),
        });
        let object = self.heap.new_host(Kind::Namespace, shape, data);
        let tag = PropertyKey::symbol(self.symbols.to_string_tag);
        let text = if deferred {
            "Deferred Module"
        } else {
            "Module"
        };
        let text = self.heap.new_string(text).value();
        self.heap
            .add_property(object, tag, PropertyFlags::NONE, text);
        self.heap.prevent_extensions(object);
        object
    }

    /// Sets the exports of a namespace that was made before they were known.
    pub fn set_namespace_exports(
        &mut self,
        namespace: Object,
        exports: Vec<(PropertyKey, ExportPlace)>,
    ) {
        if let Some(data) = self.heap.host_mut::<NamespaceData>(namespace) {
            data.exports = exports;
        }
    }

    fn find_export(
        &mut self,
        namespace: Object,
        key: PropertyKey,
    ) -> JsResult<Option<ExportPlace>> {
        self.evaluate_deferred(namespace)?;
        let data = self.heap.host::<NamespaceData>(namespace);
        let mut exports = data.iter().flat_map(|data| &data.exports);
        let found = exports.find(|(known, _)| *known == key);
        Ok(found.map(|&(_, place)| place))
    }

    fn evaluate_deferred(&mut self, namespace: Object) -> JsResult<()> {
        let data = self.heap.host::<NamespaceData>(namespace);
        match self.hooks.evaluate_deferred {
            Some(evaluate) if data.is_some_and(|data| data.deferred.is_some()) => {
                evaluate(self, namespace)
            }
            _ => Ok(()),
        }
    }

    fn export_value(&mut self, key: PropertyKey, place: ExportPlace) -> JsResult {
        let value = place.get(&self.heap);
        match value.is_uninitialized() {
            true => Err(self.uninitialized_export(key)),
            false => Ok(value),
        }
    }

    #[cold]
    fn uninitialized_export(&mut self, key: PropertyKey) -> Throw {
        let name = self.heap.key_for_message(key);
        self.reference_error(messages::before_initialization(&name))
    }

    /// [`[[GetOwnProperty]]`](https://tc39.es/ecma262/#sec-module-namespace-exotic-objects-getownproperty-p)
    pub(super) fn namespace_get_own_property(
        &mut self,
        namespace: Object,
        key: PropertyKey,
    ) -> JsResult<Option<OwnProperty>> {
        let Some(place) = self.find_export(namespace, key)? else {
            return Ok(None);
        };
        let value = self.export_value(key, place)?;
        let flags = EXPORT;
        Ok(Some(OwnProperty::Data { value, flags }))
    }

    /// [`[[DefineOwnProperty]]`](https://tc39.es/ecma262/#sec-module-namespace-exotic-objects-defineownproperty-p-desc)
    pub(super) fn namespace_define_own_property(
        &mut self,
        namespace: Object,
        key: PropertyKey,
        descriptor: &PropertyDescriptor,
    ) -> JsResult<bool> {
        let current = self.namespace_get_own_property(namespace, key)?;
        let Some(OwnProperty::Data { value: current, .. }) = current else {
            return Ok(false);
        };
        if descriptor.configurable == Some(true)
            || descriptor.enumerable == Some(false)
            || descriptor.writable == Some(false)
            || descriptor.is_accessor()
        {
            return Ok(false);
        }
        let value = descriptor.value;
        Ok(value.is_none_or(|value| self.heap.same_value(value, current)))
    }

    /// [`[[HasProperty]]`](https://tc39.es/ecma262/#sec-module-namespace-exotic-objects-hasproperty-p)
    pub(super) fn namespace_has_property(
        &mut self,
        namespace: Object,
        key: PropertyKey,
    ) -> JsResult<bool> {
        Ok(self.find_export(namespace, key)?.is_some())
    }

    /// [`[[Get]]`](https://tc39.es/ecma262/#sec-module-namespace-exotic-objects-get-p-receiver)
    pub(super) fn namespace_get(&mut self, namespace: Object, key: PropertyKey) -> JsResult {
        match self.find_export(namespace, key)? {
            Some(place) => self.export_value(key, place),
            None => Ok(Value::UNDEFINED),
        }
    }

    /// [`[[Delete]]`](https://tc39.es/ecma262/#sec-module-namespace-exotic-objects-delete-p)
    pub(super) fn namespace_delete(
        &mut self,
        namespace: Object,
        key: PropertyKey,
    ) -> JsResult<bool> {
        Ok(self.find_export(namespace, key)?.is_none())
    }

    /// [`[[OwnPropertyKeys]]`](https://tc39.es/ecma262/#sec-module-namespace-exotic-objects-ownpropertykeys)
    pub(super) fn namespace_own_property_keys(
        &mut self,
        namespace: Object,
    ) -> JsResult<Vec<PropertyKey>> {
        self.evaluate_deferred(namespace)?;
        let data = self.heap.host::<NamespaceData>(namespace);
        let exports = data.iter().flat_map(|data| &data.exports);
        let mut keys: Vec<PropertyKey> = exports.map(|(key, _)| *key).collect();
        keys.push(PropertyKey::symbol(self.symbols.to_string_tag));
        Ok(keys)
    }
}

impl Heap {
    /// Whether an object is the namespace of a module that is evaluated when that is looked at.
    pub(super) fn is_deferred_namespace(&self, object: Object) -> bool {
        let data = self.host::<NamespaceData>(object);
        data.is_some_and(|data| data.deferred.is_some())
    }

    /// Whether a property of a namespace is looked up among the exports.
    pub(super) fn is_export_key(&self, namespace: Object, key: PropertyKey) -> bool {
        if key.is_symbol() {
            return false;
        }
        let data = self.host::<NamespaceData>(namespace);
        data.is_none_or(|data| data.deferred != Some(key))
    }
}
