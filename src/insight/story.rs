//! A recording by task, promise and output.

use super::recording::{Recording, What};
use crate::event_loop::observer::{
    Channel, Combinator, Fact, Kind, Maker, Phase, Place, PromiseId, Readiness, TaskId,
};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// When and where a task began.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Begun {
    /// The number of the step, from 1; 0 for what the host does that has no part in anything shown.
    pub step: usize,
    /// Which event that was.
    pub at: usize,
    /// The turn of the loop.
    pub turn: u32,
    /// The part of the turn.
    pub phase: Phase,
    /// The drain; 0 for none.
    pub drain: u32,
    /// When, in microseconds.
    pub time: u64,
}

/// A task.
#[derive(Clone, Copy, Debug)]
pub struct Task {
    /// Its name.
    pub id: TaskId,
    /// Its sort.
    pub kind: Kind,
    /// Where its function is written.
    pub function: Place,
    /// The task that queued it; 0 for none.
    pub by: TaskId,
    /// Names the stack where it was queued.
    pub stack: u32,
    /// Which event that was.
    pub queued: usize,
    /// The promise that it waits for.
    pub on: PromiseId,
    /// The promise that it settles.
    pub gives: PromiseId,
    /// The delay of a timer.
    pub delay: u32,
    /// Which event made it ready, why, by which task.
    pub ready: Option<(usize, Readiness, TaskId)>,
    /// Its begin.
    pub begun: Option<Begun>,
    /// When it ended, and whether an error came out of it.
    pub ended: Option<(u64, bool)>,
    /// Whether its timer was cleared.
    pub is_cancelled: bool,
}

/// A promise.
#[derive(Clone, Debug, Default)]
pub struct Promise {
    /// What made it, in which task, where.
    pub made: Option<(Maker, TaskId, u32)>,
    /// The promise whose `then` made it.
    pub of: PromiseId,
    /// Which task settled it, whether it was rejected, where.
    pub settled: Option<(TaskId, bool, u32)>,
    /// The promise that it was resolved with (0 for something else with a `then`), and where.
    pub follows: Option<(PromiseId, u32)>,
    /// What it was made of by `Promise.all` and its like.
    pub elements: Vec<(Combinator, PromiseId, u32)>,
    /// Whether it was judged to be rejected without a handler.
    pub is_unhandled: bool,
    /// Which event was that it got a handler after that, and where.
    pub handled_late: Option<(usize, u32)>,
}

/// What was written at once.
#[derive(Clone, Debug)]
pub struct Output {
    /// The stream.
    pub channel: Channel,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// The task that wrote it.
    pub task: TaskId,
    /// Names the stack.
    pub stack: u32,
}

/// A recording by what it is about.
pub struct Story<'a> {
    /// The recording.
    pub recording: &'a Recording,
    /// The tasks by name.
    pub tasks: BTreeMap<TaskId, Task>,
    /// The promises by name.
    pub promises: BTreeMap<PromiseId, Promise>,
    /// The outputs in their order.
    pub outputs: Vec<Output>,
    /// What `Promise.all` and its like wait for.
    elements: BTreeSet<PromiseId>,
    /// The calls that make a promise and run a function of the program's at once, by task and place.
    entered: FxHashMap<(TaskId, Place), Maker>,
    /// The numbers of the outputs of each task.
    prints: BTreeMap<TaskId, Vec<usize>>,
    /// The tasks that began, in their order.
    pub steps: Vec<TaskId>,
}

