//! A process that runs one program: what it is asked, what it may use, what it tells.
//!
//! It ends when the server does: its standard input stays open for as long as somebody wants the answer.

use super::request::{Limits, Program};
use crate::check::{Finding, findings};
use crate::host::Reporting;
use crate::host::process::Ending;
use crate::host::streams::Sink;
use crate::insight::bounded::{BoundedRecorder, Bounds, Full};
use crate::insight::page;
use crate::insight::recording::Recording;
use crate::insight::story::Story;
use crate::runtime::program::{self, Form};
use crate::runtime::{InterruptHandle, Runtime, Termination};
use crate::source::{SourceText, without_mark};
use serde_json::{Value, json};
use std::cell::{Cell, OnceCell, RefCell};
use std::io::{self, Read, Write};
use std::rc::Rc;
use std::time::Duration;

/// The most bytes of standard error that are kept beside the recording.
const MOST_ERRORS: usize = 64 << 10;

/// Reads what is asked. From then on the process ends when its standard input does.
///
/// # Errors
/// Nothing that can be run was asked.
pub fn read_request() -> io::Result<(Program, Limits)> {
    let torn = || io::Error::from(io::ErrorKind::InvalidData);
    let mut stdin = io::stdin().lock();
    let mut length = [0; 4];
    stdin.read_exact(&mut length)?;
    let mut bytes = vec![0; u32::from_le_bytes(length) as usize];
    stdin.read_exact(&mut bytes)?;
    drop(stdin);
    std::thread::spawn(|| {
        let mut rest = [0; 64];
        while matches!(io::stdin().read(&mut rest), Ok(count) if count > 0) {}
        std::process::exit(1);
    });
    let (program, limits) = Program::from_server(&bytes).ok_or_else(torn)?;
    system::confine(limits)?;
    Ok((program, limits))
}

/// Writes an answer to the server.
///
/// # Errors
/// It has gone.
pub fn write_answer(answer: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(answer.as_bytes())?;
    stdout.flush()
}

/// What came of a program.
pub struct Ran {
    name: String,
    recording: Rc<RefCell<Recording>>,
    findings: Vec<Value>,
    ending: Value,
    errors: Rc<RefCell<Vec<u8>>>,
}

/// Runs a program, whose calls may use so many bytes of native stack.
pub fn run(program: &Program, limits: Limits, native_stack: usize) -> Ran {
    let text = without_mark(&program.text).to_owned();
    let source = Rc::new(SourceText::new(program.name.as_str(), text));
    let findings = findings(&source);
    let findings = findings.iter().map(|it| finding(it, &source)).collect();
    let recording = Rc::new(RefCell::new(Recording::new(None)));
    let errors = Rc::new(RefCell::new(Vec::new()));
    let full = Rc::new(Cell::new(None));
    let interrupt = Rc::new(OnceCell::<InterruptHandle>::new());
    let bounds = Bounds {
        events: size(limits.events),
        output: size(limits.output_kib.saturating_mul(1 << 10)),
    };
    let handle = Rc::clone(&interrupt);
    let recorder = BoundedRecorder::new(&recording, bounds, &full, move || {
        if let Some(handle) = handle.get() {
            handle.interrupt();
        }
    });
    let path = format!("/{}", program.name);
    let mut runtime = Runtime::builder()
        .virtual_clock()
        .time_limit(Duration::from_millis(limits.time_ms))
        .instruction_limit(limits.steps)
        .heap_limit(size(limits.memory_mib.saturating_mul(1 << 20)))
        .stack_limit(native_stack)
        .streams(
            Sink::new(Box::new(io::sink()), false, false),
            Sink::new(Box::new(Kept(Rc::clone(&errors))), false, false),
        )
        .reporting(Reporting::Print)
        .explaining()
        .arguments(vec![String::from("minijs"), path.clone()])
        .observer(Box::new(recorder))
        .build();
    // It is there once, and this is before anything runs.
    let _ = interrupt.set(runtime.interrupt_handle());
    let form = match program.name.rsplit_once('.') {
        Some((_, "mjs")) => Form::Module,
        Some((_, "cjs")) => Form::CommonJs,
        _ => Form::File,
    };
    let asked = program::Program {
        name: path,
        text: program.text.clone(),
        form,
        detects: true,
    };
    let ending = match program::run(&mut runtime, asked) {
        Ending::Code(code) => json!({ "code": code }),
        Ending::Stopped(why) => json!({ "stopped": stopped(why, full.get(), limits) }),
    };
    // To take the heap apart would only take time.
    std::mem::forget(runtime);
    Ran {
        name: program.name.clone(),
        recording,
        findings,
        ending,
        errors,
    }
}

