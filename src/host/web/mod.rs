//! The web's globals, as Node has them.
//!
//! A file for each interface: its table at the head, its internal slots, its methods. All are made when
//! they are first looked at ([`install`] only names them), or when another needs them.
//!
//! | file | what |
//! | --- | --- |
//! | `interface` | how constructors and prototypes are made of tables |
//! | `event`, `event_class` | events, and what those that extend them share |
//! | `custom_event`, `message_event`, `close_event` | which are these |
//! | `target_data` | what all event targets are made of |
//! | `event_target` | adding and removing listeners |
//! | `listeners` | the lists of them |
//! | `dispatch` | the one place where they are called |
//! | `report` | errors of theirs |
//! | `event_handler` | attributes like `onabort` |
//! | `abort_controller`, `abort_signal`, `signal_data`, `transferable_signal` | stopping things |
//! | `dom_exception` | errors |
//! | `message_channel`, `message_port`, `port_data`, `broadcast_channel` | messages |
//! | `node_event_target` | what ports have of emitters |
//! | `structured_clone` | deep copies, and moving things |
//! | `cloneable` | which of the host's objects can be copied or moved |
//! | `stream_globals`, `stream_transfer` | streams, which are texts in JavaScript |
//! | `url`, `url_data`, `url_search_params`, `url_pattern` | URLs, over the module `url` of the crate |
//! | `blob`, `blob_urls`, `form_data`, `headers` | what is sent and received |
//! | `objects`, `web_idl` | what these six share |
//! | `performance` | the clock, and what a program measures |
//! | `navigator` | what runs the program |
//! | `web_socket` | what says that there is no network |
//! | `check`, `show` | arguments and receivers; inspection |

mod abort_controller;
mod abort_signal;
pub(in crate::host) mod blob;
pub(in crate::host) mod blob_urls;
mod broadcast_channel;
mod check;
pub(in crate::host) mod clone_marks;
mod cloneable;
mod close_event;
mod custom_event;
mod dispatch;
pub mod dom_exception;
mod event;
mod event_class;
mod event_handler;
pub mod event_target;
mod form_data;
mod headers;
pub(in crate::host) mod interface;
mod listeners;
mod message_channel;
mod message_event;
pub mod message_port;
mod navigator;
mod node_event_target;
mod objects;
mod performance;
mod port_data;
mod report;
mod show;
pub(in crate::host) mod signal_data;
mod stream_globals;
pub(in crate::host) mod stream_transfer;
mod structured_clone;
pub(in crate::host) mod target_data;
mod transferable_signal;
pub(in crate::host) mod url;
mod url_data;
mod url_pattern;
mod url_search_params;
mod web_idl;
mod web_socket;

use super::globals::define_enumerable_global;
use crate::engine::{Agent, Call, Intrinsic, JsResult, LazyGlobal, PropertyFlags};
use interface::Interface;
pub use performance::performance_object;

