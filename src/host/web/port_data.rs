//! What message ports are beside event targets.

use super::target_data::own;
use crate::engine::{Agent, HostData, Object, Tracer, Value};

/// What a port is beside an event target.
pub(super) struct Port {
    /// Its end of the connection; none once it is closed or was moved.
    pub(super) end: Option<Object>,
    /// The async context that it was made in, in which it hears of messages.
    pub(super) context: Value,
}

impl HostData for Port {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        if let Some(end) = self.end {
            tracer.mark_object(end);
        }
        tracer.mark(self.context);
    }
}

/// Whether a value is a port.
pub(super) fn is_port(agent: &Agent, value: Value) -> bool {
    let object = value.as_object();
    object.is_some_and(|object| own::<Port>(agent, object).is_some())
}
