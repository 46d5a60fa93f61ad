//! Calling and constructing.

use crate::engine::{
    Agent, Call, Code, FunctionKind, Intrinsic, JsResult, NativeFn, PropertyKey, Throw, messages,
};
use crate::heap::{
    ARGUMENTS, CALLEE, Frame, Heap, Held, HostData, Kind, LINK, Link, Object, SCOPE, THIS, Tracer,
    Value,
};

/// The internal slots of a bound function.
pub struct BoundData {
    /// `[[BoundTargetFunction]]`
    pub target: Object,
    /// `[[BoundThis]]`
    pub this: Value,
    /// Whether it has a `[[Construct]]`, as its target has.
    pub constructor: bool,
    /// `[[BoundArguments]]`
    pub arguments: Vec<Value>,
}

impl HostData for BoundData {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_object(self.target);
        tracer.mark(self.this);
        tracer.mark_all(&self.arguments);
    }

    fn external_bytes(&self) -> usize {
        self.arguments.capacity() * size_of::<Value>()
    }
}

/// A function that a native calls again and again: what there is to find out about it is found
/// out once. The caller keeps the function alive.
pub struct Callback {
    function: Value,
    /// The code of a function written in JavaScript, and the scope around it.
    code: Option<(Held<Code>, Value)>,
}

impl Callback {
    /// That a value can be called, and how.
    pub fn new(agent: &mut Agent, function: Value) -> JsResult<Callback> {
        agent.require_callable(function)?;
        Ok(Callback::of(agent, function))
    }

    /// As [`Callback::new`], of a value that is known to be callable.
    pub fn of(agent: &Agent, function: Value) -> Callback {
        let entry = agent.heap.function_entry(function);
        let code = entry.map(|(number, scope)| (agent.codes.get(number), scope));
        Callback { function, code }
    }

    /// [Call](https://tc39.es/ecma262/#sec-call)
    #[inline(always)]
    pub fn call<const N: usize>(
        &self,
        agent: &mut Agent,
        this: Value,
        arguments: [Value; N],
    ) -> JsResult {
        let Some((code, scope)) = &self.code else {
            return agent.call(self.function, this, &arguments);
        };
        agent.poll()?;
        let frame = agent.machine.top;
        if frame.at(ARGUMENTS + N) > agent.machine.soft_limit {
            agent.grow_stack(frame, ARGUMENTS + N)?;
        }
        let link = Link::new(
            frame.distance_from(agent.machine.frame) as u32,
            agent.machine.position,
        );
        frame.set(CALLEE, self.function);
        frame.set(THIS, this);
        frame.set(LINK, link.value());
        frame.set_arguments(&arguments);
        enter(agent, code, *scope, frame, N)
    }
}

/// How many arguments a list may be spread to: the limit that V8's stack sets, about.
pub const MAX_SPREAD: usize = 120_000;

#[inline(never)]
fn enter(agent: &mut Agent, code: &Code, scope: Value, frame: Frame, argc: usize) -> JsResult {
    agent.enter_code(code, scope, frame, argc)
}

impl Agent {
    /// [IsConstructor](https://tc39.es/ecma262/#sec-isconstructor)
    pub fn is_constructor(&self, value: Value) -> bool {
        let Some(object) = value.as_object() else {
            return false;
        };
        match object.kind() {
            Kind::Bound => {
                let bound = self.heap.host::<BoundData>(object);
                bound.is_some_and(|bound| bound.constructor)
            }
            Kind::Function => self
                .heap
                .function_code(value)
                .is_some_and(|code| self.codes[code].is_constructor()),
            Kind::Native => self
                .heap
                .native(value)
                .is_some_and(|native| self.natives.entries[native].constructor),
            Kind::Proxy => self.heap.proxy_is_constructor(object),
            _ => false,
        }
    }

