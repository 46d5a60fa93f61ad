//! Telling an observer what happens, at the moment.
//!
//! Everything here is called only where somebody watches: who calls asks [`Agent::is_promise_watched`] or
//! [`Agent::is_observed`] first, which is one look at a flag. Nothing here runs scripts or collects.

use super::code::FunctionKind;
use super::observer::{
    Channel, Combinator, Fact, Kind, Maker, Observer, Phase, Place, PromiseId, Readiness, TaskId,
};
use super::watch::{DEPTH, Watch};
use super::{Agent, BoundData, Intrinsic, Job, Tick};
use crate::heap::{
    ActivationRef, CALLEE, Kind as ObjectKind, LINK, Link, Object, PromiseState, ReactionRef, Str,
    Value,
};

/// How many frames are looked at for a stack, those of the host included.
const LOOKS: usize = 64;

impl Agent {
    /// Has `observer` told of all that happens from now on. Nothing must be queued yet.
    pub fn watch(&mut self, observer: Box<dyn Observer>) {
        self.watch = Some(Box::new(Watch::new(observer)));
        self.context.set_observed();
    }

    /// Whether somebody is told of tasks.
    #[inline(always)]
    pub fn is_observed(&self) -> bool {
        self.watch.is_some()
    }

    /// Has `tell` use what is known, if somebody watches.
    fn with_watch<T>(&mut self, tell: impl FnOnce(&Agent, &mut Watch) -> T) -> Option<T> {
        let mut watch = self.watch.take()?;
        let result = tell(self, &mut watch);
        self.watch = Some(watch);
        Some(result)
    }

    /// The place of a function. What isn't written in the program's own text is the host's, or nowhere
    /// if it has no name: promises pass values on through such functions.
    fn place_of_function(&self, watch: &mut Watch, function: Value) -> Place {
        let Some(object) = function.as_object() else {
            return Place::NONE;
        };
        if let Some(bound) = self.heap.host::<BoundData>(object) {
            return self.place_of_function(watch, bound.target.value());
        }
        match self.heap.function_code(function) {
            Some(code) if !self.codes[code].source.is_internal() => Place {
                source: watch.source(&self.codes[code].source),
                offset: self.codes[code].span.start,
            },
            Some(_) => Place::HOST,
            None if self.has_name(function) => Place::HOST,
            None => Place::NONE,
        }
    }

    /// The name of a function that is written in Rust, if that isn't a symbol.
    fn rust_name(&self, function: Value) -> Option<Str> {
        let native = self.heap.native(function)?;
        self.natives.entries[native].name.as_atom()
    }

    fn has_name(&self, function: Value) -> bool {
        let name = self.rust_name(function);
        name.is_some_and(|name| self.heap.string_length(name) > 0)
    }

    /// Notes where the program is.
    fn note_stack(&self, watch: &mut Watch) {
        let mut stack = std::mem::take(&mut watch.stack);
        stack.clear();
        let mut frame = self.machine.frame;
        let mut position = self.machine.position;
        for _ in 0..LOOKS {
            let Some(link) = Link::from_value(frame.get(LINK)) else {
                break;
            };
            if link.distance() == 0 || stack.len() == DEPTH {
                break;
            }
            let callee = frame.get(CALLEE);
            match self.heap.function_code(callee) {
                Some(code) if !self.codes[code].source.is_internal() => stack.push(Place {
                    source: watch.source(&self.codes[code].source),
                    offset: position,
                }),
                _ if !stack.is_empty() && self.is_dispatch(callee) => stack.push(Place::DISPATCH),
                _ => {}
            }
            position = link.position();
            frame = frame.below(link.distance() as usize);
        }
        watch.stack = stack;
    }

    /// Whether a function of the host calls the listeners of an event.
    fn is_dispatch(&self, function: Value) -> bool {
        if let Some(code) = self.heap.function_code(function) {
            return self.is_text(self.codes[code].name, "emit");
        }
        let name = self.rust_name(function);
        name.is_some_and(|name| self.is_text(name, "dispatchEvent"))
    }

