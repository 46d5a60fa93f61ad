//! The scope of a [CommonJS module](https://nodejs.org/api/modules.html#the-module-scope): what its
//! wrapper function is called with.
//!
//! Loading other modules is not there yet: `require` says so.

use super::{errors, node};
use crate::engine::{Agent, Call, Intrinsic, JsResult, Object, PropertyFlags, PropertyKey, Value};
use crate::heap::SymbolKind;
use std::path::Path;

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
    /// The scope of a module in a file. Nothing is kept.
    pub fn new(agent: &mut Agent, id: &str, path: &str) -> ModuleScope {
        let filename = agent.heap.new_string(path).value();
        let parent = Path::new(path).parent();
        let dirname = parent.map_or(String::from("."), |path| {
            path.to_string_lossy().into_owned()
        });
        let dirname = match dirname.is_empty() {
            true => agent.heap.new_string(".").value(),
            false => agent.heap.new_string(&dirname).value(),
        };
        let exports = agent.new_plain_object(3);
        let module = agent.new_plain_object(7);
        let id = agent.heap.new_string(id).value();
        let nothing = agent.new_array(Vec::new()).value();
        let flags = PropertyFlags::DATA;
        for (name, value) in [
            ("id", id),
            ("path", dirname),
            ("exports", exports.value()),
            ("filename", filename),
            ("loaded", Value::FALSE),
            ("children", nothing),
        ] {
            agent.define_constant(module, name, value, flags);
        }
        let paths = module_folders(path);
        let paths = paths.iter().map(|path| agent.heap.new_string(path).value());
        let paths = paths.collect();
        let paths = agent.new_array(paths).value();
        agent.define_constant(module, "paths", paths, flags);
        // What Node's loader notes in it, which is only to be seen where a module is printed.
        for (name, value) in [
            ("kIsMainSymbol", Value::TRUE),
            ("kIsCachedByESMLoader", Value::FALSE),
            ("kURL", Value::UNDEFINED),
            ("kFormat", Value::UNDEFINED),
            ("kIsExecuting", Value::TRUE),
        ] {
            let name = agent.heap.new_string(name);
            let symbol = agent.heap.new_symbol(Some(name), SymbolKind::Plain);
            let key = PropertyKey::symbol(symbol);
            agent.heap.add_property(module, key, flags, value);
        }
        let require = agent.new_builtin("require", 1, require);
        agent.materialize_function(require);
        agent.define_constant(require, "main", module.value(), flags);
        ModuleScope {
            module,
            exports,
            require,
            filename,
            dirname,
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
            let loaded: PropertyKey = agent.static_key("loaded");
            agent.put_value(self.module.value(), loaded, Value::TRUE, false)?;
            Ok(result)
        })
    }

    /// Makes the scope's names global: what `-e` and the prompt have.
    pub fn define_globals(&self, agent: &mut Agent) {
        for (name, value) in [
            ("exports", self.exports.value()),
            ("require", self.require.value()),
            ("module", self.module.value()),
            ("__filename", self.filename),
            ("__dirname", self.dirname),
        ] {
            agent.define_global(name, value);
        }
    }
}

/// [module.paths](https://nodejs.org/api/modules.html#modulepaths): the folders in which modules are
/// looked for, those nearest to the file first.
fn module_folders(path: &str) -> Vec<String> {
    const FOLDER: &str = "node_modules";
    let Some(folder) = Path::new(path).parent() else {
        return Vec::new();
    };
    let above = folder
        .ancestors()
        .filter(|folder| folder.file_name().is_none_or(|name| name != FOLDER));
    let folders = above.map(|folder| folder.join(FOLDER).to_string_lossy().into_owned());
    folders.collect()
}

/// [require(id)](https://nodejs.org/api/modules.html#requireid)
fn require(agent: &mut Agent, call: Call) -> JsResult {
    let id = call.arg(0);
    let Some(name) = id.as_string() else {
        return Err(errors::invalid_argument_type(
            agent,
            "id",
            "of type string",
            id,
        ));
    };
    let name = agent.heap.utf8(name);
    if let Some(name) = node::public_module(&name) {
        return node::require_builtin(agent, name);
    }
    let message = format!("Cannot load '{name}': require() is not supported yet");
    Err(errors::throw(
        agent,
        Intrinsic::ErrorPrototype,
        "MODULE_NOT_FOUND",
        &message,
    ))
}
