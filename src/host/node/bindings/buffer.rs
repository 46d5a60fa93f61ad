//! The binding `buffer`: Buffer, and what its module has beside it.

use crate::engine::{Agent, JsResult, Object};
use crate::host::buffer;

/// Makes an object without prototype that has them.
pub fn make(agent: &mut Agent) -> JsResult<Object> {
    Ok(buffer::binding(agent))
}
