//! How tasks, places and causes are called.

use super::story::{Story, Task};
use crate::event_loop::observer::{
    Combinator, Kind, Maker, Phase, Place, PromiseId, Readiness, TaskId,
};

/// What a promise is called that no text of the program made.
const HOSTS_PROMISE: &str = "a promise of the host";

/// The place of a method's name, where that of its call is the parenthesis behind it, as it is for names
/// that are words of the language.
fn name_of_method(story: &Story<'_>, place: Place) -> Place {
    let text = story.recording.source(place).map_or("", |it| it.text());
    let before = text.get(..place.offset as usize).unwrap_or("");
    let name = [".catch", ".finally"]
        .iter()
        .find(|name| before.ends_with(**name));
    Place {
        offset: place.offset - name.map_or(0, |name| name.len() as u32 - 1),
        ..place
    }
}

impl Story<'_> {
    /// A place as `line:column`, with the name of the file where that isn't the program's first one.
    pub fn at(&self, place: Place) -> Option<String> {
        let place = name_of_method(self, place);
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

    /// The method of promises whose call a stack's place is, if it is one that can be told from `then`.
    pub(super) fn method(&self, stack: u32) -> &'static str {
        let after = self.text_at(name_of_method(self, self.place(stack)));
        let is_word = |word: &&&str| {
            let after = after.strip_prefix(**word);
            after.is_some_and(|it| !it.starts_with(|it: char| it.is_alphanumeric() || it == '_'))
        };
        ["catch", "finally"].iter().find(is_word).unwrap_or(&"then")
    }

    /// The text from a place on.
    fn text_at(&self, place: Place) -> &str {
        let text = self.recording.source(place).map_or("", |it| it.text());
        text.get(place.offset as usize..).unwrap_or("")
    }

    /// What an async function waits at.
    fn waiter(&self, stack: u32) -> &'static str {
        let place = self.place(stack);
        let text = self.recording.source(place).map_or("", |it| it.text());
        let before = text.get(..place.offset as usize).unwrap_or("");
        let line = before.rsplit(['\n', '\r']).next().unwrap_or("");
        let after = self.text_at(place);
        match after {
            _ if after.starts_with("yield") => "yield",
            _ if after.starts_with("await") || !line.contains("for await") => "await",
            _ => "for await",
        }
    }

    /// Whether a task runs a function that was given to `then` or its like; if not, it only passes a
    /// value on.
    pub fn has_handler(&self, task: &Task) -> bool {
        let is_finally = || self.method(task.stack) == "finally";
        task.function.is_some() || task.function == Place::HOST || is_finally()
    }

    /// What a task is, in a word or two.
    pub fn name(&self, task: &Task) -> String {
        match task.kind {
            Kind::Main => String::from("main script"),
            Kind::Module => String::from("main module"),
            Kind::Tick => String::from("next tick"),
            Kind::Microtask => String::from("microtask"),
            Kind::Reaction if self.is_of_element(task) => String::from("microtask: element"),
            Kind::Reaction if self.has_handler(task) => {
                format!("microtask: {}", self.method(task.stack))
            }
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
    pub fn reference(&self, id: TaskId) -> String {
        let Some(task) = self.task(id) else {
            return String::from("the host");
        };
        match task.kind {
            Kind::Main => return String::from("the main script"),
            Kind::Module => return String::from("the main module"),
            _ => {}
        }
        if let Some(output) = self.printed(id).next() {
            return match task.kind {
                Kind::Resume => format!("the {} of output {output}", self.function_word(task)),
                _ => format!("the callback of output {output}"),
            };
        }
        let step = match task.begun {
            Some(begun) if begun.step > 0 => format!(" (step {})", begun.step),
            _ => String::new(),
        };
        let place = self.at_stack(task.stack);
        match task.kind {
            Kind::Resume if place.is_empty() => format!("a function of the host{step}"),
            Kind::Resume => format!("the {} that waited{place}{step}", self.function_word(task)),
            Kind::Reaction if self.is_of_element(task) => format!("an element{step}"),
            Kind::Reaction if self.has_handler(task) => {
                format!("the {} callback{place}{step}", self.method(task.stack))
            }
            Kind::Reaction => format!("what passes the value on{step}"),
            Kind::Thenable => format!("the call of its then{step}"),
            kind if kind.is_timer() => format!("the {}{place}{step}", self.timer(task)),
            Kind::Microtask => format!("the microtask queued{place}{step}"),
            Kind::Immediate => format!("the immediate set{place}{step}"),
            _ => format!("the {}{step}", self.name(task)),
        }
    }

    fn function_word(&self, task: &Task) -> &'static str {
        match self.waiter(task.stack) {
            "yield" => "async generator",
            _ if self.place(task.stack).is_some() && self.is_of_module(task) => "module",
            _ => "async function",
        }
    }

    /// Whether what goes on is the body of a module.
    fn is_of_module(&self, task: &Task) -> bool {
        !task.function.is_some()
    }

    fn timer(&self, task: &Task) -> String {
        let what = match task.kind {
            Kind::Interval => "interval",
            _ => "timer",
        };
        format!("{what} of {} ms set", task.delay)
    }

    /// How a task came to wait and to be ready, in a clause or two.
    pub fn cause(&self, task: &Task) -> String {
        let place = self.at_stack(task.stack);
        let by = self.reference(task.by);
        let is_repeated = || {
            let by = self.task(task.by);
            by.is_some_and(|by| by.kind == Kind::Interval && by.function == task.function)
        };
        match task.kind {
            Kind::Main | Kind::Module => String::from("it is what the program begins with"),
            Kind::Tick | Kind::Microtask => format!("queued{place} by {by}"),
            Kind::Interval if place.is_empty() && is_repeated() => {
                String::from("set again by its run before")
            }
            Kind::Timeout | Kind::Interval | Kind::Immediate => format!("set{place} by {by}"),
            Kind::Message => format!("posted{place} by {by}"),
            Kind::Completion => String::from("its work was done outside of the program"),
            Kind::Cleanup => String::from("an object was collected"),
            Kind::Exit => String::from("nothing was left to do"),
            Kind::Rejection if self.is_late(task) => {
                let handled = self.promises.get(&task.on).and_then(|it| it.handled_late);
                let place = handled.map_or_else(String::new, |(_, stack)| self.at_stack(stack));
                format!(
                    "{} got a handler{place}, after it was judged",
                    self.promise_words(task.on)
                )
            }
            Kind::Rejection => {
                let settled = self.promises.get(&task.on).and_then(|it| it.settled);
                let place = settled.map_or_else(String::new, |(_, _, stack)| self.at_stack(stack));
                format!(
                    "{} was rejected{place} by {by}",
                    self.promise_words(task.on)
                )
            }
            Kind::Frame | Kind::Mutation => format!("asked for{place} by {by}"),
            Kind::Reaction => self.cause_of_reaction(task, &place, &by),
            Kind::Thenable if task.on == 0 => format!(
                "a promise was resolved{place} by {by} with an object that has a then, which is called in a \
                 microtask"
            ),
            Kind::Thenable => format!(
                "a promise was resolved{place} by {by} with another promise, whose then is called in a \
                 microtask"
            ),
            Kind::Resume => self.cause_of_resumption(task, &place),
        }
    }

    /// Whether a judgement is of a promise that got a handler late, which this is told of.
    pub fn is_late(&self, task: &Task) -> bool {
        let late = self.promises.get(&task.on).and_then(|it| it.handled_late);
        late.is_some_and(|(at, _)| at < task.queued)
    }

    fn cause_of_reaction(&self, task: &Task, place: &str, by: &str) -> String {
        match task.ready {
            Some((_, Readiness::AtOnce, _)) => format!(
                "queued{place} by {by}, as its promise was {} already",
                self.state(task.on)
            ),
            Some(_) => {
                let what = self.promise_words(task.on);
                format!("queued when {}", self.settlement(task.on, &what))
            }
            None => format!("registered{place} by {by}, on a promise that never settled"),
        }
    }

    fn cause_of_resumption(&self, task: &Task, place: &str) -> String {
        let waiter = format!("the {}{place}", self.waiter(task.stack));
        match task.ready {
            Some(_) if task.on == 0 => {
                format!("{waiter} has nothing to wait for, but goes on in a microtask")
            }
            Some((_, Readiness::AtOnce, _)) => format!(
                "{waiter} is of a promise that was {} already, but goes on in a microtask",
                self.state(task.on)
            ),
            Some(_) => {
                let what = match self.waiter(task.stack) {
                    "for await" => String::from("the next value"),
                    _ => self.promise_words(task.on),
                };
                let how = self.settlement(task.on, "it");
                format!("{waiter} waited for {what}, until {how}")
            }
            None => format!("{waiter} waits for a promise that never settled"),
        }
    }

    /// Which way a promise was settled.
    fn state(&self, id: PromiseId) -> &'static str {
        match self.promises.get(&id).and_then(|it| it.settled) {
            Some((_, true, _)) => "rejected",
            Some((_, false, _)) => "fulfilled",
            None => "settled",
        }
    }

    /// What settled a promise, which is called `what`: `the callback returned and so fulfilled it`.
    fn settlement(&self, id: PromiseId, what: &str) -> String {
        let state = self.state(id);
        let Some(promise) = self.promises.get(&id) else {
            return format!("something {state} {what}");
        };
        let Some((settler, rejected, stack)) = promise.settled else {
            return format!("something {state} {what}");
        };
        let so = format!("and so {state} {what}");
        if let Some((combinator, index, rejected)) = self.decider(id) {
            return format!("element {index} {} {so}", decided(combinator, rejected));
        }
        let by = self.reference(settler);
        let task = self.task(settler);
        let gives = task.is_some_and(|task| task.gives == id);
        let (returned, passed) = match rejected {
            true => ("threw", "the error"),
            false => ("returned", "the value"),
        };
        if let Some(task) = task.filter(|task| self.only_passes_on(task)) {
            let step = task.begun.map_or(0, |begun| begun.step);
            let of = match self.promise_words(task.on) {
                of if of == HOSTS_PROMISE || of == self.promise_words(id) => String::new(),
                of => format!(" of {of}"),
            };
            return format!("{passed}{of} was passed on (step {step}) {so}");
        }
        match promise.made.map(|(maker, ..)| maker) {
            Some(Maker::Then) if gives => format!("{by} {returned} {so}"),
            Some(Maker::AsyncFunction) if promise.follows.is_none() => match task {
                Some(task) if gives && task.kind == Kind::Resume => format!("{by} {returned} {so}"),
                _ => format!("the function {returned} {so}"),
            },
            _ => match self.at_stack(stack) {
                place if place.is_empty() => format!("{by} {state} {what}"),
                place => format!("{by},{place}, {state} {what}"),
            },
        }
    }

    /// Whether all that a task does is to pass on what a promise has.
    fn only_passes_on(&self, task: &Task) -> bool {
        task.kind == Kind::Reaction && !self.has_handler(task) && !self.is_of_element(task)
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
            _ if place.is_empty() => String::from(HOSTS_PROMISE),
            Maker::Constructor => format!("the new Promise{place}"),
            Maker::AsyncFunction => format!("the promise of the async function called{place}"),
            Maker::Then => format!("the promise of the {}{place}", self.method(stack)),
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

/// How an element decided.
fn decided(combinator: Combinator, rejected: bool) -> &'static str {
    match (combinator, rejected) {
        (Combinator::All, true) => "was rejected, which is enough,",
        (Combinator::All | Combinator::AllSettled, _) => "came, the last one,",
        (Combinator::Any, true) => "was rejected, the last one,",
        (Combinator::Any, false) => "was the first to be fulfilled",
        (Combinator::Race, _) => "was the first to settle",
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
