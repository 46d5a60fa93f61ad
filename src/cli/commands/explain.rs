//! `minijs explain file.js`: runs a program and says why each line of output came when it did.

use crate::cli::answer::Answer;
use crate::cli::command::Given;
use crate::cli::complaint::complain;
use crate::cli::options::{ClockKind, Limits, Options, Program};
use crate::cli::recorded::{Recorded, recorded};
use crate::host::streams::Sink;
use crate::insight::story::Story;
use crate::insight::text::Detail;
use crate::insight::{diff, invariants, json, mermaid, page, quiz, report, text, trace};
use clap::{Arg, ArgAction, ArgMatches, value_parser};
use std::cell::RefCell;
use std::ffi::OsString;
use std::fs;
use std::io::{self, BufRead, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// The exit code where the program can't be read.
const NOT_RUN: u8 = 1;

/// What it takes.
pub fn arguments() -> clap::Command {
    clap::Command::new("explain")
        .override_usage("minijs explain [OPTIONS] FILE [ARGUMENTS]...")
        .after_help(EXAMPLES)
        .arg(file(
            "file",
            "The program, or with --quiz also a folder of programs",
        ))
        .arg(
            Arg::new("arguments")
                .num_args(0..)
                .trailing_var_arg(true)
                .allow_hyphen_values(true)
                .value_parser(value_parser!(OsString))
                .help("The program's own arguments"),
        )
        .arg(switch("brief", "One sentence for each output"))
        .arg(number("line", "Only the chain of causes of the Nth output"))
        .arg(switch(
            "report",
            "Only what is left at the end, and what took long",
        ))
        .arg(switch("json", "The recording as JSON lines"))
        .arg(switch("schema", "The JSON schema of these lines"))
        .arg(switch("mermaid", "A sequence diagram for Mermaid"))
        .arg(option_file(
            "html",
            "Write a page that walks through it, for a browser",
        ))
        .arg(option_file(
            "trace",
            "Write Chrome's trace events to a file, for Perfetto",
        ))
        .arg(option_file(
            "diff",
            "Compare with what another program prints",
        ))
        .arg(switch(
            "quiz",
            "Ask what it prints, then tell where the answer left the truth",
        ))
        .arg(number("last", "Keep only about the last N events"))
        .arg(switch(
            "real-clock",
            "Wait for timers instead of letting time jump",
        ))
        .arg(number("timeout", "Stop after so many milliseconds"))
        .arg(switch("verify", "Check the recording itself").hide(true))
        .arg(number("gc-stress", "Collect at every Nth chance").hide(true))
}

const EXAMPLES: &str = "\
Examples:
  minijs explain app.js                the outputs with their reasons, the timeline, the report
  minijs explain --line 3 app.js       how the third output came about
  minijs explain --html p.html app.js  a page to walk through it in a browser
  minijs explain --trace t.json app.js then open t.json at https://ui.perfetto.dev
  minijs explain --quiz examples       a set of questions with a score

Timers needn't be waited for: unless --real-clock is given, time jumps to the next one.";

fn file(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .value_name("FILE")
        .value_parser(value_parser!(PathBuf))
        .help(help)
}

fn option_file(name: &'static str, help: &'static str) -> Arg {
    file(name, help).long(name)
}

fn switch(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .action(ArgAction::SetTrue)
        .help(help)
}

fn number(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name("N")
        .value_parser(value_parser!(u64))
        .help(help)
}

/// Runs it.
pub fn run(given: Given) -> Result<u8, Answer> {
    let matches = given.read()?;
    if matches.get_flag("schema") {
        return Ok(shown(json::SCHEMA));
    }
    let Some(path) = matches.get_one::<PathBuf>("file").cloned() else {
        return Err(refusal("the program is missing: a file"));
    };
    if matches.get_flag("quiz") {
        return Ok(ask(&matches, &path));
    }
    let view = View::of(&matches)?;
    Ok(explain(&matches, &path, &view).unwrap_or_else(|text| {
        complain(&text);
        NOT_RUN
    }))
}

fn refusal(what: &str) -> Answer {
    Answer::refusal("minijs explain", what)
}

/// What is shown.
enum View {
    Text(Detail),
    Report,
    Json,
    Mermaid,
    Html(PathBuf),
    Trace(PathBuf),
    Diff(PathBuf),
    Verify,
}

impl View {
    /// The one that is asked for.
    fn of(matches: &ArgMatches) -> Result<View, Answer> {
        let path = |name: &str| matches.get_one::<PathBuf>(name).cloned();
        let mut views = Vec::new();
        for (name, view) in [
            ("brief", View::Text(Detail::Brief)),
            ("report", View::Report),
            ("json", View::Json),
            ("mermaid", View::Mermaid),
            ("verify", View::Verify),
        ] {
            if matches.get_flag(name) {
                views.push((name, view));
            }
        }
        if let Some(line) = matches.get_one::<u64>("line") {
            let line = usize::try_from(*line).unwrap_or(usize::MAX);
            views.push(("line", View::Text(Detail::Output(line))));
        }
        views.extend(path("html").map(|path| ("html", View::Html(path))));
        views.extend(path("trace").map(|path| ("trace", View::Trace(path))));
        views.extend(path("diff").map(|path| ("diff", View::Diff(path))));
        match views.len() {
            0 => Ok(View::Text(Detail::All)),
            1 => Ok(views.remove(0).1),
            _ => Err(refusal(&format!(
                "--{} and --{} exclude each other",
                views[0].0, views[1].0
            ))),
        }
    }
}

/// How the program is to be run.
fn options(matches: &ArgMatches, path: &Path) -> Options {
    let arguments = matches.get_many::<OsString>("arguments");
    Options {
        program: Program::File(path.to_path_buf()),
        arguments: arguments.into_iter().flatten().cloned().collect(),
        clock: match matches.get_flag("real-clock") {
            true => ClockKind::Real,
            false => ClockKind::Virtual,
        },
        limits: Limits {
            timeout_ms: matches.get_one::<u64>("timeout").copied(),
            ..Limits::default()
        },
        gc_stress: matches.get_one::<u64>("gc-stress").copied(),
        ..Options::default()
    }
}

/// Keeps what is written.
#[derive(Clone, Default)]
struct Kept(Rc<RefCell<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn sink(writer: impl Write + 'static) -> Sink {
    Sink::new(Box::new(writer), false, false)
}

/// Runs a program whose output is only recorded.
fn record(matches: &ArgMatches, path: &Path, streams: (Sink, Sink)) -> Result<Recorded, String> {
    let last = matches.get_one::<u64>("last");
    let last = last.map(|last| usize::try_from(*last).unwrap_or(usize::MAX));
    recorded(&options(matches, path), last, streams)
}

fn explain(matches: &ArgMatches, path: &Path, view: &View) -> Result<u8, String> {
    let kept = [Kept::default(), Kept::default()];
    let streams = match view {
        // Page and trace go to a file, and the program's output where it always goes.
        View::Html(_) | View::Trace(_) => (sink(io::stdout()), sink(io::stderr())),
        _ => (sink(kept[0].clone()), sink(kept[1].clone())),
    };
    let Recorded { recording, ending } = record(matches, path, streams)?;
    let recording = recording.borrow();
    if let View::Json = view {
        let mut out = BufWriter::new(io::stdout().lock());
        let written = json::write(&recording, &mut out).and_then(|()| out.flush());
        return written.map(|()| end(ending)).or_else(broken);
    }
    if let View::Verify = view {
        let mut problems = invariants::problems(&recording);
        let written = invariants::written(&recording);
        for (written, kept) in written.iter().zip(&kept) {
            if *written != *kept.0.borrow() {
                problems.push(String::from("the outputs together aren't what was written"));
            }
        }
        let mut text = problems.join("\n");
        text.push_str(if problems.is_empty() { "sound\n" } else { "\n" });
        shown(&text);
        return Ok(u8::from(!problems.is_empty()));
    }
    let story = Story::new(&recording);
    if story.steps.is_empty() {
        // It is no program: what there is to say has been said on standard error.
        let errors = kept[1].0.borrow();
        io::stderr()
            .write_all(&errors)
            .map_err(|it| it.to_string())?;
        return Ok(ending.1.max(NOT_RUN));
    }
    match view {
        View::Text(detail) => drop(shown(&text::text(&story, *detail)?)),
        View::Report => drop(shown(&report::report(&story))),
        View::Mermaid => drop(shown(&mermaid::mermaid(&story))),
        View::Html(to) => {
            let name = path.file_name().unwrap_or(path.as_os_str());
            let page = page::page(&story, &name.to_string_lossy());
            fs::write(to, page)
                .map_err(|error| format!("cannot write '{}': {error}", to.display()))?;
        }
        View::Trace(to) => {
            let written = fs::File::create(to).and_then(|file| {
                let mut out = BufWriter::new(file);
                trace::write(&story, &mut out)?;
                out.flush()
            });
            written.map_err(|error| format!("cannot write '{}': {error}", to.display()))?;
        }
        View::Diff(other) => {
            let streams = (sink(io::sink()), sink(io::sink()));
            let second = record(matches, other, streams)?;
            let second = second.recording.borrow();
            let names = [path, other.as_path()].map(|path| path.display().to_string());
            let names = [names[0].as_str(), names[1].as_str()];
            shown(&diff::diff(&story, &Story::new(&second), names));
        }
        View::Json | View::Verify => {}
    }
    Ok(end(ending))
}

/// Says that the program was stopped, if it was; the exit code is that of the explanation otherwise.
fn end((told, code): (Option<&'static str>, u8)) -> u8 {
    match told {
        Some(text) => {
            complain(&text);
            code
        }
        None => 0,
    }
}

/// Who reads may have gone, which isn't worth a word.
fn broken(error: io::Error) -> Result<u8, String> {
    match error.kind() {
        io::ErrorKind::BrokenPipe => Ok(0),
        _ => Err(error.to_string()),
    }
}

/// Prints a text; the exit code.
fn shown(text: &str) -> u8 {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Ok(()) => 0,
        Err(error) => match broken(error) {
            Ok(code) => code,
            Err(text) => {
                complain(&text);
                NOT_RUN
            }
        },
    }
}

/// Asks for a program, or for each in a folder, and counts what was right.
fn ask(matches: &ArgMatches, path: &Path) -> u8 {
    let mut files = vec![path.to_path_buf()];
    if path.is_dir() {
        files = match fs::read_dir(path) {
            Ok(entries) => entries.flatten().map(|entry| entry.path()).collect(),
            Err(error) => {
                complain(&format_args!("cannot read '{}': {error}", path.display()));
                return NOT_RUN;
            }
        };
        files.retain(|file| file.extension().is_some_and(|it| it == "js" || it == "mjs"));
        files.sort();
    }
    let mut right = 0;
    for file in &files {
        match ask_one(matches, file) {
            Ok(is_right) => right += usize::from(is_right),
            Err(text) => {
                complain(&text);
                return NOT_RUN;
            }
        }
    }
    if files.len() > 1 {
        shown(&format!("{right} of {} right.\n", files.len()));
    }
    0
}

fn ask_one(matches: &ArgMatches, file: &Path) -> Result<bool, String> {
    let source = fs::read_to_string(file)
        .map_err(|error| format!("cannot read '{}': {error}", file.display()))?;
    let mut question = format!("{}\n\n", file.display());
    for (index, line) in source.lines().enumerate() {
        question.push_str(&format!("{:>4} | {line}\n", index + 1));
    }
    question.push_str("\nWhat does it print? One line each, then an empty line.\n");
    shown(&question);
    let lines = io::stdin().lock().lines();
    let predicted: Vec<String> = lines
        .map_while(Result::ok)
        .take_while(|line| !line.trim().is_empty())
        .collect();
    let predicted: Vec<&str> = predicted.iter().map(String::as_str).collect();
    let streams = (sink(io::sink()), sink(io::sink()));
    let recorded = record(matches, file, streams)?;
    let recording = recorded.recording.borrow();
    let verdict = quiz::judge(&Story::new(&recording), &predicted);
    match verdict.is_right() {
        true => shown("All right.\n\n"),
        false => shown(&format!(
            "{} of {} lines right.\n{}\n",
            verdict.right, verdict.lines, verdict.text
        )),
    };
    Ok(verdict.is_right())
}
