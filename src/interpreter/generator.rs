//! Generator objects: creating and resuming them, `yield*`.
//!
//! [Generator objects](https://tc39.es/ecma262/#sec-generator-objects). What async generators have
//! besides is in `async_generator`.

use super::activation::{enter_resumed, save_frame};
use super::inline_cache::GetCache;
use super::nodes::not_iterable::NotIterable;
use super::open_iterator::{IteratorCache, open_iterator};
use super::suspend::{Entry, Resumable, ResumableBox, Suspension, Way, resumed};
use super::tree::NodeBox;
use crate::engine::{
    Agent, Intrinsic, IteratorRecord, JsResult, Original, ResumeMode, SuspendReason, Throw,
    Unwinding,
};
use crate::heap::{ActivationRef, CALLEE, Frame, GeneratorData, Kind, Object, Slot, Value};

/// Called, but its body has not begun.
pub(super) const START: u32 = 0;
/// Stands at a `yield`.
pub(super) const SUSPENDED: u32 = 1;
/// Of a sync generator: suspended at a `yield` from where it can return without running anything.
const UNGUARDED: u32 = 6;
/// Runs, or awaits something.
pub(super) const RUNNING: u32 = 2;
/// Is complete, but an async generator's `return` awaits its argument.
pub(super) const AWAITING_RETURN: u32 = 3;
/// Of an async generator: awaits what it is about to yield.
pub(super) const YIELDING: u32 = 5;
/// Has come to its end.
pub(super) const COMPLETED: u32 = 4;

/// Makes the object for a call of a generator function, whose frame has run its prologue.
/// `prototype` caches the place of the function's `prototype`.
pub fn create(
    agent: &mut Agent,
    frame: Frame,
    prototype: &GetCache,
    depth: u32,
    is_async: bool,
) -> JsResult {
    let callee = frame.get(CALLEE);
    let mut proto = prototype.get(agent, callee, agent.names.prototype, agent.machine.position)?;
    if !proto.is_object() {
        proto = match is_async {
            true => agent.intrinsic(Intrinsic::AsyncGeneratorPrototype).value(),
            false => agent.intrinsic(Intrinsic::GeneratorPrototype).value(),
        };
    }
    let shape = agent.heap.root_shape(proto, Kind::Generator);
    let Some(code) = agent.heap.function_code(callee) else {
        unreachable!("a generator is of a function")
    };
    agent.machine.resumption.depth = depth;
    agent.machine.resumption.path.clear();
    let activation = save_frame(agent, frame, None, Value::UNDEFINED);
    let data = GeneratorData {
        activation: activation.value(),
        link: match is_async {
            true => Value::NULL,
            false => Value::UNDEFINED,
        },
        code,
        state: START,
    };
    let object = agent.heap.new_generator(shape, data);
    agent.heap.set_activation_owner(activation, object.value());
    Ok(object.value())
}

/// The generator, if the value is one that isn't async.
#[inline]
pub fn as_sync(agent: &Agent, value: Value) -> Option<Object> {
    let data = agent.heap.generator(value)?;
    match is_async(data) {
        true => None,
        false => value.as_object(),
    }
}

#[inline(always)]
pub(super) fn is_async(data: &GeneratorData) -> bool {
    !data.link.is_undefined() && !data.link.is_object()
}

#[inline]
pub(super) fn set_state(agent: &mut Agent, object: Object, state: u32) {
    let data = agent.heap.generator_mut(object);
    data.state = state;
    if state == COMPLETED {
        data.activation = Value::UNDEFINED;
    }
}

