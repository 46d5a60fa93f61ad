//! [Error objects](https://tc39.es/ecma262/#sec-error-objects), the native errors and
//! AggregateError. Capturing and writing stacks is the engine's.

use super::call_site;
use crate::engine::{
    Agent, Call, Constructor, ErrorData, Intrinsic, JsResult, Kind, Method, NativeFn, Object,
    PropertyFlags, StackStart, Value, messages,
};

/// A kind of error: name, its prototype, the constructor's place, what it runs.
struct ErrorKind {
    name: &'static str,
    prototype: Intrinsic,
    constructor: Intrinsic,
    length: u8,
    run: NativeFn,
}

const ERRORS: &[ErrorKind] = &[
    kind(
        "Error",
        Intrinsic::ErrorPrototype,
        Intrinsic::Error,
        construct::<0>,
    ),
    kind(
        "TypeError",
        Intrinsic::TypeErrorPrototype,
        Intrinsic::TypeError,
        construct::<1>,
    ),
    kind(
        "RangeError",
        Intrinsic::RangeErrorPrototype,
        Intrinsic::RangeError,
        construct::<2>,
    ),
    kind(
        "SyntaxError",
        Intrinsic::SyntaxErrorPrototype,
        Intrinsic::SyntaxError,
        construct::<3>,
    ),
    kind(
        "ReferenceError",
        Intrinsic::ReferenceErrorPrototype,
        Intrinsic::ReferenceError,
        construct::<4>,
    ),
    kind(
        "EvalError",
        Intrinsic::EvalErrorPrototype,
        Intrinsic::EvalError,
        construct::<5>,
    ),
    kind(
        "URIError",
        Intrinsic::URIErrorPrototype,
        Intrinsic::URIError,
        construct::<6>,
    ),
    ErrorKind {
        name: "AggregateError",
        prototype: Intrinsic::AggregateErrorPrototype,
        constructor: Intrinsic::AggregateError,
        length: 2,
        run: construct_aggregate,
    },
    ErrorKind {
        name: "SuppressedError",
        prototype: Intrinsic::SuppressedErrorPrototype,
        constructor: Intrinsic::SuppressedError,
        length: 3,
        run: construct_suppressed,
    },
];

const CAPTURE: &[Method] = &[Method::new("captureStackTrace", 2, capture_stack_trace)];

const STATICS: &[Method] = &[Method::new("isError", 1, is_error)];

const METHODS: &[Method] = &[Method::new("toString", 0, to_string)];

const fn kind(
    name: &'static str,
    prototype: Intrinsic,
    constructor: Intrinsic,
    run: NativeFn,
) -> ErrorKind {
    ErrorKind {
        name,
        prototype,
        constructor,
        length: 1,
        run,
    }
}

/// Makes all error constructors and their prototypes.
pub(super) fn install(agent: &mut Agent) {
    let mut base: Option<(Object, Object)> = None;
    for error in ERRORS {
        let parent = base.map_or(agent.intrinsic(Intrinsic::ObjectPrototype), |base| base.1);
        let prototype = agent.heap.new_builtin_object(parent.value());
        agent.realm.set_intrinsic(error.prototype, prototype);
        let line = Constructor {
            name: error.name,
            length: error.length,
            run: error.run,
        };
        let constructor = agent.define_constructor(&line, prototype);
        agent.realm.set_intrinsic(error.constructor, constructor);
        let hidden = PropertyFlags::HIDDEN;
        agent.define_text(prototype, "name", error.name, hidden);
        agent.define_text(prototype, "message", "", hidden);
        match base {
            Some((parent, _)) => agent.heap.set_prototype(constructor, parent.value()),
            None => {
                agent.define_methods(prototype, METHODS);
                agent.define_methods(constructor, CAPTURE);
                call_site::install(agent, constructor);
                agent.install_stack_property();
                agent.define_methods(constructor, STATICS);
                let limit = Value::from_usize(agent.errors.stack_trace_limit);
                agent.define_constant(constructor, "stackTraceLimit", limit, PropertyFlags::DATA);
                base = Some((constructor, prototype));
            }
        }
    }
}

