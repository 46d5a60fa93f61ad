//! [Object objects](https://tc39.es/ecma262/#sec-object-objects): the constructor and its methods;
//! `prototype` has the methods of all objects.

mod prototype;

use crate::engine::{
    Agent, Call, Constructor, Intrinsic, JsResult, Kind, Method, Object, OwnProperty,
    PropertyFlags, PropertyKey, Throw, Value, messages,
};

const CONSTRUCTOR: Constructor = Constructor {
    name: "Object",
    length: 1,
    run: construct,
};

const STATICS: &[Method] = &[
    Method::new("assign", 2, assign),
    Method::new("getOwnPropertyDescriptor", 2, get_own_property_descriptor),
    Method::new("getOwnPropertyDescriptors", 1, get_own_property_descriptors),
    Method::new("getOwnPropertyNames", 1, get_own_property_names),
    Method::new("getOwnPropertySymbols", 1, get_own_property_symbols),
    Method::new("hasOwn", 2, has_own),
    Method::new("is", 2, is),
    Method::new("preventExtensions", 1, prevent_extensions),
    Method::new("seal", 1, seal),
    Method::new("create", 2, create),
    Method::new("defineProperties", 2, define_properties),
    Method::new("defineProperty", 3, define_property),
    Method::new("freeze", 1, freeze),
    Method::new("getPrototypeOf", 1, get_prototype_of),
    Method::new("setPrototypeOf", 2, set_prototype_of),
    Method::new("isExtensible", 1, is_extensible),
    Method::new("isFrozen", 1, is_frozen),
    Method::new("isSealed", 1, is_sealed),
    Method::new("keys", 1, keys),
    Method::new("entries", 1, entries),
    Method::new("fromEntries", 1, from_entries),
    Method::new("values", 1, values),
    Method::new("groupBy", 2, group_by),
];

/// Makes `Object` and fills its prototype.
pub(super) fn install(agent: &mut Agent) {
    let prototype = agent.intrinsic(Intrinsic::ObjectPrototype);
    let constructor = agent.define_constructor(&CONSTRUCTOR, prototype);
    agent.realm.set_intrinsic(Intrinsic::Object, constructor);
    agent.define_methods(constructor, STATICS);
    prototype::install(agent, prototype);
}

/// [Object ( value )](https://tc39.es/ecma262/#sec-object-value)
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    let new_target = call.new_target(agent);
    if !new_target.is_undefined() && new_target != call.callee().value() {
        let object =
            agent.ordinary_create_from_constructor(new_target, Intrinsic::ObjectPrototype)?;
        return Ok(object.value());
    }
    let value = call.arg(0);
    if value.is_nullish() {
        return Ok(agent.new_plain_object(0).value());
    }
    Ok(agent.to_object(value)?.value())
}

/// [Object.assign ( target, ...sources )](https://tc39.es/ecma262/#sec-object.assign)
fn assign(agent: &mut Agent, call: Call) -> JsResult {
    let target = agent.to_object(call.arg(0))?;
    agent.keep_object(target);
    for index in 1..call.len() {
        let source = call.arg(index);
        if !source.is_nullish() {
            agent.scoped(|agent| assign_from(agent, target, source))?;
        }
    }
    Ok(target.value())
}

fn assign_from(agent: &mut Agent, target: Object, source: Value) -> JsResult<()> {
    let from = agent.to_object(source)?;
    agent.keep_object(from);
    let keys = agent.own_property_keys(from)?;
    agent.poll_work(keys.len())?;
    agent.keep_keys(&keys);
    for key in keys {
        agent.poll()?;
        let value = match agent.get_own_property(from, key)? {
            // Reading it again could only be seen by a proxy.
            Some(OwnProperty::Data { value, flags })
                if flags.has(PropertyFlags::ENUMERABLE) && !from.is(Kind::Proxy) =>
            {
                value
            }
            Some(property) if property.is_enumerable() => agent.get(from, key)?,
            _ => continue,
        };
        agent.scoped(|agent| {
            agent.keep(value);
            agent.set(target, key, value)
        })?;
    }
    Ok(())
}

