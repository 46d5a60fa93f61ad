//! `minijs file.js` and its siblings: runs a program and gives its exit code.

use super::complaint::complain;
use super::coverage;
use super::input::{self, EVAL_NAME, InputError, STDIN_NAME};
use super::long_stacks::LongStacks;
use super::memory;
use super::options::{ClockKind, InputType, Options, Program as Asked};
use crate::coverage::{FileCounts, Recording};
use crate::diagnostics::colour::stream_wants_colour;
use crate::host::Reporting;
use crate::host::process::Ending;
use crate::host::streams::Sink;
use crate::permissions::Permissions;
#[cfg(feature = "repl")]
use crate::repl::{self, Interrupts};
use crate::runtime::program::{self, Form, Program};
use crate::runtime::{Runtime, RuntimeBuilder};
use std::ffi::OsString;
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::time::Duration;

/// Native stack for evaluation: address space, of which only what is touched costs memory.
const STACK: usize = 256 << 20;

/// The name of an ES module that is given or piped, as in Node.
const MODULE_NAME: &str = "[eval1]";

/// The program that runs the tests of other files.
const TESTS: &str = "
const { run } = require('node:test');
const reporters = require('node:test/reporters');
const [, reporter, ...files] = process.argv;
if (!Object.hasOwn(reporters, reporter)) {
  process._rawDebug(`minijs: there is no reporter '${reporter}'`);
  process.exit(9);
}
const options = files.length > 0 ? { globPatterns: files } : {};
run(options)
  .on('test:summary', ({ success, file }) => {
    if (!success && file === undefined) process.exitCode = 1;
  })
  .compose(reporter === 'spec' ? new reporters.spec() : reporters[reporter])
  .pipe(process.stdout);
";

/// The native stack for a heap limit of so many bytes: what is touched is memory too.
pub(super) fn stack_for(heap: Option<usize>) -> usize {
    heap.map_or(STACK, |bytes| {
        (2 * memory::stack_under(bytes)).clamp(8 << 20, STACK)
    })
}

/// Runs on a stack that allows for deep recursion: beside the first thread's own, because to start
/// another thread takes longer than many programs. A stack of a size that was asked for may not be
/// there to be had, which a thread can report.
pub(super) fn on_large_stack(options: Options) -> u8 {
    // The prompt handles SIGINT, which has to be set up before there are threads.
    #[cfg(feature = "repl")]
    let interrupts = options.interactive.then(Interrupts::install);
    let asked = options.limits.stack_size_kib;
    let stack = stack_for(options.limits.heap_bytes());
    let run = move || {
        memory::limit(options.limits.heap_bytes());
        #[cfg(feature = "repl")]
        let code = match interrupts {
            Some(interrupts) => prompt(&options, interrupts),
            None => run(&options),
        };
        #[cfg(not(feature = "repl"))]
        let code = run(&options);
        // Taking the heap apart would only take time.
        std::process::exit(i32::from(code))
    };
    let Some(kib) = asked else {
        return stacker::grow(stack, run);
    };
    let size = stack.max(
        (kib as usize)
            .saturating_mul(1 << 10)
            .saturating_add(1 << 20),
    );
    let thread = std::thread::Builder::new().stack_size(size).spawn(run);
    match thread.map(std::thread::JoinHandle::join) {
        Ok(Ok(code)) => code,
        Ok(Err(_)) => 70,
        Err(error) => {
            complain(&format_args!("cannot start: {error}"));
            70
        }
    }
}

/// Runs the prompt, behind the program if one is named; its exit code.
#[cfg(feature = "repl")]
fn prompt(options: &Options, interrupts: Interrupts) -> u8 {
    let (first, argv) = match &options.program {
        Asked::Default | Asked::Stdin => (None, vec![exec_path()]),
        _ => match read(options) {
            Ok((program, argv)) => (Some(program), argv),
            Err(error) => {
                complain(&error);
                return 1;
            }
        },
    };
    let launch = options.launch.as_deref();
    repl::run(builder(options, argv), interrupts, launch, first)
}

