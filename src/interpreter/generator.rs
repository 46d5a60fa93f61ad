//! Generator and async generator objects: creating, resuming, queueing.
//!
//! [Generator objects](https://tc39.es/ecma262/#sec-generator-objects),
//! [AsyncGenerator objects](https://tc39.es/ecma262/#sec-asyncgenerator-objects).

use super::function::{enter_resumed, save_frame};
use super::node::{Node, NodeBox};
use super::suspend::{entry_state, resumed, save_state};
use crate::engine::{
    Agent, Call, Intrinsic, IteratorRecord, JsResult, NativeId, ResumeMode, SuspendReason, Throw,
    Unwinding,
};
use crate::heap::{
    ActivationRef, CALLEE, Frame, GeneratorData, HostData, InternalData, InternalRef, Kind, Object,
    Tracer, Value,
};
use std::collections::VecDeque;

const START: u32 = 0;
const SUSPENDED: u32 = 1;
const RUNNING: u32 = 2;
const AWAITING_RETURN: u32 = 3;
const COMPLETED: u32 = 4;

/// One request to an async generator.
#[derive(Clone, Copy)]
struct Request {
    mode: ResumeMode,
    value: Value,
    promise: Object,
}

/// An async generator's queue.
#[derive(Default)]
struct Queue(VecDeque<Request>);

impl HostData for Queue {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        for request in &self.0 {
            tracer.mark(request.value);
            tracer.mark_object(request.promise);
        }
    }
}

/// Makes the object for a call of a generator function, whose frame has run its prologue.
pub fn create(agent: &mut Agent, frame: Frame, depth: u32, is_async: bool) -> JsResult {
    let callee = frame.get(CALLEE);
    let default = if is_async {
        Intrinsic::AsyncGeneratorPrototype
    } else {
        Intrinsic::GeneratorPrototype
    };
    let proto = agent.get_prototype_from_constructor(callee, default)?;
    let shape = agent.heap.root_shape(proto.value(), Kind::Generator);
    let queue = match is_async {
        true => agent
            .heap
            .new_internal(InternalData::Boxed(Box::new(Queue::default())))
            .value(),
        false => Value::UNDEFINED,
    };
    agent.resumption.depth = depth;
    let activation = save_frame(agent, frame, None, Value::UNDEFINED);
    let data = GeneratorData {
        activation: activation.value(),
        queue,
        state: START,
    };
    let object = agent.heap.new_generator(shape, data);
    agent.heap.activation_mut(activation).owner = Some(object.value());
    Ok(object.value())
}

/// Whether the object is a generator that isn't async.
pub fn is_sync(agent: &Agent, object: Object) -> bool {
    agent
        .heap
        .generator(object.value())
        .is_some_and(|data| data.queue.is_undefined())
}

/// Whether the value is an async generator.
fn as_async(agent: &Agent, value: Value) -> Option<Object> {
    let data = agent.heap.generator(value)?;
    if data.queue.is_undefined() {
        None
    } else {
        value.as_object()
    }
}

fn state(agent: &Agent, object: Object) -> u32 {
    agent
        .heap
        .generator(object.value())
        .map_or(COMPLETED, |data| data.state)
}

fn set_state(agent: &mut Agent, object: Object, state: u32) {
    let data = agent.heap.generator_mut(object);
    data.state = state;
    if state == COMPLETED {
        data.activation = Value::UNDEFINED;
    }
}

