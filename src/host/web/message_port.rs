//! [MessagePort](https://nodejs.org/api/worker_threads.html#class-messageport).
//!
//! Owns what is between two ports: a port has an end of the connection, which holds the messages that
//! came and weren't read, and which another port gets when the port is moved. Messages are handed over
//! in the loop's poll phase, once somebody listens. A port keeps the loop alive as long as there are
//! listeners to `message`.

use super::dispatch::{self, Occasion};
use super::event::{self, EVENT, Flags};
use super::interface::{self, ATTRIBUTE, Interface, Members, OPERATION, allocate, prototype};
use super::listeners::Traits;
use super::node_event_target::NODE_EVENT_TARGET;
use super::port_data::{Port, is_port};
use super::structured_clone::{self, Arrival, Cloned, Movable, Transfer};
use super::target_data::{self, ListenerHooks, Target, own, own_mut};
use super::{check, event_handler, event_target, message_event};
use crate::engine::{
    Agent, Call, Constructor, HostData, JsResult, Kind, Method, Object, PropertyFlags, PropertyKey,
    ResourceEvent, Tracer, Value,
};
use crate::event_loop::handles::HandleKey;
use crate::event_loop::observer;
use crate::event_loop::timers::RunEnd;
use crate::event_loop::{EventLoop, enter, microtasks};
use crate::host::inspect::{self, Options};
use crate::host::warnings;
use std::collections::VecDeque;

const FIRST_METHODS: &[Method] = &[
    Method::new("postMessage", 0, post_message),
    Method::new("start", 0, start),
    Method::new("ref", 0, ref_),
    Method::new("unref", 0, unref),
    Method::function("hasRef", 0, has_ref),
];

const CLOSE: &[Method] = &[Method::function("close", 1, close)];

/// `MessagePort`
pub(super) static MESSAGE_PORT: Interface = Interface {
    constructor: Constructor {
        name: "MessagePort",
        length: 0,
        run: construct,
    },
    parent: Some(&NODE_EVENT_TARGET),
    is_class: false,
    members: &[
        Members::Methods(FIRST_METHODS, OPERATION),
        Members::Accessors(event_handler::OF_MESSAGES, ATTRIBUTE),
        Members::Methods(CLOSE, OPERATION),
        Members::Inspect(inspect),
    ],
    statics: &[],
};

/// The class of the event `close`, which is no global.
static CLOSE_EVENT: Interface = Interface {
    constructor: Constructor {
        name: "MessagePortCloseEvent",
        length: 0,
        run: construct,
    },
    parent: Some(&EVENT),
    is_class: true,
    members: &[],
    statics: &[],
};

static HOOKS: ListenerHooks = ListenerHooks {
    added: listener_added,
    removed: listener_removed,
};

/// How many messages are handed over in one go at least, if so many come meanwhile.
const BATCH: usize = 1000;

/// What has come.
enum Incoming {
    /// A value, and what was moved with it.
    Message(Value, Vec<Arrival>),
    /// The other end was closed.
    Close,
}

/// An end of a connection: the internal slots of an object of its own.
struct End {
    key: HandleKey,
    incoming: VecDeque<Incoming>,
    /// The other end.
    peer: Option<Object>,
    /// The port whose end it is; none while it is being moved.
    port: Option<Object>,
    /// Whether messages are handed over.
    started: bool,
    /// Whether the port is closed, which is seen to after the check phase.
    closing: bool,
}

impl HostData for End {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        for incoming in &self.incoming {
            if let Incoming::Message(value, arrivals) = incoming {
                tracer.mark(*value);
                let arrivals = arrivals.iter();
                arrivals.for_each(|arrival| tracer.mark_all(&arrival.values()));
            }
        }
        for object in self.peer.into_iter().chain(self.port) {
            tracer.mark_object(object);
        }
    }

    fn external_bytes(&self) -> usize {
        self.incoming.capacity() * size_of::<Incoming>()
    }
}

fn construct(agent: &mut Agent, _: Call) -> JsResult {
    let text = "Constructor cannot be called";
    Err(check::type_error(agent, "ERR_CONSTRUCT_CALL_INVALID", text))
}

/// A port that has no end of a connection.
fn new_detached(agent: &mut Agent) -> Object {
    let prototype = prototype(agent, &MESSAGE_PORT);
    let target = Target::with(
        Port {
            end: None,
            context: agent.context.current(),
        },
        Some(&HOOKS),
    );
    let port = allocate(agent, prototype, Box::new(target));
    agent.keep_object(port);
    agent.tell_of_resource(ResourceEvent::Created("MESSAGEPORT"), port.value());
    port
}

