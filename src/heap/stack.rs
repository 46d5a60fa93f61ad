//! The value stack: one contiguous region that holds every frame, and [`Frame`], a place in it.
//!
//! A frame is `[callee, this, link, scope, arguments and locals..., temporaries...]`. The region is
//! allocated once and never moves, and everything up to [`MARGIN`] slots above the soft limit is
//! filled with valid values. An access isn't checked: to look at each would cost up to 17 % of the
//! time. That there is such a slot is what the maker of a stack promises ([`ValueStack::new`]), and
//! rests on two things: entering a frame checks its end against [`ValueStack::soft_limit`], and
//! code is entered with the size that its own [`Slots`](super::Slots) counted, from which alone its
//! nodes have their slots.
//!
//! Builds with debug assertions check each access against what is filled, and each read of a slot
//! against who wrote to it last.

#[cfg(debug_assertions)]
use super::slot::Owner;
use super::slot::{InFrame, Slot};
use super::value::Value;

/// No frame has more slots than this; what needs more is refused while lowering.
pub const MAX_FRAME: usize = 1 << 18;

/// Slots above the soft limit that are filled all the same: headers and arguments of frames about
/// to be entered.
pub(super) const MARGIN: usize = 512;

/// Slots are filled with `undefined` in steps of this size as the stack first grows over them, so
/// that memory that is never reached is never touched.
const STEP: usize = 1 << 12;

/// The slot of the callee in a frame.
pub const CALLEE: Slot = Slot::header(0);
/// The slot of `this`.
pub const THIS: Slot = Slot::header(1);
/// The slot of the [`Link`](super::value::Link) to the caller.
pub const LINK: Slot = Slot::header(2);
/// The slot of the scope object around the running function; natives leave the slot alone.
pub const SCOPE: Slot = Slot::header(3);
/// Where the arguments begin.
pub const ARGUMENTS: usize = 4;

/// The region.
pub struct ValueStack {
    /// Owned; made from a `Vec` whose length is `capacity` slots, of which the first `filled`
    /// hold values.
    base: *mut Value,
    capacity: usize,
    filled: usize,
}

/// A place in the value stack where a frame begins.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[repr(transparent)]
pub struct Frame(*mut Value);

/// Roughly the current address of the native stack.
#[inline(always)]
pub fn native_stack_pointer() -> usize {
    #[cfg(all(target_arch = "x86_64", not(miri)))]
    {
        let pointer: usize;
        // SAFETY: copies a register; touches no memory and no flags.
        unsafe {
            std::arch::asm!("mov {}, rsp", out(reg) pointer, options(nomem, nostack, preserves_flags));
        }
        pointer
    }
    #[cfg(all(target_arch = "aarch64", not(miri)))]
    {
        let pointer: usize;
        // SAFETY: copies a register; touches no memory and no flags.
        unsafe {
            std::arch::asm!("mov {}, sp", out(reg) pointer, options(nomem, nostack, preserves_flags));
        }
        pointer
    }
    #[cfg(any(miri, not(any(target_arch = "x86_64", target_arch = "aarch64"))))]
    {
        let marker = 0u8;
        std::hint::black_box(&raw const marker) as usize
    }
}

impl ValueStack {
    /// A stack with room for `slots` values below its limit.
    ///
    /// # Safety
    /// Frames of the stack, and what is made of them ([`Frame::at`], [`Frame::below`],
    /// [`Frame::above`], [`Frame::row`]), are used only as long as it lives, and only for slots
    /// that hold a value:
    /// - up to a place that wasn't above [`ValueStack::soft_limit`], or that [`ValueStack::grow`]
    ///   has made usable: those of a frame by the size that its code was entered with, of a native's
    ///   by the number of its arguments;
    /// - in the [`MARGIN`] above such a place: the header of a frame that is about to be entered.
    pub unsafe fn new(slots: usize) -> ValueStack {
        let capacity = slots + 2 * MAX_FRAME;
        let memory: Vec<std::mem::MaybeUninit<Value>> = Vec::with_capacity(capacity);
        let mut memory = std::mem::ManuallyDrop::new(memory);
        let mut stack = ValueStack {
            base: memory.as_mut_ptr().cast(),
            capacity: memory.capacity(),
            filled: 0,
        };
        stack.fill_to(2 * MARGIN);
        stack
    }

