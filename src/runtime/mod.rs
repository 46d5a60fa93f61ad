//! The embedding API: everything that the crate's front page shows is defined here.
//!
//! Wires the rooms together: a [`Runtime`] is an agent with the built-ins, a host and an event loop.
//! `program` runs a whole program as the command does.

mod arguments;
mod context;
mod error;
#[cfg(feature = "cli")]
pub(crate) mod program;
mod test262;
mod value;

pub use arguments::Arguments;
pub use context::Context;
pub use error::{Error, ErrorKind, Place};
pub use value::{FromJs, IntoJs, JsValue};

use crate::builtins;
pub use crate::engine::Termination;
use crate::engine::{Agent, JsResult, Limits};
use crate::event_loop::clock::{Clock, Waker};
use crate::event_loop::{self, EventLoop, Patience, microtasks};
use crate::host::commonjs::ModuleScope;
use crate::host::streams::Stream;
use crate::host::{self, Reporting};
use crate::lower::{self, CompileError, SourceKind};
use crate::source::SourceText;
use std::io::Write;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use value::Roots;

/// What a [`Runtime`] is made of.
///
/// ```
/// use minijs::Runtime;
/// use std::time::{Duration, Instant};
///
/// // An hour passes at once, and a program that doesn't end is stopped.
/// let mut runtime = Runtime::builder()
///     .virtual_clock()
///     .seed(1)
///     .time_limit(Duration::from_millis(200))
///     .build();
/// let start = Instant::now();
/// runtime.run_script("hour.js", "setTimeout(() => { globalThis.late = true }, 3_600_000)")?;
/// runtime.run()?;
/// assert!(runtime.eval::<bool>("late")? && start.elapsed() < Duration::from_secs(60));
/// assert!(runtime.run_script("for ever.js", "for (;;);").is_err());
/// # Ok::<(), minijs::Error>(())
/// ```
pub struct RuntimeBuilder {
    limits: Limits,
    time_limit: Option<Duration>,
    virtual_clock: bool,
    seed: Option<u64>,
    stdout: Option<Stream>,
    stderr: Option<Stream>,
    arguments: Vec<String>,
    environment: Vec<(String, String)>,
    exec_path: String,
    gc_stress: u64,
    reporting: Reporting,
    test262: bool,
}

impl RuntimeBuilder {
    fn new() -> RuntimeBuilder {
        RuntimeBuilder {
            limits: Limits::default(),
            time_limit: None,
            virtual_clock: false,
            seed: None,
            stdout: None,
            stderr: None,
            arguments: Vec::new(),
            environment: Vec::new(),
            exec_path: String::from("minijs"),
            gc_stress: 0,
            reporting: Reporting::Keep,
            test262: false,
        }
    }

    /// Stops scripts after some time, counted anew wherever the runtime is entered: see
    /// [`Runtime::set_time_limit`].
    #[must_use]
    pub fn time_limit(mut self, limit: Duration) -> RuntimeBuilder {
        self.time_limit = Some(limit);
        self
    }

    /// Stops scripts when the heap and what hangs on it hold more than about so many bytes: objects,
    /// strings, buffers, queues, what built-ins are about to make. Each runtime counts its own, so
    /// runtimes don't disturb each other, but only what the heap is told of: what a parser or a
    /// built-in takes for a moment isn't. (The command bounds its whole process instead; it can,
    /// since it is alone in it.)
    #[must_use]
    pub fn heap_limit(mut self, bytes: usize) -> RuntimeBuilder {
        self.limits.heap_bytes = Some(bytes);
        self
    }

    /// Limits the native stack that calls may use, in bytes; deeper recursion is a RangeError.
    #[must_use]
    pub fn stack_limit(mut self, bytes: usize) -> RuntimeBuilder {
        self.limits.native_stack = Some(bytes);
        self
    }

    /// Stops scripts after so many steps: calls, loop rounds, and as much other work as about that,
    /// of built-ins and the parser too; counted anew wherever the runtime is entered: see
    /// [`Runtime::set_instruction_limit`].
    #[must_use]
    pub fn instruction_limit(mut self, count: u64) -> RuntimeBuilder {
        self.limits.instructions = Some(count);
        self
    }

    /// Lets time jump to the next timer instead of passing.
    #[must_use]
    pub fn virtual_clock(mut self) -> RuntimeBuilder {
        self.virtual_clock = true;
        self
    }

