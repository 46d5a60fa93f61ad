//! [Array objects](https://tc39.es/ecma262/#sec-array-objects).
//!
//! `access` reads and copies, `mutate` changes the receiver, `callbacks` calls functions on
//! elements, `search` compares, `from_async` awaits, `sort` sorts, `text` joins, `iterator` iterates. All work on any
//! array-like; arrays whose elements are dense take short cuts wherever that can't be observed.

mod access;
mod callbacks;
mod from_async;
mod iterator;
mod mutate;
mod search;
mod sort;
mod text;

pub use crate::engine::IterationKind;
pub(in crate::builtins) use iterator::create_array_iterator;
pub(in crate::builtins) use text::{join_locale_texts, join_with};

use crate::engine::{
    Accessor, Agent, Call, Constructor, Intrinsic, JsResult, Kind, Method, Object, Original,
    PropertyFlags, PropertyKey, Value, messages,
};

const CONSTRUCTOR: Constructor = Constructor {
    name: "Array",
    length: 1,
    run: construct,
};

const STATIC_METHODS: &[Method] = &[
    Method::new("isArray", 1, is_array),
    Method::new("from", 1, from),
    Method::new("fromAsync", 1, from_async::from_async),
    Method::new("of", 0, of),
];

const STATIC_ACCESSORS: &[Accessor] = &[Accessor::getter("@@species", super::this_value)];

const METHODS: &[Method] = &[
    Method::new("at", 1, access::at),
    Method::new("concat", 1, access::concat),
    Method::new("copyWithin", 2, mutate::copy_within),
    Method::new("fill", 1, mutate::fill),
    Method::new("find", 1, callbacks::find),
    Method::new("findIndex", 1, callbacks::find_index),
    Method::new("findLast", 1, callbacks::find_last),
    Method::new("findLastIndex", 1, callbacks::find_last_index),
    Method::new("lastIndexOf", 1, search::last_index_of),
    Method::new("pop", 0, mutate::pop),
    Method::new("push", 1, mutate::push),
    Method::new("reverse", 0, mutate::reverse),
    Method::new("shift", 0, mutate::shift),
    Method::new("unshift", 1, mutate::unshift),
    Method::new("slice", 2, access::slice),
    Method::new("sort", 1, sort::sort),
    Method::new("splice", 2, mutate::splice),
    Method::new("includes", 1, search::includes),
    Method::new("indexOf", 1, search::index_of),
    Method::new("join", 1, text::join),
    Method::new("keys", 0, iterator::keys),
    Method::new("entries", 0, iterator::entries),
    Method::new("values", 0, iterator::values),
    Method::new("forEach", 1, callbacks::for_each),
    Method::new("filter", 1, callbacks::filter),
    Method::new("flat", 0, access::flat),
    Method::new("flatMap", 1, access::flat_map),
    Method::new("map", 1, callbacks::map),
    Method::new("every", 1, callbacks::every),
    Method::new("some", 1, callbacks::some),
    Method::new("reduce", 1, callbacks::reduce),
    Method::new("reduceRight", 1, callbacks::reduce_right),
    Method::new("toReversed", 0, access::to_reversed),
    Method::new("toSorted", 1, sort::to_sorted),
    Method::new("toSpliced", 2, access::to_spliced),
    Method::new("toLocaleString", 0, text::to_locale_string),
    Method::new("toString", 0, text::to_string),
    Method::new("with", 2, access::with),
];

/// [Array.prototype \[ %Symbol.unscopables% \]](https://tc39.es/ecma262/#sec-array.prototype-%symbol.unscopables%)
const UNSCOPABLES: &[&str] = &[
    "at",
    "copyWithin",
    "entries",
    "fill",
    "find",
    "findIndex",
    "findLast",
    "findLastIndex",
    "flat",
    "flatMap",
    "includes",
    "keys",
    "toReversed",
    "toSorted",
    "toSpliced",
    "values",
];

