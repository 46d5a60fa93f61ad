//! The loop with natives as callbacks: phases, completions, the observer.

use super::completions::{Finish, Length, Operation, Sort};
use super::observer::{Channel, Fact, Kind, Observer, Place, TaskId};
use super::scheduled::Scheduled;
use super::{EventLoop, LoopHooks, run};
use crate::engine::{Agent, Caught, JsResult, Kind as ObjectKind, Limits, Object, Tick, Value};
use crate::event_loop::clock::{Clock, Moment};
use crate::heap::{HostData, Tracer};
use crate::source::SourceText;
use std::cell::RefCell;
use std::rc::Rc;

struct Hooks;

impl LoopHooks for Hooks {
    fn uncaught(&self, agent: &mut Agent, _: Caught, _: Kind) -> JsResult<()> {
        log(agent, "uncaught");
        Ok(())
    }

    fn unhandled_rejection(&self, agent: &mut Agent, _: Object) -> JsResult<()> {
        log(agent, "unhandled");
        Ok(())
    }

    fn rejection_handled(&self, agent: &mut Agent, _: Object) -> JsResult<()> {
        log(agent, "handled late");
        Ok(())
    }

    fn before_sleep(&self, _: &mut Agent) {}

    fn at_turn(&self, _: &mut Agent) {}

    fn thread_prologue(&self) -> fn() {
        || {}
    }
}

#[derive(Default)]
struct Log(Vec<String>);

