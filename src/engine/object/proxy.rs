//! [Proxy objects](https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots):
//! every internal method through its trap, with the invariants. The methods here are reached from
//! the ordinary ones, which look at the kind first. Private names never reach a trap.
//!
//! Each method keeps what it holds for as long as it runs: a trap may revoke its own proxy.

use super::define::complete_property;
use super::{GlobalStore, OwnProperty, PropertyDescriptor};
use crate::engine::{Agent, JsResult, PropertyFlags, PropertyKey, Throw};
use crate::heap::{Heap, HostData, Kind, Object, Tracer, Value};
use rustc_hash::FxHashSet;

/// The internal slots of a proxy.
pub struct ProxyData {
    /// `[[ProxyTarget]]` and `[[ProxyHandler]]`, until it is revoked.
    parts: Option<(Object, Object)>,
    /// Whether it has a `[[Call]]`.
    callable: bool,
    /// Whether it has a `[[Construct]]`.
    constructor: bool,
}

impl HostData for ProxyData {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        if let Some((target, handler)) = self.parts {
            tracer.mark_object(target);
            tracer.mark_object(handler);
        }
    }
}

/// What a trap works with.
struct Parts {
    target: Object,
    handler: Object,
    trap: Option<Value>,
}

impl Agent {
    /// [ProxyCreate](https://tc39.es/ecma262/#sec-proxycreate) of two objects.
    pub fn new_proxy(&mut self, target: Object, handler: Object) -> Object {
        let data = ProxyData {
            parts: Some((target, handler)),
            callable: self.heap.is_callable(target.value()),
            constructor: self.is_constructor(target.value()),
        };
        let shape = self.heap.root_shape(Value::NULL, Kind::Proxy);
        self.heap.new_host(Kind::Proxy, shape, Box::new(data))
    }

    /// The target of a proxy whose realm is asked for.
    pub(in crate::engine) fn proxy_target_for_realm(&mut self, proxy: Object) -> JsResult<Object> {
        if let Some(parts) = self.heap.context_global(proxy) {
            return Ok(parts.inner);
        }
        match self.heap.proxy_parts(proxy) {
            Some((target, _)) => Ok(target),
            None => Err(self.proxy_revoked("getFunctionRealm")),
        }
    }

    /// The TypeError for an operation on a revoked proxy.
    #[cold]
    pub(super) fn proxy_revoked(&mut self, operation: &str) -> Throw {
        self.type_error(format!(
            "Cannot perform '{operation}' on a proxy that has been revoked"
        ))
    }

    #[cold]
    fn trap_error(&mut self, trap: &str, text: &str) -> Throw {
        self.type_error(format!("'{trap}' on proxy: {text}"))
    }

    /// As `trap_error`, with the property's name where `text` has a `%`.
    #[cold]
    fn trap_key_error(&mut self, trap: &str, text: &str, key: PropertyKey) -> Throw {
        let name = self.heap.key_for_message(key);
        self.trap_error(trap, &text.replacen('%', &name, 1))
    }

    /// The TypeError for a trap that gave false where the caller needs it done.
    #[cold]
    pub(super) fn trap_falsish(&mut self, trap: &str, key: PropertyKey) -> Throw {
        self.trap_key_error(trap, "trap returned falsish for property '%'", key)
    }

    /// Target, handler and trap, all kept.
    fn trap(&mut self, proxy: Object, trap: PropertyKey) -> JsResult<Parts> {
        self.check_native_stack()?;
        self.poll()?;
        let Some((target, handler)) = self.heap.proxy_parts(proxy) else {
            let name = self.heap.key_for_message(trap);
            return Err(self.proxy_revoked(&name));
        };
        self.keep_object(target);
        self.keep_object(handler);
        let trap = self.get_method(handler.value(), trap)?;
        Ok(Parts {
            target,
            handler,
            trap,
        })
    }

    /// [`[[GetPrototypeOf]]`](https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots-getprototypeof)
    pub(super) fn proxy_get_prototype_of(&mut self, proxy: Object) -> JsResult {
        if let Some(parts) = self.heap.context_global(proxy) {
            return self.get_prototype_of(parts.inner);
        }
        self.scoped(|agent| {
            let parts = agent.trap(proxy, agent.names.get_prototype_of)?;
            let target = parts.target;
            let Some(trap) = parts.trap else {
                return agent.get_prototype_of(target);
            };
            let proto = agent.call(trap, parts.handler.value(), &[target.value()])?;
            let name = "getPrototypeOf";
            if !proto.is_object() && !proto.is_null() {
                return Err(agent.trap_error(name, "trap returned neither object nor null"));
            }
            agent.keep(proto);
            if !agent.is_extensible(target)? && agent.get_prototype_of(target)? != proto {
                let text = "proxy target is non-extensible but the trap did not return its actual prototype";
                return Err(agent.trap_error(name, text));
            }
            Ok(proto)
        })
    }

