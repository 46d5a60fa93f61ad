//! What character classes are made of while they are read: the sets and the operands of sets.

use super::sets::Points;

/// What a class contains: code points, and with `v` strings of none or several of them. With `v` and
/// `i` both hold all that differs only by case, so that operations needn't know of it.
#[derive(Default, Debug)]
pub(super) struct Contents {
    pub(super) points: Points,
    pub(super) strings: Vec<Vec<u32>>,
    /// [MayContainStrings](https://tc39.es/ecma262/#sec-static-semantics-maycontainstrings)
    pub(super) may_contain_strings: bool,
}

impl Contents {
    pub(super) fn of(points: Points) -> Contents {
        Contents {
            points,
            ..Contents::default()
        }
    }
}

/// A part of a class: a character, or a set of characters and of strings.
pub(super) enum Operand {
    Character(u32),
    Set(Contents),
}
