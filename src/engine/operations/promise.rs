//! [Promise abstract operations](https://tc39.es/ecma262/#sec-promise-abstract-operations) and the
//! jobs that they enqueue.
//!
//! A reaction's capability is a promise of ours where no script can see the difference, and a box with
//! a [`PromiseCapability`] where a constructor of the script's made it.

use crate::engine::{
    Agent, Call, Intrinsic, Job, JsResult, Original, PromiseEvent, RejectionEvent,
};
use crate::heap::{
    ActivationRef, Frame, Heap, HostData, InternalData, InternalRef, Kind, Object, PromiseState,
    ReactionData, ReactionRef, Tracer, Value,
};

/// A [PromiseCapability record](https://tc39.es/ecma262/#sec-promisecapability-records).
#[derive(Clone, Copy, Debug)]
pub struct PromiseCapability {
    /// `[[Promise]]`
    pub promise: Value,
    /// `[[Resolve]]`
    pub resolve: Value,
    /// `[[Reject]]`
    pub reject: Value,
}

impl HostData for PromiseCapability {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_all(&[self.promise, self.resolve, self.reject]);
    }
}

impl Agent {
    /// A pending promise.
    #[inline]
    pub fn new_promise(&mut self) -> Object {
        let shape = self.realm.shapes.promise;
        let promise = self.heap.new_promise(shape);
        if self.is_promise_watched() {
            self.tell_of_new_promise(promise);
        }
        promise
    }

    /// [CreateResolvingFunctions](https://tc39.es/ecma262/#sec-createresolvingfunctions): the resolve
    /// and the reject function. They share a cell that holds the promise until one was called.
    pub fn create_resolving_functions(&mut self, promise: Object) -> (Object, Object) {
        let none = Value::UNDEFINED;
        let cell = self.heap.new_internal(InternalData::Accessor {
            get: promise.value(),
            set: none,
        });
        let resolve = self.new_native(self.natives.resolve_function, [cell.value(), none]);
        let reject = self.new_native(self.natives.reject_function, [cell.value(), none]);
        (resolve, reject)
    }

    /// The promise that a resolving function would resolve, if it is one and neither was called.
    pub(in crate::engine) fn promise_to_resolve(&self, function: Value) -> Option<Value> {
        if self.heap.native(function)? != self.natives.resolve_function.0 {
            return None;
        }
        let cell = InternalRef::from_value(self.heap.native_data(function.as_object()?, 0))?;
        match self.heap.internal(cell) {
            InternalData::Accessor { get, .. } => Some(*get),
            _ => None,
        }
    }

    /// [Promise resolve functions](https://tc39.es/ecma262/#sec-promise-resolve-functions)
    pub(in crate::engine) fn resolve_function_call(&mut self, call: Call) -> JsResult {
        if let Some(promise) = self.heap.take_resolving_promise(call) {
            self.resolve_promise(promise, call.arg(0));
        }
        Ok(Value::UNDEFINED)
    }

    /// [Promise reject functions](https://tc39.es/ecma262/#sec-promise-reject-functions)
    pub(in crate::engine) fn reject_function_call(&mut self, call: Call) -> JsResult {
        if let Some(promise) = self.heap.take_resolving_promise(call) {
            self.reject_promise(promise, call.arg(0));
        }
        Ok(Value::UNDEFINED)
    }

    /// What a promise resolve function does, after its check that it is the first call.
    pub fn resolve_promise(&mut self, promise: Object, resolution: Value) {
        self.tell_of_promise(PromiseEvent::Settled, promise.value());
        let Some(object) = resolution.as_object() else {
            return self.fulfill_promise(promise, resolution);
        };
        if object == promise {
            let error = self.new_error(
                Intrinsic::TypeErrorPrototype,
                "Chaining cycle detected for promise #<Promise>",
            );
            return self.reject_promise(promise, error.value());
        }
        if self.has_no_then(object) {
            return self.fulfill_promise(promise, resolution);
        }
        let then = self.scoped(|agent| {
            agent.keep_object(promise);
            agent.keep_object(object);
            agent.get(object, agent.names.then)
        });
        let then = match then {
            Ok(then) => then,
            Err(throw) => {
                if let Ok(reason) = self.catch(throw) {
                    self.reject_promise(promise, reason);
                }
                return;
            }
        };
        if !self.heap.is_callable(then) {
            return self.fulfill_promise(promise, resolution);
        }
        self.note_context(promise.value());
        self.queues.microtasks.push_back(Job::Thenable {
            promise,
            thenable: resolution,
            then,
        });
        if self.is_promise_watched() {
            self.observe_thenable(promise, resolution, then);
        }
    }

