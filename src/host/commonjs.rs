//! The scope of a [CommonJS module](https://nodejs.org/api/modules.html#the-module-scope): what its
//! wrapper function is called with.
//!
//! The loader itself is `node/module.js`. The main script doesn't pay for it: `module`, `require`,
//! and what hangs on them are made here, and load it when something is asked of them that needs it.
//! Once it is loaded, all goes through its functions, which a program may replace.

use super::node;
use super::resolution::list;
use crate::engine::{
    Accessor, Agent, Call, Intrinsic, JsResult, Method, Object, PropertyFlags, PropertyKey, Value,
};
use crate::heap::{HostData, SymbolKind, Tracer};
use crate::modules::resolution::built_in;
use crate::modules::resolution::commonjs::package_folders;
use crate::modules::resolution::path::{folder_of, resolve};
use crate::source::{SourceText, without_mark};
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// `Module.prototype`, before the loader replaces its methods by its own.
const METHODS: &[Method] = &[
    Method::new("load", 1, |agent, call| forward(agent, "load", call)),
    Method::new("require", 1, |agent, call| forward(agent, "require", call)),
    Method::new("_compile", 3, |agent, call| {
        forward(agent, "_compile", call)
    }),
];

const ACCESSORS: &[Accessor] = &[
    Accessor::getter("constructor", |agent, call| {
        forward(agent, "getConstructor", call)
    }),
    Accessor::getter("isPreloading", |agent, call| {
        forward(agent, "getIsPreloading", call)
    }),
    Accessor {
        name: "parent",
        get: Some(get_parent),
        set: Some(|agent, call| forward(agent, "setParent", call)),
    },
];

/// `Module._extensions`, likewise.
const EXTENSIONS: &[Method] = &[
    Method::new(".js", 2, |agent, call| forward(agent, "loadJs", call)),
    Method::new(".json", 2, |agent, call| forward(agent, "loadJson", call)),
    Method::new(".node", 2, |agent, call| forward(agent, "loadAddon", call)),
];

/// The names of the symbols under which the loader notes things in a module, which is to be seen
/// where a module is printed.
const SYMBOLS: [&str; 5] = [
    "kIsMainSymbol",
    "kIsCachedByESMLoader",
    "kURL",
    "kFormat",
    "kIsExecuting",
];

/// What the modules of an agent share.
pub(super) struct Shared {
    /// `Module.prototype`
    pub(super) prototype: Object,
    /// `Module._cache`
    pub(super) cache: Object,
    /// `Module._extensions`
    pub(super) extensions: Object,
    /// Those named in [`SYMBOLS`].
    pub(super) symbols: [Value; 5],
    /// The module of the main script.
    pub(super) main: Option<Object>,
    /// The loader's functions by name, once it is loaded.
    pub(super) loader: Option<Object>,
    /// Texts that were compiled when they were imported, to be run; by file, with the wrapper function.
    compiled: FxHashMap<String, (Rc<SourceText>, Value)>,
    /// The functions through which imports go, as long as a program has hooks.
    pub(super) hooks: Option<Object>,
}

impl HostData for Shared {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        let objects = [self.prototype, self.cache, self.extensions];
        for object in objects
            .into_iter()
            .chain(self.main)
            .chain(self.loader)
            .chain(self.hooks)
        {
            tracer.mark_object(object);
        }
        tracer.mark_all(&self.symbols);
        for (_, wrapper) in self.compiled.values() {
            tracer.mark(*wrapper);
        }
    }
}

