//! The realm: intrinsic objects, the global object, and the layouts that new objects start with.

use super::Agent;
use super::global_scope::GlobalLexicals;
use super::protectors::Protectors;
use super::slots::Slots;
use crate::heap::{Heap, Kind, Object, PropertyFlags, ShapeId, Tracer, Value};
use std::cell::Cell;

macro_rules! intrinsics {
    ($($name:ident),* $(,)?) => {
        /// [Well-known intrinsic objects](https://tc39.es/ecma262/#sec-well-known-intrinsic-objects).
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Intrinsic {
            $(
                #[doc = concat!("`%", stringify!($name), "%`")]
                $name,
            )*
        }

        impl Intrinsic {
            const COUNT: usize = [$(stringify!($name)),*].len();
        }
    };
}

intrinsics! {
    ObjectPrototype, FunctionPrototype, ArrayPrototype, StringPrototype, NumberPrototype, BooleanPrototype,
    SymbolPrototype, BigIntPrototype, ErrorPrototype, TypeErrorPrototype, RangeErrorPrototype, SyntaxErrorPrototype,
    ReferenceErrorPrototype, EvalErrorPrototype, URIErrorPrototype, AggregateErrorPrototype,
    SuppressedErrorPrototype, DisposableStackPrototype, AsyncDisposableStackPrototype, PromisePrototype,
    MapPrototype, SetPrototype, WeakMapPrototype, WeakSetPrototype, WeakRefPrototype, FinalizationRegistryPrototype, DatePrototype, RegExpPrototype,
    IteratorPrototype, AsyncIteratorPrototype, ArrayIteratorPrototype, StringIteratorPrototype, MapIteratorPrototype,
    SetIteratorPrototype, RegExpStringIteratorPrototype, IteratorHelperPrototype, WrapForValidIteratorPrototype,
    AsyncFromSyncIteratorPrototype, GeneratorPrototype, AsyncGeneratorPrototype, GeneratorFunctionPrototype,
    AsyncFunctionPrototype, AsyncGeneratorFunctionPrototype, Object, Function, Array, String, Number, Boolean, Symbol,
    BigInt, Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError, AggregateError,
    SuppressedError, Promise,
    Int8ArrayPrototype, Uint8ArrayPrototype, Uint8ClampedArrayPrototype, Int16ArrayPrototype, Uint16ArrayPrototype,
    Int32ArrayPrototype, Uint32ArrayPrototype, BigInt64ArrayPrototype, BigUint64ArrayPrototype,
    Float16ArrayPrototype, Float32ArrayPrototype, Float64ArrayPrototype,
    Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array,
    BigInt64Array, BigUint64Array, Float16Array, Float32Array, Float64Array,
    ArrayBufferPrototype, SharedArrayBufferPrototype, DataViewPrototype, TypedArrayPrototype, ArrayBuffer,
    SharedArrayBuffer, TypedArray,
    Map, Set, Date, RegExp, Iterator, ArrayValues, ObjectToString, PromiseThen, ThrowTypeError, Eval,
}

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
    pub(super) slots: Slots,
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
            slots: Slots::default(),
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

    /// Marks all that a realm holds.
    pub fn trace(&self, tracer: &mut Tracer<'_>) {
        self.intrinsics
            .iter()
            .for_each(|object| tracer.mark_object(*object));
        tracer.mark_object(self.global_object);
        self.lexicals.trace(tracer);
        self.protectors.trace(tracer);
        self.slots.trace(tracer);
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

impl Agent {
    /// An intrinsic object of the current realm.
    #[inline(always)]
    pub fn intrinsic(&self, intrinsic: Intrinsic) -> Object {
        self.realm.intrinsic(intrinsic)
    }

    /// Makes the prototypes that layouts depend on, bare, and the layouts.
    pub(super) fn make_base_objects(&mut self) {
        use Intrinsic::*;
        let object_prototype = self.intrinsic(ObjectPrototype);
        // %Function.prototype% is a function that does nothing.
        let nothing = self.register_function("", 0, |_, _| Ok(Value::UNDEFINED));
        let function_prototype = self.new_deferred_function(nothing, (0, ""), object_prototype);
        self.realm
            .set_intrinsic(FunctionPrototype, function_prototype);
        for async_function in [
            AsyncFunctionPrototype,
            GeneratorFunctionPrototype,
            AsyncGeneratorFunctionPrototype,
        ] {
            let proto = self.new_builtin_object(function_prototype.value());
            self.realm.set_intrinsic(async_function, proto);
        }
        let array_shape = self.heap.root_shape(object_prototype.value(), Kind::Array);
        let array_prototype = self.heap.new_array(array_shape, Vec::new());
        self.heap.defer(array_prototype);
        self.realm.set_intrinsic(ArrayPrototype, array_prototype);
        let iterator_prototype = self.new_builtin_object(object_prototype.value());
        self.realm
            .set_intrinsic(IteratorPrototype, iterator_prototype);
        let promise_prototype = self.new_builtin_object(object_prototype.value());
        self.realm
            .set_intrinsic(PromisePrototype, promise_prototype);
        self.make_shapes();
    }

    /// Makes the layouts that depend on intrinsics; after the prototypes are made.
    pub(super) fn make_shapes(&mut self) {
        let (length, name, prototype) = (self.names.length, self.names.name, self.names.prototype);
        let fixed = PropertyFlags::CONFIGURABLE;
        let function_shape = |agent: &mut Agent, proto: Intrinsic, with_prototype: bool| {
            let proto = agent.intrinsic(proto).value();
            let root = agent.heap.root_shape(proto, Kind::Function);
            let shape = agent.heap.shape_with_flags(root, length, fixed);
            let shape = agent.heap.shape_with_flags(shape, name, fixed);
            match with_prototype {
                true => agent
                    .heap
                    .shape_with_flags(shape, prototype, PropertyFlags::WRITABLE),
                false => shape,
            }
        };
        self.realm.shapes.plain = function_shape(self, Intrinsic::FunctionPrototype, false);
        self.realm.shapes.native = self.realm.shapes.plain;
        self.realm.shapes.constructor = function_shape(self, Intrinsic::FunctionPrototype, true);
        let mut sloppy = self.realm.shapes.plain;
        for (key, flags) in [
            (self.names.arguments, PropertyFlags::NONE),
            (self.names.caller, PropertyFlags::NONE),
            (prototype, PropertyFlags::WRITABLE),
        ] {
            sloppy = self.heap.shape_with_flags(sloppy, key, flags);
        }
        self.realm.shapes.sloppy = sloppy;
        self.realm.shapes.async_function =
            function_shape(self, Intrinsic::AsyncFunctionPrototype, false);
        self.realm.shapes.generator =
            function_shape(self, Intrinsic::GeneratorFunctionPrototype, true);
        self.realm.shapes.async_generator =
            function_shape(self, Intrinsic::AsyncGeneratorFunctionPrototype, true);
        self.realm.shapes.array = self.root_shape(Intrinsic::ArrayPrototype, Kind::Array);
        self.realm.shapes.promise = self.root_shape(Intrinsic::PromisePrototype, Kind::Promise);
        let result = self
            .heap
            .shape_with(self.realm.shapes.object3, self.names.value);
        self.realm.shapes.iterator_result = self.heap.shape_with(result, self.names.done);
    }

    /// The empty layout of objects with an intrinsic prototype.
    pub fn root_shape(&mut self, proto: Intrinsic, kind: Kind) -> ShapeId {
        let proto = self.intrinsic(proto).value();
        self.heap.root_shape(proto, kind)
    }
}
