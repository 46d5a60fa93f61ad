//! [Linking](https://tc39.es/ecma262/#sec-moduledeclarationlinking): what each import means, and the scope
//! objects in which the variables live.

use super::exports::{Resolution, imported_module, required, resolve_export};
use super::namespace::{namespace, place};
use super::record::{Kind, ModuleId, Status, record};
use crate::diagnostics::uncaught::{UncaughtError, render_uncaught};
use crate::engine::{Agent, ErrorData, ExportPlace, Intrinsic, JsResult, Object, Throw, Value};
use crate::lower::module::{ImportEntry, ImportName, IndirectExport};
use crate::source::Span;
use std::rc::Rc;

/// [Link](https://tc39.es/ecma262/#sec-moduledeclarationlinking): makes a module and all that it needs
/// ready to be evaluated. Their requests are loaded.
pub fn link(agent: &mut Agent, module: ModuleId) -> JsResult<()> {
    let mut stack = Vec::new();
    let mut order = Vec::new();
    let linked = inner_module_linking(agent, module, &mut stack, &mut order, 0)
        .and_then(|_| make_scopes(agent, &order));
    if linked.is_err() {
        for module in order.into_iter().chain(stack) {
            record(agent, module).status = Status::Unlinked;
        }
    }
    linked
}

/// [InnerModuleLinking](https://tc39.es/ecma262/#sec-InnerModuleLinking). Appends what it finds to be
/// consistent to `order`; the scopes are made when all is.
fn inner_module_linking(
    agent: &mut Agent,
    module: ModuleId,
    stack: &mut Vec<ModuleId>,
    order: &mut Vec<ModuleId>,
    mut index: u32,
) -> JsResult<u32> {
    agent.poll()?;
    agent.check_native_stack()?;
    if record(agent, module).status >= Status::Linking {
        return Ok(index);
    }
    let this = record(agent, module);
    this.status = Status::Linking;
    this.dfs_index = index;
    this.dfs_ancestor_index = index;
    index += 1;
    stack.push(module);
    for required in required(agent, module) {
        index = inner_module_linking(agent, required, stack, order, index)?;
        if record(agent, required).status == Status::Linking {
            let ancestor = record(agent, required).dfs_ancestor_index;
            let this = record(agent, module);
            this.dfs_ancestor_index = this.dfs_ancestor_index.min(ancestor);
        }
    }
    check_names(agent, module)?;
    let this = record(agent, module);
    if this.dfs_index == this.dfs_ancestor_index {
        while let Some(done) = stack.pop() {
            record(agent, done).status = Status::Linked;
            order.push(done);
            if done == module {
                break;
            }
        }
    }
    Ok(index)
}

/// That all that a module imports, and exports of others, is there.
fn check_names(agent: &mut Agent, module: ModuleId) -> JsResult<()> {
    let Some(entries) = record(agent, module).entries() else {
        return Ok(());
    };
    for export in &entries.indirect_exports {
        match resolve_export(agent, module, &export.exported, &mut Vec::new())? {
            Resolution::Found(_) => {}
            missing => return Err(not_exported(agent, module, export.into(), missing)),
        }
    }
    for import in &entries.imports {
        let ImportName::Name(name) = &import.name else {
            continue;
        };
        let imported = imported_module(agent, module, import.request);
        match resolve_export(agent, imported, name, &mut Vec::new())? {
            Resolution::Found(_) => {}
            missing => return Err(not_exported(agent, module, import.into(), missing)),
        }
    }
    Ok(())
}

/// What was asked for in vain.
struct Wanted<'a> {
    name: &'a ImportName,
    request: usize,
    span: Span,
}

impl<'a> From<&'a IndirectExport> for Wanted<'a> {
    fn from(export: &'a IndirectExport) -> Wanted<'a> {
        Wanted {
            name: &export.name,
            request: export.request,
            span: export.span,
        }
    }
}

impl<'a> From<&'a ImportEntry> for Wanted<'a> {
    fn from(import: &'a ImportEntry) -> Wanted<'a> {
        Wanted {
            name: &import.name,
            request: import.request,
            span: import.span,
        }
    }
}

/// The SyntaxError for a name that a module doesn't export, in V8's words.
fn not_exported(
    agent: &mut Agent,
    module: ModuleId,
    wanted: Wanted<'_>,
    missing: Resolution,
) -> Throw {
    let specifier = match record(agent, module).entries() {
        Some(entries) => entries.requests[wanted.request].0.specifier.clone(),
        None => String::new(),
    };
    let name = match wanted.name {
        ImportName::Name(name) => name.as_str(),
        ImportName::Namespace | ImportName::DeferredNamespace => "*",
    };
    let message = match missing {
        Resolution::Ambiguous => format!(
            "The requested module '{specifier}' contains conflicting star exports for name '{name}'"
        ),
        _ if is_commonjs(agent, module, wanted.request) => {
            not_seen(agent, module, wanted.span, (&specifier, name))
        }
        _ => {
            format!("The requested module '{specifier}' does not provide an export named '{name}'")
        }
    };
    let error = agent.new_error(Intrinsic::SyntaxErrorPrototype, &message);
    let throw = agent.scoped(|agent| {
        agent.keep_object(error);
        agent.note_inner_error(error);
        match tell_place(agent, module, wanted.span, error) {
            Ok(()) => agent.throw(error.value()),
            Err(throw) => throw,
        }
    });
    place_error(agent, module, wanted.span, throw)
}

