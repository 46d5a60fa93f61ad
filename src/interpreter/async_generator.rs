//! Async generator objects: their queue of requests, `yield` and `yield*` in them.
//!
//! [AsyncGenerator objects](https://tc39.es/ecma262/#sec-asyncgenerator-objects)
//!
//! The queue is a ring of cells: a generator's word is the newest request, whose `next` is the
//! oldest; `null` where there is none.

use super::generator::{
    AWAITING_RETURN, COMPLETED, Delegated, START, SUSPENDED, YIELDING, delegate, is_async,
    run_body, set_state,
};
use super::suspend::{Entry, Resumable, ResumableBox, Suspension, Way, resumed};
use super::tree::NodeBox;
use crate::engine::{
    Agent, Call, Intrinsic, IteratorRecord, JsResult, NativeId, ResumeMode, SuspendReason, Throw,
    Unwinding,
};
use crate::heap::{
    ActivationRef, Frame, HostData, Object, RequestData, RequestRef, Slot, Tracer, Value,
};

/// One request to an async generator.
#[derive(Clone, Copy)]
struct Request {
    mode: ResumeMode,
    value: Value,
    promise: Object,
}

impl Request {
    fn of_cell(cell: &RequestData) -> Request {
        Request {
            mode: match cell.mode {
                0 => ResumeMode::Next,
                1 => ResumeMode::Throw,
                _ => ResumeMode::Return,
            },
            value: cell.value,
            promise: match cell.promise.as_object() {
                Some(promise) => promise,
                None => unreachable!("a request has a promise"),
            },
        }
    }
}

fn newest_request(agent: &Agent, object: Object) -> Option<RequestRef> {
    let data = agent.heap.generator(object.value())?;
    RequestRef::from_value(data.link)
}

/// The oldest request.
fn first_request(agent: &Agent, object: Object) -> Option<Request> {
    let newest = newest_request(agent, object)?;
    let first = RequestRef::from_value(agent.heap.request(newest).next)?;
    Some(Request::of_cell(agent.heap.request(first)))
}

fn add_request(agent: &mut Agent, object: Object, request: Request) {
    let newest = newest_request(agent, object);
    let added = agent.heap.new_request(RequestData {
        next: Value::UNDEFINED,
        promise: request.promise.value(),
        value: request.value,
        mode: request.mode as u32,
    });
    let first = match newest {
        Some(newest) => {
            let newest = agent.heap.request_mut(newest);
            std::mem::replace(&mut newest.next, added.value())
        }
        None => added.value(),
    };
    agent.heap.request_mut(added).next = first;
    agent.heap.generator_mut(object).link = added.value();
}

fn take_request(agent: &mut Agent, object: Object) -> Option<Request> {
    let newest = newest_request(agent, object)?;
    let first = RequestRef::from_value(agent.heap.request(newest).next)?;
    if first == newest {
        agent.heap.generator_mut(object).link = Value::NULL;
    } else {
        let second = agent.heap.request(first).next;
        agent.heap.request_mut(newest).next = second;
    }
    Some(Request::of_cell(agent.heap.request(first)))
}

const AWAITS_REQUEST: u32 = 0;
const AWAITS_RESULT: u32 = 1;
const AWAITS_RETURN: u32 = 2;
const AWAITS_CLOSE: u32 = 3;
const AWAITS_RECEIVED: u32 = 4;

/// `yield x` in an async generator. That `x` is awaited first is left to the driver of the
/// generator: the body only goes on once the next request is there, or where the await threw.
pub struct AsyncYield {
    /// What is yielded: a temporary, or what can't suspend.
    pub value: NodeBox,
    /// Where it suspends.
    pub suspension: Suspension,
    /// In the source.
    pub position: u32,
}

impl Resumable for AsyncYield {
    type Child = ResumableBox;

    fn eval(&self, agent: &mut Agent, frame: Frame, entry: Entry<ResumableBox>) -> JsResult {
        let (state, way) = entry.state(agent);
        let at = &self.suspension;
        match state {
            None => {
                let mut value = self.value.eval(agent, frame)?;
                agent.machine.position = self.position;
                let mut reason = SuspendReason::YieldAwaited;
                if let Some(settled) = agent.await_at_once(frame, value) {
                    value = settled?;
                    reason = SuspendReason::Yield;
                }
                Err(way.suspend_in(agent, at, (reason, value), AWAITS_REQUEST))
            }
            // AsyncGeneratorUnwrapYieldResumption
            Some(AWAITS_REQUEST) => {
                if agent.machine.resumption.mode != ResumeMode::Return {
                    return resumed(agent);
                }
                agent.machine.resumption.active = false;
                let handed = (SuspendReason::Await, agent.machine.resumption.value);
                Err(way.suspend_in(agent, at, handed, AWAITS_RETURN))
            }
            Some(_) => {
                let value = resumed(agent)?;
                Err(agent.machine.return_from_generator(value))
            }
        }
    }
}

