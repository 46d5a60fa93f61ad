//! What functions of each kind do when they are called.

use super::activation::{enter_resumed, save_frame};
use super::class_elements::initialize_instance;
use super::inline_cache::GetCache;
use super::nodes::statement::Block;
use super::suspend::{Body, ResumableBox};
use super::tree::{Completion, NodeBox};
use super::{async_generator, generator};
use crate::engine::{Agent, Behaviour, Code, JsResult, ResumeMode, Throw, Unwinding, messages};
use crate::heap::{ActivationRef, CALLEE, Frame, LINK, Link, Object, Slot, THIS, Value};

/// A function that is neither async nor a generator.
pub struct PlainFunction {
    /// Prologue and body.
    pub statements: Box<[NodeBox]>,
}

#[inline(always)]
fn run(statements: &[NodeBox], agent: &mut Agent, frame: Frame) -> Completion {
    for statement in statements {
        let completion = statement.exec(agent, frame);
        if !completion.is_normal() {
            return completion;
        }
    }
    Completion::NORMAL
}

#[inline(always)]
fn result_of(completion: Completion) -> JsResult {
    if completion.is_normal() {
        return Ok(Value::UNDEFINED);
    }
    completion.value_returned()
}

/// The methods of [`Behaviour`] that only async functions and generators need.
macro_rules! never_suspended {
    () => {
        fn run_body(&self, _: &mut Agent, _: Frame) -> JsResult {
            unreachable!("only generators have a body to go on with")
        }

        fn resume(
            &self,
            _: &mut Agent,
            _: &Code,
            _: ActivationRef,
            _: Value,
            _: bool,
        ) -> JsResult<()> {
            unreachable!("only async functions and generators are suspended")
        }
    };
}

impl Behaviour for PlainFunction {
    #[inline]
    fn call(&self, agent: &mut Agent, frame: Frame, _: usize) -> JsResult {
        result_of(run(&self.statements, agent, frame))
    }

    never_suspended!();
}

/// A function of which an expression is all, or all that is left to do: `x => x`,
/// `function (x) { return x; }`.
pub struct ExpressionFunction {
    /// The expression.
    pub expression: NodeBox,
}

impl Behaviour for ExpressionFunction {
    #[inline]
    fn call(&self, agent: &mut Agent, frame: Frame, _: usize) -> JsResult {
        self.expression.eval(agent, frame)
    }

    never_suspended!();
}

/// A function that ends in `return x;`.
pub struct ReturningFunction {
    /// Prologue and what comes before the `return`.
    pub statements: Box<[NodeBox]>,
    /// What is returned at the end.
    pub expression: NodeBox,
}

impl Behaviour for ReturningFunction {
    #[inline]
    fn call(&self, agent: &mut Agent, frame: Frame, _: usize) -> JsResult {
        let completion = run(&self.statements, agent, frame);
        if !completion.is_normal() {
            return completion.value_returned();
        }
        self.expression.eval(agent, frame)
    }

    never_suspended!();
}

/// A class's constructor.
pub struct ClassConstructor {
    /// Prologue and body.
    pub statements: Box<[NodeBox]>,
    /// Reads `this`, which a derived constructor may not have bound.
    pub this: NodeBox,
    /// Whether the class has a heritage.
    pub derived: bool,
    /// Position of the parameters.
    pub position: u32,
}

/// That a class's constructor was called through `new`.
fn require_construct(agent: &mut Agent, frame: Frame) -> JsResult<()> {
    if Link::from_value(frame.get(LINK)).is_some_and(Link::is_construct) {
        return Ok(());
    }
    let function = frame.get(CALLEE);
    let name = function
        .as_object()
        .and_then(|function| agent.peek_data_property(function, agent.names.name));
    let name = name
        .and_then(Value::as_string)
        .map_or(String::new(), |name| agent.heap.utf8(name));
    Err(throw_in_caller(agent, frame, |agent| {
        agent.type_error(messages::class_without_new(&name))
    }))
}

