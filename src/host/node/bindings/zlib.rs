//! The binding `zlib`: gzip and deflate in pieces.

use crate::engine::{Agent, JsResult, Object};
use crate::host::compression;

/// Makes an object without prototype that has it.
pub fn make(agent: &mut Agent) -> JsResult<Object> {
    Ok(compression::binding(agent))
}