/// Runs a generator's body on from where it stands; how that ended. The state must be one of the
/// suspended ones.
fn run_body(agent: &mut Agent, object: Object, mode: ResumeMode, value: Value) -> JsResult {
    let data = agent
        .heap
        .generator(object.value())
        .copied()
        .unwrap_or_default();
    let Some(activation) = ActivationRef::from_value(data.activation) else {
        unreachable!("a suspended generator has its activation");
    };
    let callee = agent.heap.activation(activation).slots[CALLEE];
    let Some(code) = agent.heap.function_code(callee) else {
        unreachable!("a generator is of a function")
    };
    let code = agent.codes.get(code);
    let Some(behaviour) = code.behaviour.get() else {
        unreachable!("code is lowered before it runs")
    };
    let outer = (agent.frame, agent.top);
    agent.keep_object(object);
    agent.keep(value);
    let frame = match enter_resumed(agent, code, activation, mode, value) {
        Ok(frame) => frame,
        Err(throw) => {
            (agent.frame, agent.top) = outer;
            return Err(throw);
        }
    };
    if data.state == START {
        agent.resumption.active = false;
    }
    set_state(agent, object, RUNNING);
    let result = behaviour.run_body(agent, frame);
    if result.is_err() && agent.unwinding == Unwinding::Suspension {
        save_frame(agent, frame, Some(activation), object.value());
    }
    (agent.frame, agent.top) = outer;
    result
}

/// What a resumed generator gave.
pub enum Resumed {
    /// A value that was yielded.
    Yielded(Value),
    /// An iterator result that `yield*` passes on as it is.
    Result(Value),
    /// The value that it returned.
    Returned(Value),
}

/// [GeneratorResume](https://tc39.es/ecma262/#sec-generatorresume) and
/// [GeneratorResumeAbrupt](https://tc39.es/ecma262/#sec-generatorresumeabrupt)
pub fn resume(
    agent: &mut Agent,
    object: Object,
    mode: ResumeMode,
    value: Value,
) -> JsResult<Resumed> {
    let mut at = state(agent, object);
    if at == RUNNING {
        return Err(agent.type_error("Generator is already running"));
    }
    if at == START && mode != ResumeMode::Next {
        set_state(agent, object, COMPLETED);
        at = COMPLETED;
    }
    if at == COMPLETED {
        return match mode {
            ResumeMode::Next => Ok(Resumed::Returned(Value::UNDEFINED)),
            ResumeMode::Return => Ok(Resumed::Returned(value)),
            ResumeMode::Throw => Err(agent.throw(value)),
        };
    }
    if let Ok(value) = run_body(agent, object, mode, value) {
        set_state(agent, object, COMPLETED);
        return Ok(Resumed::Returned(value));
    }
    match agent.unwinding {
        Unwinding::Suspension => {
            set_state(agent, object, SUSPENDED);
            let value = agent.take_exception();
            Ok(match agent.resumption.reason {
                SuspendReason::YieldResult => Resumed::Result(value),
                _ => Resumed::Yielded(value),
            })
        }
        Unwinding::Return => {
            set_state(agent, object, COMPLETED);
            Ok(Resumed::Returned(agent.take_exception()))
        }
        Unwinding::Exception | Unwinding::Termination => {
            set_state(agent, object, COMPLETED);
            Err(Throw)
        }
    }
}

/// The next value of a generator for a loop; `None` when it is done.
pub fn step(agent: &mut Agent, object: Object) -> JsResult<Option<Value>> {
    match resume(agent, object, ResumeMode::Next, Value::UNDEFINED)? {
        Resumed::Yielded(value) => Ok(Some(value)),
        Resumed::Returned(_) => Ok(None),
        Resumed::Result(result) => {
            let result = agent.iterator_result(result)?;
            agent.scoped(|agent| {
                agent.keep_object(result);
                let done = agent.get(result, agent.names.done)?;
                if agent.to_boolean(done) {
                    Ok(None)
                } else {
                    Ok(Some(agent.get(result, agent.names.value)?))
                }
            })
        }
    }
}

/// `next`, `return` or `throw` of a generator: the iterator result.
pub fn call_method(
    agent: &mut Agent,
    this: Value,
    mode: ResumeMode,
    value: Value,
    method: &str,
) -> JsResult {
    let Some(object) = this
        .as_object()
        .filter(|object| object.is(Kind::Generator) && is_sync(agent, *object))
    else {
        let what = agent.value_for_message(this);
        return Err(agent.type_error(format!(
            "{method} method called on incompatible receiver {what}"
        )));
    };
    agent.gc_point();
    match resume(agent, object, mode, value)? {
        Resumed::Yielded(value) => Ok(agent.create_iter_result_object(value, false).value()),
        Resumed::Result(result) => Ok(result),
        Resumed::Returned(value) => Ok(agent.create_iter_result_object(value, true).value()),
    }
}

