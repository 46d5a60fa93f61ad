//! What hosts and built-ins keep in an agent or a realm: one piece of data of each type.
//!
//! There are some twenty, set at the start and asked for again and again, so a list with the types
//! beside the data is found through faster than a table.

use crate::heap::{HostData, Tracer};
use std::any::{Any, TypeId};

/// Data by its type.
#[derive(Default)]
pub(super) struct TypeMap(Vec<(TypeId, Box<dyn HostData>)>);

impl TypeMap {
    /// The data of a type, if some was set.
    #[inline]
    pub(super) fn get<T: HostData>(&self) -> Option<&T> {
        let data: &dyn Any = &*self.0[self.place::<T>()?].1;
        data.downcast_ref()
    }

    /// As [`TypeMap::get`], to change. What is asked for often comes to the front.
    #[inline]
    pub(super) fn get_mut<T: HostData>(&mut self) -> Option<&mut T> {
        let found = self.place::<T>()?;
        let place = found.saturating_sub(1);
        self.0.swap(found, place);
        let data: &mut dyn Any = &mut *self.0[place].1;
        data.downcast_mut()
    }

    #[inline]
    fn place<T: HostData>(&self) -> Option<usize> {
        let id = TypeId::of::<T>();
        self.0.iter().position(|(known, _)| *known == id)
    }

    /// Sets the data of its type.
    pub(super) fn set<T: HostData>(&mut self, data: T) {
        match self.place::<T>() {
            Some(place) => self.0[place].1 = Box::new(data),
            None => self.0.push((TypeId::of::<T>(), Box::new(data))),
        }
    }

    /// All of it.
    pub(super) fn iter(&self) -> impl Iterator<Item = &dyn HostData> {
        self.0.iter().map(|(_, data)| &**data)
    }

    /// Marks what it holds.
    pub(super) fn trace(&self, tracer: &mut Tracer<'_>) {
        self.iter().for_each(|data| data.trace(tracer));
    }
}
