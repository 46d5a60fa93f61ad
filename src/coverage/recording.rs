//! Counting, while a program runs.

use super::plan::{Plan, Probe, What};
use crate::source::{SourceText, Span};
use rustc_hash::FxHashMap;
use std::cell::Cell;
use std::rc::Rc;

/// Counts one thing.
#[derive(Clone)]
pub struct Counter {
    counts: Rc<[Cell<u64>]>,
    number: u32,
}

impl Counter {
    /// Counts once more.
    #[inline]
    pub fn count(&self) {
        if let Some(cell) = self.counts.get(self.number as usize) {
            cell.set(cell.get().saturating_add(1));
        }
    }
}

/// A text whose parts are counted.
pub struct CountedText {
    source: Rc<SourceText>,
    plan: Plan,
    places: FxHashMap<Probe, u32>,
    counts: Rc<[Cell<u64>]>,
}

impl CountedText {
    /// The counter of something at a place; `None` where that isn't counted.
    #[must_use]
    pub fn counter(&self, what: What, span: Span) -> Option<Counter> {
        let number = *self.places.get(&Probe { what, span })?;
        Some(Counter {
            counts: Rc::clone(&self.counts),
            number,
        })
    }
}

/// How often the parts of a file ran: plain data, which no runtime is needed for.
#[derive(Clone, PartialEq, Debug)]
pub struct FileCounts {
    /// The name of the text.
    pub name: String,
    /// The text.
    pub text: String,
    /// What was counted.
    pub plan: Plan,
    /// By number of counter.
    pub counts: Vec<u64>,
}

/// Decides by the name of a text whether its parts are counted.
type Selection = Box<dyn Fn(&str) -> bool>;

/// What a runtime counts.
pub struct Recording {
    wanted: Selection,
    texts: FxHashMap<String, Vec<Rc<CountedText>>>,
}

impl Recording {
    /// Counts in texts that are `wanted` by their names. What `eval` and `Function` make is never
    /// counted, nor what belongs to the host.
    pub fn new(wanted: impl Fn(&str) -> bool + 'static) -> Recording {
        Recording {
            wanted: Box::new(wanted),
            texts: FxHashMap::default(),
        }
    }

    /// The counters of a text that is being compiled, made with a plan where the text is met for the
    /// first time; `None` where it isn't wanted.
    pub fn begin(
        &mut self,
        source: &Rc<SourceText>,
        plan: impl FnOnce() -> (Plan, FxHashMap<Probe, u32>),
    ) -> Option<Rc<CountedText>> {
        if source.is_eval() || source.is_internal() || !(self.wanted)(source.name()) {
            return None;
        }
        let texts = self.texts.entry(source.name().to_string()).or_default();
        let mut known = texts.iter();
        if let Some(known) = known.find(|known| known.source.text() == source.text()) {
            return Some(Rc::clone(known));
        }
        let (plan, places) = plan();
        let counts = (0..plan.counters).map(|_| Cell::new(0)).collect();
        let text = Rc::new(CountedText {
            source: Rc::clone(source),
            plan,
            places,
            counts,
        });
        texts.push(Rc::clone(&text));
        Some(text)
    }

    /// What was counted.
    #[must_use]
    pub fn finish(self) -> Vec<FileCounts> {
        let texts = self.texts.into_values().flatten();
        let counts = texts.map(|text| FileCounts {
            name: text.source.name().to_string(),
            text: text.source.text().to_string(),
            plan: text.plan.clone(),
            counts: text.counts.iter().map(Cell::get).collect(),
        });
        counts.collect()
    }
}
