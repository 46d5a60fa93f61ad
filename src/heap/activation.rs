//! Suspended activations: the frames of generators and async functions that wait.
//!
//! A cell has room for one of a few numbers of slots, so that a frame goes there and comes back as
//! a copy of a fixed size; larger frames have a box. What is copied beyond the slots in use is
//! neither traced nor read.

use super::activation_cells::{ActivationLarge, Head, Suspending};
use super::slot::Slot;
use super::stack::{CALLEE, Frame, LINK, THIS};
use super::value::{ActivationRef, Kind, Value};
use super::{Heap, alloc, take};

/// Does something with an activation's cell, whatever its size.
macro_rules! with_cell {
    ($heap:expr, $activation:expr, $get:ident, |$cell:ident| $body:expr) => {{
        let value = $activation.value();
        let offset = value.offset();
        match value.tag() {
            8 => {
                let $cell = $heap.activation7.$get(offset);
                $body
            }
            9 => {
                let $cell = $heap.activation10.$get(offset);
                $body
            }
            10 => {
                let $cell = $heap.activation14.$get(offset);
                $body
            }
            11 => {
                let $cell = $heap.activation21.$get(offset);
                $body
            }
            _ => {
                let $cell = $heap.activation_large.$get(offset);
                $body
            }
        }
    }};
}

impl Heap {
    /// Keeps a frame, in the activation that it came from where that is large enough.
    #[inline(always)]
    pub fn suspend_frame(
        &mut self,
        suspending: Suspending,
        from: Option<ActivationRef>,
    ) -> ActivationRef {
        if let Some(from) = from {
            let depth = suspending.depth as usize;
            with_cell!(self, from, get_mut, |cell| {
                if depth <= cell.slots.len() {
                    cell.overwrite(&suspending);
                    return from;
                }
            });
        }
        let Suspending {
            frame,
            depth,
            position,
            path,
            owner,
        } = suspending;
        self.new_activation(frame, depth, position, path, owner)
    }

    /// Takes the parts one by one, so that who calls it needs no place in memory for them.
    #[inline(never)]
    fn new_activation(
        &mut self,
        frame: Frame,
        depth: u32,
        position: u32,
        path: u64,
        owner: Value,
    ) -> ActivationRef {
        let suspending = &Suspending {
            frame,
            depth,
            position,
            path,
            owner,
        };
        macro_rules! keep_in {
            ($arena:ident, $kind:ident) => {{
                let (offset, cell) = take!(self, $arena);
                cell.overwrite(suspending);
                ActivationRef(Value::from_parts(Kind::$kind, offset))
            }};
        }
        match suspending.depth {
            0..=7 => keep_in!(activation7, Activation7),
            8..=10 => keep_in!(activation10, Activation10),
            11..=14 => keep_in!(activation14, Activation14),
            15..=21 => keep_in!(activation21, Activation21),
            _ => self.suspend_large_frame(suspending, Box::default()),
        }
    }

    /// Keeps a frame of any size with a way down that needs more than a word.
    pub fn suspend_large_frame(
        &mut self,
        suspending: &Suspending,
        long_path: Box<[u64]>,
    ) -> ActivationRef {
        let cell = ActivationLarge::new(suspending, long_path);
        self.report_external(cell.external_bytes());
        let offset = alloc!(self, activation_large, cell);
        ActivationRef(Value::from_parts(Kind::ActivationLarge, offset))
    }

    /// Lays a suspended frame back onto the stack, and gives the way down. The frame's link is left
    /// to the caller.
    #[inline(always)]
    pub fn resume_frame(&self, activation: ActivationRef, frame: Frame) -> u64 {
        let offset = activation.value().offset();
        match activation.value().tag() {
            8 => self.activation7.get(offset).lay_back(frame),
            9 => self.activation10.get(offset).lay_back(frame),
            10 => self.activation14.get(offset).lay_back(frame),
            11 => self.activation21.get(offset).lay_back(frame),
            _ => {
                let cell = self.activation_large.get(offset);
                frame.restore(&cell.slots[..cell.head.len as usize]);
                #[cfg(debug_assertions)]
                frame.restore_owners(&cell.owners[..cell.head.len as usize]);
            }
        }
        self.activation_head(activation).path
    }

    /// The whole way down, where it needed more than a word.
    pub fn activation_long_path(&self, activation: ActivationRef) -> &[u64] {
        match activation.value().is(Kind::ActivationLarge) {
            true => {
                let offset = activation.value().offset();
                &self.activation_large.get(offset).long_path
            }
            false => &[],
        }
    }

    #[inline(always)]
    fn head_of(&self, activation: ActivationRef) -> *mut Head {
        self.place(activation.value()).cast()
    }

    #[inline(always)]
    fn activation_head(&self, activation: ActivationRef) -> &Head {
        // SAFETY: the place is that of a cell of the activation's kind, and those begin with a head
        // (repr(C)).
        unsafe { &*self.head_of(activation) }
    }

    /// Copies the slots in use from a place on, as many as there is room for; how many.
    pub(super) fn copy_activation_slots(
        &self,
        activation: ActivationRef,
        from: usize,
        slots: &mut [Value],
    ) -> usize {
        let len = self.activation_head(activation).len as usize;
        let count = (len - from).min(slots.len());
        let place = from..from + count;
        with_cell!(self, activation, get, |cell| {
            slots[..count].copy_from_slice(&cell.slots[place]);
        });
        count
    }

    /// One of its slots.
    #[inline]
    fn activation_slot(&self, activation: ActivationRef, slot: Slot) -> Value {
        with_cell!(self, activation, get, |cell| cell.slots
            [slot.depth() as usize])
    }

    /// The function whose frame it is.
    #[inline]
    pub fn activation_callee(&self, activation: ActivationRef) -> Value {
        self.activation_slot(activation, CALLEE)
    }

    /// Its `this`.
    pub fn activation_this(&self, activation: ActivationRef) -> Value {
        self.activation_slot(activation, THIS)
    }

    /// The promise or generator object that it settles.
    #[inline]
    pub fn activation_owner(&self, activation: ActivationRef) -> Value {
        self.activation_slot(activation, LINK)
    }

    /// Sets the owner of an activation that was made before it.
    pub fn set_activation_owner(&mut self, activation: ActivationRef, owner: Value) {
        with_cell!(self, activation, get_mut, |cell| cell.slots
            [LINK.depth() as usize] =
            owner);
    }

    /// Where in its source it waits.
    pub fn activation_position(&self, activation: ActivationRef) -> u32 {
        self.activation_head(activation).position
    }

    /// What was waiting for the same promise before: a reaction, an activation or `undefined`.
    #[inline]
    pub fn activation_next(&self, activation: ActivationRef) -> Value {
        self.activation_head(activation).next
    }

    /// Sets what was waiting for the same promise before.
    #[inline]
    pub fn set_activation_next(&mut self, activation: ActivationRef, next: Value) {
        // SAFETY: as in `activation_head`; `&mut self` makes the reference unique.
        let head = unsafe { &mut *self.head_of(activation) };
        head.next = next;
    }
}