/// [Object.create ( O, Properties )](https://tc39.es/ecma262/#sec-object.create)
fn create(agent: &mut Agent, call: Call) -> JsResult {
    let proto = call.arg(0);
    if !proto.is_object() && !proto.is_null() {
        return Err(prototype_not_object(agent, proto));
    }
    let object = agent.heap.ordinary_object_create(proto);
    if !call.arg(1).is_undefined() {
        agent.keep_object(object);
        object_define_properties(agent, object, call.arg(1))?;
    }
    Ok(object.value())
}

/// The TypeError for a prototype that is neither an object nor `null`.
#[cold]
pub(super) fn prototype_not_object(agent: &mut Agent, proto: Value) -> Throw {
    let what = agent.value_for_message(proto);
    agent.type_error(format!("{}{what}", messages::PROTOTYPE_NOT_OBJECT))
}

/// [Object.defineProperties ( O, Properties )](https://tc39.es/ecma262/#sec-object.defineproperties)
fn define_properties(agent: &mut Agent, call: Call) -> JsResult {
    let Some(object) = call.arg(0).as_object() else {
        return Err(agent.type_error("Object.defineProperties called on non-object"));
    };
    object_define_properties(agent, object, call.arg(1))?;
    Ok(object.value())
}

/// [ObjectDefineProperties ( O, Properties )](https://tc39.es/ecma262/#sec-objectdefineproperties)
fn object_define_properties(agent: &mut Agent, object: Object, value: Value) -> JsResult<()> {
    let properties = agent.to_object(value)?;
    agent.keep_object(properties);
    let keys = agent.own_property_keys(properties)?;
    agent.keep_keys(&keys);
    let kept = agent.new_array(Vec::new());
    agent.keep_object(kept);
    let mut descriptors = Vec::with_capacity(keys.len());
    for key in keys {
        agent.poll()?;
        let property = agent.get_own_property(properties, key)?;
        if !property.is_some_and(OwnProperty::is_enumerable) {
            continue;
        }
        let descriptor = agent.scoped(|agent| {
            let value = agent.get(properties, key)?;
            agent.keep(value);
            agent.to_property_descriptor(value)
        })?;
        let fields = [descriptor.value, descriptor.get, descriptor.set];
        for field in fields.into_iter().flatten() {
            agent.heap.push_element(kept, field);
        }
        descriptors.push((key, descriptor));
    }
    for (key, descriptor) in descriptors {
        agent.poll()?;
        agent.define_property_or_throw(object, key, &descriptor)?;
    }
    Ok(())
}

/// [Object.defineProperty ( O, P, Attributes )](https://tc39.es/ecma262/#sec-object.defineproperty)
fn define_property(agent: &mut Agent, call: Call) -> JsResult {
    let Some(object) = call.arg(0).as_object() else {
        return Err(agent.type_error("Object.defineProperty called on non-object"));
    };
    let key = agent.to_property_key(call.arg(1))?;
    agent.keep_key(key);
    let descriptor = agent.to_property_descriptor(call.arg(2))?;
    agent.define_property_or_throw(object, key, &descriptor)?;
    Ok(object.value())
}

/// [Object.entries ( O )](https://tc39.es/ecma262/#sec-object.entries)
fn entries(agent: &mut Agent, call: Call) -> JsResult {
    enumerable_own_properties(agent, call.arg(0), |agent, key, value| {
        let key = agent.heap.key_to_value(key);
        agent.new_array_from(&[key, value]).value()
    })
}

/// [Object.values ( O )](https://tc39.es/ecma262/#sec-object.values)
fn values(agent: &mut Agent, call: Call) -> JsResult {
    enumerable_own_properties(agent, call.arg(0), |_, _, value| value)
}

