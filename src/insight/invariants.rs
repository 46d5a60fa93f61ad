//! What every recording must satisfy, whatever the program.

use super::recording::{Recording, What};
use super::rules;
use super::story::Story;
use crate::event_loop::observer::{Channel, Fact, Kind, Readiness, TaskId};
use std::collections::HashSet;

/// What was written to both streams, as the recording has it.
pub fn written(recording: &Recording) -> [Vec<u8>; 2] {
    let mut written = [Vec::new(), Vec::new()];
    for (event, bytes) in recording.events() {
        if let What::Output { channel, .. } = event.what {
            let stream = match channel {
                Channel::Stdout => 0,
                Channel::Stderr => 1,
            };
            written[stream].extend_from_slice(bytes);
        }
    }
    written
}

/// What is wrong with a recording that has all events; nothing, if all is well.
pub fn problems(recording: &Recording) -> Vec<String> {
    let mut problems = Vec::new();
    order(recording, &mut problems);
    let story = Story::new(recording);
    chains(&story, &mut problems);
    reorderings(&story, &mut problems);
    problems
}

/// Each task is queued before it is ready, ready before it begins, begins once, and ends once; times and
/// turns never go back.
fn order(recording: &Recording, problems: &mut Vec<String>) {
    let mut queued: HashSet<TaskId> = HashSet::new();
    let mut ready: HashSet<TaskId> = HashSet::new();
    let mut jobs: HashSet<TaskId> = HashSet::new();
    let mut begun: HashSet<TaskId> = HashSet::new();
    let mut running: Vec<TaskId> = Vec::new();
    let (mut last_time, mut last_turn, mut last_drain) = (0, 0, 0);
    for (event, _) in recording.events() {
        if event.task != running.last().copied().unwrap_or(0)
            && matches!(event.what, What::Output { .. })
        {
            problems.push(format!("output of task {}, which doesn't run", event.task));
        }
        let What::Fact(fact) = event.what else {
            continue;
        };
        match fact {
            Fact::Queued { task, kind, .. } if kind.is_microtask() && !queued.contains(&task) => {
                queued.insert(task);
                jobs.insert(task);
            }
            Fact::Ready {
                task,
                why: Readiness::Came,
            } if jobs.contains(&task) => {
                problems.push(format!("microtask {task} was run, but nobody queued it"));
            }
            Fact::Queued { task, .. } if !queued.insert(task) => {
                problems.push(format!("task {task} is queued twice"));
            }
            Fact::Ready { task, .. } if !queued.contains(&task) || !ready.insert(task) => {
                problems.push(format!(
                    "task {task} is ready before it is queued, or twice"
                ));
            }
            Fact::Begin {
                task,
                turn,
                drain,
                time,
                ..
            } => {
                if !ready.contains(&task) || !begun.insert(task) {
                    problems.push(format!("task {task} begins before it is ready, or twice"));
                }
                if time < last_time || turn < last_turn || (drain != 0 && drain < last_drain) {
                    problems.push(format!("task {task}: time, turn or drain goes back"));
                }
                (last_time, last_turn) = (time, turn);
                last_drain = last_drain.max(drain);
                running.push(task);
            }
            Fact::End { task, time, .. } => {
                if running.pop() != Some(task) || time < last_time {
                    problems.push(format!("task {task} ends, but wasn't the one that runs"));
                }
                last_time = time;
            }
            _ => {}
        }
    }
}

/// The chain of causes of each output ends at the program's body.
fn chains(story: &Story<'_>, problems: &mut Vec<String>) {
    for (index, output) in story.outputs.iter().enumerate() {
        // The host's own, between two tasks: there is nothing to follow.
        if output.task == 0 {
            continue;
        }
        let last = story.causes(output.task).last();
        if !last.is_some_and(|task| matches!(task.kind, Kind::Main | Kind::Module)) {
            problems.push(format!(
                "the chain of output {} doesn't end at main",
                index + 1
            ));
        }
    }
}

/// Each output that comes after one that is written below it has a rule that says why: one that is about
/// what made it wait.
fn reorderings(story: &Story<'_>, problems: &mut Vec<String>) {
    for index in 1..story.outputs.len() {
        let (before, output) = (&story.outputs[index - 1], &story.outputs[index]);
        let (above, below) = (story.place(output.stack), story.place(before.stack));
        let is_moved = above.source == below.source && above.offset < below.offset;
        let why = rules::why(story, index);
        if !rules::RULES.iter().any(|rule| rule.number == why.rule) || why.reason.is_empty() {
            problems.push(format!("output {} has no rule", index + 1));
        }
        // Within one task a call or a loop goes back; what waited has another rule.
        if is_moved && before.task != output.task && output.task != 0 && why.rule == 1 {
            problems.push(format!("output {} was moved by rule 1", index + 1));
        }
    }
}
