//! Running programs on minijs: through the embedding API, in a process of its own, so that a crash
//! is that of one program. Each program gets a fresh runtime.

use std::cell::{Cell, RefCell};
use std::io::{self, Write};
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::process::Command;
use std::rc::Rc;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use minijs::{Error, ErrorKind, InterruptHandle, Runtime, RuntimeBuilder};

use crate::entries::ENTRIES;
use crate::process::{Answer, Process, TemporaryFile, read_message, write_message};

/// The first argument of a worker.
pub(crate) const WORKER: &str = "--worker";

/// The native stack of programs.
const STACK: usize = 16 << 20;

/// How long a program may run: a hundred times what any needs, also in a slow build.
const TIME_LIMIT: Duration = Duration::from_secs(5);

/// How long it may run while garbage is collected all the time.
const STRESSED_TIME_LIMIT: Duration = Duration::from_secs(20);

/// How long a worker may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a stopped runtime must still be able to do, and what that gives.
const CHECK: (&str, &str) = (
    "(() => {
        class A { #x = 1; get x() { return this.#x; } static *[Symbol.iterator]() { yield* [1, 2, 3]; } }
        class B extends A { x2 = [...A].map(v => v * super.x); }
        const { x2: [a, ...rest], ...other } = new B();
        let text = '';
        for (let i = 0; i < 3; i++) { try { if (i === 1) throw new Error('e' + i); text += i; } catch (e) { text += e.message; } finally { text += ';'; } }
        const m = new Map([['k', { a, rest, other }]]);
        return JSON.stringify([...m]) + text + /(?<n>b+)/.exec('abbc').groups.n + [3, 1, 2].sort() + `${2n ** 70n}`;
    })()",
    "[[\"k\",{\"a\":1,\"rest\":[2,3],\"other\":{}}]]0;e1;2;bb1,2,31180591620717411303424",
);

/// What to do with a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Task {
    /// Run it, with a collection at every so many chances (0: when it is due).
    Run(u64),
    /// Run it, stop it, and go on with the runtime.
    Stop(Stop),
    /// Only find out whether it is a program.
    Parse,
    /// Give it to one of the entries for bytes.
    Enter(u64),
}

/// What stops a program.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Stop {
    /// An interrupt when it prints this line.
    AtLine(u64),
    /// A budget of instructions.
    Instructions(u64),
    /// A limit of the heap, in bytes.
    Heap(u64),
    /// A limit of time, in microseconds.
    Time(u64),
}

impl Task {
    fn words(self) -> String {
        match self {
            Task::Run(stress) => format!("run {stress}"),
            Task::Stop(Stop::AtLine(n)) => format!("line {n}"),
            Task::Stop(Stop::Instructions(n)) => format!("instructions {n}"),
            Task::Stop(Stop::Heap(n)) => format!("heap {n}"),
            Task::Stop(Stop::Time(n)) => format!("time {n}"),
            Task::Parse => "parse 0".to_owned(),
            Task::Enter(n) => format!("enter {n}"),
        }
    }

    fn parse(words: &str) -> Option<Task> {
        let (word, number) = words.split_once(' ')?;
        let number = number.parse().ok()?;
        Some(match word {
            "run" => Task::Run(number),
            "line" => Task::Stop(Stop::AtLine(number)),
            "instructions" => Task::Stop(Stop::Instructions(number)),
            "heap" => Task::Stop(Stop::Heap(number)),
            "time" => Task::Stop(Stop::Time(number)),
            "parse" => Task::Parse,
            "enter" => Task::Enter(number),
            _ => return None,
        })
    }
}

/// How a program ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Outcome {
    /// `exit 0`, `exit 1`, `stopped`, or what went wrong: `panic ...`, `crash ...`, `hangs`,
    /// `broken ...`.
    pub(crate) status: String,
    /// What it printed.
    pub(crate) output: String,
}

impl Outcome {
    /// Whether the engine failed, whatever the program did.
    pub(crate) fn is_broken(&self) -> bool {
        let good = ["exit ", "stopped", "refused"];
        !good.iter().any(|word| self.status.starts_with(word))
    }
}

static PANIC: Mutex<String> = Mutex::new(String::new());

