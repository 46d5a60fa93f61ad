//! What a call brings along: `this`, the callee, `new.target`; and `import.meta`.

use crate::engine::{Agent, JsResult, messages};
use crate::heap::{CALLEE, Frame, LINK, Link, THIS, Value};
use crate::interpreter::tree::Node;

/// `this` of the running function.
pub struct This;

impl Node for This {
    #[inline]
    fn eval(&self, _: &mut Agent, frame: Frame) -> JsResult {
        Ok(frame.get(THIS))
    }
}

/// `this` in a derived constructor: uninitialised until `super()` returns.
pub struct ThisChecked(pub u32);

impl Node for ThisChecked {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let this = frame.get(THIS);
        if this.is_uninitialized() {
            agent.machine.position = self.0;
            return Err(agent.reference_error(messages::THIS_BEFORE_SUPER));
        }
        Ok(this)
    }
}

/// The prologue of a sloppy function that uses `this`:
/// [OrdinaryCallBindThis](https://tc39.es/ecma262/#sec-ordinarycallbindthis).
pub struct BindSloppyThis;

impl Node for BindSloppyThis {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let this = frame.get(THIS);
        if !this.is_object() {
            let object = if this.is_nullish() {
                agent.realm.global_object
            } else {
                agent.to_object(this)?
            };
            frame.set(THIS, object.value());
        }
        Ok(Value::UNDEFINED)
    }
}

/// The function that runs.
pub struct Callee;

impl Node for Callee {
    fn eval(&self, _: &mut Agent, frame: Frame) -> JsResult {
        Ok(frame.get(CALLEE))
    }
}

/// `import.meta`
pub struct ImportMeta;

impl Node for ImportMeta {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let Some(code) = agent.heap.function_code(frame.get(CALLEE)) else {
            unreachable!("code runs in its function's frame")
        };
        let source = agent.codes[code].source.clone();
        match agent.hooks.import_meta {
            Some(import_meta) => Ok(import_meta(agent, source.name())?.value()),
            None => Ok(agent.heap.ordinary_object_create(Value::NULL).value()),
        }
    }
}

/// `new.target`, in the prologue.
pub struct NewTarget;

impl Node for NewTarget {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let construct = Link::from_value(frame.get(LINK)).is_some_and(Link::is_construct);
        Ok(if construct {
            agent.machine.new_target
        } else {
            Value::UNDEFINED
        })
    }
}
