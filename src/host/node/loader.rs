//! [ES modules as Node loads them](https://nodejs.org/api/esm.html): what a URL leads to, and what it is.

use super::require_builtin;
use crate::engine::{
    Agent, ErrorData, HostData, Intrinsic, JsResult, Object, PropertyFlags, RealmId, Throw, Tracer,
    Value, messages,
};
use crate::host::{commonjs, errors, resolution, warnings};
use crate::modules::resolution::built_in;
use crate::modules::resolution::url::path_of;
use crate::modules::resolution::{
    ErrorClass, Files, Format, Property, ResolutionError, Resolver, check_attributes,
};
use crate::modules::{self, Known, Loader, ModuleId, ModuleRequest};
use crate::source::{Imports, SourceText};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;

/// What finds an agent's modules.
#[derive(Clone)]
struct Finder {
    resolver: Rc<RefCell<Resolver>>,
    /// The URL of the program's main module.
    main: Option<Rc<str>>,
    /// Whether the program was warned of the default loader in scripts.
    warned: bool,
}

impl HostData for Finder {
    fn trace(&self, _: &mut Tracer<'_>) {}
}

/// Node's loader.
struct NodeLoader;

/// Gives an agent the modules of files, and `import()`.
pub fn install(agent: &mut Agent, files: Rc<dyn Files>) {
    let resolver = Resolver::new(files, &[]);
    let resolver = Rc::new(RefCell::new(resolver));
    agent.set_slot(Finder {
        resolver,
        main: None,
        warned: false,
    });
    modules::set_loader(agent, Rc::new(NodeLoader));
    modules::install(agent);
}

/// What finds an agent's modules.
pub fn resolver(agent: &Agent) -> Rc<RefCell<Resolver>> {
    match agent.slot::<Finder>() {
        Some(finder) => Rc::clone(&finder.resolver),
        None => unreachable!("set when the host was"),
    }
}

/// Warns once that scripts which import with the default loader are an experiment.
fn warn_of_default_loader(agent: &mut Agent) {
    if let Some(finder) = agent.slot_mut::<Finder>()
        && !std::mem::replace(&mut finder.warned, true)
    {
        let what = "vm.USE_MAIN_CONTEXT_DEFAULT_LOADER is an experimental feature and might change";
        let message = format!("{what} at any time");
        agent.in_realm(RealmId::FIRST, |agent| {
            warnings::emit(agent, &message, "ExperimentalWarning");
        });
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
                Property::List(list) => resolution::list(agent, list),
            };
            define(agent, name, value);
        }
        agent.throw(object.value())
    })
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
        let kind = attribute_type(agent, request)?;
        let key = (referrer.to_string(), request.specifier.clone());
        let known = agent.slot::<KnownUrls>();
        if let Some(url) = known.and_then(|known| known.0.get(&key)) {
            let url = url.clone();
            return load_url(agent, &url, kind);
        }
        let resolved = resolution::resolve(agent, |resolver| {
            resolver.forget();
            resolver.import(&request.specifier, &referrer_url(referrer))
        })?;
        if agent.slot::<KnownUrls>().is_none() {
            agent.set_slot(KnownUrls::default());
        }
        if let Some(known) = agent.slot_mut::<KnownUrls>() {
            known.0.insert(key, resolved.url.clone());
        }
        load_url(agent, &resolved.url, kind)
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

    fn explain(&self, agent: &mut Agent, error: Value, url: &str) {
        let more = agent.scoped(|agent| more_of_commonjs_name(agent, error, url));
        if let (Some(object), Some(message)) = (error.as_object(), more) {
            let stack = agent.stack_text(object);
            let stack = stack
                .map(|stack| agent.heap.utf8(stack))
                .unwrap_or_default();
            let before = message.split(" in ES module scope").next().unwrap_or("");
            let stack = stack.replacen(before, &message, 1);
            let stack = agent.heap.new_string(&stack).value();
            agent.set_captured_stack(object, stack);
            let message = agent.heap.new_string(&message).value();
            let key = agent.names.message;
            // An own property of an error is there to be set.
            let _ = agent.put_value(error, key, message, false);
        }
    }
}