/// [EnumerableOwnProperties ( O, kind )](https://tc39.es/ecma262/#sec-enumerableownproperties) as an
/// array of what `make` gives for each.
fn enumerable_own_properties(
    agent: &mut Agent,
    value: Value,
    make: fn(&mut Agent, PropertyKey, Value) -> Value,
) -> JsResult {
    let object = agent.to_object(value)?;
    if let Some(properties) = agent.plain_own_entries(object) {
        let mut list = Vec::with_capacity(properties.len());
        for (key, value) in properties {
            agent.poll()?;
            list.push(make(agent, key, value));
        }
        return Ok(agent.new_array(list).value());
    }
    agent.keep_object(object);
    let list = agent.new_array(Vec::new());
    agent.keep_object(list);
    let keys = agent.own_property_keys(object)?;
    agent.keep_keys(&keys);
    for key in keys {
        if key.is_symbol() {
            continue;
        }
        agent.poll()?;
        let property = agent.get_own_property(object, key)?;
        if property.is_some_and(OwnProperty::is_enumerable) {
            let value = agent.get(object, key)?;
            let element = make(agent, key, value);
            agent.heap.push_element(list, element);
        }
    }
    Ok(list.value())
}

/// [Object.keys ( O )](https://tc39.es/ecma262/#sec-object.keys)
fn keys(agent: &mut Agent, call: Call) -> JsResult {
    let object = agent.to_object(call.arg(0))?;
    agent.keep_object(object);
    let keys = agent.enumerable_own_keys(object)?;
    Ok(array_of_keys(agent, &keys)?.value())
}

/// An array of keys as strings and symbols.
pub(super) fn array_of_keys(agent: &mut Agent, keys: &[PropertyKey]) -> JsResult<Object> {
    let mut list = Vec::with_capacity(keys.len());
    for key in keys {
        agent.poll()?;
        list.push(agent.heap.key_to_value(*key));
    }
    Ok(agent.new_array(list))
}

/// [Object.freeze ( O )](https://tc39.es/ecma262/#sec-object.freeze)
fn freeze(agent: &mut Agent, call: Call) -> JsResult {
    set_integrity(agent, call.arg(0), true)
}

/// [Object.seal ( O )](https://tc39.es/ecma262/#sec-object.seal)
fn seal(agent: &mut Agent, call: Call) -> JsResult {
    set_integrity(agent, call.arg(0), false)
}

fn set_integrity(agent: &mut Agent, value: Value, frozen: bool) -> JsResult {
    let Some(object) = value.as_object() else {
        return Ok(value);
    };
    if frozen
        && object.is(Kind::TypedArray)
        && agent.has_own_property(object, PropertyKey::index(0))?
    {
        // Elements can't be frozen; V8 throws before it changes anything.
        return Err(agent.type_error("Cannot freeze array buffer views with elements"));
    }
    if agent.set_integrity_level(object, frozen)? {
        return Ok(value);
    }
    Err(match (agent.heap.context_global(object), frozen) {
        (None, _) => prevent_extensions_failed(agent, object),
        (_, true) => agent.type_error("Cannot freeze"),
        (_, false) => agent.type_error("Cannot seal"),
    })
}

#[cold]
fn prevent_extensions_failed(agent: &mut Agent, object: Object) -> Throw {
    if agent.heap.is_true_proxy(object) {
        return agent.type_error("'preventExtensions' on proxy: trap returned falsish");
    }
    agent.type_error("Cannot prevent extensions")
}

/// [Object.preventExtensions ( O )](https://tc39.es/ecma262/#sec-object.preventextensions)
fn prevent_extensions(agent: &mut Agent, call: Call) -> JsResult {
    let value = call.arg(0);
    if let Some(object) = value.as_object()
        && !agent.prevent_extensions(object)?
    {
        return Err(prevent_extensions_failed(agent, object));
    }
    Ok(value)
}

/// [Object.isFrozen ( O )](https://tc39.es/ecma262/#sec-object.isfrozen)
fn is_frozen(agent: &mut Agent, call: Call) -> JsResult {
    Ok(Value::bool(match call.arg(0).as_object() {
        Some(object) => agent.test_integrity_level(object, true)?,
        None => true,
    }))
}

/// [Object.isSealed ( O )](https://tc39.es/ecma262/#sec-object.issealed)
fn is_sealed(agent: &mut Agent, call: Call) -> JsResult {
    Ok(Value::bool(match call.arg(0).as_object() {
        Some(object) => agent.test_integrity_level(object, false)?,
        None => true,
    }))
}

