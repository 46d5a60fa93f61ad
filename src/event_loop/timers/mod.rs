//! The timers phase's data: which timer is due next.
//!
//! Owns scheduling: one first-in-first-out list per duration, a queue of the lists by expiry, and
//! the phase that hands out callbacks one by one, so that the drain can run between any two. Does
//! not own callbacks (a payload `T` represents one), nor the clock (times are given), nor delay
//! rules (see `delay`).
//!
//! The order is Node's: what is due together goes by whole milliseconds, a fraction of the time at
//! which a timer was set doesn't count; within a phase the time is frozen; a list that is due
//! runs all timers that were due at that time; the timer that follows is chosen before the drain,
//! so a tick may clear it, but refreshing it comes too late.
//!
//! The fraction counts for when a callback may begin: never before its whole delay has passed.
//! `pick_next` tells that moment, and the loop waits for it within the phase, so that the order is
//! the same as if the fractions were none. (libuv sleeps whole milliseconds from the present, to
//! nearly the same end.)
//!
//! Invariant: a key finds its timer from `insert` until it fired (an interval: until cancelled) or
//! was cancelled, and nothing afterwards, also when its place is used again.

use rustc_hash::FxHashMap;

use super::clock::Moment;
use super::expiry_queue::{Expiry, ExpiryQueue};

/// Marks the end of a chain of places.
const NONE: u32 = u32::MAX;

/// Names one timer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TimerKey {
    index: u32,
    generation: u32,
}

/// A callback to run now; `Timers::finish` has to follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimerRun<T> {
    /// The timer, which can still be cancelled, refreshed, ref'd and unref'd.
    pub key: TimerKey,
    /// What was given to `insert`.
    pub payload: T,
    /// Whether it is an interval.
    pub repeats: bool,
}

/// How a callback ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunEnd {
    /// It returned.
    Returned,
    /// It threw and an `uncaughtException` handler took the error.
    Threw,
}

/// One timer: 48 bytes with a payload of 8.
#[derive(Debug)]
struct Entry<T> {
    /// `None` while the place is free.
    payload: Option<T>,
    /// When the wait began.
    start: Moment,
    /// The number that the timer is converted to.
    id: u64,
    milliseconds: u32,
    /// Neighbours in the list, or the next free place.
    next: u32,
    previous: u32,
    /// The list that the entry is linked into, or `NONE` while it runs.
    list: u32,
    generation: u32,
    repeats: bool,
    refed: bool,
    /// Whether `by_id` finds it.
    known: bool,
}

impl<T> Entry<T> {
    /// When its whole delay has passed.
    fn due(&self) -> Moment {
        self.start.after(self.milliseconds.into())
    }

    /// The millisecond in which that is: what orders timers.
    fn due_millisecond(&self) -> u64 {
        self.due().millis()
    }
}

/// The timers of one duration.
#[derive(Clone, Copy, Debug)]
struct List {
    head: u32,
    tail: u32,
    milliseconds: u32,
}

/// A list at one time of its life: slots are used again, order numbers are not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct ListKey {
    slot: u32,
    order: u64,
}

/// The progress of the phase.
#[derive(Clone, Copy, Debug)]
enum Phase {
    /// A list has to be chosen.
    Choose,
    /// This list goes on, or begins.
    InList(ListKey),
    /// This timer of the list is next, and was due at that moment when it was chosen.
    Picked(ListKey, TimerKey, Moment),
    /// Nothing more is due.
    Over,
}

/// All timers of one event loop.
#[derive(Debug)]
pub struct Timers<T> {
    entries: Vec<Entry<T>>,
    free_entry: u32,
    lists: Vec<List>,
    free_lists: Vec<u32>,
    by_duration: FxHashMap<u32, u32>,
    queue: ExpiryQueue,
    known: FxHashMap<u64, TimerKey>,
    next_order: u64,
    next_id: u64,
    active: usize,
    refed: usize,
    phase: Phase,
    /// The time of the phase in milliseconds; it is frozen while callbacks run.
    phase_now: u64,
    /// When the running interval's callback started.
    run_start: Moment,
}