    /// The first frame.
    pub fn bottom(&self) -> Frame {
        Frame(self.base)
    }

    fn fill_to(&mut self, slots: usize) {
        let slots = slots.min(self.capacity);
        while self.filled < slots {
            // SAFETY: below `capacity`; a write of a Copy value to memory that the stack owns.
            unsafe { self.base.add(self.filled).write(Value::UNDEFINED) };
            self.filled += 1;
        }
        regions::note(self.base, self.filled);
    }

    /// Makes `frame`'s first `size` slots usable, or says that the stack is exhausted.
    /// Called where a frame's end passes [`ValueStack::soft_limit`].
    #[cold]
    #[inline(never)]
    pub fn grow(&mut self, frame: Frame, size: usize) -> bool {
        let end = self.index(frame) + size;
        if end > self.capacity - 2 * MAX_FRAME {
            return false;
        }
        self.fill_to((end + MARGIN).next_multiple_of(STEP));
        true
    }

    /// Frames that end at or below this place need no [`ValueStack::grow`].
    pub fn soft_limit(&self) -> Frame {
        let filled = self.filled.saturating_sub(MARGIN);
        // SAFETY: `filled` is below `capacity`.
        Frame(unsafe { self.base.add(filled.min(self.capacity - 2 * MAX_FRAME)) })
    }

    /// How many slots lie below a place.
    #[inline]
    pub fn index(&self, frame: Frame) -> usize {
        (frame.0 as usize).wrapping_sub(self.base as usize) / size_of::<Value>()
    }

    /// What the slots below a place hold: what the collector scans.
    pub fn below(&self, top: Frame) -> impl Iterator<Item = Value> {
        let len = self.index(top).min(self.filled);
        // SAFETY: the first `filled` slots are valid values. They are read one by one, because a
        // frame may write to them at any time.
        (0..len).map(|index| unsafe { *self.base.add(index) })
    }

    /// What the slots from one place up to another hold.
    pub fn between(&self, from: Frame, end: Frame) -> impl Iterator<Item = Value> {
        let (from, end) = (self.index(from), self.index(end).min(self.filled));
        // SAFETY: as in `below`.
        (from..end).map(|index| unsafe { *self.base.add(index) })
    }

    /// Overwrites what lies above a place, so that a use of a dead slot shows.
    pub fn poison_above(&mut self, top: Frame) {
        for index in self.index(top)..self.filled {
            // SAFETY: below `filled`.
            unsafe { self.base.add(index).write(Value::UNINITIALIZED) };
        }
    }
}

impl Drop for ValueStack {
    fn drop(&mut self) {
        regions::forget(self.base);
        // SAFETY: made by `new` from a Vec of this capacity; values need no drop.
        drop(unsafe {
            Vec::from_raw_parts(
                self.base.cast::<std::mem::MaybeUninit<Value>>(),
                0,
                self.capacity,
            )
        });
    }
}

impl Frame {
    /// The place `slots` further up.
    #[inline(always)]
    pub fn at(self, slots: usize) -> Frame {
        Frame(self.0.wrapping_add(slots))
    }

    /// The frame that begins at a slot of this one: of a function that is about to be called, or of
    /// values that are laid out in a row.
    #[inline(always)]
    pub fn above(self, slot: Slot) -> Frame {
        self.at(slot.index as usize)
    }

    /// The place `slots` further down.
    #[inline(always)]
    pub fn below(self, slots: usize) -> Frame {
        Frame(self.0.wrapping_sub(slots))
    }

    /// How many slots lie between `lower` and this place.
    #[inline(always)]
    pub fn distance_from(self, lower: Frame) -> usize {
        (self.0 as usize).wrapping_sub(lower.0 as usize) / size_of::<Value>()
    }

    /// What a slot holds.
    #[inline(always)]
    pub fn get(self, slot: impl InFrame) -> Value {
        let place = slot.place();
        regions::check_owner(self.0, place);
        self.read(place.index)
    }

