//! The binding `crypto`: hashes, HMACs, keys made from passwords, random bytes.

use crate::engine::{Agent, JsResult, Object};
use crate::host::crypto;

/// Makes an object without prototype that has them.
pub fn make(agent: &mut Agent) -> JsResult<Object> {
    Ok(crypto::binding(agent))
}