/// Makes `Array`, its prototype and the prototype of array iterators.
pub(super) fn install(agent: &mut Agent) {
    let prototype = agent.intrinsic(Intrinsic::ArrayPrototype);
    let constructor = agent.define_constructor(&CONSTRUCTOR, prototype);
    agent.hide_from_stacks(constructor.value());
    agent.realm.set_intrinsic(Intrinsic::Array, constructor);
    agent.define_methods(constructor, STATIC_METHODS);
    agent.define_accessors(constructor, STATIC_ACCESSORS);
    agent.define_methods(prototype, METHODS);

    agent.define_alias(prototype, "@@iterator", "values");
    if let Some(values) = agent.initial_value(prototype, "values").as_object() {
        agent.realm.set_intrinsic(Intrinsic::ArrayValues, values);
    }
    let unscopables = agent.new_builtin_object(Value::NULL);
    for name in UNSCOPABLES {
        agent.define_constant(unscopables, name, Value::TRUE, PropertyFlags::DATA);
    }
    agent.define_constant(
        prototype,
        "@@unscopables",
        unscopables.value(),
        PropertyFlags::CONFIGURABLE,
    );

    agent.set_original(Original::ArrayConstructor, prototype, "constructor");
    agent.set_original(Original::ArraySpecies, constructor, "@@species");
    agent.set_original(Original::ArrayIterator, prototype, "@@iterator");
    agent.set_original(Original::ArrayJoin, prototype, "join");
    iterator::install(agent);
    from_async::install(agent);
}

/// [Array ( ...values )](https://tc39.es/ecma262/#sec-array)
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    let new_target = call.new_target(agent);
    let proto =
        if new_target.is_undefined() || new_target == agent.intrinsic(Intrinsic::Array).value() {
            agent.intrinsic(Intrinsic::ArrayPrototype)
        } else {
            agent.get_prototype_from_constructor(new_target, Intrinsic::ArrayPrototype)?
        };
    if call.len() != 1 {
        let shape = agent.heap.root_shape(proto.value(), Kind::Array);
        return Ok(agent.heap.new_array(shape, call.args()).value());
    }
    let length = call.arg(0);
    let Some(number) = length.as_number() else {
        let shape = agent.heap.root_shape(proto.value(), Kind::Array);
        return Ok(agent.heap.new_array_from(shape, &[length]).value());
    };
    if number as u32 as f64 != number {
        return Err(agent.range_error(messages::ARRAY_LENGTH));
    }
    Ok(agent.array_create(number, Some(proto))?.value())
}

/// [Array.isArray ( arg )](https://tc39.es/ecma262/#sec-array.isarray)
fn is_array(agent: &mut Agent, call: Call) -> JsResult {
    Ok(Value::bool(agent.is_array(call.arg(0))?))
}

/// [Array.of ( ...items )](https://tc39.es/ecma262/#sec-array.of)
fn of(agent: &mut Agent, call: Call) -> JsResult {
    let items = call.args();
    let array = construct_with(agent, call.this(), Some(items.len() as u64))?;
    for (place, item) in items.into_iter().enumerate() {
        define_at(agent, array, place as u64, item)?;
    }
    set_length(agent, array, call.len() as u64)?;
    Ok(array.value())
}

/// What `Array.from` and `Array.of` fill: what their receiver constructs, else an array. It is kept.
fn construct_with(agent: &mut Agent, constructor: Value, length: Option<u64>) -> JsResult<Object> {
    let array = if constructor == agent.intrinsic(Intrinsic::Array).value() {
        agent.array_create(length.unwrap_or(0) as f64, None)?
    } else if let Some(constructor) = constructor.as_object()
        && agent.is_constructor(constructor.value())
    {
        let length = length.map(number);
        agent.construct(constructor, length.as_slice(), constructor)?
    } else {
        agent.array_create(length.unwrap_or(0) as f64, None)?
    };
    Ok(agent.keep_object(array))
}

/// [Array.from ( items \[ , mapper \[ , thisArg \] \] )](https://tc39.es/ecma262/#sec-array.from)
fn from(agent: &mut Agent, call: Call) -> JsResult {
    let (items, mapper) = (call.arg(0), call.arg(1));
    if !mapper.is_undefined() {
        agent.require_callable(mapper)?;
    }
    if items.is_nullish() {
        // The TypeError that iterating it throws.
        agent.get_iterator(items)?;
    }
    let key = PropertyKey::symbol(agent.symbols.iterator);
    let method = agent.get_v(items, key)?;
    if !method.is_nullish() {
        if !agent.is_callable(method) {
            return Err(agent.type_error(
                "%Array%.from requires that the property of the first argument, \
                 items[Symbol.iterator], when exists, be a function",
            ));
        }
        return from_iterable(agent, call, method);
    }
    let source = agent.to_object(items)?;
    agent.keep_object(source);
    let length = agent.length_of_array_like(source)? as u64;
    let array = construct_with(agent, call.this(), Some(length))?;
    for k in 0..length {
        let mut value = element(agent, source, k)?;
        if !mapper.is_undefined() {
            value = agent.call(mapper, call.arg(2), &[value, number(k)])?;
        } else {
            agent.poll()?;
        }
        define_at(agent, array, k, value)?;
    }
    set_length(agent, array, length)?;
    Ok(array.value())
}