impl<'a> Story<'a> {
    /// The story of a recording.
    pub fn new(recording: &'a Recording) -> Story<'a> {
        let mut story = Story {
            recording,
            tasks: BTreeMap::new(),
            promises: BTreeMap::new(),
            outputs: Vec::new(),
            elements: BTreeSet::new(),
            entered: FxHashMap::default(),
            prints: BTreeMap::new(),
            steps: Vec::new(),
        };
        for (at, (event, bytes)) in recording.events().enumerate() {
            match event.what {
                What::Fact(fact) => story.add(fact, at, (event.task, event.stack)),
                What::Output { channel, .. } => story.add_output(Output {
                    channel,
                    bytes: bytes.to_vec(),
                    task: event.task,
                    stack: event.stack,
                }),
            }
        }
        story.number_steps();
        story
    }

    /// Numbers the tasks that began, but for those that have no part in what is shown.
    fn number_steps(&mut self) {
        let mut shown: BTreeSet<TaskId> = BTreeSet::new();
        // Who made something ready began before that did.
        for id in self.steps.iter().rev() {
            let Some(task) = self.tasks.get(id) else {
                continue;
            };
            if shown.contains(id) || self.is_seen(task) {
                shown.insert(*id);
                shown.insert(task.by);
                shown.extend(task.ready.map(|(_, _, by)| by));
            }
        }
        let steps = self.steps.iter().filter(|id| shown.contains(id));
        for (step, id) in steps.enumerate() {
            if let Some(begun) = self.tasks.get_mut(id).and_then(|it| it.begun.as_mut()) {
                begun.step = step + 1;
            }
        }
    }

    /// Whether a task is one that the program's text asked for, or that printed.
    fn is_seen(&self, task: &Task) -> bool {
        let is_main = matches!(task.kind, Kind::Main | Kind::Module);
        let is_written = task.function.is_some() || self.place(task.stack).is_some();
        is_main || (is_written && task.kind != Kind::Exit) || self.prints.contains_key(&task.id)
    }

    fn add_output(&mut self, output: Output) {
        let numbers = self.prints.entry(output.task).or_default();
        self.outputs.push(output);
        numbers.push(self.outputs.len());
    }

    fn add(&mut self, fact: Fact, at: usize, (by, stack): (TaskId, u32)) {
        match fact {
            Fact::Queued {
                task,
                kind,
                function,
                on,
                gives,
                delay,
            } => {
                let new = Task {
                    id: task,
                    kind,
                    function,
                    by,
                    stack,
                    queued: at,
                    on,
                    gives,
                    delay,
                    ready: None,
                    begun: None,
                    ended: None,
                    is_cancelled: false,
                };
                self.tasks.insert(task, new);
            }
            Fact::Handler { task, function } => {
                self.change(task, |task| task.function = function);
            }
            Fact::Ready { task, why } => self.change(task, |task| task.ready = Some((at, why, by))),
            Fact::Begin {
                task,
                turn,
                phase,
                drain,
                time,
            } => {
                self.steps.push(task);
                let begun = Begun {
                    step: 0,
                    at,
                    turn,
                    phase,
                    drain,
                    time,
                };
                self.change(task, |task| task.begun = Some(begun));
            }
            Fact::End { task, threw, time } => {
                self.change(task, |task| task.ended = Some((time, threw)));
            }
            Fact::Cancelled { task } => self.change(task, |task| task.is_cancelled = true),
            fact => self.add_to_promise(fact, at, (by, stack)),
        }
    }

    fn change(&mut self, task: TaskId, change: impl FnOnce(&mut Task)) {
        // What was queued before the events that are kept isn't known.
        if let Some(task) = self.tasks.get_mut(&task) {
            change(task);
        }
    }

    fn add_to_promise(&mut self, fact: Fact, at: usize, (by, stack): (TaskId, u32)) {
        let (Fact::Created { promise, .. }
        | Fact::Follows { promise, .. }
        | Fact::Settled { promise, .. }
        | Fact::Handled { promise, .. }
        | Fact::Unhandled { promise }
        | Fact::Element { promise, .. }) = fact
        else {
            return;
        };
        let place = self.place(stack);
        let data = self.promises.entry(promise).or_default();
        match fact {
            Fact::Created { maker, of, .. } => {
                data.made = Some((maker, by, stack));
                data.of = of;
                if matches!(maker, Maker::Constructor | Maker::AsyncFunction) {
                    self.entered.entry((by, place)).or_insert(maker);
                }
            }
            Fact::Follows { other, .. } => data.follows = Some((other, stack)),
            Fact::Settled { rejected, .. } => data.settled = Some((by, rejected, stack)),
            Fact::Handled { late: true, .. } => data.handled_late = Some((at, stack)),
            Fact::Unhandled { .. } => data.is_unhandled = true,
            Fact::Element {
                combinator,
                element,
                index,
                ..
            } => {
                data.elements.push((combinator, element, index));
                self.elements.insert(element);
            }
            _ => {}
        }
    }

    /// A task.
    pub fn task(&self, id: TaskId) -> Option<&Task> {
        self.tasks.get(&id)
    }

    /// Whether a task is what `Promise.all` and its like do when an element has come.
    pub fn is_of_element(&self, task: &Task) -> bool {
        task.kind == Kind::Reaction && !task.function.is_some() && self.elements.contains(&task.on)
    }

    /// The chain of causes of a task: itself, what queued it, and so on.
    pub fn causes(&self, id: TaskId) -> impl Iterator<Item = &Task> {
        std::iter::successors(self.task(id), |task| {
            // Who queues comes first, so that a chain ends.
            self.task(task.by).filter(|by| by.id < task.id)
        })
    }

    /// Whether something happened inside a listener of an event, whose dispatch is part of the stack; the
    /// place of the dispatch.
    pub fn dispatch(&self, stack: u32) -> Option<Place> {
        let places = self.recording.places(stack);
        let at = places.iter().position(|place| *place == Place::DISPATCH)?;
        Some(places.get(at + 1).copied().unwrap_or(Place::NONE))
    }

    /// Which call that runs a function at once an output is inside of, the innermost one: that of an async
    /// function before its first `await`, or `new Promise`.
    pub fn entered(&self, output: &Output) -> Option<Maker> {
        let places = self.recording.places(output.stack);
        let callers = places.iter().skip(1);
        let mut makers = callers.filter_map(|place| self.entered.get(&(output.task, *place)));
        makers.next().copied()
    }

    /// Where an output came from: if no text of the program wrote it, where it asked for that.
    pub fn output_place(&self, output: &Output) -> Place {
        let place = self.place(output.stack);
        match self.task(output.task) {
            Some(task) if !place.is_some() => self.place(task.stack),
            _ => place,
        }
    }

    /// The place where something happened, if a program's text did it.
    pub fn place(&self, stack: u32) -> Place {
        let places = self.recording.places(stack);
        places.first().copied().unwrap_or(Place::NONE)
    }

    /// The outputs of a task: their numbers, from 1.
    pub fn printed(&self, task: TaskId) -> impl Iterator<Item = usize> {
        self.prints.get(&task).into_iter().flatten().copied()
    }
}

impl Output {
    /// The text in one line, with the bytes that are no text replaced, cut at so many characters.
    pub fn short(&self, most: usize) -> String {
        let text = String::from_utf8_lossy(&self.bytes);
        let text = after_mark(&text).trim_end_matches(['\n', '\r']);
        let mut short: String = text
            .chars()
            .map(|character| match character {
                '\n' => '⏎',
                other if other.is_control() => ' ',
                other => other,
            })
            .take(most + 1)
            .collect();
        if short.chars().count() > most {
            short = short.chars().take(most.saturating_sub(1)).collect();
            short.push('…');
        }
        short
    }
}

/// Of what is printed for an uncaught error the part with its message: what comes after the line that
/// marks the place.
fn after_mark(text: &str) -> &str {
    let is_mark = |line: &&str| {
        line.trim_start().starts_with('^') && line.trim_matches([' ', '^']).is_empty()
    };
    let Some(mark) = text.lines().find(is_mark) else {
        return text;
    };
    let end = mark.as_ptr() as usize - text.as_ptr() as usize + mark.len();
    text[end..].trim_start()
}
