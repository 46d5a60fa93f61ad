//! Sets of code points: as sorted ranges while a pattern is read, and for look-ups by the machine.
//!
//! What the code points mean is not known here; `fold` knows which are the same but for case, and
//! `properties` what has which Unicode property.

/// The last code point.
pub(crate) const LAST: u32 = 0x10FFFF;

/// Sorted, disjoint, inclusive ranges that don't touch each other.
#[derive(Clone, Default, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Points(Vec<(u32, u32)>);

impl Points {
    /// From ranges in any order.
    pub(crate) fn new(ranges: &[(u32, u32)]) -> Points {
        let mut ranges = ranges.to_vec();
        join(&mut ranges);
        Points(ranges)
    }

    pub(crate) fn one(point: u32) -> Points {
        Points(vec![(point, point)])
    }

    pub(crate) fn ranges(&self) -> &[(u32, u32)] {
        &self.0
    }

    pub(crate) fn contains(&self, point: u32) -> bool {
        let place = self.0.partition_point(|range| range.1 < point);
        self.0.get(place).is_some_and(|range| range.0 <= point)
    }

    /// The union of two sets.
    pub(crate) fn or(&self, other: &Points) -> Points {
        Points::new(&[&self.0[..], &other.0[..]].concat())
    }

    /// The complement.
    pub(crate) fn not(&self) -> Points {
        let mut rest = Vec::with_capacity(self.0.len() + 1);
        let mut next = 0;
        for &(first, last) in &self.0 {
            if first > next {
                rest.push((next, first - 1));
            }
            next = last + 1;
        }
        if next <= LAST {
            rest.push((next, LAST));
        }
        Points(rest)
    }

    /// The intersection of two sets.
    pub(crate) fn and(&self, other: &Points) -> Points {
        self.not().or(&other.not()).not()
    }
}

/// Sorts ranges, and joins those that overlap or touch.
fn join(ranges: &mut Vec<(u32, u32)>) {
    ranges.sort_unstable();
    ranges.dedup_by(|next, before| {
        let touches = next.0 <= before.1.saturating_add(1);
        if touches {
            before.1 = before.1.max(next.1);
        }
        touches
    });
}

/// A growing set, which joins its ranges from time to time: it stays small whatever is added.
#[derive(Default)]
pub(crate) struct Gathered {
    ranges: Vec<(u32, u32)>,
    /// How many ranges there were when they were joined last.
    joined: usize,
}

/// How many ranges may be added before they are joined.
const FEW: usize = 1024;

impl Gathered {
    pub(crate) fn add(&mut self, first: u32, last: u32) {
        self.ranges.push((first, last));
        if self.ranges.len() > FEW + 2 * self.joined {
            join(&mut self.ranges);
            self.joined = self.ranges.len();
        }
    }

    pub(crate) fn add_all(&mut self, points: &Points) {
        for &(first, last) in points.ranges() {
            self.add(first, last);
        }
    }

    pub(crate) fn points(mut self) -> Points {
        join(&mut self.ranges);
        Points(self.ranges)
    }
}

/// Adds the part of a range that bytes hold to a bitmap.
fn add_bytes(bitmap: &mut [u64; 4], first: u32, last: u32) {
    for (word, bits) in (0..).zip(bitmap) {
        let start = word * 64;
        if first <= start + 63 && start <= last {
            let (low, high) = (first.saturating_sub(start), (last - start).min(63));
            *bits |= u64::MAX << low & u64::MAX >> (63 - high);
        }
    }
}

/// A set for fast look-ups: a bitmap up to `0xFF`, ranges for the rest.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct CharSet {
    bytes: [u64; 4],
    wide: Box<[(u32, u32)]>,
}

impl CharSet {
    /// From sorted ranges.
    pub(crate) fn new(ranges: &[(u32, u32)]) -> CharSet {
        let mut bytes = [0; 4];
        let mut wide = Vec::new();
        for &(first, last) in ranges {
            add_bytes(&mut bytes, first, last);
            if last > 0xFF {
                wide.push((first.max(0x100), last));
            }
        }
        CharSet {
            bytes,
            wide: wide.into(),
        }
    }

