//! [PerformanceResourceTiming](https://nodejs.org/api/perf_hooks.html#class-performanceresourcetiming): how
//! long loading something took.
//!
//! The timeline keeps a number of them; what comes beyond waits until the program was told that
//! they are too many (the event `resourcetimingbufferfull`).

use super::super::event::{self, EVENT, Flags};
use super::super::interface::{ATTRIBUTE, Interface, Members, OPERATION};
use super::super::{check, dispatch};
use super::entry::{self, Entry, PERFORMANCE_ENTRY, Sort};
use super::timeline::{self, Timeline};
use super::{observer, performance_object};
use crate::engine::{
    Accessor, Agent, Call, Constructor, JsResult, Method, Object, PropertyFlags, Value,
};
use crate::host::timers;

/// What is added to the size of a body for its headers.
const HEADERS: f64 = 300.0;

const OWN: &[Accessor] = &[
    Accessor::getter("name", entry::name),
    Accessor::getter("startTime", entry::start_time),
    Accessor::getter("duration", entry::duration),
];

const ATTRIBUTES: &[Accessor] = &[
    Accessor::getter("initiatorType", |agent, call| {
        read(agent, call, "initiatorType")
    }),
    Accessor::getter("workerStart", |agent, call| {
        read(agent, call, "workerStart")
    }),
    Accessor::getter("redirectStart", |agent, call| {
        read(agent, call, "redirectStart")
    }),
    Accessor::getter("redirectEnd", |agent, call| {
        read(agent, call, "redirectEnd")
    }),
    Accessor::getter("fetchStart", |agent, call| read(agent, call, "fetchStart")),
    Accessor::getter("domainLookupStart", |agent, call| {
        read(agent, call, "domainLookupStart")
    }),
    Accessor::getter("domainLookupEnd", |agent, call| {
        read(agent, call, "domainLookupEnd")
    }),
    Accessor::getter("connectStart", |agent, call| {
        read(agent, call, "connectStart")
    }),
    Accessor::getter("connectEnd", |agent, call| read(agent, call, "connectEnd")),
    Accessor::getter("secureConnectionStart", |agent, call| {
        read(agent, call, "secureConnectionStart")
    }),
    Accessor::getter("nextHopProtocol", |agent, call| {
        read(agent, call, "nextHopProtocol")
    }),
    Accessor::getter("requestStart", |agent, call| {
        read(agent, call, "requestStart")
    }),
    Accessor::getter("responseStart", |agent, call| {
        read(agent, call, "responseStart")
    }),
    Accessor::getter("responseEnd", |agent, call| {
        read(agent, call, "responseEnd")
    }),
    Accessor::getter("encodedBodySize", |agent, call| {
        read(agent, call, "encodedBodySize")
    }),
    Accessor::getter("decodedBodySize", |agent, call| {
        read(agent, call, "decodedBodySize")
    }),
    Accessor::getter("transferSize", |agent, call| {
        read(agent, call, "transferSize")
    }),
    Accessor::getter("deliveryType", |agent, call| {
        read(agent, call, "deliveryType")
    }),
    Accessor::getter("responseStatus", |agent, call| {
        read(agent, call, "responseStatus")
    }),
];

/// The attributes that are listed in JSON and by inspection, in this order.
pub(super) const LISTED: &[&str] = &[
    "initiatorType",
    "nextHopProtocol",
    "workerStart",
    "redirectStart",
    "redirectEnd",
    "fetchStart",
    "domainLookupStart",
    "domainLookupEnd",
    "connectStart",
    "connectEnd",
    "secureConnectionStart",
    "requestStart",
    "responseStart",
    "responseEnd",
    "transferSize",
    "encodedBodySize",
    "decodedBodySize",
    "deliveryType",
    "responseStatus",
];

const TO_JSON: &[Method] = &[Method::new("toJSON", 0, entry::to_json)];

/// `PerformanceResourceTiming`
pub(in crate::host::web) static PERFORMANCE_RESOURCE_TIMING: Interface = Interface {
    constructor: Constructor {
        name: "PerformanceResourceTiming",
        length: 0,
        run: |agent, call| entry::illegal(agent, call, "PerformanceResourceTiming"),
    },
    parent: Some(&PERFORMANCE_ENTRY),
    is_class: true,
    members: &[
        Members::Accessors(OWN, PropertyFlags::CONFIGURABLE),
        Members::Accessors(ATTRIBUTES, ATTRIBUTE),
        Members::Methods(TO_JSON, OPERATION),
        Members::Tag("PerformanceResourceTiming"),
    ],
    statics: &[],
};

/// An attribute: a property of the object that is the entry's `detail`.
fn read(agent: &mut Agent, call: Call, name: &str) -> JsResult {
    let object = call.this().as_object();
    let entry = object.and_then(|object| entry::entry(agent, object));
    match entry.filter(|entry| entry.sort == Sort::Resource) {
        Some(entry) => {
            let key = agent.static_key(name);
            agent.get_v(entry.detail, key)
        }
        None => Err(check::invalid_this(agent, "PerformanceResourceTiming")),
    }
}

/// The attributes that come from the timing information, and what they are called there.
const TIMES: &[(&str, &str)] = &[
    ("workerStart", "finalServiceWorkerStartTime"),
    ("redirectStart", "redirectStartTime"),
    ("redirectEnd", "redirectEndTime"),
    ("fetchStart", "postRedirectStartTime"),
];

/// Those that come from its `finalConnectionTimingInfo`.
const CONNECTION_TIMES: &[(&str, &str)] = &[
    ("domainLookupStart", "domainLookupStartTime"),
    ("domainLookupEnd", "domainLookupEndTime"),
    ("connectStart", "connectionStartTime"),
    ("connectEnd", "connectionEndTime"),
    ("secureConnectionStart", "secureConnectionStartTime"),
    ("nextHopProtocol", "ALPNNegotiatedProtocol"),
];

