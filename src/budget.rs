//! What a computation may still use: an interrupt flag, a deadline, a number of steps.
//!
//! A leaf, so that everything whose work grows with its input can look at it: the interpreter, the
//! built-ins, the parser, the conversions of texts and numbers. A loop spends a step a round
//! ([`Budget::spend`]); work through something long spends in proportion. Spending costs a subtraction; the flag and the clock are looked at only when a few thousand steps
//! have been spent.
//!
//! A step is a call, a round of a loop, or about as much work: four expressions and statements of
//! those that run in a row, a token that is parsed and each later look at what became of it, 16 to
//! 64 code units, bytes or elements that a built-in goes through, 128 products of digits. That is
//! what limits of instructions count. Counts are the same each time a program runs, but change
//! between versions.
//!
//! Invariant: a stop is final. Once a budget has stopped something, each further step is refused,
//! until the host takes the stop back ([`Budget::resume`]). So code that can't
//! tell of a stop may return anything: no code of a script gets to see it.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// How many steps pass between two looks at the interrupt flag and the clock.
const FUEL: u32 = 4096;

/// The most items that [`Budget::pieces`] gives at once.
pub const PIECE: usize = 1 << 15;

/// Why a program was stopped.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Termination {
    /// Through the interrupt handle.
    Interrupted,
    /// The time limit.
    Timeout,
    /// The instruction limit.
    Instructions,
    /// The heap limit.
    Heap,
    /// `process.exit(code)`.
    Exit(i32),
    /// A part of the program has used up the time that it was given: see `Budget::begin_part`.
    Part(PartId),
}

/// A part of a program that has a limit of time of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PartId(u32);

/// When a part of a program is to stop.
#[derive(Clone, Copy, Debug)]
struct PartEnd {
    id: PartId,
    deadline: Instant,
}

/// What [`Budget::end_part`] needs.
#[derive(Debug)]
#[must_use]
pub struct Part {
    id: PartId,
    around: Option<PartEnd>,
}

impl Part {
    /// Which part it is.
    pub fn id(&self) -> PartId {
        self.id
    }
}

/// That a [`Budget`] is spent, or has been stopped.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stopped;

type Observer = Rc<RefCell<dyn FnMut()>>;

/// What a computation may still use.
pub struct Budget {
    /// Steps until the next look.
    fuel: Cell<u32>,
    /// What `fuel` was after the last look.
    given: Cell<u32>,
    /// Steps left as of the last look; `None` where they aren't limited.
    steps_left: Cell<Option<u64>>,
    deadline: Cell<Option<Instant>>,
    /// Of the parts that run, each within the other, the one that is to end first.
    part: Cell<Option<PartEnd>>,
    /// How many parts there were.
    parts: Cell<u32>,
    interrupt: Arc<AtomicBool>,
    stopped: Cell<Option<Termination>>,
    /// Are told of each look.
    observers: RefCell<Vec<Observer>>,
}

impl fmt::Debug for Budget {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Budget")
            .field("steps_left", &self.steps_left)
            .field("deadline", &self.deadline)
            .field("stopped", &self.stopped)
            .finish_non_exhaustive()
    }
}

impl Default for Budget {
    fn default() -> Budget {
        Budget::new(None, None)
    }
}

impl Budget {
    /// A budget of so many steps, if they are limited, until `deadline`, if there is one.
    #[must_use]
    pub fn new(steps: Option<u64>, deadline: Option<Instant>) -> Budget {
        let budget = Budget {
            fuel: Cell::new(FUEL),
            given: Cell::new(FUEL),
            steps_left: Cell::new(steps),
            deadline: Cell::new(deadline),
            part: Cell::new(None),
            parts: Cell::new(0),
            interrupt: Arc::new(AtomicBool::new(false)),
            stopped: Cell::new(None),
            observers: RefCell::default(),
        };
        budget.refuel();
        budget
    }

    /// Takes a step; whether that is done, and no [`Budget::look`] of no further steps has to follow.
    #[inline(always)]
    pub fn step(&self) -> bool {
        // The fuel is never 0 outside of here.
        let fuel = self.fuel.get().wrapping_sub(1);
        self.fuel.set(fuel);
        fuel != 0
    }

    /// Begins anew, with so many steps, if they are limited, and until `deadline`, if there is one.
    pub fn begin(&self, steps: Option<u64>, deadline: Option<Instant>) {
        self.steps_left.set(steps);
        self.deadline.set(deadline);
        self.refuel();
    }

    /// Takes `steps`; whether that is done without a look, which [`Budget::look`] has to follow
    /// otherwise.
    #[inline(always)]
    pub fn has(&self, steps: u32) -> bool {
        let fuel = self.fuel.get();
        if fuel > steps {
            self.fuel.set(fuel - steps);
            return true;
        }
        false
    }

    /// Accounts for `steps` of work.
    ///
    /// # Errors
    /// Where the budget is spent.
    #[inline]
    pub fn spend(&self, steps: usize) -> Result<(), Stopped> {
        if let Ok(steps) = u32::try_from(steps)
            && self.has(steps)
        {
            return Ok(());
        }
        self.look(steps)
    }

