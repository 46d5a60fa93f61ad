//! A store of things that stay where they are: compiled code, natives.

use std::cell::UnsafeCell;
use std::ops::Index;

/// An append-only list of boxes. Nothing is dropped or moved before the store itself, so that code
/// that is running can't go away under its own feet.
pub struct Store<T: 'static> {
    items: UnsafeCell<Vec<Box<T>>>,
}

impl<T> Store<T> {
    /// An empty store.
    pub fn new() -> Store<T> {
        Store {
            items: UnsafeCell::default(),
        }
    }

    #[inline(always)]
    fn items(&self) -> &Vec<Box<T>> {
        // SAFETY: the list is changed in `push` alone, which can't run while a reference to it is
        // in use: the functions here hand out references to items, never to the list, and the
        // store isn't shared between threads.
        unsafe { &*self.items.get() }
    }

    /// Adds an item; its number.
    pub fn push(&self, item: T) -> u32 {
        // SAFETY: as in `items`; moving the boxes doesn't move the items.
        let items = unsafe { &mut *self.items.get() };
        items.push(Box::new(item));
        (items.len() - 1) as u32
    }

    /// An item that can be held while the store's owner is being changed. It must not be held
    /// longer than the store lives: within this crate, only while a call into the agent that owns
    /// the store is under way.
    #[inline(always)]
    pub fn get(&self, number: u32) -> &'static T {
        let item: *const T = &*self.items()[number as usize];
        // SAFETY: the box is neither moved nor dropped before the store, and whoever runs code
        // runs it inside a call that borrows the agent, which owns the store.
        unsafe { &*item }
    }
}

impl<T> Default for Store<T> {
    fn default() -> Store<T> {
        Store::new()
    }
}

impl<T> Index<u32> for Store<T> {
    type Output = T;

    fn index(&self, number: u32) -> &T {
        &self.items()[number as usize]
    }
}
