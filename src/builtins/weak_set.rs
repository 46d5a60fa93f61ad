//! [WeakSet objects](https://tc39.es/ecma262/#sec-weakset-objects).

use super::iterables::{adder, for_each_of};
use super::weak_map::can_be_held_weakly;
use crate::engine::{
    Agent, Call, Constructor, Intrinsic, JsResult, Method, Object, Value, messages,
};
use crate::heap::{HostData, Marks, Tracer};
use rustc_hash::FxHashSet;

const CONSTRUCTOR: Constructor = Constructor {
    name: "WeakSet",
    length: 0,
    run: construct,
};

const METHODS: &[Method] = &[
    Method::new("delete", 1, delete),
    Method::new("has", 1, has),
    Method::new("add", 1, add),
];

/// `[[WeakSetData]]`
#[derive(Default)]
struct WeakSetData(FxHashSet<Value>);

impl HostData for WeakSetData {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn external_bytes(&self) -> usize {
        self.0.capacity() * 9
    }

    fn is_weak(&self) -> bool {
        true
    }

    fn forget_dead(&mut self, marks: Marks<'_>) -> bool {
        self.0.retain(|value| marks.is_live(*value));
        false
    }

    fn class_name(&self) -> Option<&'static str> {
        Some("WeakSet")
    }
}

/// What a weak set holds now, in no order.
pub fn weak_set_values(agent: &Agent, object: Object) -> Option<Vec<Value>> {
    let data = agent.heap.host::<WeakSetData>(object)?;
    Some(data.0.iter().copied().collect())
}

/// Makes `WeakSet` and its prototype.
pub(super) fn install(agent: &mut Agent) {
    let parent = agent.intrinsic(Intrinsic::ObjectPrototype).value();
    let prototype = agent.heap.new_builtin_object(parent);
    agent
        .realm
        .set_intrinsic(Intrinsic::WeakSetPrototype, prototype);
    agent.define_constructor(&CONSTRUCTOR, prototype);
    agent.define_methods(prototype, METHODS);
    agent.define_tag(prototype, "WeakSet");
}

/// [WeakSet ( \[ iterable \] )](https://tc39.es/ecma262/#sec-weakset-iterable)
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    if !call.is_construct() {
        return Err(agent.type_error(messages::requires_new("WeakSet")));
    }
    let new_target = call.new_target(agent);
    let data = Box::<WeakSetData>::default();
    let set = agent.host_from_constructor(new_target, Intrinsic::WeakSetPrototype, data)?;
    agent.keep_object(set);
    if call.arg(0).is_nullish() {
        return Ok(set.value());
    }
    let adder = adder(agent, set, agent.names.add, None)?;
    for_each_of(agent, call.arg(0), |agent, value| {
        agent.call(adder, set.value(), &[value])?;
        Ok(())
    })?;
    Ok(set.value())
}

fn values<'a>(
    agent: &'a mut Agent,
    call: Call,
    method: &str,
) -> JsResult<&'a mut FxHashSet<Value>> {
    let this = call.this().as_object();
    let set = this.filter(|set| agent.heap.host::<WeakSetData>(*set).is_some());
    let Some(set) = set else {
        let receiver = agent.value_for_message(call.this());
        return Err(agent.type_error(messages::incompatible_receiver(method, &receiver)));
    };
    match agent.heap.host_mut::<WeakSetData>(set) {
        Some(data) => Ok(&mut data.0),
        None => unreachable!("it was one just now"),
    }
}

/// [WeakSet.prototype.add ( value )](https://tc39.es/ecma262/#sec-weakset.prototype.add)
fn add(agent: &mut Agent, call: Call) -> JsResult {
    let value = call.arg(0);
    let allowed = can_be_held_weakly(agent, value);
    let values = values(agent, call, "WeakSet.prototype.add")?;
    if !allowed {
        return Err(agent.type_error("Invalid value used in weak set"));
    }
    if values.insert(value) {
        agent.heap.report_external(9);
    }
    Ok(call.this())
}

/// [WeakSet.prototype.delete ( value )](https://tc39.es/ecma262/#sec-weakset.prototype.delete)
fn delete(agent: &mut Agent, call: Call) -> JsResult {
    let values = values(agent, call, "WeakSet.prototype.delete")?;
    Ok(Value::bool(values.remove(&call.arg(0))))
}

/// [WeakSet.prototype.has ( value )](https://tc39.es/ecma262/#sec-weakset.prototype.has)
fn has(agent: &mut Agent, call: Call) -> JsResult {
    let values = values(agent, call, "WeakSet.prototype.has")?;
    Ok(Value::bool(values.contains(&call.arg(0))))
}
