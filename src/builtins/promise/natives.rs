//! Identifiers of the native functions that promises pass to `then`, registered once for each agent.

use crate::engine::{Agent, NativeId};
use crate::heap::{HostData, Tracer};

/// The native functions that promises pass to `then`.
#[derive(Clone, Copy)]
pub(super) struct Natives {
    pub(super) all_element: NativeId,
    pub(super) settled_value: NativeId,
    pub(super) settled_reason: NativeId,
    pub(super) any_element: NativeId,
    pub(super) then_finally: NativeId,
    pub(super) catch_finally: NativeId,
    pub(super) value_thunk: NativeId,
    pub(super) thrower: NativeId,
}

impl HostData for Natives {
    fn trace(&self, _: &mut Tracer<'_>) {}
}

impl Natives {
    pub(super) fn of(agent: &Agent) -> Natives {
        match agent.slot::<Natives>() {
            Some(natives) => *natives,
            None => unreachable!("promises are installed before they are used"),
        }
    }
}
