//! [BroadcastChannel](https://nodejs.org/api/worker_threads.html#class-broadcastchannel-extends-eventtarget):
//! messages to all channels of a name.
//!
//! A channel keeps itself and the loop alive until it is closed, unless it was unref'ed.

use super::event_target::EVENT_TARGET;
use super::interface::{ATTRIBUTE, Interface, Members, OPERATION, allocate, prototype_for};
use super::structured_clone;
use super::target_data::{self, Target, own, own_mut};
use super::{check, dispatch, dom_exception, event_handler, message_event, show};
use crate::engine::{
    Accessor, Agent, Call, Constructor, HostData, JsResult, Method, Object, PropertyFlags, Str,
    Tracer, Value,
};
use crate::event_loop::handles::HandleKey;
use crate::event_loop::observer::Kind;
use crate::event_loop::timers::RunEnd;
use crate::event_loop::{EventLoop, enter, microtasks};
use std::collections::VecDeque;

const NAME: &[Accessor] = &[Accessor::getter("name", name)];

const METHODS: &[Method] = &[
    Method::new("close", 0, close),
    Method::new("postMessage", 1, post_message),
];

const REFERENCES: &[Method] = &[Method::new("ref", 0, ref_), Method::new("unref", 0, unref)];

/// `BroadcastChannel`
pub(super) static BROADCAST_CHANNEL: Interface = Interface {
    constructor: Constructor {
        name: "BroadcastChannel",
        length: 1,
        run: construct,
    },
    parent: Some(&EVENT_TARGET),
    is_class: true,
    members: &[
        Members::Accessors(NAME, ATTRIBUTE),
        Members::Methods(METHODS, OPERATION),
        Members::Methods(REFERENCES, PropertyFlags::HIDDEN),
        Members::Accessors(event_handler::OF_MESSAGES, ATTRIBUTE),
        Members::Inspect(inspect),
    ],
    statics: &[],
};

/// What a channel is beside an event target.
struct Channel {
    name: Str,
    key: HandleKey,
    incoming: VecDeque<Value>,
    is_closed: bool,
    /// The async context that it was made in, in which it hears of messages.
    context: Value,
}

impl HostData for Channel {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_all(&[self.name.value(), self.context]);
        tracer.mark_all(&self.incoming);
    }

    fn external_bytes(&self) -> usize {
        self.incoming.capacity() * size_of::<Value>()
    }
}

/// The channels that aren't closed, in the order in which they were made.
#[derive(Default)]
struct Open(Vec<Object>);

impl HostData for Open {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.0
            .iter()
            .for_each(|channel| tracer.mark_object(*channel));
    }
}

/// [new BroadcastChannel(name)](https://nodejs.org/api/worker_threads.html#new-broadcastchannelname)
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    let prototype = prototype_for(agent, call, &BROADCAST_CHANNEL)?;
    if call.is_empty() {
        return Err(check::missing_arguments(agent, &["name"]));
    }
    let name = agent.to_string(call.arg(0))?;
    let key = EventLoop::of(agent).handles.add();
    let channel = Channel {
        name,
        key,
        incoming: VecDeque::new(),
        is_closed: false,
        context: agent.context.current(),
    };
    let channel = allocate(agent, prototype, Box::new(Target::with(channel, None)));
    if agent.slot::<Open>().is_none() {
        agent.set_slot(Open::default());
    }
    if let Some(open) = agent.slot_mut::<Open>() {
        open.0.push(channel);
    }
    EventLoop::of(agent).handles.set_refed(key, channel, true);
    Ok(channel.value())
}

fn this(agent: &mut Agent, call: Call) -> JsResult<Object> {
    target_data::this_own::<Channel>(agent, call, "BroadcastChannel")
}

fn data(agent: &mut Agent, channel: Object) -> &mut Channel {
    match own_mut(agent, channel) {
        Some(channel) => channel,
        None => unreachable!("it was found to be a channel"),
    }
}

/// [broadcastChannel.name](https://html.spec.whatwg.org/multipage/web-messaging.html#dom-broadcastchannel-name)
fn name(agent: &mut Agent, call: Call) -> JsResult {
    let this = this(agent, call)?;
    Ok(data(agent, this).name.value())
}

