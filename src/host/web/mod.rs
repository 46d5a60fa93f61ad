//! The web's interfaces: URL, Blob, FormData, Headers, and so on.
//!
//! Each is a file with its table at the head; `interface` has what they share. Objects are host
//! objects, whose data is the brand that methods look for.

mod interface;
pub(in crate::host) mod url;
pub(in crate::host) mod url_search_params;

use crate::engine::Agent;

/// Makes the globals. They are only noted down: the properties are made at the first look.
pub(super) fn install(agent: &mut Agent) {
    agent.define_hidden(|agent| {
        interface::install(agent);
        url::install(agent);
        url_search_params::install(agent);
    });
}
