//! Protectors: what has to be true for short cuts to go unnoticed, and what tells whether it is.
//!
//! Here: properties of intrinsics that built-ins take short cuts by, as long as scripts leave them
//! alone. In `arrays`: the iteration of arrays, and the elements that they inherit.
//!
//! The maker of an intrinsic registers the property under an [`Original`]; asking whether it is
//! still what it was costs a comparison of a layout and of a value. What it was is taken down as
//! the properties of the intrinsic are made, before a script can change one.

mod arrays;
mod table;

pub use arrays::{ArrayIterator, IterationKind};
pub use table::Original;
pub(super) use table::Protectors;

use super::Agent;
use crate::heap::{CALLEE, CachedSlot, LINK, Link, Value};
use table::Watched;

impl Agent {
    /// What a property was when it was made; `None` where none was registered.
    #[inline]
    pub fn original_value(&mut self, original: Original) -> Option<Value> {
        match self.realm.protectors.0[original as usize] {
            Some(watched) => Some(watched.value),
            None => self.watch_original(original),
        }
    }

    /// The same, where anything has asked for it before.
    pub(super) fn known_original(&self, original: Original) -> Option<Value> {
        let watched = self.realm.protectors.0[original as usize].as_ref();
        watched.map(|watched| watched.value)
    }

    /// Whether a property is still what it was when it was made. For a text of the host's own it
    /// always is.
    #[inline]
    pub fn is_original(&mut self, original: Original) -> bool {
        self.is_untouched(original) || self.serves_own_text()
    }

    /// The same for all texts.
    #[inline]
    pub fn is_untouched(&mut self, original: Original) -> bool {
        match &self.realm.protectors.0[original as usize] {
            Some(watched)
                if self.heap.read_cached(watched.holder.value(), watched.slot)
                    == Some(watched.value) =>
            {
                true
            }
            _ => self.look_at_original(original),
        }
    }

    /// Whether what runs is a text of the host's own, or natives that one has called: what scripts do
    /// to intrinsics is nothing to those.
    #[cold]
    #[inline(never)]
    pub fn serves_own_text(&self) -> bool {
        let is_own = |function: Value| {
            let code = self.heap.function_code(function);
            code.map(|code| self.codes[code].source.is_internal())
        };
        let mut frame = self.machine.frame;
        loop {
            if let Some(own) = is_own(frame.get(CALLEE)) {
                return own;
            }
            let link = Link::from_value(frame.get(LINK));
            match link.filter(|link| link.distance() > 0) {
                Some(link) => frame = frame.below(link.distance() as usize),
                None => return false,
            }
        }
    }

    #[cold]
    #[inline(never)]
    fn watch_original(&mut self, original: Original) -> Option<Value> {
        let (holder, key, value) = self.take_original(original)?;
        self.realm.protectors.0[original as usize] = Some(Watched {
            holder,
            key,
            slot: CachedSlot::default(),
            value,
        });
        Some(value)
    }

    #[cold]
    #[inline(never)]
    fn look_at_original(&mut self, original: Original) -> bool {
        if self.original_value(original).is_none() {
            return false;
        }
        let Some(watched) = &mut self.realm.protectors.0[original as usize] else {
            return false;
        };
        let Some(found) = self.heap.lookup(watched.holder, watched.key) else {
            return false;
        };
        if self.heap.read_slot(watched.holder, found.slot) != Some(watched.value) {
            return false;
        }
        if let Some((slot, _)) = self.heap.cache_slot(watched.holder, watched.key) {
            watched.slot = slot;
        }
        true
    }
}