    fn is_text(&self, string: Str, text: &str) -> bool {
        self.heap.string_length(string) == text.len() && self.heap.utf8(string) == text
    }

    /// Notes where an activation waits, and what called it, if it still runs.
    fn note_stack_of_await(&self, watch: &mut Watch, activation: ActivationRef) {
        let callee = self.heap.activation_callee(activation);
        let mut place = Place::NONE;
        if let Some(code) = self.heap.function_code(callee) {
            let source = &self.codes[code].source;
            if !source.is_internal() {
                place = Place {
                    source: watch.source(source),
                    offset: self.heap.activation_position(activation),
                };
            }
        }
        self.note_stack(watch);
        if !place.is_some() {
            return;
        }
        if self.machine.frame.get(CALLEE) == callee && !watch.stack.is_empty() {
            watch.stack[0] = place;
        } else {
            watch.stack.insert(0, place);
            watch.stack.truncate(DEPTH);
        }
    }

    // Promises.

    /// Tells of a new promise, made for another one or not.
    #[cold]
    pub fn observe_new_promise(&mut self, promise: Object, parent: Value) {
        self.with_watch(|agent, watch| {
            let of = watch.promise(promise_in(parent));
            let promise = watch.new_promise(promise.value());
            agent.note_stack(watch);
            let maker = match of {
                0 if watch.is_awaiting => Maker::Function,
                0 => agent.maker(),
                _ => Maker::Then,
            };
            if maker == Maker::AsyncFunction && !watch.stack.is_empty() {
                // It has only been entered: it is nowhere yet.
                watch.stack.remove(0);
            }
            watch.tell(Fact::Created { promise, maker, of });
        });
    }

    /// What makes a promise now.
    fn maker(&self) -> Maker {
        let frame = self.machine.frame;
        let link = Link::from_value(frame.get(LINK)).filter(|link| link.distance() != 0);
        let Some(link) = link else {
            return Maker::Function;
        };
        let callee = frame.get(CALLEE);
        if callee == self.intrinsic(Intrinsic::Promise).value() {
            return Maker::Constructor;
        }
        let code = self.heap.function_code(callee);
        let code = code.map(|code| &self.codes[code]);
        let code = code.filter(|code| !code.source.is_internal());
        // One that is being entered is still where it was called; others have promises made for them.
        let is_entered = self.machine.position == link.position();
        match code.map(|code| code.kind) {
            Some(FunctionKind::Async) if is_entered => Maker::AsyncFunction,
            _ => Maker::Function,
        }
    }

    /// Tells that a promise is settled, and that what waited for it is ready; `newest` is the last of
    /// those. The job or jobs are queued by the caller.
    #[cold]
    #[inline(never)]
    pub(super) fn observe_settled(&mut self, promise: Object, rejected: bool, newest: Value) {
        self.with_watch(|agent, watch| {
            let id = watch.promise(Some(promise.value()));
            agent.note_stack(watch);
            let task = watch.task();
            let handled = agent.heap.promise(promise.value());
            if rejected && handled.is_some_and(|data| !data.handled) {
                watch.rejected.insert(id, task);
            }
            watch.tell(Fact::Settled {
                promise: id,
                rejected,
            });
            let mut ready = std::mem::take(&mut watch.ready);
            let mut waiter = newest;
            while !waiter.is_undefined() {
                let task = watch.waiting.remove(&waiter).unwrap_or(0);
                ready.push((task, waiter));
                waiter = agent.waiter_before(waiter);
            }
            while let Some((task, waiter)) = ready.pop() {
                if let Some(reaction) = ReactionRef::from_value(waiter) {
                    agent.tell_of_handler(watch, task, reaction, rejected);
                }
                watch.microtasks.push_back(task);
                watch.tell(Fact::Ready {
                    task,
                    why: Readiness::Settled,
                });
            }
            watch.ready = ready;
        });
    }

