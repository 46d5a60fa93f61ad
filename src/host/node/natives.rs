//! What the texts of Node's modules may ask of Rust.
//!
//! To add a binding: a file in `bindings/` and a line in [`BINDINGS`].

use super::bindings;
use super::require::{Binding, set_bindings};
use crate::engine::Agent;

/// Makes the bindings known to an agent.
pub fn install(agent: &mut Agent) {
    set_bindings(agent, BINDINGS);
}

/// The bindings by name.
pub(super) const BINDINGS: &[(&str, Binding)] = &[
    ("console", bindings::console::make),
    ("async_context", bindings::async_context::make),
    ("errors", bindings::errors::make),
    ("buffer", bindings::buffer::make),
    #[cfg(feature = "crypto")]
    ("crypto", bindings::crypto::make),
    ("fs", bindings::fs::make),
    ("globals", bindings::globals::make),
    ("inspect", bindings::inspect::make),
    ("event_target", bindings::event_target::make),
    ("messaging", bindings::messaging::make),
    ("module", bindings::module::make),
    ("performance", bindings::performance::make),
    ("os", bindings::os::make),
    ("process", bindings::process::make),
    ("promise_hooks", bindings::promise_hooks::make),
    ("types", bindings::types::make),
    ("util", bindings::util::make),
    ("vm", bindings::vm::make),
    ("url", bindings::url::make),
    #[cfg(feature = "compression")]
    ("zlib", bindings::zlib::make),
];
