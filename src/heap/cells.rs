//! The cells of each kind: what the arenas hold.
//!
//! Every object begins with a [`Header`]; the inline slots of plain objects follow it directly,
//! which is what lets one function of the heap read any object's shape and slots.

use super::arena::Cell;
use super::elements::Elements;
use super::host_data::HostData;
use super::property_flags::PropertyFlags;
use super::shape::ShapeId;
use super::value::{Str, Value};
use std::collections::BTreeMap;

/// What every object begins with.
#[derive(Clone, Copy, Default)]
#[repr(C)]
pub(super) struct Header {
    pub(super) shape: ShapeId,
    /// The offset of its overflow storage; 0 where there is none.
    pub(super) overflow: u32,
}

impl Header {
    /// That of an object that isn't plain, with a layout made for such.
    #[inline(always)]
    pub(super) fn new(shape: ShapeId) -> Header {
        assert!(shape.class() == 0, "the layout of a plain object");
        Header { shape, overflow: 0 }
    }
}

/// A plain object.
#[repr(C)]
pub(super) struct Plain<const N: usize> {
    pub(super) header: Header,
    pub(super) slots: [Value; N],
}

/// An array.
#[derive(Default)]
#[repr(C)]
pub(super) struct ArrayCell {
    pub(super) header: Header,
    /// Dense elements; holes are [`Value::HOLE`]. Empty where the array has an indexed store.
    pub(super) elements: Elements,
}

/// A function written in JavaScript.
#[repr(C)]
pub(super) struct FunctionCell {
    pub(super) header: Header,
    pub(super) code: u32,
    pub(super) flags: u32,
    pub(super) scope: Value,
    pub(super) extra: Value,
}

/// A function written in Rust.
#[repr(C)]
pub(super) struct NativeCell {
    pub(super) header: Header,
    pub(super) native: u32,
    pub(super) flags: u32,
    pub(super) data: [Value; 2],
}

/// The state of a promise.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[repr(u8)]
pub enum PromiseState {
    /// Not settled.
    #[default]
    Pending,
    /// Settled with a value.
    Fulfilled,
    /// Settled with a reason.
    Rejected,
}

/// A promise's internal slots.
#[derive(Clone, Copy)]
pub struct PromiseData {
    /// `[[PromiseResult]]`
    pub result: Value,
    /// `undefined`, or the newest of a list of reactions and of activations that await.
    pub reactions: Value,
    /// `[[PromiseState]]`
    pub state: PromiseState,
    /// `[[PromiseIsHandled]]`
    pub handled: bool,
    /// For the tracking of rejections: whether this one was already reported.
    pub reported: bool,
    /// Which one it is of the promises that were rejected without a handler.
    pub rejection: u32,
}

#[derive(Default)]
#[repr(C)]
pub(super) struct PromiseCell {
    pub(super) header: Header,
    pub(super) data: PromiseData,
}

/// A generator object's internal slots.
#[derive(Clone, Copy)]
pub struct GeneratorData {
    /// The suspended activation, or `undefined` when it is complete or running.
    pub activation: Value,
    /// An async generator's newest request, or `null`; of another generator the one that it is suspended
    /// at a `yield*` of, or `undefined`.
    pub link: Value,
    /// The number of the code that it runs.
    pub code: u32,
    /// The interpreter's own word.
    pub state: u32,
}

#[derive(Default)]
#[repr(C)]
pub(super) struct GeneratorCell {
    pub(super) header: Header,
    pub(super) data: GeneratorData,
}

#[derive(Default)]
#[repr(C)]
pub(super) struct HostCell {
    pub(super) header: Header,
    pub(super) data: Option<Box<dyn HostData>>,
    pub(super) _spare: u64,
}

/// A scope object for captured variables.
#[repr(C)]
pub(super) struct Scope<const N: usize> {
    pub(super) parent: Value,
    pub(super) slots: [Value; N],
}

#[repr(C)]
pub(super) struct ScopeLarge {
    pub(super) parent: Value,
    pub(super) slots: Box<[Value]>,
    pub(super) _spare: u64,
}

