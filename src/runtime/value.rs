//! Values of scripts as embedders hold them, and the way between them and Rust's.

use super::context::Context;
use super::error::{Error, ErrorKind};
use crate::engine::{Agent, Value};
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::Rc;
use std::time::{Duration, Instant};

/// What a runtime, its contexts and its handles share: which places of the agent's list of roots
/// were given back, and what there is to know where the agent is entered or left.
#[derive(Default)]
pub(super) struct Roots {
    released: RefCell<Vec<usize>>,
    /// How long what is entered may run.
    pub(super) time_limit: Cell<Option<Duration>>,
    /// How much it may do.
    pub(super) instruction_limit: Cell<Option<u64>>,
    /// Whether several operations are one entry, for which the limits have begun to count.
    pub(super) entered: Cell<bool>,
    /// What a registered function panicked with, on its way out of the agent.
    pub(super) panic: Cell<Option<Box<dyn Any + Send>>>,
}

impl fmt::Debug for Roots {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Roots").finish_non_exhaustive()
    }
}

impl Roots {
    /// Where an agent is entered of which nothing runs: the limits begin to count.
    pub(super) fn begin_entry(&self, agent: &mut Agent) {
        let limit = self.time_limit.get();
        let deadline = limit.and_then(|limit| Instant::now().checked_add(limit));
        agent.begin_entry(deadline, self.instruction_limit.get());
    }

    /// Makes a handle.
    pub(super) fn root(self: &Rc<Roots>, agent: &mut Agent, value: Value) -> JsValue {
        let index = match self.released.borrow_mut().pop() {
            Some(index) => {
                agent.roots.persistent[index] = value;
                index
            }
            None => {
                agent.roots.persistent.push(value);
                agent.roots.persistent.len() - 1
            }
        };
        JsValue(Rc::new(Root {
            roots: Rc::clone(self),
            index,
        }))
    }

    /// Forgets the values of handles that are gone.
    pub(super) fn forget_released(&self, agent: &mut Agent) {
        for &index in self.released.borrow().iter() {
            agent.roots.persistent[index] = Value::UNDEFINED;
        }
    }
}

#[derive(Debug)]
struct Root {
    roots: Rc<Roots>,
    index: usize,
}

impl Drop for Root {
    fn drop(&mut self) {
        self.roots.released.borrow_mut().push(self.index);
    }
}

/// A value of a script. It stays alive as long as the handle or a clone of it, and can be used
/// with the runtime that it came from, and no other.
#[derive(Clone, Debug)]
pub struct JsValue(Rc<Root>);

impl JsValue {
    /// The value behind the handle.
    pub(super) fn get(&self, agent: &Agent, roots: &Rc<Roots>) -> Result<Value, Error> {
        if !Rc::ptr_eq(&self.0.roots, roots) {
            let message = "a value was used with a runtime that it isn't of";
            return Err(Error::of_kind(ErrorKind::WrongRuntime, message));
        }
        Ok(agent.roots.persistent[self.0.index])
    }
}

