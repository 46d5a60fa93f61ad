//! The heap itself: a space of cells for each kind, the layouts, and the account of memory.

use super::activation_cells::{Activation, ActivationLarge};
use super::arena::{Arena, no_such_cell};
use super::cells::*;
use super::compilation_units::Units;
use super::host_data::Completer;
#[cfg(debug_assertions)]
use super::life;
use super::memory;
use super::shape::Shapes;
use super::string::cell::{PINNED, Rope, StringCell};
use super::value::{self, Kind, Str, Value};
use super::watch::Watch;
use crate::budget::Budget;
use hashbrown::HashTable;
use std::cell::RefCell;

/// Allocation between two collections, at least.
pub(super) const MIN_THRESHOLD: usize = 8 << 20;

/// All cells and layouts of one agent.
pub struct Heap {
    /// Where each kind's region begins: what makes reading a header one load.
    pub(super) bases: [*mut u8; value::KIND_COUNT],
    /// How large each kind's region is, in the unit of offsets; 0 where there is no such kind.
    pub(super) limits: [u32; value::KIND_COUNT],
    pub(super) object3: Arena<Plain<3>>,
    pub(super) object7: Arena<Plain<7>>,
    pub(super) object15: Arena<Plain<15>>,
    pub(super) arrays: Arena<ArrayCell>,
    pub(super) functions: Arena<FunctionCell>,
    pub(super) natives: Arena<NativeCell>,
    pub(super) promises: Arena<PromiseCell>,
    pub(super) generators: Arena<GeneratorCell>,
    pub(super) hosts: Arena<HostCell>,
    pub(super) scope3: Arena<Scope<3>>,
    pub(super) scope7: Arena<Scope<7>>,
    pub(super) scope15: Arena<Scope<15>>,
    pub(super) scope_large: Arena<ScopeLarge>,
    pub(super) activation7: Arena<Activation<7>>,
    pub(super) activation10: Arena<Activation<10>>,
    pub(super) activation14: Arena<Activation<14>>,
    pub(super) activation21: Arena<Activation<21>>,
    pub(super) activation_large: Arena<ActivationLarge>,
    pub(super) reactions: Arena<ReactionData>,
    pub(super) requests: Arena<RequestData>,
    pub(super) internals: Arena<InternalCell>,
    pub(super) strings: Arena<StringCell>,
    pub(super) symbols: Arena<SymbolCell>,
    pub(super) bigints: Arena<BigIntCell>,
    pub(super) overflows: Arena<Overflow>,
    pub(super) shapes: Shapes,
    /// Makes the properties of deferred objects.
    pub(super) completer: Option<Box<dyn Completer>>,
    pub(super) atoms: HashTable<Str>,
    /// Compiled texts.
    pub(super) units: Units,
    /// Values that live as long as the heap: names that the engine knows.
    pub(super) pins: Vec<Value>,
    pub(super) single_units: Box<[Option<Str>; 256]>,
    pub(super) empty_string: Option<Str>,
    pub(super) allocated: usize,
    pub(super) threshold: usize,
    /// The threshold, or 0 where every allocation is to be asked about.
    pub(super) asks_from: usize,
    pub(super) asks_always: bool,
    pub(super) live: usize,
    /// Bytes outside the arenas that hang on no cell: queues.
    pub(super) outside: usize,
    pub(super) limit: usize,
    /// What the flags of new functions begin with.
    pub(super) new_function_flags: u32,
    /// What may still be used of time and instructions: here, so that code working through what
    /// the heap lends can look at it.
    pub budget: Budget,
    /// Ropes that were replaced by a text that wasn't finished.
    pub(super) torn: RefCell<Vec<(Str, Rope)>>,
    /// Where the arenas stood when somebody began to look for what is new.
    pub(super) watch: Option<Box<Watch>>,
}

impl Heap {
    /// An empty heap.
    ///
    /// # Safety
    /// What this heap hands out, values and handles, is used with no other heap, and what others
    /// hand out isn't used with this one. See the head of the module for what that includes.
    pub unsafe fn new() -> Heap {
        let mut heap = Heap {
            bases: [std::ptr::null_mut(); value::KIND_COUNT],
            limits: [0; value::KIND_COUNT],
            object3: Arena::new(),
            object7: Arena::new(),
            object15: Arena::new(),
            arrays: Arena::new(),
            functions: Arena::new(),
            natives: Arena::new(),
            promises: Arena::new(),
            generators: Arena::new(),
            hosts: Arena::new(),
            scope3: Arena::new(),
            scope7: Arena::new(),
            scope15: Arena::new(),
            scope_large: Arena::new(),
            activation7: Arena::new(),
            activation10: Arena::new(),
            activation14: Arena::new(),
            activation21: Arena::new(),
            activation_large: Arena::new(),
            reactions: Arena::new(),
            requests: Arena::new(),
            internals: Arena::new(),
            strings: Arena::new(),
            symbols: Arena::new(),
            bigints: Arena::new(),
            overflows: Arena::new(),
            shapes: Shapes::new(),
            completer: None,
            // About as many as a start makes.
            atoms: HashTable::with_capacity(640),
            units: Units::default(),
            pins: Vec::new(),
            single_units: Box::new([None; 256]),
            empty_string: None,
            budget: Budget::default(),
            torn: RefCell::default(),
            watch: None,
            allocated: 0,
            threshold: MIN_THRESHOLD,
            asks_from: MIN_THRESHOLD,
            asks_always: false,
            live: 0,
            outside: 0,
            limit: usize::MAX,
            new_function_flags: 0,
        };
        // Overflow storage 0 means none: take it out of circulation.
        let none = heap.new_overflow();
        assert_eq!(none, 0);
        heap
    }