/// Resumes a generator's body; how that ended. The state must be one of the
/// suspended ones, and the caller keeps the object. `rest_of_job` says that nothing of the running
/// job is left after it.
#[inline(always)]
pub(super) fn run_body(
    agent: &mut Agent,
    object: Object,
    mode: ResumeMode,
    value: Value,
    rest_of_job: bool,
) -> JsResult {
    let data = agent.heap.generator_mut(object);
    let starts = data.state == START;
    let Some(activation) = ActivationRef::from_value(data.activation) else {
        unreachable!("a suspended generator has its activation");
    };
    let code = agent.codes.get(data.code);
    let Some(behaviour) = code.behaviour.get() else {
        unreachable!("code is lowered before it runs")
    };
    let outer = (
        agent.machine.frame,
        agent.machine.top,
        agent.machine.position,
    );
    let frame = enter_resumed(agent, &code, activation, mode, value)?;
    if starts {
        agent.machine.resumption.active = false;
        agent.machine.resumption.value = Value::UNDEFINED;
    }
    agent.heap.generator_mut(object).state = RUNNING;
    let result = match rest_of_job {
        true => agent.run_rest_of_job(frame, |agent| behaviour.run_body(agent, frame)),
        false => behaviour.run_body(agent, frame),
    };
    if result.is_err() && agent.machine.unwinding() == Unwinding::Suspension {
        let saved = save_frame(agent, frame, Some(activation), object.value());
        if saved != activation {
            agent.heap.generator_mut(object).activation = saved.value();
        }
    }
    (
        agent.machine.frame,
        agent.machine.top,
        agent.machine.position,
    ) = outer;
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
    resume_inlined(agent, object, mode, value)
}

#[inline(always)]
fn resume_inlined(
    agent: &mut Agent,
    object: Object,
    mode: ResumeMode,
    value: Value,
) -> JsResult<Resumed> {
    let data = agent.heap.generator_mut(object);
    let (state, link) = (data.state, data.link);
    match state {
        SUSPENDED => {
            if let Some(inner) = link.as_object() {
                return resume_inner(agent, object, inner, mode, value);
            }
        }
        UNGUARDED if mode != ResumeMode::Return => {}
        UNGUARDED if agent.array_iterators_have_return() => {}
        START if mode == ResumeMode::Next => {}
        RUNNING => return Err(agent.type_error("Generator is already running")),
        _ => {
            set_state(agent, object, COMPLETED);
            return match mode {
                ResumeMode::Next => Ok(Resumed::Returned(Value::UNDEFINED)),
                ResumeMode::Return => Ok(Resumed::Returned(value)),
                ResumeMode::Throw => Err(agent.throw(value)),
            };
        }
    }
    go_on(agent, object, mode, value)
}

/// Runs a generator's body on; what that gave.
#[inline(always)]
fn go_on(agent: &mut Agent, object: Object, mode: ResumeMode, value: Value) -> JsResult<Resumed> {
    match run_body(agent, object, mode, value, false) {
        Ok(value) => {
            set_state(agent, object, COMPLETED);
            Ok(Resumed::Returned(value))
        }
        Err(Throw) if agent.machine.unwinding() == Unwinding::Suspension => {
            let value = agent.machine.take_handed_over();
            let data = agent.heap.generator_mut(object);
            if agent.machine.resumption.reason == SuspendReason::Yield {
                data.state = match agent.machine.resumption.guarded {
                    true => SUSPENDED,
                    false => UNGUARDED,
                };
                return Ok(Resumed::Yielded(value));
            }
            data.state = SUSPENDED;
            if agent.machine.resumption.reason == SuspendReason::YieldResult {
                return Ok(Resumed::Result(value));
            }
            data.link = std::mem::replace(&mut agent.machine.resumption.value, Value::UNDEFINED);
            Ok(Resumed::Yielded(value))
        }
        Err(Throw) => interrupted(agent, object),
    }
}

/// What a generator whose body neither came to its end nor to a `yield` gave.
#[inline(never)]
fn interrupted(agent: &mut Agent, object: Object) -> JsResult<Resumed> {
    match agent.machine.unwinding() {
        Unwinding::Return => {
            set_state(agent, object, COMPLETED);
            Ok(Resumed::Returned(agent.machine.take_handed_over()))
        }
        Unwinding::Exception | Unwinding::Suspension | Unwinding::Termination => {
            set_state(agent, object, COMPLETED);
            Err(Throw)
        }
    }
}

