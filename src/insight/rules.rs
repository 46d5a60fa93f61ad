//! The rules that decide what runs when, and which of them decided about an output.

use super::story::{Story, Task};
use crate::event_loop::observer::{Kind, Maker, Phase, Readiness};

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
        sentence: "Next ticks run before microtasks. Once microtasks run, all of them do before the next tick; the \
                   body of a module is run like one of them.",
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
        sentence: "Immediates run after the poll phase, before the timers of the next turn; those that they set run \
                   in the next turn.",
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
        sentence: "A promise that is resolved with another promise takes two microtasks more: one calls the then of \
                   that one, and one passes on what it gives.",
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
    let is_main = matches!(task.kind, Kind::Main | Kind::Module);
    let goes_on = before == Some(task.id) || (is_main && before.is_none());
    let dispatch = story
        .dispatch(output.stack)
        .and_then(|place| story.at(place));
    if let (true, Some(place)) = (goes_on, dispatch) {
        let reason = format!("a listener, called inside the dispatch at {place}");
        return Why::new(13, reason);
    }
    if goes_on {
        return Why::new(1, same_task(story, index, before.is_none()));
    }
    let before = before.and_then(|id| story.task(id));
    let clause = Clause::of(story, task, before);
    let cause = story.cause(task);
    match clause.words.as_str() {
        "" => Why::new(clause.rule, cause),
        words => Why::new(clause.rule, format!("{cause}; {words}")),
    }
}