    /// Whether neither an object nor its prototypes have a `then`. Remembered for the last layouts.
    #[inline]
    fn has_no_then(&mut self, object: Object) -> bool {
        let shape = self.heap.shape(object);
        let epoch = self.heap.prototype_epoch();
        self.without_then.contains(&(shape, epoch)) || self.look_for_then(object)
    }

    #[inline(never)]
    fn look_for_then(&mut self, object: Object) -> bool {
        let mut next = Some(object);
        while let Some(holder) = next {
            if holder.kind() as u8 >= Kind::StringObject as u8
                || !self.heap.is_cacheable(holder)
                || self.heap.lookup(holder, self.names.then).is_some()
            {
                return false;
            }
            next = self.heap.prototype(holder).as_object();
        }
        let found = (self.heap.shape(object), self.heap.prototype_epoch());
        self.without_then.rotate_right(1);
        self.without_then[0] = found;
        true
    }

    /// [FulfillPromise](https://tc39.es/ecma262/#sec-fulfillpromise)
    pub fn fulfill_promise(&mut self, promise: Object, value: Value) {
        self.settle(promise, PromiseState::Fulfilled, value);
    }

    /// [RejectPromise](https://tc39.es/ecma262/#sec-rejectpromise)
    pub fn reject_promise(&mut self, promise: Object, reason: Value) {
        self.tell_of_promise(PromiseEvent::Settled, promise.value());
        self.note_rejection(promise, reason, None);
        let context = self.context.current();
        let data = self.heap.promise_mut(promise);
        if !data.handled {
            let queues = &mut self.queues;
            queues.rejection_count = queues.rejection_count.wrapping_add(1);
            data.rejection = queues.rejection_count;
            let event = RejectionEvent::Unhandled(promise, context);
            queues.rejections.push(event);
        }
        self.settle(promise, PromiseState::Rejected, reason);
    }

    fn settle(&mut self, promise: Object, state: PromiseState, result: Value) {
        let data = self.heap.promise_mut(promise);
        let newest = std::mem::replace(&mut data.reactions, Value::UNDEFINED);
        data.state = state;
        data.result = result;
        let rejected = state == PromiseState::Rejected;
        if self.is_promise_watched() {
            self.observe_settled(promise, rejected, newest);
        }
        if newest.is_undefined() {
            return;
        }
        let job = if self.heap.waiter_before(newest).is_undefined() {
            self.job_of_waiter(newest, result, rejected)
        } else {
            Job::Waiters {
                first: self.heap.reverse_waiters(newest),
                argument: result,
                rejected,
            }
        };
        self.queues.microtasks.push_back(job);
    }

    /// The job of something that waited for a promise.
    fn job_of_waiter(&self, waiter: Value, argument: Value, rejected: bool) -> Job {
        if let Some(activation) = ActivationRef::from_value(waiter) {
            return Job::Resume {
                activation,
                argument,
                rejected,
            };
        }
        let Some(reaction) = ReactionRef::from_value(waiter) else {
            unreachable!("only reactions and activations wait for a promise")
        };
        self.reaction_job(&self.heap.reaction(reaction), argument, rejected)
    }

    fn reaction_job(&self, reaction: &ReactionData, argument: Value, rejected: bool) -> Job {
        let handler = if rejected {
            reaction.on_rejected
        } else {
            reaction.on_fulfilled
        };
        Job::Reaction {
            handler,
            capability: reaction.capability,
            argument,
            rejected,
        }
    }

    /// Takes the next microtask out of the queue.
    #[inline]
    pub fn next_job(&mut self) -> Option<Job> {
        match self.queues.microtasks.pop_front()? {
            Job::Waiters {
                first,
                argument,
                rejected,
            } => {
                let next = self.heap.waiter_before(first);
                if !next.is_undefined() {
                    self.queues.microtasks.push_front(Job::Waiters {
                        first: next,
                        argument,
                        rejected,
                    });
                }
                Some(self.job_of_waiter(first, argument, rejected))
            }
            job => Some(job),
        }
    }

