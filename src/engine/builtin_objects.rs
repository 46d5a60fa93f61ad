//! Making built-in objects, and saying what properties they have.

use super::definitions::{Definition, Definitions, MakeLazy, Noted, Registered};
use super::native::{Accessor, Constructor, LazyGlobal, Method, NativeEntry, NativeId};
use super::{Agent, Intrinsic, JsResult, Original, RealmId};
use crate::heap::{
    Heap, HostData, Kind, Object, PropertyFlags, PropertyKey, ShapeId, Symbol, Tracer, Value,
};
use std::rc::Rc;

impl Agent {
    /// Makes the heap complete built-in objects from their definitions; before any is made.
    pub(super) fn prepare_definitions(&mut self) {
        let definitions = Definitions::new(Rc::clone(&self.natives.entries), self.symbols);
        self.heap.set_completer(Box::new(definitions));
    }

    fn define(&mut self, object: Object, definition: Definition) {
        let realm = self.current_realm();
        let functions = self.realm.shapes.native;
        if self.heap.is_deferred(object) {
            let definitions: &mut Definitions = self.heap.completer_mut();
            definitions.note(Noted {
                object,
                realm,
                functions,
                hidden: definitions.hidden,
                definition,
            });
        } else {
            self.define_now(object, realm, functions, definition);
        }
    }

    fn define_now(
        &mut self,
        object: Object,
        realm: RealmId,
        functions: ShapeId,
        definition: Definition,
    ) {
        self.heap
            .with_completer(|definitions: &mut Definitions, heap| {
                let noted = Noted {
                    object,
                    realm,
                    functions,
                    hidden: definitions.hidden,
                    definition,
                };
                let mut properties = Vec::new();
                let outer = heap.set_new_function_flags(noted.function_flags());
                definitions.make(heap, &noted, &[], &mut properties);
                heap.set_new_function_flags(outer);
                for (key, flags, value) in properties {
                    heap.add_property(object, key, flags, value);
                }
            });
    }

