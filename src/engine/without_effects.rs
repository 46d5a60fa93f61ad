//! Running code that must not have effects: for looks at a value that nobody asked to run anything
//! for.
//!
//! What is allocated meanwhile may be written to; a write to anything older, and a call of a native
//! that isn't known to have no effects, ends the run at once. No code of a script can tell or catch
//! that. It is what V8 calls `throwOnSideEffect`.
//!
//! Programs that run as usual pay nothing for it, because what runs here is lowered anew, with looks
//! at what is written (`Agent::forbids_effects` is asked by `lower`), and natives take the long way
//! that they take where there are several realms. Only operations that are slow anyway look at
//! [`Agent::check_write`] each time. Nothing is collected meanwhile, so that what is new can be told
//! from what is old.

use super::effects::{Allowance, Effects, Forbidden, KnownEffects};
use super::native::Call;
use super::{Agent, Code, JsResult, Throw, Value};
use std::rc::Rc;
use std::time::Instant;

impl Agent {
    /// Runs `body` so that it has no effects; what it gave, or `None` where it threw, wanted to
    /// have one, or used more than it may. To be called where no code of a script runs. What `body`
    /// gives must not refer to the heap.
    pub fn without_effects<T>(
        &mut self,
        known: &Rc<KnownEffects>,
        allowance: Allowance,
        body: impl FnOnce(&mut Agent) -> JsResult<T>,
    ) -> Option<T> {
        if self.effects.is_some() || self.heap.budget.stopped().is_some() {
            return None;
        }
        let units = self.heap.mark_units();
        let codes = self.codes.map(Code::to_be_lowered);
        let codes = std::mem::replace(&mut self.codes, codes);
        let tracked = self.set_tracks_realms(true);
        let limit = self.heap.limit_more(allowance.bytes);
        let part = self.heap.budget.begin_part(Instant::now() + allowance.time);
        self.roots.collections_paused += 1;
        self.effects = Some(Box::new(Forbidden {
            known: Rc::clone(known),
            part: part.id(),
        }));
        self.heap.begin_watch();
        let place = self.machine.checkpoint();
        let new_target = self.machine.new_target;
        let resumption = std::mem::take(&mut self.machine.resumption);
        let result = self.scoped(body);
        let result = match result {
            Ok(result) => Some(result),
            Err(throw) => {
                // An exception is of no interest here.
                let _ = self.catch(throw);
                None
            }
        };
        self.machine.return_to(place);
        self.machine.new_target = new_target;
        self.machine.resumption = resumption;
        self.heap.end_watch();
        self.effects = None;
        self.roots.collections_paused -= 1;
        self.heap.budget.end_part(&part);
        self.heap.set_limit(limit);
        self.set_tracks_realms(tracked);
        self.codes = codes;
        self.heap.return_to_units(units);
        let was_stopped = self.heap.resume().is_some();
        result.filter(|_| !was_stopped)
    }

    /// Whether what runs must have no effects.
    #[inline(always)]
    pub fn forbids_effects(&self) -> bool {
        self.heap.is_watched()
    }

    /// That an object, or a scope, may be written to: always, but where that would be an effect and
    /// those are forbidden.
    #[inline(always)]
    pub fn check_write(&mut self, target: Value) -> JsResult<()> {
        if !self.forbids_effects() {
            return Ok(());
        }
        self.check_watched_write(target)
    }

    #[cold]
    #[inline(never)]
    fn check_watched_write(&mut self, target: Value) -> JsResult<()> {
        let object = target.as_object();
        let is_newborn = match object.and_then(|object| self.heap.typed_array(object)) {
            // Its elements are in the buffer, which may be older.
            Some(view) => self.heap.is_newborn(view.buffer.value()),
            None => self.heap.is_newborn(target),
        };
        match is_newborn {
            true => Ok(()),
            false => Err(self.refuse_effect()),
        }
    }

    /// Ends a run that must have no effects, before one.
    #[cold]
    pub fn refuse_effect(&mut self) -> Throw {
        if let Some(effects) = &self.effects {
            self.heap.budget.stop_part(effects.part);
        }
        self.unwind_stopped(crate::budget::Stopped)
    }

    /// That a native may be called, where effects are forbidden.
    #[cold]
    #[inline(never)]
    pub(super) fn check_native_effects(&mut self, native: u32, call: Call) -> JsResult<()> {
        let Some(effects) = &self.effects else {
            return Ok(());
        };
        match effects.known.get(&native) {
            Some(Effects::None) => Ok(()),
            Some(Effects::Receiver) => self.check_write(call.this()),
            Some(Effects::Argument) => self.check_write(call.arg(0)),
            None => Err(self.refuse_effect()),
        }
    }
}
