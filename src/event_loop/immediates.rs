//! The check phase's data: immediates, in the order in which they were set.
//!
//! Owns the queue and its rule: a phase runs those that stood there at its start, one by one, so
//! that the drain can run between any two; one that is set meanwhile waits for the next turn. Does
//! not own callbacks (a payload `T` represents one).
//!
//! Invariant: `waiting[i]` is the immediate with number `first + i`.

use std::collections::VecDeque;

use super::timers::RunEnd;

/// Names one immediate; never used again for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ImmediateKey(u64);

#[derive(Debug)]
struct Waiting<T> {
    /// `None` where there is nothing to call.
    payload: Option<T>,
    refed: bool,
}

/// All immediates of one event loop.
#[derive(Debug)]
pub struct Immediates<T> {
    /// `None` where one was cleared.
    waiting: VecDeque<Option<Waiting<T>>>,
    /// The number of the front one.
    first: u64,
    /// The number before which immediates belong to the present phase.
    phase_end: u64,
    active: usize,
    refed: usize,
}

impl<T> Default for Immediates<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Immediates<T> {
    /// No immediates.
    pub fn new() -> Self {
        Self {
            waiting: VecDeque::new(),
            first: 0,
            phase_end: 0,
            active: 0,
            refed: 0,
        }
    }

    /// The memory that they take, in bytes, without what payloads own.
    pub fn bytes(&self) -> usize {
        self.waiting.capacity() * size_of::<Option<Waiting<T>>>()
    }

    /// `setImmediate`: ref'd.
    pub fn insert(&mut self, payload: T) -> ImmediateKey {
        self.push(Some(payload))
    }

    /// Adds an immediate that calls nothing: after it the drain runs, and until then the loop is
    /// alive. Node queues one for each uncaught error that was handled, so that ticks which the
    /// error has put off get processed.
    pub fn insert_empty(&mut self) {
        self.push(None);
    }

    fn push(&mut self, payload: Option<T>) -> ImmediateKey {
        let key = ImmediateKey(self.end());
        self.waiting.push_back(Some(Waiting {
            payload,
            refed: true,
        }));
        self.active += 1;
        self.refed += 1;
        key
    }

    /// `clearImmediate`: false if it has run, is running, or was cleared.
    pub fn cancel(&mut self, key: ImmediateKey) -> bool {
        let Some(waiting) = self.place(key).and_then(Option::take) else {
            return false;
        };
        self.active -= 1;
        self.refed -= usize::from(waiting.refed);
        true
    }

    /// `ref` and `unref`: false if it has run, is running, or was cleared.
    pub fn set_refed(&mut self, key: ImmediateKey, refed: bool) -> bool {
        let Some(Some(waiting)) = self.place(key) else {
            return false;
        };
        if std::mem::replace(&mut waiting.refed, refed) != refed {
            if refed {
                self.refed += 1;
            } else {
                self.refed -= 1;
            }
        }
        true
    }

    /// `hasRef`: false once it runs.
    pub fn is_refed(&self, key: ImmediateKey) -> bool {
        let place = key
            .0
            .checked_sub(self.first)
            .and_then(|at| self.waiting.get(at as usize));
        matches!(place, Some(Some(Waiting { refed: true, .. })))
    }

    /// How many keep the loop alive and its poll from sleeping.
    pub fn refed_count(&self) -> usize {
        self.refed
    }

