//! What interfaces share: their prototypes, how objects are made, brands, arguments.

use crate::engine::{
    Agent, Call, Constructor, HostData, Intrinsic, JsResult, Kind, Method, Object, PropertyFlags,
    PropertyKey, Str, Symbol, Throw, Tracer, Value, messages,
};
use crate::host::inspect::{self, Options};
use crate::host::{errors, globals};

/// The interfaces whose prototypes are kept, and their iterators.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Interface {
    Url,
    UrlSearchParams,
    UrlSearchParamsIterator,
    UrlPattern,
    Blob,
    File,
    FormData,
    FormDataIterator,
    Headers,
    HeadersIterator,
}

const COUNT: usize = Interface::HeadersIterator as usize + 1;

impl Interface {
    /// What messages call it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Interface::Url => "URL",
            Interface::UrlSearchParams => "URLSearchParams",
            Interface::UrlSearchParamsIterator => "URLSearchParamsIterator",
            Interface::UrlPattern => "URLPattern",
            Interface::Blob => "Blob",
            Interface::File => "File",
            Interface::FormData => "FormData",
            Interface::FormDataIterator => "FormData Iterator",
            Interface::Headers => "Headers",
            Interface::HeadersIterator => "Headers Iterator",
        }
    }
}

/// The prototypes by interface.
struct Prototypes([Option<Object>; COUNT]);

impl HostData for Prototypes {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        let prototypes = self.0.iter().flatten();
        prototypes.for_each(|prototype| tracer.mark_object(*prototype));
    }
}

/// Enumerable, as the methods of the web's interfaces are.
pub(super) const METHODS: PropertyFlags = PropertyFlags::DATA;

/// Enumerable and configurable, as their accessors are.
pub(super) const ACCESSORS: PropertyFlags =
    PropertyFlags::ENUMERABLE.with(PropertyFlags::CONFIGURABLE);

pub(super) fn install(agent: &mut Agent) {
    agent.set_slot(Prototypes([None; COUNT]));
}

/// Makes a constructor, the global of its name, and a prototype that inherits from `parent`.
pub(super) fn define(
    agent: &mut Agent,
    interface: Interface,
    constructor: &Constructor,
    parent: Object,
) -> (Object, Object) {
    let prototype = define_prototype(agent, interface, parent);
    let constructor = agent.define_constructor(constructor, prototype);
    agent.heap.hide_from_stacks(constructor.value());
    globals::mark_class(agent, constructor);
    (constructor, prototype)
}

/// Makes a prototype.
pub(super) fn define_prototype(agent: &mut Agent, interface: Interface, parent: Object) -> Object {
    let prototype = agent.heap.new_builtin_object(parent.value());
    set_prototype(agent, interface, prototype);
    prototype
}

/// Keeps the prototype of an interface.
pub(super) fn set_prototype(agent: &mut Agent, interface: Interface, prototype: Object) {
    if let Some(prototypes) = agent.slot_mut::<Prototypes>() {
        prototypes.0[interface as usize] = Some(prototype);
    }
}

/// Defines how `util.inspect` shows objects.
pub(super) fn define_inspection(
    agent: &mut Agent,
    prototype: Object,
    run: fn(&mut Agent, Call) -> JsResult,
) {
    if let Some(symbol) = inspect::custom_symbol(agent) {
        agent.define_symbol_method(prototype, symbol, Method::new("", 2, run));
    }
}

/// The prototype of an interface.
pub(super) fn prototype(agent: &Agent, interface: Interface) -> Object {
    let prototypes = agent.slot::<Prototypes>();
    match prototypes.and_then(|prototypes| prototypes.0[interface as usize]) {
        Some(prototype) => prototype,
        None => unreachable!("made at the start"),
    }
}

/// The prototype of what a construct call makes, which is kept. First of all in a constructor.
pub(super) fn prototype_of_new(
    agent: &mut Agent,
    call: Call,
    interface: Interface,
    name: &str,
) -> JsResult<Object> {
    let Some(constructor) = call.new_target(agent).as_object() else {
        return Err(agent.type_error(messages::class_without_new(name)));
    };
    let own = agent.get(constructor, agent.names.prototype)?.as_object();
    let prototype = own.unwrap_or_else(|| prototype(agent, interface));
    Ok(agent.keep_object(prototype))
}

/// A new object with the interface's own prototype.
pub(super) fn new_object<T: HostData>(agent: &mut Agent, interface: Interface, data: T) -> Object {
    let prototype = prototype(agent, interface);
    new_object_of(agent, prototype, data)
}