/// Runs a program in a process that goes on; its exit code. `None` where that can't be: the prompt, and a
/// stack of a size that was asked for, have a process of their own.
#[cfg(feature = "golden")]
pub(super) fn in_passing(options: &Options) -> Option<u8> {
    if options.interactive || options.limits.stack_size_kib.is_some() {
        return None;
    }
    let heap = options.limits.heap_bytes();
    let code = stacker::grow(stack_for(heap), || {
        memory::limit(heap);
        run_then(options, drop)
    });
    Some(code)
}

/// Runs a program; its exit code.
fn run(options: &Options) -> u8 {
    // As above.
    run_then(options, std::mem::forget)
}

/// Runs a program, and does something with the runtime; its exit code.
fn run_then(options: &Options, at_end: impl FnOnce(Runtime)) -> u8 {
    let (program, argv) = match read(options) {
        Ok(read) => read,
        Err(error) => {
            complain(&error);
            return 1;
        }
    };
    let (long_stacks, builder) = LongStacks::watch(options, builder(options, argv));
    let mut runtime = builder.build();
    if let Some(folder) = &options.own_folder {
        runtime.set_own_folder(folder);
    }
    memory::watch_output(&mut runtime);
    let ending = match &options.launch {
        None => program::run(&mut runtime, program),
        Some(launch) => program::run_launched(&mut runtime, launch, program),
    };
    long_stacks.tell();
    let counted = runtime.take_coverage();
    at_end(runtime);
    let code = match ending {
        Ending::Code(code) => code as u8,
        Ending::Stopped(why) => {
            let (text, code) = program::stopped(why);
            complain(&text);
            code
        }
    };
    match counted {
        None => code,
        Some(counted) => code_with_coverage(code, counted, options),
    }
}

/// The exit code of a program that ended with `code`, once what was counted of it is told.
fn code_with_coverage(code: u8, counted: Vec<FileCounts>, options: &Options) -> u8 {
    let (folder, wanted) = (&options.coverage_raw, &options.coverage);
    match coverage::account(counted, folder.as_deref(), wanted.as_ref()) {
        Ok(true) => code,
        // What the program failed with says more.
        Ok(false) => code.max(1),
        Err(error) => {
            complain(&error);
            code.max(1)
        }
    }
}

/// The program, and `process.argv`.
pub(super) fn read(options: &Options) -> Result<(Program, Vec<String>), InputError> {
    let mut argv = vec![exec_path()];
    let (name, text, form) = match &options.program {
        Asked::File(path) => {
            let asked = absolute(path);
            let (name, form) =
                program::main_file(&asked, options.keeps_main_link).map_err(InputError::unfit)?;
            // Nothing was found under another name: the complaint is about the path as it was given.
            let text = match name == asked {
                true => input::read_file(path)?,
                false => input::read_file(Path::new(&name))?,
            };
            argv.push(asked);
            let form = match options.script {
                true => Form::Script,
                false => form,
            };
            (name, text, form)
        }
        Asked::Default | Asked::Stdin => {
            argv.push(String::from("-"));
            let (name, form) = match options.input_type {
                Some(InputType::Module) => (MODULE_NAME, Form::Module),
                _ => (STDIN_NAME, Form::Piped),
            };
            (name.to_string(), input::read_stdin()?, form)
        }
        Asked::Eval(code) => {
            let (name, form) = match options.input_type {
                Some(InputType::Module) => (MODULE_NAME, Form::EvalModule),
                _ => (EVAL_NAME, Form::Eval),
            };
            (name.to_string(), code.clone(), form)
        }
        Asked::Test => (EVAL_NAME.to_string(), TESTS.to_string(), Form::Eval),
        Asked::Print(code) => (EVAL_NAME.to_string(), code.clone(), Form::Print),
    };
    let texts = options.arguments.iter().map(OsString::as_os_str);
    argv.extend(texts.map(|argument| argument.to_string_lossy().into_owned()));
    let detects = options.input_type.is_none();
    let program = Program {
        name,
        text,
        form,
        detects,
    };
    Ok((program, argv))
}