/// Two connected ports.
pub(in crate::host) fn new_pair(agent: &mut Agent) -> [Object; 2] {
    let ports = [new_detached(agent), new_detached(agent)];
    let ends = ports.map(|port| {
        let key = EventLoop::of(agent).handles.add();
        let shape = agent.heap.root_shape(Value::NULL, Kind::Host);
        let data = End {
            key,
            incoming: VecDeque::new(),
            peer: None,
            port: Some(port),
            started: false,
            closing: false,
        };
        agent.heap.new_host(Kind::Host, shape, Box::new(data))
    });
    for (at, port) in ports.into_iter().enumerate() {
        if let Some(data) = own_mut::<Port>(agent, port) {
            data.end = Some(ends[at]);
        }
        end_mut(agent, ends[at]).peer = Some(ends[1 - at]);
    }
    ports
}

fn end_mut(agent: &mut Agent, end: Object) -> &mut End {
    match agent.heap.host_mut(end) {
        Some(end) => end,
        None => unreachable!("an end has the slots of one"),
    }
}

/// A port's end, if it has one that isn't closing.
fn open_end(agent: &mut Agent, port: Object) -> Option<Object> {
    let end = own::<Port>(agent, port)?.end?;
    (!end_mut(agent, end).closing).then_some(end)
}

/// Gives a port's end to another, which has none. The one that loses it is closed.
fn move_port(agent: &mut Agent, from: Object, to: Object) {
    let Some(end) = own_mut::<Port>(agent, from).and_then(|port| port.end.take()) else {
        return;
    };
    if let Some(port) = own_mut::<Port>(agent, to) {
        port.end = Some(end);
    }
    let data = end_mut(agent, end);
    data.port = Some(to);
    data.started = false;
    let key = data.key;
    let EventLoop {
        handles, closing, ..
    } = EventLoop::of(agent);
    handles.forget(key);
    closing.push(from, tell_closed);
    arrive(agent, to);
}

/// Makes a port that was moved the newest of the loop's handles, as where it arrives it is new.
fn arrive(agent: &mut Agent, port: Object) {
    let Some(end) = open_end(agent, port) else {
        return;
    };
    let old = end_mut(agent, end).key;
    let handles = &mut EventLoop::of(agent).handles;
    handles.forget(old);
    let new = handles.add();
    let data = end_mut(agent, end);
    data.key = new;
    if !data.incoming.is_empty() {
        signal(agent, end);
    }
}

/// Has the loop look at what has come for an end.
fn signal(agent: &mut Agent, end: Object) {
    let data = end_mut(agent, end);
    let (key, port) = (data.key, data.port);
    if let Some(port) = port
        && !data.closing
    {
        let handles = &mut EventLoop::of(agent).handles;
        handles.signal(key, port, hand_over);
    }
}

fn send(agent: &mut Agent, to: Object, incoming: Incoming) {
    if agent.is_observed()
        && let Some(port) = end_mut(agent, to).port
        && matches!(incoming, Incoming::Message(..))
    {
        agent.observe_message(port);
    }
    end_mut(agent, to).incoming.push_back(incoming);
    signal(agent, to);
}

/// Sends a value that is a copy already.
pub(super) fn post(agent: &mut Agent, port: Object, value: Value) {
    let end = open_end(agent, port);
    if let Some(peer) = end.and_then(|end| end_mut(agent, end).peer) {
        send(agent, peer, Incoming::Message(value, Vec::new()));
    }
}

/// Adds a listener that gets the values of messages. A port that isn't unref'ed keeps the loop alive then.
pub(in crate::host) fn listen(agent: &mut Agent, port: Object, listener: Value) {
    let key = agent.static_key("message");
    let name = agent.heap.key_to_value(key);
    let traits = Traits {
        node_style: true,
        ..Traits::default()
    };
    target_data::add(agent, port, (key, name), listener, traits, None);
}

fn this_port(agent: &mut Agent, call: Call) -> JsResult<Object> {
    match call.this().as_object() {
        Some(object) if own::<Port>(agent, object).is_some() => Ok(object),
        _ => Err(agent.type_error("Illegal invocation")),
    }
}

