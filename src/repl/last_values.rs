//! `_` and `_error`: the last value and the last error, until a program uses the names itself.

use crate::engine::{Agent, JsResult, Value};
use crate::lower::{self, SourceKind};
use crate::source::SourceText;
use std::rc::Rc;

/// Defines both and gives what notes a value (0) or an error (1) for them, which returns what there
/// is to say of assignments since.
const TEXT: &str = "
const last = [undefined, undefined];
const isTaken = [false, false];
let news = '';
const define = (name, place) => ObjectDefineProperty(globalThis, name, {
  __proto__: null,
  configurable: true,
  get: () => last[place],
  set(value) {
    last[place] = value;
    if (isTaken[place]) return;
    isTaken[place] = true;
    news += `Expression assignment to ${name} now disabled.\\n`;
  },
});
define('_', 0);
define('_error', 1);
return (place, value) => {
  if (!isTaken[place]) last[place] = value;
  const said = news;
  news = '';
  return said;
};
";

/// Which of the two.
#[derive(Clone, Copy)]
pub(super) enum Last {
    /// `_`
    Value,
    /// `_error`
    Error,
}

/// The function that notes what they are.
pub(super) struct LastValues(Value);

impl LastValues {
    /// Defines the globals.
    pub(super) fn define(agent: &mut Agent) -> JsResult<LastValues> {
        let text = format!("(() => {{ 'use strict'; {TEXT} }})()");
        let source = Rc::new(SourceText::internal("last values", text));
        let function = match lower::compile(agent, source, SourceKind::Script) {
            Ok(function) => function.value(),
            Err(error) => return Err(error.throw(agent)),
        };
        let note = agent.call(function, Value::UNDEFINED, &[])?;
        agent.heap.pin(note);
        Ok(LastValues(note))
    }

    /// Notes one; what is to be said of assignments meanwhile.
    pub(super) fn note(&self, agent: &mut Agent, which: Last, value: Value) -> JsResult<String> {
        let place = Value::int(match which {
            Last::Value => 0,
            Last::Error => 1,
        });
        let said = agent.call(self.0, Value::UNDEFINED, &[place, value])?;
        let said = said.as_string().map(|said| agent.heap.utf8(said));
        Ok(said.unwrap_or_default())
    }
}
