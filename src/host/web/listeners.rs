//! The listeners of an event target: for each type a list in the order in which they were added.
//!
//! Owns the lists, and what a dispatch needs to walk one that changes meanwhile: each listener has a
//! number, greater than those before it. Does not call listeners.

use crate::engine::{Object, PropertyKey, Tracer, Value};
use crate::heap::Marks;

/// How many listeners of a type are unsuspicious, unless a program says otherwise.
pub(super) const MAX_LISTENERS: f64 = 10.0;

/// What a listener was added with.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Traits {
    pub(super) once: bool,
    pub(super) capture: bool,
    pub(super) passive: bool,
    /// It gets the value itself, not the event: added by `on` or `once`.
    pub(super) node_style: bool,
    /// It is an event handler attribute: a value that is called where it can be.
    pub(super) handler: bool,
    /// It is called although the event was stopped.
    pub(super) resists: bool,
}

/// A listener.
#[derive(Clone, Copy, Debug)]
pub(super) struct Listener {
    number: u64,
    /// A function, an object with `handleEvent`, or the value of an event handler attribute.
    pub(super) callback: Value,
    /// What keeps the callback alive, where the target doesn't.
    owner: Option<Object>,
    pub(super) traits: Traits,
}

/// The listeners of one type.
struct OfType {
    key: PropertyKey,
    /// The type as a string, which keeps the key alive.
    name: Value,
    list: Vec<Listener>,
    /// How many count as listeners; one whose callback is set as an attribute counts apart.
    size: usize,
    /// Whether any resists being stopped.
    resists: bool,
    /// The number of the first listener that it had.
    serial: u64,
}

/// A place in the walk over the listeners of a type.
#[derive(Clone, Copy)]
pub(super) struct Walk {
    serial: u64,
    next: u64,
}

/// All listeners of a target.
pub(super) struct Listeners {
    types: Vec<OfType>,
    next: u64,
    /// How many of one type are unsuspicious; 0 for any number.
    pub(super) max: f64,
    /// Whether the program was told of too many.
    pub(super) warned: bool,
}

impl Default for Listeners {
    fn default() -> Listeners {
        Listeners {
            types: Vec::new(),
            next: 0,
            max: MAX_LISTENERS,
            warned: false,
        }
    }
}

impl Listeners {
    pub(super) fn trace(&self, tracer: &mut Tracer<'_>) {
        for of_type in &self.types {
            tracer.mark(of_type.name);
            for listener in &of_type.list {
                match listener.owner {
                    None => tracer.mark(listener.callback),
                    Some(owner) => tracer.mark_ephemeron(owner.value(), listener.callback),
                }
            }
        }
    }

    pub(super) fn bytes(&self) -> usize {
        let lists = self.types.iter();
        let lists = lists.map(|of_type| of_type.list.capacity() * size_of::<Listener>());
        self.types.capacity() * size_of::<OfType>() + lists.sum::<usize>()
    }

    /// Whether a listener doesn't keep its callback alive.
    pub(super) fn is_weak(&self) -> bool {
        let mut listeners = self.types.iter().flat_map(|of_type| &of_type.list);
        listeners.any(|listener| listener.owner.is_some())
    }

    /// Drops listeners whose callback is dead.
    pub(super) fn forget_dead(&mut self, marks: Marks<'_>) {
        for of_type in &mut self.types {
            let before = of_type.list.len();
            of_type
                .list
                .retain(|listener| listener.owner.is_none() || marks.is_live(listener.callback));
            of_type.size -= before - of_type.list.len();
        }
    }

    fn of_type(&self, key: PropertyKey) -> Option<&OfType> {
        self.types.iter().find(|of_type| of_type.key == key)
    }

    fn of_type_mut(&mut self, key: PropertyKey) -> Option<&mut OfType> {
        self.types.iter_mut().find(|of_type| of_type.key == key)
    }

    /// Adds a listener unless it is there; how many of the type there are then.
    pub(super) fn add(
        &mut self,
        (key, name): (PropertyKey, Value),
        callback: Value,
        traits: Traits,
        owner: Option<Object>,
    ) -> Option<usize> {
        let number = self.next;
        let listener = Listener {
            number,
            callback,
            owner,
            traits,
        };
        if let Some(of_type) = self.of_type_mut(key) {
            if find(&of_type.list, callback, traits).is_some() {
                return None;
            }
            of_type.list.push(listener);
            of_type.size += 1;
            of_type.resists |= traits.resists;
            self.next += 1;
            return self.size(key);
        }
        self.types.push(OfType {
            key,
            name,
            list: vec![listener],
            size: 1,
            resists: traits.resists,
            serial: number,
        });
        self.next += 1;
        Some(1)
    }

    /// Removes a listener; how many of the type are left, if it was there.
    pub(super) fn remove(
        &mut self,
        key: PropertyKey,
        callback: Value,
        capture: bool,
    ) -> Option<usize> {
        let traits = Traits {
            capture,
            ..Traits::default()
        };
        let of_type = self.of_type_mut(key)?;
        let at = find(&of_type.list, callback, traits)?;
        of_type.list.remove(at);
        of_type.size -= 1;
        let left = of_type.size;
        if left == 0 {
            self.types.retain(|of_type| of_type.key != key);
        }
        Some(left)
    }

    /// Removes those of a type, or all.
    pub(super) fn clear(&mut self, key: Option<PropertyKey>) {
        self.types
            .retain(|of_type| key.is_some_and(|key| key != of_type.key));
    }

