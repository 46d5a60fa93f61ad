//! Function objects: making them, and their own properties, which exist from the start but get
//! storage only when they are first asked for.

use super::code::{Code, FunctionKind};
use super::native::NativeId;
use super::realm::Intrinsic;
use super::{Agent, PropertyFlags, PropertyKey};
use crate::heap::{Heap, Kind, Object, ShapeId, Str, Value};

/// Set in a function's flags once its own properties have storage.
const MATERIALIZED: u32 = 1;

/// Set in the flags of natives that stacks don't list.
pub(super) const HANDS_OVER: u32 = 2;

impl Agent {
    /// A function object over code and a scope.
    #[inline]
    pub fn new_closure(&mut self, code_number: u32, scope: Value, extra: Value) -> Object {
        let code = &self.codes[code_number];
        let shape = self.function_shape(code);
        self.heap.new_function(shape, code_number, 0, scope, extra)
    }

    #[inline]
    fn function_shape(&self, code: &Code) -> ShapeId {
        let shapes = &self.realm.shapes;
        match code.kind {
            FunctionKind::Normal if code.flags.strict => shapes.constructor,
            FunctionKind::Normal => shapes.sloppy,
            FunctionKind::Arrow
            | FunctionKind::Method
            | FunctionKind::ClassConstructor
            | FunctionKind::DerivedConstructor => shapes.plain,
            FunctionKind::Generator => shapes.generator,
            FunctionKind::Async => shapes.async_function,
            FunctionKind::AsyncGenerator => shapes.async_generator,
        }
    }

    /// Gives a function's own properties their storage, if they have none yet.
    pub fn materialize_function(&mut self, function: Object) {
        let flags = self.heap.function_flags(function);
        if flags & MATERIALIZED != 0 {
            return;
        }
        if self.tracks_realms() {
            let realm = self.realm_of_function(function.value());
            if realm != self.current_realm() {
                return self.in_realm(realm, |agent| agent.materialize_function(function));
            }
        }
        self.heap.set_function_flags(function, flags | MATERIALIZED);
        let (length, name) = self.initial_length_and_name(function);
        self.heap
            .write_initial(function, self.names.length, Value::from_u32(length));
        self.heap
            .write_initial(function, self.names.name, name.value());
        if let Some(code) = self.heap.function_code(function.value()) {
            let proto = match self.codes[code].kind {
                FunctionKind::Normal => {
                    if !self.codes[code].flags.strict {
                        // V8 has them too; nothing of what runs shows in them here.
                        for key in [self.names.arguments, self.names.caller] {
                            self.heap.write_initial(function, key, Value::NULL);
                        }
                    }
                    self.initial_prototype(function)
                }
                FunctionKind::Generator => self.object_with_proto(Intrinsic::GeneratorPrototype),
                FunctionKind::AsyncGenerator => {
                    self.object_with_proto(Intrinsic::AsyncGeneratorPrototype)
                }
                _ => return,
            };
            self.heap
                .write_initial(function, self.names.prototype, proto.value());
        } else if let Some(native) = self.heap.native(function.value())
            && self.natives.entries[native].ordinary
        {
            let proto = self.initial_prototype(function);
            self.heap
                .write_initial(function, self.names.prototype, proto.value());
        }
    }

    /// What a function's `prototype` is at first.
    fn initial_prototype(&mut self, function: Object) -> Object {
        let proto = self.heap.new_object(self.realm.shapes.object3);
        self.heap.add_property(
            proto,
            self.names.constructor,
            PropertyFlags::HIDDEN,
            function.value(),
        );
        proto
    }

    fn object_with_proto(&mut self, proto: Intrinsic) -> Object {
        let shape = self.root_shape(proto, Kind::Object3);
        self.heap.new_object(shape)
    }

    fn initial_length_and_name(&mut self, function: Object) -> (u32, Str) {
        if let Some(code) = self.heap.function_code(function.value()) {
            let code = &self.codes[code];
            return (code.length, code.name);
        }
        let native = self
            .heap
            .native(function.value())
            .unwrap_or_else(|| unreachable!("not a function"));
        let entry = self.natives.entries.get(native);
        let (name, length) = match self.closure_data(function) {
            Some(closure) => (closure.name, closure.length),
            None => (entry.name, entry.length),
        };
        (
            length as u32,
            self.heap.function_name_text(name, entry.prefix),
        )
    }

    /// The name that a native function was made with.
    pub fn native_name(&mut self, function: Object) -> Str {
        self.initial_length_and_name(function).1
    }

    /// [SetFunctionName](https://tc39.es/ecma262/#sec-setfunctionname) on a function whose `name`
    /// still has its initial attributes.
    pub fn set_function_name(&mut self, function: Object, key: PropertyKey, prefix: &str) {
        let name = self.heap.function_name_text(key, prefix);
        self.materialize_function(function);
        if let Some(found) = self.heap.lookup(function, self.names.name) {
            self.heap.write_slot(function, found.slot, name.value());
        }
    }
}

impl Heap {
    /// The text that [SetFunctionName](https://tc39.es/ecma262/#sec-setfunctionname) gives.
    pub fn function_name_text(&mut self, key: PropertyKey, prefix: &str) -> Str {
        let name = match key.as_symbol() {
            Some(symbol) => match self.symbol_description(symbol) {
                Some(description) if self.symbol_kind(symbol).is_private() => description,
                Some(description) => {
                    let text = format!("[{}]", self.utf8(description));
                    self.new_string(&text)
                }
                None => self.empty_string(),
            },
            None => self.key_to_string(key),
        };
        if prefix.is_empty() {
            return name;
        }
        let text = format!("{prefix}{}", self.utf8(name));
        self.new_string(&text)
    }
}

impl Heap {
    /// Marks a native function as one that stacks don't list, as V8 doesn't list those that end in a
    /// tail call (`call`, `apply`, `Reflect.construct`), and programs don't look at Node's own.
    pub fn hide_from_stacks(&mut self, function: Value) {
        if let Some(function) = function.as_object().filter(|it| it.is(Kind::Native)) {
            let flags = self.function_flags(function);
            self.set_function_flags(function, flags | HANDS_OVER);
        }
    }

    /// A function object over a native, without properties of its own.
    pub(super) fn new_bare_function(&mut self, id: NativeId, proto: Object) -> Object {
        let shape = self.root_shape(proto.value(), Kind::Native);
        let none = [Value::UNDEFINED; 2];
        self.new_native(shape, id.0, MATERIALIZED, none)
    }

    pub(super) fn is_hidden_from_stacks(&self, function: Value) -> bool {
        function.is(Kind::Native)
            && function
                .as_object()
                .is_some_and(|function| self.function_flags(function) & HANDS_OVER != 0)
    }

    fn write_initial(&mut self, function: Object, key: PropertyKey, value: Value) {
        // A property that was deleted or redefined meanwhile keeps what it has.
        if let Some(found) = self.lookup(function, key)
            && found.flags.is_plain_data()
            && self
                .read_slot(function, found.slot)
                .is_none_or(Value::is_undefined)
        {
            self.write_slot(function, found.slot, value);
        }
    }
}
