//! `try`, `catch`, `finally`.

use super::statement::resumable_statement;
use crate::engine::{Agent, JsResult, Pending, Throw};
use crate::heap::{Frame, Slot, Value};
use crate::interpreter::suspend::{Child, Entry, Resumable, Way};
use crate::interpreter::tree::Completion;

/// `try {} catch (e) {} finally {}`. The state is the block that runs.
pub struct Try<C> {
    /// What is tried.
    pub block: C,
    /// Takes the exception from the temporary, binds it and runs.
    pub handler: Option<C>,
    /// Runs in any case.
    pub finalizer: Option<C>,
    /// The first of [`PENDING_SLOTS`] temporaries: the exception, or the completion that waits.
    pub temporary: Slot,
}

const BLOCK: u32 = 0;
const HANDLER: u32 = 1;
const FINALIZER: u32 = 2;

impl<C: Child> Try<C> {
    fn block(&self, agent: &mut Agent, frame: Frame, way: Way<C>) -> Completion {
        let completion = way.exec(agent, frame, &self.block, BLOCK);
        if !completion.is_throw() {
            return completion;
        }
        let Some(handler) = &self.handler else {
            return completion;
        };
        match agent.catch(Throw) {
            Ok(exception) => {
                frame.set(self.temporary, exception);
                way.exec(agent, frame, handler, HANDLER)
            }
            Err(_) => completion,
        }
    }

    fn finalizer(&self, agent: &mut Agent, frame: Frame, way: Way<C>, finalizer: &C) -> Completion {
        let completion = way.exec(agent, frame, finalizer, FINALIZER);
        match completion.is_normal() {
            true => restore_pending(agent, frame, self.temporary),
            false => completion,
        }
    }
}

/// How many temporaries a completion waits in: the slots of a [`Pending`], or its value and which
/// sort of completion it is, as an integer.
pub const PENDING_SLOTS: u32 = Pending::SLOTS as u32;

const NORMAL: i32 = 0;
const RETURN: i32 = 1;
const JUMP: i32 = 2;

/// Puts a completion into [`PENDING_SLOTS`] temporaries, so that something else can run before it
/// goes on.
pub fn save_pending(agent: &mut Agent, frame: Frame, slot: Slot, completion: Completion) {
    if completion.is_throw() {
        let pending = agent.machine.take_pending(Throw);
        return set_pending(agent, frame, slot, pending);
    }
    let (value, kind) = match completion.returned() {
        Some(value) => (value, RETURN),
        None if completion.is_normal() => (Value::UNDEFINED, NORMAL),
        None => (Value::int(completion.jump_bits() as i32), JUMP),
    };
    frame.set(slot, value);
    frame.set(slot + 1, Value::int(kind));
}

/// Makes what unwinds the completion that waits.
pub fn set_pending(agent: &mut Agent, frame: Frame, slot: Slot, pending: Pending) {
    for (place, part) in agent.heap.pending_to_slots(pending).into_iter().enumerate() {
        frame.set(slot + place as u32, part);
    }
}

/// The throw or generator's return that waits in temporaries, if it is one.
pub fn pending_throw(agent: &Agent, frame: Frame, slot: Slot) -> Option<Pending> {
    agent
        .heap
        .pending_from_slots([0, 1].map(|place| frame.get(slot + place)))
}

/// The completion that waits in temporaries.
pub fn restore_pending(agent: &mut Agent, frame: Frame, slot: Slot) -> Completion {
    if let Some(pending) = pending_throw(agent, frame, slot) {
        agent.machine.unwind(pending);
        return Completion::THROW;
    }
    let value = frame.get(slot);
    match frame.get(slot + 1).as_int() {
        Some(RETURN) => Completion::return_of(value),
        Some(JUMP) => Completion::from_jump_bits(value.as_int().unwrap_or(0) as u32),
        _ => Completion::NORMAL,
    }
}

impl<C: Child> Resumable for Try<C> {
    type Child = C;

    resumable_statement!();

    fn exec(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> Completion {
        let (state, way) = entry.state(agent);
        let completion = match (state, &self.handler, &self.finalizer) {
            (Some(FINALIZER), _, Some(finalizer)) => {
                return self.finalizer(agent, frame, way, finalizer);
            }
            (Some(HANDLER), Some(handler), _) => way.exec(agent, frame, handler, HANDLER),
            _ => self.block(agent, frame, way),
        };
        let Some(finalizer) = &self.finalizer else {
            return completion;
        };
        if completion.is_throw() && agent.machine.unwinding().passes_finally() {
            agent.machine.resumption.guarded = true;
            return completion;
        }
        save_pending(agent, frame, self.temporary, completion);
        self.finalizer(agent, frame, way, finalizer)
    }
}