    /// [`[[SetPrototypeOf]]`](https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots-setprototypeof-v)
    pub(super) fn proxy_set_prototype_of(&mut self, proxy: Object, proto: Value) -> JsResult<bool> {
        if let Some(parts) = self.heap.context_global(proxy) {
            return self.set_prototype_of(parts.inner, proto);
        }
        self.scoped(|agent| {
            agent.keep(proto);
            let parts = agent.trap(proxy, agent.names.set_prototype_of)?;
            let target = parts.target;
            let Some(trap) = parts.trap else {
                return agent.set_prototype_of(target, proto);
            };
            let done = agent.call(trap, parts.handler.value(), &[target.value(), proto])?;
            if !agent.heap.to_boolean(done) {
                return Ok(false);
            }
            if !agent.is_extensible(target)? && agent.get_prototype_of(target)? != proto {
                let text = "trap returned truish for setting a new prototype on the non-extensible proxy target";
                return Err(agent.trap_error("setPrototypeOf", text));
            }
            Ok(true)
        })
    }

    /// [`[[IsExtensible]]`](https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots-isextensible)
    pub(super) fn proxy_is_extensible(&mut self, proxy: Object) -> JsResult<bool> {
        if self.heap.context_global(proxy).is_some() {
            return Ok(true);
        }
        self.scoped(|agent| {
            let parts = agent.trap(proxy, agent.names.is_extensible)?;
            let target = parts.target;
            let Some(trap) = parts.trap else {
                return agent.is_extensible(target);
            };
            let result = agent.call(trap, parts.handler.value(), &[target.value()])?;
            let result = agent.heap.to_boolean(result);
            let expected = agent.is_extensible(target)?;
            if result != expected {
                let text = format!(
                    "trap result does not reflect extensibility of proxy target (which is '{expected}')"
                );
                return Err(agent.trap_error("isExtensible", &text));
            }
            Ok(result)
        })
    }

    /// [`[[PreventExtensions]]`](https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots-preventextensions)
    pub(super) fn proxy_prevent_extensions(&mut self, proxy: Object) -> JsResult<bool> {
        if self.heap.context_global(proxy).is_some() {
            return Ok(false);
        }
        self.scoped(|agent| {
            let parts = agent.trap(proxy, agent.names.prevent_extensions)?;
            let target = parts.target;
            let Some(trap) = parts.trap else {
                return agent.prevent_extensions(target);
            };
            let done = agent.call(trap, parts.handler.value(), &[target.value()])?;
            let done = agent.heap.to_boolean(done);
            if done && agent.is_extensible(target)? {
                let text = "trap returned truish but the proxy target is extensible";
                return Err(agent.trap_error("preventExtensions", text));
            }
            Ok(done)
        })
    }

    /// [`[[GetOwnProperty]]`](https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots-getownproperty-p)
    pub(super) fn proxy_get_own_property(
        &mut self,
        proxy: Object,
        key: PropertyKey,
    ) -> JsResult<Option<OwnProperty>> {
        if proxy.is(Kind::Namespace) {
            return self.namespace_get_own_property(proxy, key);
        }
        if let Some(parts) = self.heap.context_global(proxy) {
            return self.scoped(|agent| {
                agent.keep_key(key);
                agent.context_get_own_property(parts, key)
            });
        }
        self.scoped(|agent| {
            agent.keep_key(key);
            let parts = agent.trap(proxy, agent.names.get_own_property_descriptor)?;
            let target = parts.target;
            let Some(trap) = parts.trap else {
                return agent.get_own_property(target, key);
            };
            let arguments = [target.value(), agent.heap.key_to_value(key)];
            let result = agent.call(trap, parts.handler.value(), &arguments)?;
            agent.keep(result);
            agent.check_own_property_result(target, key, result)
        })
    }