    /// Tells which handler is called, if another one was expected: the one for a fulfilled promise, where
    /// there is one.
    fn tell_of_handler(
        &self,
        watch: &mut Watch,
        task: TaskId,
        reaction: ReactionRef,
        rejected: bool,
    ) {
        let reaction = self.heap.reaction(reaction);
        let handler = match (rejected, reaction.on_fulfilled.is_undefined()) {
            (false, false) | (true, true) => return,
            (false, true) => reaction.on_fulfilled,
            (true, false) => reaction.on_rejected,
        };
        let function = self.place_of_function(watch, handler);
        watch.tell(Fact::Handler { task, function });
    }

    fn waiter_before(&self, waiter: Value) -> Value {
        match ActivationRef::from_value(waiter) {
            Some(activation) => self.heap.activation_next(activation),
            None => match ReactionRef::from_value(waiter) {
                Some(reaction) => self.heap.reaction(reaction).next,
                None => Value::UNDEFINED,
            },
        }
    }

    /// Tells of a reaction to a promise: one that waits, or whose job was queued just now.
    #[cold]
    #[inline(never)]
    pub(super) fn observe_reaction(
        &mut self,
        promise: Object,
        handlers: [Value; 2],
        capability: Value,
        waits: Option<Value>,
    ) {
        self.with_watch(|agent, watch| {
            let on = watch.promise(Some(promise.value()));
            let gives = agent.heap.promise_of_capability(capability);
            let gives = watch.promise(promise_in(gives));
            let rejected = agent
                .heap
                .promise(promise.value())
                .is_some_and(|data| data.state == PromiseState::Rejected);
            let [fulfilled, on_rejected] = handlers;
            let handler = match rejected || fulfilled.is_undefined() {
                true => on_rejected,
                false => fulfilled,
            };
            let function = agent.place_of_function(watch, handler);
            agent.note_stack(watch);
            let task = watch.new_task();
            watch.tell(Fact::Queued {
                task,
                kind: Kind::Reaction,
                function,
                on,
                gives,
                delay: 0,
            });
            match waits {
                Some(cell) => {
                    watch.waiting.insert(cell, task);
                }
                None => watch.queue_microtask(task),
            }
        });
    }

    /// Notes that an `await` begins or ends to make its promises.
    pub(super) fn observe_awaiting(&mut self, is_awaiting: bool) {
        if let Some(watch) = &mut self.watch {
            watch.is_awaiting = is_awaiting;
        }
    }

    /// Tells that an activation waits: for a promise, or only for its turn.
    pub(super) fn observe_await(&mut self, activation: ActivationRef, on: Option<Object>) {
        self.with_watch(|agent, watch| {
            let owner = agent.heap.activation_owner(activation);
            let gives = watch.promise(promise_in(owner));
            let callee = agent.heap.activation_callee(activation);
            let function = agent.place_of_function(watch, callee);
            agent.note_stack_of_await(watch, activation);
            let id = watch.promise(on.map(Object::value));
            let task = watch.new_task();
            watch.tell(Fact::Queued {
                task,
                kind: Kind::Resume,
                function,
                on: id,
                gives,
                delay: 0,
            });
            let data = on.and_then(|promise| agent.heap.promise(promise.value()));
            match data.is_some_and(|data| data.state == PromiseState::Pending) {
                true => {
                    watch.waiting.insert(activation.value(), task);
                }
                false => watch.queue_microtask(task),
            }
        });
    }

    /// Tells that a promise was resolved with something that has a `then`, whose call is queued.
    #[cold]
    #[inline(never)]
    pub(super) fn observe_thenable(&mut self, promise: Object, thenable: Value, then: Value) {
        self.with_watch(|agent, watch| {
            let id = watch.promise(Some(promise.value()));
            let other = watch.promise(promise_in(thenable));
            agent.note_stack(watch);
            watch.tell(Fact::Follows { promise: id, other });
            let function = agent.place_of_function(watch, then);
            let task = watch.new_task();
            watch.tell(Fact::Queued {
                task,
                kind: Kind::Thenable,
                function,
                on: other,
                gives: id,
                delay: 0,
            });
            watch.queue_microtask(task);
        });
    }

