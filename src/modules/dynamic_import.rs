//! [`import()`](https://tc39.es/ecma262/#sec-import-call-runtime-semantics-evaluation).
//!
//! When its promise is settled is Node's order, in microtasks from the call on: a module that can't be
//! loaded rejects after 4; one that has run already, or can't be linked, settles 3
//! after that; a new one is run after 3 and 2 for each level of what it needs, and settles 5 after its
//! end. (Counted on Node 24.)

use super::cycle::import_cycle;
use super::evaluation::{evaluate, gather_asynchronous};
use super::linking::link;
use super::loading::{allow, levels, load, load_requested, loader};
use super::namespace::namespace;
use super::record::{ModuleId, Status, record};
use crate::engine::{
    Agent, Call, HostData, ImportRequest, JsResult, Object, PropertyKey, RealmId, Throw, Tracer,
    Value,
};
use crate::heap::{InternalData, InternalRef};
use crate::lower::module::ModuleRequest;
use rustc_hash::FxHashSet;
use std::any::Any;

/// Microtasks before a module is loaded.
const LOADED: u32 = 4;
/// Microtasks after that, before a new module without requests is run; and for each level below it.
const RUN: u32 = 1;
const LEVEL: u32 = 2;
/// Microtasks after the end of a module that was known, or wasn't.
const SETTLED_KNOWN: u32 = 2;
const SETTLED: u32 = 4;

/// What is to be done next.
#[derive(Clone, Copy)]
enum Stage {
    Load,
    Run(ModuleId),
    Settle(ModuleId),
    Fail(Value),
}

/// An `import()` on its way.
struct Import {
    promise: Object,
    referrer: String,
    request: ModuleRequest,
    deferred: bool,
    stage: Stage,
    /// How many microtasks are still let pass.
    passes: u32,
    /// How many after the end of the module.
    settles: u32,
    /// Ends of what is asynchronous that are still to be waited for.
    ends: Vec<Object>,
    /// What the loader is given at the end, if it wants to be told.
    told: Option<Value>,
}

impl HostData for Import {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        for object in self.ends.iter().chain([&self.promise]) {
            tracer.mark_object(*object);
        }
        self.told.iter().for_each(|told| tracer.mark(*told));
        if let Stage::Fail(error) = self.stage {
            tracer.mark(error);
        }
    }
}

/// Gives an agent `import()`, and the evaluation of what is deferred.
pub fn install(agent: &mut Agent) {
    agent.hooks.import_call = Some(import_call);
    agent.hooks.evaluate_deferred = Some(evaluate_deferred);
    agent.hooks.import_cycle = Some(import_cycle);
}

fn import_call(agent: &mut Agent, request: ImportRequest) -> JsResult {
    agent.scoped(|agent| {
        let promise = agent.new_promise();
        agent.keep_object(promise);
        agent.keep(request.specifier);
        agent.keep(request.options);
        let read = read_request(agent, &request);
        let imports = request.source.imports();
        match read.and_then(|read| allow(agent, imports).map(|()| read)) {
            Ok(read) => {
                let referrer = request.source.base().to_string();
                let told = match loader(agent) {
                    Some(loader) => loader.import_begins(agent, &referrer, &read.specifier)?,
                    None => None,
                };
                let import = Import {
                    promise,
                    referrer,
                    request: read,
                    deferred: request.deferred,
                    stage: Stage::Load,
                    passes: LOADED,
                    settles: SETTLED,
                    ends: Vec::new(),
                    told,
                };
                let data = agent
                    .heap
                    .new_internal(InternalData::Boxed(Box::new(import)));
                let id = agent.register_function("", 0, step);
                // All modules are of the first realm.
                let step = agent.in_realm(RealmId::FIRST, |agent| {
                    agent.new_native(id, [data.value(), Value::UNDEFINED])
                });
                agent.heap.hide_from_stacks(step.value());
                enqueue(agent, step);
            }
            Err(throw) => {
                let error = agent.catch(throw)?;
                agent.reject_promise(promise, error);
            }
        }
        Ok(promise.value())
    })
}

