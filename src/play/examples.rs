//! The programs that the page offers, whatever folder it was given.

/// A group of them.
#[derive(Debug)]
pub struct Group {
    /// What they are about.
    pub title: &'static str,
    /// The programs, with the names of their files.
    pub programs: &'static [(&'static str, &'static str)],
}

macro_rules! programs {
    ($folder:literal: $($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!($folder, $name)))),+]
    };
}

/// All groups, as they are offered.
pub const GROUPS: [Group; 3] = [
    Group {
        title: "Order",
        programs: programs!(
            "programs/":
            "deep-dive.js",
            "promise-before-timeout.js",
            "await-yields.js",
            "all-microtasks-first.js",
            "equal-timers.js",
            "returned-promise.js",
            "ticks-in-a-module.mjs",
        ),
    },
    Group {
        title: "Lessons",
        programs: programs!(
            "../../examples/":
            "order.js",
            "await.js",
            "race.js",
            "concurrency-limit.js",
            "cancellation.js",
        ),
    },
    Group {
        title: "Pitfalls",
        programs: programs!(
            "programs/":
            "for-each-does-not-wait.js",
            "forgotten-return.js",
            "one-after-the-other.js",
            "lost-rejection.js",
            "return-in-try.js",
            "check-then-act.js",
            "starved-timer.js",
            "race-leaves-its-timer.js",
        ),
    },
];
