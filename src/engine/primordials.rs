//! The built-ins as they were made, whatever a script has done to them since: what names mean in the
//! host's own texts.
//!
//! A name is that of a constructor or namespace, or is put together from it and a property:
//! `Map`, `ObjectKeys`, `SymbolIterator`, `NumberMAX_SAFE_INTEGER`; `ArrayPrototypePush` is a method
//! that is called with its `this` as first argument, `MapPrototypeGetSize` the getter of `size`.

use super::definitions::{Definitions, OriginalValue, Primordial};
use super::{Agent, Intrinsic};
use crate::heap::{Object, PropertyFlags, Value};

/// Objects that have no name in the global object.
const UNNAMED: &[(&str, Intrinsic)] = &[
    ("TypedArrayPrototype", Intrinsic::TypedArrayPrototype),
    ("TypedArray", Intrinsic::TypedArray),
    ("AsyncIteratorPrototype", Intrinsic::AsyncIteratorPrototype),
    (
        "AsyncGeneratorPrototype",
        Intrinsic::AsyncGeneratorPrototype,
    ),
    ("ArrayIteratorPrototype", Intrinsic::ArrayIteratorPrototype),
    (
        "StringIteratorPrototype",
        Intrinsic::StringIteratorPrototype,
    ),
    ("MapIteratorPrototype", Intrinsic::MapIteratorPrototype),
    ("SetIteratorPrototype", Intrinsic::SetIteratorPrototype),
    ("GeneratorPrototype", Intrinsic::GeneratorPrototype),
];

impl Agent {
    fn first_property(&mut self, object: Object, name: &str) -> Option<OriginalValue> {
        let definitions =
            |definitions: &mut Definitions, heap: &mut _| definitions.original(heap, object, name);
        self.heap.with_completer(definitions)
    }

    fn first_value(&mut self, object: Object, name: &str) -> Option<Value> {
        match self.first_property(object, name)? {
            // What is made at the first look isn't there yet.
            OriginalValue::Data(value) => Some(value).filter(|value| !value.is_hole()),
            OriginalValue::Accessor(_) => None,
        }
    }

    /// What a name in the host's own texts stands for, in the realm that runs.
    pub fn primordial(&mut self, name: &str) -> Option<Primordial> {
        let key = (self.inner_global(), name.into());
        let known =
            |definitions: &mut Definitions, _: &mut _| definitions.primordials.get(&key).copied();
        if let Some(known) = self.heap.with_completer(known) {
            return Some(known);
        }
        let found = self.find_primordial(name)?;
        self.heap
            .with_completer(|definitions: &mut Definitions, _| {
                definitions.primordials.insert(key, found);
            });
        Some(found)
    }

    fn find_primordial(&mut self, name: &str) -> Option<Primordial> {
        let global = self.inner_global();
        if name == "globalThis" {
            return Some(Primordial::Plain(global.value()));
        }
        if let Some(value) = self
            .first_value(global, name)
            .or_else(|| self.host_name(name))
        {
            return Some(Primordial::Plain(value));
        }
        for &(prefix, intrinsic) in UNNAMED {
            if let Some(rest) = name.strip_prefix(prefix) {
                let object = self.intrinsic(intrinsic);
                return match rest {
                    "" => Some(Primordial::Plain(object.value())),
                    _ if prefix.ends_with("Prototype") => self.primordial_method(object, rest),
                    _ => self.primordial_static(object, rest),
                };
            }
        }
        // The longest name of a global that it begins with: not `Map` in `MapPrototypeGet` only, but
        // `AsyncDisposableStack` before any shorter one.
        let cuts = (1..name.len())
            .rev()
            .filter(|&at| name.is_char_boundary(at) && name.as_bytes()[at].is_ascii_uppercase());
        for at in cuts {
            let (holder, rest) = name.split_at(at);
            let holder = self.first_value(global, holder);
            let Some(holder) = holder.and_then(Value::as_object) else {
                continue;
            };
            if let Some(rest) = rest.strip_prefix("Prototype") {
                let prototype = self.first_value(holder, "prototype")?.as_object()?;
                return match rest {
                    "" => Some(Primordial::Plain(prototype.value())),
                    rest => self.primordial_method(prototype, rest),
                };
            }
            return self.primordial_static(holder, rest);
        }
        None
    }

    fn primordial_method(&mut self, prototype: Object, name: &str) -> Option<Primordial> {
        for name in property_names(name) {
            match self.first_property(prototype, &name) {
                Some(OriginalValue::Data(value)) => return Some(Primordial::Method(value)),
                Some(OriginalValue::Accessor(_)) | None => {}
            }
        }
        let getter = name.strip_prefix("Get").map(|name| (name, false));
        let (name, set) = getter.or_else(|| Some((name.strip_prefix("Set")?, true)))?;
        for name in property_names(name) {
            if let Some(OriginalValue::Accessor(pair)) = self.first_property(prototype, &name)
                && let Some((get, setter)) = self.heap.accessor(pair)
            {
                return Some(Primordial::Method(if set { setter } else { get }));
            }
        }
        None
    }

    fn primordial_static(&mut self, holder: Object, name: &str) -> Option<Primordial> {
        for property in property_names(name) {
            if let Some(value) = self.first_value(holder, &property) {
                let is_function = self.heap.is_callable(value);
                return Some(match is_function && self.needs_receiver(holder) {
                    true => Primordial::Static(value, holder),
                    false => Primordial::Plain(value),
                });
            }
        }
        None
    }

    /// Whether the functions of a constructor make instances of their `this`.
    fn needs_receiver(&self, constructor: Object) -> bool {
        let constructors = [Intrinsic::Promise, Intrinsic::Array, Intrinsic::Map];
        constructors
            .iter()
            .any(|it| self.intrinsic(*it) == constructor)
    }

    /// Gives the host's own texts a name besides those of built-ins.
    pub fn define_host_name(&mut self, name: &'static str, value: Value) {
        self.heap
            .with_completer(|definitions: &mut Definitions, _| {
                definitions.host_names.push((name, value));
            });
    }

    fn host_name(&mut self, name: &str) -> Option<Value> {
        let find = |definitions: &mut Definitions, _: &mut _| {
            let found = definitions.host_names.iter().find(|known| known.0 == name);
            found.map(|&(_, value)| value)
        };
        self.heap.with_completer(find)
    }

    /// The globals as they were defined: names, values or accessors, attributes.
    pub fn original_globals(&mut self) -> Vec<(&'static str, Value, PropertyFlags)> {
        let global = self.inner_global();
        self.heap
            .with_completer(|definitions: &mut Definitions, _| definitions.values_of(global))
    }
}

/// The property names that a part of a name may stand for: `Push` for `push`, `MAX_VALUE` for itself,
/// `SymbolIterator` for `@@iterator`.
fn property_names(part: &str) -> Vec<String> {
    let lower = |text: &str| {
        let mut letters = text.chars();
        let first = letters.next().map(|first| first.to_ascii_lowercase());
        first.into_iter().chain(letters).collect::<String>()
    };
    let mut names = vec![lower(part), part.to_string()];
    if let Some(symbol) = part.strip_prefix("Symbol") {
        names.push(format!("@@{}", lower(symbol)));
    }
    names
}
