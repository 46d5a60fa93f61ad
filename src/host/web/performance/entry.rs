//! [PerformanceEntry](https://nodejs.org/api/perf_hooks.html#class-performanceentry) and what extends it:
//! marks, measures, and the calls of timerified functions.

use super::super::interface::{ATTRIBUTE, Interface, Members, OPERATION, allocate, prototype_for};
use super::super::structured_clone;
use super::super::{check, interface, show};
use super::timeline;
use crate::engine::{
    Accessor, Agent, Call, Constructor, HostData, JsResult, Method, Object, PropertyFlags, Str,
    Tracer, Value,
};
use crate::event_loop::EventLoop;
use crate::host::errors;

const ATTRIBUTES: &[Accessor] = &[
    Accessor::getter("name", name),
    Accessor::getter("entryType", entry_type),
    Accessor::getter("startTime", start_time),
    Accessor::getter("duration", duration),
];

const DETAIL: &[Accessor] = &[Accessor::getter("detail", detail)];

const TO_JSON: &[Method] = &[Method::new("toJSON", 0, to_json)];

/// `PerformanceEntry`
pub(in crate::host::web) static PERFORMANCE_ENTRY: Interface = Interface {
    constructor: Constructor {
        name: "PerformanceEntry",
        length: 0,
        run: |agent, call| illegal(agent, call, "PerformanceEntry"),
    },
    parent: None,
    is_class: true,
    members: &[
        Members::Accessors(ATTRIBUTES, ATTRIBUTE),
        Members::Methods(TO_JSON, OPERATION),
        Members::Inspect(inspect),
    ],
    statics: &[],
};

/// `PerformanceMark`
pub(in crate::host::web) static PERFORMANCE_MARK: Interface = Interface {
    constructor: Constructor {
        name: "PerformanceMark",
        length: 1,
        run: construct_mark,
    },
    parent: Some(&PERFORMANCE_ENTRY),
    is_class: true,
    members: &[
        Members::Accessors(DETAIL, ATTRIBUTE),
        Members::Methods(TO_JSON, PropertyFlags::HIDDEN),
        Members::Tag("PerformanceMark"),
    ],
    statics: &[],
};

/// `PerformanceMeasure`
pub(in crate::host::web) static PERFORMANCE_MEASURE: Interface = Interface {
    constructor: Constructor {
        name: "PerformanceMeasure",
        length: 0,
        run: |agent, call| illegal(agent, call, "PerformanceMeasure"),
    },
    parent: Some(&PERFORMANCE_ENTRY),
    is_class: true,
    members: &[
        Members::Accessors(DETAIL, ATTRIBUTE),
        Members::Methods(TO_JSON, PropertyFlags::HIDDEN),
        Members::Tag("PerformanceMeasure"),
    ],
    statics: &[],
};

/// `PerformanceNodeEntry`, which is no global.
static NODE_ENTRY: Interface = Interface {
    constructor: Constructor {
        name: "PerformanceNodeEntry",
        length: 0,
        run: |agent, call| illegal(agent, call, "PerformanceNodeEntry"),
    },
    parent: Some(&PERFORMANCE_ENTRY),
    is_class: true,
    members: &[
        Members::Accessors(DETAIL, ATTRIBUTE),
        Members::Methods(TO_JSON, PropertyFlags::HIDDEN),
    ],
    statics: &[],
};

/// What an entry is of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::host::web) enum Sort {
    Mark,
    Measure,
    Function,
    Resource,
}

impl Sort {
    /// `entryType`
    pub(super) fn name(self) -> &'static str {
        match self {
            Sort::Mark => "mark",
            Sort::Measure => "measure",
            Sort::Function => "function",
            Sort::Resource => "resource",
        }
    }

    fn class(self) -> &'static Interface {
        match self {
            Sort::Mark => &PERFORMANCE_MARK,
            Sort::Measure => &PERFORMANCE_MEASURE,
            Sort::Function => &NODE_ENTRY,
            Sort::Resource => &super::resource_timing::PERFORMANCE_RESOURCE_TIMING,
        }
    }
}

/// The internal slots of an entry. Times are milliseconds since the program began.
#[derive(Clone, Copy)]
pub(in crate::host::web) struct Entry {
    pub(super) name: Str,
    pub(super) sort: Sort,
    pub(super) start: f64,
    pub(super) duration: f64,
    /// What it was made with; of a resource an object with its attributes.
    pub(super) detail: Value,
}

impl HostData for Entry {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark(self.name.value());
        tracer.mark(self.detail);
    }
}

pub(super) fn illegal(agent: &mut Agent, call: Call, name: &str) -> JsResult {
    match call.is_construct() {
        true => Err(check::illegal_constructor(agent)),
        false => Err(agent.type_error(format!(
            "Class constructor {name} cannot be invoked without 'new'"
        ))),
    }
}

/// A new entry.
pub(super) fn new_entry(agent: &mut Agent, entry: Entry) -> Object {
    let prototype = interface::prototype(agent, entry.sort.class());
    allocate(agent, prototype, Box::new(entry))
}

/// Whether a value is an entry.
pub(in crate::host::web) fn entry(agent: &Agent, object: Object) -> Option<Entry> {
    agent.heap.host::<Entry>(object).copied()
}

fn this(agent: &mut Agent, call: Call, name: &str) -> JsResult<Entry> {
    let object = call.this().as_object();
    match object.and_then(|object| entry(agent, object)) {
        Some(entry) => Ok(entry),
        None => Err(check::invalid_this(agent, name)),
    }
}

