//! A store of things that stay where they are while anything uses them: compiled code, natives.
//!
//! What is in a slot is dropped only by [`Store::remove`], which refuses as long as a [`Held`]
//! refers to it; a slot itself is never given back before the store. So neither a [`Held`] nor
//! what a [`Remembered`] gives can come to lie on memory that is gone, whatever else is wrong.

use std::cell::{Cell, UnsafeCell};
use std::mem::ManuallyDrop;
use std::ops::{Deref, Index};
use std::ptr::NonNull;

struct Slot<T> {
    /// How many [`Held`] refer to the item.
    holders: Cell<usize>,
    /// How many [`Remembered`] refer to the slot.
    watchers: Cell<usize>,
    item: UnsafeCell<ManuallyDrop<T>>,
}

/// A list of items by number. The number of an item that was removed is given to another.
pub struct Store<T> {
    slots: UnsafeCell<Vec<NonNull<Slot<T>>>>,
    free: Vec<u32>,
}

impl<T> Store<T> {
    /// An empty store.
    pub fn new() -> Store<T> {
        Store {
            slots: UnsafeCell::default(),
            free: Vec::new(),
        }
    }

    #[inline(always)]
    fn slot(&self, number: u32) -> &Slot<T> {
        // SAFETY: the list is changed in `append` alone, which can't run while this reference to
        // it is in use, as the store isn't shared between threads. A slot lives as long as the
        // store, and is reached by shared references only until it is dropped.
        unsafe { (&(*self.slots.get()))[number as usize].as_ref() }
    }

    /// Adds an item behind all others; its number.
    pub fn append(&self, item: T) -> u32 {
        let slot = Box::new(Slot {
            holders: Cell::new(0),
            watchers: Cell::new(0),
            item: UnsafeCell::new(ManuallyDrop::new(item)),
        });
        // SAFETY: as in `slot`: no reference to the list is in use.
        let slots = unsafe { &mut *self.slots.get() };
        slots.push(NonNull::from(Box::leak(slot)));
        (slots.len() - 1) as u32
    }

    /// Adds an item, where one was removed if there is such a place; its number.
    pub fn insert(&mut self, item: T) -> u32 {
        let Some(number) = self.free.pop() else {
            return self.append(item);
        };
        self.replace(number, item);
        number
    }

    /// Puts `vacant` into an item's place and drops the item, whose number is free then; refuses
    /// where the item is held.
    pub fn remove(&mut self, number: u32, vacant: T) -> bool {
        if self.is_held(number) {
            return false;
        }
        self.replace(number, vacant);
        self.free.push(number);
        true
    }

    fn replace(&mut self, number: u32, item: T) {
        let slot = self.slot(number);
        assert_eq!(slot.holders.get(), 0, "the item is in use");
        // SAFETY: references to the item come from a `Held`, of which there is none, or from a
        // borrow of the store, which `&mut self` excludes.
        let old = unsafe { std::ptr::replace(slot.item.get(), ManuallyDrop::new(item)) };
        // Dropped when it is out of the slot: what is in it may remember this very slot.
        drop(ManuallyDrop::into_inner(old));
    }

    /// An item, to be used while the store's owner is being changed.
    #[inline(always)]
    pub fn get(&self, number: u32) -> Held<T> {
        Held::new(self.slot(number))
    }

    /// Whether a [`Held`] refers to the item.
    pub fn is_held(&self, number: u32) -> bool {
        self.slot(number).holders.get() > 0
    }

    /// The numbers of the items that a [`Held`] refers to.
    pub fn held(&self) -> impl Iterator<Item = u32> {
        (0..self.len() as u32).filter(|&number| self.is_held(number))
    }

    /// A store with what `make` gives for each item, under the same numbers.
    pub fn map(&self, mut make: impl FnMut(&T) -> T) -> Store<T> {
        let mut other = Store::new();
        for number in 0..self.len() as u32 {
            other.append(make(&self[number]));
        }
        other.free.clone_from(&self.free);
        other
    }

    /// How many items there are, counting those that were removed.
    pub fn len(&self) -> usize {
        // SAFETY: as in `slot`.
        unsafe { (&(*self.slots.get())).len() }
    }
}

impl<T> Default for Store<T> {
    fn default() -> Store<T> {
        Store::new()
    }
}

impl<T> Index<u32> for Store<T> {
    type Output = T;

    #[inline(always)]
    fn index(&self, number: u32) -> &T {
        // SAFETY: an item is replaced only through `&mut self`, so not while this borrow lasts.
        unsafe { &*self.slot(number).item.get() }
    }
}

impl<T> Drop for Store<T> {
    fn drop(&mut self) {
        let slots = std::mem::take(self.slots.get_mut());
        // What is held has to stay; then it is leaked.
        let is_free = |slot: &NonNull<Slot<T>>| {
            // SAFETY: slots are freed below, after this.
            unsafe { slot.as_ref() }.holders.get() == 0
        };
        let free: Vec<NonNull<Slot<T>>> = slots.into_iter().filter(is_free).collect();
        // All items before any slot, as an item may remember other slots.
        for slot in &free {
            // SAFETY: nothing holds the item, and it is dropped here once, as slots drop none.
            unsafe { ManuallyDrop::drop(&mut *slot.as_ref().item.get()) };
        }
        for slot in free {
            // SAFETY: the slot came from a box in `append`. Nothing holds its item and nothing
            // remembers it, so that no pointer to it is left.
            unsafe {
                if slot.as_ref().watchers.get() == 0 {
                    drop(Box::from_raw(slot.as_ptr()));
                }
            }
        }
    }
}

