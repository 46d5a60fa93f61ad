//! What was going on when the engine threw an error of its own: kept for those who explain the error
//! to a person, if nobody handles it.
//!
//! Owns: the record. Doesn't own: making it (`recording`), and what is made of it, which is behind
//! [`Hooks::explain`](super::hooks::Hooks). Nothing is recorded where nobody explains. Only the last few
//! errors are remembered, and only until the rejections of the running turn are judged: an error that is
//! caught and kept keeps nothing alive.

use super::pending::ThrowSite;
use crate::heap::{Object, Str, Tracer, Value};
use crate::source::{SourceText, Span};
use std::collections::VecDeque;
use std::rc::Rc;

/// So many errors are remembered.
const MOST: usize = 16;

/// So many rejections are remembered.
const MOST_REJECTIONS: usize = 64;

/// An error that the engine threw, and the frame that it was thrown in.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The error.
    pub error: Object,
    /// Its message as it was made.
    pub message: Str,
    /// The innermost function of a program that was running.
    pub function: Value,
    /// How far it was: bytes from the start of its source.
    pub position: u32,
    /// The first slots of its frame.
    pub slots: Rc<[Value]>,
    /// The native that it had called, if that threw, and the native's first arguments. There may have
    /// been fewer: what follows them means nothing.
    pub native: Option<(Value, Rc<[Value]>)>,
    /// The text that couldn't be read, if the error tells of one, and which of its code units it was
    /// about.
    pub text: Option<(Str, usize)>,
}

impl Failure {
    fn roots(&self) -> impl Iterator<Item = Value> {
        let native = self.native.iter();
        let native = native.flat_map(|(function, given)| given.iter().chain(Some(function)));
        let own = [self.error.value(), self.message.value(), self.function];
        let text = self.text.map(|(text, _)| text.value());
        own.into_iter()
            .chain(text)
            .chain(self.slots.iter().copied())
            .chain(native.copied())
    }
}

/// A promise that was rejected, and where.
#[derive(Clone, Copy, Debug)]
pub struct Rejection {
    /// The promise.
    pub promise: Object,
    /// What it was rejected with.
    pub reason: Value,
    /// Where that was done, if a program did it.
    pub site: ThrowSite,
}

/// What a person is told about an error beside its message.
#[derive(Clone, Debug)]
pub struct Remark {
    /// The text that the places are in.
    pub source: Rc<SourceText>,
    /// What it is about.
    pub span: Span,
    /// What is said of that.
    pub text: String,
    /// Other places of the same text, with what is said of them.
    pub others: Vec<(Span, String)>,
    /// One more sentence: what to do.
    pub advice: Option<String>,
}

impl Remark {
    /// A remark about a place.
    pub fn new(source: &Rc<SourceText>, span: Span, text: impl Into<String>) -> Remark {
        Remark {
            source: Rc::clone(source),
            span,
            text: text.into(),
            others: Vec::new(),
            advice: None,
        }
    }

    /// The same with what to do.
    #[must_use]
    pub fn with_advice(mut self, advice: impl Into<String>) -> Remark {
        self.advice = Some(advice.into());
        self
    }

    /// The same with another place.
    #[must_use]
    pub fn with_other(mut self, span: Span, text: impl Into<String>) -> Remark {
        self.others.push((span, text.into()));
        self
    }
}

/// The last failures.
#[derive(Default)]
pub struct Failures {
    last: VecDeque<Failure>,
    rejections: VecDeque<Rejection>,
    /// The text that the error will tell of which is thrown next.
    text: Option<(Str, usize)>,
}

impl Failures {
    /// Marks what is remembered.
    pub(super) fn trace(&self, tracer: &mut Tracer<'_>) {
        let values = self.last.iter().flat_map(Failure::roots);
        values.for_each(|value| tracer.mark(value));
        for rejection in &self.rejections {
            tracer.mark_object(rejection.promise);
            tracer.mark_all(&[rejection.reason, rejection.site.root()]);
        }
    }

    /// Says which code unit of a text the error is about that is thrown now.
    pub fn tell_of_text(&mut self, text: Str, at: usize) {
        self.text = Some((text, at));
    }

    /// Forgets all.
    #[inline]
    pub fn clear(&mut self) {
        if !self.last.is_empty() || !self.rejections.is_empty() {
            self.last.clear();
            self.rejections.clear();
        }
    }

    /// Remembers a failure.
    pub(super) fn note(&mut self, failure: Failure) {
        if self.last.len() == MOST {
            self.last.pop_front();
        }
        self.last.push_back(failure);
    }

    /// The text that the error tells of that is being thrown.
    pub(super) fn take_text(&mut self) -> Option<(Str, usize)> {
        self.text.take()
    }

    /// The last rejections, the first one first.
    pub fn rejections(&self) -> impl Iterator<Item = &Rejection> {
        self.rejections.iter()
    }

    /// Remembers a rejection.
    pub(super) fn note_rejection(&mut self, rejection: Rejection) {
        let before = self.rejections.back();
        if before.is_some_and(|before| before.promise == rejection.promise) {
            return;
        }
        if self.rejections.len() == MOST_REJECTIONS {
            self.rejections.pop_front();
        }
        self.rejections.push_back(rejection);
    }

    /// The failure that an error tells of.
    pub fn of(&self, error: Value) -> Option<&Failure> {
        let mut failures = self.last.iter().rev();
        failures.find(|failure| failure.error.value() == error)
    }
}
