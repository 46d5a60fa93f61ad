//! [ES modules as Node loads them](https://nodejs.org/api/esm.html): what a URL leads to, and what it is.

use super::require::is_loaded;
use super::require_builtin;
use crate::engine::{
    Agent, ErrorData, HostData, Intrinsic, JsResult, Object, PropertyFlags, PropertyKey, RealmId,
    Throw, Tracer, Value, messages,
};
use crate::host::resolution::{self, resolver, throw};
use crate::host::{commonjs, errors, warnings};
use crate::modules::commonjs::{Text, compile};
use crate::modules::resolution::built_in;
use crate::modules::resolution::errors::unknown_built_in;
use crate::modules::resolution::format::{
    check_attribute_names, invalid_url, typescript, unknown_format,
};
use crate::modules::resolution::path::join;
use crate::modules::resolution::url::{self, path_of};
use crate::modules::resolution::{Files, Format, check_attributes};
use crate::modules::{self, Known, Loader, ModuleId, ModuleRequest};
use crate::source::{Imports, SourceText, without_mark};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::rc::Rc;

/// Node's loader.
struct NodeLoader;

/// Gives an agent the modules of files, and `import()`.
pub fn install(agent: &mut Agent, files: Rc<dyn Files>) {
    resolution::set_files(agent, files);
    modules::set_loader(agent, Rc::new(NodeLoader));
    modules::install(agent);
}

/// Whether the program was warned of the default loader in scripts.
struct Warned;

impl HostData for Warned {
    fn trace(&self, _: &mut Tracer<'_>) {}
}

/// Warns once that scripts which import with the default loader are an experiment.
fn warn_of_default_loader(agent: &mut Agent) {
    if agent.slot::<Warned>().is_some() {
        return;
    }
    agent.set_slot(Warned);
    let what = "vm.USE_MAIN_CONTEXT_DEFAULT_LOADER is an experimental feature and might change";
    let message = format!("{what} at any time");
    agent.in_realm(RealmId::FIRST, |agent| {
        warnings::emit(agent, &message, "ExperimentalWarning");
    });
}

/// What specifiers meant, by the URL of who asks: it stays so, whatever becomes of the files.
#[derive(Default)]
struct KnownUrls(FxHashMap<(String, String), String>);

impl HostData for KnownUrls {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn external_bytes(&self) -> usize {
        self.0.capacity() * size_of::<[String; 3]>()
    }
}

impl Loader for NodeLoader {
    fn load(
        &self,
        agent: &mut Agent,
        referrer: &str,
        request: &ModuleRequest,
    ) -> JsResult<ModuleId> {
        if let Some(hooks) = commonjs::shared(agent).hooks {
            return agent.scoped(|agent| load_hooked(agent, hooks, referrer, request));
        }
        let key = (referrer.to_string(), request.specifier.clone());
        let known = agent.slot::<KnownUrls>();
        if let Some(url) = known.and_then(|known| known.0.get(&key)) {
            let url = url.clone();
            return load_as(agent, &url, &request.attributes);
        }
        let base = referrer_url(agent, referrer);
        let resolved = resolution::resolve(agent, |resolver| {
            resolver.forget();
            resolver.import(&request.specifier, &base)
        })?;
        if agent.slot::<KnownUrls>().is_none() {
            agent.set_slot(KnownUrls::default());
        }
        if let Some(known) = agent.slot_mut::<KnownUrls>() {
            known.0.insert(key, resolved.url.clone());
        }
        load_as(agent, &resolved.url, &request.attributes)
    }

    fn allow(&self, agent: &mut Agent, imports: Imports) -> JsResult<()> {
        let (code, message) = match imports {
            Imports::Allowed => return Ok(()),
            Imports::Experimental => {
                warn_of_default_loader(agent);
                return Ok(());
            }
            Imports::Unspecified => (
                "ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING",
                messages::NO_IMPORT_CALLBACK,
            ),
            Imports::Uncalled => (
                "ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING_FLAG",
                "A dynamic import callback was invoked without --experimental-vm-modules",
            ),
        };
        // An error of the host's own, whatever realm the text runs in.
        Err(agent.in_realm(RealmId::FIRST, |agent| {
            errors::throw(agent, Intrinsic::TypeErrorPrototype, code, message)
        }))
    }