/// Lets an error's stack begin with the place of the name that is asked for.
fn tell_place(agent: &mut Agent, module: ModuleId, span: Span, error: Object) -> JsResult<()> {
    let source = match &record(agent, module).kind {
        Kind::Text { source, .. } => Rc::clone(source),
        Kind::Synthetic { .. } => return Ok(()),
    };
    let width = source.slice(span).chars().count().max(1);
    let place = UncaughtError {
        place: Some((&source, span.start)),
        text: "",
        is_error: true,
    };
    let shown = render_uncaught(&place, false);
    let head: Vec<&str> = shown.lines().take(3).collect();
    let stack = agent.stack_text(error)?;
    let stack = agent.heap.utf8(stack);
    let carets = "^".repeat(width - 1);
    let told = format!("{}{carets}\n{stack}", head.join("\n"));
    let told = agent.heap.new_string(&told).value();
    agent.set_captured_stack(error, told);
    if let Some(data) = agent.heap.host_mut::<ErrorData>(error) {
        data.stack_tells_place = true;
    }
    Ok(())
}

/// Whether a request leads to a CommonJS module: only those export all that they are.
fn is_commonjs(agent: &mut Agent, module: ModuleId, request: usize) -> bool {
    let Some(imported) = record(agent, module).loaded[request] else {
        return false;
    };
    match &record(agent, imported).kind {
        Kind::Synthetic { names, .. } => names.iter().any(|name| name == "module.exports"),
        Kind::Text { .. } => false,
    }
}

/// What Node says of a name that the text of a CommonJS module isn't seen to export.
fn not_seen(
    agent: &mut Agent,
    module: ModuleId,
    span: Span,
    (specifier, name): (&str, &str),
) -> String {
    let mut message = format!(
        "Named export '{name}' not found. The requested module '{specifier}' is a CommonJS module, \
         which may not support all module.exports as named exports.\n\
         CommonJS modules can always be imported via the default export, for example using:\n\n\
         import pkg from '{specifier}';\n"
    );
    let Kind::Text { source, .. } = &record(agent, module).kind else {
        return message;
    };
    // The names as they are written, if they are all on the line of this one.
    let text = source.text();
    let (before, after) = text.split_at(span.start as usize);
    let start = before.rfind('\n').map_or(0, |place| place + 1);
    let end = after
        .find('\n')
        .map_or(text.len(), |place| before.len() + place);
    let line = &text[start..end];
    if let (Some(open), Some(close)) = (line.find('{'), line.rfind('}'))
        && open < close
    {
        let words = line[open..=close].split_whitespace();
        let names = words.collect::<Vec<_>>().join(" ").replace(" as ", ": ");
        message.push_str(&format!("const {names} = pkg;\n"));
    }
    message
}

/// Gives an error that is thrown for a module's text its place there.
pub(super) fn place_error(agent: &mut Agent, module: ModuleId, span: Span, throw: Throw) -> Throw {
    let source = match &record(agent, module).kind {
        Kind::Text { source, .. } => Rc::clone(source),
        Kind::Synthetic { .. } => return throw,
    };
    agent.place_thrown(throw, &source, span.start)
}

/// Makes the scopes of modules, and tells their code where the imports are.
fn make_scopes(agent: &mut Agent, order: &[ModuleId]) -> JsResult<()> {
    for module in order {
        let init = match &record(agent, *module).kind {
            Kind::Text { init, .. } => *init,
            Kind::Synthetic { .. } => continue,
        };
        let body = agent.call(init.value(), Value::UNDEFINED, &[])?;
        let Some((_, scope)) = agent.heap.function_entry(body) else {
            unreachable!("it makes a function");
        };
        let this = record(agent, *module);
        (this.scope, this.body) = (scope, body.as_object());
    }
    for module in order {
        let Some(entries) = record(agent, *module).entries() else {
            continue;
        };
        for import in &entries.imports {
            let imported = imported_module(agent, *module, import.request);
            let place = match &import.name {
                ImportName::Namespace => ExportPlace::Fixed(namespace(agent, imported, false)?),
                ImportName::DeferredNamespace => {
                    ExportPlace::Fixed(namespace(agent, imported, true)?)
                }
                ImportName::Name(name) => {
                    match resolve_export(agent, imported, name, &mut Vec::new())? {
                        Resolution::Found(binding) => place(agent, binding)?,
                        _ => unreachable!("the names were checked"),
                    }
                }
            };
            agent.scoped(|agent| {
                if let ExportPlace::Fixed(object) = place {
                    agent.keep_object(object);
                }
                // The links are in the record, which the agent owns.
                let links = match &record(agent, *module).kind {
                    Kind::Text { links, .. } => links.clone(),
                    Kind::Synthetic { .. } => unreachable!("it has imports"),
                };
                links.set(agent, import.binding, place);
            });
        }
    }
    Ok(())
}
