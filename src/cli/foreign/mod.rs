//! Options of Node's that minijs doesn't have: what is said of them.
//!
//! Owns all names that Node 24 and V8 know, besides those that minijs has itself (`flags.rs`). An
//! option that asks for what minijs does anyway is taken and has no effect; any other is refused with
//! what it is, so that nothing that was asked for is silently not done.

mod fate;
mod node;
mod v8;

use crate::diagnostics::spelling::nearest;
pub(super) use fate::Fate;

/// What becomes of an option, whose name has no dashes at the front.
pub(super) fn fate(name: &str) -> Fate {
    if let Some(fate) = node::fate(name) {
        return fate;
    }
    match v8::meaning(name) {
        Some(meaning) => Fate::Refused(meaning),
        None => Fate::Unknown,
    }
}

/// The name that is nearest to an unknown one, of those that minijs has and those of Node's.
pub(super) fn nearest_name<'a>(name: &str, own: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    nearest(name, own).or_else(|| nearest(name, node::names()))
}
