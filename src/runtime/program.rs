//! Running a program from its first line to its exit code, as Node does.

use super::Runtime;
use crate::diagnostics::render::render;
use crate::diagnostics::uncaught::{UncaughtError, render_uncaught};
use crate::engine::{Agent, Call, JsResult, Object, Termination, Value};
use crate::event_loop::observer::{Kind, Phase};
use crate::event_loop::{self, EventLoop, Patience, microtasks};
use crate::heap::PromiseState;
use crate::host::commonjs::{self, ModuleScope};
use crate::host::io::files::SystemFiles;
use crate::host::launch::{self, Launch};
use crate::host::node::{lazy_globals, loader};
use crate::host::process::{self, Ending, ProcessState};
use crate::host::streams;
use crate::host::{permission, resolution, show, uncaught};
use crate::lower::module::{ModuleText, compile_module};
use crate::lower::{self, CompileError, SourceKind};
use crate::modules::resolution::commonjs::{EXTENSIONS, Search};
use crate::modules::resolution::format::{is_typescript, typescript};
use crate::modules::resolution::path::extension;
use crate::modules::resolution::{ResolutionError, Resolver};
use crate::modules::{self, Known, ModuleId};
use crate::source::{SourceText, without_mark};
use std::rc::Rc;

/// The exit code for a text that isn't a program.
const SYNTAX_ERROR: i32 = 1;

/// The exit code when the top level of a module waits for ever.
const UNSETTLED: i32 = 13;

/// What a program's text is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Form {
    /// A file: a CommonJS module, or an ES module where it uses what only those have.
    File,
    /// A file that is a CommonJS module.
    CommonJs,
    /// A file that is an ES module.
    Module,
    /// A file that is a classic script.
    Script,
    /// Code that was piped: a script that has the names of a CommonJS module.
    Piped,
    /// Code that was given: the same, with Node's modules as global variables.
    Eval,
    /// The same, where it is said to be an ES module.
    EvalModule,
    /// The same as `Eval`; its completion value is shown at the end.
    Print,
    /// A file that isn't JavaScript: what `require` makes of it.
    Required,
    /// A file that isn't JavaScript, in a package of ES modules: what `import` makes of it.
    Imported,
}

/// A program to run.
pub(crate) struct Program {
    /// An absolute path, or `[eval]` and the like.
    pub(crate) name: String,
    /// The text.
    pub(crate) text: String,
    /// What it is.
    pub(crate) form: Form,
    /// Piped or given code that isn't a script may be an ES module.
    pub(crate) detects: bool,
}

/// The file that a path of the command line means, and what it is: as `require` finds files, so that the
/// extension may be left out, and a folder has an index.
///
/// # Errors
/// What to tell where it can't be run.
pub(crate) fn main_file(path: &str, keeps_links: bool) -> Result<(String, Form), String> {
    let mut resolver = Resolver::new(Rc::new(SystemFiles), &[]);
    resolver.set_habits(&[], keeps_links);
    let search = Search {
        folders: &[],
        extensions: &EXTENSIONS,
    };
    let told = |error: Box<ResolutionError>| error.message;
    let found = resolver.find_path(path, search).map_err(told)?;
    let Some(file) = found else {
        return Ok((path.to_string(), Form::File));
    };
    if is_typescript(&file) {
        return Err(typescript(&file).message);
    }
    let form = match extension(&file) {
        ".mjs" => Form::Module,
        ".cjs" => Form::CommonJs,
        ending => {
            let is_script = matches!(ending, ".js" | "");
            match resolver.package_of(&file).map(|it| it.and_then(|it| it.1)) {
                Ok(Some("module")) if is_script => Form::Module,
                Ok(Some("module")) => Form::Imported,
                Ok(Some(_)) if is_script => Form::CommonJs,
                Ok(_) if matches!(ending, ".json" | ".node") => Form::Required,
                // Whatever isn't known is a script.
                Ok(_) => Form::File,
                // Loading the file tells why.
                Err(_) => Form::Imported,
            }
        }
    };
    Ok((file, form))
}

/// Runs a program until nothing keeps it alive; everything that it printed has been written.
pub(crate) fn run(runtime: &mut Runtime, program: Program) -> Ending {
    run_after(runtime, program, |_| Ok(Ready::Now))
}

/// The same, after what options ask for is done.
pub(crate) fn run_launched(runtime: &mut Runtime, launch: &Launch, program: Program) -> Ending {
    run_after(runtime, program, |agent| prepare(agent, launch))
}

/// Whether a program can be run.
enum Ready {
    Now,
    /// The loop ended before; its exit code.
    Never(i32),
}

