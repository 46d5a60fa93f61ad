//! The binding `promise_hooks`: functions that are told what happens to promises, as
//! [`v8.promiseHooks`](https://nodejs.org/api/v8.html#promise-hooks) and `async_hooks` want.

use crate::engine::{
    Agent, Call, HostData, JsResult, Method, Object, PromiseEvent, PropertyFlags, ResourceEvent,
    Throw, Tracer, Value,
};
use crate::event_loop::{self, microtasks::MicrotaskWrapper, observer::Kind};
use crate::host::inspect;

const METHODS: &[Method] = &[
    Method::new("set", 4, set),
    Method::new("setResources", 4, set_resources),
    Method::new("setMicrotaskWrapper", 1, |agent, call| {
        let wrapper = call.arg(0);
        agent.set_slot(MicrotaskWrapper(wrapper));
        Ok(Value::UNDEFINED)
    }),
];

/// The functions, or `undefined`: for made, before, after, settled.
struct Hooks([Value; 4]);

impl HostData for Hooks {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_all(&self.0);
    }
}

/// Makes an object with the function.
pub fn make(agent: &mut Agent) -> JsResult<Object> {
    let binding = agent.heap.ordinary_object_create(Value::NULL);
    agent.define_methods_with(binding, METHODS, PropertyFlags::DATA);
    Ok(binding)
}

/// `set(created, before, after, settled)`: functions of a promise (and of the one that it is made
/// for), or `undefined`.
fn set(agent: &mut Agent, call: Call) -> JsResult {
    let hooks = [0, 1, 2, 3].map(|at| call.arg(at));
    let any = hooks.iter().any(|hook| !hook.is_undefined());
    agent.set_slot(Hooks(hooks));
    agent.watch_promises(any.then_some(tell));
    Ok(Value::UNDEFINED)
}

/// The same functions for timers, immediates and ticks, which get type and object; `undefined` for the
/// object in the first where it is about another.
struct ResourceHooks([Value; 4]);

impl HostData for ResourceHooks {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_all(&self.0);
    }
}

/// `setResources(created, before, after, destroyed)`: functions of a resource, the first of its type
/// besides, or `undefined`.
fn set_resources(agent: &mut Agent, call: Call) -> JsResult {
    let hooks = [0, 1, 2, 3].map(|at| call.arg(at));
    let any = hooks.iter().any(|hook| !hook.is_undefined());
    agent.set_slot(ResourceHooks(hooks));
    agent.watch_resources(any.then_some(tell_resource));
    Ok(Value::UNDEFINED)
}

fn tell_resource(agent: &mut Agent, event: ResourceEvent, resource: Value) {
    let (at, kind) = match event {
        ResourceEvent::Created(kind) => (0, agent.heap.new_string(kind).value()),
        ResourceEvent::Before => (1, Value::UNDEFINED),
        ResourceEvent::After => (2, Value::UNDEFINED),
        ResourceEvent::Destroyed => (3, Value::UNDEFINED),
    };
    let hook = agent.slot::<ResourceHooks>().map(|hooks| hooks.0[at]);
    call(agent, hook, [resource, kind]);
}

fn tell(agent: &mut Agent, event: PromiseEvent, promise: Object) {
    let (at, parent) = match event {
        PromiseEvent::Created(parent) => (0, parent),
        PromiseEvent::Before => (1, Value::UNDEFINED),
        PromiseEvent::After => (2, Value::UNDEFINED),
        PromiseEvent::Settled => (3, Value::UNDEFINED),
    };
    let hook = agent.slot::<Hooks>().map(|hooks| hooks.0[at]);
    call(agent, hook, [promise.value(), parent]);
}

/// Calls a function. What the program is doing isn't disturbed: an error is an uncaught one, other
/// than that there was no room left, which the program will find out for itself.
fn call(agent: &mut Agent, hook: Option<Value>, arguments: [Value; 2]) {
    let Some(hook) = hook.filter(|hook| !hook.is_undefined()) else {
        return;
    };
    let pending = agent.machine.take_pending(Throw);
    let result = agent.scoped(|agent| {
        arguments.iter().for_each(|argument| agent.keep(*argument));
        agent.call(hook, Value::UNDEFINED, &arguments)
    });
    if let Err(throw) = result
        && let Ok(error) = agent.catch_with_site(throw)
        && !inspect::is_stack_overflow(agent, error.value)
        && event_loop::tell_host(agent, error, Kind::Microtask).is_err()
    {
        // The program ends: the next look at the limits says so.
        return;
    }
    agent.machine.unwind(pending);
}
