//! The machine: what runs now. The value stack with the running frame, where in its code it is, what
//! unwinds, what is being suspended or resumed.

use super::pending::Pending;
use super::resumption::Resumption;
use crate::heap::{ActivationRef, Frame, LINK, Link, Object, Tracer, Value, ValueStack};

/// The state of running code.
pub struct Machine {
    /// Frames.
    pub stack: ValueStack,
    /// The frame that runs.
    pub frame: Frame,
    /// See [`ValueStack::soft_limit`].
    pub soft_limit: Frame,
    /// The end of what is live on the value stack. Not beside `frame`: calls save both, and one
    /// wide load of two words that were just stored one by one has to wait for the stores.
    pub top: Frame,
    /// The lowest native stack address that evaluation may use.
    pub native_limit: usize,
    /// Byte position of the node that runs in the current frame, for stack traces.
    pub position: u32,
    /// `new.target` of the call being made, where it is a construct call.
    pub new_target: Value,
    /// What is on its way while a [`Throw`](super::Throw) is; only `unwinding.rs` reads and sets it.
    pub(super) pending: Pending,
    /// How the activation that is being resumed goes on.
    pub resumption: Resumption,
    /// The activation that the running job resumed.
    pub(super) resumed: Option<ActivationRef>,
    /// What the reaction settles whose handler runs, which the job keeps alive; or `undefined`.
    pub(super) reacting: Value,
    /// The frame of the resumed activation while nothing of the job is left after it; else the
    /// bottom.
    pub(super) job_frame: Frame,
    /// Generators suspended at a `yield*` whose inner generator runs in the frame beside them.
    pub delegating: Vec<(Frame, Object)>,
    /// How many arguments the running functions that gather theirs were given.
    pub(super) gathered_arguments: usize,
}

impl Machine {
    /// A machine that runs nothing.
    pub(super) fn new(stack: ValueStack) -> Machine {
        let bottom = stack.bottom();
        // The bottom frame, below that of any code.
        bottom.set(LINK, Link::new(0, 0).value());
        Machine {
            frame: bottom,
            top: bottom.at(crate::heap::ARGUMENTS),
            soft_limit: stack.soft_limit(),
            stack,
            native_limit: 0,
            position: 0,
            new_target: Value::UNDEFINED,
            pending: Pending::NONE,
            resumption: Resumption::default(),
            resumed: None,
            reacting: Value::UNDEFINED,
            job_frame: bottom,
            delegating: Vec::new(),
            gathered_arguments: 0,
        }
    }

    /// Marks what it holds beside the stack.
    pub(super) fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark(self.new_target);
        tracer.mark_all(&self.pending.roots());
        tracer.mark_all(&self.resumption.roots());
        if let Some(activation) = self.resumed {
            tracer.mark(activation.value());
        }
    }

    /// Whether no code of a script runs: what is entered now is entered from outside.
    pub fn runs_nothing(&self) -> bool {
        self.frame == self.stack.bottom()
    }

    /// The present state, for `Agent::return_to`.
    pub fn checkpoint(&self) -> Checkpoint {
        Checkpoint {
            frame: self.frame,
            top: self.top,
            position: self.position,
            delegating: self.delegating.len(),
            gathered_arguments: self.gathered_arguments,
        }
    }

    /// Goes back to a checkpoint: nothing unwinds and nothing is resumed there.
    pub(super) fn return_to(&mut self, place: Checkpoint) {
        self.frame = place.frame;
        self.top = place.top;
        self.position = place.position;
        self.delegating.truncate(place.delegating);
        self.gathered_arguments = place.gathered_arguments;
        self.resumption.active = false;
        self.job_frame = self.stack.bottom();
        self.pending = Pending::NONE;
    }
}

/// What a panic is recovered to: which frame, how much of the stack is live.
#[derive(Clone, Copy)]
pub struct Checkpoint {
    frame: Frame,
    top: Frame,
    position: u32,
    delegating: usize,
    gathered_arguments: usize,
}
