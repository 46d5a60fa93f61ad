//! `object.key`: reading and writing with inline caches; private names.

use crate::engine::{Agent, JsResult, Throw, messages};
use crate::heap::{
    Frame, InternalData, InternalRef, Kind, Object, PropertyFlags, PropertyKey, Slot, SymbolKind,
    Value,
};
use crate::interpreter::inline_cache::{GetCache, SetCache};
use crate::interpreter::operand::Operand;
use crate::interpreter::tree::{Node, NodeBox};

/// `object.key`
pub struct NamedGet<O> {
    /// The object.
    pub object: O,
    /// The key.
    pub key: PropertyKey,
    /// What it remembers.
    pub cache: GetCache,
    /// In the source.
    pub position: u32,
}

impl<O: Operand> Node for NamedGet<O> {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let object = self.object.value(agent, frame)?;
        self.cache.get(agent, object, self.key, self.position)
    }
}

/// `object.length`
pub struct LengthGet<O>(pub NamedGet<O>);

impl<O: Operand> Node for LengthGet<O> {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let object = self.0.object.value(agent, frame)?;
        if let Some(array) = object.as_object()
            && array.is(Kind::Array)
        {
            return Ok(Value::from_u32(agent.heap.array_length(array)));
        }
        if let Some(string) = object.as_string() {
            return Ok(Value::from_usize(agent.heap.string_length(string)));
        }
        self.0.cache.get(agent, object, self.0.key, self.0.position)
    }
}

/// `object.key = value`
pub struct NamedSet<O, V> {
    /// The object.
    pub object: O,
    /// The key.
    pub key: PropertyKey,
    /// The value.
    pub value: V,
    /// What it remembers.
    pub cache: SetCache,
    /// Keeps the object.
    pub temporary: Slot,
    /// Strict code.
    pub strict: bool,
    /// In the source.
    pub position: u32,
}

impl<O: Operand, V: Operand> Node for NamedSet<O, V> {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let object = self.object.value(agent, frame)?;
        if !V::SIMPLE {
            frame.set(self.temporary, object);
        }
        let value = self.value.value(agent, frame)?;
        if !V::SIMPLE {
            frame.still_holds(self.temporary, object);
        }
        let (key, position) = (self.key, self.position);
        self.cache
            .set(agent, object, key, value, self.strict, position)?;
        Ok(value)
    }
}

/// What a private name means for an object.
enum Private {
    Value(Value),
    Accessor(Value, Value),
    Method(Value),
}

/// The property of a private name: a symbol that only nodes get to see.
fn private_property(agent: &mut Agent, object: Value, name: Value) -> Option<Private> {
    let object = object.as_object()?;
    let key = PropertyKey::symbol(name.as_symbol()?);
    let found = agent.heap.lookup(object, key)?;
    let value = agent.heap.read_slot(object, found.slot)?;
    if found.flags.has(PropertyFlags::ACCESSOR)
        && let Some(pair) = InternalRef::from_value(value)
        && let InternalData::Accessor { get, set } = *agent.heap.internal(pair)
    {
        return Some(Private::Accessor(get, set));
    }
    Some(if found.flags.has(PropertyFlags::WRITABLE) {
        Private::Value(value)
    } else {
        Private::Method(value)
    })
}

fn private_text(agent: &mut Agent, name: Value) -> String {
    match name.as_symbol() {
        Some(symbol) => agent.heap.key_for_message(PropertyKey::symbol(symbol)),
        None => String::new(),
    }
}

/// What is thrown for a value without the private name that is read or written.
#[cold]
fn private_missing(agent: &mut Agent, object: Value, name: Value, write: bool) -> Throw {
    let what = agent.value_for_message(object);
    let symbol = name.as_symbol();
    let name = private_text(agent, name);
    if let Some(symbol) = symbol
        && let Some(class) = agent.heap.private_method_class(symbol)
    {
        let class = agent.heap.utf8(class);
        return agent.type_error(match agent.heap.symbol_kind(symbol) {
            SymbolKind::PrivateStatic => format!("Receiver must be class {class}"),
            _ if object.is_nullish() => messages::read_of_nullish(&what, &class),
            _ => format!("Receiver must be an instance of class {class}"),
        });
    }
    let text = match (object.is_nullish(), write) {
        (true, true) => messages::set_of_nullish(&what, &name),
        (true, false) => messages::read_of_nullish(&what, &name),
        (false, true) => format!(
            "Cannot write private member {name} to an object whose class did not declare it"
        ),
        (false, false) => format!(
            "Cannot read private member {name} from an object whose class did not declare it"
        ),
    };
    agent.type_error(text)
}

