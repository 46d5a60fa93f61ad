//! How V8 writes the entries of a captured stack: `Object.f [as g] (file.js:1:2)`.

use super::code::FunctionKind;
use super::protectors::Original;
use super::stack_frame::{StackFrame, StackStart};
use super::{Agent, PropertyKey};
use crate::heap::{Heap, InternalData, InternalRef, Kind, Object, PropertyFlags, SlotRef, Value};
use crate::source::SourceText;
use std::rc::Rc;

/// How long a chain of prototypes is looked along for a method.
const LONGEST_CHAIN: usize = 100;

impl Agent {
    /// One line of a stack, as V8 writes it after `at `; `inner` is the frame before it.
    pub fn frame_text(&mut self, frame: &StackFrame, inner: Option<&StackFrame>) -> String {
        if let Some(index) = self.combined_index(frame) {
            let name = self.frame_function_name(frame).unwrap_or_default();
            return format!("async Promise.{name} (index {index})");
        }
        let place = self.frame_place(frame);
        let mut name = if frame.construct {
            let name = self.frame_function_name(frame);
            format!("new {}", name.as_deref().unwrap_or("<anonymous>"))
        } else if self.frame_is_top_level(frame) {
            self.frame_function_name(frame).unwrap_or_default()
        } else {
            self.frame_method_call(frame, inner)
        };
        if frame.is_async {
            name.insert_str(0, "async ");
        }
        match name.as_str() {
            "" => place,
            "async " => format!("async {place}"),
            name => format!("{name} ({place})"),
        }
    }

    /// Which element it is that `Promise.all` or one of its like waits for in a frame.
    pub fn combined_index(&self, frame: &StackFrame) -> Option<u32> {
        let is_combinator = frame.is_async && frame.function.is(Kind::Native);
        is_combinator.then_some(frame.position)
    }

    fn frame_method_call(&mut self, frame: &StackFrame, inner: Option<&StackFrame>) -> String {
        let receiver = self.frame_type_name(frame, inner);
        let receiver = receiver.unwrap_or_default();
        let method = self.frame_method_name(frame);
        let Some(function) = self.frame_function_name(frame) else {
            return format!("{receiver}.{}", method.as_deref().unwrap_or("<anonymous>"));
        };
        let prefixed = is_identifier(&function) && !receiver.is_empty() && function != receiver;
        let mut text = match prefixed {
            true => format!("{receiver}.{function}"),
            false => function.clone(),
        };
        if let Some(method) = method.filter(|method| !ends_with_method(&function, method)) {
            text.push_str(&format!(" [as {method}]"));
        }
        text
    }

    /// Where a frame stood.
    fn frame_place(&self, frame: &StackFrame) -> String {
        let Some((source, line, column)) = self.frame_source(frame) else {
            return String::from("<anonymous>");
        };
        match source.is_eval() {
            true => format!("{}, <anonymous>:{line}:{column}", source.name()),
            false => format!("{}:{line}:{column}", source.name()),
        }
    }

    /// The text that a frame ran, and the line and column where it stood; none for natives.
    pub fn frame_source(&self, frame: &StackFrame) -> Option<(Rc<SourceText>, u32, u32)> {
        let code = self.heap.function_code(frame.function)?;
        let source = &self.codes[code].source;
        let (line, column) = source.line_column(frame.position);
        Some((source.clone(), line, column))
    }

    /// Whether a frame is no call of a method: its receiver is nothing or the global object.
    pub fn frame_is_top_level(&self, frame: &StackFrame) -> bool {
        let is_module = self.heap.function_code(frame.function).is_some_and(|code| {
            // The body of a CommonJS module is a function that is called on `exports`.
            self.codes[code].is_program && self.codes[code].kind != FunctionKind::Normal
        });
        is_module
            || frame.this.is_nullish()
            || frame.this == Value::UNINITIALIZED
            || frame.this == self.realm.global_object.value()
    }

    /// The name of a frame's function, if it has one.
    pub fn frame_function_name(&mut self, frame: &StackFrame) -> Option<String> {
        let function = frame.function.as_object()?;
        let mut is_eval = false;
        if let Some(code) = self.heap.function_code(frame.function) {
            let code = &self.codes[code];
            is_eval = code.source.is_eval();
            if code.is_program {
                return is_eval.then(|| String::from("eval"));
            }
        }
        let name = self.plain_text_property(function, self.names.name)?;
        match name.as_str() {
            "" => None,
            "anonymous" if is_eval => Some(String::from("eval")),
            _ => Some(name),
        }
    }

