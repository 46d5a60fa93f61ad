//! Chains of causes: of an output, of an error.

use super::rules;
use super::story::Story;
use crate::event_loop::observer::{Kind, TaskId};

/// The chain of causes of an output, by its index, from the output to what the program began with.
pub fn of_output(story: &Story<'_>, index: usize) -> String {
    let output = &story.outputs[index];
    let mut text = format!("output {}: {}\n", index + 1, output.short(60));
    let place = story.place(output.stack);
    let source = story.recording.line(place);
    if let Some(at) = story.at(place) {
        text.push_str(&format!("  printed at {at:<10} {source}\n"));
    }
    push_causes(story, output.task, &mut text);
    let why = rules::why(story, index);
    let rule = why.rule();
    text.push_str(&format!(
        "  rule {}: {}\n    {}\n",
        rule.number, rule.sentence, rule.link
    ));
    text
}

/// The chain of causes of the error that came out of a task last; `None` where none did, or only out of
/// what the program began with, where there is nothing to tell.
pub fn of_error(story: &Story<'_>) -> Option<String> {
    let ended = |id: &&TaskId| story.task(**id).and_then(|task| task.ended);
    let threw = |id: &&TaskId| ended(id).is_some_and(|(_, threw)| threw);
    let task = *story.steps.iter().rev().find(threw)?;
    let kind = story.task(task)?.kind;
    if matches!(kind, Kind::Main | Kind::Module) {
        return None;
    }
    let mut text = String::from("What led to this error:\n");
    push_causes(story, task, &mut text);
    Some(text)
}

fn push_causes(story: &Story<'_>, task: TaskId, text: &mut String) {
    let mut by = "by";
    for task in story.causes(task) {
        let (name, cause) = (story.name(task), story.cause(task));
        text.push_str(&format!("  {by} the {name}: {cause}\n"));
        by = "queued by";
        let place = story.place(task.stack);
        if story.at(place).is_some() {
            text.push_str(&format!("      {}\n", story.recording.line(place)));
        }
    }
}