/// One registered reaction of a promise.
#[derive(Clone, Copy)]
pub struct ReactionData {
    /// The reaction registered before this one (or the activation that began to wait before), or
    /// `undefined`.
    pub next: Value,
    /// The promise (or capability) that the handlers' result settles, or `undefined`.
    pub capability: Value,
    /// The fulfilment handler, or `undefined`.
    pub on_fulfilled: Value,
    /// The rejection handler, or `undefined`.
    pub on_rejected: Value,
}

/// One request to an async generator.
#[derive(Clone, Copy)]
pub struct RequestData {
    /// The request after this one; after the newest one the oldest.
    pub next: Value,
    /// The promise that `next`, `return` or `throw` gave.
    pub promise: Value,
    /// The argument.
    pub value: Value,
    /// The interpreter's own word: which method.
    pub mode: u32,
}

/// Internal data that isn't an object.
#[derive(Default)]
pub enum InternalData {
    /// A dead cell.
    #[default]
    Empty,
    /// A property's getter and setter, each a function or `undefined`.
    Accessor {
        /// The getter.
        get: Value,
        /// The setter.
        set: Value,
    },
    /// Anything else.
    Boxed(Box<dyn HostData>),
}

/// Internal data, rounded up to a power of two.
#[derive(Default)]
pub(super) struct InternalCell {
    pub(super) data: InternalData,
    pub(super) _spare: u64,
}

#[derive(Clone, Copy)]
pub(super) struct SymbolCell {
    pub(super) description: Value,
    /// Of a private method or accessor: the name of its class.
    pub(super) owner: Value,
    pub(super) flags: u64,
    pub(super) _spare: u64,
}

#[derive(Default)]
pub(super) struct BigIntCell(pub(super) Option<Box<num_bigint::BigInt>>);

/// Properties that don't fit the cell: further slots, and indexed properties.
#[derive(Default)]
pub(super) struct Overflow {
    pub(super) slots: Vec<Value>,
    pub(super) indexed: Option<Box<IndexedStore>>,
}

/// One indexed property that isn't a plain writable, enumerable, configurable value at a dense
/// place.
#[derive(Clone, Copy, Debug)]
pub struct IndexedProperty {
    /// The value, or an accessor's internal box.
    pub value: Value,
    /// The attributes.
    pub flags: PropertyFlags,
}

/// The indexed properties of an object that isn't a dense array.
#[derive(Default)]
pub struct IndexedStore {
    /// Default data properties at the indices 0 to n; holes are [`Value::HOLE`].
    pub dense: Vec<Value>,
    /// All others.
    pub sparse: BTreeMap<u32, IndexedProperty>,
    /// An array's length.
    pub array_length: u32,
    /// Whether an array's length is read-only.
    pub length_read_only: bool,
}

impl IndexedStore {
    /// How far beyond its end the dense part may be extended with holes.
    const SLACK: usize = 16;

    /// The property at an index.
    pub fn get(&self, index: u32) -> Option<IndexedProperty> {
        match self.dense.get(index as usize) {
            Some(value) if !value.is_hole() => Some(IndexedProperty {
                value: *value,
                flags: PropertyFlags::DATA,
            }),
            _ => self.sparse.get(&index).copied(),
        }
    }

    /// Creates or replaces the property at an index.
    pub fn insert(&mut self, index: u32, property: IndexedProperty) {
        let place = index as usize;
        if property.flags == PropertyFlags::DATA && place <= self.dense.len() + IndexedStore::SLACK
        {
            self.sparse.remove(&index);
            if place >= self.dense.len() {
                self.dense.resize(place + 1, Value::HOLE);
            }
            self.dense[place] = property.value;
        } else {
            if let Some(value) = self.dense.get_mut(place) {
                *value = Value::HOLE;
            }
            self.sparse.insert(index, property);
        }
    }

    /// Removes the property at an index.
    pub fn remove(&mut self, index: u32) {
        if let Some(value) = self.dense.get_mut(index as usize) {
            *value = Value::HOLE;
        }
        self.sparse.remove(&index);
    }

    /// All indices that are there, ascending.
    pub fn indices(&self) -> Vec<u32> {
        let dense = self
            .dense
            .iter()
            .enumerate()
            .filter(|(_, value)| !value.is_hole());
        let mut indices: Vec<u32> = dense.map(|(index, _)| index as u32).collect();
        if !self.sparse.is_empty() {
            indices.extend(self.sparse.keys());
            indices.sort_unstable();
        }
        indices
    }
}