    /// [PerformPromiseThen](https://tc39.es/ecma262/#sec-performpromisethen): `capability` is a
    /// promise, a box with a [`PromiseCapability`], or `undefined`. Handlers that aren't callable
    /// must be given as `undefined`.
    pub fn perform_promise_then(
        &mut self,
        promise: Object,
        on_fulfilled: Value,
        on_rejected: Value,
        capability: Value,
    ) {
        let reaction = ReactionData {
            next: Value::UNDEFINED,
            capability,
            on_fulfilled,
            on_rejected,
        };
        self.add_reaction(promise, reaction);
    }

    fn add_reaction(&mut self, promise: Object, mut reaction: ReactionData) {
        self.note_context(reaction.capability);
        let data = *self.heap.promise_mut(promise);
        match data.state {
            PromiseState::Pending => {
                reaction.next = data.reactions;
                let added = self.heap.new_reaction(reaction);
                let data = self.heap.promise_mut(promise);
                data.reactions = added.value();
                data.handled = true;
                if self.is_promise_watched() {
                    let handlers = [reaction.on_fulfilled, reaction.on_rejected];
                    let waits = Some(added.value());
                    self.observe_reaction(promise, handlers, reaction.capability, waits);
                }
            }
            PromiseState::Fulfilled | PromiseState::Rejected => {
                let rejected = data.state == PromiseState::Rejected;
                let job = self.reaction_job(&reaction, data.result, rejected);
                self.queues.microtasks.push_back(job);
                if self.is_promise_watched() {
                    let handlers = [reaction.on_fulfilled, reaction.on_rejected];
                    self.observe_reaction(promise, handlers, reaction.capability, None);
                }
                self.mark_handled(promise);
            }
        }
    }

    /// Whether a value is a promise whose `constructor` is the original one.
    #[inline]
    pub fn is_original_promise(&mut self, value: Value) -> bool {
        let Some(object) = value.as_object() else {
            return false;
        };
        if !object.is(Kind::Promise) || self.heap.shape(object) != self.realm.shapes.promise {
            return false;
        }
        self.is_original(Original::PromiseConstructor)
    }

    /// Whether the original `then`, called on the value, makes its result with the original
    /// constructor: so that leaving the result out can't be seen.
    #[inline]
    pub fn has_original_species(&mut self, value: Value) -> bool {
        self.is_original_promise(value) && self.is_original(Original::PromiseSpecies)
    }

    /// [PromiseResolve](https://tc39.es/ecma262/#sec-promise-resolve)
    pub fn promise_resolve(&mut self, constructor: Object, value: Value) -> JsResult<Object> {
        let intrinsic = constructor == self.intrinsic(Intrinsic::Promise);
        if intrinsic
            && self.is_original_promise(value)
            && let Some(promise) = value.as_object()
        {
            return Ok(promise);
        }
        if let Some(promise) = value.as_object()
            && promise.is(Kind::Promise)
        {
            let own = self.get(promise, self.names.constructor)?;
            if own == constructor.value() {
                return Ok(promise);
            }
        }
        if intrinsic {
            let promise = self.new_promise();
            self.keep_object(promise);
            self.resolve_promise(promise, value);
            return Ok(promise);
        }
        let capability = self.new_promise_capability(constructor.value())?;
        self.call(capability.resolve, Value::UNDEFINED, &[value])?;
        capability
            .promise
            .as_object()
            .ok_or_else(|| self.type_error("Promise resolve or reject function is not callable"))
    }

    /// [NewPromiseCapability](https://tc39.es/ecma262/#sec-newpromisecapability). The values are kept.
    pub fn new_promise_capability(&mut self, constructor: Value) -> JsResult<PromiseCapability> {
        if constructor == self.intrinsic(Intrinsic::Promise).value() {
            let promise = self.new_promise();
            self.keep_object(promise);
            let (resolve, reject) = self.create_resolving_functions(promise);
            self.keep_object(resolve);
            self.keep_object(reject);
            let (promise, resolve, reject) = (promise.value(), resolve.value(), reject.value());
            return Ok(PromiseCapability {
                promise,
                resolve,
                reject,
            });
        }
        let Some(constructor) = constructor
            .as_object()
            .filter(|c| self.is_constructor(c.value()))
        else {
            let what = self.value_for_message(constructor);
            return Err(self.type_error(format!("{what} is not a constructor")));
        };
        let none = Value::UNDEFINED;
        let cell = self.heap.new_internal(InternalData::Accessor {
            get: none,
            set: none,
        });
        self.keep(cell.value());
        let executor = self.new_native(self.natives.capability_executor, [cell.value(), none]);
        let promise = self.construct(constructor, &[executor.value()], constructor)?;
        self.keep_object(promise);
        let InternalData::Accessor {
            get: resolve,
            set: reject,
        } = *self.heap.internal(cell)
        else {
            unreachable!("the cell is ours");
        };
        if !self.heap.is_callable(resolve) || !self.heap.is_callable(reject) {
            return Err(self.type_error("Promise resolve or reject function is not callable"));
        }
        Ok(PromiseCapability {
            promise: promise.value(),
            resolve,
            reject,
        })
    }

