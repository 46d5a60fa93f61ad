//! Suspended activations: the frames of generators and async functions that wait.
//!
//! A cell has room for one of a few numbers of slots, so that a frame goes there and comes back as
//! a copy of a fixed size; larger frames have a box. What is copied beyond the slots in use is
//! neither traced nor read.

use super::arena::Cell;
use super::stack::{CALLEE, Frame, LINK, THIS};
use super::value::{ActivationRef, Kind, Value};
use super::{Heap, alloc};

/// What every activation begins with.
#[derive(Clone, Copy)]
#[repr(C)]
pub(super) struct Head {
    /// How many slots are in use.
    len: u32,
    /// Where in its source it waits.
    position: u32,
    /// Where it waits for a promise that others were waiting for before: the newest of those
    /// reactions and activations; else `undefined`.
    next: Value,
}

impl Default for Head {
    fn default() -> Head {
        Head {
            len: 0,
            position: 0,
            next: Value::UNDEFINED,
        }
    }
}

/// A frame of up to `N` slots. Where a running frame has its link stands the owner: the promise
/// or generator object that the activation settles.
#[repr(C)]
pub(super) struct Activation<const N: usize> {
    head: Head,
    slots: [Value; N],
}

/// A frame of any size.
#[derive(Default)]
#[repr(C)]
pub(super) struct ActivationLarge {
    head: Head,
    slots: Box<[Value]>,
}

impl<const N: usize> Default for Activation<N> {
    fn default() -> Self {
        Activation {
            head: Head::default(),
            slots: [Value::UNDEFINED; N],
        }
    }
}

impl<const N: usize> Cell for Activation<N> {
    #[inline(always)]
    fn owns_memory(&self) -> bool {
        false
    }
}

impl Cell for ActivationLarge {
    #[inline(always)]
    fn owns_memory(&self) -> bool {
        true
    }
}

impl ActivationLarge {
    pub(super) fn external_bytes(&self) -> usize {
        self.slots.len() * 8
    }
}

impl<const N: usize> Activation<N> {
    #[inline(always)]
    fn new(head: Head, frame: Frame, owner: Value) -> Self {
        let mut slots = frame.copy_out();
        slots[LINK] = owner;
        Activation { head, slots }
    }
}

/// A frame that suspends itself.
#[derive(Clone, Copy)]
pub struct Suspending {
    /// The frame.
    pub frame: Frame,
    /// How many of its slots are in use.
    pub depth: u32,
    /// Where in its source it stands.
    pub position: u32,
    /// The promise or generator object that it settles.
    pub owner: Value,
}

impl Heap {
    /// Keeps a frame, in the activation that it came from where that is large enough.
    #[inline]
    pub fn suspend_frame(
        &mut self,
        suspending: Suspending,
        from: Option<ActivationRef>,
    ) -> ActivationRef {
        let Suspending {
            frame,
            depth,
            position,
            owner,
        } = suspending;
        let next = Value::UNDEFINED;
        let head = Head {
            len: depth,
            position,
            next,
        };
        if let Some(from) = from {
            let offset = from.value().offset();
            match from.value().tag() {
                8 if depth <= 6 => {
                    *self.activation6.get_mut(offset) = Activation::new(head, frame, owner);
                    return from;
                }
                9 if depth <= 10 => {
                    *self.activation10.get_mut(offset) = Activation::new(head, frame, owner);
                    return from;
                }
                10 if depth <= 14 => {
                    *self.activation14.get_mut(offset) = Activation::new(head, frame, owner);
                    return from;
                }
                11 if depth <= 22 => {
                    *self.activation22.get_mut(offset) = Activation::new(head, frame, owner);
                    return from;
                }
                12 if depth as usize <= self.activation_large.get(offset).slots.len() => {
                    let cell = self.activation_large.get_mut(offset);
                    cell.head = head;
                    frame.save(&mut cell.slots[..depth as usize]);
                    cell.slots[LINK] = owner;
                    return from;
                }
                _ => {}
            }
        }
        self.new_activation(head, frame, owner)
    }