/// [Object.isExtensible ( O )](https://tc39.es/ecma262/#sec-object.isextensible)
fn is_extensible(agent: &mut Agent, call: Call) -> JsResult {
    Ok(Value::bool(match call.arg(0).as_object() {
        Some(object) => agent.is_extensible(object)?,
        None => false,
    }))
}

/// [Object.fromEntries ( iterable )](https://tc39.es/ecma262/#sec-object.fromentries)
fn from_entries(agent: &mut Agent, call: Call) -> JsResult {
    let iterable = call.arg(0);
    if iterable.is_nullish() {
        // V8 throws this for `null` too.
        return Err(agent.type_error(messages::not_iterable("undefined")));
    }
    let object = agent.new_plain_object(4);
    agent.keep_object(object);
    if from_plain_entries(agent, object, iterable)? {
        return Ok(object.value());
    }
    let record = agent.get_iterator(iterable)?;
    while let Some(entry) = agent.iterator_step_value(&record)? {
        let added = agent.scoped(|agent| {
            agent.keep(entry);
            let Some(entry) = entry.as_object() else {
                let what = agent.value_for_message(entry);
                let text = format!("Iterator value {what} is not an entry object");
                return Err(agent.type_error(text));
            };
            let key = agent.get(entry, PropertyKey::index(0))?;
            agent.keep(key);
            let value = agent.get(entry, PropertyKey::index(1))?;
            agent.keep(value);
            let key = agent.to_property_key(key)?;
            agent.create_data_property_or_throw(object, key, value)
        });
        if let Err(throw) = added {
            return Err(agent.iterator_close_throw(record.iterator, throw));
        }
    }
    Ok(object.value())
}

/// Adds the entries of an array of plain pairs, where no code of a script can run in between. False
/// where it isn't one; what was added until then will be added again.
fn from_plain_entries(agent: &mut Agent, object: Object, iterable: Value) -> JsResult<bool> {
    let Some(list) = iterable.as_object() else {
        return Ok(false);
    };
    if !agent.is_plain_iterable_array(iterable) || !agent.heap.is_dense(list) {
        return Ok(false);
    }
    let count = agent.heap.elements(list).len();
    for index in 0..count as u32 {
        agent.poll()?;
        let Some(entry) = agent.heap.dense_element(iterable, index) else {
            return Ok(false);
        };
        let key = agent.heap.dense_element(entry, 0);
        let value = agent.heap.dense_element(entry, 1);
        let (Some(key), Some(value)) = (key, value) else {
            return Ok(false);
        };
        if key.is_object() {
            return Ok(false);
        }
        let key = agent.to_property_key(key)?;
        agent.create_data_property_or_throw(object, key, value)?;
    }
    Ok(true)
}

/// [Object.getOwnPropertyDescriptor ( O, P )](https://tc39.es/ecma262/#sec-object.getownpropertydescriptor)
fn get_own_property_descriptor(agent: &mut Agent, call: Call) -> JsResult {
    let object = agent.to_object(call.arg(0))?;
    agent.keep_object(object);
    let key = agent.to_property_key(call.arg(1))?;
    agent.keep_key(key);
    let property = agent.get_own_property(object, key)?;
    Ok(agent.from_property_descriptor(property))
}

/// [Object.getOwnPropertyDescriptors ( O )](https://tc39.es/ecma262/#sec-object.getownpropertydescriptors)
fn get_own_property_descriptors(agent: &mut Agent, call: Call) -> JsResult {
    let object = agent.to_object(call.arg(0))?;
    agent.keep_object(object);
    let keys = agent.own_property_keys(object)?;
    agent.keep_keys(&keys);
    let descriptors = agent.new_plain_object(keys.len());
    agent.keep_object(descriptors);
    for key in keys {
        agent.poll()?;
        let property = agent.get_own_property(object, key)?;
        let descriptor = agent.from_property_descriptor(property);
        if !descriptor.is_undefined() {
            agent.create_data_property_or_throw(descriptors, key, descriptor)?;
        }
    }
    Ok(descriptors.value())
}

/// [Object.getOwnPropertyNames ( O )](https://tc39.es/ecma262/#sec-object.getownpropertynames)
fn get_own_property_names(agent: &mut Agent, call: Call) -> JsResult {
    get_own_property_keys(agent, call.arg(0), false)
}

