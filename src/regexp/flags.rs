//! The [flags](https://tc39.es/ecma262/#sec-regexpinitialize) of regular expressions.

use super::tree::Mode;

/// The flags of a regular expression.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Flags(u8);

impl Flags {
    pub(crate) const HAS_INDICES: Flags = Flags(1);
    pub(crate) const GLOBAL: Flags = Flags(2);
    pub(crate) const IGNORE_CASE: Flags = Flags(4);
    pub(crate) const MULTILINE: Flags = Flags(8);
    pub(crate) const DOT_ALL: Flags = Flags(16);
    pub(crate) const UNICODE: Flags = Flags(32);
    pub(crate) const UNICODE_SETS: Flags = Flags(64);
    pub(crate) const STICKY: Flags = Flags(128);

    /// In the order in which `flags` lists them.
    const LETTERS: [(u8, Flags); 8] = [
        (b'd', Flags::HAS_INDICES),
        (b'g', Flags::GLOBAL),
        (b'i', Flags::IGNORE_CASE),
        (b'm', Flags::MULTILINE),
        (b's', Flags::DOT_ALL),
        (b'u', Flags::UNICODE),
        (b'v', Flags::UNICODE_SETS),
        (b'y', Flags::STICKY),
    ];

    /// From their letters, in code units; `None` if one is unknown or repeated.
    pub(crate) fn parse(letters: impl Iterator<Item = u16>) -> Option<Flags> {
        let mut flags = Flags::default();
        for unit in letters {
            let letter = u8::try_from(unit).ok()?;
            let flag = Flags::LETTERS.iter().find(|known| known.0 == letter)?.1;
            if flags.has(flag) {
                return None;
            }
            flags.0 |= flag.0;
        }
        (!(flags.has(Flags::UNICODE) && flags.has(Flags::UNICODE_SETS))).then_some(flags)
    }

    pub(crate) fn has(self, flag: Flags) -> bool {
        self.0 & flag.0 != 0
    }

    /// Whether the text is matched by code points.
    pub(crate) fn full_unicode(self) -> bool {
        self.has(Flags(Flags::UNICODE.0 | Flags::UNICODE_SETS.0))
    }

    /// How they let a pattern be read.
    pub(crate) fn mode(self) -> Mode {
        Mode {
            ignore_case: self.has(Flags::IGNORE_CASE),
            multiline: self.has(Flags::MULTILINE),
            dot_all: self.has(Flags::DOT_ALL),
            unicode: self.full_unicode(),
            sets: self.has(Flags::UNICODE_SETS),
        }
    }

    /// Their letters.
    pub(crate) fn text(self) -> String {
        let letters = Flags::LETTERS.iter().filter(|known| self.has(known.1));
        letters.map(|known| known.0 as char).collect()
    }
}
