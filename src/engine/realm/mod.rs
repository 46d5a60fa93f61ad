//! The realm: intrinsic objects, the global object, the layouts that new objects start with, and
//! what built-ins keep for each realm.

mod base_objects;
mod global_lexicals;
mod intrinsics;
mod registry;
mod switching;

pub use intrinsics::Intrinsic;
pub use registry::RealmId;
pub(super) use registry::{LiveRealms, Realms};

use super::native::LazyGlobal;
use super::protectors::Protectors;
use super::type_map::TypeMap;
use crate::heap::{Heap, Kind, Object, ShapeId, Tracer, Value};
#[cfg(feature = "repl")]
pub use global_lexicals::GlobalImport;
use global_lexicals::GlobalLexicals;
use std::cell::Cell;

/// The layouts of functions.
#[derive(Clone, Copy, Default, Debug)]
pub struct FunctionShapes {
    /// `length`, `name`, and `prototype`, writable: plain functions in strict code.
    pub constructor: ShapeId,
    /// As `constructor`, with `arguments` and `caller` in between: those in sloppy code.
    pub sloppy: ShapeId,
    /// `length`, `name`: arrows and methods.
    pub plain: ShapeId,
    /// As `plain`, of async functions.
    pub async_function: ShapeId,
    /// `length`, `name`, `prototype`: generator functions.
    pub generator: ShapeId,
    /// As `generator`, of async generator functions.
    pub async_generator: ShapeId,
    /// `length`, `name`: natives.
    pub native: ShapeId,
    /// An array.
    pub array: ShapeId,
    /// A plain object with room for 3 properties.
    pub object3: ShapeId,
    /// A plain object with room for 7.
    pub object7: ShapeId,
    /// A plain object with room for 15.
    pub object15: ShapeId,
    /// A promise.
    pub promise: ShapeId,
    /// `{ value, done }`
    pub iterator_result: ShapeId,
}

/// A realm.
pub struct Realm {
    intrinsics: [Object; Intrinsic::COUNT],
    /// The global object, also `globalThis`.
    pub global_object: Object,
    /// Layouts.
    pub shapes: FunctionShapes,
    /// The global lexical environment.
    pub lexicals: GlobalLexicals,
    /// Properties of intrinsics that short cuts depend on.
    pub(super) protectors: Protectors,
    /// Data of built-ins, by type.
    pub(super) slots: TypeMap,
    /// Globals that are made when they are first looked at, with what was made.
    pub(super) lazy_globals: Vec<(&'static LazyGlobal, Option<Value>)>,
    /// Whether texts become code: `eval`, `new Function`.
    pub code_generation: bool,
    /// The original `next` of array iterators.
    pub original_array_next: Option<Value>,
    /// The epoch of prototypes in which arrays were found to inherit from their original
    /// prototypes, which have no elements in stores of their own.
    pub(super) plain_arrays_epoch: Cell<u32>,
    /// The epoch of prototypes in which array iterators were found to have no `return`.
    pub(super) no_array_return_epoch: Cell<u32>,
}

impl Realm {
    /// A realm with nothing but `%Object.prototype%`, `%Function.prototype%` and an empty global
    /// object; the built-ins fill in the rest.
    pub(super) fn new(heap: &mut Heap) -> Realm {
        let root = heap.root_shape(Value::NULL, Kind::Object15);
        let object_prototype = heap.new_object(root);
        let shape = heap.root_shape(object_prototype.value(), Kind::Object15);
        let global_object = heap.new_object(shape);
        // Its layout is its own, and watched, so that global accesses can be cached.
        heap.watch_prototype(global_object);
        heap.defer(global_object);
        heap.defer(object_prototype);
        let mut realm = Realm {
            intrinsics: [object_prototype; Intrinsic::COUNT],
            global_object,
            shapes: FunctionShapes::default(),
            lexicals: GlobalLexicals::default(),
            protectors: Protectors::default(),
            slots: TypeMap::default(),
            lazy_globals: Vec::new(),
            code_generation: true,
            original_array_next: None,
            plain_arrays_epoch: Cell::new(0),
            no_array_return_epoch: Cell::new(0),
        };
        realm.shapes.object3 = heap.root_shape(object_prototype.value(), Kind::Object3);
        realm.shapes.object7 = heap.root_shape(object_prototype.value(), Kind::Object7);
        realm.shapes.object15 = shape;
        realm
    }

    /// An intrinsic object.
    #[inline(always)]
    pub fn intrinsic(&self, intrinsic: Intrinsic) -> Object {
        self.intrinsics[intrinsic as usize]
    }

    /// Sets an intrinsic object: while the realm is made.
    pub fn set_intrinsic(&mut self, intrinsic: Intrinsic, object: Object) {
        self.intrinsics[intrinsic as usize] = object;
    }

    /// Whether a collection has come upon something that needs the realm.
    fn is_reached(&self, tracer: &Tracer<'_>) -> bool {
        let mut objects = self.intrinsics.iter().chain([&self.global_object]);
        objects.any(|object| tracer.is_marked(object.value()))
    }

    /// Marks all that a realm holds.
    pub fn trace(&self, tracer: &mut Tracer<'_>) {
        self.intrinsics
            .iter()
            .for_each(|object| tracer.mark_object(*object));
        tracer.mark_object(self.global_object);
        self.lexicals.trace(tracer);
        self.protectors.trace(tracer);
        self.slots.trace(tracer);
        let made = self.lazy_globals.iter().filter_map(|(_, made)| *made);
        made.for_each(|value| tracer.mark(value));
        tracer.mark_all(&self.original_array_next);
        let shapes = &self.shapes;
        for shape in [
            shapes.constructor,
            shapes.sloppy,
            shapes.plain,
            shapes.async_function,
            shapes.generator,
            shapes.async_generator,
            shapes.native,
            shapes.array,
            shapes.object3,
            shapes.object7,
            shapes.object15,
            shapes.promise,
            shapes.iterator_result,
        ] {
            tracer.mark_shape(shape);
        }
    }
}
