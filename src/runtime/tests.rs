//! That programs can't tell whether somebody watches the event loop.
//!
//! Unwatched, an `await` may go on without a microtask (`Agent::await_at_once`); watched, each one
//! takes one, so that an observer can count them.

use super::{Runtime, RuntimeBuilder};
use crate::event_loop::observer::{Channel, Fact, Observer, Place, TaskId};
use crate::source::SourceText;
use std::cell::{Cell, RefCell};
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::rc::Rc;

/// Counts the microtasks that begin.
struct Counter(Rc<Cell<usize>>);

impl Observer for Counter {
    fn source(&mut self, _: u32, _: &Rc<SourceText>) {}

    fn fact(&mut self, fact: Fact, _: TaskId, _: &[Place]) {
        if matches!(fact, Fact::Begin { .. }) {
            self.0.set(self.0.get() + 1);
        }
    }

    fn output(&mut self, _: Channel, _: &[u8], _: TaskId, _: &[Place]) {}
}

#[derive(Clone, Default)]
struct Output(Rc<RefCell<Vec<u8>>>);

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What a program prints to both streams, how it ends, and how much began.
fn outcome(name: &str, text: &str, watched: bool) -> (String, usize) {
    let output = Output::default();
    let builder: RuntimeBuilder = Runtime::builder().virtual_clock().seed(1);
    let mut runtime = builder
        .stdout(output.clone())
        .stderr(output.clone())
        .build();
    let count = Rc::new(Cell::new(0));
    if watched {
        let counter = Counter(Rc::clone(&count));
        runtime.agent.watch(Box::new(counter));
    }
    let end = match name.ends_with("mjs") {
        true => runtime.run_module(name, text).map(drop),
        false => runtime.run_commonjs(name, text).map(drop),
    };
    let end = end.and_then(|()| runtime.run());
    let end = end.map_err(|error| error.to_string());
    let printed = String::from_utf8_lossy(&output.0.borrow()).into_owned();
    (format!("{printed}\n{end:?}"), count.get())
}

#[test]
fn watching_changes_nothing() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let mut programs = 0;
    let mut begun = 0;
    for folder in [
        "tests/golden/event_loop",
        "tests/golden/language",
        "examples",
    ] {
        for entry in fs::read_dir(root.join(folder))
            .into_iter()
            .flatten()
            .flatten()
        {
            let path = entry.path();
            let name = path.to_string_lossy().into_owned();
            let Ok(text) = fs::read_to_string(&path) else {
                continue;
            };
            let waits = ["await", "Promise", "yield"]
                .iter()
                .any(|word| text.contains(word));
            let is_program = name.ends_with(".js") || name.ends_with(".mjs");
            // What the clock or the process itself decides is another matter.
            let depends = ["performance", "process.exit", "Date", "hrtime", "// flags:"];
            let is_long = text.len() > 6_000 || text.contains("0_000") || text.contains("0000");
            if !is_program || !waits || is_long || depends.iter().any(|word| text.contains(word)) {
                continue;
            }
            let (alone, _) = outcome(&name, &text, false);
            let (watched, count) = outcome(&name, &text, true);
            assert_eq!(alone, watched, "{name}");
            programs += 1;
            begun += count;
        }
    }
    assert!(programs > 50 && begun > 1000, "{programs} {begun}");
}

#[test]
fn an_await_takes_a_microtask_only_where_somebody_counts() {
    let text = "(async () => { for (let i = 0; i < 100; i++) await i; })()";
    let (_, watched) = outcome("loop.js", text, true);
    assert!(watched >= 100, "{watched}");
}
