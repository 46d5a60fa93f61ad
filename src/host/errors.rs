//! [Errors with codes](https://nodejs.org/api/errors.html#nodejs-error-codes), as Node's own
//! functions throw them.

use super::show;
use crate::diagnostics::Diagnostic;
use crate::diagnostics::uncaught::{UncaughtError, render_uncaught};
use crate::engine::{
    Agent, ErrorData, Intrinsic, JsResult, Object, PropertyFlags, StackStart, Throw, Value,
};
use crate::source::SourceText;

/// How much of a string a message shows, in UTF-16 code units, and from which length it is cut.
const SHOWN: usize = 25;
const LONGEST_WHOLE: usize = 28;

/// An error with a code, which its stack shows too.
pub fn new_error(agent: &mut Agent, proto: Intrinsic, code: &str, message: &str) -> Object {
    let error = bare_error(agent, proto, code, message);
    change_stack(agent, error, |stack| {
        stack.replacen(": ", &format!(" [{code}]: "), 1)
    });
    error
}

/// The error reported for a rejection whose reason isn't an error. Node makes it, not a script.
pub fn new_rejection_error(agent: &mut Agent, message: &str) -> Object {
    const NAME: &str = "UnhandledPromiseRejection";
    const FRAME: &str =
        "    at process.processTicksAndRejections (node:internal/process/task_queues:106:37)";
    let code = "ERR_UNHANDLED_REJECTION";
    let error = bare_error(agent, Intrinsic::ErrorPrototype, code, message);
    let name = agent.heap.new_string(NAME).value();
    let key = agent.names.name;
    agent
        .heap
        .add_property(error, key, PropertyFlags::HIDDEN, name);
    change_stack(agent, error, |_| format!("{NAME}: {message}\n{FRAME}"));
    error
}

/// An error whose code comes before its message, as in Node.
fn bare_error(agent: &mut Agent, proto: Intrinsic, code: &str, message: &str) -> Object {
    let proto = agent.intrinsic(proto);
    let error = agent.new_error_object(proto, None, StackStart::Skip(0));
    let code = agent.heap.new_string(code).value();
    let message = agent.heap.new_string(message).value();
    let names = agent.names;
    let heap = &mut agent.heap;
    heap.add_property(error, names.code, PropertyFlags::DATA, code);
    heap.add_property(error, names.message, PropertyFlags::HIDDEN, message);
    error
}

/// Computes an error's stack now, and changes it.
fn change_stack(agent: &mut Agent, error: Object, change: impl FnOnce(&str) -> String) {
    let stack = agent.scoped(|agent| {
        agent.keep_object(error);
        agent.stack_text(error)
    });
    let Ok(stack) = stack else { return };
    let stack = change(&agent.heap.utf8(stack));
    let stack = agent.heap.new_string(&stack).value();
    agent.set_captured_stack(error, stack);
}

/// A string that an argument has to be.
pub fn require_string(agent: &mut Agent, name: &str, value: Value) -> JsResult<String> {
    match value.as_string() {
        Some(text) => Ok(agent.heap.utf8(text)),
        None => Err(invalid_argument_type(agent, name, "of type string", value)),
    }
}

/// Throws an error with a code.
#[cold]
pub fn throw(agent: &mut Agent, proto: Intrinsic, code: &str, message: &str) -> Throw {
    let error = new_error(agent, proto, code, message);
    agent.throw(error.value())
}

/// Throws a SyntaxError whose stack begins with its place, as Node's does.
#[cold]
pub fn throw_syntax_error(
    agent: &mut Agent,
    diagnostic: &Diagnostic,
    source: &SourceText,
) -> Throw {
    let error = agent.new_error(Intrinsic::SyntaxErrorPrototype, &diagnostic.message);
    agent.scoped(|agent| {
        agent.keep_object(error);
        let span = diagnostic.primary.span;
        let marked = source.text().get(span.range()).unwrap_or("");
        let width = match span.start == span.end {
            true => 0,
            false => marked.lines().next().unwrap_or("").chars().count().max(1),
        };
        match tell_place(agent, error, source, span.start, width) {
            Ok(()) => agent.throw(error.value()),
            Err(throw) => throw,
        }
    })
}

