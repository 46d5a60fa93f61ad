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
    /// The realm that an agent begins with, which is the host's.
    pub const FIRST: RealmId = RealmId(0);

    /// The number.
    pub(in crate::engine) fn number(self) -> usize {
        self.0 as usize
    }

    /// The realm of functions with these flags.
    pub(in crate::engine) fn of_flags(flags: u32) -> RealmId {
        RealmId((flags >> REALM_SHIFT) as u16)
    }

    /// The realm of functions whose flags have this upper half.
    pub(in crate::engine) fn of_group(group: u32) -> Option<RealmId> {
        u16::try_from(group).ok().map(RealmId)
    }

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
    /// Those that go on once what runs in the current one is done.
    pub(super) around: Vec<RealmId>,
    /// Numbers of realms that died.
    free: Vec<u16>,
}

/// Which realms a collection has found to be live.
#[derive(Default)]
pub(in crate::engine) struct LiveRealms(Vec<bool>);

impl Realms {
    /// Parks a new realm; its number, unless there are too many.
    pub(super) fn park(&mut self, realm: Realm) -> Option<RealmId> {
        if self.parked.is_empty() {
            self.parked.push(None);
        }
        let number = match self.free.pop() {
            Some(number) => number,
            None => {
                let number = u16::try_from(self.parked.len()).ok()?;
                self.parked.push(None);
                number
            }
        };
        self.parked[number as usize] = Some(Box::new(realm));
        Some(RealmId(number))
    }

    /// Marks what the realms hold that live whatever is reached: the first one, and those that run.
    pub(in crate::engine) fn trace_roots(&self, live: &mut LiveRealms, tracer: &mut Tracer<'_>) {
        live.0 = vec![false; self.parked.len()];
        for &realm in self.around.iter().chain([&RealmId::FIRST, &self.current]) {
            self.trace_realm(realm, live, tracer);
        }
    }

    /// Marks what the realms hold that were reached so far: by one of their functions, or of their
    /// intrinsic objects. Whether there were such that weren't traced yet.
    pub(in crate::engine) fn trace_reached(
        &self,
        live: &mut LiveRealms,
        tracer: &mut Tracer<'_>,
    ) -> bool {
        let mut found = false;
        for number in 0..self.parked.len() as u16 {
            let realm = RealmId(number);
            let is_reached = || {
                let parked = self.parked[number as usize].as_ref();
                tracer.has_function_of(realm.function_flags())
                    || parked.is_some_and(|parked| parked.is_reached(tracer))
            };
            if !live.0[number as usize] && is_reached() {
                self.trace_realm(realm, live, tracer);
                found = true;
            }
        }
        found
    }

    fn trace_realm(&self, realm: RealmId, live: &mut LiveRealms, tracer: &mut Tracer<'_>) {
        let number = realm.0 as usize;
        if let Some(live) = live.0.get_mut(number)
            && std::mem::replace(live, true)
        {
            return;
        }
        if let Some(Some(parked)) = self.parked.get(number) {
            parked.trace(tracer);
        }
        if realm != RealmId::FIRST {
            tracer.trace_definitions_of(u32::from(realm.0));
        }
    }

    /// Drops the realms that are dead; which those were.
    pub(in crate::engine) fn drop_dead(&mut self, live: &LiveRealms) -> Vec<RealmId> {
        let mut dead = Vec::new();
        for (number, parked) in self.parked.iter_mut().enumerate() {
            let is_live = live.0.get(number).is_none_or(|live| *live);
            if !is_live && parked.take().is_some() {
                self.free.push(number as u16);
                dead.push(RealmId(number as u16));
            }
        }
        dead
    }
}