    /// [Call](https://tc39.es/ecma262/#sec-call): from Rust code.
    pub fn call(&mut self, function: Value, this: Value, arguments: &[Value]) -> JsResult {
        if !self.heap.is_callable(function) {
            let what = self.call_site_for_message(function);
            return Err(self.type_error(messages::not_a_function(&what)));
        }
        self.with_new_frame(function, this, arguments, false, |agent, frame, argc| {
            agent.call_in_frame(frame, argc)
        })
    }

    /// As [`Agent::call`], for what is known to be callable, with one argument and no `this`.
    pub fn call_handler(&mut self, function: Value, argument: Value) -> JsResult {
        let none = Value::UNDEFINED;
        self.with_new_frame(function, none, &[argument], false, |agent, frame, argc| {
            agent.call_in_frame(frame, argc)
        })
    }

    /// Calls a function that is known to be callable with an array's elements as arguments; what is
    /// absent there is `undefined`.
    pub fn call_with_elements(&mut self, function: Value, this: Value, list: Object) -> JsResult {
        let count = self.heap.elements(list).len();
        if count > MAX_SPREAD {
            return Err(self.stack_overflow());
        }
        let (frame, outer_top) = (self.machine.top, self.machine.top);
        self.reserve_frame(frame, ARGUMENTS + count)?;
        self.poll_work(count / 16)?;
        let link = Link::new(
            frame.distance_from(self.machine.frame) as u32,
            self.machine.position,
        );
        frame.set(CALLEE, function);
        frame.set(THIS, this);
        frame.set(LINK, link.value());
        for (index, element) in self.heap.elements(list).iter().enumerate() {
            let argument = match element.is_hole() {
                true => Value::UNDEFINED,
                false => *element,
            };
            frame.set_argument(index, argument);
        }
        self.machine.top = frame.at(ARGUMENTS + count);
        let result = self.call_in_frame(frame, count);
        self.machine.top = outer_top;
        result
    }

    /// Whether a value is `Function.prototype.apply` as it was made.
    #[inline]
    pub fn is_original_apply(&self, value: Value) -> bool {
        let native = self.heap.native(value);
        native.is_some() && native == self.natives.function_apply
    }

    /// That a value can be called: what takes a callback asks this first.
    #[inline]
    pub fn require_callable(&mut self, value: Value) -> JsResult {
        if self.heap.is_callable(value) {
            return Ok(value);
        }
        let what = self.call_site_for_message(value);
        Err(self.type_error(messages::not_a_function(&what)))
    }

    /// Lays a frame above everything live and runs `body` in it.
    #[inline(always)]
    fn with_new_frame<T>(
        &mut self,
        function: Value,
        this: Value,
        arguments: &[Value],
        construct: bool,
        body: impl FnOnce(&mut Agent, Frame, usize) -> JsResult<T>,
    ) -> JsResult<T> {
        self.check_native_stack()?;
        self.poll_work(1 + arguments.len() / 16)?;
        let (top, position) = (self.machine.top, self.machine.position);
        let needed = ARGUMENTS + arguments.len();
        if top.at(needed) > self.machine.soft_limit {
            self.grow_stack(top, needed)?;
        }
        let link = Link::new(top.distance_from(self.machine.frame) as u32, position);
        let link = if construct { link.construct() } else { link };
        top.set(CALLEE, function);
        top.set(THIS, this);
        top.set(LINK, link.value());
        top.set_arguments(arguments);
        self.machine.top = top.at(needed);
        let result = body(self, top, arguments.len());
        // The next call that the same node makes is at the same place.
        (self.machine.top, self.machine.position) = (top, position);
        result
    }

    /// Makes a frame of `size` slots usable that isn't entered through a call.
    #[inline]
    pub fn reserve_frame(&mut self, frame: Frame, size: usize) -> JsResult<()> {
        self.check_native_stack()?;
        self.poll()?;
        if frame.at(size) > self.machine.soft_limit {
            self.grow_stack(frame, size)?;
        }
        Ok(())
    }

