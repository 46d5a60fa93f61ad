//! A runtime as seen from within: where values are made, read and called.

use super::arguments::Arguments;
use super::error::{Error, ErrorKind, Place};
use super::value::{FromJs, IntoJs, JsValue, Roots};
use crate::engine::{
    Agent, Call, Caught, ErrorData, Intrinsic, JsResult, Object, PropertyKey, Termination, Throw,
    Value,
};
use crate::host::process::ProcessState;
use crate::host::streams;
use std::cell::Cell;
use std::marker::PhantomData;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;

/// Access to a runtime's values: what [`Runtime::context`](super::Runtime::context) gives, and
/// what registered functions get.
///
/// What a registered function gets stays the one of its call: no other fits into its place, because
/// no other has the same lifetime.
///
/// ```compile_fail
/// use minijs::Runtime;
///
/// let other: &'static mut Runtime = Box::leak(Box::new(Runtime::new()));
/// let other = std::cell::RefCell::new(other.context());
/// let mut runtime = Runtime::new();
/// runtime.context().function("swap", 0, move |context, _| {
///     std::mem::swap(context, &mut *other.borrow_mut());
///     Ok(())
/// });
/// ```
pub struct Context<'a> {
    pub(super) agent: &'a mut Agent,
    pub(super) roots: Rc<Roots>,
    /// Lets no context pass for one of another lifetime, not even of a shorter one.
    brand: PhantomData<Cell<&'a ()>>,
}

