//! Uncaught errors: which events they cause, what is printed, and how the program ends.

use super::process::ProcessState;
use super::{
    Rejections, Reporting, emitter, errors, launch, permission, process, show, streams, warnings,
};
use crate::diagnostics::uncaught::{UncaughtError, render_uncaught};
#[cfg(feature = "cli")]
use crate::diagnostics::{Diagnostic, render::render_places};
use crate::engine::{
    Agent, Call, Caught, ErrorData, JsResult, Kind as ObjectKind, Object, PropertyKey, Remark,
    Termination, ThrowSite, Value,
};
use crate::event_loop::observer::Kind;
use crate::event_loop::{EventLoop, LoopHooks};
use crate::source::SourceText;
use std::rc::Rc;

/// The exit code when an `uncaughtException` listener throws.
const LISTENER_THREW: i32 = 7;

/// The exit code of an uncaught error.
const UNCAUGHT: i32 = 1;

/// What Node's process does about errors that come out of callbacks.
pub struct ProcessHooks;

impl LoopHooks for ProcessHooks {
    fn uncaught(&self, agent: &mut Agent, error: Caught, kind: Kind) -> JsResult<()> {
        // Node itself catches what these throw, so that the place of the throw is unknown.
        let place = match kind {
            Kind::Microtask => Place::Callback,
            Kind::Reaction | Kind::Resume => Place::Created,
            _ => Place::Thrown,
        };
        raise(agent, error, place, "uncaughtException")
    }

    fn unhandled_rejection(&self, agent: &mut Agent, promise: Object) -> JsResult<()> {
        let reason = match agent.heap.promise(promise.value()) {
            Some(data) => data.result,
            None => return Ok(()),
        };
        let arguments = [reason, promise.value()];
        let mode = ProcessState::of(agent).rejections;
        if mode != Rejections::Strict {
            let is_taken = emit_unhandled(agent, &arguments)?;
            let warns = match mode {
                Rejections::Ignore => return Ok(()),
                Rejections::Warn => true,
                _ if is_taken => return Ok(()),
                Rejections::WarnWithCode => true,
                Rejections::Throw | Rejections::Strict => false,
            };
            if warns {
                let number = agent.heap.promise_mut(promise).rejection;
                launch::warn_of_rejection(agent, reason, number)?;
                if mode == Rejections::WarnWithCode {
                    ProcessState::of(agent).set_exit_code(UNCAUGHT);
                }
                return Ok(());
            }
        }
        let as_it_is = ProcessState::of(agent).reporting == Reporting::KeepReasons;
        let error = match as_it_is || is_error(agent, reason) {
            true => reason,
            false => rejection_error(agent, reason).value(),
        };
        agent.scoped(|agent| {
            agent.keep(error);
            let site = ThrowSite::NONE;
            let error = Caught { value: error, site };
            let place = Place::Rejected(promise, reason);
            raise(agent, error, place, "unhandledRejection")?;
            if mode == Rejections::Strict && !emit_unhandled(agent, &arguments)? {
                let number = agent.heap.promise_mut(promise).rejection;
                launch::warn_of_rejection(agent, reason, number)?;
            }
            Ok(())
        })
    }

    fn rejection_handled(&self, agent: &mut Agent, promise: Object) -> JsResult<()> {
        let arguments = [promise.value()];
        if !emitter::emit(agent, "rejectionHandled", &arguments)? {
            let number = agent.heap.promise_mut(promise).rejection;
            let text =
                format!("Promise rejection was handled asynchronously (rejection id: {number})");
            warnings::emit(agent, &text, "PromiseRejectionHandledWarning");
        }
        Ok(())
    }

    fn before_sleep(&self, agent: &mut Agent) {
        streams::flush_stdout(agent);
    }

    fn at_turn(&self, agent: &mut Agent) {
        streams::tell_failure(agent);
    }

    fn thread_prologue(&self) -> fn() {
        process::signals::block_all
    }
}

/// Tells the domain of a rejection, or else the process; whether anybody took it.
fn emit_unhandled(agent: &mut Agent, arguments: &[Value]) -> JsResult<bool> {
    let taker = ProcessState::of(agent).rejection_taker;
    if !taker.is_undefined() {
        let taken = agent.call(taker, Value::UNDEFINED, arguments)?;
        if !taken.is_undefined() {
            return Ok(agent.heap.to_boolean(taken));
        }
    }
    emitter::emit(agent, "unhandledRejection", arguments)
}

/// How many microtasks pass in Node from the rejection of the main module's promise until its loader
/// tells of the error: each is one `await` of the loader.
const LOADER_AWAITS: i32 = 3;

/// Makes an error that the main module ends with an uncaught one. Node's own loader waits for the
/// promise of the module, so that it isn't an unhandled rejection: there is no event
/// `unhandledRejection`, and a value that is no error is printed as it is.
pub fn watch_main_module(agent: &mut Agent, promise: Object) {
    let id = agent.register_function("", 1, main_module_failed);
    let nothing = Value::UNDEFINED;
    let failed = agent.new_native(id, [promise.value(), Value::int(LOADER_AWAITS)]);
    agent.perform_promise_then(promise, nothing, failed.value(), nothing);
}