/// `yield* iterable` in an async generator.
pub struct AsyncYieldDelegate {
    /// What is iterated; can't suspend.
    pub iterable: NodeBox,
    /// The message where it has no iterator.
    pub failure: Box<str>,
    /// The first of three temporaries: the iterator and its `next`, the mode.
    pub temporary: Slot,
    /// Where it suspends.
    pub suspension: Suspension,
    /// In the source.
    pub position: u32,
}

impl AsyncYieldDelegate {
    fn ask(
        &self,
        agent: &mut Agent,
        frame: Frame,
        way: Way<ResumableBox>,
        (mode, received): (ResumeMode, Value),
    ) -> Throw {
        let slot = self.temporary;
        frame.set(slot + 2, Value::int(mode as i32));
        let Some(iterator) = frame.get(slot).as_object() else {
            unreachable!("an iterator is in its slot")
        };
        let record = IteratorRecord {
            iterator,
            next: frame.get(slot + 1),
        };
        let asked = agent.scoped(|agent| {
            agent.keep(received);
            self.ask_iterator(agent, &record, mode, received)
        });
        // What was asked has left its own position.
        agent.machine.position = self.position;
        match asked {
            Ok((state, value)) => {
                let handed = (SuspendReason::Await, value);
                way.suspend_in(agent, &self.suspension, handed, state)
            }
            Err(throw) => throw,
        }
    }

    fn ask_iterator(
        &self,
        agent: &mut Agent,
        record: &IteratorRecord,
        mode: ResumeMode,
        received: Value,
    ) -> JsResult<(u32, Value)> {
        let iterator = record.iterator.value();
        if mode == ResumeMode::Throw {
            if let Some(method) = agent.get_method(iterator, agent.names.throw)? {
                return Ok((AWAITS_RESULT, agent.call(method, iterator, &[received])?));
            }
            // AsyncIteratorClose, then the TypeError.
            return match agent.get_method(iterator, agent.names.return_)? {
                Some(method) => Ok((AWAITS_CLOSE, agent.call(method, iterator, &[])?)),
                None => Err(agent.type_error("The iterator does not provide a 'throw' method.")),
            };
        }
        match delegate(agent, record, mode, received)? {
            Delegated::Result(result) => Ok((AWAITS_RESULT, result)),
            Delegated::Return(value) => Ok((AWAITS_RETURN, value)),
        }
    }

    fn receive(&self, agent: &mut Agent, frame: Frame, way: Way<ResumableBox>) -> JsResult {
        let returning = frame.get(self.temporary + 2) == Value::int(ResumeMode::Return as i32);
        let result = resumed(agent)?;
        let object = agent.iterator_result(result)?;
        let (done, value) = agent.scoped(|agent| -> JsResult<(bool, Value)> {
            agent.keep_object(object);
            let done = agent.get(object, agent.names.done)?;
            let value = agent.get(object, agent.names.value)?;
            Ok((agent.heap.to_boolean(done), value))
        })?;
        if !done {
            let handed = (SuspendReason::Yield, value);
            return Err(way.suspend_in(agent, &self.suspension, handed, AWAITS_REQUEST));
        }
        if returning {
            Err(agent.machine.return_from_generator(value))
        } else {
            Ok(value)
        }
    }
}

impl AsyncYieldDelegate {
    fn open(&self, agent: &mut Agent, frame: Frame) -> JsResult<()> {
        let iterable = self.iterable.eval(agent, frame)?;
        let slot = self.temporary;
        frame.set(slot, iterable);
        let record = agent.scoped(|agent| agent.get_async_iterator(iterable, &self.failure))?;
        frame.set(slot, record.iterator.value());
        frame.set(slot + 1, record.next);
        Ok(())
    }
}

impl Resumable for AsyncYieldDelegate {
    type Child = ResumableBox;