impl<T> Default for Timers<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Timers<T> {
    /// No timers.
    pub fn new() -> Self {
        Self {
            entries: Vec::new(),
            free_entry: NONE,
            lists: Vec::new(),
            free_lists: Vec::new(),
            by_duration: FxHashMap::default(),
            queue: ExpiryQueue::default(),
            known: FxHashMap::default(),
            next_order: 0,
            next_id: 1,
            active: 0,
            refed: 0,
            phase: Phase::Over,
            phase_now: 0,
            run_start: Moment::default(),
        }
    }

    /// The memory that they take, in bytes, without what payloads own.
    pub fn bytes(&self) -> usize {
        self.entries.capacity() * size_of::<Entry<T>>()
            + self.known.capacity() * size_of::<(u64, TimerKey)>()
            + self.lists.capacity() * size_of::<List>()
    }

    /// Schedules a timer `milliseconds` (1 to 2^31 - 1) after `now`, ref'd.
    pub fn insert(
        &mut self,
        payload: T,
        milliseconds: u32,
        repeats: bool,
        now: Moment,
    ) -> TimerKey {
        let id = self.next_id;
        self.next_id += 1;
        let entry = Entry {
            payload: Some(payload),
            start: now,
            id,
            milliseconds: milliseconds.max(1),
            next: NONE,
            previous: NONE,
            list: NONE,
            generation: 0,
            repeats,
            refed: true,
            known: false,
        };
        let index = self.place(entry);
        self.active += 1;
        self.refed += 1;
        self.append(index, now);
        TimerKey {
            index,
            generation: self.entries[index as usize].generation,
        }
    }

    /// `clearTimeout`, `clearInterval`, `close`: false if the timer is no longer there. A running
    /// interval will not be scheduled again.
    pub fn cancel(&mut self, key: TimerKey) -> bool {
        let Some(entry) = self.entry(key) else {
            return false;
        };
        let (milliseconds, refed) = (entry.milliseconds, entry.refed);
        self.unlink(key.index);
        self.release(key.index);
        // As in Node a list of unref'd timers stays until it is due.
        if refed
            && let Some(&slot) = self.by_duration.get(&milliseconds)
            && self.lists[slot as usize].head == NONE
        {
            self.remove_list(slot);
        }
        true
    }

    /// `refresh`: the wait begins again at `now`. False if the timer has fired or was cancelled;
    /// Node schedules one that has fired anew, which is an `insert` here.
    pub fn refresh(&mut self, key: TimerKey, now: Moment) -> bool {
        if self.entry(key).is_none() {
            return false;
        }
        self.unlink(key.index);
        self.append(key.index, now);
        true
    }

    /// `ref` and `unref`; false if the timer is no longer there.
    pub fn set_refed(&mut self, key: TimerKey, refed: bool) -> bool {
        let Some(entry) = self.entry_mut(key) else {
            return false;
        };
        if std::mem::replace(&mut entry.refed, refed) != refed {
            if refed {
                self.refed += 1;
            } else {
                self.refed -= 1;
            }
        }
        true
    }

    /// Whether a timer is in a list: not while it runs, nor once it is no longer there.
    pub fn is_waiting(&self, key: TimerKey) -> bool {
        self.entry(key).is_some_and(|entry| entry.list != NONE)
    }

    /// Whether a timer waits again after each run.
    pub fn set_repeats(&mut self, key: TimerKey, repeats: bool) {
        if let Some(entry) = self.entry_mut(key) {
            entry.repeats = repeats;
        }
    }

    /// `hasRef`, or `None` if the timer is no longer there.
    #[cfg(test)]
    pub fn is_refed(&self, key: TimerKey) -> Option<bool> {
        self.entry(key).map(|entry| entry.refed)
    }

    /// What was given to `insert`.
    pub fn payload(&self, key: TimerKey) -> Option<&T> {
        self.entry(key).and_then(|entry| entry.payload.as_ref())
    }

    /// The payloads of all timers, the running one included: for tracing.
    pub fn payloads(&self) -> impl Iterator<Item = &T> {
        self.entries
            .iter()
            .filter_map(|entry| entry.payload.as_ref())
    }

    /// `Symbol.toPrimitive`: the number of a timer, by which `by_id` finds it from now on.
    pub fn id(&mut self, key: TimerKey) -> Option<u64> {
        let entry = self.entry_mut(key)?;
        let id = entry.id;
        if !std::mem::replace(&mut entry.known, true) {
            self.known.insert(id, key);
        }
        Some(id)
    }

