//! [CustomEvent](https://nodejs.org/api/events.html#class-customevent): an event with a value of the
//! program's own.

use super::check;
use super::event::{self, Detail, EVENT, EventData};
use super::interface::{ATTRIBUTE, Interface, Members, allocate};
use crate::engine::{Accessor, Agent, Call, Constructor, JsResult, Value};

const ATTRIBUTES: &[Accessor] = &[Accessor::getter("detail", detail)];

/// `CustomEvent`
pub(super) static CUSTOM_EVENT: Interface = Interface {
    constructor: Constructor {
        name: "CustomEvent",
        length: 1,
        run: construct,
    },
    parent: Some(&EVENT),
    is_class: true,
    members: &[
        Members::Accessors(ATTRIBUTES, ATTRIBUTE),
        Members::Tag("CustomEvent"),
    ],
    statics: &[],
};

/// [new CustomEvent(type, eventInitDict)](https://dom.spec.whatwg.org/#dom-customevent-customevent)
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    let (prototype, mut data, options) = event::begin(agent, call, &CUSTOM_EVENT)?;
    let mut detail = Value::NULL;
    if let Some(options) = options {
        detail = check::option(agent, options, "detail")?;
    }
    if detail.is_undefined() {
        detail = Value::NULL;
    }
    data.detail = Detail::Custom(detail);
    Ok(allocate(agent, prototype, Box::new(data)).value())
}

/// [event.detail](https://dom.spec.whatwg.org/#dom-customevent-detail)
fn detail(agent: &mut Agent, call: Call) -> JsResult {
    let this = call.this().as_object();
    match this.and_then(|this| agent.heap.host::<EventData>(this)) {
        Some(EventData {
            detail: Detail::Custom(detail),
            ..
        }) => Ok(*detail),
        _ => Err(check::invalid_this(agent, "CustomEvent")),
    }
}
