//! Calls and `new`: arguments are evaluated straight into the callee's frame, which lies above the
//! caller's temporaries.

use crate::engine::{Agent, Code, FunctionKind, JsResult, MAX_SPREAD, NativeFn, Throw, messages};
use crate::heap::{
    CALLEE, Frame, LINK, Link, Object, PropertyKey, Remembered, ShapeId, Slot, THIS, Value,
};
use crate::interpreter::inline_cache::GetCache;
use crate::interpreter::operand::Operand;
use crate::interpreter::suspend::{Child, Entry, Resumable};
use crate::interpreter::tree::{Node, NodeBox};
use std::cell::Cell;

/// The arguments of a call, each evaluated into its slot of the callee's frame. Short lists have
/// their length in the type.
pub trait Arguments: 'static {
    /// Evaluates them in order.
    fn evaluate(&self, agent: &mut Agent, frame: Frame, callee: Frame) -> JsResult<()>;

    /// How many there are.
    fn count(&self) -> usize;
}

impl<A: AsRef<[NodeBox]> + 'static> Arguments for A {
    #[inline(always)]
    fn evaluate(&self, agent: &mut Agent, frame: Frame, callee: Frame) -> JsResult<()> {
        for (index, argument) in self.as_ref().iter().enumerate() {
            let value = argument.eval(agent, frame)?;
            callee.set_argument(index, value);
        }
        Ok(())
    }

    #[inline(always)]
    fn count(&self) -> usize {
        self.as_ref().len()
    }
}

/// The native that a call ran last, by its number: where the next call meets the same one, what it
/// needs to know of it doesn't have to wait for the way through the store.
#[derive(Default)]
pub struct NativeCache {
    number: Cell<u32>,
    run: Cell<Option<NativeFn>>,
}

impl NativeCache {
    /// The function to run, where that is all there is to do.
    #[inline(always)]
    fn find(&self, agent: &Agent, number: u32) -> Option<NativeFn> {
        match self.run.get() {
            Some(run) if self.number.get() == number && !agent.tracks_realms() => Some(run),
            _ => self.refill(agent, number),
        }
    }

    #[inline(never)]
    fn refill(&self, agent: &Agent, number: u32) -> Option<NativeFn> {
        self.number.set(number);
        self.run.set(agent.plain_native(number));
        self.run.get()
    }
}

/// What every call has.
pub struct CallSite<A = Box<[NodeBox]>> {
    /// The arguments.
    pub arguments: A,
    /// Where the callee's frame begins in the caller's.
    pub frame: Slot,
    /// What walks of the stack read: distance and position.
    pub link: Link,
    /// In the source.
    pub position: u32,
    /// The code called last.
    pub code: Remembered<Code>,
    /// The native called last.
    pub native: NativeCache,
    /// The callee as error messages name it.
    pub text: Box<str>,
}

impl CallSite {
    /// A site whose callee's frame begins at a slot of the caller's.
    pub fn new(arguments: Box<[NodeBox]>, frame: Slot, position: u32, text: Box<str>) -> CallSite {
        CallSite {
            arguments,
            frame,
            link: Link::new(frame.depth(), position),
            position,
            code: Remembered::default(),
            native: NativeCache::default(),
            text,
        }
    }

    /// The same site, with the number of arguments in its type.
    pub fn with_count<const N: usize>(self) -> CallSite<[NodeBox; N]> {
        let Ok(arguments) = <[NodeBox; N]>::try_from(self.arguments.into_vec()) else {
            unreachable!("the arguments were counted")
        };
        CallSite {
            arguments,
            frame: self.frame,
            link: self.link,
            position: self.position,
            code: self.code,
            native: self.native,
            text: self.text,
        }
    }
}

impl<A: Arguments> CallSite<A> {
    /// Calls the callee in a frame that is laid out but for its link.
    #[inline(always)]
    fn call(&self, agent: &mut Agent, callee: Frame) -> JsResult {
        callee.set(LINK, self.link.value());
        if let Some((number, scope)) = agent.heap.function_entry(callee.get(CALLEE)) {
            let code = self.code.find(&agent.codes, number);
            agent.poll()?;
            return agent.enter_code(&code, scope, callee, self.arguments.count());
        }
        self.call_other(agent, callee)
    }