/// The specifier and the attributes of a call.
fn read_request(agent: &mut Agent, request: &ImportRequest) -> JsResult<ModuleRequest> {
    let specifier = agent.to_rust_string(request.specifier)?;
    let mut attributes = Vec::new();
    if !request.options.is_undefined() {
        let Some(options) = request.options.as_object() else {
            return Err(agent.type_error("The second argument to import() must be an object"));
        };
        let with: PropertyKey = agent.heap.property_key_of_str("with");
        let with = agent.get(options, with)?;
        agent.keep(with);
        if !with.is_undefined() {
            let Some(with) = with.as_object() else {
                let message = "The 'with' option must be an object";
                return Err(agent.type_error(message));
            };
            for key in agent.enumerable_own_keys(with)? {
                agent.keep_key(key);
                let value = agent.get(with, key)?;
                let Some(value) = value.as_string() else {
                    return Err(agent.type_error("Import attribute value must be a string"));
                };
                let key = agent.heap.key_to_string(key);
                attributes.push((agent.heap.utf8(key), agent.heap.utf8(value)));
            }
        }
    }
    attributes.sort();
    Ok(ModuleRequest {
        specifier,
        attributes,
    })
}

fn enqueue(agent: &mut Agent, step: Object) {
    let callback = step.value();
    agent.queue_callback(callback);
}

/// Changes the state of the import that a function goes on with.
fn state<T>(agent: &mut Agent, step: Object, change: impl FnOnce(&mut Import) -> T) -> T {
    let data = agent.heap.native_data(step, 0);
    let import =
        InternalRef::from_value(data).and_then(|data| match agent.heap.internal_mut(data) {
            InternalData::Boxed(data) => {
                let data: &mut dyn Any = &mut **data;
                data.downcast_mut::<Import>()
            }
            _ => None,
        });
    match import {
        Some(import) => change(import),
        None => unreachable!("the function was made with it"),
    }
}

/// A microtask of an import.
fn step(agent: &mut Agent, call: Call) -> JsResult {
    let step = call.callee();
    let left = state(agent, step, |import| {
        import.passes = import.passes.saturating_sub(1);
        import.passes
    });
    if left == 0 {
        let stage = state(agent, step, |import| import.stage);
        if let Err(throw) = advance(agent, step, stage) {
            let error = agent.catch(throw)?;
            settle(agent, step, Err(error))?;
        }
    } else {
        enqueue(agent, step);
    }
    Ok(Value::UNDEFINED)
}

/// Lets a number of microtasks pass before the next stage.
fn go_on(agent: &mut Agent, step: Object, stage: Stage, passes: u32) {
    state(agent, step, |import| {
        (import.stage, import.passes) = (stage, passes);
    });
    enqueue(agent, step);
}

fn advance(agent: &mut Agent, step: Object, stage: Stage) -> JsResult<()> {
    match stage {
        Stage::Load => {
            let (referrer, request) = state(agent, step, |import| {
                (import.referrer.clone(), import.request.clone())
            });
            let module = load(agent, &referrer, &request)?;
            load_requested(agent, module)?;
            let this = record(agent, module);
            let status = this.status;
            // One that another import is about to run is as new as for that.
            let is_new = status < Status::Evaluating && !this.has_failed_to_link;
            if !is_new {
                if !matches!(status, Status::Evaluating | Status::EvaluatingAsync) {
                    state(agent, step, |import| import.settles = SETTLED_KNOWN);
                }
                return link_and_run(agent, step, module);
            }
            let below = levels(agent, module)? - 1;
            go_on(agent, step, Stage::Run(module), RUN + LEVEL * below);
            Ok(())
        }
        Stage::Run(module) => link_and_run(agent, step, module),
        Stage::Settle(module) => {
            let deferred = state(agent, step, |import| import.deferred);
            let namespace = namespace(agent, module, deferred)?;
            settle(agent, step, Ok(namespace.value()))
        }
        Stage::Fail(error) => settle(agent, step, Err(error)),
    }
}

/// The end of an import: with the namespace or with an error.
fn settle(agent: &mut Agent, step: Object, result: Result<Value, Value>) -> JsResult<()> {
    let (promise, told) = state(agent, step, |import| (import.promise, import.told.take()));
    if let (Some(told), Some(loader)) = (told, loader(agent)) {
        agent.scoped(|agent| {
            agent.keep_object(promise);
            let (Ok(value) | Err(value)) = result;
            agent.keep(value);
            loader.import_ends(agent, told, result)
        })?;
    }
    match result {
        Ok(namespace) => agent.resolve_promise(promise, namespace),
        Err(error) => agent.reject_promise(promise, error),
    }
    Ok(())
}