/// Resumes a generator suspended at a `yield*` of another one. The inner one is asked without
/// going down to the `yield*`, which only would pass on what it yields.
#[inline(never)]
fn resume_inner(
    agent: &mut Agent,
    object: Object,
    inner: Object,
    mode: ResumeMode,
    value: Value,
) -> JsResult<Resumed> {
    if mode != ResumeMode::Next || agent.machine.native_stack_is_low() {
        agent.heap.generator_mut(object).link = Value::UNDEFINED;
        return go_on(agent, object, mode, value);
    }
    agent.heap.generator_mut(object).state = RUNNING;
    agent.machine.delegating.push((agent.machine.top, object));
    let result = resume(agent, inner, mode, value);
    agent.machine.delegating.pop();
    let (mode, value) = match result {
        Ok(Resumed::Yielded(value)) => {
            agent.heap.generator_mut(object).state = SUSPENDED;
            return Ok(Resumed::Yielded(value));
        }
        Ok(Resumed::Returned(value)) => (ResumeMode::Next, value),
        Ok(Resumed::Result(result)) => (ResumeMode::Return, result),
        Err(throw) => match agent.catch_with_site(throw) {
            Ok(caught) => {
                agent.machine.resumption.site = Some(caught.site);
                (ResumeMode::Throw, caught.value)
            }
            Err(_) => return interrupted(agent, object),
        },
    };
    // The inner one didn't yield: the `yield*` deals with it.
    let data = agent.heap.generator_mut(object);
    data.link = Value::UNDEFINED;
    data.state = SUSPENDED;
    agent.machine.resumption.from_inner = true;
    let resumed = go_on(agent, object, mode, value);
    agent.machine.resumption.from_inner = false;
    agent.machine.resumption.site = None;
    resumed
}

/// The next value of a generator for a loop; `None` when it is done.
#[inline]
pub fn step(agent: &mut Agent, object: Object) -> JsResult<Option<Value>> {
    match resume_inlined(agent, object, ResumeMode::Next, Value::UNDEFINED)? {
        Resumed::Yielded(value) => Ok(Some(value)),
        Resumed::Returned(_) => Ok(None),
        Resumed::Result(result) => read_result(agent, result),
    }
}

/// The value of a result that `yield*` passed on; `None` when it is the last one.
#[inline(never)]
fn read_result(agent: &mut Agent, result: Value) -> JsResult<Option<Value>> {
    let result = agent.iterator_result(result)?;
    agent.scoped(|agent| {
        agent.keep_object(result);
        let done = agent.get(result, agent.names.done)?;
        if agent.heap.to_boolean(done) {
            Ok(None)
        } else {
            Ok(Some(agent.get(result, agent.names.value)?))
        }
    })
}

