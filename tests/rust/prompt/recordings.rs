//! Recordings of sessions as text, in `tests/rust/sessions`: what is typed and what is seen then.
//!
//! What comes before the first prompt tells what is shown. A line that begins with `> ` is typed and
//! ended with the Enter key, and what follows up to the next is what is shown. A line that begins with
//! `? ` is typed without that: what follows is seen below it meanwhile.

use super::screen::Screen;
use super::{PATIENCE, Session};
use std::fs;
use std::path::Path;
use std::time::Instant;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/rust/sessions");

/// A line that is typed, and the lines that are shown for it.
struct Step {
    typed: String,
    is_entered: bool,
    shown: Vec<String>,
}

fn steps(text: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for line in text.lines() {
        let typed = line.strip_prefix("> ").or(line.strip_prefix("? "));
        match (typed, steps.last_mut()) {
            (Some(typed), _) => steps.push(Step {
                typed: typed.to_string(),
                is_entered: line.starts_with('>'),
                shown: Vec::new(),
            }),
            (None, Some(step)) => step.shown.push(line.to_string()),
            (None, None) => {}
        }
    }
    steps
}

fn play(name: &str) {
    let text = fs::read_to_string(Path::new(FOLDER).join(name)).unwrap();
    let steps = steps(&text);
    assert!(!steps.is_empty());
    let variables = [("NO_COLOR", "1")];
    let mut session = Session::run(&[], &variables, (80, 24), Path::new(FOLDER));
    let mut screen = Screen::default();
    screen.write(b"> ");
    for Step {
        typed,
        is_entered,
        shown,
    } in steps
    {
        let before = screen.lines().len() - 1;
        let mut expected = vec![format!("> {typed}").trim_end().to_string()];
        expected.extend(shown);
        if is_entered {
            expected.push(">".to_string());
        }
        session.keys(&match is_entered {
            true => format!("{typed}\r"),
            false => typed,
        });
        wait(&mut session, &mut screen, (before, is_entered), &expected);
        if !is_entered {
            session.keys("\x15");
            wait(
                &mut session,
                &mut screen,
                (before, true),
                &[">".to_string()],
            );
        }
    }
    session.keys("\x04");
    assert_eq!(session.end(), Some(0));
}

/// A line without how much time is left, which a busy machine decides.
fn timeless(line: &str) -> String {
    match line.split_once("due in ").zip(line.split_once(" ms, [")) {
        Some(((before, _), (_, after))) => format!("{before}due in … ms, [{after}"),
        None => line.to_string(),
    }
}

/// Waits until the lines of the screen from one on are those.
fn wait(
    session: &mut Session,
    screen: &mut Screen,
    (from, is_entered): (usize, bool),
    expected: &[String],
) {
    let begun = Instant::now();
    let mut idle = 0;
    loop {
        let lines: Vec<String> = screen.lines().iter().map(|line| timeless(line)).collect();
        if lines.get(from..).is_some_and(|lines| lines == expected) {
            return;
        }
        if begun.elapsed() > PATIENCE {
            let _ = session.child.kill();
            panic!("{:#?}\nisn't\n{expected:#?}", lines.get(from..));
        }
        match session.read_some() {
            true => screen.write(&std::mem::take(&mut session.seen)),
            false => idle += 1,
        }
        if !is_entered && idle > 40 {
            // A hint that came too late on a busy machine is asked for once more.
            session.keys(" \x7f");
            idle = 0;
        }
    }
}

#[test]
fn sessions() {
    let mut names: Vec<String> = fs::read_dir(FOLDER)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".txt"))
        .collect();
    names.sort();
    assert!(names.len() > 4);
    for name in names {
        println!("{name}");
        play(&name);
    }
}
