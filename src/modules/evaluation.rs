//! [Evaluation](https://tc39.es/ecma262/#sec-moduleevaluation): the order in which modules run, with those
//! that `await` outside of functions.

use super::exports::{imported_module, required};
use super::loading::explain;
use super::record::{Kind, ModuleId, Status, modules, record};
use crate::engine::{Agent, Call, JsResult, Object, Value};
use rustc_hash::FxHashSet;

/// [Evaluate](https://tc39.es/ecma262/#sec-moduleevaluation) a linked module: runs it, and before it what
/// it needs, if that wasn't done yet. The promise of its end.
///
/// # Errors
/// Only where the program is being stopped: what modules throw rejects the promise.
pub fn evaluate(agent: &mut Agent, module: ModuleId) -> JsResult<Object> {
    let this = record(agent, module);
    let module = match this.status {
        Status::EvaluatingAsync | Status::Evaluated => this.cycle_root.unwrap_or(module),
        _ => module,
    };
    if let Some(promise) = record(agent, module).top_level {
        return Ok(promise);
    }
    let promise = agent.new_promise();
    record(agent, module).top_level = Some(promise);
    let mut stack = Vec::new();
    match inner_module_evaluation(agent, module, &mut stack, 0) {
        Ok(_) => {
            if record(agent, module).async_order.is_none() {
                agent.resolve_promise(promise, Value::UNDEFINED);
            }
        }
        Err(throw) => {
            let caught = agent.catch_with_site(throw)?;
            modules(agent).thrown = Some(caught);
            let error = caught.value;
            explain(agent, module, error);
            for failed in stack {
                let failed = record(agent, failed);
                failed.status = Status::Evaluated;
                failed.error = Some(error);
            }
            // A module that failed before it was on the stack has its error already.
            agent.reject_promise(promise, error);
        }
    }
    Ok(promise)
}

/// [InnerModuleEvaluation](https://tc39.es/ecma262/#sec-innermoduleevaluation)
fn inner_module_evaluation(
    agent: &mut Agent,
    module: ModuleId,
    stack: &mut Vec<ModuleId>,
    mut index: u32,
) -> JsResult<u32> {
    agent.poll()?;
    agent.check_native_stack()?;
    let this = record(agent, module);
    match this.status {
        Status::EvaluatingAsync | Status::Evaluated => {
            return match this.error {
                Some(error) => Err(agent.throw(error)),
                None => Ok(index),
            };
        }
        Status::Evaluating => return Ok(index),
        _ => {}
    }
    let this = record(agent, module);
    this.status = Status::Evaluating;
    this.dfs_index = index;
    this.dfs_ancestor_index = index;
    this.pending_dependencies = 0;
    index += 1;
    stack.push(module);
    for required in to_evaluate(agent, module) {
        index = inner_module_evaluation(agent, required, stack, index)?;
        let other = record(agent, required);
        let required = match other.status {
            Status::Evaluating => {
                let ancestor = other.dfs_ancestor_index;
                let this = record(agent, module);
                this.dfs_ancestor_index = this.dfs_ancestor_index.min(ancestor);
                required
            }
            _ => {
                let root = other.cycle_root.unwrap_or(required);
                if let Some(error) = record(agent, root).error {
                    return Err(agent.throw(error));
                }
                root
            }
        };
        let other = record(agent, required);
        if other.async_order.is_some() && other.status != Status::Evaluated {
            other.async_parents.push(module);
            record(agent, module).pending_dependencies += 1;
        }
    }
    let this = record(agent, module);
    if this.pending_dependencies > 0 || this.has_top_level_await {
        let waits = this.pending_dependencies > 0;
        become_async(agent, module);
        if !waits {
            execute_async_module(agent, module)?;
        }
    } else {
        execute_sync_module(agent, module)?;
    }
    let this = record(agent, module);
    if this.dfs_index == this.dfs_ancestor_index {
        while let Some(done) = stack.pop() {
            let record = record(agent, done);
            record.status = match record.async_order {
                Some(_) => Status::EvaluatingAsync,
                None => Status::Evaluated,
            };
            record.cycle_root = Some(module);
            if done == module {
                break;
            }
        }
    }
    Ok(index)
}

/// What has to be evaluated before a module: what it asks for; of what it defers, only what is
/// asynchronous, since that can't be waited for later.
fn to_evaluate(agent: &mut Agent, module: ModuleId) -> Vec<ModuleId> {
    let Some(entries) = record(agent, module).entries() else {
        return Vec::new();
    };
    if entries.requests.iter().all(|(.., deferred)| !deferred) {
        return required(agent, module);
    }
    let mut found = Vec::new();
    for (at, (.., deferred)) in entries.requests.iter().enumerate() {
        let imported = imported_module(agent, module, at);
        match deferred {
            true => gather_asynchronous(agent, imported, &mut FxHashSet::default(), &mut found),
            false if !found.contains(&imported) => found.push(imported),
            false => {}
        }
    }
    found
}

/// [GatherAsynchronousTransitiveDependencies](https://tc39.es/proposal-defer-import-eval/#sec-GatherAsynchronousTransitiveDependencies)
pub(super) fn gather_asynchronous(
    agent: &mut Agent,
    module: ModuleId,
    seen: &mut FxHashSet<ModuleId>,
    found: &mut Vec<ModuleId>,
) {
    // A list of what is to be looked at, the next one last.
    let mut waiting = vec![module];
    while let Some(module) = waiting.pop() {
        if !seen.insert(module) {
            continue;
        }
        let this = record(agent, module);
        if matches!(this.status, Status::Evaluating | Status::Evaluated) {
            continue;
        }
        if this.has_top_level_await {
            if !found.contains(&module) {
                found.push(module);
            }
            continue;
        }
        waiting.extend(required(agent, module).into_iter().rev());
    }
}

