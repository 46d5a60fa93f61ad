//! Making realms and running code in them.

use super::registry::{REALM_SHIFT, RealmId};
use super::{Intrinsic, Realm};
use crate::engine::{Agent, JsResult, messages};
use crate::heap::{Kind, Object, Value};
use std::mem::swap;

impl Agent {
    /// Makes functions run in their realms, which costs a little at each call. To be asked for
    /// before any code is compiled.
    pub fn track_realms(&mut self) {
        self.realms.tracks = true;
    }

    /// Makes natives take the way that they take where there are several realms, or not; what it was
    /// before.
    pub(in crate::engine) fn set_tracks_realms(&mut self, tracks: bool) -> bool {
        std::mem::replace(&mut self.realms.tracks, tracks)
    }

    /// Whether there may be several realms, or natives have to be looked at for another reason.
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
    /// There is none where there are too many.
    pub fn create_realm<T>(&mut self, fill: impl FnOnce(&mut Agent) -> T) -> Option<T> {
        /// About what a realm has in tables beside the heap.
        const BYTES: usize = 64 << 10;
        self.heap.report_external(BYTES);
        self.gc_point();
        let realm = Realm::new(&mut self.heap);
        let id = self.realms.park(realm)?;
        Some(self.in_realm(id, |agent| {
            agent.make_base_objects();
            fill(agent)
        }))
    }

    /// Runs `body` in a realm.
    pub fn in_realm<T>(&mut self, realm: RealmId, body: impl FnOnce(&mut Agent) -> T) -> T {
        let outer = self.realms.current;
        if realm == outer {
            return body(self);
        }
        self.realms.around.push(outer);
        self.switch(realm);
        let result = body(self);
        self.switch(outer);
        self.realms.around.pop();
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
                Kind::Bound => match self.heap.bound_target(object).as_object() {
                    Some(target) => target,
                    None => return Ok(self.realms.current),
                },
                Kind::Proxy => self.proxy_target_for_realm(object)?,
                _ => return Ok(self.realm_of_function(object.value())),
            };
        }
    }

    /// Refuses to make code of a text where the realm doesn't allow that.
    pub fn check_code_generation(&mut self) -> JsResult<()> {
        if self.realm.code_generation {
            return Ok(());
        }
        let proto = Intrinsic::EvalErrorPrototype;
        let error = self.new_error(proto, messages::NO_CODE_GENERATION);
        Err(self.throw(error.value()))
    }

    /// An intrinsic object of a realm.
    pub fn intrinsic_of(&self, realm: RealmId, intrinsic: Intrinsic) -> Object {
        match self.realms.parked.get(realm.0 as usize) {
            Some(Some(parked)) => parked.intrinsic(intrinsic),
            _ => self.intrinsic(intrinsic),
        }
    }
}
