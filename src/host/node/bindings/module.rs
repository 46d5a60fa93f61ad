//! The binding `module`: where files are, what packages say of them, and compiling them. Lists of
//! strings come as one string, with a zero between its parts.

use crate::builtins::array_buffer::new_array_buffer;
use crate::engine::{
    Agent, Call, Intrinsic, JsResult, Method, Object, PropertyFlags, PropertyKey, Throw, Value,
};
use crate::host::commonjs::{Shared, shared, take_compiled};
use crate::host::node::loader;
use crate::host::node::require::is_loaded;
use crate::host::resolution::throw;
use crate::host::{errors, resolution, warnings};
use crate::modules::commonjs::{Text, compile, run_script};
use crate::modules::resolution::commonjs::{Search, cannot_find, global_folders, package_folders};
use crate::modules::resolution::format::{typescript, unreadable};
use crate::modules::resolution::path::{folder_of, resolve};
use crate::modules::resolution::{Format, PathKind, built_in, url};
use crate::modules::{self, ModuleId, Refusal};
use crate::source::SourceText;
use std::rc::Rc;

const METHODS: &[Method] = &[
    Method::new("start", 1, start),
    Method::new("folderOf", 1, folder_of_call),
    Method::new("resolvePath", 1, resolve_path),
    Method::new("pathOfURL", 1, path_of_url),
    Method::new("urlOfPath", 1, url_of_path),
    Method::new("hasChannels", 0, has_channels),
    Method::new("setHooks", 1, set_hooks),
    Method::new("setConditions", 1, set_conditions),
    Method::new("resolveImport", 2, resolve_import),
    Method::new("readImport", 3, read_import),
    Method::new("isProxy", 1, is_proxy),
    Method::new("isBuiltin", 1, is_builtin),
    Method::new("load", 1, load),
    Method::new("packageFolders", 1, package_folders_call),
    Method::new("globalFolders", 3, global_folders_call),
    Method::new("fromScope", 2, from_scope),
    Method::new("findPath", 3, find_path),
    Method::new("cannotFind", 2, cannot_find_call),
    Method::new("stat", 1, stat),
    Method::new("forget", 0, forget),
    Method::new("packageType", 1, package_type),
    Method::new("findPackage", 2, find_package),
    Method::new("read", 1, read),
    Method::new("compile", 3, compile_call),
    Method::new("runScript", 2, run_script_call),
    Method::new("explainJson", 2, explain_json),
    Method::new("typescript", 1, typescript_call),
    Method::new("requireModule", 3, require_module),
    Method::new("refuseCycle", 2, refuse_cycle),
    Method::new("syncBuiltins", 0, sync_builtins),
];

/// Makes the binding.
pub fn make(agent: &mut Agent) -> JsResult<Object> {
    let binding = agent.heap.new_builtin_object(Value::NULL);
    agent.define_methods(binding, METHODS);
    let Shared {
        prototype,
        cache,
        extensions,
        symbols,
        main,
        ..
    } = *shared(agent);
    let symbols = agent.new_array(symbols.to_vec()).value();
    let names: Vec<String> = built_in::all().collect();
    let names = resolution::list(agent, &names);
    for (name, value) in [
        ("prototype", prototype.value()),
        ("cache", cache.value()),
        ("extensions", extensions.value()),
        ("symbols", symbols),
        ("main", main.map_or(Value::UNDEFINED, Object::value)),
        ("builtinModules", names),
    ] {
        agent.define_constant(binding, name, value, PropertyFlags::DATA);
    }
    Ok(binding)
}

fn text(agent: &mut Agent, call: Call, index: usize) -> JsResult<String> {
    agent.to_rust_string(call.arg(index))
}

/// An argument, unless it is no string.
fn text_if_any(agent: &mut Agent, call: Call, index: usize) -> Option<String> {
    let string = call.arg(index).as_string()?;
    Some(agent.heap.utf8(string))
}

/// The parts of an argument.
fn parts(agent: &mut Agent, call: Call, index: usize) -> JsResult<Vec<String>> {
    let list = text(agent, call, index)?;
    let parts = list.split('\0').filter(|part| !part.is_empty());
    Ok(parts.map(String::from).collect())
}