/// Throws an error that belongs to the caller of a frame.
fn throw_in_caller(
    agent: &mut Agent,
    frame: Frame,
    throw: impl FnOnce(&mut Agent) -> Throw,
) -> Throw {
    if let Some(link) = Link::from_value(frame.get(LINK)) {
        agent.machine.frame = frame.below(link.distance() as usize);
        agent.machine.position = link.position();
    }
    let throw = throw(agent);
    agent.machine.frame = frame;
    throw
}

impl Behaviour for ClassConstructor {
    fn call(&self, agent: &mut Agent, frame: Frame, _: usize) -> JsResult {
        require_construct(agent, frame)?;
        if !self.derived
            && let Some(this) = frame.get(THIS).as_object()
        {
            let new_target = agent.machine.new_target;
            agent.machine.position = self.position;
            initialize_instance(agent, this, frame.get(CALLEE))?;
            agent.machine.new_target = new_target;
        }
        let result = result_of(run(&self.statements, agent, frame))?;
        if result.is_object() || !self.derived {
            return Ok(result);
        }
        if !result.is_undefined() {
            return Err(throw_in_caller(agent, frame, |agent| {
                agent.type_error(messages::DERIVED_RETURN)
            }));
        }
        let this = self.this.eval(agent, frame)?;
        // The caller of `new` would say the same, perhaps in another realm, but without the place.
        if !this.is_object() && !agent.tracks_realms() {
            agent.machine.position = self.position;
            return Err(agent.reference_error(messages::THIS_BEFORE_SUPER));
        }
        Ok(this)
    }

    never_suspended!();
}

/// The constructor of a class that doesn't write one.
pub struct DefaultConstructor {
    /// Whether the class has a heritage.
    pub derived: bool,
    /// Position of the class.
    pub position: u32,
}

impl Behaviour for DefaultConstructor {
    fn copy(&self) -> Option<Box<dyn Behaviour>> {
        Some(Box::new(DefaultConstructor { ..*self }))
    }

    fn call(&self, agent: &mut Agent, frame: Frame, _: usize) -> JsResult {
        require_construct(agent, frame)?;
        agent.machine.position = self.position;
        let callee = frame.get(CALLEE);
        if !self.derived {
            if let Some(this) = frame.get(THIS).as_object() {
                initialize_instance(agent, this, callee)?;
            }
            return Ok(Value::UNDEFINED);
        }
        let new_target = agent.machine.new_target;
        let parent = match callee.as_object() {
            Some(callee) => agent.get_prototype_of(callee)?,
            None => Value::UNDEFINED,
        };
        let (Some(parent), Some(new_target)) = (
            parent.as_object().filter(|_| agent.is_constructor(parent)),
            new_target.as_object(),
        ) else {
            return Err(agent.not_super_constructor(parent, callee));
        };
        let arguments = match frame.argument(0).as_object() {
            Some(all) => agent.heap.elements(all).to_vec(),
            None => Vec::new(),
        };
        let this = agent.construct(parent, &arguments, new_target)?;
        frame.set(THIS, this.value());
        agent.machine.position = self.position;
        initialize_instance(agent, this, callee)?;
        Ok(this.value())
    }

    never_suspended!();
}

/// An async function, or a module with top-level `await`.
pub struct AsyncFunction {
    /// Prologue and body, resumable.
    pub body: Body<Block<ResumableBox>>,
    /// The slot that keeps the promise.
    pub promise: Slot,
}

impl Behaviour for AsyncFunction {
    fn run_body(&self, _: &mut Agent, _: Frame) -> JsResult {
        unreachable!("only generators have a body to go on with")
    }

    fn call(&self, agent: &mut Agent, frame: Frame, _: usize) -> JsResult {
        agent.gc_point();
        let promise = agent.new_promise();
        frame.set(self.promise, promise.value());
        // A walk that resumes never calls: it only goes down to where it was.
        let completion = self.body.exec(agent, frame);
        let code = agent.heap.function_code(frame.get(CALLEE));
        let Some(code) = code else {
            unreachable!("a function is in its frame")
        };
        let code = agent.codes.get(code);
        self.finish(agent, &code, frame, None, promise, completion)?;
        Ok(promise.value())
    }