fn from_iterable(agent: &mut Agent, call: Call, method: Value) -> JsResult {
    let (items, mapper) = (call.arg(0), call.arg(1));
    if mapper.is_undefined()
        && call.this() == agent.intrinsic(Intrinsic::Array).value()
        && agent.is_plain_iterable_array(items)
    {
        return Ok(agent.iterable_to_array(items)?.value());
    }
    agent.keep(method);
    let array = construct_with(agent, call.this(), None)?;
    let record = agent.get_iterator_from_method(items, method)?;
    let mut k = 0;
    while let Some(mut value) = agent.iterator_step_value(&record)? {
        let stored = agent.scoped(|agent| {
            if !mapper.is_undefined() {
                value = agent.call(mapper, call.arg(2), &[value, number(k)])?;
            }
            define_at(agent, array, k, value)
        });
        if let Err(throw) = stored {
            return Err(agent.iterator_close_throw(record.iterator, throw));
        }
        k += 1;
    }
    set_length(agent, array, k)?;
    Ok(array.value())
}

// What the methods share.

/// The receiver as an object, which is kept, and its length.
#[inline]
fn array_like(agent: &mut Agent, call: Call) -> JsResult<(Object, u64)> {
    let this = call.this();
    if let Some(array) = this.as_object()
        && array.is(Kind::Array)
    {
        return Ok((array, agent.array_length(array) as u64));
    }
    let object = agent.to_object(this)?;
    agent.keep_object(object);
    Ok((object, agent.length_of_array_like(object)? as u64))
}

/// As [`array_like`], for the methods whose name V8 puts into the error for `null`.
#[inline]
fn named_array_like(agent: &mut Agent, call: Call, name: &str) -> JsResult<(Object, u64)> {
    if call.this().is_nullish() {
        return Err(agent.type_error(format!(
            "Array.prototype.{name} called on null or undefined"
        )));
    }
    array_like(agent, call)
}

/// A length or index as a value.
#[inline]
fn number(n: u64) -> Value {
    match i32::try_from(n) {
        Ok(n) => Value::int(n),
        Err(_) => Value::double(n as f64),
    }
}

#[inline]
fn key_at(agent: &mut Agent, k: u64) -> PropertyKey {
    if k < u32::MAX as u64 {
        PropertyKey::index(k as u32)
    } else {
        agent.key_from_number(k as f64)
    }
}

/// The element of a dense array, unless there is none at the place.
#[inline(always)]
fn dense_at(agent: &Agent, object: Object, k: u64) -> Option<Value> {
    match u32::try_from(k) {
        Ok(k) => agent.heap.dense_element(object.value(), k),
        Err(_) => None,
    }
}

/// `Get(object, k)`
#[inline]
fn element(agent: &mut Agent, object: Object, k: u64) -> JsResult {
    match dense_at(agent, object, k) {
        Some(value) => Ok(value),
        None => {
            let key = key_at(agent, k);
            agent.get(object, key)
        }
    }
}

/// `HasProperty(object, k)`, and then `Get(object, k)`
#[inline]
fn element_if_present(agent: &mut Agent, object: Object, k: u64) -> JsResult<Option<Value>> {
    match dense_at(agent, object, k) {
        Some(value) => Ok(Some(value)),
        None => element_if_present_slow(agent, object, k),
    }
}

#[inline(never)]
fn element_if_present_slow(agent: &mut Agent, object: Object, k: u64) -> JsResult<Option<Value>> {
    agent.poll()?;
    if agent.heap.is_dense(object) && agent.inherits_no_elements(object) {
        return Ok(None);
    }
    let key = key_at(agent, k);
    if !agent.has_property(object, key)? {
        return Ok(None);
    }
    agent.get(object, key).map(Some)
}

/// `Set(object, k, value, true)`
#[inline]
fn set_at(agent: &mut Agent, object: Object, k: u64, value: Value) -> JsResult<()> {
    if let Ok(k) = u32::try_from(k)
        && agent.heap.set_dense_element(object.value(), k, value)
    {
        return Ok(());
    }
    agent.poll()?;
    let key = key_at(agent, k);
    agent.set(object, key, value)
}

