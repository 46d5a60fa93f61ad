//! Texts as the machine reads them: by code units or code points, in either direction.

use super::program::{Begin, Program};
use super::sets::CharSet;
use memchr::{memchr, memchr2, memchr3};

/// A text by characters: code units, or code points.
pub(super) trait Subject: Copy {
    type Unit: Copy + Into<u32>;

    fn units(&self) -> &[Self::Unit];

    #[inline(always)]
    fn len(self) -> usize {
        self.units().len()
    }

    #[inline(always)]
    fn unit(self, place: usize) -> u32 {
        self.units()[place].into()
    }

    /// The character at a place, and the place after it.
    fn next(self, place: usize) -> Option<(u32, usize)>;
    /// The character before a place, and where it begins.
    fn before(self, place: usize) -> Option<(u32, usize)>;
    /// Counts characters of a set from a place on, up to `most`; returns where they end too.
    #[inline(always)]
    fn span(self, set: &CharSet, place: usize, most: u32) -> (u32, usize) {
        let (mut count, mut end) = (0, place);
        while count < most
            && let Some((found, next)) = self.next(end)
            && set.contains(found)
        {
            end = next;
            count += 1;
        }
        (count, end)
    }

    /// Where a match may begin, at one of so many places from a place on.
    fn search(self, program: &Program, from: usize, most: usize) -> Option<usize>;
}

/// Latin-1 text.
#[derive(Clone, Copy)]
pub(super) struct Bytes<'a>(pub(super) &'a [u8]);

impl Subject for Bytes<'_> {
    type Unit = u8;

    #[inline(always)]
    fn units(&self) -> &[u8] {
        self.0
    }

    #[inline(always)]
    fn next(self, place: usize) -> Option<(u32, usize)> {
        self.0.get(place).map(|&byte| (byte as u32, place + 1))
    }

    #[inline(always)]
    fn before(self, place: usize) -> Option<(u32, usize)> {
        let place = place.checked_sub(1)?;
        self.0.get(place).map(|&byte| (byte as u32, place))
    }

    #[inline(always)]
    fn span(self, set: &CharSet, place: usize, most: u32) -> (u32, usize) {
        let rest = self.0.get(place..).unwrap_or_default();
        let longest = rest.len().min(most as usize);
        let outside = rest[..longest].iter().position(|&byte| !set.has_byte(byte));
        let count = outside.unwrap_or(longest);
        (count as u32, place + count)
    }

    fn search(self, program: &Program, from: usize, most: usize) -> Option<usize> {
        let whole = self.0.get(from..)?;
        let rest = &whole[..most.min(whole.len())];
        let found = match &program.begin {
            Begin::Any => Some(0),
            Begin::Start => (from == 0).then_some(0),
            Begin::Text(finder) => {
                let most = most + finder.needle().len() - 1;
                finder.find(&whole[..most.min(whole.len())])
            }
            Begin::Bytes(bytes) => match bytes[..] {
                [one] => memchr(one, rest),
                [one, two] => memchr2(one, two, rest),
                [one, two, three] => memchr3(one, two, three, rest),
                _ => Some(0),
            },
            Begin::Firsts => {
                let firsts = &program.begin_units;
                rest.iter().position(|&byte| firsts.has_byte(byte))
            }
        };
        found.map(|found| from + found)
    }
}

/// By code units, or by code points.
#[derive(Clone, Copy)]
pub(super) struct Units<'a, const PAIRS: bool>(pub(super) &'a [u16]);

impl<const PAIRS: bool> Subject for Units<'_, PAIRS> {
    type Unit = u16;

    #[inline(always)]
    fn units(&self) -> &[u16] {
        self.0
    }

    #[inline(always)]
    fn next(self, place: usize) -> Option<(u32, usize)> {
        let unit = *self.0.get(place)? as u32;
        if PAIRS
            && unit & 0xFC00 == 0xD800
            && let Some(&low) = self.0.get(place + 1)
            && low & 0xFC00 == 0xDC00
        {
            return Some((pair(unit, low as u32), place + 2));
        }
        Some((unit, place + 1))
    }

    #[inline(always)]
    fn before(self, place: usize) -> Option<(u32, usize)> {
        let place = place.checked_sub(1)?;
        let unit = *self.0.get(place)? as u32;
        if PAIRS
            && unit & 0xFC00 == 0xDC00
            && let Some(before) = place.checked_sub(1)
            && self.0[before] & 0xFC00 == 0xD800
        {
            return Some((pair(self.0[before] as u32, unit), before));
        }
        Some((unit, place))
    }

    fn search(self, program: &Program, from: usize, most: usize) -> Option<usize> {
        let rest = self.0.get(from..)?;
        let rest = &rest[..most.min(rest.len())];
        let found = match &program.begin {
            Begin::Any => Some(0),
            Begin::Start => (from == 0).then_some(0),
            Begin::Text(_) | Begin::Bytes(_) | Begin::Firsts => {
                let firsts = &program.begin_units;
                rest.iter().position(|&unit| firsts.contains(unit as u32))
            }
        };
        // Where one half of a pair counts the other does too: what is found is never between them.
        Some(from + found?)
    }
}

fn pair(high: u32, low: u32) -> u32 {
    0x10000 + ((high & 0x3FF) << 10) + (low & 0x3FF)
}
