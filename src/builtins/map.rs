//! [Map objects](https://tc39.es/ecma262/#sec-map-objects).

use super::array::IterationKind;
use super::ordered_table::{HashedKey, OrderedTable, PairEntry, Position};
use crate::builtins::iterables::{adder, for_each_of};
use crate::builtins::iterator_prototype::iterator_prototype;
use crate::builtins::species::this_value;
use crate::engine::{
    Accessor, Agent, Call, Callback, Constructor, Intrinsic, JsResult, Kind, Method, Object,
    Original, PropertyKey, Throw, Value, messages,
};
use crate::heap::{HostData, Tracer};

const CONSTRUCTOR: Constructor = Constructor {
    name: "Map",
    length: 0,
    run: construct,
};

const STATIC_METHODS: &[Method] = &[Method::new("groupBy", 2, group_by)];

const STATIC_ACCESSORS: &[Accessor] = &[Accessor::getter("@@species", this_value)];

const METHODS: &[Method] = &[
    Method::new("get", 1, get),
    Method::new("set", 2, set),
    Method::new("has", 1, has),
    Method::new("delete", 1, delete),
    Method::new("clear", 0, clear),
    Method::new("entries", 0, entries),
    Method::new("forEach", 1, for_each),
    Method::new("keys", 0, keys),
];

const ACCESSORS: &[Accessor] = &[Accessor::getter("size", size)];

const LATER_METHODS: &[Method] = &[Method::new("values", 0, values)];

const ITERATOR_METHODS: &[Method] = &[Method::new("next", 0, next)];

/// The internal slot of a Map.
#[derive(Default)]
pub struct MapData {
    table: OrderedTable<PairEntry>,
}

impl MapData {
    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.table.len()
    }

    /// Keys and values in order.
    pub fn entries(&self) -> impl Iterator<Item = (Value, Value)> {
        self.table.iter().map(|entry| (entry.key, entry.value))
    }
}

impl HostData for MapData {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.table.trace(tracer);
    }

    fn external_bytes(&self) -> usize {
        self.table.bytes()
    }

    fn class_name(&self) -> Option<&'static str> {
        Some("Map")
    }
}

/// The internal slots of a map iterator.
pub struct MapIterator {
    /// The map; `None` when it is done.
    map: Option<Object>,
    position: Position,
    kind: IterationKind,
}

impl MapIterator {
    /// What it gives.
    pub fn kind(&self) -> IterationKind {
        self.kind
    }

    /// The entries that are still to come.
    pub fn remaining(&self, agent: &Agent) -> Vec<(Value, Value)> {
        let data = self.map.and_then(|map| agent.heap.host::<MapData>(map));
        let mut position = self.position;
        let mut rest = Vec::new();
        if let Some(data) = data {
            while let Some(entry) = data.table.advance(&mut position) {
                rest.push((entry.key, entry.value));
            }
        }
        rest
    }
}

impl HostData for MapIterator {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        if let Some(map) = self.map {
            tracer.mark_object(map);
        }
    }

    fn class_name(&self) -> Option<&'static str> {
        Some("MapIterator")
    }
}

/// Makes `Map`, its prototype and the prototype of its iterators.
pub(super) fn install(agent: &mut Agent) {
    let object_prototype = agent.intrinsic(Intrinsic::ObjectPrototype);
    let prototype = agent.heap.new_builtin_object(object_prototype.value());
    agent
        .realm
        .set_intrinsic(Intrinsic::MapPrototype, prototype);
    let constructor = agent.define_constructor(&CONSTRUCTOR, prototype);
    agent.realm.set_intrinsic(Intrinsic::Map, constructor);
    agent.define_methods(constructor, STATIC_METHODS);
    agent.define_accessors(constructor, STATIC_ACCESSORS);
    agent.define_methods(prototype, METHODS);
    agent.define_accessors(prototype, ACCESSORS);
    agent.define_methods(prototype, LATER_METHODS);
    agent.define_tag(prototype, "Map");
    agent.define_alias(prototype, "@@iterator", "entries");

    let iterators = iterator_prototype(agent, "Map Iterator", ITERATOR_METHODS);
    agent
        .realm
        .set_intrinsic(Intrinsic::MapIteratorPrototype, iterators);
    agent.set_original(Original::MapSet, prototype, "set");
    agent.set_original(Original::MapIterator, prototype, "@@iterator");
    agent.set_original(Original::MapIteratorNext, iterators, "next");
}

/// A new, empty Map.
pub fn new_map(agent: &mut Agent) -> Object {
    let shape = agent.root_shape(Intrinsic::MapPrototype, Kind::Host);
    agent
        .heap
        .new_host(Kind::Host, shape, Box::<MapData>::default())
}

/// Sets an entry of an object that is a Map.
pub fn map_set(agent: &mut Agent, map: Object, key: Value, value: Value) -> JsResult<()> {
    let key = HashedKey::new(&agent.heap, key);
    let found = agent
        .heap
        .host::<MapData>(map)
        .and_then(|data| data.table.find(&agent.heap, key));
    let Some(data) = agent.heap.host_mut::<MapData>(map) else {
        return Ok(());
    };
    if let Some(place) = found {
        data.table.entry_mut(place).value = value;
        return Ok(());
    }
    if !data.table.has_room() {
        return Err(agent.range_error("Map maximum size exceeded"));
    }
    let entry = PairEntry {
        key: key.key,
        value,
    };
    let grown = data.table.insert(key, entry);
    agent.heap.report_external(grown);
    Ok(())
}