    fn resume(
        &self,
        agent: &mut Agent,
        code: &Code,
        activation: ActivationRef,
        argument: Value,
        rejected: bool,
    ) -> JsResult<()> {
        let Some(promise) = agent.heap.activation_owner(activation).as_object() else {
            unreachable!("an async activation has its promise")
        };
        let mode = if rejected {
            ResumeMode::Throw
        } else {
            ResumeMode::Next
        };
        let outer = (agent.machine.frame, agent.machine.top);
        // Nothing else refers to it, and to the promise through it, while it runs.
        agent.keep(activation.value());
        let result = match enter_resumed(agent, code, activation, mode, argument) {
            Ok(frame) => {
                let completion = agent.run_rest_of_job(frame, |agent| self.body.exec(agent, frame));
                self.finish(agent, code, frame, Some(activation), promise, completion)
            }
            Err(throw) => {
                let caught = agent.catch_with_site(throw);
                caught.map(|caught| {
                    agent.note_rejection(promise, caught.value, Some(caught.site));
                    agent.reject_promise(promise, caught.value);
                })
            }
        };
        (agent.machine.frame, agent.machine.top) = outer;
        result
    }
}

impl AsyncFunction {
    /// Settles the promise, or waits for what is awaited.
    fn finish(
        &self,
        agent: &mut Agent,
        code: &Code,
        frame: Frame,
        activation: Option<ActivationRef>,
        promise: Object,
        completion: Completion,
    ) -> JsResult<()> {
        if !completion.is_throw() {
            let value = completion.returned().unwrap_or(Value::UNDEFINED);
            agent.resolve_promise(promise, value);
            return Ok(());
        }
        if agent.machine.unwinding() == Unwinding::Suspension {
            let value = agent.machine.take_handed_over();
            if code.is_program {
                agent.top_level_await = Some(agent.machine.position);
            }
            let activation = save_frame(agent, frame, activation, promise.value());
            return match agent.await_value(activation, value) {
                Ok(()) => Ok(()),
                Err(throw) => {
                    let reason = agent.catch(throw)?;
                    self.resume(agent, code, activation, reason, true)
                }
            };
        }
        let caught = agent.catch_with_site(Throw)?;
        agent.note_rejection(promise, caught.value, Some(caught.site));
        agent.reject_promise(promise, caught.value);
        Ok(())
    }
}

/// A generator or async generator function: a call makes the object, with the frame as it is after
/// the prologue.
pub struct GeneratorFunction {
    /// Runs at the call.
    pub prologue: Box<[NodeBox]>,
    /// Runs when the generator does; resumable.
    pub body: Body<Block<ResumableBox>>,
    /// How many slots of the frame are in use after the prologue.
    pub depth: u32,
    /// Whether it is an async generator.
    pub is_async: bool,
    /// Cached place of the function's `prototype`.
    pub prototype: GetCache,
}

impl Behaviour for GeneratorFunction {
    fn call(&self, agent: &mut Agent, frame: Frame, _: usize) -> JsResult {
        if run(&self.prologue, agent, frame).is_throw() {
            return Err(Throw);
        }
        agent.gc_point();
        generator::create(agent, frame, &self.prototype, self.depth, self.is_async)
    }

    fn resume(
        &self,
        agent: &mut Agent,
        _: &Code,
        activation: ActivationRef,
        argument: Value,
        rejected: bool,
    ) -> JsResult<()> {
        let Some(object) = agent.heap.activation_owner(activation).as_object() else {
            unreachable!("a generator's activation has its object")
        };
        let mode = if rejected {
            ResumeMode::Throw
        } else {
            ResumeMode::Next
        };
        async_generator::go_on(agent, object, mode, argument)
    }

    fn run_body(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        result_of(self.body.exec(agent, frame))
    }
}
