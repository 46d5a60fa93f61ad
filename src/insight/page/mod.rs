//! The page: one file for a browser, with the recording in it and nothing from elsewhere.
//!
//! The page walks the steps and knows no rule: what it says of an output is what [`rules`] and [`Story`]
//! say. Texts of the program stand in it as JSON only, so that none of them can become a part of it.
//! [`assemble`] makes other pages of the same parts, which get their recordings from elsewhere.

use super::json::push_string;
use super::recording::What;
use super::report::report;
use super::rules::{self, RULES};
use super::story::{Story, Task};
use crate::event_loop::observer::{Channel, Fact, Kind, Phase, Place, Readiness, TaskId};
use std::fmt::Write;
use std::hash::{BuildHasher, RandomState};

const HTML: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = concat!(
    include_str!("model.js"),
    include_str!("source.js"),
    include_str!("view.js"),
);

/// What differs between pages.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'a> {
    /// The title, as text.
    pub title: &'a str,
    /// The mark of what may run and be looked at.
    pub nonce: &'a str,
    /// The class of the body.
    pub mode: &'a str,
    /// What stands at the head, as HTML.
    pub bar: &'a str,
    /// What shows the source, as HTML.
    pub source: &'a str,
    /// Style beside that of all pages.
    pub style: &'a str,
    /// What is run after the script of all pages, in one function with it.
    pub script: &'a str,
    /// What that script reads: JSON without a `<`.
    pub data: &'a str,
}

/// The page of a story, under the name of its program.
pub fn page(story: &Story<'_>, name: &str) -> String {
    // Only what has this mark may run: there is nothing else, and if there were, it couldn't.
    let nonce = format!("{:016x}", RandomState::new().hash_one(name));
    assemble(&Parts {
        title: &format!("{name}: why each line came when it did"),
        nonce: &nonce,
        mode: "explain",
        bar: "<h1 id=\"title\"></h1>",
        source: include_str!("source.html"),
        style: "",
        script: include_str!("explain.js"),
        data: &data(story, name),
    })
}

/// Puts a page together.
pub fn assemble(parts: &Parts<'_>) -> String {
    let length = HTML.len() + STYLE.len() + SCRIPT.len() + parts.script.len() + parts.data.len();
    let mut page = String::with_capacity(length + (16 << 10));
    let mut rest = HTML;
    while let Some((before, after)) = rest.split_once("{{") {
        page.push_str(before);
        let Some((hole, behind)) = after.split_once("}}") else {
            break;
        };
        match hole {
            "nonce" => page.push_str(parts.nonce),
            "title" => push_escaped(&mut page, parts.title),
            "mode" => page.push_str(parts.mode),
            "bar" => page.push_str(parts.bar),
            "source" => page.push_str(parts.source),
            "style" => page.extend([STYLE, parts.style]),
            "script" => page.extend([SCRIPT, parts.script]),
            "data" => page.push_str(parts.data),
            _ => unreachable!("the page has no hole {hole}"),
        }
        rest = behind;
    }
    page.push_str(rest);
    page
}

/// Adds a text as HTML.
fn push_escaped(page: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => page.push_str("&amp;"),
            '<' => page.push_str("&lt;"),
            '>' => page.push_str("&gt;"),
            other => page.push(other),
        }
    }
}

/// A story as the page's script reads it: JSON without a `<`.
pub fn data(story: &Story<'_>, name: &str) -> String {
    let mut text = String::with_capacity(64 << 10);
    push_data(story, name, &mut text);
    text
}

