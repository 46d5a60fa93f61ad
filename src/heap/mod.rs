//! Values, typed arenas, handles, collection: the one way to memory.
//!
//! [`Heap`] owns every cell and every layout; nothing outside this module can make a handle, and
//! no handle can reach memory that isn't a valid cell of its kind. It knows no language semantics:
//! `engine::object` has those.
//!
//! | file | what |
//! | --- | --- |
//! | `value` | the 8-byte value, kinds, handles |
//! | `arena` | a region of equal cells with mark bits |
//! | `life` | which cells are in use, for builds that check it |
//! | `atomic_words` | memory that heaps share |
//! | `cells` | what stands in a cell of each kind |
//! | `shape`, `property_key` | layouts and keys |
//! | `arrays`, `elements` | making and changing arrays; where their elements stand |
//! | `deferred` | objects whose properties are made when they are first looked at |
//! | `objects` | making, reading and writing objects; what inline caches use |
//! | `scopes` | captured variables |
//! | `activation` | frames that are suspended |
//! | `strings` | making, flattening, interning strings |
//! | `collect` | mark and sweep |
//! | `memory` | all bytes of a thread, counted by the allocator, and their bounds |
//! | `slot` | slots of frames, and who hands them out |
//! | `stack` | the value stack and frames |
//! | `store` | compiled code and natives: what may not go away while it runs |
//! | `units` | compiled texts: what they keep alive, and when they die |
//!
//! The files here may use `unsafe`, and outside only `engine/agent.rs` does: it makes the heap and
//! the stack of an agent. Nobody outside of the crate can name any of it:
//!
//! ```compile_fail
//! let value = minijs::heap::Value::int(1);
//! ```
//!
//! Whoever is in the crate and mixes things up gets a wrong value or a panic: a handle that outlived
//! its cell reads another of its kind (and is found out in builds with debug assertions, see
//! `life`), a layout of another size class panics, and no number is a handle. Two promises are left,
//! because to check them at each access would cost up to 8 % and 17 %. They are given where a heap
//! and a stack are made, which is `unsafe` for that ([`Heap::new`], [`ValueStack::new`]), and what
//! is here counts on them without a look in other builds than those with debug assertions:
//!
//! - **Handles are of this heap**: all methods of [`Heap`] that take a value, a handle over one
//!   ([`Object`], [`Str`], [`Symbol`], [`BigIntRef`], [`ActivationRef`], [`InternalRef`],
//!   [`ReactionRef`], [`RequestRef`]) or a [`PropertyKey`], [`Tracer`] and [`Marks`].
//!   A [`ShapeId`], and what inline caches remember of one, is safe with any heap.
//! - **Slots are there**: all methods of [`Frame`] that read or write, and those of [`Heap`] that
//!   take one ([`Heap::new_object_from`], [`Heap::new_array_of_slots`], [`Heap::suspend_frame`],
//!   [`Heap::suspend_large_frame`], [`Heap::resume_frame`]).
#![allow(unsafe_code)]

mod activation;
mod arena;
mod arrays;
mod atomic_words;
mod cells;
mod collect;
mod deferred;
mod elements;
mod life;
pub mod memory;
mod objects;
mod promises;
mod property_key;
mod property_table;
mod scopes;
mod shape;
mod short_text;
mod slot;
mod stack;
mod store;
mod string;
mod strings;
mod text_work;
mod units;
mod value;

pub use activation::Suspending;
pub use atomic_words::zeroed_words;
pub use cells::{
    GeneratorData, HostData, IndexedProperty, InternalData, PromiseState, ReactionData,
    RequestData, SymbolKind,
};
pub use collect::{Marks, Tracer};
pub use deferred::{Completer, DeferredProperty};
pub use objects::{CachedSlot, CachedTransition};
pub use property_key::PropertyKey;
pub use shape::{Located, PropertyFlags, ShapeId, SlotRef};
pub use short_text::ShortText;
pub use slot::{Mark, Slot, Slots};
pub use stack::{
    ARGUMENTS, CALLEE, Frame, LINK, MAX_FRAME, SCOPE, THIS, ValueStack, native_stack_pointer,
};
pub use store::{Held, Remembered, Store};
pub use string::{MAX_LENGTH, Text, array_index};
pub use units::UnitId;
pub use value::{
    ActivationRef, BigIntRef, Double, InternalRef, Kind, Link, Object, ReactionRef, RequestRef,
    Str, Symbol, Value,
};

