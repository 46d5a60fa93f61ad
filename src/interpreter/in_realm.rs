//! Code that runs in its function's realm: only where an agent has several.

use crate::engine::{Agent, Behaviour, Code, JsResult};
use crate::heap::{ActivationRef, CALLEE, Frame, Value};

/// A behaviour, in the realm of the function that runs.
pub struct InItsRealm(pub Box<dyn Behaviour>);

impl Behaviour for InItsRealm {
    fn call(&self, agent: &mut Agent, frame: Frame, argc: usize) -> JsResult {
        let realm = agent.realm_of_function(frame.get(CALLEE));
        agent.in_realm(realm, |agent| self.0.call(agent, frame, argc))
    }

    fn run_body(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let realm = agent.realm_of_function(frame.get(CALLEE));
        agent.in_realm(realm, |agent| self.0.run_body(agent, frame))
    }

    fn resume(
        &self,
        agent: &mut Agent,
        code: &Code,
        activation: ActivationRef,
        argument: Value,
        rejected: bool,
    ) -> JsResult<()> {
        let realm = agent.realm_of_function(agent.heap.activation_callee(activation));
        agent.in_realm(realm, |agent| {
            self.0.resume(agent, code, activation, argument, rejected)
        })
    }

    fn copy(&self) -> Option<Box<dyn Behaviour>> {
        Some(Box::new(InItsRealm(self.0.copy()?)))
    }
}

/// A behaviour as an agent needs it.
pub fn placed(agent: &Agent, behaviour: Box<dyn Behaviour>) -> Box<dyn Behaviour> {
    match agent.tracks_realms() {
        true => Box::new(InItsRealm(behaviour)),
        false => behaviour,
    }
}
