//! [navigator](https://nodejs.org/api/globals.html#navigator): what runs the program, and on what.

use super::check;
use super::interface::{self, ATTRIBUTE, Interface, Members, allocate};
use crate::engine::{
    Accessor, Agent, Call, Constructor, HostData, JsResult, Object, Tracer, Value,
};

const LANGUAGE: &str = "en-US";

const ATTRIBUTES: &[Accessor] = &[
    Accessor::getter("hardwareConcurrency", hardware_concurrency),
    Accessor::getter("language", language),
    Accessor::getter("languages", languages),
    Accessor::getter("userAgent", user_agent),
    Accessor::getter("platform", platform),
];

/// `Navigator`
pub(super) static NAVIGATOR: Interface = Interface {
    constructor: Constructor {
        name: "Navigator",
        length: 0,
        run: construct,
    },
    parent: None,
    is_class: true,
    members: &[Members::Accessors(ATTRIBUTES, ATTRIBUTE)],
    statics: &[],
};

const GLOBAL: &[Accessor] = &[Accessor::getter("navigator", get_navigator)];

/// The internal slots of the navigator: the list of languages, once it was asked for.
struct Navigator(Option<Object>);

impl HostData for Navigator {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        if let Some(list) = self.0 {
            tracer.mark_object(list);
        }
    }
}

/// `navigator`, once it was asked for.
struct Global(Object);

impl HostData for Global {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_object(self.0);
    }
}

/// Makes the global.
pub(super) fn install(agent: &mut Agent) {
    agent.define_accessors_with(agent.realm.global_object, GLOBAL, ATTRIBUTE);
}

fn get_navigator(agent: &mut Agent, _: Call) -> JsResult {
    if let Some(Global(navigator)) = agent.slot::<Global>() {
        return Ok(navigator.value());
    }
    let prototype = interface::prototype(agent, &NAVIGATOR);
    let navigator = allocate(agent, prototype, Box::new(Navigator(None)));
    agent.set_slot(Global(navigator));
    Ok(navigator.value())
}

fn construct(agent: &mut Agent, call: Call) -> JsResult {
    match call.is_construct() {
        true => Err(check::illegal_constructor(agent)),
        false => {
            let text = "Class constructor Navigator cannot be invoked without 'new'";
            Err(agent.type_error(text))
        }
    }
}

fn this(agent: &mut Agent, call: Call, field: &str) -> JsResult<Object> {
    match call.this().as_object() {
        Some(object) if agent.heap.host::<Navigator>(object).is_some() => Ok(object),
        _ => Err(check::no_private_field(agent, call.this(), field)),
    }
}

/// [navigator.hardwareConcurrency](https://nodejs.org/api/globals.html#navigatorhardwareconcurrency)
fn hardware_concurrency(agent: &mut Agent, call: Call) -> JsResult {
    this(agent, call, "#availableParallelism")?;
    let count = std::thread::available_parallelism().map_or(1, usize::from);
    Ok(Value::from_usize(count))
}

/// [navigator.language](https://nodejs.org/api/globals.html#navigatorlanguage)
fn language(agent: &mut Agent, call: Call) -> JsResult {
    this(agent, call, "#languages")?;
    Ok(agent.heap.new_string(LANGUAGE).value())
}

/// [navigator.languages](https://nodejs.org/api/globals.html#navigatorlanguages)
fn languages(agent: &mut Agent, call: Call) -> JsResult {
    let this = this(agent, call, "#languages")?;
    let known = agent.heap.host::<Navigator>(this);
    if let Some(list) = known.and_then(|navigator| navigator.0) {
        return Ok(list.value());
    }
    let language = agent.heap.new_string(LANGUAGE).value();
    let list = agent.new_array(vec![language]);
    agent.keep_object(list);
    agent.set_integrity_level(list, true)?;
    if let Some(navigator) = agent.heap.host_mut::<Navigator>(this) {
        navigator.0 = Some(list);
    }
    Ok(list.value())
}

/// [navigator.userAgent](https://nodejs.org/api/globals.html#navigatoruseragent)
fn user_agent(agent: &mut Agent, call: Call) -> JsResult {
    this(agent, call, "#userAgent")?;
    Ok(agent.heap.new_string("Node.js/24").value())
}

/// [navigator.platform](https://nodejs.org/api/globals.html#navigatorplatform)
fn platform(agent: &mut Agent, call: Call) -> JsResult {
    this(agent, call, "#platform")?;
    let text = match std::env::consts::OS {
        "linux" => format!("Linux {}", std::env::consts::ARCH),
        "macos" => String::from("MacIntel"),
        "windows" => String::from("Win32"),
        other => String::from(other),
    };
    Ok(agent.heap.new_string(&text).value())
}
