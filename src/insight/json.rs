//! The recording as JSON lines, each with its kind in `event`; the first says which version it is.

use super::recording::{Recording, What};
use crate::event_loop::observer::{
    Channel, Combinator, Fact, Kind, Maker, Place, PromiseId, Readiness, TaskId,
};
use rustc_hash::FxHashMap;
use std::fmt::Write;
use std::io;

/// The version of the format: changed where something that was there means something else or is gone.
pub const VERSION: u32 = 1;

/// The JSON schema of a line.
pub const SCHEMA: &str = include_str!("recording.schema.json");

/// Writes a recording.
///
/// # Errors
/// Those of the writer.
pub fn write(recording: &Recording, out: &mut dyn io::Write) -> io::Result<()> {
    let dropped = recording.dropped();
    writeln!(
        out,
        "{{\"event\":\"recording\",\"version\":{VERSION},\"dropped\":{dropped}}}"
    )?;
    let mut line = Line {
        recording,
        text: String::new(),
        awaits: FxHashMap::default(),
    };
    for (event, bytes) in recording.events() {
        let stack = recording.places(event.stack);
        match event.what {
            What::Fact(fact) => line.fact(fact, event.task, stack),
            What::Output { channel, .. } => line.output(channel, bytes, event.task, stack),
        }
        out.write_all(line.text.as_bytes())?;
        line.text.clear();
    }
    Ok(())
}

/// A line that is being made.
struct Line<'a> {
    recording: &'a Recording,
    text: String,
    /// The tasks that go on after an `await` and haven't begun yet.
    awaits: FxHashMap<TaskId, (PromiseId, PromiseId)>,
}

