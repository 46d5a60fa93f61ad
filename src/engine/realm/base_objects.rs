//! What a realm begins with: the prototypes that layouts depend on, and the layouts.

use super::Intrinsic;
use crate::engine::Agent;
use crate::heap::{Kind, Object, PropertyFlags, ShapeId, Value};

impl Agent {
    /// An intrinsic object of the current realm.
    #[inline(always)]
    pub fn intrinsic(&self, intrinsic: Intrinsic) -> Object {
        self.realm.intrinsic(intrinsic)
    }

    /// Makes the prototypes that layouts depend on, bare, and the layouts.
    pub(in crate::engine) fn make_base_objects(&mut self) {
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
            let proto = self.heap.new_builtin_object(function_prototype.value());
            self.realm.set_intrinsic(async_function, proto);
        }
        let array_shape = self.heap.root_shape(object_prototype.value(), Kind::Array);
        let array_prototype = self.heap.new_array(array_shape, Vec::new());
        self.heap.defer(array_prototype);
        self.realm.set_intrinsic(ArrayPrototype, array_prototype);
        let iterator_prototype = self.heap.new_builtin_object(object_prototype.value());
        self.realm
            .set_intrinsic(IteratorPrototype, iterator_prototype);
        let promise_prototype = self.heap.new_builtin_object(object_prototype.value());
        self.realm
            .set_intrinsic(PromisePrototype, promise_prototype);
        self.make_shapes();
    }

    /// Makes the layouts that depend on intrinsics; after the prototypes are made.
    pub(in crate::engine) fn make_shapes(&mut self) {
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