impl HostData for Log {
    fn trace(&self, _: &mut Tracer<'_>) {}
}

fn log(agent: &mut Agent, text: &str) {
    if let Some(log) = agent.slot_mut::<Log>() {
        log.0.push(text.to_string());
    }
}

fn logged(agent: &mut Agent) -> String {
    agent
        .slot_mut::<Log>()
        .map_or(String::new(), |log| std::mem::take(&mut log.0).join(" "))
}

fn new_agent() -> Agent {
    let mut agent = Agent::new(Limits::default());
    crate::builtins::install(&mut agent);
    EventLoop::install(&mut agent, Clock::virtual_time(), Rc::new(Hooks));
    agent.set_slot(Log::default());
    agent
}

/// A function that logs a text, and throws if the text says so.
fn logger(agent: &mut Agent, text: &str) -> Value {
    let id = agent.register_function("", 0, |agent, call| {
        let text = agent.heap.native_data(call.callee(), 0);
        let text = agent.to_rust_string(text)?;
        log(agent, &text);
        match text.starts_with("throw") {
            true => Err(agent.type_error("thrown")),
            false => Ok(Value::UNDEFINED),
        }
    });
    let text = agent.heap.new_string(text).value();
    agent.new_native(id, [text, Value::UNDEFINED]).value()
}

fn scheduled(agent: &mut Agent, data: Scheduled) -> Object {
    let shape = agent.heap.root_shape(Value::NULL, ObjectKind::Host);
    agent.heap.new_host(ObjectKind::Host, shape, Box::new(data))
}

fn timer(agent: &mut Agent, text: &str, milliseconds: u32) {
    let function = logger(agent, text);
    let data = Scheduled::timer(function, Vec::new(), milliseconds, false);
    let object = scheduled(agent, data);
    Scheduled::start_timer(agent, object);
}

fn immediate(agent: &mut Agent, text: &str) {
    let function = logger(agent, text);
    let object = scheduled(agent, Scheduled::immediate(function, Vec::new()));
    Scheduled::start_immediate(agent, object);
}

fn tick(agent: &mut Agent, text: &str) {
    let callback = logger(agent, text);
    let arguments = Box::default();
    agent.queue_tick(Tick {
        callback,
        arguments,
        context: agent.context.current(),
        resource: Value::UNDEFINED,
    });
}

fn microtask(agent: &mut Agent, text: &str) {
    let callback = logger(agent, text);
    agent.queue_callback(callback);
}

#[test]
fn phases() {
    let mut agent = new_agent();
    timer(&mut agent, "t20", 20);
    timer(&mut agent, "t5", 5);
    immediate(&mut agent, "i1");
    immediate(&mut agent, "i2");
    microtask(&mut agent, "m");
    tick(&mut agent, "tick");
    assert_eq!(super::microtasks::drain(&mut agent), Ok(()));
    assert_eq!(run(&mut agent), Ok(()));
    assert_eq!(logged(&mut agent), "tick m i1 i2 t5 t20");
    assert_eq!(
        EventLoop::of(&mut agent).clock.loop_time(),
        Moment::from_millis(20)
    );
}

#[test]
fn throws_are_handed_on() {
    let mut agent = new_agent();
    tick(&mut agent, "throw 1");
    tick(&mut agent, "t2");
    microtask(&mut agent, "throw m");
    microtask(&mut agent, "m2");
    immediate(&mut agent, "i");
    assert_eq!(super::microtasks::drain(&mut agent), Ok(()));
    assert_eq!(logged(&mut agent), "throw 1 uncaught");
    assert_eq!(run(&mut agent), Ok(()));
    assert_eq!(logged(&mut agent), "t2 throw m uncaught m2 i");
}

#[test]
fn rejections_are_judged_after_the_drain() {
    let mut agent = new_agent();
    let promise = agent.new_promise();
    agent.reject_promise(promise, Value::UNDEFINED);
    assert_eq!(super::microtasks::drain(&mut agent), Ok(()));
    assert_eq!(logged(&mut agent), "unhandled");
    let none = Value::UNDEFINED;
    agent.perform_promise_then(promise, none, none, none);
    while agent.queues.microtasks.pop_front().is_some() {}
    assert_eq!(super::microtasks::drain(&mut agent), Ok(()));
    assert_eq!(logged(&mut agent), "handled late");
}

/// Says that an operation is done, which is logged.
fn told(text: &'static str) -> impl FnOnce(&mut Agent, Value) -> JsResult<()> + Send {
    move |agent, _| {
        log(agent, text);
        Ok(())
    }
}

fn begin(agent: &mut Agent, sort: Sort) -> Operation {
    EventLoop::begin(agent, Value::UNDEFINED, sort, "TEST")
}

#[test]
fn background_work_keeps_the_loop_and_holds_a_virtual_clock() {
    let mut agent = new_agent();
    timer(&mut agent, "t5", 5);
    let operation = EventLoop::begin(&mut agent, Value::int(7), Sort::Request, "TEST");
    let thread = std::thread::spawn(move || {
        std::thread::sleep(std::time::Duration::from_millis(20));
        operation.finish(|agent, value| {
            let text = agent.to_rust_string(value)?;
            log(agent, &text);
            let late = EventLoop::of(agent).clock.loop_time() > Moment::from_millis(2);
            if late {
                log(agent, "the clock went on");
            }
            Ok(())
        });
    });
    assert_eq!(run(&mut agent), Ok(()));
    assert!(thread.join().is_ok());
    assert_eq!(logged(&mut agent), "7 t5");
}

#[test]
fn completions_come_in_the_order_of_their_beginning_and_later_ones_in_the_next_phase() {
    let mut agent = new_agent();
    let first = begin(&mut agent, Sort::Request);
    let second = begin(&mut agent, Sort::Request);
    second.finish(told("second"));
    first.finish(|agent, _| {
        log(agent, "first");
        begin(agent, Sort::Request).finish(told("third"));
        Ok(())
    });
    immediate(&mut agent, "immediate");
    assert_eq!(run(&mut agent), Ok(()));
    assert_eq!(logged(&mut agent), "first second immediate third");
}

#[test]
fn short_work_is_done_in_order() {
    let mut agent = new_agent();
    for text in ["a", "b", "c"] {
        let work = move || -> Finish { Box::new(told(text)) };
        let none = Value::UNDEFINED;
        EventLoop::begin_work(&mut agent, none, "TEST", Length::Short, Box::new(work));
    }
    let work = || -> Finish { Box::new(told("long")) };
    let none = Value::UNDEFINED;
    EventLoop::begin_work(&mut agent, none, "TEST", Length::Unknown, Box::new(work));
    assert_eq!(run(&mut agent), Ok(()));
    assert_eq!(logged(&mut agent), "a b c long");
}

#[test]
fn an_operation_that_is_dropped_is_over() {
    let mut agent = new_agent();
    let thread = begin(&mut agent, Sort::Request);
    let thread = std::thread::spawn(move || drop(thread));
    drop(begin(&mut agent, Sort::Handle));
    assert_eq!(run(&mut agent), Ok(()));
    assert!(thread.join().is_ok());
    assert_eq!(EventLoop::of(&mut agent).completions.pending(), 0);
}

#[test]
fn a_handle_keeps_the_loop_unless_told_otherwise_and_no_clock() {
    let mut agent = new_agent();
    timer(&mut agent, "t5", 5);
    let handle = begin(&mut agent, Sort::Handle);
    let request = begin(&mut agent, Sort::Request);
    let completions = &mut EventLoop::of(&mut agent).completions;
    assert_eq!((completions.pending(), completions.requests()), (2, 1));
    for refed in [false, false, true, false] {
        completions.set_refed(handle.key(), refed);
        completions.set_refed(request.key(), refed);
        assert_eq!(completions.is_refed(handle.key()), refed);
        assert!(completions.is_refed(request.key()));
    }
    drop(request);
    handle.post(told("one"));
    handle.post(told("two"));
    assert_eq!(run(&mut agent), Ok(()));
    assert_eq!(logged(&mut agent), "one two t5");
}

#[test]
fn pending_comes_before_and_after_poll_and_closing_at_the_end() {
    let mut agent = new_agent();
    let object = scheduled(
        &mut agent,
        Scheduled::immediate(Value::UNDEFINED, Vec::new()),
    );
    begin(&mut agent, Sort::Request).finish(move |agent, _| {
        log(agent, "poll");
        Ok(())
    });
    let this = EventLoop::of(&mut agent);
    this.pending.push(object, |agent, object| {
        log(agent, "pending");
        begin(agent, Sort::Request).finish(told("asked in pending"));
        EventLoop::of(agent).pending.push(object, |agent, object| {
            log(agent, "after poll");
            EventLoop::of(agent).closing.push(object, |agent, _| {
                log(agent, "closed");
                Ok(())
            });
            Ok(())
        });
        Ok(())
    });
    immediate(&mut agent, "immediate");
    assert_eq!(run(&mut agent), Ok(()));
    let told = "pending poll asked in pending after poll immediate closed";
    assert_eq!(logged(&mut agent), told);
}

struct Watcher(Rc<RefCell<Vec<String>>>);

impl Observer for Watcher {
    fn source(&mut self, _: u32, _: &Rc<SourceText>) {}

