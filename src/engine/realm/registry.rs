//! Several realms in one agent.
//!
//! The realm that runs is in the agent itself, so that reaching it costs nothing; the others are
//! parked. A function object has its realm's number in its flags. An agent with one realm, as
//! nearly all are, never looks at it: only after `Agent::track_realms` does code switch to its
//! function's realm when it is entered.

use super::Realm;
use crate::heap::Tracer;

/// Where a function's flags have the number of its realm.
pub(super) const REALM_SHIFT: u32 = 16;

/// The number of a realm.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct RealmId(pub(super) u16);

impl RealmId {
    /// What the flags of the realm's functions begin with.
    pub(in crate::engine) fn function_flags(self) -> u32 {
        u32::from(self.0) << REALM_SHIFT
    }
}

/// The realms of an agent.
#[derive(Default)]
pub(in crate::engine) struct Realms {
    pub(super) tracks: bool,
    pub(super) current: RealmId,
    /// By number; the one that runs isn't here.
    pub(super) parked: Vec<Option<Box<Realm>>>,
}

impl Realms {
    /// Marks what the parked realms hold.
    pub(in crate::engine) fn trace(&self, tracer: &mut Tracer<'_>) {
        for parked in self.parked.iter().flatten() {
            parked.trace(tracer);
        }
    }
}