    /// The timer with this number, if `id` has told it and it is still there.
    pub fn by_id(&self, id: u64) -> Option<TimerKey> {
        self.known.get(&id).copied()
    }

    /// How many timers keep the loop alive; a running one counts until it is finished.
    pub fn refed_count(&self) -> usize {
        self.refed
    }

    /// How many timers there are.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.active
    }

    /// Whether there are none.
    #[cfg(test)]
    pub fn is_empty(&self) -> bool {
        self.active == 0
    }

    /// When the phase has to be run next. Timers may have been cancelled since, so there may be
    /// nothing due then.
    pub fn next_expiry(&self) -> Option<Moment> {
        let (slot, expiry) = self.queue.peek()?;
        let head = self.lists[slot as usize].head;
        let head = self.entries.get(head as usize);
        let due = head.filter(|head| head.due_millisecond() == expiry.at);
        Some(due.map_or(Moment::from_millis(expiry.at), Entry::due))
    }

    /// The millisecond in which all timers of one millisecond that are set by now are due.
    pub fn shortest_are_due(&self) -> Option<u64> {
        let slot = *self.by_duration.get(&1)?;
        let last = self.entries.get(self.lists[slot as usize].tail as usize)?;
        Some(last.due_millisecond())
    }

    /// Starts the timers phase of a turn, for timers that are due in the millisecond `now`.
    pub fn begin_phase(&mut self, now: u64) {
        self.phase = Phase::Choose;
        self.phase_now = now;
    }

    /// Chooses what the phase runs next, and tells when it may begin; `None` when nothing more is
    /// due.
    pub fn pick_next(&mut self) -> Option<Moment> {
        loop {
            self.phase = match self.phase {
                Phase::Over => return None,
                Phase::Choose => self.choose(),
                Phase::InList(list) => self.pick(list),
                Phase::Picked(list, key, due) => match self.entry(key) {
                    Some(_) => return Some(due),
                    None => Phase::InList(list),
                },
            };
        }
    }

    /// Ends what `next_due` began: an interval is scheduled again, another timer is gone. Call it
    /// before the drain, since what comes next is chosen here.
    ///
    /// Tells whether the drain is to run now. It is, except after a throw when the same list has
    /// one more timer that is due: Node enters that one first.
    #[must_use]
    pub fn finish(&mut self, key: TimerKey, end: RunEnd) -> bool {
        if let Some(entry) = self.entry(key) {
            if entry.repeats {
                self.unlink(key.index);
                self.append(key.index, self.run_start);
            } else if entry.list == NONE {
                self.release(key.index);
            }
        }
        let list = match (end, self.phase) {
            (RunEnd::Returned, Phase::InList(list)) => Some(list),
            // Node begins the phase anew, at the same time.
            _ => match self.choose() {
                Phase::InList(list) => Some(list),
                _ => None,
            },
        };
        self.phase = match list.map_or(Phase::Over, |list| self.pick(list)) {
            Phase::Choose => self.choose(),
            picked_or_over => picked_or_over,
        };
        end == RunEnd::Returned || !matches!(self.phase, Phase::Picked(..))
    }

    /// The list that is due, to begin with its first timer.
    fn choose(&self) -> Phase {
        match self.queue.peek() {
            Some((slot, expiry)) if expiry.at <= self.phase_now => Phase::InList(ListKey {
                slot,
                order: expiry.order,
            }),
            _ => Phase::Over,
        }
    }

    /// The first timer of a list, or `Choose` when the list has no more that are due.
    fn pick(&mut self, list: ListKey) -> Phase {
        // Its last timer may have been cancelled meanwhile, and the list with it.
        if self.queue.order(list.slot) != Some(list.order) {
            return Phase::Choose;
        }
        let head = self.lists[list.slot as usize].head;
        let Some(first) = self.entries.get(head as usize) else {
            self.remove_list(list.slot);
            return Phase::Choose;
        };
        let due = first.due_millisecond();
        if due > self.phase_now {
            let expiry = Expiry {
                at: due,
                order: self.take_order(),
            };
            self.queue.change(list.slot, expiry);
            return Phase::Choose;
        }
        let key = TimerKey {
            index: head,
            generation: first.generation,
        };
        Phase::Picked(list, key, first.due())
    }

    fn entry(&self, key: TimerKey) -> Option<&Entry<T>> {
        let entry = self.entries.get(key.index as usize)?;
        (entry.generation == key.generation && entry.payload.is_some()).then_some(entry)
    }

    fn entry_mut(&mut self, key: TimerKey) -> Option<&mut Entry<T>> {
        let entry = self.entries.get_mut(key.index as usize)?;
        (entry.generation == key.generation && entry.payload.is_some()).then_some(entry)
    }

    /// Puts an entry into a free place, whose generation it takes over.
    fn place(&mut self, mut entry: Entry<T>) -> u32 {
        let index = self.free_entry;
        if let Some(free) = self.entries.get_mut(index as usize) {
            self.free_entry = free.next;
            entry.generation = free.generation;
            *free = entry;
            index
        } else {
            self.entries.push(entry);
            self.entries.len() as u32 - 1
        }
    }

    /// Frees the place of an unlinked timer.
    fn release(&mut self, index: u32) {
        let entry = &mut self.entries[index as usize];
        entry.payload = None;
        entry.generation = entry.generation.wrapping_add(1);
        entry.next = self.free_entry;
        self.free_entry = index;
        self.active -= 1;
        self.refed -= usize::from(entry.refed);
        if entry.known {
            self.known.remove(&entry.id);
        }
    }

    /// Links an unlinked timer to the end of its duration's list.
    fn append(&mut self, index: u32, start: Moment) {
        let milliseconds = self.entries[index as usize].milliseconds;
        let slot = match self.by_duration.get(&milliseconds) {
            Some(&slot) => slot,
            None => self.add_list(milliseconds, start.millis() + u64::from(milliseconds)),
        };
        let list = &mut self.lists[slot as usize];
        let last = std::mem::replace(&mut list.tail, index);
        match self.entries.get_mut(last as usize) {
            Some(last) => last.next = index,
            None => list.head = index,
        }
        let entry = &mut self.entries[index as usize];
        entry.start = start;
        entry.previous = last;
        entry.next = NONE;
        entry.list = slot;
    }

    /// Takes a timer out of its list, if it is in one.
    fn unlink(&mut self, index: u32) {
        let entry = &mut self.entries[index as usize];
        let slot = std::mem::replace(&mut entry.list, NONE);
        let Some(list) = self.lists.get_mut(slot as usize) else {
            return;
        };
        let (previous, next) = (entry.previous, entry.next);
        match self.entries.get_mut(previous as usize) {
            Some(previous) => previous.next = next,
            None => list.head = next,
        }
        match self.entries.get_mut(next as usize) {
            Some(next) => next.previous = previous,
            None => list.tail = previous,
        }
    }

    fn add_list(&mut self, milliseconds: u32, at: u64) -> u32 {
        let list = List {
            head: NONE,
            tail: NONE,
            milliseconds,
        };
        let slot = match self.free_lists.pop() {
            Some(slot) => {
                self.lists[slot as usize] = list;
                slot
            }
            None => {
                self.lists.push(list);
                self.lists.len() as u32 - 1
            }
        };
        self.by_duration.insert(milliseconds, slot);
        let order = self.take_order();
        self.queue.insert(slot, Expiry { at, order });
        slot
    }

    /// Forgets an empty list.
    fn remove_list(&mut self, slot: u32) {
        self.queue.remove(slot);
        self.by_duration
            .remove(&self.lists[slot as usize].milliseconds);
        self.free_lists.push(slot);
    }

    fn take_order(&mut self) -> u64 {
        self.next_order += 1;
        self.next_order
    }
}

impl<T: Clone> Timers<T> {
    /// The next callback of the phase, or `None` when nothing more is due. An interval counts from
    /// the time that `read_now` gives, which is asked only for intervals.
    pub fn next_due(&mut self, read_now: impl FnOnce() -> Moment) -> Option<TimerRun<T>> {
        self.pick_next()?;
        let Phase::Picked(list, key, _) = self.phase else {
            return None;
        };
        self.phase = Phase::InList(list);
        let entry = self.entry(key)?;
        let repeats = entry.repeats;
        let payload = entry.payload.clone()?;
        self.unlink(key.index);
        if repeats {
            self.run_start = read_now();
        }
        Some(TimerRun {
            key,
            payload,
            repeats,
        })
    }
}

#[cfg(test)]
mod tests;
