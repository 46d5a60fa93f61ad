//! Saving and resuming an activation: nodes that may suspend, and the states they leave.
//!
//! **Types say what may suspend.** A [`Node`] can't: nothing in it can reach a `yield` or `await`
//! of the running function. A [`Resumable`] may, and what may is a [`Part`]. To run a part takes a
//! [`Way`], which only a resumable node is given: so a node that can't resume can't run a child
//! that may suspend. It doesn't compile.
//!
//! **A state can't be forgotten.** When a suspension unwinds, each node on its way leaves one number
//! on the path ([`Path`](crate::engine::Path)): its state, from which it will go on. Whoever runs a
//! child names the state that is to be left in case the child suspends ([`Way::eval`] and the like
//! leave it, and do so only then). A walk that resumes takes the states off again, and hands each
//! node its own as its [`Entry`], which can't be copied or dropped unseen: a node has to look where
//! it is to go on before it can run anything. A node that does nothing before its only child, and
//! so has no state, hands its entry on to it ([`Entry::eval`]).
//!
//! What a node needs after a child has been suspended it keeps in slots of the frame, which are
//! saved with the activation; what is in Rust variables is lost with the native stack.
//!
//! Nodes that come in both forms are generic over the kind of their children ([`Child`]): with
//! plain ones the entry is known to be a fresh one, and what deals with states compiles to nothing.

use super::node::{Completion, Node, NodeBox};
use crate::engine::{Agent, Caught, JsResult, ResumeMode, SuspendReason, Throw, Unwinding};
use crate::heap::{Frame, Value};
use std::marker::PhantomData;

/// A node on the way to a `yield` or `await`, or one that suspends itself; or, with plain children,
/// the plain form of such a node, which is a [`Node`].
pub trait Resumable {
    /// What its children are: [`Part`]s where one may suspend, else plain nodes.
    type Child: Child;

    /// Evaluates to a value.
    fn eval(&self, agent: &mut Agent, frame: Frame, entry: Entry<Self::Child>) -> JsResult;

    /// Evaluates to a condition.
    #[inline]
    fn cond(&self, agent: &mut Agent, frame: Frame, entry: Entry<Self::Child>) -> JsResult<bool> {
        let value = self.eval(agent, frame, entry)?;
        Ok(agent.to_boolean(value))
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

impl<T: Resumable<Child = NodeBox>> Node for T {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        Resumable::eval(self, agent, frame, Entry::fresh())
    }

    #[inline]
    fn cond(&self, agent: &mut Agent, frame: Frame) -> JsResult<bool> {
        Resumable::cond(self, agent, frame, Entry::fresh())
    }

    #[inline]
    fn exec(&self, agent: &mut Agent, frame: Frame) -> Completion {
        Resumable::exec(self, agent, frame, Entry::fresh())
    }
}

/// A resumable node with a place of its own.
pub type ResumableBox = Box<dyn Resumable<Child = Part>>;

/// A piece of an async function or generator.
pub enum Part {
    /// It can't suspend.
    Plain(NodeBox),
    /// It may.
    Suspends(ResumableBox),
}

impl From<NodeBox> for Part {
    fn from(node: NodeBox) -> Part {
        Part::Plain(node)
    }
}

/// A kind of children: [`NodeBox`], which can't suspend, or [`Part`].
pub trait Child: Sized + 'static {
    /// Which of the two it is.
    fn kind(&self) -> ChildKind<'_>;
    /// Whether it can be one that suspends.
    const MAY_SUSPEND: bool;
}

/// What a child is.
pub enum ChildKind<'a> {
    /// It can't suspend.
    Plain(&'a dyn Node),
    /// It may; running it takes an [`Entry`].
    Suspends(&'a dyn Resumable<Child = Part>),
}

impl Child for NodeBox {
    const MAY_SUSPEND: bool = false;

    #[inline(always)]
    fn kind(&self) -> ChildKind<'_> {
        ChildKind::Plain(&**self)
    }
}

impl Child for Part {
    const MAY_SUSPEND: bool = true;

    #[inline(always)]
    fn kind(&self) -> ChildKind<'_> {
        match self {
            Part::Plain(node) => ChildKind::Plain(&**node),
            Part::Suspends(node) => ChildKind::Suspends(&**node),
        }
    }
}

/// How a node is entered: at first, or to go on where a suspension left it.
#[must_use = "a node must look where it is to go on"]
pub struct Entry<C> {
    /// The state that it left.
    state: Option<u32>,
    children: PhantomData<C>,
}

