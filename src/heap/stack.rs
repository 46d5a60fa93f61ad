//! The value stack: one contiguous region that holds every frame, and [`Frame`], a place in it.
//!
//! A frame is `[callee, this, link, scope, arguments and locals..., temporaries...]`. The region is
//! allocated once and never moves. Whoever enters a frame has checked its end against
//! [`ValueStack::soft_limit`], the lowering sizes each frame by the highest slot number that it gave
//! out, and everything up to [`MARGIN`] slots above the soft limit is filled: so an unchecked read
//! meets a slot that holds a valid value. This rests on the lowering's count; nothing looks over
//! the finished tree again. Builds with debug assertions check each access against what is filled.

use super::value::Value;

/// No frame has more slots than this; what needs more is refused while lowering.
pub const MAX_FRAME: usize = 1 << 18;

/// Slots above the soft limit that are filled all the same: headers and arguments of frames about
/// to be entered.
pub(super) const MARGIN: usize = 512;

/// Slots are filled with `undefined` in steps of this size as the stack first grows over them, so
/// that memory that is never reached is never touched.
const STEP: usize = 1 << 12;

/// Where the callee stands in a frame.
pub const CALLEE: usize = 0;
/// Where `this` stands.
pub const THIS: usize = 1;
/// Where the [`Link`](super::value::Link) to the caller stands.
pub const LINK: usize = 2;
/// Where the scope object around the running function stands; natives leave the slot alone.
pub const SCOPE: usize = 3;
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

/// Where the native stack stands, roughly.
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
    pub fn new(slots: usize) -> ValueStack {
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
    pub fn get(self, slot: usize) -> Value {
        regions::check(self.0.wrapping_add(slot), 1);
        // SAFETY: a frame begins below the stack's limit and slots are below the margin (see the
        // module's head), so the slot lies in the region and holds a valid value.
        unsafe { *self.0.add(slot) }
    }

    /// Puts a value into a slot.
    #[inline(always)]
    pub fn set(self, slot: usize, value: Value) {
        regions::check(self.0.wrapping_add(slot), 1);
        // SAFETY: as in `get`.
        unsafe { *self.0.add(slot) = value }
    }

    /// Fills the slots `from..to` with `value`.
    #[inline(always)]
    pub fn fill(self, from: usize, to: usize, value: Value) {
        let mut slot = from;
        while slot < to {
            self.set(slot, value);
            slot += 1;
        }
    }

    /// The first `N` slots, which may go beyond the frame's end but not beyond the margin.
    #[inline(always)]
    pub(super) fn copy_out<const N: usize>(self) -> [Value; N] {
        const { assert!(N <= MARGIN) }
        regions::check(self.0, N);
        // SAFETY: as in `get`, for each of the slots: values have no padding, so that many of them
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
            *slot = self.get(place);
        }
    }

    /// Puts values that were just made into the slots from `start` on, one by one: a wider copy
    /// would have to wait until the writes of its parts have reached the cache.
    #[inline(always)]
    pub fn place(self, start: usize, values: &[Value]) {
        for (place, value) in values.iter().enumerate() {
            // SAFETY: a reference to a value can be read; that it is volatile keeps reads apart.
            let value = unsafe { std::ptr::read_volatile(value) };
            self.set(start + place, value);
        }
    }

    /// Puts saved slots back.
    pub(super) fn restore(self, slots: &[Value]) {
        for (slot, value) in slots.iter().enumerate() {
            self.set(slot, *value);
        }
    }
}

/// Which memory of the value stacks of this thread is filled, in builds with debug assertions.
#[cfg(debug_assertions)]
mod regions {
    use super::Value;
    use std::cell::RefCell;

    thread_local! {
        /// Where each stack begins and where it is filled up to.
        static FILLED: RefCell<Vec<(usize, usize)>> = const { RefCell::new(Vec::new()) };
    }

    pub(super) fn note(base: *mut Value, slots: usize) {
        let (start, end) = (base as usize, base as usize + slots * size_of::<Value>());
        FILLED.with_borrow_mut(
            |all| match all.iter_mut().find(|(base, _)| *base == start) {
                Some(region) => region.1 = end,
                None => all.push((start, end)),
            },
        );
    }

    pub(super) fn forget(base: *mut Value) {
        FILLED.with_borrow_mut(|all| all.retain(|(start, _)| *start != base as usize));
    }

    /// That so many slots from a place on are in a stack and filled.
    #[track_caller]
    pub(super) fn check(place: *mut Value, slots: usize) {
        let (start, end) = (place as usize, place as usize + slots * size_of::<Value>());
        let is_filled = FILLED.with_borrow(|all| {
            let mut all = all.iter();
            all.any(|(from, to)| *from <= start && end <= *to)
        });
        assert!(is_filled, "a slot beyond the value stack");
    }
}

#[cfg(not(debug_assertions))]
mod regions {
    use super::Value;

    #[inline(always)]
    pub(super) fn note(_base: *mut Value, _slots: usize) {}

    #[inline(always)]
    pub(super) fn forget(_base: *mut Value) {}

    #[inline(always)]
    pub(super) fn check(_place: *mut Value, _slots: usize) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_hold_values_up_to_the_margin() {
        let mut stack = ValueStack::new(1 << 14);
        let bottom = stack.bottom();
        bottom.at(3).fill(0, 20, Value::int(1));
        assert_eq!(bottom.get(22), Value::int(1));
        assert_eq!(bottom.get(23), Value::UNDEFINED);
        let copy: [Value; 7] = bottom.copy_out();
        bottom.at(10).copy_in(&copy);
        assert_eq!(stack.below(bottom.at(4)).last(), Some(Value::int(1)));
        // A frame that ends at the limit, and the header of one above it.
        let limit = stack.soft_limit();
        assert!(stack.grow(limit, 100) && stack.soft_limit() > limit);
        let limit = stack.soft_limit();
        limit.set(ARGUMENTS, Value::TRUE);
        assert_eq!(limit.get(MARGIN - 1), Value::UNDEFINED);
        assert!(!stack.grow(limit, 1 << 20));
    }

    #[test]
    #[cfg(debug_assertions)]
    #[should_panic(expected = "a slot beyond the value stack")]
    fn a_slot_beyond_the_stack_is_found_out() {
        let stack = ValueStack::new(1 << 14);
        stack.soft_limit().get(MARGIN + 1);
    }

    #[test]
    #[cfg(debug_assertions)]
    #[should_panic(expected = "a slot beyond the value stack")]
    fn a_frame_of_a_stack_that_is_gone_is_found_out() {
        let frame = ValueStack::new(1 << 14).bottom();
        frame.get(0);
    }
}
