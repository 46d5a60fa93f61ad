//! How tasks, places and causes are called.

use super::story::{Story, Task};
use crate::event_loop::observer::{Combinator, Kind, Maker, Phase, Place, PromiseId, Readiness};

impl Story<'_> {
    /// A place as `line:column`, with the name of the file where that isn't the program's first one.
    pub fn at(&self, place: Place) -> Option<String> {
        let (line, column) = self.recording.line_column(place)?;
        if place.source == 0 {
            return Some(format!("{line}:{column}"));
        }
        let name = self.recording.source(place).map_or("", |it| it.name());
        let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
        Some(format!("{name}:{line}:{column}"))
    }

    /// The place of a stack, with ` at ` before it; nothing where it isn't known.
    pub fn at_stack(&self, stack: u32) -> String {
        let place = self.at(self.place(stack));
        place.map_or_else(String::new, |place| format!(" at {place}"))
    }

    /// What a task is, in a word or two.
    pub fn name(&self, task: &Task) -> String {
        match task.kind {
            Kind::Main => String::from("main script"),
            Kind::Module => String::from("main module"),
            Kind::Tick => String::from("next tick"),
            Kind::Microtask => String::from("microtask"),
            Kind::Reaction if task.function.is_some() => String::from("microtask: then"),
            Kind::Reaction if self.is_of_element(task) => String::from("microtask: element"),
            Kind::Reaction => String::from("microtask: pass on"),
            Kind::Thenable => String::from("microtask: call then"),
            Kind::Resume => String::from("microtask: await"),
            Kind::Timeout => format!("timer, {} ms", task.delay),
            Kind::Interval => format!("interval, {} ms", task.delay),
            Kind::Immediate => String::from("immediate"),
            Kind::Completion => String::from("completion"),
            Kind::Message => String::from("message"),
            Kind::Cleanup => String::from("finalization"),
            Kind::Rejection if self.is_late(task) => String::from("rejection handled"),
            Kind::Rejection => String::from("unhandled rejection"),
            Kind::Exit => String::from("end of the program"),
            Kind::Frame => String::from("frame"),
            Kind::Mutation => String::from("mutation observer"),
        }
    }

    /// How others refer to a task: by the first line that it printed, else by what it is and where.
    pub fn reference(&self, id: u32) -> String {
        let Some(task) = self.task(id) else {
            return String::from("the host");
        };
        match task.kind {
            Kind::Main => return String::from("the main script"),
            Kind::Module => return String::from("the main module"),
            _ => {}
        }
        if let Some(output) = self.printed(id).next() {
            return format!("the callback of output {output}");
        }
        let step = task.begun.map_or(0, |begun| begun.step);
        match (task.kind, self.at(task.function)) {
            (Kind::Resume, Some(_)) => {
                format!(
                    "the async function that waited{}",
                    self.at_stack(task.stack)
                )
            }
            (Kind::Reaction, None) if self.is_of_element(task) => {
                format!("an element (step {step})")
            }
            (Kind::Reaction, None) => format!("what passes the value on (step {step})"),
            (Kind::Thenable, None) => format!("the call of its then (step {step})"),
            (Kind::Reaction, Some(place)) => format!("the then callback at {place}"),
            (kind, Some(place)) if kind.is_timer() => format!("the timer's callback at {place}"),
            (_, Some(place)) => format!("the callback at {place}"),
            (_, None) => format!("the {} (step {step})", self.name(task)),
        }
    }

    /// How a task came to wait and to be ready, in a clause or two.
    pub fn cause(&self, task: &Task) -> String {
        let place = self.at_stack(task.stack);
        let by = self.reference(task.by);
        match task.kind {
            Kind::Main | Kind::Module => String::from("it is what the program begins with"),
            Kind::Tick | Kind::Microtask => format!("queued{place} by {by}"),
            Kind::Timeout => format!("set{place} by {by}"),
            Kind::Interval
                if self
                    .task(task.by)
                    .is_some_and(|by| by.kind == Kind::Interval) =>
            {
                String::from("set again by its run before")
            }
            Kind::Interval => format!("set{place} by {by}"),
            Kind::Immediate => format!("set{place} by {by}"),
            Kind::Message => format!("posted{place} by {by}"),
            Kind::Completion => String::from("its work was done outside of the program"),
            Kind::Cleanup => String::from("an object was collected"),
            Kind::Exit => String::from("nothing was left to do"),
            Kind::Rejection if self.is_late(task) => String::from("a rejection was handled late"),
            Kind::Rejection => format!("rejected by {by}"),
            Kind::Frame | Kind::Mutation => format!("asked for{place} by {by}"),
            Kind::Reaction | Kind::Thenable | Kind::Resume => self.cause_of_job(task, &place, &by),
        }
    }

    /// Whether a judgement is of a promise that got a handler late, which this is told of.
    pub fn is_late(&self, task: &Task) -> bool {
        let late = self.promises.get(&task.on).and_then(|it| it.handled_late);
        late.is_some_and(|(at, _)| at < task.queued)
    }

    fn cause_of_job(&self, task: &Task, place: &str, by: &str) -> String {
        let begin = match task.kind {
            Kind::Resume => format!("waits{place}"),
            Kind::Thenable => {
                format!("queued{place} by {by}, which resolved a promise with one that has a then")
            }
            _ => format!("registered{place} by {by}"),
        };
        match (task.kind, task.ready) {
            (Kind::Thenable, _) => begin,
            (Kind::Resume, Some(_)) if task.on == 0 => {
                format!("{begin}, for a value that is no promise: so only for its turn")
            }
            (_, Some((_, Readiness::AtOnce, _))) => {
                format!("{begin}, on a promise that was already settled: queued at once")
            }
            (_, Some((_, Readiness::Settled, settler))) => {
                let what = self.promise_words(task.on);
                format!(
                    "{begin}; queued when {} settled {what}",
                    self.reference(settler)
                )
            }
            _ => format!("{begin}, on a promise that never settled"),
        }
    }

    /// What a promise is called.
    pub fn promise_words(&self, id: PromiseId) -> String {
        let Some(promise) = self.promises.get(&id) else {
            return String::from("its promise");
        };
        if let Some((combinator, ..)) = promise.elements.first() {
            return format!("the promise of {}", combinator.name());
        }
        let Some((maker, _, stack)) = promise.made else {
            return String::from("its promise");
        };
        let place = self.at_stack(stack);
        match maker {
            Maker::Constructor => format!("the new Promise{place}"),
            Maker::AsyncFunction => format!("the promise of the async function called{place}"),
            Maker::Then => format!("the promise of the then{place}"),
            Maker::Function => format!("the promise made{place}"),
        }
    }

    /// Which element decided what `Promise.all` and its like gave; `None` where none did.
    pub fn decider(&self, id: PromiseId) -> Option<(Combinator, u32, bool)> {
        let promise = self.promises.get(&id)?;
        let (settler, rejected, _) = promise.settled?;
        let on = self.task(settler)?.on;
        let element = promise
            .elements
            .iter()
            .find(|(_, element, _)| *element == on)?;
        Some((element.0, element.2, rejected))
    }
}

/// What a phase is called.
pub fn phase_words(phase: Phase) -> &'static str {
    match phase {
        Phase::Main => "main",
        Phase::Timers => "timers",
        Phase::Pending => "pending: what had failed at once",
        Phase::Poll => "poll: what came from outside",
        Phase::Check => "check: immediates",
        Phase::Closing => "closing",
        Phase::Exit => "the end",
    }
}

/// Breaks a text into lines of at most so many characters.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let Some(line) = lines.last_mut() else {
            break;
        };
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(String::from(word));
            continue;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines
}

/// A number with its noun.
pub fn counted(count: usize, noun: &str) -> String {
    match count {
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}
