//! What built-in objects are to have: tables of methods, accessors and values.
//!
//! Built-in objects are *deferred* (see [`Completer`]): defining something on one only notes it
//! down, and the properties are made, in the order of their definitions, when anything first looks
//! at the object. On any other object they are made at once. Where one of a deferred object is
//! needed at once in another place, `Agent::initial_value` makes that alone.

use super::function::HANDS_OVER;
use super::names::static_key;
use super::native::{Accessor, Method, NativeEntry, NativeFn};
use super::realm::RealmId;
use super::{Original, WellKnownSymbols};
use crate::heap::{
    Completer, DeferredProperty, Heap, InternalData, Object, PropertyFlags, PropertyKey, ShapeId,
    Store, Symbol, Tracer, Value,
};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;

/// Properties of one object that are defined together.
pub(super) enum Definition {
    Methods(&'static [Method], PropertyFlags),
    Accessors(&'static [Accessor], PropertyFlags),
    Value(&'static str, Value, PropertyFlags),
    Text(&'static str, &'static str, PropertyFlags),
    /// Names and texts that only the running program knows.
    Texts(Vec<(String, String)>, PropertyFlags),
    /// The same as another property.
    Alias(&'static str, &'static str),
    /// A method under a symbol that isn't well-known.
    SymbolMethod(Symbol, Method, PropertyFlags),
    /// `length` and `name` of a function.
    Function(u8, &'static str),
    /// Properties without values yet: see [`Agent::define_lazy`](super::Agent::define_lazy).
    Lazy(&'static [&'static str], PropertyFlags),
}

/// Makes the value of a property when it is first looked at; by its object and name.
pub type MakeLazy = fn(&mut super::Agent, Object, &'static str) -> super::JsResult;

/// Properties of an object that have no values yet, and what makes these.
pub(super) type Lazy = (Object, &'static [&'static str], MakeLazy);

/// A definition that was noted down.
pub(super) struct Noted {
    pub(super) object: Object,
    pub(super) realm: RealmId,
    /// The layout of functions in that realm.
    pub(super) functions: ShapeId,
    /// Whether stacks don't list the functions.
    pub(super) hidden: bool,
    pub(super) definition: Definition,
}

impl Noted {
    /// What the functions that are made for it have from the start.
    pub(super) fn function_flags(&self) -> u32 {
        match self.hidden {
            true => self.realm.function_flags() | HANDS_OVER,
            false => self.realm.function_flags(),
        }
    }
}

/// What was made of a deferred object before the rest: holder, name, value, and its realm.
pub(super) type Made = (Object, &'static str, Value, RealmId);

/// A property that matters to short cuts: which, its holder, its name, and its value once it is
/// made.
pub(super) struct Registered {
    pub(super) original: Original,
    pub(super) realm: RealmId,
    pub(super) holder: Object,
    pub(super) name: &'static str,
    pub(super) value: Option<(PropertyKey, Value)>,
}

/// All definitions for deferred objects; makes their properties.
pub(super) struct Definitions {
    /// All of them by realm; those that were made stay, for [`Definitions::original`].
    noted: Vec<Vec<Noted>>,
    /// The realms of objects that aren't of the first one.
    realms: FxHashMap<Object, RealmId>,
    /// Places in those of the first realm by object, as far as somebody looked.
    places: FxHashMap<Object, Vec<u32>>,
    placed: usize,
    /// What names of the host's own texts stand for, by the global object of their realm.
    pub(super) primordials: FxHashMap<(Object, Box<str>), Primordial>,
    /// Values that were made again for [`Definitions::original`].
    pub(super) remade: FxHashMap<(Object, &'static str), Value>,
    /// What the host's own texts have besides, by name.
    pub(super) host_names: Vec<(&'static str, Value)>,
    pub(super) made: Vec<Made>,
    pub(super) originals: Vec<Registered>,
    pub(super) lazy: Vec<Lazy>,
    pub(super) natives: Rc<Store<NativeEntry>>,
    shared: RefCell<FxHashMap<(usize, PropertyKey, &'static str), u32>>,
    pub(super) symbols: WellKnownSymbols,
    /// Whether stacks don't list the functions that are noted down now.
    pub(super) hidden: bool,
}

impl Definitions {
    pub(super) fn new(natives: Rc<Store<NativeEntry>>, symbols: WellKnownSymbols) -> Definitions {
        Definitions {
            // About as many as the built-ins have.
            noted: vec![Vec::with_capacity(640)],
            realms: FxHashMap::default(),
            places: FxHashMap::default(),
            placed: 0,
            primordials: FxHashMap::default(),
            remade: FxHashMap::default(),
            host_names: Vec::new(),
            made: Vec::new(),
            originals: Vec::new(),
            lazy: Vec::new(),
            natives,
            shared: RefCell::default(),
            symbols,
            hidden: false,
        }
    }

    /// Notes a definition down.
    pub(super) fn note(&mut self, noted: Noted) {
        let number = noted.realm.number();
        if noted.realm != RealmId::FIRST {
            self.realms.insert(noted.object, noted.realm);
            if self.noted.len() <= number {
                self.noted.resize_with(number + 1, Vec::new);
            }
        }
        self.noted[number].push(noted);
    }

    /// Where what an object is to have is noted down, if anything is.
    fn number_of(&self, object: Object) -> usize {
        match self.realms.is_empty() {
            true => RealmId::FIRST.number(),
            false => {
                let realm = self.realms.get(&object);
                realm.map_or(0, |realm| realm.number())
            }
        }
    }

    /// The number of a native. Realms but the first share them.
    fn native(&self, heap: &Heap, entry: NativeEntry) -> u32 {
        if RealmId::of_flags(heap.new_function_flags()) == RealmId::FIRST {
            return self.natives.append(entry);
        }
        let key = (entry.run as usize, entry.name, entry.prefix);
        let known = self.shared.borrow().get(&key).copied();
        if let Some(number) = known.filter(|&number| self.natives[number].is_same(&entry)) {
            return number;
        }
        let number = self.natives.append(entry);
        self.shared.borrow_mut().insert(key, number);
        number
    }

    fn method(&self, heap: &mut Heap, functions: ShapeId, method: &Method) -> Value {
        let name = static_key(heap, &self.symbols, method.name);
        self.method_named(heap, functions, method, name)
    }

    fn method_named(
        &self,
        heap: &mut Heap,
        functions: ShapeId,
        method: &Method,
        name: PropertyKey,
    ) -> Value {
        let entry = NativeEntry {
            run: method.run,
            name,
            prefix: "",
            length: method.length,
            constructor: method.ordinary,
            ordinary: method.ordinary,
            class: false,
        };
        let shape = match method.ordinary {
            true => {
                let prototype = static_key(heap, &self.symbols, "prototype");
                heap.shape_with_flags(functions, prototype, PropertyFlags::WRITABLE)
            }
            false => functions,
        };
        let none = [Value::UNDEFINED; 2];
        let function = heap.new_native(shape, self.native(heap, entry), 0, none);
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
                ordinary: false,
                class: false,
            };
            let none = [Value::UNDEFINED; 2];
            let function = heap.new_native(functions, self.native(heap, entry), 0, none);
            function.value()
        };
        let (get, set) = (half(accessor.get, "get ", 0), half(accessor.set, "set ", 1));
        let pair = heap.new_internal(InternalData::Accessor { get, set });
        pair.value()
    }

    /// Makes the properties of a definition, after those that are there already.
    pub(super) fn make(
        &self,
        heap: &mut Heap,
        noted: &Noted,
        made: &[Made],
        properties: &mut Vec<DeferredProperty>,
    ) {
        let functions = noted.functions;
        let known = |name: &str| {
            let found = made.iter().find(|(_, known, ..)| *known == name);
            found.map(|&(_, _, value, _)| value)
        };
        let mut add = |heap: &mut Heap, name, flags, value| {
            let key = static_key(heap, &self.symbols, name);
            properties.push((key, flags, value));
        };
        match &noted.definition {
            &Definition::Methods(methods, flags) => {
                properties.reserve(methods.len());
                for method in methods {
                    let key = static_key(heap, &self.symbols, method.name);
                    let value = known(method.name)
                        .unwrap_or_else(|| self.method_named(heap, functions, method, key));
                    properties.push((key, flags, value));
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
                    unreachable!("an alias is defined after what it is an alias of");
                };
                let key = static_key(heap, &self.symbols, name);
                properties.push((key, flags, value));
            }
            &Definition::SymbolMethod(symbol, ref method, flags) => {
                let key = PropertyKey::symbol(symbol);
                let value = self.method_named(heap, functions, method, key);
                properties.push((key, flags, value));
            }
            &Definition::Function(length, name) => {
                let fixed = PropertyFlags::CONFIGURABLE;
                let name = heap.new_string(name).value();
                let length = Value::from_u32(u32::from(length));
                add(heap, "length", fixed, length);
                add(heap, "name", fixed, name);
            }
            &Definition::Lazy(names, flags) => {
                for name in names {
                    add(heap, name, flags, Value::HOLE);
                }
            }
        }
    }

    /// The value of one property, made ahead of the others.
    pub(super) fn make_ahead(
        &mut self,
        heap: &mut Heap,
        object: Object,
        name: &'static str,
    ) -> Value {
        let mut made = self.made.iter();
        if let Some(&(_, _, value, _)) = made.find(|made| made.0 == object && made.1 == name) {
            return value;
        }
        let (mut found, mut realm) = (None, RealmId::FIRST);
        let noted = self.noted[self.number_of(object)].iter().rev();
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
                realm = noted.realm;
                break;
            }
        }
        let Some(value) = found else {
            unreachable!("{name} is defined before it is asked for");
        };
        self.made.push((object, name, value, realm));
        value
    }

    /// What a property of a built-in object had before any script ran. Where that was a function of
    /// a table, another function over the same native serves as well.
    pub(super) fn original(
        &mut self,
        heap: &mut Heap,
        object: Object,
        name: &str,
    ) -> Option<OriginalValue> {
        let first = &self.noted[0];
        for (place, noted) in first.iter().enumerate().skip(self.placed) {
            let places = self.places.entry(noted.object).or_default();
            places.push(place as u32);
        }
        self.placed = first.len();
        let places = self.places.get(&object)?;
        let mut all = places.iter().map(|place| &first[*place as usize]);
        let found = all.find_map(|noted| {
            let of = |found: Found| Some((noted.functions, noted.realm, found));
            match noted.definition {
                Definition::Methods(methods, _) => {
                    let method = methods.iter().find(|method| method.name == name)?;
                    of(Found::Method(method))
                }
                Definition::Accessors(accessors, _) => {
                    let mut accessors = accessors.iter();
                    of(Found::Accessor(accessors.find(|it| it.name == name)?))
                }
                Definition::Value(other, value, _) if other == name => of(Found::Value(value)),
                Definition::Text(other, text, _) if other == name => of(Found::Text(text)),
                Definition::Alias(other, to) if other == name => of(Found::Alias(to)),
                _ => None,
            }
        });
        let (functions, realm, found) = found?;
        let key = match found {
            Found::Value(value) => return Some(OriginalValue::Data(value)),
            Found::Alias(to) => return self.original(heap, object, to),
            Found::Method(method) => (object, method.name),
            Found::Accessor(accessor) => (object, accessor.name),
            Found::Text(text) => (object, text),
        };
        let outer = heap.set_new_function_flags(realm.function_flags());
        let known = self.remade.get(&key).copied();
        let value = known.unwrap_or_else(|| match found {
            Found::Method(method) => self.method(heap, functions, method),
            Found::Accessor(accessor) => self.accessor(heap, functions, accessor),
            Found::Text(text) => heap.new_string(text).value(),
            Found::Value(value) => value,
            Found::Alias(_) => Value::UNDEFINED,
        });
        heap.set_new_function_flags(outer);
        self.remade.insert(key, value);
        Some(match found {
            Found::Accessor(_) => OriginalValue::Accessor(value),
            _ => OriginalValue::Data(value),
        })
    }

    /// Gives a property that was noted down another value.
    pub(super) fn redefine(&mut self, object: Object, name: &'static str, value: Value) {
        let number = self.number_of(object);
        let noted = self.noted[number].iter_mut();
        for noted in noted.filter(|noted| noted.object == object) {
            if let Definition::Value(known, old, _) = &mut noted.definition
                && *known == name
            {
                *old = value;
            }
        }
    }

    /// The values that an object got by name, apart from methods of tables.
    pub(super) fn values_of(&self, object: Object) -> Vec<(&'static str, Value, PropertyFlags)> {
        let values = self.noted[self.number_of(object)]
            .iter()
            .filter_map(|noted| match noted.definition {
                Definition::Value(name, value, flags) if noted.object == object => {
                    Some((name, value, flags))
                }
                _ => None,
            });
        values.collect()
    }
}

/// What a name in the host's own texts stands for.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Primordial {
    /// A value, or a function that is called without `this`.
    Plain(Value),
    /// A function that is called with its first argument as `this`.
    Method(Value),
    /// A function that is called with a constructor as `this`.
    Static(Value, Object),
}

/// What a property had from the start.
#[derive(Clone, Copy)]
pub(super) enum OriginalValue {
    /// A value.
    Data(Value),
    /// The pair of an accessor.
    Accessor(Value),
}

/// The definition of a property.
#[derive(Clone, Copy)]
enum Found {
    Method(&'static Method),
    Accessor(&'static Accessor),
    Value(Value),
    Text(&'static str),
    Alias(&'static str),
}

impl Definitions {
    /// Marks what the properties of a realm's objects need.
    fn trace_realm(&self, realm: RealmId, tracer: &mut Tracer<'_>) {
        let noted = self.noted.get(realm.number());
        for noted in noted.into_iter().flatten() {
            tracer.mark_object(noted.object);
            tracer.mark_shape(noted.functions);
            match noted.definition {
                Definition::Value(_, value, _) => tracer.mark(value),
                Definition::SymbolMethod(symbol, ..) => tracer.mark(symbol.value()),
                _ => {}
            }
        }
        let made = self.made.iter().filter(|made| made.3 == realm);
        made.for_each(|made| tracer.mark(made.2));
        let originals = self.originals.iter().filter(|it| it.realm == realm);
        for registered in originals {
            tracer.mark_object(registered.holder);
            if let Some((_, value)) = registered.value {
                tracer.mark(value);
            }
        }
    }

    /// Forgets what the objects of dead realms were to have.
    pub(super) fn forget_realms(&mut self, dead: &[RealmId]) {
        for realm in dead {
            if let Some(noted) = self.noted.get_mut(realm.number()) {
                *noted = Vec::new();
            }
        }
        self.realms.retain(|_, realm| !dead.contains(realm));
        self.made.retain(|made| !dead.contains(&made.3));
        self.originals.retain(|it| !dead.contains(&it.realm));
    }
}

impl Completer for Definitions {
    fn complete(&mut self, heap: &mut Heap, object: Object) -> Vec<DeferredProperty> {
        let made = self.made.extract_if(.., |made| made.0 == object);
        let made: Vec<Made> = made.collect();
        let mut properties = Vec::new();
        let noted = self.noted[self.number_of(object)].iter();
        for noted in noted.filter(|noted| noted.object == object) {
            let outer = heap.set_new_function_flags(noted.function_flags());
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
        self.trace_realm(RealmId::FIRST, tracer);
        for &(object, ..) in &self.lazy {
            tracer.mark_object(object);
        }
        for (global, _) in self.primordials.keys() {
            tracer.mark_object(*global);
        }
        for value in self.remade.values() {
            tracer.mark(*value);
        }
        for &(_, value) in &self.host_names {
            tracer.mark(value);
        }
    }

    fn trace_group(&self, group: u32, tracer: &mut Tracer<'_>) {
        if let Some(realm) = RealmId::of_group(group) {
            self.trace_realm(realm, tracer);
        }
    }
}