    fn fact(&mut self, fact: Fact, by: TaskId, _: &[Place]) {
        let text = match fact {
            Fact::Queued { task, kind, .. } => format!("+{task} {} by {by}", kind.label()),
            Fact::Ready { task, why } => format!("{task} {why:?}"),
            Fact::Begin { task, .. } => format!("({task}"),
            Fact::End { threw: true, .. } => String::from("!)"),
            Fact::End { .. } => String::from(")"),
            fact => format!("{fact:?}"),
        };
        self.0.borrow_mut().push(text);
    }

    fn output(&mut self, _: Channel, _: &[u8], _: TaskId, _: &[Place]) {}
}

#[test]
fn an_observer_is_told_at_the_moment() {
    let mut agent = new_agent();
    let seen = Rc::new(RefCell::new(Vec::new()));
    let watcher = Watcher(Rc::clone(&seen));
    agent.watch(Box::new(watcher));
    timer(&mut agent, "t", 1);
    microtask(&mut agent, "throw");
    assert_eq!(super::microtasks::drain(&mut agent), Ok(()));
    assert_eq!(run(&mut agent), Ok(()));
    let seen = seen.borrow().join(", ");
    let told = "+1 setTimeout by 0, +2 queueMicrotask by 1, 2 AtOnce, (2, !), 1 Due, (1, )";
    assert_eq!(seen, told);
}
