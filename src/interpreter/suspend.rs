//! Saving and resuming an activation: nodes that may suspend, and the states they leave.
//!
//! **Types say what may suspend.** A [`NodeBox`] holds a node that can't: nothing in it can reach a
//! `yield` or `await` of the running function. What may is in a [`ResumableBox`], or suspends itself
//! and has a [`Suspension`]. Neither of the two is `Unpin`, and all else in nodes is; `NodeBox` takes
//! only what is. So the compiler sees through any nesting what may suspend: a node without a
//! resumable form that is given such a child doesn't fit a `NodeBox`. (Nothing is pinned here:
//! `Unpin` serves because it is the one trait that a struct has exactly if all its fields have it,
//! and that a type can be without.)
//!
//! **A state can't be forgotten.** When a suspension unwinds, each node on its way leaves one number
//! on the path (`Path`): its state, from which it will go on. What is in a
//! `ResumableBox` can only be run by way of a [`Way`], naming the state that is to be left if the
//! child suspends; and a `Way` comes only from an [`Entry`], with the state to go on from. A walk
//! that resumes takes the states off again: a node looks at its own before it can run anything. A
//! node that does nothing before its only child, and so has no state, hands its entry on to it
//! ([`Entry::eval`]).
//!
//! What a node needs after a child has been suspended it keeps in slots of the frame, which are
//! saved with the activation; what is in Rust variables is lost with the native stack.
//!
//! Nodes that come in both forms are generic over the kind of their children ([`Child`]): with
//! plain ones there is no state, and what deals with states compiles to nothing.

use super::tree::{Completion, Node, NodeBox};
use crate::engine::{Agent, Caught, JsResult, ResumeMode, SuspendReason, Throw, Unwinding};
use crate::heap::{Frame, Slot, Value};
use std::marker::{PhantomData, PhantomPinned};

/// A node that comes in a resumable form: on the way to a `yield` or `await`, or one that suspends
/// itself.
pub trait Resumable {
    /// What its children are.
    type Child: Child;

    /// Evaluates to a value.
    fn eval(&self, agent: &mut Agent, frame: Frame, entry: Entry<Self::Child>) -> JsResult;

    /// Evaluates to a condition.
    #[inline]
    fn cond(&self, agent: &mut Agent, frame: Frame, entry: Entry<Self::Child>) -> JsResult<bool> {
        let value = self.eval(agent, frame, entry)?;
        Ok(agent.heap.to_boolean(value))
    }

    /// Runs as a statement.
    #[inline]
    fn exec(&self, agent: &mut Agent, frame: Frame, entry: Entry<Self::Child>) -> Completion {
        match self.eval(agent, frame, entry) {
            Ok(_) => Completion::NORMAL,
            Err(Throw) => Completion::THROW,
        }
    }
}

impl<T: Resumable> Node for T {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        Resumable::eval(self, agent, frame, Entry(PhantomData))
    }

    #[inline]
    fn cond(&self, agent: &mut Agent, frame: Frame) -> JsResult<bool> {
        Resumable::cond(self, agent, frame, Entry(PhantomData))
    }

    #[inline]
    fn exec(&self, agent: &mut Agent, frame: Frame) -> Completion {
        Resumable::exec(self, agent, frame, Entry(PhantomData))
    }
}

/// A node that may suspend, with a place of its own. Only a [`Way`] runs it.
pub struct ResumableBox {
    node: Box<dyn Node>,
    /// See the module's head.
    _suspends: PhantomPinned,
}

impl ResumableBox {
    /// A node with children that may suspend, or one that suspends itself.
    pub fn new(node: impl Resumable<Child = ResumableBox> + 'static) -> ResumableBox {
        ResumableBox {
            node: Box::new(node),
            _suspends: PhantomPinned,
        }
    }
}

impl From<NodeBox> for ResumableBox {
    fn from(node: NodeBox) -> ResumableBox {
        ResumableBox {
            node,
            _suspends: PhantomPinned,
        }
    }
}

/// A piece of the tree while it is built.
pub enum Part {
    /// It can't suspend.
    Plain(NodeBox),
    /// It may.
    Suspends(ResumableBox),
}

impl Part {
    /// A node that may suspend.
    pub fn suspends(node: impl Resumable<Child = ResumableBox> + 'static) -> Part {
        Part::Suspends(ResumableBox::new(node))
    }
}

impl From<NodeBox> for Part {
    fn from(node: NodeBox) -> Part {
        Part::Plain(node)
    }
}

impl From<Part> for ResumableBox {
    fn from(part: Part) -> ResumableBox {
        match part {
            Part::Plain(node) => node.into(),
            Part::Suspends(node) => node,
        }
    }
}

/// A kind of children: [`NodeBox`], which can't suspend, or [`ResumableBox`].
pub trait Child: Sized + 'static {
    /// Whether it can be one that suspends.
    const MAY_SUSPEND: bool;

    /// The node, for this module only.
    fn node(&self, access: Access) -> &dyn Node;
}