    /// [GetCapabilitiesExecutor functions](https://tc39.es/ecma262/#sec-getcapabilitiesexecutor-functions)
    pub(in crate::engine) fn capability_executor_call(&mut self, call: Call) -> JsResult {
        let cell = InternalRef::from_value(self.heap.native_data(call.callee(), 0));
        if let Some(cell) = cell
            && let InternalData::Accessor { get, set } = self.heap.internal_mut(cell)
        {
            if !get.is_undefined() || !set.is_undefined() {
                return Err(self.type_error(
                    "Promise executor has already been invoked with non-undefined arguments",
                ));
            }
            *get = call.arg(0);
            *set = call.arg(1);
        }
        Ok(Value::UNDEFINED)
    }

    /// [Await](https://tc39.es/ecma262/#await), after the activation was suspended: resumes it when
    /// the value is settled. Throws where reading a promise's `constructor` does.
    pub fn await_value(&mut self, activation: ActivationRef, value: Value) -> JsResult<()> {
        let owner = self.heap.activation_owner(activation);
        self.note_context(owner);
        if self.is_promise_watched() {
            return self.await_watched(activation, value);
        }
        self.await_plain(activation, value).map(|_| ())
    }

    #[cold]
    #[inline(never)]
    fn await_watched(&mut self, activation: ActivationRef, value: Value) -> JsResult<()> {
        let owner = self.heap.activation_owner(activation);
        self.tell_of_await(owner, value);
        self.observe_awaiting(true);
        let promise = self.await_plain(activation, value);
        self.observe_awaiting(false);
        let promise = promise?;
        self.observe_await(activation, promise);
        Ok(())
    }

    /// Has the activation go on; gives the promise that it waits for.
    #[inline(always)]
    fn await_plain(&mut self, activation: ActivationRef, value: Value) -> JsResult<Option<Object>> {
        if !value.is_object() {
            // A promise made for it would be fulfilled at once and never seen.
            self.queues.microtasks.push_back(Job::Resume {
                activation,
                argument: value,
                rejected: false,
            });
            return Ok(None);
        }
        let promise = match value.as_object() {
            Some(promise) if self.is_original_promise(value) => promise,
            _ => self.scoped(|agent| {
                agent.keep(activation.value());
                agent.keep(value);
                let constructor = agent.intrinsic(Intrinsic::Promise);
                agent.promise_resolve(constructor, value)
            })?,
        };
        let data = self.heap.promise_mut(promise);
        let (state, result) = (data.state, data.result);
        if state == PromiseState::Pending {
            data.handled = true;
            let before = std::mem::replace(&mut data.reactions, activation.value());
            self.heap.set_activation_next(activation, before);
            return Ok(Some(promise));
        }
        self.mark_handled(promise);
        self.queues.microtasks.push_back(Job::Resume {
            activation,
            argument: result,
            rejected: state == PromiseState::Rejected,
        });
        Ok(Some(promise))
    }

    /// Notes that a settled promise has a handler now.
    fn mark_handled(&mut self, promise: Object) {
        let data = self.heap.promise_mut(promise);
        let was_handled = std::mem::replace(&mut data.handled, true);
        if !was_handled && data.state == PromiseState::Rejected {
            self.queues
                .rejections
                .push(RejectionEvent::HandledLate(promise));
            if self.is_promise_watched() {
                self.observe_handled(promise);
            }
        }
    }

    /// [Await](https://tc39.es/ecma262/#await) in a frame that the running job went on with: what
    /// it gives at once, where the job that goes on with it would be the next one. Nobody could
    /// tell: nothing of the running job is left after the `await`, and nothing else waits.
    #[inline]
    pub fn await_at_once(&mut self, frame: Frame, value: Value) -> Option<JsResult> {
        if frame != self.machine.job_frame
            || !self.queues.microtasks.is_empty()
            || self.is_promise_watched()
        {
            return None;
        }
        self.await_settled(value)
    }