/// `yield* iterable` in a sync generator.
pub struct YieldDelegate {
    /// What is iterated; can't suspend.
    pub iterable: NodeBox,
    /// As error messages name it.
    pub text: Box<str>,
    /// The first of two temporaries: the iterator and its `next`.
    pub temporary: u32,
    /// How many slots of the frame are in use.
    pub depth: u32,
    /// In the source.
    pub position: u32,
}

impl Node for YieldDelegate {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let slot = self.temporary as usize;
        let (mut mode, mut received) = (ResumeMode::Next, Value::UNDEFINED);
        if agent.resumption.active {
            agent.resumption.active = false;
            mode = agent.resumption.mode;
            received = agent.resumption.value;
        } else {
            let iterable = self.iterable.eval(agent, frame)?;
            frame.set(slot, iterable);
            agent.position = self.position;
            let record = agent.scoped(|agent| {
                super::nodes::iteration::open_iterator(agent, iterable, &self.text)
            })?;
            frame.set(slot, record.iterator.value());
            frame.set(slot + 1, record.next);
        }
        agent.position = self.position;
        let Some(iterator) = frame.get(slot).as_object() else {
            unreachable!("an iterator is in its slot")
        };
        let record = IteratorRecord {
            iterator,
            next: frame.get(slot + 1),
        };
        let result = agent.scoped(|agent| {
            agent.keep(received);
            delegate(agent, &record, mode, received)
        })?;
        let result = match result {
            Delegated::Result(result) => result,
            Delegated::Return(value) => return Err(agent.return_from_generator(value)),
        };
        let object = agent.iterator_result(result)?;
        agent.scoped(|agent| {
            agent.keep_object(object);
            let done = agent.get(object, agent.names.done)?;
            if !agent.to_boolean(done) {
                return Err(agent.suspend(result, SuspendReason::YieldResult, self.depth));
            }
            let value = agent.get(object, agent.names.value)?;
            match mode {
                ResumeMode::Return => Err(agent.return_from_generator(value)),
                _ => Ok(value),
            }
        })
    }
}

/// What the inner iterator of a `yield*` is asked for gave.
enum Delegated {
    /// Its result, or a promise of it.
    Result(Value),
    /// It has no `return`: the outer generator returns.
    Return(Value),
}

/// Passes a resumption on to the inner iterator of a `yield*`.
fn delegate(
    agent: &mut Agent,
    record: &IteratorRecord,
    mode: ResumeMode,
    received: Value,
) -> JsResult<Delegated> {
    let iterator = record.iterator.value();
    match mode {
        ResumeMode::Next => agent
            .call(record.next, iterator, &[received])
            .map(Delegated::Result),
        ResumeMode::Throw => match agent.get_method(iterator, agent.names.throw)? {
            Some(method) => agent
                .call(method, iterator, &[received])
                .map(Delegated::Result),
            None => {
                agent.iterator_close(record.iterator)?;
                Err(agent.type_error("The iterator does not provide a 'throw' method."))
            }
        },
        ResumeMode::Return => match agent.get_method(iterator, agent.names.return_)? {
            Some(method) => agent
                .call(method, iterator, &[received])
                .map(Delegated::Result),
            None => Ok(Delegated::Return(received)),
        },
    }
}

// Async generators.

/// `yield x` in an async generator, after `x` was awaited.
pub struct AsyncYield {
    /// What is yielded: a temporary.
    pub value: NodeBox,
    /// How many slots of the frame are in use.
    pub depth: u32,
    /// Where the state is kept.
    pub state: u32,
}