/// A new object with a prototype.
pub(super) fn new_object_of<T: HostData>(agent: &mut Agent, prototype: Object, data: T) -> Object {
    let shape = agent.heap.root_shape(prototype.value(), Kind::Host);
    agent.heap.new_host(Kind::Host, shape, Box::new(data))
}

/// Throws a TypeError with a code.
#[cold]
pub(super) fn type_error(agent: &mut Agent, code: &str, text: &str) -> Throw {
    errors::throw(agent, Intrinsic::TypeErrorPrototype, code, text)
}

/// The receiver, if it has the data of an interface: else
/// [`ERR_INVALID_THIS`](https://nodejs.org/api/errors.html#err_invalid_this).
pub(super) fn this_of<T: HostData>(
    agent: &mut Agent,
    call: Call,
    interface: Interface,
) -> JsResult<Object> {
    match object_of::<T>(agent, call.this()) {
        Some(object) => Ok(object),
        None => {
            let text = format!("Value of \"this\" must be of type {}", interface.name());
            Err(type_error(agent, "ERR_INVALID_THIS", &text))
        }
    }
}

/// A value as an object with data of a type.
pub(super) fn object_of<T: HostData>(agent: &Agent, value: Value) -> Option<Object> {
    let object = value.as_object()?;
    agent.heap.host::<T>(object).map(|_| object)
}

/// The data of an object that has data of its type.
pub(super) fn data<T: HostData>(agent: &Agent, object: Object) -> &T {
    match agent.heap.host(object) {
        Some(data) => data,
        None => unreachable!("the brand was looked at"),
    }
}

/// As [`data`], to change.
pub(super) fn data_mut<T: HostData>(agent: &mut Agent, object: Object) -> &mut T {
    match agent.heap.host_mut(object) {
        Some(data) => data,
        None => unreachable!("the brand was looked at"),
    }
}

/// That there are so many arguments as there are names: else
/// [`ERR_MISSING_ARGS`](https://nodejs.org/api/errors.html#err_missing_args).
pub(super) fn require_arguments(agent: &mut Agent, call: Call, names: &[&str]) -> JsResult<()> {
    if call.len() >= names.len() {
        return Ok(());
    }
    let text = match names {
        [first, second] => {
            format!("The \"{first}\" and \"{second}\" arguments must be specified")
        }
        names => format!(
            "The \"{}\" argument must be specified",
            names.join("\", \"")
        ),
    };
    Err(type_error(agent, "ERR_MISSING_ARGS", &text))
}

/// A value as a string, which is kept.
pub(super) fn to_str(agent: &mut Agent, value: Value) -> JsResult<Str> {
    let string = agent.to_string(value)?;
    agent.keep(string.value());
    Ok(string)
}

/// A text as a value.
pub(super) fn text(agent: &mut Agent, text: &str) -> Value {
    agent.heap.new_string(text).value()
}

/// A property of a value by its name.
pub(super) fn get(agent: &mut Agent, value: Value, name: &'static str) -> JsResult {
    let key = agent.static_key(name);
    agent.get_v(value, key)
}

/// Adds an enumerable property that isn't there.
pub(super) fn add(agent: &mut Agent, object: Object, name: &str, value: Value) {
    let key = agent.heap.property_key_of_str(name);
    agent
        .heap
        .add_property(object, key, PropertyFlags::DATA, value);
}

/// The options that an inspection method was given; `depth` is how many levels are left.
pub(super) fn inspection(agent: &mut Agent, call: Call) -> JsResult<(Options, Option<f64>)> {
    let mut options = Options::default();
    if let Some(given) = call.arg(1).as_object() {
        options.update(agent, given)?;
    }
    Ok((options, call.arg(0).as_number()))
}

/// `[Object]` and the like, in the style of what isn't shown.
pub(super) fn not_shown(agent: &mut Agent, options: &Options, name: &str) -> Value {
    let shown = format!("[{name}]");
    let shown = match options.colors {
        true => inspect::Style::Special.apply(&shown),
        false => shown,
    };
    text(agent, &shown)
}

/// The name of the class that an object is shown as.
pub(super) fn class_name(agent: &mut Agent, object: Object, interface: Interface) -> String {
    let name = agent.constructor_name(object);
    name.unwrap_or_else(|| String::from(interface.name()))
}

/// A symbol that scripts may see but not make.
pub(super) fn new_symbol(agent: &mut Agent, description: &str) -> Symbol {
    let description = agent.heap.new_string(description);
    agent
        .heap
        .new_symbol(Some(description), crate::engine::SymbolKind::Plain)
}

/// A symbol's key.
pub(super) fn symbol_key(symbol: Symbol) -> PropertyKey {
    PropertyKey::symbol(symbol)
}