/// What Node says of a ReferenceError for one of the names of a CommonJS module's scope.
fn more_of_commonjs_name(agent: &mut Agent, error: Value, url: &str) -> Option<String> {
    const NAMES: [&str; 5] = ["require", "exports", "module", "__filename", "__dirname"];
    let object = error.as_object()?;
    let proto = agent.intrinsic(Intrinsic::ReferenceErrorPrototype);
    let data = agent.heap.host::<ErrorData>(object)?;
    if data.made_as != Some(proto) {
        return None;
    }
    let message = agent.peek_data_property(object, agent.names.message)?;
    let mut message = agent.heap.utf8(message.as_string()?);
    let name = message.strip_suffix(" is not defined")?;
    if !NAMES.contains(&name) {
        return None;
    }
    let is_require = name == "require";
    message.push_str(" in ES module scope");
    if is_require {
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
    Some(message)
}

/// The value of the attribute `type`; others aren't known.
fn attribute_type<'r>(agent: &mut Agent, request: &'r ModuleRequest) -> JsResult<Option<&'r str>> {
    for (key, value) in &request.attributes {
        if key != "type" {
            let message =
                format!("Import attribute \"{key}\" with value \"{value}\" is not supported");
            let code = "ERR_IMPORT_ATTRIBUTE_UNSUPPORTED";
            return Err(errors::throw(
                agent,
                Intrinsic::TypeErrorPrototype,
                code,
                &message,
            ));
        }
    }
    let found = request.attributes.first();
    Ok(found.map(|(_, value)| value.as_str()))
}

/// The URL of a text that may be known by its path, or by a name like `[eval]`.
pub fn referrer_url(name: &str) -> String {
    use crate::modules::resolution::url::{Url, scheme_of};
    if scheme_of(name).is_some() {
        return name.to_string();
    }
    let path = match name.starts_with('/') {
        true => name.to_string(),
        false => {
            let folder = std::env::current_dir().unwrap_or_default();
            folder.join(name).to_string_lossy().into_owned()
        }
    };
    Url::of_path(&path).href()
}

/// The module with a URL, which is loaded if it wasn't yet.
///
/// # Errors
/// Where there is none, or its text is no module; the same error each time.
pub fn load_url(agent: &mut Agent, url: &str, kind: Option<&str>) -> JsResult<ModuleId> {
    match modules::known(agent, url, kind) {
        Some(Known::Module(module)) => return Ok(module),
        Some(Known::Failed(error)) => return Err(agent.throw(error)),
        None => {}
    }
    let resolver = resolver(agent);
    let format = resolver.borrow_mut().format(url);
    let checked = format.and_then(|format| {
        check_attributes(url, format, kind)?;
        Ok(format)
    });
    let format = checked.map_err(|error| throw(agent, &error))?;
    let module = new_module(agent, url, format)?;
    modules::note(agent, url, kind, Known::Module(module));
    Ok(module)
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
        Format::Module => {
            let source = Rc::new(SourceText::new(url, text));
            let parsed = modules::parse(agent, &source);
            parsed.map_err(|throw| note_failure(agent, url, throw))
        }
        Format::CommonJs | Format::Detect => super::commonjs::module(agent, url, text, format),
        Format::Wasm | Format::Addon | Format::BuiltIn => {
            let what = format.name();
            let message = format!("minijs doesn't load modules of the format '{what}': {url}");
            let proto = Intrinsic::TypeErrorPrototype;
            let code = "ERR_UNKNOWN_MODULE_FORMAT";
            Err(errors::throw(agent, proto, code, &message))
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

/// A JSON file is one object for `import` and `require`.
fn json(agent: &mut Agent, url: &str, text: &str) -> JsResult<ModuleId> {
    let file = path_of(url).filter(|_| !url.contains(['?', '#']));
    if let Some(file) = &file
        && let Some(exports) = commonjs::loaded_exports(agent, file)?
    {
        return Ok(modules::new_default(agent, url, exports));
    }
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let text = agent.heap.new_string(text);
    let value = crate::builtins::json::parse::parse_text(agent, text)?;
    agent.scoped(|agent| {
        agent.keep(value);
        if let Some(file) = &file {
            commonjs::note_exports(agent, file, value)?;
        }
        Ok(modules::new_default(agent, url, value))
    })
}
