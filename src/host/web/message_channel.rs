//! [MessageChannel](https://nodejs.org/api/worker_threads.html#class-messagechannel): two ports.

use super::interface::{Interface, allocate_plain, prototype_for};
use super::{check, message_port};
use crate::engine::{Agent, Call, Constructor, JsResult, PropertyFlags};

/// `MessageChannel`
pub(super) static MESSAGE_CHANNEL: Interface = Interface {
    constructor: Constructor {
        name: "MessageChannel",
        length: 0,
        run: construct,
    },
    parent: None,
    is_class: false,
    members: &[],
    statics: &[],
};

/// [new MessageChannel()](https://html.spec.whatwg.org/multipage/web-messaging.html#dom-messagechannel)
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    if !call.is_construct() {
        let text = "Cannot call constructor without `new`";
        return Err(check::type_error(
            agent,
            "ERR_CONSTRUCT_CALL_REQUIRED",
            text,
        ));
    }
    let prototype = prototype_for(agent, call, &MESSAGE_CHANNEL)?;
    let channel = allocate_plain(agent, prototype);
    let ports = message_port::new_pair(agent);
    for (name, port) in ["port1", "port2"].into_iter().zip(ports) {
        agent.define_constant(channel, name, port.value(), PropertyFlags::DATA);
    }
    Ok(channel.value())
}
