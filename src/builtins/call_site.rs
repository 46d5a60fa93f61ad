//! [`Error.prepareStackTrace`](https://v8.dev/docs/stack-trace-api) and the `CallSite` objects that
//! it is given.

use crate::engine::{
    Agent, Call, Intrinsic, JsResult, Method, Object, PropertyFlags, PropertyKey, StackFrame,
    TextBuilder, Value, messages,
};
use crate::heap::{HostData, Kind, Tracer};

/// The internal slot of a `CallSite`.
struct CallSite {
    frame: StackFrame,
    /// The frame before it, which a generator's name comes from.
    inner: Option<StackFrame>,
}

impl HostData for CallSite {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        for frame in self.inner.iter().chain([&self.frame]) {
            tracer.mark(frame.function);
            tracer.mark(frame.this);
        }
    }
}

/// What the agent keeps.
struct Prepared {
    /// The prototype of call sites.
    prototype: Object,
    /// The initial value of `Error.prepareStackTrace`.
    original: Object,
}

impl HostData for Prepared {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_object(self.prototype);
        tracer.mark_object(self.original);
    }
}

const METHODS: &[Method] = &[
    Method::new("getColumnNumber", 0, get_column_number),
    Method::new("getEnclosingColumnNumber", 0, get_enclosing_column_number),
    Method::new("getEnclosingLineNumber", 0, get_enclosing_line_number),
    Method::new("getEvalOrigin", 0, get_eval_origin),
    Method::new("getFileName", 0, get_file_name),
    Method::new("getFunction", 0, get_function),
    Method::new("getFunctionName", 0, get_function_name),
    Method::new("getLineNumber", 0, get_line_number),
    Method::new("getMethodName", 0, get_method_name),
    Method::new("getPosition", 0, get_position),
    Method::new("getPromiseIndex", 0, get_promise_index),
    Method::new("getScriptNameOrSourceURL", 0, get_script_name),
    Method::new("getThis", 0, get_this),
    Method::new("getTypeName", 0, get_type_name),
    Method::new("isAsync", 0, is_async),
    Method::new("isConstructor", 0, is_constructor),
    Method::new("isEval", 0, is_eval),
    Method::new("isNative", 0, is_native),
    Method::new("isPromiseAll", 0, is_promise_all),
    Method::new("isToplevel", 0, is_top_level),
    Method::new("toString", 0, to_string),
];

/// Gives `Error` its `prepareStackTrace`.
pub(super) fn install(agent: &mut Agent, error: Object) {
    let parent = agent.intrinsic(Intrinsic::ObjectPrototype);
    let prototype = agent.heap.new_builtin_object(parent.value());
    agent.define_methods(prototype, METHODS);
    let constructor = agent.new_builtin("CallSite", 0, not_constructible);
    let hidden = PropertyFlags::HIDDEN;
    agent.define_constant(prototype, "constructor", constructor.value(), hidden);
    let original = agent.new_builtin("ErrorPrepareStackTrace", 2, prepare_as_text);
    agent.define_constant(error, "prepareStackTrace", original.value(), hidden);
    agent.set_slot(Prepared {
        prototype,
        original,
    });
    agent.hooks.prepare_stack_trace = Some(prepare);
}

fn not_constructible(agent: &mut Agent, _: Call) -> JsResult {
    Err(agent.type_error(messages::not_a_constructor("CallSite")))
}

/// What the program's own `Error.prepareStackTrace` makes of a stack.
fn prepare(agent: &mut Agent, error: Object, frames: &[StackFrame]) -> JsResult<Option<Value>> {
    let Some(prepared) = agent.slot::<Prepared>() else {
        return Ok(None);
    };
    let (prototype, original) = (prepared.prototype, prepared.original);
    agent.scoped(|agent| {
        agent.keep_object(error);
        let values = frames.iter().flat_map(|frame| [frame.function, frame.this]);
        let values = values.collect();
        let kept = agent.new_array(values);
        agent.keep_object(kept);
        let constructor = agent.intrinsic(Intrinsic::Error);
        let key = agent.static_key("prepareStackTrace");
        let function = agent.get(constructor, key)?;
        if function == original.value() || !agent.heap.is_callable(function) {
            return Ok(None);
        }
        agent.keep(function);
        let shape = agent.heap.root_shape(prototype.value(), Kind::Host);
        let sites = frames.iter().enumerate().map(|(place, frame)| {
            let inner = place.checked_sub(1).map(|place| frames[place]);
            let site = Box::new(CallSite {
                frame: *frame,
                inner,
            });
            agent.heap.new_host(Kind::Host, shape, site).value()
        });
        let sites = sites.collect();
        let sites = agent.new_array(sites);
        let arguments = [error.value(), sites.value()];
        agent
            .call(function, constructor.value(), &arguments)
            .map(Some)
    })
}