/// [broadcastChannel.close()](https://nodejs.org/api/worker_threads.html#broadcastchannelclose)
fn close(agent: &mut Agent, call: Call) -> JsResult {
    let this = this(agent, call)?;
    let data = data(agent, this);
    data.is_closed = true;
    data.incoming.clear();
    let key = data.key;
    EventLoop::of(agent).handles.forget(key);
    if let Some(open) = agent.slot_mut::<Open>() {
        open.0.retain(|channel| *channel != this);
    }
    Ok(Value::UNDEFINED)
}

/// [broadcastChannel.postMessage(message)](https://nodejs.org/api/worker_threads.html#broadcastchannelpostmessagemessage)
fn post_message(agent: &mut Agent, call: Call) -> JsResult {
    let this = this(agent, call)?;
    if call.is_empty() {
        return Err(check::missing_arguments(agent, &["message"]));
    }
    if data(agent, this).is_closed {
        let text = "BroadcastChannel is closed.";
        return Err(dom_exception::throw(agent, "InvalidStateError", text));
    }
    // The script's code runs once, however many listen.
    let first = structured_clone::copy(agent, call.arg(0))?;
    let mut unused = Some(first);
    let open = agent
        .slot::<Open>()
        .map_or(Vec::new(), |open| open.0.clone());
    let name = data(agent, this).name;
    for channel in open {
        let other = data(agent, channel).name;
        if channel == this || !agent.heap.same_string(other, name) {
            continue;
        }
        agent.poll()?;
        let value = match unused.take() {
            Some(value) => value,
            None => structured_clone::copy(agent, first)?,
        };
        if agent.is_observed() {
            agent.observe_message(channel);
        }
        let data = data(agent, channel);
        data.incoming.push_back(value);
        let key = data.key;
        let handles = &mut EventLoop::of(agent).handles;
        handles.signal(key, channel, hand_over);
    }
    Ok(Value::UNDEFINED)
}

/// The poll phase of a channel: hands over what has come.
fn hand_over(agent: &mut Agent, channel: Object) -> JsResult<()> {
    while let Some(value) = data(agent, channel).incoming.pop_front() {
        let end = agent.scoped(|agent| {
            agent.keep(value);
            let context = data(agent, channel).context;
            if agent.is_observed() {
                agent.observe_message_taken(channel);
            }
            enter(agent, Kind::Message, channel.value(), |agent| {
                agent.enter_context(context);
                let ports = Vec::new();
                let event = message_event::new_message_event(agent, "message", value, ports);
                dispatch::dispatch(agent, channel, event)
            })?;
            microtasks::drain_wholly(agent)
        })?;
        let data = data(agent, channel);
        if end == RunEnd::Threw && !data.incoming.is_empty() {
            let key = data.key;
            let handles = &mut EventLoop::of(agent).handles;
            handles.signal(key, channel, hand_over);
            break;
        }
    }
    Ok(())
}

fn set_refed(agent: &mut Agent, call: Call, refed: bool) -> JsResult {
    let this = this(agent, call)?;
    let data = data(agent, this);
    if !data.is_closed {
        let key = data.key;
        EventLoop::of(agent).handles.set_refed(key, this, refed);
    }
    Ok(this.value())
}

/// [broadcastChannel.ref()](https://nodejs.org/api/worker_threads.html#broadcastchannelref)
fn ref_(agent: &mut Agent, call: Call) -> JsResult {
    set_refed(agent, call, true)
}

/// [broadcastChannel.unref()](https://nodejs.org/api/worker_threads.html#broadcastchannelunref)
fn unref(agent: &mut Agent, call: Call) -> JsResult {
    set_refed(agent, call, false)
}

fn inspect(agent: &mut Agent, call: Call) -> JsResult {
    let this = this(agent, call)?;
    let channel = own::<Channel>(agent, this);
    let (name, active) = match channel {
        Some(channel) => (channel.name.value(), !channel.is_closed),
        None => unreachable!("it was found to be a channel"),
    };
    let fields = [("name", name), ("active", Value::bool(active))];
    show::fields(agent, call, show::Deep::Name, &fields)
}