/// What can be made into a value of a script.
pub trait IntoJs {
    /// The value.
    ///
    /// # Errors
    /// Where a [`JsValue`] is of another runtime.
    fn into_js(self, context: &mut Context<'_>) -> Result<JsValue, Error>;
}

/// What a value of a script can be converted to. Nothing is coerced: a string is no number.
pub trait FromJs: Sized {
    /// The Rust value.
    ///
    /// # Errors
    /// Where the value isn't of that type, or is of another runtime.
    fn from_js(value: &JsValue, context: &mut Context<'_>) -> Result<Self, Error>;
}

impl IntoJs for JsValue {
    fn into_js(self, context: &mut Context<'_>) -> Result<JsValue, Error> {
        context.raw(&self)?;
        Ok(self)
    }
}

impl IntoJs for &JsValue {
    fn into_js(self, context: &mut Context<'_>) -> Result<JsValue, Error> {
        self.clone().into_js(context)
    }
}

impl FromJs for JsValue {
    fn from_js(value: &JsValue, context: &mut Context<'_>) -> Result<JsValue, Error> {
        context.raw(value)?;
        Ok(value.clone())
    }
}

macro_rules! numbers {
    ($($type:ty),*) => {
        $(impl IntoJs for $type {
            fn into_js(self, context: &mut Context<'_>) -> Result<JsValue, Error> {
                Ok(context.root(Value::number(f64::from(self))))
            }
        })*
    };
}

numbers!(f64, f32, i32, u32, i16, u16, i8, u8);

impl IntoJs for bool {
    fn into_js(self, context: &mut Context<'_>) -> Result<JsValue, Error> {
        Ok(context.root(Value::bool(self)))
    }
}

impl IntoJs for () {
    fn into_js(self, context: &mut Context<'_>) -> Result<JsValue, Error> {
        Ok(context.root(Value::UNDEFINED))
    }
}

impl IntoJs for &str {
    fn into_js(self, context: &mut Context<'_>) -> Result<JsValue, Error> {
        let string = context.agent.heap.new_string(self).value();
        Ok(context.root(string))
    }
}

impl IntoJs for String {
    fn into_js(self, context: &mut Context<'_>) -> Result<JsValue, Error> {
        self.as_str().into_js(context)
    }
}

/// `None` becomes `undefined`.
impl<T: IntoJs> IntoJs for Option<T> {
    fn into_js(self, context: &mut Context<'_>) -> Result<JsValue, Error> {
        match self {
            Some(value) => value.into_js(context),
            None => ().into_js(context),
        }
    }
}

/// A vector becomes an array.
impl<T: IntoJs> IntoJs for Vec<T> {
    fn into_js(self, context: &mut Context<'_>) -> Result<JsValue, Error> {
        let mut handles = Vec::with_capacity(self.len());
        for element in self {
            handles.push(element.into_js(context)?);
        }
        context.new_array(&handles)
    }
}

fn mismatch<T>(context: &mut Context<'_>, value: Value, wanted: &str) -> Result<T, Error> {
    let found = match value {
        Value::NULL => "null",
        value => context.agent.heap.type_of_text(value),
    };
    let message = format!("{wanted} was expected, found a value of type {found}");
    Err(Error::of_kind(ErrorKind::Conversion, message))
}

impl FromJs for f64 {
    fn from_js(value: &JsValue, context: &mut Context<'_>) -> Result<f64, Error> {
        let value = context.raw(value)?;
        match value.as_number() {
            Some(number) => Ok(number),
            None => mismatch(context, value, "a number"),
        }
    }
}

macro_rules! integers {
    ($($type:ty),*) => {
        $(impl FromJs for $type {
            fn from_js(value: &JsValue, context: &mut Context<'_>) -> Result<$type, Error> {
                let number = f64::from_js(value, context)?;
                if number.fract() == 0.0
                    && (f64::from(<$type>::MIN)..=f64::from(<$type>::MAX)).contains(&number)
                {
                    return Ok(number as $type);
                }
                let message = format!("{number} doesn't fit {}", stringify!($type));
                Err(Error::of_kind(ErrorKind::Conversion, message))
            }
        })*
    };
}

integers!(i32, u32, i16, u16, i8, u8);

impl FromJs for bool {
    fn from_js(value: &JsValue, context: &mut Context<'_>) -> Result<bool, Error> {
        let value = context.raw(value)?;
        match value.as_bool() {
            Some(flag) => Ok(flag),
            None => mismatch(context, value, "a boolean"),
        }
    }
}

impl FromJs for () {
    fn from_js(value: &JsValue, context: &mut Context<'_>) -> Result<(), Error> {
        let value = context.raw(value)?;
        match value.is_undefined() {
            true => Ok(()),
            false => mismatch(context, value, "undefined"),
        }
    }
}

/// Lone surrogates become U+FFFD.
impl FromJs for String {
    fn from_js(value: &JsValue, context: &mut Context<'_>) -> Result<String, Error> {
        let value = context.raw(value)?;
        match value.as_string() {
            Some(string) => Ok(context.agent.heap.utf8(string)),
            None => mismatch(context, value, "a string"),
        }
    }
}

/// `undefined` and `null` become `None`.
impl<T: FromJs> FromJs for Option<T> {
    fn from_js(value: &JsValue, context: &mut Context<'_>) -> Result<Option<T>, Error> {
        match context.raw(value)?.is_nullish() {
            true => Ok(None),
            false => T::from_js(value, context).map(Some),
        }
    }
}

/// An array becomes a vector.
impl<T: FromJs> FromJs for Vec<T> {
    fn from_js(value: &JsValue, context: &mut Context<'_>) -> Result<Vec<T>, Error> {
        let raw = context.raw(value)?;
        let is_array = context.enter(|agent| agent.is_array(raw))?;
        if !is_array {
            return mismatch(context, raw, "an array");
        }
        let handles = context.elements(value)?;
        let elements = handles.iter();
        elements.map(|handle| T::from_js(handle, context)).collect()
    }
}
