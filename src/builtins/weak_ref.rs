//! [WeakRef objects](https://tc39.es/ecma262/#sec-weak-ref-objects).

use super::weak_map::can_be_held_weakly;
use crate::engine::{Agent, Call, Constructor, Intrinsic, JsResult, Method, Value, messages};
use crate::heap::{HostData, Marks, Tracer};

const CONSTRUCTOR: Constructor = Constructor {
    name: "WeakRef",
    length: 1,
    run: construct,
};

const METHODS: &[Method] = &[Method::new("deref", 0, deref)];

/// `[[WeakRefTarget]]`, `undefined` once it is dead.
struct WeakRefData(Value);

impl HostData for WeakRefData {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn is_weak(&self) -> bool {
        true
    }

    fn forget_dead(&mut self, marks: Marks<'_>) -> bool {
        if !marks.is_live(self.0) {
            self.0 = Value::UNDEFINED;
        }
        false
    }

    fn class_name(&self) -> Option<&'static str> {
        Some("WeakRef")
    }
}

/// Makes `WeakRef` and its prototype.
pub(super) fn install(agent: &mut Agent) {
    let parent = agent.intrinsic(Intrinsic::ObjectPrototype).value();
    let prototype = agent.heap.new_builtin_object(parent);
    agent
        .realm
        .set_intrinsic(Intrinsic::WeakRefPrototype, prototype);
    agent.define_constructor(&CONSTRUCTOR, prototype);
    agent.define_methods(prototype, METHODS);
    agent.define_tag(prototype, "WeakRef");
}

/// [WeakRef ( target )](https://tc39.es/ecma262/#sec-weak-ref-target)
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    if !call.is_construct() {
        return Err(agent.type_error(messages::requires_new("WeakRef")));
    }
    let target = call.arg(0);
    if !can_be_held_weakly(agent, target) {
        return Err(agent.type_error("WeakRef: invalid target"));
    }
    let new_target = call.new_target(agent);
    let data = Box::new(WeakRefData(target));
    let object = agent.host_from_constructor(new_target, Intrinsic::WeakRefPrototype, data)?;
    agent.add_to_kept_objects(target);
    Ok(object.value())
}

/// [WeakRef.prototype.deref ( )](https://tc39.es/ecma262/#sec-weak-ref.prototype.deref)
fn deref(agent: &mut Agent, call: Call) -> JsResult {
    let this = call.this().as_object();
    let Some(data) = this.and_then(|object| agent.heap.host::<WeakRefData>(object)) else {
        let receiver = agent.value_for_message(call.this());
        let text = messages::incompatible_receiver("WeakRef.prototype.deref", &receiver);
        return Err(agent.type_error(text));
    };
    let target = data.0;
    if !target.is_undefined() {
        agent.add_to_kept_objects(target);
    }
    Ok(target)
}
