//! What specifiers mean, asked by programs: errors are thrown, and warnings given.

use super::errors;
use super::warnings;
use crate::engine::{Agent, HostData, Intrinsic, JsResult, PropertyFlags, Throw, Tracer, Value};
use crate::modules::resolution::errors::Result;
use crate::modules::resolution::{ErrorClass, Files, Property, ResolutionError, Resolver};
use std::cell::RefCell;
use std::rc::Rc;

/// What finds an agent's modules.
#[derive(Clone)]
struct Finder {
    resolver: Rc<RefCell<Resolver>>,
    /// The URL of the program's main module.
    main: Option<Rc<str>>,
}

impl HostData for Finder {
    fn trace(&self, _: &mut Tracer<'_>) {}
}

/// Gives an agent a resolver over files.
pub(super) fn set_files(agent: &mut Agent, files: Rc<dyn Files>) {
    let resolver = Resolver::new(files, &[]);
    let resolver = Rc::new(RefCell::new(resolver));
    agent.set_slot(Finder {
        resolver,
        main: None,
    });
}

/// What finds an agent's modules.
pub fn resolver(agent: &Agent) -> Rc<RefCell<Resolver>> {
    match agent.slot::<Finder>() {
        Some(finder) => Rc::clone(&finder.resolver),
        None => unreachable!("set when the host was"),
    }
}

/// Says which module is the program's main one.
pub fn set_main(agent: &mut Agent, url: &str) {
    if let Some(finder) = agent.slot_mut::<Finder>() {
        finder.main = Some(url.into());
    }
}

/// Whether a URL is that of the program's main module.
pub fn is_main(agent: &Agent, url: &str) -> bool {
    let finder = agent.slot::<Finder>();
    finder.is_some_and(|finder| finder.main.as_deref() == Some(url))
}

/// Throws what resolution has found.
pub fn throw(agent: &mut Agent, error: &ResolutionError) -> Throw {
    let prototype = match error.class {
        ErrorClass::Error => Intrinsic::ErrorPrototype,
        ErrorClass::TypeError => Intrinsic::TypeErrorPrototype,
        ErrorClass::RangeError => Intrinsic::RangeErrorPrototype,
        ErrorClass::UriError => Intrinsic::URIErrorPrototype,
    };
    agent.scoped(|agent| {
        let object = match (error.code, error.shows_code) {
            (Some(code), true) => errors::new_error(agent, prototype, code, &error.message),
            _ => agent.new_error(prototype, &error.message),
        };
        agent.keep_object(object);
        agent.note_inner_error(object);
        let define = |agent: &mut Agent, name: &str, value: Value| {
            let key = agent.heap.property_key_of_str(name);
            agent
                .heap
                .add_property(object, key, PropertyFlags::DATA, value);
        };
        if let (Some(code), false) = (error.code, error.shows_code) {
            let code = agent.heap.new_string(code).value();
            define(agent, "code", code);
        }
        for (name, property) in &error.properties {
            let value = match property {
                Property::Text(text) => agent.heap.new_string(text).value(),
                Property::List(texts) => list(agent, texts),
            };
            define(agent, name, value);
        }
        agent.throw(object.value())
    })
}

/// Asks the agent's resolver. Warnings that came up are emitted, an error is thrown.
pub fn resolve<T>(agent: &mut Agent, ask: impl FnOnce(&mut Resolver) -> Result<T>) -> JsResult<T> {
    let resolver = resolver(agent);
    let found = ask(&mut resolver.borrow_mut());
    let warnings = resolver.borrow_mut().take_warnings();
    for warning in warnings {
        let code = agent.heap.new_string(warning.code).value();
        let name = match warning.is_deprecation {
            true => "DeprecationWarning",
            false => "Warning",
        };
        warnings::emit_with(agent, &warning.message, name, &[("code", code)]);
    }
    found.map_err(|error| throw(agent, &error))
}

/// Warns that nothing said of a file that it is an ES module.
pub fn warn_of_missing_type(agent: &mut Agent, file: &str) -> JsResult<()> {
    resolve(agent, |resolver| {
        resolver.warn_of_missing_type(file);
        Ok(())
    })
}

/// The folder from which a program's relative paths are taken.
pub fn current_folder(agent: &Agent) -> String {
    resolver(agent).borrow().files().current_folder()
}

/// An array of strings. Nothing is kept.
pub(super) fn list(agent: &mut Agent, texts: &[String]) -> Value {
    let texts = texts.iter().map(|text| agent.heap.new_string(text).value());
    let texts = texts.collect();
    agent.new_array(texts).value()
}