impl Node for AsyncYield {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        if !agent.resumption.active {
            let value = self.value.eval(agent, frame)?;
            frame.set(self.state as usize, Value::int(0));
            return Err(agent.suspend(value, SuspendReason::Yield, self.depth));
        }
        // AsyncGeneratorUnwrapYieldResumption
        if entry_state::<true>(agent, frame, self.state) == 0 {
            if agent.resumption.mode != ResumeMode::Return {
                return resumed(agent);
            }
            agent.resumption.active = false;
            let value = agent.resumption.value;
            let throw = agent.suspend(value, SuspendReason::Await, self.depth);
            save_state::<true>(agent, frame, self.state, 1);
            return Err(throw);
        }
        let value = resumed(agent)?;
        Err(agent.return_from_generator(value))
    }
}

/// `yield* iterable` in an async generator.
pub struct AsyncYieldDelegate {
    /// What is iterated; can't suspend.
    pub iterable: NodeBox,
    /// As error messages name it.
    pub text: Box<str>,
    /// The first of four temporaries: the iterator and its `next`, the mode, the state.
    pub temporary: u32,
    /// How many slots of the frame are in use.
    pub depth: u32,
    /// In the source.
    pub position: u32,
}

const AWAITS_RESULT: u32 = 1;
const YIELDED: u32 = 2;
const AWAITS_RETURN: u32 = 3;
const AWAITS_CLOSE: u32 = 4;
const AWAITS_RECEIVED: u32 = 5;

impl AsyncYieldDelegate {
    fn go_to(
        &self,
        agent: &mut Agent,
        frame: Frame,
        state: u32,
        value: Value,
        reason: SuspendReason,
    ) -> Throw {
        frame.set(self.temporary as usize + 3, Value::int(state as i32));
        agent.suspend(value, reason, self.depth)
    }