/// [Object.getOwnPropertySymbols ( O )](https://tc39.es/ecma262/#sec-object.getownpropertysymbols)
fn get_own_property_symbols(agent: &mut Agent, call: Call) -> JsResult {
    get_own_property_keys(agent, call.arg(0), true)
}

/// [GetOwnPropertyKeys ( O, type )](https://tc39.es/ecma262/#sec-getownpropertykeys)
fn get_own_property_keys(agent: &mut Agent, value: Value, symbols: bool) -> JsResult {
    let object = agent.to_object(value)?;
    agent.keep_object(object);
    let mut keys = agent.own_property_keys(object)?;
    keys.retain(|key| key.is_symbol() == symbols);
    Ok(array_of_keys(agent, &keys)?.value())
}

/// [Object.getPrototypeOf ( O )](https://tc39.es/ecma262/#sec-object.getprototypeof)
fn get_prototype_of(agent: &mut Agent, call: Call) -> JsResult {
    let object = agent.to_object(call.arg(0))?;
    agent.keep_object(object);
    agent.get_prototype_of(object)
}

/// [Object.setPrototypeOf ( O, proto )](https://tc39.es/ecma262/#sec-object.setprototypeof)
fn set_prototype_of(agent: &mut Agent, call: Call) -> JsResult {
    let (value, proto) = (call.arg(0), call.arg(1));
    agent.require_object_coercible(value, "Object.setPrototypeOf")?;
    if !proto.is_object() && !proto.is_null() {
        return Err(prototype_not_object(agent, proto));
    }
    if let Some(object) = value.as_object()
        && !agent.set_prototype_of(object, proto)?
    {
        return Err(prototype::set_prototype_failed(agent, object, true));
    }
    Ok(value)
}

/// [Object.groupBy ( items, callback )](https://tc39.es/ecma262/#sec-object.groupby)
fn group_by(agent: &mut Agent, call: Call) -> JsResult {
    let (items, callback) = (call.arg(0), call.arg(1));
    agent.require_object_coercible(items, "Object.groupBy")?;
    if !agent.heap.is_callable(callback) {
        let what = agent.value_for_message(callback);
        return Err(agent.type_error(messages::not_a_function(&what)));
    }
    // The groups are unobservable until all is done, so the result is built in place.
    let groups = agent.heap.ordinary_object_create(Value::NULL);
    agent.keep_object(groups);
    let record = agent.get_iterator(items)?;
    let mut place = 0usize;
    while let Some(item) = agent.iterator_step_value(&record)? {
        let added = agent.scoped(|agent| {
            agent.keep(item);
            let arguments = [item, Value::from_usize(place)];
            let key = agent.call(callback, Value::UNDEFINED, &arguments)?;
            agent.keep(key);
            let key = agent.to_property_key(key)?;
            add_to_group(agent, groups, key, item)
        });
        if let Err(throw) = added {
            return Err(agent.iterator_close_throw(record.iterator, throw));
        }
        place += 1;
    }
    Ok(groups.value())
}

fn add_to_group(agent: &mut Agent, groups: Object, key: PropertyKey, item: Value) -> JsResult<()> {
    if let Some(OwnProperty::Data { value, .. }) = agent.get_own_property(groups, key)?
        && let Some(group) = value.as_object()
    {
        agent.heap.push_element(group, item);
        return Ok(());
    }
    let group = agent.new_array_from(&[item]);
    agent.create_data_property_or_throw(groups, key, group.value())
}

/// [Object.hasOwn ( O, P )](https://tc39.es/ecma262/#sec-object.hasown)
fn has_own(agent: &mut Agent, call: Call) -> JsResult {
    let object = agent.to_object(call.arg(0))?;
    agent.keep_object(object);
    let key = agent.to_property_key(call.arg(1))?;
    Ok(Value::bool(agent.has_own_property(object, key)?))
}

/// [Object.is ( value1, value2 )](https://tc39.es/ecma262/#sec-object.is)
fn is(agent: &mut Agent, call: Call) -> JsResult {
    Ok(Value::bool(agent.heap.same_value(call.arg(0), call.arg(1))))
}