fn run_after(
    runtime: &mut Runtime,
    program: Program,
    prepare: impl FnOnce(&mut Agent) -> JsResult<Ready>,
) -> Ending {
    runtime.begin();
    let agent = &mut *runtime.agent;
    permission::set_program(agent, &program.name);
    let result = agent.scoped(|agent| match prepare(agent)? {
        Ready::Now => run_to_end(agent, program),
        Ready::Never(code) => Ok(code),
    });
    let ending = match result {
        Ok(code) => Ending::Code(code),
        Err(throw) => process::ending(agent, throw),
    };
    // Nothing is left to hear of an error.
    streams::flush_stdout(agent);
    ending
}

/// Does what options ask for, and starts a program, for a caller who drives the loop; where it can't be
/// run, that is told.
#[cfg(feature = "repl")]
pub(crate) fn begin(
    agent: &mut Agent,
    launch: Option<&Launch>,
    program: Option<Program>,
) -> JsResult<()> {
    agent.scoped(|agent| {
        if let Some(launch) = launch
            && let Ready::Never(code) = prepare(agent, launch)?
        {
            return Err(agent.terminate(Termination::Exit(code)));
        }
        match program {
            Some(program) => start(agent, program).map(drop),
            None => Ok(()),
        }
    })
}

fn run_to_end(agent: &mut Agent, program: Program) -> JsResult<i32> {
    let Some((promise, module)) = start(agent, program)? else {
        return Ok(SYNTAX_ERROR);
    };
    loop {
        event_loop::run(agent)?;
        streams::flush_stdout(agent);
        if EventLoop::is_alive(agent) {
            microtasks::drain(agent)?;
            continue;
        }
        let nothing = Value::UNDEFINED;
        agent.observe_phase(Phase::Exit);
        event_loop::enter(agent, Kind::Exit, nothing, process::emit_before_exit)?;
        microtasks::drain(agent)?;
        if !EventLoop::is_alive(agent) {
            break;
        }
    }
    finish(agent, promise, &module)
}

/// Does what options ask for before a program. What is imported has been run when this is done,
/// which can take turns of the loop.
fn prepare(agent: &mut Agent, launch: &Launch) -> JsResult<Ready> {
    event_loop::enter(agent, Kind::Main, Value::UNDEFINED, |agent| {
        launch::begin(agent, launch)
    })?;
    if launch.imports.is_empty() {
        return Ok(Ready::Now);
    }
    let (url, text) = imports_text(agent, &launch.imports);
    let source = Rc::new(SourceText::new(url, text));
    let text = match compile_module(agent, Rc::clone(&source)) {
        Ok(text) => text,
        Err(error) => {
            print_syntax_error(agent, &error, &source)?;
            return Ok(Ready::Never(SYNTAX_ERROR));
        }
    };
    let promise = start_module(agent, source.name(), |agent| {
        Ok(modules::new_text_module(agent, &source, text))
    })?;
    let Some(promise) = promise else {
        return Ok(Ready::Now);
    };
    loop {
        let data = agent.heap.promise(promise.value());
        match data.map(|data| data.state) {
            Some(PromiseState::Pending) if EventLoop::is_alive(agent) => {
                event_loop::turn(agent, Patience::UntilDue)?;
            }
            Some(PromiseState::Pending) => {
                let code = finish(agent, Some(promise), &source)?;
                return Ok(Ready::Never(code));
            }
            // One that is rejected has ended the program, or was taken by a listener.
            _ => return Ok(Ready::Now),
        }
    }
}

/// A module in the current folder that imports others, one after the other.
fn imports_text(agent: &Agent, imports: &[String]) -> (String, String) {
    let folder = resolution::current_folder(agent);
    let url = loader::url_of_name(agent, &format!("{}/", folder.trim_end_matches('/')));
    let quoted = |name: &String| {
        let escaped = name.replace('\\', "\\\\").replace('\'', "\\'");
        format!("await import('{}');", escaped.replace('\n', "\\n"))
    };
    (url, imports.iter().map(quoted).collect())
}

