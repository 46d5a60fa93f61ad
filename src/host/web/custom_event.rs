//! [CustomEvent](https://nodejs.org/api/events.html#class-customevent): an event with a value of the
//! program's own.

use super::event::EVENT;
use super::event_class::{Attribute, EventClass, any, null};
use super::interface::{ATTRIBUTE, Interface, Members};
use crate::engine::{Accessor, Agent, Constructor, Object, Value};

const GETTERS: &[Accessor] = &[Accessor::getter("detail", |agent, call| {
    CLASS.get(agent, call, 0)
})];

/// `CustomEvent`
pub(super) static CUSTOM_EVENT: Interface = Interface {
    constructor: Constructor {
        name: "CustomEvent",
        length: 1,
        run: |agent, call| CLASS.construct(agent, call),
    },
    parent: Some(&EVENT),
    is_class: true,
    members: &[
        Members::Accessors(GETTERS, ATTRIBUTE),
        Members::Tag("CustomEvent"),
    ],
    statics: &[],
};

static CLASS: EventClass = EventClass {
    interface: &CUSTOM_EVENT,
    attributes: &[Attribute {
        name: "detail",
        default: null,
        read: any,
    }],
    is_undici: false,
};

/// The event for a value that is emitted; `undefined` is none.
pub(super) fn new_custom_event(agent: &mut Agent, kind: &str, detail: Value) -> Object {
    let detail = if detail.is_undefined() {
        Value::NULL
    } else {
        detail
    };
    CLASS.new_event(agent, kind, vec![detail])
}
