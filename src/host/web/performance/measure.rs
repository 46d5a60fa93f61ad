//! [performance.measure](https://nodejs.org/api/perf_hooks.html#performancemeasurename-startmarkoroptions-endmark):
//! the time between two marks.

use super::super::interface::{ATTRIBUTE, Interface, Members};
use super::super::{check, dom_exception};
use super::entry::{self, Entry, PERFORMANCE_ENTRY, Sort, TO_JSON, illegal};
use super::{node_timing, observer, timeline};
use crate::engine::{Accessor, Agent, Call, Constructor, JsResult, PropertyFlags, Value};
use crate::event_loop::EventLoop;
use crate::host::errors;

const DETAIL: &[Accessor] = &[Accessor::getter("detail", |agent, call| {
    entry::detail(agent, call, "PerformanceMeasure")
})];

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

/// The time that a value means: a number, or the name of a mark.
fn time(agent: &mut Agent, value: Value) -> JsResult<f64> {
    if let Some(time) = value.as_number() {
        return match time < 0.0 {
            true => Err(entry::invalid_time(agent, time)),
            false => Ok(time),
        };
    }
    let name = agent.to_rust_string(value)?;
    if node_timing::MILESTONES.contains(&name.as_str()) {
        let time = node_timing::milestone(agent, &name);
        return Ok(time.as_number().unwrap_or(0.0));
    }
    match timeline::time_of_mark(agent, &name) {
        Some(time) => Ok(time),
        None => {
            let text = format!("The \"{name}\" performance mark has not been set");
            Err(dom_exception::throw(agent, "SyntaxError", &text))
        }
    }
}

#[cold]
fn invalid_options(agent: &mut Agent, text: &str) -> crate::engine::Throw {
    check::type_error(agent, "ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS", text)
}

/// What `measure` was given to measure between.
#[derive(Clone, Copy)]
struct Bounds {
    start: Value,
    end: Value,
    duration: Value,
}

/// `performance.measure(name, startMarkOrOptions, endMark)`
pub(super) fn measure(agent: &mut Agent, call: Call) -> JsResult {
    if call.is_empty() {
        return Err(check::missing_arguments(agent, &["name"]));
    }
    let Some(name) = call.arg(0).as_string() else {
        let expected = "of type string";
        let value = call.arg(0);
        return Err(errors::invalid_argument_type(
            agent, "name", expected, value,
        ));
    };
    let (options, end_mark) = (call.arg(1), call.arg(2));
    let none = Value::UNDEFINED;
    let mut bounds = Bounds {
        start: none,
        end: end_mark,
        duration: none,
    };
    match options.as_object() {
        Some(object) => {
            let mut option = |name| {
                let value = check::option(agent, object, name)?;
                agent.keep(value);
                Ok(value)
            };
            let given = Bounds {
                start: option("start")?,
                end: option("end")?,
                duration: option("duration")?,
            };
            let any = [given.start, given.end, given.duration];
            let any = !any.into_iter().all(Value::is_undefined);
            if any && !end_mark.is_undefined() {
                return Err(invalid_options(agent, "endMark must not be specified"));
            }
            let all = [given.start, given.end, given.duration];
            if !all.into_iter().any(Value::is_undefined) {
                let text =
                    "Must not have options.start, options.end, and options.duration specified";
                return Err(invalid_options(agent, text));
            }
            if end_mark.is_undefined() {
                bounds = given;
            }
        }
        None if !options.is_nullish() => bounds.start = options,
        None => {}
    }
    let (start, end) = resolve(agent, bounds)?;
    let detail = entry::copy_detail(agent, options.as_object())?;
    let entry = entry::new_entry(
        agent,
        &PERFORMANCE_MEASURE,
        Entry {
            name,
            sort: Sort::Measure,
            start,
            duration: end - start,
            detail,
            listed: &[],
        },
    );
    observer::add(agent, entry);
    Ok(entry.value())
}

fn resolve(agent: &mut Agent, bounds: Bounds) -> JsResult<(f64, f64)> {
    let Bounds {
        start,
        end,
        duration,
    } = bounds;
    let end = match end {
        Value::UNDEFINED if !start.is_undefined() && !duration.is_undefined() => {
            time(agent, start)? + time(agent, duration)?
        }
        Value::UNDEFINED => EventLoop::of(agent).clock.performance_now(),
        end => time(agent, end)?,
    };
    let start = match start {
        Value::UNDEFINED if !duration.is_undefined() => end - time(agent, duration)?,
        Value::UNDEFINED => 0.0,
        start => time(agent, start)?,
    };
    Ok((start, end))
}