/// [Error ( message, options )](https://tc39.es/ecma262/#sec-error-message) and
/// [NativeError ( message, options )](https://tc39.es/ecma262/#sec-nativeerror)
fn construct<const KIND: usize>(agent: &mut Agent, call: Call) -> JsResult {
    let proto = ERRORS[KIND].prototype;
    Ok(make_error(agent, call, proto, (0, Some(1)))?.value())
}

/// [AggregateError ( errors, message, options )](https://tc39.es/ecma262/#sec-aggregate-error)
fn construct_aggregate(agent: &mut Agent, call: Call) -> JsResult {
    let error = make_error(
        agent,
        call,
        Intrinsic::AggregateErrorPrototype,
        (1, Some(2)),
    )?;
    agent.keep_object(error);
    let list = agent.iterable_to_array(call.arg(0))?;
    agent.define_constant(error, "errors", list.value(), PropertyFlags::HIDDEN);
    Ok(error.value())
}

/// [SuppressedError ( error, suppressed, message )](https://tc39.es/proposal-explicit-resource-management/#sec-suppressederror)
fn construct_suppressed(agent: &mut Agent, call: Call) -> JsResult {
    let error = make_error(agent, call, Intrinsic::SuppressedErrorPrototype, (2, None))?;
    let hidden = PropertyFlags::HIDDEN;
    agent.define_constant(error, "error", call.arg(0), hidden);
    agent.define_constant(error, "suppressed", call.arg(1), hidden);
    Ok(error.value())
}

/// Makes an error; the numbers of the arguments that are message and options.
fn make_error(
    agent: &mut Agent,
    call: Call,
    default: Intrinsic,
    (message, options): (usize, Option<usize>),
) -> JsResult<Object> {
    let new_target = match call.new_target(agent) {
        Value::UNDEFINED => call.callee().value(),
        new_target => new_target,
    };
    agent.keep(new_target);
    let proto = agent.get_prototype_from_constructor(new_target, default)?;
    agent.keep_object(proto);
    let message = match call.arg(message) {
        Value::UNDEFINED => None,
        message => {
            let message = agent.to_string(message)?;
            agent.keep(message.value());
            Some(message)
        }
    };
    // [InstallErrorCause](https://tc39.es/ecma262/#sec-installerrorcause); the object is made after
    // it, which is unobservable.
    let options = options.and_then(|options| call.arg(options).as_object());
    let cause = match options {
        Some(options) if agent.has_property(options, agent.names.cause)? => {
            let cause = agent.get(options, agent.names.cause)?;
            agent.keep(cause);
            Some(cause)
        }
        _ => None,
    };
    let start = StackStart::Below(new_target);
    let error = agent.new_error_object(proto, message, start);
    if let Some(cause) = cause {
        let key = agent.names.cause;
        agent
            .heap
            .add_property(error, key, PropertyFlags::HIDDEN, cause);
    }
    Ok(error)
}

/// [Error.captureStackTrace ( object, constructor )](https://v8.dev/docs/stack-trace-api): the
/// frames down to the constructor's are left out, else only this function's own.
fn capture_stack_trace(agent: &mut Agent, call: Call) -> JsResult {
    let object = call.arg(0).as_object();
    let Some(object) = object.filter(|object| !object.is(Kind::Proxy)) else {
        return Err(agent.type_error("invalid_argument"));
    };
    let start = match agent.heap.is_callable(call.arg(1)) {
        true => StackStart::Below(call.arg(1)),
        false => StackStart::Skip(1),
    };
    agent.capture_stack_trace(object, start)?;
    Ok(Value::UNDEFINED)
}

/// [Error.isError ( arg )](https://tc39.es/proposal-is-error/)
fn is_error(agent: &mut Agent, call: Call) -> JsResult {
    let object = call.arg(0).as_object();
    let found = object.is_some_and(|object| agent.heap.host::<ErrorData>(object).is_some());
    Ok(Value::bool(found))
}

/// [Error.prototype.toString ( )](https://tc39.es/ecma262/#sec-error.prototype.tostring)
fn to_string(agent: &mut Agent, call: Call) -> JsResult {
    let Some(object) = call.this().as_object() else {
        let receiver = agent.value_for_message(call.this());
        let text = messages::incompatible_receiver("Error.prototype.toString", &receiver);
        return Err(agent.type_error(text));
    };
    Ok(agent.error_to_string(object)?.value())
}
