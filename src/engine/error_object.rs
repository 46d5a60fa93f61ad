//! Error objects: making and throwing them, and the stack that they remember.

use super::code::FunctionKind;
use super::protectors::Original;
use super::realm::Intrinsic;
use super::stack_frame::{StackFrame, StackStart};
use super::{
    Agent, Call, JsResult, PropertyDescriptor, PropertyFlags, PropertyKey, TextBuilder, Throw,
};
use crate::heap::{
    ActivationRef, CALLEE, Frame, HostData, Kind, LINK, Link, Object, ReactionRef, RequestRef, Str,
    SymbolKind, Tracer, Value,
};
use crate::source::SourceText;
use std::rc::Rc;

/// The internal slot of errors, and the stack as it was when the error was made.
#[derive(Default)]
pub struct ErrorData {
    /// Innermost first, at most the stack trace limit.
    pub frames: Vec<StackFrame>,
    /// What `stack` gives; `None` before anybody has asked for it.
    pub stack: Option<Value>,
    /// The prototype that an error was made with.
    pub made_as: Option<Object>,
    /// Whether the stack begins with the place in a text that the error is about.
    pub stack_tells_place: bool,
    /// The place that it tells of, if that isn't where it was made: a mistake in a text.
    pub place: Option<Box<(Rc<SourceText>, u32)>>,
    /// Whether its stack is empty only because what made it is the host's own.
    pub is_inner: bool,
}

impl HostData for ErrorData {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_all(&self.stack);
        if let Some(prototype) = self.made_as {
            tracer.mark_object(prototype);
        }
        for frame in &self.frames {
            tracer.mark(frame.function);
            tracer.mark(frame.this);
        }
    }

    fn external_bytes(&self) -> usize {
        self.frames.capacity() * size_of::<StackFrame>()
    }

    fn builtin_tag(&self) -> Option<&'static str> {
        Some("Error")
    }
}

/// What objects with a `stack` share: V8 makes it an accessor property of each.
struct StackProperty {
    getter: Value,
    setter: Value,
    /// The pair of both, as a slot holds it.
    pair: Value,
    /// The private name by which an object that is no error finds its [`ErrorData`].
    key: PropertyKey,
}

impl HostData for StackProperty {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_all(&[self.getter, self.setter, self.pair]);
    }
}

const STACK_FLAGS: PropertyFlags = PropertyFlags::CONFIGURABLE;

impl Agent {
    /// Makes and throws an error of a kind: `return Err(agent.throw_error(...))`.
    #[cold]
    #[inline(never)]
    pub fn throw_error(&mut self, proto: Intrinsic, message: &str) -> Throw {
        let message = self.heap.new_string(message);
        let proto = self.intrinsic(proto);
        let error = self.new_error_object(proto, Some(message), StackStart::Skip(0));
        if self.hooks.explain.is_some() {
            self.note_failure(error, message);
        }
        self.throw(error.value())
    }

    /// Throws a TypeError.
    #[cold]
    #[inline(never)]
    pub fn type_error(&mut self, message: impl AsRef<str>) -> Throw {
        self.throw_error(Intrinsic::TypeErrorPrototype, message.as_ref())
    }

    /// Throws a RangeError.
    #[cold]
    #[inline(never)]
    pub fn range_error(&mut self, message: impl AsRef<str>) -> Throw {
        self.throw_error(Intrinsic::RangeErrorPrototype, message.as_ref())
    }

    /// Throws a ReferenceError.
    #[cold]
    #[inline(never)]
    pub fn reference_error(&mut self, message: impl AsRef<str>) -> Throw {
        self.throw_error(Intrinsic::ReferenceErrorPrototype, message.as_ref())
    }

    /// Throws a SyntaxError.
    #[cold]
    #[inline(never)]
    pub fn syntax_error(&mut self, message: impl AsRef<str>) -> Throw {
        self.throw_error(Intrinsic::SyntaxErrorPrototype, message.as_ref())
    }

    /// Gives an error that is on its way the place in a text that it tells of.
    pub fn place_thrown(&mut self, throw: Throw, source: &Rc<SourceText>, position: u32) -> Throw {
        let pending = self.machine.take_pending(throw);
        let error = pending.exception().and_then(Value::as_object);
        if let Some(data) = error.and_then(|error| self.heap.host_mut::<ErrorData>(error)) {
            data.place = Some(Box::new((Rc::clone(source), position)));
        }
        self.machine.unwind(pending)
    }

    /// Notes of an error that the host has made that, if its stack is empty, that is only because what
    /// made it isn't shown.
    pub fn note_inner_error(&mut self, error: Object) {
        if let Some(data) = self.heap.host_mut::<ErrorData>(error) {
            data.is_inner = data.frames.is_empty();
        }
    }

