//! Slots of frames by their number, and who hands the numbers out.
//!
//! What lowers a function reserves its slots from one [`Slots`]; code is entered with as many as
//! that counted. There is no other way to a [`Slot`] than to reserve it (or to be one of those that
//! every frame has), so a node can't use one that its frame hasn't got.
//!
//! That no two uses of a slot overlap is for the lowering to see to. Builds with debug assertions
//! check it: each reservation has a number of its own there, a write leaves it beside the value, and
//! a read of a slot whose value another reservation has written panics (see `stack`).

use std::ops::Add;

/// A slot of a frame: reserved for one use.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Slot {
    pub(super) index: u32,
    #[cfg(debug_assertions)]
    pub(super) owner: Owner,
}

/// Which reservation a slot belongs to, in builds with debug assertions.
#[cfg(debug_assertions)]
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct Owner(pub(super) u32);

#[cfg(debug_assertions)]
impl Owner {
    /// What the frame itself consists of, calls write to and variables live in.
    pub(super) const FRAME: Owner = Owner(0);
    /// The header, which the caller sees as slots of its own.
    pub(super) const HEADER: Owner = Owner(u32::MAX);

    /// Whether a slot of this owner may be read where `writer` wrote to it last.
    pub(super) fn may_read(self, writer: Owner) -> bool {
        self == writer || self == Owner::HEADER
    }
}

impl Slot {
    pub(super) const fn header(index: u32) -> Slot {
        Slot {
            index,
            #[cfg(debug_assertions)]
            owner: Owner::HEADER,
        }
    }

    /// One of the slots behind this one in the same reservation, to be remembered.
    pub const fn after(self, slots: u32) -> Slot {
        Slot {
            index: self.index + slots,
            #[cfg(debug_assertions)]
            owner: self.owner,
        }
    }

    /// How many slots of the frame lie below it.
    #[inline(always)]
    pub const fn depth(self) -> u32 {
        self.index
    }
}

/// A [`Slot`], or a [`Place`] behind one.
pub trait InFrame: Copy {
    /// Where in the frame it is.
    fn place(self) -> Place;
}

/// One of the slots behind a slot in the same reservation.
#[derive(Clone, Copy)]
pub struct Place {
    pub(super) index: usize,
    #[cfg(debug_assertions)]
    pub(super) owner: Owner,
}

impl InFrame for Slot {
    #[inline(always)]
    fn place(self) -> Place {
        Place {
            index: self.index as usize,
            #[cfg(debug_assertions)]
            owner: self.owner,
        }
    }
}

impl InFrame for Place {
    #[inline(always)]
    fn place(self) -> Place {
        self
    }
}

impl Add<u32> for Slot {
    type Output = Place;

    #[inline(always)]
    fn add(self, slots: u32) -> Place {
        let place = self.place();
        Place {
            index: place.index + slots as usize,
            #[cfg(debug_assertions)]
            owner: place.owner,
        }
    }
}

/// Hands out the slots of one function's frame.
pub struct Slots {
    depth: u32,
    most: u32,
    #[cfg(debug_assertions)]
    reservations: u32,
}

/// A state that [`Slots`] can be set back to.
#[derive(Clone, Copy)]
pub struct Mark(u32);

impl Slots {
    /// Those above a header of `header` slots.
    pub const fn above(header: u32) -> Slots {
        Slots {
            depth: header,
            most: header,
            #[cfg(debug_assertions)]
            reservations: 0,
        }
    }

    fn take(&mut self, count: u32) -> u32 {
        let index = self.depth;
        self.depth = index.saturating_add(count);
        self.most = self.most.max(self.depth);
        index
    }

    /// Reserves slots above all that are reserved, for values that wait.
    pub fn reserve(&mut self, count: u32) -> Slot {
        #[cfg(debug_assertions)]
        {
            self.reservations += 1;
        }
        Slot {
            index: self.take(count),
            #[cfg(debug_assertions)]
            owner: Owner(self.reservations),
        }
    }

    /// Reserves slots above all that are reserved, for arguments and variables.
    pub fn reserve_variables(&mut self, count: u32) -> Slot {
        Slot {
            index: self.take(count),
            #[cfg(debug_assertions)]
            owner: Owner::FRAME,
        }
    }

    /// What is reserved now.
    pub const fn mark(&self) -> Mark {
        Mark(self.depth)
    }

    /// Frees all that was reserved since.
    pub fn release(&mut self, mark: Mark) {
        self.depth = mark.0;
    }

    /// How many slots are reserved now.
    pub const fn depth(&self) -> u32 {
        self.depth
    }

    /// How many slots a frame needs.
    pub const fn size(&self) -> u32 {
        self.most
    }
}