/// [port.postMessage(value\[, transferList\])](https://nodejs.org/api/worker_threads.html#portpostmessagevalue-transferlist)
pub(in crate::host) fn post_message(agent: &mut Agent, call: Call) -> JsResult {
    let port = this_port(agent, call)?;
    if call.is_empty() {
        let text = "Not enough arguments to MessagePort.postMessage";
        return Err(check::type_error(agent, "ERR_MISSING_ARGS", text));
    }
    let list = transfer_list(agent, call.arg(1))?;
    let transfer = Transfer::from_list(agent, list, Some(port))?;
    let end = open_end(agent, port);
    let peer = end.and_then(|end| end_mut(agent, end).peer);
    let peer_port = peer.and_then(|peer| end_mut(agent, peer).port);
    let lost = peer_port.is_some_and(|peer| transfer.moves(peer));
    let Cloned { value, arrivals } = structured_clone::clone(agent, call.arg(0), transfer)?;
    if end.is_none() {
        return Ok(Value::UNDEFINED);
    }
    if lost {
        let text = "The target port was posted to itself, and the communication channel was lost";
        warnings::emit(agent, text, "Warning");
        begin_close(agent, port);
        return Ok(Value::TRUE);
    }
    if let Some(peer) = peer {
        send(agent, peer, Incoming::Message(value, arrivals));
    }
    Ok(Value::TRUE)
}

/// What is to be moved: a list, or options with one; it is kept.
fn transfer_list(agent: &mut Agent, value: Value) -> JsResult<Vec<Value>> {
    if value.is_nullish() {
        return Ok(Vec::new());
    }
    let Some(object) = value.as_object() else {
        let text = "Optional transferList argument must be an iterable";
        return Err(check::type_error(agent, "ERR_INVALID_ARG_TYPE", text));
    };
    if let Some(list) = read_iterable(agent, value)? {
        return Ok(list);
    }
    let transfer = check::option(agent, object, "transfer")?;
    agent.keep(transfer);
    if transfer.is_undefined() {
        return Ok(Vec::new());
    }
    match read_iterable(agent, transfer)? {
        Some(list) => Ok(list),
        None => {
            let text = "Optional options.transfer argument must be an iterable";
            Err(check::type_error(agent, "ERR_INVALID_ARG_TYPE", text))
        }
    }
}

/// The values of an iterable, which are kept; `None` where it isn't one.
fn read_iterable(agent: &mut Agent, value: Value) -> JsResult<Option<Vec<Value>>> {
    let key = PropertyKey::symbol(agent.symbols.iterator);
    if !value.is_object() {
        return Ok(None);
    }
    let method = agent.get_v(value, key)?;
    agent.keep(method);
    if !agent.heap.is_callable(method) {
        return Ok(None);
    }
    let iterator = agent.call(method, value, &[])?;
    agent.keep(iterator);
    let Some(object) = iterator.as_object() else {
        return Ok(None);
    };
    let next = agent.get(object, agent.names.next)?;
    agent.keep(next);
    if !agent.heap.is_callable(next) {
        return Ok(None);
    }
    let list = agent.new_array(Vec::new());
    agent.keep_object(list);
    loop {
        agent.poll()?;
        let Some(result) = agent.call(next, iterator, &[])?.as_object() else {
            return Ok(None);
        };
        let value = agent.scoped(|agent| {
            agent.keep_object(result);
            let done = agent.get(result, agent.names.done)?;
            if agent.heap.to_boolean(done) {
                return Ok(None);
            }
            agent.get(result, agent.names.value).map(Some)
        })?;
        match value {
            Some(value) => agent.heap.push_element(list, value),
            None => return Ok(Some(agent.heap.elements(list).to_vec())),
        }
    }
}

/// [port.start()](https://nodejs.org/api/worker_threads.html#portstart)
fn start(agent: &mut Agent, call: Call) -> JsResult {
    let port = this_port(agent, call)?;
    begin(agent, port);
    Ok(Value::UNDEFINED)
}

fn begin(agent: &mut Agent, port: Object) {
    if let Some(end) = open_end(agent, port) {
        let data = end_mut(agent, end);
        data.started = true;
        if !data.incoming.is_empty() {
            signal(agent, end);
        }
    }
}

/// Whether a port keeps the loop alive.
pub(in crate::host) fn set_refed(agent: &mut Agent, port: Object, refed: bool) {
    if let Some(end) = open_end(agent, port) {
        let key = end_mut(agent, end).key;
        EventLoop::of(agent).handles.set_refed(key, port, refed);
    }
}

