//! [PerformanceObserver](https://nodejs.org/api/perf_hooks.html#class-performanceobserver): hears of new
//! entries, in an immediate.

use super::super::interface::{self, Interface, Members, OPERATION, allocate, prototype_for};
use super::super::{check, dom_exception, show};
use super::entry;
use super::timeline::{self, Timeline};
use crate::engine::{
    Accessor, Agent, Call, Constructor, HostData, JsResult, Method, Object, PropertyFlags, Tracer,
    Value,
};
use crate::host::{errors, timers};

/// The types that can be observed, some of which never come.
const TYPES: &[&str] = &[
    "dns", "function", "gc", "http", "http2", "mark", "measure", "net", "quic", "resource",
];

const METHODS: &[Method] = &[
    Method::new("observe", 0, observe),
    Method::new("disconnect", 0, disconnect),
    Method::new("takeRecords", 0, take_records),
];

const STATICS: &[Accessor] = &[Accessor::getter("supportedEntryTypes", supported)];

/// `PerformanceObserver`
pub(in crate::host::web) static PERFORMANCE_OBSERVER: Interface = Interface {
    constructor: Constructor {
        name: "PerformanceObserver",
        length: 1,
        run: construct,
    },
    parent: None,
    is_class: true,
    members: &[
        Members::Methods(METHODS, OPERATION),
        Members::Inspect(inspect),
        Members::Tag("PerformanceObserver"),
    ],
    statics: &[Members::Accessors(STATICS, PropertyFlags::CONFIGURABLE)],
};

const LIST_METHODS: &[Method] = &[
    Method::new("getEntries", 0, get_entries),
    Method::new("getEntriesByType", 1, get_entries_by_type),
    Method::new("getEntriesByName", 1, get_entries_by_name),
];

/// `PerformanceObserverEntryList`
pub(in crate::host::web) static ENTRY_LIST: Interface = Interface {
    constructor: Constructor {
        name: "PerformanceObserverEntryList",
        length: 0,
        run: construct_list,
    },
    parent: None,
    is_class: true,
    members: &[
        Members::Methods(LIST_METHODS, OPERATION),
        Members::Inspect(inspect_list),
        Members::Tag("PerformanceObserverEntryList"),
    ],
    statics: &[],
};

/// How an observer was told what to observe first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Not at all.
    None,
    /// By `type`.
    Single,
    /// By `entryTypes`.
    Multiple,
}

/// The internal slots of an observer.
struct Observer {
    callback: Value,
    mode: Mode,
    types: Vec<&'static str>,
    buffer: Vec<Object>,
}

impl HostData for Observer {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark(self.callback);
        self.buffer
            .iter()
            .for_each(|entry| tracer.mark_object(*entry));
    }

    fn external_bytes(&self) -> usize {
        self.buffer.capacity() * size_of::<Object>() + self.types.capacity() * 16
    }
}

/// The internal slots of a list of entries.
struct EntryList(Vec<Object>);

impl HostData for EntryList {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.0.iter().for_each(|entry| tracer.mark_object(*entry));
    }

    fn external_bytes(&self) -> usize {
        self.0.capacity() * size_of::<Object>()
    }
}

/// The frozen list of types, once it was asked for.
struct Supported(Object);

impl HostData for Supported {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_object(self.0);
    }
}

/// [new PerformanceObserver(callback)](https://nodejs.org/api/perf_hooks.html#new-performanceobservercallback)
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    let prototype = prototype_for(agent, call, &PERFORMANCE_OBSERVER)?;
    let callback = errors::require_function(agent, "callback", call.arg(0))?;
    let data = Observer {
        callback,
        mode: Mode::None,
        types: Vec::new(),
        buffer: Vec::new(),
    };
    Ok(allocate(agent, prototype, Box::new(data)).value())
}

fn this<'a>(agent: &'a mut Agent, call: Call, field: &str) -> JsResult<(Object, &'a mut Observer)> {
    let object = call.this().as_object();
    let known = object.is_some_and(|object| agent.heap.host::<Observer>(object).is_some());
    match object {
        Some(object) if known => Ok((object, data(agent, object))),
        _ => Err(check::no_private_field(agent, call.this(), field)),
    }
}

fn data(agent: &mut Agent, observer: Object) -> &mut Observer {
    match agent.heap.host_mut(observer) {
        Some(data) => data,
        None => unreachable!("it was found to be an observer"),
    }
}

/// [PerformanceObserver.supportedEntryTypes](https://nodejs.org/api/perf_hooks.html#performanceobserversupportedentrytypes)
fn supported(agent: &mut Agent, _: Call) -> JsResult {
    if let Some(Supported(list)) = agent.slot::<Supported>() {
        return Ok(list.value());
    }
    let types = TYPES.iter().map(|name| agent.heap.new_string(name).value());
    let types = types.collect();
    let list = agent.new_array(types);
    agent.keep_object(list);
    agent.set_integrity_level(list, true)?;
    agent.set_slot(Supported(list));
    Ok(list.value())
}

