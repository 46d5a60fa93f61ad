//! The rules that decide what runs when, and which of them decided about an output.

use super::story::{Story, Task};
use crate::event_loop::observer::{Combinator, Kind, Readiness};

/// A rule.
pub struct Rule {
    /// Its number.
    pub number: u8,
    /// What it says.
    pub sentence: &'static str,
    /// Where that is said with authority.
    pub link: &'static str,
}

/// All of them.
pub static RULES: [Rule; 15] = [
    Rule {
        number: 1,
        sentence: "What is on the stack runs to its end before anything else does.",
        link: "https://tc39.es/ecma262/#sec-jobs",
    },
    Rule {
        number: 2,
        sentence: "All microtasks run before the next task does.",
        link: "https://html.spec.whatwg.org/multipage/webappapis.html#perform-a-microtask-checkpoint",
    },
    Rule {
        number: 3,
        sentence: "Next ticks run before microtasks; after the body of a module they run after them.",
        link: "https://nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick#processnexttick",
    },
    Rule {
        number: 4,
        sentence: "What was queued first runs first, within a queue.",
        link: "https://tc39.es/ecma262/#sec-hostenqueuepromisejob",
    },
    Rule {
        number: 5,
        sentence: "Timers run by the time when they are due, then by when they were set; 1 ms is the least.",
        link: "https://nodejs.org/api/timers.html#settimeoutcallback-delay-args",
    },
    Rule {
        number: 6,
        sentence: "Immediates run after the poll phase, before the timers of the next turn.",
        link: "https://nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick#check",
    },
    Rule {
        number: 7,
        sentence: "An await goes on in a microtask: of a settled promise or a plain value at once, else when \
                   the promise settles.",
        link: "https://tc39.es/ecma262/#await",
    },
    Rule {
        number: 8,
        sentence: "A promise that is resolved with another promise settles two microtasks later than that one.",
        link: "https://tc39.es/ecma262/#sec-promise-resolve-functions",
    },
    Rule {
        number: 9,
        sentence: "Promise.all, race, any and allSettled are settled by the element that decides.",
        link: "https://tc39.es/ecma262/#sec-promise.all",
    },
    Rule {
        number: 10,
        sentence: "A rejection without a handler is judged after the drain, when all microtasks have run.",
        link: "https://nodejs.org/api/process.html#event-unhandledrejection",
    },
    Rule {
        number: 11,
        sentence: "What comes from outside runs in the order in which it came.",
        link: "https://nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick#poll",
    },
    Rule {
        number: 12,
        sentence: "The then of what a promise is resolved with is called in a microtask.",
        link: "https://tc39.es/ecma262/#sec-newpromiseresolvethenablejob",
    },
    Rule {
        number: 13,
        sentence: "A listener runs inside the dispatch of its event.",
        link: "https://dom.spec.whatwg.org/#concept-event-dispatch",
    },
    Rule {
        number: 14,
        sentence: "Mutation observers are called once in a drain, whatever changed how often.",
        link: "https://dom.spec.whatwg.org/#queue-a-mutation-observer-compound-microtask",
    },
    Rule {
        number: 15,
        sentence: "The callbacks of a frame run before it is drawn, those that they ask for in the next one.",
        link: "https://html.spec.whatwg.org/multipage/imagebitmap-and-animations.html#run-the-animation-frame-callbacks",
    },
];

/// Why an output came now.
pub struct Why {
    /// The number of the rule.
    pub rule: u8,
    /// What happened, in a clause or two.
    pub reason: String,
}

impl Why {
    fn new(rule: u8, reason: impl Into<String>) -> Why {
        Why {
            rule,
            reason: reason.into(),
        }
    }

    /// The rule.
    pub fn rule(&self) -> &'static Rule {
        &RULES[usize::from(self.rule) - 1]
    }
}

/// Why an output came when it did, not earlier and not later: the one rule that put it behind the one
/// before it.
pub fn why(story: &Story<'_>, index: usize) -> Why {
    let output = &story.outputs[index];
    let before = index.checked_sub(1).map(|index| story.outputs[index].task);
    let Some(task) = story.task(output.task) else {
        return Why::new(1, "the host wrote it between two callbacks");
    };
    if before == Some(task.id) {
        if let Some(place) = story.dispatch(output.stack) {
            let place = story.at(place);
            let place = place.map_or_else(String::new, |place| format!(" at {place}"));
            return Why::new(13, format!("a listener, called inside the dispatch{place}"));
        }
        return match task.kind {
            Kind::Main | Kind::Module => Why::new(1, "the stack runs to its end first"),
            _ => Why::new(1, "the same callback runs to its end first"),
        };
    }
    let before = before.and_then(|id| story.task(id));
    match task.kind {
        Kind::Main | Kind::Module => Why::new(1, story.cause(task)),
        Kind::Tick => tick(story, task, before),
        Kind::Timeout | Kind::Interval => timer(story, task, before),
        Kind::Immediate => immediate(story, task, before),
        Kind::Message | Kind::Completion | Kind::Cleanup => Why::new(11, story.cause(task)),
        Kind::Rejection if story.is_late(task) => Why::new(10, story.cause(task)),
        Kind::Rejection => {
            let cause = story.cause(task);
            let reason = format!("{cause}, and without a handler when all microtasks had run");
            Why::new(10, reason)
        }
        Kind::Exit => Why::new(
            13,
            "nothing was left to do, and the process told its listeners",
        ),
        Kind::Frame => Why::new(15, story.cause(task)),
        Kind::Mutation => Why::new(14, story.cause(task)),
        Kind::Microtask | Kind::Reaction | Kind::Thenable | Kind::Resume => {
            microtask(story, task, before)
        }
    }
}