    /// Puts a value into a slot.
    #[inline(always)]
    pub fn set(self, slot: impl InFrame, value: Value) {
        let place = slot.place();
        self.write(place.index, value);
        regions::own(self.0, place);
    }

    /// In builds with debug assertions: that a slot holds what was put there before something else
    /// was evaluated. For code that has the value at hand and needs the slot for the collector alone.
    #[inline(always)]
    pub fn still_holds(self, slot: Slot, value: Value) {
        if cfg!(debug_assertions) {
            assert!(self.get(slot) == value, "{slot:?} has another value");
        }
    }

    /// An argument, which must have been given.
    #[inline(always)]
    pub fn argument(self, index: usize) -> Value {
        self.read(ARGUMENTS + index)
    }

    /// Sets an argument of a call that is about to be made or under way.
    #[inline(always)]
    pub fn set_argument(self, index: usize, value: Value) {
        self.write(ARGUMENTS + index, value);
    }

    /// Puts a value above a frame, where the collector looks as soon as it is part of the frame.
    #[inline(always)]
    pub fn keep(self, value: Value) {
        self.write(0, value);
    }

    /// So many slots from one on, which were written to by way of their reservation, as a frame.
    #[inline(always)]
    pub fn row(self, first: Slot, count: usize) -> Frame {
        regions::check_row(self.0, first, count);
        self.above(first)
    }

    /// Sets the variables that a call doesn't give to `undefined`: the slots `from..to`.
    #[inline(always)]
    pub fn clear(self, from: usize, to: usize) {
        let mut slot = from;
        while slot < to {
            self.write(slot, Value::UNDEFINED);
            slot += 1;
        }
    }

    /// The value that so many slots above it is one of a row of values.
    #[inline(always)]
    pub(super) fn read(self, slot: usize) -> Value {
        regions::check(self.0.wrapping_add(slot), 1);
        // SAFETY: a frame begins below the stack's limit and slots are below the margin (see the
        // module's head), so the slot lies in the region and holds a valid value.
        unsafe { *self.0.add(slot) }
    }

    #[inline(always)]
    fn write(self, slot: usize, value: Value) {
        regions::check(self.0.wrapping_add(slot), 1);
        // SAFETY: as in `read`.
        unsafe { *self.0.add(slot) = value }
        regions::disown(self.0, slot);
    }

    /// The first `N` slots, which may go beyond the frame's end but not beyond the margin.
    #[inline(always)]
    pub(super) fn copy_out<const N: usize>(self) -> [Value; N] {
        const { assert!(N <= MARGIN) }
        regions::check(self.0, N);
        // SAFETY: as in `read`, for each of the slots: values have no padding, so that many of them
        // are an array.
        unsafe { self.0.cast::<[Value; N]>().read() }
    }

    /// Sets the first `N` slots, which may go beyond the frame's end but not beyond the margin.
    #[inline(always)]
    pub(super) fn copy_in<const N: usize>(self, slots: &[Value; N]) {
        const { assert!(N <= MARGIN) }
        regions::check(self.0, N);
        // SAFETY: as in `copy_out`.
        unsafe { self.0.cast::<[Value; N]>().write(*slots) }
    }

    /// Copies the first slots out.
    pub(super) fn save(self, slots: &mut [Value]) {
        for (place, slot) in slots.iter_mut().enumerate() {
            *slot = self.read(place);
        }
    }

    /// Sets the arguments of a call to values that were just made, one by one: a wider copy would
    /// have to wait until the writes of its parts have reached the cache.
    #[inline(always)]
    pub fn set_arguments(self, values: &[Value]) {
        for (index, value) in values.iter().enumerate() {
            // SAFETY: a reference to a value can be read; that it is volatile keeps reads apart.
            let value = unsafe { std::ptr::read_volatile(value) };
            self.set_argument(index, value);
        }
    }

    /// Notes what wrote to the first slots.
    #[cfg(debug_assertions)]
    pub(super) fn save_owners(self, owners: &mut [Owner]) {
        regions::save(self.0, owners);
    }