    fn await_settled(&mut self, value: Value) -> Option<JsResult> {
        let mut result = value;
        let mut rejected = false;
        if let Some(object) = value.as_object() {
            if !self.is_original_promise(value) {
                return None;
            }
            let data = *self.heap.promise_mut(object);
            match data.state {
                PromiseState::Pending => return None,
                PromiseState::Fulfilled => {}
                PromiseState::Rejected => rejected = true,
            }
            self.mark_handled(object);
            result = data.result;
        }
        // What happens between two jobs.
        self.clear_kept_objects();
        self.gc_point_with(result, Value::UNDEFINED);
        if let Err(throw) = self.poll() {
            return Some(Err(throw));
        }
        Some(match rejected {
            false => Ok(result),
            true => Err(self.throw(result)),
        })
    }

    /// Runs one microtask. An error that it gives is uncaught.
    pub fn run_job(&mut self, job: Job) -> JsResult<()> {
        self.clear_kept_objects();
        match job {
            Job::Resume {
                activation,
                argument,
                rejected,
            } => {
                let owner = self.heap.activation_owner(activation);
                self.enter_context_of(owner);
                if self.has_promise_hooks() {
                    let waiting = self.tell_of_resumption(owner);
                    let result = self.resume_activation(activation, argument, rejected);
                    self.tell_of_promise(PromiseEvent::Settled, waiting);
                    self.tell_of_promise(PromiseEvent::After, waiting);
                    return result;
                }
                self.resume_activation(activation, argument, rejected)
            }
            Job::Reaction {
                handler,
                capability,
                argument,
                rejected,
            } => {
                self.enter_context_of(capability);
                self.tell_of_promise(PromiseEvent::Before, capability);
                let result = self.promise_reaction_job(handler, capability, argument, rejected);
                self.tell_of_promise(PromiseEvent::After, capability);
                result
            }
            Job::Thenable {
                promise,
                thenable,
                then,
            } => {
                self.enter_context_of(promise.value());
                self.tell_of_promise(PromiseEvent::Before, promise.value());
                let result = self.promise_resolve_thenable_job(promise, thenable, then);
                self.tell_of_promise(PromiseEvent::After, promise.value());
                result
            }
            Job::Callback { callback } => {
                let (callback, context) = self.callback_of(callback);
                self.enter_context(context);
                self.call(callback, Value::UNDEFINED, &[]).map(|_| ())
            }
            Job::Waiters { .. } => unreachable!("next_job gives what waits one by one"),
        }
    }

    fn resume_activation(
        &mut self,
        activation: ActivationRef,
        argument: Value,
        rejected: bool,
    ) -> JsResult<()> {
        let callee = self.heap.activation_callee(activation);
        let Some(code) = self.heap.function_code(callee) else {
            unreachable!("an activation is of a function")
        };
        let code = self.codes.get(code);
        let Some(behaviour) = code.behaviour.get() else {
            unreachable!("code is lowered before it is suspended")
        };
        self.machine.resumed = Some(activation);
        let result = behaviour.resume(self, &code, activation, argument, rejected);
        self.machine.resumed = None;
        result
    }

    /// [NewPromiseReactionJob](https://tc39.es/ecma262/#sec-newpromisereactionjob)
    fn promise_reaction_job(
        &mut self,
        handler: Value,
        capability: Value,
        argument: Value,
        rejected: bool,
    ) -> JsResult<()> {
        self.scoped(|agent| {
            agent.keep(capability);
            let result = if handler.is_undefined() {
                if rejected {
                    Err(agent.throw(argument))
                } else {
                    Ok(argument)
                }
            } else {
                agent.machine.reacting = capability;
                let result = agent.call_handler(handler, argument);
                agent.machine.reacting = Value::UNDEFINED;
                result
            };
            match result {
                Ok(value) => {
                    agent.keep(value);
                    agent.settle_capability(capability, value, false)
                }
                Err(throw) => {
                    let reason = agent.catch(throw)?;
                    agent.keep(reason);
                    if capability.is_undefined() {
                        return Err(agent.throw(reason));
                    }
                    agent.settle_capability(capability, reason, true)
                }
            }
        })
    }

