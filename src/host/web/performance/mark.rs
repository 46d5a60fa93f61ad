//! [PerformanceMark](https://nodejs.org/api/perf_hooks.html#class-performancemark): a time with a name.

use super::super::check;
use super::super::interface::{ATTRIBUTE, Interface, Members, allocate, prototype_for};
use super::entry::{self, Entry, PERFORMANCE_ENTRY, Sort, TO_JSON, copy_detail, invalid_time};
use super::{node_timing, timeline};
use crate::engine::{Accessor, Agent, Call, Constructor, JsResult, Object, PropertyFlags, Value};
use crate::event_loop::EventLoop;
use crate::host::errors;

const DETAIL: &[Accessor] = &[Accessor::getter("detail", |agent, call| {
    entry::detail(agent, call, "PerformanceMark")
})];

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

/// `new PerformanceMark(name, options)`
fn construct_mark(agent: &mut Agent, call: Call) -> JsResult {
    let prototype = prototype_for(agent, call, &PERFORMANCE_MARK)?;
    let mark = slots(agent, call)?;
    Ok(allocate(agent, prototype, Box::new(mark)).value())
}

/// The slots of a mark, as the arguments want it; its time is remembered.
fn slots(agent: &mut Agent, call: Call) -> JsResult<Entry> {
    if call.is_empty() {
        return Err(check::missing_arguments(agent, &["name"]));
    }
    let name = agent.to_string(call.arg(0))?;
    agent.keep(name.value());
    let text = agent.heap.utf8(name);
    if node_timing::MILESTONES.contains(&text.as_str()) {
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
        listed: &[],
    })
}

/// The mark that `performance.mark(name, options)` makes.
pub(super) fn new_mark(agent: &mut Agent, call: Call) -> JsResult<Object> {
    let mark = slots(agent, call)?;
    Ok(entry::new_entry(agent, &PERFORMANCE_MARK, mark))
}
