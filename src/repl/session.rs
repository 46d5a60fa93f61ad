//! One session at the prompt.

use super::commands::{self, Action, Argument, Asked, Command};
use super::editor::{Editor, Input, Mode, Question};
use super::hints::{self, Looks};
use super::known_natives::KnownNatives;
use super::last_values::{Last, LastValues};
use super::printing::Printing;
use super::rewriting::{Import, Rewritten};
use super::{answers, members, rewriting};
use crate::diagnostics::colour::stream_wants_colour;
use crate::diagnostics::render::render;
use crate::engine::{
    Agent, GlobalImport, JsResult, Object, PropertyKey, Termination, Throw, Value,
};
use crate::event_loop::{self, EventLoop, Patience, microtasks};
use crate::heap::PromiseState;
use crate::host::commonjs::ModuleScope;
use crate::host::launch::Launch;
use crate::host::node::lazy_globals;
use crate::host::process::{self, Ending, ProcessState};
use crate::host::resolution;
use crate::host::streams::{self, Sink};
use crate::host::{Reporting, show, uncaught};
use crate::lower::{self, SourceKind};
use crate::runtime::program::{self, Program};
use crate::runtime::{InterruptHandle, Runtime, RuntimeBuilder};
use crate::source::SourceText;
use crate::syntax::ast::Goal;
use crate::syntax::parser;
use std::io::{self, IsTerminal, Write};
use std::rc::Rc;
use std::time::Instant;

const PROMPT: &str = "> ";

/// What is said of Ctrl-C where there is nothing to stop.
const HINT_TO_LEAVE: &str = "(To exit, press Ctrl+C again or Ctrl+D or type .exit)\n";

/// What `.editor` begins with.
const BLOCK_BEGINS: &str = "// Entering editor mode (Ctrl+D to finish, Ctrl+C to cancel)\n";

/// The exit code when the terminal fails.
pub(super) const TERMINAL_FAILED: u8 = 1;

/// Whether an input can be run as it is, or more lines have to follow.
pub(super) fn is_complete(text: &str) -> bool {
    if text.trim().is_empty() || commands::asked(text).is_some() {
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

/// Standard output as scripts have it while the session runs.
struct Output(Printing);

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.print(&String::from_utf8_lossy(bytes))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stdout().flush()
    }
}

pub(super) struct Session {
    runtime: Runtime,
    editor: Editor,
    printing: Printing,
    /// All inputs that were evaluated.
    inputs: Vec<String>,
    /// `None` where a limit stopped even this.
    last_values: Option<LastValues>,
    known: KnownNatives,
    /// Ctrl-C was pressed at an empty prompt: once more leaves.
    leaves_next: bool,
}

impl Session {
    pub(super) fn new(builder: RuntimeBuilder, editor: Editor) -> Session {
        let printing = editor.printing();
        let stdout = io::stdout();
        let (terminal, colour) = (stdout.is_terminal(), stream_wants_colour(&stdout));
        let stream = || Sink::new(Box::new(Output(printing.clone())), terminal, colour);
        let mut runtime = builder
            .streams(stream(), stream())
            // The keys are the prompt's.
            .without_standard_input()
            .reporting(Reporting::KeepReasons)
            .build();
        let folder = resolution::current_folder(&runtime.agent);
        let scope = ModuleScope::of_code(&mut runtime.agent, "<repl>", &folder);
        // Nothing stops a program that hasn't begun.
        let _ = lazy_globals::define(&mut runtime.agent);
        scope.define_globals(&mut runtime.agent);
        runtime.agent.realm.lexicals.may_redeclare = true;
        let agent = &mut *runtime.agent;
        EventLoop::of(agent).notes_places = true;
        let known = agent.scoped(KnownNatives::find);
        let last_values = agent.scoped(|agent| LastValues::define(agent).ok());
        Session {
            runtime,
            editor,
            printing,
            inputs: Vec::new(),
            last_values,
            known,
            leaves_next: false,
        }
    }

    pub(super) fn interrupt_handle(&mut self) -> InterruptHandle {
        self.runtime.interrupt_handle()
    }