fn string(agent: &mut Agent, text: &str) -> Value {
    agent.heap.new_string(text).value()
}

fn string_or_undefined(agent: &mut Agent, text: Option<&str>) -> Value {
    text.map_or(Value::UNDEFINED, |text| string(agent, text))
}

/// A path without `.` and `..`; a relative one is taken from the current folder.
fn absolute(agent: &mut Agent, path: &str) -> String {
    match path.starts_with('/') {
        true => resolve("/", path),
        false => resolve(&resolution::current_folder(agent), path),
    }
}

/// `start(functions)`: the loader is there, and these are its functions.
fn start(agent: &mut Agent, call: Call) -> JsResult {
    shared(agent).loader = call.arg(0).as_object();
    Ok(Value::UNDEFINED)
}

/// `folderOf(path)`
fn folder_of_call(agent: &mut Agent, call: Call) -> JsResult {
    let path = text(agent, call, 0)?;
    Ok(string(agent, folder_of(&path)))
}

/// `resolvePath(path)`: an absolute one.
fn resolve_path(agent: &mut Agent, call: Call) -> JsResult {
    let path = text(agent, call, 0)?;
    let path = absolute(agent, &path);
    Ok(string(agent, &path))
}

/// `pathOfURL(url)`: that of a file's URL, or undefined.
fn path_of_url(agent: &mut Agent, call: Call) -> JsResult {
    let url = text(agent, call, 0)?;
    let path = url::parse(&url).and_then(|url| url::to_path(&url).ok());
    Ok(string_or_undefined(agent, path.as_deref()))
}

/// `urlOfPath(path)`: the URL of an absolute path.
fn url_of_path(agent: &mut Agent, call: Call) -> JsResult {
    let path = text(agent, call, 0)?;
    Ok(string(agent, &url::of_path(&path).href()))
}

/// `hasChannels()`: whether anybody can listen to what is loaded.
fn has_channels(agent: &mut Agent, _: Call) -> JsResult {
    Ok(Value::bool(is_loaded(agent, "diagnostics_channel")))
}

/// `setHooks(functions)`: imports go through these, or none.
fn set_hooks(agent: &mut Agent, call: Call) -> JsResult {
    shared(agent).hooks = call.arg(0).as_object();
    Ok(Value::UNDEFINED)
}

/// `setConditions(list)`: what holds for the fields of packages, in place of Node's conditions.
fn set_conditions(agent: &mut Agent, call: Call) -> JsResult {
    let conditions = match call.arg(0).is_undefined() {
        true => None,
        false => Some(parts(agent, call, 0)?),
    };
    resolution::resolve(agent, |resolver| {
        resolver.set_conditions(conditions);
        Ok(Value::UNDEFINED)
    })
}

/// `resolveImport(specifier, url)`: what it means in the module with a URL, and the format if that is
/// known by the URL; null if it depends on the text.
fn resolve_import(agent: &mut Agent, call: Call) -> JsResult {
    let specifier = text(agent, call, 0)?;
    let base = text(agent, call, 1)?;
    let found = resolution::resolve(agent, |resolver| {
        resolver.forget();
        resolver.import(&specifier, &base)
    })?;
    let url = string(agent, &found.url);
    agent.keep(url);
    let format = match found.format {
        _ if specifier.starts_with("node:") => Value::UNDEFINED,
        Some(Format::Detect) => Value::NULL,
        format => string_or_undefined(agent, format.map(Format::name)),
    };
    agent.keep(format);
    Ok(agent.new_array(vec![url, format]).value())
}

/// `readImport(url, format, type)`: the format of what a URL leads to, and its bytes; null for one of
/// Node's modules. `type` is that of the attributes.
fn read_import(agent: &mut Agent, call: Call) -> JsResult {
    let url = text(agent, call, 0)?;
    let given = text_if_any(agent, call, 1);
    let kind = text_if_any(agent, call, 2);
    let (format, bytes) = loader::read_import(agent, &url, given, kind)?;
    let format = string(agent, &format);
    agent.keep(format);
    let bytes = match bytes {
        Some(bytes) => new_array_buffer(agent, bytes).value(),
        None => Value::NULL,
    };
    agent.keep(bytes);
    Ok(agent.new_array(vec![format, bytes]).value())
}

