//! The value stack: one contiguous region that holds every frame, and [`Frame`], a place in it.
//!
//! A frame is `[callee, this, link, scope, arguments and locals..., temporaries...]`. The region is
//! allocated once and never moves. Whoever enters a frame has checked its end against
//! [`ValueStack::soft_limit`], the lowering sizes each frame by the highest slot number that it gave
//! out, and everything up to [`MARGIN`] slots above the soft limit is filled: so an unchecked read
//! meets a slot that holds a valid value. This rests on the lowering's count; nothing looks over
//! the finished tree again.

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
    #[cfg(target_arch = "x86_64")]
    {
        let pointer: usize;
        // SAFETY: copies a register; touches no memory and no flags.
        unsafe {
            std::arch::asm!("mov {}, rsp", out(reg) pointer, options(nomem, nostack, preserves_flags));
        }
        pointer
    }
    #[cfg(target_arch = "aarch64")]
    {
        let pointer: usize;
        // SAFETY: copies a register; touches no memory and no flags.
        unsafe {
            std::arch::asm!("mov {}, sp", out(reg) pointer, options(nomem, nostack, preserves_flags));
        }
        pointer
    }
    #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
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
        (frame.0 as usize - self.base as usize) / size_of::<Value>()
    }

    /// All slots below a place: what the collector scans.
    pub fn below(&self, top: Frame) -> &[Value] {
        let len = self.index(top).min(self.filled);
        // SAFETY: the first `filled` slots are valid values.
        unsafe { std::slice::from_raw_parts(self.base, len) }
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
        debug_assert!(slot < MAX_FRAME * 16);
        // SAFETY: a frame begins below the stack's limit and slots are below the margin (see the
        // module's head), so the slot lies in the region and holds a valid value.
        unsafe { *self.0.add(slot) }
    }

    /// Puts a value into a slot.
    #[inline(always)]
    pub fn set(self, slot: usize, value: Value) {
        debug_assert!(slot < MAX_FRAME * 16);
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
        // SAFETY: as in `get`, for each of the slots: values have no padding, so that many of them
        // are an array.
        unsafe { self.0.cast::<[Value; N]>().read() }
    }

    /// Sets the first `N` slots, which may go beyond the frame's end but not beyond the margin.
    #[inline(always)]
    pub(super) fn copy_in<const N: usize>(self, slots: &[Value; N]) {
        const { assert!(N <= MARGIN) }
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
