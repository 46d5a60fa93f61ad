//! Keeping to the limits: looking at the interrupt flag and the budgets, and at how much native stack
//! is left.

use super::machine::Machine;
use super::{Agent, JsResult, Throw};
use crate::budget::{Stopped, Termination};
use crate::heap::{memory, native_stack_pointer};

impl Agent {
    /// To be called on each loop round and call: looks at the interrupt flag and the budgets from
    /// time to time.
    #[inline(always)]
    pub fn poll(&mut self) -> JsResult<()> {
        if self.heap.budget.step() {
            return Ok(());
        }
        self.after_step()
    }

    /// What follows where `Budget::step` says that a look is due.
    #[cold]
    #[inline(never)]
    pub fn after_step(&mut self) -> JsResult<()> {
        self.poll_slow(0)
    }

    #[cold]
    #[inline(never)]
    fn poll_slow(&mut self, steps: usize) -> JsResult<()> {
        match self.heap.budget.look(steps) {
            Ok(()) => {
                if memory::wants_collection() {
                    self.heap.ask_for_collection();
                }
                self.check_room(self.queues.bytes())
            }
            Err(stopped) => Err(self.unwind_stopped(stopped)),
        }
    }

    /// For operations with effects outside: refuses them in a program that is being stopped,
    /// which may have only the half of it.
    #[inline]
    pub fn check_stopped(&mut self) -> JsResult<()> {
        match self.heap.budget.stopped() {
            None => Ok(()),
            Some(_) => Err(self.unwind_stopped(Stopped)),
        }
    }

    /// The throw of a program that is being stopped.
    #[cold]
    pub fn unwind_stopped(&mut self, _: Stopped) -> Throw {
        self.terminate(
            self.heap
                .budget
                .stopped()
                .unwrap_or(Termination::Interrupted),
        )
    }

    /// What an operation gave that works with the heap and the budget, but not the agent:
    /// `agent.metered(scan(agent.heap.text(string), &agent.heap.budget))?`
    #[inline]
    pub fn metered<T>(&mut self, result: Result<T, Stopped>) -> JsResult<T> {
        result.map_err(|stopped| self.unwind_stopped(stopped))
    }

    /// As [`Agent::poll`], at the end of a loop's round, where a collection may run.
    #[inline(always)]
    pub fn poll_round(&mut self) -> JsResult<()> {
        if self.heap.budget.step() {
            return Ok(());
        }
        self.poll_round_slow()
    }

    #[cold]
    #[inline(never)]
    fn poll_round_slow(&mut self) -> JsResult<()> {
        if self.heap.wants_collection() {
            self.gc_slow();
        }
        self.poll_slow(0)
    }

    /// Looks at the interrupt flag and the budgets now: for code that waits or runs many small things.
    pub fn poll_now(&mut self) -> JsResult<()> {
        self.poll_slow(1)
    }

    /// For built-ins whose work grows with their input: accounts for `steps` of it. A step is about
    /// as much work as a call or a loop's round, and is what the limit of instructions counts.
    #[inline]
    pub fn poll_work(&mut self, steps: usize) -> JsResult<()> {
        let few = u32::try_from(steps).is_ok_and(|steps| self.heap.budget.has(steps));
        if few {
            return Ok(());
        }
        self.poll_slow(steps)
    }

    /// For built-ins that are about to take much memory at once: stops the program where the heap's
    /// limit doesn't allow it.
    pub fn check_room(&mut self, bytes: usize) -> JsResult<()> {
        match self.heap.has_room(bytes) {
            true => Ok(()),
            false => Err(self.terminate(Termination::Heap)),
        }
    }

    /// Finds out how much native stack the current thread has left for evaluation. To be called
    /// whenever the agent is entered from outside.
    pub fn measure_native_stack(&mut self) {
        const RESERVE: usize = 256 << 10;
        const UNKNOWN: usize = 1 << 20;
        let here = native_stack_pointer();
        let left = stacker::remaining_stack().unwrap_or(UNKNOWN);
        let usable = self
            .limits
            .native_stack
            .unwrap_or(usize::MAX)
            .min(left.saturating_sub(RESERVE));
        self.machine.native_limit = here.saturating_sub(usable);
    }

    /// For Rust code that recurses over data: a RangeError where the native stack is nearly used.
    #[inline]
    pub fn check_native_stack(&mut self) -> JsResult<()> {
        if self.machine.native_stack_is_low() {
            Err(self.stack_overflow())
        } else {
            Ok(())
        }
    }

    /// The RangeError for recursion that is too deep.
    #[cold]
    pub fn stack_overflow(&mut self) -> Throw {
        self.range_error(super::messages::STACK_OVERFLOW)
    }
}

impl Machine {
    /// Whether so little native stack is left that nothing may go deeper.
    #[inline(always)]
    pub fn native_stack_is_low(&self) -> bool {
        native_stack_pointer() < self.native_limit
    }
}