/// `isProxy(value)`
fn is_proxy(agent: &mut Agent, call: Call) -> JsResult {
    let object = call.arg(0).as_object();
    let is_proxy = object.is_some_and(|object| agent.heap.is_true_proxy(object));
    Ok(Value::bool(is_proxy))
}

/// `isBuiltin(specifier)`
fn is_builtin(agent: &mut Agent, call: Call) -> JsResult {
    let specifier = text(agent, call, 0)?;
    Ok(Value::bool(built_in::name_of(&specifier).is_some()))
}

/// `load(specifier)`: the exports of one of Node's modules.
fn load(agent: &mut Agent, call: Call) -> JsResult {
    let specifier = text(agent, call, 0)?;
    match built_in::name_of(&specifier) {
        Some(name) => crate::host::node::require_builtin(agent, name),
        None => {
            let url = match specifier.starts_with("node:") {
                true => specifier,
                false => format!("node:{specifier}"),
            };
            resolution::resolve(agent, |resolver| resolver.format(&url))?;
            Ok(Value::UNDEFINED)
        }
    }
}

/// `packageFolders(folder)`: the folders in which packages are looked for.
fn package_folders_call(agent: &mut Agent, call: Call) -> JsResult {
    let folder = text(agent, call, 0)?;
    let folder = absolute(agent, &folder);
    Ok(resolution::list(agent, &package_folders(&folder)))
}

/// `globalFolders(NODE_PATH, HOME, execPath)`
fn global_folders_call(agent: &mut Agent, call: Call) -> JsResult {
    let node_path = text_if_any(agent, call, 0);
    let home = text_if_any(agent, call, 1);
    let program = text(agent, call, 2)?;
    let folders = global_folders(node_path.as_deref(), home.as_deref(), &program);
    Ok(resolution::list(agent, &folders))
}

/// `fromScope(request, file)`: what it means in the package of a file.
fn from_scope(agent: &mut Agent, call: Call) -> JsResult {
    let request = text(agent, call, 0)?;
    let file = text_if_any(agent, call, 1);
    let found = resolution::resolve(agent, |resolver| {
        resolver.require_from_scope(&request, file.as_deref())
    })?;
    Ok(string_or_undefined(agent, found.as_deref()))
}

/// `findPath(request, folders, extensions)`: a file's real path, or undefined.
fn find_path(agent: &mut Agent, call: Call) -> JsResult {
    let request = text(agent, call, 0)?;
    let folders = parts(agent, call, 1)?;
    let extensions = parts(agent, call, 2)?;
    let extensions: Vec<&str> = extensions.iter().map(String::as_str).collect();
    let found = resolution::resolve(agent, |resolver| {
        let search = Search {
            folders: &folders,
            extensions: &extensions,
        };
        resolver.find_path(&request, search)
    })?;
    Ok(string_or_undefined(agent, found.as_deref()))
}

/// `cannotFind(request, stack)`: throws that nothing is found.
fn cannot_find_call(agent: &mut Agent, call: Call) -> JsResult {
    let request = text(agent, call, 0)?;
    let stack = parts(agent, call, 1)?;
    let error = cannot_find(&request, &stack);
    Err(throw(agent, &error))
}

/// `stat(path)`: 0 for a file, 1 for a folder, else a negative number.
fn stat(agent: &mut Agent, call: Call) -> JsResult {
    let path = text(agent, call, 0)?;
    let path = absolute(agent, &path);
    let kind = resolution::resolve(agent, |resolver| Ok(resolver.files().kind(&path)))?;
    Ok(Value::int(match kind {
        PathKind::File => 0,
        PathKind::Folder => 1,
        PathKind::Missing => -2,
    }))
}

/// `forget()`: what isn't there is looked for again.
fn forget(agent: &mut Agent, _: Call) -> JsResult {
    resolution::resolve(agent, |resolver| {
        resolver.forget();
        Ok(Value::UNDEFINED)
    })
}

/// `packageType(file)`: the field `type` of the package that a file belongs to.
fn package_type(agent: &mut Agent, call: Call) -> JsResult {
    let file = text(agent, call, 0)?;
    let package = resolution::resolve(agent, |resolver| resolver.package_of(&file))?;
    let kind = package.and_then(|(_, kind)| kind);
    Ok(string_or_undefined(agent, kind))
}

