//! What is known of the effects of natives, and what code may use that must have none: see
//! `without_effects`.

use crate::budget::PartId;
use rustc_hash::FxHashMap;
use std::rc::Rc;
use std::time::Duration;

/// What a native may change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Effects {
    /// Nothing that was there before.
    None,
    /// Its `this`.
    Receiver,
    /// Its first argument.
    Argument,
}

/// The natives whose effects are known, by number: all others are taken to have some.
pub type KnownEffects = FxHashMap<u32, Effects>;

/// What code that must have no effects may use.
#[derive(Clone, Copy, Debug)]
pub struct Allowance {
    /// How long it may run.
    pub time: Duration,
    /// How many bytes of heap.
    pub bytes: usize,
}

/// That effects are forbidden.
pub(super) struct Forbidden {
    pub(super) known: Rc<KnownEffects>,
    pub(super) part: PartId,
}
