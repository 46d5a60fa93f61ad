//! What the command itself says on standard error.

use std::io::Write;

/// Says why nothing could be run, or why a program was stopped.
pub(super) fn complain(error: &dyn std::fmt::Display) {
    let mut stderr = std::io::stderr();
    let _ = writeln!(stderr, "minijs: {error}");
}