/// In Node's order.
const GLOBALS: &[LazyGlobal] = &[
    LazyGlobal {
        name: "URL",
        make: |agent| constructor(agent, &url::URL),
    },
    LazyGlobal {
        name: "URLSearchParams",
        make: |agent| constructor(agent, &url_search_params::URL_SEARCH_PARAMS),
    },
    LazyGlobal {
        name: "DOMException",
        make: dom_exception::constructor,
    },
    LazyGlobal {
        name: "AbortController",
        make: |agent| constructor(agent, &abort_controller::ABORT_CONTROLLER),
    },
    LazyGlobal {
        name: "AbortSignal",
        make: |agent| constructor(agent, &abort_signal::ABORT_SIGNAL),
    },
    LazyGlobal {
        name: "Event",
        make: |agent| constructor(agent, &event::EVENT),
    },
    LazyGlobal {
        name: "EventTarget",
        make: |agent| constructor(agent, &event_target::EVENT_TARGET),
    },
    LazyGlobal {
        name: "CustomEvent",
        make: |agent| constructor(agent, &custom_event::CUSTOM_EVENT),
    },
    LazyGlobal {
        name: "BroadcastChannel",
        make: |agent| constructor(agent, &broadcast_channel::BROADCAST_CHANNEL),
    },
    LazyGlobal {
        name: "MessageChannel",
        make: |agent| constructor(agent, &message_channel::MESSAGE_CHANNEL),
    },
    LazyGlobal {
        name: "MessagePort",
        make: message_port::constructor,
    },
    LazyGlobal {
        name: "Blob",
        make: |agent| constructor(agent, &blob::BLOB),
    },
    LazyGlobal {
        name: "File",
        make: |agent| constructor(agent, &blob::FILE),
    },
    LazyGlobal {
        name: "Performance",
        make: |agent| constructor(agent, &performance::PERFORMANCE),
    },
    LazyGlobal {
        name: "PerformanceEntry",
        make: |agent| constructor(agent, &performance::entry::PERFORMANCE_ENTRY),
    },
    LazyGlobal {
        name: "PerformanceMark",
        make: |agent| constructor(agent, &performance::entry::PERFORMANCE_MARK),
    },
    LazyGlobal {
        name: "PerformanceMeasure",
        make: |agent| constructor(agent, &performance::entry::PERFORMANCE_MEASURE),
    },
    LazyGlobal {
        name: "PerformanceObserver",
        make: |agent| constructor(agent, &performance::observer::PERFORMANCE_OBSERVER),
    },
    LazyGlobal {
        name: "PerformanceObserverEntryList",
        make: |agent| constructor(agent, &performance::observer::ENTRY_LIST),
    },
    LazyGlobal {
        name: "PerformanceResourceTiming",
        make: |agent| {
            let interface = &performance::resource_timing::PERFORMANCE_RESOURCE_TIMING;
            constructor(agent, interface)
        },
    },
    LazyGlobal {
        name: "URLPattern",
        make: |agent| constructor(agent, &url_pattern::URL_PATTERN),
    },
    LazyGlobal {
        name: "FormData",
        make: |agent| constructor(agent, &form_data::FORM_DATA),
    },
    LazyGlobal {
        name: "Headers",
        make: |agent| constructor(agent, &headers::HEADERS),
    },
    LazyGlobal {
        name: "MessageEvent",
        make: |agent| constructor(agent, &message_event::MESSAGE_EVENT),
    },
    LazyGlobal {
        name: "CloseEvent",
        make: |agent| constructor(agent, &close_event::CLOSE_EVENT),
    },
    LazyGlobal {
        name: "WebSocket",
        make: |agent| constructor(agent, &web_socket::WEB_SOCKET),
    },
    LazyGlobal {
        name: "Navigator",
        make: |agent| constructor(agent, &navigator::NAVIGATOR),
    },
];

fn constructor(agent: &mut Agent, interface: &'static Interface) -> JsResult {
    Ok(interface::constructor(agent, interface).value())
}

/// Names the globals.
pub(super) fn install(agent: &mut Agent) {
    agent.define_lazy_globals(GLOBALS);
    stream_globals::install(agent);
    structured_clone::install(agent, &cloneable::KINDS);
}

/// Makes the globals that come next to last among the enumerable ones.
pub(super) fn install_before_crypto(agent: &mut Agent) {
    performance::install(agent);
    let fetch = agent.new_builtin("fetch", 1, fetch);
    define_enumerable_global(agent, "fetch", fetch.value());
}

/// Makes the last.
pub(super) fn install_last(agent: &mut Agent) {
    navigator::install(agent);
}

/// [fetch(input\[, init\])](https://nodejs.org/api/globals.html#fetch): there is no network, which the promise
/// tells.
fn fetch(agent: &mut Agent, _: Call) -> JsResult {
    let error = agent.new_error(Intrinsic::TypeErrorPrototype, "fetch failed");
    agent.keep_object(error);
    let text = "minijs has no network";
    let cause = agent.new_error(Intrinsic::ErrorPrototype, text);
    let (key, hidden) = (agent.names.cause, PropertyFlags::HIDDEN);
    agent.heap.add_property(error, key, hidden, cause.value());
    let promise = agent.new_promise();
    agent.reject_promise(promise, error.value());
    Ok(promise.value())
}
