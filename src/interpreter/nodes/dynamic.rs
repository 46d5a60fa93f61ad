//! Names that are looked up while the program runs: inside `with`, and where a sloppy direct eval
//! may declare variables.
//!
//! Only code inside such a scope has these nodes. A lookup asks the dynamic scopes
//! between a place and the variable that the name otherwise means; that one has a node of its own.

use super::captured::CapturedPlace;
use crate::engine::{
    Agent, JsResult, PropertyDescriptor, PropertyFlags, PropertyKey, Throw, messages,
};
use crate::heap::{Frame, Object, Slot, Value};
use crate::interpreter::tree::{Completion, Node, NodeBox, completed};

/// A scope object whose names come at run time.
#[derive(Clone, Copy, Debug)]
pub struct DynamicScope {
    /// How many scope objects further out than the one that the lookup starts from.
    pub hops: u32,
    /// The slot of its object: that of the `with`, or of the variables that evals declared, which
    /// is `undefined` until there are some.
    pub slot: u32,
    /// Whether it is a `with`.
    pub is_with: bool,
}

/// A lookup of a name in dynamic scopes.
pub struct Lookup {
    /// The name.
    pub name: PropertyKey,
    /// The frame slot of the scope object that it starts from.
    pub start: Slot,
    /// The scopes, from the inside outwards.
    pub scopes: Box<[DynamicScope]>,
    /// Strict code: a variable that vanishes meanwhile is an error.
    pub strict: bool,
    /// In the source.
    pub position: u32,
}

impl Lookup {
    /// The object that has the name, and whether it is that of a `with`.
    fn find(&self, agent: &mut Agent, frame: Frame) -> JsResult<Option<(Object, bool)>> {
        agent.machine.position = self.position;
        let (mut scope, mut hops) = (frame.get(self.start), 0);
        for dynamic in &self.scopes {
            while hops < dynamic.hops {
                scope = agent.heap.scope_parent(scope);
                hops += 1;
            }
            let object = agent.heap.scope_get(scope, dynamic.slot as usize);
            let Some(object) = object.as_object() else {
                continue;
            };
            let found = match dynamic.is_with {
                true => has_binding(agent, object, self.name)?,
                false => agent.has_own_property(object, self.name)?,
            };
            if found {
                return Ok(Some((object, dynamic.is_with)));
            }
        }
        Ok(None)
    }

    /// [GetBindingValue](https://tc39.es/ecma262/#sec-object-environment-records-getbindingvalue-n-s)
    fn get(&self, agent: &mut Agent, object: Object) -> JsResult {
        agent.machine.position = self.position;
        if !agent.has_property(object, self.name)? {
            return match self.strict {
                true => Err(self.not_defined(agent)),
                false => Ok(Value::UNDEFINED),
            };
        }
        agent.get(object, self.name)
    }

    /// [SetMutableBinding](https://tc39.es/ecma262/#sec-object-environment-records-setmutablebinding-n-v-s)
    fn set(&self, agent: &mut Agent, object: Object, value: Value) -> JsResult<()> {
        agent.machine.position = self.position;
        agent.scoped(|agent| {
            agent.keep(value);
            let still_exists = agent.has_property(object, self.name)?;
            if !still_exists && self.strict {
                return Err(self.not_defined(agent));
            }
            agent.put_value(object.value(), self.name, value, self.strict)
        })
    }

    fn not_defined(&self, agent: &mut Agent) -> Throw {
        let name = agent.heap.key_for_message(self.name);
        agent.reference_error(messages::not_defined(&name))
    }
}

/// [HasBinding](https://tc39.es/ecma262/#sec-object-environment-records-hasbinding-n) of a `with`.
fn has_binding(agent: &mut Agent, object: Object, name: PropertyKey) -> JsResult<bool> {
    if !agent.has_property(object, name)? {
        return Ok(false);
    }
    let key = PropertyKey::symbol(agent.symbols.unscopables);
    let unscopables = agent.get(object, key)?;
    let Some(unscopables) = unscopables.as_object() else {
        return Ok(true);
    };
    agent.scoped(|agent| {
        agent.keep_object(unscopables);
        let blocked = agent.get(unscopables, name)?;
        Ok(!agent.heap.to_boolean(blocked))
    })
}

/// Reads a name.
pub struct DynamicGet {
    /// Where it may be.
    pub lookup: Lookup,
    /// Reads what it means otherwise.
    pub otherwise: NodeBox,
}

impl Node for DynamicGet {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        match self.lookup.find(agent, frame)? {
            Some((object, _)) => self.lookup.get(agent, object),
            None => self.otherwise.eval(agent, frame),
        }
    }
}

/// Reads a name that is called: leaves what is `this` in a slot.
pub struct DynamicCallee {
    /// Where it may be.
    pub lookup: Lookup,
    /// Reads what it means otherwise.
    pub otherwise: NodeBox,
    /// The slot of `this`.
    pub this: Slot,
}

impl Node for DynamicCallee {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let (function, this) = match self.lookup.find(agent, frame)? {
            Some((object, is_with)) => {
                let function = self.lookup.get(agent, object)?;
                (function, Some(object.value()).filter(|_| is_with))
            }
            None => (self.otherwise.eval(agent, frame)?, None),
        };
        frame.set(self.this, this.unwrap_or(Value::UNDEFINED));
        Ok(function)
    }
}

