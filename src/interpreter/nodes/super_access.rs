//! `super.x`, `super[x]`, `super(...)`.

use super::call::{CallSite, spread_list};
use super::captured::CapturedPlace;
use crate::engine::{Agent, JsResult, messages};
use crate::heap::{CALLEE, Frame, LINK, Object, PropertyKey, Slot, THIS, Value};
use crate::interpreter::class_elements::class_data;
use crate::interpreter::class_elements::initialize_instance;
use crate::interpreter::tree::{Node, NodeBox};

/// The home object of the running function.
fn home_object(agent: &Agent, frame: Frame) -> Option<Object> {
    let (_, _, extra) = agent.heap.function(frame.get(CALLEE))?;
    if let Some(home) = extra.as_object() {
        return Some(home);
    }
    class_data(agent, extra).map(|data| data.home)
}

/// The prototype of the home object: where `super.x` looks.
fn super_base(agent: &mut Agent, frame: Frame) -> JsResult {
    match home_object(agent, frame) {
        Some(home) => agent.get_prototype_of(home),
        None => Ok(Value::NULL),
    }
}

/// Where a `super` access looks, for one that keeps it while something else is evaluated.
pub struct SuperBase;

impl Node for SuperBase {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        super_base(agent, frame)
    }
}

/// The key of a `super` access.
pub enum SuperKey {
    /// `super.x`
    Known(PropertyKey),
    /// `super[x]`
    Computed(NodeBox),
}

impl SuperKey {
    fn value(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        match self {
            SuperKey::Known(key) => Ok(agent.heap.key_to_value(*key)),
            SuperKey::Computed(node) => node.eval(agent, frame),
        }
    }
}

/// Converts the key of a `super` access, which may run code.
fn convert_key(agent: &mut Agent, base: Value, this: Value, key: Value) -> JsResult<PropertyKey> {
    if !key.is_object() {
        return agent.to_property_key(key);
    }
    agent.scoped(|agent| {
        agent.keep(base);
        agent.keep(this);
        agent.to_property_key(key)
    })
}

/// `super.x`
pub struct SuperGet {
    /// Gives `this`.
    pub this: NodeBox,
    /// The key.
    pub key: SuperKey,
    /// Gives the object that is looked at, where it was found before.
    pub base: Option<NodeBox>,
    /// Where `this` is left, for a call.
    pub this_slot: Option<Slot>,
    /// Where the converted key is left, for a use of the same reference that follows.
    pub key_slot: Option<Slot>,
    /// In the source.
    pub position: u32,
}

impl Node for SuperGet {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        // `this` is in the frame or in a scope object anyway: it needs no slot.
        let this = self.this.eval(agent, frame)?;
        let key = self.key.value(agent, frame)?;
        agent.machine.position = self.position;
        let base = match &self.base {
            Some(base) => base.eval(agent, frame)?,
            None => super_base(agent, frame)?,
        };
        let key = convert_key(agent, base, this, key)?;
        if let Some(slot) = self.this_slot {
            frame.set(slot, this);
        }
        if let Some(slot) = self.key_slot {
            let key = agent.heap.key_to_value(key);
            frame.set(slot, key);
        }
        match base.as_object() {
            Some(base) => agent.get_with_receiver(base, key, this),
            None => Err(agent.read_of_nullish(base, key)),
        }
    }
}

/// `super.x = value`. What is evaluated waits in as many slots.
pub struct SuperSet {
    /// Gives `this`.
    pub this: NodeBox,
    /// The key.
    pub key: SuperKey,
    /// The slot of the key.
    pub key_slot: Slot,
    /// Gives the object that is looked at.
    pub base: NodeBox,
    /// The slot of that object.
    pub base_slot: Slot,
    /// The value.
    pub value: NodeBox,
    /// The slot of the value.
    pub value_slot: Slot,
    /// Strict code.
    pub strict: bool,
    /// In the source.
    pub position: u32,
}

impl Node for SuperSet {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let this = self.this.eval(agent, frame)?;
        let key = self.key.value(agent, frame)?;
        frame.set(self.key_slot, key);
        let base = self.base.eval(agent, frame)?;
        frame.set(self.base_slot, base);
        let value = self.value.eval(agent, frame)?;
        frame.still_holds(self.key_slot, key);
        frame.still_holds(self.base_slot, base);
        frame.set(self.value_slot, value);
        agent.machine.position = self.position;
        let key = convert_key(agent, base, this, key)?;
        let Some(base) = base.as_object() else {
            let name = agent.heap.key_for_message(key);
            return Err(agent.type_error(messages::set_of_nullish("null", &name)));
        };
        if !agent.set_with_receiver(base, key, value, this)? && self.strict {
            return Err(agent.set_failed(this, key));
        }
        Ok(value)
    }
}

