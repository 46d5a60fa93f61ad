//! Calls and `new`: arguments are evaluated straight into the callee's frame, which lies above the
//! caller's temporaries.

use crate::engine::{Agent, FunctionKind, JsResult, messages};
use crate::heap::{
    ARGUMENTS, CALLEE, Frame, LINK, Link, Object, PropertyKey, ShapeId, THIS, Value,
};
use crate::interpreter::inline_cache::GetCache;
use crate::interpreter::node::{Node, NodeBox};
use std::cell::Cell;

/// What every call has.
pub struct CallSite {
    /// The arguments.
    pub arguments: Box<[NodeBox]>,
    /// How far above the caller's frame the callee's begins.
    pub depth: u32,
    /// What walks of the stack read: distance and position.
    pub link: Link,
    /// In the source.
    pub position: u32,
    /// The callee as error messages name it.
    pub text: Box<str>,
}

impl CallSite {
    #[inline(always)]
    fn arguments(&self, agent: &mut Agent, frame: Frame, callee: Frame) -> JsResult<()> {
        for (index, argument) in self.arguments.iter().enumerate() {
            let value = argument.eval(agent, frame)?;
            callee.set(ARGUMENTS + index, value);
        }
        callee.set(LINK, self.link.value());
        Ok(())
    }

    #[inline(always)]
    fn call(&self, agent: &mut Agent, callee: Frame) -> JsResult {
        let function = callee.get(CALLEE);
        if let Some(code) = agent.heap.function_code(function) {
            let code = agent.codes.get(code);
            agent.poll()?;
            return agent.enter_code(code, callee, self.arguments.len());
        }
        self.call_other(agent, callee)
    }

    #[inline(never)]
    fn call_other(&self, agent: &mut Agent, callee: Frame) -> JsResult {
        let function = callee.get(CALLEE);
        agent.position = self.position;
        if let Some(native) = agent.heap.native(function) {
            agent.gc_point();
            return agent.enter_native(native, callee, self.arguments.len(), false);
        }
        if !agent.is_callable(function) {
            return Err(agent.type_error(messages::not_a_function(&self.text)));
        }
        agent.call_in_frame(callee, self.arguments.len())
    }
}

/// `f(x)`
pub struct CallFunction {
    /// The function.
    pub callee: NodeBox,
    /// The rest.
    pub site: CallSite,
}

impl Node for CallFunction {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let callee = frame.at(self.site.depth as usize);
        let function = self.callee.eval(agent, frame)?;
        callee.set(CALLEE, function);
        self.site.arguments(agent, frame, callee)?;
        callee.set(THIS, Value::UNDEFINED);
        self.site.call(agent, callee)
    }
}

/// `object.key(x)`
pub struct CallMethod {
    /// The object.
    pub object: NodeBox,
    /// The key.
    pub key: PropertyKey,
    /// What finding the method remembers.
    pub cache: GetCache,
    /// The rest.
    pub site: CallSite,
}

impl Node for CallMethod {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let callee = frame.at(self.site.depth as usize);
        let object = self.object.eval(agent, frame)?;
        callee.set(THIS, object);
        let function = match self.cache.peek(agent, object) {
            Some(function) => function,
            None => {
                agent.position = self.site.position;
                self.cache.get(agent, object, self.key)?
            }
        };
        callee.set(CALLEE, function);
        self.site.arguments(agent, frame, callee)?;
        self.site.call(agent, callee)
    }
}

/// A call whose callee is a reference of another kind: the node that evaluates it puts `this` into
/// its slot of the callee's frame.
pub struct CallReference {
    /// Gives the function and sets `this`.
    pub callee: NodeBox,
    /// The rest.
    pub site: CallSite,
}

impl Node for CallReference {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let callee = frame.at(self.site.depth as usize);
        let function = self.callee.eval(agent, frame)?;
        callee.set(CALLEE, function);
        self.site.arguments(agent, frame, callee)?;
        self.site.call(agent, callee)
    }
}

/// Evaluates a node and leaves the value in a slot as well.
pub struct KeepIn {
    /// The slot.
    pub slot: u32,
    /// What is evaluated.
    pub value: NodeBox,
}

impl Node for KeepIn {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let value = self.value.eval(agent, frame)?;
        frame.set(self.slot as usize, value);
        Ok(value)
    }
}

/// `f(...x)`: the arguments are collected in an array. The callee and `this` are in temporaries.
pub struct CallSpread {
    /// The temporary of the function; `this` is in the next one.
    pub temporary: u32,
    /// Gives an array of the arguments.
    pub arguments: NodeBox,
    /// In the source.
    pub position: u32,
    /// The callee as error messages name it.
    pub text: Box<str>,
}

