//! How a runtime is made: an agent with the built-ins, a host and an event loop.

use super::instance::Runtime;
use super::test262;
use super::value::Roots;
use crate::builtins;
use crate::coverage::Recording;
use crate::engine::{Agent, Limits};
use crate::event_loop::clock::Clock;
use crate::event_loop::observer::Observer;
use crate::explain;
use crate::host::io::files::{NoFiles, SystemFiles, ToldFiles};
use crate::host::streams::Sink;
use crate::host::{self, Reporting};
use crate::modules::resolution::Files;
use crate::permissions::Permissions;
use std::io::Write;
use std::rc::Rc;
use std::time::Duration;

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
    stdout: Option<Sink>,
    stderr: Option<Sink>,
    arguments: Vec<String>,
    exec_arguments: Vec<String>,
    environment: Vec<(String, String)>,
    exec_path: String,
    gc_stress: u64,
    files: Rc<dyn Files>,
    permissions: Permissions,
    reads_stdin: bool,
    reporting: Reporting,
    explains: bool,
    test262: bool,
    coverage: Option<Recording>,
    observer: Option<Box<dyn Observer>>,
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
            exec_arguments: Vec::new(),
            environment: Vec::new(),
            exec_path: String::from("minijs"),
            gc_stress: 0,
            files: Rc::new(NoFiles),
            permissions: Permissions::none(),
            reads_stdin: false,
            reporting: Reporting::Keep,
            explains: false,
            test262: false,
            coverage: None,
            observer: None,
        }
    }

    /// Stops scripts after some time, counted anew wherever the runtime is entered: see
    /// [`Runtime::set_time_limit`].
    #[must_use]
    pub fn time_limit(mut self, limit: Duration) -> RuntimeBuilder {
        self.time_limit = Some(limit);
        self
    }

    /// Stops scripts when the heap and the data it owns take more than about so many bytes: objects,
    /// strings, buffers, queues, what built-ins are about to make. Each runtime counts its own, so
    /// runtimes don't disturb each other, but only what is reported to the heap: what a parser or a
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
        self.stdout = Some(Sink::new(Box::new(writer), false, false));
        self
    }

    /// Where standard error goes: by default to that of the process.
    #[must_use]
    pub fn stderr(mut self, writer: impl Write + 'static) -> RuntimeBuilder {
        self.stderr = Some(Sink::new(Box::new(writer), false, false));
        self
    }

    /// `process.argv`
    #[must_use]
    pub fn arguments(mut self, arguments: Vec<String>) -> RuntimeBuilder {
        self.arguments = arguments;
        self
    }

    /// `process.execArgv`
    pub(crate) fn exec_arguments(mut self, arguments: Vec<String>) -> RuntimeBuilder {
        self.exec_arguments = arguments;
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
    pub(crate) fn streams(mut self, stdout: Sink, stderr: Sink) -> RuntimeBuilder {
        (self.stdout, self.stderr) = (Some(stdout), Some(stderr));
        self
    }

    /// Lets scripts read the process's standard input: without this it has ended.
    #[must_use]
    pub fn standard_input(mut self) -> RuntimeBuilder {
        self.reads_stdin = true;
        self
    }

    /// Standard input is somebody else's.
    #[cfg(feature = "repl")]
    pub(crate) fn without_standard_input(mut self) -> RuntimeBuilder {
        self.reads_stdin = false;
        self
    }

    /// Lets scripts import and require files of the system: without this a runtime has none. They may those
    /// of their own folder (that of the first program, or of the package that it is in) and of the packages
    /// that they resolve, and others as [`RuntimeBuilder::permissions`] says.
    #[must_use]
    pub fn system_files(mut self) -> RuntimeBuilder {
        self.files = Rc::new(SystemFiles);
        self
    }

    /// What scripts may touch of the outside beside the modules that they import: by default nothing. It
    /// is about the system's files only where there are ([`RuntimeBuilder::system_files`]). Variables that
    /// are given ([`RuntimeBuilder::environment`]) may be seen.
    #[must_use]
    pub fn permissions(mut self, permissions: Permissions) -> RuntimeBuilder {
        self.permissions = permissions;
        self
    }

    /// As [`RuntimeBuilder::system_files`], and tells of each file that a module is read from.
    pub(crate) fn system_files_telling(mut self, told: impl Fn(&str) + 'static) -> RuntimeBuilder {
        self.files = Rc::new(ToldFiles(Box::new(told)));
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

    /// Records which parts of programs run: see [`Runtime::take_coverage`].
    pub(crate) fn coverage(mut self, recording: Recording) -> RuntimeBuilder {
        self.coverage = Some(recording);
        self
    }

    /// Has errors explained to those who read them.
    pub(crate) fn explaining(mut self) -> RuntimeBuilder {
        self.explains = true;
        self
    }

    /// Whether uncaught errors are printed instead of given back.
    pub(crate) fn reporting(mut self, reporting: Reporting) -> RuntimeBuilder {
        self.reporting = reporting;
        self
    }

    /// Who is told of all that happens.
    pub(crate) fn observer(mut self, observer: Box<dyn Observer>) -> RuntimeBuilder {
        self.observer = Some(observer);
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
        let own = |stream: Box<dyn Write>| Sink::new(stream, false, false);
        let options = host::Options {
            argv0: self.arguments.first().cloned().unwrap_or_default(),
            argv: self.arguments,
            exec_argv: self.exec_arguments,
            exec_path: self.exec_path,
            env: self.environment,
            clock,
            stdout: self
                .stdout
                .unwrap_or_else(|| own(Box::new(std::io::stdout()))),
            stderr: self
                .stderr
                .unwrap_or_else(|| own(Box::new(std::io::stderr()))),
            files: self.files,
            permissions: self.permissions,
            reads_stdin: self.reads_stdin,
            reporting: self.reporting,
        };
        host::install(&mut agent, options);
        if self.explains {
            explain::install(&mut agent);
        }
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
        agent.coverage = self.coverage.map(Box::new);
        if let Some(observer) = self.observer {
            agent.watch(observer);
        }
        Runtime { agent, roots }
    }
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
}