    #[cold]
    #[inline(never)]
    fn grow_stack(&mut self, frame: Frame, size: usize) -> JsResult<()> {
        if !self.machine.stack.grow(frame, size) {
            return Err(self.stack_overflow());
        }
        self.machine.soft_limit = self.machine.stack.soft_limit();
        Ok(())
    }

    /// Calls the callable in a frame whose header and arguments are set.
    #[inline]
    pub fn call_in_frame(&mut self, frame: Frame, argc: usize) -> JsResult {
        let callee = frame.get(CALLEE);
        if let Some((number, scope)) = self.heap.function_entry(callee) {
            let code = self.codes.get(number);
            return self.enter_code(&code, scope, frame, argc);
        }
        if let Some(native) = self.heap.native(callee) {
            return self.enter_native(native, frame, argc, false);
        }
        self.call_other(frame, argc)
    }

    #[cold]
    #[inline(never)]
    fn call_other(&mut self, frame: Frame, argc: usize) -> JsResult {
        let callee = frame.get(CALLEE);
        if let Some(proxy) = callee.as_object()
            && proxy.is(Kind::Proxy)
            && self.heap.proxy_is_callable(proxy)
        {
            let arguments = self.frame_arguments(frame, argc);
            return self.above_frame(frame, argc, |agent| {
                agent.proxy_call(proxy, frame.get(THIS), &arguments)
            });
        }
        let Some(function) = callee.as_object().filter(|it| it.is(Kind::Bound)) else {
            let what = self.value_for_message(callee);
            return Err(self.type_error(messages::not_a_function(&what)));
        };
        let given = self.frame_arguments(frame, argc);
        let (target, this, arguments) = self.unbind(function, &given)?;
        self.above_frame(frame, argc, |agent| {
            agent.call(target.value(), this, &arguments)
        })
    }

    /// What a call of a bound function calls, and with what: where functions that are bound already
    /// were bound again, all that at once, so that it takes no native stack.
    fn unbind(
        &mut self,
        function: Object,
        given: &[Value],
    ) -> JsResult<(Object, Value, Vec<Value>)> {
        let (mut target, mut this) = (function, Value::UNDEFINED);
        let mut layers = Vec::new();
        while let Some(bound) = self.heap.host::<BoundData>(target) {
            layers.push(target);
            (target, this) = (bound.target, bound.this);
            self.poll_work(1)?;
        }
        let mut arguments = Vec::new();
        for layer in layers.into_iter().rev() {
            if let Some(bound) = self.heap.host::<BoundData>(layer) {
                arguments.extend_from_slice(&bound.arguments);
            }
        }
        arguments.extend_from_slice(given);
        Ok((target, this, arguments))
    }

    fn frame_arguments(&self, frame: Frame, argc: usize) -> Vec<Value> {
        (0..argc).map(|index| frame.argument(index)).collect()
    }

    /// Runs `body` with a frame kept alive that wasn't entered.
    fn above_frame<T>(
        &mut self,
        frame: Frame,
        argc: usize,
        body: impl FnOnce(&mut Agent) -> T,
    ) -> T {
        let top = self.machine.top.max(frame.at(ARGUMENTS + argc));
        let before = std::mem::replace(&mut self.machine.top, top);
        let result = body(self);
        self.machine.top = before;
        result
    }

    /// Runs code in a frame whose header and arguments are set.
    #[inline(always)]
    pub fn enter_code(&mut self, code: &Code, scope: Value, frame: Frame, argc: usize) -> JsResult {
        let size = code.frame_size.get() as usize;
        if frame.at(size) > self.machine.soft_limit || self.machine.native_stack_is_low() {
            self.prepare_entry(code, frame)?;
        }
        frame.set(SCOPE, scope);
        if let Some(first) = code.collects_from.get() {
            self.collect_arguments(code, frame, argc, first as usize)?;
        } else {
            let filled = ARGUMENTS + argc.min(code.parameters.get() as usize);
            frame.clear(filled, code.locals_end.get() as usize);
        }
        let (outer_frame, outer_top) = (self.machine.frame, self.machine.top);
        self.machine.frame = frame;
        self.machine.top = frame.at(code.frame_size.get() as usize);
        let result = match code.behaviour.get() {
            Some(behaviour) => behaviour.call(self, frame, argc),
            None => unreachable!("code is lowered before it runs"),
        };
        if code.collects_from.get().is_some() {
            self.machine.gathered_arguments -= argc;
        }
        self.machine.frame = outer_frame;
        self.machine.top = outer_top;
        result
    }

