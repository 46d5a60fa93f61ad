//! The web's interfaces: URL, Blob, FormData, Headers, and so on.
//!
//! Each is a file with its table at the head; `interface` has what they share. Objects are host
//! objects, whose data is the brand that methods look for.

pub(in crate::host) mod blob;
pub(in crate::host) mod blob_urls;
mod form_data;
mod headers;
mod interface;
pub(in crate::host) mod url;
mod url_pattern;
mod url_search_params;
mod web_idl;

use crate::engine::{Agent, Object};

/// Makes the globals. They are only noted down: the properties are made at the first look.
pub(super) fn install(agent: &mut Agent) {
    agent.define_hidden(|agent| {
        interface::install(agent);
        url::install(agent);
        url_search_params::install(agent);
        url_pattern::install(agent);
        blob::install(agent);
        form_data::install(agent);
        headers::install(agent);
    });
}

/// Whether an object is of an interface that Node marks as one that can't be cloned.
pub(super) fn is_not_cloneable(agent: &Agent, object: Object) -> bool {
    let class = agent.heap.host_class(object);
    matches!(
        class,
        Some("URL" | "URLSearchParams" | "URLPattern" | "FormData" | "Headers")
    )
}