    /// The parts of a long slice, each of which was paid for when it is given: a step for `each`
    /// items. They end early where the budget is spent; the outcome is worthless then, and
    /// [`Budget::spend`] says so.
    pub fn pieces<'a, T>(&'a self, items: &'a [T], each: usize) -> impl Iterator<Item = &'a [T]> {
        items
            .chunks(PIECE)
            .take_while(move |piece| self.spend(piece.len() / each).is_ok())
    }

    /// The items of an iterator, each of which costs a step; they end early where the budget is
    /// spent, as those of [`Budget::pieces`].
    pub fn each<I: IntoIterator>(&self, items: I) -> impl Iterator<Item = I::Item> {
        items.into_iter().take_while(|_| self.spend(1).is_ok())
    }

    /// Accounts for `steps` of work and looks at the flag and the clock.
    ///
    /// # Errors
    /// Where the budget is spent.
    #[cold]
    #[inline(never)]
    pub fn look(&self, steps: usize) -> Result<(), Stopped> {
        if let Some(left) = self.steps_left.get() {
            let spent = u64::from(self.given.get() - self.fuel.get()).saturating_add(steps as u64);
            self.steps_left.set(Some(left.saturating_sub(spent)));
        }
        self.refuel();
        for observer in &*self.observers.borrow() {
            if let Ok(mut observer) = observer.try_borrow_mut() {
                observer();
            }
        }
        if self.stopped.get().is_none() {
            self.stopped.set(self.find_stop());
        }
        match self.stopped.get() {
            Some(_) => {
                self.hurry();
                Err(Stopped)
            }
            None => Ok(()),
        }
    }

    fn find_stop(&self) -> Option<Termination> {
        if self.take_interrupt() {
            return Some(Termination::Interrupted);
        }
        if self.steps_left.get() == Some(0) {
            return Some(Termination::Instructions);
        }
        let (deadline, part) = (self.deadline.get(), self.part.get());
        if deadline.is_none() && part.is_none() {
            return None;
        }
        let now = Instant::now();
        if deadline.is_some_and(|deadline| now >= deadline) {
            return Some(Termination::Timeout);
        }
        let part = part.filter(|part| now >= part.deadline)?;
        Some(Termination::Part(part.id))
    }

    fn refuel(&self) {
        let left = self.steps_left.get().unwrap_or(u64::MAX);
        let fuel = u64::from(FUEL).min(left).max(1) as u32;
        self.fuel.set(fuel);
        self.given.set(fuel);
    }

    /// Makes the next step look at the flag and the clock.
    pub fn hurry(&self) {
        let spent = self.given.get() - self.fuel.get();
        if let Some(left) = self.steps_left.get() {
            self.steps_left
                .set(Some(left.saturating_sub(u64::from(spent))));
        }
        self.fuel.set(1);
        self.given.set(1);
    }

    /// Refuses all further steps; for this reason, if there is none yet.
    pub fn stop(&self, why: Termination) {
        self.stopped.set(self.stopped.get().or(Some(why)));
        self.hurry();
    }

    /// Why it refuses further steps, if it does.
    #[inline]
    pub fn stopped(&self) -> Option<Termination> {
        self.stopped.get()
    }

    /// Takes a stop back; what it was.
    pub fn resume(&self) -> Option<Termination> {
        self.stopped.take()
    }