fn push_data(story: &Story<'_>, name: &str, out: &mut String) {
    out.push_str("{\"name\":");
    push_string(out, name);
    let _ = write!(out, ",\"dropped\":{}", story.recording.dropped());
    out.push_str(",\"sources\":");
    let sources = (0..).map_while(|source| {
        let place = Place { source, offset: 0 };
        story.recording.source(place)
    });
    list(out, sources, |out, source| {
        out.push_str("{\"name\":");
        push_string(out, source.name());
        out.push_str(",\"text\":");
        push_string(out, source.text());
        out.push('}');
    });
    out.push_str(",\"rules\":");
    list(out, RULES.iter(), |out, rule| {
        out.push_str("{\"sentence\":");
        push_string(out, rule.sentence);
        out.push_str(",\"link\":");
        push_string(out, rule.link);
        out.push('}');
    });
    out.push_str(",\"report\":");
    push_string(out, &report(story));
    let mut steps = Steps {
        story,
        text: String::from("["),
        set: Vec::new(),
        output: 0,
        now: 0,
    };
    steps.all();
    out.push_str(",\"tasks\":{");
    for (number, task) in story.tasks.values().enumerate() {
        if number > 0 {
            out.push(',');
        }
        push_task(story, task, &steps.set, out);
    }
    out.push_str("},\"outputs\":");
    list(out, 0..story.outputs.len(), |out, index| {
        push_output(story, index, out)
    });
    out.push_str(",\"steps\":");
    out.push_str(&steps.text);
    out.push_str("]}");
}

fn list<T>(out: &mut String, items: impl Iterator<Item = T>, mut push: impl FnMut(&mut String, T)) {
    out.push('[');
    for (number, item) in items.enumerate() {
        if number > 0 {
            out.push(',');
        }
        push(out, item);
    }
    out.push(']');
}

/// The queue that a task waits in once it can run, and the one before that.
fn queues(kind: Kind) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        Kind::Main | Kind::Module | Kind::Exit => return None,
        Kind::Tick => ("tick", "tick"),
        Kind::Timeout | Kind::Interval => ("timer", "timer"),
        Kind::Immediate => ("immediate", "immediate"),
        Kind::Microtask | Kind::Reaction | Kind::Thenable | Kind::Resume | Kind::Mutation => {
            ("micro", "wait")
        }
        Kind::Completion | Kind::Message | Kind::Cleanup | Kind::Rejection | Kind::Frame => {
            ("outside", "outside")
        }
    })
}

fn push_task(story: &Story<'_>, task: &Task, set: &[(TaskId, u64)], out: &mut String) {
    let _ = write!(out, "\"{}\":{{\"name\":", task.id);
    push_string(out, &story.name(task));
    if let Some((queue, waits)) = queues(task.kind) {
        let _ = write!(out, ",\"queue\":\"{queue}\",\"waits\":\"{waits}\"");
    }
    if let Some(by) = story.causes(task.id).nth(1) {
        let _ = write!(out, ",\"by\":{}", by.id);
    }
    if let Some((_, Readiness::Settled, by)) = task.ready
        && by != task.by
        && story.task(by).is_some()
    {
        let _ = write!(out, ",\"readied\":{by}");
    }
    push_place(story, "function", task.function, out);
    push_place(story, "place", story.place(task.stack), out);
    if task.kind.is_timer() {
        let at = set.binary_search_by_key(&task.id, |(id, _)| *id);
        let at = at.map_or(0, |at| set[at].1);
        let _ = write!(out, ",\"delay\":{},\"set\":{at}", task.delay);
    }
    out.push('}');
}

fn push_place(story: &Story<'_>, name: &str, place: Place, out: &mut String) {
    if let Some((line, column)) = story.recording.line_column(place) {
        let _ = write!(out, ",\"{name}\":[{},{line},{column}]", place.source);
    }
}

fn push_output(story: &Story<'_>, index: usize, out: &mut String) {
    let output = &story.outputs[index];
    let why = rules::why(story, index);
    out.push_str("{\"text\":");
    push_string(out, &String::from_utf8_lossy(&output.bytes));
    let stream = match output.channel {
        Channel::Stdout => "stdout",
        Channel::Stderr => "stderr",
    };
    let _ = write!(out, ",\"stream\":\"{stream}\",\"task\":{}", output.task);
    push_place(story, "place", story.place(output.stack), out);
    let _ = write!(out, ",\"rule\":{},\"why\":", why.rule);
    push_string(out, &why.reason);
    out.push('}');
}

