//! What is known of a program that is watched: names for tasks, promises and texts.
//!
//! Owns the numbers. The queues are first in, first out, so that the tasks in them are known by
//! counting what goes in and out; what waits elsewhere is found by the cell that stands for it. A cell
//! that died gives its entry up when its place is taken by another one, which is always noted before it
//! is asked for.

use super::observer::{Fact, Observer, Phase, Place, PromiseId, TaskId};
use crate::heap::Value;
use crate::source::SourceText;
use rustc_hash::FxHashMap;
use std::collections::VecDeque;
use std::rc::Rc;

/// How many places of a stack are told.
pub(super) const DEPTH: usize = 8;

/// Where in its turn the loop is.
pub(super) struct Progress {
    pub(super) turn: u32,
    pub(super) phase: Phase,
    pub(super) drain: u32,
    /// Whether a task of the loop has begun in this turn.
    pub(super) is_used: bool,
}

/// The state of watching.
pub(crate) struct Watch {
    observer: Box<dyn Observer>,
    sources: FxHashMap<*const SourceText, u32>,
    /// The one that was asked for last.
    last_source: (*const SourceText, u32),
    /// Those promises that were asked for last.
    recent: [(Value, PromiseId); 2],
    /// Keeps the addresses in `sources` from being used again.
    texts: Vec<Rc<SourceText>>,
    last_task: TaskId,
    last_promise: PromiseId,
    promises: FxHashMap<Value, PromiseId>,
    /// Reactions and activations that wait for a promise.
    pub(super) waiting: FxHashMap<Value, TaskId>,
    /// Timers and immediates, and whether the task has begun already.
    pub(super) scheduled: FxHashMap<Value, (TaskId, bool)>,
    /// Messages on their way, by where they go.
    pub(super) messages: FxHashMap<Value, VecDeque<TaskId>>,
    /// Which task rejected a promise that had no handler.
    pub(super) rejected: FxHashMap<PromiseId, TaskId>,
    pub(super) microtasks: VecDeque<TaskId>,
    pub(super) aside: Vec<VecDeque<TaskId>>,
    pub(super) ticks: VecDeque<TaskId>,
    /// The tasks that run, the innermost last.
    pub(super) running: Vec<TaskId>,
    /// The task that is entered next, if it is known.
    pub(super) next: TaskId,
    /// Whether an `await` makes its promises.
    pub(super) is_awaiting: bool,
    pub(super) progress: Progress,
    pub(super) stack: Vec<Place>,
    /// Room for what a promise has waiting.
    pub(super) ready: Vec<(TaskId, Value)>,
}

impl Watch {
    /// Nothing known yet.
    pub(super) fn new(observer: Box<dyn Observer>) -> Watch {
        Watch {
            observer,
            sources: FxHashMap::default(),
            last_source: (std::ptr::null(), 0),
            recent: [(Value::UNDEFINED, 0); 2],
            texts: Vec::new(),
            last_task: 0,
            last_promise: 0,
            promises: FxHashMap::default(),
            waiting: FxHashMap::default(),
            scheduled: FxHashMap::default(),
            messages: FxHashMap::default(),
            rejected: FxHashMap::default(),
            microtasks: VecDeque::new(),
            aside: Vec::new(),
            ticks: VecDeque::new(),
            running: Vec::new(),
            next: 0,
            is_awaiting: false,
            progress: Progress {
                turn: 0,
                phase: Phase::Main,
                drain: 0,
                is_used: false,
            },
            stack: Vec::new(),
            ready: Vec::new(),
        }
    }

    /// The task that runs; 0 for none.
    pub(super) fn task(&self) -> TaskId {
        self.running.last().copied().unwrap_or(0)
    }

    /// A name for a new task.
    pub(super) fn new_task(&mut self) -> TaskId {
        self.last_task += 1;
        self.last_task
    }

    /// The number of a text.
    #[inline]
    pub(super) fn source(&mut self, source: &Rc<SourceText>) -> u32 {
        if self.last_source.0 != Rc::as_ptr(source) {
            self.last_source = (Rc::as_ptr(source), self.number_of_source(source));
        }
        self.last_source.1
    }

    fn number_of_source(&mut self, source: &Rc<SourceText>) -> u32 {
        let known = self.sources.get(&Rc::as_ptr(source));
        if let Some(number) = known {
            return *number;
        }
        let number = self.texts.len() as u32;
        self.sources.insert(Rc::as_ptr(source), number);
        self.texts.push(Rc::clone(source));
        self.observer.source(number, source);
        number
    }

    /// A name for a promise that was just made.
    pub(super) fn new_promise(&mut self, promise: Value) -> PromiseId {
        self.last_promise += 1;
        self.promises.insert(promise, self.last_promise);
        // Another one may have been in its cell.
        if self.recent[0].0 == promise {
            self.recent[0] = (Value::UNDEFINED, 0);
        }
        self.recent = [(promise, self.last_promise), self.recent[0]];
        self.last_promise
    }

    /// The name of a promise; 0 for what is none.
    pub(super) fn promise(&mut self, promise: Option<Value>) -> PromiseId {
        let Some(promise) = promise else {
            return 0;
        };
        if let Some((_, known)) = self.recent.iter().find(|(value, _)| *value == promise) {
            return *known;
        }
        match self.promises.get(&promise) {
            Some(known) => {
                self.recent = [(promise, *known), self.recent[0]];
                *known
            }
            None => self.new_promise(promise),
        }
    }

    /// Tells a fact that the running task brought about, with the noted stack.
    pub(super) fn tell(&mut self, fact: Fact) {
        let by = match (fact, self.task()) {
            // What the host queues between two tasks, it queues for the program.
            (Fact::Queued { task, .. }, 0) if task > 1 => 1,
            (_, task) => task,
        };
        self.tell_by(fact, by);
    }

    /// Tells a fact that a task brought about, with the noted stack.
    pub(super) fn tell_by(&mut self, fact: Fact, task: TaskId) {
        self.observer.fact(fact, task, &self.stack);
    }

    /// Tells a fact that has no place.
    pub(super) fn tell_plain(&mut self, fact: Fact) {
        let task = self.task();
        self.observer.fact(fact, task, &[]);
    }

    /// Tells of output.
    pub(super) fn output(&mut self, channel: super::observer::Channel, bytes: &[u8]) {
        let task = self.task();
        self.observer.output(channel, bytes, task, &self.stack);
    }
}
