//! Property keys: interned strings, array indices and symbols, as one word that compares by bits.

use super::value::{Str, Symbol, Value};
use std::hash::{Hash, Hasher};

/// A property key. Strings in it are interned, and a string that is an array index (0 to
/// 2^32 - 2) is held as the number: so equal keys have equal bits. Private names are symbols of
/// their own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PropertyKey(Value);

impl PropertyKey {
    /// The key for an array index; `index` must not be 2^32 - 1.
    #[inline(always)]
    pub const fn index(index: u32) -> PropertyKey {
        PropertyKey(Value::int(index as i32))
    }

    /// The key for an atom that is no array index: made by the heap's interner alone.
    #[inline(always)]
    pub(super) const fn atom(atom: Str) -> PropertyKey {
        PropertyKey(atom.value())
    }

    /// The key for a symbol.
    #[inline(always)]
    pub const fn symbol(symbol: Symbol) -> PropertyKey {
        PropertyKey(symbol.value())
    }

    /// The array index, if it is one.
    #[inline(always)]
    pub const fn as_index(self) -> Option<u32> {
        if self.0.is_int() {
            Some(self.0.int_unchecked() as u32)
        } else {
            None
        }
    }

    /// The interned string, if it is one (array indices are not).
    #[inline(always)]
    pub const fn as_atom(self) -> Option<Str> {
        self.0.as_string()
    }

    /// The symbol, if it is one.
    #[inline(always)]
    pub const fn as_symbol(self) -> Option<Symbol> {
        self.0.as_symbol()
    }

    /// Whether it is a symbol.
    #[inline(always)]
    pub const fn is_symbol(self) -> bool {
        self.0.is_symbol()
    }

    /// The bits, for hashing.
    #[inline(always)]
    pub(super) const fn bits(self) -> u64 {
        self.0.bits()
    }

    /// What the collector must mark.
    #[inline(always)]
    pub(super) const fn traced(self) -> Value {
        self.0
    }
}

impl Hash for PropertyKey {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.bits());
    }
}