    /// Lays back what wrote to the first slots.
    #[cfg(debug_assertions)]
    pub(super) fn restore_owners(self, owners: &[Owner]) {
        regions::restore(self.0, owners);
    }

    /// Puts saved slots back.
    pub(super) fn restore(self, slots: &[Value]) {
        for (slot, value) in slots.iter().enumerate() {
            self.write(slot, *value);
        }
    }
}

/// What is known of the value stacks of this thread in builds with debug assertions: how far each
/// is filled, and which reservation wrote to each slot last.
#[cfg(debug_assertions)]
mod regions {
    use super::super::slot::{Owner, Place, Slot};
    use super::Value;
    use std::cell::RefCell;

    struct Region {
        start: usize,
        owners: Vec<Owner>,
    }

    impl Region {
        fn end(&self) -> usize {
            self.start + self.owners.len() * size_of::<Value>()
        }
    }

    thread_local! {
        static REGIONS: RefCell<Vec<Region>> = const { RefCell::new(Vec::new()) };
    }

    pub(super) fn note(base: *mut Value, slots: usize) {
        let start = base as usize;
        REGIONS.with_borrow_mut(|all| {
            let known = all.iter().position(|region| region.start == start);
            let place = known.unwrap_or_else(|| {
                let owners = Vec::new();
                all.push(Region { start, owners });
                all.len() - 1
            });
            all[place].owners.resize(slots, Owner::FRAME);
        });
    }

    pub(super) fn forget(base: *mut Value) {
        REGIONS.with_borrow_mut(|all| all.retain(|region| region.start != base as usize));
    }

    /// The owners of so many slots from a place on, if they are in a stack and filled.
    #[track_caller]
    fn with_owners<T>(place: *mut Value, slots: usize, body: impl FnOnce(&mut [Owner]) -> T) -> T {
        let (start, end) = (place as usize, place as usize + slots * size_of::<Value>());
        let result = REGIONS.with_borrow_mut(|all| {
            let mut all = all.iter_mut();
            let region = all.find(|region| region.start <= start && end <= region.end())?;
            let first = (start - region.start) / size_of::<Value>();
            Some(body(&mut region.owners[first..first + slots]))
        });
        result.unwrap_or_else(|| panic!("a slot beyond the value stack"))
    }

    /// That so many slots from a place on are in a stack and filled.
    #[track_caller]
    pub(super) fn check(place: *mut Value, slots: usize) {
        with_owners(place, slots, |_| ());
    }

    fn address(frame: *mut Value, place: Place) -> *mut Value {
        frame.wrapping_add(place.index)
    }

    /// That a slot's value is the one that was put there by way of the same reservation.
    #[track_caller]
    pub(super) fn check_owner(frame: *mut Value, slot: Place) {
        let writer = with_owners(address(frame, slot), 1, |owners| owners[0]);
        assert!(
            slot.owner.may_read(writer),
            "slot {} was overwritten while it was in use: reserved as {:?}, written as {writer:?}",
            slot.index,
            slot.owner,
        );
    }

    /// The same for each of a row of slots.
    #[track_caller]
    pub(super) fn check_row(frame: *mut Value, first: Slot, count: usize) {
        for place in 0..count {
            check_owner(frame, first + place as u32);
        }
    }

    /// A slot was written to by way of its reservation.
    pub(super) fn own(frame: *mut Value, slot: Place) {
        let owner = match slot.owner {
            Owner::HEADER => Owner::FRAME,
            owner => owner,
        };
        with_owners(address(frame, slot), 1, |owners| owners[0] = owner);
    }

    /// A slot was written to as part of a frame.
    pub(super) fn disown(frame: *mut Value, slot: usize) {
        with_owners(frame.wrapping_add(slot), 1, |owners| {
            owners[0] = Owner::FRAME;
        });
    }

    /// What wrote to slots from a place on.
    pub(super) fn save(frame: *mut Value, saved: &mut [Owner]) {
        with_owners(frame, saved.len(), |owners| saved.copy_from_slice(owners));
    }

    /// The same slots were laid back.
    pub(super) fn restore(frame: *mut Value, saved: &[Owner]) {
        with_owners(frame, saved.len(), |owners| owners.copy_from_slice(saved));
    }
}

