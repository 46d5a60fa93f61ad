//! [atob](https://nodejs.org/api/globals.html#atobdata) and
//! [btoa](https://nodejs.org/api/globals.html#btoadata).

use super::{dom_exception, errors};
use crate::builtins::typed_array::{Malformed, decode_base64, encode_base64};
use crate::engine::{Agent, Call, Intrinsic, JsResult, Method, Str, Throw};

/// Makes both.
pub(super) fn install(agent: &mut Agent) {
    let atob = agent.new_method(&Method::function("atob", 1, atob));
    super::globals::define_enumerable_global(agent, "atob", atob.value());
    let btoa = agent.new_method(&Method::function("btoa", 1, btoa));
    super::globals::define_enumerable_global(agent, "btoa", btoa.value());
}

fn input(agent: &mut Agent, call: Call) -> JsResult<Str> {
    if call.is_empty() {
        let proto = Intrinsic::TypeErrorPrototype;
        let text = "The \"input\" argument must be specified";
        return Err(errors::throw(agent, proto, "ERR_MISSING_ARGS", text));
    }
    let input = agent.to_string(call.arg(0))?;
    Ok(input)
}

fn invalid(agent: &mut Agent, text: &str) -> Throw {
    dom_exception::throw(agent, "InvalidCharacterError", text)
}

/// `atob(data)`
fn atob(agent: &mut Agent, call: Call) -> JsResult {
    let input = input(agent, call)?;
    let units = agent.heap.units(input);
    match decode_base64(&units, &agent.heap.budget) {
        Ok(bytes) => Ok(agent.heap.new_latin1(&bytes).value()),
        Err(Malformed::SingleCharacter) => {
            let text = "The string to be decoded is not correctly encoded.";
            Err(invalid(agent, text))
        }
        Err(_) => Err(invalid(agent, "Invalid character")),
    }
}

/// `btoa(data)`
fn btoa(agent: &mut Agent, call: Call) -> JsResult {
    let input = input(agent, call)?;
    let budget = &agent.heap.budget;
    let units = budget.each(agent.heap.text(input).units());
    let bytes: Option<Vec<u8>> = units.map(|unit| u8::try_from(unit).ok()).collect();
    let Some(bytes) = bytes else {
        return Err(invalid(agent, "Invalid character"));
    };
    let text = encode_base64(&bytes, budget);
    Ok(agent.heap.new_string(&text).value())
}
