//! [`import.meta`](https://nodejs.org/api/esm.html#importmeta) of ES modules.
//!
//! A module is known by the name of its source, which is its URL where it is a file. Each has one
//! object, made when it is first asked for.

use super::{commonjs, errors, resolution};
use crate::engine::{Agent, Call, JsResult, Object, Value};
use crate::heap::{HostData, Tracer};
use crate::modules::resolution::url::path_of;
use rustc_hash::FxHashMap;

/// The objects that were asked for, by the URL of their module.
#[derive(Default)]
struct Metas(FxHashMap<String, Object>);

impl HostData for Metas {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.0.values().for_each(|meta| tracer.mark_object(*meta));
    }
}

/// `import.meta` of the module with a URL. Nothing is kept but by the module.
pub fn import_meta(agent: &mut Agent, url: &str) -> JsResult<Object> {
    if let Some(meta) = agent.slot::<Metas>().and_then(|metas| metas.0.get(url)) {
        return Ok(*meta);
    }
    let meta = agent.heap.ordinary_object_create(Value::NULL);
    agent.scoped(|agent| {
        agent.keep_object(meta);
        if let Some(path) = path_of(url) {
            let folder = match path.rsplit_once('/') {
                Some(("", _)) | None => "/",
                Some((folder, _)) => folder,
            };
            define(agent, meta, "dirname", folder)?;
            define(agent, meta, "filename", &path)?;
            let is_main = Value::bool(resolution::is_main(agent, url));
            set(agent, meta, "main", is_main)?;
            let base = agent.heap.new_string(url).value();
            agent.keep(base);
            let id = agent.register_function("resolve", 1, resolve_call);
            let resolve = agent.new_native(id, [base, Value::UNDEFINED]).value();
            agent.keep(resolve);
            set(agent, meta, "resolve", resolve)?;
        }
        define(agent, meta, "url", url)
    })?;
    if agent.slot::<Metas>().is_none() {
        agent.set_slot(Metas::default());
    }
    if let Some(metas) = agent.slot_mut::<Metas>() {
        metas.0.insert(url.to_string(), meta);
    }
    Ok(meta)
}

fn define(agent: &mut Agent, meta: Object, name: &str, text: &str) -> JsResult<()> {
    let text = agent.heap.new_string(text).value();
    agent.keep(text);
    set(agent, meta, name, text)
}

fn set(agent: &mut Agent, meta: Object, name: &str, value: Value) -> JsResult<()> {
    let key = agent.heap.property_key_of_str(name);
    agent.set(meta, key, value)
}

/// [`import.meta.resolve(specifier)`](https://nodejs.org/api/esm.html#importmetaresolvespecifier)
fn resolve_call(agent: &mut Agent, call: Call) -> JsResult {
    let base_value = agent.heap.native_data(call.callee(), 0);
    let base = agent.to_rust_string(base_value)?;
    let Some(specifier) = call.arg(0).as_string() else {
        let value = call.arg(0);
        return Err(errors::invalid_argument_type(
            agent,
            "specifier",
            "of type string",
            value,
        ));
    };
    if let Some(hooks) = commonjs::shared(agent).hooks {
        let key = agent.static_key("resolveMeta");
        return agent.invoke(hooks.value(), key, &[specifier.value(), base_value]);
    }
    let specifier = agent.heap.utf8(specifier);
    let url = resolution::resolve(agent, |resolver| {
        resolver.forget();
        resolver.import_meta_resolve(&specifier, &base)
    })?;
    Ok(agent.heap.new_string(&url).value())
}
