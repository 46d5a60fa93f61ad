//! `using` and `await using`: scopes whose resources are disposed of when they end.

use super::statement::resumable_statement;
use super::try_statement::{
    PENDING_SLOTS, pending_throw, restore_pending, save_pending, set_pending,
};
use crate::engine::{Agent, Awaited, Caught, DisposalStep, JsResult, SuspendReason};
use crate::heap::{Frame, Object, Slot, Value};
use crate::interpreter::suspend::{Child, Entry, Resumable, Suspension, Way, resumed};
use crate::interpreter::tree::{Completion, Node};

/// A scope with `using` declarations. Where one of them awaits, it has the resumable form.
pub struct DisposeScope<C> {
    /// Its statements.
    pub body: C,
    /// The first of [`DISPOSE_TEMPORARIES`]: the list of resources, what was awaited, those for a
    /// pending completion.
    pub temporary: Slot,
    /// How many slots of the frame are in use.
    pub depth: u32,
}

/// Where the pending completion begins among the temporaries.
const PENDING: u32 = 2;

const IN_BODY: u32 = 0;
const DISPOSING: u32 = 1;

/// How many temporaries a scope has.
pub const DISPOSE_TEMPORARIES: u32 = 2 + PENDING_SLOTS;

fn list(frame: Frame, slot: Slot) -> Object {
    frame
        .get(slot)
        .as_object()
        .unwrap_or_else(|| unreachable!("a scope's list is in its slot"))
}

impl<C: Child> DisposeScope<C> {
    fn open(&self, agent: &mut Agent, frame: Frame) {
        agent.gc_point();
        let list = agent.new_array(Vec::new());
        frame.set(self.temporary, list.value());
    }

    fn body(&self, agent: &mut Agent, frame: Frame, way: Way<C>) -> Completion {
        let completion = way.exec(agent, frame, &self.body, IN_BODY);
        if completion.is_throw() && agent.machine.unwinding().passes_finally() {
            agent.machine.resumption.guarded = true;
            return completion;
        }
        save_pending(agent, frame, self.temporary.after(PENDING), completion);
        self.set_awaited(frame, Awaited::default());
        self.dispose(agent, frame, way)
    }

    /// Goes on with what was awaited.
    fn received(&self, agent: &mut Agent, frame: Frame, way: Way<C>) -> Completion {
        if let Err(throw) = resumed(agent) {
            match agent.catch_with_site(throw) {
                Ok(error) => self.combine(agent, frame, error),
                Err(_) => return Completion::THROW,
            }
        }
        self.dispose(agent, frame, way)
    }

    fn dispose(&self, agent: &mut Agent, frame: Frame, way: Way<C>) -> Completion {
        loop {
            let mut awaited = self.awaited(frame);
            let step = agent.dispose_step(list(frame, self.temporary), &mut awaited);
            self.set_awaited(frame, awaited);
            match step {
                Ok(DisposalStep::Done) => {
                    return restore_pending(agent, frame, self.temporary.after(PENDING));
                }
                Ok(DisposalStep::Error(error)) => self.combine(agent, frame, error),
                Ok(DisposalStep::Await(value)) => {
                    let Some(way) = way.suspending() else {
                        unreachable!("only `await using` awaits")
                    };
                    let at = Suspension::new(self.depth);
                    way.suspend_in(agent, &at, (SuspendReason::Await, value), DISPOSING);
                    return Completion::THROW;
                }
                Err(_) => return Completion::THROW,
            }
        }
    }

    /// Makes an error the completion of the scope.
    fn combine(&self, agent: &mut Agent, frame: Frame, mut error: Caught) {
        let slot = self.temporary.after(PENDING);
        let waiting = pending_throw(agent, frame, slot);
        if let Some(suppressed) = waiting.and_then(|throw| throw.exception()) {
            error.value = agent.suppressed_error(error.value, suppressed).value();
        }
        set_pending(agent, frame, slot, error.into());
    }

    fn awaited(&self, frame: Frame) -> Awaited {
        let bits = frame.get(self.temporary + 1).as_int().unwrap_or(0);
        Awaited {
            needed: bits & 1 != 0,
            done: bits & 2 != 0,
        }
    }

    fn set_awaited(&self, frame: Frame, awaited: Awaited) {
        let bits = i32::from(awaited.needed) | i32::from(awaited.done) << 1;
        frame.set(self.temporary + 1, Value::int(bits));
    }
}

impl<C: Child> Resumable for DisposeScope<C> {
    type Child = C;

    resumable_statement!();

    fn exec(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> Completion {
        let (state, way) = entry.state(agent);
        match state {
            None => {
                self.open(agent, frame);
                self.body(agent, frame, way)
            }
            Some(DISPOSING) => self.received(agent, frame, way),
            Some(_) => self.body(agent, frame, way),
        }
    }
}

/// Notes the value in a slot as a resource of the scope.
pub struct AddResource {
    /// The slot of the list.
    pub list: Slot,
    /// The slot of the value.
    pub value: Slot,
    /// Whether it is declared with `await using`.
    pub is_async: bool,
    /// In the source.
    pub position: u32,
}

impl Node for AddResource {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        agent.machine.position = self.position;
        let value = frame.get(self.value);
        agent.add_disposable_resource(list(frame, self.list), value, self.is_async)?;
        Ok(Value::UNDEFINED)
    }
}
