//! [structuredClone](https://nodejs.org/api/globals.html#structuredclonevalue-options): deep copies.
//!
//! [The algorithm](https://html.spec.whatwg.org/multipage/structured-data.html) serializes and
//! then deserializes; within one agent both can be done at once, because nothing that is made can
//! be seen before the end. What is transferred is moved last, when all else is copied.
//!
//! What to do with objects of the host's own a table says ([`Kinds`]), which is given at the start: this
//! file knows none of them.

use super::super::{errors, globals};
use super::clone_marks::{Mark, is_marked};
use super::dom_exception;
use crate::builtins::date::{DateData, date_value};
use crate::builtins::map::{MapData, map_set, new_map};
use crate::builtins::set::{SetData, new_set, set_add};
use crate::builtins::{array_buffer, regexp};
use crate::engine::{
    Agent, BufferData, Call, DataBlock, ErrorData, HostData, Intrinsic, JsResult, Kind, Method,
    Object, OwnProperty, PrimitiveData, PropertyFlags, PropertyKey, StackStart, StringData, Throw,
    Tracer, TypedArrayData, Value,
};
use rustc_hash::FxHashMap;

/// How objects of the host's own are cloned: of each kind a function that tells whether an object is of
/// it, and how it is cloned then.
pub(super) struct Kinds {
    /// Of objects with internal slots.
    pub(super) hosts: &'static [KindOf],
    /// Of objects without.
    pub(super) plain: KindOf,
}

/// How an object is cloned, if it is of a kind.
pub(super) type KindOf = fn(&mut Agent, Object) -> Option<Manner>;

/// How objects of a kind are cloned.
#[derive(Clone, Copy)]
pub(super) enum Manner {
    /// As plain objects with the same properties: those of a class that has no internal slots in Node.
    Plain,
    /// Not at all.
    Never,
    /// By a function.
    Copied(CopyOf),
    /// By a function, also where they are to be transferred: they stay.
    CopiedEvenIfListed(CopyOf),
    /// Not unless they are transferred.
    Moved(&'static dyn Movable),
}

/// Makes a copy of an object, for [`Cloning::becomes`].
pub(super) type CopyOf = fn(&mut Agent, &mut Cloning, Object) -> JsResult<Object>;

/// A kind of objects that can be transferred.
pub(super) trait Movable: Sync {
    /// What messages call an object.
    fn name(&self, agent: &mut Agent, object: Object) -> String;

    /// Why an object can't be in a list of what is to be transferred by a port, or by none.
    fn refusal(
        &self,
        agent: &mut Agent,
        object: Object,
        by: Option<Object>,
    ) -> Option<&'static str>;

    /// What has to be transferred with an object.
    fn parts(&self, agent: &mut Agent, object: Object) -> JsResult<Vec<Object>>;

    /// A new object that will take an object's place.
    fn place(&self, agent: &mut Agent, object: Object) -> JsResult<Object>;

    /// Takes out of an object what makes it one. What it gives is cloned too.
    fn take(&self, agent: &mut Agent, object: Object, place: Object) -> JsResult;

