//! The properties that short cuts depend on, and what is known of each.

use crate::heap::{CachedSlot, Object, PropertyKey, Tracer, Value};

/// A property that matters to short cuts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Original {
    /// `Array.prototype[Symbol.iterator]`
    ArrayIterator,
    /// `%ArrayIteratorPrototype%.next`
    ArrayIteratorNext,
    /// `%IteratorPrototype%[Symbol.iterator]`
    IteratorIterator,
    /// `%GeneratorPrototype%.next`
    GeneratorNext,
    /// `%AsyncGeneratorPrototype%.next`
    AsyncGeneratorNext,
    /// `%GeneratorPrototype%.return`
    GeneratorReturn,
    /// `Array.prototype.constructor`
    ArrayConstructor,
    /// `Array[Symbol.species]`
    ArraySpecies,
    /// `Array.prototype.join`
    ArrayJoin,
    /// `Map.prototype.set`
    MapSet,
    /// `Map.prototype[Symbol.iterator]`
    MapIterator,
    /// `%MapIteratorPrototype%.next`
    MapIteratorNext,
    /// `Set.prototype.add`
    SetAdd,
    /// `Set.prototype.has`
    SetHas,
    /// `Set.prototype.keys`
    SetKeys,
    /// `Set.prototype.size`
    SetSize,
    /// `Set.prototype[Symbol.iterator]`
    SetIterator,
    /// `%SetIteratorPrototype%.next`
    SetIteratorNext,
    /// `Promise.prototype.constructor`
    PromiseConstructor,
    /// `Promise.prototype.then`
    PromiseThen,
    /// `Promise.resolve`
    PromiseResolve,
    /// `Promise[Symbol.species]`
    PromiseSpecies,
    /// `RegExp.prototype.exec`
    RegExpExec,
    /// `RegExp.prototype.flags`
    RegExpFlags,
    /// `RegExp.prototype.hasIndices`
    RegExpHasIndices,
    /// `RegExp.prototype.global`
    RegExpGlobal,
    /// `RegExp.prototype.ignoreCase`
    RegExpIgnoreCase,
    /// `RegExp.prototype.multiline`
    RegExpMultiline,
    /// `RegExp.prototype.dotAll`
    RegExpDotAll,
    /// `RegExp.prototype.unicode`
    RegExpUnicode,
    /// `RegExp.prototype.unicodeSets`
    RegExpUnicodeSets,
    /// `RegExp.prototype.sticky`
    RegExpSticky,
    /// `RegExp.prototype.constructor`
    RegExpConstructor,
    /// `RegExp[Symbol.species]`
    RegExpSpecies,
}

const COUNT: usize = Original::RegExpSpecies as usize + 1;

/// A property whose holder was looked at.
#[derive(Clone, Copy)]
pub(super) struct Watched {
    pub(super) holder: Object,
    pub(super) key: PropertyKey,
    pub(super) slot: CachedSlot,
    pub(super) value: Value,
}

/// What was asked for so far.
pub(in crate::engine) struct Protectors(pub(super) [Option<Watched>; COUNT]);

impl Default for Protectors {
    fn default() -> Protectors {
        Protectors([None; COUNT])
    }
}

impl Protectors {
    /// Marks what it holds.
    pub(in crate::engine) fn trace(&self, tracer: &mut Tracer<'_>) {
        for watched in self.0.iter().flatten() {
            tracer.mark_object(watched.holder);
            tracer.mark(watched.value);
        }
    }
}