fn known_type(agent: &mut Agent, value: Value) -> JsResult<Option<&'static str>> {
    let Some(text) = value.as_string() else {
        return Ok(None);
    };
    let text = agent.heap.utf8(text);
    Ok(TYPES.iter().find(|known| **known == text).copied())
}

/// [performanceObserver.observe(options)](https://nodejs.org/api/perf_hooks.html#performanceobserverobserveoptions)
fn observe(agent: &mut Agent, call: Call) -> JsResult {
    let (mut types, mut single, mut buffered) = (Value::UNDEFINED, Value::UNDEFINED, false);
    if !call.arg(0).is_undefined() {
        let options = check::plain_options(agent, call.arg(0))?;
        types = check::option(agent, options, "entryTypes")?;
        agent.keep(types);
        single = check::option(agent, options, "type")?;
        agent.keep(single);
        buffered = check::flag(agent, options, "buffered")?;
    }
    if types.is_undefined() && single.is_undefined() {
        let names = ["options.entryTypes", "options.type"];
        return Err(check::missing_arguments(agent, &names));
    }
    let (object, _) = this(agent, call, "#type")?;
    if !types.is_nullish() && !single.is_nullish() {
        let shown = crate::host::show::inspect(agent, types)?;
        let text = format!(
            "The property 'options.entryTypes' options.entryTypes can not set with options.type \
             together. Received {shown}"
        );
        return Err(check::type_error(agent, "ERR_INVALID_ARG_VALUE", &text));
    }
    set_mode(agent, object, types, single)?;
    if data(agent, object).mode == Mode::Multiple {
        if !agent.is_array(types)? {
            let expected = "string[]";
            let name = "options.entryTypes";
            return Err(errors::invalid_argument_type(agent, name, expected, types));
        }
        let list = agent.create_list_from_array_like(types)?;
        data(agent, object).types.clear();
        for value in list {
            add_type(agent, object, value)?;
        }
    } else {
        let Some(known) = add_type(agent, object, single)? else {
            return Ok(Value::UNDEFINED);
        };
        if buffered {
            let entries = timeline::of_type(agent, known)?;
            data(agent, object).buffer.extend(entries);
            set_pending(agent, object);
        }
    }
    if data(agent, object).types.is_empty() {
        return disconnect(agent, call);
    }
    let observers = &mut Timeline::of(agent).observers;
    if !observers.contains(&object) {
        observers.push(object);
    }
    Ok(Value::UNDEFINED)
}

fn set_mode(agent: &mut Agent, observer: Object, types: Value, single: Value) -> JsResult<()> {
    let data = data(agent, observer);
    let to = match data.mode {
        Mode::None => {
            if !types.is_undefined() {
                data.mode = Mode::Multiple;
            }
            if !single.is_undefined() {
                data.mode = Mode::Single;
            }
            return Ok(());
        }
        Mode::Single if !types.is_undefined() => "multiple observations",
        Mode::Multiple if !single.is_undefined() => "single observation",
        _ => return Ok(()),
    };
    let text = format!("PerformanceObserver can not change to {to}");
    Err(dom_exception::throw(
        agent,
        "InvalidModificationError",
        &text,
    ))
}

fn add_type(agent: &mut Agent, observer: Object, value: Value) -> JsResult<Option<&'static str>> {
    let known = known_type(agent, value)?;
    let types = &mut data(agent, observer).types;
    if let Some(known) = known
        && !types.contains(&known)
    {
        types.push(known);
    }
    Ok(known)
}

/// [performanceObserver.disconnect()](https://nodejs.org/api/perf_hooks.html#performanceobserverdisconnect)
fn disconnect(agent: &mut Agent, call: Call) -> JsResult {
    let (object, data) = this(agent, call, "#entryTypes")?;
    data.buffer.clear();
    data.types.clear();
    data.mode = Mode::None;
    let timeline = Timeline::of(agent);
    timeline.observers.retain(|known| *known != object);
    timeline.pending.retain(|known| *known != object);
    Ok(Value::UNDEFINED)
}

/// [performanceObserver.takeRecords()](https://nodejs.org/api/perf_hooks.html#performanceobservertakerecords)
fn take_records(agent: &mut Agent, call: Call) -> JsResult {
    let (_, data) = this(agent, call, "#buffer")?;
    let records = std::mem::take(&mut data.buffer);
    let records = records.into_iter().map(Object::value).collect();
    Ok(agent.new_array(records).value())
}

/// Adds a new entry to the timeline, and tells the observers.
pub(super) fn add(agent: &mut Agent, new: Object) {
    tell(agent, new);
    let Some(sort) = entry::entry(agent, new).map(|data| data.sort) else {
        return;
    };
    if let Some(list) = Timeline::of(agent).list(sort) {
        list.push(new);
    }
}

/// Hands a new entry to those who observe its type.
pub(super) fn tell(agent: &mut Agent, new: Object) {
    let Some(sort) = entry::entry(agent, new).map(|data| data.sort.name()) else {
        return;
    };
    for observer in Timeline::of(agent).observers.clone() {
        let data = data(agent, observer);
        if data.types.contains(&sort) {
            data.buffer.push(new);
            set_pending(agent, observer);
        }
    }
}

