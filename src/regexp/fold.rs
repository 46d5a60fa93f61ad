//! Which code points differ only by case: [Canonicalize ( rer, ch )](https://tc39.es/ecma262/#sec-runtime-semantics-canonicalize-ch).
//!
//! With `u` or `v` that is Unicode's simple case folding, else what `toUpperCase` makes of one code
//! unit. Both are found by the standard library's mappings and a few exceptions, once for all.

use super::sets::Points;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// The blocks in which there are letters that have cases.
const BLOCKS: [(u32, u32); 7] = [
    (0x41, 0x2FFF),
    (0xA600, 0xABFF),
    (0xFB00, 0xFFFF),
    (0x10400, 0x10FFF),
    (0x11800, 0x118FF),
    (0x16D00, 0x16FFF),
    (0x1E900, 0x1E9FF),
];

struct Folds {
    /// Canonical forms, of all that aren't their own.
    canonical: FxHashMap<u32, u32>,
    /// By canonical form, all that have it.
    same: FxHashMap<u32, Vec<u32>>,
}

impl Folds {
    fn of(unicode: bool) -> &'static Folds {
        static BY_UNIT: OnceLock<Folds> = OnceLock::new();
        static BY_POINT: OnceLock<Folds> = OnceLock::new();
        match unicode {
            true => BY_POINT.get_or_init(|| Folds::new(folded)),
            false => BY_UNIT.get_or_init(|| Folds::new(upper_unit)),
        }
    }

    fn new(rule: fn(char) -> u32) -> Folds {
        let mut folds = Folds {
            canonical: FxHashMap::default(),
            same: FxHashMap::default(),
        };
        let blocks = BLOCKS.iter().flat_map(|&(first, last)| first..=last);
        for letter in blocks.filter_map(char::from_u32) {
            let (point, canonical) = (letter as u32, rule(letter));
            if canonical != point {
                folds.canonical.insert(point, canonical);
                let same = folds.same.entry(canonical);
                same.or_insert_with(|| vec![canonical]).push(point);
            }
        }
        folds
    }
}

/// The only character of a mapping, if it has one.
fn single(mapped: impl Iterator<Item = char>) -> Option<char> {
    let mut mapped = mapped;
    let first = mapped.next();
    first.filter(|_| mapped.next().is_none())
}

/// Simple case folding.
fn folded(letter: char) -> u32 {
    let point = letter as u32;
    match point {
        // Cherokee folds to its capitals.
        0x13A0..=0x13F5 => point,
        0x13F8..=0x13FD => point - 8,
        0xAB70..=0xABBF => point - 0xAB70 + 0x13A0,
        // Turkish letters fold in Turkish only.
        0x130 | 0x131 => point,
        // Pairs whose capitals have more than one letter.
        0x1FD3 => 0x390,
        0x1FE3 => 0x3B0,
        0xFB05 => 0xFB06,
        _ => {
            let upper = single(letter.to_uppercase()).unwrap_or(letter);
            single(upper.to_lowercase()).unwrap_or(upper) as u32
        }
    }
}

/// The upper case of a code unit, if that is one unit.
fn upper_unit(letter: char) -> u32 {
    let point = letter as u32;
    let upper = single(letter.to_uppercase()).map_or(point, |upper| upper as u32);
    match point > 0xFFFF || upper > 0xFFFF || (point >= 0x80 && upper < 0x80) {
        true => point,
        false => upper,
    }
}

/// The canonical form of a code point, or unit: the same for all that differ only by case.
pub(crate) fn canonicalize(point: u32, unicode: bool) -> u32 {
    match u8::try_from(point) {
        Ok(byte) if byte.is_ascii() => match unicode {
            true => byte.to_ascii_lowercase() as u32,
            false => byte.to_ascii_uppercase() as u32,
        },
        _ => {
            let canonical = Folds::of(unicode).canonical.get(&point);
            canonical.copied().unwrap_or(point)
        }
    }
}

/// A code point, or unit, and all that differ from it only by case.
pub(crate) fn same(point: u32, unicode: bool) -> Points {
    if point < 0x80 && !unicode {
        return close_over_case(&Points::one(point), unicode);
    }
    match Folds::of(unicode).same.get(&canonicalize(point, unicode)) {
        Some(same) => {
            let ranges: Vec<(u32, u32)> = same.iter().map(|&point| (point, point)).collect();
            Points::new(&ranges)
        }
        None => Points::one(point),
    }
}

/// Strings, with each code point in its canonical form.
pub(crate) fn fold_strings(strings: Vec<Vec<u32>>) -> Vec<Vec<u32>> {
    let fold = |string: Vec<u32>| string.into_iter().map(|p| canonicalize(p, true)).collect();
    strings.into_iter().map(fold).collect()
}

/// A set with all that differ only by case from something in it.
pub(crate) fn close_over_case(points: &Points, unicode: bool) -> Points {
    let is_ascii = points.ranges().last().is_none_or(|range| range.1 < 0x80);
    let mut more = points.ranges().to_vec();
    let mut add = |point: u32| more.push((point, point));
    if is_ascii && !unicode {
        for letter in b'a'..=b'z' {
            let (small, capital) = (letter as u32, letter.to_ascii_uppercase() as u32);
            if points.contains(small) {
                add(capital);
            }
            if points.contains(capital) {
                add(small);
            }
        }
    } else {
        for same in Folds::of(unicode).same.values() {
            let inside = same.iter().filter(|&&point| points.contains(point)).count();
            if inside > 0 && inside < same.len() {
                same.iter().for_each(|&point| add(point));
            }
        }
    }
    Points::new(&more)
}

#[cfg(test)]
mod tests {
    use super::{canonicalize, close_over_case};
    use crate::regexp::sets::Points;

    #[test]
    fn case_is_folded_as_the_flags_say() {
        let check = |unicode: bool, one: char, other: char, wanted: bool| {
            let (one, other) = (one as u32, other as u32);
            let same = canonicalize(one, unicode) == canonicalize(other, unicode);
            assert_eq!(same, wanted, "{one:x} {other:x} {unicode}");
            let closed = close_over_case(&Points::one(one), unicode);
            assert_eq!(closed.contains(other), wanted, "{one:x} {other:x}");
        };
        check(false, 'a', 'A', true);
        check(false, 's', 'ſ', false);
        check(true, 's', 'ſ', true);
        check(true, 'k', '\u{212A}', true);
        check(false, 'ß', 'ẞ', false);
        check(true, 'ß', 'ẞ', true);
        check(true, 'i', 'ı', false);
        check(true, 'σ', 'ς', true);
        check(false, 'σ', 'ς', true);
        check(true, '\u{13A0}', '\u{AB70}', true);
        check(true, '\u{10400}', '\u{10428}', true);
        check(false, '\u{10400}', '\u{10428}', false);
        check(true, '\u{390}', '\u{1FD3}', true);
    }
}
