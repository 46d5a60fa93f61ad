//! What is known of a program as a process: its exit code, and what becomes of its uncaught errors.

use crate::engine::{Agent, Caught, JsResult, NativeId, Object, Value};
use crate::heap::{HostData, Tracer};
use crate::host::{Rejections, Reporting};

/// What the functions of `process` share.
pub struct ProcessState {
    /// The object.
    pub process: Object,
    /// What it inherits from, and what that inherits from.
    pub(in crate::host) prototype: Object,
    pub(in crate::host) emitter: Object,
    /// What it tells once it is looked at.
    pub(super) about: About,
    /// Called at the end, before the listeners of `exit`, or `undefined`.
    pub(super) at_exit: Value,
    /// Whether the program may read standard input.
    pub(in crate::host) reads_stdin: bool,
    /// `process.exitCode`: `undefined` or an integer.
    pub(super) exit_code: Value,
    /// Whether the `exit` event has begun.
    pub(super) exiting: bool,
    /// The native that a warning's tick calls: it emits and prints the warning.
    pub(in crate::host) emit_warning: NativeId,
    /// What is done with an uncaught error.
    pub(in crate::host) reporting: Reporting,
    /// One that is to be given back instead of printed.
    pub(in crate::host) uncaught: Option<Caught>,
    /// What takes all uncaught errors in place of the listeners, or `null`.
    pub(in crate::host) capture: Value,
    /// Whether the process is the program's: it can be changed, and other scripts can be run in
    /// processes of their own. Not where another program embeds the engine.
    pub(in crate::host) owns_process: bool,
    /// A function that offers an unhandled rejection to its domain, once there are domains.
    pub(in crate::host) rejection_taker: Value,
    /// What is done with a rejection that nobody handles.
    pub(in crate::host) rejections: Rejections,
    /// Codes and names of warnings that aren't printed.
    pub(in crate::host) disabled_warnings: Vec<String>,
}

/// What a process was started with.
#[derive(Default)]
pub(super) struct About {
    pub(super) argv: Vec<String>,
    pub(super) exec_argv: Vec<String>,
    pub(super) argv0: String,
    pub(super) exec_path: String,
    pub(super) env: Vec<(String, String)>,
}

impl HostData for ProcessState {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        for object in [self.process, self.prototype, self.emitter] {
            tracer.mark_object(object);
        }
        tracer.mark(self.at_exit);
        tracer.mark(self.exit_code);
        tracer.mark(self.capture);
        tracer.mark(self.rejection_taker);
        if let Some(error) = &self.uncaught {
            tracer.mark_all(&error.roots());
        }
    }
}

impl ProcessState {
    /// The state of an agent's process.
    pub fn of(agent: &mut Agent) -> &mut ProcessState {
        match agent.slot_mut::<ProcessState>() {
            Some(state) => state,
            None => unreachable!("an agent with a host has a process"),
        }
    }

    /// Warns of something deprecated: calls `process.emitWarning`, which a script may have replaced.
    pub(in crate::host) fn emit_deprecation(
        agent: &mut Agent,
        text: &str,
        code: &str,
    ) -> JsResult<()> {
        let process = ProcessState::of(agent).process;
        let key = agent.static_key("emitWarning");
        let emit = agent.get(process, key)?;
        agent.keep(emit);
        let arguments = [text, "DeprecationWarning", code].map(|text| {
            let text = agent.heap.new_string(text).value();
            agent.keep(text);
            text
        });
        agent.call(emit, process.value(), &arguments)?;
        Ok(())
    }

    /// The program as the command line names it, until a script has looked at `process.argv`.
    pub(in crate::host) fn program_name(&self) -> &str {
        self.about.argv.get(1).map_or("", String::as_str)
    }

    /// Sets `process.exitCode`.
    pub(in crate::host) fn set_exit_code(&mut self, code: i32) {
        self.exit_code = Value::int(code);
    }

    /// Has a function called when the program exits, before the listeners.
    pub fn call_at_exit(&mut self, function: Value) {
        self.at_exit = function;
    }

    /// The error that ended the program, if it is to be given back.
    pub fn take_uncaught(&mut self) -> Option<Caught> {
        self.uncaught.take()
    }
}
