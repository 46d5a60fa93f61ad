//! The getter `get [Symbol.species]`, the same for every constructor that has it.

use crate::engine::{Agent, Call, JsResult};

/// Returns `this`.
pub(in crate::builtins) fn this_value(_: &mut Agent, call: Call) -> JsResult {
    Ok(call.this())
}