    /// Makes code runnable, if it isn't yet.
    #[inline(always)]
    pub fn ensure_lowered(&mut self, code: &Code) -> JsResult<()> {
        if code.frame_size.get() == u32::MAX {
            self.lower_code(code)
        } else {
            Ok(())
        }
    }

    #[cold]
    #[inline(never)]
    fn lower_code(&mut self, code: &Code) -> JsResult<()> {
        let Some(lowering) = code.lowering.clone() else {
            unreachable!("code without a body")
        };
        lowering.lower(self, code)
    }

    /// Lays out the frame of code that wants arguments collected in an array.
    #[inline(never)]
    fn collect_arguments(
        &mut self,
        code: &Code,
        frame: Frame,
        argc: usize,
        first: usize,
    ) -> JsResult<()> {
        // They count as if they stood on the stack: recursion with ever more arguments would fill
        // the heap before it came to the stack's end.
        if self.machine.gathered_arguments + argc > self.stack_slots() {
            return Err(self.stack_overflow());
        }
        self.machine.gathered_arguments += argc;
        let extra = frame.at(ARGUMENTS + first);
        let collected = self.new_array_of_slots(extra, argc.saturating_sub(first));
        let parameters = code.parameters.get() as usize;
        let filled = ARGUMENTS + argc.min(parameters);
        frame.clear(filled, code.locals_end.get() as usize);
        frame.set_argument(parameters, collected.value());
        Ok(())
    }

    /// The slow part of entering code: lowers it, grows the stack, finds that it is exhausted.
    #[cold]
    #[inline(never)]
    fn prepare_entry(&mut self, code: &Code, frame: Frame) -> JsResult<()> {
        if let Some(link) = Link::from_value(frame.get(LINK)) {
            // Errors are of the call's place.
            self.machine.position = link.position();
        }
        if self.machine.native_stack_is_low() {
            return Err(self.stack_overflow());
        }
        self.ensure_lowered(code)?;
        let size = code.frame_size.get() as usize;
        if frame.at(size) > self.machine.soft_limit {
            self.grow_stack(frame, size)?;
        }
        Ok(())
    }

    /// Runs a native in a frame whose header and arguments are set.
    #[inline]
    pub fn enter_native(
        &mut self,
        native: u32,
        frame: Frame,
        argc: usize,
        construct: bool,
    ) -> JsResult {
        if self.tracks_realms() {
            if self.forbids_effects() {
                let argc = argc as u32;
                self.check_native_effects(
                    native,
                    Call {
                        frame,
                        argc,
                        construct,
                    },
                )?;
            }
            let realm = self.realm_of_function(frame.get(CALLEE));
            if realm != self.current_realm() {
                return self.in_realm(realm, |agent| {
                    agent.enter_native(native, frame, argc, construct)
                });
            }
        }
        let run = self.natives.entries[native].run;
        self.run_native(run, frame, argc, construct)
    }