    #[inline(always)]
    pub(crate) fn has_byte(&self, byte: u8) -> bool {
        self.bytes[byte as usize / 64] >> (byte % 64) & 1 != 0
    }

    #[inline(always)]
    pub(crate) fn contains(&self, point: u32) -> bool {
        match u8::try_from(point) {
            Ok(byte) => self.has_byte(byte),
            Err(_) => self.has_wide(point),
        }
    }

    fn has_wide(&self, point: u32) -> bool {
        // Fast path: most sets have few ranges.
        match &*self.wide {
            [] => false,
            [(first, last)] => *first <= point && point <= *last,
            wide => {
                let place = wide.partition_point(|range| range.1 < point);
                wide.get(place).is_some_and(|range| range.0 <= point)
            }
        }
    }
}

/// The code units that a match can begin with; all above `0xFF` are one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct FirstUnits {
    bytes: [u64; 4],
    /// Whether units above `0xFF` are among them.
    wide: bool,
}

impl FirstUnits {
    pub(crate) fn none() -> FirstUnits {
        FirstUnits {
            bytes: [0; 4],
            wide: false,
        }
    }

    pub(crate) fn add(&mut self, first: u32, last: u32) {
        add_bytes(&mut self.bytes, first, last);
        self.wide |= last > 0xFF;
    }

    pub(crate) fn add_all(&mut self) {
        self.add(0, LAST);
    }

    pub(crate) fn add_units(&mut self, others: &FirstUnits) {
        for (bytes, more) in self.bytes.iter_mut().zip(others.bytes) {
            *bytes |= more;
        }
        self.wide |= others.wide;
    }

    pub(crate) fn is_all(&self) -> bool {
        self.wide && self.bytes == [u64::MAX; 4]
    }

    /// Those up to `0xFF`, unless there are more than `most`.
    pub(crate) fn few_bytes(&self, most: u32) -> Option<Vec<u8>> {
        let count: u32 = self.bytes.iter().map(|bits| bits.count_ones()).sum();
        let few = count <= most;
        few.then(|| (0..=0xFF).filter(|&byte| self.has_byte(byte)).collect())
    }

    #[inline(always)]
    pub(crate) fn has_byte(&self, byte: u8) -> bool {
        self.bytes[byte as usize / 64] >> (byte % 64) & 1 != 0
    }

    #[inline(always)]
    pub(crate) fn contains(&self, unit: u32) -> bool {
        match u8::try_from(unit) {
            Ok(byte) => self.has_byte(byte),
            Err(_) => self.wide,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CharSet, LAST, Points};

    #[test]
    fn sets_are_joined_cut_and_turned_round() {
        let some = Points::new(&[(5, 9), (1, 2), (3, 3), (20, 0x200)]);
        assert_eq!(some.ranges(), [(1, 3), (5, 9), (20, 0x200)]);
        assert_eq!(
            some.not().ranges(),
            [(0, 0), (4, 4), (10, 19), (0x201, LAST)]
        );
        assert_eq!(some.and(&Points::new(&[(2, 6)])).ranges(), [(2, 3), (5, 6)]);
        assert_eq!(Points::default().not().not(), Points::default());
        assert!(some.contains(0x200) && !some.contains(4));
    }

    #[test]
    fn ranges_of_bytes_are_added_whole() {
        for (first, last) in [
            (0, 0),
            (5, 70),
            (63, 64),
            (0, 255),
            (64, 127),
            (200, 400),
            (256, 300),
        ] {
            let set = CharSet::new(&[(first, last)]);
            for byte in 0..=0xFF {
                let wanted = (first..=last).contains(&u32::from(byte));
                assert_eq!(set.has_byte(byte), wanted, "{byte} in {first}..={last}");
            }
        }
    }

    #[test]
    fn asked_sets_know_bytes_and_wide_ones() {
        let set =
            CharSet::new(Points::new(&[(0x41, 0x43), (0xFE, 0x101), (0x1F600, LAST)]).ranges());
        for (point, wanted) in [
            (0x40, false),
            (0x43, true),
            (0xFF, true),
            (0x101, true),
            (0x102, false),
            (LAST, true),
        ] {
            assert_eq!(set.contains(point), wanted, "{point:x}");
        }
    }
}