impl Node for CallSpread {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let arguments = self.arguments.eval(agent, frame)?;
        agent.position = self.position;
        let function = frame.get(self.temporary as usize);
        let this = frame.get(self.temporary as usize + 1);
        if !agent.is_callable(function) {
            return Err(agent.type_error(messages::not_a_function(&self.text)));
        }
        let list = spread_list(agent, arguments)?;
        agent.call(function, this, &list)
    }
}

/// The arguments in an array that a node made.
pub fn spread_list(agent: &mut Agent, array: Value) -> JsResult<Vec<Value>> {
    let Some(array) = array.as_object() else {
        unreachable!("arguments are collected in an array")
    };
    let list = agent.heap.elements(array).clone();
    // The limit that V8's stack sets, about.
    if list.len() > 120_000 {
        return Err(agent.stack_overflow());
    }
    Ok(list)
}

/// `new F(x)`
pub struct New {
    /// The constructor.
    pub callee: NodeBox,
    /// The rest.
    pub site: CallSite,
    /// What reading `prototype` remembers.
    pub prototype: GetCache,
    /// The prototype last seen, and the layout of its objects.
    pub layout: Cell<(Value, ShapeId)>,
}

impl New {
    /// A node.
    #[allow(clippy::self_named_constructors)]
    pub fn new(callee: NodeBox, site: CallSite) -> New {
        let layout = Cell::new((Value::UNDEFINED, ShapeId::NONE));
        New {
            callee,
            site,
            prototype: GetCache::new(),
            layout,
        }
    }

    /// The object for a constructor that starts with a plain one.
    #[inline(always)]
    fn instance(&self, agent: &mut Agent, function: Value) -> JsResult<Object> {
        let key = agent.names.prototype;
        let prototype = self.prototype.get(agent, function, key)?;
        let (known, shape) = self.layout.get();
        if known == prototype
            && let Some(object) = agent.heap.new_object_with(shape)
        {
            return Ok(object);
        }
        self.first_instance(agent, function, prototype)
    }

    #[cold]
    #[inline(never)]
    fn first_instance(
        &self,
        agent: &mut Agent,
        function: Value,
        prototype: Value,
    ) -> JsResult<Object> {
        let object = agent.ordinary_create_from_constructor(
            function,
            crate::engine::Intrinsic::ObjectPrototype,
        )?;
        if prototype.is_object() {
            self.layout.set((prototype, agent.heap.shape(object)));
        }
        Ok(object)
    }
}

impl Node for New {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let callee = frame.at(self.site.depth as usize);
        let function = self.callee.eval(agent, frame)?;
        callee.set(CALLEE, function);
        self.site.arguments(agent, frame, callee)?;
        callee.set(LINK, self.site.link.construct().value());
        callee.set(THIS, Value::UNDEFINED);
        agent.position = self.site.position;
        agent.gc_point();
        let argc = self.site.arguments.len();
        if let Some(code) = agent.heap.function_code(function) {
            let code = agent.codes.get(code);
            if matches!(
                code.kind,
                FunctionKind::Normal | FunctionKind::ClassConstructor
            ) {
                agent.poll()?;
                agent.ensure_lowered(code)?;
                let object = self.instance(agent, function)?;
                callee.set(THIS, object.value());
                agent.new_target = function;
                let result = agent.enter_code(code, callee, argc)?;
                return Ok(if result.is_object() {
                    result
                } else {
                    object.value()
                });
            }
        }
        if !agent.is_constructor(function) {
            return Err(agent.type_error(messages::not_a_constructor(&self.site.text)));
        }
        Ok(agent.construct_in_frame(callee, argc, function)?.value())
    }
}

/// `new F(...x)`: the constructor is in a temporary.
pub struct NewSpread {
    /// The temporary of the constructor.
    pub temporary: u32,
    /// Gives an array of the arguments.
    pub arguments: NodeBox,
    /// In the source.
    pub position: u32,
    /// The callee as error messages name it.
    pub text: Box<str>,
}

impl Node for NewSpread {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let arguments = self.arguments.eval(agent, frame)?;
        agent.position = self.position;
        let function = frame.get(self.temporary as usize);
        match function.as_object() {
            Some(constructor) if agent.is_constructor(function) => {
                let list = spread_list(agent, arguments)?;
                Ok(agent.construct(constructor, &list, constructor)?.value())
            }
            _ => Err(agent.type_error(messages::not_a_constructor(&self.text))),
        }
    }
}
