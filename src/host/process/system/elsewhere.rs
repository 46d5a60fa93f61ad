//! Where the system can't be asked.

use super::{NOT_SUPPORTED, Usage};

/// Sends a signal.
pub fn kill(_: i32, _: i32) -> Result<(), i32> {
    Err(NOT_SUPPORTED)
}

/// The mask of modes for new files.
pub fn mask(_: Option<u32>) -> u32 {
    0
}

/// What the process has used.
pub fn usage() -> Option<Usage> {
    None
}

/// The times that this thread has used.
pub fn thread_times() -> Option<[f64; 2]> {
    None
}

/// The ids of the user and the group, and the groups besides.
pub fn identity() -> Option<([u32; 4], Vec<u32>)> {
    None
}

/// Sets one of the ids.
pub fn set_identity(_: &str, _: u32) -> Result<(), i32> {
    Err(NOT_SUPPORTED)
}

/// Sets the groups besides the own.
pub fn set_groups(_: &[u32]) -> Result<(), i32> {
    Err(NOT_SUPPORTED)
}