/// Lets an error's stack begin with a place, of which so many characters are marked. The caller keeps
/// the error.
pub fn tell_place(
    agent: &mut Agent,
    error: Object,
    source: &SourceText,
    position: u32,
    width: usize,
) -> JsResult<()> {
    let stack = agent.stack_text(error)?;
    let stack = agent.heap.utf8(stack);
    let place = UncaughtError {
        place: Some((source, position)),
        text: &stack,
        is_error: true,
    };
    let shown = render_uncaught(&place, false);
    // The caret's line is the third.
    let mut lines = shown.trim_end_matches('\n').splitn(4, '\n');
    let head: Vec<&str> = lines.by_ref().take(3).collect();
    let rest = lines.next().unwrap_or("");
    let head = head.join("\n");
    let head = head.trim_end_matches('^');
    let shown = format!("{head}{}\n{rest}", "^".repeat(width));
    let shown = agent.heap.new_string(&shown).value();
    agent.set_captured_stack(error, shown);
    if let Some(data) = agent.heap.host_mut::<ErrorData>(error) {
        data.stack_tells_place = true;
    }
    Ok(())
}

/// [`ERR_INVALID_ARG_TYPE`](https://nodejs.org/api/errors.html#err_invalid_arg_type):
/// `expected` is `of type function` and the like.
#[cold]
pub fn invalid_argument_type(agent: &mut Agent, name: &str, expected: &str, value: Value) -> Throw {
    let received = match received(agent, value) {
        Ok(text) => text,
        Err(throw) => return throw,
    };
    let what = match name {
        name if name.ends_with(" argument") => name.to_string(),
        name if name.contains('.') => format!("\"{name}\" property"),
        name => format!("\"{name}\" argument"),
    };
    let message = format!("The {what} must be {expected}. Received {received}");
    throw(
        agent,
        Intrinsic::TypeErrorPrototype,
        "ERR_INVALID_ARG_TYPE",
        &message,
    )
}

/// [`ERR_OUT_OF_RANGE`](https://nodejs.org/api/errors.html#err_out_of_range): `range` is
/// `an integer` and the like.
#[cold]
pub fn out_of_range(agent: &mut Agent, name: &str, range: &str, value: Value) -> Throw {
    let received = match separated(agent, value) {
        Ok(text) => text,
        Err(throw) => return throw,
    };
    let message =
        format!("The value of \"{name}\" is out of range. It must be {range}. Received {received}");
    throw(
        agent,
        Intrinsic::RangeErrorPrototype,
        "ERR_OUT_OF_RANGE",
        &message,
    )
}

/// A value as inspection shows it, but with `1_000_000` for integers above 2^32.
fn separated(agent: &mut Agent, value: Value) -> JsResult<String> {
    const LARGE: f64 = (1u64 << 32) as f64;
    let is_large = match (value.as_number(), value.as_bigint()) {
        (Some(number), _) => number.fract() == 0.0 && number.abs() > LARGE,
        (_, Some(bigint)) => agent.heap.bigint(bigint).bits() > 32,
        _ => false,
    };
    let text = show::inspect(agent, value)?;
    if !is_large || text.contains(['e', 'I']) {
        return Ok(text);
    }
    let (text, mark) = match text.strip_suffix('n') {
        Some(digits) => (digits, "n"),
        None => (text.as_str(), ""),
    };
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text),
    };
    let mut grouped = String::from(sign);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    Ok(grouped + mark)
}

/// That an argument is a function.
pub fn require_function(agent: &mut Agent, name: &str, value: Value) -> JsResult {
    match agent.heap.is_callable(value) {
        true => Ok(value),
        false => Err(invalid_argument_type(
            agent,
            name,
            "of type function",
            value,
        )),
    }
}

/// What was given instead, in words.
fn received(agent: &mut Agent, value: Value) -> JsResult<String> {
    if value.is_nullish() {
        return show::inspect(agent, value);
    }
    if let Some(object) = value.as_object() {
        if agent.heap.is_callable(value) {
            let name = agent.peek_data_property(object, agent.names.name);
            let name = name.and_then(Value::as_string);
            let name = name.map_or(String::new(), |name| agent.heap.utf8(name));
            return Ok(format!("function {name}"));
        }
        return match agent.constructor_name(object) {
            Some(name) => Ok(format!("an instance of {name}")),
            None => show::inspect_shallow(agent, value),
        };
    }
    let kind = agent.heap.type_of_text(value);
    let text = match value.as_string() {
        Some(string) => {
            let units = agent.heap.units(string);
            let text = match units.len() > LONGEST_WHOLE {
                true => format!("{}...", String::from_utf16_lossy(&units[..SHOWN])),
                false => String::from_utf16_lossy(&units),
            };
            match text.contains('\'') {
                true => format!("{text:?}"),
                false => format!("'{text}'"),
            }
        }
        None => show::inspect(agent, value)?,
    };
    Ok(format!("type {kind} ({text})"))
}