/// Finds the object that has a name, for uses of one reference that follow: `undefined` for none.
pub struct DynamicResolve(pub Lookup);

impl Node for DynamicResolve {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let found = self.0.find(agent, frame)?;
        Ok(found.map_or(Value::UNDEFINED, |(object, _)| object.value()))
    }
}

/// Reads a name whose object was found before.
pub struct ResolvedGet {
    /// How.
    pub lookup: Lookup,
    /// The slot of the object.
    pub object: Slot,
    /// Reads what it means otherwise.
    pub otherwise: NodeBox,
}

impl Node for ResolvedGet {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        match frame.get(self.object).as_object() {
            Some(object) => self.lookup.get(agent, object),
            None => self.otherwise.eval(agent, frame),
        }
    }
}

/// Assigns the value in a slot to a name whose object was found before.
pub struct ResolvedSet {
    /// How.
    pub lookup: Lookup,
    /// The slot of the object.
    pub object: Slot,
    /// The slot of the value.
    pub value: Slot,
    /// Assigns to what it means otherwise.
    pub otherwise: NodeBox,
}

impl Node for ResolvedSet {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let Some(object) = frame.get(self.object).as_object() else {
            return self.otherwise.eval(agent, frame);
        };
        let value = frame.get(self.value);
        self.lookup.set(agent, object, value)?;
        Ok(value)
    }
}

/// `delete name`
pub struct DynamicDelete {
    /// Where it may be.
    pub lookup: Lookup,
    /// Deletes what it means otherwise.
    pub otherwise: NodeBox,
}

impl Node for DynamicDelete {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        match self.lookup.find(agent, frame)? {
            Some((object, _)) => Ok(Value::bool(agent.delete(object, self.lookup.name)?)),
            None => self.otherwise.eval(agent, frame),
        }
    }
}

/// Enters the body of a `with`: makes its scope object.
pub struct EnterWith {
    /// Gives the object.
    pub object: NodeBox,
    /// The frame slot of the scope object around.
    pub parent: Slot,
    /// The frame slot that takes this one.
    pub slot: Slot,
    /// In the source.
    pub position: u32,
}

impl Node for EnterWith {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let value = self.object.eval(agent, frame)?;
        agent.machine.position = self.position;
        let object = agent.to_object(value)?;
        let parent = frame.get(self.parent);
        let scope = agent.heap.new_scope(parent, 1, object.value());
        frame.set(self.slot, scope);
        Ok(Value::UNDEFINED)
    }

    fn exec(&self, agent: &mut Agent, frame: Frame) -> Completion {
        completed(self.eval(agent, frame))
    }
}

/// The slot of the variables that evals declared in a function.
#[derive(Clone, Copy)]
pub struct EvalVariables(pub CapturedPlace);

impl EvalVariables {
    fn object(self, agent: &mut Agent, frame: Frame) -> Object {
        match self.0.get(agent, frame).as_object() {
            Some(object) => object,
            None => {
                let object = agent.heap.ordinary_object_create(Value::NULL);
                self.0.set(agent, frame, object.value());
                object
            }
        }
    }

    fn set(self, agent: &mut Agent, frame: Frame, name: PropertyKey, value: Value) -> JsResult<()> {
        agent.scoped(|agent| {
            agent.keep(value);
            let object = self.object(agent, frame);
            let descriptor = PropertyDescriptor::data(value, PropertyFlags::DATA);
            agent.define_property_or_throw(object, name, &descriptor)
        })
    }
}

/// Declares the variables of an eval's text in the function around it, where they aren't yet.
/// [EvalDeclarationInstantiation](https://tc39.es/ecma262/#sec-evaldeclarationinstantiation)
pub struct DeclareEvalVariables {
    /// Where.
    pub variables: EvalVariables,
    /// Which.
    pub names: Box<[PropertyKey]>,
}

impl Node for DeclareEvalVariables {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        agent.gc_point();
        let object = self.variables.object(agent, frame);
        for &name in &self.names {
            if !agent.has_own_property(object, name)? {
                self.variables.set(agent, frame, name, Value::UNDEFINED)?;
            }
        }
        Ok(Value::UNDEFINED)
    }
}

/// Gives one of these variables the value of a function that is declared.
pub struct EvalVariableInit {
    /// Where.
    pub variables: EvalVariables,
    /// Which.
    pub name: PropertyKey,
    /// The function.
    pub value: NodeBox,
}

impl Node for EvalVariableInit {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let value = self.value.eval(agent, frame)?;
        self.variables.set(agent, frame, self.name, value)?;
        Ok(Value::UNDEFINED)
    }
}

/// Deletes a global variable.
pub struct DeleteGlobal(pub PropertyKey);

impl Node for DeleteGlobal {
    fn eval(&self, agent: &mut Agent, _: Frame) -> JsResult {
        if agent.realm.lexicals.get(self.0).is_some() {
            return Ok(Value::FALSE);
        }
        let global = agent.realm.global_object;
        Ok(Value::bool(agent.delete(global, self.0)?))
    }
}
