//! [`import.meta`](https://nodejs.org/api/esm.html#importmeta) of ES modules.
//!
//! A module is known by the name of its source, which is its URL where it is a file. Each has one
//! object, made when it is first asked for.

use super::errors;
use crate::engine::{Agent, Call, Intrinsic, JsResult, Object, Value};
use crate::heap::{HostData, Tracer};
use rustc_hash::FxHashMap;

/// The objects that were asked for, by the URL of their module.
#[derive(Default)]
struct Metas(FxHashMap<String, Object>);

impl HostData for Metas {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.0.values().for_each(|meta| tracer.mark_object(*meta));
    }
}

/// The modules that are part of Node: a specifier that names one is no package.
const BUILT_IN: &[&str] = &[
    "assert",
    "assert/strict",
    "async_hooks",
    "buffer",
    "child_process",
    "cluster",
    "console",
    "constants",
    "crypto",
    "dgram",
    "diagnostics_channel",
    "dns",
    "dns/promises",
    "domain",
    "events",
    "fs",
    "fs/promises",
    "http",
    "http2",
    "https",
    "inspector",
    "inspector/promises",
    "module",
    "net",
    "os",
    "path",
    "path/posix",
    "path/win32",
    "perf_hooks",
    "process",
    "punycode",
    "querystring",
    "readline",
    "readline/promises",
    "repl",
    "stream",
    "stream/consumers",
    "stream/promises",
    "stream/web",
    "string_decoder",
    "sys",
    "timers",
    "timers/promises",
    "tls",
    "trace_events",
    "tty",
    "url",
    "util",
    "util/types",
    "v8",
    "vm",
    "wasi",
    "worker_threads",
    "zlib",
];

/// `import.meta` of the module with a URL. Nothing is kept but by the module.
pub fn import_meta(agent: &mut Agent, url: &str) -> JsResult<Object> {
    if let Some(meta) = agent.slot::<Metas>().and_then(|metas| metas.0.get(url)) {
        return Ok(*meta);
    }
    let meta = agent.heap.ordinary_object_create(Value::NULL);
    agent.scoped(|agent| {
        agent.keep_object(meta);
        if let Some(path) = file_path(url) {
            let folder = match path.rsplit_once('/') {
                Some(("", _)) | None => "/",
                Some((folder, _)) => folder,
            };
            define(agent, meta, "dirname", folder)?;
            define(agent, meta, "filename", &path)?;
            set(agent, meta, "main", Value::TRUE)?;
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
    let base = agent.heap.native_data(call.callee(), 0);
    let base = agent.to_rust_string(base)?;
    let specifier = agent.to_rust_string(call.arg(0))?;
    if let Some(url) = resolve(&base, &specifier) {
        return Ok(agent.heap.new_string(&url).value());
    }
    let from = file_path(&base).unwrap_or(base);
    let message = format!("Cannot find package '{specifier}' imported from {from}");
    let code = "ERR_MODULE_NOT_FOUND";
    Err(errors::throw(
        agent,
        Intrinsic::ErrorPrototype,
        code,
        &message,
    ))
}

/// The path in the URL of a file.
fn file_path(url: &str) -> Option<String> {
    let encoded = url.strip_prefix("file://")?;
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded.as_bytes();
    while let [first, after @ ..] = rest {
        let code = after.get(..2).filter(|_| *first == b'%');
        let code = code.and_then(|digits| std::str::from_utf8(digits).ok());
        match code.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

/// What a specifier means in the file with a URL; `None` for a package.
fn resolve(base: &str, specifier: &str) -> Option<String> {
    let scheme = specifier.split_once(':').map(|(scheme, _)| scheme);
    let is_scheme = |scheme: &str| {
        let letters = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
        scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(letters)
    };
    if scheme.is_some_and(is_scheme) {
        return Some(specifier.to_string());
    }
    if BUILT_IN.contains(&specifier) {
        return Some(format!("node:{specifier}"));
    }
    if !["/", "./", "../"]
        .iter()
        .any(|start| specifier.starts_with(start))
        && !matches!(specifier, "." | "..")
    {
        return None;
    }
    let (path, rest) = match specifier.find(['?', '#']) {
        Some(place) => specifier.split_at(place),
        None => (specifier, ""),
    };
    let folder = base.strip_prefix("file://")?.rsplit_once('/')?.0;
    let mut parts: Vec<&str> = match path.starts_with('/') {
        true => Vec::new(),
        false => folder.split('/').filter(|part| !part.is_empty()).collect(),
    };
    let mut encoded = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if encoded.pop().is_none() => {
                parts.pop();
            }
            ".." => {}
            part => encoded.push(encode(part)),
        }
    }
    let mut url = String::from("file://");
    for part in parts.into_iter().chain(encoded.iter().map(String::as_str)) {
        url.push('/');
        url.push_str(part);
    }
    if path.ends_with('/') || matches!(path, "." | "..") {
        url.push('/');
    }
    Some(url + rest)
}

/// A part of a path, escaped for a URL.
fn encode(part: &str) -> String {
    let mut encoded = String::new();
    for byte in part.bytes() {
        match byte {
            b' ' | b'"' | b'<' | b'>' | b'`' | b'{' | b'}' | b'^' | 0..=0x1F | 0x7F..=0xFF => {
                encoded.push_str(&format!("%{byte:02X}"));
            }
            byte => encoded.push(byte as char),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::{file_path, resolve};

    #[test]
    fn specifiers_are_taken_from_the_module() {
        let resolve = |specifier| resolve("file:///a/b/main.mjs", specifier);
        let url = |text: &str| Some(String::from(text));
        assert_eq!(resolve("./x.js"), url("file:///a/b/x.js"));
        assert_eq!(resolve("../y.js"), url("file:///a/y.js"));
        assert_eq!(resolve("../../../y.js"), url("file:///y.js"));
        assert_eq!(resolve("./c/../d/./e"), url("file:///a/b/d/e"));
        assert_eq!(resolve("/abs.js"), url("file:///abs.js"));
        assert_eq!(resolve("./a b.js?q=1#h"), url("file:///a/b/a%20b.js?q=1#h"));
        assert_eq!(resolve("fs"), url("node:fs"));
        assert_eq!(resolve("node:fs"), url("node:fs"));
        assert_eq!(resolve("https://x.org/y"), url("https://x.org/y"));
        assert_eq!(resolve("package"), None);
        assert_eq!(resolve(""), None);
    }

    #[test]
    fn paths_are_decoded() {
        let path = file_path("file:///a%20b/c%.js");
        assert_eq!(path.as_deref(), Some("/a b/c%.js"));
        assert_eq!(file_path("main.mjs"), None);
    }
}