/// Whether two tasks were run by the same drain.
fn share_drain(task: &Task, before: Option<&Task>) -> bool {
    let drain = |task: &Task| task.begun.map_or(0, |begun| begun.drain);
    before.is_some_and(|before| drain(before) != 0 && drain(before) == drain(task))
}

/// What ended before a drain.
fn ended(before: Option<&Task>) -> &'static str {
    match before.map(|before| before.kind) {
        None | Some(Kind::Main) => "the script has ended",
        Some(Kind::Module) => "the module's body has ended",
        Some(Kind::Rejection) => "the rejection has been judged",
        Some(_) => "the callback before it has ended",
    }
}

fn tick(story: &Story<'_>, task: &Task, before: Option<&Task>) -> Why {
    let cause = story.cause(task);
    if share_drain(task, before)
        && let Some(before) = before
    {
        if before.kind == Kind::Tick {
            return Why::new(4, format!("{cause}, later than the one before it"));
        }
        let of_module = story
            .task(task.by)
            .is_some_and(|by| by.kind == Kind::Module);
        let reason = match of_module {
            true => "after the body of a module the microtasks come first",
            false => "the microtasks that were in the queue already are run to the end first",
        };
        return Why::new(3, format!("{cause}; {reason}"));
    }
    let reason = format!("{cause}; {}, and next ticks come first", ended(before));
    Why::new(3, reason)
}

fn timer(story: &Story<'_>, task: &Task, before: Option<&Task>) -> Why {
    let cause = story.cause(task);
    let Some(before) = before else {
        return Why::new(5, format!("{cause}, and its time has come"));
    };
    if before.kind.is_timer() {
        let reason = match before.delay == task.delay {
            true => "of equal delay, the one that was set first runs first",
            false => "due after the one before it",
        };
        return Why::new(5, format!("{cause}; {reason}"));
    }
    if before.kind == Kind::Immediate {
        return Why::new(
            6,
            format!("{cause}; immediates come before the timers of the next turn"),
        );
    }
    if task.delay > 1 || matches!(before.kind, Kind::Message | Kind::Completion) {
        return Why::new(
            5,
            format!("{cause}; it had to wait for its {} ms", task.delay),
        );
    }
    let reason = match before.kind {
        Kind::Main | Kind::Module => "the script and all microtasks come before the first timer",
        _ => "it had to wait for the microtasks before it",
    };
    Why::new(2, format!("{cause}; {reason}"))
}

fn immediate(story: &Story<'_>, task: &Task, before: Option<&Task>) -> Why {
    let cause = story.cause(task);
    let Some(before) = before else {
        return Why::new(6, cause);
    };
    match before.kind {
        Kind::Immediate => Why::new(4, format!("{cause}, later than the one before it")),
        kind if kind.is_timer() => Why::new(
            6,
            format!("{cause}; its phase comes after the timers that were due"),
        ),
        _ => Why::new(
            6,
            format!("{cause}; its phase comes when scripts and microtasks have ended"),
        ),
    }
}

fn microtask(story: &Story<'_>, task: &Task, before: Option<&Task>) -> Why {
    let cause = story.cause(task);
    if let Some((combinator, index, rejected)) = story.decider(task.on) {
        let how = decided(combinator, index, rejected);
        return Why::new(9, format!("{cause}; {how}"));
    }
    if let Some(follows) = story.promises.get(&task.on).and_then(|it| it.follows)
        && matches!(task.ready, Some((_, Readiness::Settled, _)))
    {
        let place = story.at_stack(follows.1);
        return match follows.0 {
            0 => Why::new(
                12,
                format!(
                    "{cause}; that had been resolved{place} with an object whose then was called in a microtask"
                ),
            ),
            _ => Why::new(
                8,
                format!(
                    "{cause}; that had been resolved{place} with another promise, which takes three microtasks: \
                     one calls its then, one passes the value on, and this one runs"
                ),
            ),
        };
    }
    match task.kind {
        Kind::Thenable => return Why::new(12, cause),
        Kind::Resume => return Why::new(7, cause),
        _ => {}
    }
    if share_drain(task, before) {
        if before.is_some_and(|before| before.kind == Kind::Tick) {
            return Why::new(3, format!("{cause}; the next ticks came first"));
        }
        return Why::new(4, format!("{cause}, behind what was in the queue by then"));
    }
    let reason = format!(
        "{cause}; {}, and all microtasks come before the next task",
        ended(before)
    );
    Why::new(2, reason)
}

/// How an element decided.
fn decided(combinator: Combinator, index: u32, rejected: bool) -> String {
    let element = format!("element {index}");
    match (combinator, rejected) {
        (Combinator::All, true) => format!("{element} rejected, which is enough"),
        (Combinator::All | Combinator::AllSettled, _) => {
            format!("{element} was the last to come")
        }
        (Combinator::Any, true) => format!("{element} was the last to reject"),
        (Combinator::Any, false) => format!("{element} was the first to be fulfilled"),
        (Combinator::Race, _) => format!("{element} was the first to settle"),
    }
}