use crate::budget::Budget;
use activation::{Activation, ActivationLarge};
use arena::{Arena, no_such_cell};
use cells::*;
use hashbrown::HashTable;
use shape::Shapes;
use std::cell::RefCell;
use string::{PINNED, StringCell};
use strings::spread;
use units::Units;

/// Allocation between two collections, at least.
const MIN_THRESHOLD: usize = 8 << 20;

/// Up to so much, allocation between two collections may be twice what is live; beyond, as much as
/// is live. A heap that grows is small for a while, and would be looked through more often then.
const GENEROUS: usize = 32 << 20;

/// A table of atoms for fewer isn't made smaller.
const SMALL_TABLE: usize = 1 << 14;

/// All cells and layouts of one agent.
pub struct Heap {
    /// Where each kind's region begins: what makes reading a header one load.
    bases: [*mut u8; value::KIND_COUNT],
    /// How large each kind's region is, in the unit of offsets; 0 where there is no such kind.
    limits: [u32; value::KIND_COUNT],
    object3: Arena<Plain<3>>,
    object7: Arena<Plain<7>>,
    object15: Arena<Plain<15>>,
    arrays: Arena<ArrayCell>,
    functions: Arena<FunctionCell>,
    natives: Arena<NativeCell>,
    promises: Arena<PromiseCell>,
    generators: Arena<GeneratorCell>,
    hosts: Arena<HostCell>,
    scope3: Arena<Scope<3>>,
    scope7: Arena<Scope<7>>,
    scope15: Arena<Scope<15>>,
    scope_large: Arena<ScopeLarge>,
    activation7: Arena<Activation<7>>,
    activation10: Arena<Activation<10>>,
    activation14: Arena<Activation<14>>,
    activation21: Arena<Activation<21>>,
    activation_large: Arena<ActivationLarge>,
    reactions: Arena<ReactionData>,
    requests: Arena<RequestData>,
    internals: Arena<InternalCell>,
    strings: Arena<StringCell>,
    symbols: Arena<SymbolCell>,
    bigints: Arena<BigIntCell>,
    overflows: Arena<Overflow>,
    shapes: Shapes,
    /// Makes the properties of deferred objects.
    completer: Option<Box<dyn Completer>>,
    atoms: HashTable<Str>,
    /// Compiled texts.
    units: Units,
    /// Values that live as long as the heap: names that the engine knows.
    pins: Vec<Value>,
    single_units: Box<[Option<Str>; 256]>,
    empty_string: Option<Str>,
    allocated: usize,
    threshold: usize,
    /// The threshold, or 0 where every allocation is to be asked about.
    asks_from: usize,
    asks_always: bool,
    live: usize,
    /// Bytes outside the arenas that hang on no cell: queues.
    outside: usize,
    limit: usize,
    /// What the flags of new functions begin with.
    new_function_flags: u32,
    /// What may still be used of time and instructions: here, so that whoever works through what
    /// the heap lends can look at it.
    pub budget: Budget,
    /// Ropes in whose place a text stands that wasn't finished.
    torn: RefCell<Vec<(Str, string::Rope)>>,
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
            atoms: HashTable::with_capacity(448),
            units: Units::default(),
            pins: Vec::new(),
            single_units: Box::new([None; 256]),
            empty_string: None,
            budget: Budget::default(),
            torn: RefCell::default(),
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
    fn refresh_bases(&mut self) {
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

    /// Where the cell of an object, a scope or an activation stands: a cell of the value's kind,
    /// with the right to the whole of it. The value must be this heap's; builds with debug assertions
    /// panic where there is no such cell.
    #[inline(always)]
    fn place(&self, value: Value) -> *mut u8 {
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

    /// Whether a collection is due, or whoever asked for more is to be asked.
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

    fn set_threshold(&mut self, bytes: usize) {
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

    fn clear_all_marks(&mut self) {
        self.object3.clear_marks();
        self.object7.clear_marks();
        self.object15.clear_marks();
        self.arrays.clear_marks();
        self.functions.clear_marks();
        self.natives.clear_marks();
        self.promises.clear_marks();
        self.generators.clear_marks();
        self.hosts.clear_marks();
        self.scope3.clear_marks();
        self.scope7.clear_marks();
        self.scope15.clear_marks();
        self.scope_large.clear_marks();
        self.activation7.clear_marks();
        self.activation10.clear_marks();
        self.activation14.clear_marks();
        self.activation21.clear_marks();
        self.activation_large.clear_marks();
        self.reactions.clear_marks();
        self.requests.clear_marks();
        self.internals.clear_marks();
        self.strings.clear_marks();
        self.symbols.clear_marks();
        self.bigints.clear_marks();
        self.overflows.clear_marks();
        self.overflows.mark(0);
        self.units.clear_marks();
    }

    #[inline]
    fn mark_cell(&mut self, value: Value) -> bool {
        let offset = value.offset();
        match value.tag() {
            1 => self.scope3.mark(offset),
            2 => self.scope7.mark(offset),
            3 => self.scope15.mark(offset),
            4 => self.scope_large.mark(offset),
            5 => self.reactions.mark(offset),
            6 => self.internals.mark(offset),
            7 => self.requests.mark(offset),
            8 => self.activation7.mark(offset),
            9 => self.activation10.mark(offset),
            10 => self.activation14.mark(offset),
            11 => self.activation21.mark(offset),
            12 => self.activation_large.mark(offset),
            16 => self.strings.mark(offset),
            17 => self.symbols.mark(offset),
            18 => self.bigints.mark(offset),
            32 => self.object3.mark(offset),
            33 => self.object7.mark(offset),
            34 => self.object15.mark(offset),
            35 => self.arrays.mark(offset),
            36 => self.functions.mark(offset),
            37 => self.natives.mark(offset),
            38 => self.promises.mark(offset),
            39 => self.generators.mark(offset),
            40..=46 => self.hosts.mark(offset),
            tag => unreachable!("no kind has the tag {tag}"),
        }
    }

    /// That the cell of an object, a scope or an activation is in use, in builds that note it.
    #[inline(always)]
    fn check_life(&self, value: Value) {
        #[cfg(debug_assertions)]
        if !self.is_live(value) {
            life::used_after_death();
        }
        let _ = value;
    }

    /// Whether a value's cell is in use.
    #[cfg(debug_assertions)]
    fn is_live(&self, value: Value) -> bool {
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
    fn is_leaf(&self, value: Value) -> bool {
        match value.tag() {
            16 => !self.strings.has_links(value.offset()),
            18 => true,
            _ => false,
        }
    }

    /// Whether the collection that runs has found a value to be live.
    fn is_marked(&self, value: Value) -> bool {
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

    fn sweep_atoms(&mut self) {
        let strings = &self.strings;
        self.atoms.retain(|atom| strings.is_marked(atom.0));
        if self.atoms.capacity() > SMALL_TABLE && self.atoms.len() < self.atoms.capacity() / 8 {
            let hash = |atom: &Str| spread(strings.get(atom.0).hash.get());
            self.atoms.shrink_to(self.atoms.len() * 2, hash);
        }
    }

    fn sweep_all(&mut self, poison: bool) -> usize {
        self.object3.sweep(poison)
            + self.object7.sweep(poison)
            + self.object15.sweep(poison)
            + self.arrays.sweep(poison)
            + self.functions.sweep(poison)
            + self.natives.sweep(poison)
            + self.promises.sweep(poison)
            + self.generators.sweep(poison)
            + self.hosts.sweep(poison)
            + self.scope3.sweep(poison)
            + self.scope7.sweep(poison)
            + self.scope15.sweep(poison)
            + self.scope_large.sweep(poison)
            + self.activation7.sweep(poison)
            + self.activation10.sweep(poison)
            + self.activation14.sweep(poison)
            + self.activation21.sweep(poison)
            + self.activation_large.sweep(poison)
            + self.reactions.sweep(poison)
            + self.requests.sweep(poison)
            + self.internals.sweep(poison)
            + self.strings.sweep(poison)
            + self.symbols.sweep(poison)
            + self.bigints.sweep(poison)
            + self.overflows.sweep(poison)
    }

    fn finish_collection(&mut self, live_cells: usize) {
        let external = self.external_bytes();
        self.live = live_cells + external + self.outside;
        self.allocated = 0;
        let threshold = self
            .live
            .max((self.live * 2).min(GENEROUS))
            .max(MIN_THRESHOLD)
            .min(self.limit.saturating_sub(self.live).max(1 << 20));
        self.set_threshold(threshold);
    }

    /// Bytes that live cells own outside the arenas.
    fn external_bytes(&self) -> usize {
        let arrays: usize = self
            .arrays
            .iter_owners()
            .map(|cell| cell.elements.external_bytes())
            .sum();
        let strings: usize = self
            .strings
            .iter_owners()
            .map(StringCell::external_bytes)
            .sum();
        let overflows: usize = self
            .overflows
            .iter_marked()
            .map(Overflow::external_bytes)
            .sum();
        let activations: usize = self
            .activation_large
            .iter_marked()
            .map(ActivationLarge::external_bytes)
            .sum();
        let bigints: usize = self
            .bigints
            .iter_marked()
            .filter_map(|cell| cell.0.as_ref())
            .map(|value| value.bits() as usize / 8)
            .sum();
        let hosts = self
            .hosts
            .iter_marked()
            .filter_map(|cell| cell.data.as_ref());
        let hosts: usize = hosts.map(|data| bytes_of(&**data)).sum();
        let internals = self.internals.iter_marked().map(|cell| match &cell.data {
            InternalData::Boxed(data) => bytes_of(&**data),
            _ => 0,
        });
        let hosts = hosts + internals.sum::<usize>();
        let code = self.units.external_bytes() + self.shapes.external_bytes();
        arrays + strings + overflows + activations + bigints + hosts + code
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
    fn new_overflow(&mut self) -> u32 {
        alloc!(self, overflows, Overflow::default())
    }

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

    /// Makes a promise reaction.
    pub fn new_reaction(&mut self, data: ReactionData) -> ReactionRef {
        ReactionRef(alloc!(self, reactions, data))
    }

    /// A promise reaction.
    pub fn reaction(&self, handle: ReactionRef) -> ReactionData {
        *self.reactions.get(handle.0)
    }

    /// A promise reaction, to change.
    pub fn reaction_mut(&mut self, handle: ReactionRef) -> &mut ReactionData {
        self.reactions.get_mut(handle.0)
    }

    /// Makes a request to an async generator.
    pub fn new_request(&mut self, data: RequestData) -> RequestRef {
        RequestRef(alloc!(self, requests, data))
    }

    /// A request to an async generator.
    pub fn request(&self, handle: RequestRef) -> &RequestData {
        self.requests.get(handle.0)
    }

    /// A request to an async generator, to change.
    pub fn request_mut(&mut self, handle: RequestRef) -> &mut RequestData {
        self.requests.get_mut(handle.0)
    }

    /// Makes a symbol.
    pub fn new_symbol(&mut self, description: Option<Str>, kind: SymbolKind) -> Symbol {
        let flags = match kind {
            SymbolKind::Plain => 0,
            SymbolKind::Registered => 1,
            SymbolKind::Private => 2,
            SymbolKind::PrivateStatic => 3,
        };
        let cell = SymbolCell {
            description: description.map_or(Value::UNDEFINED, Str::value),
            flags,
            ..SymbolCell::default()
        };
        Symbol(alloc!(self, symbols, cell))
    }

    /// Makes the private name of a method or accessor of a class.
    pub fn new_private_method_name(&mut self, name: Str, class: Str, is_static: bool) -> Symbol {
        let kind = match is_static {
            true => SymbolKind::PrivateStatic,
            false => SymbolKind::Private,
        };
        let symbol = self.new_symbol(Some(name), kind);
        self.symbols.get_mut(symbol.0).owner = class.value();
        symbol
    }

    /// The name of the class of a private method or accessor.
    pub fn private_method_class(&self, symbol: Symbol) -> Option<Str> {
        self.symbols.get(symbol.0).owner.as_string()
    }

    /// A symbol's description.
    pub fn symbol_description(&self, symbol: Symbol) -> Option<Str> {
        description(self.symbols.get(symbol.0))
    }

    /// What sort of symbol it is.
    pub fn symbol_kind(&self, symbol: Symbol) -> SymbolKind {
        match self.symbols.get(symbol.0).flags {
            0 => SymbolKind::Plain,
            1 => SymbolKind::Registered,
            2 => SymbolKind::Private,
            _ => SymbolKind::PrivateStatic,
        }
    }

    /// Makes a bigint.
    pub fn new_bigint(&mut self, value: num_bigint::BigInt) -> BigIntRef {
        self.report_external(value.bits() as usize / 8);
        BigIntRef(alloc!(self, bigints, BigIntCell(Some(Box::new(value)))))
    }

    /// A bigint's value.
    pub fn bigint(&self, handle: BigIntRef) -> &num_bigint::BigInt {
        static ZERO: num_bigint::BigInt = num_bigint::BigInt::ZERO;
        self.bigints.get(handle.0).0.as_deref().unwrap_or(&ZERO)
    }
}

use alloc;
use take;

impl Overflow {
    fn external_bytes(&self) -> usize {
        let indexed = self.indexed.as_ref().map_or(0, |store| {
            store.dense.capacity() * 8 + store.sparse.len() * 32
        });
        self.slots.capacity() * 8 + indexed
    }
}
