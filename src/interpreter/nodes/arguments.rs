//! `arguments`: the object, and the uses of it that can do without one.
//!
//! Where nothing but the function itself can see the variable, the object is made when it is first
//! read as a whole. Reading its elements or its length, or handing it to `apply`, needs no object
//! as long as there is none: the array of all arguments tells the same.

use super::element::get_element;
use crate::engine::{Agent, Arguments, JsResult, messages};
use crate::heap::{CALLEE, Frame, Slot, Value};
use crate::interpreter::inline_cache::GetCache;
use crate::interpreter::tree::{Node, NodeBox};

/// The arguments object of a call.
pub struct ArgumentsObject {
    /// The slot of the array of all arguments.
    pub arguments: Slot,
    /// For a mapped object: the frame slot of the scope object of the parameters.
    pub scope: Option<Slot>,
    /// For a mapped object: for each parameter its slot in the scope object.
    pub map: Box<[Option<u32>]>,
    /// Whether it has a `callee`: sloppy code with simple parameters.
    pub sloppy: bool,
}

impl Node for ArgumentsObject {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let Some(all) = frame.get(self.arguments).as_object() else {
            unreachable!("the arguments are in their slot");
        };
        let values = agent.heap.elements(all).to_vec();
        let mapped = self.sloppy.then(|| {
            let count = values.len();
            let map = self.map.iter().take(count).copied().collect();
            let scope = self.scope.map_or(Value::UNDEFINED, |slot| frame.get(slot));
            Arguments { scope, map }
        });
        Ok(agent
            .new_arguments(values, mapped, frame.get(CALLEE))
            .value())
    }
}

/// The variable `arguments`, whose object is made when it is first asked for.
pub struct LazyArguments {
    /// The variable's slot: `undefined` as long as there is no object.
    pub slot: Slot,
    /// Makes the object.
    pub object: ArgumentsObject,
}

impl LazyArguments {
    /// How many arguments there are, as long as there is no object.
    #[inline]
    fn count(&self, agent: &Agent, frame: Frame) -> Option<usize> {
        if !frame.get(self.slot).is_undefined() {
            return None;
        }
        let all = frame.get(self.object.arguments).as_object()?;
        Some(agent.heap.elements(all).len())
    }
}

impl Node for LazyArguments {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let object = frame.get(self.slot);
        if !object.is_undefined() {
            return Ok(object);
        }
        let object = self.object.eval(agent, frame)?;
        frame.set(self.slot, object);
        Ok(object)
    }
}

/// `arguments.length`
pub struct ArgumentsLength {
    /// The variable.
    pub arguments: LazyArguments,
    /// Reads the property of the object.
    pub otherwise: NodeBox,
}

impl Node for ArgumentsLength {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        match self.arguments.count(agent, frame) {
            Some(count) => Ok(Value::from_usize(count)),
            None => self.otherwise.eval(agent, frame),
        }
    }
}

/// `arguments[index]`
pub struct ArgumentsElement {
    /// The variable.
    pub arguments: LazyArguments,
    /// The index.
    pub index: NodeBox,
    /// In the source.
    pub position: u32,
}

impl Node for ArgumentsElement {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        // The array is read after the index, which may make the object.
        let index = self.index.eval(agent, frame)?;
        if let Some(int) = index.as_int()
            && frame.get(self.arguments.slot).is_undefined()
        {
            let all = frame.get(self.arguments.object.arguments);
            if let Some(element) = agent.heap.dense_element(all, int as u32) {
                return Ok(element);
            }
        }
        let object = self.arguments.eval(agent, frame)?;
        agent.machine.position = self.position;
        get_element(agent, object, index)
    }
}

/// `target.apply(this, arguments)`
pub struct ApplyArguments {
    /// The target.
    pub target: NodeBox,
    /// What finding `apply` remembers.
    pub cache: GetCache,
    /// The value of `this`.
    pub this: NodeBox,
    /// The variable.
    pub arguments: LazyArguments,
    /// For the target, the method, and `this`.
    pub slots: [Slot; 3],
    /// In the source.
    pub position: u32,
    /// The callee as error messages name it.
    pub text: Box<str>,
}

impl Node for ApplyArguments {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let [target_slot, method_slot, this_slot] = self.slots;
        let target = self.target.eval(agent, frame)?;
        frame.set(target_slot, target);
        let key = agent.names.apply;
        let method = self.cache.method(agent, target, key, self.position)?;
        frame.set(method_slot, method);
        let this = self.this.eval(agent, frame)?;
        frame.still_holds(target_slot, target);
        frame.still_holds(method_slot, method);
        frame.set(this_slot, this);
        agent.machine.position = self.position;
        if frame.get(self.arguments.slot).is_undefined()
            && agent.is_original_apply(method)
            && agent.heap.is_callable(target)
            && let Some(all) = frame.get(self.arguments.object.arguments).as_object()
        {
            agent.gc_point();
            return agent.call_with_elements(target, this, all);
        }
        let arguments = self.arguments.eval(agent, frame)?;
        agent.gc_point();
        if !agent.heap.is_callable(method) {
            return Err(agent.type_error(messages::not_a_function(&self.text)));
        }
        agent.call(method, target, &[this, arguments])
    }
}
