//! [Loading](https://tc39.es/ecma262/#sec-LoadRequestedModules): finding the modules that modules ask for.
//!
//! Where they come from is the host's matter: a [`Loader`].

use super::linking::place_error;
use super::record::{Kind, ModuleId, Record, Status, add, modules, record};
use crate::engine::{Agent, JsResult, Throw, Value, messages};
use crate::lower::module::{ModuleRequest, ModuleText, compile_module};
use crate::source::{Imports, SourceText};
use std::rc::Rc;

/// Finds modules for a host.
pub trait Loader {
    /// [HostLoadImportedModule](https://tc39.es/ecma262/#sec-HostLoadImportedModule): the module that a
    /// request means in the text of a URL; the same one for the same request.
    ///
    /// # Errors
    /// Where there is none, or its text is no module.
    fn load(
        &self,
        agent: &mut Agent,
        referrer: &str,
        request: &ModuleRequest,
    ) -> JsResult<ModuleId>;

    /// Whether an `import()` in a text may import.
    fn allow(&self, agent: &mut Agent, imports: Imports) -> JsResult<()> {
        match imports {
            Imports::Allowed | Imports::Experimental => Ok(()),
            _ => Err(agent.type_error(messages::NO_IMPORT_CALLBACK)),
        }
    }

    /// Looks at what the evaluation of a module has thrown: the error may be told in more words.
    fn explain(&self, _agent: &mut Agent, _error: Value, _url: &str) {}
}

/// Lets the loader explain what the evaluation of a module has thrown.
pub(super) fn explain(agent: &mut Agent, module: ModuleId, error: Value) {
    if let Some(loader) = modules(agent).loader.clone() {
        let url = Rc::clone(&record(agent, module).url);
        loader.explain(agent, error, &url);
    }
}

/// Refuses an `import()` in a text that isn't to import anything.
pub(super) fn allow(agent: &mut Agent, imports: Imports) -> JsResult<()> {
    match (imports, modules(agent).loader.clone()) {
        (Imports::Allowed, _) => Ok(()),
        (_, Some(loader)) => loader.allow(agent, imports),
        (_, None) => Err(agent.type_error(messages::NO_IMPORT_CALLBACK)),
    }
}

/// Sets where an agent's modules come from.
pub fn set_loader(agent: &mut Agent, loader: Rc<dyn Loader>) {
    modules(agent).loader = Some(loader);
}

/// [ParseModule](https://tc39.es/ecma262/#sec-parsemodule): a module of a text, which its source's name
/// identifies.
///
/// # Errors
/// A SyntaxError that tells of its place in the text.
pub fn parse(agent: &mut Agent, source: &Rc<SourceText>) -> JsResult<ModuleId> {
    match compile_module(agent, Rc::clone(source)) {
        Ok(text) => Ok(new_text_module(agent, source, text)),
        Err(error) => {
            let throw = error.throw(agent);
            let start = error.diagnostic.primary.span.start;
            Err(agent.place_thrown(throw, source, start))
        }
    }
}

/// A module of a compiled text.
pub fn new_text_module(agent: &mut Agent, source: &Rc<SourceText>, text: ModuleText) -> ModuleId {
    let kind = Kind::Text {
        source: Rc::clone(source),
        entries: Rc::new(text.entries),
        links: text.links,
        init: text.init,
    };
    add(agent, Record::new(source.name(), kind))
}

/// The module that a request means in the text of a URL.
///
/// # Errors
/// What the loader throws.
pub fn load(agent: &mut Agent, referrer: &str, request: &ModuleRequest) -> JsResult<ModuleId> {
    match modules(agent).loader.clone() {
        Some(loader) => loader.load(agent, referrer, request),
        None => {
            let message = format!("No module '{}': nothing loads modules", request.specifier);
            Err(agent.type_error(&message))
        }
    }
}

/// Loads all that a module needs, directly or not; how deep that is, where it wasn't known before.
///
/// # Errors
/// The first that can't be loaded, in the order of the texts; it tells of the place of the specifier.
pub fn load_requested(agent: &mut Agent, module: ModuleId) -> JsResult<u32> {
    let mut deepest = 0;
    let mut waiting = vec![(module, 1)];
    let mut loaded = Vec::new();
    while let Some((module, depth)) = waiting.pop() {
        agent.poll()?;
        if record(agent, module).status != Status::New || loaded.contains(&module) {
            continue;
        }
        deepest = deepest.max(depth);
        loaded.push(module);
        let (url, entries) = {
            let this = record(agent, module);
            (Rc::clone(&this.url), this.entries())
        };
        let mut next = Vec::new();
        for (at, (request, span, _)) in entries.iter().flat_map(|it| it.requests.iter().enumerate())
        {
            let imported = match record(agent, module).loaded[at] {
                Some(known) => known,
                None => load(agent, &url, request)
                    .map_err(|throw| place_unless(agent, module, span.start, throw))?,
            };
            record(agent, module).loaded[at] = Some(imported);
            next.push((imported, depth + 1));
        }
        waiting.extend(next.into_iter().rev());
    }
    for module in loaded {
        record(agent, module).status = Status::Unlinked;
    }
    Ok(deepest)
}

/// An error tells of the place of the specifier, unless it tells of one in the text that it leads to.
fn place_unless(agent: &mut Agent, module: ModuleId, position: u32, throw: Throw) -> Throw {
    if agent.thrown_has_place() {
        return throw;
    }
    let span = crate::source::Span::empty(position);
    place_error(agent, module, span, throw)
}