    /// Makes `Math.random` repeatable.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> RuntimeBuilder {
        self.seed = Some(seed);
        self
    }

    /// Where standard output goes: by default to that of the process.
    #[must_use]
    pub fn stdout(mut self, writer: impl Write + 'static) -> RuntimeBuilder {
        self.stdout = Some(Stream::new(Box::new(writer), false, false));
        self
    }

    /// Where standard error goes: by default to that of the process.
    #[must_use]
    pub fn stderr(mut self, writer: impl Write + 'static) -> RuntimeBuilder {
        self.stderr = Some(Stream::new(Box::new(writer), false, false));
        self
    }

    /// `process.argv`
    #[must_use]
    pub fn arguments(mut self, arguments: Vec<String>) -> RuntimeBuilder {
        self.arguments = arguments;
        self
    }

    /// `process.env`: by default empty.
    #[must_use]
    pub fn environment(mut self, variables: Vec<(String, String)>) -> RuntimeBuilder {
        self.environment = variables;
        self
    }

    /// `process.execPath`
    pub(crate) fn exec_path(mut self, path: String) -> RuntimeBuilder {
        self.exec_path = path;
        self
    }

    /// Streams that know what they lead to.
    pub(crate) fn streams(mut self, stdout: Stream, stderr: Stream) -> RuntimeBuilder {
        (self.stdout, self.stderr) = (Some(stdout), Some(stderr));
        self
    }

    /// Collects garbage at every `n`th chance; 0 for when it is due.
    #[doc(hidden)]
    #[must_use]
    pub fn gc_stress(mut self, n: u64) -> RuntimeBuilder {
        self.gc_stress = n;
        self
    }

    /// Gives scripts what the conformance suite wants of its host.
    #[doc(hidden)]
    #[must_use]
    pub fn test262(mut self) -> RuntimeBuilder {
        self.test262 = true;
        self
    }

    /// Whether uncaught errors are printed instead of given back.
    pub(crate) fn reporting(mut self, reporting: Reporting) -> RuntimeBuilder {
        self.reporting = reporting;
        self
    }

    /// The runtime.
    #[must_use]
    pub fn build(self) -> Runtime {
        let mut agent = Box::new(Agent::new(self.limits));
        if self.test262 {
            agent.track_realms();
        }
        builtins::install(&mut agent);
        crate::lower::indirect_eval::install(&mut agent);
        let clock = match self.virtual_clock {
            true => Clock::virtual_time(),
            false => Clock::real(),
        };
        let own = |stream: Box<dyn Write>| Stream::new(stream, false, false);
        let options = host::Options {
            argv0: self.arguments.first().cloned().unwrap_or_default(),
            argv: self.arguments,
            exec_path: self.exec_path,
            env: self.environment,
            clock,
            stdout: self
                .stdout
                .unwrap_or_else(|| own(Box::new(std::io::stdout()))),
            stderr: self
                .stderr
                .unwrap_or_else(|| own(Box::new(std::io::stderr()))),
            reporting: self.reporting,
        };
        host::install(&mut agent, options);
        if self.test262 {
            test262::install(&mut agent);
        }
        if let Some(seed) = self.seed {
            agent.ambient.seed_random(seed);
        }
        let roots = Rc::<Roots>::default();
        roots.time_limit.set(self.time_limit);
        roots.instruction_limit.set(self.limits.instructions);
        roots.begin_entry(&mut agent);
        agent.set_gc_stress(self.gc_stress);
        Runtime { agent, roots }
    }
}

/// Stops the script that a runtime runs, from any thread.
///
/// ```
/// use minijs::{ErrorKind, Runtime};
/// use std::{thread, time::Duration};
///
/// let mut runtime = Runtime::new();
/// let handle = runtime.interrupt_handle();
/// let thread = thread::spawn(move || {
///     thread::sleep(Duration::from_millis(20));
///     handle.interrupt();
/// });
/// let error = runtime.run_script("for ever.js", "for (;;);").unwrap_err();
/// assert!(matches!(error.kind(), ErrorKind::Stopped(_)));
/// # thread.join().unwrap();
/// ```
#[derive(Clone, Debug)]
pub struct InterruptHandle {
    flag: Arc<AtomicBool>,
    waker: Waker,
}

impl InterruptHandle {
    /// Stops what runs: the call of the runtime that is under way returns an error. Scripts can't
    /// catch it. Where nothing runs there is nothing to stop, and what runs next isn't: whoever
    /// wants to stop a call that may not have begun yet says so again until it has returned.
    pub fn interrupt(&self) {
        self.flag.store(true, Ordering::Relaxed);
        self.waker.wake();
    }

    /// Ends the loop's sleep, without stopping anything.
    pub(crate) fn wake(&self) {
        self.waker.wake();
    }
}

/// A JavaScript runtime: heap, globals, event loop.
pub struct Runtime {
    pub(crate) agent: Box<Agent>,
    roots: Rc<Roots>,
}

impl Default for Runtime {
    fn default() -> Runtime {
        Runtime::new()
    }
}

impl Runtime {
    /// A runtime without limits, with the real clock.
    #[must_use]
    pub fn new() -> Runtime {
        RuntimeBuilder::new().build()
    }

    /// Makes a runtime with limits, another clock, other streams.
    #[must_use]
    pub fn builder() -> RuntimeBuilder {
        RuntimeBuilder::new()
    }

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
        self.context().enter_once(|context| {
            let function = compile(context, name, text, SourceKind::CommonJs)?;
            let wrapper: JsValue = context.invoke(&function, Vec::new())?;
            let wrapper = context.raw(&wrapper)?;
            let scope = ModuleScope::new(context.agent, name, name);
            let exports = context.enter(|agent| {
                agent.keep_object(scope.module);
                scope.run(agent, wrapper)?;
                agent.get(scope.module, agent.names.exports)
            })?;
            Ok(context.root(exports))
        })
    }

    /// Runs a text as an ES module; gives the promise of its evaluation, which the loop settles if
    /// the module awaits.
    ///
    /// # Errors
    /// Where it isn't a module. What it throws rejects the promise.
    pub fn run_module(&mut self, name: &str, text: &str) -> Result<JsValue, Error> {
        self.context().enter_once(|context| {
            let function = compile(context, name, text, SourceKind::Module)?;
            context.invoke(&function, Vec::new())
        })
    }

    fn drive<T>(&mut self, body: impl FnOnce(&mut Agent) -> JsResult<T>) -> Result<T, Error> {
        self.context().enter(body)
    }

    /// Runs next ticks and microtasks until there are none.
    ///
    /// # Errors
    /// The first error that nobody handles. What else there is to do waits for the next call, also
    /// to be told of further rejections that nobody handles.
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
            flag: self.agent.interrupt_flag(),
            waker: EventLoop::of(&mut self.agent).clock.waker(),
        }
    }

    /// Tells `observer` of each look at the limits.
    #[doc(hidden)]
    pub fn observe_looks(&mut self, observer: impl FnMut() + 'static) {
        self.agent.heap.budget.observe(observer);
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
        Ok((function, _)) => Ok(context.root(function.value())),
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