    /// Tells that a rejected promise got its first handler.
    #[cold]
    pub(super) fn observe_handled(&mut self, promise: Object) {
        self.with_watch(|agent, watch| {
            let late = agent.heap.promise(promise.value());
            let late = late.is_some_and(|data| data.reported);
            let promise = watch.promise(Some(promise.value()));
            watch.rejected.remove(&promise);
            agent.note_stack(watch);
            watch.tell(Fact::Handled { promise, late });
        });
    }

    /// Tells of an element of `Promise.all` and its like.
    #[cold]
    pub fn observe_element(
        &mut self,
        combinator: Combinator,
        (promise, element): (Value, Value),
        index: u32,
    ) {
        self.with_watch(|agent, watch| {
            let promise = watch.promise(promise_in(promise));
            let element = watch.promise(promise_in(element));
            agent.note_stack(watch);
            watch.tell(Fact::Element {
                combinator,
                promise,
                element,
                index,
            });
        });
    }

    // Queues.

    /// Queues a microtask that calls a function: what `queueMicrotask` does.
    pub fn queue_callback(&mut self, callback: Value) {
        self.queues.microtasks.push_back(Job::Callback { callback });
        if self.is_observed() {
            let (function, _) = self.callback_of(callback);
            self.observe_queued(Kind::Microtask, function, Watch::queue_microtask);
        }
    }

    /// Queues a next tick.
    pub fn queue_tick(&mut self, tick: Tick) {
        let function = tick.callback;
        self.queues.ticks.push_back(tick);
        if self.is_observed() {
            self.observe_queued(Kind::Tick, function, Watch::queue_tick);
        }
    }

    #[cold]
    fn observe_queued(
        &mut self,
        kind: Kind,
        function: Value,
        queue: impl FnOnce(&mut Watch, TaskId),
    ) {
        self.with_watch(|agent, watch| {
            let function = agent.place_of_function(watch, function);
            agent.note_stack(watch);
            let task = watch.new_task();
            watch.tell(queued(task, kind, function, 0));
            queue(watch, task);
        });
    }

    /// Begins with a queue of microtasks of its own.
    pub fn set_microtasks_aside(&mut self) {
        self.queues.set_microtasks_aside();
        if let Some(watch) = &mut self.watch {
            let microtasks = std::mem::take(&mut watch.microtasks);
            watch.aside.push(microtasks);
        }
    }

    /// Goes back to the queue before.
    pub fn take_microtasks_back(&mut self) {
        self.queues.take_microtasks_back();
        if let Some(watch) = &mut self.watch {
            watch.microtasks = watch.aside.pop().unwrap_or_default();
        }
    }

    /// Notes that the next task is the oldest microtask, which was taken out of its queue.
    pub fn observe_microtask_taken(&mut self) {
        if let Some(watch) = &mut self.watch {
            watch.next = watch.microtasks.pop_front().unwrap_or(0);
        }
    }

    /// The same of a tick.
    pub fn observe_tick_taken(&mut self) {
        if let Some(watch) = &mut self.watch {
            watch.next = watch.ticks.pop_front().unwrap_or(0);
        }
    }

    /// Tells that a timer or an immediate waits.
    #[cold]
    pub fn observe_scheduled(&mut self, kind: Kind, object: Object, function: Value, delay: u32) {
        self.with_watch(|agent, watch| {
            let function = agent.place_of_function(watch, function);
            agent.note_stack(watch);
            let task = watch.new_task();
            watch.tell(queued(task, kind, function, delay));
            if kind == Kind::Immediate {
                watch.tell(Fact::Ready {
                    task,
                    why: Readiness::AtOnce,
                });
            }
            watch.scheduled.insert(object.value(), (task, false));
        });
    }

