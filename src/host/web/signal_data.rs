//! What abort signals are beside event targets: whether they were aborted, and who waits for it.
//!
//! A signal that can still abort by itself, after a time or because others do, lives as long as somebody
//! listens for that; one that nobody listens to may be collected before.

use super::listeners::Traits;
use super::target_data::{self, ListenerHooks, own, own_mut};
use crate::engine::{Agent, HostData, Object, PropertyKey, Tracer, Value};
use crate::heap::Marks;
use rustc_hash::FxHashSet;

/// What a signal does when its listeners change.
pub(super) static HOOKS: ListenerHooks = ListenerHooks {
    added: listener_added,
    removed: listener_removed,
};

/// What a signal is beside an event target.
#[derive(Default)]
pub(super) struct Signal {
    /// Why it was aborted, if it was.
    pub(super) reason: Option<Value>,
    /// Whether its abort comes from a timer.
    pub(super) is_timed: bool,
    /// Whether it can be sent through a port.
    is_transferable: bool,
    /// Signals that abort when this one does, held weakly.
    pub(super) dependents: Vec<Object>,
    /// Signals that this one depends on, if it was made of others. They depend on none themselves.
    pub(super) sources: Option<Vec<Object>>,
}

impl HostData for Signal {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_all(&self.reason);
        for source in self.sources.iter().flatten() {
            tracer.mark_object(*source);
        }
    }

    fn external_bytes(&self) -> usize {
        let sources = self.sources.as_ref().map_or(0, Vec::capacity);
        (self.dependents.capacity() + sources) * size_of::<Object>()
    }

    fn is_weak(&self) -> bool {
        !self.dependents.is_empty()
    }

    fn forget_dead(&mut self, marks: Marks<'_>) -> bool {
        self.dependents
            .retain(|dependent| marks.is_live(dependent.value()));
        false
    }
}

/// Signals that have to stay alive, since somebody waits for them to abort.
#[derive(Default)]
struct Awaited(FxHashSet<Object>);

impl HostData for Awaited {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.0.iter().for_each(|signal| tracer.mark_object(*signal));
    }
}

/// Whether an object is a signal.
pub(super) fn is_signal(agent: &Agent, object: Object) -> bool {
    own::<Signal>(agent, object).is_some()
}

/// Whether a signal was aborted.
pub(super) fn is_aborted(agent: &Agent, signal: Object) -> bool {
    own::<Signal>(agent, signal).is_some_and(|data| data.reason.is_some())
}

/// Why a signal was aborted, if it was.
pub(super) fn reason_of(agent: &Agent, signal: Object) -> Option<Value> {
    own::<Signal>(agent, signal)?.reason
}

/// Gives a signal a reason without telling anybody: one that is being made.
pub(super) fn set_reason(agent: &mut Agent, signal: Object, reason: Value) {
    if let Some(data) = own_mut::<Signal>(agent, signal) {
        data.reason = Some(reason);
    }
}

/// Whether a signal can be sent through a port.
pub(super) fn is_transferable(agent: &Agent, object: Object) -> bool {
    own::<Signal>(agent, object).is_some_and(|data| data.is_transferable)
}

/// Lets a signal be sent through ports.
pub(in crate::host) fn make_transferable(agent: &mut Agent, value: Value) {
    if let Some(object) = value.as_object()
        && let Some(data) = own_mut::<Signal>(agent, object)
    {
        data.is_transferable = true;
    }
}

/// Has a signal call a function when it aborts, whatever its other listeners do. The function lives
/// as long as its owner.
pub(super) fn on_abort(agent: &mut Agent, signal: Object, run: Object, owner: Option<Object>) {
    let key = agent.static_key("abort");
    let name = agent.heap.key_to_value(key);
    let traits = Traits {
        once: true,
        resists: true,
        ..Traits::default()
    };
    target_data::add(agent, signal, (key, name), run.value(), traits, owner);
}

fn listener_added(
    agent: &mut Agent,
    signal: Object,
    key: PropertyKey,
    size: usize,
    traits: Traits,
) {
    let abort = agent.static_key("abort");
    let Some(data) = own::<Signal>(agent, signal) else {
        return;
    };
    let depends = data.is_timed || data.sources.as_ref().is_some_and(|list| !list.is_empty());
    if key != abort || !depends || data.reason.is_some() || traits.resists || size != 1 {
        return;
    }
    if agent.slot::<Awaited>().is_none() {
        agent.set_slot(Awaited::default());
    }
    if let Some(awaited) = agent.slot_mut::<Awaited>() {
        awaited.0.insert(signal);
    }
}

fn listener_removed(agent: &mut Agent, signal: Object, key: PropertyKey, size: usize) {
    if size == 0 && key == agent.static_key("abort") {
        forget_awaited(agent, signal);
    }
}

fn forget_awaited(agent: &mut Agent, signal: Object) {
    if let Some(awaited) = agent.slot_mut::<Awaited>() {
        awaited.0.remove(&signal);
    }
}

/// Marks a signal as aborted; those that depend on it, which are forgotten.
pub(super) fn set_aborted(agent: &mut Agent, signal: Object, reason: Value) -> Vec<Object> {
    forget_awaited(agent, signal);
    let Some(data) = own_mut::<Signal>(agent, signal) else {
        return Vec::new();
    };
    data.reason = Some(reason);
    std::mem::take(&mut data.dependents)
}
