//! [PerformanceEntry](https://nodejs.org/api/perf_hooks.html#class-performanceentry), which marks, measures and
//! all else on the timeline extend.

use super::super::interface::{ATTRIBUTE, Interface, Members, OPERATION, allocate};
use super::super::structured_clone;
use super::super::{check, interface, show};
use crate::engine::{
    Accessor, Agent, Call, Constructor, HostData, JsResult, Method, Object, PropertyFlags, Str,
    Tracer, Value,
};

/// What errors call the class.
const NAME: &str = "PerformanceEntry";

const ATTRIBUTES: &[Accessor] = &[
    Accessor::getter("name", |agent, call| name(agent, call, NAME)),
    Accessor::getter("entryType", entry_type),
    Accessor::getter("startTime", |agent, call| start_time(agent, call, NAME)),
    Accessor::getter("duration", |agent, call| duration(agent, call, NAME)),
];

/// What classes of entries with more than the common attributes have of their own.
pub(super) const TO_JSON: &[Method] = &[Method::new("toJSON", 0, |agent, call| {
    to_json(agent, call, NAME)
})];

/// `PerformanceEntry`
pub(in crate::host::web) static PERFORMANCE_ENTRY: Interface = Interface {
    constructor: Constructor {
        name: NAME,
        length: 0,
        run: |agent, call| illegal(agent, call, NAME),
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
    /// Which of these attributes are listed in JSON and by inspection.
    pub(super) listed: &'static [&'static str],
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

/// A new entry of a class.
pub(super) fn new_entry(agent: &mut Agent, class: &'static Interface, entry: Entry) -> Object {
    let prototype = interface::prototype(agent, class);
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

/// Throws that a time isn't one.
#[cold]
pub(super) fn invalid_time(agent: &mut Agent, time: f64) -> crate::engine::Throw {
    let time = agent.heap.number_to_string(time);
    let text = format!("{} is not a valid timestamp", agent.heap.utf8(time));
    check::type_error(agent, "ERR_PERFORMANCE_INVALID_TIMESTAMP", &text)
}

/// [performanceEntry.name](https://nodejs.org/api/perf_hooks.html#performanceentryname)
pub(super) fn name(agent: &mut Agent, call: Call, class: &str) -> JsResult {
    Ok(this(agent, call, class)?.name.value())
}

/// [performanceEntry.entryType](https://nodejs.org/api/perf_hooks.html#performanceentryentrytype)
fn entry_type(agent: &mut Agent, call: Call) -> JsResult {
    let sort = this(agent, call, NAME)?.sort;
    Ok(agent.heap.new_string(sort.name()).value())
}

/// [performanceEntry.startTime](https://nodejs.org/api/perf_hooks.html#performanceentrystarttime)
pub(super) fn start_time(agent: &mut Agent, call: Call, class: &str) -> JsResult {
    Ok(Value::number(this(agent, call, class)?.start))
}

/// [performanceEntry.duration](https://nodejs.org/api/perf_hooks.html#performanceentryduration)
pub(super) fn duration(agent: &mut Agent, call: Call, class: &str) -> JsResult {
    Ok(Value::number(this(agent, call, class)?.duration))
}

/// [performanceMark.detail](https://nodejs.org/api/perf_hooks.html#performancemarkdetail), also of measures.
pub(super) fn detail(agent: &mut Agent, call: Call, class: &str) -> JsResult {
    Ok(this(agent, call, class)?.detail)
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
            for name in entry.listed {
                let key = agent.static_key(name);
                let value = agent.peek_data_property(detail, key);
                fields.push((name, value.unwrap_or(Value::UNDEFINED)));
            }
        }
        _ => fields.push(("detail", entry.detail)),
    }
    fields
}

pub(super) fn to_json(agent: &mut Agent, call: Call, class: &str) -> JsResult {
    let entry = this(agent, call, class)?;
    let object = agent.new_plain_object(5);
    for (name, value) in fields(agent, entry) {
        agent.define_constant(object, name, value, PropertyFlags::DATA);
    }
    Ok(object.value())
}

fn inspect(agent: &mut Agent, call: Call) -> JsResult {
    let entry = this(agent, call, NAME)?;
    let fields = fields(agent, entry);
    show::fields(agent, call, show::Deep::Bracketed, &fields)
}