impl Line<'_> {
    fn begin(&mut self, event: &str) {
        let _ = write!(self.text, "{{\"event\":\"{event}\"");
    }

    fn end(&mut self) {
        self.text.push_str("}\n");
    }

    fn number(&mut self, name: &str, value: u32) {
        let _ = write!(self.text, ",\"{name}\":{value}");
    }

    /// A promise, where there is one.
    fn promise(&mut self, name: &str, promise: PromiseId) {
        if promise != 0 {
            self.number(name, promise);
        }
    }

    fn flag(&mut self, name: &str, value: bool) {
        let _ = write!(self.text, ",\"{name}\":{value}");
    }

    fn word(&mut self, name: &str, value: &str) {
        let _ = write!(self.text, ",\"{name}\":");
        push_string(&mut self.text, value);
    }

    fn time(&mut self, micros: u64) {
        let (whole, part) = (micros / 1000, micros % 1000);
        let _ = write!(self.text, ",\"time\":{whole}.{part:03}");
    }

    fn place(&mut self, name: &str, place: Place) {
        let Some((line, column)) = self.recording.line_column(place) else {
            return;
        };
        let _ = write!(self.text, ",\"{name}\":");
        self.push_place(place, line, column);
    }

    fn push_place(&mut self, place: Place, line: u32, column: u32) {
        self.text.push_str("{\"file\":");
        let file = self.recording.source(place).map_or("", |it| it.name());
        push_string(&mut self.text, file);
        let _ = write!(self.text, ",\"line\":{line},\"column\":{column}}}");
    }

    /// The innermost place, and all of them where there are more.
    fn stack(&mut self, stack: &[Place]) {
        let places = stack.iter().filter_map(|place| {
            let (line, column) = self.recording.line_column(*place)?;
            Some((*place, line, column))
        });
        let places: Vec<_> = places.collect();
        let Some((first, line, column)) = places.first().copied() else {
            return;
        };
        self.text.push_str(",\"place\":");
        self.push_place(first, line, column);
        if places.len() > 1 {
            self.text.push_str(",\"stack\":[");
            for (index, (place, line, column)) in places.into_iter().enumerate() {
                if index > 0 {
                    self.text.push(',');
                }
                self.push_place(place, line, column);
            }
            self.text.push(']');
        }
        if stack.contains(&Place::DISPATCH) {
            self.flag("listener", true);
        }
    }

    fn output(&mut self, channel: Channel, bytes: &[u8], task: TaskId, stack: &[Place]) {
        self.begin("output");
        let name = match channel {
            Channel::Stdout => "stdout",
            Channel::Stderr => "stderr",
        };
        self.word("stream", name);
        match std::str::from_utf8(bytes) {
            Ok(text) => self.word("text", text),
            Err(_) => {
                self.text.push_str(",\"bytes\":[");
                for (index, byte) in bytes.iter().enumerate() {
                    let comma = if index > 0 { "," } else { "" };
                    let _ = write!(self.text, "{comma}{byte}");
                }
                self.text.push(']');
            }
        }
        self.number("task", task);
        self.stack(stack);
        self.end();
    }

    fn fact(&mut self, fact: Fact, by: TaskId, stack: &[Place]) {
        match fact {
            Fact::Queued { .. }
            | Fact::Ready { .. }
            | Fact::Handler { .. }
            | Fact::Begin { .. }
            | Fact::End { .. }
            | Fact::Cancelled { .. } => self.task_fact(fact, by, stack),
            _ => self.promise_fact(fact, by, stack),
        }
    }

    fn task_fact(&mut self, fact: Fact, by: TaskId, stack: &[Place]) {
        match fact {
            Fact::Queued {
                task,
                kind,
                function,
                on,
                gives,
                delay,
            } => {
                self.begin("queued");
                self.number("task", task);
                self.word("kind", kind_name(kind));
                self.number("by", by);
                self.promise("on", on);
                self.promise("gives", gives);
                if kind.is_timer() {
                    self.number("delay", delay);
                }
                self.place("function", function);
                self.stack(stack);
                if kind == Kind::Resume {
                    self.end();
                    self.begin("suspend");
                    self.number("task", task);
                    self.promise("activation", gives);
                    self.promise("on", on);
                    self.stack(stack);
                    self.awaits.insert(task, (gives, on));
                }
            }
            Fact::Ready { task, why } => {
                self.begin("ready");
                self.number("task", task);
                self.word("why", readiness_name(why));
                self.number("by", by);
                self.stack(stack);
            }
            Fact::Handler { task, function } => {
                self.begin("handler");
                self.number("task", task);
                self.place("function", function);
            }
            Fact::Begin {
                task,
                turn,
                phase,
                drain,
                time,
            } => {
                self.begin("begin");
                self.number("task", task);
                self.number("turn", turn);
                self.word("phase", phase.label());
                self.number("drain", drain);
                self.time(time);
                if let Some((activation, on)) = self.awaits.remove(&task) {
                    self.end();
                    self.begin("resume");
                    self.number("task", task);
                    self.promise("activation", activation);
                    self.promise("on", on);
                }
            }
            Fact::End { task, threw, time } => {
                self.begin("end");
                self.number("task", task);
                self.flag("threw", threw);
                self.time(time);
            }
            Fact::Cancelled { task } => {
                self.begin("cancelled");
                self.number("task", task);
                self.number("by", by);
                self.stack(stack);
            }
            _ => return,
        }
        self.end();
    }

    fn promise_fact(&mut self, fact: Fact, by: TaskId, stack: &[Place]) {
        self.begin("promise");
        let (what, promise) = match fact {
            Fact::Created { promise, .. } => ("created", promise),
            Fact::Follows { promise, .. } => ("follows", promise),
            Fact::Settled { promise, .. } => ("settled", promise),
            Fact::Handled { promise, .. } => ("handled", promise),
            Fact::Unhandled { promise } => ("unhandled", promise),
            Fact::Element { promise, .. } => ("element", promise),
            _ => ("", 0),
        };
        self.word("what", what);
        self.number("promise", promise);
        match fact {
            Fact::Created { maker, of, .. } => {
                self.word("maker", maker_name(maker));
                self.promise("of", of);
            }
            Fact::Follows { other, .. } => self.promise("other", other),
            Fact::Settled { rejected, .. } => self.flag("rejected", rejected),
            Fact::Handled { late, .. } => self.flag("late", late),
            Fact::Element {
                combinator,
                element,
                index,
                ..
            } => {
                self.word("combinator", combinator_name(combinator));
                self.promise("element", element);
                self.number("index", index);
            }
            _ => {}
        }
        self.number("task", by);
        self.stack(stack);
        self.end();
    }
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Main => "main",
        Kind::Module => "module",
        Kind::Tick => "tick",
        Kind::Microtask => "microtask",
        Kind::Reaction => "reaction",
        Kind::Thenable => "thenable",
        Kind::Resume => "await",
        Kind::Timeout => "timeout",
        Kind::Interval => "interval",
        Kind::Immediate => "immediate",
        Kind::Completion => "completion",
        Kind::Message => "message",
        Kind::Cleanup => "cleanup",
        Kind::Rejection => "rejection",
        Kind::Exit => "exit",
        Kind::Frame => "frame",
        Kind::Mutation => "mutation",
    }
}

fn readiness_name(why: Readiness) -> &'static str {
    match why {
        Readiness::AtOnce => "at once",
        Readiness::Settled => "settled",
        Readiness::Due => "due",
        Readiness::Came => "came",
    }
}

fn maker_name(maker: Maker) -> &'static str {
    match maker {
        Maker::Constructor => "constructor",
        Maker::AsyncFunction => "async function",
        Maker::Then => "then",
        Maker::Function => "function",
    }
}

fn combinator_name(combinator: Combinator) -> &'static str {
    match combinator {
        Combinator::All => "all",
        Combinator::AllSettled => "allSettled",
        Combinator::Any => "any",
        Combinator::Race => "race",
    }
}

/// Adds a text as a JSON string; `<` escaped too, so that it can stand in a page.
pub(super) fn push_string(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '<' | '\u{2028}' | '\u{2029}' => {
                let _ = write!(out, "\\u{:04x}", character as u32);
            }
            other if (other as u32) < 0x20 => {
                let _ = write!(out, "\\u{:04x}", other as u32);
            }
            other => out.push(other),
        }
    }
    out.push('"');
}
