//! A recording by task, promise and output.

use super::recording::{Recording, What};
use crate::event_loop::observer::{
    Channel, Combinator, Fact, Kind, Maker, Phase, Place, PromiseId, Readiness, TaskId,
};
use std::collections::{BTreeMap, BTreeSet};

/// When and where a task began.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Begun {
    /// The number of the step: how many tasks began before it, and one.
    pub step: usize,
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
        story
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
                delay,
                ..
            } => {
                let new = Task {
                    id: task,
                    kind,
                    function,
                    by,
                    stack,
                    queued: at,
                    on,
                    delay,
                    ready: None,
                    begun: None,
                    ended: None,
                    is_cancelled: false,
                };
                self.tasks.insert(task, new);
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
                    step: self.steps.len(),
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
        let data = self.promises.entry(promise).or_default();
        match fact {
            Fact::Created { maker, .. } => data.made = Some((maker, by, stack)),
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
        let text = text.trim_end_matches(['\n', '\r']);
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