/// An item in use: as long as this lives, the item isn't dropped. Not the way to keep something
/// alive for long: the collector takes what is held for a root.
pub struct Held<T>(NonNull<Slot<T>>);

impl<T> Held<T> {
    #[inline(always)]
    fn new(slot: &Slot<T>) -> Held<T> {
        slot.holders.set(slot.holders.get() + 1);
        Held(NonNull::from(slot))
    }

    #[inline(always)]
    fn slot(&self) -> &Slot<T> {
        // SAFETY: a slot with a holder isn't freed.
        unsafe { self.0.as_ref() }
    }
}

impl<T> Deref for Held<T> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: an item with a holder is neither replaced nor dropped.
        unsafe { &*self.slot().item.get() }
    }
}

impl<T> Clone for Held<T> {
    #[inline]
    fn clone(&self) -> Held<T> {
        Held::new(self.slot())
    }
}

impl<T> Drop for Held<T> {
    #[inline(always)]
    fn drop(&mut self) {
        let holders = &self.slot().holders;
        holders.set(holders.get() - 1);
    }
}

/// The item that was used last at some place, by its number: where the same is used again, what
/// there is to read of it doesn't have to wait for the way through the store. Keeps nothing alive:
/// a number leads to the same slot for ever, whatever item is in it.
pub struct Remembered<T> {
    number: Cell<u32>,
    slot: Cell<Option<NonNull<Slot<T>>>>,
}

impl<T> Remembered<T> {
    /// The item with a number. All calls are to be with the same store.
    #[inline(always)]
    pub fn find(&self, store: &Store<T>, number: u32) -> Held<T> {
        match self.slot.get() {
            // SAFETY: a slot that is remembered isn't freed.
            Some(slot) if self.number.get() == number => Held::new(unsafe { slot.as_ref() }),
            _ => self.refill(store, number),
        }
    }

    #[inline(never)]
    fn refill(&self, store: &Store<T>, number: u32) -> Held<T> {
        let slot = store.slot(number);
        slot.watchers.set(slot.watchers.get() + 1);
        self.forget();
        self.number.set(number);
        self.slot.set(Some(NonNull::from(slot)));
        Held::new(slot)
    }

    fn forget(&self) {
        if let Some(slot) = self.slot.take() {
            // SAFETY: as in `find`.
            let watchers = unsafe { &slot.as_ref().watchers };
            watchers.set(watchers.get() - 1);
        }
    }
}

impl<T> Default for Remembered<T> {
    fn default() -> Remembered<T> {
        Remembered {
            number: Cell::new(0),
            slot: Cell::new(None),
        }
    }
}

impl<T> Drop for Remembered<T> {
    fn drop(&mut self) {
        self.forget();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::rc::Rc;

    #[test]
    fn what_is_held_is_not_removed() {
        let mut store = Store::new();
        let text = Rc::new(String::from("a"));
        let number = store.insert(Rc::clone(&text));
        let held = store.get(number);
        assert!(!store.remove(number, Rc::default()));
        assert_eq!(store.held().collect::<Vec<_>>(), [number]);
        assert_eq!(**held, "a");
        drop(held);
        assert_eq!(Rc::strong_count(&text), 2);
        assert!(store.remove(number, Rc::default()));
        assert_eq!(Rc::strong_count(&text), 1);
        assert_eq!(store.insert(Rc::new(String::from("b"))), number);
        assert_eq!((store.len(), store[number].as_str()), (1, "b"));
    }

    #[test]
    fn what_is_remembered_is_what_has_the_number_now() {
        let mut store = Store::new();
        let (first, second) = (store.insert(1), store.insert(2));
        let remembered = Remembered::default();
        assert_eq!(*remembered.find(&store, first), 1);
        assert_eq!(*remembered.find(&store, second), 2);
        assert!(store.remove(second, 0));
        assert_eq!(store.insert(3), second);
        assert_eq!(*remembered.find(&store, second), 3);
    }

    #[test]
    fn holders_and_memories_may_outlive_the_store() {
        /// Remembers a slot of its own store, as call sites do.
        #[derive(Default)]
        struct Site {
            callee: Remembered<Site>,
        }
        let mut store = Store::new();
        let numbers = [(); 3].map(|()| store.insert(Site::default()));
        for number in numbers {
            let site = store.get(number);
            site.callee.find(&store, numbers[0]);
        }
        let held = store.get(numbers[1]);
        let remembered = Remembered::default();
        remembered.find(&store, numbers[2]);
        drop(store);
        assert!(held.callee.slot.get().is_some());
        drop(held);
        drop(remembered);
    }
}
