//! A runtime: running texts, driving the loop, limits.

use super::context::Context;
use super::error::{Error, ErrorKind, Place};
use super::interrupt::InterruptHandle;
use super::value::{FromJs, JsValue, Roots};
use crate::coverage::FileCounts;
use crate::engine::{Agent, JsResult};
use crate::event_loop::{self, EventLoop, Patience, microtasks};
use crate::host::commonjs::ModuleScope;
use crate::host::{permission, resolution};
use crate::lower::module::compile_module;
use crate::lower::{self, CompileError, SourceKind};
use crate::modules::resolution::url;
use crate::modules::{self, Known};
use crate::source::SourceText;
#[cfg(feature = "cli")]
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

/// A JavaScript runtime: heap, globals, event loop.
pub struct Runtime {
    pub(crate) agent: Box<Agent>,
    pub(super) roots: Rc<Roots>,
}

impl Runtime {
    /// Access to values.
    pub fn context(&mut self) -> Context<'_> {
        self.roots.forget_released(&mut self.agent);
        self.begin();
        // Nothing runs, and handles are roots: a host that only makes values gives them back too.
        self.agent.gc_point();
        Context::new(&mut self.agent, Rc::clone(&self.roots))
    }

    /// The runtime is entered from outside.
    pub(crate) fn begin(&mut self) {
        self.agent.measure_native_stack();
        self.roots.begin_entry(&mut self.agent);
    }

    /// Sets how long scripts may run each time that the runtime is entered: by an evaluation, a
    /// call, a run of the loop, sleep included. `None` for as long as they like. Calls back into the
    /// runtime from a registered function are part of the call around them.
    ///
    /// ```
    /// use minijs::Runtime;
    /// use std::time::Duration;
    ///
    /// let mut runtime = Runtime::new();
    /// runtime.set_time_limit(Some(Duration::from_millis(20)));
    /// for _ in 0..3 {
    ///     assert!(runtime.eval::<()>("for (;;);").is_err());
    ///     assert_eq!(runtime.eval::<i32>("6 * 7")?, 42);
    /// }
    /// # Ok::<(), minijs::Error>(())
    /// ```
    pub fn set_time_limit(&mut self, limit: Option<Duration>) {
        self.roots.time_limit.set(limit);
    }

    /// Sets about how many calls and loop rounds scripts may make each time that the runtime is
    /// entered, as for [`Runtime::set_time_limit`]. `None` for as many as they like.
    pub fn set_instruction_limit(&mut self, count: Option<u64>) {
        self.roots.instruction_limit.set(count);
    }

    /// Sets how many bytes the heap may hold. `None` for as many as there are.
    pub fn set_heap_limit(&mut self, bytes: Option<usize>) {
        self.agent.heap.set_limit(bytes.unwrap_or(usize::MAX));
    }

    /// Evaluates a text as an indirect `eval` does, and converts its completion value.
    ///
    /// # Errors
    /// Where it isn't a program, what it throws, and where the value isn't of the type.
    pub fn eval<T: FromJs>(&mut self, text: &str) -> Result<T, Error> {
        permission::set_program(&self.agent, "eval");
        self.context().enter_once(|context| {
            let function = compile(context, "eval", text, SourceKind::Eval)?;
            let global = context.global();
            let value = context.call(&function, &global, &[])?;
            context.convert(&value)
        })
    }

    /// Runs a text as a classic script: top-level declarations are global.
    ///
    /// # Errors
    /// Where it isn't a script, and what it throws.
    pub fn run_script(&mut self, name: &str, text: &str) -> Result<(), Error> {
        permission::set_program(&self.agent, name);
        self.context().enter_once(|context| {
            let function = compile(context, name, text, SourceKind::Script)?;
            let global = context.global();
            context.call(&function, &global, &[])?;
            Ok(())
        })
    }

    /// Runs a text as a CommonJS module in a file of this name; gives `module.exports`.
    ///
    /// # Errors
    /// Where it isn't such a module, and what it throws.
    pub fn run_commonjs(&mut self, name: &str, text: &str) -> Result<JsValue, Error> {
        permission::set_program(&self.agent, name);
        self.context().enter_once(|context| {
            let function = compile(context, name, text, SourceKind::CommonJs)?;
            let wrapper: JsValue = context.invoke(&function, Vec::new())?;
            let wrapper = context.raw(&wrapper)?;
            let scope = ModuleScope::of_main(context.agent, name, false);
            let exports = context.enter(|agent| {
                agent.keep_object(scope.module);
                scope.run(agent, wrapper)?;
                agent.get(scope.module, agent.names.exports)
            })?;
            Ok(context.root(exports))
        })
    }

    /// Runs a text as an ES module, whose URL is the name; an absolute path becomes one. Gives the promise of its evaluation, which the loop settles if
    /// the module awaits.
    ///
    /// # Errors
    /// Where it isn't a module. What it throws rejects the promise.
    pub fn run_module(&mut self, name: &str, text: &str) -> Result<JsValue, Error> {
        permission::set_program(&self.agent, name);
        self.context().enter_once(|context| {
            let name = match name.starts_with('/') {
                true => url::of_path(name).href(),
                false => name.to_string(),
            };
            let source = Rc::new(SourceText::new(name, text));
            let compiled = context.enter(|agent| {
                let compiled = compile_module(agent, Rc::clone(&source));
                agent.check_stopped()?;
                Ok(compiled)
            })?;
            let text = compiled.map_err(|error| syntax_error(&error, &source))?;
            let promise = context.enter(|agent| {
                let module = modules::new_text_module(agent, &source, text);
                modules::note(agent, source.name(), None, Known::Module(module));
                resolution::set_main(agent, source.name());
                modules::load_requested(agent, module)?;
                modules::link(agent, module)?;
                Ok(modules::evaluate(agent, module)?.value())
            })?;
            Ok(context.root(promise))
        })
    }

    fn drive<T>(&mut self, body: impl FnOnce(&mut Agent) -> JsResult<T>) -> Result<T, Error> {
        self.context().enter(body)
    }

    /// Runs next ticks and microtasks until there are none.
    ///
    /// # Errors
    /// The first uncaught error. The remaining work waits for the next call, further unhandled
    /// rejections too.
    pub fn run_microtasks(&mut self) -> Result<(), Error> {
        self.drive(microtasks::drain)
    }

    /// Runs one turn of the event loop without waiting; whether something still keeps it going.
    ///
    /// # Errors
    /// As for [`Runtime::run_microtasks`].
    pub fn run_once(&mut self) -> Result<bool, Error> {
        self.drive(|agent| {
            microtasks::drain(agent)?;
            event_loop::turn(agent, Patience::None)?;
            Ok(EventLoop::is_alive(agent))
        })
    }

    /// Runs what is due now, without waiting; whether something waits for a later time.
    ///
    /// # Errors
    /// As for [`Runtime::run_microtasks`].
    pub fn run_until_idle(&mut self) -> Result<bool, Error> {
        self.drive(|agent| {
            microtasks::drain(agent)?;
            while EventLoop::has_due(agent) {
                event_loop::turn(agent, Patience::None)?;
            }
            Ok(EventLoop::is_alive(agent))
        })
    }

    /// Runs the event loop until nothing keeps it going, sleeping in between.
    ///
    /// ```
    /// use minijs::{JsValue, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// runtime.run_script("wait.js", "
    ///     let log = [];
    ///     setTimeout(() => log.push('timer'), 5);
    ///     Promise.resolve().then(() => log.push('microtask'));
    /// ")?;
    /// runtime.run()?;
    /// let log: Vec<String> = runtime.eval("log")?;
    /// assert_eq!(log, ["microtask", "timer"]);
    /// # Ok::<(), minijs::Error>(())
    /// ```
    ///
    /// # Errors
    /// As for [`Runtime::run_microtasks`].
    pub fn run(&mut self) -> Result<(), Error> {
        self.drive(|agent| {
            microtasks::drain(agent)?;
            event_loop::run(agent)
        })
    }

    /// What stops this runtime's scripts from another thread.
    pub fn interrupt_handle(&mut self) -> InterruptHandle {
        InterruptHandle {
            flag: self.agent.heap.budget.interrupt_flag(),
            waker: EventLoop::of(&mut self.agent).clock.waker(),
        }
    }

    /// Tells `observer` of each look at the limits.
    #[doc(hidden)]
    pub fn observe_looks(&mut self, observer: impl FnMut() + 'static) {
        self.agent.heap.budget.observe(observer);
    }

    /// Says which folder is the program's own, before a program is run.
    #[cfg(feature = "cli")]
    pub(crate) fn set_own_folder(&mut self, folder: &Path) {
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.into());
        permission::access(&self.agent).set_own_folder(folder);
    }

    /// What was recorded, with [`RuntimeBuilder::coverage`](super::RuntimeBuilder), of which parts of
    /// programs ran; nothing is recorded from then on. `None` where nothing was.
    pub(crate) fn take_coverage(&mut self) -> Option<Vec<FileCounts>> {
        let recording = self.agent.coverage.take()?;
        Some(recording.finish())
    }

    /// Collects garbage now.
    pub fn collect_garbage(&mut self) {
        self.roots.forget_released(&mut self.agent);
        self.agent.collect_garbage();
    }

    /// Bytes that the heap holds, as an estimate.
    #[must_use]
    pub fn heap_bytes(&self) -> usize {
        self.agent.heap.live() + self.agent.heap.allocated()
    }
}

/// Compiles a text to a function that runs it.
fn compile(
    context: &mut Context<'_>,
    name: &str,
    text: &str,
    kind: SourceKind,
) -> Result<JsValue, Error> {
    let source = Rc::new(SourceText::new(name, text));
    let compiled = context.enter(|agent| {
        let compiled = lower::compile(agent, Rc::clone(&source), kind);
        // A text that wasn't read to its end isn't to blame.
        agent.check_stopped()?;
        Ok(compiled)
    })?;
    match compiled {
        Ok(function) => Ok(context.root(function.value())),
        Err(error) => Err(syntax_error(&error, &source)),
    }
}

fn syntax_error(error: &CompileError, source: &SourceText) -> Error {
    let (line, column) = source.line_column(error.diagnostic.primary.span.start);
    let place = Place {
        file: source.name().to_string(),
        line,
        column,
    };
    let message = format!("SyntaxError: {}", error.diagnostic.message);
    Error::of_kind(ErrorKind::Syntax, message).with_place(Some(place))
}
