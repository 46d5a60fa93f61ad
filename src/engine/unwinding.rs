//! Throwing, catching, and letting go on what was caught.
//!
//! While a [`Throw`] is on its way, its [`Pending`] waits in the agent. Code that must run before a
//! throw goes on (a `finally` block, the closing of an iterator, a disposal) takes the whole of it
//! with [`Machine::take_pending`] and puts the whole of it back with [`Machine::unwind`]; nothing else
//! can read or set a part. In a frame it takes [`Pending::SLOTS`] slots.

use super::completion::{JsResult, Throw};
use super::machine::Machine;
use super::pending::{Caught, Pending, ThrowSite, Unwinding, Waiting};
use super::resumption::SuspendReason;
use super::{Agent, Code};
use crate::budget::{Stopped, Termination};
use crate::heap::{CALLEE, Heap, InternalData, InternalRef, LINK, Link, Value};
use std::any::Any;

impl Agent {
    /// The code that an exception was thrown in and the byte position in its source, where they are
    /// known.
    pub fn code_of_site(&self, site: ThrowSite) -> Option<(&Code, u32)> {
        let number = self.heap.function_code(site.function)?;
        Some((&self.codes[number], site.position))
    }

    /// Throws a value: `return Err(agent.throw(value))`.
    pub fn throw(&mut self, value: Value) -> Throw {
        let site = self.running_site();
        self.throw_again(Caught { value, site })
    }

    /// Throws an exception that was caught once more, from where it was thrown.
    pub fn throw_again(&mut self, caught: Caught) -> Throw {
        // A walk down to a suspended node may find that the native stack doesn't suffice.
        self.machine.resumption.active = false;
        self.machine.unwind(caught.into())
    }

    /// The innermost code that runs, below natives, and its position.
    pub(super) fn running_site(&self) -> ThrowSite {
        let (mut frame, mut position) = (self.machine.frame, self.machine.position);
        loop {
            let Some(link) = Link::from_value(frame.get(LINK)) else {
                return ThrowSite::NONE;
            };
            if link.distance() == 0 {
                return ThrowSite::NONE;
            }
            let function = frame.get(CALLEE);
            if self.heap.function_code(function).is_some() {
                return ThrowSite { function, position };
            }
            position = link.position();
            frame = frame.below(link.distance() as usize);
        }
    }

    /// Stops the program: nothing catches it.
    pub fn terminate(&mut self, why: Termination) -> Throw {
        self.machine.pending = Pending {
            value: Value::UNDEFINED,
            why: Unwinding::Termination,
            site: ThrowSite::NONE,
        };
        self.machine.resumption.active = false;
        self.heap.budget.stop(why);
        Throw
    }

    /// Takes what was thrown, if it is an exception that may be handled here; else the throw goes
    /// on its way.
    #[inline]
    pub fn catch(&mut self, throw: Throw) -> JsResult<Value> {
        self.catch_with_site(throw).map(|caught| caught.value)
    }

    /// As [`Agent::catch`], also where the exception was thrown.
    #[inline]
    pub fn catch_with_site(&mut self, throw: Throw) -> JsResult<Caught> {
        match self.machine.pending.why {
            // What is thrown in a program that is being stopped isn't for anyone to catch.
            Unwinding::Exception if self.heap.budget.stopped().is_some() => {
                Err(self.unwind_stopped(Stopped))
            }
            Unwinding::Exception => {
                let Pending { value, site, .. } = self.machine.take_pending(throw);
                Ok(Caught { value, site })
            }
            Unwinding::Suspension | Unwinding::Return | Unwinding::Termination => Err(throw),
        }
    }
}

impl Heap {
    /// The values to be put into [`Pending::SLOTS`] slots, where it waits: an exception with its
    /// place or what a generator returns, and a boolean that tells the two apart. Nothing else
    /// waits.
    pub fn pending_to_slots(&mut self, pending: Pending) -> [Value; Pending::SLOTS] {
        debug_assert!(!pending.why.passes_finally());
        if pending.why != Unwinding::Exception {
            return [pending.value, Value::FALSE];
        }
        let Pending { value, site, .. } = pending;
        let data = InternalData::Boxed(Box::new(Waiting(Caught { value, site })));
        [self.new_internal(data).value(), Value::TRUE]
    }

    /// What [`Heap::pending_to_slots`] gave the values of; `None` for other values.
    pub fn pending_from_slots(&self, [value, kind]: [Value; Pending::SLOTS]) -> Option<Pending> {
        match kind {
            Value::FALSE => Some(Pending {
                value,
                why: Unwinding::Return,
                site: ThrowSite::NONE,
            }),
            Value::TRUE => {
                let data = self.internal(InternalRef::from_value(value)?);
                let InternalData::Boxed(data) = data else {
                    return None;
                };
                let data: &dyn Any = &**data;
                data.downcast_ref().map(|Waiting(caught)| (*caught).into())
            }
            _ => None,
        }
    }
}

impl Machine {
    /// Suspends the running activation, whose frame uses `depth` slots, handing `value` to its
    /// driver.
    #[inline]
    pub fn suspend(&mut self, value: Value, reason: SuspendReason, depth: u32) -> Throw {
        self.pending.value = value;
        self.pending.why = Unwinding::Suspension;
        self.resumption.reason = reason;
        self.resumption.depth = depth;
        self.resumption.guarded = false;
        self.resumption.path.clear();
        Throw
    }

    /// Makes a generator return from where it is suspended.
    pub fn return_from_generator(&mut self, value: Value) -> Throw {
        self.pending = Pending {
            value,
            why: Unwinding::Return,
            site: ThrowSite::NONE,
        };
        Throw
    }

    /// Why a [`Throw`] is on its way.
    #[inline(always)]
    pub fn unwinding(&self) -> Unwinding {
        self.pending.why
    }

    /// Takes what is on its way, whatever it is, so that something else can run before it goes on.
    /// The caller keeps its [`Pending::roots`].
    #[inline]
    pub fn take_pending(&mut self, _: Throw) -> Pending {
        std::mem::replace(&mut self.pending, Pending::NONE)
    }

    /// Lets what was taken go on.
    #[inline]
    pub fn unwind(&mut self, pending: Pending) -> Throw {
        self.pending = pending;
        Throw
    }

    /// Takes the value that a suspension hands over, or that a generator returns.
    #[inline]
    pub fn take_handed_over(&mut self) -> Value {
        debug_assert!(matches!(
            self.pending.why,
            Unwinding::Suspension | Unwinding::Return
        ));
        std::mem::replace(&mut self.pending.value, Value::UNDEFINED)
    }
}
