//! What `.queues` and `.type` show.

use crate::engine::{Agent, JsResult, Object, OwnProperty, Value};
use crate::event_loop::overview::{Awaiting, Overview, Waiting};
use crate::heap::Kind;
use crate::host::show;

/// How many prototypes are named at most.
const MOST_PROTOTYPES: usize = 20;

/// What is pending now, where each callback is written, and which line queued it.
pub(super) fn queues(agent: &mut Agent) -> JsResult<String> {
    let pending = Overview::of(agent);
    let counted = [
        ("ticks", pending.ticks),
        ("microtasks", pending.microtasks),
        ("timers", pending.timers.len()),
        ("immediates", pending.immediates.len()),
        ("promises", pending.awaiting.len()),
        ("operations", pending.operations),
        ("handles", pending.handles),
    ];
    let mut text = String::new();
    for (name, count) in counted {
        let count = match count {
            0 => "none".to_string(),
            count => count.to_string(),
        };
        text.push_str(&format!("{name:<12}{count}\n"));
        let waiting = match name {
            "timers" => &pending.timers,
            "immediates" => &pending.immediates,
            "promises" => {
                for awaiting in &pending.awaiting {
                    text.push_str(&format!("  {}\n", awaiting_line(agent, awaiting)?));
                }
                continue;
            }
            _ => continue,
        };
        for waiting in waiting {
            text.push_str(&format!("  {}\n", line(agent, waiting)?));
        }
    }
    Ok(text)
}

fn awaiting_line(agent: &mut Agent, awaiting: &Awaiting) -> JsResult<String> {
    let (line, column) = awaiting.place.source.line_column(awaiting.place.offset);
    let name = awaiting.place.source.name();
    let function = show::inspect_shallow(agent, awaiting.function)?;
    let what = if awaiting.is_suspended {
        "await in"
    } else {
        "then"
    };
    Ok(format!("{what} {function} at {name}:{line}:{column}"))
}

fn line(agent: &mut Agent, waiting: &Waiting) -> JsResult<String> {
    let mut text = format!("{} ", waiting.kind.label());
    if waiting.delay > 0 {
        let (delay, left) = (waiting.delay, waiting.left);
        text.push_str(&match left {
            0 => format!("{delay} ms, due now, "),
            _ => format!("{delay} ms, due in {left} ms, "),
        });
    }
    text.push_str(&show::inspect_shallow(agent, waiting.function)?);
    if let Some(place) = &waiting.place {
        let (line, column) = place.source.line_column(place.offset);
        text.push_str(&format!(" at {}:{line}:{column}", place.source.name()));
    }
    if let Some(place) = &waiting.queued_at {
        text.push_str(&format!(", queued at {place}"));
    }
    if !waiting.refed {
        text.push_str(", unref'ed");
    }
    Ok(text)
}

/// The type of a value; of an object also the classes that it is of, the nearest first. Runs nothing
/// of a program's.
pub(super) fn type_of(agent: &mut Agent, value: Value) -> JsResult<String> {
    let Some(object) = value.as_object() else {
        return Ok(match value == Value::NULL {
            true => "null".to_string(),
            false => agent.heap.type_of_text(value).to_string(),
        });
    };
    let type_of = agent.heap.type_of_text(value);
    let mut classes = Vec::new();
    let mut next = Some(object);
    while let Some(object) = next
        && classes.len() < MOST_PROTOTYPES
    {
        if object.kind() == Kind::Proxy {
            classes.push("Proxy".to_string());
            break;
        }
        next = agent.get_prototype_of(object)?.as_object();
        if let Some(prototype) = next.filter(|prototype| prototype.kind() != Kind::Proxy) {
            classes.push(class_of(agent, prototype)?);
        }
    }
    Ok(match classes.is_empty() {
        true => format!("{type_of}, without a prototype"),
        false => format!("{type_of}: {}", classes.join(" < ")),
    })
}

/// The name of the constructor that a prototype belongs to, if it can be told without running code.
fn class_of(agent: &mut Agent, prototype: Object) -> JsResult<String> {
    let key = agent.static_key("constructor");
    let constructor = own_value(agent, prototype, key)?.and_then(Value::as_object);
    let mut name = None;
    if let Some(constructor) = constructor.filter(|object| object.kind() != Kind::Proxy) {
        let key = agent.static_key("name");
        name = own_value(agent, constructor, key)?.and_then(Value::as_string);
    }
    Ok(name.map_or("(anonymous)".to_string(), |name| agent.heap.utf8(name)))
}

fn own_value(
    agent: &mut Agent,
    object: Object,
    key: crate::engine::PropertyKey,
) -> JsResult<Option<Value>> {
    Ok(match agent.get_own_property(object, key)? {
        Some(OwnProperty::Data { value, .. }) => Some(value),
        _ => None,
    })
}
