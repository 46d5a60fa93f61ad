//! [DOMException](https://nodejs.org/api/globals.html#class-domexception): the errors of what comes
//! from the web. An error with two private names for its slots.

use super::super::errors;
use super::interface::{self, ATTRIBUTE, Interface, Members};
use crate::engine::{
    Accessor, Agent, Call, Constructor, HostData, Intrinsic, JsResult, Object, PropertyFlags,
    PropertyKey, StackStart, Str, Symbol, SymbolKind, Throw, Tracer, Value,
};

const ACCESSORS: &[Accessor] = &[
    Accessor::getter("name", name),
    Accessor::getter("message", message),
    Accessor::getter("code", code),
];

/// The names that have a code, their constants; their codes are 1, 2, and so on.
const CODES: &[(&str, &str)] = &[
    ("IndexSizeError", "INDEX_SIZE_ERR"),
    ("", "DOMSTRING_SIZE_ERR"),
    ("HierarchyRequestError", "HIERARCHY_REQUEST_ERR"),
    ("WrongDocumentError", "WRONG_DOCUMENT_ERR"),
    ("InvalidCharacterError", "INVALID_CHARACTER_ERR"),
    ("", "NO_DATA_ALLOWED_ERR"),
    ("NoModificationAllowedError", "NO_MODIFICATION_ALLOWED_ERR"),
    ("NotFoundError", "NOT_FOUND_ERR"),
    ("NotSupportedError", "NOT_SUPPORTED_ERR"),
    ("InUseAttributeError", "INUSE_ATTRIBUTE_ERR"),
    ("InvalidStateError", "INVALID_STATE_ERR"),
    ("SyntaxError", "SYNTAX_ERR"),
    ("InvalidModificationError", "INVALID_MODIFICATION_ERR"),
    ("NamespaceError", "NAMESPACE_ERR"),
    ("InvalidAccessError", "INVALID_ACCESS_ERR"),
    ("", "VALIDATION_ERR"),
    ("TypeMismatchError", "TYPE_MISMATCH_ERR"),
    ("SecurityError", "SECURITY_ERR"),
    ("NetworkError", "NETWORK_ERR"),
    ("AbortError", "ABORT_ERR"),
    ("URLMismatchError", "URL_MISMATCH_ERR"),
    ("QuotaExceededError", "QUOTA_EXCEEDED_ERR"),
    ("TimeoutError", "TIMEOUT_ERR"),
    ("InvalidNodeTypeError", "INVALID_NODE_TYPE_ERR"),
    ("DataCloneError", "DATA_CLONE_ERR"),
];

/// `DOMException`; its prototype inherits from `Error.prototype`, and the constants of [`CODES`] are
/// added to it and its prototype.
static DOM_EXCEPTION: Interface = Interface {
    constructor: Constructor {
        name: "DOMException",
        length: 0,
        run: construct,
    },
    parent: None,
    is_class: true,
    members: &[Members::Accessors(ACCESSORS, ATTRIBUTE)],
    statics: &[],
};

/// What all of them share.
#[derive(Clone, Copy)]
struct Shared {
    constructor: Object,
    prototype: Object,
    name: Symbol,
    message: Symbol,
}

impl HostData for Shared {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_object(self.constructor);
        tracer.mark_object(self.prototype);
        tracer.mark(self.name.value());
        tracer.mark(self.message.value());
    }
}

/// Makes `DOMException`.
pub(super) fn constructor(agent: &mut Agent) -> JsResult {
    Ok(shared(agent).constructor.value())
}

fn make(agent: &mut Agent) -> Shared {
    let (prototype, constructor) = interface::made(agent, &DOM_EXCEPTION);
    let parent = agent.intrinsic(Intrinsic::ErrorPrototype);
    agent.heap.set_prototype(prototype, parent.value());
    for (code, (_, constant)) in (1..).zip(CODES) {
        for object in [constructor, prototype] {
            let flags = PropertyFlags::ENUMERABLE;
            agent.define_constant(object, constant, Value::int(code), flags);
        }
    }
    agent.define_tag(prototype, "DOMException");
    let mut private = |text| {
        let description = agent.heap.new_string(text);
        agent
            .heap
            .new_symbol(Some(description), SymbolKind::Private)
    };
    let (name, message) = (private("#name"), private("#message"));
    let shared = Shared {
        constructor,
        prototype,
        name,
        message,
    };
    agent.set_slot(shared);
    shared
}

