//! The compiler of a realm.

use crate::engine::Agent;
use crate::lower;

/// Gives the realm that is being made `eval` and `Function`.
pub fn install_compiler(agent: &mut Agent) {
    lower::indirect_eval::install(agent);
}