    /// Tells that a timer or an immediate was cleared.
    #[cold]
    pub fn observe_cancelled(&mut self, object: Object) {
        self.with_watch(|agent, watch| {
            if let Some((task, _)) = watch.scheduled.remove(&object.value()) {
                agent.note_stack(watch);
                watch.tell(Fact::Cancelled { task });
            }
        });
    }

    /// Notes that a timer or an immediate is what is entered next. The later runs of an interval are
    /// tasks that the ones before them have queued.
    #[cold]
    pub fn observe_due(&mut self, kind: Kind, object: Object, function: Value, delay: u32) {
        self.with_watch(|agent, watch| {
            watch.stack.clear();
            let (mut task, begun) = watch
                .scheduled
                .get(&object.value())
                .copied()
                .unwrap_or((0, true));
            if begun {
                let function = agent.place_of_function(watch, function);
                let (before, new) = (task.max(1), watch.new_task());
                watch.tell_by(queued(new, kind, function, delay), before);
                task = new;
            }
            watch.scheduled.insert(object.value(), (task, true));
            if kind.is_timer() {
                watch.tell(Fact::Ready {
                    task,
                    why: Readiness::Due,
                });
            }
            watch.next = task;
        });
    }

    /// Tells that a message was sent to an object.
    #[cold]
    pub fn observe_message(&mut self, object: Object) {
        self.with_watch(|agent, watch| {
            agent.note_stack(watch);
            let task = watch.new_task();
            watch.tell(queued(task, Kind::Message, Place::NONE, 0));
            watch.tell(Fact::Ready {
                task,
                why: Readiness::AtOnce,
            });
            let waiting = watch.messages.entry(object.value()).or_default();
            waiting.push_back(task);
        });
    }

    /// Notes that the next message to an object is what is entered next.
    #[cold]
    pub fn observe_message_taken(&mut self, object: Object) {
        if let Some(watch) = &mut self.watch {
            let waiting = watch.messages.get_mut(&object.value());
            watch.next = waiting.and_then(|it| it.pop_front()).unwrap_or(0);
        }
    }

    /// Tells that something is begun outside, which a function waits for; what it is called from now on.
    #[cold]
    pub fn observe_operation(&mut self, function: Value) -> TaskId {
        let told = self.with_watch(|agent, watch| {
            let function = agent.place_of_function(watch, function);
            agent.note_stack(watch);
            let task = watch.new_task();
            watch.tell(queued(task, Kind::Completion, function, 0));
            task
        });
        told.unwrap_or(0)
    }

    /// Notes that something has come of an operation, which is what is entered next. What comes after the
    /// first are tasks that the ones before them have queued.
    #[cold]
    pub fn observe_came(&mut self, (task, begun): (TaskId, bool), function: Value) {
        self.with_watch(|agent, watch| {
            watch.stack.clear();
            let mut task = task;
            if begun {
                let function = agent.place_of_function(watch, function);
                let (before, new) = (task.max(1), watch.new_task());
                watch.tell_by(queued(new, Kind::Completion, function, 0), before);
                task = new;
            }
            watch.tell(Fact::Ready {
                task,
                why: Readiness::Came,
            });
            watch.next = task;
        });
    }

    // What runs.

    /// Tells that a callback is entered: the task that was noted, or one that nobody queued.
    #[cold]
    pub fn observe_begin(&mut self, kind: Kind, function: Value, milliseconds: f64) {
        let function = function.as_object().map_or(Value::UNDEFINED, Object::value);
        self.with_watch(|agent, watch| {
            watch.stack.clear();
            let mut task = std::mem::take(&mut watch.next);
            if task == 0 {
                let function = agent.place_of_function(watch, function);
                // The program as a whole stands for who began what comes from outside.
                let by = match (watch.task(), kind) {
                    (0, Kind::Main | Kind::Module) => 0,
                    (0, _) => 1,
                    (task, _) => task,
                };
                task = watch.new_task();
                watch.tell_by(queued(task, kind, function, 0), by.min(task - 1));
                let why = match kind {
                    Kind::Main | Kind::Module | Kind::Exit => Readiness::AtOnce,
                    _ => Readiness::Came,
                };
                watch.tell(Fact::Ready { task, why });
            }
            watch.begin(task, kind, micros(milliseconds));
        });
    }