/// The value that an object which is a Map has for a key.
pub fn map_get(agent: &Agent, map: Object, key: Value) -> Option<Value> {
    let table = &agent.heap.host::<MapData>(map)?.table;
    let place = table.find(&agent.heap, HashedKey::new(&agent.heap, key))?;
    Some(table.entry(place).value)
}

#[cold]
fn incompatible(agent: &mut Agent, call: Call, method: &str) -> Throw {
    let receiver = agent.value_for_message(call.this());
    let method = format!("Map.prototype.{method}");
    agent.type_error(messages::incompatible_receiver(&method, &receiver))
}

/// The data of the receiver, if it is a Map.
#[inline]
fn this_data(agent: &Agent, call: Call) -> Option<&MapData> {
    agent.heap.host(call.this().as_object()?)
}

/// The receiver, if it is a Map.
#[inline]
fn this_map(agent: &mut Agent, call: Call, method: &str) -> JsResult<Object> {
    match call.this().as_object() {
        Some(object) if this_data(agent, call).is_some() => Ok(object),
        _ => Err(incompatible(agent, call, method)),
    }
}

/// [Map ( \[ iterable \] )](https://tc39.es/ecma262/#sec-map-iterable)
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    if !call.is_construct() {
        return Err(agent.type_error("Constructor Map requires 'new'"));
    }
    let new_target = call.new_target(agent);
    let data = Box::<MapData>::default();
    let map = agent.host_from_constructor(new_target, Intrinsic::MapPrototype, data)?;
    agent.keep_object(map);
    let iterable = call.arg(0);
    if iterable.is_nullish() {
        return Ok(map.value());
    }
    let adder = adder(agent, map, agent.names.set, Some(Original::MapSet))?;
    let plain = agent.original_value(Original::MapSet) == Some(adder);
    for_each_of(agent, iterable, |agent, item| {
        let Some(entry) = item.as_object() else {
            let item = agent.value_for_message(item);
            let text = format!("Iterator value {item} is not an entry object");
            return Err(agent.type_error(text));
        };
        agent.keep_object(entry);
        let key = agent.get(entry, PropertyKey::index(0))?;
        agent.keep(key);
        let value = agent.get(entry, PropertyKey::index(1))?;
        if plain {
            return map_set(agent, map, key, value);
        }
        agent.call(adder, map.value(), &[key, value]).map(drop)
    })?;
    Ok(map.value())
}

/// [Map.groupBy ( items, callback )](https://tc39.es/ecma262/#sec-map.groupby)
fn group_by(agent: &mut Agent, call: Call) -> JsResult {
    let (items, callback) = (call.arg(0), call.arg(1));
    if items.is_nullish() {
        return Err(agent.type_error("Map.groupBy called on null or undefined"));
    }
    if !agent.heap.is_callable(callback) {
        let what = agent.value_for_message(callback);
        return Err(agent.type_error(messages::not_a_function(&what)));
    }
    let map = new_map(agent);
    agent.keep_object(map);
    let mut k = 0;
    for_each_of(agent, items, |agent, item| {
        agent.keep(item);
        let key = agent.call(callback, Value::UNDEFINED, &[item, Value::from_usize(k)])?;
        k += 1;
        match map_get(agent, map, key).and_then(Value::as_object) {
            Some(group) => agent.heap.push_element(group, item),
            None => {
                let group = agent.new_array_from(&[item]);
                map_set(agent, map, key, group.value())?;
            }
        }
        Ok(())
    })?;
    Ok(map.value())
}

/// [Map.prototype.get ( key )](https://tc39.es/ecma262/#sec-map.prototype.get)
fn get(agent: &mut Agent, call: Call) -> JsResult {
    let Some(data) = this_data(agent, call) else {
        return Err(incompatible(agent, call, "get"));
    };
    let key = HashedKey::new(&agent.heap, call.arg(0));
    let place = data.table.find(&agent.heap, key);
    Ok(place.map_or(Value::UNDEFINED, |place| data.table.entry(place).value))
}

/// [Map.prototype.set ( key, value )](https://tc39.es/ecma262/#sec-map.prototype.set)
fn set(agent: &mut Agent, call: Call) -> JsResult {
    let map = this_map(agent, call, "set")?;
    map_set(agent, map, call.arg(0), call.arg(1))?;
    Ok(map.value())
}

/// [Map.prototype.has ( key )](https://tc39.es/ecma262/#sec-map.prototype.has)
fn has(agent: &mut Agent, call: Call) -> JsResult {
    let Some(data) = this_data(agent, call) else {
        return Err(incompatible(agent, call, "has"));
    };
    let key = HashedKey::new(&agent.heap, call.arg(0));
    Ok(Value::bool(data.table.find(&agent.heap, key).is_some()))
}

