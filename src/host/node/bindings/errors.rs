//! The binding `errors`: where a call stands in its text, for the messages of assertions.

use super::util::frames_below;
use crate::engine::{Agent, Call, JsResult, Method, Object, PropertyFlags, Value};

const METHODS: &[Method] = &[Method::new("callSite", 1, call_site)];

/// Makes an object with the functions.
pub fn make(agent: &mut Agent) -> JsResult<Object> {
    let binding = agent.heap.ordinary_object_create(Value::NULL);
    agent.define_methods_with(binding, METHODS, PropertyFlags::DATA);
    Ok(binding)
}

/// `callSite(fn)`: the line of text in which the innermost running call of a function stands, and the
/// column, from 0, in UTF-16 code units. `undefined` where no text called it.
fn call_site(agent: &mut Agent, call: Call) -> JsResult {
    let frames = frames_below(agent, call.arg(0), 1);
    let Some((source, line, column)) = frames.first().and_then(|frame| agent.frame_source(frame))
    else {
        return Ok(Value::UNDEFINED);
    };
    let starts = source.line_starts();
    let start = starts.get(line as usize - 1).copied().unwrap_or(0) as usize;
    let text = source.text().get(start..).unwrap_or("");
    let text = text.split(['\n', '\r']).next().unwrap_or("");
    let text = agent.heap.new_string(text).value();
    let column = Value::number(f64::from(column.saturating_sub(1)));
    Ok(agent.new_array(vec![text, column]).value())
}
