//! A sequence diagram of the recording, as Mermaid reads it: the call stack and a column per queue.

use super::story::{Story, Task};
use crate::event_loop::observer::Kind;
use std::fmt::Write;

/// How many tasks a diagram has at most: more can't be read.
const MOST: usize = 60;

/// The diagram.
pub fn mermaid(story: &Story<'_>) -> String {
    let mut text = String::from("sequenceDiagram\n  participant S as call stack\n");
    let shown: Vec<&Task> = story
        .steps
        .iter()
        .filter_map(|id| story.task(*id))
        .filter(|task| task.kind != Kind::Exit || story.printed(task.id).next().is_some())
        .collect();
    for (queue, name) in [
        ("T", "next ticks"),
        ("M", "microtasks"),
        ("O", "timers, immediates, outside"),
    ] {
        if shown.iter().any(|task| column(task.kind) == queue) {
            let _ = writeln!(text, "  participant {queue} as {name}");
        }
    }
    text.push_str("  participant C as console\n");
    for task in shown.iter().take(MOST) {
        let name = label(&story.name(task));
        match column(task.kind) {
            "S" => {
                let _ = writeln!(text, "  Note over S: {name}");
            }
            queue => {
                let _ = writeln!(text, "  {queue}->>S: {name}{}", story.at_stack(task.stack));
            }
        }
        for number in story.printed(task.id) {
            let output = &story.outputs[number - 1];
            let _ = writeln!(text, "  S->>C: {}", label(&output.short(40)));
        }
        let queued = story.tasks.values().filter(|it| it.by == task.id);
        for new in queued.filter(|new| column(new.kind) != "S" && new.begun.is_some()) {
            let _ = writeln!(
                text,
                "  S--){}: {}{}",
                column(new.kind),
                label(&story.name(new)),
                story.at_stack(new.stack)
            );
        }
    }
    if shown.len() > MOST {
        let _ = writeln!(text, "  Note over S: and {} more tasks", shown.len() - MOST);
    }
    text
}

fn column(kind: Kind) -> &'static str {
    match kind {
        Kind::Main | Kind::Module | Kind::Exit => "S",
        Kind::Tick => "T",
        kind if kind.is_microtask() => "M",
        _ => "O",
    }
}

/// A text without what means something in a diagram, so that no program can write one of its own.
fn label(text: &str) -> String {
    let mut label = String::new();
    for character in text.chars() {
        match character {
            ';' | '#' | '<' | '>' | '&' | '"' | '`' | '%' | '{' | '}' | '\\' => {
                let _ = write!(label, "#{};", character as u32);
            }
            other => label.push(other),
        }
    }
    match label.trim() {
        "" => String::from("(empty)"),
        "end" => String::from("(end)"),
        other => other.to_string(),
    }
}