fn main_module_failed(agent: &mut Agent, call: Call) -> JsResult {
    let [promise, awaits] = [0, 1].map(|at| agent.heap.native_data(call.callee(), at));
    let nothing = Value::UNDEFINED;
    match (promise.as_object(), awaits.as_int()) {
        (Some(promise), Some(awaits)) if awaits > 0 => {
            let awaits = Value::int(awaits - 1);
            agent.heap.set_native_data(call.callee(), 1, awaits);
            agent.perform_promise_then(promise, nothing, call.callee().value(), nothing);
        }
        _ => {
            let site = ThrowSite::NONE;
            let value = call.arg(0);
            let error = Caught { value, site };
            raise(agent, error, Place::Created, "unhandledRejection")?;
        }
    }
    Ok(nothing)
}

/// What is known of an error's place.
#[derive(Clone, Copy)]
enum Place {
    /// Where it was thrown.
    Thrown,
    /// Only where the error was made.
    Created,
    /// The same; a promise was rejected, with a reason.
    Rejected(Object, Value),
    /// As before; Node says so where nothing was made.
    Callback,
}

/// Offers an error to the listeners of `uncaughtException`; ends the program if there are none.
fn raise(agent: &mut Agent, error: Caught, place: Place, origin: &str) -> JsResult<()> {
    let origin = agent.heap.new_string(origin).value();
    agent.keep(origin);
    match offer(agent, error.value, origin) {
        Ok(true) => {
            EventLoop::of(agent).immediates.insert_empty();
            return Ok(());
        }
        Ok(false) => {}
        Err(throw) => {
            let error = agent.catch_with_site(throw)?;
            error.roots().into_iter().for_each(|root| agent.keep(root));
            if !keep(agent, error) {
                print(agent, error, Place::Thrown)?;
            }
            return Err(agent.terminate(Termination::Exit(LISTENER_THREW)));
        }
    }
    if keep(agent, error) {
        return Err(agent.terminate(Termination::Exit(UNCAUGHT)));
    }
    process::fail(agent)?;
    print(agent, error, place)?;
    let code = process::exit_code(agent).unwrap_or(UNCAUGHT);
    Err(agent.terminate(Termination::Exit(code)))
}

/// Keeps an error for the caller that drives the loop, if it asked for that; returns whether it did.
fn keep(agent: &mut Agent, error: Caught) -> bool {
    let state = ProcessState::of(agent);
    let wanted = state.reporting != Reporting::Print;
    if wanted {
        state.uncaught = Some(error);
    }
    wanted
}

/// Calls the listeners; whether there were any.
fn offer(agent: &mut Agent, error: Value, origin: Value) -> JsResult<bool> {
    let arguments = [error, origin];
    emitter::emit(agent, "uncaughtExceptionMonitor", &arguments)?;
    let capture = ProcessState::of(agent).capture;
    if !capture.is_null() {
        agent.call(capture, Value::UNDEFINED, &[error])?;
        return Ok(true);
    }
    emitter::emit(agent, "uncaughtException", &arguments)
}

/// Whether a value is an error for Node: it has the slots of one, or a `stack`.
fn is_error(agent: &mut Agent, value: Value) -> bool {
    let Some(object) = value.as_object() else {
        return false;
    };
    agent.heap.host::<ErrorData>(object).is_some()
        || (!object.is(ObjectKind::Proxy)
            && matches!(
                agent.get_own_property(object, agent.names.stack),
                Ok(Some(_))
            ))
}

/// The error reported for a rejection whose reason isn't an error.
fn rejection_error(agent: &mut Agent, reason: Value) -> Object {
    let shown = match reason.as_string() {
        Some(text) => agent.heap.utf8(text),
        None => agent.value_for_message(reason),
    };
    let message = format!(
        "This error originated either by throwing inside of an async function without a catch \
         block, or by rejecting a promise which was not handled with .catch(). The promise \
         rejected with the reason \"{shown}\"."
    );
    errors::new_rejection_error(agent, &message)
}

/// Prints an uncaught error in Node's layout.
fn print(agent: &mut Agent, error: Caught, place: Place) -> JsResult<()> {
    let colour = streams::stderr_wants_colour(agent);
    let mut text = describe(agent, error, place, colour)?;
    let remark = explain(agent, error.value, colour);
    let remark = remark.or_else(|| match place {
        Place::Rejected(promise, reason) => {
            let explain = agent.hooks.explain_rejection?;
            show_remark(&explain(agent, promise, reason)?, colour)
        }
        _ => None,
    });
    if let Some(remark) = remark {
        text.push('\n');
        text.push_str(&remark);
    }
    if streams::stderr_is_terminal(agent)
        && let Some(command) = permission::command_that_allows(agent, error.value)
    {
        text.push_str(&format!("\n   = To allow it, run: {command}\n"));
    }
    streams::write_stderr(agent, &text)
}

