//! The errors of classes of the web's.

use crate::engine::{Agent, Call, Intrinsic, JsResult, Throw};
use crate::host::errors;

/// What constructs nothing.
pub(super) fn illegal(agent: &mut Agent, _: Call) -> JsResult {
    let (code, text) = ("ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor");
    Err(errors::throw(
        agent,
        Intrinsic::TypeErrorPrototype,
        code,
        text,
    ))
}

/// The error for a `this` of another class.
pub(super) fn invalid_this(agent: &mut Agent, expected: &str) -> Throw {
    let text = format!("Value of \"this\" must be {expected}");
    let proto = Intrinsic::TypeErrorPrototype;
    errors::throw(agent, proto, "ERR_INVALID_THIS", &text)
}