    /// Runs `body`, which defines what isn't the language's: no stack lists the functions.
    pub fn define_hidden<T>(&mut self, body: impl FnOnce(&mut Agent) -> T) -> T {
        let set = |agent: &mut Agent, hidden| {
            agent
                .heap
                .with_completer(|definitions: &mut Definitions, _| {
                    std::mem::replace(&mut definitions.hidden, hidden)
                })
        };
        let outer = set(self, true);
        let result = body(self);
        set(self, outer);
        result
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

    /// Defines a method under a symbol that isn't well-known: writable, not enumerable,
    /// configurable. The method's name in the table isn't used.
    pub fn define_symbol_method(&mut self, object: Object, symbol: Symbol, method: Method) {
        let flags = PropertyFlags::HIDDEN;
        self.define(object, Definition::SymbolMethod(symbol, method, flags));
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
    /// accessor the value is the pair of [`Heap::new_accessor`].
    pub fn define_constant(
        &mut self,
        object: Object,
        name: &'static str,
        value: Value,
        flags: PropertyFlags,
    ) {
        self.define(object, Definition::Value(name, value, flags));
    }

    /// Gives a property that was defined with a value, on an object that nothing has looked at yet,
    /// another one.
    pub fn redefine_constant(&mut self, object: Object, name: &'static str, value: Value) {
        self.heap
            .with_completer(|definitions: &mut Definitions, _| {
                definitions.redefine(object, name, value);
            });
    }

    /// Forgets what the objects of dead realms were to have.
    pub(super) fn forget_definitions_of(&mut self, dead: &[RealmId]) {
        if !dead.is_empty() {
            self.heap
                .with_completer(|definitions: &mut Definitions, _| definitions.forget_realms(dead));
        }
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
        self.new_class_function(constructor, false)
    }

    /// As [`Agent::new_constructor_function`]; whether it shows itself as a class.
    fn new_class_function(&mut self, constructor: &Constructor, class: bool) -> Object {
        let name = self.static_key(constructor.name);
        let entry = NativeEntry {
            run: constructor.run,
            name,
            prefix: "",
            length: constructor.length,
            constructor: true,
            ordinary: false,
            class,
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
        let function = self.heap.new_bare_function(id, proto);
        self.heap.defer(function);
        self.define(function, Definition::Function(length, name));
        function
    }

    /// A constructor: a function with `prototype`, and the prototype's `constructor`.
    pub fn new_constructor(&mut self, constructor: &Constructor, prototype: Object) -> Object {
        let function = self.new_constructor_function(constructor);
        self.link_constructor(function, prototype)
    }

    /// As [`Agent::new_constructor`], of a function that shows itself as a class.
    pub fn new_class(&mut self, constructor: &Constructor, prototype: Object) -> Object {
        let function = self.new_class_function(constructor, true);
        self.link_constructor(function, prototype)
    }

    fn link_constructor(&mut self, function: Object, prototype: Object) -> Object {
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

    /// Defines global variables of the realm that are made when they are first looked at. Like those
    /// of [`Agent::define_global`], they aren't enumerable. To be defined after the language's own.
    pub fn define_lazy_globals(&mut self, globals: &'static [LazyGlobal]) {
        for global in globals {
            self.define_global(global.name, Value::HOLE);
        }
        let lazy = globals.iter().map(|global| (global, None));
        self.realm.lazy_globals.extend(lazy);
    }

    /// The first value of a lazy global.
    pub(super) fn make_lazy_global(&mut self, key: PropertyKey) -> JsResult {
        let lazy = self.realm.lazy_globals.clone();
        for (at, (global, made)) in lazy.into_iter().enumerate() {
            if self.static_key(global.name) != key {
                continue;
            }
            if let Some(value) = made {
                return Ok(value);
            }
            let value = (global.make)(self)?;
            self.realm.lazy_globals[at].1 = Some(value);
            return Ok(value);
        }
        unreachable!("only lazy globals have no value")
    }

    /// The value that a lazy global has before any script changes it.
    pub fn lazy_global(&mut self, name: &str) -> JsResult {
        let key = self.static_key(name);
        self.make_lazy_global(key)
    }

    /// Defines properties whose values are made when they are first looked at, also by scripts of the
    /// host's own; none of them may be inline ([`Heap::new_lazy_object`]). Meanwhile nothing is collected, because the look may be in the midst of anything.
    pub fn define_lazy(
        &mut self,
        object: Object,
        names: &'static [&'static str],
        flags: PropertyFlags,
        make: MakeLazy,
    ) {
        self.define(object, Definition::Lazy(names, flags));
        self.heap
            .with_completer(|definitions: &mut Definitions, _| {
                definitions.lazy.push((object, names, make));
            });
    }

    /// The first value of a property that was defined as lazy.
    pub(super) fn make_lazy(&mut self, object: Object, key: PropertyKey) -> JsResult {
        let known = self
            .heap
            .with_completer(|definitions: &mut Definitions, _| {
                let known = definitions.lazy.iter().filter(|lazy| lazy.0 == object);
                known.copied().collect::<Vec<_>>()
            });
        for (object, names, make) in known {
            for &name in names {
                if self.static_key(name) != key {
                    continue;
                }
                self.roots.collections_paused += 1;
                let value = self.scoped(|agent| make(agent, object, name));
                self.roots.collections_paused -= 1;
                return value;
            }
        }
        self.make_lazy_global(key)
    }

    /// Defines a global variable of the realm: writable, not enumerable, configurable.
    pub fn define_global(&mut self, name: &'static str, value: Value) {
        let global = self.realm.global_object;
        self.define_constant(global, name, value, PropertyFlags::HIDDEN);
    }
}

impl Heap {
    /// A built-in object with a prototype (an object or `null`): what is defined on it is made
    /// when anything first looks at it.
    pub fn new_builtin_object(&mut self, proto: Value) -> Object {
        let object = self.ordinary_object_create(proto);
        self.defer(object);
        object
    }

    /// The same, for one that has lazy properties among its first: all are beside it, where a missing
    /// value is looked for.
    pub fn new_lazy_object(&mut self, proto: Value) -> Object {
        let shape = self.root_shape(proto, Kind::Host);
        let object = self.new_host(Kind::Host, shape, Box::new(NoSlots));
        self.defer(object);
        object
    }
}

/// The internal slots of an object that has none.
struct NoSlots;

impl HostData for NoSlots {
    fn trace(&self, _: &mut Tracer<'_>) {}
}