macro_rules! plain_cell {
    ($($type:ty),*) => {
        $(impl Cell for $type {
            #[inline(always)]
            fn owns_memory(&self) -> bool {
                false
            }
        })*
    };
}

plain_cell!(
    Plain<3>,
    Plain<7>,
    Plain<15>,
    FunctionCell,
    NativeCell,
    PromiseCell,
    GeneratorCell,
    Scope<3>,
    Scope<7>,
    Scope<15>,
    ReactionData,
    RequestData,
    SymbolCell
);

macro_rules! owning_cell {
    ($($type:ty),*) => {
        $(impl Cell for $type {
            #[inline(always)]
            fn owns_memory(&self) -> bool {
                true
            }
        })*
    };
}

owning_cell!(HostCell, ScopeLarge, BigIntCell, Overflow);

impl Cell for ArrayCell {
    #[inline(always)]
    fn owns_memory(&self) -> bool {
        self.elements.has_block()
    }

    const SETTLES: bool = true;

    #[inline(always)]
    unsafe fn settle(cell: *mut ArrayCell) {
        // SAFETY: the caller's promise, for a part of the cell.
        unsafe { Elements::settle(&raw mut (*cell).elements) }
    }
}

impl Cell for InternalCell {
    fn owns_memory(&self) -> bool {
        matches!(self.data, InternalData::Boxed(_))
    }
}

impl<const N: usize> Default for Plain<N> {
    fn default() -> Self {
        Plain {
            header: Header::default(),
            slots: [Value::UNDEFINED; N],
        }
    }
}

impl<const N: usize> Default for Scope<N> {
    fn default() -> Self {
        Scope {
            parent: Value::UNDEFINED,
            slots: [Value::UNDEFINED; N],
        }
    }
}

impl Default for ScopeLarge {
    fn default() -> Self {
        ScopeLarge {
            parent: Value::UNDEFINED,
            slots: Box::default(),
            _spare: 0,
        }
    }
}

impl Default for FunctionCell {
    fn default() -> Self {
        let none = Value::UNDEFINED;
        FunctionCell {
            header: Header::default(),
            code: 0,
            flags: 0,
            scope: none,
            extra: none,
        }
    }
}

impl Default for NativeCell {
    fn default() -> Self {
        NativeCell {
            header: Header::default(),
            native: 0,
            flags: 0,
            data: [Value::UNDEFINED; 2],
        }
    }
}

impl Default for PromiseData {
    #[inline]
    fn default() -> Self {
        PromiseData {
            result: Value::UNDEFINED,
            reactions: Value::UNDEFINED,
            state: PromiseState::Pending,
            handled: false,
            reported: false,
            rejection: 0,
        }
    }
}

impl Default for GeneratorData {
    fn default() -> Self {
        GeneratorData {
            activation: Value::UNDEFINED,
            link: Value::UNDEFINED,
            code: 0,
            state: 0,
        }
    }
}

impl Default for ReactionData {
    fn default() -> Self {
        let none = Value::UNDEFINED;
        ReactionData {
            next: none,
            capability: none,
            on_fulfilled: none,
            on_rejected: none,
        }
    }
}

impl Default for RequestData {
    fn default() -> Self {
        let none = Value::UNDEFINED;
        RequestData {
            next: none,
            promise: none,
            value: none,
            mode: 0,
        }
    }
}

impl Default for SymbolCell {
    fn default() -> Self {
        SymbolCell {
            description: Value::UNDEFINED,
            owner: Value::UNDEFINED,
            flags: 0,
            _spare: 0,
        }
    }
}

/// Facts about a symbol.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SymbolKind {
    /// Made by `Symbol()`, or well-known.
    Plain,
    /// Made by `Symbol.for`.
    Registered,
    /// A private name: never seen by a script as a value.
    Private,
    /// That of a static method or accessor.
    PrivateStatic,
}

impl SymbolKind {
    /// Whether it is a private name.
    pub fn is_private(self) -> bool {
        matches!(self, SymbolKind::Private | SymbolKind::PrivateStatic)
    }
}

/// A symbol's description, or `None`.
pub(super) fn description(cell: &SymbolCell) -> Option<Str> {
    cell.description.as_string()
}
