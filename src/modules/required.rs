//! [ES modules that `require` gives](https://nodejs.org/api/modules.html#loading-ecmascript-modules-using-require):
//! run to their end at once, if nothing in them waits.

use super::evaluation::evaluate;
use super::exports::required;
use super::linking::link;
use super::loading::{load_requested, parse};
use super::namespace::namespace;
use super::record::{Kind, ModuleId, Status, modules, record};
use crate::engine::{Agent, JsResult, Object, Value};
use crate::heap::PromiseState;
use crate::source::SourceText;
use rustc_hash::FxHashSet;
use std::rc::Rc;

/// Why a module can't be had at once.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// It or a module that it needs awaits outside of functions.
    Asynchronous,
    /// It or a module that it needs is being run.
    Cycle,
}

/// Runs a module, if that wasn't done yet; its namespace. Nothing is kept.
///
/// # Errors
/// What loading, linking and running it throws.
pub fn require(agent: &mut Agent, module: ModuleId) -> JsResult<Result<Object, Refusal>> {
    load_requested(agent, module)?;
    if record(agent, module).status < Status::Linking {
        link(agent, module)?;
    }
    if let Some(refusal) = refusal(agent, module) {
        return Ok(Err(refusal));
    }
    agent.scoped(|agent| {
        let promise = evaluate(agent, module)?;
        agent.keep_object(promise);
        let rejected = agent.heap.promise(promise.value()).and_then(|data| {
            let rejected = data.state == PromiseState::Rejected;
            rejected.then_some(data.result)
        });
        if let Some(error) = rejected {
            // Whoever requires it is told.
            let (nothing, ignore) = (Value::UNDEFINED, ignore(agent));
            agent.perform_promise_then(promise, nothing, ignore, nothing);
            return Err(match modules(agent).thrown.filter(|it| it.value == error) {
                Some(caught) => agent.throw_again(caught),
                None => agent.throw(error),
            });
        }
        namespace(agent, module, false).map(Ok)
    })
}

/// A function that does nothing: that a promise was rejected isn't to be told.
fn ignore(agent: &mut Agent) -> Value {
    let id = agent.register_function("", 1, |_, _| Ok(Value::UNDEFINED));
    agent.new_native(id, [Value::UNDEFINED; 2]).value()
}

/// Whether a linked module can't be run to its end now.
fn refusal(agent: &mut Agent, module: ModuleId) -> Option<Refusal> {
    let mut cycle = None;
    let mut seen = FxHashSet::default();
    let mut waiting = vec![module];
    while let Some(module) = waiting.pop() {
        if !seen.insert(module) {
            continue;
        }
        let this = record(agent, module);
        // Even once it has run: whether it waits doesn't hang on who was first.
        if this.has_top_level_await {
            return Some(Refusal::Asynchronous);
        }
        if matches!(this.status, Status::Linking | Status::Evaluating) {
            cycle = Some(Refusal::Cycle);
        }
        waiting.extend(required(agent, module));
    }
    cycle
}

/// An import of a module that isn't a JavaScript text.
pub struct SyntheticImport {
    /// The importing module's URL.
    pub from: Rc<str>,
    /// What it asks for.
    pub specifier: String,
    /// What that is.
    pub module: ModuleId,
}

/// The imports of modules that aren't JavaScript texts, in all that a module needs that wasn't linked
/// before.
///
/// # Errors
/// What can't be loaded.
pub fn synthetic_imports(agent: &mut Agent, module: ModuleId) -> JsResult<Vec<SyntheticImport>> {
    load_requested(agent, module)?;
    let mut found = Vec::new();
    let mut seen = FxHashSet::default();
    let mut waiting = vec![module];
    while let Some(module) = waiting.pop() {
        if !seen.insert(module) {
            continue;
        }
        let this = record(agent, module);
        if this.status >= Status::Linking {
            continue;
        }
        let (from, loaded) = (Rc::clone(&this.url), this.loaded.clone());
        let Some(entries) = this.entries() else {
            continue;
        };
        for ((request, ..), imported) in entries.requests.iter().zip(loaded) {
            let Some(imported) = imported else { continue };
            match record(agent, imported).kind {
                Kind::Text { .. } => waiting.push(imported),
                Kind::Synthetic { .. } => found.push(SyntheticImport {
                    from: Rc::clone(&from),
                    specifier: request.specifier.clone(),
                    module: imported,
                }),
            }
        }
    }
    Ok(found)
}

/// The namespace of a module that has the exports of another, and says by `__esModule` what it is: what
/// transpiled programs look at. Nothing is kept.
///
/// # Errors
/// Only where the program is being stopped.
pub fn marked_namespace(agent: &mut Agent, module: ModuleId) -> JsResult<Object> {
    const TEXT: &str = "export * from 'original'; export { default } from 'original'; \
         export const __esModule = true;";
    let url = record(agent, module).url.to_string();
    let source = Rc::new(SourceText::internal(url, TEXT));
    let facade = parse(agent, &source)?;
    for request in &mut record(agent, facade).loaded {
        *request = Some(module);
    }
    load_requested(agent, facade)?;
    link(agent, facade)?;
    agent.scoped(|agent| {
        let promise = evaluate(agent, facade)?;
        agent.keep_object(promise);
        namespace(agent, facade, false)
    })
}
