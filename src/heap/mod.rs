//! Values, typed arenas, handles, collection: the one way to memory.
//!
//! [`Heap`] owns every cell and every layout; nothing outside this module can make a handle, and
//! no handle can reach memory that isn't a valid cell of its kind. It knows no language semantics:
//! `engine::object` has those.
//!
//! | file | what |
//! | --- | --- |
//! | `spaces` | [`Heap`] itself: a space of cells for each kind, and the account of memory |
//! | `value` | the 8-byte value, kinds, handles |
//! | `arena` | a region of equal cells with mark bits |
//! | `cells`, `activation_cells`, `string::cell` | the cells of each kind |
//! | `shape`, `property_table`, `property_key`, `property_flags` | layouts, keys, attributes |
//! | `objects` | making, reading and writing objects; what inline caches use |
//! | `arrays`, `elements` | making and changing arrays; how their elements are stored |
//! | `string` | strings: their cells, making and joining them, work in proportion to a text |
//! | `primitives`, `promises`, `internals` | symbols and BigInts, promises and what waits for them, boxes of internal data |
//! | `scopes` | captured variables |
//! | `activation` | suspended frames |
//! | `deferred` | objects whose properties are made when they are first looked at |
//! | `host_data` | what the heap holds for others and knows by a trait only |
//! | `tracer`, `collect` | marking; mark and sweep |
//! | `life` | which cells are in use, in builds that check it |
//! | `memory` | all bytes of a thread, counted by the allocator, and their bounds |
//! | `slot` | slots of frames, and who hands them out |
//! | `stack` | the value stack and frames |
//! | `store` | compiled code and natives: what must not go away while it runs |
//! | `compilation_units`, `compilation_unit_life` | compiled texts: what they keep alive, and when they die |
//! | `atomic_words` | memory that heaps share |
//!
//! The files here may use `unsafe`, and outside only `engine/agent.rs` does: it makes the heap and
//! the stack of an agent. Nobody outside of the crate can name any of it:
//!
//! ```compile_fail
//! let value = minijs::heap::Value::int(1);
//! ```
//!
//! Code in the crate that mixes things up gets a wrong value or a panic: a handle that outlived
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
mod activation_cells;
mod arena;
mod arrays;
mod atomic_words;
mod cells;
mod collect;
mod compilation_unit_life;
mod compilation_units;
mod deferred;
mod elements;
mod host_data;
mod internals;
mod life;
pub mod memory;
mod newborn;
mod objects;
mod primitives;
mod promises;
mod property_flags;
mod property_key;
mod property_table;
mod scopes;
mod shape;
mod slot;
mod spaces;
mod stack;
mod store;
mod string;
mod tracer;
mod value;
mod watch;

pub use activation_cells::Suspending;
pub use atomic_words::zeroed_words;
pub use cells::{
    GeneratorData, IndexedProperty, InternalData, PromiseState, ReactionData, RequestData,
    SymbolKind,
};
pub use compilation_units::UnitId;
pub use host_data::{Completer, DeferredProperty, HostData};
pub use objects::{CachedSlot, CachedTransition};
pub use property_flags::PropertyFlags;
pub use property_key::PropertyKey;
pub use shape::{Located, ShapeId, SlotRef};
pub use slot::{Mark, Slot, Slots};
pub use spaces::Heap;
use spaces::{alloc, take};
pub use stack::{
    ARGUMENTS, CALLEE, Frame, LINK, MAX_FRAME, SCOPE, THIS, ValueStack, native_stack_pointer,
};
pub use store::{Held, Remembered, Store};
pub use string::{MAX_LENGTH, ShortText, Text, array_index};
pub use tracer::{Marks, Tracer};
pub use value::{
    ActivationRef, BigIntRef, Double, InternalRef, Kind, Link, Object, ReactionRef, RequestRef,
    Str, Symbol, Value,
};