/// What the modules of an agent share; made when it is first asked for.
pub(super) fn shared(agent: &mut Agent) -> &mut Shared {
    if agent.slot::<Shared>().is_none() {
        let object_prototype = agent.intrinsic(Intrinsic::ObjectPrototype).value();
        let prototype = agent.heap.new_builtin_object(object_prototype);
        agent.define_accessors_with(prototype, ACCESSORS, PropertyFlags::NONE);
        agent.define_methods_with(prototype, METHODS, PropertyFlags::DATA);
        let extensions = agent.heap.new_builtin_object(Value::NULL);
        agent.define_methods_with(extensions, EXTENSIONS, PropertyFlags::DATA);
        let cache = agent.heap.ordinary_object_create(Value::NULL);
        let symbols = SYMBOLS.map(|name| {
            let name = agent.heap.new_string(name);
            agent.heap.new_symbol(Some(name), SymbolKind::Plain).value()
        });
        agent.set_slot(Shared {
            prototype,
            cache,
            extensions,
            symbols,
            main: None,
            loader: None,
            compiled: FxHashMap::default(),
            hooks: None,
        });
    }
    match agent.slot_mut() {
        Some(shared) => shared,
        None => unreachable!("it was set"),
    }
}

/// The values of a module's scope.
#[derive(Clone, Copy)]
pub struct ModuleScope {
    /// `module`
    pub module: Object,
    /// `exports`
    pub exports: Object,
    /// `require`
    pub require: Object,
    /// `__filename`
    pub filename: Value,
    /// `__dirname`
    pub dirname: Value,
}

impl ModuleScope {
    /// The scope of the main script in a file; whether something said that it is a CommonJS module.
    /// Nothing is kept.
    pub fn of_main(agent: &mut Agent, path: &str, is_said: bool) -> ModuleScope {
        let scope = ModuleScope::new(agent, ".", path, path);
        let folders = package_folders(folder_of(path));
        let folders = list(agent, &folders);
        let flags = PropertyFlags::DATA;
        agent.define_constant(scope.module, "paths", folders, flags);
        let symbols = shared(agent).symbols;
        let format = match is_said {
            true => agent.heap.new_string("commonjs").value(),
            false => Value::UNDEFINED,
        };
        let values = [
            Value::TRUE,
            Value::FALSE,
            Value::UNDEFINED,
            format,
            Value::TRUE,
        ];
        for (symbol, value) in symbols.into_iter().zip(values) {
            define_symbol(agent, scope.module, symbol, value);
        }
        let shared = shared(agent);
        shared.main = Some(scope.module);
        let cache = shared.cache;
        let key = agent.heap.property_key_of_str(path);
        agent
            .heap
            .add_property(cache, key, flags, scope.module.value());
        scope.define_require(agent, scope.module.value());
        scope
    }

    /// The scope of code that was given under a name, and is taken to be in a folder. Nothing is kept.
    pub fn of_code(agent: &mut Agent, name: &str, folder: &str) -> ModuleScope {
        let scope = ModuleScope::new(agent, name, name, &resolve(folder, name));
        let folders = list(agent, &package_folders(folder));
        agent.define_constant(scope.module, "paths", folders, PropertyFlags::DATA);
        let [.., executing] = shared(agent).symbols;
        define_symbol(agent, scope.module, executing, Value::FALSE);
        scope.define_require(agent, Value::UNDEFINED);
        scope
    }

    fn new(agent: &mut Agent, id: &str, name: &str, path: &str) -> ModuleScope {
        let filename = agent.heap.new_string(name).value();
        let path = match name == path {
            true => filename,
            false => agent.heap.new_string(path).value(),
        };
        let dirname = agent.heap.new_string(folder_of(name)).value();
        let exports = agent.new_plain_object(3);
        let prototype = shared(agent).prototype.value();
        let module = agent.heap.ordinary_object_create(prototype);
        let id = agent.heap.new_string(id).value();
        let nothing = agent.new_array(Vec::new()).value();
        for (name, value) in [
            ("id", id),
            ("path", dirname),
            ("exports", exports.value()),
            ("filename", path),
            ("loaded", Value::FALSE),
            ("children", nothing),
        ] {
            agent.define_constant(module, name, value, PropertyFlags::DATA);
        }
        let run = agent.register_function("require", 1, require);
        let require = agent.new_native(run, [module.value(), Value::UNDEFINED]);
        agent.heap.hide_from_stacks(require.value());
        ModuleScope {
            module,
            exports,
            require,
            filename,
            dirname,
        }
    }

