//! What is alive: keeping values while natives run, the roots of a collection, and when code is
//! dropped.

use super::realm::LiveRealms;
use super::{Agent, Code};
use crate::budget::Termination;
use crate::heap::{Object, PropertyKey, Tracer, UnitId, Value, memory};
use crate::source::SourceText;
use std::cell::RefCell;
use std::rc::Rc;

impl Agent {
    /// Keeps a value alive until the running native returns.
    #[inline]
    pub fn keep(&mut self, value: Value) {
        if self.machine.top >= self.machine.soft_limit {
            return self.keep_at_limit(value);
        }
        self.machine.top.keep(value);
        self.machine.top = self.machine.top.at(1);
    }

    #[cold]
    #[inline(never)]
    fn keep_at_limit(&mut self, value: Value) {
        if !self.machine.stack.grow(self.machine.top, 1) {
            // The stack is exhausted: the value waits beside it.
            return self.roots.kept_beside.push(value);
        }
        self.machine.soft_limit = self.machine.stack.soft_limit();
        self.machine.top.keep(value);
        self.machine.top = self.machine.top.at(1);
    }

    /// Keeps an object alive until the running native returns.
    #[inline]
    pub fn keep_object(&mut self, object: Object) -> Object {
        self.keep(object.value());
        object
    }

    /// Keeps a property key alive until the running native returns.
    pub fn keep_key(&mut self, key: PropertyKey) {
        if let Some(symbol) = key.as_symbol() {
            self.keep(symbol.value());
        } else if let Some(atom) = key.as_atom() {
            self.keep(atom.value());
        }
    }

    /// Keeps property keys alive until the running native returns.
    pub fn keep_keys(&mut self, keys: &[PropertyKey]) {
        let values = keys.iter().filter_map(|key| match key.as_symbol() {
            Some(symbol) => Some(symbol.value()),
            None => key.as_atom().map(Value::from),
        });
        let values = values.collect();
        let list = self.new_array(values);
        self.keep_object(list);
    }

    /// Runs `body`, and forgets what it kept.
    pub fn scoped<T>(&mut self, body: impl FnOnce(&mut Agent) -> T) -> T {
        let top = self.machine.top;
        let result = body(self);
        self.machine.top = top;
        result
    }

    /// [AddToKeptObjects](https://tc39.es/ecma262/#sec-addtokeptobjects)
    pub fn add_to_kept_objects(&mut self, value: Value) {
        self.roots.kept_alive.insert(value);
    }

    /// [ClearKeptObjects](https://tc39.es/ecma262/#sec-clear-kept-objects): to be called when no
    /// code of a script runs, after each task and job.
    #[inline]
    pub fn clear_kept_objects(&mut self) {
        if !self.roots.kept_alive.is_empty() {
            self.roots.kept_alive.clear();
        }
    }

    /// As [`Agent::gc_point`], with two values that must survive.
    #[inline(always)]
    pub fn gc_point_with(&mut self, a: Value, b: Value) {
        if self.heap.wants_collection() {
            self.scoped(|agent| {
                agent.keep(a);
                agent.keep(b);
                agent.gc_slow();
            });
        }
    }

    /// A place where a collection may run: everything live must be reachable.
    #[inline(always)]
    pub fn gc_point(&mut self) {
        if self.heap.wants_collection() {
            self.gc_slow();
        }
    }

    #[cold]
    #[inline(never)]
    pub(super) fn gc_slow(&mut self) {
        if self.roots.collections_paused > 0 && !self.heap.over_limit() {
            return;
        }
        if self.heap.is_watched() {
            // The next poll stops what looks.
            return self.heap.budget.stop(Termination::Heap);
        }
        if self.stress.every != 0 && !self.heap.is_full() {
            self.stress.countdown = self.stress.countdown.saturating_sub(1);
            if self.stress.countdown > 0 {
                return;
            }
            self.stress.countdown = self.stress.every;
        }
        self.collect_garbage();
        if memory::still_over() || self.heap.over_limit() {
            // The next poll stops the program.
            self.heap.budget.stop(Termination::Heap);
        }
    }

    /// Collects now.
    pub fn collect_garbage(&mut self) {
        let poison = self.stress.every != 0;
        if poison {
            self.machine
                .stack
                .poison_above(self.machine.top.at(crate::heap::ARGUMENTS));
        }
        if self.machine.top < self.machine.soft_limit {
            self.roots.kept_beside.clear();
        }
        let slots = self.machine.stack.below(self.machine.top);
        let beside_cells = self.slots.iter().chain(self.realm.slots.iter());
        let beside_cells: usize = beside_cells.map(|slot| slot.external_bytes()).sum();
        self.heap.set_outside(beside_cells + self.queues.bytes());
        let (machine, codes, queues, roots) =
            (&self.machine, &self.codes, &self.queues, &self.roots);
        let (realm, realms, host) = (&self.realm, &self.realms, &self.slots);
        let (context, failures) = (&self.context, &self.failures);
        let live_realms = RefCell::new(LiveRealms::default());
        let mark_roots = |tracer: &mut Tracer<'_>| {
            codes.held().for_each(|code| tracer.mark_code(code));
            machine.trace(tracer);
            queues.trace(tracer);
            context.trace(tracer);
            failures.trace(tracer);
            realm.trace(tracer);
            realms.trace_roots(&mut live_realms.borrow_mut(), tracer);
            host.trace(tracer);
            tracer.mark_all(&roots.persistent);
            tracer.mark_all(&roots.kept_beside);
            tracer.mark_all(&roots.kept_alive);
        };
        let mark_more =
            |tracer: &mut Tracer<'_>| realms.trace_reached(&mut live_realms.borrow_mut(), tracer);
        let collected = self.heap.collect(slots, poison, mark_roots, mark_more);
        let dead_realms = self.realms.drop_dead(&live_realms.into_inner());
        self.forget_definitions_of(&dead_realms);
        self.drop_codes(&collected.dead_codes);
        for registry in collected.cleanups {
            if !self.queues.cleanups.contains(&registry) {
                self.queues.cleanups.push(registry);
            }
        }
    }

    /// Collects at every `n`th chance (0: only when it is due) and poisons what is dead.
    pub fn set_gc_stress(&mut self, n: u64) {
        self.stress.every = n;
        self.heap.set_asks_always(n != 0);
        self.stress.countdown = n;
    }

    /// Adds the code of a function of a text; its number.
    pub fn add_code(&mut self, unit: UnitId, code: Code) -> u32 {
        let number = self.codes.insert(code);
        self.heap.set_unit_of_code(number, unit);
        number
    }

    /// Drops codes that the collector has found to be dead.
    pub(super) fn drop_codes(&mut self, numbers: &[u32]) {
        if numbers.is_empty() {
            return;
        }
        let name = self.heap.empty_string();
        let source = Rc::new(SourceText::new("", ""));
        for &number in numbers {
            let vacant = Code::vacant(name, &source);
            let dropped = self.codes.remove(number, vacant);
            debug_assert!(dropped, "code that is in use was a root");
        }
    }
}
