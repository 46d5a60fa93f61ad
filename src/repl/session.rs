//! One session at the prompt.

use super::await_rewrite;
use super::editor::{Editor, Input};
use crate::diagnostics::colour::stream_wants_colour;
use crate::diagnostics::render::render;
use crate::engine::{Agent, JsResult, Termination, Throw, Value};
use crate::event_loop::{self, Patience, microtasks};
use crate::heap::PromiseState;
use crate::host::commonjs::ModuleScope;
use crate::host::node::lazy_globals;
use crate::host::process::{self, Ending, ProcessState};
use crate::host::resolution;
use crate::host::streams::{self, Sink};
use crate::host::{Reporting, show};
use crate::lower::{self, SourceKind};
use crate::runtime::{InterruptHandle, Runtime, RuntimeBuilder};
use crate::source::SourceText;
use crate::syntax::ast::Goal;
use crate::syntax::parser;
use std::cell::{Cell, RefCell};
use std::io::{self, IsTerminal, Write};
use std::rc::Rc;

const PROMPT: &str = "> ";

/// The exit code when the terminal fails.
pub(super) const TERMINAL_FAILED: u8 = 1;

/// Whether an input can be run as it is, or more lines have to follow.
pub(super) fn is_complete(text: &str) -> bool {
    if text.trim().is_empty() || text.trim_start().starts_with('.') {
        return true;
    }
    let source = || Rc::new(SourceText::new("", text));
    match parser::parse(source(), Goal::Script) {
        Ok(_) => true,
        Err(error) if error.is_incomplete => false,
        Err(error) if error.suggests_module.is_some() => {
            !parser::parse(source(), Goal::Module).is_err_and(|error| error.is_incomplete)
        }
        Err(_) => true,
    }
}

/// The terminal, shared by the session and what scripts print.
struct Screen {
    editor: RefCell<Editor>,
    /// Whether a prompt is open, above which output has to go.
    is_open: Cell<bool>,
}

/// Standard output as scripts have it while the session runs.
struct Output(Rc<Screen>);

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.0.is_open.get() {
            true => {
                let text = String::from_utf8_lossy(bytes);
                self.0.editor.borrow_mut().print(&text)?;
            }
            false => io::stdout().write_all(bytes)?,
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stdout().flush()
    }
}

pub(super) struct Session {
    runtime: Runtime,
    screen: Rc<Screen>,
    inputs: u32,
}

impl Session {
    pub(super) fn new(builder: RuntimeBuilder, editor: Editor) -> Session {
        let screen = Rc::new(Screen {
            editor: RefCell::new(editor),
            is_open: Cell::new(false),
        });
        let stdout = io::stdout();
        let (terminal, colour) = (stdout.is_terminal(), stream_wants_colour(&stdout));
        let stream = || Sink::new(Box::new(Output(Rc::clone(&screen))), terminal, colour);
        let mut runtime = builder
            .streams(stream(), stream())
            .reporting(Reporting::Keep)
            .build();
        let folder = resolution::current_folder(&runtime.agent);
        let scope = ModuleScope::of_code(&mut runtime.agent, "<repl>", &folder);
        // Nothing stops a program that hasn't begun.
        let _ = lazy_globals::define(&mut runtime.agent);
        scope.define_globals(&mut runtime.agent);
        Session {
            runtime,
            screen,
            inputs: 0,
        }
    }

    pub(super) fn interrupt_handle(&mut self) -> InterruptHandle {
        self.runtime.interrupt_handle()
    }

    /// Prompts and evaluates until the session ends; the exit code.
    pub(super) fn run(&mut self) -> u8 {
        let version = env!("CARGO_PKG_VERSION");
        println!("minijs {version}. Ctrl-C stops what runs, Ctrl-D leaves.");
        self.runtime.agent.measure_native_stack();
        loop {
            let result = match self.next_input() {
                Ok(Input::Text(text)) => self.handle(&text),
                Ok(Input::Interrupted) => Ok(()),
                Ok(Input::End) => return self.leave(),
                Ok(Input::Failed(error)) => {
                    eprintln!("minijs: {error}");
                    return TERMINAL_FAILED;
                }
                Err(throw) => Err(throw),
            };
            if let Err(throw) = result
                && let Some(code) = self.report(throw)
            {
                return code;
            }
        }
    }

    /// The next input; runs the loop until the editor has it.
    fn next_input(&mut self) -> JsResult<Input> {
        if let Err(error) = self.screen.editor.borrow().prompt(PROMPT) {
            return Ok(Input::Failed(error));
        }
        self.screen.is_open.set(true);
        let input = loop {
            if let Some(input) = self.screen.editor.borrow().take() {
                break input;
            }
            if let Err(throw) = event_loop::turn(&mut self.runtime.agent, Patience::UntilWoken)
                && let Some(code) = self.report(throw)
            {
                self.screen.is_open.set(false);
                return Err(self
                    .runtime
                    .agent
                    .terminate(Termination::Exit(i32::from(code))));
            }
        };
        self.screen.is_open.set(false);
        if matches!(input, Input::Interrupted) {
            // The key has done its work.
            self.runtime.agent.heap.budget.take_interrupt();
        }
        Ok(input)
    }

    fn handle(&mut self, text: &str) -> JsResult<()> {
        match text.trim() {
            "" => Ok(()),
            ".exit" => Err(self.runtime.agent.terminate(Termination::Exit(0))),
            ".help" => {
                println!(".exit  leave\n.help  show this");
                Ok(())
            }
            _ => self.evaluate(text),
        }
    }