impl Ran {
    /// What the page is told.
    pub fn answer(&self) -> String {
        let recording = self.recording.borrow();
        let story = Story::new(&recording);
        let head = json!({
            "ending": self.ending,
            "findings": self.findings,
            "errors": String::from_utf8_lossy(&self.errors.borrow()),
        });
        let mut answer = head.to_string();
        answer.pop();
        answer.push_str(",\"recording\":");
        answer.push_str(&page::data(&story, &self.name));
        answer.push('}');
        answer
    }
}

fn size(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// What is said of a program that was stopped.
fn stopped(why: Termination, full: Option<Full>, limits: Limits) -> String {
    match (why, full) {
        (_, Some(Full::Events)) => format!("after {} events", limits.events),
        (_, Some(Full::Output)) => format!("after {} KiB of output", limits.output_kib),
        (Termination::Timeout | Termination::Part(_), _) => format!("after {} ms", limits.time_ms),
        (Termination::Instructions, _) => format!("after {} steps", limits.steps),
        (Termination::Heap, _) => format!("when it held {} MiB of memory", limits.memory_mib),
        (Termination::Interrupted | Termination::Exit(_), _) => String::from("from outside"),
    }
}

/// A finding as the page reads it: columns count UTF-16 code units from 0.
fn finding(finding: &Finding, source: &SourceText) -> Value {
    let place = |offset: u32| {
        let (line, _) = source.line_column(offset);
        let start = source.line_starts()[line as usize - 1] as usize;
        let before = source.text().get(start..offset as usize).unwrap_or("");
        json!([line, before.encode_utf16().count()])
    };
    let diagnostic = &finding.diagnostic;
    let span = diagnostic.primary.span;
    let labels = diagnostic.secondary.iter();
    let labels: Vec<Value> = labels
        .filter(|label| !label.text.is_empty())
        .map(|label| json!({ "from": place(label.span.start), "text": label.text }))
        .collect();
    json!({
        "code": finding.code,
        "message": diagnostic.message,
        "label": diagnostic.primary.text,
        "from": place(span.start),
        "to": place(span.end),
        "labels": labels,
        "notes": diagnostic.notes,
    })
}

/// Keeps the first bytes that are written.
struct Kept(Rc<RefCell<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut kept = self.0.borrow_mut();
        let room = MOST_ERRORS.saturating_sub(kept.len());
        kept.extend_from_slice(&bytes[..bytes.len().min(room)]);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(unix)]
mod system {
    use super::Limits;
    use nix::sys::resource::{Resource, setrlimit};
    use std::io;

    /// Seconds of the processor beyond what the program may have: to parse it, and to tell of it.
    const MARGIN: u64 = 20;

    /// What a process has open that opens nothing.
    const DESCRIPTORS: u64 = 16;

    /// Has the system hold what the runtime holds already: no files are written, none beyond a few are
    /// opened, and the process ends when it has run for too long.
    pub(super) fn confine(limits: Limits) -> io::Result<()> {
        let seconds = limits.time_ms.div_ceil(1000).saturating_add(MARGIN);
        for (resource, most) in [
            (Resource::RLIMIT_CPU, seconds),
            (Resource::RLIMIT_FSIZE, 0),
            (Resource::RLIMIT_CORE, 0),
            (Resource::RLIMIT_NOFILE, DESCRIPTORS),
        ] {
            setrlimit(resource, most, most)?;
        }
        Ok(())
    }
}

/// Elsewhere the runtime's own limits are all there is.
#[cfg(not(unix))]
mod system {
    use super::Limits;
    use std::io;

    pub(super) fn confine(_: Limits) -> io::Result<()> {
        Ok(())
    }
}