    /// Does what options ask for, runs a program if one is given, then prompts and evaluates until the
    /// session ends; the exit code.
    pub(super) fn run(&mut self, launch: Option<&Launch>, first: Option<Program>) -> u8 {
        let version = env!("CARGO_PKG_VERSION");
        println!("minijs {version}. Ctrl-C stops what runs, Ctrl-D leaves.");
        self.runtime.agent.measure_native_stack();
        if let Err(throw) = program::begin(&mut self.runtime.agent, launch, first)
            && let Some(code) = self.report(throw)
        {
            return code;
        }
        loop {
            let input = self.next_input(PROMPT, Mode::Input);
            let asked_to_leave = std::mem::take(&mut self.leaves_next);
            let result = match input {
                Ok(Input::Text(text)) => self.handle(&text),
                Ok(Input::Interrupted { was_empty: false }) => Ok(()),
                Ok(Input::Interrupted { .. }) if asked_to_leave => return self.leave(),
                Ok(Input::Interrupted { .. }) => {
                    self.leaves_next = true;
                    self.say(HINT_TO_LEAVE)
                }
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
    fn next_input(&mut self, prompt: &str, mode: Mode) -> JsResult<Input> {
        if let Err(error) = self.editor.prompt(prompt, mode) {
            return Ok(Input::Failed(error));
        }
        let input = loop {
            if let Some(input) = self.editor.take() {
                break input;
            }
            if let Err(throw) = self.turn()
                && let Some(code) = self.report(throw)
            {
                // The session is over, whether the terminal takes this or not.
                let _ = self.printing.finish();
                streams::flush_stdout(&mut self.runtime.agent);
                return Err(self
                    .runtime
                    .agent
                    .terminate(Termination::Exit(i32::from(code))));
            }
        };
        if matches!(input, Input::Interrupted { .. }) {
            // The key has done its work.
            self.runtime.agent.heap.budget.take_interrupt();
        }
        Ok(input)
    }

    /// A turn of the loop, after the editor's question if it has one.
    fn turn(&mut self) -> JsResult<()> {
        while let Some(question) = self.next_question() {
            self.answer(question)?;
        }
        event_loop::turn(&mut self.runtime.agent, Patience::UntilWoken)
    }

    fn next_question(&self) -> Option<Question> {
        self.editor.question()
    }

    fn answer(&mut self, question: Question) -> JsResult<()> {
        let (agent, known) = (&mut *self.runtime.agent, &self.known);
        agent.scoped(|agent| {
            // Who asked may not wait any more.
            match question {
                Question::Completion { text, answer } => {
                    let found = members::complete(agent, known, &text)?;
                    let _ = answer.send((found.start, found.candidates));
                }
                Question::Hint {
                    text,
                    cursor,
                    columns,
                    answer,
                } => {
                    let colour = streams::stdout_wants_colour(agent);
                    let looks = Looks { columns, colour };
                    let _ = answer.send(hints::hint(agent, known, &text, cursor, looks)?);
                }
            }
            Ok(())
        })
    }

    /// Prints something of the prompt's own.
    fn say(&mut self, text: &str) -> JsResult<()> {
        streams::write_stdout(&mut self.runtime.agent, text)
    }

    fn handle(&mut self, text: &str) -> JsResult<()> {
        match commands::asked(text) {
            _ if text.trim().is_empty() => Ok(()),
            Some(Asked::Known(command, argument)) => self.command(command, argument),
            Some(Asked::Unknown(name)) => self.say(&commands::unknown(name)),
            None => {
                self.inputs.push(text.to_string());
                self.evaluate(text, shown)
            }
        }
    }

    fn command(&mut self, command: &Command, argument: &str) -> JsResult<()> {
        if command.argument != Argument::None && argument.is_empty() {
            let what = match command.argument {
                Argument::File => "file",
                _ => "expression",
            };
            return self.say(&format!("The \"{what}\" argument must be specified\n"));
        }
        match command.action {
            Action::Break => Ok(()),
            Action::Block => self.block(),
            Action::Exit => Err(self.runtime.agent.terminate(Termination::Exit(0))),
            Action::Help => self.say(&commands::help()),
            Action::Load => self.load(argument),
            Action::Save => self.save(argument),
            Action::Queues => {
                let agent = &mut *self.runtime.agent;
                let text = agent.scoped(answers::queues)?;
                self.say(&text)
            }
            Action::Time => {
                let begun = Instant::now();
                let result = self.evaluate(argument, shown);
                let milliseconds = begun.elapsed().as_secs_f64() * 1e3;
                self.say(&format!("took {milliseconds:.3} ms\n"))?;
                result
            }
            Action::Type => self.evaluate(argument, answers::type_of),
        }
    }

    /// `.editor`
    fn block(&mut self) -> JsResult<()> {
        self.say(BLOCK_BEGINS)?;
        match self.next_input("", Mode::Block)? {
            Input::Text(text) if !text.trim().is_empty() => {
                self.inputs.push(text.clone());
                self.evaluate(&text, shown)
            }
            // What ended the input altogether ends the next prompt too.
            _ => Ok(()),
        }
    }

    /// `.load`
    fn load(&mut self, file: &str) -> JsResult<()> {
        match std::fs::read_to_string(file) {
            Ok(text) => {
                self.inputs.push(text.clone());
                self.evaluate_as(file, &text, shown)
            }
            Err(error) => self.say(&format!("Failed to load: {file} ({error})\n")),
        }
    }

    /// `.save`
    fn save(&mut self, file: &str) -> JsResult<()> {
        let mut text = self.inputs.join("\n");
        text.push('\n');
        let said = match std::fs::write(file, text) {
            Ok(()) => format!("Session saved to: {file}\n"),
            Err(error) => format!("Failed to save: {file} ({error})\n"),
        };
        self.say(&said)
    }

    fn evaluate(&mut self, text: &str, show: Show) -> JsResult<()> {
        let name = format!("REPL{}", self.inputs.len());
        self.evaluate_as(&name, text, show)
    }

    /// Evaluates, and shows the value in some way.
    fn evaluate_as(&mut self, name: &str, text: &str, show: Show) -> JsResult<()> {
        let Session {
            runtime,
            last_values,
            ..
        } = self;
        runtime.agent.scoped(|agent| {
            let Some(value) = run_input(agent, name, text)? else {
                return Ok(());
            };
            agent.keep(value);
            if let Some(last_values) = last_values {
                let news = last_values.note(agent, Last::Value, value)?;
                streams::write_stdout(agent, &news)?;
            }
            let shown = show(agent, value)?;
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
        let last_values = &self.last_values;
        agent.scoped(|agent| {
            agent.keep(error);
            if let Some(last_values) = last_values {
                match last_values.note(agent, Last::Error, error) {
                    Ok(news) => drop(streams::write_stdout(agent, &news)),
                    Err(throw) => drop(agent.catch(throw)),
                }
            }
            let colour = streams::stdout_wants_colour(agent);
            let shown = match show::inspect_with(agent, error, colour) {
                Ok(shown) => shown,
                Err(throw) => {
                    let _ = agent.catch(throw);
                    agent.value_for_message(error)
                }
            };
            let remark = uncaught::explain(agent, error, colour).unwrap_or_default();
            let _ = streams::write_stdout(agent, &format!("Uncaught {shown}\n{remark}"));
        });
        None
    }

    fn report_termination(&mut self, throw: Throw) -> Option<u8> {
        let agent = &mut *self.runtime.agent;
        match process::ending(agent, throw) {
            Ending::Code(code) => Some(code as u8),
            Ending::Stopped(why) => {
                agent.heap.resume();
                if why == Termination::Interrupted {
                    // Endless jobs queue themselves: they end with that.
                    agent.queues.forget_jobs();
                }
                let (text, _) = program::stopped(why);
                if !self.printing.is_open() {
                    // Where the terminal fails there is nobody to tell.
                    let _ = match why {
                        // The terminal has shown the key.
                        Termination::Interrupted => self.printing.print(&format!("\n{text}\n")),
                        _ => self.printing.print_line(text),
                    };
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

/// How a value is shown.
type Show = fn(&mut Agent, Value) -> JsResult<String>;

/// A value as Node's prompt shows it.
fn shown(agent: &mut Agent, value: Value) -> JsResult<String> {
    let colour = streams::stdout_wants_colour(agent);
    show::inspect_with(agent, value, colour)
}

/// Drains; a promise that is rejected by then is a value like another, which nobody has to handle.
fn drain_after(agent: &mut Agent, value: Value) -> JsResult<()> {
    let promise = value
        .as_object()
        .filter(|_| agent.heap.promise(value).is_some());
    let Some(promise) = promise else {
        return microtasks::drain(agent);
    };
    let was_handled = std::mem::replace(&mut agent.heap.promise_mut(promise).handled, true);
    let result = microtasks::drain(agent);
    let data = agent.heap.promise_mut(promise);
    if data.state == PromiseState::Pending {
        data.handled = was_handled;
    }
    result
}

/// Runs an input; its value, or `None` where it was no program and that has been said.
fn run_input(agent: &mut Agent, name: &str, text: &str) -> JsResult<Option<Value>> {
    // `{ a: 1 }` is meant as an object.
    let braced = text.trim_start().starts_with('{') && !text.trim_end().ends_with(';');
    let as_object = braced.then(|| format!("({})", text.trim()));
    // In a script `await (x)` is a call.
    if text.contains("await")
        && let Some(rewritten) = as_object
            .as_deref()
            .and_then(rewriting::rewrite)
            .or_else(|| rewriting::rewrite(text))
    {
        return run_rewritten(agent, name, &rewritten).map(Some);
    }
    let candidates = as_object.into_iter().chain([text.to_string()]);
    let mut failure = None;
    for candidate in candidates {
        let source = Rc::new(SourceText::new(name, candidate));
        match lower::compile(agent, Rc::clone(&source), SourceKind::Script) {
            Ok(function) => {
                let this = agent.realm.global_object.value();
                let value = agent.call(function.value(), this, &[])?;
                agent.keep(value);
                drain_after(agent, value)?;
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
    if let Some(rewritten) = rewriting::rewrite(text) {
        return run_rewritten(agent, name, &rewritten).map(Some);
    }
    let colour = streams::stdout_wants_colour(agent);
    let text = render(&error.diagnostic, &source, colour);
    streams::write_stdout(agent, &text)?;
    Ok(None)
}

/// Runs an input that imports or awaits.
fn run_rewritten(agent: &mut Agent, name: &str, rewritten: &Rewritten) -> JsResult {
    if !rewritten.imports.is_empty() {
        let promise = run_script(agent, SourceText::new(name, rewritten.importing()))?;
        let namespaces = settled(agent, promise)?;
        agent.keep(namespaces);
        for (place, import) in (0..).zip(&rewritten.imports) {
            let namespace = namespaces.as_object();
            let namespace = namespace.and_then(|all| agent.heap.dense_element(all.value(), place));
            if let Some(namespace) = namespace.and_then(Value::as_object) {
                bind(agent, import, namespace)?;
            }
        }
    }
    if !rewritten.declarations.is_empty() {
        run_script(
            agent,
            SourceText::new(name, rewritten.declarations.as_str()),
        )?;
    }
    let value = run_script(agent, rewritten.source(name))?;
    agent.keep(value);
    if !rewritten.awaits {
        drain_after(agent, value)?;
        return Ok(value);
    }
    let wrapped = settled(agent, value)?;
    let value = agent.heap.dense_element(wrapped, 0);
    Ok(value.unwrap_or(Value::UNDEFINED))
}

/// Gives names to what a module exports, whatever that is when they are read.
fn bind(agent: &mut Agent, import: &Import, namespace: Object) -> JsResult<()> {
    for (imported, local) in &import.names {
        let local = agent.heap.property_key_of_str(local);
        pin(agent, local);
        let Some(imported) = imported else {
            agent.realm.lexicals.declare(local, true);
            agent.realm.lexicals.set(local, namespace.value());
            continue;
        };
        let key = agent.heap.property_key_of_str(imported);
        if !agent.has_property(namespace, key)? {
            let specifier = &import.specifier;
            let what = format!("does not provide an export named '{imported}'");
            let message = format!("The requested module '{specifier}' {what}");
            return Err(agent.syntax_error(message));
        }
        pin(agent, key);
        let import = GlobalImport { namespace, key };
        agent.realm.lexicals.declare_import(local, import);
    }
    Ok(())
}

fn pin(agent: &mut Agent, key: PropertyKey) {
    if let Some(atom) = key.as_atom() {
        agent.heap.pin(atom.into());
    }
}

/// Runs the loop until a promise is settled; its value.
fn settled(agent: &mut Agent, promise: Value) -> JsResult {
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
            PromiseState::Fulfilled => return Ok(data.result),
            PromiseState::Rejected => return Err(agent.throw(data.result)),
            PromiseState::Pending => event_loop::turn(agent, Patience::UntilWoken)?,
        }
    }
}

fn run_script(agent: &mut Agent, source: SourceText) -> JsResult {
    let function = match lower::compile(agent, Rc::new(source), SourceKind::Script) {
        Ok(function) => function.value(),
        Err(error) => return Err(error.throw(agent)),
    };
    let this = agent.realm.global_object.value();
    agent.call(function, this, &[])
}