    fn eval(&self, agent: &mut Agent, frame: Frame, entry: Entry<ResumableBox>) -> JsResult {
        let (state, way) = entry.state(agent);
        agent.machine.position = self.position;
        match state {
            None => {
                self.open(agent, frame)?;
                Err(self.ask(agent, frame, way, (ResumeMode::Next, Value::UNDEFINED)))
            }
            Some(AWAITS_REQUEST) => {
                agent.machine.resumption.active = false;
                let (mode, value) = (
                    agent.machine.resumption.mode,
                    agent.machine.resumption.value,
                );
                if mode == ResumeMode::Return {
                    // AsyncGeneratorUnwrapYieldResumption
                    let handed = (SuspendReason::Await, value);
                    return Err(way.suspend_in(agent, &self.suspension, handed, AWAITS_RECEIVED));
                }
                Err(self.ask(agent, frame, way, (mode, value)))
            }
            Some(AWAITS_RECEIVED) => {
                agent.machine.resumption.active = false;
                let mode = match agent.machine.resumption.mode {
                    ResumeMode::Throw => ResumeMode::Throw,
                    ResumeMode::Next | ResumeMode::Return => ResumeMode::Return,
                };
                let value = agent.machine.resumption.value;
                Err(self.ask(agent, frame, way, (mode, value)))
            }
            Some(AWAITS_RETURN) => {
                let value = resumed(agent)?;
                Err(agent.machine.return_from_generator(value))
            }
            Some(AWAITS_CLOSE) => {
                resumed(agent)?;
                Err(agent.type_error("The iterator does not provide a 'throw' method."))
            }
            Some(_) => self.receive(agent, frame, way),
        }
    }
}

/// `next`, `return` or `throw` of an async generator: a promise of the iterator result.
pub fn call_async_method(
    agent: &mut Agent,
    this: Value,
    mode: ResumeMode,
    value: Value,
    method: &str,
) -> JsResult {
    agent.gc_point();
    let promise = agent.new_promise();
    agent.keep_object(promise);
    let data = agent.heap.generator(this).copied();
    let data = data.filter(is_async);
    let (Some(data), Some(object)) = (data, this.as_object()) else {
        let what = agent.value_for_message(this);
        let text = format!(
            "Method [AsyncGenerator].prototype.{method} called on incompatible receiver {what}"
        );
        let error = agent.new_error(Intrinsic::TypeErrorPrototype, &text);
        agent.reject_promise(promise, error.value());
        return Ok(promise.value());
    };
    let mut at = data.state;
    if mode == ResumeMode::Throw && at == START {
        set_state(agent, object, COMPLETED);
        at = COMPLETED;
    }
    if at == COMPLETED {
        match mode {
            ResumeMode::Next => {
                let result = agent.create_iter_result_object(Value::UNDEFINED, true);
                agent.resolve_promise(promise, result.value());
                return Ok(promise.value());
            }
            ResumeMode::Throw => {
                agent.reject_promise(promise, value);
                return Ok(promise.value());
            }
            ResumeMode::Return => {}
        }
    }
    let request = Request {
        mode,
        value,
        promise,
    };
    add_request(agent, object, request);
    if mode == ResumeMode::Return && (at == START || at == COMPLETED) {
        await_return(agent, object)?;
    } else if at == START || at == SUSPENDED {
        resume_body(agent, object, mode, value, false)?;
    }
    Ok(promise.value())
}

/// Goes on in a job after an `await`.
pub(super) fn go_on(
    agent: &mut Agent,
    object: Object,
    mode: ResumeMode,
    value: Value,
) -> JsResult<()> {
    agent.scoped(|agent| {
        agent.keep_object(object);
        let (mut mode, mut value) = (mode, value);
        if agent.heap.generator_mut(object).state == YIELDING && mode == ResumeMode::Next {
            match yielded(agent, object, value) {
                None => return Ok(()),
                Some(request) => (mode, value) = (request.mode, request.value),
            }
        }
        resume_body(agent, object, mode, value, true)
    })
}

/// [AsyncGeneratorYield](https://tc39.es/ecma262/#sec-asyncgeneratoryield), once the value was
/// awaited: settles the oldest request. The generator waits for the next one, unless it is there.
fn yielded(agent: &mut Agent, object: Object, value: Value) -> Option<Request> {
    complete_step(agent, object, Ok(value), false);
    let next = first_request(agent, object);
    if next.is_none() {
        set_state(agent, object, SUSPENDED);
    }
    next
}

