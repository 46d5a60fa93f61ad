//! Which of the host's objects can be cloned or transferred, and how.

use super::abort_controller::is_controller;
use super::event::is_event;
use super::message_port::Ports;
use super::performance::entry;
use super::port_data::is_port;
use super::signal_data::is_transferable;
use super::stream_transfer::{self, Streams};
use super::structured_clone::{Cloning, KindOf, Kinds, Manner};
use super::target_data::is_target;
use super::{blob, transferable_signal};
use crate::engine::{Agent, JsResult, Object};
use crate::host::encoding::{TextDecoder, TextEncoder};

/// The table, for `structured_clone`.
pub(super) static KINDS: Kinds = Kinds {
    hosts: HOSTS,
    plain: |agent, object| {
        let is_stream = stream_transfer::is_stream(agent, object);
        is_stream.then_some(Manner::Moved(&Streams))
    },
};

const HOSTS: &[KindOf] = &[
    |agent, object| is_port(agent, object.value()).then_some(Manner::Moved(&Ports)),
    |agent, object| blob::is_blob(agent, object.value()).then_some(Manner::Copied(copy_blob)),
    |agent, object| {
        // What Node marks as something that can't be cloned.
        const NOT: &[&str] = &[
            "URL",
            "URLSearchParams",
            "URLPattern",
            "FormData",
            "Headers",
        ];
        let class = agent.heap.host_class(object)?;
        NOT.contains(&class).then_some(Manner::Never)
    },
    |agent, object| {
        let copied = Manner::CopiedEvenIfListed(transferable_signal::copy);
        is_transferable(agent, object).then_some(copied)
    },
    |agent, object| is_ordinary_in_node(agent, object).then_some(Manner::Plain),
];

fn copy_blob(agent: &mut Agent, cloning: &mut Cloning, object: Object) -> JsResult<Object> {
    match blob::copy(agent, object) {
        Some(copy) => Ok(cloning.becomes(agent, object, copy)),
        None => unreachable!("it was found to be one"),
    }
}

/// Whether an object is one of a class that in Node has no internal slots, so that a clone of it is a
/// plain object.
fn is_ordinary_in_node(agent: &Agent, object: Object) -> bool {
    is_target(agent, object.value())
        || is_event(agent, object.value())
        || is_controller(agent, object)
        || entry::entry(agent, object).is_some()
        || agent.heap.host::<TextEncoder>(object).is_some()
        || agent.heap.host::<TextDecoder>(object).is_some()
}