fn shared(agent: &mut Agent) -> Shared {
    match agent.slot::<Shared>() {
        Some(shared) => *shared,
        None => make(agent),
    }
}

fn set_slots(agent: &mut Agent, exception: Object, name: Str, message: Str) {
    let shared = shared(agent);
    for (slot, text) in [(shared.name, name), (shared.message, message)] {
        let key = PropertyKey::symbol(slot);
        let hidden = PropertyFlags::HIDDEN;
        agent
            .heap
            .add_property(exception, key, hidden, text.value());
    }
}

/// A new exception.
pub fn new_dom_exception(agent: &mut Agent, name: &str, message: &str) -> Object {
    let prototype = shared(agent).prototype;
    let exception = agent.new_error_object(prototype, None, StackStart::Skip(0));
    let (name, message) = (agent.heap.new_string(name), agent.heap.new_string(message));
    set_slots(agent, exception, name, message);
    exception
}

/// Throws an exception.
#[cold]
pub fn throw(agent: &mut Agent, name: &str, message: &str) -> Throw {
    let exception = new_dom_exception(agent, name, message);
    agent.throw(exception.value())
}

/// `new DOMException(message, nameOrOptions)`
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    if !call.is_construct() {
        let text = "Class constructor DOMException cannot be invoked without 'new'";
        return Err(agent.type_error(text));
    }
    let new_target = call.new_target(agent);
    agent.keep(new_target);
    // The stack is that of the start, its header that of the end.
    let Some(constructor) = new_target.as_object() else {
        unreachable!("a construct call has a target");
    };
    let prototype = agent.get(constructor, agent.names.prototype)?;
    let prototype = match prototype.as_object() {
        Some(prototype) => prototype,
        None => shared(agent).prototype,
    };
    let start = StackStart::Below(new_target);
    let exception = agent.new_error_object(prototype, None, start);
    agent.keep_object(exception);
    let options = call.arg(1).as_object();
    let name = match options {
        Some(options) => agent.get(options, agent.names.name)?,
        None => call.arg(1),
    };
    agent.keep(name);
    let message = match call.arg(0) {
        Value::UNDEFINED => agent.heap.empty_string(),
        message => agent.to_string(message)?,
    };
    agent.keep(message.value());
    let name = match (options, name) {
        (None, Value::UNDEFINED) => agent.heap.new_string("Error"),
        (_, name) => agent.to_string(name)?,
    };
    set_slots(agent, exception, name, message);
    if let Some(options) = options
        && agent.has_property(options, agent.names.cause)?
    {
        let cause = agent.get(options, agent.names.cause)?;
        let (key, hidden) = (agent.names.cause, PropertyFlags::HIDDEN);
        agent.heap.add_property(exception, key, hidden, cause);
    }
    Ok(exception.value())
}

fn slot(agent: &mut Agent, object: Object, slot: Symbol) -> Option<Str> {
    let found = agent.heap.lookup(object, PropertyKey::symbol(slot))?;
    agent.heap.read_slot(object, found.slot)?.as_string()
}

/// The name and message of an exception; `None` for other objects.
pub(in crate::host) fn parts(agent: &mut Agent, object: Object) -> Option<(Str, Str)> {
    let shared = shared(agent);
    let name = slot(agent, object, shared.name)?;
    Some((name, slot(agent, object, shared.message)?))
}

fn this_parts(agent: &mut Agent, call: Call) -> JsResult<(Str, Str)> {
    let object = call.this().as_object();
    match object.and_then(|object| parts(agent, object)) {
        Some(parts) => Ok(parts),
        None => {
            let proto = Intrinsic::TypeErrorPrototype;
            let text = "Value of \"this\" must be of DOMException";
            Err(errors::throw(agent, proto, "ERR_INVALID_THIS", text))
        }
    }
}

/// `get name`
fn name(agent: &mut Agent, call: Call) -> JsResult {
    Ok(this_parts(agent, call)?.0.value())
}

/// `get message`
fn message(agent: &mut Agent, call: Call) -> JsResult {
    Ok(this_parts(agent, call)?.1.value())
}

/// `get code`
fn code(agent: &mut Agent, call: Call) -> JsResult {
    let name = this_parts(agent, call)?.0;
    let name = agent.heap.utf8(name);
    let place = CODES.iter().position(|(with, _)| *with == name);
    let place = place.filter(|_| !name.is_empty());
    Ok(Value::from_usize(place.map_or(0, |place| place + 1)))
}