/// `next`, `return` or `throw` of a generator: the iterator result.
pub fn call_method(
    agent: &mut Agent,
    this: Value,
    mode: ResumeMode,
    value: Value,
    method: &str,
) -> JsResult {
    let Some(object) = as_sync(agent, this) else {
        let what = agent.value_for_message(this);
        return Err(agent.type_error(format!(
            "Method [Generator].prototype.{method} called on incompatible receiver {what}"
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
    /// What is said where it has no iterator.
    pub failure: NotIterable,
    /// The first of two temporaries: the iterator and its `next`.
    pub temporary: Slot,
    /// Where it suspends.
    pub suspension: Suspension,
    /// In the source.
    pub position: u32,
    /// Cached places of the iterator's methods.
    pub cache: IteratorCache,
}

impl YieldDelegate {
    fn open(&self, agent: &mut Agent, frame: Frame) -> JsResult<()> {
        let slot = self.temporary;
        let iterable = self.iterable.eval(agent, frame)?;
        frame.set(slot, iterable);
        agent.machine.position = self.position;
        let record = agent
            .scoped(|agent| open_iterator(agent, iterable, Some(&self.cache), &self.failure))?;
        frame.set(slot, record.iterator.value());
        frame.set(slot + 1, record.next);
        Ok(())
    }

    /// What the inner generator gave when it was asked in place of the outer one.
    fn receive(&self, agent: &mut Agent, way: Way<ResumableBox>) -> JsResult {
        agent.machine.resumption.from_inner = false;
        match agent.machine.resumption.mode {
            ResumeMode::Return => {
                agent.machine.resumption.active = false;
                let result = agent.machine.resumption.value;
                self.pass_on(agent, way, ResumeMode::Next, result)
            }
            ResumeMode::Next | ResumeMode::Throw => resumed(agent),
        }
    }

    /// Passes a resumption on to any iterator.
    fn ask(
        &self,
        agent: &mut Agent,
        way: Way<ResumableBox>,
        record: &IteratorRecord,
        (mode, received): (ResumeMode, Value),
    ) -> JsResult {
        let result = agent.scoped(|agent| {
            agent.keep(received);
            delegate(agent, record, mode, received)
        })?;
        match result {
            Delegated::Result(result) => self.pass_on(agent, way, mode, result),
            Delegated::Return(value) => Err(agent.machine.return_from_generator(value)),
        }
    }

    /// Yields an iterator's result as it is, or takes the value of its last one.
    fn pass_on(
        &self,
        agent: &mut Agent,
        way: Way<ResumableBox>,
        mode: ResumeMode,
        result: Value,
    ) -> JsResult {
        let object = agent.iterator_result(result)?;
        agent.scoped(|agent| {
            agent.keep_object(object);
            let done = agent.get(object, agent.names.done)?;
            if !agent.heap.to_boolean(done) {
                let reason = SuspendReason::YieldResult;
                return Err(way.suspend(agent, &self.suspension, reason, result));
            }
            let value = agent.get(object, agent.names.value)?;
            match mode {
                ResumeMode::Return => Err(agent.machine.return_from_generator(value)),
                _ => Ok(value),
            }
        })
    }
}

impl Resumable for YieldDelegate {
    type Child = ResumableBox;

    fn eval(&self, agent: &mut Agent, frame: Frame, entry: Entry<ResumableBox>) -> JsResult {
        let (state, way) = entry.state(agent);
        let slot = self.temporary;
        let (mut mode, mut received) = (ResumeMode::Next, Value::UNDEFINED);
        if state.is_some() {
            if agent.machine.resumption.from_inner {
                agent.machine.position = self.position;
                return self.receive(agent, way);
            }
            agent.machine.resumption.active = false;
            mode = agent.machine.resumption.mode;
            received = agent.machine.resumption.value;
        } else {
            self.open(agent, frame)?;
        }
        agent.machine.position = self.position;
        let Some(iterator) = frame.get(slot).as_object() else {
            unreachable!("an iterator is in its slot")
        };
        let next = frame.get(slot + 1);
        if mode == ResumeMode::Next
            && Some(next) == agent.original_value(Original::GeneratorNext)
            && let Some(inner) = as_sync(agent, iterator.value())
        {
            // The results of the inner `next` would be read by this node alone, or be passed on
            // to where the outer one makes its own.
            return match resume(agent, inner, mode, received)? {
                Resumed::Yielded(value) => {
                    agent.machine.position = self.position;
                    agent.machine.resumption.value = inner.value();
                    let reason = SuspendReason::YieldInner;
                    Err(way.suspend(agent, &self.suspension, reason, value))
                }
                Resumed::Result(result) => self.pass_on(agent, way, mode, result),
                Resumed::Returned(value) => Ok(value),
            };
        }
        let record = IteratorRecord { iterator, next };
        self.ask(agent, way, &record, (mode, received))
    }
}

/// What the inner iterator of a `yield*` is asked for gave.
pub(super) enum Delegated {
    /// Its result, or a promise of it.
    Result(Value),
    /// It has no `return`: the outer generator returns.
    Return(Value),
}

/// Passes a resumption on to the inner iterator of a `yield*`.
pub(super) fn delegate(
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