    fn evaluate(&mut self, text: &str) -> JsResult<()> {
        self.inputs += 1;
        let name = format!("REPL{}", self.inputs);
        let agent = &mut *self.runtime.agent;
        agent.scoped(|agent| {
            let Some(value) = run_input(agent, &name, text)? else {
                return Ok(());
            };
            agent.keep(value);
            let global = agent.realm.global_object;
            let key = agent.static_key("_");
            agent.put_value(global.value(), key, value, false)?;
            let colour = streams::stdout_wants_colour(agent);
            let shown = show::inspect_with(agent, value, colour)?;
            streams::write_stdout(agent, &format!("{shown}\n"))?;
            microtasks::drain(agent)
        })
    }

    /// Shows what ended an input or a callback; an exit code where it ends the session.
    fn report(&mut self, throw: Throw) -> Option<u8> {
        let agent = &mut *self.runtime.agent;
        let error = match agent.catch(throw) {
            Ok(error) => error,
            Err(throw) => match ProcessState::of(agent).take_uncaught() {
                Some(error) => {
                    agent.heap.resume();
                    error.value
                }
                None => return self.report_termination(throw),
            },
        };
        agent.scoped(|agent| {
            agent.keep(error);
            let colour = streams::stdout_wants_colour(agent);
            let shown = match show::inspect_with(agent, error, colour) {
                Ok(shown) => shown,
                Err(throw) => {
                    let _ = agent.catch(throw);
                    agent.value_for_message(error)
                }
            };
            let _ = streams::write_stdout(agent, &format!("Uncaught {shown}\n"));
        });
        None
    }

    fn report_termination(&mut self, throw: Throw) -> Option<u8> {
        let agent = &mut *self.runtime.agent;
        match process::ending(agent, throw) {
            Ending::Code(code) => Some(code as u8),
            Ending::Stopped(why) => {
                agent.heap.resume();
                let (text, _) = crate::runtime::program::stopped(why);
                if !self.screen.is_open.get() {
                    println!("{text}");
                }
                (why != Termination::Interrupted).then_some(1)
            }
        }
    }

    /// The end of the session: the `exit` event, and the exit code.
    fn leave(&mut self) -> u8 {
        let agent = &mut *self.runtime.agent;
        let code = match process::emit_exit(agent, 0) {
            Ok(()) => process::exit_code(agent).unwrap_or(0),
            Err(throw) => match self.report(throw) {
                Some(code) => i32::from(code),
                None => 1,
            },
        };
        streams::flush_stdout(&mut self.runtime.agent);
        code as u8
    }
}

/// Runs an input; its value, or `None` where it was no program and that has been said.
fn run_input(agent: &mut Agent, name: &str, text: &str) -> JsResult<Option<Value>> {
    // `{ a: 1 }` is meant as an object.
    let braced = text.trim_start().starts_with('{') && !text.trim_end().ends_with(';');
    let as_object = braced.then(|| format!("({})", text.trim()));
    let candidates = as_object.into_iter().chain([text.to_string()]);
    let mut failure = None;
    for candidate in candidates {
        let source = Rc::new(SourceText::new(name, candidate));
        match lower::compile(agent, Rc::clone(&source), SourceKind::Script) {
            Ok(function) => {
                let this = agent.realm.global_object.value();
                let value = agent.call(function.value(), this, &[])?;
                agent.keep(value);
                microtasks::drain(agent)?;
                return Ok(Some(value));
            }
            Err(error) => failure = Some((error, source)),
        }
    }
    if agent.heap.budget.stopped().is_some() {
        agent.poll_now()?;
    }
    let Some((error, source)) = failure else {
        return Ok(None);
    };
    if let Some(rewritten) = await_rewrite::rewrite(text) {
        return run_awaiting(agent, name, &rewritten).map(Some);
    }
    let colour = streams::stdout_wants_colour(agent);
    let text = render(&error.diagnostic, &source, colour);
    streams::write_stdout(agent, &text)?;
    Ok(None)
}

/// Runs an input that awaits: the loop runs until its promise is settled.
fn run_awaiting(agent: &mut Agent, name: &str, text: &str) -> JsResult {
    let source = Rc::new(SourceText::new(name, text));
    let function = match lower::compile(agent, source, SourceKind::Script) {
        Ok(function) => function.value(),
        Err(error) => return Err(error.throw(agent)),
    };
    let this = agent.realm.global_object.value();
    let promise = agent.call(function, this, &[])?;
    agent.keep(promise);
    let Some(object) = promise
        .as_object()
        .filter(|_| agent.heap.promise(promise).is_some())
    else {
        return Ok(promise);
    };
    // Its rejection is shown as the input's error.
    agent.heap.promise_mut(object).handled = true;
    microtasks::drain(agent)?;
    loop {
        let data = *agent.heap.promise_mut(object);
        match data.state {
            // What it gives is wrapped, so that a promise is shown as one.
            PromiseState::Fulfilled => {
                let key = agent.names.value;
                return match data.result.as_object() {
                    Some(result) => agent.get(result, key),
                    None => Ok(Value::UNDEFINED),
                };
            }
            PromiseState::Rejected => return Err(agent.throw(data.result)),
            PromiseState::Pending => event_loop::turn(agent, Patience::UntilWoken)?,
        }
    }
}
