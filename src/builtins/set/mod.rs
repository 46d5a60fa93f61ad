//! [Set objects](https://tc39.es/ecma262/#sec-set-objects).
//!
//! `data` has the internal slots and what Rust code does with Sets, `algebra` the methods that take
//! another set.

mod algebra;
mod data;

pub use data::{SetData, SetIterator, new_set, set_add};

use super::array::IterationKind;
use super::ordered_table::{HashedKey, KeyEntry, Position};
use crate::builtins::iterables::{adder, for_each_of};
use crate::builtins::iterator_prototype::iterator_prototype;
use crate::builtins::species::this_value;
use crate::engine::{
    Accessor, Agent, Call, Callback, Constructor, Intrinsic, JsResult, Kind, Method, Object,
    Original, Value, messages,
};
use data::{copy_table, incompatible, is_plain_set, set_delete, this_data, this_set};

const CONSTRUCTOR: Constructor = Constructor {
    name: "Set",
    length: 0,
    run: construct,
};

const STATIC_ACCESSORS: &[Accessor] = &[Accessor::getter("@@species", this_value)];

const METHODS: &[Method] = &[
    Method::new("has", 1, has),
    Method::new("add", 1, add),
    Method::new("delete", 1, delete),
    Method::new("difference", 1, algebra::difference),
    Method::new("clear", 0, clear),
    Method::new("entries", 0, entries),
    Method::new("forEach", 1, for_each),
    Method::new("intersection", 1, algebra::intersection),
    Method::new("isSubsetOf", 1, algebra::is_subset_of),
    Method::new("isSupersetOf", 1, algebra::is_superset_of),
    Method::new("isDisjointFrom", 1, algebra::is_disjoint_from),
];

const ACCESSORS: &[Accessor] = &[Accessor::getter("size", size)];

const LATER_METHODS: &[Method] = &[
    Method::new("symmetricDifference", 1, algebra::symmetric_difference),
    Method::new("union", 1, algebra::union),
    Method::new("values", 0, values),
];

const ITERATOR_METHODS: &[Method] = &[Method::new("next", 0, next)];

/// Makes `Set`, its prototype and the prototype of its iterators.
pub(super) fn install(agent: &mut Agent) {
    let object_prototype = agent.intrinsic(Intrinsic::ObjectPrototype);
    let prototype = agent.heap.new_builtin_object(object_prototype.value());
    agent
        .realm
        .set_intrinsic(Intrinsic::SetPrototype, prototype);
    let constructor = agent.define_constructor(&CONSTRUCTOR, prototype);
    agent.realm.set_intrinsic(Intrinsic::Set, constructor);
    agent.define_accessors(constructor, STATIC_ACCESSORS);
    agent.define_methods(prototype, METHODS);
    agent.define_accessors(prototype, ACCESSORS);
    agent.define_methods(prototype, LATER_METHODS);
    agent.define_alias(prototype, "keys", "values");
    agent.define_tag(prototype, "Set");
    agent.define_alias(prototype, "@@iterator", "values");

    let iterators = iterator_prototype(agent, "Set Iterator", ITERATOR_METHODS);
    agent
        .realm
        .set_intrinsic(Intrinsic::SetIteratorPrototype, iterators);
    agent.set_original(Original::SetAdd, prototype, "add");
    agent.set_original(Original::SetHas, prototype, "has");
    agent.set_original(Original::SetKeys, prototype, "keys");
    agent.set_original(Original::SetSize, prototype, "size");
    agent.set_original(Original::SetIterator, prototype, "@@iterator");
    agent.set_original(Original::SetIteratorNext, iterators, "next");
}

/// [Set ( \[ iterable \] )](https://tc39.es/ecma262/#sec-set-iterable)
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    if !call.is_construct() {
        return Err(agent.type_error("Constructor Set requires 'new'"));
    }
    let new_target = call.new_target(agent);
    let data = Box::<SetData>::default();
    let set = agent.host_from_constructor(new_target, Intrinsic::SetPrototype, data)?;
    agent.keep_object(set);
    let iterable = call.arg(0);
    if iterable.is_nullish() {
        return Ok(set.value());
    }
    let adder = adder(agent, set, agent.names.add, Some(Original::SetAdd))?;
    let plain = agent.original_value(Original::SetAdd) == Some(adder);
    if plain
        && is_plain_set(agent, iterable)
        && agent.is_original(Original::SetIterator)
        && agent.is_original(Original::SetIteratorNext)
        && let Some(source) = iterable.as_object()
    {
        copy_table(agent, source, set)?;
        return Ok(set.value());
    }
    for_each_of(agent, iterable, |agent, value| {
        if plain {
            return set_add(agent, set, value);
        }
        agent.call(adder, set.value(), &[value]).map(drop)
    })?;
    Ok(set.value())
}

/// [Set.prototype.add ( value )](https://tc39.es/ecma262/#sec-set.prototype.add)
fn add(agent: &mut Agent, call: Call) -> JsResult {
    let set = this_set(agent, call, "add")?;
    set_add(agent, set, call.arg(0))?;
    Ok(set.value())
}

