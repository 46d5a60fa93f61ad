//! How a program ends: exit codes, and the events `beforeExit` and `exit`.

use super::{ProcessState, errors};
use crate::engine::{
    Accessor, Agent, Call, JsResult, Object, PropertyFlags, Termination, Throw, Value,
};
use crate::host::emitter;

const EXITING: &[Accessor] = &[Accessor {
    name: "_exiting",
    get: Some(|agent, _| Ok(Value::bool(ProcessState::of(agent).exiting))),
    set: Some(|agent, call| {
        let exiting = agent.heap.to_boolean(call.arg(0));
        ProcessState::of(agent).exiting = exiting;
        Ok(Value::UNDEFINED)
    }),
}];

const EXIT_CODE: &[Accessor] = &[Accessor {
    name: "exitCode",
    get: Some(get_exit_code),
    set: Some(set_exit_code),
}];

/// Defines `_exiting` and `exitCode`.
pub(super) fn define(agent: &mut Agent, process: Object) {
    let flags = PropertyFlags::ENUMERABLE;
    let configurable = flags.with(PropertyFlags::CONFIGURABLE);
    agent.define_accessors_with(process, EXITING, configurable);
    agent.define_accessors_with(process, EXIT_CODE, flags);
}

/// [process.exitCode](https://nodejs.org/api/process.html#processexitcode_1)
fn get_exit_code(agent: &mut Agent, _: Call) -> JsResult {
    Ok(ProcessState::of(agent).exit_code)
}

fn set_exit_code(agent: &mut Agent, call: Call) -> JsResult {
    let code = exit_code_of(agent, call.arg(0))?;
    ProcessState::of(agent).exit_code = code;
    Ok(Value::UNDEFINED)
}

/// What `exitCode` becomes when it is set to an integer, the text of one, or nothing.
fn exit_code_of(agent: &mut Agent, code: Value) -> JsResult {
    if code.is_nullish() {
        return Ok(Value::UNDEFINED);
    }
    let number = match code.as_string() {
        Some(text) if agent.heap.string_length(text) > 0 => Some(agent.heap.string_to_number(text)),
        Some(_) => None,
        None => code.as_number(),
    };
    let Some(number) = number.filter(|number| !number.is_nan() || code.is_number()) else {
        return Err(errors::invalid_argument_type(
            agent,
            "code",
            "of type number",
            code,
        ));
    };
    if number.fract() != 0.0 || !number.is_finite() {
        let number = Value::number(number);
        return Err(errors::out_of_range(agent, "code", "an integer", number));
    }
    Ok(Value::int(crate::numeric::int::to_int32(number)))
}

/// The exit code, where the program set one.
pub fn exit_code(agent: &mut Agent) -> Option<i32> {
    let code = ProcessState::of(agent).exit_code;
    code.as_number().map(crate::numeric::int::to_int32)
}

/// [process.exit(\[code\])](https://nodejs.org/api/process.html#processexitcode)
pub(super) fn exit(agent: &mut Agent, call: Call) -> JsResult {
    if !call.is_empty() {
        let code = exit_code_of(agent, call.arg(0))?;
        ProcessState::of(agent).exit_code = code;
    }
    let code = exit_code(agent).unwrap_or(0);
    begin_exit(agent, code)?;
    let code = exit_code(agent).unwrap_or(0);
    let process = ProcessState::of(agent).process;
    // Programs put their own in its place.
    let key = agent.static_key("reallyExit");
    agent.invoke(process.value(), key, &[Value::int(code)])
}

/// `process.reallyExit(code)`: without events.
pub(super) fn really_exit(agent: &mut Agent, call: Call) -> JsResult {
    let code = agent.to_int32(call.arg(0))?;
    Err(agent.terminate(Termination::Exit(code)))
}

/// [process.abort()](https://nodejs.org/api/process.html#processabort): with the code of SIGABRT.
pub(super) fn abort(agent: &mut Agent, _: Call) -> JsResult {
    Err(agent.terminate(Termination::Exit(134)))
}

/// The `exit` event, unless it has begun before.
pub(in crate::host) fn begin_exit(agent: &mut Agent, code: i32) -> JsResult<()> {
    let state = ProcessState::of(agent);
    if std::mem::replace(&mut state.exiting, true) {
        return Ok(());
    }
    let at_exit = std::mem::replace(&mut state.at_exit, Value::UNDEFINED);
    agent.keep(at_exit);
    // Node adds it before the program can add listeners.
    if !at_exit.is_undefined() {
        agent.call(at_exit, Value::UNDEFINED, &[])?;
    }
    emitter::emit(agent, "exit", &[Value::int(code)])?;
    Ok(())
}

/// The `beforeExit` event: the loop is empty, and listeners may fill it again.
pub fn emit_before_exit(agent: &mut Agent) -> JsResult<()> {
    let code = exit_code(agent).unwrap_or(0);
    emitter::emit(agent, "beforeExit", &[Value::int(code)])?;
    Ok(())
}

/// The `exit` event of a program that has come to its end, with `code` where it set none.
pub fn emit_exit(agent: &mut Agent, code: i32) -> JsResult<()> {
    if exit_code(agent).is_none() && code != 0 {
        ProcessState::of(agent).exit_code = Value::int(code);
    }
    let code = exit_code(agent).unwrap_or(0);
    begin_exit(agent, code)
}

/// Makes the exit code 1 and emits `exit`, for an uncaught error. What a listener throws
/// is dropped.
pub(in crate::host) fn fail(agent: &mut Agent) -> JsResult<()> {
    let state = ProcessState::of(agent);
    if state.exiting {
        return Ok(());
    }
    state.exit_code = Value::int(1);
    match begin_exit(agent, 1) {
        Ok(()) => Ok(()),
        Err(throw) => agent.catch(throw).map(|_| ()),
    }
}

/// Why a program has ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ending {
    /// With an exit code.
    Code(i32),
    /// It was stopped.
    Stopped(Termination),
}

/// Why the program was terminated.
pub fn ending(agent: &Agent, _: Throw) -> Ending {
    match agent.heap.budget.stopped() {
        Some(Termination::Exit(code)) => Ending::Code(code),
        Some(why) => Ending::Stopped(why),
        None => Ending::Code(1),
    }
}