/// [port.ref()](https://nodejs.org/api/worker_threads.html#portref)
fn ref_(agent: &mut Agent, call: Call) -> JsResult {
    let port = this_port(agent, call)?;
    set_refed(agent, port, true);
    Ok(Value::UNDEFINED)
}

/// [port.unref()](https://nodejs.org/api/worker_threads.html#portunref)
fn unref(agent: &mut Agent, call: Call) -> JsResult {
    let port = this_port(agent, call)?;
    set_refed(agent, port, false);
    Ok(Value::UNDEFINED)
}

/// [port.hasRef()](https://nodejs.org/api/worker_threads.html#porthasref)
fn has_ref(agent: &mut Agent, call: Call) -> JsResult {
    let port = this_port(agent, call)?;
    Ok(Value::bool(is_refed(agent, port)))
}

fn is_refed(agent: &mut Agent, port: Object) -> bool {
    let Some(end) = open_end(agent, port) else {
        return false;
    };
    let key = end_mut(agent, end).key;
    EventLoop::of(agent).handles.is_refed(key)
}

fn listener_added(agent: &mut Agent, port: Object, key: PropertyKey, size: usize, _: Traits) {
    if size == 1 && key == agent.static_key("message") {
        set_refed(agent, port, true);
        begin(agent, port);
    }
}

fn listener_removed(agent: &mut Agent, port: Object, key: PropertyKey, size: usize) {
    if size == 0 && key == agent.static_key("message") {
        set_refed(agent, port, false);
        if let Some(end) = open_end(agent, port) {
            end_mut(agent, end).started = false;
        }
    }
}

/// [port.close()](https://nodejs.org/api/worker_threads.html#portclose), with a listener for the event.
fn close(agent: &mut Agent, call: Call) -> JsResult {
    let port = this_port(agent, call)?;
    if agent.heap.is_callable(call.arg(0)) {
        let traits = Traits {
            once: true,
            node_style: true,
            ..Traits::default()
        };
        let kind = agent.heap.new_string("close").value();
        event_target::listen(agent, port, kind, call.arg(0), traits)?;
    }
    begin_close(agent, port);
    Ok(Value::UNDEFINED)
}

/// Closes a port, after the check phase.
pub(in crate::host) fn begin_close(agent: &mut Agent, port: Object) {
    if let Some(end) = open_end(agent, port) {
        let data = end_mut(agent, end);
        data.closing = true;
        let key = data.key;
        let EventLoop {
            handles, closing, ..
        } = EventLoop::of(agent);
        handles.forget(key);
        closing.push(port, end_close);
    }
}

/// The end of closing a port: the other one hears of it, and is closed too.
fn end_close(agent: &mut Agent, port: Object) -> JsResult<()> {
    if let Some(end) = own_mut::<Port>(agent, port).and_then(|port| port.end.take()) {
        let data = end_mut(agent, end);
        data.port = None;
        data.incoming.clear();
        if let Some(peer) = data.peer.take() {
            end_mut(agent, peer).peer = None;
            send(agent, peer, Incoming::Close);
        }
    }
    tell_closed(agent, port)
}

fn tell_closed(agent: &mut Agent, port: Object) -> JsResult<()> {
    enter(agent, observer::Kind::Message, Value::UNDEFINED, |agent| {
        let event = event::new_event(agent, &CLOSE_EVENT, "close", Flags::NONE);
        dispatch::dispatch(agent, port, event)
    })?;
    microtasks::drain(agent)
}

/// What a port has to hand over next; also the news that the other end is closed, if `started`.
fn next_incoming(agent: &mut Agent, port: Object, forced: bool) -> Option<Incoming> {
    // Also of a port that is closing: what has come is handed over.
    let end = own::<Port>(agent, port)?.end?;
    let data = end_mut(agent, end);
    let front = data.incoming.front()?;
    match front {
        Incoming::Message(..) if !data.started && !forced => None,
        _ => data.incoming.pop_front(),
    }
}

fn keep_message(agent: &mut Agent, value: Value, arrivals: &[Arrival]) {
    agent.keep(value);
    let held = arrivals.iter().flat_map(Arrival::values);
    held.for_each(|value| agent.keep(value));
}

