//! The recording as Chrome's trace events, which Perfetto and chrome://tracing open: a track per queue,
//! an arrow from what queued a task to the task.

use super::json::push_string;
use super::story::{Story, Task};
use crate::event_loop::observer::Kind;
use std::fmt::Write;
use std::io;

/// The tracks, in the order in which the loop serves the queues.
const TRACKS: [&str; 6] = [
    "main",
    "next ticks",
    "microtasks",
    "timers",
    "immediates",
    "outside",
];

fn track(kind: Kind) -> usize {
    match kind {
        Kind::Main | Kind::Module | Kind::Exit => 0,
        Kind::Tick => 1,
        Kind::Timeout | Kind::Interval => 3,
        Kind::Immediate => 4,
        kind if kind.is_microtask() => 2,
        Kind::Rejection => 2,
        _ => 5,
    }
}

/// Writes the trace.
///
/// # Errors
/// Those of the writer.
pub fn write(story: &Story<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let mut text = String::from("{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n");
    text.push_str(
        "{\"ph\":\"M\",\"pid\":1,\"tid\":0,\"name\":\"process_name\",\"args\":{\"name\":\"minijs\"}}",
    );
    for (number, name) in TRACKS.iter().enumerate() {
        let tid = number + 1;
        let _ = write!(
            text,
            ",\n{{\"ph\":\"M\",\"pid\":1,\"tid\":{tid},\"name\":\"thread_name\",\"args\":{{\"name\":\"{name}\"}}}}\
             ,\n{{\"ph\":\"M\",\"pid\":1,\"tid\":{tid},\"name\":\"thread_sort_index\",\"args\":{{\"sort_index\":{tid}}}}}"
        );
    }
    for id in &story.steps {
        if let Some(task) = story.task(*id) {
            slice(story, task, &mut text);
            arrow(story, task, &mut text);
        }
        out.write_all(text.as_bytes())?;
        text.clear();
    }
    text.push_str("\n]}\n");
    out.write_all(text.as_bytes())
}

/// When a task ran. One that ends in the microsecond in which it began takes one nevertheless, so that it
/// can be seen and pointed at.
fn slice(story: &Story<'_>, task: &Task, text: &mut String) {
    let Some(begun) = task.begun else {
        return;
    };
    let end = task.ended.map_or(begun.time, |(time, _)| time);
    let duration = end.saturating_sub(begun.time).max(1);
    let _ = write!(
        text,
        ",\n{{\"ph\":\"X\",\"pid\":1,\"tid\":{},\"ts\":{},\"dur\":{duration},\"name\":",
        track(task.kind) + 1,
        begun.time
    );
    push_string(text, &story.name(task));
    let _ = write!(
        text,
        ",\"cat\":\"{}\",\"args\":{{\"task\":{},\"turn\":{},\"drain\":{}",
        task.kind.label(),
        task.id,
        begun.turn,
        begun.drain
    );
    text.push_str(",\"cause\":");
    push_string(text, &story.cause(task));
    let outputs: Vec<String> = story
        .printed(task.id)
        .map(|number| story.outputs[number - 1].short(60))
        .collect();
    if !outputs.is_empty() {
        text.push_str(",\"prints\":");
        push_string(text, &outputs.join("\n"));
    }
    text.push_str("}}");
}

/// From the task that queued it: both ends have the number of the task that was queued.
fn arrow(story: &Story<'_>, task: &Task, text: &mut String) {
    let by = story.task(task.by);
    let (Some(begun), Some(by)) = (task.begun, by) else {
        return;
    };
    let Some(from) = by.begun else {
        return;
    };
    let _ = write!(
        text,
        ",\n{{\"ph\":\"s\",\"pid\":1,\"tid\":{},\"ts\":{},\"id\":{id},\"name\":\"queued\",\"cat\":\"cause\"}}\
         ,\n{{\"ph\":\"f\",\"bp\":\"e\",\"pid\":1,\"tid\":{},\"ts\":{},\"id\":{id},\"name\":\"queued\",\"cat\":\"cause\"}}",
        track(by.kind) + 1,
        from.time,
        track(task.kind) + 1,
        begun.time,
        id = task.id
    );
}