    #[cold]
    #[inline(never)]
    pub(super) fn refresh_bases(&mut self) {
        use Kind::*;
        let plain = [
            (Object3, self.object3.region()),
            (Object7, self.object7.region()),
            (Object15, self.object15.region()),
            (Array, self.arrays.region()),
            (Function, self.functions.region()),
            (Native, self.natives.region()),
            (Promise, self.promises.region()),
            (Generator, self.generators.region()),
            (Scope3, self.scope3.region()),
            (Scope7, self.scope7.region()),
            (Scope15, self.scope15.region()),
            (ScopeLarge, self.scope_large.region()),
            (Activation7, self.activation7.region()),
            (Activation10, self.activation10.region()),
            (Activation14, self.activation14.region()),
            (Activation21, self.activation21.region()),
            (ActivationLarge, self.activation_large.region()),
        ];
        for (kind, (base, limit)) in plain {
            self.bases[kind as usize] = base;
            self.limits[kind as usize] = limit;
        }
        for kind in [
            Host,
            StringObject,
            Arguments,
            Proxy,
            Bound,
            TypedArray,
            Namespace,
        ] {
            (self.bases[kind as usize], self.limits[kind as usize]) = self.hosts.region();
        }
    }

    /// The address of the cell of an object, a scope or an activation: a cell of the value's kind,
    /// with the right to the whole of it. The value must be this heap's; builds with debug assertions
    /// panic where there is no such cell.
    #[inline(always)]
    pub(super) fn place(&self, value: Value) -> *mut u8 {
        let (kind, offset) = (value.tag() as usize, value.offset());
        // A handle's offset is that of a cell in the region that it was made in, and cells of a kind
        // are equally large in all heaps: so below the limit there is one, and it is initialised.
        // That it is below holds by itself for the heap's own handles, and others aren't used with
        // it (the promise of `Heap::new`). To look costs up to 8 % of all instructions, so only builds
        // with debug assertions do.
        if cfg!(debug_assertions) && offset >= self.limits[kind] {
            no_such_cell(offset);
        }
        self.check_life(value);
        self.bases[kind].wrapping_add(offset as usize * 8)
    }

    /// Bytes allocated since the last collection, cells and what was reported.
    pub fn allocated(&self) -> usize {
        self.allocated
    }

    /// Bytes that were live after the last collection, cells and what they own, as an estimate.
    pub fn live(&self) -> usize {
        self.live
    }

    /// Limits the heap to about this many bytes more than it has now, if its limit isn't lower; what the
    /// limit was, in bytes.
    pub fn limit_more(&mut self, more: usize) -> usize {
        let limit = self.limit;
        self.set_limit(limit.min(self.allocated().saturating_add(more)));
        limit
    }

    /// Limits the heap to about this many bytes; see [`Heap::over_limit`].
    pub fn set_limit(&mut self, bytes: usize) {
        self.limit = bytes;
        self.set_threshold(self.threshold.min(bytes));
    }

    /// Whether live and fresh bytes together pass the limit.
    pub fn over_limit(&self) -> bool {
        self.live.saturating_add(self.allocated) > self.limit
    }

    /// Whether so many bytes more pass the limit by less than half of it, and no [bound](memory) of
    /// the thread. Beyond that, whatever allocates can't wait for a collection.
    pub fn has_room(&self, bytes: usize) -> bool {
        if !memory::has_room(bytes) {
            return false;
        }
        let limit = self.limit.saturating_add(self.limit / 2);
        self.live
            .saturating_add(self.allocated)
            .saturating_add(bytes)
            <= limit
    }

    /// Whether a collection is due, or is to be considered because of gc-stress.
    #[inline(always)]
    pub fn wants_collection(&self) -> bool {
        self.allocated >= self.asks_from
    }

    /// Whether so much was allocated that a collection is due.
    pub fn is_full(&self) -> bool {
        self.allocated >= self.threshold
    }

    /// Makes [`Heap::wants_collection`] true always, or only where one is due.
    pub fn set_asks_always(&mut self, always: bool) {
        self.asks_always = always;
        self.set_threshold(self.threshold);
    }

    /// Makes a collection due at the next chance.
    pub fn ask_for_collection(&mut self) {
        self.allocated = self.allocated.max(self.threshold);
    }

