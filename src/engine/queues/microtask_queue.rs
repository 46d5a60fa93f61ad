//! The microtask queue: a ring of entries of four words.
//!
//! A job goes word by word from where it is made to its place in the ring, and is read word by word
//! again. Were it first put together elsewhere and then copied in larger pieces, as a container of
//! any type does, each copy would wait for the small writes before it to reach the cache.

use super::job::Job;
use crate::heap::{ActivationRef, Value};

/// The microtasks that wait, the oldest first.
#[derive(Default)]
pub struct MicrotaskQueue {
    /// Its length is zero or a power of two.
    ring: Vec<Entry>,
    /// How many entries were taken out of the ring so far, wrapping around.
    first: usize,
    /// How many wait.
    len: usize,
}

/// A job's variant, whether it is for a rejection, and its values, the last one first: in the
/// order of a job's fields two of them would be read at once, soon after they were written singly.
#[derive(Clone, Copy)]
struct Entry {
    kind: u64,
    values: [Value; 3],
}

const REACTION: u64 = 0;
const RESUME: u64 = 1;
const THENABLE: u64 = 2;
const CALLBACK: u64 = 3;
const WAITERS: u64 = 4;
const REJECTED: u64 = 8;

/// The ring's length at first.
const FIRST_LENGTH: usize = 16;

impl MicrotaskQueue {
    /// How many jobs wait; what waited for one promise counts as one.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether none waits.
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The memory that the queue takes, in bytes.
    pub fn bytes(&self) -> usize {
        self.ring.len() * size_of::<Entry>()
    }

    /// Puts a job behind all others.
    #[inline(always)]
    pub fn push_back(&mut self, job: Job) {
        if self.len == self.ring.len() {
            self.grow();
        }
        let place = self.first.wrapping_add(self.len) & (self.ring.len() - 1);
        self.ring[place].write(job);
        self.len += 1;
    }

    /// Puts a job before all others.
    pub fn push_front(&mut self, job: Job) {
        if self.len == self.ring.len() {
            self.grow();
        }
        self.first = self.first.wrapping_sub(1);
        let place = self.first & (self.ring.len() - 1);
        self.ring[place].write(job);
        self.len += 1;
    }

    /// Takes the oldest job out.
    #[inline(always)]
    pub fn pop_front(&mut self) -> Option<Job> {
        if self.len == 0 {
            return None;
        }
        let place = self.first & (self.ring.len() - 1);
        self.first = self.first.wrapping_add(1);
        self.len -= 1;
        Some(self.ring[place].read())
    }

    /// All that wait, the oldest first.
    pub fn iter(&self) -> impl Iterator<Item = Job> + '_ {
        let places = (0..self.len).map(|number| self.first.wrapping_add(number));
        places.map(|place| self.ring[place & (self.ring.len() - 1)].read())
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self) {
        let empty = Entry {
            kind: CALLBACK,
            values: [Value::UNDEFINED; 3],
        };
        let length = (2 * self.len).max(FIRST_LENGTH);
        let mut ring = Vec::with_capacity(length);
        if !self.ring.is_empty() {
            let start = self.first & (self.ring.len() - 1);
            ring.extend_from_slice(&self.ring[start..]);
            ring.extend_from_slice(&self.ring[..start]);
        }
        ring.resize(length, empty);
        self.ring = ring;
        self.first = 0;
    }
}

impl Entry {
    #[inline(always)]
    fn write(&mut self, job: Job) {
        match job {
            Job::Reaction {
                handler,
                capability,
                argument,
                rejected,
            } => {
                self.kind = kind(REACTION, rejected);
                self.values[2] = handler;
                self.values[1] = capability;
                self.values[0] = argument;
            }
            Job::Resume {
                activation,
                argument,
                rejected,
            } => {
                self.kind = kind(RESUME, rejected);
                self.values[2] = activation.value();
                self.values[1] = argument;
            }
            Job::Thenable {
                promise,
                thenable,
                then,
            } => {
                self.kind = THENABLE;
                self.values[2] = promise.value();
                self.values[1] = thenable;
                self.values[0] = then;
            }
            Job::Callback { callback } => {
                self.kind = CALLBACK;
                self.values[2] = callback;
            }
            Job::Waiters {
                first,
                argument,
                rejected,
            } => {
                self.kind = kind(WAITERS, rejected);
                self.values[2] = first;
                self.values[1] = argument;
            }
        }
    }

    #[inline(always)]
    fn read(&self) -> Job {
        let [third, second, first] = self.values;
        let rejected = self.kind & REJECTED != 0;
        match self.kind & !REJECTED {
            REACTION => Job::Reaction {
                handler: first,
                capability: second,
                argument: third,
                rejected,
            },
            RESUME => match ActivationRef::from_value(first) {
                Some(activation) => Job::Resume {
                    activation,
                    argument: second,
                    rejected,
                },
                None => unreachable!("an activation was put here"),
            },
            THENABLE => match first.as_object() {
                Some(promise) => Job::Thenable {
                    promise,
                    thenable: second,
                    then: third,
                },
                None => unreachable!("a promise was put here"),
            },
            CALLBACK => Job::Callback { callback: first },
            _ => Job::Waiters {
                first,
                argument: second,
                rejected,
            },
        }
    }
}

#[inline(always)]
fn kind(variant: u64, rejected: bool) -> u64 {
    match rejected {
        true => variant | REJECTED,
        false => variant,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn callback(number: i32) -> Job {
        Job::Callback {
            callback: Value::int(number),
        }
    }

    fn number(job: Job) -> i32 {
        match job {
            Job::Callback { callback } => callback.as_int().unwrap(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn jobs_come_out_in_order_while_the_ring_grows_and_wraps_around() {
        let mut queue = MicrotaskQueue::default();
        let (mut pushed, mut popped) = (0, 0);
        for round in 0..50 {
            for _ in 0..round {
                queue.push_back(callback(pushed));
                pushed += 1;
            }
            for _ in 0..round / 2 {
                assert_eq!(queue.pop_front().map(number), Some(popped));
                popped += 1;
            }
            assert_eq!(queue.len(), (pushed - popped) as usize);
        }
        let waiting: Vec<i32> = queue.iter().map(number).collect();
        assert_eq!(waiting, (popped..pushed).collect::<Vec<i32>>());
    }

    #[test]
    fn a_job_can_go_before_all_others() {
        let mut queue = MicrotaskQueue::default();
        queue.push_front(callback(1));
        queue.push_back(callback(2));
        queue.push_front(callback(0));
        assert_eq!(queue.iter().map(number).collect::<Vec<_>>(), [0, 1, 2]);
        (0..3).for_each(|_| assert!(queue.pop_front().is_some()));
        assert!(queue.is_empty() && queue.pop_front().is_none());
    }

    #[test]
    fn what_a_job_says_is_kept() {
        let mut queue = MicrotaskQueue::default();
        for rejected in [false, true] {
            queue.push_back(Job::Reaction {
                handler: Value::int(1),
                capability: Value::int(2),
                argument: Value::int(3),
                rejected,
            });
            queue.push_back(Job::Waiters {
                first: Value::int(1),
                argument: Value::int(2),
                rejected,
            });
        }
        let jobs: Vec<String> = queue.iter().map(|job| format!("{job:?}")).collect();
        assert!(jobs[0].contains("Reaction") && jobs[0].contains("rejected: false"));
        assert!(jobs[1].contains("Waiters") && jobs[1].contains("rejected: false"));
        assert!(jobs[2].contains("Reaction") && jobs[2].contains("rejected: true"));
        assert!(jobs[3].contains("Waiters") && jobs[3].contains("rejected: true"));
    }
}
