//! The binding `messaging`: what `worker_threads` needs of message ports.

use crate::engine::{Agent, Call, Intrinsic, JsResult, Method, Object, PropertyFlags, Value};
use crate::host::errors;
use crate::host::web::message_port::receive;

const METHODS: &[Method] = &[Method::function(
    "receiveMessageOnPort",
    1,
    receive_message_on_port,
)];

/// Makes an object with the functions.
pub fn make(agent: &mut Agent) -> JsResult<Object> {
    let binding = agent.heap.ordinary_object_create(Value::NULL);
    agent.define_methods(binding, METHODS);
    Ok(binding)
}

/// [worker.receiveMessageOnPort(port)](https://nodejs.org/api/worker_threads.html#workerreceivemessageonportport)
fn receive_message_on_port(agent: &mut Agent, call: Call) -> JsResult {
    match receive(agent, call.arg(0)) {
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