#[cfg(not(debug_assertions))]
mod regions {
    use super::super::slot::Place;
    use super::{Slot, Value};

    #[inline(always)]
    pub(super) fn note(_base: *mut Value, _slots: usize) {}

    #[inline(always)]
    pub(super) fn forget(_base: *mut Value) {}

    #[inline(always)]
    pub(super) fn check(_place: *mut Value, _slots: usize) {}

    #[inline(always)]
    pub(super) fn check_owner(_frame: *mut Value, _slot: Place) {}

    #[inline(always)]
    pub(super) fn check_row(_frame: *mut Value, _first: Slot, _count: usize) {}

    #[inline(always)]
    pub(super) fn own(_frame: *mut Value, _slot: Place) {}

    #[inline(always)]
    pub(super) fn disown(_frame: *mut Value, _slot: usize) {}
}

#[cfg(test)]
mod tests {
    #[cfg(debug_assertions)]
    use super::super::slot::Slots;
    use super::*;

    fn stack() -> ValueStack {
        // SAFETY: what the tests do beyond its slots is found out by builds that check that, and is
        // in no other.
        unsafe { ValueStack::new(1 << 14) }
    }

    #[test]
    fn frames_hold_values_up_to_the_margin() {
        let mut stack = stack();
        let bottom = stack.bottom();
        for slot in 3..23 {
            bottom.write(slot, Value::int(1));
        }
        assert_eq!(bottom.read(22), Value::int(1));
        assert_eq!(bottom.read(23), Value::UNDEFINED);
        let copy: [Value; 7] = bottom.copy_out();
        bottom.at(10).copy_in(&copy);
        assert_eq!(stack.below(bottom.at(4)).last(), Some(Value::int(1)));
        // A frame that ends at the limit, and the header of one above it.
        let limit = stack.soft_limit();
        assert!(stack.grow(limit, 100) && stack.soft_limit() > limit);
        let limit = stack.soft_limit();
        limit.set_argument(0, Value::TRUE);
        assert_eq!(limit.read(MARGIN - 1), Value::UNDEFINED);
        assert!(!stack.grow(limit, 1 << 20));
    }

    #[test]
    #[cfg(debug_assertions)]
    #[should_panic(expected = "a slot beyond the value stack")]
    fn a_slot_beyond_the_stack_is_found_out() {
        let stack = stack();
        stack.soft_limit().read(MARGIN + 1);
    }

    #[test]
    #[cfg(debug_assertions)]
    #[should_panic(expected = "a slot beyond the value stack")]
    fn a_frame_of_a_stack_that_is_gone_is_found_out() {
        let frame = stack().bottom();
        frame.get(CALLEE);
    }

    /// What a slot of a function reads, two of whose reservations overlap.
    #[cfg(debug_assertions)]
    fn read_of_overlapping(read: impl FnOnce(Frame, Slot, Slot)) {
        let stack = stack();
        let mut slots = Slots::above(ARGUMENTS as u32);
        let mark = slots.mark();
        let first = slots.reserve(2);
        slots.release(mark);
        let second = slots.reserve(1);
        assert_eq!((slots.size(), first.depth()), (6, second.depth()));
        let frame = stack.bottom();
        frame.set(first, Value::TRUE);
        frame.set(first + 1, Value::TRUE);
        read(frame, first, second);
    }

    #[test]
    #[cfg(debug_assertions)]
    #[should_panic(expected = "was overwritten while it was in use")]
    fn a_slot_that_two_uses_share_is_found_out() {
        read_of_overlapping(|frame, first, second| {
            assert_eq!(frame.get(first + 1), Value::TRUE);
            frame.still_holds(first, Value::TRUE);
            frame.set(second, Value::TRUE);
            frame.still_holds(first, Value::TRUE);
        });
    }

    #[test]
    #[cfg(debug_assertions)]
    #[should_panic(expected = "was overwritten while it was in use")]
    fn a_slot_that_a_call_shares_is_found_out() {
        read_of_overlapping(|frame, first, _| {
            frame.above(first).set(CALLEE, Value::TRUE);
            frame.row(first, 2);
        });
    }
}
