//! `super.x`, `super[x]`, `super(...)`.

use super::call::{CallSite, spread_list};
use super::class::{ClassData, initialize_instance};
use super::variable::CapturedPlace;
use crate::engine::{Agent, JsResult, messages};
use crate::heap::{
    ARGUMENTS, CALLEE, Frame, InternalData, InternalRef, LINK, Object, PropertyKey, THIS, Value,
};
use crate::interpreter::node::{Node, NodeBox};

/// The class data in a constructor's extra data.
pub fn class_data(agent: &Agent, extra: Value) -> Option<&ClassData> {
    match agent.heap.internal(InternalRef::from_value(extra)?) {
        InternalData::Boxed(data) => {
            let data: &dyn std::any::Any = &**data;
            data.downcast_ref()
        }
        _ => None,
    }
}

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
            SuperKey::Known(key) => Ok(agent.key_to_value(*key)),
            SuperKey::Computed(node) => node.eval(agent, frame),
        }
    }
}

/// `super.x`; leaves `this` in a slot if asked.
pub struct SuperGet {
    /// Gives `this`.
    pub this: NodeBox,
    /// The key.
    pub key: SuperKey,
    /// Keeps `this`.
    pub temporary: u32,
    /// In the source.
    pub position: u32,
}

impl Node for SuperGet {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let this = self.this.eval(agent, frame)?;
        frame.set(self.temporary as usize, this);
        let key = self.key.value(agent, frame)?;
        agent.position = self.position;
        let base = super_base(agent, frame)?;
        let key = agent.to_property_key(key)?;
        match base.as_object() {
            Some(base) => agent.get_with_receiver(base, key, this),
            None => Err(agent.read_of_nullish(base, key)),
        }
    }
}

/// `super.x = value`
pub struct SuperSet {
    /// Gives `this`.
    pub this: NodeBox,
    /// The key.
    pub key: SuperKey,
    /// The value.
    pub value: NodeBox,
    /// The first of three.
    pub temporary: u32,
    /// Strict code.
    pub strict: bool,
    /// In the source.
    pub position: u32,
}

impl Node for SuperSet {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let slot = self.temporary as usize;
        let this = self.this.eval(agent, frame)?;
        frame.set(slot, this);
        let key = self.key.value(agent, frame)?;
        frame.set(slot + 1, key);
        let base = super_base(agent, frame)?;
        let value = self.value.eval(agent, frame)?;
        frame.set(slot + 2, value);
        agent.position = self.position;
        let key = agent.to_property_key(key)?;
        let Some(base) = base.as_object() else {
            let name = agent.key_for_message(key);
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
    pub temporary: u32,
}

/// The arguments of `super(...)`.
pub enum SuperArguments {
    /// Evaluated into the frame.
    Plain(CallSite),
    /// An array, with the position.
    Spread(NodeBox, u32),
}

impl SuperCall {
    fn construct(
        &self,
        agent: &mut Agent,
        frame: Frame,
        parent: Value,
        new_target: Value,
    ) -> JsResult<Object> {
        match &self.arguments {
            SuperArguments::Plain(site) => {
                let callee = frame.at(site.depth as usize);
                for (index, argument) in site.arguments.iter().enumerate() {
                    let value = argument.eval(agent, frame)?;
                    callee.set(ARGUMENTS + index, value);
                }
                callee.set(CALLEE, parent);
                callee.set(THIS, Value::UNDEFINED);
                callee.set(LINK, site.link.construct().value());
                self.check(agent, frame, parent, site.position)?;
                agent.gc_point();
                agent.construct_in_frame(callee, site.arguments.len(), new_target)
            }
            SuperArguments::Spread(node, position) => {
                let array = node.eval(agent, frame)?;
                self.check(agent, frame, parent, *position)?;
                let list = spread_list(agent, array)?;
                match (parent.as_object(), new_target.as_object()) {
                    (Some(parent), Some(new_target)) => agent.construct(parent, &list, new_target),
                    _ => unreachable!("constructors are objects"),
                }
            }
        }
    }

    fn check(&self, agent: &mut Agent, frame: Frame, parent: Value, position: u32) -> JsResult<()> {
        agent.position = position;
        if agent.is_constructor(parent) {
            return Ok(());
        }
        let class = frame.get(self.temporary as usize);
        Err(agent.not_super_constructor(parent, class))
    }
}

impl Node for SuperCall {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let slot = self.temporary as usize;
        let active = self.active.eval(agent, frame)?;
        frame.set(slot, active);
        let new_target = self.new_target.eval(agent, frame)?;
        frame.set(slot + 1, new_target);
        let parent = match active.as_object() {
            Some(active) => agent.get_prototype_of(active)?,
            None => unreachable!("the active function is an object"),
        };
        let result = self.construct(agent, frame, parent, new_target)?;
        agent.position = match &self.arguments {
            SuperArguments::Plain(site) => site.position,
            SuperArguments::Spread(_, position) => *position,
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
