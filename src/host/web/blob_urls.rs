//! [Blob URLs](https://w3c.github.io/FileAPI/#url): `URL.createObjectURL` and what belongs to it.

use super::blob;
use super::objects;
use crate::engine::{Agent, Call, HostData, JsResult, Object, Tracer, Value};
use crate::host::errors;
use crate::url::Url;
use rustc_hash::FxHashMap;

/// The Blobs that have URLs, by what identifies them there.
#[derive(Default)]
struct Registry(FxHashMap<String, Object>);

impl HostData for Registry {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.0.values().for_each(|blob| tracer.mark_object(*blob));
    }
}

/// [`URL.createObjectURL(blob)`](https://nodejs.org/api/url.html#urlcreateobjecturlblob)
pub(super) fn create(agent: &mut Agent, call: Call) -> JsResult {
    let value = call.arg(0);
    let Some(object) = value.as_object().filter(|_| blob::is_blob(agent, value)) else {
        let expected = "an instance of Blob";
        return Err(errors::invalid_argument_type(agent, "obj", expected, value));
    };
    let id = new_id(agent);
    let url = format!("blob:nodedata:{id}");
    if agent.slot::<Registry>().is_none() {
        agent.set_slot(Registry::default());
    }
    if let Some(registry) = agent.slot_mut::<Registry>() {
        registry.0.insert(id, object);
    }
    Ok(objects::text(agent, &url))
}

/// [`URL.revokeObjectURL(id)`](https://nodejs.org/api/url.html#urlrevokeobjecturlid)
pub(super) fn revoke(agent: &mut Agent, call: Call) -> JsResult {
    objects::require_arguments(agent, call, &["url"])?;
    let url = agent.to_rust_string(call.arg(0))?;
    if let Some(id) = id_of(agent, &url)
        && let Some(registry) = agent.slot_mut::<Registry>()
    {
        registry.0.remove(&id);
    }
    Ok(Value::UNDEFINED)
}

/// The Blob that a URL stands for, as a new one.
pub(in crate::host) fn resolve(agent: &mut Agent, url: &str) -> Option<Object> {
    let id = id_of(agent, url)?;
    let blob = *agent.slot::<Registry>()?.0.get(&id)?;
    blob::copy(agent, blob)
}

/// What identifies a Blob in its URL.
fn id_of(agent: &Agent, url: &str) -> Option<String> {
    let url = Url::parse(url, None, &agent.heap.budget)?;
    let id = url.pathname().strip_prefix("nodedata:")?;
    (url.scheme() == "blob").then(|| id.to_string())
}

/// A random UUID.
fn new_id(agent: &mut Agent) -> String {
    let mut half = || (agent.ambient.random() * 2f64.powi(32)) as u32;
    let (a, b, c, d) = (half(), half(), half(), half());
    let (b, version) = (b >> 16, (b & 0x0FFF) | 0x4000);
    let (variant, c) = ((c >> 16 & 0x3FFF) | 0x8000, c & 0xFFFF);
    format!("{a:08x}-{b:04x}-{version:04x}-{variant:04x}-{c:04x}{d:08x}")
}
