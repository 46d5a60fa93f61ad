//! [Loading](https://tc39.es/ecma262/#sec-LoadRequestedModules): finding the modules that modules ask for.
//!
//! Where they come from is the host's matter: a [`Loader`].

use super::linking::place_error;
use super::record::{Kind, ModuleId, Record, Status, add, record};
use crate::engine::{Agent, HostData, JsResult, Throw, Tracer, Value, messages};
use crate::lower::module::{ModuleRequest, ModuleText, compile_module};
use crate::source::{Imports, SourceText};
use rustc_hash::FxHashSet;
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

    /// An `import()` begins: what is to be kept for its end, if anybody wants to be told of that.
    ///
    /// # Errors
    /// Only where the program is being stopped.
    fn import_begins(
        &self,
        _agent: &mut Agent,
        _referrer: &str,
        _specifier: &str,
    ) -> JsResult<Option<Value>> {
        Ok(None)
    }

    /// An `import()` is about to be settled, for which something was kept: with the namespace or with an
    /// error.
    ///
    /// # Errors
    /// Only where the program is being stopped.
    fn import_ends(&self, _: &mut Agent, _: Value, _: Result<Value, Value>) -> JsResult<()> {
        Ok(())
    }

    /// Looks at what the evaluation of a module that was asked for has thrown: the error may be told in
    /// more words. `awaits` is whether the module has an `await` outside of functions.
    fn explain(&self, _agent: &mut Agent, _error: Value, _url: &str, _awaits: bool) {}
}

/// Lets the loader explain what the evaluation of a module has thrown.
pub(super) fn explain(agent: &mut Agent, module: ModuleId, error: Value) {
    if let Some(loader) = loader(agent) {
        let this = record(agent, module);
        let (url, awaits) = (Rc::clone(&this.url), this.has_top_level_await);
        loader.explain(agent, error, &url, awaits);
    }
}

/// What finds an agent's modules.
struct Installed(Rc<dyn Loader>);

impl HostData for Installed {
    fn trace(&self, _: &mut Tracer<'_>) {}
}

/// What finds an agent's modules.
pub(super) fn loader(agent: &Agent) -> Option<Rc<dyn Loader>> {
    agent.slot::<Installed>().map(|it| Rc::clone(&it.0))
}

/// Refuses an `import()` in a text that isn't to import anything.
pub(super) fn allow(agent: &mut Agent, imports: Imports) -> JsResult<()> {
    match (imports, loader(agent)) {
        (Imports::Allowed, _) => Ok(()),
        (_, Some(loader)) => loader.allow(agent, imports),
        (_, None) => Err(agent.type_error(messages::NO_IMPORT_CALLBACK)),
    }
}

/// Sets where an agent's modules come from.
pub fn set_loader(agent: &mut Agent, loader: Rc<dyn Loader>) {
    agent.set_slot(Installed(loader));
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
    match loader(agent) {
        Some(loader) => loader.load(agent, referrer, request),
        None => {
            let message = format!("No module '{}': nothing loads modules", request.specifier);
            Err(agent.type_error(&message))
        }
    }
}

/// Loads all that a module needs, directly or not.
///
/// # Errors
/// The first that can't be loaded, in the order of the texts; it tells of the place of the specifier.
pub fn load_requested(agent: &mut Agent, module: ModuleId) -> JsResult<()> {
    let mut waiting = vec![module];
    let mut loaded = FxHashSet::default();
    while let Some(module) = waiting.pop() {
        agent.poll()?;
        if record(agent, module).status != Status::New || !loaded.insert(module) {
            continue;
        }
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
            next.push(imported);
        }
        waiting.extend(next.into_iter().rev());
    }
    for module in loaded {
        record(agent, module).status = Status::Unlinked;
    }
    Ok(())
}

/// How many levels there are to what a module needs, itself among them: each module is on the first that
/// it is found on.
pub(super) fn levels(agent: &mut Agent, module: ModuleId) -> JsResult<u32> {
    let mut seen = FxHashSet::default();
    seen.insert(module);
    let mut level = vec![module];
    let mut count = 0;
    while !level.is_empty() {
        count += 1;
        let mut next = Vec::new();
        for module in level {
            agent.poll()?;
            let needed = record(agent, module).loaded.iter().flatten().copied();
            next.extend(needed.filter(|needed| seen.insert(*needed)));
        }
        level = next;
    }
    Ok(count)
}

/// An error tells of the place of the specifier, unless it tells of one in the text that it leads to.
fn place_unless(agent: &mut Agent, module: ModuleId, position: u32, throw: Throw) -> Throw {
    if agent.thrown_has_place() {
        return throw;
    }
    let span = crate::source::Span::empty(position);
    place_error(agent, module, span, throw)
}