/// Runs a program's text; the promise of a module, and the source. `None` where it can't be run, which
/// is told.
fn start(agent: &mut Agent, program: Program) -> JsResult<Option<Started>> {
    match program.form {
        Form::Required => {
            start_required(agent, &program.name)?;
            let source = SourceText::new(program.name, program.text);
            return Ok(Some((None, Rc::new(source))));
        }
        Form::Imported => {
            let url = loader::url_of_name(agent, &program.name);
            let promise = start_module(agent, &url, |agent| loader::load_url(agent, &url))?;
            let source = SourceText::new(url, program.text);
            return Ok(Some((promise, Rc::new(source))));
        }
        Form::Eval | Form::EvalModule | Form::Print => lazy_globals::define(agent)?,
        _ => {}
    }
    let form = program.form;
    let (compiled, source) = match compile(agent, program) {
        Ok(compiled) => compiled,
        Err((error, source)) => {
            // A text that wasn't read to its end isn't to blame.
            if agent.heap.budget.stopped().is_some() {
                agent.poll_now()?;
            }
            print_syntax_error(agent, &error, &source)?;
            return Ok(None);
        }
    };
    let promise = match compiled {
        Compiled::Module(text) => start_module(agent, source.name(), |agent| {
            let module = modules::new_text_module(agent, &source, text);
            modules::note(agent, source.name(), None, Known::Module(module));
            Ok(module)
        })?,
        Compiled::Script(function, kind) => {
            agent.keep_object(function);
            start_script(agent, function, kind, (form, Rc::clone(&source)))?;
            None
        }
    };
    Ok(Some((promise, source)))
}

/// The end of a program that has nothing left to do.
fn finish(agent: &mut Agent, promise: Option<Object>, source: &SourceText) -> JsResult<i32> {
    let data = promise.and_then(|promise| agent.heap.promise(promise.value()));
    let code = match data.map(|data| data.state) {
        Some(PromiseState::Pending) => UNSETTLED,
        _ => 0,
    };
    // Before the event, which may end the process or change the code.
    if code == UNSETTLED && process::exit_code(agent).is_none() {
        let text = unsettled_warning(source, agent.top_level_await.unwrap_or(0));
        streams::write_stderr(agent, &text)?;
    }
    agent.observe_phase(Phase::Exit);
    event_loop::enter(agent, Kind::Exit, Value::UNDEFINED, |agent| {
        process::emit_exit(agent, code)
    })?;
    microtasks::drain(agent)?;
    Ok(process::exit_code(agent).unwrap_or(code))
}

/// Node's words for an `await` that the program ended at.
fn unsettled_warning(source: &SourceText, position: u32) -> String {
    let waiting = UncaughtError {
        place: Some((source, position)),
        text: "\n",
        is_error: true,
    };
    let place = render_uncaught(&waiting, false);
    format!("Warning: Detected unsettled top-level await at {place}")
}

type Started = (Option<Object>, Rc<SourceText>);
type NotCompiled = (Box<CompileError>, Rc<SourceText>);

/// A program that can be run.
enum Compiled {
    Script(Object, SourceKind),
    Module(ModuleText),
}

fn compile(agent: &mut Agent, program: Program) -> Result<(Compiled, Rc<SourceText>), NotCompiled> {
    let Program {
        name,
        text,
        form,
        detects,
    } = program;
    if matches!(form, Form::Module | Form::EvalModule) {
        return compile_main_module(agent, &name, &text);
    }
    let source = Rc::new(SourceText::new(name, text));
    let kind = match form {
        Form::CommonJs => SourceKind::CommonJs,
        Form::Print => SourceKind::Eval,
        _ => SourceKind::Script,
    };
    let compiled = match form {
        Form::File => lower::compile_detecting(agent, Rc::clone(&source)),
        _ => lower::compile(agent, Rc::clone(&source), kind).map(Some),
    };
    let compiled = match (compiled, form) {
        (Err(error), Form::Piped | Form::Eval) if detects => {
            match lower::compile_detecting(agent, Rc::clone(&source)) {
                Ok(None) => Ok(None),
                _ => Err(error),
            }
        }
        (compiled, _) => compiled,
    };
    match (compiled, form) {
        (Ok(Some(function)), Form::File) => {
            Ok((Compiled::Script(function, SourceKind::CommonJs), source))
        }
        (Ok(Some(function)), _) => Ok((Compiled::Script(function, kind), source)),
        (Ok(None), _) => {
            // The module is known under its URL, which stacks show.
            let name = match source.name().starts_with('[') {
                true => String::from("[eval1]"),
                false => source.name().to_string(),
            };
            let compiled = compile_main_module(agent, &name, source.text())?;
            if form == Form::File {
                // No more than a warning: what it throws ends the program anyhow.
                let _ = resolution::warn_of_missing_type(agent, &name);
            }
            Ok(compiled)
        }
        (Err(error), _) => Err((error, source)),
    }
}

fn compile_main_module(
    agent: &mut Agent,
    name: &str,
    text: &str,
) -> Result<(Compiled, Rc<SourceText>), NotCompiled> {
    let url = loader::url_of_name(agent, name);
    // What is given or piped has a name in brackets, which Node doesn't escape.
    let url = match (name.starts_with('['), url.rsplit_once('/')) {
        (true, Some((folder, _))) => format!("{folder}/{name}"),
        _ => url,
    };
    let source = Rc::new(SourceText::new(url, without_mark(text)));
    match compile_module(agent, Rc::clone(&source)) {
        Ok(text) => Ok((Compiled::Module(text), source)),
        Err(error) => Err((error, source)),
    }
}

