//! Boxes of internal data: pairs of accessors, data of the engine and of hosts.

use super::cells::{InternalCell, InternalData};
use super::host_data::bytes_of;
use super::{Heap, InternalRef, alloc};

impl Heap {
    /// Makes a box of internal data.
    pub fn new_internal(&mut self, data: InternalData) -> InternalRef {
        if let InternalData::Boxed(data) = &data {
            self.allocated += bytes_of(&**data);
        }
        InternalRef(alloc!(self, internals, InternalCell { data, _spare: 0 }))
    }

    /// The internal data in a box.
    pub fn internal(&self, handle: InternalRef) -> &InternalData {
        &self.internals.get(handle.0).data
    }

    /// The internal data in a box, to change.
    pub fn internal_mut(&mut self, handle: InternalRef) -> &mut InternalData {
        &mut self.internals.get_mut(handle.0).data
    }
}
