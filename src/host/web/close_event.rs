//! [CloseEvent](https://websockets.spec.whatwg.org/#the-closeevent-interface).

use super::event::EVENT;
use super::event_class::{Attribute, EventClass, empty, string};
use super::interface::{ATTRIBUTE, Interface, Members};
use crate::engine::{Accessor, Constructor, Value};

const GETTERS: &[Accessor] = &[
    Accessor::getter("wasClean", |agent, call| CLASS.get(agent, call, 0)),
    Accessor::getter("code", |agent, call| CLASS.get(agent, call, 1)),
    Accessor::getter("reason", |agent, call| CLASS.get(agent, call, 2)),
];

/// `CloseEvent`
pub(super) static CLOSE_EVENT: Interface = Interface {
    constructor: Constructor {
        name: "CloseEvent",
        length: 1,
        run: |agent, call| CLASS.construct(agent, call),
    },
    parent: Some(&EVENT),
    is_class: true,
    members: &[
        Members::Accessors(GETTERS, ATTRIBUTE),
        Members::Tag("CloseEvent"),
    ],
    statics: &[],
};

static CLASS: EventClass = EventClass {
    interface: &CLOSE_EVENT,
    attributes: &[
        Attribute {
            name: "wasClean",
            default: |_| Value::FALSE,
            read: |agent, value| Ok(Some(Value::bool(agent.heap.to_boolean(value)))),
        },
        Attribute {
            name: "code",
            default: |_| Value::ZERO,
            // An unsigned short.
            read: |agent, value| {
                let code = agent.to_uint32(value)? as u16;
                Ok(Some(Value::int(i32::from(code))))
            },
        },
        Attribute {
            name: "reason",
            default: empty,
            read: string,
        },
    ],
    is_undici: true,
};