fn print_syntax_error(
    agent: &mut Agent,
    error: &CompileError,
    source: &SourceText,
) -> JsResult<()> {
    let colour = streams::stderr_wants_colour(agent);
    let text = render(&error.diagnostic, source, colour);
    streams::write_stderr(agent, &text)
}

/// Runs the main module, whose URL is known, and all that it imports; its promise.
fn start_module(
    agent: &mut Agent,
    url: &str,
    load: impl FnOnce(&mut Agent) -> JsResult<ModuleId>,
) -> JsResult<Option<Object>> {
    let mut promise = None;
    let nothing = Value::UNDEFINED;
    event_loop::enter(agent, Kind::Module, nothing, |agent| {
        let module = load(agent)?;
        resolution::set_main(agent, url);
        modules::load_requested(agent, module)?;
        modules::link(agent, module)?;
        promise = Some(modules::evaluate(agent, module)?);
        Ok(())
    })?;
    if let Some(promise) = promise {
        agent.keep_object(promise);
        uncaught::watch_main_module(agent, promise);
    }
    microtasks::drain_after_module(agent)?;
    Ok(promise)
}

/// Has `require` load the main file.
fn start_required(agent: &mut Agent, file: &str) -> JsResult<()> {
    event_loop::enter(agent, Kind::Main, Value::UNDEFINED, |agent| {
        commonjs::run_main(agent, file)
    })?;
    microtasks::drain(agent)
}

/// Runs the body of a script or a CommonJS module.
fn start_script(
    agent: &mut Agent,
    function: Object,
    kind: SourceKind,
    (form, source): (Form, Rc<SourceText>),
) -> JsResult<()> {
    let function = function.value();
    event_loop::enter(agent, Kind::Main, function, |agent| {
        if kind == SourceKind::CommonJs {
            let wrapper = agent.call(function, Value::UNDEFINED, &[])?;
            agent.keep(wrapper);
            let is_said = form == Form::CommonJs;
            ModuleScope::of_main(agent, source.name(), is_said).run(agent, wrapper)?;
            return Ok(());
        }
        if form != Form::Script {
            let folder = resolution::current_folder(agent);
            ModuleScope::of_code(agent, source.name(), &folder).define_globals(agent);
        }
        let this = agent.realm.global_object.value();
        let value = agent.call(function, this, &[])?;
        if form == Form::Print {
            print_at_exit(agent, value);
        }
        Ok(())
    })?;
    microtasks::drain(agent)
}

/// Makes the program show a value when it exits.
fn print_at_exit(agent: &mut Agent, value: Value) {
    let id = agent.register_function("", 0, print_value);
    let listener = agent.new_native(id, [value, Value::UNDEFINED]);
    ProcessState::of(agent).call_at_exit(listener.value());
}

fn print_value(agent: &mut Agent, call: Call) -> JsResult {
    let value = agent.heap.native_data(call.callee(), 0);
    let colour = streams::stdout_wants_colour(agent);
    let mut text = show::inspect_message(agent, value, colour)?;
    text.push('\n');
    streams::write_stdout(agent, &text)?;
    Ok(Value::UNDEFINED)
}

/// The exit codes of programs that were stopped: none that Node has, and none that a shell or a
/// signal makes. That of the time limit is the one of `timeout`.
pub(crate) mod exit_code {
    /// The heap limit, or the system has no more memory.
    pub(crate) const HEAP: u8 = 122;
    /// The instruction limit.
    pub(crate) const INSTRUCTIONS: u8 = 123;
    /// The time limit.
    pub(crate) const TIME: u8 = 124;
    /// An interrupt: as shells tell of SIGINT.
    pub(crate) const INTERRUPTED: u8 = 130;
}

/// What is said of a program that was stopped, and its exit code.
pub(crate) fn stopped(why: Termination) -> (&'static str, u8) {
    match why {
        Termination::Interrupted => ("interrupted", exit_code::INTERRUPTED),
        Termination::Timeout | Termination::Part(_) => {
            ("stopped: the time limit is over", exit_code::TIME)
        }
        Termination::Instructions => (
            "stopped: the instruction limit is reached",
            exit_code::INSTRUCTIONS,
        ),
        Termination::Heap => ("stopped: the heap limit is reached", exit_code::HEAP),
        Termination::Exit(_) => ("ended", 0),
    }
}