    fn define_require(&self, agent: &mut Agent, main: Value) {
        let module = self.module.value();
        let run = agent.register_function("resolve", 2, resolve_call);
        let resolve = agent.new_native(run, [module, Value::UNDEFINED]);
        let run = agent.register_function("paths", 1, paths_call);
        let paths = agent.new_native(run, [module, Value::UNDEFINED]);
        for function in [resolve, paths] {
            agent.heap.hide_from_stacks(function.value());
        }
        let (cache, extensions) = {
            let shared = shared(agent);
            (shared.cache.value(), shared.extensions.value())
        };
        let flags = PropertyFlags::DATA;
        agent.materialize_function(resolve);
        agent.define_constant(resolve, "paths", paths.value(), flags);
        agent.materialize_function(self.require);
        let prototype = agent.new_plain_object(1);
        let hidden = PropertyFlags::HIDDEN;
        let require = self.require.value();
        agent.define_constant(prototype, "constructor", require, hidden);
        let fixed = PropertyFlags::WRITABLE;
        agent.define_constant(self.require, "prototype", prototype.value(), fixed);
        for (name, value) in [
            ("resolve", resolve.value()),
            ("main", main),
            ("extensions", extensions),
            ("cache", cache),
        ] {
            agent.define_constant(self.require, name, value, flags);
        }
    }

    /// Calls the wrapper function of the module's text.
    pub fn run(&self, agent: &mut Agent, wrapper: Value) -> JsResult {
        agent.scoped(|agent| {
            let exports = self.exports.value();
            let arguments = [
                exports,
                self.require.value(),
                self.module.value(),
                self.filename,
                self.dirname,
            ];
            agent.keep_object(self.module);
            let result = agent.call(wrapper, exports, &arguments)?;
            agent.keep(result);
            let [.., executing] = shared(agent).symbols;
            let module = self.module.value();
            if let Some(executing) = executing.as_symbol() {
                let key = PropertyKey::symbol(executing);
                agent.put_value(module, key, Value::FALSE, false)?;
            }
            let loaded: PropertyKey = agent.static_key("loaded");
            agent.put_value(module, loaded, Value::TRUE, false)?;
            Ok(result)
        })
    }

    /// Makes the scope's names global: what `-e` and the prompt have.
    pub fn define_globals(&self, agent: &mut Agent) {
        let global = agent.realm.global_object;
        for (name, value) in [
            ("__filename", self.filename),
            ("module", self.module.value()),
            ("exports", self.exports.value()),
            ("__dirname", self.dirname),
            ("require", self.require.value()),
        ] {
            agent.define_constant(global, name, value, PropertyFlags::DATA);
        }
    }
}

/// Notes something in a module under a symbol.
fn define_symbol(agent: &mut Agent, module: Object, symbol: Value, value: Value) {
    if let Some(symbol) = symbol.as_symbol() {
        let key = PropertyKey::symbol(symbol);
        let flags = PropertyFlags::DATA;
        agent.heap.add_property(module, key, flags, value);
    }
}

/// A function of the loader, which is loaded if it wasn't yet. Nothing is kept.
pub(super) fn loader_function(agent: &mut Agent, name: &'static str) -> JsResult {
    if shared(agent).loader.is_none() {
        node::require_builtin(agent, "module")?;
    }
    let Some(loader) = shared(agent).loader else {
        return Err(agent.type_error("The module 'module' is being loaded"));
    };
    let key = agent.static_key(name);
    agent.get(loader, key)
}

/// The exports of a file's module, if it has run. Nothing is kept.
pub(super) fn loaded_exports(agent: &mut Agent, file: &str) -> JsResult<Option<Value>> {
    let cache = cache(agent)?;
    let key = agent.heap.property_key_of_str(file);
    let Some(module) = agent.get(cache, key)?.as_object() else {
        return Ok(None);
    };
    let loaded = agent.static_key("loaded");
    match agent.get(module, loaded)? {
        Value::TRUE => agent.get(module, agent.names.exports).map(Some),
        _ => Ok(None),
    }
}