/// The steps, being written.
struct Steps<'a, 'b> {
    story: &'a Story<'b>,
    text: String,
    /// When timers were set, in milliseconds, by task.
    set: Vec<(TaskId, u64)>,
    output: usize,
    now: u64,
}

impl Steps<'_, '_> {
    fn all(&mut self) {
        let story = self.story;
        let mut events = story.recording.events().map(|(event, _)| *event).peekable();
        while let Some(event) = events.next() {
            match event.what {
                What::Output { .. } => {
                    self.begin("output");
                    let _ = write!(self.text, ",\"output\":{}", self.output);
                    self.output += 1;
                    self.place(event.stack);
                    self.text.push('}');
                }
                What::Fact(Fact::Queued { task, kind, .. }) if queues(kind).is_some() => {
                    if kind.is_timer() {
                        self.set.push((task, self.now));
                    }
                    let is_ready = |next: &super::recording::Event| {
                        matches!(next.what, What::Fact(Fact::Ready { task: ready, why: Readiness::AtOnce })
                            if ready == task)
                    };
                    let ready = events.next_if(is_ready).is_some();
                    self.begin("queued");
                    let _ = write!(self.text, ",\"task\":{task},\"ready\":{ready}");
                    self.place(event.stack);
                    self.text.push('}');
                }
                What::Fact(fact) => self.fact(fact, event.stack),
            }
        }
        self.set.sort_unstable();
    }

    fn fact(&mut self, fact: Fact, stack: u32) {
        match fact {
            Fact::Ready { task, why } if self.is_queued(task) => {
                self.begin("ready");
                let why = match why {
                    Readiness::AtOnce => "nothing has to be waited for",
                    Readiness::Settled => "its promise is settled",
                    Readiness::Due => "its time has come",
                    Readiness::Came => "it came from outside",
                };
                let _ = write!(self.text, ",\"task\":{task},\"why\":\"{why}\"");
            }
            Fact::Begin {
                task,
                turn,
                phase,
                time,
                ..
            } => {
                self.now = time / 1000;
                self.begin("begin");
                let phase = phase_name(phase);
                let _ = write!(
                    self.text,
                    ",\"task\":{task},\"turn\":{turn},\"phase\":\"{phase}\""
                );
            }
            Fact::End { task, threw, time } => {
                self.now = time / 1000;
                self.begin("end");
                let _ = write!(self.text, ",\"task\":{task},\"threw\":{threw}");
            }
            Fact::Cancelled { task } => {
                self.begin("cancelled");
                let _ = write!(self.text, ",\"task\":{task}");
            }
            Fact::Settled { rejected, .. } => {
                self.begin("settled");
                let _ = write!(self.text, ",\"rejected\":{rejected}");
            }
            _ => return,
        }
        self.place(stack);
        self.text.push('}');
    }

    fn is_queued(&self, task: TaskId) -> bool {
        let task = self.story.task(task);
        task.is_some_and(|task| queues(task.kind).is_some())
    }

    fn begin(&mut self, what: &str) {
        if self.text.len() > 1 {
            self.text.push(',');
        }
        let _ = write!(self.text, "{{\"what\":\"{what}\"");
    }

    fn place(&mut self, stack: u32) {
        let place = self.story.place(stack);
        push_place(self.story, "place", place, &mut self.text);
    }
}

fn phase_name(phase: Phase) -> &'static str {
    match phase {
        Phase::Main => "the program itself",
        Phase::Timers => "timers",
        Phase::Pending => "what had failed at once",
        Phase::Poll => "what came from outside",
        Phase::Check => "immediates",
        Phase::Closing => "what was closed",
        Phase::Exit => "the end",
    }
}
