//! Which modules of Node's there are.
//!
//! To add a module: its text beside this file, and a line in [`MODULES`].

use crate::modules::resolution::built_in;
use std::borrow::Cow;

macro_rules! modules {
    ($($name:literal),* $(,)?) => {
        /// The texts by the name of their module. Those under `internal/` are for each other only.
        pub(super) const MODULES: &[(&str, &str)] = &[
            $(($name, include_str!(concat!($name, ".js")))),*
        ];
    };
}

modules! {
    "_stream_duplex",
    "_stream_passthrough",
    "_stream_readable",
    "_stream_transform",
    "_stream_wrap",
    "_stream_writable",
    "assert",
    "assert/strict",
    "async_hooks",
    "buffer",
    "console",
    "constants",
    "crypto",
    "diagnostics_channel",
    "domain",
    "events",
    "fs",
    "fs/promises",
    "internal/absent",
    "internal/assert/assertion_error",
    "internal/assert/calltracker",
    "internal/assert/myers_diff",
    "internal/assert/source",
    "internal/comparisons",
    "internal/console",
    "internal/crypto/cipher",
    "internal/crypto/keys",
    "internal/crypto/pairs",
    "internal/crypto/util",
    "internal/crypto/web_algorithms",
    "internal/dotenv",
    "internal/emitter",
    "internal/errors",
    "internal/events",
    "internal/fs/cp",
    "internal/fs/dir",
    "internal/fs/file_handle",
    "internal/fs/glob",
    "internal/fs/promises",
    "internal/fs/requests",
    "internal/fs/streams",
    "internal/fs/trees",
    "internal/fs/utils",
    "internal/fs/vectors",
    "internal/fs/watchers",
    "internal/fs/whole",
    "internal/glob",
    "internal/histogram",
    "internal/import_channel",
    "internal/mime",
    "internal/module_hooks",
    "internal/process/finalization",
    "internal/process/flags",
    "internal/process/launch",
    "internal/process/methods",
    "internal/process/stdio",
    "internal/promise_hooks",
    "internal/readline/callbacks",
    "internal/readline/interface",
    "internal/signals",
    "internal/streams/add-abort-signal",
    "internal/streams/compose",
    "internal/streams/destroy",
    "internal/streams/duplex",
    "internal/streams/duplexify",
    "internal/streams/end-of-stream",
    "internal/streams/from",
    "internal/streams/iteration",
    "internal/streams/legacy",
    "internal/streams/operators",
    "internal/streams/pipe",
    "internal/streams/pipeline",
    "internal/streams/readable",
    "internal/streams/transform",
    "internal/streams/utils",
    "internal/streams/writable",
    "internal/system_errors",
    "internal/test/mock",
    "internal/test/reporters",
    "internal/test/run",
    "internal/test/runner",
    "internal/test/snapshot",
    "internal/test/timers",
    "internal/tty",
    "internal/util",
    "internal/util/abort",
    "internal/util/colors",
    "internal/util/debuglog",
    "internal/util/diff",
    "internal/util/inspect",
    "internal/util/parse_args",
    "internal/uv",
    "internal/v8/serdes",
    "internal/validators",
    "internal/webcrypto",
    "internal/webstreams",
    "internal/webstreams/adapters",
    "internal/webstreams/bytes",
    "internal/webstreams/compression",
    "internal/webstreams/encoding",
    "internal/webstreams/pipe",
    "internal/webstreams/readable",
    "internal/webstreams/tee",
    "internal/webstreams/transfer",
    "internal/webstreams/transform",
    "internal/webstreams/util",
    "internal/webstreams/writable",
    "internal/zlib_constants",
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
    "stream",
    "stream/consumers",
    "stream/promises",
    "stream/web",
    "string_decoder",
    "sys",
    "test",
    "test/reporters",
    "timers",
    "timers/promises",
    "tty",
    "url",
    "util",
    "util/types",
    "v8",
    "vm",
    "worker_threads",
    "zlib",
}

/// The text of a module. Of those of Node's that aren't in the table only the names are there: using one
/// says that it isn't supported (`internal/absent.js`).
pub(super) fn text(name: &str) -> Option<(&'static str, Cow<'static, str>)> {
    #[cfg(feature = "live")]
    if let Some(found) = live::text(name) {
        return Some(found);
    }
    if let Some((name, text)) = MODULES.iter().find(|(known, _)| *known == name) {
        return Some((name, Cow::Borrowed(text)));
    }
    let name = built_in::name_of(&format!("node:{name}"))?;
    let text =
        format!("// Only its names.\nmodule.exports = require('internal/absent')('{name}');\n");
    Some((name, Cow::Owned(text)))
}

/// For work on the texts: they are read from the folder that `MINIJS_LIVE` names, so that a change
/// needs no build. Not in releases.
#[cfg(feature = "live")]
mod live {
    use std::borrow::Cow;

    pub(super) fn text(name: &str) -> Option<(&'static str, Cow<'static, str>)> {
        let folder = std::env::var("MINIJS_LIVE").ok()?;
        let text = std::fs::read_to_string(format!("{folder}/{name}.js")).ok()?;
        // Names live as long as the program; the feature is for development.
        let name: &'static str = String::from(name).leak();
        Some((name, Cow::Owned(text)))
    }
}