fn link_and_run(agent: &mut Agent, step: Object, module: ModuleId) -> JsResult<()> {
    match link(agent, module) {
        Ok(()) => run(agent, step, module),
        Err(throw) => {
            let error = agent.catch(throw)?;
            record(agent, module).has_failed_to_link = true;
            let settles = state(agent, step, |import| import.settles);
            go_on(agent, step, Stage::Fail(error), settles);
            Ok(())
        }
    }
}

/// Evaluates the module, or of a deferred one what is asynchronous; goes on at the end of that.
fn run(agent: &mut Agent, step: Object, module: ModuleId) -> JsResult<()> {
    let deferred = state(agent, step, |import| {
        import.stage = Stage::Settle(module);
        import.deferred
    });
    let mut found = vec![module];
    if deferred {
        found.clear();
        gather_asynchronous(agent, module, &mut FxHashSet::default(), &mut found);
        // In the order in which they are found, of which the last is waited for first.
        found.reverse();
    }
    for module in found.iter().rev() {
        let end = evaluate(agent, *module)?;
        state(agent, step, |import| import.ends.push(end));
    }
    wait(agent, step)
}

/// Waits for what is asynchronous, one after the other, and goes on after that.
fn wait(agent: &mut Agent, step: Object) -> JsResult<()> {
    let next = state(agent, step, |import| import.ends.pop());
    let Some(end) = next else {
        let (stage, settles) = state(agent, step, |import| (import.stage, import.settles));
        go_on(agent, step, stage, settles);
        return Ok(());
    };
    agent.scoped(|agent| {
        agent.keep_object(end);
        let mut handler = |run| {
            let id = agent.register_function("", 1, run);
            let handler = agent
                .new_native(id, [step.value(), Value::UNDEFINED])
                .value();
            agent.keep(handler);
            handler
        };
        let (ended, failed) = (handler(ended), handler(failed));
        agent.perform_promise_then(end, ended, failed, Value::UNDEFINED);
        Ok(())
    })
}

fn step_of(agent: &Agent, call: Call) -> Object {
    let step = agent.heap.native_data(call.callee(), 0);
    step.as_object()
        .unwrap_or_else(|| unreachable!("a handler knows the import's function"))
}

/// The module has run.
fn ended(agent: &mut Agent, call: Call) -> JsResult {
    let step = step_of(agent, call);
    wait(agent, step)?;
    Ok(Value::UNDEFINED)
}

fn failed(agent: &mut Agent, call: Call) -> JsResult {
    let step = step_of(agent, call);
    let settles = state(agent, step, |import| import.settles);
    go_on(agent, step, Stage::Fail(call.arg(0)), settles);
    Ok(Value::UNDEFINED)
}

/// Runs the module of a deferred namespace that is looked at.
fn evaluate_deferred(agent: &mut Agent, namespace: Object) -> JsResult<()> {
    let Some(module) = ModuleId::of_deferred(agent, namespace) else {
        return Ok(());
    };
    if record(agent, module).status != Status::Evaluated {
        if !ready_for_sync(agent, module, &mut FxHashSet::default()) {
            let url = module.url(agent);
            let message = format!("Cannot evaluate the deferred module '{url}' now");
            return Err(agent.type_error(&message));
        }
        evaluate(agent, module)?;
    }
    match module.error(agent) {
        Some(error) => Err(throw(agent, error)),
        None => Ok(()),
    }
}

fn throw(agent: &mut Agent, error: Value) -> Throw {
    agent.throw(error)
}

/// [ReadyForSyncExecution](https://tc39.es/proposal-defer-import-eval/#sec-ReadyForSyncExecution)
fn ready_for_sync(agent: &mut Agent, module: ModuleId, seen: &mut FxHashSet<ModuleId>) -> bool {
    let mut waiting = vec![module];
    while let Some(module) = waiting.pop() {
        if !seen.insert(module) {
            continue;
        }
        let this = record(agent, module);
        match this.status {
            Status::Evaluated => continue,
            Status::Evaluating | Status::EvaluatingAsync => return false,
            _ if this.has_top_level_await => return false,
            _ => waiting.extend(this.loaded.iter().flatten()),
        }
    }
    true
}
