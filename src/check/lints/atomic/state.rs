//! What is known at one point of a function: how old each read is, and what the variables hold.

use rustc_hash::FxHashMap;

use crate::check::model::facts::Key;
use crate::source::Span;

/// A read of a shared path, by its number.
pub type ReadId = u32;

/// The reads that a value is made from, in order.
pub type Origins = Vec<ReadId>;

/// How old a read is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Age {
    /// Nothing was awaited since.
    Fresh,
    /// This was, and whether it did something that matters if it is done twice.
    Stale(Span, bool),
    /// The path was written since, so that others know of the change.
    Settled,
}

/// What is known at one point.
#[derive(Clone, Default)]
pub struct State {
    pub ages: FxHashMap<ReadId, Age>,
    pub values: FxHashMap<Key, Origins>,
    /// This point is never reached.
    pub is_dead: bool,
}

impl State {
    /// Lets time pass; `is_work` is whether what is waited for matters if it is done twice.
    pub fn wait(&mut self, place: Span, is_work: bool) {
        for age in self.ages.values_mut() {
            match age {
                Age::Fresh => *age = Age::Stale(place, is_work),
                Age::Stale(_, false) if is_work => *age = Age::Stale(place, true),
                Age::Stale(..) | Age::Settled => {}
            }
        }
    }

    /// What is known where two ways meet. In doubt a read is settled, then stale.
    pub fn join(&mut self, other: State) {
        if other.is_dead {
            return;
        }
        if self.is_dead {
            *self = other;
            return;
        }
        for (read, age) in other.ages {
            let known = self.ages.entry(read).or_insert(age);
            *known = match (*known, age) {
                (Age::Settled, _) | (_, Age::Settled) => Age::Settled,
                (Age::Stale(place, true), _) | (_, Age::Stale(place, true)) => {
                    Age::Stale(place, true)
                }
                (Age::Stale(place, false), _) | (_, Age::Stale(place, false)) => {
                    Age::Stale(place, false)
                }
                (Age::Fresh, Age::Fresh) => Age::Fresh,
            };
        }
        for (key, origins) in other.values {
            add(self.values.entry(key).or_default(), &origins);
        }
    }
}

/// Adds origins to others.
pub fn add(origins: &mut Origins, more: &[ReadId]) {
    for read in more {
        if let Err(at) = origins.binary_search(read) {
            origins.insert(at, *read);
        }
    }
}