/// Runs an async generator's body on, and deals with how that ends.
fn resume_body(
    agent: &mut Agent,
    object: Object,
    mode: ResumeMode,
    value: Value,
    rest_of_job: bool,
) -> JsResult<()> {
    let (mut mode, mut value) = (mode, value);
    loop {
        if let Ok(value) = run_body(agent, object, mode, value, rest_of_job) {
            return finish_body(agent, object, Ok(value));
        }
        match agent.machine.unwinding() {
            Unwinding::Termination => return Err(Throw),
            Unwinding::Return => {
                let value = agent.machine.take_handed_over();
                return finish_body(agent, object, Ok(value));
            }
            Unwinding::Exception => {
                let reason = agent.catch(Throw)?;
                return finish_body(agent, object, Err(reason));
            }
            Unwinding::Suspension => {}
        }
        let handed = agent.machine.take_handed_over();
        let reason = agent.machine.resumption.reason;
        if matches!(reason, SuspendReason::Await | SuspendReason::YieldAwaited) {
            if reason == SuspendReason::YieldAwaited {
                set_state(agent, object, YIELDING);
            }
            let activation = agent.heap.generator_mut(object).activation;
            let Some(activation) = ActivationRef::from_value(activation) else {
                unreachable!("a running generator has its activation");
            };
            match agent.await_value(activation, handed) {
                Ok(()) => return Ok(()),
                Err(throw) => {
                    value = agent.catch(throw)?;
                    mode = ResumeMode::Throw;
                    set_state(agent, object, SUSPENDED);
                    continue;
                }
            }
        }
        match yielded(agent, object, handed) {
            None => return Ok(()),
            Some(request) => (mode, value) = (request.mode, request.value),
        }
    }
}

/// [AsyncGeneratorCompleteStep](https://tc39.es/ecma262/#sec-asyncgeneratorcompletestep)
fn complete_step(agent: &mut Agent, object: Object, result: Result<Value, Value>, done: bool) {
    let Some(request) = take_request(agent, object) else {
        return;
    };
    match result {
        Ok(value) => {
            let result = agent.create_iter_result_object(value, done);
            agent.resolve_promise(request.promise, result.value());
        }
        Err(reason) => agent.reject_promise(request.promise, reason),
    }
}

fn finish_body(agent: &mut Agent, object: Object, result: Result<Value, Value>) -> JsResult<()> {
    set_state(agent, object, COMPLETED);
    complete_step(agent, object, result, true);
    drain_queue(agent, object)
}

/// [AsyncGeneratorDrainQueue](https://tc39.es/ecma262/#sec-asyncgeneratordrainqueue)
fn drain_queue(agent: &mut Agent, object: Object) -> JsResult<()> {
    while let Some(request) = first_request(agent, object) {
        match request.mode {
            ResumeMode::Return => return await_return(agent, object),
            ResumeMode::Next => complete_step(agent, object, Ok(Value::UNDEFINED), true),
            ResumeMode::Throw => complete_step(agent, object, Err(request.value), true),
        }
    }
    set_state(agent, object, COMPLETED);
    Ok(())
}

/// [AsyncGeneratorAwaitReturn](https://tc39.es/ecma262/#sec-asyncgeneratorawaitreturn)
fn await_return(agent: &mut Agent, object: Object) -> JsResult<()> {
    let Some(request) = first_request(agent, object) else {
        return Ok(());
    };
    set_state(agent, object, COMPLETED);
    set_state(agent, object, AWAITING_RETURN);
    let constructor = agent.intrinsic(Intrinsic::Promise);
    let promise = agent.scoped(|agent| agent.promise_resolve(constructor, request.value));
    match promise {
        Ok(promise) => {
            let natives = return_natives(agent);
            let none = Value::UNDEFINED;
            let fulfilled = agent.new_native(natives.fulfilled, [object.value(), none]);
            let rejected = agent.new_native(natives.rejected, [object.value(), none]);
            agent.perform_promise_then(promise, fulfilled.value(), rejected.value(), none);
            Ok(())
        }
        Err(throw) => {
            let reason = agent.catch(throw)?;
            set_state(agent, object, COMPLETED);
            complete_step(agent, object, Err(reason), true);
            drain_queue(agent, object)
        }
    }
}

#[derive(Clone, Copy)]
struct ReturnNatives {
    fulfilled: NativeId,
    rejected: NativeId,
}

impl HostData for ReturnNatives {
    fn trace(&self, _: &mut Tracer<'_>) {}
}

fn return_natives(agent: &mut Agent) -> ReturnNatives {
    if let Some(natives) = agent.slot::<ReturnNatives>() {
        return *natives;
    }
    let natives = ReturnNatives {
        fulfilled: agent.register_function("", 1, |agent, call| returned(agent, call, false)),
        rejected: agent.register_function("", 1, |agent, call| returned(agent, call, true)),
    };
    agent.set_slot(natives);
    natives
}

fn returned(agent: &mut Agent, call: Call, rejected: bool) -> JsResult {
    let Some(object) = agent.heap.native_data(call.callee(), 0).as_object() else {
        return Ok(Value::UNDEFINED);
    };
    set_state(agent, object, COMPLETED);
    let result = if rejected {
        Err(call.arg(0))
    } else {
        Ok(call.arg(0))
    };
    complete_step(agent, object, result, true);
    drain_queue(agent, object)?;
    Ok(Value::UNDEFINED)
}