/// What only this module has.
pub struct Access(());

impl Child for NodeBox {
    const MAY_SUSPEND: bool = false;

    #[inline(always)]
    fn node(&self, _: Access) -> &dyn Node {
        &**self
    }
}

impl Child for ResumableBox {
    const MAY_SUSPEND: bool = true;

    #[inline(always)]
    fn node(&self, _: Access) -> &dyn Node {
        &*self.node
    }
}

/// How a node is entered: at first, or to go on where a suspension left it.
#[must_use = "a node must look where it is to go on"]
pub struct Entry<C>(PhantomData<C>);

/// The leave to run children of a kind.
pub struct Way<C>(PhantomData<C>);

/// The leave to suspend, and nothing else.
pub struct Exit(());

impl<C> Clone for Way<C> {
    #[inline(always)]
    fn clone(&self) -> Way<C> {
        *self
    }
}

impl<C> Copy for Way<C> {}

impl<C: Child> Entry<C> {
    /// The state to go on from; `None` where the node begins. A walk on its way down finds it on the
    /// path; the node that suspended itself left none, for which it finds 0.
    #[inline(always)]
    pub fn state(self, agent: &mut Agent) -> (Option<u32>, Way<C>) {
        let state = match C::MAY_SUSPEND && agent.machine.resumption.active {
            true => Some(agent.machine.resumption.path.pop()),
            false => None,
        };
        (state, Way(PhantomData))
    }

    /// Evaluates the child of a node that does nothing before it, and so has no state of its own.
    #[inline(always)]
    pub fn eval(self, agent: &mut Agent, frame: Frame, child: &C) -> JsResult {
        child.node(Access(())).eval(agent, frame)
    }

    /// As [`Entry::eval`], to a condition.
    #[inline(always)]
    pub fn cond(self, agent: &mut Agent, frame: Frame, child: &C) -> JsResult<bool> {
        child.node(Access(())).cond(agent, frame)
    }

    /// As [`Entry::eval`], as a statement.
    #[inline(always)]
    pub fn exec(self, agent: &mut Agent, frame: Frame, child: &C) -> Completion {
        child.node(Access(())).exec(agent, frame)
    }
}

impl Entry<ResumableBox> {
    /// For a node that has no states, and suspends itself at most: whether it is to go on.
    #[inline(always)]
    pub fn resumes(self, agent: &Agent) -> (bool, Exit) {
        (agent.machine.resumption.active, Exit(()))
    }
}

impl Exit {
    /// As [`Way::suspend`].
    #[inline(always)]
    pub fn suspend(
        self,
        agent: &mut Agent,
        at: &Suspension,
        reason: SuspendReason,
        value: Value,
    ) -> Throw {
        agent.machine.suspend(value, reason, at.depth)
    }
}

impl<C: Child> Way<C> {
    /// Leaves a node's state on the path, if what unwinds is a suspension.
    #[inline(always)]
    fn leave(self, agent: &mut Agent, state: u32) {
        if C::MAY_SUSPEND && agent.machine.unwinding() == Unwinding::Suspension {
            agent.machine.resumption.path.push(state);
        }
    }

    /// Evaluates a child. If it suspends, the node that runs it is left in `state`.
    #[inline(always)]
    pub fn eval(self, agent: &mut Agent, frame: Frame, child: &C, state: u32) -> JsResult {
        let result = child.node(Access(())).eval(agent, frame);
        if result.is_err() {
            self.leave(agent, state);
        }
        result
    }

    /// As [`Way::eval`], to a condition.
    #[inline(always)]
    pub fn cond(self, agent: &mut Agent, frame: Frame, child: &C, state: u32) -> JsResult<bool> {
        let result = child.node(Access(())).cond(agent, frame);
        if result.is_err() {
            self.leave(agent, state);
        }
        result
    }

    /// As [`Way::eval`], as a statement.
    #[inline(always)]
    pub fn exec(self, agent: &mut Agent, frame: Frame, child: &C, state: u32) -> Completion {
        let completion = child.node(Access(())).exec(agent, frame);
        if completion.is_throw() {
            self.leave(agent, state);
        }
        completion
    }

    /// The leave to suspend, where the children may.
    pub fn suspending(self) -> Option<Way<ResumableBox>> {
        C::MAY_SUSPEND.then_some(Way(PhantomData))
    }
}

/// What a node has that suspends the activation: how many slots of the frame are in use there.
pub struct Suspension {
    depth: u32,
    /// See the module's head.
    _suspends: PhantomPinned,
}

impl Suspension {
    /// Of a node where so many slots of the frame are in use.
    pub fn new(depth: u32) -> Suspension {
        Suspension {
            depth,
            _suspends: PhantomPinned,
        }
    }
}

