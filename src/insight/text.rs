//! The recording to be read: a table of the outputs with their reasons, the timeline, the report.

use super::chain;
use super::report;
use super::rules;
use super::story::{Story, Task};
use super::words::{counted, phase_words, wrapped};
use crate::event_loop::observer::Kind;
use std::fmt::Write;

/// How wide a line may be.
const WIDTH: usize = 100;

/// How many steps the timeline shows at most; the others are counted.
const MOST_STEPS: usize = 200;

/// How much is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Detail {
    /// Table, timeline and report.
    All,
    /// A sentence for each output.
    Brief,
    /// The chain of causes of one output, by its number from 1.
    Output(usize),
}

/// What is shown of a story.
///
/// # Errors
/// What to say where there is no such output.
pub fn text(story: &Story<'_>, detail: Detail) -> Result<String, String> {
    match detail {
        Detail::All => Ok(all(story)),
        Detail::Brief => Ok(brief(story)),
        Detail::Output(number) if (1..=story.outputs.len()).contains(&number) => {
            Ok(chain::of_output(story, number - 1))
        }
        Detail::Output(number) => Err(format!(
            "there is no output {number}: the program printed {}",
            counted(story.outputs.len(), "output")
        )),
    }
}

fn brief(story: &Story<'_>) -> String {
    let mut text = String::new();
    for (index, output) in story.outputs.iter().enumerate() {
        let why = rules::why(story, index);
        let name = story
            .task(output.task)
            .map_or_else(|| String::from("host"), |task| story.name(task));
        let _ = writeln!(
            text,
            "{} {}: {name}; {} (rule {})",
            index + 1,
            output.short(30),
            why.reason,
            why.rule
        );
    }
    text
}

fn all(story: &Story<'_>) -> String {
    let mut text = String::new();
    table(story, &mut text);
    timeline(story, &mut text);
    legend(story, &mut text);
    text.push_str(&report::report(story));
    text
}

/// The outputs, each with the reason why it came now.
fn table(story: &Story<'_>, text: &mut String) {
    if story.outputs.is_empty() {
        text.push_str("The program printed nothing.\n");
        return;
    }
    let rows: Vec<[String; 5]> = (0..story.outputs.len())
        .map(|index| row(story, index))
        .collect();
    let head = ["out", "prints", "line", "where it ran", "why now"].map(String::from);
    let width = |column: usize| {
        let cells = rows.iter().chain([&head]);
        cells
            .map(|row| row[column].chars().count())
            .max()
            .unwrap_or(0)
            + 2
    };
    let widths = [0, 1, 2, 3].map(width);
    let indent = widths.iter().sum();
    for [number, prints, line, name, why] in [&head].into_iter().chain(&rows) {
        let [a, b, c, d] = widths;
        let mut begin = format!("{number:<a$}{prints:<b$}{line:<c$}{name:<d$}");
        for part in wrapped(why, WIDTH.saturating_sub(indent).max(40)) {
            let _ = writeln!(text, "{begin}{part}");
            begin = " ".repeat(indent);
        }
    }
}

/// A row of the table: the number of an output, its text, its line, where it ran, why.
fn row(story: &Story<'_>, index: usize) -> [String; 5] {
    let output = &story.outputs[index];
    let why = rules::why(story, index);
    let line = story.recording.line_column(story.output_place(output));
    let name = story.task(output.task).map(|task| story.name(task));
    [
        (index + 1).to_string(),
        output.short(16),
        line.map_or_else(String::new, |(line, _)| line.to_string()),
        name.unwrap_or_else(|| String::from("the host")),
        format!("{} (rule {})", why.reason, why.rule),
    ]
}

/// The tasks in the order in which they began, by turn, phase and drain.
fn timeline(story: &Story<'_>, text: &mut String) {
    text.push('\n');
    let mut turn = None;
    let mut part = None;
    for id in &story.steps {
        let Some(task) = story.task(*id) else {
            continue;
        };
        let Some(begun) = task.begun else {
            continue;
        };
        if begun.step == 0 {
            continue;
        }
        if begun.step > MOST_STEPS {
            let steps = story.steps.iter().filter_map(|id| story.task(*id)?.begun);
            let last = steps.map(|begun| begun.step).max().unwrap_or(0);
            let more = counted(last - MOST_STEPS, "more step");
            let _ = writeln!(text, "  ... and {more} (--json has them all)");
            break;
        }
        if turn != Some(begun.turn) {
            turn = Some(begun.turn);
            part = None;
            let _ = writeln!(text, "turn {}", begun.turn);
        }
        let now = (begun.phase, begun.drain);
        if part != Some(now) {
            part = Some(now);
            match begun.drain {
                0 => {
                    let _ = writeln!(text, "  {}", phase_words(begun.phase));
                }
                drain => {
                    let _ = writeln!(text, "  drain {drain}");
                }
            }
        }
        step(story, task, begun.step, text);
    }
}

fn step(story: &Story<'_>, task: &Task, number: usize, text: &mut String) {
    let name = story.name(task);
    let by = match (task.kind, story.task(task.by).and_then(|by| by.begun)) {
        (Kind::Main | Kind::Module | Kind::Exit, _) | (_, None) => String::new(),
        (_, Some(by)) => format!("by {}{}", by.step, story.at_stack(task.stack)),
    };
    let printed: Vec<String> = story.printed(task.id).map(|it| it.to_string()).collect();
    let printed = match printed.len() {
        0 => String::new(),
        1..=8 => format!("out {}", printed.join(" ")),
        many => format!("out {} to {}", printed[0], printed[many - 1]),
    };
    let place = match task.kind {
        Kind::Resume => story.place(task.stack),
        _ if task.function.is_some() => task.function,
        _ => story.place(task.stack),
    };
    let source = match (task.kind, story.recording.line_column(place)) {
        (Kind::Main | Kind::Module, _) | (_, None) => String::new(),
        (_, Some((line, _))) => {
            let code: String = story.recording.line(place).chars().take(44).collect();
            format!("{line} | {code}")
        }
    };
    let line = format!("  {number:>4} {name:<22} {by:<14} {printed:<10} {source}");
    let _ = writeln!(text, "{}", line.trim_end());
}

/// The words of the bakery, beside the plain ones; only of what there is.
fn legend(story: &Story<'_>, text: &mut String) {
    let has = |test: fn(Kind) -> bool| story.tasks.values().any(|task| test(task.kind));
    let mut parts = vec!["the call stack is the baker's desk"];
    if has(Kind::is_microtask) {
        parts.push("microtasks are the pastries, all of them before the next cake");
    }
    if has(|kind| kind == Kind::Tick) {
        parts.push("next ticks are pastries that come even before those");
    }
    if has(Kind::is_timer) {
        parts.push("timers bake in the ovens, and what is done waits on the counter");
    }
    if has(|kind| kind == Kind::Immediate) {
        parts.push("immediates wait at the end of the counter");
    }
    text.push('\n');
    for line in wrapped(&format!("In the bakery: {}.", parts.join("; ")), WIDTH) {
        let _ = writeln!(text, "{line}");
    }
}
