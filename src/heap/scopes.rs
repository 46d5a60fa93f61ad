//! Scope objects: captured variables, in cells of a few sizes.

use super::cells::*;
use super::{Heap, Kind, Value, alloc};

impl Heap {
    /// Makes a scope object for `count` captured variables, each set to `value`.
    #[inline]
    pub fn new_scope(&mut self, parent: Value, count: usize, value: Value) -> Value {
        match count {
            0..=3 => {
                let offset = alloc!(
                    self,
                    scope3,
                    Scope::<3> {
                        parent,
                        slots: [value; 3]
                    }
                );
                Value::from_parts(Kind::Scope3, offset)
            }
            4..=7 => {
                let offset = alloc!(
                    self,
                    scope7,
                    Scope::<7> {
                        parent,
                        slots: [value; 7]
                    }
                );
                Value::from_parts(Kind::Scope7, offset)
            }
            8..=15 => {
                let offset = alloc!(
                    self,
                    scope15,
                    Scope::<15> {
                        parent,
                        slots: [value; 15]
                    }
                );
                Value::from_parts(Kind::Scope15, offset)
            }
            _ => {
                self.allocated += count * 8;
                let cell = ScopeLarge {
                    parent,
                    slots: vec![value; count].into_boxed_slice(),
                    _spare: 0,
                };
                let offset = alloc!(self, scope_large, cell);
                Value::from_parts(Kind::ScopeLarge, offset)
            }
        }
    }

    /// A copy of a scope object: what a loop's next iteration gets.
    pub fn copy_scope(&mut self, scope: Value) -> Value {
        let parent = self.scope_parent(scope);
        match scope.tag() {
            1 => {
                let slots = self.scope3.get(scope.offset()).slots;
                Value::from_parts(
                    Kind::Scope3,
                    alloc!(self, scope3, Scope::<3> { parent, slots }),
                )
            }
            2 => {
                let slots = self.scope7.get(scope.offset()).slots;
                Value::from_parts(
                    Kind::Scope7,
                    alloc!(self, scope7, Scope::<7> { parent, slots }),
                )
            }
            3 => {
                let slots = self.scope15.get(scope.offset()).slots;
                Value::from_parts(
                    Kind::Scope15,
                    alloc!(self, scope15, Scope::<15> { parent, slots }),
                )
            }
            4 => {
                let slots = self.scope_large.get(scope.offset()).slots.clone();
                self.allocated += slots.len() * 8;
                let offset = alloc!(
                    self,
                    scope_large,
                    ScopeLarge {
                        parent,
                        slots,
                        _spare: 0
                    }
                );
                Value::from_parts(Kind::ScopeLarge, offset)
            }
            tag => unreachable!("not a scope: {tag}"),
        }
    }

    /// The scope around a scope object.
    #[inline(always)]
    pub fn scope_parent(&self, scope: Value) -> Value {
        let tag = scope.tag();
        assert!(tag.wrapping_sub(1) < 4, "not a scope");
        // SAFETY: the place is that of a scope's cell, and those begin with the parent's value
        // (repr(C)).
        unsafe { *self.place(scope).cast::<Value>() }
    }

    /// A captured variable.
    #[inline(always)]
    pub fn scope_get(&self, scope: Value, slot: usize) -> Value {
        match self.scope_slot(scope, slot) {
            // SAFETY: see `scope_slot`.
            Some(place) => unsafe { *place },
            None => self.large_scope_get(scope, slot),
        }
    }

    /// Where a captured variable is in a scope of a size class; `None` for a large scope.
    #[inline(always)]
    fn scope_slot(&self, scope: Value, slot: usize) -> Option<*mut Value> {
        let tag = scope.tag();
        // The tags 1 to 3 have room for 3, 7 and 15 variables.
        if tag.wrapping_sub(1) >= 3 || slot >= (2 << tag) - 1 {
            return None;
        }
        // The slots follow the parent (repr(C)), and the slot is one of them.
        Some(self.place(scope).cast::<Value>().wrapping_add(1 + slot))
    }

    #[inline(never)]
    fn large_scope_get(&self, scope: Value, slot: usize) -> Value {
        assert!(scope.is(Kind::ScopeLarge), "not a scope");
        self.scope_large.get(scope.offset()).slots[slot]
    }

    #[inline(never)]
    fn large_scope_set(&mut self, scope: Value, slot: usize, value: Value) {
        assert!(scope.is(Kind::ScopeLarge), "not a scope");
        self.scope_large.get_mut(scope.offset()).slots[slot] = value;
    }

    /// Sets a captured variable.
    #[inline(always)]
    pub fn scope_set(&mut self, scope: Value, slot: usize, value: Value) {
        match self.scope_slot(scope, slot) {
            // SAFETY: see `scope_slot`; `&mut self` makes the write the only access.
            Some(place) => unsafe { *place = value },
            None => self.large_scope_set(scope, slot, value),
        }
    }
}