/// The leave to run children of a kind.
pub struct Way<C>(PhantomData<C>);

impl<C> Clone for Way<C> {
    #[inline(always)]
    fn clone(&self) -> Way<C> {
        *self
    }
}

impl<C> Copy for Way<C> {}

impl<C: Child> Entry<C> {
    #[inline(always)]
    fn fresh() -> Entry<C> {
        Entry {
            state: None,
            children: PhantomData,
        }
    }

    /// The state to go on from; `None` where the node begins.
    #[inline(always)]
    pub fn state(self) -> (Option<u32>, Way<C>) {
        let state = match C::MAY_SUSPEND {
            true => self.state,
            false => None,
        };
        (state, Way(PhantomData))
    }

    #[inline(always)]
    fn on(self) -> Entry<Part> {
        Entry {
            state: self.state,
            children: PhantomData,
        }
    }

    /// Evaluates the child of a node that does nothing before it, and so has no state of its own.
    #[inline(always)]
    pub fn eval(self, agent: &mut Agent, frame: Frame, child: &C) -> JsResult {
        match child.kind() {
            ChildKind::Plain(node) => node.eval(agent, frame),
            ChildKind::Suspends(node) => node.eval(agent, frame, self.on()),
        }
    }

    /// As [`Entry::eval`], to a condition.
    #[inline(always)]
    pub fn cond(self, agent: &mut Agent, frame: Frame, child: &C) -> JsResult<bool> {
        match child.kind() {
            ChildKind::Plain(node) => node.cond(agent, frame),
            ChildKind::Suspends(node) => node.cond(agent, frame, self.on()),
        }
    }

    /// As [`Entry::eval`], as a statement.
    #[inline(always)]
    pub fn exec(self, agent: &mut Agent, frame: Frame, child: &C) -> Completion {
        match child.kind() {
            ChildKind::Plain(node) => node.exec(agent, frame),
            ChildKind::Suspends(node) => node.exec(agent, frame, self.on()),
        }
    }
}

impl Entry<Part> {
    /// The entry of the next node on a walk: the outermost state that is left on the path, if the
    /// walk is on its way down. The node that suspended itself left none: 0 stands for that.
    #[inline(always)]
    fn next(agent: &mut Agent) -> Entry<Part> {
        let state = match agent.resumption.active {
            true => Some(agent.resumption.path.pop()),
            false => None,
        };
        Entry {
            state,
            children: PhantomData,
        }
    }
}

/// Leaves a node's state on the path, if what unwinds is a suspension.
#[inline(always)]
fn leave(agent: &mut Agent, state: u32) {
    if agent.unwinding() == Unwinding::Suspension {
        agent.resumption.path.push(state);
    }
}

impl<C: Child> Way<C> {
    /// Evaluates a child. If it suspends, the node that runs it is left in `state`.
    #[inline(always)]
    pub fn eval(self, agent: &mut Agent, frame: Frame, child: &C, state: u32) -> JsResult {
        match child.kind() {
            ChildKind::Plain(node) => node.eval(agent, frame),
            ChildKind::Suspends(node) => {
                let entry = Entry::next(agent);
                let result = node.eval(agent, frame, entry);
                if result.is_err() {
                    leave(agent, state);
                }
                result
            }
        }
    }

    /// As [`Way::eval`], to a condition.
    #[inline(always)]
    pub fn cond(self, agent: &mut Agent, frame: Frame, child: &C, state: u32) -> JsResult<bool> {
        match child.kind() {
            ChildKind::Plain(node) => node.cond(agent, frame),
            ChildKind::Suspends(node) => {
                let entry = Entry::next(agent);
                let result = node.cond(agent, frame, entry);
                if result.is_err() {
                    leave(agent, state);
                }
                result
            }
        }
    }

    /// As [`Way::eval`], as a statement.
    #[inline(always)]
    pub fn exec(self, agent: &mut Agent, frame: Frame, child: &C, state: u32) -> Completion {
        match child.kind() {
            ChildKind::Plain(node) => node.exec(agent, frame),
            ChildKind::Suspends(node) => {
                let entry = Entry::next(agent);
                let completion = node.exec(agent, frame, entry);
                if completion.is_throw() {
                    leave(agent, state);
                }
                completion
            }
        }
    }
}

impl<C: Child> Way<C> {
    /// The leave to suspend, where the children may.
    pub fn suspending(self) -> Option<Way<Part>> {
        C::MAY_SUSPEND.then_some(Way(PhantomData))
    }
}