    /// How many of a type there are; `None` where there never was one.
    pub(super) fn size(&self, key: PropertyKey) -> Option<usize> {
        self.of_type(key).map(|of_type| of_type.size)
    }

    /// The types.
    pub(super) fn names(&self) -> impl Iterator<Item = Value> {
        self.types.iter().map(|of_type| of_type.name)
    }

    /// The callbacks of a type.
    pub(super) fn callbacks(&self, key: PropertyKey) -> Vec<Value> {
        let list = self.of_type(key).map_or(&[][..], |of_type| &of_type.list);
        list.iter().map(|listener| listener.callback).collect()
    }

    /// The value of an event handler attribute, if it was ever set.
    pub(super) fn handler(&mut self, key: PropertyKey) -> Option<&mut Value> {
        let list = &mut self.of_type_mut(key)?.list;
        let mut list = list.iter_mut();
        let handler = list.find(|listener| listener.traits.handler);
        handler.map(|listener| &mut listener.callback)
    }

    /// Counts a function that was set as an attribute, or is no longer; how many there are then.
    pub(super) fn count_handler(&mut self, key: PropertyKey, more: bool) -> usize {
        let Some(of_type) = self.of_type_mut(key) else {
            return 0;
        };
        match more {
            true => of_type.size += 1,
            false => of_type.size = of_type.size.saturating_sub(1),
        }
        of_type.size
    }

    /// Begins a walk over the listeners of a type.
    pub(super) fn walk(&self, key: PropertyKey) -> Option<Walk> {
        let of_type = self.of_type(key)?;
        Some(Walk {
            serial: of_type.serial,
            next: of_type.list.first()?.number,
        })
    }

    /// The next listener of a walk, where to go on after it, and whether any listener of the type
    /// resists being stopped. What is added last while the last listener runs isn't reached any more,
    /// as in Node.
    pub(super) fn step(
        &self,
        key: PropertyKey,
        walk: Walk,
    ) -> Option<(Listener, Option<Walk>, bool)> {
        let of_type = self.of_type(key)?;
        if of_type.serial != walk.serial {
            return None;
        }
        let list = &of_type.list;
        let at = list.partition_point(|listener| listener.number < walk.next);
        let next = list.get(at + 1).map(|listener| Walk {
            next: listener.number,
            ..walk
        });
        Some((*list.get(at)?, next, of_type.resists))
    }

    /// Removes a listener that is to be called once; how many of the type are left.
    pub(super) fn take(&mut self, key: PropertyKey, listener: Listener) -> Option<usize> {
        let of_type = self.of_type_mut(key)?;
        let number = listener.number;
        let at = of_type.list.iter().position(|it| it.number == number)?;
        of_type.list.remove(at);
        of_type.size -= 1;
        Some(of_type.size)
    }
}

fn find(list: &[Listener], callback: Value, traits: Traits) -> Option<usize> {
    list.iter().position(|listener| {
        listener.callback == callback
            && listener.traits.capture == traits.capture
            && !listener.traits.handler
            && !traits.handler
    })
}

#[cfg(test)]
mod tests {
    use super::{Listeners, Traits};
    use crate::engine::{PropertyKey, Value};

    const KIND: (PropertyKey, Value) = (PropertyKey::index(0), Value::ZERO);

    fn add(listeners: &mut Listeners, callback: i32) -> Option<usize> {
        listeners.add(KIND, Value::int(callback), Traits::default(), None)
    }

    /// The callbacks that a walk reaches, where each changes the list.
    fn walk(listeners: &mut Listeners, mut change: impl FnMut(&mut Listeners, i32)) -> Vec<i32> {
        let mut reached = Vec::new();
        let mut place = listeners.walk(KIND.0);
        while let Some(at) = place {
            let Some((listener, next, _)) = listeners.step(KIND.0, at) else {
                break;
            };
            place = next;
            let callback = listener.callback.as_int().unwrap_or_default();
            reached.push(callback);
            change(listeners, callback);
        }
        reached
    }

    #[test]
    fn each_is_there_once() {
        let mut listeners = Listeners::default();
        assert_eq!(add(&mut listeners, 1), Some(1));
        assert_eq!(add(&mut listeners, 1), None);
        assert_eq!(add(&mut listeners, 2), Some(2));
        assert_eq!(listeners.remove(KIND.0, Value::int(1), true), None);
        assert_eq!(listeners.remove(KIND.0, Value::int(1), false), Some(1));
        assert_eq!(listeners.remove(KIND.0, Value::int(2), false), Some(0));
        assert_eq!(listeners.size(KIND.0), None);
    }

    #[test]
    fn a_walk_sees_what_changes_behind_it() {
        let mut listeners = Listeners::default();
        (1..=4).for_each(|callback| {
            add(&mut listeners, callback);
        });
        let reached = walk(&mut listeners, |listeners, callback| match callback {
            1 => {
                listeners.remove(KIND.0, Value::int(2), false);
                listeners.remove(KIND.0, Value::int(1), false);
                add(listeners, 5);
            }
            // Too late: nothing follows the last one.
            5 => {
                add(listeners, 6);
            }
            _ => {}
        });
        assert_eq!(reached, [1, 3, 4, 5]);
        assert_eq!(listeners.size(KIND.0), Some(4));
    }

    #[test]
    fn a_new_list_is_not_the_old_one() {
        let mut listeners = Listeners::default();
        (1..=2).for_each(|callback| {
            add(&mut listeners, callback);
        });
        let reached = walk(&mut listeners, |listeners, _| {
            listeners.clear(None);
            add(listeners, 3);
        });
        assert_eq!(reached, [1]);
    }
}