/// Notes what a file exports, so that `require` gives the same. Nothing is kept.
pub(super) fn note_exports(agent: &mut Agent, file: &str, exports: Value) -> JsResult<()> {
    let cache = cache(agent)?;
    agent.scoped(|agent| {
        agent.keep_object(cache);
        let module = agent.new_plain_object(2);
        let flags = PropertyFlags::DATA;
        agent.define_constant(module, "exports", exports, flags);
        agent.define_constant(module, "loaded", Value::TRUE, flags);
        let key = agent.heap.property_key_of_str(file);
        agent.set(cache, key, module.value())
    })
}

/// Keeps the wrapper function of a file's text until the module is run.
pub(super) fn keep_compiled(agent: &mut Agent, source: Rc<SourceText>, wrapper: Value) {
    let file = source.name().to_string();
    shared(agent).compiled.insert(file, (source, wrapper));
}

/// The wrapper function of a file that was compiled before, if it still has that text: what is imported
/// is without a byte order mark. Nothing is kept.
pub(super) fn take_compiled(agent: &mut Agent, file: &str, text: &str) -> Option<Value> {
    let (source, wrapper) = shared(agent).compiled.remove(file)?;
    (source.text() == without_mark(text)).then_some(wrapper)
}

/// `Module._cache`, in whose place a program may have put another object.
fn cache(agent: &mut Agent) -> JsResult<Object> {
    let cache = shared(agent).cache;
    if shared(agent).loader.is_none() {
        return Ok(cache);
    }
    let function = loader_function(agent, "getCache")?;
    let current = agent.call(function, Value::UNDEFINED, &[])?;
    Ok(current.as_object().unwrap_or(cache))
}

/// Runs the file of a program's main module by way of the loader.
pub fn run_main(agent: &mut Agent, file: &str) -> JsResult<()> {
    agent.scoped(|agent| {
        let function = loader_function(agent, "runMain")?;
        agent.keep(function);
        let file = agent.heap.new_string(file).value();
        agent.call(function, Value::UNDEFINED, &[file])?;
        Ok(())
    })
}

/// `module.parent`: the main script has none, whoever asks.
fn get_parent(agent: &mut Agent, call: Call) -> JsResult {
    let shared = shared(agent);
    match shared.loader.is_none() && call.this().as_object() == shared.main {
        true => Ok(Value::NULL),
        false => forward(agent, "getParent", call),
    }
}

/// Calls a function of the loader in place of a native one.
fn forward(agent: &mut Agent, name: &'static str, call: Call) -> JsResult {
    agent.scoped(|agent| {
        let function = loader_function(agent, name)?;
        agent.keep(function);
        agent.call(function, call.this(), &call.args())
    })
}

/// Calls a function of the loader for the module of a native one, which is its first argument.
fn forward_for_module(agent: &mut Agent, name: &'static str, call: Call) -> JsResult {
    agent.scoped(|agent| {
        let module = agent.heap.native_data(call.callee(), 0);
        let function = loader_function(agent, name)?;
        agent.keep(function);
        let arguments = [module, call.arg(0), call.arg(1)];
        agent.call(function, Value::UNDEFINED, &arguments)
    })
}

/// [require(id)](https://nodejs.org/api/modules.html#requireid) of the main script.
fn require(agent: &mut Agent, call: Call) -> JsResult {
    // Node's own modules don't need the loader, as long as nobody can have replaced its functions,
    // and nobody listens.
    if shared(agent).loader.is_none()
        && let Some(id) = call.arg(0).as_string()
    {
        let id = agent.heap.utf8(id);
        if let Some(name) = built_in::name_of(&id)
            && !node::require::is_loaded(agent, "diagnostics_channel")
        {
            return node::require_builtin(agent, name);
        }
    }
    forward_for_module(agent, "requireFor", call)
}

/// [require.resolve(request\[, options\])](https://nodejs.org/api/modules.html#requireresolverequest-options)
fn resolve_call(agent: &mut Agent, call: Call) -> JsResult {
    forward_for_module(agent, "resolveFor", call)
}

/// [require.resolve.paths(request)](https://nodejs.org/api/modules.html#requireresolvepathsrequest)
fn paths_call(agent: &mut Agent, call: Call) -> JsResult {
    forward_for_module(agent, "pathsFor", call)
}