    fn check_own_property_result(
        &mut self,
        target: Object,
        key: PropertyKey,
        result: Value,
    ) -> JsResult<Option<OwnProperty>> {
        let name = "getOwnPropertyDescriptor";
        if !result.is_object() && !result.is_undefined() {
            let text = "trap returned neither object nor undefined for property '%'";
            return Err(self.trap_key_error(name, text, key));
        }
        let current = self.get_own_property(target, key)?;
        self.keep_property(current);
        if result.is_undefined() {
            let Some(current) = current else {
                return Ok(None);
            };
            if !current.is_configurable() {
                let text = "trap returned undefined for property '%' which is non-configurable in the proxy target";
                return Err(self.trap_key_error(name, text, key));
            }
            if !self.is_extensible(target)? {
                let text = "trap returned undefined for property '%' which exists in the non-extensible proxy target";
                return Err(self.trap_key_error(name, text, key));
            }
            return Ok(None);
        }
        let extensible = self.is_extensible(target)?;
        let descriptor = self.to_property_descriptor(result)?;
        let property = complete_property(&descriptor);
        let complete = PropertyDescriptor::from(property);
        if self.validate(current, extensible, &complete).is_none() {
            let text = "trap returned descriptor for property '%' that is incompatible with the existing property in the proxy target";
            return Err(self.trap_key_error(name, text, key));
        }
        if !property.is_configurable() {
            match current {
                Some(current) if !current.is_configurable() => {
                    if descriptor.writable == Some(false)
                        && current.flags().has(PropertyFlags::WRITABLE)
                    {
                        let text = "trap reported non-configurable and non-writable for property '%' which is non-configurable, writable in the proxy target";
                        return Err(self.trap_key_error(name, text, key));
                    }
                }
                _ => {
                    let text = "trap reported non-configurability for property '%' which is either non-existent or configurable in the proxy target";
                    return Err(self.trap_key_error(name, text, key));
                }
            }
        }
        Ok(Some(property))
    }

    fn keep_property(&mut self, property: Option<OwnProperty>) {
        match property {
            Some(OwnProperty::Data { value, .. }) => self.keep(value),
            Some(OwnProperty::Accessor { get, set, .. }) => {
                self.keep(get);
                self.keep(set);
            }
            None => {}
        }
    }

    /// [`[[DefineOwnProperty]]`](https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots-defineownproperty-p-desc)
    pub(super) fn proxy_define_own_property(
        &mut self,
        proxy: Object,
        key: PropertyKey,
        descriptor: &PropertyDescriptor,
    ) -> JsResult<bool> {
        if proxy.is(Kind::Namespace) {
            return self.namespace_define_own_property(proxy, key, descriptor);
        }
        if let Some(parts) = self.heap.context_global(proxy) {
            return self.scoped(|agent| {
                agent.keep_key(key);
                let fields = [descriptor.value, descriptor.get, descriptor.set];
                fields
                    .into_iter()
                    .flatten()
                    .for_each(|value| agent.keep(value));
                agent.context_define(parts, key, descriptor)
            });
        }
        self.scoped(|agent| {
            agent.keep_key(key);
            let fields = [descriptor.value, descriptor.get, descriptor.set];
            fields
                .into_iter()
                .flatten()
                .for_each(|value| agent.keep(value));
            let parts = agent.trap(proxy, agent.names.define_property)?;
            let target = parts.target;
            let Some(trap) = parts.trap else {
                return agent.define_own_property(target, key, descriptor);
            };
            let object = agent.from_partial_descriptor(descriptor);
            let arguments = [target.value(), agent.heap.key_to_value(key), object.value()];
            let done = agent.call(trap, parts.handler.value(), &arguments)?;
            if !agent.heap.to_boolean(done) {
                return Ok(false);
            }
            agent.check_defined(target, key, descriptor)?;
            Ok(true)
        })
    }

    fn check_defined(
        &mut self,
        target: Object,
        key: PropertyKey,
        descriptor: &PropertyDescriptor,
    ) -> JsResult<()> {
        let name = "defineProperty";
        let current = self.get_own_property(target, key)?;
        self.keep_property(current);
        let extensible = self.is_extensible(target)?;
        let fixed = descriptor.configurable == Some(false);
        let Some(current) = current else {
            if !extensible {
                let text = "trap returned truish for adding property '%'  to the non-extensible proxy target";
                return Err(self.trap_key_error(name, text, key));
            }
            if fixed {
                return Err(self.defined_configurable(key));
            }
            return Ok(());
        };
        if self
            .validate(Some(current), extensible, descriptor)
            .is_none()
        {
            let text = "trap returned truish for adding property '%'  that is incompatible with the existing property in the proxy target";
            return Err(self.trap_key_error(name, text, key));
        }
        if fixed && current.is_configurable() {
            return Err(self.defined_configurable(key));
        }
        if !current.is_configurable()
            && current.flags().has(PropertyFlags::WRITABLE)
            && descriptor.writable == Some(false)
        {
            let text = "trap returned truish for defining non-configurable property '%' which cannot be non-writable, unless there exists a corresponding non-configurable, non-writable own property of the target object.";
            return Err(self.trap_key_error(name, text, key));
        }
        Ok(())
    }

