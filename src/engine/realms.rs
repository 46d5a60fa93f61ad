//! Several realms in one agent.
//!
//! The realm that runs is in the agent itself, so that reaching it costs nothing; the others are
//! parked. A function object has its realm's number in its flags. An agent with one realm, as
//! nearly all are, never looks at it: only after [`Agent::track_realms`] does code switch to its
//! function's realm when it is entered.

use super::realm::Realm;
use super::{Agent, Intrinsic, JsResult};
use crate::heap::{Kind, Object, Tracer, Value};
use std::mem::swap;

/// Where a function's flags have the number of its realm.
const REALM_SHIFT: u32 = 16;

/// The number of a realm.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct RealmId(u16);

impl RealmId {
    /// What the flags of the realm's functions begin with.
    pub(super) fn function_flags(self) -> u32 {
        u32::from(self.0) << REALM_SHIFT
    }
}

/// The realms of an agent.
#[derive(Default)]
pub(super) struct Realms {
    tracks: bool,
    current: RealmId,
    /// By number; the one that runs isn't here.
    parked: Vec<Option<Box<Realm>>>,
}

impl Realms {
    /// Marks what the parked realms hold.
    pub(super) fn trace(&self, tracer: &mut Tracer<'_>) {
        for parked in self.parked.iter().flatten() {
            parked.trace(tracer);
        }
    }
}

impl Agent {
    /// Makes functions run in their realms, which costs a little at each call. To be asked for
    /// before any code is compiled.
    pub fn track_realms(&mut self) {
        self.realms.tracks = true;
    }

    /// Whether there may be several realms.
    #[inline(always)]
    pub fn tracks_realms(&self) -> bool {
        self.realms.tracks
    }

    /// The realm that runs.
    #[inline]
    pub fn current_realm(&self) -> RealmId {
        self.realms.current
    }

    /// Makes another realm and runs `fill` in it, which makes its built-ins.
    pub fn create_realm<T>(&mut self, fill: impl FnOnce(&mut Agent) -> T) -> T {
        let parked = &mut self.realms.parked;
        if parked.is_empty() {
            parked.push(None);
        }
        let id = RealmId(parked.len() as u16);
        let realm = Realm::new(&mut self.heap);
        self.realms.parked.push(Some(Box::new(realm)));
        self.in_realm(id, |agent| {
            agent.make_base_objects();
            fill(agent)
        })
    }

    /// Runs `body` in a realm.
    pub fn in_realm<T>(&mut self, realm: RealmId, body: impl FnOnce(&mut Agent) -> T) -> T {
        let outer = self.realms.current;
        if realm == outer {
            return body(self);
        }
        self.switch(realm);
        let result = body(self);
        self.switch(outer);
        result
    }

    fn switch(&mut self, realm: RealmId) {
        let current = self.realms.current;
        let Some(mut parked) = self.realms.parked[realm.0 as usize].take() else {
            unreachable!("a realm that doesn't run is parked");
        };
        swap(&mut self.realm, &mut parked);
        self.realms.parked[current.0 as usize] = Some(parked);
        self.realms.current = realm;
        self.heap.set_new_function_flags(realm.function_flags());
    }

    /// The realm of a function object; that which runs for anything else.
    #[inline]
    pub fn realm_of_function(&self, function: Value) -> RealmId {
        match function.as_object() {
            Some(object) if matches!(object.kind(), Kind::Function | Kind::Native) => {
                RealmId((self.heap.function_flags(object) >> REALM_SHIFT) as u16)
            }
            _ => self.realms.current,
        }
    }

    /// [GetFunctionRealm](https://tc39.es/ecma262/#sec-getfunctionrealm)
    pub fn get_function_realm(&mut self, object: Object) -> JsResult<RealmId> {
        let mut object = object;
        loop {
            object = match object.kind() {
                Kind::Bound => match self.bound_target(object).as_object() {
                    Some(target) => target,
                    None => return Ok(self.realms.current),
                },
                Kind::Proxy => self.proxy_target_for_realm(object)?,
                _ => return Ok(self.realm_of_function(object.value())),
            };
        }
    }

    /// An intrinsic object of a realm.
    pub fn intrinsic_of(&self, realm: RealmId, intrinsic: Intrinsic) -> Object {
        match self.realms.parked.get(realm.0 as usize) {
            Some(Some(parked)) => parked.intrinsic(intrinsic),
            _ => self.intrinsic(intrinsic),
        }
    }
}