/// The text of a stack, from an error and its call sites.
fn prepare_as_text(agent: &mut Agent, call: Call) -> JsResult {
    let mut text = TextBuilder::new();
    let header = match call.arg(0).as_object() {
        Some(error) => agent.error_to_string(error)?,
        None => agent.to_string(call.arg(0))?,
    };
    text.push(agent, header);
    let Some(sites) = call.arg(1).as_object() else {
        return Ok(text.finish(agent)?.value());
    };
    let length = agent.length_of_array_like(sites)?;
    for index in 0..length.min(f64::from(u32::MAX - 1)) as u32 {
        agent.poll()?;
        let site = agent.get(sites, PropertyKey::index(index))?;
        let line = agent.to_string(site)?;
        text.push_str("\n    at ");
        text.push(agent, line);
    }
    Ok(text.finish(agent)?.value())
}

/// The frame of a call site.
fn this_site(agent: &mut Agent, call: Call) -> JsResult<(StackFrame, Option<StackFrame>)> {
    let object = call.this().as_object();
    match object.and_then(|object| agent.heap.host::<CallSite>(object)) {
        Some(site) => Ok((site.frame, site.inner)),
        None => {
            let receiver = agent.value_for_message(call.this());
            let text = format!("CallSite method called on incompatible receiver {receiver}");
            Err(agent.type_error(text))
        }
    }
}

fn text_or_null(agent: &mut Agent, text: Option<String>) -> Value {
    match text {
        Some(text) => agent.heap.new_string(&text).value(),
        None => Value::NULL,
    }
}

/// Whether what a frame ran is strict: then it shows neither its function nor its receiver.
fn is_strict(agent: &Agent, frame: &StackFrame) -> bool {
    let code = agent.heap.function_code(frame.function);
    code.is_none_or(|code| agent.codes[code].flags.strict)
}

fn get_this(agent: &mut Agent, call: Call) -> JsResult {
    let (frame, _) = this_site(agent, call)?;
    Ok(match is_strict(agent, &frame) {
        true => Value::UNDEFINED,
        false if frame.this.is_nullish() => agent.realm.global_object.value(),
        false => frame.this,
    })
}

fn get_function(agent: &mut Agent, call: Call) -> JsResult {
    let (frame, _) = this_site(agent, call)?;
    Ok(match is_strict(agent, &frame) {
        true => Value::UNDEFINED,
        false => frame.function,
    })
}

fn get_type_name(agent: &mut Agent, call: Call) -> JsResult {
    let (frame, inner) = this_site(agent, call)?;
    let name = match frame.construct || frame.this == agent.realm.global_object.value() {
        true => None,
        false => agent.frame_type_name(&frame, inner.as_ref()),
    };
    Ok(text_or_null(agent, name))
}

fn get_function_name(agent: &mut Agent, call: Call) -> JsResult {
    let (frame, _) = this_site(agent, call)?;
    let name = agent.frame_function_name(&frame);
    Ok(text_or_null(agent, name))
}

fn get_method_name(agent: &mut Agent, call: Call) -> JsResult {
    let (frame, _) = this_site(agent, call)?;
    let name = match frame.construct {
        true => None,
        false => agent.frame_method_name(&frame),
    };
    Ok(text_or_null(agent, name))
}

fn get_file_name(agent: &mut Agent, call: Call) -> JsResult {
    let (frame, _) = this_site(agent, call)?;
    match agent.frame_source(&frame) {
        Some((source, ..)) if !source.is_eval() => Ok(agent.heap.new_string(source.name()).value()),
        _ => Ok(Value::UNDEFINED),
    }
}