    /// Runs a native of the current realm in a frame whose header and arguments are set.
    #[inline(always)]
    pub fn run_native(
        &mut self,
        run: impl Fn(&mut Agent, Call) -> JsResult,
        frame: Frame,
        argc: usize,
        construct: bool,
    ) -> JsResult {
        let end = frame.at(ARGUMENTS + argc);
        if end > self.machine.soft_limit || self.machine.native_stack_is_low() {
            self.prepare_native(frame, ARGUMENTS + argc)?;
        }
        let (outer_frame, outer_top) = (self.machine.frame, self.machine.top);
        self.machine.frame = frame;
        self.machine.top = end;
        let call = Call {
            frame,
            argc: argc as u32,
            construct,
        };
        let result = run(self, call);
        self.machine.frame = outer_frame;
        self.machine.top = outer_top;
        // Looked at behind the call: nothing that a native gives once it was stopped is ever seen.
        if self.heap.budget.step() {
            return result;
        }
        self.after_step().and(result)
    }

    /// The slow part of entering a native: grows the stack, finds that it is exhausted.
    #[cold]
    #[inline(never)]
    fn prepare_native(&mut self, frame: Frame, size: usize) -> JsResult<()> {
        self.check_native_stack()?;
        if frame.at(size) > self.machine.soft_limit {
            self.grow_stack(frame, size)?;
        }
        Ok(())
    }

    /// The crate's own function that a native runs, where a call of it needs nothing more
    /// than to run that: not what acts on its caller's frame, or in a realm of its own.
    pub fn plain_native(&self, native: u32) -> Option<NativeFn> {
        let is_plain = Some(native) != self.natives.function_call
            && Some(native) != self.natives.function_apply
            && !self.tracks_realms();
        is_plain.then(|| self.natives.entries[native].run)
    }

    /// [Construct](https://tc39.es/ecma262/#sec-construct): from Rust code.
    pub fn construct(
        &mut self,
        constructor: Object,
        arguments: &[Value],
        new_target: Object,
    ) -> JsResult<Object> {
        let none = Value::UNDEFINED;
        let callee = constructor.value();
        self.with_new_frame(callee, none, arguments, true, |agent, frame, argc| {
            // The frame's margin keeps `new.target` alive for a native that allocates before it looks.
            agent.keep_object(new_target);
            agent.construct_in_frame(frame, argc, new_target.value())
        })
    }

    /// Constructs with the constructor in a frame whose callee, link (with its construct bit) and
    /// arguments are set.
    pub fn construct_in_frame(
        &mut self,
        frame: Frame,
        argc: usize,
        new_target: Value,
    ) -> JsResult<Object> {
        let callee = frame.get(CALLEE);
        if let Some((number, scope)) = self.heap.function_entry(callee) {
            let code = self.codes.get(number);
            return self.construct_code(&code, scope, frame, argc, new_target);
        }
        self.machine.new_target = new_target;
        if let Some(native) = self.heap.native(callee)
            && self.natives.entries[native].constructor
        {
            if self.natives.entries[native].ordinary {
                return self.construct_ordinary_native(native, frame, argc, new_target);
            }
            let result = self.enter_native(native, frame, argc, true)?;
            return result
                .as_object()
                .ok_or_else(|| self.type_error(messages::DERIVED_RETURN));
        }
        self.construct_other(frame, argc, new_target)
    }

    /// Constructs with a function written in Rust as if it were a script's.
    #[cold]
    fn construct_ordinary_native(
        &mut self,
        native: u32,
        frame: Frame,
        argc: usize,
        new_target: Value,
    ) -> JsResult<Object> {
        let this = self.ordinary_create_from_constructor(new_target, Intrinsic::ObjectPrototype)?;
        frame.set(THIS, this.value());
        self.machine.new_target = new_target;
        let result = self.enter_native(native, frame, argc, true)?;
        Ok(result.as_object().unwrap_or(this))
    }

