//! What the interfaces that extend Event have in common: attributes of their own, which are values, and a
//! constructor that takes them from a dictionary.
//!
//! In Node some of them are Node's own and others undici's, which differ in what they say of arguments.

use super::event::{self, EventData, Flags};
use super::interface::{Interface, allocate, prototype, prototype_for};
use super::{check, web_idl};
use crate::engine::{Agent, Call, HostData, JsResult, Object, Str, Tracer, Value};
use std::any::Any;

/// An interface that extends Event.
pub(super) struct EventClass {
    pub(super) interface: &'static Interface,
    pub(super) attributes: &'static [Attribute],
    /// Whether it is undici's in Node.
    pub(super) is_undici: bool,
}

/// An attribute, which is also a member of the dictionary.
pub(super) struct Attribute {
    pub(super) name: &'static str,
    /// Its value where none is given.
    pub(super) default: fn(&mut Agent) -> Value,
    /// What is made of a value that is given and not `undefined`; `None` for the default.
    pub(super) read: fn(&mut Agent, Value) -> JsResult<Option<Value>>,
}

/// The values of the attributes, in their order.
struct Own {
    class: &'static EventClass,
    values: Box<[Value]>,
}

impl HostData for Own {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_all(&self.values);
    }

    fn external_bytes(&self) -> usize {
        size_of_val(&*self.values)
    }
}

/// `null`, as a default.
pub(super) fn null(_: &mut Agent) -> Value {
    Value::NULL
}

/// The empty string, as a default.
pub(super) fn empty(agent: &mut Agent) -> Value {
    agent.heap.empty_string().value()
}

/// Any value.
pub(super) fn any(_: &mut Agent, value: Value) -> JsResult<Option<Value>> {
    Ok(Some(value))
}

/// A string.
pub(super) fn string(agent: &mut Agent, value: Value) -> JsResult<Option<Value>> {
    Ok(Some(agent.to_string(value)?.value()))
}

impl EventClass {
    /// `new Class(type, eventInitDict)`
    pub(super) fn construct(&'static self, agent: &mut Agent, call: Call) -> JsResult {
        let (prototype, mut data, options) = match self.is_undici {
            true => self.begin(agent, call)?,
            false => event::begin(agent, call, self.interface)?,
        };
        let mut values = self.defaults(agent);
        if let Some(options) = options {
            for (attribute, slot) in self.attributes.iter().zip(&mut values) {
                let value = check::option(agent, options, attribute.name)?;
                agent.keep(value);
                if !value.is_undefined()
                    && let Some(value) = (attribute.read)(agent, value)?
                {
                    agent.keep(value);
                    *slot = value;
                }
            }
        }
        data.own = Some(self.own(values));
        Ok(allocate(agent, prototype, Box::new(data)).value())
    }

    /// As [`event::begin`], in undici's words and order.
    fn begin(
        &'static self,
        agent: &mut Agent,
        call: Call,
    ) -> JsResult<(Object, EventData, Option<Object>)> {
        let prototype = prototype_for(agent, call, self.interface)?;
        let name = self.interface.name();
        web_idl::require(agent, call, 1, &format!("{name} constructor"))?;
        let kind = agent.to_string(call.arg(0))?;
        agent.keep(kind.value());
        let options = call.arg(1);
        if !options.is_nullish() && !options.is_object() {
            let shown = web_idl::stringify(agent, options)?;
            return Err(agent.type_error(format!(
                "{name} constructor: Expected {shown} to be one of: Null, Undefined, Object."
            )));
        }
        let options = options.as_object();
        let flags = match options {
            Some(options) => event::init_flags(agent, options)?,
            None => Flags::NONE,
        };
        Ok((prototype, EventData::new(agent, kind, flags), options))
    }

    /// The values of an event that is given nothing. Nothing of them needs to be kept.
    pub(super) fn defaults(&self, agent: &mut Agent) -> Vec<Value> {
        let attributes = self.attributes.iter();
        attributes
            .map(|attribute| (attribute.default)(agent))
            .collect()
    }

    fn own(&'static self, values: Vec<Value>) -> Box<dyn HostData> {
        Box::new(Own {
            class: self,
            values: values.into_boxed_slice(),
        })
    }

    /// An event that no script makes.
    pub(super) fn new_event(
        &'static self,
        agent: &mut Agent,
        kind: &str,
        values: Vec<Value>,
    ) -> Object {
        let own = Some(self.own(values));
        event::new_event_with(agent, self.interface, kind, Flags::NONE, own)
    }

    /// As [`EventClass::new_event`], with a type and flags that a script gives.
    pub(super) fn new_event_of(
        &'static self,
        agent: &mut Agent,
        kind: Str,
        flags: Flags,
        values: Vec<Value>,
    ) -> Object {
        let prototype = prototype(agent, self.interface);
        let mut data = EventData::new(agent, kind, flags);
        data.own = Some(self.own(values));
        allocate(agent, prototype, Box::new(data))
    }

    /// The values of the receiver, which has to be such an event.
    pub(super) fn this<'a>(&self, agent: &'a mut Agent, call: Call) -> JsResult<&'a mut [Value]> {
        if self.values(agent, call.this()).is_none() {
            let name = self.interface.name();
            return Err(match self.is_undici {
                true => check::type_error(agent, "ERR_INVALID_THIS", "Illegal invocation"),
                false => check::invalid_this(agent, name),
            });
        }
        match self.values(agent, call.this()) {
            Some(values) => Ok(values),
            None => unreachable!("it was one just now"),
        }
    }

    fn values<'a>(&self, agent: &'a mut Agent, event: Value) -> Option<&'a mut [Value]> {
        let data = agent.heap.host_mut::<EventData>(event.as_object()?)?;
        let own: &mut dyn Any = &mut **data.own.as_mut()?;
        let own: &mut Own = own.downcast_mut()?;
        std::ptr::eq(own.class, self).then_some(&mut *own.values)
    }

    /// What an attribute's getter gives.
    pub(super) fn get(&self, agent: &mut Agent, call: Call, at: usize) -> JsResult {
        Ok(self.this(agent, call)?[at])
    }
}