    fn import_begins(
        &self,
        agent: &mut Agent,
        referrer: &str,
        specifier: &str,
    ) -> JsResult<Option<Value>> {
        if !is_loaded(agent, "diagnostics_channel") {
            return Ok(None);
        }
        let referrer = referrer_url(agent, referrer);
        agent.scoped(|agent| {
            let specifier = agent.heap.new_string(specifier).value();
            agent.keep(specifier);
            let referrer = agent.heap.new_string(&referrer).value();
            agent.keep(referrer);
            let context = tell_of_import(agent, "begin", [specifier, referrer])?;
            Ok(Some(context).filter(|context| !context.is_undefined()))
        })
    }

    fn import_ends(
        &self,
        agent: &mut Agent,
        told: Value,
        result: Result<Value, Value>,
    ) -> JsResult<()> {
        agent.scoped(|agent| {
            agent.keep(told);
            match result {
                Ok(namespace) => tell_of_import(agent, "succeed", [told, namespace])?,
                Err(error) => tell_of_import(agent, "fail", [told, error])?,
            };
            Ok(())
        })
    }

    fn explain(&self, agent: &mut Agent, error: Value, url: &str, awaits: bool) {
        // The properties are an error's own, so nothing keeps them from being set.
        let _: JsResult<()> = agent.scoped(|agent| {
            let (Some(object), Some((name, advice))) =
                (error.as_object(), commonjs_name(agent, error))
            else {
                return Ok(());
            };
            if !awaits {
                let message = more_of_commonjs_name(agent, name, url);
                return reword(agent, object, &message);
            }
            let message = format!(
                "Cannot determine intended module format because both '{name}' and top-level await \
                 are present. If the code is intended to be CommonJS, wrap await in an async \
                 function. If the code is intended to be an ES module, {advice}."
            );
            reword(agent, object, &message)?;
            let code = agent.heap.new_string("ERR_AMBIGUOUS_MODULE_SYNTAX").value();
            let key = agent.static_key("code");
            agent.put_value(error, key, code, false)
        });
    }
}

/// Tells the listeners of `import()`, by a function of the text that has the channel. Nothing is kept.
fn tell_of_import(agent: &mut Agent, name: &'static str, arguments: [Value; 2]) -> JsResult {
    arguments.iter().for_each(|argument| agent.keep(*argument));
    let functions = require_builtin(agent, "internal/import_channel")?;
    agent.keep(functions);
    let key = agent.static_key(name);
    agent.invoke(functions, key, &arguments)
}

/// The names of a CommonJS module's scope, and what ES modules have instead.
const COMMONJS_NAMES: [(&str, &str); 5] = [
    ("require", "replace require() with import"),
    ("exports", "use export instead of module.exports/exports"),
    ("module", "use export instead of module.exports/exports"),
    ("__filename", "use import.meta.filename instead"),
    ("__dirname", "use import.meta.dirname instead"),
];

/// Which of the names of a CommonJS module's scope a ReferenceError is about, and what is to be done.
fn commonjs_name(agent: &mut Agent, error: Value) -> Option<(&'static str, &'static str)> {
    let object = error.as_object()?;
    let proto = agent.intrinsic(Intrinsic::ReferenceErrorPrototype);
    let data = agent.heap.host::<ErrorData>(object)?;
    if data.made_as != Some(proto) {
        return None;
    }
    let message = agent.peek_data_property(object, agent.names.message)?;
    let message = agent.heap.utf8(message.as_string()?);
    let name = message.strip_suffix(" is not defined")?;
    COMMONJS_NAMES.into_iter().find(|(known, _)| *known == name)
}

/// What Node says of a ReferenceError for such a name in an ES module.
fn more_of_commonjs_name(agent: &mut Agent, name: &str, url: &str) -> String {
    let mut message = format!("{name} is not defined in ES module scope");
    if name == "require" {
        message.push_str(", you can use import instead");
    }
    let file = url.split(['?', '#']).next().and_then(path_of);
    let file = file.filter(|file| file.ends_with(".js"));
    let resolver = resolver(agent);
    let package = file.and_then(|file| resolver.borrow_mut().package_of(&file).ok()?);
    if let Some((config, Some("module"))) = package {
        message.push_str(&format!(
            "\nThis file is being treated as an ES module because it has a '.js' file extension and \
             '{config}' contains \"type\": \"module\". To treat it as a CommonJS script, rename it to \
             use the '.cjs' file extension."
        ));
    }
    message
}

/// Changes an error's message, also in its stack.
pub(super) fn reword(agent: &mut Agent, object: Object, message: &str) -> JsResult<()> {
    let old = agent.get(object, agent.names.message)?;
    let old = agent.to_rust_string(old)?;
    let stack = agent.stack_text(object)?;
    let stack = agent.heap.utf8(stack).replacen(&old, message, 1);
    let stack = agent.heap.new_string(&stack).value();
    agent.set_captured_stack(object, stack);
    agent.note_inner_error(object);
    let message = agent.heap.new_string(message).value();
    let key = agent.names.message;
    agent.put_value(object.value(), key, message, false)
}

/// The URL of a text that may be known by its path, or by a name like `[eval]`.
pub fn referrer_url(agent: &Agent, name: &str) -> String {
    if url::parse(name).is_some() {
        return name.to_string();
    }
    url_of_name(agent, name)
}

/// The URL of a file with a path, or with a name like `[eval]` in the current folder.
pub fn url_of_name(agent: &Agent, name: &str) -> String {
    let path = match name.starts_with('/') {
        true => Cow::Borrowed(name),
        false => Cow::Owned(join(&resolution::current_folder(agent), name)),
    };
    url::of_path(&path).href()
}

/// The module with a URL, which is loaded if it wasn't yet.
///
/// # Errors
/// Where there is none, or its text is no module; the same error each time.
pub fn load_url(agent: &mut Agent, url: &str) -> JsResult<ModuleId> {
    load_as(agent, url, &[])
}

/// The module with a URL, as an import with attributes asks for it.
fn load_as(agent: &mut Agent, url: &str, attributes: &[(String, String)]) -> JsResult<ModuleId> {
    let kind = attributes.iter().find(|(key, _)| key == "type");
    let kind = kind.map(|(_, value)| value.as_str());
    match modules::known(agent, url, kind) {
        Some(Known::Module(module)) => return Ok(module),
        Some(Known::Failed(error)) => return Err(agent.throw(error)),
        None => {}
    }
    let resolver = resolver(agent);
    let format = resolver.borrow_mut().format(url);
    let checked = match format {
        Ok(format) => check_attributes(url, format, attributes).map(|()| format),
        // Nothing is known of the format, and of some attributes neither.
        Err(error)
            if error.is("ERR_UNKNOWN_MODULE_FORMAT") || error.is("ERR_UNKNOWN_BUILTIN_MODULE") =>
        {
            check_attribute_names(url, attributes).and(Err(error))
        }
        Err(error) => Err(error),
    };
    let format = checked.map_err(|error| throw(agent, &error))?;
    let module = new_module(agent, url, format)?;
    modules::note(agent, url, kind, Known::Module(module));
    Ok(module)
}

/// The ES module with a URL, whose text is known.
///
/// # Errors
/// As for [`load_url`].
pub(super) fn load_text(agent: &mut Agent, url: &str, text: &str) -> JsResult<ModuleId> {
    match modules::known(agent, url, None) {
        Some(Known::Module(module)) => return Ok(module),
        Some(Known::Failed(error)) => return Err(agent.throw(error)),
        None => {}
    }
    let module = text_module(agent, url, text)?;
    modules::note(agent, url, None, Known::Module(module));
    Ok(module)
}

fn text_module(agent: &mut Agent, url: &str, text: &str) -> JsResult<ModuleId> {
    let source = Rc::new(SourceText::new(url, without_mark(text)));
    let parsed = modules::parse(agent, &source);
    parsed.map_err(|throw| note_failure(agent, url, throw))
}

/// Loads a module by way of a program's hooks.
fn load_hooked(
    agent: &mut Agent,
    hooks: Object,
    referrer: &str,
    request: &ModuleRequest,
) -> JsResult<ModuleId> {
    agent.keep_object(hooks);
    let attributes = agent.heap.ordinary_object_create(Value::NULL);
    agent.keep_object(attributes);
    for (key, value) in &request.attributes {
        let value = agent.heap.new_string(value).value();
        let key = agent.heap.property_key_of_str(key);
        agent
            .heap
            .add_property(attributes, key, PropertyFlags::DATA, value);
    }
    let specifier = agent.heap.new_string(&request.specifier).value();
    agent.keep(specifier);
    let base = referrer_url(agent, referrer);
    let base = agent.heap.new_string(&base).value();
    agent.keep(base);
    let arguments = [specifier, base, attributes.value()];
    let [url, format, attributes] = answers(agent, hooks, "resolveImport", &arguments)?;
    let url = agent.to_rust_string(url)?;
    let Some(url) = url::parse(&url).map(|url| url.href()) else {
        return Err(throw(agent, &invalid_url(&url)));
    };
    let mut kind = None;
    if let Some(attributes) = attributes.as_object() {
        let key = agent.static_key("type");
        let value = agent.get(attributes, key)?;
        kind = value.as_string().map(|value| agent.heap.utf8(value));
    }
    match modules::known(agent, &url, kind.as_deref()) {
        Some(Known::Module(module)) => return Ok(module),
        Some(Known::Failed(error)) => return Err(agent.throw(error)),
        None => {}
    }
    let name = agent.heap.new_string(&url).value();
    agent.keep(name);
    let loaded = answers(agent, hooks, "loadImport", &[name, format, attributes])?;
    let module = hooked_module(agent, &url, loaded)?;
    modules::note(agent, &url, kind.as_deref(), Known::Module(module));
    Ok(module)
}

/// Calls a function of the hooks, which gives a list. What is in that is kept.
fn answers(
    agent: &mut Agent,
    hooks: Object,
    name: &'static str,
    arguments: &[Value],
) -> JsResult<[Value; 3]> {
    let key = agent.static_key(name);
    let list = agent.invoke(hooks.value(), key, arguments)?;
    agent.keep(list);
    let mut values = [Value::UNDEFINED; 3];
    if let Some(list) = list.as_object() {
        for (index, value) in values.iter_mut().enumerate() {
            *value = agent.get(list, PropertyKey::index(index as u32))?;
            agent.keep(*value);
        }
    }
    Ok(values)
}

/// The module of a text that hooks gave, or let through.
fn hooked_module(
    agent: &mut Agent,
    url: &str,
    [format, text, file]: [Value; 3],
) -> JsResult<ModuleId> {
    let format = match format.as_string() {
        Some(format) => agent.heap.utf8(format),
        None => String::from("undefined"),
    };
    let text = text.as_string().map(|text| agent.heap.utf8(text));
    let text = text.unwrap_or_default();
    match format.as_str() {
        "module" => text_module(agent, url, &text),
        "json" => json(agent, url, &text),
        "builtin" if built_in::name_of(url).is_some() => built_in(agent, url),
        "builtin" => Err(throw(agent, &unknown_built_in(url))),
        "commonjs" => {
            let file = agent.to_rust_string(file)?;
            Ok(super::commonjs::text_module(agent, url, &file, &text))
        }
        "wasm" | "addon" => Err(not_loaded(agent, &format, url)),
        _ if format.ends_with("typescript") => {
            let file = path_of(url).unwrap_or_else(|| url.to_string());
            Err(throw(agent, &typescript(&file)))
        }
        _ => Err(throw(agent, &unknown_format(&format, url))),
    }
}

/// What is imported where no hook does it: the format, and the bytes.
///
/// # Errors
/// Where there is nothing, or the attributes are wrong for it.
pub(super) fn read_import(
    agent: &mut Agent,
    url: &str,
    given: Option<String>,
    kind: Option<String>,
) -> JsResult<(String, Option<Vec<u8>>)> {
    let resolver = resolver(agent);
    let format = resolver.borrow_mut().format(url);
    let attributes = kind.map(|kind| (String::from("type"), kind));
    let attributes: Vec<_> = attributes.into_iter().collect();
    // A hook may know better what a file is than its name says.
    let format = match (&given, format) {
        (Some(_), Err(error)) if error.is("ERR_UNKNOWN_FILE_EXTENSION") => Format::Detect,
        (_, format) => format.map_err(|error| throw(agent, &error))?,
    };
    let named = given.as_deref().and_then(Format::named).unwrap_or(format);
    let checked = check_attributes(url, named, &attributes);
    checked.map_err(|error| throw(agent, &error))?;
    if format == Format::BuiltIn {
        return Ok((String::from(format.name()), None));
    }
    let bytes = resolver.borrow().read(url);
    let bytes = bytes.map_err(|error| throw(agent, &error))?;
    let format = match given {
        Some(given) => given,
        None if format == Format::Detect => {
            let file = path_of(url).unwrap_or_else(|| url.to_string());
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let source = Rc::new(SourceText::new(file.as_str(), text));
            let is_module = matches!(compile(agent, &source, true)?, Text::Module);
            if is_module {
                resolution::warn_of_missing_type(agent, &file)?;
            }
            String::from(match is_module {
                true => Format::Module.name(),
                false => Format::CommonJs.name(),
            })
        }
        None => String::from(format.name()),
    };
    Ok((format, Some(bytes)))
}

#[cold]
fn not_loaded(agent: &mut Agent, format: &str, url: &str) -> Throw {
    let message = format!("minijs doesn't load modules of the format '{format}': {url}");
    let code = "ERR_UNKNOWN_MODULE_FORMAT";
    errors::throw(agent, Intrinsic::TypeErrorPrototype, code, &message)
}

fn new_module(agent: &mut Agent, url: &str, format: Format) -> JsResult<ModuleId> {
    if format == Format::BuiltIn {
        return built_in(agent, url);
    }
    let resolver = resolver(agent);
    let bytes = resolver.borrow().read(url);
    let bytes = bytes.map_err(|error| throw(agent, &error))?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    match format {
        Format::Json => json(agent, url, &text),
        Format::Module => text_module(agent, url, &text),
        Format::CommonJs | Format::Detect => super::commonjs::module(agent, url, text, format),
        Format::Wasm | Format::Addon | Format::BuiltIn => {
            Err(not_loaded(agent, format.name(), url))
        }
    }
}

/// An import of the same text again fails with the same error.
fn note_failure(agent: &mut Agent, url: &str, throw: Throw) -> Throw {
    match agent.catch_with_site(throw) {
        Ok(caught) => {
            modules::note(agent, url, None, Known::Failed(caught.value));
            agent.throw_again(caught)
        }
        Err(throw) => throw,
    }
}

/// One of Node's modules: its exports by name, and all of them as `default`.
fn built_in(agent: &mut Agent, url: &str) -> JsResult<ModuleId> {
    let Some(name) = built_in::name_of(url) else {
        unreachable!("resolution knows what is built in");
    };
    agent.scoped(|agent| {
        let exports = require_builtin(agent, name)?;
        agent.keep(exports);
        let mut names = vec![String::from("default")];
        if let Some(object) = exports.as_object() {
            for key in agent.enumerable_own_keys(object)? {
                if !key.is_symbol() {
                    let text = agent.heap.key_to_string(key);
                    let text = agent.heap.utf8(text);
                    if text != "default" {
                        names.push(text);
                    }
                }
            }
        }
        Ok(modules::new_synthetic(
            agent, url, names, exports, export_all,
        ))
    })
}

/// [`module.syncBuiltinESMExports()`](https://nodejs.org/api/module.html#modulesyncbuiltinesmexports):
/// what a script has put in the place of exports, or taken away.
pub(super) fn sync_built_ins(agent: &mut Agent) -> JsResult<()> {
    for name in built_in::all() {
        let name = name.strip_prefix("node:").unwrap_or(&name);
        let known = modules::known(agent, &format!("node:{name}"), None);
        let Some(Known::Module(module)) = known else {
            continue;
        };
        let Some(exports) = module.data(agent).as_object() else {
            continue;
        };
        for name in modules::export_names(agent, module) {
            if name != "default" {
                sync_export(agent, module, exports, &name)?;
            }
        }
    }
    Ok(())
}

fn sync_export(agent: &mut Agent, module: ModuleId, exports: Object, name: &str) -> JsResult<()> {
    let key = agent.heap.property_key_of_str(name);
    let value = match agent.has_own_property(exports, key)? {
        true => agent.get(exports, key)?,
        false => Value::UNDEFINED,
    };
    modules::set_export(agent, module, name, value);
    Ok(())
}

/// Sets the exports of a module to the properties of its data, which is also `default`.
pub(super) fn export_all(agent: &mut Agent, module: ModuleId) -> JsResult<()> {
    agent.scoped(|agent| {
        let exports = module.data(agent);
        modules::set_export(agent, module, "default", exports);
        let Some(object) = exports.as_object() else {
            return Ok(());
        };
        for key in agent.enumerable_own_keys(object)? {
            if key.is_symbol() {
                continue;
            }
            let text = agent.heap.key_to_string(key);
            let text = agent.heap.utf8(text);
            let value = agent.get(object, key)?;
            if text != "default" {
                modules::set_export(agent, module, &text, value);
            }
        }
        Ok(())
    })
}

/// A JSON file is one object for `import` and `require`: it is in the cache of CommonJS modules, unless
/// its URL has more than a path.
fn json(agent: &mut Agent, url: &str, text: &str) -> JsResult<ModuleId> {
    let file = path_of(url);
    let cached = file.as_deref().filter(|_| !url.contains(['?', '#']));
    if let Some(file) = cached
        && let Some(exports) = commonjs::loaded_exports(agent, file)?
    {
        return Ok(modules::new_default(agent, url, exports));
    }
    let string = agent.heap.new_string(without_mark(text));
    let value = match crate::builtins::json::parse::parse_text(agent, string) {
        Ok(value) => value,
        Err(throw) => return Err(explain_json(agent, throw, file.as_deref().unwrap_or(url))),
    };
    agent.scoped(|agent| {
        agent.keep(value);
        if let Some(file) = cached {
            commonjs::note_exports(agent, file, value)?;
        }
        Ok(modules::new_default(agent, url, value))
    })
}

/// An error of a JSON text says which one it is.
fn explain_json(agent: &mut Agent, throw: Throw, name: &str) -> Throw {
    let caught = match agent.catch_with_site(throw) {
        Ok(caught) => caught,
        Err(throw) => return throw,
    };
    agent.scoped(|agent| {
        agent.keep(caught.value);
        let explained = caught.value.as_object().map_or(Ok(()), |error| {
            let message = agent.get(error, agent.names.message)?;
            let message = agent.to_rust_string(message)?;
            reword(agent, error, &format!("{name}: {message}"))
        });
        match explained {
            Ok(()) => agent.throw_again(caught),
            Err(throw) => throw,
        }
    })
}
