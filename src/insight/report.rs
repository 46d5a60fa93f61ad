//! What is left at the end, and what was remarkable.

use super::story::{Story, Task};
use super::words::counted;
use crate::event_loop::observer::{Kind, Maker};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// From how many microseconds on a task is told of as one that held the thread.
const LONG: u64 = 50_000;

/// From how many microtasks on a drain is a storm.
const STORM: usize = 1000;

/// How many of a kind are listed.
const MOST: usize = 10;

/// The report; a sentence where there is nothing to tell.
pub fn report(story: &Story<'_>) -> String {
    let mut text = String::new();
    waiting_timers(story, &mut text);
    never_settled(story, &mut text);
    rejections(story, &mut text);
    long_tasks(story, &mut text);
    storms(story, &mut text);
    let dropped = story.recording.dropped();
    if dropped > 0 {
        let _ = writeln!(
            text,
            "{} before these were not kept.",
            counted(dropped as usize, "event")
        );
    }
    if text.is_empty() {
        text.push_str("Nothing is pending at the end.\n");
    }
    text
}

/// Lists the first ones, and how many more there are.
fn list(text: &mut String, head: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(text, "{head}:");
    for line in lines.iter().take(MOST) {
        let _ = writeln!(text, "  {line}");
    }
    if lines.len() > MOST {
        let _ = writeln!(text, "  and {} more", lines.len() - MOST);
    }
}

/// Timers and immediates that wait, and intervals that were never cleared.
fn waiting_timers(story: &Story<'_>, text: &mut String) {
    let is_open = |task: &&Task| task.begun.is_none() && !task.is_cancelled;
    let scheduled =
        |task: &&Task| matches!(task.kind, Kind::Timeout | Kind::Interval | Kind::Immediate);
    let waiting: Vec<String> = story
        .tasks
        .values()
        .filter(scheduled)
        .filter(is_open)
        .map(|task| line(story, task))
        .collect();
    list(text, "Still waiting when the program ended", &waiting);
    let runs_again: BTreeSet<u32> = story
        .tasks
        .values()
        .filter(|task| task.kind == Kind::Interval)
        .map(|task| task.by)
        .collect();
    let intervals: Vec<String> = story
        .tasks
        .values()
        .filter(|task| task.kind == Kind::Interval && task.begun.is_some())
        .filter(|task| !task.is_cancelled && !runs_again.contains(&task.id))
        .map(|task| line(story, first_run(story, task)))
        .collect();
    list(text, "Intervals that were never cleared", &intervals);
}

/// The run that an interval began with.
fn first_run<'a>(story: &'a Story<'_>, task: &'a Task) -> &'a Task {
    let runs = story.causes(task.id);
    let runs = runs.take_while(|run| run.kind == Kind::Interval);
    runs.last().unwrap_or(task)
}

fn line(story: &Story<'_>, task: &Task) -> String {
    let place = story.place(task.stack);
    format!(
        "{}{}  {}",
        story.name(task),
        story.at_stack(task.stack),
        story.recording.line(place)
    )
}

/// Promises that never settled, with what hangs on them.
fn never_settled(story: &Story<'_>, text: &mut String) {
    let mut waiting: BTreeMap<u32, Vec<&Task>> = BTreeMap::new();
    for task in story.tasks.values() {
        let waits = task.ready.is_none() && task.on != 0;
        if waits && matches!(task.kind, Kind::Reaction | Kind::Resume) {
            waiting.entry(task.on).or_default().push(task);
        }
    }
    let mut lines = Vec::new();
    for (promise, data) in &story.promises {
        let Some((maker, _, stack)) = data.made else {
            continue;
        };
        let hangs = waiting.get(promise);
        // Those that only follow from another one, and those that nobody asks for, say nothing new.
        let is_own = maker == Maker::Constructor || data.follows.is_some();
        if data.settled.is_some() || (!is_own && hangs.is_none()) || !story.place(stack).is_some() {
            continue;
        }
        let awaits: Vec<String> = hangs
            .into_iter()
            .flatten()
            .map(|task| {
                let what = match task.kind {
                    Kind::Resume => "the await",
                    _ => "the handler",
                };
                format!("{what}{}", story.at_stack(task.stack))
            })
            .collect();
        let mut line = story.promise_words(*promise);
        if !awaits.is_empty() {
            let _ = write!(
                line,
                ", for which {} wait{}",
                awaits.join(" and "),
                match awaits.len() {
                    1 => "s",
                    _ => "",
                }
            );
        }
        lines.push(line);
    }
    list(text, "Promises that never settled", &lines);
}

/// Rejections that nobody handled, or too late.
fn rejections(story: &Story<'_>, text: &mut String) {
    let place = |stack: u32| story.at_stack(stack);
    let mut unhandled = Vec::new();
    let mut late = Vec::new();
    for (id, promise) in &story.promises {
        let Some((_, true, rejected)) = promise.settled else {
            continue;
        };
        let words = story.promise_words(*id);
        match promise.handled_late {
            Some((_, handled)) => late.push(format!(
                "{words}: rejected{}, handled{}",
                place(rejected),
                place(handled)
            )),
            None if promise.is_unhandled => {
                unhandled.push(format!("{words}: rejected{}", place(rejected)));
            }
            None => {}
        }
    }
    list(text, "Rejections that nobody handled", &unhandled);
    list(text, "Rejections that were handled late", &late);
}

/// The tasks that held the thread longest.
fn long_tasks(story: &Story<'_>, text: &mut String) {
    let mut long: Vec<(u64, &Task)> = story
        .tasks
        .values()
        .filter_map(|task| Some((task.ended?.0.saturating_sub(task.begun?.time), task)))
        .filter(|(time, _)| *time >= LONG)
        .collect();
    long.sort_by_key(|(time, _)| std::cmp::Reverse(*time));
    let lines: Vec<String> = long
        .iter()
        .map(|(time, task)| format!("{} ms: {}", time / 1000, line(story, task)))
        .collect();
    list(text, "Tasks that held the thread longest", &lines);
}

/// Drains with very many microtasks, which timers and input had to wait for.
fn storms(story: &Story<'_>, text: &mut String) {
    let mut drains: BTreeMap<u32, usize> = BTreeMap::new();
    for task in story.tasks.values() {
        let drain = task.begun.map_or(0, |begun| begun.drain);
        if drain != 0 {
            *drains.entry(drain).or_default() += 1;
        }
    }
    let lines: Vec<String> = drains
        .iter()
        .filter(|(_, count)| **count >= STORM)
        .map(|(drain, count)| format!("{count} in drain {drain}"))
        .collect();
    list(
        text,
        "Storms of microtasks, which everything else had to wait for",
        &lines,
    );
}