    /// Whether the error that is on its way tells of a place.
    pub fn thrown_has_place(&self) -> bool {
        let error = self.machine.pending.exception().and_then(Value::as_object);
        let data = error.and_then(|error| self.heap.host::<ErrorData>(error));
        data.is_some_and(|data| data.place.is_some())
    }

    /// Makes an error of a kind with a message.
    pub fn new_error(&mut self, proto: Intrinsic, message: &str) -> Object {
        let message = self.heap.new_string(message);
        let proto = self.intrinsic(proto);
        self.new_error_object(proto, Some(message), StackStart::Skip(0))
    }

    /// Makes an error object with a `stack` (first, as V8 orders them) and a message.
    pub fn new_error_object(
        &mut self,
        proto: Object,
        message: Option<Str>,
        start: StackStart,
    ) -> Object {
        let shape = self.heap.root_shape(proto.value(), Kind::Host);
        let data = Box::new(ErrorData {
            made_as: Some(proto),
            ..ErrorData::default()
        });
        let error = self.heap.new_host(Kind::Host, shape, data);
        self.capture_stack_of(error, start);
        let (flags, value) = match self.errors.stack_accessors {
            // Before there is an `Error`.
            Value::UNDEFINED => (PropertyFlags::HIDDEN, Value::UNDEFINED),
            pair => (STACK_FLAGS.with(PropertyFlags::ACCESSOR), pair),
        };
        self.heap
            .add_property(error, self.names.stack, flags, value);
        if let Some(message) = message {
            self.heap.add_property(
                error,
                self.names.message,
                PropertyFlags::HIDDEN,
                message.value(),
            );
        }
        error
    }

    /// Makes what remembers a stack remember it as it is now; no stack at all where
    /// `Error.stackTraceLimit` is no number.
    fn capture_stack_of(&mut self, holder: Object, start: StackStart) {
        let limit = self.current_stack_trace_limit();
        let frames = match limit {
            Some(limit) => {
                self.errors.stack_trace_limit = limit;
                self.capture_stack(start)
            }
            None => Vec::new(),
        };
        self.heap
            .report_external(frames.capacity() * size_of::<StackFrame>());
        if let Some(data) = self.heap.host_mut::<ErrorData>(holder) {
            data.frames = frames;
            data.stack = limit.is_none().then_some(Value::UNDEFINED);
        }
    }

    /// `Error.stackTraceLimit`, where it is a number.
    fn current_stack_trace_limit(&mut self) -> Option<usize> {
        let constructor = self.intrinsic(Intrinsic::Error);
        if constructor == self.intrinsic(Intrinsic::ObjectPrototype) {
            // There is no such constructor yet.
            return Some(self.errors.stack_trace_limit);
        }
        let found = self
            .heap
            .lookup(constructor, self.names.stack_trace_limit)?;
        if !found.flags.is_plain_data() {
            return None;
        }
        let limit = self.heap.read_slot(constructor, found.slot)?.as_number()?;
        Some(limit.max(0.0) as usize)
    }

    /// The functions that are running, innermost first.
    pub fn capture_stack(&self, start: StackStart) -> Vec<StackFrame> {
        let mut frames = Vec::new();
        let mut frame = self.machine.frame;
        let mut position = self.machine.position;
        let (mut skip, mut below) = match start {
            StackStart::Skip(count) => (count, None),
            StackStart::Below(function) => (0, Some(function)),
        };
        while frames.len() < self.errors.stack_trace_limit {
            let Some(link) = Link::from_value(frame.get(LINK)) else {
                break;
            };
            if link.distance() == 0 {
                break;
            }
            let function = frame.get(CALLEE);
            let caller = frame.below(link.distance() as usize);
            if below.is_some() {
                below = below.filter(|below| *below != function);
            } else if skip > 0 {
                skip -= 1;
            } else if !self.is_hidden_from_stacks(function, caller.get(CALLEE)) {
                let is_resumed = self.is_resumable(function);
                frames.push(StackFrame {
                    function,
                    this: frame.get(crate::heap::THIS),
                    construct: link.is_construct() && !is_resumed,
                    is_async: false,
                    position,
                });
            }
            self.capture_delegating(frame, &mut frames);
            if link.is_construct() {
                self.capture_next(caller, &mut frames);
            }
            position = link.position();
            frame = caller;
        }
        let waited_for = match self.machine.resumed {
            Some(activation) => self.heap.activation_owner(activation),
            None => self.heap.promise_of_capability(self.machine.reacting),
        };
        self.capture_waiting(waited_for, &mut frames);
        frames
    }