    pub(super) fn set_threshold(&mut self, bytes: usize) {
        self.threshold = bytes;
        self.asks_from = if self.asks_always { 0 } else { bytes };
    }

    /// Says how many bytes are held that hang on no cell, before a collection.
    pub fn set_outside(&mut self, bytes: usize) {
        self.outside = bytes;
    }

    /// Makes a value live as long as the heap.
    pub fn pin(&mut self, value: Value) {
        if let Some(string) = value.as_string() {
            let flags = &self.strings.get(string.0).flags;
            if flags.get() & PINNED != 0 {
                return;
            }
            flags.set(flags.get() | PINNED);
        }
        self.pins.push(value);
    }

    /// Flags that all functions get now.
    pub fn new_function_flags(&self) -> u32 {
        self.new_function_flags
    }

    /// Sets flags that all functions get from now on; those that they got before.
    pub fn set_new_function_flags(&mut self, flags: u32) -> u32 {
        std::mem::replace(&mut self.new_function_flags, flags)
    }

    /// Changes whenever the layout of an object that is used as a prototype changes, and when a
    /// collection has freed layouts.
    #[inline(always)]
    pub fn prototype_epoch(&self) -> u32 {
        self.shapes.epoch
    }

    /// That the cell of an object, a scope or an activation is in use, in builds that note it.
    #[inline(always)]
    pub(super) fn check_life(&self, value: Value) {
        #[cfg(debug_assertions)]
        if !self.is_live(value) {
            life::used_after_death();
        }
        let _ = value;
    }

    /// Whether a value's cell is in use.
    #[cfg(debug_assertions)]
    pub(super) fn is_live(&self, value: Value) -> bool {
        let offset = value.offset();
        match value.tag() {
            1 => self.scope3.is_live(offset),
            2 => self.scope7.is_live(offset),
            3 => self.scope15.is_live(offset),
            4 => self.scope_large.is_live(offset),
            8 => self.activation7.is_live(offset),
            9 => self.activation10.is_live(offset),
            10 => self.activation14.is_live(offset),
            11 => self.activation21.is_live(offset),
            12 => self.activation_large.is_live(offset),
            32 => self.object3.is_live(offset),
            33 => self.object7.is_live(offset),
            34 => self.object15.is_live(offset),
            35 => self.arrays.is_live(offset),
            36 => self.functions.is_live(offset),
            37 => self.natives.is_live(offset),
            38 => self.promises.is_live(offset),
            39 => self.generators.is_live(offset),
            40..=46 => self.hosts.is_live(offset),
            tag => unreachable!("no place is asked for of kind {tag}"),
        }
    }

    /// Whether a value's cell refers to no other one.
    #[inline(always)]
    pub(super) fn is_leaf(&self, value: Value) -> bool {
        match value.tag() {
            16 => !self.strings.has_links(value.offset()),
            18 => true,
            _ => false,
        }
    }

    /// Whether the collection that runs has found a value to be live.
    pub(super) fn is_marked(&self, value: Value) -> bool {
        let offset = value.offset();
        match value.tag() {
            17 => self.symbols.is_marked(offset),
            32 => self.object3.is_marked(offset),
            33 => self.object7.is_marked(offset),
            34 => self.object15.is_marked(offset),
            35 => self.arrays.is_marked(offset),
            36 => self.functions.is_marked(offset),
            37 => self.natives.is_marked(offset),
            38 => self.promises.is_marked(offset),
            39 => self.generators.is_marked(offset),
            40..=46 => self.hosts.is_marked(offset),
            // Only objects and symbols are held weakly.
            _ => true,
        }
    }
}

#[cfg(test)]
impl Heap {
    /// The only heap of a test.
    pub fn of_test() -> Heap {
        // SAFETY: the test has no other one to mix it up with; where it has, the builds that look at
        // each handle run it.
        unsafe { Heap::new() }
    }
}

/// Allocates in an arena field, keeping the table of bases and the count of bytes.
macro_rules! alloc {
    ($heap:expr, $arena:ident, $cell:expr) => {{
        let cell = $cell;
        if $heap.$arena.block_is_full() && $heap.$arena.next_block() {
            $heap.refresh_bases();
        }
        $heap.allocated += size_of_val(&cell);
        $heap.$arena.alloc(cell)
    }};
}

/// Hands out a cell of an arena field as [`Arena::take`] does.
macro_rules! take {
    ($heap:expr, $arena:ident) => {{
        if $heap.$arena.block_is_full() && $heap.$arena.next_block() {
            $heap.refresh_bases();
        }
        let (offset, cell) = $heap.$arena.take();
        $heap.allocated += size_of_val(cell);
        (offset, cell)
    }};
}

impl Heap {
    pub(super) fn new_overflow(&mut self) -> u32 {
        alloc!(self, overflows, Overflow::default())
    }
}

pub(super) use alloc;
pub(super) use take;
