//! [WebSocket](https://nodejs.org/api/globals.html#class-websocket): the class is there, but there is no
//! network, which its constructor tells.

use super::dom_exception;
use super::event_target::EVENT_TARGET;
use super::interface::{Interface, Members, prototype_for};
use crate::engine::{Agent, Call, Constructor, JsResult};

const STATES: &[(&str, i32)] = &[
    ("CONNECTING", 0),
    ("OPEN", 1),
    ("CLOSING", 2),
    ("CLOSED", 3),
];

/// `WebSocket`
pub(super) static WEB_SOCKET: Interface = Interface {
    constructor: Constructor {
        name: "WebSocket",
        length: 1,
        run: construct,
    },
    parent: Some(&EVENT_TARGET),
    is_class: true,
    members: &[Members::Constants(STATES), Members::Tag("WebSocket")],
    statics: &[Members::Constants(STATES)],
};

/// `new WebSocket(url, protocols)`
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    prototype_for(agent, call, &WEB_SOCKET)?;
    let text = "minijs has no network";
    Err(dom_exception::throw(agent, "NotSupportedError", text))
}