/// [PrivateGet](https://tc39.es/ecma262/#sec-privateget)
pub fn private_get(agent: &mut Agent, object: Value, name: Value) -> JsResult {
    match private_property(agent, object, name) {
        Some(Private::Value(value) | Private::Method(value)) => Ok(value),
        Some(Private::Accessor(get, _)) if !get.is_undefined() => agent.call(get, object, &[]),
        Some(Private::Accessor(..)) => {
            let name = private_text(agent, name);
            Err(agent.type_error(format!("'{name}' was defined without a getter")))
        }
        None => Err(private_missing(agent, object, name, false)),
    }
}

/// [PrivateSet](https://tc39.es/ecma262/#sec-privateset)
pub fn private_set(agent: &mut Agent, object: Value, name: Value, value: Value) -> JsResult<()> {
    match private_property(agent, object, name) {
        Some(Private::Value(_)) => {
            if let (Some(object), Some(symbol)) = (object.as_object(), name.as_symbol())
                && let Some(found) = agent.heap.lookup(object, PropertyKey::symbol(symbol))
            {
                agent.heap.write_slot(object, found.slot, value);
            }
            Ok(())
        }
        Some(Private::Accessor(_, set)) if !set.is_undefined() => {
            agent.call(set, object, &[value])?;
            Ok(())
        }
        Some(Private::Accessor(..)) => {
            let name = private_text(agent, name);
            Err(agent.type_error(format!("'{name}' was defined without a setter")))
        }
        Some(Private::Method(_)) => {
            let name = private_text(agent, name);
            Err(agent.type_error(format!("Private method '{name}' is not writable")))
        }
        None => Err(private_missing(agent, object, name, true)),
    }
}

/// [PrivateFieldAdd](https://tc39.es/ecma262/#sec-privatefieldadd) and the like: a name that is
/// already there is an error.
pub fn private_add(
    agent: &mut Agent,
    object: Object,
    name: Value,
    value: Value,
    flags: PropertyFlags,
) -> JsResult<()> {
    let Some(symbol) = name.as_symbol() else {
        unreachable!("a private name is a symbol")
    };
    let key = PropertyKey::symbol(symbol);
    agent.check_write(object.value())?;
    agent.materialize_if_function(object);
    if agent.heap.lookup(object, key).is_some() {
        let text = private_text(agent, name);
        return Err(agent.type_error(format!("Cannot initialize {text} twice on the same object")));
    }
    agent.heap.add_property(object, key, flags, value);
    Ok(())
}

/// `object.#name`
pub struct PrivateGet {
    /// The object.
    pub object: NodeBox,
    /// Reads the private name's symbol.
    pub name: NodeBox,
    /// In the source.
    pub position: u32,
}

impl Node for PrivateGet {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let object = self.object.eval(agent, frame)?;
        let name = self.name.eval(agent, frame)?;
        agent.machine.position = self.position;
        private_get(agent, object, name)
    }
}

/// `object.#name = value`
pub struct PrivateSet {
    /// The object.
    pub object: NodeBox,
    /// Reads the private name's symbol.
    pub name: NodeBox,
    /// The value.
    pub value: NodeBox,
    /// For the object and the value.
    pub slots: [Slot; 2],
    /// In the source.
    pub position: u32,
}

impl Node for PrivateSet {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let [object_slot, value_slot] = self.slots;
        let object = self.object.eval(agent, frame)?;
        frame.set(object_slot, object);
        let value = self.value.eval(agent, frame)?;
        frame.set(value_slot, value);
        let name = self.name.eval(agent, frame)?;
        frame.still_holds(object_slot, object);
        frame.still_holds(value_slot, value);
        agent.machine.position = self.position;
        private_set(agent, object, name, value)?;
        Ok(value)
    }
}

/// `#name in object`
pub struct PrivateIn {
    /// Reads the private name's symbol.
    pub name: NodeBox,
    /// The object.
    pub object: NodeBox,
    /// In the source.
    pub position: u32,
}

impl Node for PrivateIn {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let object = self.object.eval(agent, frame)?;
        let name = self.name.eval(agent, frame)?;
        agent.machine.position = self.position;
        if !object.is_object() {
            let (name, what) = (private_text(agent, name), agent.value_for_message(object));
            return Err(agent.type_error(format!(
                "Cannot use 'in' operator to search for '{name}' in {what}"
            )));
        }
        Ok(Value::bool(private_property(agent, object, name).is_some()))
    }
}