    /// Puts that into the object that takes its place, where this arrives.
    fn arrive(&self, agent: &mut Agent, place: Object, taken: Value) -> JsResult<()>;
}

/// The table.
struct KindsSlot(&'static Kinds);

impl HostData for KindsSlot {
    fn trace(&self, _: &mut Tracer<'_>) {}
}

/// Makes `structuredClone`.
pub(super) fn install(agent: &mut Agent, kinds: &'static Kinds) {
    agent.set_slot(KindsSlot(kinds));
    let function = agent.new_method(&Method::function("structuredClone", 2, structured_clone));
    globals::define_enumerable_global(agent, "structuredClone", function.value());
}

/// How a host's object is cloned; `None` where the language says it.
fn manner_of(agent: &mut Agent, object: Object) -> Option<Manner> {
    let &KindsSlot(kinds) = agent.slot()?;
    match object.kind() {
        Kind::Host => kinds.hosts.iter().find_map(|kind| kind(agent, object)),
        Kind::Object3 | Kind::Object7 | Kind::Object15 => (kinds.plain)(agent, object),
        _ => None,
    }
}

/// A clone on its way.
pub(super) struct Cloning {
    /// What each object that was met has become.
    copies: FxHashMap<Object, Object>,
    /// An array that keeps all of them alive.
    kept: Object,
    /// What is to be moved.
    transfer: Transfer,
}

/// What is to be moved, not copied.
#[derive(Default)]
pub(super) struct Transfer {
    buffers: Vec<Object>,
    others: Vec<(Object, &'static dyn Movable)>,
}

/// A copy, and what has to arrive with it before it is of use.
pub(super) struct Cloned {
    pub(super) value: Value,
    pub(super) arrivals: Vec<Arrival>,
}

/// An object that has taken another's place, and what it is to get.
#[derive(Clone, Copy)]
pub(super) struct Arrival {
    kind: &'static dyn Movable,
    pub(super) place: Object,
    taken: Value,
}

impl Arrival {
    /// Completes the object.
    pub(super) fn arrive(&self, agent: &mut Agent) -> JsResult<()> {
        self.kind.arrive(agent, self.place, self.taken)
    }

    /// What it holds.
    pub(super) fn values(&self) -> [Value; 2] {
        [self.place.value(), self.taken]
    }
}

/// `structuredClone(value, options)`
fn structured_clone(agent: &mut Agent, call: Call) -> JsResult {
    if call.is_empty() {
        let text = "The \"The value argument must be specified\" argument must be specified";
        let proto = Intrinsic::TypeErrorPrototype;
        return Err(errors::throw(agent, proto, "ERR_MISSING_ARGS", text));
    }
    let list = option_list(agent, call.arg(1))?;
    let transfer = Transfer::from_list(agent, list, None)?;
    let cloned = clone(agent, call.arg(0), transfer)?;
    for arrival in cloned.arrivals {
        arrival.arrive(agent)?;
    }
    Ok(cloned.value)
}

/// The copy of a value of which nothing is moved; it is kept.
pub(super) fn copy(agent: &mut Agent, value: Value) -> JsResult {
    Ok(clone(agent, value, Transfer::default())?.value)
}

/// The copy of a value; all of it is kept.
pub(super) fn clone(agent: &mut Agent, value: Value, transfer: Transfer) -> JsResult<Cloned> {
    let kept = agent.new_array(Vec::new());
    agent.keep_object(kept);
    let mut cloning = Cloning {
        copies: FxHashMap::default(),
        kept,
        transfer,
    };
    let value = cloning.value(agent, value)?;
    for buffer in std::mem::take(&mut cloning.transfer.buffers) {
        let bytes = array_buffer::detach(agent, buffer).unwrap_or_default();
        if let Some(copy) = cloning.copies.get(&buffer)
            && let Some(data) = agent.heap.buffer_mut(*copy)
        {
            data.block = DataBlock::Own(bytes);
        }
    }
    let mut arrivals = Vec::new();
    for (object, kind) in cloning.transfer.others.clone() {
        let place = cloning.place(agent, object, kind)?;
        let taken = agent.scoped(|agent| {
            let taken = kind.take(agent, object, place)?;
            cloning.value(agent, taken)
        })?;
        agent.heap.push_element(kept, taken);
        arrivals.push(Arrival { kind, place, taken });
    }
    Ok(Cloned { value, arrivals })
}

fn invalid_options(agent: &mut Agent, what: &str) -> Throw {
    let text = format!("Failed to execute 'structuredClone': {what}");
    let proto = Intrinsic::TypeErrorPrototype;
    errors::throw(agent, proto, "ERR_INVALID_ARG_TYPE", &text)
}

/// What the options of `structuredClone` want to be moved; it is kept.
fn option_list(agent: &mut Agent, options: Value) -> JsResult<Vec<Value>> {
    let Some(options) = options.as_object() else {
        if options.is_nullish() {
            return Ok(Vec::new());
        }
        let text = "Options cannot be converted to a dictionary";
        return Err(invalid_options(agent, text));
    };
    let key = agent.heap.property_key_of_str("transfer");
    agent.keep_key(key);
    let list = agent.get(options, key)?;
    if list.is_undefined() {
        return Ok(Vec::new());
    }
    agent.keep(list);
    let iterator = PropertyKey::symbol(agent.symbols.iterator);
    if !list.is_object() || agent.get_method(list, iterator)?.is_none() {
        let text = "transfer in Options cannot be converted to sequence.";
        return Err(invalid_options(agent, text));
    }
    let list = agent.iterable_to_array(list)?;
    agent.keep_object(list);
    let list = agent.heap.elements(list).to_vec();
    if let Some(at) = list.iter().position(|value| !value.is_object()) {
        let text = format!("transfer in Options[{at}] is not an object.");
        return Err(invalid_options(agent, &text));
    }
    Ok(list)
}

impl Transfer {
    /// What a list of objects says is to be moved; `source` is the port that they are sent by.
    pub(super) fn from_list(
        agent: &mut Agent,
        list: Vec<Value>,
        source: Option<Object>,
    ) -> JsResult<Transfer> {
        let mut transfer = Transfer::default();
        for value in list {
            agent.poll()?;
            let Some(object) = value.as_object() else {
                return Err(not_cloneable(agent, "Found invalid value in transferList."));
            };
            if is_marked(agent, object, Mark::Untransferable) {
                return Err(unsupported(agent, "transfer"));
            }
            match manner_of(agent, object) {
                Some(Manner::Moved(kind)) => {
                    transfer.add(agent, object, kind, source)?;
                    continue;
                }
                Some(Manner::CopiedEvenIfListed(_)) => continue,
                _ => {}
            }
            let buffer = agent.heap.buffer(object);
            if buffer.is_none_or(|data| data.is_shared()) {
                return Err(not_cloneable(agent, "Found invalid value in transferList."));
            }
            let is_detachable = buffer.is_some_and(|data| data.is_detachable);
            if agent.heap.buffer_length(object).is_none() || !is_detachable {
                return Err(unsupported(agent, "transfer"));
            }
            if transfer.buffers.contains(&object) {
                let text = "Transfer list contains duplicate ArrayBuffer";
                return Err(not_cloneable(agent, text));
            }
            transfer.buffers.push(object);
        }
        let mut at = 0;
        while let Some(&(object, kind)) = transfer.others.get(at) {
            at += 1;
            for part in kind.parts(agent, object)? {
                agent.keep_object(part);
                if let Some(Manner::Moved(kind)) = manner_of(agent, part) {
                    if transfer.moves(part) {
                        return Err(not_cloneable(agent, "The transfer list is invalid."));
                    }
                    transfer.others.push((part, kind));
                }
            }
        }
        Ok(transfer)
    }

    fn add(
        &mut self,
        agent: &mut Agent,
        object: Object,
        kind: &'static dyn Movable,
        source: Option<Object>,
    ) -> JsResult<()> {
        if self.moves(object) {
            let name = kind.name(agent, object);
            let text = format!("Transfer list contains duplicate {name}");
            return Err(not_cloneable(agent, &text));
        }
        if let Some(text) = kind.refusal(agent, object, source) {
            return Err(not_cloneable(agent, text));
        }
        self.others.push((object, kind));
        Ok(())
    }

    /// Whether an object is moved.
    pub(super) fn moves(&self, object: Object) -> bool {
        self.others.iter().any(|(moved, _)| *moved == object)
    }
}

#[cold]
fn not_cloneable(agent: &mut Agent, text: &str) -> Throw {
    dom_exception::throw(agent, "DataCloneError", text)
}

#[cold]
fn unsupported(agent: &mut Agent, action: &str) -> Throw {
    not_cloneable(
        agent,
        &format!("Cannot {action} object of unsupported type."),
    )
}

#[cold]
fn refuse(agent: &mut Agent, value: Value) -> Throw {
    let what = agent.value_for_message(value);
    not_cloneable(agent, &format!("{what} could not be cloned."))
}

/// Whether an object is a wrapped primitive, a date or a regular expression, which are copied
/// whatever was said of them.
fn is_copied_by_slots(agent: &Agent, object: Object) -> bool {
    agent.heap.host::<PrimitiveData>(object).is_some()
        || agent.heap.host::<StringData>(object).is_some()
        || date_value(agent, object).is_some()
        || regexp::is_regexp_object(agent, object)
}

impl Cloning {
    /// The copy of a value.
    pub(super) fn value(&mut self, agent: &mut Agent, value: Value) -> JsResult {
        agent.poll()?;
        let Some(object) = value.as_object() else {
            return match value.is_symbol() {
                true => Err(refuse(agent, value)),
                false => Ok(value),
            };
        };
        if let Some(copy) = self.copies.get(&object) {
            return Ok(copy.value());
        }
        agent.check_native_stack()?;
        agent.heap.push_element(self.kept, value);
        self.object(agent, object).map(Object::value)
    }

    /// Remembers what an object becomes, before what is in it is copied.
    pub(super) fn becomes(&mut self, agent: &mut Agent, object: Object, copy: Object) -> Object {
        agent.heap.push_element(self.kept, copy.value());
        self.copies.insert(object, copy);
        copy
    }

    fn object(&mut self, agent: &mut Agent, object: Object) -> JsResult<Object> {
        match object.kind() {
            Kind::Object3 | Kind::Object7 | Kind::Object15
                if object != agent.realm.global_object =>
            {
                if is_marked(agent, object, Mark::Uncloneable) {
                    return Err(unsupported(agent, "clone"));
                }
                match manner_of(agent, object) {
                    Some(manner) => self.by_manner(agent, object, manner),
                    None => self.plain(agent, object),
                }
            }
            Kind::Array => {
                let copy = agent.array_create(f64::from(agent.heap.array_length(object)), None)?;
                self.becomes(agent, object, copy);
                self.properties(agent, object, copy)
            }
            Kind::TypedArray => self.view(agent, object, Kind::TypedArray),
            Kind::StringObject | Kind::Host => self.host_object(agent, object),
            _ => Err(refuse(agent, object.value())),
        }
    }

    fn plain(&mut self, agent: &mut Agent, object: Object) -> JsResult<Object> {
        let copy = agent.new_plain_object(0);
        self.becomes(agent, object, copy);
        self.properties(agent, object, copy)
    }

    fn by_manner(&mut self, agent: &mut Agent, object: Object, manner: Manner) -> JsResult<Object> {
        match manner {
            Manner::Plain => self.plain(agent, object),
            Manner::Never => {
                let text = "Cannot clone object of unsupported type.";
                Err(not_cloneable(agent, text))
            }
            Manner::Copied(copy) | Manner::CopiedEvenIfListed(copy) => copy(agent, self, object),
            Manner::Moved(kind) if self.transfer.moves(object) => self.place(agent, object, kind),
            Manner::Moved(_) => {
                let text = "Object that needs transfer was found in message but not listed in \
                            transferList";
                Err(not_cloneable(agent, text))
            }
        }
    }

    /// What takes the place of an object that is moved.
    fn place(
        &mut self,
        agent: &mut Agent,
        object: Object,
        kind: &'static dyn Movable,
    ) -> JsResult<Object> {
        if let Some(place) = self.copies.get(&object) {
            return Ok(*place);
        }
        let place = kind.place(agent, object)?;
        Ok(self.becomes(agent, object, place))
    }

    /// Copies the own enumerable properties with strings as keys.
    fn properties(&mut self, agent: &mut Agent, object: Object, copy: Object) -> JsResult<Object> {
        let keys = agent.own_property_keys(object)?;
        agent.scoped(|agent| {
            agent.keep_keys(&keys);
            for key in keys.iter().copied().filter(|key| key.as_symbol().is_none()) {
                agent.poll()?;
                let property = agent.get_own_property(object, key)?;
                // What was copied before may have deleted it.
                if !property.is_some_and(|property| property.is_enumerable()) {
                    continue;
                }
                agent.scoped(|agent| {
                    let value = agent.get(object, key)?;
                    agent.keep(value);
                    let value = self.value(agent, value)?;
                    agent.create_data_property(copy, key, value)
                })?;
            }
            Ok(copy)
        })
    }

    /// An object with internal slots, of which nothing else is copied.
    fn host_object(&mut self, agent: &mut Agent, object: Object) -> JsResult<Object> {
        if agent.heap.buffer(object).is_some() {
            return self.buffer(agent, object);
        }
        if agent.heap.host::<TypedArrayData>(object).is_some() {
            return self.view(agent, object, Kind::Host);
        }
        if agent.heap.host::<MapData>(object).is_some() {
            return self.map(agent, object);
        }
        if agent.heap.host::<SetData>(object).is_some() {
            return self.set(agent, object);
        }
        if is_marked(agent, object, Mark::Uncloneable) && !is_copied_by_slots(agent, object) {
            return Err(unsupported(agent, "clone"));
        }
        if agent.heap.host::<ErrorData>(object).is_some() {
            return self.error(agent, object);
        }
        if let Some(manner) = manner_of(agent, object) {
            return self.by_manner(agent, object, manner);
        }
        let wrapped = agent.heap.host::<PrimitiveData>(object).map(|data| data.0);
        let wrapped = wrapped.filter(|value| !value.is_symbol());
        let text = agent.heap.host::<StringData>(object);
        let copy = if let Some(value) = wrapped.or(text.map(|data| data.0.value())) {
            agent.to_object(value)?
        } else if let Some(time) = date_value(agent, object) {
            plain_host(agent, Intrinsic::DatePrototype, Box::new(DateData(time)))
        } else if let Some(copy) = regexp::copy_regexp(agent, object) {
            copy
        } else {
            return Err(refuse(agent, object.value()));
        };
        Ok(self.becomes(agent, object, copy))
    }

    fn map(&mut self, agent: &mut Agent, object: Object) -> JsResult<Object> {
        let data = agent.heap.host::<MapData>(object);
        let entries: Vec<(Value, Value)> = data.map_or(Vec::new(), |data| data.entries().collect());
        let flat = entries.iter().flat_map(|(key, value)| [*key, *value]);
        let flat = agent.new_array(flat.collect());
        agent.heap.push_element(self.kept, flat.value());
        let copy = new_map(agent);
        self.becomes(agent, object, copy);
        for (key, value) in entries {
            let (key, value) = (self.value(agent, key)?, self.value(agent, value)?);
            map_set(agent, copy, key, value)?;
        }
        Ok(copy)
    }

    fn set(&mut self, agent: &mut Agent, object: Object) -> JsResult<Object> {
        let data = agent.heap.host::<SetData>(object);
        let values: Vec<Value> = data.map_or(Vec::new(), |data| data.values().collect());
        let list = agent.new_array(values.clone());
        agent.heap.push_element(self.kept, list.value());
        let copy = new_set(agent);
        self.becomes(agent, object, copy);
        for value in values {
            let value = self.value(agent, value)?;
            set_add(agent, copy, value)?;
        }
        Ok(copy)
    }

    fn buffer(&mut self, agent: &mut Agent, object: Object) -> JsResult<Object> {
        let Some(data) = agent.heap.buffer(object) else {
            return Err(refuse(agent, object.value()));
        };
        let max_length = data.max_length;
        let (block, prototype) = match &data.block {
            DataBlock::Shared(memory) => (
                DataBlock::Shared(memory.clone()),
                Intrinsic::SharedArrayBufferPrototype,
            ),
            // The bytes follow at the end.
            _ if self.transfer.buffers.contains(&object) => {
                (DataBlock::Detached, Intrinsic::ArrayBufferPrototype)
            }
            DataBlock::Own(bytes) => {
                let length = bytes.len();
                let copy = agent.buffer_part(object, 0..length)?.unwrap_or_default();
                (DataBlock::Own(copy), Intrinsic::ArrayBufferPrototype)
            }
            DataBlock::Detached => {
                let text = "An ArrayBuffer is detached and could not be cloned.";
                return Err(not_cloneable(agent, text));
            }
        };
        let data = BufferData {
            block,
            max_length,
            is_detachable: true,
        };
        let copy = plain_host(agent, prototype, Box::new(data));
        Ok(self.becomes(agent, object, copy))
    }

    /// A typed array or a DataView, with its buffer.
    fn view(&mut self, agent: &mut Agent, object: Object, kind: Kind) -> JsResult<Object> {
        let view = agent.heap.host::<TypedArrayData>(object).copied();
        let Some(view) = view.filter(|view| agent.heap.view_length(view).is_some()) else {
            return Err(not_cloneable(agent, "[object Object] could not be cloned."));
        };
        let buffer = self.value(agent, view.buffer.value())?;
        let buffer = buffer.as_object().unwrap_or(view.buffer);
        let prototype = match kind {
            Kind::TypedArray => view.element.prototype(),
            _ => Intrinsic::DataViewPrototype,
        };
        let shape = agent.root_shape(prototype, kind);
        let data = Box::new(TypedArrayData { buffer, ..view });
        let copy = agent.heap.new_host(kind, shape, data);
        Ok(self.becomes(agent, object, copy))
    }

    /// An error: its name decides on the prototype, of its properties three are copied.
    fn error(&mut self, agent: &mut Agent, object: Object) -> JsResult<Object> {
        if let Some((name, message)) = dom_exception::parts(agent, object) {
            let name = agent.heap.utf8(name);
            let message = agent.heap.utf8(message);
            let copy = dom_exception::new_dom_exception(agent, &name, &message);
            self.becomes(agent, object, copy);
            return self.copy_stack(agent, object, copy);
        }
        let name = agent.get(object, agent.names.name)?;
        let name = agent.to_rust_string(name)?;
        let prototype = agent.intrinsic(error_prototype(&name));
        let (names, hidden) = (agent.names, PropertyFlags::HIDDEN);
        let message = match own_data(agent, object, names.message)? {
            Some(message) => Some(agent.to_string(message)?),
            None => None,
        };
        let start = StackStart::Skip(0);
        let copy = agent.new_error_object(prototype, message, start);
        self.becomes(agent, object, copy);
        if let Some(cause) = own_data(agent, object, names.cause)? {
            let cause = self.value(agent, cause)?;
            agent.heap.add_property(copy, names.cause, hidden, cause);
        }
        self.copy_stack(agent, object, copy)
    }

    fn copy_stack(&self, agent: &mut Agent, object: Object, copy: Object) -> JsResult<Object> {
        let key = agent.names.stack;
        let stack = agent.get(object, key)?;
        if stack.is_string() {
            agent.set_captured_stack(copy, stack);
        }
        Ok(copy)
    }
}

/// The value of an own data property.
fn own_data(agent: &mut Agent, object: Object, key: PropertyKey) -> JsResult<Option<Value>> {
    Ok(match agent.get_own_property(object, key)? {
        Some(OwnProperty::Data { value, .. }) => Some(value),
        _ => None,
    })
}

fn plain_host(agent: &mut Agent, prototype: Intrinsic, data: Box<dyn HostData>) -> Object {
    let shape = agent.root_shape(prototype, Kind::Host);
    agent.heap.new_host(Kind::Host, shape, data)
}

/// The prototype of the copy of an error with a name.
fn error_prototype(name: &str) -> Intrinsic {
    match name {
        "EvalError" => Intrinsic::EvalErrorPrototype,
        "RangeError" => Intrinsic::RangeErrorPrototype,
        "ReferenceError" => Intrinsic::ReferenceErrorPrototype,
        "SyntaxError" => Intrinsic::SyntaxErrorPrototype,
        "TypeError" => Intrinsic::TypeErrorPrototype,
        "URIError" => Intrinsic::URIErrorPrototype,
        _ => Intrinsic::ErrorPrototype,
    }
}