impl Way<ResumableBox> {
    /// Suspends the activation at the node that has this leave, and hands a value over. The node has
    /// no state.
    #[inline(always)]
    pub fn suspend(
        self,
        agent: &mut Agent,
        at: &Suspension,
        reason: SuspendReason,
        value: Value,
    ) -> Throw {
        agent.machine.suspend(value, reason, at.depth)
    }

    /// As [`Way::suspend`], leaving the node in `state`.
    #[inline(always)]
    pub fn suspend_in(
        self,
        agent: &mut Agent,
        at: &Suspension,
        (reason, value): (SuspendReason, Value),
        state: u32,
    ) -> Throw {
        let throw = agent.machine.suspend(value, reason, at.depth);
        agent.machine.resumption.path.push(state);
        throw
    }
}

/// The body of an async function or generator: where a walk begins. The node is in it without a box,
/// as there is one of the kind for each function.
pub struct Body<N>(N);

impl<N: Resumable<Child = ResumableBox>> Body<N> {
    /// A body.
    pub fn new(node: N) -> Body<N> {
        Body(node)
    }

    /// Runs it from the start, or down to where the activation was suspended.
    #[inline(always)]
    pub fn exec(&self, agent: &mut Agent, frame: Frame) -> Completion {
        Resumable::exec(&self.0, agent, frame, Entry(PhantomData))
    }
}

/// Operands that are evaluated into slots, then the node that uses them. An expression with a
/// `yield` or `await` in an operand is lowered to this. The state is the number of the step.
pub struct Steps {
    /// What is evaluated, and the slots that take the values.
    pub steps: Box<[(ResumableBox, Slot)]>,
    /// What the value is.
    pub result: ResumableBox,
}

impl Steps {
    #[inline(always)]
    fn run(
        &self,
        agent: &mut Agent,
        frame: Frame,
        way: Way<ResumableBox>,
        start: usize,
    ) -> JsResult<()> {
        for (number, (step, slot)) in self.steps.iter().enumerate().skip(start) {
            let value = way.eval(agent, frame, step, number as u32)?;
            frame.set(*slot, value);
        }
        Ok(())
    }
}

impl Resumable for Steps {
    type Child = ResumableBox;

    fn eval(&self, agent: &mut Agent, frame: Frame, entry: Entry<ResumableBox>) -> JsResult {
        let (state, way) = entry.state(agent);
        self.run(agent, frame, way, state.unwrap_or(0) as usize)?;
        way.eval(agent, frame, &self.result, self.steps.len() as u32)
    }

    fn exec(&self, agent: &mut Agent, frame: Frame, entry: Entry<ResumableBox>) -> Completion {
        let (state, way) = entry.state(agent);
        if let Err(Throw) = self.run(agent, frame, way, state.unwrap_or(0) as usize) {
            return Completion::THROW;
        }
        way.exec(agent, frame, &self.result, self.steps.len() as u32)
    }
}

/// `await x`: the operand is a temporary or can't suspend.
pub struct Await {
    /// What is awaited.
    pub argument: NodeBox,
    /// Where it suspends.
    pub suspension: Suspension,
    /// In the source.
    pub position: u32,
}

impl Resumable for Await {
    type Child = ResumableBox;

    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame, entry: Entry<ResumableBox>) -> JsResult {
        let (resumes, exit) = entry.resumes(agent);
        if resumes {
            return resumed(agent);
        }
        let value = self.argument.eval(agent, frame)?;
        agent.machine.position = self.position;
        if let Some(result) = agent.await_at_once(frame, value) {
            return result;
        }
        Err(exit.suspend(agent, &self.suspension, SuspendReason::Await, value))
    }
}

/// `yield x` in a sync generator: the operand is a temporary or can't suspend.
pub struct Yield {
    /// What is yielded.
    pub argument: NodeBox,
    /// Where it suspends.
    pub suspension: Suspension,
}

impl Resumable for Yield {
    type Child = ResumableBox;

    #[inline(always)]
    fn eval(&self, agent: &mut Agent, frame: Frame, entry: Entry<ResumableBox>) -> JsResult {
        let (resumes, exit) = entry.resumes(agent);
        if resumes {
            return resumed(agent);
        }
        let value = self.argument.eval(agent, frame)?;
        Err(exit.suspend(agent, &self.suspension, SuspendReason::Yield, value))
    }
}

/// The end of a walk down to a suspended node: what it was resumed with.
#[inline]
pub fn resumed(agent: &mut Agent) -> JsResult {
    debug_assert!(agent.machine.resumption.path.is_empty());
    agent.machine.resumption.active = false;
    let value = std::mem::replace(&mut agent.machine.resumption.value, Value::UNDEFINED);
    match agent.machine.resumption.mode {
        ResumeMode::Next => Ok(value),
        ResumeMode::Throw => Err(match agent.machine.resumption.site.take() {
            Some(site) => agent.throw_again(Caught { value, site }),
            None => agent.throw(value),
        }),
        ResumeMode::Return => Err(agent.machine.return_from_generator(value)),
    }
}
