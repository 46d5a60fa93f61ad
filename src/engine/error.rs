//! Error objects: making and throwing them, and the stack that they remember.

use super::realm::Intrinsic;
use super::{Agent, JsResult, PropertyFlags, Throw};
use crate::heap::{CALLEE, HostData, Kind, LINK, Link, Object, Str, Tracer, Value};

/// One entry of a captured stack.
#[derive(Clone, Copy, Debug)]
pub struct StackFrame {
    /// The function that was running.
    pub function: Value,
    /// Its `this`.
    pub this: Value,
    /// Whether it was called through `new`.
    pub construct: bool,
    /// Where in its source it stood, in bytes.
    pub position: u32,
}

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
        self.new_error_object(proto, Some(message), 0)
    }

    /// Makes an error object with a `stack` (first, as V8 orders them) and a message, leaving out
    /// the innermost `skip` frames.
    pub fn new_error_object(&mut self, proto: Object, message: Option<Str>, skip: usize) -> Object {
        let frames = self.capture_stack(skip);
        let shape = self.heap.root_shape(proto.value(), Kind::Host);
        let error = self
            .heap
            .new_host(Kind::Host, shape, Box::new(ErrorData { frames }));
        let lazy = PropertyFlags::HIDDEN.with(PropertyFlags::LAZY);
        self.heap
            .add_property(error, self.names.stack, lazy, Value::UNDEFINED);
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

    /// The functions that are running, innermost first.
    pub fn capture_stack(&self, skip: usize) -> Vec<StackFrame> {
        let mut frames = Vec::new();
        let mut frame = self.frame;
        let mut position = self.position;
        let mut skip = skip;
        while frames.len() < self.stack_trace_limit {
            let Some(link) = Link::from_value(frame.get(LINK)) else {
                break;
            };
            if link.distance() == 0 {
                break;
            }
            if skip > 0 {
                skip -= 1;
            } else {
                frames.push(StackFrame {
                    function: frame.get(CALLEE),
                    this: frame.get(crate::heap::THIS),
                    construct: link.is_construct(),
                    position,
                });
            }
            position = link.position();
            frame = frame.below(link.distance() as usize);
        }
        frames
    }

    /// Computes the value of a property that is made when it is first asked for.
    pub(super) fn lazy_property(&mut self, object: Object) -> JsResult {
        // The only ones so far are the stacks of errors.
        let text = self.stack_text(object)?;
        Ok(text.value())
    }

    /// The text of an error's `stack`: its header as it is now, and a line per frame.
    pub fn stack_text(&mut self, error: Object) -> JsResult<Str> {
        let header = self.error_header(error);
        let frames = self
            .heap
            .host::<ErrorData>(error)
            .map(|data| data.frames.clone())
            .unwrap_or_default();
        let mut text = header;
        for frame in frames {
            text.push_str("\n    at ");
            text.push_str(&self.frame_text(&frame));
        }
        Ok(self.heap.new_string(&text))
    }

    /// `Error: message` without running a script's code.
    fn error_header(&mut self, error: Object) -> String {
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

    fn plain_text_property(&mut self, object: Object, key: super::PropertyKey) -> Option<String> {
        let value = self.peek_data_property(object, key)?;
        Some(self.heap.text(value.as_string()?).to_utf8())
    }

    /// One line of a stack, as V8 writes it after `at `.
    fn frame_text(&mut self, frame: &StackFrame) -> String {
        let name = self.function_name_for_stack(frame);
        let place = match self.heap.function_code(frame.function) {
            Some(code) => {
                let code = self.codes.get(code);
                let (line, column) = code.source.line_column(frame.position);
                format!("{}:{line}:{column}", code.source.name())
            }
            None => "<anonymous>".to_string(),
        };
        if name.is_empty() {
            place
        } else {
            format!("{name} ({place})")
        }
    }

    fn function_name_for_stack(&mut self, frame: &StackFrame) -> String {
        let Some(function) = frame.function.as_object() else {
            return String::new();
        };
        if let Some(code) = self.heap.function_code(frame.function)
            && self.codes[code].is_program
        {
            return "Object.<anonymous>".to_string();
        }
        let name = self
            .plain_text_property(function, self.names.name)
            .unwrap_or_default();
        if frame.construct {
            return format!(
                "new {}",
                if name.is_empty() {
                    "<anonymous>"
                } else {
                    &name
                }
            );
        }
        match self.receiver_for_stack(frame) {
            Some(receiver) if name.is_empty() => format!("{receiver}.<anonymous>"),
            Some(receiver) if !name.contains('.') => format!("{receiver}.{name}"),
            _ => name,
        }
    }

    /// The type name of a method call's receiver, as V8 puts it before the method's name.
    fn receiver_for_stack(&mut self, frame: &StackFrame) -> Option<String> {
        let this = frame.this.as_object()?;
        if this == self.realm.global_object || this.is(Kind::Proxy) {
            return None;
        }
        if this.is(Kind::Function) || this.is(Kind::Native) {
            let name = self.plain_text_property(this, self.names.name)?;
            return Some(if name.is_empty() {
                "Function".to_string()
            } else {
                format!("Function.{name}")
            })
            .map(|text| text.replace("Function.", ""));
        }
        let constructor = self
            .peek_data_property(this, self.names.constructor)?
            .as_object()?;
        self.plain_text_property(constructor, self.names.name)
            .filter(|name| !name.is_empty())
    }
}