/// Why an output is one of the task that printed the one before it, or that the program begins with.
fn same_task(story: &Story<'_>, index: usize, is_first: bool) -> &'static str {
    let output = &story.outputs[index];
    let is_main = story
        .task(output.task)
        .is_some_and(|task| matches!(task.kind, Kind::Main | Kind::Module));
    match story.entered(output) {
        Some(Maker::AsyncFunction) => {
            "an async function runs at once, like any other, up to its first await"
        }
        Some(_) => "new Promise calls its function at once",
        None if is_first => "it is what the program begins with",
        None if is_main => "the stack runs to its end first",
        None => "the same callback runs to its end first",
    }
}

/// What put a task behind the one that printed before it.
struct Clause {
    rule: u8,
    /// Empty where the task's cause says it all.
    words: String,
}

impl Clause {
    fn new(rule: u8, words: impl Into<String>) -> Clause {
        Clause {
            rule,
            words: words.into(),
        }
    }

    fn of(story: &Story<'_>, task: &Task, before: Option<&Task>) -> Clause {
        match task.kind {
            Kind::Main | Kind::Module => Clause::new(1, ""),
            Kind::Tick => tick(story, task, before),
            Kind::Timeout | Kind::Interval => timer(story, task, before),
            Kind::Immediate => immediate(story, task, before),
            Kind::Message | Kind::Completion | Kind::Cleanup => outside(before),
            Kind::Rejection if story.is_late(task) => Clause::new(10, ""),
            Kind::Rejection => Clause::new(
                10,
                "it was still without a handler when all microtasks had run",
            ),
            Kind::Exit => Clause::new(13, "the process tells its listeners"),
            Kind::Frame => Clause::new(15, ""),
            Kind::Mutation => Clause::new(14, ""),
            Kind::Microtask | Kind::Reaction | Kind::Thenable | Kind::Resume => {
                microtask(story, task, before)
            }
        }
    }
}

/// Whether two tasks were run by the same drain.
fn share_drain(task: &Task, before: &Task) -> bool {
    let drain = |task: &Task| task.begun.map_or(0, |begun| begun.drain);
    drain(before) != 0 && drain(before) == drain(task)
}

/// Whether a task waited for nothing but its turn when another one began.
fn was_ready(task: &Task, before: &Task) -> bool {
    match (task.ready, before.begun) {
        (Some((ready, ..)), Some(begun)) => ready < begun.at,
        _ => false,
    }
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

/// The output that a task is known by.
fn output_of(story: &Story<'_>, task: &Task) -> String {
    match story.printed(task.id).next() {
        Some(output) => format!("output {output}'s"),
        None => String::from("the one before it"),
    }
}

fn tick(story: &Story<'_>, task: &Task, before: Option<&Task>) -> Clause {
    let Some(before) = before.filter(|before| share_drain(task, before)) else {
        let words = format!("{}, and next ticks come first", ended(before));
        return Clause::new(3, words);
    };
    let by = story.task(task.by);
    match before.kind {
        Kind::Tick if task.by == before.id => Clause::new(
            3,
            "a tick that a tick queues still comes before the microtasks",
        ),
        Kind::Tick => Clause::new(
            4,
            format!("it was queued after {}", output_of(story, before)),
        ),
        _ if by.is_some_and(|by| by.kind == Kind::Module) => Clause::new(
            3,
            "the body of a module is run like a microtask, so that the microtasks come first",
        ),
        _ if by.is_some_and(|by| by.kind.is_microtask()) => Clause::new(
            3,
            "microtasks are run until none is left before the next tick is",
        ),
        _ => Clause::new(3, "the microtasks that were running came first"),
    }
}

/// Whether a microtask was run by the drain after a timer that was due together with another one.
fn is_of_same_timers(task: &Task, before: &Task) -> bool {
    let (Some(task), Some(before)) = (task.begun, before.begun) else {
        return false;
    };
    task.turn == before.turn && before.phase == Phase::Timers
}

fn timer(story: &Story<'_>, task: &Task, before: Option<&Task>) -> Clause {
    let Some(before) = before else {
        return Clause::new(5, format!("it was due {} ms later", task.delay));
    };
    if before.kind.is_timer() {
        let output = output_of(story, before);
        let words = match before.delay == task.delay {
            true => format!("of the same {} ms, it was set after {output}", task.delay),
            false => format!("it was due after {output}"),
        };
        return Clause::new(5, words);
    }
    let is_drained = before.begun.is_some_and(|begun| begun.drain != 0);
    if is_drained && is_of_same_timers(task, before) {
        return Clause::new(2, "it was due, and had to wait for the microtasks");
    }
    if task.delay > 1 {
        return Clause::new(5, format!("it had to wait for its {} ms", task.delay));
    }
    match before.kind {
        Kind::Immediate => Clause::new(6, "immediates come before the timers of the next turn"),
        Kind::Message | Kind::Completion => {
            Clause::new(5, format!("it was due {} ms later", task.delay))
        }
        Kind::Main => Clause::new(
            2,
            "the script and all microtasks come before the first timer",
        ),
        Kind::Module => Clause::new(
            2,
            "the module and all microtasks come before the first timer",
        ),
        _ => Clause::new(2, "it had to wait for all microtasks"),
    }
}

fn immediate(story: &Story<'_>, task: &Task, before: Option<&Task>) -> Clause {
    let Some(before) = before else {
        return Clause::new(6, "its phase comes when scripts and microtasks have ended");
    };
    let turn = |task: &Task| task.begun.map_or(0, |begun| begun.turn);
    let is_checked = before
        .begun
        .is_some_and(|begun| begun.phase == Phase::Check);
    match before.kind {
        Kind::Immediate if turn(before) == turn(task) => {
            Clause::new(4, format!("it was set after {}", output_of(story, before)))
        }
        _ if is_checked && turn(before) < turn(task) => Clause::new(
            6,
            "immediates that are set by immediates wait for the next turn",
        ),
        _ if is_checked => Clause::new(2, "it had to wait for the microtasks"),
        kind if kind.is_timer() => Clause::new(6, "its phase comes after the timers that were due"),
        Kind::Message | Kind::Completion => {
            Clause::new(6, "its phase comes after what came from outside")
        }
        _ => Clause::new(6, "its phase comes when scripts and microtasks have ended"),
    }
}

fn outside(before: Option<&Task>) -> Clause {
    let words = match before.map(|before| before.kind) {
        Some(Kind::Main | Kind::Module) => "its phase comes when the script has ended",
        Some(Kind::Message | Kind::Completion | Kind::Cleanup) => "it came after the one before it",
        Some(kind) if kind.is_timer() => "its phase comes after the timers that were due",
        _ => "its phase comes when scripts and microtasks have ended",
    };
    Clause::new(11, words)
}

/// What the loop itself called, for whose sake a microtask or a tick is ready.
fn root<'a>(story: &'a Story<'_>, task: &'a Task) -> &'a Task {
    let step = |task: &Task| {
        if !task.kind.is_microtask() && task.kind != Kind::Tick {
            return None;
        }
        let by = match task.ready {
            Some((_, Readiness::Settled, settler)) => settler,
            _ => task.by,
        };
        // Who made it ready began before it, so that this ends.
        let at = task.begun.map_or(usize::MAX, |begun| begun.at);
        story
            .task(by)
            .filter(|by| by.begun.is_some_and(|begun| begun.at < at))
    };
    std::iter::successors(Some(task), |task| step(task))
        .last()
        .unwrap_or(task)
}