    fn new_activation(&mut self, head: Head, frame: Frame, owner: Value) -> ActivationRef {
        let (kind, offset) = match head.len {
            0..=6 => (
                Kind::Activation6,
                alloc!(self, activation6, Activation::new(head, frame, owner)),
            ),
            7..=10 => (
                Kind::Activation10,
                alloc!(self, activation10, Activation::new(head, frame, owner)),
            ),
            11..=14 => (
                Kind::Activation14,
                alloc!(self, activation14, Activation::new(head, frame, owner)),
            ),
            15..=22 => (
                Kind::Activation22,
                alloc!(self, activation22, Activation::new(head, frame, owner)),
            ),
            len => {
                let mut slots = vec![Value::UNDEFINED; len as usize].into_boxed_slice();
                frame.save(&mut slots);
                slots[LINK] = owner;
                self.report_external(slots.len() * 8);
                let cell = ActivationLarge { head, slots };
                (Kind::ActivationLarge, alloc!(self, activation_large, cell))
            }
        };
        ActivationRef(Value::from_parts(kind, offset))
    }

    /// Lays a suspended frame back onto the stack. Its link is left to the caller.
    #[inline]
    pub fn resume_frame(&self, activation: ActivationRef, frame: Frame) {
        let offset = activation.value().offset();
        match activation.value().tag() {
            8 => frame.copy_in(&self.activation6.get(offset).slots),
            9 => frame.copy_in(&self.activation10.get(offset).slots),
            10 => frame.copy_in(&self.activation14.get(offset).slots),
            11 => frame.copy_in(&self.activation22.get(offset).slots),
            _ => {
                let cell = self.activation_large.get(offset);
                frame.restore(&cell.slots[..cell.head.len as usize]);
            }
        }
    }

    /// An activation's slots, the owner in the place of the link.
    #[inline]
    fn activation_slots(&self, activation: ActivationRef) -> &[Value] {
        let offset = activation.value().offset();
        match activation.value().tag() {
            8 => &self.activation6.get(offset).slots,
            9 => &self.activation10.get(offset).slots,
            10 => &self.activation14.get(offset).slots,
            11 => &self.activation22.get(offset).slots,
            _ => &self.activation_large.get(offset).slots,
        }
    }

    #[inline(always)]
    fn head(&self, activation: ActivationRef) -> *mut Head {
        let value = activation.value();
        let base = self.bases[value.tag() as usize];
        base.wrapping_add(value.offset() as usize * 8).cast()
    }

    #[inline(always)]
    fn activation_head(&self, activation: ActivationRef) -> &Head {
        // SAFETY: an activation's tag names a region of cells that begin with a head (repr(C)),
        // and its offset a cell of that region; arenas never shrink.
        unsafe { &*self.head(activation) }
    }

    /// The function whose frame it is.
    #[inline]
    pub fn activation_callee(&self, activation: ActivationRef) -> Value {
        self.activation_slots(activation)[CALLEE]
    }

    /// Its `this`.
    pub fn activation_this(&self, activation: ActivationRef) -> Value {
        self.activation_slots(activation)[THIS]
    }

    /// The promise or generator object that it settles.
    #[inline]
    pub fn activation_owner(&self, activation: ActivationRef) -> Value {
        self.activation_slots(activation)[LINK]
    }

    /// Sets the owner of an activation that was made before it.
    pub fn set_activation_owner(&mut self, activation: ActivationRef, owner: Value) {
        let offset = activation.value().offset();
        let slots: &mut [Value] = match activation.value().tag() {
            8 => &mut self.activation6.get_mut(offset).slots,
            9 => &mut self.activation10.get_mut(offset).slots,
            10 => &mut self.activation14.get_mut(offset).slots,
            11 => &mut self.activation22.get_mut(offset).slots,
            _ => &mut self.activation_large.get_mut(offset).slots,
        };
        slots[LINK] = owner;
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
        let head = unsafe { &mut *self.head(activation) };
        head.next = next;
    }

    /// How many values a collection finds in it, and the one at a place.
    pub(super) fn activation_len(&self, activation: ActivationRef) -> usize {
        self.activation_head(activation).len as usize
    }

    /// One of its slots.
    pub(super) fn activation_slot(&self, activation: ActivationRef, slot: usize) -> Value {
        self.activation_slots(activation)[slot]
    }
}