/// `findPackage(specifier, url)`: the path of the package.json of what a specifier means to the module
/// with a URL, or undefined.
fn find_package(agent: &mut Agent, call: Call) -> JsResult {
    let specifier = text(agent, call, 0)?;
    let base = text(agent, call, 1)?;
    let found = resolution::resolve(agent, |resolver| resolver.package_json(&specifier, &base))?;
    Ok(string_or_undefined(agent, found.as_deref()))
}

/// `read(file)`: its text.
fn read(agent: &mut Agent, call: Call) -> JsResult {
    let file = text(agent, call, 0)?;
    let text = read_text(agent, &file)?;
    Ok(agent.heap.new_string_owned(text).value())
}

fn read_text(agent: &mut Agent, file: &str) -> JsResult<String> {
    let bytes = resolution::resolve(agent, |resolver| {
        let read = resolver.files().read(file);
        read.map_err(|error| unreadable(&error, file))
    })?;
    Ok(match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    })
}

/// `compile(file, text, detect)`: the wrapper function of a CommonJS module, whose text is read from
/// the file if it isn't given; null for an ES module, if that may be.
fn compile_call(agent: &mut Agent, call: Call) -> JsResult {
    let file = text(agent, call, 0)?;
    let content = match call.arg(1).as_string() {
        Some(content) => agent.heap.utf8(content),
        None => {
            let content = read_text(agent, &file)?;
            if let Some(wrapper) = take_compiled(agent, &file, &content) {
                return Ok(wrapper);
            }
            content
        }
    };
    let detect = call.arg(2) == Value::TRUE;
    let source = Rc::new(SourceText::new(file, content));
    let compiled = compile(agent, &source, detect)?;
    if let Text::Wrong(_) = compiled
        && !detect
        && matches!(compile(agent, &source, true)?, Text::Module)
    {
        let file = source.name();
        let message = format!(
            "Failed to load the ES module: {file}. Make sure to set \"type\": \"module\" in the \
             nearest package.json file or use the .mjs extension."
        );
        warnings::emit(agent, &message, "Warning");
    }
    value_of(agent, compiled, &source)
}

/// `runScript(file, text)`: the value of a text, run as a script.
fn run_script_call(agent: &mut Agent, call: Call) -> JsResult {
    let file = text(agent, call, 0)?;
    let content = text(agent, call, 1)?;
    let source = Rc::new(SourceText::new(file, content));
    let result = run_script(agent, &source)?;
    value_of(agent, result, &source)
}

/// What came of compiling a text: its value, `null` for a module, or its error.
pub(super) fn value_of(agent: &mut Agent, compiled: Text, source: &SourceText) -> JsResult {
    match compiled {
        Text::CommonJs(value) => Ok(value),
        Text::Module => Ok(Value::NULL),
        Text::Wrong(diagnostic) => {
            // A text that wasn't read to its end isn't to blame.
            agent.poll_now()?;
            Err(errors::throw_syntax_error(agent, &diagnostic, source))
        }
    }
}

/// `explainJson(error, file)`: says in an error of `JSON.parse` which file it is about.
fn explain_json(agent: &mut Agent, call: Call) -> JsResult {
    let Some(error) = call.arg(0).as_object() else {
        return Ok(Value::UNDEFINED);
    };
    let file = text(agent, call, 1)?;
    let message = agent.get(error, agent.names.message)?;
    let message = agent.to_rust_string(message)?;
    loader::reword(agent, error, &format!("{file}: {message}"))?;
    Ok(Value::UNDEFINED)
}

/// `typescript(file)`: throws that types aren't run.
fn typescript_call(agent: &mut Agent, call: Call) -> JsResult {
    let file = text(agent, call, 0)?;
    Err(throw(agent, &typescript(&file)))
}