fn set_pending(agent: &mut Agent, observer: Object) {
    let timeline = Timeline::of(agent);
    if !timeline.pending.contains(&observer) {
        timeline.pending.push(observer);
    }
    if !timeline.is_scheduled {
        timeline.is_scheduled = true;
        let function = agent.new_builtin("", 0, call_pending);
        timers::start_immediate(agent, function.value());
    }
}

/// The immediate that calls the observers.
fn call_pending(agent: &mut Agent, _: Call) -> JsResult {
    let timeline = Timeline::of(agent);
    timeline.is_scheduled = false;
    let pending = std::mem::take(&mut timeline.pending);
    for observer in &pending {
        agent.keep_object(*observer);
    }
    for observer in pending {
        let data = data(agent, observer);
        let callback = data.callback;
        let records = std::mem::take(&mut data.buffer);
        let records = timeline::sorted(agent, records)?;
        let prototype = interface::prototype(agent, &ENTRY_LIST);
        let list = allocate(agent, prototype, Box::new(EntryList(records)));
        agent.scoped(|agent| {
            let observer = observer.value();
            agent.call(callback, observer, &[list.value(), observer])
        })?;
    }
    Ok(Value::UNDEFINED)
}

fn inspect(agent: &mut Agent, call: Call) -> JsResult {
    let (object, data) = this(agent, call, "#buffer")?;
    let types = data.types.clone();
    let buffer = data.buffer.iter().map(|entry| entry.value()).collect();
    let buffer = agent.new_array(buffer).value();
    let types = types.iter().map(|name| agent.heap.new_string(name).value());
    let types = types.collect();
    let types = agent.new_array(types).value();
    let timeline = Timeline::of(agent);
    let fields = [
        (
            "connected",
            Value::bool(timeline.observers.contains(&object)),
        ),
        ("pending", Value::bool(timeline.pending.contains(&object))),
        ("entryTypes", types),
        ("buffer", buffer),
    ];
    show::fields(agent, call, show::Deep::Itself, &fields)
}

fn construct_list(agent: &mut Agent, call: Call) -> JsResult {
    match call.is_construct() {
        true => Err(check::illegal_constructor(agent)),
        false => {
            let name = "PerformanceObserverEntryList";
            Err(agent.type_error(format!(
                "Class constructor {name} cannot be invoked without 'new'"
            )))
        }
    }
}

fn this_list(agent: &mut Agent, call: Call) -> JsResult<Vec<Object>> {
    let object = call.this().as_object();
    match object.and_then(|object| agent.heap.host::<EntryList>(object)) {
        Some(list) => Ok(list.0.clone()),
        None => Err(check::invalid_this(agent, "PerformanceObserverEntryList")),
    }
}

/// [performanceObserverEntryList.getEntries()](https://nodejs.org/api/perf_hooks.html#performanceobserverentrylistgetentries)
fn get_entries(agent: &mut Agent, call: Call) -> JsResult {
    let entries = this_list(agent, call)?;
    let entries = entries.into_iter().map(Object::value).collect();
    Ok(agent.new_array(entries).value())
}

/// [performanceObserverEntryList.getEntriesByType(type)](https://nodejs.org/api/perf_hooks.html#performanceobserverentrylistgetentriesbytypetype)
fn get_entries_by_type(agent: &mut Agent, call: Call) -> JsResult {
    let entries = this_list(agent, call)?;
    if call.is_empty() {
        return Err(check::missing_arguments(agent, &["type"]));
    }
    let sort = agent.to_rust_string(call.arg(0))?;
    let found = timeline::filter(agent, entries, None, Some(&sort))?;
    Ok(agent.new_array(found).value())
}

/// [performanceObserverEntryList.getEntriesByName(name\[, type\])](https://nodejs.org/api/perf_hooks.html#performanceobserverentrylistgetentriesbynamename-type)
fn get_entries_by_name(agent: &mut Agent, call: Call) -> JsResult {
    let entries = this_list(agent, call)?;
    if call.is_empty() {
        return Err(check::missing_arguments(agent, &["name"]));
    }
    let name = agent.to_string(call.arg(0))?;
    agent.keep(name.value());
    let sort = timeline::optional_text(agent, call.arg(1))?;
    let found = timeline::filter(agent, entries, Some(name), sort.as_deref())?;
    Ok(agent.new_array(found).value())
}

fn inspect_list(agent: &mut Agent, call: Call) -> JsResult {
    let entries = this_list(agent, call)?;
    if call.arg(0).as_number().is_some_and(|depth| depth < 0.0) {
        return Ok(call.this());
    }
    let entries = entries.into_iter().map(Object::value).collect();
    let list = agent.new_array(entries);
    agent.keep_object(list);
    let text = show::object_text(agent, call, list)?;
    Ok(agent.heap.new_string(&text).value())
}