    #[cold]
    fn defined_configurable(&mut self, key: PropertyKey) -> Throw {
        let text = "trap returned truish for defining non-configurable property '%' which is either non-existent or configurable in the proxy target";
        self.trap_key_error("defineProperty", text, key)
    }

    /// [`[[HasProperty]]`](https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots-hasproperty-p)
    pub(super) fn proxy_has_property(&mut self, proxy: Object, key: PropertyKey) -> JsResult<bool> {
        if proxy.is(Kind::Namespace) {
            return self.namespace_has_property(proxy, key);
        }
        if let Some(parts) = self.heap.context_global(proxy) {
            return self.scoped(|agent| {
                agent.keep_key(key);
                agent.context_has_property(parts, key)
            });
        }
        self.scoped(|agent| {
            agent.keep_key(key);
            let parts = agent.trap(proxy, agent.names.has)?;
            let target = parts.target;
            let Some(trap) = parts.trap else {
                return agent.has_property(target, key);
            };
            let arguments = [target.value(), agent.heap.key_to_value(key)];
            let found = agent.call(trap, parts.handler.value(), &arguments)?;
            if agent.heap.to_boolean(found) {
                return Ok(true);
            }
            if let Some(current) = agent.get_own_property(target, key)? {
                if !current.is_configurable() {
                    let text = "trap returned falsish for property '%' which exists in the proxy target as non-configurable";
                    return Err(agent.trap_key_error("has", text, key));
                }
                if !agent.is_extensible(target)? {
                    let text = "trap returned falsish for property '%' but the proxy target is not extensible";
                    return Err(agent.trap_key_error("has", text, key));
                }
            }
            Ok(false)
        })
    }

    /// [`[[Get]]`](https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots-get-p-receiver)
    pub(super) fn proxy_get(
        &mut self,
        proxy: Object,
        key: PropertyKey,
        receiver: Value,
    ) -> JsResult {
        if proxy.is(Kind::Namespace) {
            return self.namespace_get(proxy, key);
        }
        if self.heap.context_global(proxy).is_some() {
            return self.scoped(|agent| {
                agent.keep_key(key);
                let value = agent.context_get(proxy, key)?;
                Ok(value.unwrap_or(Value::UNDEFINED))
            });
        }
        self.scoped(|agent| {
            agent.keep_key(key);
            agent.keep(receiver);
            let parts = agent.trap(proxy, agent.names.get)?;
            let target = parts.target;
            let Some(trap) = parts.trap else {
                return agent.get_with_receiver(target, key, receiver);
            };
            let arguments = [target.value(), agent.heap.key_to_value(key), receiver];
            let value = agent.call(trap, parts.handler.value(), &arguments)?;
            agent.keep(value);
            let current = agent.get_own_property(target, key)?;
            match current {
                Some(OwnProperty::Data { value: expected, flags })
                    if !flags.has(PropertyFlags::CONFIGURABLE)
                        && !flags.has(PropertyFlags::WRITABLE)
                        && !agent.heap.same_value(expected, value) =>
                {
                    let (name, expected, got) = (
                        agent.heap.key_for_message(key),
                        agent.value_for_message(expected),
                        agent.value_for_message(value),
                    );
                    let text = format!(
                        "property '{name}' is a read-only and non-configurable data property on the proxy target but the proxy did not return its actual value (expected '{expected}' but got '{got}')"
                    );
                    Err(agent.trap_error("get", &text))
                }
                Some(OwnProperty::Accessor { get, flags, .. })
                    if !flags.has(PropertyFlags::CONFIGURABLE)
                        && get.is_undefined()
                        && !value.is_undefined() =>
                {
                    let (name, got) = (agent.heap.key_for_message(key), agent.value_for_message(value));
                    let text = format!(
                        "property '{name}' is a non-configurable accessor property on the proxy target and does not have a getter function, but the trap did not return 'undefined' (got '{got}')"
                    );
                    Err(agent.trap_error("get", &text))
                }
                _ => Ok(value),
            }
        })
    }

