//! Error objects: making and throwing them, and the stack that they remember.

use super::code::FunctionKind;
use super::protectors::Original;
use super::realm::Intrinsic;
use super::stack_frame::StackFrame;
use super::{Agent, JsResult, PropertyDescriptor, PropertyFlags, TextBuilder, Throw};
use crate::heap::{
    ActivationRef, CALLEE, Frame, HostData, Kind, LINK, Link, Object, ReactionRef, RequestRef, Str,
    Tracer, Value,
};

/// The internal slot of errors, and the stack as it was when the error was made.
#[derive(Default)]
pub struct ErrorData {
    /// Innermost first, at most the stack trace limit.
    pub frames: Vec<StackFrame>,
}

impl HostData for ErrorData {
    fn trace(&self, tracer: &mut Tracer<'_>) {
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

/// Which frames a captured stack leaves out.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum StackStart {
    /// So many of the innermost.
    Skip(usize),
    /// All down to the innermost call of a function, with it; everything where it isn't running.
    Below(Value),
}

impl Agent {
    /// Makes and throws an error of a kind: `return Err(agent.throw_error(...))`.
    #[cold]
    #[inline(never)]
    pub fn throw_error(&mut self, proto: Intrinsic, message: &str) -> Throw {
        let error = self.new_error(proto, message);
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
        let data = Box::new(ErrorData::default());
        let error = self.heap.new_host(Kind::Host, shape, data);
        let flags = match self.capture_stack_of(error, start) {
            true => PropertyFlags::HIDDEN.with(PropertyFlags::LAZY),
            false => PropertyFlags::HIDDEN,
        };
        self.heap
            .add_property(error, self.names.stack, flags, Value::UNDEFINED);
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

    /// Makes an error remember the stack as it is now; false where `Error.stackTraceLimit` is no
    /// number, so that nothing is captured.
    fn capture_stack_of(&mut self, error: Object, start: StackStart) -> bool {
        let Some(limit) = self.current_stack_trace_limit() else {
            return false;
        };
        self.stack_trace_limit = limit;
        let frames = self.capture_stack(start);
        self.heap
            .report_external(frames.capacity() * size_of::<StackFrame>());
        if let Some(data) = self.heap.host_mut::<ErrorData>(error) {
            data.frames = frames;
        }
        true
    }

    /// `Error.stackTraceLimit`, where it is a number.
    fn current_stack_trace_limit(&mut self) -> Option<usize> {
        let constructor = self.intrinsic(Intrinsic::Error);
        if constructor == self.intrinsic(Intrinsic::ObjectPrototype) {
            // There is no such constructor yet.
            return Some(self.stack_trace_limit);
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
        let mut frame = self.frame;
        let mut position = self.position;
        let (mut skip, mut below) = match start {
            StackStart::Skip(count) => (count, None),
            StackStart::Below(function) => (0, Some(function)),
        };
        while frames.len() < self.stack_trace_limit {
            let Some(link) = Link::from_value(frame.get(LINK)) else {
                break;
            };
            if link.distance() == 0 {
                break;
            }
            let function = frame.get(CALLEE);
            if below.is_some() {
                below = below.filter(|below| *below != function);
            } else if skip > 0 {
                skip -= 1;
            } else if !self.is_hidden_from_stacks(function) {
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
            let caller = frame.below(link.distance() as usize);
            if link.is_construct() {
                self.capture_next(caller, &mut frames);
            }
            position = link.position();
            frame = caller;
        }
        if let Some(activation) = self.resumed {
            self.capture_waiting(activation, &mut frames);
        }
        frames
    }

    /// The generators that stand at a `yield*` of the one that runs in a frame.
    fn capture_delegating(&self, inner: Frame, frames: &mut Vec<StackFrame>) {
        let outer = self.delegating.iter().rev();
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

    /// The async functions that wait for an activation, each for the one before it.
    fn capture_waiting(&self, activation: ActivationRef, frames: &mut Vec<StackFrame>) {
        let mut owner = self.heap.activation_owner(activation);
        while frames.len() < self.stack_trace_limit
            && let Some(waiting) = self.who_waits_for(owner)
        {
            frames.push(StackFrame {
                function: self.heap.activation_callee(waiting),
                this: self.heap.activation_this(waiting),
                construct: false,
                is_async: true,
                position: self.heap.activation_position(waiting),
            });
            owner = self.heap.activation_owner(waiting);
        }
    }

    /// The only activation that awaits a promise, perhaps through a promise made by `then`.
    fn who_waits_for(&self, promise: Value) -> Option<ActivationRef> {
        const LONGEST_CHAIN: usize = 100;
        let mut promise = match self.heap.generator(promise) {
            Some(data) => {
                // The ring's newest request links to the oldest, which is being answered.
                let newest = self.heap.request(RequestRef::from_value(data.link)?);
                let oldest = RequestRef::from_value(newest.next)?;
                self.heap.request(oldest).promise
            }
            None => promise,
        };
        for _ in 0..LONGEST_CHAIN {
            let reactions = self.heap.promise(promise)?.reactions;
            if let Some(activation) = ActivationRef::from_value(reactions) {
                let alone = self.heap.activation_next(activation).is_undefined();
                return alone.then_some(activation);
            }
            let reaction = self.heap.reaction(ReactionRef::from_value(reactions)?);
            if !reaction.next.is_undefined() {
                return None;
            }
            promise = reaction.capability;
        }
        None
    }

    /// Gives an object a `stack` of what runs now: what `Error.captureStackTrace` does.
    pub fn capture_stack_trace(&mut self, object: Object, start: StackStart) -> JsResult<()> {
        let key = self.names.stack;
        let is_error = self.heap.host::<ErrorData>(object).is_some();
        if is_error && self.capture_stack_of(object, start) {
            if let Some(found) = self.heap.lookup(object, key)
                && found.flags.has(PropertyFlags::LAZY)
            {
                return Ok(());
            }
            let none = PropertyDescriptor::data(Value::UNDEFINED, PropertyFlags::HIDDEN);
            self.define_property_or_throw(object, key, &none)?;
            let lazy = PropertyFlags::HIDDEN.with(PropertyFlags::LAZY);
            self.heap.set_property_flags(object, key, lazy);
            return Ok(());
        }
        let text = match self.current_stack_trace_limit() {
            Some(limit) => {
                self.stack_trace_limit = limit;
                let frames = self.capture_stack(start);
                self.stack_value(object, &frames)?
            }
            None => Value::UNDEFINED,
        };
        self.keep(text);
        let stack = PropertyDescriptor::data(text, PropertyFlags::HIDDEN);
        self.define_property_or_throw(object, key, &stack)
    }

    /// Computes the value of a property that is made when it is first asked for.
    pub(super) fn lazy_property(&mut self, object: Object) -> JsResult {
        // The only ones so far are the stacks of errors.
        let frames = self
            .heap
            .host::<ErrorData>(object)
            .map(|data| data.frames.clone())
            .unwrap_or_default();
        self.stack_value(object, &frames)
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
        let mut text = self.scoped(|agent| {
            agent.keep_object(kept);
            agent.error_header(error)
        })?;
        for (place, frame) in frames.iter().enumerate() {
            let inner = place.checked_sub(1).map(|place| &frames[place]);
            text.push_str("\n    at ");
            text.push_str(&self.frame_text(frame, inner));
        }
        Ok(self.heap.new_string(&text))
    }

    /// `Error: message`, as Error.prototype.toString gives it.
    fn error_header(&mut self, error: Object) -> JsResult<String> {
        match self.error_to_string(error) {
            Ok(header) => Ok(self.heap.utf8(header)),
            Err(throw) => {
                self.catch(throw)?;
                Ok(String::from("<error>"))
            }
        }
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
        key: super::PropertyKey,
    ) -> Option<String> {
        let value = self.peek_data_property(object, key)?;
        Some(self.heap.utf8(value.as_string()?))
    }
}