/// `requireModule(file, parent, stack, text)`: what `require` gives for an ES module. Its text is read from
/// the file if it isn't given. The others are for errors: the file of who asks, and all who ask.
fn require_module(agent: &mut Agent, call: Call) -> JsResult {
    let file = text(agent, call, 0)?;
    let url = url::of_path(&absolute(agent, &file)).href();
    agent.scoped(|agent| {
        let module = match call.arg(3).as_string() {
            Some(content) => {
                let content = agent.heap.utf8(content);
                loader::load_text(agent, &url, &content)?
            }
            None => loader::load_url(agent, &url)?,
        };
        refuse_running_imports(agent, module)?;
        let namespace = match modules::require(agent, module)? {
            Ok(namespace) => namespace,
            Err(refusal) => return Err(refused(agent, &file, refusal, call)),
        };
        agent.keep_object(namespace);
        let has = |agent: &mut Agent, name: &str| {
            let key = agent.heap.property_key_of_str(name);
            agent.has_own_property(namespace, key)
        };
        if has(agent, "module.exports")? {
            let key = agent.heap.property_key_of_str("module.exports");
            return agent.get(namespace, key);
        }
        if has(agent, "default")? && !has(agent, "__esModule")? {
            return modules::marked_namespace(agent, module).map(Object::value);
        }
        Ok(namespace.value())
    })
}

/// Throws where an ES module imports a CommonJS module that is being run.
fn refuse_running_imports(agent: &mut Agent, module: ModuleId) -> JsResult<()> {
    let (cache, [.., executing]) = {
        let shared = shared(agent);
        (shared.cache, shared.symbols)
    };
    for import in modules::synthetic_imports(agent, module)? {
        let Some(file) = import.module.data(agent).as_string() else {
            continue;
        };
        let key = agent.heap.property_key(file);
        let known = agent.get(cache, key)?.as_object();
        let (Some(known), Some(executing)) = (known, executing.as_symbol()) else {
            continue;
        };
        if agent.get(known, PropertyKey::symbol(executing))? == Value::TRUE {
            let from = url::path_of(&import.from).unwrap_or_else(|| import.from.to_string());
            let specifier = &import.specifier;
            let message =
                format!("Cannot import CommonJS Module {specifier} in a cycle. (from {from})");
            return Err(cycle(agent, &message));
        }
    }
    Ok(())
}

#[cold]
fn cycle(agent: &mut Agent, message: &str) -> Throw {
    let code = "ERR_REQUIRE_CYCLE_MODULE";
    errors::throw(agent, Intrinsic::ErrorPrototype, code, message)
}

/// `refuseCycle(file, parent)`: throws that an ES module is being run.
fn refuse_cycle(agent: &mut Agent, call: Call) -> JsResult {
    let file = text(agent, call, 0)?;
    let parent = text_if_any(agent, call, 1);
    let from = parent.map_or(String::new(), |parent| format!(" (from {parent})"));
    let message = format!("Cannot require() ES Module {file} in a cycle.{from}");
    Err(cycle(agent, &message))
}

/// Throws that an ES module can't be had at once.
#[cold]
fn refused(agent: &mut Agent, file: &str, refusal: Refusal, call: Call) -> Throw {
    let stack = match parts(agent, call, 2) {
        Ok(stack) => stack,
        Err(throw) => return throw,
    };
    let (code, message) = match refusal {
        Refusal::Asynchronous => {
            let mut message = format!(
                "require() cannot be used on an ESM graph with top-level await. \
                 Use import() instead. To see where the top-level await comes from, use \
                 --experimental-print-required-tla.\nRequired module: {file}"
            );
            if !stack.is_empty() {
                message.push_str("\nRequire stack:\n- ");
                message.push_str(&stack.join("\n- "));
            }
            ("ERR_REQUIRE_ASYNC_MODULE", message)
        }
        Refusal::Cycle => {
            let parent = text_if_any(agent, call, 1);
            let from = parent.map_or(String::new(), |parent| format!(" (from {parent})"));
            let message = format!(
                "Cannot require() ES Module {file} in a cycle.{from} A cycle involving \
                 require(esm) is not allowed to maintain invariants mandated by the ECMAScript \
                 specification. Try making at least part of the dependency in the graph lazily \
                 loaded."
            );
            return cycle(agent, &message);
        }
    };
    errors::throw(agent, Intrinsic::ErrorPrototype, code, &message)
}

/// `syncBuiltins()`: what ES modules see of Node's modules is read anew.
fn sync_builtins(agent: &mut Agent, _: Call) -> JsResult {
    loader::sync_built_ins(agent)?;
    Ok(Value::UNDEFINED)
}