impl Way<Part> {
    /// Suspends the activation at the node that has this leave, which has no state.
    #[inline]
    pub fn suspend(self, agent: &mut Agent, value: Value, why: Suspension) -> Throw {
        agent.suspend(value, why.reason, why.depth)
    }

    /// Suspends the activation at the node that has this leave, which is left in `state`.
    pub fn suspend_in(self, agent: &mut Agent, value: Value, why: Suspension, state: u32) -> Throw {
        let throw = agent.suspend(value, why.reason, why.depth);
        agent.resumption.path.push(state);
        throw
    }
}

/// What a node that suspends says of it.
#[derive(Clone, Copy)]
pub struct Suspension {
    /// Why.
    pub reason: SuspendReason,
    /// How many slots of the frame are in use.
    pub depth: u32,
}

/// The body of an async function or generator: where a walk begins.
pub struct Body(pub Part);

impl Body {
    /// Runs it from the start, or down to where the activation was suspended.
    #[inline(always)]
    pub fn exec(&self, agent: &mut Agent, frame: Frame) -> Completion {
        match &self.0 {
            Part::Plain(node) => node.exec(agent, frame),
            Part::Suspends(node) => {
                let entry = Entry::next(agent);
                node.exec(agent, frame, entry)
            }
        }
    }
}

/// Operands that are evaluated into slots, then the node that uses them. An expression with a
/// `yield` or `await` in an operand is lowered to this. The state is the number of the step.
pub struct Steps {
    /// What is evaluated, and the slots that take the values.
    pub steps: Box<[(Part, u32)]>,
    /// What the value is.
    pub result: Part,
}

impl Steps {
    #[inline(always)]
    fn run(&self, agent: &mut Agent, frame: Frame, way: Way<Part>, start: usize) -> JsResult<()> {
        for (number, (step, slot)) in self.steps.iter().enumerate().skip(start) {
            let value = way.eval(agent, frame, step, number as u32)?;
            frame.set(*slot as usize, value);
        }
        Ok(())
    }
}

impl Resumable for Steps {
    type Child = Part;

    fn eval(&self, agent: &mut Agent, frame: Frame, entry: Entry<Part>) -> JsResult {
        let (state, way) = entry.state();
        self.run(agent, frame, way, state.unwrap_or(0) as usize)?;
        way.eval(agent, frame, &self.result, self.steps.len() as u32)
    }

    fn exec(&self, agent: &mut Agent, frame: Frame, entry: Entry<Part>) -> Completion {
        let (state, way) = entry.state();
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
    /// How many slots of the frame are in use.
    pub depth: u32,
    /// In the source.
    pub position: u32,
}

impl Resumable for Await {
    type Child = Part;

    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame, entry: Entry<Part>) -> JsResult {
        let (state, way) = entry.state();
        if state.is_some() {
            return resumed(agent);
        }
        let value = self.argument.eval(agent, frame)?;
        agent.position = self.position;
        if let Some(result) = agent.await_at_once(frame, value) {
            return result;
        }
        let (reason, depth) = (SuspendReason::Await, self.depth);
        Err(way.suspend(agent, value, Suspension { reason, depth }))
    }
}

/// `yield x` in a sync generator: the operand is a temporary or can't suspend.
pub struct Yield {
    /// What is yielded.
    pub argument: NodeBox,
    /// How many slots of the frame are in use.
    pub depth: u32,
}

impl Resumable for Yield {
    type Child = Part;

    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame, entry: Entry<Part>) -> JsResult {
        let (state, way) = entry.state();
        if state.is_some() {
            return resumed(agent);
        }
        let value = self.argument.eval(agent, frame)?;
        let (reason, depth) = (SuspendReason::Yield, self.depth);
        Err(way.suspend(agent, value, Suspension { reason, depth }))
    }
}

/// The end of a walk down to a suspended node: what it was resumed with.
#[inline]
pub fn resumed(agent: &mut Agent) -> JsResult {
    debug_assert!(agent.resumption.path.is_empty());
    agent.resumption.active = false;
    let value = std::mem::replace(&mut agent.resumption.value, Value::UNDEFINED);
    match agent.resumption.mode {
        ResumeMode::Next => Ok(value),
        ResumeMode::Throw => Err(match agent.resumption.site.take() {
            Some(site) => agent.throw_again(Caught { value, site }),
            None => agent.throw(value),
        }),
        ResumeMode::Return => Err(agent.return_from_generator(value)),
    }
}