    fn ask(&self, agent: &mut Agent, frame: Frame, mode: ResumeMode, received: Value) -> Throw {
        let slot = self.temporary as usize;
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
        match asked {
            Ok((state, value)) => self.go_to(agent, frame, state, value, SuspendReason::Await),
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

    fn receive(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let returning =
            frame.get(self.temporary as usize + 2) == Value::int(ResumeMode::Return as i32);
        let result = resumed(agent)?;
        let object = agent.iterator_result(result)?;
        let (done, value) = agent.scoped(|agent| -> JsResult<(bool, Value)> {
            agent.keep_object(object);
            let done = agent.get(object, agent.names.done)?;
            let value = agent.get(object, agent.names.value)?;
            Ok((agent.to_boolean(done), value))
        })?;
        if !done {
            return Err(self.go_to(agent, frame, YIELDED, value, SuspendReason::Yield));
        }
        if returning {
            Err(agent.return_from_generator(value))
        } else {
            Ok(value)
        }
    }
}

impl Node for AsyncYieldDelegate {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        agent.position = self.position;
        if !agent.resumption.active {
            let iterable = self.iterable.eval(agent, frame)?;
            let slot = self.temporary as usize;
            frame.set(slot, iterable);
            let record = agent.scoped(|agent| agent.get_async_iterator(iterable, &self.text))?;
            frame.set(slot, record.iterator.value());
            frame.set(slot + 1, record.next);
            return Err(self.ask(agent, frame, ResumeMode::Next, Value::UNDEFINED));
        }
        match entry_state::<true>(agent, frame, self.temporary + 3) {
            YIELDED => {
                agent.resumption.active = false;
                let (mode, value) = (agent.resumption.mode, agent.resumption.value);
                if mode == ResumeMode::Return {
                    // AsyncGeneratorUnwrapYieldResumption
                    let reason = SuspendReason::Await;
                    return Err(self.go_to(agent, frame, AWAITS_RECEIVED, value, reason));
                }
                Err(self.ask(agent, frame, mode, value))
            }
            AWAITS_RECEIVED => {
                agent.resumption.active = false;
                let mode = match agent.resumption.mode {
                    ResumeMode::Throw => ResumeMode::Throw,
                    ResumeMode::Next | ResumeMode::Return => ResumeMode::Return,
                };
                let value = agent.resumption.value;
                Err(self.ask(agent, frame, mode, value))
            }
            AWAITS_RETURN => {
                let value = resumed(agent)?;
                Err(agent.return_from_generator(value))
            }
            AWAITS_CLOSE => {
                resumed(agent)?;
                Err(agent.type_error("The iterator does not provide a 'throw' method."))
            }
            _ => self.receive(agent, frame),
        }
    }
}

fn queue(agent: &mut Agent, object: Object) -> &mut VecDeque<Request> {
    let cell = agent
        .heap
        .generator(object.value())
        .and_then(|data| InternalRef::from_value(data.queue));
    let Some(cell) = cell else {
        unreachable!("an async generator has a queue")
    };
    match agent.heap.internal_mut(cell) {
        InternalData::Boxed(data) => {
            let data: &mut dyn std::any::Any = &mut **data;
            match data.downcast_mut::<Queue>() {
                Some(queue) => &mut queue.0,
                None => unreachable!("an async generator has a queue"),
            }
        }
        _ => unreachable!("an async generator has a queue"),
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
    let Some(object) = as_async(agent, this) else {
        let what = agent.value_for_message(this);
        let text = format!("{method} method called on incompatible receiver {what}");
        let error = agent.new_error(Intrinsic::TypeErrorPrototype, &text);
        agent.reject_promise(promise, error.value());
        return Ok(promise.value());
    };
    let mut at = state(agent, object);
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
    queue(agent, object).push_back(Request {
        mode,
        value,
        promise,
    });
    if mode == ResumeMode::Return && (at == START || at == COMPLETED) {
        await_return(agent, object)?;
    } else if at == START || at == SUSPENDED {
        resume_async_body(agent, object, mode, value)?;
    }
    Ok(promise.value())
}

/// Runs an async generator's body on, and deals with how that ends.
pub fn resume_async_body(
    agent: &mut Agent,
    object: Object,
    mode: ResumeMode,
    value: Value,
) -> JsResult<()> {
    let (mut mode, mut value) = (mode, value);
    loop {
        if let Ok(value) = run_body(agent, object, mode, value) {
            return finish_body(agent, object, Ok(value));
        }
        match agent.unwinding {
            Unwinding::Termination => return Err(Throw),
            Unwinding::Return => {
                let value = agent.take_exception();
                return finish_body(agent, object, Ok(value));
            }
            Unwinding::Exception => {
                let reason = agent.take_exception();
                return finish_body(agent, object, Err(reason));
            }
            Unwinding::Suspension => {}
        }
        let handed = agent.take_exception();
        if agent.resumption.reason == SuspendReason::Await {
            let data = agent
                .heap
                .generator(object.value())
                .copied()
                .unwrap_or_default();
            let Some(activation) = ActivationRef::from_value(data.activation) else {
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
        complete_step(agent, object, Ok(handed), false);
        match queue(agent, object).front().copied() {
            None => {
                set_state(agent, object, SUSPENDED);
                return Ok(());
            }
            Some(request) => {
                mode = request.mode;
                value = request.value;
            }
        }
    }
}

/// [AsyncGeneratorCompleteStep](https://tc39.es/ecma262/#sec-asyncgeneratorcompletestep)
fn complete_step(agent: &mut Agent, object: Object, result: Result<Value, Value>, done: bool) {
    let Some(request) = queue(agent, object).pop_front() else {
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
    while let Some(request) = queue(agent, object).front().copied() {
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
    let Some(request) = queue(agent, object).front().copied() else {
        return Ok(());
    };
    set_state(agent, object, COMPLETED);
    set_state(agent, object, AWAITING_RETURN);
    let constructor = agent.intrinsic(Intrinsic::Promise);
    let promise = agent.scoped(|agent| {
        agent.keep_object(object);
        agent.promise_resolve(constructor, request.value)
    });
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
