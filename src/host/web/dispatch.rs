//! Dispatching an event: [the algorithm](https://dom.spec.whatwg.org/#concept-event-dispatch) as Node
//! has it, where an event has one target.
//!
//! A listener that throws stops nothing: its error is thrown again by a next tick, so that it is an
//! uncaught one. A target with parents would call [`invoke`] for each object on the path.

use super::event::{self, Flags};
use super::listeners::Listener;
use super::report;
use super::target_data::{target, target_mut, tell_removed};
use crate::engine::{Agent, Call, Intrinsic, JsResult, Object, PropertyKey, Value};

/// What a dispatch is about.
#[derive(Clone, Copy)]
pub(super) enum Occasion {
    /// An event.
    Event(Object),
    /// A value for listeners that were added by `on`; the event with it for the others.
    Value(Value, Object),
}

impl Occasion {
    fn event(self) -> Object {
        match self {
            Occasion::Event(event) | Occasion::Value(_, event) => event,
        }
    }
}

/// Dispatches an event to a target.
pub(super) fn dispatch(agent: &mut Agent, target: Object, event: Object) -> JsResult<()> {
    dispatch_occasion(agent, target, Occasion::Event(event))
}

/// As [`dispatch`], also for values.
pub(super) fn dispatch_occasion(
    agent: &mut Agent,
    target: Object,
    occasion: Occasion,
) -> JsResult<()> {
    let event = occasion.event();
    agent.scoped(|agent| {
        agent.keep_object(target);
        agent.keep_object(event);
        let data = event::data(agent, event);
        data.target = target.value();
        data.flags.set(Flags::DISPATCHED, true);
        let kind = data.kind;
        let key = agent.heap.property_key(kind);
        let result = invoke(agent, target, key, occasion);
        let data = event::data(agent, event);
        data.flags.set(Flags::DISPATCHED, false);
        result
    })
}

/// Calls the listeners of one target.
fn invoke(agent: &mut Agent, object: Object, key: PropertyKey, occasion: Occasion) -> JsResult<()> {
    let event = occasion.event();
    let mut walk = target(agent, object).and_then(|target| target.listeners.walk(key));
    while let Some(place) = walk {
        let step = target(agent, object).and_then(|target| target.listeners.step(key, place));
        let Some((listener, next, resists)) = step else {
            break;
        };
        let stopped = event::data(agent, event).flags.has(Flags::STOPPED_AT_ONCE);
        if stopped && !resists && !listener.traits.passive {
            break;
        }
        walk = next;
        if stopped && !listener.traits.resists {
            continue;
        }
        agent.scoped(|agent| {
            agent.keep(listener.callback);
            if listener.traits.once {
                let target = target_mut(agent, object);
                let left = target.and_then(|target| target.listeners.take(key, listener));
                if let Some(left) = left {
                    tell_removed(agent, object, key, left);
                }
            }
            agent.poll()?;
            call_listener(agent, object, listener, occasion)
        })?;
        // In Node an event counts as dispatched only until the first listener has run, to which
        // `currentTarget`, `eventPhase` and `composedPath` testify.
        event::data(agent, event)
            .flags
            .set(Flags::DISPATCHED, false);
    }
    Ok(())
}

/// Calls one listener. What it throws is reported, also later, where what it gives is a promise.
fn call_listener(
    agent: &mut Agent,
    object: Object,
    listener: Listener,
    occasion: Occasion,
) -> JsResult<()> {
    let callback = listener.callback;
    let event = occasion.event();
    let argument = match occasion {
        Occasion::Value(value, _) if listener.traits.node_style => value,
        _ => event.value(),
    };
    if !agent.heap.is_callable(callback) {
        return match listener.traits.handler {
            true => Ok(()),
            false => handle_event(agent, callback, argument),
        };
    }
    let passive = listener.traits.passive && !listener.traits.node_style;
    if passive {
        event::data(agent, event).flags.set(Flags::IN_PASSIVE, true);
    }
    let result = agent.call(callback, object.value(), &[argument]);
    if passive {
        event::data(agent, event)
            .flags
            .set(Flags::IN_PASSIVE, false);
    }
    let result = result.and_then(|result| watch(agent, result));
    report_throw(agent, result)
}

fn report_throw(agent: &mut Agent, result: JsResult<()>) -> JsResult<()> {
    if let Err(throw) = result {
        let error = agent.catch(throw)?;
        report::report(agent, error);
    }
    Ok(())
}

/// Reports the rejection of a promise that a listener has returned.
fn watch(agent: &mut Agent, result: Value) -> JsResult<()> {
    if !result.is_object() {
        return Ok(());
    }
    agent.keep(result);
    let key = agent.static_key("then");
    let then = agent.get_v(result, key)?;
    if agent.heap.is_callable(then) {
        let reporter = agent.new_builtin("emitUncaughtException", 1, report_call);
        agent.call(then, result, &[Value::UNDEFINED, reporter.value()])?;
    }
    Ok(())
}

/// Calls `handleEvent` of a listener that is an object: from an async function in Node, so that its
/// error is that of a promise.
fn handle_event(agent: &mut Agent, listener: Value, argument: Value) -> JsResult<()> {
    let result = call_handle_event(agent, listener, argument);
    let promise = match result {
        Ok(result) if !result.is_object() => return Ok(()),
        Ok(result) => {
            let constructor = agent.intrinsic(Intrinsic::Promise);
            agent.keep(result);
            match agent.promise_resolve(constructor, result) {
                Ok(promise) => promise,
                Err(throw) => return report_throw(agent, Err(throw)),
            }
        }
        Err(throw) => {
            let error = agent.catch(throw)?;
            let promise = agent.new_promise();
            agent.reject_promise(promise, error);
            promise
        }
    };
    let reporter = agent.new_builtin("emitUncaughtException", 1, report_call);
    let none = Value::UNDEFINED;
    agent.perform_promise_then(promise, none, reporter.value(), none);
    Ok(())
}

fn call_handle_event(agent: &mut Agent, listener: Value, argument: Value) -> JsResult {
    let key = agent.static_key("handleEvent");
    let method = agent.get_v(listener, key)?;
    agent.keep(method);
    if !agent.heap.to_boolean(method) {
        return Ok(Value::UNDEFINED);
    }
    if !agent.heap.is_callable(method) {
        let what = agent.value_for_message(method);
        let kind = match agent.heap.type_of_text(method) {
            "object" => "an object",
            "number" => "a number",
            "string" => "a string",
            "boolean" => "a boolean",
            "symbol" => "a symbol",
            _ => "a bigint",
        };
        return Err(agent.type_error(format!(
            "Function.prototype.apply was called on {what}, which is {kind} and not a function"
        )));
    }
    // Read again, as Node does.
    let method = agent.get_v(listener, key)?;
    agent.call(method, listener, &[argument])
}

fn report_call(agent: &mut Agent, call: Call) -> JsResult {
    report::report(agent, call.arg(0));
    Ok(Value::UNDEFINED)
}