    /// Resolves or rejects the promise of a reaction's capability.
    pub fn settle_capability(
        &mut self,
        capability: Value,
        value: Value,
        reject: bool,
    ) -> JsResult<()> {
        if let Some(promise) = capability.as_object() {
            match reject {
                true => self.reject_promise(promise, value),
                false => self.resolve_promise(promise, value),
            }
            return Ok(());
        }
        let Some(cell) = InternalRef::from_value(capability) else {
            return Ok(());
        };
        let InternalData::Boxed(data) = self.heap.internal(cell) else {
            return Ok(());
        };
        let data: &dyn std::any::Any = &**data;
        let Some(&PromiseCapability {
            resolve,
            reject: reject_function,
            ..
        }) = data.downcast_ref()
        else {
            unreachable!("a reaction's box holds a capability");
        };
        let function = if reject { reject_function } else { resolve };
        self.call(function, Value::UNDEFINED, &[value])?;
        Ok(())
    }

    /// [NewPromiseResolveThenableJob](https://tc39.es/ecma262/#sec-newpromiseresolvethenablejob)
    fn promise_resolve_thenable_job(
        &mut self,
        promise: Object,
        thenable: Value,
        then: Value,
    ) -> JsResult<()> {
        if then == self.intrinsic(Intrinsic::PromiseThen).value()
            && !self.has_promise_hooks()
            && self.has_original_species(thenable)
            && let Some(inner) = thenable.as_object()
        {
            // The original `then` on a promise of ours: what it makes besides can't be seen. The
            // reaction passes the value on to `promise` without another look for `then`, because
            // a promise's result is never a thenable that was not looked at.
            let none = Value::UNDEFINED;
            self.perform_promise_then(inner, none, none, promise.value());
            return Ok(());
        }
        self.scoped(|agent| {
            let (resolve, reject) = agent.create_resolving_functions(promise);
            agent.keep_object(promise);
            agent.keep_object(resolve);
            agent.keep_object(reject);
            match agent.call(then, thenable, &[resolve.value(), reject.value()]) {
                Ok(_) => Ok(()),
                Err(throw) => {
                    let reason = agent.catch(throw)?;
                    agent.call(reject.value(), Value::UNDEFINED, &[reason])?;
                    Ok(())
                }
            }
        })
    }
}

impl Heap {
    /// Turns the list of what waited for a promise, which is newest first; the oldest.
    fn reverse_waiters(&mut self, newest: Value) -> Value {
        let (mut turned, mut rest) = (Value::UNDEFINED, newest);
        while !rest.is_undefined() {
            let waiter = rest;
            rest = self.waiter_before(waiter);
            if let Some(activation) = ActivationRef::from_value(waiter) {
                self.set_activation_next(activation, turned);
            } else if let Some(reaction) = ReactionRef::from_value(waiter) {
                self.reaction_mut(reaction).next = turned;
            }
            turned = waiter;
        }
        turned
    }
}

impl Heap {
    /// The promise of a resolving function, the first time that one of the pair is called.
    fn take_resolving_promise(&mut self, call: Call) -> Option<Object> {
        let cell = InternalRef::from_value(self.native_data(call.callee(), 0))?;
        match self.internal_mut(cell) {
            InternalData::Accessor { get, .. } => {
                std::mem::replace(get, Value::UNDEFINED).as_object()
            }
            _ => None,
        }
    }

    /// The promise of what a reaction settles, or `undefined`.
    pub(in crate::engine) fn promise_of_capability(&self, capability: Value) -> Value {
        let Some(cell) = InternalRef::from_value(capability) else {
            return capability;
        };
        let InternalData::Boxed(data) = self.internal(cell) else {
            return Value::UNDEFINED;
        };
        let data: &dyn std::any::Any = &**data;
        let capability: Option<&PromiseCapability> = data.downcast_ref();
        capability.map_or(Value::UNDEFINED, |capability| capability.promise)
    }

    /// What waits for the same promise and was registered before a reaction or activation.
    #[inline]
    fn waiter_before(&self, waiter: Value) -> Value {
        if let Some(activation) = ActivationRef::from_value(waiter) {
            self.activation_next(activation)
        } else if let Some(reaction) = ReactionRef::from_value(waiter) {
            self.reaction(reaction).next
        } else {
            unreachable!("only reactions and activations wait for a promise")
        }
    }

    /// A capability as a reaction's word: the promise itself where its functions are ours.
    pub fn capability_value(&mut self, capability: PromiseCapability) -> Value {
        self.new_internal(InternalData::Boxed(Box::new(capability)))
            .value()
    }
}