    fn construct_code(
        &mut self,
        code: &Code,
        scope: Value,
        frame: Frame,
        argc: usize,
        new_target: Value,
    ) -> JsResult<Object> {
        self.ensure_lowered(code)?;
        match code.kind {
            FunctionKind::Normal | FunctionKind::ClassConstructor => {
                let this =
                    self.ordinary_create_from_constructor(new_target, Intrinsic::ObjectPrototype)?;
                frame.set(THIS, this.value());
                self.machine.new_target = new_target;
                let result = self.enter_code(code, scope, frame, argc)?;
                Ok(result.as_object().unwrap_or(this))
            }
            FunctionKind::DerivedConstructor => {
                frame.set(THIS, Value::UNINITIALIZED);
                self.machine.new_target = new_target;
                let result = self.enter_code(code, scope, frame, argc)?;
                result
                    .as_object()
                    .ok_or_else(|| self.reference_error(messages::THIS_BEFORE_SUPER))
            }
            _ => {
                let what = self.value_for_message(frame.get(CALLEE));
                Err(self.type_error(messages::not_a_constructor(&what)))
            }
        }
    }

    #[cold]
    fn construct_other(
        &mut self,
        frame: Frame,
        argc: usize,
        new_target: Value,
    ) -> JsResult<Object> {
        let callee = frame.get(CALLEE);
        if let Some(proxy) = callee.as_object()
            && proxy.is(Kind::Proxy)
            && self.heap.proxy_is_constructor(proxy)
        {
            let arguments = self.frame_arguments(frame, argc);
            let new_target = new_target.as_object().unwrap_or(proxy);
            return self.above_frame(frame, argc, |agent| {
                agent.proxy_construct(proxy, &arguments, new_target)
            });
        }
        let function = callee.as_object().filter(|it| it.is(Kind::Bound));
        let (Some(function), true) = (function, self.is_constructor(callee)) else {
            let what = self.value_for_message(callee);
            return Err(self.type_error(messages::not_a_constructor(&what)));
        };
        let given = self.frame_arguments(frame, argc);
        let (target, _, arguments) = self.unbind(function, &given)?;
        let new_target = self.heap.unbound_new_target(function, new_target);
        self.above_frame(frame, argc, |agent| {
            agent.construct(target, &arguments, new_target)
        })
    }

    /// The TypeError for `super()` in a class whose parent is no constructor (any more).
    #[cold]
    pub fn not_super_constructor(&mut self, parent: Value, class: Value) -> Throw {
        let name = |agent: &mut Agent, function: Value| {
            let name = agent.peek_data_property(function.as_object()?, agent.names.name)?;
            let name = agent.heap.utf8(name.as_string()?);
            (!name.is_empty()).then_some(name)
        };
        // A class that extends null inherits from the one function without a name.
        let parent = match self.heap.is_callable(parent) {
            true => name(self, parent).unwrap_or_else(|| String::from("null")),
            false => self.value_for_message(parent),
        };
        let class = name(self, class).unwrap_or_else(|| String::from("anonymous class"));
        self.type_error(format!(
            "Super constructor {parent} of {class} is not a constructor"
        ))
    }

    /// [OrdinaryCreateFromConstructor](https://tc39.es/ecma262/#sec-ordinarycreatefromconstructor):
    /// a plain object.
    pub fn ordinary_create_from_constructor(
        &mut self,
        new_target: Value,
        default: Intrinsic,
    ) -> JsResult<Object> {
        let proto = self.get_prototype_from_constructor(new_target, default)?;
        let kind = self.instance_kind(new_target, proto.value());
        let shape = self.heap.root_shape(proto.value(), kind);
        Ok(self.heap.new_object(shape))
    }

    /// The size class for a constructor's instances.
    fn instance_kind(&self, new_target: Value, proto: Value) -> Kind {
        const MOST: usize = 16;
        let mut expected = 0;
        let mut class = new_target;
        // What the constructors of a derived class's parents assign comes to it too.
        while expected < MOST
            && let Some(code) = self.heap.function_code(class)
            && let Some(function) = class.as_object()
        {
            let code = &self.codes[code];
            expected += code.instance_properties.get() as usize;
            if code.kind != FunctionKind::DerivedConstructor {
                break;
            }
            class = self.heap.prototype(function);
        }
        self.heap.fitting_kind(proto, expected)
    }