/// [Set.prototype.has ( value )](https://tc39.es/ecma262/#sec-set.prototype.has)
fn has(agent: &mut Agent, call: Call) -> JsResult {
    let Some(data) = this_data(agent, call) else {
        return Err(incompatible(agent, call, "has"));
    };
    let key = HashedKey::new(&agent.heap, call.arg(0));
    Ok(Value::bool(data.table.find(&agent.heap, key).is_some()))
}

/// [Set.prototype.delete ( value )](https://tc39.es/ecma262/#sec-set.prototype.delete)
fn delete(agent: &mut Agent, call: Call) -> JsResult {
    let set = this_set(agent, call, "delete")?;
    Ok(Value::bool(set_delete(agent, set, call.arg(0))))
}

/// [Set.prototype.clear ( )](https://tc39.es/ecma262/#sec-set.prototype.clear)
fn clear(agent: &mut Agent, call: Call) -> JsResult {
    let set = this_set(agent, call, "clear")?;
    if let Some(data) = agent.heap.host_mut::<SetData>(set) {
        data.table.clear();
    }
    Ok(Value::UNDEFINED)
}

/// [get Set.prototype.size](https://tc39.es/ecma262/#sec-get-set.prototype.size)
fn size(agent: &mut Agent, call: Call) -> JsResult {
    match this_data(agent, call) {
        Some(data) => Ok(Value::from_usize(data.len())),
        None => {
            let receiver = agent.value_for_message(call.this());
            let text = messages::incompatible_receiver("get Set.prototype.size", &receiver);
            Err(agent.type_error(text))
        }
    }
}

/// [Set.prototype.forEach ( callback \[ , thisArg \] )](https://tc39.es/ecma262/#sec-set.prototype.foreach)
fn for_each(agent: &mut Agent, call: Call) -> JsResult {
    let set = this_set(agent, call, "forEach")?;
    let callback = Callback::new(agent, call.arg(0))?;
    let Some(mut position) = this_data(agent, call).map(|data| data.table.start()) else {
        return Ok(Value::UNDEFINED);
    };
    while let Some(KeyEntry(value)) = this_data(agent, call)
        .and_then(|data| data.table.advance(&mut position))
        .copied()
    {
        callback.call(agent, call.arg(1), [value, value, set.value()])?;
    }
    Ok(Value::UNDEFINED)
}

/// [Set.prototype.entries ( )](https://tc39.es/ecma262/#sec-set.prototype.entries)
fn entries(agent: &mut Agent, call: Call) -> JsResult {
    let set = this_set(agent, call, "entries")?;
    create_set_iterator(agent, set, IterationKind::Entries)
}

/// [Set.prototype.values ( )](https://tc39.es/ecma262/#sec-set.prototype.values)
fn values(agent: &mut Agent, call: Call) -> JsResult {
    let set = this_set(agent, call, "values")?;
    create_set_iterator(agent, set, IterationKind::Values)
}

/// [CreateSetIterator ( set, kind )](https://tc39.es/ecma262/#sec-createsetiterator)
fn create_set_iterator(agent: &mut Agent, set: Object, kind: IterationKind) -> JsResult {
    let position = agent
        .heap
        .host::<SetData>(set)
        .map_or(Position::default(), |data| data.table.start());
    let data = Box::new(SetIterator {
        set: Some(set),
        position,
        kind,
    });
    let shape = agent.root_shape(Intrinsic::SetIteratorPrototype, Kind::Host);
    Ok(agent.heap.new_host(Kind::Host, shape, data).value())
}

/// [%SetIteratorPrototype%.next ( )](https://tc39.es/ecma262/#sec-%setiteratorprototype%.next)
fn next(agent: &mut Agent, call: Call) -> JsResult {
    let iterator = call.this().as_object();
    let data = iterator.and_then(|iterator| agent.heap.host::<SetIterator>(iterator));
    let (Some(data), Some(iterator)) = (data, iterator) else {
        let receiver = agent.value_for_message(call.this());
        let text = messages::incompatible_receiver("Set Iterator.prototype.next", &receiver);
        return Err(agent.type_error(text));
    };
    let (set, mut position, kind) = (data.set, data.position, data.kind);
    let entry = set
        .and_then(|set| agent.heap.host::<SetData>(set))
        .and_then(|data| data.table.advance(&mut position))
        .copied();
    if let Some(data) = agent.heap.host_mut::<SetIterator>(iterator) {
        data.position = position;
        data.set = set.filter(|_| entry.is_some());
    }
    let Some(KeyEntry(value)) = entry else {
        let result = agent.create_iter_result_object(Value::UNDEFINED, true);
        return Ok(result.value());
    };
    let value = match kind {
        IterationKind::Entries => agent.new_array_from(&[value, value]).value(),
        _ => value,
    };
    Ok(agent.create_iter_result_object(value, false).value())
}