impl<'a> Context<'a> {
    pub(super) fn new(agent: &'a mut Agent, roots: Rc<Roots>) -> Context<'a> {
        Context {
            agent,
            roots,
            brand: PhantomData,
        }
    }

    /// Makes a handle.
    pub(super) fn root(&mut self, value: Value) -> JsValue {
        self.roots.root(self.agent, value)
    }

    /// The value behind a handle.
    pub(super) fn raw(&self, value: &JsValue) -> Result<Value, Error> {
        value.get(self.agent, &self.roots)
    }

    fn raw_object(&mut self, value: &JsValue) -> Result<Object, Error> {
        let value = self.raw(value)?;
        value.as_object().ok_or_else(|| {
            let found = self.agent.heap.type_of_text(value);
            let message = format!("an object was expected, found a value of type {found}");
            Error::of_kind(ErrorKind::Conversion, message)
        })
    }

    /// Runs an operation that may throw. Where nothing runs yet, the limits count from here, and
    /// what was printed is seen when it has ended. A panic leaves the agent as it was.
    pub(super) fn enter<T>(
        &mut self,
        body: impl FnOnce(&mut Agent) -> JsResult<T>,
    ) -> Result<T, Error> {
        let outermost = self.agent.machine.runs_nothing() && !self.roots.entered.get();
        if outermost {
            self.roots.begin_entry(self.agent);
        }
        let place = self.agent.machine.checkpoint();
        let run = AssertUnwindSafe(|| {
            let result = self.agent.scoped(|agent| {
                let value = body(agent)?;
                agent.check_stopped()?;
                Ok(value)
            });
            result.map_err(|throw| error_from(self.agent, &self.roots, throw))
        });
        let panic = match catch_unwind(run) {
            Ok(result) => match self.roots.panic.take() {
                None => return self.leave(outermost, result),
                Some(panic) => panic,
            },
            Err(panic) => panic,
        };
        self.agent.return_to(place);
        resume_unwind(panic)
    }

    /// Runs several operations as one, for which the limits count once.
    pub(super) fn enter_once<T>(
        &mut self,
        body: impl FnOnce(&mut Context<'a>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        /// Ends the entry also where something panics.
        struct Entered(Rc<Roots>);
        impl Drop for Entered {
            fn drop(&mut self) {
                self.0.entered.set(false);
            }
        }
        if !self.agent.machine.runs_nothing() || self.roots.entered.get() {
            return body(self);
        }
        self.roots.begin_entry(self.agent);
        self.roots.entered.set(true);
        let entered = Entered(Rc::clone(&self.roots));
        let result = body(self);
        drop(entered);
        self.leave(true, result)
    }

    /// The end of what was entered.
    fn leave<T>(&mut self, outermost: bool, result: Result<T, Error>) -> Result<T, Error> {
        if outermost {
            streams::flush_stdout(self.agent);
        }
        result
    }

    fn enter_rooted(
        &mut self,
        body: impl FnOnce(&mut Agent) -> JsResult,
    ) -> Result<JsValue, Error> {
        let value = self.enter(body)?;
        Ok(self.root(value))
    }

    /// Makes a value of a script from a Rust value.
    ///
    /// # Errors
    /// Where a [`JsValue`] in it is of another runtime.
    pub fn value(&mut self, value: impl IntoJs) -> Result<JsValue, Error> {
        value.into_js(self)
    }

    /// Converts a value of a script to a Rust value, without coercion.
    ///
    /// # Errors
    /// Where it isn't of that type.
    pub fn convert<T: FromJs>(&mut self, value: &JsValue) -> Result<T, Error> {
        T::from_js(value, self)
    }

    /// `String(value)`
    ///
    /// # Errors
    /// What a script's `toString` throws.
    pub fn display(&mut self, value: &JsValue) -> Result<String, Error> {
        let value = self.raw(value)?;
        self.enter(|agent| agent.to_rust_string(value))
    }

    /// `typeof value`
    ///
    /// # Errors
    /// Where the value is of another runtime.
    pub fn type_of(&self, value: &JsValue) -> Result<&'static str, Error> {
        Ok(self.agent.heap.type_of_text(self.raw(value)?))
    }

    /// `globalThis`
    pub fn global(&mut self) -> JsValue {
        let global = self.agent.realm.global_object.value();
        self.root(global)
    }

    /// A property of the global object.
    ///
    /// # Errors
    /// What a getter throws.
    pub fn get_global(&mut self, name: &str) -> Result<JsValue, Error> {
        let global = self.global();
        self.get(&global, name)
    }

    /// Sets a property of the global object.
    ///
    /// # Errors
    /// What a setter throws, and where the property is read-only.
    pub fn set_global(&mut self, name: &str, value: impl IntoJs) -> Result<(), Error> {
        let global = self.global();
        self.set(&global, name, value)
    }

    /// A property of an object.
    ///
    /// # Errors
    /// What a getter throws, and where the value is no object.
    pub fn get(&mut self, object: &JsValue, name: &str) -> Result<JsValue, Error> {
        let object = self.raw_object(object)?;
        self.enter_rooted(|agent| {
            let key = agent.heap.property_key_of_str(name);
            agent.get(object, key)
        })
    }

    /// Sets a property of an object.
    ///
    /// # Errors
    /// What a setter throws, where the property is read-only, and where the value is no object.
    pub fn set(&mut self, object: &JsValue, name: &str, value: impl IntoJs) -> Result<(), Error> {
        let object = self.raw_object(object)?;
        let value = value.into_js(self)?;
        let value = self.raw(&value)?;
        self.enter(|agent| {
            let key = agent.heap.property_key_of_str(name);
            agent.set(object, key, value)
        })
    }

    /// Calls a function.
    ///
    /// # Errors
    /// What it throws, and where the value is no function.
    pub fn call(
        &mut self,
        function: &JsValue,
        this: &JsValue,
        arguments: &[JsValue],
    ) -> Result<JsValue, Error> {
        let (function, this) = (self.raw(function)?, self.raw(this)?);
        let arguments = self.raw_all(arguments)?;
        self.enter_rooted(|agent| agent.call(function, this, &arguments))
    }

    /// Calls a function with Rust values, `this` undefined, and converts the result.
    ///
    /// # Errors
    /// As for [`Context::call`], and where the result isn't of the type.
    pub fn invoke<R: FromJs>(
        &mut self,
        function: &JsValue,
        arguments: Vec<JsValue>,
    ) -> Result<R, Error> {
        let this = self.value(())?;
        let result = self.call(function, &this, &arguments)?;
        self.convert(&result)
    }

    fn raw_all(&self, values: &[JsValue]) -> Result<Vec<Value>, Error> {
        values.iter().map(|value| self.raw(value)).collect()
    }

    /// An empty object.
    pub fn new_object(&mut self) -> JsValue {
        let object = self.agent.new_plain_object(3);
        self.root(object.value())
    }

    /// An array.
    ///
    /// # Errors
    /// Where a value is of another runtime.
    pub fn new_array(&mut self, elements: &[JsValue]) -> Result<JsValue, Error> {
        let elements = self.raw_all(elements)?;
        let array = self.agent.new_array(elements);
        Ok(self.root(array.value()))
    }

    /// The elements of an array or array-like.
    ///
    /// # Errors
    /// What a getter throws, and where the value is no object.
    pub fn elements(&mut self, array: &JsValue) -> Result<Vec<JsValue>, Error> {
        let array = self.raw_object(array)?;
        let length = self.enter(|agent| agent.length_of_array_like(array))?;
        let mut elements = Vec::new();
        for index in 0..length.min(f64::from(u32::MAX - 1)) as u32 {
            let element = self.enter_rooted(|agent| agent.get(array, PropertyKey::index(index)))?;
            elements.push(element);
        }
        Ok(elements)
    }

    /// A function that runs a Rust closure. What the closure fails with is thrown: the exception
    /// of the error if it has one, else an `Error` with its message. A panic in it ends what runs,
    /// without a script noticing, and goes on in the code that entered the runtime; one that is caught
    /// there leaves a runtime that can be used.
    pub fn function<F, R>(&mut self, name: &str, length: u8, run: F) -> JsValue
    where
        F: Fn(&mut Context<'_>, &Arguments) -> Result<R, Error> + 'static,
        R: IntoJs,
    {
        let roots = Rc::clone(&self.roots);
        let closure = move |agent: &mut Agent, call: Call| {
            let roots = Rc::clone(&roots);
            roots.forget_released(agent);
            let arguments = call.args().into_iter();
            let arguments = arguments.map(|argument| roots.root(agent, argument));
            let arguments = arguments.collect();
            let undefined = roots.root(agent, Value::UNDEFINED);
            let arguments = Arguments::new(arguments, undefined);
            let mut context = Context::new(agent, roots);
            let result = catch_unwind(AssertUnwindSafe(|| {
                let value = run(&mut context, &arguments)?.into_js(&mut context)?;
                context.raw(&value)
            }));
            match result {
                Ok(Ok(value)) => Ok(value),
                Ok(Err(error)) => Err(throw_error(&mut context, &error)),
                Err(panic) => {
                    context.roots.panic.set(Some(panic));
                    Err(context.agent.terminate(Termination::Interrupted))
                }
            }
        };
        // All that a host holds it holds by handles.
        self.agent.gc_point();
        let function = self
            .agent
            .new_closure_function(name, length, Rc::new(closure));
        self.root(function.value())
    }
}

/// Throws what a registered function failed with.
fn throw_error(context: &mut Context<'_>, error: &Error) -> Throw {
    match error.kind() {
        ErrorKind::Stopped(why) => return context.agent.terminate(why),
        ErrorKind::Exit(code) => return context.agent.terminate(Termination::Exit(code)),
        _ => {}
    }
    let thrown = error.exception().map(|value| context.raw(value));
    if let Some(Ok(value)) = thrown {
        return context.agent.throw(value);
    }
    let proto = match error.kind() {
        ErrorKind::Syntax => Intrinsic::SyntaxErrorPrototype,
        ErrorKind::Conversion | ErrorKind::WrongRuntime => Intrinsic::TypeErrorPrototype,
        _ => Intrinsic::ErrorPrototype,
    };
    context.agent.throw_error(proto, error.message())
}

/// What an operation ended with, for an embedder.
pub(super) fn error_from(agent: &mut Agent, roots: &Rc<Roots>, throw: Throw) -> Error {
    match agent.catch_with_site(throw) {
        Ok(exception) => exception_error(agent, roots, exception),
        Err(_) => {
            // Only the outermost caller takes a stop back: nothing that it called may go on.
            let why = match agent.machine.runs_nothing() {
                true => agent.heap.resume(),
                false => agent.heap.budget.stopped(),
            };
            if let Some(exception) = ProcessState::of(agent).take_uncaught() {
                return exception_error(agent, roots, exception);
            }
            stopped_error(why.unwrap_or(Termination::Interrupted))
        }
    }
}

fn stopped_error(why: Termination) -> Error {
    let message = match why {
        Termination::Exit(code) => {
            let message = format!("the program called process.exit({code})");
            return Error::of_kind(ErrorKind::Exit(code), message);
        }
        Termination::Interrupted => "the program was interrupted",
        Termination::Timeout | Termination::Part(_) => "the program was stopped: its time is over",
        Termination::Instructions => "the program was stopped: it has used up its instructions",
        Termination::Heap => "the program was stopped: its heap is full",
    };
    Error::of_kind(ErrorKind::Stopped(why), message)
}

fn exception_error(agent: &mut Agent, roots: &Rc<Roots>, caught: Caught) -> Error {
    let exception = caught.value;
    let handle = roots.root(agent, exception);
    let place = agent.code_of_site(caught.site).map(|(code, position)| {
        let (line, column) = code.source.line_column(position);
        let file = code.source.name().to_string();
        Place { file, line, column }
    });
    let message = agent.scoped(|agent| match agent.to_rust_string(exception) {
        Ok(text) => text,
        Err(throw) => {
            // What a script's `toString` throws doesn't matter here.
            let _ = agent.catch(throw);
            agent.value_for_message(exception)
        }
    });
    let object = exception.as_object();
    let is_error = object.is_some_and(|object| agent.heap.host::<ErrorData>(object).is_some());
    let stack = object.filter(|_| is_error).and_then(|object| {
        let stack = match agent.scoped(|agent| agent.captured_stack(object)) {
            Ok(stack) => stack,
            Err(throw) => {
                // Nor does what its `prepareStackTrace` throws.
                let _ = agent.catch(throw);
                Value::UNDEFINED
            }
        };
        Some(agent.heap.utf8(stack.as_string()?))
    });
    Error::of_kind(ErrorKind::Exception, message)
        .with_exception(handle)
        .with_stack(stack)
        .with_place(place)
}