    /// How many wait.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.active
    }

    /// Whether none waits.
    #[cfg(test)]
    pub fn is_empty(&self) -> bool {
        self.active == 0
    }

    /// The payloads of all that wait: for tracing. One that runs is no longer among them.
    pub fn payloads(&self) -> impl Iterator<Item = &T> {
        self.waiting
            .iter()
            .flatten()
            .filter_map(|waiting| waiting.payload.as_ref())
    }

    /// Starts the check phase of a turn.
    pub fn begin_phase(&mut self) {
        self.phase_end = self.end();
    }

    /// The next of the phase, with its callback if it has one.
    pub fn next_due(&mut self) -> Option<(ImmediateKey, Option<T>)> {
        while self.first < self.phase_end {
            let key = ImmediateKey(self.first);
            let front = self.waiting.pop_front()?;
            self.first += 1;
            if let Some(waiting) = front {
                self.active -= 1;
                self.refed -= usize::from(waiting.refed);
                return Some((key, waiting.payload));
            }
        }
        None
    }

    /// Ends what `next_due` began, and tells whether the drain is to run now. It is, except after
    /// a throw when another immediate follows: Node enters that one first. When the last one of
    /// the phase throws, Node takes those that were set meanwhile into the same phase.
    #[must_use]
    pub fn finish(&mut self, end: RunEnd) -> bool {
        if end == RunEnd::Returned {
            return true;
        }
        if self.phase_rest().next().is_none() {
            self.begin_phase();
        }
        self.phase_rest().next().is_none()
    }

    /// The immediates that the phase has still to run.
    fn phase_rest(&self) -> impl Iterator<Item = &Waiting<T>> {
        let count = self.phase_end.saturating_sub(self.first) as usize;
        self.waiting.iter().take(count).flatten()
    }

    fn end(&self) -> u64 {
        self.first + self.waiting.len() as u64
    }

    fn place(&mut self, key: ImmediateKey) -> Option<&mut Option<Waiting<T>>> {
        let at = key.0.checked_sub(self.first)?;
        self.waiting.get_mut(at as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::{Immediates, RunEnd};

    fn phase(
        immediates: &mut Immediates<&'static str>,
        mut callback: impl FnMut(&mut Immediates<&'static str>, &str) -> RunEnd,
    ) -> String {
        let mut log = Vec::new();
        immediates.begin_phase();
        while let Some((_, name)) = immediates.next_due() {
            let end = match name {
                Some(name) => {
                    log.push(name);
                    callback(immediates, name)
                }
                None => RunEnd::Returned,
            };
            if immediates.finish(end) {
                log.push("|");
            }
        }
        log.join(" ")
    }

    #[test]
    fn a_phase_runs_those_that_stood_there() {
        let mut immediates = Immediates::new();
        immediates.insert("a");
        immediates.insert("b");
        let ran = phase(&mut immediates, |immediates, name| {
            if name == "a" {
                immediates.insert("c");
            }
            RunEnd::Returned
        });
        assert_eq!(ran, "a | b |");
        assert_eq!(immediates.len(), 1);
        assert_eq!(phase(&mut immediates, |_, _| RunEnd::Returned), "c |");
        assert!(immediates.is_empty());
    }

    #[test]
    fn clearing() {
        let mut immediates = Immediates::new();
        let a = immediates.insert("a");
        let b = immediates.insert("b");
        let c = immediates.insert("c");
        assert!(immediates.cancel(b));
        assert!(!immediates.cancel(b));
        let ran = phase(&mut immediates, |immediates, _| {
            assert!(!immediates.cancel(a));
            immediates.cancel(c);
            RunEnd::Returned
        });
        assert_eq!(ran, "a |");
        assert_eq!((immediates.len(), immediates.refed_count()), (0, 0));
    }

    #[test]
    fn an_empty_one_lets_the_drain_run() {
        let mut immediates = Immediates::new();
        immediates.insert("a");
        let ran = phase(&mut immediates, |immediates, name| {
            if name != "a" {
                return RunEnd::Returned;
            }
            immediates.insert_empty();
            immediates.insert("b");
            RunEnd::Threw
        });
        assert_eq!(ran, "a | b |");
        assert_eq!((immediates.len(), immediates.refed_count()), (0, 0));
    }

    #[test]
    fn refs() {
        let mut immediates = Immediates::new();
        let a = immediates.insert("a");
        assert!(immediates.set_refed(a, false));
        assert!(!immediates.is_refed(a));
        assert_eq!((immediates.len(), immediates.refed_count()), (1, 0));
        assert!(immediates.set_refed(a, true));
        assert!(immediates.is_refed(a));
        let ran = phase(&mut immediates, |immediates, _| {
            assert!(!immediates.is_refed(a));
            assert!(!immediates.set_refed(a, true));
            RunEnd::Returned
        });
        assert_eq!(ran, "a |");
        assert_eq!(immediates.refed_count(), 0);
    }

    #[test]
    fn a_throw_of_the_last_one_lets_new_ones_follow() {
        for throwing in ["1", "2"] {
            let mut immediates = Immediates::new();
            immediates.insert("1");
            immediates.insert("2");
            let ran = phase(&mut immediates, |immediates, name| {
                if name != throwing {
                    return RunEnd::Returned;
                }
                immediates.insert("inner");
                RunEnd::Threw
            });
            assert_eq!(
                ran,
                if throwing == "2" {
                    "1 | 2 inner |"
                } else {
                    "1 2 |"
                }
            );
        }
    }
}
