//! [CloseEvent](https://websockets.spec.whatwg.org/#the-closeevent-interface).

use super::check;
use super::event::{self, Detail, EVENT, EventData, Flags};
use super::interface::{ATTRIBUTE, Interface, Members, allocate, prototype_for};
use super::message_event::init_dictionary;
use crate::engine::{Accessor, Agent, Call, Constructor, JsResult, Str, Tracer, Value};

const ATTRIBUTES: &[Accessor] = &[
    Accessor::getter("wasClean", was_clean),
    Accessor::getter("code", code),
    Accessor::getter("reason", reason),
];

/// `CloseEvent`
pub(super) static CLOSE_EVENT: Interface = Interface {
    constructor: Constructor {
        name: "CloseEvent",
        length: 1,
        run: construct,
    },
    parent: Some(&EVENT),
    is_class: true,
    members: &[
        Members::Accessors(ATTRIBUTES, ATTRIBUTE),
        Members::Tag("CloseEvent"),
    ],
    statics: &[],
};

/// What a CloseEvent has beside what events have.
pub(super) struct Close {
    was_clean: bool,
    code: u16,
    reason: Str,
}

impl Close {
    pub(super) fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark(self.reason.value());
    }
}

/// [new CloseEvent(type, eventInitDict)](https://websockets.spec.whatwg.org/#the-closeevent-interface)
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    let prototype = prototype_for(agent, call, &CLOSE_EVENT)?;
    let (kind, options) = init_dictionary(agent, call, "CloseEvent")?;
    let mut flags = Flags::NONE;
    let mut close = Close {
        was_clean: false,
        code: 0,
        reason: agent.heap.empty_string(),
    };
    if let Some(options) = options {
        flags = event::init_flags(agent, options)?;
        close.was_clean = check::flag(agent, options, "wasClean")?;
        let code = check::option(agent, options, "code")?;
        if !code.is_undefined() {
            close.code = agent.to_uint32(code)? as u16;
        }
        let reason = check::option(agent, options, "reason")?;
        if !reason.is_undefined() {
            close.reason = agent.to_string(reason)?;
        }
    }
    let data = EventData::new(agent, kind, flags, Detail::Close(Box::new(close)));
    Ok(allocate(agent, prototype, Box::new(data)).value())
}

fn this(agent: &mut Agent, call: Call) -> JsResult<&Close> {
    let is_close = |data: &EventData| matches!(data.detail, Detail::Close(_));
    let this = call.this().as_object();
    let data = this.and_then(|this| agent.heap.host(this));
    if !data.is_some_and(is_close) {
        let text = "Illegal invocation";
        return Err(check::type_error(agent, "ERR_INVALID_THIS", text));
    }
    match this.and_then(|this| agent.heap.host(this)) {
        Some(EventData {
            detail: Detail::Close(close),
            ..
        }) => Ok(close),
        _ => unreachable!("it was one just now"),
    }
}

/// [event.wasClean](https://websockets.spec.whatwg.org/#dom-closeevent-wasclean)
fn was_clean(agent: &mut Agent, call: Call) -> JsResult {
    Ok(Value::bool(this(agent, call)?.was_clean))
}

/// [event.code](https://websockets.spec.whatwg.org/#dom-closeevent-code)
fn code(agent: &mut Agent, call: Call) -> JsResult {
    Ok(Value::int(i32::from(this(agent, call)?.code)))
}

/// [event.reason](https://websockets.spec.whatwg.org/#dom-closeevent-reason)
fn reason(agent: &mut Agent, call: Call) -> JsResult {
    Ok(this(agent, call)?.reason.value())
}
