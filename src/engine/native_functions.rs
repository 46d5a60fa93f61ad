//! Making function objects over functions written in Rust, and over closures of embedders.

use super::names::static_key;
use super::native::{Call, ClosureData, Method, NativeClosure, NativeEntry, NativeFn, NativeId};
use super::{Agent, JsResult};
use crate::heap::{InternalData, InternalRef, Object, PropertyKey, Value};
use std::any::Any;
use std::rc::Rc;

impl Agent {
    /// Registers a native for [`Agent::new_native`]; the same one where it is registered again.
    pub fn register_native(&mut self, entry: NativeEntry) -> NativeId {
        let key = (entry.run as usize, entry.name);
        let known = self.natives.registered.get(&key).copied();
        if let Some(number) = known.filter(|&number| self.natives.entries[number].is_same(&entry)) {
            return NativeId(number);
        }
        let number = self.natives.entries.append(entry);
        self.natives.registered.insert(key, number);
        NativeId(number)
    }

    /// Registers a function of the crate for [`Agent::new_native`].
    pub fn register_function(&mut self, name: &str, length: u8, run: NativeFn) -> NativeId {
        let name = self.static_key(name);
        self.register_native(NativeEntry {
            run,
            name,
            prefix: "",
            length,
            constructor: false,
            ordinary: false,
            class: false,
        })
    }

    /// As [`Agent::register_function`], of one that can be constructed.
    pub fn register_constructor_function(
        &mut self,
        name: &str,
        length: u8,
        run: NativeFn,
    ) -> NativeId {
        let name = self.static_key(name);
        self.register_native(NativeEntry {
            run,
            name,
            prefix: "",
            length,
            constructor: true,
            ordinary: false,
            class: false,
        })
    }

    /// Whether a function written in Rust shows itself as a class.
    pub fn is_native_class(&self, function: Object) -> bool {
        let native = self.heap.native(function.value());
        native.is_some_and(|native| self.natives.entries[native].class)
    }

    /// A function object over a registered native, with two values that it can read back through
    /// `agent.heap.native_data(call.callee(), 0 or 1)`.
    pub fn new_native(&mut self, id: NativeId, data: [Value; 2]) -> Object {
        let shape = self.realm.shapes.native;
        self.heap.new_native(shape, id.0, 0, data)
    }

    /// A function object over a closure.
    pub fn new_closure_function(
        &mut self,
        name: &str,
        length: u8,
        run: Rc<NativeClosure>,
    ) -> Object {
        let name = self.heap.property_key_of_str(name);
        let data = ClosureData { run, name, length };
        let data = self.heap.new_internal(InternalData::Boxed(Box::new(data)));
        self.new_native(self.natives.call_closure, [data.value(), Value::UNDEFINED])
    }

    /// The closure behind a function object, if it is over one.
    pub(super) fn closure_data(&self, function: Object) -> Option<&ClosureData> {
        if self.heap.native(function.value()) != Some(self.natives.call_closure.0) {
            return None;
        }
        let data = InternalRef::from_value(self.heap.native_data(function, 0))?;
        match self.heap.internal(data) {
            InternalData::Boxed(data) => {
                let data: &dyn Any = &**data;
                data.downcast_ref()
            }
            _ => None,
        }
    }

    /// What a function object over a closure does.
    pub(super) fn call_closure_call(&mut self, call: Call) -> JsResult {
        let Some(closure) = self.closure_data(call.callee()) else {
            unreachable!("a function over a closure has it")
        };
        let run = Rc::clone(&closure.run);
        run(self, call)
    }

    /// The key for a name in a table: `@@iterator` is the symbol. Interned for ever.
    pub fn static_key(&mut self, name: &str) -> PropertyKey {
        static_key(&mut self.heap, &self.symbols, name)
    }

    /// A function object for a line of a table.
    pub fn new_method(&mut self, method: &Method) -> Object {
        let Method { length, run, .. } = *method;
        if !method.ordinary {
            return self.new_builtin(method.name, length, run);
        }
        let name = self.static_key(method.name);
        let id = self.register_native(NativeEntry {
            run,
            name,
            prefix: "",
            length,
            constructor: true,
            ordinary: true,
            class: false,
        });
        let shape = self.realm.shapes.constructor;
        self.heap.new_native(shape, id.0, 0, [Value::UNDEFINED; 2])
    }

    /// A built-in function object.
    pub fn new_builtin(&mut self, name: &str, length: u8, run: NativeFn) -> Object {
        let id = self.register_function(name, length, run);
        self.new_native(id, [Value::UNDEFINED; 2])
    }
}
