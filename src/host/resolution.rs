//! What specifiers mean, asked by programs: the agent's resolver, and its errors as a script sees them.

use super::{errors, warnings};
use crate::engine::{
    Agent, HostData, Intrinsic, JsResult, Object, PropertyFlags, Throw, Tracer, Value,
};
use crate::modules::resolution::errors::Result;
use crate::modules::resolution::{ErrorClass, Files, Property, ResolutionError, Resolver};
use std::rc::Rc;

/// The resolver of an agent.
struct State(Resolver);

impl HostData for State {
    fn trace(&self, _: &mut Tracer<'_>) {}
}

/// Gives an agent a resolver over files.
pub(super) fn install(agent: &mut Agent, files: Rc<dyn Files>) {
    agent.set_slot(State(Resolver::new(files, &[])));
}

/// Asks the resolver. Warnings that came up are emitted, an error is thrown.
pub fn resolve<T>(agent: &mut Agent, ask: impl FnOnce(&mut Resolver) -> Result<T>) -> JsResult<T> {
    let Some(State(resolver)) = agent.slot_mut::<State>() else {
        unreachable!("the host has installed it")
    };
    let found = ask(resolver);
    for warning in resolver.take_warnings() {
        warnings::deprecate(agent, &warning.message, warning.code);
    }
    found.map_err(|error| throw(agent, &error))
}

/// The folder from which a program's relative paths are taken.
pub fn current_folder(agent: &mut Agent) -> String {
    match agent.slot::<State>() {
        Some(State(resolver)) => resolver.files().current_folder(),
        None => unreachable!("the host has installed it"),
    }
}

/// Throws an error of the resolver.
#[cold]
pub fn throw(agent: &mut Agent, error: &ResolutionError) -> Throw {
    let error = error_object(agent, error);
    agent.throw(error.value())
}

/// An error of the resolver as an object. Nothing is kept.
pub fn error_object(agent: &mut Agent, error: &ResolutionError) -> Object {
    let proto = match error.class {
        ErrorClass::Error => Intrinsic::ErrorPrototype,
        ErrorClass::TypeError => Intrinsic::TypeErrorPrototype,
        ErrorClass::RangeError => Intrinsic::RangeErrorPrototype,
        ErrorClass::SyntaxError => Intrinsic::SyntaxErrorPrototype,
        ErrorClass::UriError => Intrinsic::URIErrorPrototype,
    };
    agent.scoped(|agent| {
        let object = match error.code {
            Some(code) if error.shows_code => errors::new_error(agent, proto, code, &error.message),
            code => {
                let object = agent.new_error(proto, &error.message);
                if let Some(code) = code {
                    let code = agent.heap.new_string(code).value();
                    agent.define_constant(object, "code", code, PropertyFlags::DATA);
                }
                object
            }
        };
        agent.keep_object(object);
        for (name, property) in &error.properties {
            let value = match property {
                Property::Text(text) => agent.heap.new_string(text).value(),
                Property::List(texts) => list(agent, texts),
            };
            agent.define_constant(object, name, value, PropertyFlags::DATA);
        }
        object
    })
}

/// An array of strings. Nothing is kept.
pub(super) fn list(agent: &mut Agent, texts: &[String]) -> Value {
    let texts = texts.iter().map(|text| agent.heap.new_string(text).value());
    let texts = texts.collect();
    agent.new_array(texts).value()
}
