//! The cells of suspended activations, in a few sizes.

use super::arena::Cell;
#[cfg(debug_assertions)]
use super::slot::Owner;
use super::stack::{Frame, LINK};
use super::value::Value;

/// What every activation begins with.
#[derive(Clone, Copy)]
#[repr(C)]
pub(super) struct Head {
    /// How many slots are in use.
    pub(super) len: u32,
    /// Where in its source it waits.
    pub(super) position: u32,
    /// The interpreter's own word: the way down to where it waits.
    pub(super) path: u64,
    /// What waited for the same promise before it, where it awaits one: a reaction, an activation
    /// or `undefined`.
    pub(super) next: Value,
}

impl Default for Head {
    fn default() -> Head {
        Head {
            len: 0,
            position: 0,
            path: 0,
            next: Value::UNDEFINED,
        }
    }
}

/// A frame of up to `N` slots. In place of a running frame's link it has the owner: the promise
/// or generator object that the activation settles.
#[repr(C)]
pub(super) struct Activation<const N: usize> {
    pub(super) head: Head,
    pub(super) slots: [Value; N],
    /// Which reservations wrote to the slots.
    #[cfg(debug_assertions)]
    pub(super) owners: [Owner; N],
}

/// A frame of any size.
#[derive(Default)]
#[repr(C)]
pub(super) struct ActivationLarge {
    pub(super) head: Head,
    pub(super) slots: Box<[Value]>,
    /// Which reservations wrote to the slots.
    #[cfg(debug_assertions)]
    pub(super) owners: Box<[Owner]>,
    /// The whole way down, where a word doesn't suffice.
    pub(super) long_path: Box<[u64]>,
}

impl<const N: usize> Default for Activation<N> {
    fn default() -> Self {
        Activation {
            head: Head::default(),
            slots: [Value::UNDEFINED; N],
            #[cfg(debug_assertions)]
            owners: [Owner::FRAME; N],
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

impl<const N: usize> Activation<N> {
    #[inline(always)]
    pub(super) fn overwrite(&mut self, suspending: &Suspending) {
        self.head = suspending.head();
        self.slots = suspending.frame.copy_out();
        #[cfg(debug_assertions)]
        suspending.frame.save_owners(&mut self.owners);
        self.slots[LINK.depth() as usize] = suspending.owner;
    }

    #[inline(always)]
    pub(super) fn lay_back(&self, frame: Frame) {
        frame.copy_in(&self.slots);
        #[cfg(debug_assertions)]
        frame.restore_owners(&self.owners);
    }
}

impl ActivationLarge {
    pub(super) fn external_bytes(&self) -> usize {
        (self.slots.len() + self.long_path.len()) * 8
    }

    pub(super) fn new(suspending: &Suspending, long_path: Box<[u64]>) -> ActivationLarge {
        let mut cell = ActivationLarge {
            head: suspending.head(),
            slots: vec![Value::UNDEFINED; suspending.depth as usize].into_boxed_slice(),
            #[cfg(debug_assertions)]
            owners: vec![Owner::FRAME; suspending.depth as usize].into_boxed_slice(),
            long_path,
        };
        suspending.frame.save(&mut cell.slots);
        #[cfg(debug_assertions)]
        suspending.frame.save_owners(&mut cell.owners);
        cell.slots[LINK.depth() as usize] = suspending.owner;
        cell
    }

    pub(super) fn overwrite(&mut self, suspending: &Suspending) {
        self.head = suspending.head();
        self.long_path = Box::default();
        suspending
            .frame
            .save(&mut self.slots[..suspending.depth as usize]);
        #[cfg(debug_assertions)]
        suspending
            .frame
            .save_owners(&mut self.owners[..suspending.depth as usize]);
        self.slots[LINK.depth() as usize] = suspending.owner;
    }
}

/// A frame that suspends itself.
#[derive(Clone, Copy)]
pub struct Suspending {
    /// The frame.
    pub frame: Frame,
    /// How many of its slots are in use.
    pub depth: u32,
    /// Where in its source it is suspended.
    pub position: u32,
    /// The interpreter's own word.
    pub path: u64,
    /// The promise or generator object that it settles.
    pub owner: Value,
}

impl Suspending {
    #[inline(always)]
    pub(super) fn head(&self) -> Head {
        Head {
            len: self.depth,
            position: self.position,
            path: self.path,
            next: Value::UNDEFINED,
        }
    }
}