/// Where a constructor's `this` is bound.
#[derive(Clone, Copy)]
pub enum ThisPlace {
    /// The frame.
    Frame,
    /// A captured variable.
    Captured(CapturedPlace),
}

impl ThisPlace {
    fn get(self, agent: &Agent, frame: Frame) -> Value {
        match self {
            ThisPlace::Frame => frame.get(THIS),
            ThisPlace::Captured(place) => place.get(agent, frame),
        }
    }

    fn set(self, agent: &mut Agent, frame: Frame, value: Value) {
        match self {
            ThisPlace::Frame => frame.set(THIS, value),
            ThisPlace::Captured(place) => place.set(agent, frame, value),
        }
    }
}

/// `super(...)`
pub struct SuperCall {
    /// Gives the active function.
    pub active: NodeBox,
    /// Gives `new.target`.
    pub new_target: NodeBox,
    /// The arguments.
    pub arguments: SuperArguments,
    /// Where `this` is bound.
    pub this: ThisPlace,
    /// Keeps the active function; `new.target` is in the next one.
    pub temporary: Slot,
}

/// The arguments of `super(...)`.
pub enum SuperArguments {
    /// Evaluated into the frame.
    Plain(CallSite),
    /// Evaluated before, into an array.
    Spread {
        /// The slot of the array.
        array: Slot,
        /// In the source.
        position: u32,
    },
}

impl SuperCall {
    fn construct(
        &self,
        agent: &mut Agent,
        frame: Frame,
        active: Value,
        new_target: Value,
    ) -> JsResult<Object> {
        match &self.arguments {
            SuperArguments::Plain(site) => {
                let callee = frame.above(site.frame);
                for (index, argument) in site.arguments.iter().enumerate() {
                    let value = argument.eval(agent, frame)?;
                    callee.set_argument(index, value);
                }
                let parent = self.parent(agent, frame, active, site.position)?;
                callee.set(CALLEE, parent.value());
                callee.set(THIS, Value::UNDEFINED);
                callee.set(LINK, site.link.construct().value());
                agent.gc_point();
                agent.construct_in_frame(callee, site.arguments.len(), new_target)
            }
            &SuperArguments::Spread { array, position } => {
                let parent = self.parent(agent, frame, active, position)?;
                let list = spread_list(agent, frame.get(array))?;
                match new_target.as_object() {
                    Some(new_target) => agent.construct(parent, &list, new_target),
                    None => unreachable!("constructors are objects"),
                }
            }
        }
    }

    /// The parent constructor. As in V8 it is looked for after the arguments are evaluated.
    /// [GetSuperConstructor](https://tc39.es/ecma262/#sec-getsuperconstructor)
    fn parent(
        &self,
        agent: &mut Agent,
        frame: Frame,
        active: Value,
        position: u32,
    ) -> JsResult<Object> {
        let parent = match active.as_object() {
            Some(active) => agent.get_prototype_of(active)?,
            None => unreachable!("the active function is an object"),
        };
        agent.machine.position = position;
        match parent.as_object() {
            Some(constructor) if agent.is_constructor(parent) => Ok(constructor),
            _ => {
                let class = frame.get(self.temporary);
                Err(agent.not_super_constructor(parent, class))
            }
        }
    }
}

impl Node for SuperCall {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let slot = self.temporary;
        let active = self.active.eval(agent, frame)?;
        frame.set(slot, active);
        let new_target = self.new_target.eval(agent, frame)?;
        frame.set(slot + 1, new_target);
        let result = self.construct(agent, frame, active, new_target)?;
        agent.machine.position = match self.arguments {
            SuperArguments::Plain(ref site) => site.position,
            SuperArguments::Spread { position, .. } => position,
        };
        if !self.this.get(agent, frame).is_uninitialized() {
            return Err(agent.reference_error(messages::SUPER_TWICE));
        }
        self.this.set(agent, frame, result.value());
        frame.set(slot + 1, result.value());
        initialize_instance(agent, result, active)?;
        Ok(result.value())
    }
}
