//! The binding `messaging`: what `worker_threads` and the web's streams need of message ports.

use crate::engine::{Agent, Call, Intrinsic, JsResult, Kind, Method, Object, PropertyFlags, Value};
use crate::host::errors;
use crate::host::web::clone_marks::{Mark, is_marked, mark};
use crate::host::web::message_port::{
    begin_close, listen, new_pair, post_message, receive, set_refed,
};
use crate::host::web::stream_transfer;

const METHODS: &[Method] = &[
    Method::new("receiveMessageOnPort", 1, receive_message_on_port),
    Method::new("markAsUncloneable", 1, mark_as_uncloneable),
    Method::new("markAsUntransferable", 1, mark_as_untransferable),
    Method::new("isMarkedAsUntransferable", 1, is_marked_as_untransferable),
    Method::new("newPair", 0, |agent, _| {
        let ports = new_pair(agent).map(Object::value).to_vec();
        Ok(agent.new_array(ports).value())
    }),
    Method::new("postMessage", 1, post_message),
    Method::new("listen", 2, |agent, call| {
        let port = port(call);
        listen(agent, port, call.arg(1));
        Ok(Value::UNDEFINED)
    }),
    Method::new("setPortRefed", 2, |agent, call| {
        let refed = agent.heap.to_boolean(call.arg(1));
        set_refed(agent, port(call), refed);
        Ok(Value::UNDEFINED)
    }),
    Method::new("closePort", 1, |agent, call| {
        begin_close(agent, port(call));
        Ok(Value::UNDEFINED)
    }),
    Method::new("tellOfStreams", 2, |agent, call| {
        stream_transfer::tell(agent, call.arg(0), call.arg(1));
        Ok(Value::UNDEFINED)
    }),
];

fn port(call: Call) -> Object {
    match call.arg(0).as_object() {
        Some(port) => port,
        None => unreachable!("the host's own texts give a port"),
    }
}

/// Makes an object with the functions.
pub fn make(agent: &mut Agent) -> JsResult<Object> {
    let binding = agent.heap.ordinary_object_create(Value::NULL);
    agent.define_methods(binding, METHODS);
    Ok(binding)
}

/// [worker.receiveMessageOnPort(port)](https://nodejs.org/api/worker_threads.html#workerreceivemessageonportport)
fn receive_message_on_port(agent: &mut Agent, call: Call) -> JsResult {
    match receive(agent, call.arg(0))? {
        Some(Some(message)) => {
            let object = agent.new_plain_object(1);
            agent.define_constant(object, "message", message, PropertyFlags::DATA);
            Ok(object.value())
        }
        Some(None) => Ok(Value::UNDEFINED),
        None => {
            let text = "The \"port\" argument must be a MessagePort instance";
            let proto = Intrinsic::TypeErrorPrototype;
            Err(errors::throw(agent, proto, "ERR_INVALID_ARG_TYPE", text))
        }
    }
}

/// [worker.markAsUncloneable(object)](https://nodejs.org/api/worker_threads.html#workermarkasuncloneableobject)
fn mark_as_uncloneable(agent: &mut Agent, call: Call) -> JsResult {
    mark_value(agent, call.arg(0), Mark::Uncloneable)
}

/// [worker.markAsUntransferable(object)](https://nodejs.org/api/worker_threads.html#workermarkasuntransferableobject)
fn mark_as_untransferable(agent: &mut Agent, call: Call) -> JsResult {
    mark_value(agent, call.arg(0), Mark::Untransferable)
}

/// [worker.isMarkedAsUntransferable(object)](https://nodejs.org/api/worker_threads.html#workerismarkedasuntransferableobject)
fn is_marked_as_untransferable(agent: &mut Agent, call: Call) -> JsResult {
    let object = call.arg(0).as_object();
    let marked = object.is_some_and(|object| is_marked(agent, object, Mark::Untransferable));
    Ok(Value::bool(marked))
}

fn mark_value(agent: &mut Agent, value: Value, what: Mark) -> JsResult {
    if let Some(object) = value.as_object() {
        if object.is(Kind::Proxy) {
            return Err(agent.type_error("Cannot pass private property name to proxy trap"));
        }
        mark(agent, object, what);
    }
    Ok(Value::UNDEFINED)
}
