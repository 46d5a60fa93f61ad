//! The modules that are part of Node.

/// Those that can be asked for with and without `node:`.
const NAMES: &[&str] = &[
    "_http_agent",
    "_http_client",
    "_http_common",
    "_http_incoming",
    "_http_outgoing",
    "_http_server",
    "_stream_duplex",
    "_stream_passthrough",
    "_stream_readable",
    "_stream_transform",
    "_stream_wrap",
    "_stream_writable",
    "_tls_common",
    "_tls_wrap",
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

/// Those that need `node:` before their name, which a package may have as well.
const ONLY_WITH_SCHEME: &[&str] = &["sea", "sqlite", "test", "test/reporters"];

/// [`module.builtinModules`](https://nodejs.org/api/module.html#modulebuiltinmodules)
pub fn all() -> impl Iterator<Item = String> {
    let plain = NAMES.iter().map(|name| String::from(*name));
    let rest = ONLY_WITH_SCHEME.iter().map(|name| format!("node:{name}"));
    plain.chain(rest)
}

/// Whether a name without `node:` is a built-in module's.
pub fn is_plain_name(name: &str) -> bool {
    NAMES.binary_search(&name).is_ok()
}

/// The name, without `node:`, of the built-in module that a specifier means.
pub fn name_of(specifier: &str) -> Option<&'static str> {
    let (name, has_scheme) = match specifier.strip_prefix("node:") {
        Some(name) => (name, true),
        None => (specifier, false),
    };
    if let Ok(place) = NAMES.binary_search(&name) {
        return Some(NAMES[place]);
    }
    let mut rest = ONLY_WITH_SCHEME.iter().copied().filter(|_| has_scheme);
    rest.find(|known| *known == name)
}

#[cfg(test)]
mod tests {
    use super::{NAMES, name_of};

    #[test]
    fn names_are_found() {
        assert!(NAMES.is_sorted());
        assert_eq!(name_of("fs"), Some("fs"));
        assert_eq!(name_of("node:fs/promises"), Some("fs/promises"));
        assert_eq!(name_of("node:test"), Some("test"));
        assert_eq!(name_of("test"), None);
        assert_eq!(name_of("node:nope"), None);
        assert_eq!(name_of("fs/"), None);
    }
}
