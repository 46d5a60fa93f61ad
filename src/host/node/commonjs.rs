//! [CommonJS modules as ES modules import them](https://nodejs.org/api/esm.html#commonjs-namespaces):
//! `default` is `module.exports`, and the names that the text is seen to export are there too.

use crate::engine::{Agent, JsResult, Value};
use crate::host::commonjs::{keep_compiled, loader_function};
use crate::host::resolution::{self, resolver};
use crate::modules::commonjs::{Text, compile};
use crate::modules::resolution::commonjs::{self, EXTENSIONS, Search};
use crate::modules::resolution::named_exports::named_exports;
use crate::modules::resolution::{Format, path, url};
use crate::modules::{self, ModuleId};
use crate::source::{SourceText, without_mark};
use rustc_hash::FxHashSet;
use std::rc::Rc;

/// The name of the export that is the whole of `module.exports`.
const WHOLE: &str = "module.exports";

/// The module of a file that is CommonJS, or isn't said to be an ES module. What only parses as an ES
/// module is one then.
pub(super) fn module(
    agent: &mut Agent,
    url: &str,
    text: String,
    format: Format,
) -> JsResult<ModuleId> {
    let Some(file) = url::path_of(url) else {
        // `data:` has no such modules.
        let source = Rc::new(SourceText::new(url, text));
        return modules::parse(agent, &source);
    };
    let text = without_mark(&text);
    if format == Format::Detect {
        let source = Rc::new(SourceText::new(file.as_str(), text));
        match compile(agent, &source, true)? {
            Text::Module => {
                resolution::warn_of_missing_type(agent, &file)?;
                let source = Rc::new(SourceText::new(url, text));
                return modules::parse(agent, &source);
            }
            Text::CommonJs(wrapper) => keep_compiled(agent, source, wrapper),
            // That is told when it runs.
            Text::Wrong(_) => {}
        }
    }
    Ok(text_module(agent, url, &file, text))
}

/// The module of a CommonJS text, which runs by way of `require` of its file.
pub(super) fn text_module(agent: &mut Agent, url: &str, file: &str, text: &str) -> ModuleId {
    let mut names = Vec::new();
    collect(agent, file, text, &mut names, &mut FxHashSet::default());
    for name in ["default", WHOLE] {
        if !names.iter().any(|known| known == name) {
            names.push(String::from(name));
        }
    }
    let file = agent.heap.new_string(file).value();
    modules::new_synthetic(agent, url, names, file, evaluate)
}

/// The names that a text exports, and those of the texts whose exports it passes on.
fn collect(
    agent: &mut Agent,
    file: &str,
    text: &str,
    names: &mut Vec<String>,
    seen: &mut FxHashSet<String>,
) {
    if !seen.insert(file.to_string()) {
        return;
    }
    let found = named_exports(text);
    for name in found.names {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    for request in found.reexports {
        let resolver = resolver(agent);
        let own = commonjs::package_folders(path::folder_of(file));
        let folders = commonjs::lookup_folders(&request, Some(file), &own, &[]);
        let search = Search {
            folders: &folders,
            extensions: &EXTENSIONS,
        };
        let resolved = resolver.borrow_mut().require(&request, Some(file), search);
        // What isn't found is told when the module runs.
        let Ok(Some(target)) = resolved else { continue };
        let bytes = resolver.borrow().files().read(&target);
        let Ok(text) = bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()) else {
            continue;
        };
        collect(agent, &target, &text, names, seen);
    }
}

/// Runs the module by way of `require`, and sets its exports.
fn evaluate(agent: &mut Agent, module: ModuleId) -> JsResult<()> {
    agent.scoped(|agent| {
        let path = module.data(agent);
        let load = loader_function(agent, "loadForImport")?;
        agent.keep(load);
        let exports = agent.call(load, Value::UNDEFINED, &[path])?;
        agent.keep(exports);
        modules::set_export(agent, module, "default", exports);
        modules::set_export(agent, module, WHOLE, exports);
        let Some(object) = exports.as_object() else {
            return Ok(());
        };
        for name in modules::export_names(agent, module) {
            if name == "default" || name == WHOLE {
                continue;
            }
            let key = agent.heap.property_key_of_str(&name);
            agent.keep_key(key);
            if agent.has_own_property(object, key)? {
                let value = agent.get(object, key)?;
                modules::set_export(agent, module, &name, value);
            }
        }
        Ok(())
    })
}
