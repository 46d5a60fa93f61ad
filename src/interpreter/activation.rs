//! Saving the frame of a function that suspends as an activation, and laying it back.

use crate::engine::{Agent, Code, JsResult, ResumeMode};
use crate::heap::{ActivationRef, Frame, LINK, Link, Suspending, Value};

/// Saves a frame that suspends itself, in the activation that it came from where there is one.
#[inline(always)]
pub fn save_frame(
    agent: &mut Agent,
    frame: Frame,
    from: Option<ActivationRef>,
    owner: Value,
) -> ActivationRef {
    let Some(path) = agent.machine.resumption.path.as_word() else {
        return save_with_long_path(agent, frame, owner);
    };
    let suspending = suspending(agent, frame, path, owner);
    agent.heap.suspend_frame(suspending, from)
}

#[inline(always)]
fn suspending(agent: &Agent, frame: Frame, path: u64, owner: Value) -> Suspending {
    Suspending {
        frame,
        depth: agent.machine.resumption.depth,
        position: agent.machine.position,
        path,
        owner,
    }
}

#[cold]
#[inline(never)]
fn save_with_long_path(agent: &mut Agent, frame: Frame, owner: Value) -> ActivationRef {
    let path = agent.machine.resumption.path.words().into();
    let suspending = suspending(agent, frame, 0, owner);
    agent.heap.suspend_large_frame(&suspending, path)
}

/// Lays a suspended activation's frame back onto the value stack, ready for a walk down to where
/// it was suspended.
#[inline(always)]
pub fn enter_resumed(
    agent: &mut Agent,
    code: &Code,
    activation: ActivationRef,
    mode: ResumeMode,
    value: Value,
) -> JsResult<Frame> {
    let frame = agent.machine.top;
    agent.reserve_frame(frame, code.frame_size.get() as usize)?;
    match agent.heap.resume_frame(activation, frame) {
        0 => set_long_path(agent, activation),
        word => agent.machine.resumption.path.set_word(word),
    }
    let link = Link::new(
        frame.distance_from(agent.machine.frame) as u32,
        agent.machine.position,
    );
    frame.set(LINK, link.resumed().value());
    agent.machine.frame = frame;
    agent.machine.top = frame.at(code.frame_size.get() as usize);
    agent.machine.resumption.active = true;
    agent.machine.resumption.mode = mode;
    agent.machine.resumption.value = value;
    Ok(frame)
}

#[cold]
fn set_long_path(agent: &mut Agent, activation: ActivationRef) {
    let words = agent.heap.activation_long_path(activation);
    agent.machine.resumption.path.set_words(words);
}