/// Serves as a worker until there is no more input.
pub(crate) fn serve() {
    panic::set_hook(Box::new(|information| {
        let text = information.to_string().replace('\n', " ");
        *PANIC.lock().unwrap_or_else(PoisonError::into_inner) = text;
    }));
    let thread = std::thread::Builder::new().stack_size(STACK);
    if let Ok(thread) = thread.spawn(answer_all) {
        // A panic of the thread itself shows as the end of the output.
        let _ = thread.join();
    }
}

fn answer_all() {
    let mut reader = io::stdin().lock();
    while let Some((words, text)) = read_message(&mut reader) {
        let Some(task) = Task::parse(&words) else {
            return;
        };
        let output = Output::default();
        let shared = output.clone();
        let status = panic::catch_unwind(AssertUnwindSafe(|| perform(task, &text, shared)));
        let status = status.unwrap_or_else(|_| {
            let text = PANIC.lock().unwrap_or_else(PoisonError::into_inner);
            format!("panic {text}")
        });
        let printed = String::from_utf8_lossy(&output.0.borrow()).into_owned();
        let mut stdout = io::stdout().lock();
        if write_message(&mut stdout, &status, &printed).is_err() {
            return;
        }
    }
}

/// Where programs print. What goes there after a stop doesn't count.
#[derive(Clone, Default)]
struct Output(Rc<RefCell<Vec<u8>>>, Rc<Cell<bool>>);

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.1.get() {
            self.0.borrow_mut().extend_from_slice(bytes);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn builder(output: &Output) -> RuntimeBuilder {
    Runtime::builder()
        .virtual_clock()
        .seed(1)
        .stdout(output.clone())
        .stderr(io::sink())
}

fn perform(task: Task, text: &str, output: Output) -> String {
    match task {
        Task::Run(stress) => {
            let limit = match stress {
                0 => TIME_LIMIT,
                _ => STRESSED_TIME_LIMIT,
            };
            let builder = builder(&output).time_limit(limit).gc_stress(stress);
            match run(&mut builder.build(), text) {
                Ok(()) => "exit 0".to_owned(),
                Err(error) => status_of(&error),
            }
        }
        Task::Stop(how) => stop(how, text, output),
        Task::Enter(number) => {
            let entry = usize::try_from(number).ok().and_then(|n| ENTRIES.get(n));
            match entry {
                Some((_, enter)) => enter(text.as_bytes()),
                None => return "broken: there is no such entry".to_owned(),
            }
            "exit 0".to_owned()
        }
        Task::Parse => {
            // It throws before it does anything.
            let text = format!("throw 0;\n{text}");
            let mut runtime = builder(&output).time_limit(TIME_LIMIT).build();
            match runtime.eval::<()>(&text) {
                Err(error) if error.kind() == ErrorKind::Syntax => "refused".to_owned(),
                Err(error) => status_of(&error),
                Ok(()) => "exit 0".to_owned(),
            }
        }
    }
}

fn run(runtime: &mut Runtime, text: &str) -> Result<(), Error> {
    runtime.run_commonjs("program.js", text)?;
    runtime.run()
}

fn status_of(error: &Error) -> String {
    match error.kind() {
        ErrorKind::Exception | ErrorKind::Syntax => "exit 1".to_owned(),
        ErrorKind::Exit(code) => format!("exit {code}"),
        ErrorKind::Stopped(minijs::Termination::Timeout) => "hangs".to_owned(),
        other => format!("broken {other:?}: {}", error.message().replace('\n', " ")),
    }
}

/// Stops a program, and uses its runtime again.
fn stop(how: Stop, text: &str, output: Output) -> String {
    let limited = match how {
        Stop::AtLine(_) => builder(&output),
        Stop::Instructions(n) => builder(&output).instruction_limit(n),
        Stop::Heap(n) => builder(&output).heap_limit(usize::try_from(n).unwrap_or(usize::MAX)),
        Stop::Time(n) => builder(&output).time_limit(Duration::from_micros(n)),
    };
    let mut runtime = limited.build();
    let closed = Rc::clone(&output.1);
    if let Stop::AtLine(line) = how {
        let handle = runtime.interrupt_handle();
        if let Err(error) = count_lines(&mut runtime, handle, line, output) {
            return format!("broken {error}");
        }
    }
    let stopped = match run(&mut runtime, text) {
        Ok(()) => None,
        Err(error) => match error.kind() {
            ErrorKind::Stopped(_) => Some(error),
            _ => None,
        },
    };
    closed.set(true);
    // Limits count anew for each entry: with enough of everything the runtime is as good as new.
    runtime.set_instruction_limit(Some(1_000_000));
    runtime.set_time_limit(Some(TIME_LIMIT));
    runtime.set_heap_limit(Some(256 << 20));
    // An interrupt that came too late for the program meets the next one.
    let mut answer = runtime.eval::<String>(CHECK.0);
    let is_interrupt = matches!(how, Stop::AtLine(_));
    let was_late = stopped.is_none() && is_interrupt;
    if was_late && answer.is_err() {
        answer = runtime.eval::<String>(CHECK.0);
    }
    if !answer.as_ref().is_ok_and(|text| text == CHECK.1) {
        return format!("broken after a stop: {answer:?}").replace('\n', " ");
    }
    // What the program had scheduled may go on, and end in any way but a panic.
    let _ = runtime.run();
    match stopped {
        Some(_) => "stopped".to_owned(),
        None => "exit".to_owned() + " 0",
    }
}

/// Replaces `console.log` by one that interrupts the program at a line.
fn count_lines(
    runtime: &mut Runtime,
    handle: InterruptHandle,
    line: u64,
    mut output: Output,
) -> Result<(), Error> {
    let count = RefCell::new((0_u64, output.clone()));
    output
        .flush()
        .map_err(|error| Error::new(error.to_string()))?;
    let mut context = runtime.context();
    let log = context.function("log", 1, move |context, arguments| {
        let mut state = count.borrow_mut();
        state.0 += 1;
        // What is printed after the interrupt belongs to nobody.
        if state.0 > line {
            return Ok(());
        }
        let text: String = match arguments.get(0) {
            Some(text) => context.convert(text)?,
            None => String::new(),
        };
        writeln!(state.1, "{text}").map_err(|error| Error::new(error.to_string()))?;
        if state.0 == line {
            handle.interrupt();
        }
        Ok(())
    });
    let console = context.get_global("console")?;
    context.set(&console, "log", log)
}

/// A worker as seen from the runner; it is started again when it has died.
#[derive(Default)]
pub(crate) struct Worker(Option<Process>);

impl Worker {
    /// Runs a text.
    pub(crate) fn perform(&mut self, task: Task, text: &str) -> Result<Outcome, String> {
        if let (Task::Run(stress), Some(binary)) = (task, std::env::var_os("MINIJS_BIN")) {
            return run_command(Path::new(&binary), stress, text);
        }
        let mut process = match self.0.take() {
            Some(process) => process,
            None => start().map_err(|error| error.to_string())?,
        };
        let (status, output) = match process.ask(&task.words(), text, PATIENCE) {
            Answer::Answered(status, output) => {
                // After a panic nothing of the process is to be trusted.
                if !status.starts_with("panic") {
                    self.0 = Some(process);
                }
                (status, output)
            }
            Answer::Died(status) => (format!("crash {status}"), String::new()),
            Answer::Silent => ("hangs".to_owned(), String::new()),
        };
        Ok(Outcome { status, output })
    }
}

/// Runs a program by another build of the command.
fn run_command(binary: &Path, stress: u64, text: &str) -> Result<Outcome, String> {
    let limit = match stress {
        0 => TIME_LIMIT,
        _ => STRESSED_TIME_LIMIT,
    };
    let file = TemporaryFile::new(text).map_err(|error| error.to_string())?;
    let mut command = Command::new(binary);
    if stress > 0 {
        command.arg(format!("--gc-stress={stress}"));
    }
    let output = command
        .arg(format!("--timeout={}", limit.as_millis()))
        .arg(file.path())
        .output()
        .map_err(|error| format!("{}: {error}", binary.display()))?;
    let messages = String::from_utf8_lossy(&output.stderr);
    let status = match output.status.code() {
        Some(_) if messages.contains("the time limit is over") => "hangs".to_owned(),
        Some(code @ (0 | 1)) => format!("exit {code}"),
        _ => format!("crash {} {}", output.status, messages.replace('\n', " ")),
    };
    Ok(Outcome {
        status,
        output: String::from_utf8_lossy(&output.stdout).into_owned(),
    })
}

fn start() -> io::Result<Process> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg(WORKER);
    Process::start(command)
}
