//! What of `process` is written in JavaScript (`host/node/internal/process/methods.js`).

use crate::engine::{Agent, JsResult, Object};
use crate::host::node::require_builtin;

/// A property that is written in JavaScript.
pub(super) fn from_script(agent: &mut Agent, _: Object, name: &'static str) -> JsResult {
    scripted(agent, name)
}

/// What the module exports under a name.
pub(super) fn scripted(agent: &mut Agent, name: &'static str) -> JsResult {
    let exports = require_builtin(agent, "internal/process/methods")?;
    agent.keep(exports);
    let key = agent.static_key(name);
    agent.get_v(exports, key)
}