    /// Whether stacks leave a function out: some natives, the functions of the host's own texts, and
    /// the natives that those call.
    fn is_hidden_from_stacks(&self, function: Value, caller: Value) -> bool {
        let is_internal = |function| {
            let code = self.heap.function_code(function);
            code.map(|code| self.codes[code].source.is_internal())
        };
        match is_internal(function) {
            Some(internal) => internal,
            None => self.heap.is_hidden_from_stacks(function) || is_internal(caller) == Some(true),
        }
    }

    /// Whether stacks list a function that waits: one of the host's own texts only if that is a
    /// module that programs import, whose function they called.
    fn shows_waiting(&self, function: Value) -> bool {
        let code = self.heap.function_code(function);
        match code.map(|code| &self.codes[code].source) {
            Some(source) => !source.is_internal() || source.is_public_module(),
            None => !self.heap.is_hidden_from_stacks(function),
        }
    }

    /// The generators suspended at a `yield*` of the one that runs in a frame.
    fn capture_delegating(&self, inner: Frame, frames: &mut Vec<StackFrame>) {
        let outer = self.machine.delegating.iter().rev();
        for (_, generator) in outer.filter(|(frame, _)| *frame == inner) {
            let data = self.heap.generator(generator.value());
            if let Some(activation) =
                data.and_then(|data| ActivationRef::from_value(data.activation))
            {
                frames.extend(frames.last().and_then(|inner| self.next_frame(inner)));
                frames.push(StackFrame {
                    function: self.heap.activation_callee(activation),
                    this: self.heap.activation_this(activation),
                    construct: false,
                    is_async: false,
                    position: self.heap.activation_position(activation),
                });
            }
        }
    }

    /// The `next` of the generator whose frame was captured last, where a loop or a pattern resumed
    /// it without calling that.
    fn capture_next(&self, caller: Frame, frames: &mut Vec<StackFrame>) {
        let caller_is_method = Link::from_value(caller.get(LINK)).is_some()
            && caller.get(CALLEE).is(Kind::Native)
            && caller.get(crate::heap::THIS).is(Kind::Generator);
        // What a job resumes has no caller.
        let is_called = Link::from_value(caller.get(LINK)).is_some_and(|link| link.distance() > 0);
        let is_async = frames.last().is_some_and(|inner| {
            let code = self.heap.function_code(inner.function);
            code.is_some_and(|code| self.codes[code].kind == FunctionKind::AsyncGenerator)
        });
        if !caller_is_method && (is_called || !is_async) {
            frames.extend(frames.last().and_then(|inner| self.next_frame(inner)));
        }
    }

    /// The frame of `next` that resumed a generator in a frame.
    fn next_frame(&self, inner: &StackFrame) -> Option<StackFrame> {
        let code = self.heap.function_code(inner.function)?;
        let next = match self.codes[code].kind {
            FunctionKind::Generator => Original::GeneratorNext,
            FunctionKind::AsyncGenerator => Original::AsyncGeneratorNext,
            _ => return None,
        };
        Some(StackFrame {
            function: self.known_original(next)?,
            this: inner.function,
            construct: false,
            is_async: false,
            position: 0,
        })
    }

    fn is_resumable(&self, function: Value) -> bool {
        let code = self.heap.function_code(function);
        let kind = code.map(|code| self.codes[code].kind);
        matches!(
            kind,
            Some(FunctionKind::Generator | FunctionKind::Async | FunctionKind::AsyncGenerator)
        )
    }

    /// The async functions and combinators that wait for an activation's promise or for another
    /// one, each for the one before it: as long as it is the only one that does.
    fn capture_waiting(&self, promise: Value, frames: &mut Vec<StackFrame>) {
        const LONGEST_CHAIN: usize = 100;
        let mut promise = promise;
        let mut links = 0;
        while frames.len() < self.errors.stack_trace_limit && links < LONGEST_CHAIN {
            match self.who_waits_for(promise) {
                None => return,
                Some((frame, next)) => {
                    links = if frame.is_some() { 0 } else { links + 1 };
                    frames.extend(frame.filter(|it| self.shows_waiting(it.function)));
                    promise = next;
                }
            }
        }
    }