fn microtask(story: &Story<'_>, task: &Task, before: Option<&Task>) -> Clause {
    let was_settled = matches!(task.ready, Some((_, Readiness::Settled, _)));
    if was_settled && story.decider(task.on).is_some() {
        return Clause::new(9, "");
    }
    let root = root(story, task);
    let began = |task: &Task| task.begun.map_or(0, |begun| begun.at);
    let is_later = before.is_some_and(|before| began(before) < began(root));
    if was_settled
        && !is_later
        && let Some(clause) = follower(story, task)
    {
        return clause;
    }
    match task.kind {
        Kind::Thenable => return Clause::new(12, ""),
        Kind::Resume => return Clause::new(7, ""),
        _ => {}
    }
    let is_called = !root.kind.is_microtask() && root.kind != Kind::Tick;
    if is_later && is_called && !matches!(root.kind, Kind::Main | Kind::Module) {
        let of_root = Clause::of(story, root, before);
        // What it says of itself is said of the root.
        let words = match root.kind {
            kind if kind.is_timer() => of_root.words.replacen("it ", "the timer ", 1),
            Kind::Immediate => of_root
                .words
                .replacen("its phase", "the phase of immediates", 1),
            _ => of_root.words,
        };
        return Clause::new(of_root.rule, words);
    }
    match before {
        Some(before) if share_drain(task, before) => in_one_drain(story, task, before),
        // Node goes on with the timers when an error came out of one.
        Some(before) if was_ready(task, before) && before.kind.is_timer() => Clause::new(
            2,
            "an error came out of that callback, so that the microtasks came after the other timers",
        ),
        _ => {
            let ended = ended(before);
            Clause::new(
                2,
                format!("{ended}, and all microtasks come before the next task"),
            )
        }
    }
}

/// Of a microtask that waited for a promise that was resolved with another one.
fn follower(story: &Story<'_>, task: &Task) -> Option<Clause> {
    let (other, stack) = story.promises.get(&task.on)?.follows?;
    let place = story.at_stack(stack);
    let made = story.promises.get(&task.on).and_then(|it| it.made);
    if made.is_some_and(|(_, _, stack)| story.method(stack) == "finally") {
        return Some(Clause::new(
            8,
            "a finally waits for what its callback gives before it passes anything on, which takes two \
             microtasks more",
        ));
    }
    Some(match other {
        0 => Clause::new(
            12,
            format!(
                "it had been resolved{place} with an object whose then was called in a microtask"
            ),
        ),
        _ => Clause::new(
            8,
            format!(
                "it had been resolved{place} with another promise, which takes three microtasks: \
                 one calls its then, one passes the value on, and this one runs"
            ),
        ),
    })
}

/// Of a microtask after another one or a tick, of the same drain.
fn in_one_drain(story: &Story<'_>, task: &Task, before: &Task) -> Clause {
    if before.kind == Kind::Tick {
        return Clause::new(3, "next ticks come before microtasks");
    }
    if was_ready(task, before) {
        let output = output_of(story, before);
        return Clause::new(4, format!("it was queued after {output}"));
    }
    let by = match task.ready {
        Some((_, Readiness::Settled, settler)) => settler,
        _ => task.by,
    };
    let steps = [before, task].map(|task| task.begun.map_or(0, |begun| begun.step));
    if by == before.id && steps[0] + 1 == steps[1] {
        return Clause::new(
            2,
            "microtasks that come up in a drain are run by it too, before the next task",
        );
    }
    Clause::new(4, "what was in the queue by then came first")
}