/// The rest.
const LAST_TIMES: &[(&str, &str)] = &[
    ("requestStart", "finalNetworkRequestStartTime"),
    ("responseStart", "finalNetworkResponseStartTime"),
    ("responseEnd", "endTime"),
    ("encodedBodySize", "encodedBodySize"),
    ("decodedBodySize", "decodedBodySize"),
];

fn copy(
    agent: &mut Agent,
    from: Value,
    to: Object,
    fields: &[(&'static str, &'static str)],
) -> JsResult<()> {
    for &(name, source) in fields {
        let value = match from.as_object() {
            Some(from) => check::option(agent, from, source)?,
            None => Value::UNDEFINED,
        };
        agent.keep(value);
        agent.define_constant(to, name, value, PropertyFlags::DATA);
    }
    Ok(())
}

/// [performance.markResourceTiming(timingInfo, requestedUrl, initiatorType, global, cacheMode, bodyInfo, responseStatus\[, deliveryType\])](https://nodejs.org/api/perf_hooks.html#performancemarkresourcetimingtiminginfo-requestedurl-initiatortype-global-cachemode-bodyinfo-responsestatus-deliverytype)
pub(super) fn mark_resource_timing(agent: &mut Agent, call: Call) -> JsResult {
    let info = call.arg(0);
    let Some(timing) = info.as_object() else {
        return Err(agent.type_error("The timing information must be an object"));
    };
    let name = agent.to_string(call.arg(1))?;
    agent.keep(name.value());
    let time = |agent: &mut Agent, name| {
        let value = check::option(agent, timing, name)?;
        agent.to_number(value)
    };
    let (start, end) = (time(agent, "startTime")?, time(agent, "endTime")?);
    let size = time(agent, "encodedBodySize")?;
    let detail = agent.heap.ordinary_object_create(Value::NULL);
    agent.keep_object(detail);
    let data = PropertyFlags::DATA;
    agent.define_constant(detail, "initiatorType", call.arg(2), data);
    copy(agent, info, detail, TIMES)?;
    let connection = check::option(agent, timing, "finalConnectionTimingInfo")?;
    agent.keep(connection);
    copy(agent, connection, detail, CONNECTION_TIMES)?;
    copy(agent, info, detail, LAST_TIMES)?;
    let mode = agent.to_rust_string(call.arg(4))?;
    let transferred = match mode.as_str() {
        "local" => 0.0,
        "validated" => HEADERS,
        _ => size + HEADERS,
    };
    agent.define_constant(detail, "transferSize", Value::number(transferred), data);
    let delivery = match call.arg(7) {
        Value::UNDEFINED => agent.heap.empty_string().value(),
        delivery => delivery,
    };
    agent.define_constant(detail, "deliveryType", delivery, data);
    agent.define_constant(detail, "responseStatus", call.arg(6), data);
    let entry = Entry {
        name,
        sort: Sort::Resource,
        start,
        duration: end - start,
        detail: detail.value(),
    };
    let entry = entry::new_entry(agent, entry);
    observer::tell(agent, entry);
    buffer(agent, entry);
    Ok(entry.value())
}

fn buffer(agent: &mut Agent, entry: Object) {
    let timeline = Timeline::of(agent);
    if timeline.resources.len() < timeline.most_resources && !timeline.is_full {
        timeline.resources.push(entry);
        return;
    }
    timeline.more_resources.push(entry);
    if !std::mem::replace(&mut timeline.is_full, true) {
        let function = agent.new_builtin("", 0, tell_full);
        timers::start_immediate(agent, function.value());
    }
}

/// The immediate that tells that there are too many, and takes in what there is room for then.
fn tell_full(agent: &mut Agent, _: Call) -> JsResult {
    loop {
        let before = Timeline::of(agent).more_resources.len();
        if before == 0 {
            break;
        }
        let performance = performance_object(agent);
        let kind = "resourcetimingbufferfull";
        let event = event::new_event(agent, &EVENT, kind, Flags::NONE);
        dispatch::dispatch(agent, performance, event)?;
        let timeline = Timeline::of(agent);
        let room = timeline
            .most_resources
            .saturating_sub(timeline.resources.len());
        let taken = room.min(timeline.more_resources.len());
        let more = timeline.more_resources[..taken].to_vec();
        timeline.resources.extend(more);
        if before <= timeline.more_resources.len() - taken {
            timeline.more_resources.clear();
        }
        agent.poll()?;
    }
    Timeline::of(agent).is_full = false;
    Ok(Value::UNDEFINED)
}

/// [performance.setResourceTimingBufferSize(maxSize)](https://nodejs.org/api/perf_hooks.html#performancesetresourcetimingbuffersizemaxsize)
pub(super) fn set_buffer_size(agent: &mut Agent, call: Call) -> JsResult {
    if call.is_empty() {
        return Err(check::missing_arguments(agent, &["maxSize"]));
    }
    let size = call.arg(0).as_number().unwrap_or(0.0);
    let is_size = size >= 0.0 && size.fract() == 0.0 && size.is_finite();
    Timeline::of(agent).most_resources = if is_size { size as usize } else { 0 };
    Ok(Value::UNDEFINED)
}

/// [performance.clearResourceTimings(\[name\])](https://nodejs.org/api/perf_hooks.html#performanceclearresourcetimingsname)
pub(super) fn clear(agent: &mut Agent, call: Call) -> JsResult {
    timeline::clear_call(agent, call, Sort::Resource)
}