    /// What waits for a promise, and what waits for that in turn.
    fn who_waits_for(&self, promise: Value) -> Option<(Option<StackFrame>, Value)> {
        let promise = match self.heap.generator(promise) {
            Some(data) => {
                // The ring's newest request links to the oldest, which is being answered.
                let newest = self.heap.request(RequestRef::from_value(data.link)?);
                let oldest = RequestRef::from_value(newest.next)?;
                self.heap.request(oldest).promise
            }
            None => promise,
        };
        let reactions = self.heap.promise(promise)?.reactions;
        if let Some(waiting) = ActivationRef::from_value(reactions) {
            if !self.heap.activation_next(waiting).is_undefined() {
                return None;
            }
            let frame = StackFrame {
                function: self.heap.activation_callee(waiting),
                this: self.heap.activation_this(waiting),
                construct: false,
                is_async: true,
                position: self.heap.activation_position(waiting),
            };
            return Some((Some(frame), self.heap.activation_owner(waiting)));
        }
        let reaction = self.heap.reaction(ReactionRef::from_value(reactions)?);
        if !reaction.next.is_undefined() {
            return None;
        }
        let combined = self.hooks.combined_element.and_then(|element| {
            element(self, reaction.on_fulfilled).or_else(|| element(self, reaction.on_rejected))
        });
        if let Some(element) = combined {
            let frame = StackFrame {
                function: element.combinator,
                this: self.intrinsic(Intrinsic::Promise).value(),
                construct: false,
                is_async: true,
                position: element.index,
            };
            return Some((Some(frame), element.promise));
        }
        if let Some(resolved) = self.promise_to_resolve(reaction.on_fulfilled) {
            return Some((None, resolved));
        }
        Some((None, self.heap.promise_of_capability(reaction.capability)))
    }

    /// Gives an object a `stack` of what runs now: what `Error.captureStackTrace` does.
    pub fn capture_stack_trace(&mut self, object: Object, start: StackStart) -> JsResult<()> {
        let Some(property) = self.slot::<StackProperty>() else {
            return Ok(());
        };
        let (getter, setter, key) = (property.getter, property.setter, property.key);
        let accessor = PropertyDescriptor::accessor(getter, setter, STACK_FLAGS);
        self.define_property_or_throw(object, self.names.stack, &accessor)?;
        let holder = match self.stack_holder(object) {
            Some(holder) => holder,
            None => {
                let shape = self.heap.root_shape(Value::NULL, Kind::Host);
                let data = Box::new(ErrorData::default());
                let holder = self.heap.new_host(Kind::Host, shape, data);
                self.materialize_if_function(object);
                let flags = PropertyFlags::HIDDEN;
                self.heap.add_property(object, key, flags, holder.value());
                holder
            }
        };
        self.capture_stack_of(holder, start);
        Ok(())
    }

    /// Makes the accessors that give objects their `stack`; when there is an `Error`.
    pub fn install_stack_property(&mut self) {
        if self.slot::<StackProperty>().is_some() {
            // Another realm has made them.
            return;
        }
        let getter = self.new_builtin("", 0, get_stack).value();
        let setter = self.new_builtin("", 1, set_stack).value();
        self.heap.hide_from_stacks(getter);
        self.heap.hide_from_stacks(setter);
        let pair = self.heap.new_accessor(getter, setter);
        self.errors.stack_accessors = pair;
        let key = self.heap.new_symbol(None, SymbolKind::Private);
        self.heap.pin(key.value());
        self.set_slot(StackProperty {
            getter,
            setter,
            pair,
            key: PropertyKey::symbol(key),
        });
    }

    /// What remembers an object's own stack: an error itself, or something hidden in an object that
    /// `Error.captureStackTrace` was called on.
    fn stack_holder(&mut self, object: Object) -> Option<Object> {
        if self.heap.host::<ErrorData>(object).is_some() {
            return Some(object);
        }
        let key = self.slot::<StackProperty>()?.key;
        let found = self.heap.lookup(object, key)?;
        self.heap.read_slot(object, found.slot)?.as_object()
    }

    /// What an object's own stack is, which is made on the first request; `undefined`
    /// where it has none. A script's code may run, and throw.
    pub fn captured_stack(&mut self, object: Object) -> JsResult {
        let Some(holder) = self.stack_holder(object) else {
            return Ok(Value::UNDEFINED);
        };
        let Some(data) = self.heap.host::<ErrorData>(holder) else {
            return Ok(Value::UNDEFINED);
        };
        if let Some(stack) = data.stack {
            return Ok(stack);
        }
        let frames = data.frames.clone();
        let stack = self.scoped(|agent| {
            agent.keep_object(object);
            agent.keep_object(holder);
            agent.stack_value(object, &frames)
        })?;
        if let Some(data) = self.heap.host_mut::<ErrorData>(holder) {
            data.stack = Some(stack);
        }
        Ok(stack)
    }

