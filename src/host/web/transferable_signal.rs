//! Signals that can be sent through ports: what
//! [util.transferableAbortSignal](https://nodejs.org/api/util.html#utiltransferableabortsignalsignal) makes
//! of one. A copy is connected to its original by a channel of its own, which keeps neither the loop
//! nor the signals alive.

use super::abort_signal::{new_signal, signal_abort};
use super::listeners::Traits;
use super::message_port;
use super::signal_data;
use super::structured_clone::{self, Cloning};
use super::target_data::{self, target_mut};
use crate::engine::{Agent, Call, JsResult, Object, Value};

/// The copy of a signal that can be sent.
pub(super) fn copy(agent: &mut Agent, cloning: &mut Cloning, signal: Object) -> JsResult<Object> {
    let Some(reason) = signal_data::reason_of(agent, signal) else {
        let copy = connected_copy(agent, signal)?;
        return Ok(cloning.becomes(agent, signal, copy));
    };
    let copy = new_signal(agent);
    cloning.becomes(agent, signal, copy);
    let reason = cloning.value(agent, reason)?;
    signal_data::set_reason(agent, copy, reason);
    Ok(copy)
}

/// A copy of a signal that was not aborted yet, which aborts after it.
fn connected_copy(agent: &mut Agent, signal: Object) -> JsResult<Object> {
    let copy = new_signal(agent);
    let [near, far] = message_port::new_pair(agent);
    let id = agent.register_function("", 0, send);
    let sender = agent.new_native(id, [near.value(), signal.value()]);
    signal_data::on_abort(agent, signal, sender, None);
    let id = agent.register_function("", 1, receive);
    let receiver = agent.new_native(id, [copy.value(), Value::UNDEFINED]);
    let key = agent.static_key("message");
    let name = agent.heap.key_to_value(key);
    let traits = Traits {
        once: true,
        node_style: true,
        ..Traits::default()
    };
    if target_mut(agent, far).is_some() {
        target_data::add(agent, far, (key, name), receiver.value(), traits, None);
    }
    message_port::set_refed(agent, far, false);
    Ok(copy)
}

/// What the original does when it aborts: sends its reason.
fn send(agent: &mut Agent, call: Call) -> JsResult {
    let [near, signal] = [0, 1].map(|at| agent.heap.native_data(call.callee(), at).as_object());
    if let (Some(near), Some(signal)) = (near, signal) {
        let reason = signal_data::reason_of(agent, signal).unwrap_or(Value::UNDEFINED);
        let reason = structured_clone::copy(agent, reason)?;
        message_port::post(agent, near, reason);
        message_port::begin_close(agent, near);
    }
    Ok(Value::UNDEFINED)
}

/// What the copy does when the reason comes: aborts.
fn receive(agent: &mut Agent, call: Call) -> JsResult {
    let copy = agent.heap.native_data(call.callee(), 0).as_object();
    if let Some(copy) = copy {
        signal_abort(agent, copy, call.arg(0))?;
    }
    Ok(Value::UNDEFINED)
}
