//! Which modules of Node's there are, and what their texts may ask of Rust.
//!
//! To add a module: its text beside this file, and a line in [`MODULES`]; what needs Rust is a file in
//! `bindings/` and a line in [`BINDINGS`].

use super::bindings;
use crate::engine::{Agent, JsResult, Object};
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
    "module",
    "assert",
    "assert/strict",
    "internal/assert/assertion_error",
    "internal/assert/calltracker",
    "internal/assert/myers_diff",
    "internal/assert/source",
    "internal/comparisons",
    "internal/dotenv",
    "internal/glob",
    "internal/mime",
    "internal/signals",
    "internal/tty",
    "internal/util",
    "internal/util/abort",
    "internal/util/colors",
    "internal/util/debuglog",
    "internal/util/diff",
    "internal/util/inspect",
    "internal/util/parse_args",
    "internal/uv",
    "path",
    "path/posix",
    "path/win32",
    "buffer",
    "crypto",
    "internal/crypto/keys",
    "internal/webcrypto",
    "internal/absent",
    "net",
    "process",
    "worker_threads",
    "util",
    "util/types",
    "perf_hooks",
    "process",
    "worker_threads",
}

/// Makes an object with what texts ask of Rust. Nothing is kept.
type Binding = fn(&mut Agent) -> JsResult<Object>;

/// The bindings by name.
pub(super) const BINDINGS: &[(&str, Binding)] = &[
    ("async_context", bindings::async_context::make),
    ("errors", bindings::errors::make),
    ("buffer", bindings::buffer::make),
    #[cfg(feature = "crypto")]
    ("crypto", bindings::crypto::make),
    ("globals", bindings::globals::make),
    ("inspect", bindings::inspect::make),
    ("event_target", bindings::event_target::make),
    ("globals", bindings::globals::make),
    ("messaging", bindings::messaging::make),
    ("module", bindings::module::make),
    ("performance", bindings::performance::make),
    ("process", bindings::process::make),
    ("types", bindings::types::make),
    ("util", bindings::util::make),
    ("url", bindings::url::make),
    #[cfg(feature = "compression")]
    ("zlib", bindings::zlib::make),
];

/// The text of a module, if minijs has it.
pub(super) fn text(name: &str) -> Option<(&'static str, Cow<'static, str>)> {
    #[cfg(feature = "live")]
    if let Some(found) = live::text(name) {
        return Some(found);
    }
    if let Some((name, text)) = MODULES.iter().find(|(known, _)| *known == name) {
        return Some((name, Cow::Borrowed(text)));
    }
    let name = ABSENT.iter().find(|known| **known == name)?;
    let text = format!("'use strict';\nmodule.exports = require('internal/absent')('{name}');\n");
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