    /// An object with internal slots, whose prototype comes from `new.target`.
    pub fn host_from_constructor(
        &mut self,
        new_target: Value,
        default: Intrinsic,
        data: Box<dyn HostData>,
    ) -> JsResult<Object> {
        let proto = self.get_prototype_from_constructor(new_target, default)?;
        let shape = self.heap.root_shape(proto.value(), Kind::Host);
        Ok(self.heap.new_host(Kind::Host, shape, data))
    }

    /// [GetMethod](https://tc39.es/ecma262/#sec-getmethod): `None` where it is nullish.
    pub fn get_method(&mut self, value: Value, key: PropertyKey) -> JsResult<Option<Value>> {
        let method = self.get_v(value, key)?;
        self.as_method(value, key, method)
    }

    /// The rest of [GetMethod](https://tc39.es/ecma262/#sec-getmethod), once the property was read.
    pub fn as_method(
        &mut self,
        value: Value,
        key: PropertyKey,
        method: Value,
    ) -> JsResult<Option<Value>> {
        if method.is_nullish() {
            return Ok(None);
        }
        if !self.heap.is_callable(method) {
            let method = self.value_for_message(method);
            let object = self.value_for_message(value);
            let key = self.heap.key_for_message(key);
            return Err(self.type_error(format!(
                "'{method}' returned for property '{key}' of object '{object}' is not a function"
            )));
        }
        Ok(Some(method))
    }

    /// [Invoke](https://tc39.es/ecma262/#sec-invoke)
    pub fn invoke(&mut self, value: Value, key: PropertyKey, arguments: &[Value]) -> JsResult {
        let method = self.get_v(value, key)?;
        if !self.heap.is_callable(method) {
            let key = self.heap.key_for_message(key);
            let what = self.value_for_message(value);
            return Err(self.type_error(messages::not_a_function(&format!("{what}.{key}"))));
        }
        self.call(method, value, arguments)
    }

    /// [SpeciesConstructor](https://tc39.es/ecma262/#sec-speciesconstructor)
    pub fn species_constructor(&mut self, object: Object, default: Intrinsic) -> JsResult<Object> {
        let constructor = self.get(object, self.names.constructor)?;
        if constructor.is_undefined() {
            return Ok(self.intrinsic(default));
        }
        let Some(constructor) = constructor.as_object() else {
            return Err(self.type_error("The .constructor property is not an object"));
        };
        let key = PropertyKey::symbol(self.symbols.species);
        let species = self.get(constructor, key)?;
        if species.is_nullish() {
            return Ok(self.intrinsic(default));
        }
        match species.as_object() {
            Some(species) if self.is_constructor(species.value()) => Ok(species),
            _ => Err(self.type_error("object.constructor[Symbol.species] is not a constructor")),
        }
    }
}

impl Heap {
    /// [IsCallable](https://tc39.es/ecma262/#sec-iscallable)
    #[inline]
    pub fn is_callable(&self, value: Value) -> bool {
        match value.as_object() {
            Some(object) => match object.kind() {
                Kind::Function | Kind::Native | Kind::Bound => true,
                Kind::Proxy => self.proxy_is_callable(object),
                _ => false,
            },
            None => false,
        }
    }
}

impl Heap {
    /// A bound function's target.
    pub fn bound_target(&self, object: Object) -> Value {
        self.host::<BoundData>(object)
            .map_or(Value::UNDEFINED, |bound| bound.target.value())
    }

    /// The `new.target` that the innermost target of a bound function sees: where a layer is its own
    /// `new.target`, the layer's target is the next one's.
    fn unbound_new_target(&self, function: Object, new_target: Value) -> Object {
        let mut new_target = new_target.as_object().unwrap_or(function);
        let mut layer = function;
        while let Some(bound) = self.host::<BoundData>(layer) {
            if new_target == layer {
                new_target = bound.target;
            }
            layer = bound.target;
        }
        new_target
    }
}