fn get_script_name(agent: &mut Agent, call: Call) -> JsResult {
    get_file_name(agent, call)
}

fn get_line_number(agent: &mut Agent, call: Call) -> JsResult {
    let (frame, _) = this_site(agent, call)?;
    let place = agent.frame_source(&frame);
    Ok(place.map_or(Value::NULL, |(_, line, _)| Value::from_u32(line)))
}

fn get_column_number(agent: &mut Agent, call: Call) -> JsResult {
    let (frame, _) = this_site(agent, call)?;
    let place = agent.frame_source(&frame);
    Ok(place.map_or(Value::NULL, |(.., column)| Value::from_u32(column)))
}

/// Where the function begins that a frame ran.
fn enclosing(agent: &mut Agent, call: Call) -> JsResult<Option<(u32, u32)>> {
    let (frame, _) = this_site(agent, call)?;
    let code = agent.heap.function_code(frame.function);
    Ok(code.map(|code| {
        let code = &agent.codes[code];
        code.source.line_column(code.span.start)
    }))
}

fn get_enclosing_line_number(agent: &mut Agent, call: Call) -> JsResult {
    let place = enclosing(agent, call)?;
    Ok(place.map_or(Value::NULL, |(line, _)| Value::from_u32(line)))
}

fn get_enclosing_column_number(agent: &mut Agent, call: Call) -> JsResult {
    let place = enclosing(agent, call)?;
    Ok(place.map_or(Value::NULL, |(_, column)| Value::from_u32(column)))
}

/// In UTF-16 code units from the beginning of the text.
fn get_position(agent: &mut Agent, call: Call) -> JsResult {
    let (frame, _) = this_site(agent, call)?;
    let Some((source, ..)) = agent.frame_source(&frame) else {
        return Ok(Value::ZERO);
    };
    let before = source.text().get(..frame.position as usize);
    let units = before.map_or(0, |text| text.encode_utf16().count());
    Ok(Value::from_usize(units))
}

fn get_eval_origin(agent: &mut Agent, call: Call) -> JsResult {
    let (frame, _) = this_site(agent, call)?;
    match agent.frame_source(&frame) {
        Some((source, ..)) if source.is_eval() => Ok(agent.heap.new_string(source.name()).value()),
        _ => Ok(Value::UNDEFINED),
    }
}

fn is_eval(agent: &mut Agent, call: Call) -> JsResult {
    let (frame, _) = this_site(agent, call)?;
    let place = agent.frame_source(&frame);
    Ok(Value::bool(
        place.is_some_and(|(source, ..)| source.is_eval()),
    ))
}

fn is_native(agent: &mut Agent, call: Call) -> JsResult {
    this_site(agent, call)?;
    Ok(Value::FALSE)
}

fn is_top_level(agent: &mut Agent, call: Call) -> JsResult {
    let (frame, _) = this_site(agent, call)?;
    Ok(Value::bool(agent.frame_is_top_level(&frame)))
}

fn is_constructor(agent: &mut Agent, call: Call) -> JsResult {
    let (frame, _) = this_site(agent, call)?;
    Ok(Value::bool(frame.construct))
}

fn is_async(agent: &mut Agent, call: Call) -> JsResult {
    let (frame, _) = this_site(agent, call)?;
    Ok(Value::bool(frame.is_async))
}

/// Whether it is `Promise.all` that waits.
fn is_promise_all(agent: &mut Agent, call: Call) -> JsResult {
    let (frame, _) = this_site(agent, call)?;
    let waits = agent.combined_index(&frame).is_some();
    let name = agent.frame_function_name(&frame);
    Ok(Value::bool(waits && name.as_deref() == Some("all")))
}

/// Which element it is that `Promise.all` or one of its like waits for.
fn get_promise_index(agent: &mut Agent, call: Call) -> JsResult {
    let (frame, _) = this_site(agent, call)?;
    let index = agent.combined_index(&frame);
    Ok(index.map_or(Value::NULL, Value::from_u32))
}

fn to_string(agent: &mut Agent, call: Call) -> JsResult {
    let (frame, inner) = this_site(agent, call)?;
    let text = agent.frame_text(&frame, inner.as_ref());
    Ok(agent.heap.new_string(&text).value())
}