fn become_async(agent: &mut Agent, module: ModuleId) {
    let modules = modules(agent);
    let order = modules.asynchronous;
    modules.asynchronous += 1;
    record(agent, module).async_order = Some(order);
}

/// Runs a module that has no `await` outside of functions.
fn execute_sync_module(agent: &mut Agent, module: ModuleId) -> JsResult<()> {
    if let Some(body) = record(agent, module).body {
        agent.call(body.value(), Value::UNDEFINED, &[])?;
        return Ok(());
    }
    let evaluate = match &record(agent, module).kind {
        Kind::Synthetic { evaluate, .. } => *evaluate,
        Kind::Text { .. } => unreachable!("a linked text has a body"),
    };
    evaluate(agent, module)
}

/// [ExecuteAsyncModule](https://tc39.es/ecma262/#sec-execute-async-module)
fn execute_async_module(agent: &mut Agent, module: ModuleId) -> JsResult<()> {
    let Some(body) = record(agent, module).body else {
        unreachable!("only texts have an `await`");
    };
    agent.scoped(|agent| {
        let promise = agent.call(body.value(), Value::UNDEFINED, &[])?;
        agent.keep(promise);
        let Some(promise) = promise.as_object() else {
            unreachable!("an async function gives a promise");
        };
        let number = Value::from_u32(module.0);
        let mut handler = |run| {
            let id = agent.register_function("", 1, run);
            let handler = agent.new_native(id, [number, Value::UNDEFINED]).value();
            agent.keep(handler);
            handler
        };
        let (fulfilled, rejected) = (handler(on_fulfilled), handler(on_rejected));
        agent.perform_promise_then(promise, fulfilled, rejected, Value::UNDEFINED);
        Ok(())
    })
}

fn module_of(agent: &Agent, call: Call) -> ModuleId {
    let number = agent.heap.native_data(call.callee(), 0);
    let number = number.as_number().unwrap_or_default();
    ModuleId(number as u32)
}

fn on_fulfilled(agent: &mut Agent, call: Call) -> JsResult {
    let module = module_of(agent, call);
    async_module_fulfilled(agent, module)?;
    Ok(Value::UNDEFINED)
}

fn on_rejected(agent: &mut Agent, call: Call) -> JsResult {
    let module = module_of(agent, call);
    async_module_rejected(agent, module, call.arg(0));
    Ok(Value::UNDEFINED)
}

/// [AsyncModuleExecutionFulfilled](https://tc39.es/ecma262/#sec-async-module-execution-fulfilled)
fn async_module_fulfilled(agent: &mut Agent, module: ModuleId) -> JsResult<()> {
    if record(agent, module).status == Status::Evaluated {
        return Ok(());
    }
    finish(agent, module);
    let mut ready = Vec::new();
    gather_available(agent, module, &mut ready);
    ready.sort_by_key(|module| record(agent, *module).async_order);
    for module in ready {
        let this = record(agent, module);
        if this.status == Status::Evaluated {
            continue;
        }
        if this.has_top_level_await {
            execute_async_module(agent, module)?;
            continue;
        }
        match execute_sync_module(agent, module) {
            Ok(()) => finish(agent, module),
            Err(throw) => {
                let error = agent.catch(throw)?;
                async_module_rejected(agent, module, error);
            }
        }
    }
    Ok(())
}

/// A module's own run has ended well.
fn finish(agent: &mut Agent, module: ModuleId) {
    let this = record(agent, module);
    this.status = Status::Evaluated;
    this.async_order = this.async_order.or(Some(0));
    if let Some(promise) = this.top_level {
        agent.resolve_promise(promise, Value::UNDEFINED);
    }
}

/// [GatherAvailableAncestors](https://tc39.es/ecma262/#sec-gather-available-ancestors)
fn gather_available(agent: &mut Agent, module: ModuleId, ready: &mut Vec<ModuleId>) {
    let mut waiting = vec![module];
    while let Some(module) = waiting.pop() {
        for parent in record(agent, module).async_parents.clone() {
            let root = record(agent, parent).cycle_root.unwrap_or(parent);
            if ready.contains(&parent) || record(agent, root).error.is_some() {
                continue;
            }
            let this = record(agent, parent);
            this.pending_dependencies -= 1;
            if this.pending_dependencies == 0 {
                let has_await = this.has_top_level_await;
                ready.push(parent);
                if !has_await {
                    waiting.push(parent);
                }
            }
        }
    }
}

/// [AsyncModuleExecutionRejected](https://tc39.es/ecma262/#sec-async-module-execution-rejected)
fn async_module_rejected(agent: &mut Agent, module: ModuleId, error: Value) {
    let mut waiting = vec![module];
    while let Some(module) = waiting.pop() {
        let this = record(agent, module);
        if this.status == Status::Evaluated {
            continue;
        }
        this.error = Some(error);
        this.status = Status::Evaluated;
        this.async_order = this.async_order.or(Some(0));
        let promise = this.top_level;
        let parents = this.async_parents.clone();
        if let Some(promise) = promise {
            explain(agent, module, error);
            agent.reject_promise(promise, error);
        }
        waiting.extend(parents.into_iter().rev());
    }
}