/// The poll phase of a port: hands over what has come.
fn hand_over(agent: &mut Agent, port: Object) -> JsResult<()> {
    let waiting = open_end(agent, port).map_or(0, |end| end_mut(agent, end).incoming.len());
    for _ in 0..waiting.max(BATCH) {
        let Some(incoming) = next_incoming(agent, port, false) else {
            return Ok(());
        };
        let Incoming::Message(value, arrivals) = incoming else {
            begin_close(agent, port);
            return Ok(());
        };
        let end = agent.scoped(|agent| {
            keep_message(agent, value, &arrivals);
            let context = own_mut::<Port>(agent, port).map(|port| port.context);
            if agent.is_observed() {
                agent.observe_message_taken(port);
            }
            enter(agent, observer::Kind::Message, port.value(), |agent| {
                agent.enter_context(context.unwrap_or(Value::UNDEFINED));
                for arrival in &arrivals {
                    arrival.arrive(agent)?;
                }
                let places = arrivals.iter().map(|arrival| arrival.place.value());
                let ports = places.filter(|place| is_port(agent, *place)).collect();
                let event = message_event::new_message_event(agent, "message", value, ports);
                agent.tell_of_resource(ResourceEvent::Before, port.value());
                let occasion = Occasion::Value(value, event);
                let result = dispatch::dispatch_occasion(agent, port, occasion);
                agent.tell_of_resource(ResourceEvent::After, port.value());
                result
            })?;
            microtasks::drain_wholly(agent)
        })?;
        if end == RunEnd::Threw {
            break;
        }
    }
    if let Some(end) = open_end(agent, port) {
        signal(agent, end);
    }
    Ok(())
}

/// [worker.receiveMessageOnPort(port)](https://nodejs.org/api/worker_threads.html#workerreceivemessageonportport):
/// takes the next message out of a port, if one has come; `None` where the value is no port.
pub(in crate::host) fn receive(agent: &mut Agent, port: Value) -> JsResult<Option<Option<Value>>> {
    let Some(port) = port.as_object().filter(|_| is_port(agent, port)) else {
        return Ok(None);
    };
    match next_incoming(agent, port, true) {
        Some(Incoming::Message(value, arrivals)) => {
            keep_message(agent, value, &arrivals);
            for arrival in arrivals {
                arrival.arrive(agent)?;
            }
            Ok(Some(Some(value)))
        }
        Some(Incoming::Close) => {
            begin_close(agent, port);
            Ok(Some(None))
        }
        None => Ok(Some(None)),
    }
}

/// How ports are transferred.
pub(super) struct Ports;

impl Movable for Ports {
    fn name(&self, _: &mut Agent, _: Object) -> String {
        String::from("MessagePort")
    }

    fn refusal(&self, agent: &mut Agent, port: Object, by: Option<Object>) -> Option<&'static str> {
        if by == Some(port) {
            return Some("Transfer list contains source port");
        }
        let text = "MessagePort in transfer list is already detached";
        open_end(agent, port).is_none().then_some(text)
    }

    fn parts(&self, _: &mut Agent, _: Object) -> JsResult<Vec<Object>> {
        Ok(Vec::new())
    }

    fn place(&self, agent: &mut Agent, _: Object) -> JsResult<Object> {
        Ok(new_detached(agent))
    }

    fn take(&self, agent: &mut Agent, port: Object, place: Object) -> JsResult {
        move_port(agent, port, place);
        Ok(Value::UNDEFINED)
    }

    fn arrive(&self, agent: &mut Agent, place: Object, _: Value) -> JsResult<()> {
        arrive(agent, place);
        Ok(())
    }
}

/// `MessagePort [EventTarget] { active: true, refed: false }`
fn inspect(agent: &mut Agent, call: Call) -> JsResult {
    let port = this_port(agent, call)?;
    let stand_in = agent.heap.prototype(port);
    let stand_in = agent.heap.ordinary_object_create(stand_in);
    agent.keep_object(stand_in);
    let active = open_end(agent, port).is_some();
    agent.define_constant(stand_in, "active", Value::bool(active), PropertyFlags::DATA);
    if active {
        let refed = Value::bool(is_refed(agent, port));
        agent.define_constant(stand_in, "refed", refed, PropertyFlags::DATA);
    }
    let mut options = Options::default();
    if let Some(given) = call.arg(1).as_object() {
        options.update(agent, given)?;
    }
    options.custom_inspect = false;
    let text = inspect::inspect(agent, stand_in.value(), &options)?;
    Ok(agent.heap.new_string(&text).value())
}

/// The constructor, which only ports' classes share.
pub(super) fn constructor(agent: &mut Agent) -> JsResult {
    Ok(interface::constructor(agent, &MESSAGE_PORT).value())
}
