//! Recording what was going on when an error is thrown or a promise rejected: a copy of the frame that
//! failed. It is done only where somebody explains errors.

use super::Agent;
use super::failures::{Failure, Rejection};
use super::pending::ThrowSite;
use crate::heap::{ARGUMENTS, CALLEE, LINK, Link, Object, Str, Value};

/// So many slots of a frame are copied.
const MOST_SLOTS: usize = 512;

/// So many arguments of a native are copied.
const MOST_ARGUMENTS: usize = 2;

impl Agent {
    /// Remembers where an error of the engine's own was made.
    pub(super) fn note_failure(&mut self, error: Object, message: Str) {
        let text = self.failures.take_text();
        let (mut frame, mut position) = (self.machine.frame, self.machine.position);
        let mut native = None;
        let (function, end) = loop {
            let Some(link) = Link::from_value(frame.get(LINK)) else {
                return;
            };
            if link.distance() == 0 {
                return;
            }
            let function = frame.get(CALLEE);
            let code = self
                .heap
                .function_code(function)
                .map(|code| &self.codes[code]);
            if let Some(code) = code
                && !code.source.is_internal()
            {
                let size = (code.frame_size.get() as usize).min(MOST_SLOTS);
                break (function, frame.at(size));
            }
            native = Some((function, frame));
            position = link.position();
            frame = frame.below(link.distance() as usize);
        };
        let top = self.machine.top;
        let copy = |from, end| {
            self.machine
                .stack
                .between(from, std::cmp::min(end, top))
                .collect()
        };
        let native = native.map(|(function, frame)| {
            let first = frame.at(ARGUMENTS);
            (function, copy(first, first.at(MOST_ARGUMENTS)))
        });
        let failure = Failure {
            error,
            message,
            function,
            position,
            slots: copy(frame, end),
            native,
            text,
        };
        self.failures.note(failure);
    }

    /// Remembers where a promise is rejected, which is done right after this.
    pub fn note_rejection(&mut self, promise: Object, reason: Value, site: Option<ThrowSite>) {
        if self.hooks.explain.is_some() {
            let site = site.unwrap_or_else(|| self.running_site());
            self.failures.note_rejection(Rejection {
                promise,
                reason,
                site,
            });
        }
    }

    /// Runs `body` without any collection, however much it allocates.
    pub fn without_collections<T>(&mut self, body: impl FnOnce(&mut Agent) -> T) -> T {
        self.roots.collections_paused += 1;
        let result = body(self);
        self.roots.collections_paused -= 1;
        result
    }
}