    /// A flag that stops what runs when it is set, from any thread.
    pub fn interrupt_flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.interrupt)
    }

    /// Takes an interrupt back that nothing has met yet; whether there was one.
    pub fn take_interrupt(&self) -> bool {
        self.interrupt.load(Ordering::Relaxed) && self.interrupt.swap(false, Ordering::Relaxed)
    }

    /// When to stop.
    pub fn deadline(&self) -> Option<Instant> {
        let part = self.part.get().map(|part| part.deadline);
        self.deadline.get().into_iter().chain(part).min()
    }

    /// Begins a part that is to be stopped at `deadline`. The one around it is stopped at its own,
    /// which may come first.
    pub fn begin_part(&self, deadline: Instant) -> Part {
        let id = PartId(self.parts.get());
        self.parts.set(id.0.wrapping_add(1));
        let around = self.part.get();
        if around.is_none_or(|around| deadline < around.deadline) {
            self.part.set(Some(PartEnd { id, deadline }));
        }
        self.hurry();
        Part { id, around }
    }

    /// Stops a part as if its time were over.
    pub fn stop_part(&self, id: PartId) {
        self.stop(Termination::Part(id));
    }

    /// Ends a part; whether it was stopped because its own time is over. That is for the caller to take
    /// back ([`Budget::resume`]).
    pub fn end_part(&self, part: &Part) -> bool {
        self.part.set(part.around);
        self.stopped.get() == Some(Termination::Part(part.id))
    }

    /// Tells `observer` of each look from now on: for what has to be done now and then while a program
    /// runs, and for tests that measure the time between two.
    pub fn observe(&self, observer: impl FnMut() + 'static) {
        let observer = Rc::new(RefCell::new(observer));
        self.observers.borrow_mut().push(observer);
    }

    /// A budget of what is left of this one, for what can't borrow it. It has to be given back.
    #[must_use]
    pub fn lend(&self) -> Rc<Budget> {
        self.hurry();
        Rc::new(Budget {
            fuel: Cell::new(1),
            given: Cell::new(1),
            steps_left: self.steps_left.clone(),
            deadline: self.deadline.clone(),
            part: self.part.clone(),
            parts: self.parts.clone(),
            interrupt: Arc::clone(&self.interrupt),
            stopped: self.stopped.clone(),
            observers: self.observers.clone(),
        })
    }

    /// Takes back what is left of a budget that was lent.
    pub fn take_back(&self, lent: &Budget) {
        lent.hurry();
        self.steps_left.set(lent.steps_left.get());
        if let Some(why) = lent.stopped.get() {
            self.stop(why);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::rc::Rc;
    use std::time::Duration;

    #[test]
    fn counts_steps_exactly() {
        for (limit, piece) in [(1, 1), (100, 1), (10_000, 3), (100_000, 7000), (5, 1 << 40)] {
            let budget = Budget::new(Some(limit), None);
            let mut done = 0;
            while budget.spend(piece).is_ok() {
                done += piece as u64;
            }
            assert_eq!(done, limit.saturating_sub(1) / piece as u64 * piece as u64);
            assert_eq!(budget.stopped(), Some(Termination::Instructions));
        }
    }

    #[test]
    fn a_stop_is_final_until_it_is_taken_back() {
        let budget = Budget::default();
        assert_eq!(budget.spend(1), Ok(()));
        budget.stop(Termination::Heap);
        assert_eq!(budget.spend(1), Err(Stopped));
        assert_eq!(budget.spend(1), Err(Stopped));
        assert_eq!(budget.resume(), Some(Termination::Heap));
        assert_eq!(budget.spend(1), Ok(()));
    }

    #[test]
    fn an_interrupt_is_met_within_a_few_thousand_steps() {
        let budget = Budget::default();
        budget.interrupt_flag().store(true, Ordering::Relaxed);
        let steps = (0..).take_while(|_| budget.spend(1).is_ok()).count();
        assert!(steps < FUEL as usize);
        assert_eq!(budget.stopped(), Some(Termination::Interrupted));
    }

    #[test]
    fn single_steps_count_as_others() {
        for limit in [1, 2, 4096, 4097, 10_000] {
            let budget = Budget::new(Some(limit), None);
            let mut done = 0;
            while budget.step() || budget.look(0).is_ok() {
                done += 1;
            }
            assert_eq!(done, limit - 1);
            assert!(!budget.step() && budget.look(0).is_err());
        }
    }

    #[test]
    fn hurrying_loses_no_steps() {
        let budget = Budget::new(Some(1000), None);
        budget.spend(400).unwrap();
        budget.hurry();
        budget.spend(500).unwrap();
        assert_eq!(budget.spend(100), Err(Stopped));
    }

    #[test]
    fn what_is_lent_comes_back() {
        let budget = Budget::new(Some(100_000), None);
        budget.spend(10_000).unwrap();
        let lent = budget.lend();
        lent.spend(30_000).unwrap();
        budget.take_back(&lent);
        budget.spend(59_999).unwrap();
        assert_eq!(budget.spend(1), Err(Stopped));
        budget.resume();
        let lent = budget.lend();
        assert_eq!(lent.spend(1), Err(Stopped));
        budget.take_back(&lent);
        assert_eq!(budget.stopped(), Some(Termination::Instructions));
    }

    #[test]
    fn the_part_whose_time_is_over_first_is_stopped() {
        let budget = Budget::default();
        let (now, later) = (Instant::now(), Instant::now() + Duration::from_secs(3600));
        let outer = budget.begin_part(now);
        let inner = budget.begin_part(later);
        assert_eq!(budget.deadline(), Some(now));
        assert_eq!(budget.spend(1), Err(Stopped));
        assert_eq!(budget.stopped(), Some(Termination::Part(outer.id())));
        assert!(!budget.end_part(&inner));
        assert!(budget.end_part(&outer));
        budget.resume();
        assert_eq!(budget.deadline(), None);
        let outer = budget.begin_part(later);
        let inner = budget.begin_part(now);
        assert_eq!(budget.look(1), Err(Stopped));
        assert!(budget.end_part(&inner));
        budget.resume();
        assert_eq!(budget.look(1), Ok(()));
        assert!(!budget.end_part(&outer));
    }

    #[test]
    fn looks_are_observed() {
        let budget = Budget::default();
        let looks = Rc::new(Cell::new(0));
        let seen = Rc::clone(&looks);
        budget.observe(move || seen.set(seen.get() + 1));
        (0..FUEL * 2).for_each(|_| budget.spend(1).unwrap());
        assert_eq!(looks.get(), 2);
    }
}