fn absolute(path: &Path) -> String {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    path.to_string_lossy().into_owned()
}

fn exec_path() -> String {
    match std::env::current_exe() {
        Ok(path) => path.to_string_lossy().into_owned(),
        Err(_) => String::from("minijs"),
    }
}

/// A runtime as the options want it, with the process's streams and environment.
pub(super) fn builder(options: &Options, argv: Vec<String>) -> RuntimeBuilder {
    let limits = &options.limits;
    let mut builder = Runtime::builder()
        .system_files()
        .standard_input()
        .streams(stdout(), stderr())
        .reporting(Reporting::Print)
        .explaining()
        .exec_path(exec_path())
        .environment(environment(&options.permissions))
        .arguments(argv);
    if !options.exec_arguments.is_empty() {
        let texts = options.exec_arguments.iter();
        let texts = texts.map(|argument| argument.to_string_lossy().into_owned());
        builder = builder.exec_arguments(texts.collect());
    }
    if let Some(path) = &options.watch_report {
        builder = watched(builder, path);
    }
    if options.clock == ClockKind::Virtual {
        builder = builder.virtual_clock();
    }
    if let Some(seed) = options.seed {
        builder = builder.seed(seed);
    }
    if let Some(ms) = limits.timeout_ms {
        builder = builder.time_limit(Duration::from_millis(ms));
    }
    if let Some(bytes) = limits.heap_bytes() {
        builder = builder
            .heap_limit(bytes)
            .stack_limit(memory::stack_under(bytes));
    }
    if let Some(count) = limits.max_instructions {
        builder = builder.instruction_limit(count);
    }
    if let Some(kib) = limits.stack_size_kib {
        builder = builder.stack_limit((kib as usize).saturating_mul(1 << 10));
    }
    builder = builder.permissions(options.permissions.clone());
    if options.test262 {
        builder = builder.test262();
    }
    if options.coverage.is_some() || options.coverage_raw.is_some() {
        builder = builder.coverage(Recording::of_files());
    }
    builder.gc_stress(options.gc_stress.unwrap_or(0))
}

/// Has a runtime write the names of the files that modules are read from, a line each.
fn watched(builder: RuntimeBuilder, report: &Path) -> RuntimeBuilder {
    match std::fs::OpenOptions::new().append(true).open(report) {
        Ok(report) => builder.system_files_telling(move |path| {
            // Who has asked is gone if this fails.
            let _ = (&report).write_all(format!("{path}\n").as_bytes());
        }),
        Err(error) => {
            complain(&format_args!(
                "cannot write to '{}': {error}",
                report.display()
            ));
            builder
        }
    }
}

/// The variables that the program may see.
fn environment(permissions: &Permissions) -> Vec<(String, String)> {
    let lossy = |text: OsString| text.to_string_lossy().into_owned();
    let text = |text: OsString| text.into_string().unwrap_or_else(lossy);
    std::env::vars_os()
        .map(|(name, value)| (text(name), text(value)))
        .filter(|(name, _)| permissions.sees_variable(name))
        .collect()
}

/// Standard output without the standard library's buffer, where that can be had.
fn stdout() -> Sink {
    let stdout = std::io::stdout();
    let (terminal, colour) = (stdout.is_terminal(), stream_wants_colour(&stdout));
    Sink::new(unbuffered(stdout), terminal, colour)
}

fn stderr() -> Sink {
    let stderr = std::io::stderr();
    let (terminal, colour) = (stderr.is_terminal(), stream_wants_colour(&stderr));
    Sink::new(Box::new(stderr), terminal, colour)
}

#[cfg(unix)]
fn unbuffered(stream: std::io::Stdout) -> Box<dyn Write> {
    use std::os::fd::AsFd;
    match stream.as_fd().try_clone_to_owned() {
        Ok(descriptor) => Box::new(std::fs::File::from(descriptor)),
        Err(_) => Box::new(stream),
    }
}

#[cfg(not(unix))]
fn unbuffered(stream: std::io::Stdout) -> Box<dyn Write> {
    Box::new(stream)
}