/// A copy of the `detail` of an options object, or `null`; it is kept.
pub(super) fn copy_detail(agent: &mut Agent, options: Option<Object>) -> JsResult {
    let detail = match options {
        Some(options) => check::option(agent, options, "detail")?,
        None => Value::NULL,
    };
    if detail.is_nullish() {
        return Ok(Value::NULL);
    }
    agent.keep(detail);
    structured_clone::copy(agent, detail)
}

/// `new PerformanceMark(name, options)`
fn construct_mark(agent: &mut Agent, call: Call) -> JsResult {
    let prototype = prototype_for(agent, call, &PERFORMANCE_MARK)?;
    let mark = mark(agent, call)?;
    Ok(allocate(agent, prototype, Box::new(mark)).value())
}

/// The slots of a mark, as the arguments want it; its time is remembered.
pub(super) fn mark(agent: &mut Agent, call: Call) -> JsResult<Entry> {
    if call.is_empty() {
        return Err(check::missing_arguments(agent, &["name"]));
    }
    let name = agent.to_string(call.arg(0))?;
    agent.keep(name.value());
    let text = agent.heap.utf8(name);
    if super::node_timing::MILESTONES.contains(&text.as_str()) {
        let shown = crate::host::show::inspect(agent, name.value())?;
        let text = format!("The argument 'name' is invalid. Received {shown}");
        return Err(check::type_error(agent, "ERR_INVALID_ARG_VALUE", &text));
    }
    let options = match call.arg(1).is_nullish() {
        true => None,
        false => Some(check::plain_options(agent, call.arg(1))?),
    };
    let mut start = Value::NULL;
    if let Some(options) = options {
        start = check::option(agent, options, "startTime")?;
    }
    let start = match start.as_number() {
        Some(start) if start < 0.0 => return Err(invalid_time(agent, start)),
        Some(start) => start,
        None if start.is_nullish() => EventLoop::of(agent).clock.performance_now(),
        None => {
            let expected = "of type number";
            return Err(errors::invalid_argument_type(
                agent,
                "startTime",
                expected,
                start,
            ));
        }
    };
    agent.poll_work(text.len() / 64)?;
    timeline::remember_mark(agent, text, start);
    let detail = copy_detail(agent, options)?;
    Ok(Entry {
        name,
        sort: Sort::Mark,
        start,
        duration: 0.0,
        detail,
    })
}

/// Throws that a time isn't one.
#[cold]
pub(super) fn invalid_time(agent: &mut Agent, time: f64) -> crate::engine::Throw {
    let time = agent.heap.number_to_string(time);
    let text = format!("{} is not a valid timestamp", agent.heap.utf8(time));
    check::type_error(agent, "ERR_PERFORMANCE_INVALID_TIMESTAMP", &text)
}

/// [performanceEntry.name](https://nodejs.org/api/perf_hooks.html#performanceentryname)
pub(super) fn name(agent: &mut Agent, call: Call) -> JsResult {
    Ok(this(agent, call, "PerformanceEntry")?.name.value())
}

/// [performanceEntry.entryType](https://nodejs.org/api/perf_hooks.html#performanceentryentrytype)
fn entry_type(agent: &mut Agent, call: Call) -> JsResult {
    let sort = this(agent, call, "PerformanceEntry")?.sort;
    Ok(agent.heap.new_string(sort.name()).value())
}

/// [performanceEntry.startTime](https://nodejs.org/api/perf_hooks.html#performanceentrystarttime)
pub(super) fn start_time(agent: &mut Agent, call: Call) -> JsResult {
    Ok(Value::number(this(agent, call, "PerformanceEntry")?.start))
}

/// [performanceEntry.duration](https://nodejs.org/api/perf_hooks.html#performanceentryduration)
pub(super) fn duration(agent: &mut Agent, call: Call) -> JsResult {
    Ok(Value::number(
        this(agent, call, "PerformanceEntry")?.duration,
    ))
}

/// [performanceMark.detail](https://nodejs.org/api/perf_hooks.html#performancemarkdetail), also of measures.
fn detail(agent: &mut Agent, call: Call) -> JsResult {
    Ok(this(agent, call, "PerformanceMark")?.detail)
}

fn fields(agent: &mut Agent, entry: Entry) -> Vec<(&'static str, Value)> {
    let sort = agent.heap.new_string(entry.sort.name()).value();
    let mut fields = vec![
        ("name", entry.name.value()),
        ("entryType", sort),
        ("startTime", Value::number(entry.start)),
        ("duration", Value::number(entry.duration)),
    ];
    match (entry.sort, entry.detail.as_object()) {
        (Sort::Resource, Some(detail)) => {
            for name in super::resource_timing::LISTED {
                let key = agent.static_key(name);
                let value = agent.peek_data_property(detail, key);
                fields.push((name, value.unwrap_or(Value::UNDEFINED)));
            }
        }
        _ => fields.push(("detail", entry.detail)),
    }
    fields
}

pub(super) fn to_json(agent: &mut Agent, call: Call) -> JsResult {
    let entry = this(agent, call, "PerformanceEntry")?;
    let object = agent.new_plain_object(5);
    for (name, value) in fields(agent, entry) {
        agent.define_constant(object, name, value, PropertyFlags::DATA);
    }
    Ok(object.value())
}

fn inspect(agent: &mut Agent, call: Call) -> JsResult {
    let entry = this(agent, call, "PerformanceEntry")?;
    let fields = fields(agent, entry);
    show::fields(agent, call, show::Deep::Bracketed, &fields)
}
