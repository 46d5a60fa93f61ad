//! The walk over a value.
//!
//! Invariant: all that is nested goes through [`Inspector::value`], which looks at the native stack
//! and at the depth.

use super::layout;
use super::options::{Options, Style};
use super::written::Written;
use crate::engine::{Agent, JsResult, Object, OwnProperty, PropertyKey, Throw, Value, messages};
use rustc_hash::FxHashMap;

/// How deep values are nested at most: about where V8's stack ends.
pub(super) const MAX_NESTING: usize = 1200;

/// How much text one level may give, in bytes, before no further object is opened.
pub(super) const BUDGET: usize = 1 << 27;

/// The depth of a value that Node shows without saying how deep it is: never too deep, and
/// an object that holds it is never put on one line.
pub(super) const UNKNOWN_DEPTH: f64 = f64::NAN;

/// One walk over a value.
pub(crate) struct Inspector {
    pub(super) options: Options,
    /// Spaces before the current line.
    pub(super) indentation: usize,
    /// The objects that are open.
    pub(super) seen: Vec<Object>,
    /// The objects that were found within themselves, in that order.
    pub(super) circular: Vec<Object>,
    /// The level of the object that was opened last.
    pub(super) current_depth: f64,
    /// Bytes of text given at each indentation.
    pub(super) budget: FxHashMap<usize, usize>,
    /// How many objects are being shown within each other.
    pub(super) nesting: usize,
    /// Whether what is shown is the prototype of something: what it was called once doesn't count.
    pub(super) of_prototype: bool,
}

impl Inspector {
    pub(super) fn new(options: Options) -> Inspector {
        Inspector {
            options,
            indentation: 0,
            seen: Vec::new(),
            circular: Vec::new(),
            current_depth: 0.0,
            budget: FxHashMap::default(),
            nesting: 0,
            of_prototype: false,
        }
    }

    pub(super) fn style(&self, style: Style, text: &str) -> String {
        if self.options.colors {
            style.apply(text)
        } else {
            text.to_string()
        }
    }

    pub(super) fn is_too_deep(&self, depth: f64) -> bool {
        self.options.depth.is_some_and(|limit| depth > limit)
    }

    /// Shows any value at `depth` levels below the outermost. `in_view` for the buffer of a typed
    /// array. Throws a RangeError if it is nested too deeply, which the object around it catches.
    ///
    /// After a throw neither `seen` nor `indentation` are put back, as in Node.
    pub(super) fn value(
        &mut self,
        agent: &mut Agent,
        value: Value,
        depth: f64,
        in_view: bool,
    ) -> JsResult<Written> {
        agent.poll_work(8)?;
        let Some(object) = value.as_object() else {
            return Ok(self.primitive(agent, value).into());
        };
        if self.nesting >= MAX_NESTING {
            return Err(agent.stack_overflow());
        }
        agent.check_native_stack()?;
        agent.poll_work(1)?;
        self.nesting += 1;
        let result = agent.scoped(|agent| {
            agent.keep(value);
            self.object_value(agent, object, depth, in_view)
        });
        self.nesting -= 1;
        result
    }

    pub(super) fn object_value(
        &mut self,
        agent: &mut Agent,
        context: Object,
        depth: f64,
        in_view: bool,
    ) -> JsResult<Written> {
        let mut object = context;
        if agent.heap.is_true_proxy(context) {
            match agent.heap.proxy_parts(context) {
                None => return Ok(self.style(Style::Special, "<Revoked Proxy>").into()),
                Some((target, handler)) if self.options.show_proxy => {
                    return self.proxy(agent, target, handler, depth);
                }
                Some((target, _)) => object = target,
            }
        }
        if self.options.custom_inspect
            && let Some(text) = self.custom(agent, context, object, depth)?
        {
            return Ok(text);
        }
        if self.seen.contains(&object) {
            let found = self.circular.iter().position(|other| *other == object);
            let index = found.unwrap_or_else(|| {
                self.circular.push(object);
                self.circular.len() - 1
            });
            let mark = format!("[Circular *{}]", index + 1);
            return Ok(self.style(Style::Special, &mark).into());
        }
        self.object(agent, object, depth, in_view)
    }

    pub(super) fn proxy(
        &mut self,
        agent: &mut Agent,
        target: Object,
        handler: Object,
        depth: f64,
    ) -> JsResult<Written> {
        if self.is_too_deep(depth) {
            return Ok(self.style(Style::Special, "Proxy [Array]").into());
        }
        let depth = depth + 1.0;
        self.indentation += 2;
        let entries = vec![
            self.value(agent, target.value(), depth, false)?,
            self.value(agent, handler.value(), depth, false)?,
        ];
        self.indentation -= 2;
        let array = Some(layout::Padding::Start);
        Ok(self.join("", "Proxy [", "]", array, entries, depth))
    }

    /// Lays out entries of an object at a level.
    pub(super) fn join(
        &self,
        base: &str,
        open: &str,
        close: &str,
        array: Option<layout::Padding>,
        entries: Vec<Written>,
        depth: f64,
    ) -> Written {
        let frame = layout::Frame {
            base,
            open,
            close,
            array,
            indentation: self.indentation,
            levels: self.current_depth - depth,
        };
        layout::join(&self.options, &frame, entries)
    }

    /// A property as a script reads it; `None` where that throws.
    pub(super) fn try_get(
        &mut self,
        agent: &mut Agent,
        object: Object,
        key: PropertyKey,
    ) -> JsResult<Option<Value>> {
        match agent.get(object, key) {
            Ok(value) => {
                agent.keep(value);
                Ok(Some(value))
            }
            Err(throw) => agent.catch(throw).map(|_| None),
        }
    }
}

/// Catches the throw of a stack that is used up; any other goes on.
pub(super) fn catch_overflow(agent: &mut Agent, throw: Throw) -> JsResult<()> {
    let caught = agent.catch_with_site(throw)?;
    match is_stack_overflow(agent, caught.value) {
        true => Ok(()),
        false => Err(agent.throw_again(caught)),
    }
}

/// Whether a thrown value is the RangeError of a stack that is used up.
pub(crate) fn is_stack_overflow(agent: &mut Agent, thrown: Value) -> bool {
    let Some(error) = thrown.as_object() else {
        return false;
    };
    let message = agent.peek_data_property(error, agent.names.message);
    let is_overflow = message
        .and_then(Value::as_string)
        .is_some_and(|message| agent.heap.utf8(message) == messages::STACK_OVERFLOW);
    is_overflow && agent.constructor_name(error).as_deref() == Some("RangeError")
}

/// An own property that was listed just now. Where a script's code has taken it away since, a
/// TypeError, as in Node.
pub(super) fn own_property(
    agent: &mut Agent,
    object: Object,
    key: PropertyKey,
) -> JsResult<OwnProperty> {
    match agent.get_own_property(object, key)? {
        Some(property) => Ok(property),
        None => Err(agent.type_error("Cannot read properties of undefined (reading 'value')")),
    }
}