/// What a person is told of an error beside what it says, if there is something.
pub fn explain(agent: &mut Agent, error: Value, colour: bool) -> Option<String> {
    let explain = agent.hooks.explain?;
    let failure = agent.failures.of(error)?.clone();
    let remark = explain(agent, &failure)?;
    show_remark(&remark, colour)
}

#[cfg(feature = "cli")]
fn show_remark(remark: &Remark, colour: bool) -> Option<String> {
    let mut diagnostic = Diagnostic::error("", remark.span).with_label(remark.text.as_str());
    for (span, text) in &remark.others {
        diagnostic = diagnostic.with_secondary(*span, text.as_str());
    }
    if let Some(advice) = &remark.advice {
        diagnostic = diagnostic.with_note(sentence(advice));
    }
    Some(render_places(&diagnostic, &remark.source, colour))
}

/// A remedy as notes are written: with a capital letter and a full stop.
#[cfg(feature = "cli")]
fn sentence(advice: &str) -> String {
    let mut characters = advice.chars();
    let first = characters.next().map(|first| first.to_ascii_uppercase());
    let end = match advice.ends_with(['?', '.']) {
        true => "",
        false => ".",
    };
    format!(
        "{}{}{end}",
        first.map_or(String::new(), String::from),
        characters.as_str()
    )
}

#[cfg(not(feature = "cli"))]
fn show_remark(_: &Remark, _: bool) -> Option<String> {
    None
}

/// An error with its place and its stack, as text for a terminal.
fn describe(agent: &mut Agent, caught: Caught, place: Place, colour: bool) -> JsResult<String> {
    let error = caught.value;
    let object = error.as_object();
    let is_error = object.is_some_and(|object| agent.heap.host::<ErrorData>(object).is_some());
    let data = object.and_then(|object| agent.heap.host::<ErrorData>(object));
    let is_told = data.is_some_and(|data| data.stack_tells_place);
    let told = data.and_then(|data| data.place.clone());
    let source = match place {
        _ if is_told => None,
        _ if told.is_some() => told.map(|told| *told),
        Place::Thrown => {
            let code = agent.code_of_site(caught.site);
            code.map(|(code, position)| (code.source.clone(), position))
        }
        Place::Created | Place::Rejected(..) | Place::Callback => created_at(agent, error),
    };
    let text = match object {
        Some(object) => object_text(agent, object, colour)?,
        None => utf8_value(agent, error)?,
    };
    if source.is_none() && matches!(place, Place::Callback) && !is_error {
        return Ok(format!("\n<anonymous_script>:0\n\n{text}\n"));
    }
    let place = source.as_ref().map(|(source, offset)| (&**source, *offset));
    let uncaught = UncaughtError {
        place,
        text: &text,
        is_error,
    };
    Ok(render_uncaught(&uncaught, colour))
}

/// Where an error was made: the innermost frame of its stack that is written in JavaScript.
fn created_at(agent: &Agent, error: Value) -> Option<(Rc<SourceText>, u32)> {
    let data = agent.heap.host::<ErrorData>(error.as_object()?)?;
    let called = data.frames.iter().take_while(|frame| !frame.is_async);
    let mut written = called.filter_map(|frame| {
        let code = agent.heap.function_code(frame.function)?;
        Some((code, frame.position))
    });
    let (code, position) = written.next()?;
    Some((agent.codes[code].source.clone(), position))
}

/// A thrown object as Node prints it: inspected to a depth of 5, without custom inspection. Where
/// that throws, its `stack`; where there is none that can be read, its name and message, else the
/// object as a string.
fn object_text(agent: &mut Agent, object: Object, colour: bool) -> JsResult<String> {
    let names = agent.names;
    let stack = try_get(agent, object, names.stack)?;
    if let Some(stack) = stack {
        match show::inspect_fatal(agent, object.value(), colour) {
            Ok(text) => return Ok(text),
            Err(throw) => agent.catch(throw)?,
        };
        if !stack.is_undefined() {
            return utf8_value(agent, stack);
        }
    }
    let message = try_get(agent, object, names.message)?;
    let name = try_get(agent, object, names.name)?;
    match (name, message) {
        (Some(name), Some(message)) if !name.is_undefined() && !message.is_undefined() => {
            let name = utf8_value(agent, name)?;
            let message = utf8_value(agent, message)?;
            Ok(format!("{name}: {message}"))
        }
        _ => utf8_value(agent, object.value()),
    }
}

/// A property; `None` where reading it throws.
fn try_get(agent: &mut Agent, object: Object, key: PropertyKey) -> JsResult<Option<Value>> {
    match agent.get(object, key) {
        Ok(value) => {
            agent.keep(value);
            Ok(Some(value))
        }
        Err(throw) => agent.catch(throw).map(|_| None),
    }
}

/// A value as it is converted to a string; empty where that throws.
fn utf8_value(agent: &mut Agent, value: Value) -> JsResult<String> {
    match agent.to_rust_string(value) {
        Ok(text) => Ok(text),
        Err(throw) => agent.catch(throw).map(|_| String::new()),
    }
}