    /// What sort of object a frame's receiver is.
    pub fn frame_type_name(
        &mut self,
        frame: &StackFrame,
        inner: Option<&StackFrame>,
    ) -> Option<String> {
        let Some(this) = frame.this.as_object() else {
            return match self.heap.type_of_text(frame.this) {
                "undefined" | "object" => None,
                "string" => Some(String::from("String")),
                "number" => Some(String::from("Number")),
                "boolean" => Some(String::from("Boolean")),
                "symbol" => Some(String::from("Symbol")),
                _ => Some(String::from("BigInt")),
            };
        };
        match this.kind() {
            Kind::Proxy => return Some(String::from("Proxy")),
            Kind::Function | Kind::Native => {
                let name = self.plain_text_property(this, self.names.name)?;
                let is = |next| Some(frame.function) == self.known_original(next);
                return Some(match name.as_str() {
                    // The `next` of a generator is shown as its function's.
                    "" if is(Original::GeneratorNext) => String::from("Generator"),
                    "" if is(Original::AsyncGeneratorNext) => String::from("AsyncGenerator"),
                    "" => String::from("Function"),
                    _ => name,
                });
            }
            // A generator counts as an instance of its function, which it has just called.
            Kind::Generator => {
                let called = inner.filter(|inner| {
                    let code = self.heap.function_code(inner.function);
                    code.is_some_and(|code| {
                        let kind = self.codes[code].kind;
                        matches!(kind, FunctionKind::Generator | FunctionKind::AsyncGenerator)
                    })
                });
                if let Some(name) = called.and_then(|inner| self.frame_function_name(inner)) {
                    return Some(name);
                }
            }
            _ => {}
        }
        let constructor = self.constructor_name(this);
        if let Some(name) = &constructor
            && name != "Object"
        {
            return constructor;
        }
        let tag = PropertyKey::symbol(self.symbols.to_string_tag);
        self.plain_text_property(this, tag)
            .or(constructor)
            .or_else(|| Some(String::from("Object")))
    }

    /// The name of the property that a frame's function is found by in its receiver: that of the
    /// function's own name, else the only enumerable one.
    pub fn frame_method_name(&mut self, frame: &StackFrame) -> Option<String> {
        let this = frame.this.as_object()?;
        if let Some(name) = self.heap.host_method_name(this, frame.function) {
            return Some(String::from(name));
        }
        if self.heap.native(frame.function).is_some() {
            return None;
        }
        let name = self.frame_function_name(frame).unwrap_or_default();
        let own = ["get ", "set "]
            .iter()
            .find_map(|prefix| name.strip_prefix(prefix));
        let own = self.heap.property_key_of_str(own.unwrap_or(&name));
        let mut found = None;
        let mut current = Some(this);
        for _ in 0..LONGEST_CHAIN {
            let Some(holder) = current.filter(|holder| !holder.is(Kind::Proxy)) else {
                break;
            };
            for (key, flags, slot) in self.heap.properties(holder) {
                if !self.heap.slot_holds(holder, flags, slot, frame.function) {
                    continue;
                }
                if key == own {
                    return Some(self.heap.key_for_message(key));
                }
                if !flags.has(PropertyFlags::ENUMERABLE) {
                    continue;
                }
                if found.replace(key).is_some_and(|other| other != key) {
                    return None;
                }
            }
            current = self.heap.prototype(holder).as_object();
        }
        let key = found.filter(|key| key.as_atom().is_some())?;
        Some(self.heap.key_for_message(key))
    }

    /// Where the running code is, for a text that it makes code of: `eval at f (file.js:1:2)`.
    pub fn eval_origin(&mut self) -> (String, Option<Rc<SourceText>>) {
        const NEAR: usize = 8;
        let limit = std::mem::replace(&mut self.errors.stack_trace_limit, NEAR);
        let frames = self.capture_stack(StackStart::Skip(0));
        self.errors.stack_trace_limit = limit;
        let caller = frames
            .into_iter()
            .find(|frame| self.heap.function_code(frame.function).is_some());
        let Some(caller) = caller else {
            return (String::from("eval at <anonymous>"), None);
        };
        let name = self.frame_function_name(&caller);
        let name = name.as_deref().unwrap_or("<anonymous>");
        let Some((source, line, column)) = self.frame_source(&caller) else {
            return (format!("eval at {name}"), None);
        };
        let origin = match source.is_eval() {
            true => format!("eval at {name} ({})", source.name()),
            false => format!("eval at {name} ({}:{line}:{column})", source.name()),
        };
        (origin, Some(source))
    }
}

impl Heap {
    /// Whether a property's value, getter or setter is a function.
    fn slot_holds(
        &self,
        holder: Object,
        flags: PropertyFlags,
        slot: SlotRef,
        function: Value,
    ) -> bool {
        let Some(value) = self.read_slot(holder, slot) else {
            return false;
        };
        if !flags.has(PropertyFlags::ACCESSOR) {
            return value == function;
        }
        let Some(pair) = InternalRef::from_value(value) else {
            return false;
        };
        match self.internal(pair) {
            InternalData::Accessor { get, set } => *get == function || *set == function,
            InternalData::Empty | InternalData::Boxed(_) => false,
        }
    }
}

/// Whether a function's name is an identifier.
fn is_identifier(name: &str) -> bool {
    let starts = |c: char| c.is_alphabetic() || matches!(c, '_' | '$');
    name.starts_with(starts) && name.chars().all(|c| starts(c) || c.is_numeric())
}

/// Whether a function's name is a method's, perhaps after other words.
fn ends_with_method(function: &str, method: &str) -> bool {
    let rest = function.strip_suffix(method);
    rest.is_some_and(|rest| rest.is_empty() || rest.ends_with(['.', ' ']))
}
