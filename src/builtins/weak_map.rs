//! [WeakMap objects](https://tc39.es/ecma262/#sec-weakmap-objects). An entry's value lives as long
//! as its key and the map: the collector treats it as an ephemeron.

use super::iterables::{adder, for_each_of};
use crate::engine::{
    Agent, Call, Constructor, Intrinsic, JsResult, Method, PropertyKey, Value, messages,
};
use crate::heap::{HostData, Marks, Object, SymbolKind, Tracer};
use rustc_hash::FxHashMap;

const CONSTRUCTOR: Constructor = Constructor {
    name: "WeakMap",
    length: 0,
    run: construct,
};

const METHODS: &[Method] = &[
    Method::new("delete", 1, delete),
    Method::new("get", 1, get),
    Method::new("set", 2, set),
    Method::new("has", 1, has),
];

/// `[[WeakMapData]]`
#[derive(Default)]
struct WeakMapData(FxHashMap<Value, Value>);

impl HostData for WeakMapData {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        for (key, value) in &self.0 {
            tracer.mark_ephemeron(*key, *value);
        }
    }

    fn external_bytes(&self) -> usize {
        self.0.capacity() * 17
    }

    fn is_weak(&self) -> bool {
        true
    }

    fn forget_dead(&mut self, marks: Marks<'_>) -> bool {
        self.0.retain(|key, _| marks.is_live(*key));
        false
    }

    fn class_name(&self) -> Option<&'static str> {
        Some("WeakMap")
    }
}

/// What a weak map holds now, in no order.
pub fn weak_map_entries(agent: &Agent, object: Object) -> Option<Vec<(Value, Value)>> {
    let data = agent.heap.host::<WeakMapData>(object)?;
    Some(data.0.iter().map(|(key, value)| (*key, *value)).collect())
}

/// Makes `WeakMap` and its prototype.
pub(super) fn install(agent: &mut Agent) {
    let parent = agent.intrinsic(Intrinsic::ObjectPrototype).value();
    let prototype = agent.heap.new_builtin_object(parent);
    agent
        .realm
        .set_intrinsic(Intrinsic::WeakMapPrototype, prototype);
    agent.define_constructor(&CONSTRUCTOR, prototype);
    agent.define_methods(prototype, METHODS);
    agent.define_tag(prototype, "WeakMap");
}

/// [CanBeHeldWeakly ( v )](https://tc39.es/ecma262/#sec-canbeheldweakly)
pub(super) fn can_be_held_weakly(agent: &Agent, value: Value) -> bool {
    match value.as_symbol() {
        Some(symbol) => agent.heap.symbol_kind(symbol) != SymbolKind::Registered,
        None => value.is_object(),
    }
}

/// [WeakMap ( \[ iterable \] )](https://tc39.es/ecma262/#sec-weakmap-iterable)
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    if !call.is_construct() {
        return Err(agent.type_error(messages::requires_new("WeakMap")));
    }
    let new_target = call.new_target(agent);
    let data = Box::<WeakMapData>::default();
    let map = agent.host_from_constructor(new_target, Intrinsic::WeakMapPrototype, data)?;
    agent.keep_object(map);
    if call.arg(0).is_nullish() {
        return Ok(map.value());
    }
    let adder = adder(agent, map, agent.names.set, None)?;
    for_each_of(agent, call.arg(0), |agent, entry| {
        agent.keep(entry);
        let Some(entry) = entry.as_object() else {
            let what = agent.value_for_message(entry);
            let text = format!("Iterator value {what} is not an entry object");
            return Err(agent.type_error(text));
        };
        let key = agent.get(entry, PropertyKey::index(0))?;
        agent.keep(key);
        let value = agent.get(entry, PropertyKey::index(1))?;
        agent.call(adder, map.value(), &[key, value])?;
        Ok(())
    })?;
    Ok(map.value())
}

fn entries<'a>(
    agent: &'a mut Agent,
    call: Call,
    method: &str,
) -> JsResult<&'a mut FxHashMap<Value, Value>> {
    let this = call.this().as_object();
    let map = this.filter(|map| agent.heap.host::<WeakMapData>(*map).is_some());
    let Some(map) = map else {
        let receiver = agent.value_for_message(call.this());
        return Err(agent.type_error(messages::incompatible_receiver(method, &receiver)));
    };
    match agent.heap.host_mut::<WeakMapData>(map) {
        Some(data) => Ok(&mut data.0),
        None => unreachable!("it was one just now"),
    }
}

/// [WeakMap.prototype.delete ( key )](https://tc39.es/ecma262/#sec-weakmap.prototype.delete)
fn delete(agent: &mut Agent, call: Call) -> JsResult {
    let entries = entries(agent, call, "WeakMap.prototype.delete")?;
    Ok(Value::bool(entries.remove(&call.arg(0)).is_some()))
}

/// [WeakMap.prototype.get ( key )](https://tc39.es/ecma262/#sec-weakmap.prototype.get)
fn get(agent: &mut Agent, call: Call) -> JsResult {
    let entries = entries(agent, call, "WeakMap.prototype.get")?;
    let value = entries.get(&call.arg(0)).copied();
    Ok(value.unwrap_or(Value::UNDEFINED))
}

/// [WeakMap.prototype.has ( key )](https://tc39.es/ecma262/#sec-weakmap.prototype.has)
fn has(agent: &mut Agent, call: Call) -> JsResult {
    let entries = entries(agent, call, "WeakMap.prototype.has")?;
    Ok(Value::bool(entries.contains_key(&call.arg(0))))
}

/// [WeakMap.prototype.set ( key, value )](https://tc39.es/ecma262/#sec-weakmap.prototype.set)
fn set(agent: &mut Agent, call: Call) -> JsResult {
    let (key, value) = (call.arg(0), call.arg(1));
    let allowed = can_be_held_weakly(agent, key);
    let entries = entries(agent, call, "WeakMap.prototype.set")?;
    if !allowed {
        return Err(agent.type_error("Invalid value used as weak map key"));
    }
    if entries.insert(key, value).is_none() {
        agent.heap.report_external(17);
    }
    Ok(call.this())
}

#[cfg(test)]
mod tests {
    use super::WeakMapData;
    use crate::engine::{Agent, Intrinsic, Limits, Object, Value};
    use crate::heap::Kind;

    /// A map with the entries a -> b, b -> c and dead -> c, of which only the map and `a` are held.
    fn chained(agent: &mut Agent) -> (Object, Value) {
        let shape = agent.root_shape(Intrinsic::WeakMapPrototype, Kind::Host);
        let objects: Vec<Value> = (0..4).map(|_| agent.new_plain_object(0).value()).collect();
        let pairs = [(1, 2), (0, 1), (3, 2)].map(|(key, value)| (objects[key], objects[value]));
        let data = WeakMapData(pairs.into_iter().collect());
        let map = agent.heap.new_host(Kind::Host, shape, Box::new(data));
        agent.keep_object(map);
        (map, objects[0])
    }

    fn count(agent: &Agent, map: Object) -> usize {
        let data = agent.heap.host::<WeakMapData>(map);
        data.map_or(0, |data| data.0.len())
    }

    #[test]
    fn values_live_as_long_as_their_keys() {
        let mut agent = Agent::new(Limits::default());
        crate::builtins::install(&mut agent);
        let (map, first) = chained(&mut agent);
        agent.scoped(|agent| {
            agent.keep(first);
            agent.collect_garbage();
            assert_eq!(count(agent, map), 2);
            agent.collect_garbage();
            assert_eq!(count(agent, map), 2);
        });
        agent.collect_garbage();
        assert_eq!(count(&agent, map), 0);
    }
}