    /// Sets what an object's own stack is; whether it has one.
    pub fn set_captured_stack(&mut self, object: Object, stack: Value) -> bool {
        let holder = self.stack_holder(object);
        let data = holder.and_then(|holder| self.heap.host_mut::<ErrorData>(holder));
        match data {
            Some(data) => {
                data.stack = Some(stack);
                true
            }
            None => false,
        }
    }

    /// What a `stack` is: what the program's own `Error.prepareStackTrace` gives, or a text.
    fn stack_value(&mut self, error: Object, frames: &[StackFrame]) -> JsResult {
        if let Some(prepare) = self.hooks.prepare_stack_trace
            && let Some(value) = prepare(self, error, frames)?
        {
            return Ok(value);
        }
        Ok(self.stack_text_of(error, frames)?.value())
    }

    /// The text of an error's `stack`: its header as it is now, and a line per frame.
    pub fn stack_text(&mut self, error: Object) -> JsResult<Str> {
        let frames = self
            .heap
            .host::<ErrorData>(error)
            .map(|data| data.frames.clone())
            .unwrap_or_default();
        self.stack_text_of(error, &frames)
    }

    fn stack_text_of(&mut self, error: Object, frames: &[StackFrame]) -> JsResult<Str> {
        // The header may run getters: the frames must survive that.
        let values = frames.iter().flat_map(|frame| [frame.function, frame.this]);
        let values = values.collect();
        let kept = self.new_array(values);
        let text = self.scoped(|agent| {
            agent.keep_object(kept);
            agent.error_to_string(error)
        })?;
        let mut text = self.heap.utf8(text);
        for (place, frame) in frames.iter().enumerate() {
            let inner = place.checked_sub(1).map(|place| &frames[place]);
            text.push_str("\n    at ");
            text.push_str(&self.frame_text(frame, inner));
        }
        Ok(self.heap.new_string_owned(text))
    }

    /// [Error.prototype.toString ( )](https://tc39.es/ecma262/#sec-error.prototype.tostring) of an
    /// object.
    pub fn error_to_string(&mut self, error: Object) -> JsResult<Str> {
        let part = |agent: &mut Agent, key, default: &str| -> JsResult<Str> {
            let value = agent.get(error, key)?;
            let text = match value.is_undefined() {
                true => agent.heap.new_string(default),
                false => agent.to_string(value)?,
            };
            agent.keep(text.value());
            Ok(text)
        };
        self.scoped(|agent| {
            agent.keep_object(error);
            let name = part(agent, agent.names.name, "Error")?;
            let message = part(agent, agent.names.message, "")?;
            if agent.heap.string_length(name) == 0 {
                return Ok(message);
            }
            if agent.heap.string_length(message) == 0 {
                return Ok(name);
            }
            let mut text = TextBuilder::new();
            text.push(agent, name);
            text.push_str(": ");
            text.push(agent, message);
            text.finish(agent)
        })
    }

    /// `Error: message` without running a script's code.
    pub(super) fn error_header_for_message(&mut self, error: Object) -> String {
        let name = self
            .plain_text_property(error, self.names.name)
            .unwrap_or_else(|| "Error".to_string());
        let message = self
            .plain_text_property(error, self.names.message)
            .unwrap_or_default();
        match (name.is_empty(), message.is_empty()) {
            (true, _) => message,
            (false, true) => name,
            (false, false) => format!("{name}: {message}"),
        }
    }

    pub(super) fn plain_text_property(
        &mut self,
        object: Object,
        key: PropertyKey,
    ) -> Option<String> {
        let value = self.peek_data_property(object, key)?;
        Some(self.heap.utf8(value.as_string()?))
    }
}

/// The object that `stack` is asked of, or the nearest of its prototypes that has a captured stack.
fn nearest_with_stack(agent: &mut Agent, call: Call) -> JsResult<Option<Object>> {
    let mut current = call.this().as_object();
    while let Some(object) = current.filter(|object| !object.is(Kind::Proxy)) {
        if agent.stack_holder(object).is_some() {
            return Ok(Some(object));
        }
        agent.poll()?;
        current = agent.heap.prototype(object).as_object();
    }
    Ok(None)
}

/// The getter of `stack`.
fn get_stack(agent: &mut Agent, call: Call) -> JsResult {
    match nearest_with_stack(agent, call)? {
        Some(object) => agent.captured_stack(object),
        None => Ok(Value::UNDEFINED),
    }
}

/// The setter of `stack`.
fn set_stack(agent: &mut Agent, call: Call) -> JsResult {
    if let Some(object) = nearest_with_stack(agent, call)? {
        agent.set_captured_stack(object, call.arg(0));
    }
    Ok(Value::UNDEFINED)
}