    /// [`[[Set]]`](https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots-set-p-v-receiver)
    pub(super) fn proxy_set(
        &mut self,
        proxy: Object,
        key: PropertyKey,
        value: Value,
        receiver: Value,
    ) -> JsResult<bool> {
        if proxy.is(Kind::Namespace) {
            return Ok(false);
        }
        if let Some(parts) = self.heap.context_global(proxy) {
            return self.scoped(|agent| {
                agent.keep_key(key);
                agent.keep(value);
                agent.keep(receiver);
                match receiver == proxy.value() {
                    true => agent.context_set(proxy, key, value, GlobalStore::Property),
                    false => agent.context_set_inherited(parts, key, value, receiver),
                }
            });
        }
        self.scoped(|agent| {
            agent.keep_key(key);
            agent.keep(value);
            agent.keep(receiver);
            let parts = agent.trap(proxy, agent.names.set)?;
            let target = parts.target;
            let Some(trap) = parts.trap else {
                return agent.set_with_receiver(target, key, value, receiver);
            };
            let arguments = [target.value(), agent.heap.key_to_value(key), value, receiver];
            let done = agent.call(trap, parts.handler.value(), &arguments)?;
            if !agent.heap.to_boolean(done) {
                return Ok(false);
            }
            match agent.get_own_property(target, key)? {
                Some(OwnProperty::Data { value: current, flags })
                    if !flags.has(PropertyFlags::CONFIGURABLE)
                        && !flags.has(PropertyFlags::WRITABLE)
                        && !agent.heap.same_value(current, value) =>
                {
                    let text = "trap returned truish for property '%' which exists in the proxy target as a non-configurable and non-writable data property with a different value";
                    Err(agent.trap_key_error("set", text, key))
                }
                Some(OwnProperty::Accessor { set, flags, .. })
                    if !flags.has(PropertyFlags::CONFIGURABLE) && set.is_undefined() =>
                {
                    let text = "trap returned truish for property '%' which exists in the proxy target as a non-configurable and non-writable accessor property without a setter";
                    Err(agent.trap_key_error("set", text, key))
                }
                _ => Ok(true),
            }
        })
    }

    /// [`[[Delete]]`](https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots-delete-p)
    pub(super) fn proxy_delete(&mut self, proxy: Object, key: PropertyKey) -> JsResult<bool> {
        if proxy.is(Kind::Namespace) {
            return self.namespace_delete(proxy, key);
        }
        if let Some(parts) = self.heap.context_global(proxy) {
            return self.scoped(|agent| {
                agent.keep_key(key);
                agent.context_delete(parts, key)
            });
        }
        self.scoped(|agent| {
            agent.keep_key(key);
            let parts = agent.trap(proxy, agent.names.delete_property)?;
            let target = parts.target;
            let Some(trap) = parts.trap else {
                return agent.delete(target, key);
            };
            let arguments = [target.value(), agent.heap.key_to_value(key)];
            let done = agent.call(trap, parts.handler.value(), &arguments)?;
            if !agent.heap.to_boolean(done) {
                return Ok(false);
            }
            if let Some(current) = agent.get_own_property(target, key)? {
                let name = "deleteProperty";
                if !current.is_configurable() {
                    let text = "trap returned truish for property '%' which is non-configurable in the proxy target";
                    return Err(agent.trap_key_error(name, text, key));
                }
                if !agent.is_extensible(target)? {
                    let text = "trap returned truish for property '%' but the proxy target is non-extensible";
                    return Err(agent.trap_key_error(name, text, key));
                }
            }
            Ok(true)
        })
    }

    /// [`[[OwnPropertyKeys]]`](https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots-ownpropertykeys).
    /// The keys are kept.
    pub(super) fn proxy_own_property_keys(&mut self, proxy: Object) -> JsResult<Vec<PropertyKey>> {
        if proxy.is(Kind::Namespace) {
            return self.namespace_own_property_keys(proxy);
        }
        if let Some(parts) = self.heap.context_global(proxy) {
            let keys = self.scoped(|agent| agent.context_own_keys(parts))?;
            self.keep_keys(&keys);
            return Ok(keys);
        }
        let keys = self.scoped(|agent| {
            let parts = agent.trap(proxy, agent.names.own_keys)?;
            let target = parts.target;
            let Some(trap) = parts.trap else {
                return agent.own_property_keys(target);
            };
            let list = agent.call(trap, parts.handler.value(), &[target.value()])?;
            agent.keep(list);
            let list = agent.create_list_from_array_like(list)?;
            let mut keys = Vec::with_capacity(list.len());
            for value in list {
                if !value.is_string() && !value.is_symbol() {
                    let what = agent.value_for_message(value);
                    return Err(agent.type_error(format!("{what} is not a valid property name")));
                }
                keys.push(agent.to_property_key(value)?);
            }
            agent.keep_keys(&keys);
            agent.check_own_keys(target, &keys)?;
            Ok(keys)
        })?;
        self.keep_keys(&keys);
        Ok(keys)
    }