    #[inline(never)]
    fn call_other(&self, agent: &mut Agent, callee: Frame) -> JsResult {
        let function = callee.get(CALLEE);
        agent.machine.position = self.position;
        if let Some(native) = agent.heap.native(function) {
            agent.gc_point();
            if let Some(run) = self.native.find(agent, native) {
                return agent.run_native(run, callee, self.arguments.count(), false);
            }
            if Some(native) == agent.natives.function_call {
                return self.call_through(agent, callee);
            }
            if applies_nothing(agent, callee) {
                return Err(self.not_a_function(agent));
            }
            return agent.enter_native(native, callee, self.arguments.count(), false);
        }
        if !agent.heap.is_callable(function) {
            return Err(self.not_a_function(agent));
        }
        agent.call_in_frame(callee, self.arguments.count())
    }

    #[cold]
    fn not_a_function(&self, agent: &mut Agent) -> Throw {
        agent.type_error(messages::not_a_function(&self.text))
    }
}

impl<A: Arguments> CallSite<A> {
    /// [Function.prototype.call ( thisArg, ...args )](https://tc39.es/ecma262/#sec-function.prototype.call)
    /// in the frame that was laid out for it: everything moves down by one. What can't be called
    /// then is named like the callee, as `call` leaves no trace of itself.
    fn call_through(&self, agent: &mut Agent, callee: Frame) -> JsResult {
        let mut count = self.arguments.count();
        loop {
            let function = callee.get(THIS);
            if !agent.heap.is_callable(function) {
                return Err(self.not_a_function(agent));
            }
            callee.set(CALLEE, function);
            let this = match count {
                0 => Value::UNDEFINED,
                _ => callee.argument(0),
            };
            callee.set(THIS, this);
            for index in 1..count {
                callee.set_argument(index - 1, callee.argument(index));
            }
            count = count.saturating_sub(1);
            let native = agent.heap.native(function);
            if native.is_none() || native != agent.natives.function_call {
                break;
            }
        }
        if applies_nothing(agent, callee) {
            return Err(self.not_a_function(agent));
        }
        agent.call_in_frame(callee, count)
    }
}

/// Whether a frame is one of `apply` on what can't be called: the error names the callee then, as
/// `apply` leaves no trace of itself. In another realm the error is one of that.
fn applies_nothing(agent: &Agent, callee: Frame) -> bool {
    agent.is_original_apply(callee.get(CALLEE))
        && !agent.heap.is_callable(callee.get(THIS))
        && !agent.tracks_realms()
}

/// `f(x)`
pub struct CallFunction<F, A> {
    /// The function.
    pub callee: F,
    /// The rest.
    pub site: CallSite<A>,
}

impl<F: Operand, A: Arguments> Node for CallFunction<F, A> {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let callee = frame.above(self.site.frame);
        let function = self.callee.value(agent, frame)?;
        callee.set(CALLEE, function);
        self.site.arguments.evaluate(agent, frame, callee)?;
        callee.set(THIS, Value::UNDEFINED);
        self.site.call(agent, callee)
    }
}

/// `object.key(x)`
pub struct CallMethod<O, A> {
    /// The object.
    pub object: O,
    /// The key.
    pub key: PropertyKey,
    /// What finding the method remembers.
    pub cache: GetCache,
    /// Where the method is read.
    pub position: u32,
    /// The rest.
    pub site: CallSite<A>,
}

impl<O: Operand, A: Arguments> Node for CallMethod<O, A> {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let callee = frame.above(self.site.frame);
        let object = self.object.value(agent, frame)?;
        callee.set(THIS, object);
        let function = self.cache.method(agent, object, self.key, self.position)?;
        callee.set(CALLEE, function);
        self.site.arguments.evaluate(agent, frame, callee)?;
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
        let callee = frame.above(self.site.frame);
        let function = self.callee.eval(agent, frame)?;
        callee.set(CALLEE, function);
        self.site.arguments.evaluate(agent, frame, callee)?;
        self.site.call(agent, callee)
    }
}

/// Evaluates a node and leaves the value in a slot as well.
pub struct KeepIn<C = NodeBox> {
    /// The slot.
    pub slot: Slot,
    /// What is evaluated.
    pub value: C,
}

impl<C: Child> Resumable for KeepIn<C> {
    type Child = C;

    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> JsResult {
        let value = entry.eval(agent, frame, &self.value)?;
        frame.set(self.slot, value);
        Ok(value)
    }
}

/// A callee that is called without `this`.
pub struct PlainCallee<C> {
    /// Gives the function. It may be the end of a chain that has its own `this` in the same slot.
    pub function: C,
    /// The slot that takes `this` afterwards.
    pub this: Slot,
}

