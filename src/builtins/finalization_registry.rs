//! [FinalizationRegistry objects](https://tc39.es/ecma262/#sec-finalization-registry-objects). When
//! a collection finds dead targets, the registry is put into the agent's list of cleanups, and the
//! event loop runs [`clean_up`] for it as a task.

use super::weak_map::can_be_held_weakly;
use crate::engine::{
    Agent, Call, Constructor, Intrinsic, JsResult, Method, Object, Throw, Value, messages,
};
use crate::heap::{HostData, Marks, Tracer};
use std::collections::VecDeque;

const CONSTRUCTOR: Constructor = Constructor {
    name: "FinalizationRegistry",
    length: 1,
    run: construct,
};

const METHODS: &[Method] = &[
    Method::new("register", 2, register),
    Method::new("unregister", 1, unregister),
];

/// One registered target.
struct Cell {
    target: Value,
    held: Value,
    /// `undefined` where there is none, or none that lives.
    token: Value,
}

/// A registry's internal slots.
struct Registry {
    cleanup: Value,
    cells: Vec<Cell>,
    /// What was held for targets that are dead.
    dead: VecDeque<Cell>,
}

impl HostData for Registry {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark(self.cleanup);
        for cell in self.cells.iter().chain(&self.dead) {
            tracer.mark(cell.held);
        }
    }

    fn external_bytes(&self) -> usize {
        (self.cells.capacity() + self.dead.capacity()) * size_of::<Cell>()
    }

    fn is_weak(&self) -> bool {
        true
    }

    fn forget_dead(&mut self, marks: Marks<'_>) -> bool {
        for cell in self.cells.iter_mut().chain(&mut self.dead) {
            if !marks.is_live(cell.token) {
                cell.token = Value::UNDEFINED;
            }
        }
        let dead = self
            .cells
            .extract_if(.., |cell| !marks.is_live(cell.target));
        self.dead.extend(dead);
        !self.dead.is_empty()
    }

    fn class_name(&self) -> Option<&'static str> {
        Some("FinalizationRegistry")
    }
}

/// Makes `FinalizationRegistry` and its prototype.
pub(super) fn install(agent: &mut Agent) {
    let parent = agent.intrinsic(Intrinsic::ObjectPrototype).value();
    let prototype = agent.heap.new_builtin_object(parent);
    agent
        .realm
        .set_intrinsic(Intrinsic::FinalizationRegistryPrototype, prototype);
    agent.define_constructor(&CONSTRUCTOR, prototype);
    agent.define_methods(prototype, METHODS);
    agent.define_tag(prototype, "FinalizationRegistry");
}

/// [FinalizationRegistry ( cleanupCallback )](https://tc39.es/ecma262/#sec-finalization-registry-cleanup-callback)
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    if !call.is_construct() {
        return Err(agent.type_error(messages::requires_new("FinalizationRegistry")));
    }
    let cleanup = call.arg(0);
    if !agent.heap.is_callable(cleanup) {
        return Err(agent.type_error("FinalizationRegistry: cleanup must be callable"));
    }
    let new_target = call.new_target(agent);
    let data = Registry {
        cleanup,
        cells: Vec::new(),
        dead: VecDeque::new(),
    };
    let default = Intrinsic::FinalizationRegistryPrototype;
    let object = agent.host_from_constructor(new_target, default, Box::new(data))?;
    Ok(object.value())
}

fn registry<'a>(agent: &'a mut Agent, call: Call, method: &str) -> JsResult<&'a mut Registry> {
    let this = call.this().as_object();
    let object = this.filter(|object| agent.heap.host::<Registry>(*object).is_some());
    let Some(object) = object else {
        let receiver = agent.value_for_message(call.this());
        return Err(agent.type_error(messages::incompatible_receiver(method, &receiver)));
    };
    match agent.heap.host_mut::<Registry>(object) {
        Some(data) => Ok(data),
        None => unreachable!("it was one just now"),
    }
}

/// [FinalizationRegistry.prototype.register ( target, heldValue \[ , unregisterToken \] )](https://tc39.es/ecma262/#sec-finalization-registry.prototype.register)
fn register(agent: &mut Agent, call: Call) -> JsResult {
    let method = "FinalizationRegistry.prototype.register";
    registry(agent, call, method)?;
    let (target, held, token) = (call.arg(0), call.arg(1), call.arg(2));
    if !can_be_held_weakly(agent, target) {
        return Err(agent.type_error(format!("{method}: invalid target")));
    }
    if agent.heap.same_value(target, held) {
        let text = format!("{method}: target and holdings must not be same");
        return Err(agent.type_error(text));
    }
    if !can_be_held_weakly(agent, token) && !token.is_undefined() {
        return Err(invalid_token(agent, token));
    }
    let cell = Cell {
        target,
        held,
        token,
    };
    registry(agent, call, method)?.cells.push(cell);
    agent.heap.report_external(size_of::<Cell>());
    Ok(Value::UNDEFINED)
}

#[cold]
fn invalid_token(agent: &mut Agent, token: Value) -> Throw {
    let what = agent.value_for_message(token);
    agent.type_error(format!("Invalid unregisterToken ('{what}')"))
}

/// [FinalizationRegistry.prototype.unregister ( unregisterToken )](https://tc39.es/ecma262/#sec-finalization-registry.prototype.unregister)
fn unregister(agent: &mut Agent, call: Call) -> JsResult {
    let method = "FinalizationRegistry.prototype.unregister";
    registry(agent, call, method)?;
    let token = call.arg(0);
    if !can_be_held_weakly(agent, token) {
        return Err(invalid_token(agent, token));
    }
    let registry = registry(agent, call, method)?;
    let before = registry.cells.len() + registry.dead.len();
    registry.cells.retain(|cell| cell.token != token);
    registry.dead.retain(|cell| cell.token != token);
    let after = registry.cells.len() + registry.dead.len();
    Ok(Value::bool(after != before))
}

/// [CleanupFinalizationRegistry ( finalizationRegistry )](https://tc39.es/ecma262/#sec-cleanup-finalization-registry):
/// calls the callback for each target that died.
pub fn clean_up(agent: &mut Agent, registry: Object) -> JsResult<()> {
    agent.scoped(|agent| {
        agent.keep_object(registry);
        while let Some(data) = agent.heap.host_mut::<Registry>(registry) {
            let cleanup = data.cleanup;
            let Some(cell) = data.dead.pop_front() else {
                break;
            };
            agent.call(cleanup, Value::UNDEFINED, &[cell.held])?;
        }
        Ok(())
    })
}