/// `DeletePropertyOrThrow(object, k)`
fn delete_at(agent: &mut Agent, object: Object, k: u64) -> JsResult<()> {
    agent.poll()?;
    let key = key_at(agent, k);
    agent.delete_property_or_throw(object, key)
}

/// `CreateDataPropertyOrThrow(object, k, value)`
#[inline]
fn define_at(agent: &mut Agent, object: Object, k: u64, value: Value) -> JsResult<()> {
    agent.poll()?;
    let key = key_at(agent, k);
    agent.create_data_property_or_throw(object, key, value)
}

/// `Set(object, "length", length, true)`
#[inline]
fn set_length(agent: &mut Agent, object: Object, length: u64) -> JsResult<()> {
    if agent.heap.is_dense(object)
        && let Ok(length) = u32::try_from(length)
    {
        agent.set_array_length(object, length);
        return Ok(());
    }
    let key = agent.names.length;
    agent.set(object, key, number(length))
}

/// The place that a relative index means, in `0..=length`.
#[inline]
fn relative(agent: &mut Agent, index: Value, length: u64, default: u64) -> JsResult<u64> {
    Ok(agent.relative_index(index, length as f64, default as f64)? as u64)
}

/// Whether an object is an array all whose elements (and length) can be read and written in place,
/// with nothing to be seen: dense, and whatever is a hole is nowhere else either.
#[inline]
fn is_simple(agent: &Agent, object: Object) -> bool {
    agent.heap.is_dense(object) && agent.inherits_no_elements(object)
}

/// Whether making a result of the same species as the object makes a plain array.
#[inline]
fn has_array_species(agent: &mut Agent, object: Object) -> bool {
    object.is(Kind::Array)
        && agent.heap.shape(object) == agent.realm.shapes.array
        && agent.is_original(Original::ArrayConstructor)
        && agent.is_original(Original::ArraySpecies)
}

/// [ArraySpeciesCreate ( originalArray, length )](https://tc39.es/ecma262/#sec-arrayspeciescreate).
/// The result is kept.
fn array_species_create(agent: &mut Agent, original: Object, length: u64) -> JsResult<Object> {
    let array = match species_constructor(agent, original)? {
        Some(constructor) => agent.construct(constructor, &[number(length)], constructor)?,
        None => agent.array_create(length as f64, None)?,
    };
    Ok(agent.keep_object(array))
}

/// The constructor that a result is to be made with; `None` for the intrinsic one.
fn species_constructor(agent: &mut Agent, original: Object) -> JsResult<Option<Object>> {
    if has_array_species(agent, original) || !agent.is_array(original.value())? {
        return Ok(None);
    }
    let mut constructor = agent.get(original, agent.names.constructor)?;
    if agent.tracks_realms()
        && let Some(object) = constructor.as_object()
        && agent.is_constructor(constructor)
    {
        // Another realm's Array is as good as none.
        let realm = agent.get_function_realm(object)?;
        let is_foreign = realm != agent.current_realm();
        if is_foreign && object == agent.intrinsic_of(realm, Intrinsic::Array) {
            return Ok(None);
        }
    }
    if let Some(object) = constructor.as_object() {
        let key = PropertyKey::symbol(agent.symbols.species);
        constructor = agent.get(object, key)?;
        if constructor.is_null() {
            constructor = Value::UNDEFINED;
        }
    }
    if constructor.is_undefined() {
        return Ok(None);
    }
    match constructor.as_object() {
        Some(object) if agent.is_constructor(constructor) => {
            let intrinsic = agent.intrinsic(Intrinsic::Array);
            Ok((object != intrinsic).then_some(object))
        }
        _ => Err(agent.type_error("object.constructor[Symbol.species] is not a constructor")),
    }
}

/// A plain array of elements that were copied from elsewhere; it is kept.
fn kept_array(agent: &mut Agent, elements: Vec<Value>) -> Object {
    let array = agent.new_array(elements);
    agent.keep_object(array)
}

/// The elements `from..to` of a dense array.
fn dense_range(agent: &Agent, array: Object, from: u64, to: u64) -> Vec<Value> {
    let elements = agent.heap.elements(array);
    let to = elements.len().min(to as usize);
    elements
        .get(from as usize..to)
        .map_or(Vec::new(), <[Value]>::to_vec)
}