    /// Tells that the callback that was entered last ends.
    #[cold]
    pub fn observe_end(&mut self, threw: bool, milliseconds: f64) {
        if let Some(watch) = &mut self.watch
            && let Some(task) = watch.running.pop()
        {
            watch.tell_plain(Fact::End {
                task,
                threw,
                time: micros(milliseconds),
            });
        }
    }

    /// Tells that a promise is judged to be rejected without a handler, or to have got one late: a task
    /// begins.
    #[cold]
    pub fn observe_judgement(&mut self, promise: Object, late: bool, milliseconds: f64) {
        self.with_watch(|_, watch| {
            watch.stack.clear();
            let promise = watch.promise(Some(promise.value()));
            let by = watch.rejected.remove(&promise).unwrap_or(1).max(1);
            let task = watch.new_task();
            let fact = Fact::Queued {
                task,
                kind: Kind::Rejection,
                function: Place::NONE,
                on: promise,
                gives: 0,
                delay: 0,
            };
            watch.tell_by(fact, by.min(task - 1));
            if !late {
                watch.tell(Fact::Unhandled { promise });
            }
            watch.tell(Fact::Ready {
                task,
                why: Readiness::AtOnce,
            });
            watch.begin(task, Kind::Rejection, micros(milliseconds));
        });
    }

    /// Notes that a drain begins.
    pub fn observe_drain(&mut self) {
        if let Some(watch) = &mut self.watch {
            watch.progress.drain += 1;
        }
    }

    /// Notes that a phase begins: a turn begins with its timers.
    pub fn observe_phase(&mut self, phase: Phase) {
        let Some(watch) = &mut self.watch else {
            return;
        };
        let progress = &mut watch.progress;
        if (phase == Phase::Timers && (progress.is_used || progress.turn == 0))
            || (!matches!(phase, Phase::Main | Phase::Exit) && progress.turn == 0)
        {
            progress.turn += 1;
            progress.is_used = false;
        }
        progress.phase = phase;
    }

    /// Tells of what is written to a stream.
    #[cold]
    pub fn observe_output(&mut self, channel: Channel, bytes: &[u8]) {
        self.with_watch(|agent, watch| {
            agent.note_stack(watch);
            watch.output(channel, bytes);
        });
    }
}

impl Watch {
    /// Notes that a microtask is in the queue.
    fn queue_microtask(&mut self, task: TaskId) {
        self.microtasks.push_back(task);
        self.tell(Fact::Ready {
            task,
            why: Readiness::AtOnce,
        });
    }

    fn queue_tick(&mut self, task: TaskId) {
        self.ticks.push_back(task);
        self.tell(Fact::Ready {
            task,
            why: Readiness::AtOnce,
        });
    }

    fn begin(&mut self, task: TaskId, kind: Kind, time: u64) {
        let progress = &mut self.progress;
        let is_drained = kind.is_microtask() || kind == Kind::Tick;
        progress.is_used |= !is_drained;
        let fact = Fact::Begin {
            task,
            turn: progress.turn,
            phase: progress.phase,
            drain: if is_drained { progress.drain } else { 0 },
            time,
        };
        self.running.push(task);
        self.tell_plain(fact);
    }
}

fn queued(task: TaskId, kind: Kind, function: Place, delay: u32) -> Fact {
    Fact::Queued {
        task,
        kind,
        function,
        on: 0 as PromiseId,
        gives: 0,
        delay,
    }
}

fn promise_in(value: Value) -> Option<Value> {
    let object = value.as_object()?;
    object.is(ObjectKind::Promise).then_some(value)
}

fn micros(milliseconds: f64) -> u64 {
    (milliseconds * 1000.0) as u64
}
