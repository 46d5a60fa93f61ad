//! The time value of a Date: milliseconds since the epoch, or NaN.

use crate::engine::{Agent, JsResult, Object, Value, messages};
use crate::heap::{HostData, Tracer};

/// The internal slot of a Date: its time value.
pub struct DateData(pub f64);

impl HostData for DateData {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn builtin_tag(&self) -> Option<&'static str> {
        Some("Date")
    }
}

/// The time value of a Date; `None` for any other object.
pub fn date_value(agent: &Agent, object: Object) -> Option<f64> {
    agent.heap.host::<DateData>(object).map(|date| date.0)
}

/// The time value of `this`, which must be a Date, for the method of that name.
pub(super) fn this_time_value(agent: &mut Agent, this: Value, method: &str) -> JsResult<f64> {
    let date = this
        .as_object()
        .and_then(|object| date_value(agent, object));
    date.ok_or_else(|| {
        let receiver = agent.value_for_message(this);
        let method = format!("Date.prototype.{method}");
        agent.type_error(messages::incompatible_receiver(&method, &receiver))
    })
}