impl<C: Child> Resumable for PlainCallee<C> {
    type Child = C;

    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> JsResult {
        let function = entry.eval(agent, frame, &self.function)?;
        frame.set(self.this, Value::UNDEFINED);
        Ok(function)
    }
}

/// A function that is known when the tree is made, with a `this` that its first operand leaves in
/// the slot for it.
pub struct KnownCallee {
    /// Leaves `this` in its slot.
    pub this: NodeBox,
    /// The function.
    pub function: Value,
}

impl Node for KnownCallee {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        self.this.eval(agent, frame)?;
        Ok(self.function)
    }
}

/// A callee and its `this`, both given by operands.
pub struct ReceivedCallee {
    /// Gives the function.
    pub function: NodeBox,
    /// Where that waits.
    pub slot: Slot,
    /// Gives `this`.
    pub receiver: NodeBox,
    /// The slot that takes it.
    pub this: Slot,
}

impl Node for ReceivedCallee {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let function = self.function.eval(agent, frame)?;
        frame.set(self.slot, function);
        let receiver = self.receiver.eval(agent, frame)?;
        frame.set(self.this, receiver);
        Ok(frame.get(self.slot))
    }
}

/// A callee that waits in a slot, as its `this` does in the next one.
pub struct KeptCallee {
    /// The slot of the function.
    pub slot: Slot,
    /// The slot that takes `this`.
    pub this: Slot,
}

impl Node for KeptCallee {
    #[inline]
    fn eval(&self, _: &mut Agent, frame: Frame) -> JsResult {
        let this = frame.get(self.slot + 1);
        frame.set(self.this, this);
        Ok(frame.get(self.slot))
    }
}

/// `f(...x)`: the arguments are collected in an array. The callee and `this` are in temporaries.
pub struct CallSpread {
    /// The temporary of the function; `this` is in the next one.
    pub temporary: Slot,
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
        agent.machine.position = self.position;
        let function = frame.get(self.temporary);
        let this = frame.get(self.temporary + 1);
        let through = [agent.natives.function_call, agent.natives.function_apply];
        let native = agent.heap.native(function);
        if !agent.heap.is_callable(function)
            || (native.is_some()
                && through.contains(&native)
                && !agent.heap.is_callable(this)
                && !agent.tracks_realms())
        {
            return Err(agent.type_error(messages::not_a_function(&self.text)));
        }
        match arguments.as_object() {
            Some(list) => agent.call_with_elements(function, this, list),
            None => unreachable!("arguments are collected in an array"),
        }
    }
}

/// The arguments in an array that a node made.
pub fn spread_list(agent: &mut Agent, array: Value) -> JsResult<Vec<Value>> {
    let Some(array) = array.as_object() else {
        unreachable!("arguments are collected in an array")
    };
    let elements = agent.heap.elements(array);
    if elements.len() > MAX_SPREAD {
        return Err(agent.stack_overflow());
    }
    let list = elements.iter().map(|element| match element.is_hole() {
        true => Value::UNDEFINED,
        false => *element,
    });
    Ok(list.collect())
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
        let prototype = self
            .prototype
            .get(agent, function, key, self.site.position)?;
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
        let callee = frame.above(self.site.frame);
        let function = self.callee.eval(agent, frame)?;
        callee.set(CALLEE, function);
        self.site.arguments.evaluate(agent, frame, callee)?;
        callee.set(LINK, self.site.link.construct().value());
        callee.set(THIS, Value::UNDEFINED);
        agent.machine.position = self.site.position;
        agent.gc_point();
        let argc = self.site.arguments.len();
        if let Some((number, scope)) = agent.heap.function_entry(function) {
            let code = self.site.code.find(&agent.codes, number);
            if matches!(
                code.kind,
                FunctionKind::Normal | FunctionKind::ClassConstructor
            ) {
                agent.poll()?;
                agent.ensure_lowered(&code)?;
                let object = self.instance(agent, function)?;
                callee.set(THIS, object.value());
                agent.machine.new_target = function;
                let result = agent.enter_code(&code, scope, callee, argc)?;
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
    pub temporary: Slot,
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
        agent.machine.position = self.position;
        let function = frame.get(self.temporary);
        match function.as_object() {
            Some(constructor) if agent.is_constructor(function) => {
                let list = spread_list(agent, arguments)?;
                Ok(agent.construct(constructor, &list, constructor)?.value())
            }
            _ => Err(agent.type_error(messages::not_a_constructor(&self.text))),
        }
    }
}
