//! [AbortController](https://nodejs.org/api/globals.html#class-abortcontroller): makes a signal, and
//! aborts it.

use super::interface::{ATTRIBUTE, Interface, Members, OPERATION, allocate, prototype_for};
use super::{abort_signal, check, show};
use crate::engine::{
    Accessor, Agent, Call, Constructor, HostData, JsResult, Method, Object, Tracer, Value,
};

const ATTRIBUTES: &[Accessor] = &[Accessor::getter("signal", signal)];

const METHODS: &[Method] = &[Method::new("abort", 0, abort)];

/// `AbortController`
pub(super) static ABORT_CONTROLLER: Interface = Interface {
    constructor: Constructor {
        name: "AbortController",
        length: 0,
        run: construct,
    },
    parent: None,
    is_class: true,
    members: &[
        Members::Accessors(ATTRIBUTES, ATTRIBUTE),
        Members::Methods(METHODS, OPERATION),
        Members::Inspect(inspect),
        Members::Tag("AbortController"),
    ],
    statics: &[],
};

/// The internal slots: the signal, once it was asked for.
struct Controller(Option<Object>);

impl HostData for Controller {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        if let Some(signal) = self.0 {
            tracer.mark_object(signal);
        }
    }
}

/// [new AbortController()](https://dom.spec.whatwg.org/#dom-abortcontroller-abortcontroller)
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    let prototype = prototype_for(agent, call, &ABORT_CONTROLLER)?;
    Ok(allocate(agent, prototype, Box::new(Controller(None))).value())
}

/// Whether an object is a controller.
pub(super) fn is_controller(agent: &Agent, object: Object) -> bool {
    agent.heap.host::<Controller>(object).is_some()
}

fn this_signal(agent: &mut Agent, call: Call) -> JsResult<Object> {
    let this = call.this().as_object();
    let known = this.and_then(|this| Some(agent.heap.host::<Controller>(this)?.0));
    match (this, known) {
        (_, Some(Some(signal))) => Ok(signal),
        (Some(this), Some(None)) => {
            let signal = abort_signal::new_signal(agent);
            if let Some(controller) = agent.heap.host_mut::<Controller>(this) {
                controller.0 = Some(signal);
            }
            Ok(signal)
        }
        _ => Err(check::no_private_field(agent, call.this(), "#signal")),
    }
}

/// [abortController.signal](https://nodejs.org/api/globals.html#abortcontrollersignal)
fn signal(agent: &mut Agent, call: Call) -> JsResult {
    Ok(this_signal(agent, call)?.value())
}

/// [abortController.abort(\[reason\])](https://nodejs.org/api/globals.html#abortcontrollerabortreason)
fn abort(agent: &mut Agent, call: Call) -> JsResult {
    let signal = this_signal(agent, call)?;
    abort_signal::signal_abort(agent, signal, call.arg(0))?;
    Ok(Value::UNDEFINED)
}

fn inspect(agent: &mut Agent, call: Call) -> JsResult {
    let signal = signal(agent, call)?;
    show::fields(agent, call, show::Deep::Itself, &[("signal", signal)])
}