/// [Map.prototype.delete ( key )](https://tc39.es/ecma262/#sec-map.prototype.delete)
fn delete(agent: &mut Agent, call: Call) -> JsResult {
    let map = this_map(agent, call, "delete")?;
    let key = HashedKey::new(&agent.heap, call.arg(0));
    let place = this_data(agent, call).and_then(|data| data.table.find(&agent.heap, key));
    if let Some(place) = place
        && let Some(data) = agent.heap.host_mut::<MapData>(map)
    {
        data.table.remove(key, place);
    }
    Ok(Value::bool(place.is_some()))
}

/// [Map.prototype.clear ( )](https://tc39.es/ecma262/#sec-map.prototype.clear)
fn clear(agent: &mut Agent, call: Call) -> JsResult {
    let map = this_map(agent, call, "clear")?;
    if let Some(data) = agent.heap.host_mut::<MapData>(map) {
        data.table.clear();
    }
    Ok(Value::UNDEFINED)
}

/// [get Map.prototype.size](https://tc39.es/ecma262/#sec-get-map.prototype.size)
fn size(agent: &mut Agent, call: Call) -> JsResult {
    match this_data(agent, call) {
        Some(data) => Ok(Value::from_usize(data.len())),
        None => {
            let receiver = agent.value_for_message(call.this());
            let text = messages::incompatible_receiver("get Map.prototype.size", &receiver);
            Err(agent.type_error(text))
        }
    }
}

/// [Map.prototype.forEach ( callback \[ , thisArg \] )](https://tc39.es/ecma262/#sec-map.prototype.foreach)
fn for_each(agent: &mut Agent, call: Call) -> JsResult {
    let map = this_map(agent, call, "forEach")?;
    let callback = Callback::new(agent, call.arg(0))?;
    let Some(mut position) = this_data(agent, call).map(|data| data.table.start()) else {
        return Ok(Value::UNDEFINED);
    };
    while let Some(entry) = this_data(agent, call)
        .and_then(|data| data.table.advance(&mut position))
        .copied()
    {
        let arguments = [entry.value, entry.key, map.value()];
        callback.call(agent, call.arg(1), arguments)?;
    }
    Ok(Value::UNDEFINED)
}

/// [Map.prototype.entries ( )](https://tc39.es/ecma262/#sec-map.prototype.entries)
fn entries(agent: &mut Agent, call: Call) -> JsResult {
    let map = this_map(agent, call, "entries")?;
    create_map_iterator(agent, map, IterationKind::Entries)
}

/// [Map.prototype.keys ( )](https://tc39.es/ecma262/#sec-map.prototype.keys)
fn keys(agent: &mut Agent, call: Call) -> JsResult {
    let map = this_map(agent, call, "keys")?;
    create_map_iterator(agent, map, IterationKind::Keys)
}

/// [Map.prototype.values ( )](https://tc39.es/ecma262/#sec-map.prototype.values)
fn values(agent: &mut Agent, call: Call) -> JsResult {
    let map = this_map(agent, call, "values")?;
    create_map_iterator(agent, map, IterationKind::Values)
}

/// [CreateMapIterator ( map, kind )](https://tc39.es/ecma262/#sec-createmapiterator)
fn create_map_iterator(agent: &mut Agent, map: Object, kind: IterationKind) -> JsResult {
    let position = agent
        .heap
        .host::<MapData>(map)
        .map_or(Position::default(), |data| data.table.start());
    let data = Box::new(MapIterator {
        map: Some(map),
        position,
        kind,
    });
    let shape = agent.root_shape(Intrinsic::MapIteratorPrototype, Kind::Host);
    Ok(agent.heap.new_host(Kind::Host, shape, data).value())
}

/// [%MapIteratorPrototype%.next ( )](https://tc39.es/ecma262/#sec-%mapiteratorprototype%.next)
fn next(agent: &mut Agent, call: Call) -> JsResult {
    let iterator = call.this().as_object();
    let data = iterator.and_then(|iterator| agent.heap.host::<MapIterator>(iterator));
    let (Some(data), Some(iterator)) = (data, iterator) else {
        let receiver = agent.value_for_message(call.this());
        let text = messages::incompatible_receiver("Map Iterator.prototype.next", &receiver);
        return Err(agent.type_error(text));
    };
    let (map, mut position, kind) = (data.map, data.position, data.kind);
    let entry = map
        .and_then(|map| agent.heap.host::<MapData>(map))
        .and_then(|data| data.table.advance(&mut position))
        .copied();
    if let Some(data) = agent.heap.host_mut::<MapIterator>(iterator) {
        data.position = position;
        data.map = map.filter(|_| entry.is_some());
    }
    let Some(entry) = entry else {
        let result = agent.create_iter_result_object(Value::UNDEFINED, true);
        return Ok(result.value());
    };
    let value = match kind {
        IterationKind::Keys => entry.key,
        IterationKind::Values => entry.value,
        IterationKind::Entries => agent.new_array_from(&[entry.key, entry.value]).value(),
    };
    Ok(agent.create_iter_result_object(value, false).value())
}