    fn check_own_keys(&mut self, target: Object, keys: &[PropertyKey]) -> JsResult<()> {
        let mut unchecked: FxHashSet<PropertyKey> = keys.iter().copied().collect();
        if unchecked.len() != keys.len() {
            return Err(self.trap_error("ownKeys", "trap returned duplicate entries"));
        }
        let extensible = self.is_extensible(target)?;
        let target_keys = self.own_property_keys(target)?;
        self.keep_keys(&target_keys);
        self.poll_work(keys.len() + target_keys.len())?;
        let mut configurable = Vec::new();
        let mut fixed = Vec::new();
        for key in target_keys {
            match self.get_own_property(target, key)? {
                Some(current) if !current.is_configurable() => fixed.push(key),
                _ => configurable.push(key),
            }
        }
        let required = fixed
            .into_iter()
            .chain(configurable.into_iter().filter(|_| !extensible));
        for key in required {
            if !unchecked.remove(&key) {
                let text = "trap result did not include '%'";
                return Err(self.trap_key_error("ownKeys", text, key));
            }
        }
        if !extensible && !unchecked.is_empty() {
            let text = "trap returned extra keys but proxy target is non-extensible";
            return Err(self.trap_error("ownKeys", text));
        }
        Ok(())
    }

    /// [`[[Call]]`](https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots-call-thisargument-argumentslist)
    pub(in crate::engine) fn proxy_call(
        &mut self,
        proxy: Object,
        this: Value,
        arguments: &[Value],
    ) -> JsResult {
        self.scoped(|agent| {
            let parts = agent.trap(proxy, agent.names.apply)?;
            let target = parts.target.value();
            let Some(trap) = parts.trap else {
                return agent.call(target, this, arguments);
            };
            let list = agent.new_array_from(arguments).value();
            agent.call(trap, parts.handler.value(), &[target, this, list])
        })
    }

    /// [`[[Construct]]`](https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots-construct-argumentslist-newtarget)
    pub(in crate::engine) fn proxy_construct(
        &mut self,
        proxy: Object,
        arguments: &[Value],
        new_target: Object,
    ) -> JsResult<Object> {
        self.scoped(|agent| {
            agent.keep_object(new_target);
            let parts = agent.trap(proxy, agent.names.construct)?;
            let Some(trap) = parts.trap else {
                return agent.construct(parts.target, arguments, new_target);
            };
            let list = agent.new_array_from(arguments).value();
            let arguments = [parts.target.value(), list, new_target.value()];
            let result = agent.call(trap, parts.handler.value(), &arguments)?;
            match result.as_object() {
                Some(object) => Ok(object),
                None => {
                    let what = agent.value_for_message(result);
                    let text = format!("trap returned non-object ('{what}')");
                    Err(agent.trap_error("construct", &text))
                }
            }
        })
    }
}

impl Heap {
    /// Takes a proxy's target and handler away.
    pub fn revoke_proxy(&mut self, proxy: Object) {
        if let Some(data) = self.host_mut::<ProxyData>(proxy) {
            data.parts = None;
        }
    }

    /// A proxy's target and handler, unless it was revoked or is none.
    pub fn proxy_parts(&self, proxy: Object) -> Option<(Object, Object)> {
        self.host::<ProxyData>(proxy)?.parts
    }

    pub(in crate::engine) fn proxy_is_callable(&self, proxy: Object) -> bool {
        let data = self.host::<ProxyData>(proxy);
        data.is_some_and(|data| data.callable)
    }

    pub(in crate::engine) fn proxy_is_constructor(&self, proxy: Object) -> bool {
        let data = self.host::<ProxyData>(proxy);
        data.is_some_and(|data| data.constructor)
    }

    /// Whether a property of an object is found through traps, or among a module's exports.
    #[inline]
    pub(super) fn is_trapped(&self, object: Object, key: PropertyKey) -> bool {
        match object.kind() {
            Kind::Proxy => key
                .as_symbol()
                .is_none_or(|symbol| !self.symbol_kind(symbol).is_private()),
            Kind::Namespace => self.is_export_key(object, key),
            _ => false,
        }
    }
}
