//! What built-in objects are to have: tables of methods, accessors and values.
//!
//! Built-in objects are *deferred* (see [`Completer`]): defining something on one only notes it
//! down, and the properties are made, in the order of their definitions, when anything first looks
//! at the object. On any other object they are made at once. Where one of a deferred object is
//! needed at once in another place, [`Agent::initial_value`] makes that alone.

use super::names::static_key;
use super::native::{Accessor, Constructor, Method, NativeEntry, NativeFn, NativeId};
use super::realms::RealmId;
use super::{Agent, Intrinsic, Original, WellKnownSymbols};
use crate::heap::{
    Completer, DeferredProperty, Heap, InternalData, Object, PropertyFlags, PropertyKey, ShapeId,
    Store, Tracer, Value,
};
use std::rc::Rc;

/// Properties of one object that are defined together.
enum Definition {
    Methods(&'static [Method], PropertyFlags),
    Accessors(&'static [Accessor], PropertyFlags),
    Value(&'static str, Value, PropertyFlags),
    Text(&'static str, &'static str, PropertyFlags),
    /// Names and texts that only the running program knows.
    Texts(Vec<(String, String)>, PropertyFlags),
    /// The same as another property.
    Alias(&'static str, &'static str),
    /// `length` and `name` of a function.
    Function(u8, &'static str),
}

/// A definition that was noted down.
struct Noted {
    object: Object,
    realm: RealmId,
    /// The layout of functions in that realm.
    functions: ShapeId,
    definition: Definition,
}

/// What was made of a deferred object before the rest: holder, name, value.
type Made = (Object, &'static str, Value);

/// A property that matters to short cuts: which, its holder, its name, and its value once it is
/// made.
struct Registered {
    original: Original,
    realm: RealmId,
    holder: Object,
    name: &'static str,
    value: Option<(PropertyKey, Value)>,
}

/// All definitions for deferred objects; makes their properties.
pub(super) struct Definitions {
    noted: Vec<Noted>,
    made: Vec<Made>,
    originals: Vec<Registered>,
    natives: Rc<Store<NativeEntry>>,
    symbols: WellKnownSymbols,
}

impl Definitions {
    pub(super) fn new(natives: Rc<Store<NativeEntry>>, symbols: WellKnownSymbols) -> Definitions {
        Definitions {
            // About as many as the built-ins have.
            noted: Vec::with_capacity(640),
            made: Vec::new(),
            originals: Vec::new(),
            natives,
            symbols,
        }
    }

    fn method(&self, heap: &mut Heap, functions: ShapeId, method: &Method) -> Value {
        let entry = NativeEntry {
            run: method.run,
            name: static_key(heap, &self.symbols, method.name),
            prefix: "",
            length: method.length,
            constructor: false,
        };
        let none = [Value::UNDEFINED; 2];
        let function = heap.new_native(functions, self.natives.append(entry), 0, none);
        function.value()
    }

    fn accessor(&self, heap: &mut Heap, functions: ShapeId, accessor: &Accessor) -> Value {
        let name = static_key(heap, &self.symbols, accessor.name);
        let mut half = |run: Option<NativeFn>, prefix, length| {
            let Some(run) = run else {
                return Value::UNDEFINED;
            };
            let entry = NativeEntry {
                run,
                name,
                prefix,
                length,
                constructor: false,
            };
            let none = [Value::UNDEFINED; 2];
            let function = heap.new_native(functions, self.natives.append(entry), 0, none);
            function.value()
        };
        let (get, set) = (half(accessor.get, "get ", 0), half(accessor.set, "set ", 1));
        let pair = heap.new_internal(InternalData::Accessor { get, set });
        pair.value()
    }

    /// Makes the properties of a definition, after those that are there already.
    fn make(
        &self,
        heap: &mut Heap,
        noted: &Noted,
        made: &[Made],
        properties: &mut Vec<DeferredProperty>,
    ) {
        let functions = noted.functions;
        let known = |name: &str| {
            let found = made.iter().find(|(_, known, _)| *known == name);
            found.map(|&(_, _, value)| value)
        };
        let mut add = |heap: &mut Heap, name, flags, value| {
            let key = static_key(heap, &self.symbols, name);
            properties.push((key, flags, value));
        };
        match &noted.definition {
            &Definition::Methods(methods, flags) => {
                for method in methods {
                    let value = known(method.name);
                    let value = value.unwrap_or_else(|| self.method(heap, functions, method));
                    add(heap, method.name, flags, value);
                }
            }
            &Definition::Accessors(accessors, flags) => {
                for accessor in accessors {
                    let pair = known(accessor.name);
                    let pair = pair.unwrap_or_else(|| self.accessor(heap, functions, accessor));
                    add(heap, accessor.name, flags, pair);
                }
            }
            &Definition::Value(name, value, flags) => add(heap, name, flags, value),
            &Definition::Text(name, text, flags) => {
                let text = heap.new_string(text).value();
                add(heap, name, flags, text);
            }
            Definition::Texts(texts, flags) => {
                for (name, text) in texts {
                    let text = heap.new_string(text).value();
                    properties.push((heap.property_key_of_str(name), *flags, text));
                }
            }
            &Definition::Alias(name, of) => {
                let of = static_key(heap, &self.symbols, of);
                let Some(&(_, flags, value)) = properties.iter().find(|(key, ..)| *key == of)
                else {
                    unreachable!("an alias stands after what it is an alias of");
                };
                let key = static_key(heap, &self.symbols, name);
                properties.push((key, flags, value));
            }
            &Definition::Function(length, name) => {
                let fixed = PropertyFlags::CONFIGURABLE;
                let name = heap.new_string(name).value();
                let length = Value::from_u32(u32::from(length));
                add(heap, "length", fixed, length);
                add(heap, "name", fixed, name);
            }
        }
    }

    /// The value of one property, made ahead of the others.
    fn make_ahead(&mut self, heap: &mut Heap, object: Object, name: &'static str) -> Value {
        let mut made = self.made.iter();
        if let Some(&(_, _, value)) = made.find(|made| made.0 == object && made.1 == name) {
            return value;
        }
        let mut found = None;
        let noted = self.noted.iter().rev();
        for noted in noted.filter(|noted| noted.object == object) {
            let functions = noted.functions;
            found = match noted.definition {
                Definition::Methods(methods, _) => {
                    let method = methods.iter().find(|method| method.name == name);
                    method.map(|method| self.method(heap, functions, method))
                }
                Definition::Accessors(accessors, _) => {
                    let accessor = accessors.iter().find(|accessor| accessor.name == name);
                    accessor.map(|accessor| self.accessor(heap, functions, accessor))
                }
                Definition::Value(other, value, _) if other == name => return value,
                Definition::Alias(other, of) if other == name => {
                    return self.make_ahead(heap, object, of);
                }
                _ => None,
            };
            if found.is_some() {
                break;
            }
        }
        let Some(value) = found else {
            unreachable!("{name} is defined before it is asked for");
        };
        self.made.push((object, name, value));
        value
    }
}

impl Completer for Definitions {
    fn complete(&mut self, heap: &mut Heap, object: Object) -> Vec<DeferredProperty> {
        let noted = self.noted.extract_if(.., |noted| noted.object == object);
        let noted: Vec<Noted> = noted.collect();
        let made = self.made.extract_if(.., |made| made.0 == object);
        let made: Vec<Made> = made.collect();
        let mut properties = Vec::new();
        for noted in &noted {
            let outer = heap.set_new_function_flags(noted.realm.function_flags());
            self.make(heap, noted, &made, &mut properties);
            heap.set_new_function_flags(outer);
        }
        let originals = self.originals.iter_mut();
        for registered in originals.filter(|registered| registered.holder == object) {
            let key = static_key(heap, &self.symbols, registered.name);
            let made = properties.iter().find(|(known, ..)| *known == key);
            registered.value = made.map(|&(_, _, value)| (key, value));
        }
        properties
    }

    fn trace(&self, tracer: &mut Tracer<'_>) {
        for noted in &self.noted {
            tracer.mark_object(noted.object);
            tracer.mark_shape(noted.functions);
            if let Definition::Value(_, value, _) = noted.definition {
                tracer.mark(value);
            }
        }
        for &(_, _, value) in &self.made {
            tracer.mark(value);
        }
        for registered in &self.originals {
            tracer.mark_object(registered.holder);
            if let Some((_, value)) = registered.value {
                tracer.mark(value);
            }
        }
    }
}

impl Agent {
    fn define(&mut self, object: Object, definition: Definition) {
        let noted = Noted {
            object,
            realm: self.current_realm(),
            functions: self.realm.shapes.native,
            definition,
        };
        let deferred = self.heap.is_deferred(object);
        self.heap
            .with_completer(|definitions: &mut Definitions, heap| {
                if deferred {
                    return definitions.noted.push(noted);
                }
                let mut properties = Vec::new();
                definitions.make(heap, &noted, &[], &mut properties);
                for (key, flags, value) in properties {
                    heap.add_property(object, key, flags, value);
                }
            });
    }

    /// A built-in object with a prototype (an object or `null`): what is defined on it is made
    /// when anything first looks at it.
    pub fn new_builtin_object(&mut self, proto: Value) -> Object {
        let object = self.ordinary_object_create(proto);
        self.heap.defer(object);
        object
    }

    /// What a property of a built-in object is to have before any script runs: a value, or the
    /// pair of an accessor. To be asked while built-ins are made.
    pub fn initial_value(&mut self, object: Object, name: &'static str) -> Value {
        if self.heap.is_deferred(object) {
            return self
                .heap
                .with_completer(|definitions: &mut Definitions, heap| {
                    definitions.make_ahead(heap, object, name)
                });
        }
        let key = self.static_key(name);
        let found = self.heap.lookup(object, key);
        let value = found.and_then(|found| self.heap.read_slot(object, found.slot));
        value.unwrap_or_else(|| unreachable!("{name} is defined before it is asked for"))
    }

    /// Registers a property of a deferred object as one that short cuts depend on.
    pub fn set_original(&mut self, original: Original, holder: Object, name: &'static str) {
        assert!(
            self.heap.is_deferred(holder),
            "to be registered before it is made"
        );
        let realm = self.current_realm();
        self.heap
            .with_completer(|definitions: &mut Definitions, _| {
                definitions.originals.push(Registered {
                    original,
                    realm,
                    holder,
                    name,
                    value: None,
                });
            });
    }

    /// The holder, key and first value of a property that was registered, which is made if it
    /// wasn't yet.
    pub(super) fn take_original(
        &mut self,
        original: Original,
    ) -> Option<(Object, PropertyKey, Value)> {
        let realm = self.current_realm();
        let find = |heap: &mut Heap| {
            heap.with_completer(|definitions: &mut Definitions, _| {
                let mut originals = definitions.originals.iter();
                let found = originals.find(|registered| {
                    registered.original == original && registered.realm == realm
                });
                found.map(|registered| (registered.holder, registered.value))
            })
        };
        let (holder, _) = find(&mut self.heap)?;
        // Any look at the holder makes its properties.
        self.heap.lookup(holder, self.names.constructor);
        let (key, value) = find(&mut self.heap)?.1?;
        Some((holder, key, value))
    }

    /// Defines methods on an object: writable, not enumerable, configurable.
    pub fn define_methods(&mut self, object: Object, methods: &'static [Method]) {
        self.define_methods_with(object, methods, PropertyFlags::HIDDEN);
    }

    /// Defines methods on an object with the given attributes.
    pub fn define_methods_with(
        &mut self,
        object: Object,
        methods: &'static [Method],
        flags: PropertyFlags,
    ) {
        self.define(object, Definition::Methods(methods, flags));
    }

    /// Defines accessors on an object: not enumerable, configurable.
    pub fn define_accessors(&mut self, object: Object, accessors: &'static [Accessor]) {
        self.define_accessors_with(object, accessors, PropertyFlags::CONFIGURABLE);
    }

    /// Defines accessors on an object with the given attributes.
    pub fn define_accessors_with(
        &mut self,
        object: Object,
        accessors: &'static [Accessor],
        flags: PropertyFlags,
    ) {
        let flags = flags.with(PropertyFlags::ACCESSOR);
        self.define(object, Definition::Accessors(accessors, flags));
    }

    /// Defines a property with the given attributes on an object that doesn't have it. For an
    /// accessor the value is the pair of [`Agent::new_accessor`].
    pub fn define_constant(
        &mut self,
        object: Object,
        name: &'static str,
        value: Value,
        flags: PropertyFlags,
    ) {
        self.define(object, Definition::Value(name, value, flags));
    }

    /// As [`Agent::define_constant`], for a string.
    pub fn define_text(
        &mut self,
        object: Object,
        name: &'static str,
        text: &'static str,
        flags: PropertyFlags,
    ) {
        self.define(object, Definition::Text(name, text, flags));
    }

    /// Defines strings under names that are no array indices, each once.
    pub fn define_texts(
        &mut self,
        object: Object,
        texts: Vec<(String, String)>,
        flags: PropertyFlags,
    ) {
        self.define(object, Definition::Texts(texts, flags));
    }

    /// Defines `[Symbol.toStringTag]`: configurable only.
    pub fn define_tag(&mut self, object: Object, tag: &'static str) {
        self.define_text(object, "@@toStringTag", tag, PropertyFlags::CONFIGURABLE);
    }

    /// Gives a property a second name.
    pub fn define_alias(&mut self, object: Object, name: &'static str, of: &'static str) {
        if self.heap.is_deferred(object) {
            return self.define(object, Definition::Alias(name, of));
        }
        let value = self.initial_value(object, of);
        self.define_constant(object, name, value, PropertyFlags::HIDDEN);
    }

    /// A function that can be constructed, without `prototype`.
    pub fn new_constructor_function(&mut self, constructor: &Constructor) -> Object {
        let name = self.static_key(constructor.name);
        let entry = NativeEntry {
            run: constructor.run,
            name,
            prefix: "",
            length: constructor.length,
            constructor: true,
        };
        // A realm makes each of its constructors once: only another one asks for the same again.
        let id = match self.tracks_realms() {
            true => self.register_native(entry),
            false => NativeId(self.natives.entries.append(entry)),
        };
        let proto = self.intrinsic(Intrinsic::FunctionPrototype);
        self.new_deferred_function(id, (constructor.length, constructor.name), proto)
    }

    /// A deferred function over a registered native; its `length`, `name`, and prototype.
    pub(super) fn new_deferred_function(
        &mut self,
        id: NativeId,
        (length, name): (u8, &'static str),
        proto: Object,
    ) -> Object {
        let function = self.new_bare_function(id, proto);
        self.heap.defer(function);
        self.define(function, Definition::Function(length, name));
        function
    }

    /// A constructor: a function with `prototype`, and the prototype's `constructor`.
    pub fn new_constructor(&mut self, constructor: &Constructor, prototype: Object) -> Object {
        let function = self.new_constructor_function(constructor);
        let (fixed, hidden) = (PropertyFlags::NONE, PropertyFlags::HIDDEN);
        self.define_constant(function, "prototype", prototype.value(), fixed);
        self.define_constant(prototype, "constructor", function.value(), hidden);
        function
    }

    /// As [`Agent::new_constructor`], and puts it into the global object.
    pub fn define_constructor(&mut self, constructor: &Constructor, prototype: Object) -> Object {
        let function = self.new_constructor(constructor, prototype);
        self.define_global(constructor.name, function.value());
        function
    }

    /// Defines a global variable of the realm: writable, not enumerable, configurable.
    pub fn define_global(&mut self, name: &'static str, value: Value) {
        let global = self.realm.global_object;
        self.define_constant(global, name, value, PropertyFlags::HIDDEN);
    }
}
