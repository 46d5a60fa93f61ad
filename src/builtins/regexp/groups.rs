//! What a pattern has of capturing groups, their names and references to them, found before it is
//! read in full: a reference may come before its group, and what a backslash means depends on them.

use rustc_hash::FxHashMap;

/// A name, and the groups that have it.
#[derive(Debug, PartialEq)]
pub(super) struct GroupName {
    pub(super) name: String,
    pub(super) groups: Vec<usize>,
}

/// What a pattern has of groups and of references to them.
#[derive(Default)]
pub(super) struct Groups {
    pub(super) count: usize,
    /// What stands behind backslashes, outside of classes, where that begins with a digit.
    numbers: Vec<usize>,
    /// Where a name stands in `named`.
    places: FxHashMap<String, usize>,
    /// In the order in which the names appear.
    pub(super) named: Vec<GroupName>,
}

impl Groups {
    fn add(&mut self, name: String) {
        self.count += 1;
        match self.places.get(&name) {
            Some(&place) => self.named[place].groups.push(self.count),
            None => {
                self.places.insert(name.clone(), self.named.len());
                self.named.push(GroupName {
                    name,
                    groups: vec![self.count],
                });
            }
        }
    }

    /// The groups of a name.
    pub(super) fn find(&self, name: &str) -> Option<&GroupName> {
        Some(&self.named[*self.places.get(name)?])
    }

    /// Whether a number refers to a group that isn't there.
    pub(super) fn refers_to_none(&self) -> bool {
        self.numbers.iter().any(|&number| number > self.count)
    }
}

fn is(unit: Option<&u32>, character: char) -> bool {
    unit == Some(&(character as u32))
}

/// The name that begins at a place.
fn name_at(pattern: &[u32], from: usize) -> Option<String> {
    let rest = pattern.get(from..)?;
    let length = rest.iter().position(|unit| *unit == '>' as u32)?;
    Some(name_text(&rest[..length]))
}

/// What a name says: it may be written with escapes, also of the halves of a pair.
pub(super) fn name_text(name: &[u32]) -> String {
    let mut units = Vec::new();
    let mut push = |point: u32| {
        let mut buffer = [0; 2];
        match char::from_u32(point) {
            Some(character) => units.extend_from_slice(character.encode_utf16(&mut buffer)),
            None => units.extend(u16::try_from(point)),
        }
    };
    let mut rest = name;
    while let [first, after @ ..] = rest {
        let (point, after) = escape(rest).unwrap_or((*first, after));
        push(point);
        rest = after;
    }
    String::from_utf16_lossy(&units)
}

/// The `\u` escape that a name goes on with, and what follows it.
fn escape(name: &[u32]) -> Option<(u32, &[u32])> {
    let rest = name.strip_prefix(&['\\' as u32, 'u' as u32])?;
    let (digits, rest) = match rest.strip_prefix(&['{' as u32]) {
        Some(rest) => {
            let length = rest.iter().position(|unit| *unit == '}' as u32)?;
            (&rest[..length], &rest[length + 1..])
        }
        None => rest.split_at_checked(4)?,
    };
    let digit = |unit: &u32| char::from_u32(*unit)?.to_digit(16);
    let mut point = 0u32;
    for unit in digits {
        point = point.checked_mul(16)?.checked_add(digit(unit)?)?;
    }
    Some((point, rest))
}

/// The number whose digits begin at a place.
fn number_at(pattern: &[u32], from: usize) -> Option<usize> {
    let digits = pattern[from..].iter();
    let digits = digits.map_while(|unit| char::from_u32(*unit)?.to_digit(10));
    let more = |number: usize, digit: u32| number.saturating_mul(10).saturating_add(digit as usize);
    digits.fold(None, |number, digit| Some(more(number.unwrap_or(0), digit)))
}

/// Reads a pattern's groups and references; `nests` where classes contain classes.
pub(super) fn groups(pattern: &[u32], nests: bool) -> Groups {
    let mut groups = Groups::default();
    let (mut at, mut classes) = (0, 0usize);
    while let Some(unit) = pattern.get(at).copied() {
        at += 1;
        match char::from_u32(unit) {
            Some('\\') => {
                if classes == 0 {
                    groups.numbers.extend(number_at(pattern, at));
                }
                at += 1;
            }
            Some('[') if classes == 0 || nests => classes += 1,
            Some(']') => classes = classes.saturating_sub(1),
            Some('(') if classes == 0 => {
                if !is(pattern.get(at), '?') {
                    groups.count += 1;
                    continue;
                }
                let looks_behind = is(pattern.get(at + 2), '=') || is(pattern.get(at + 2), '!');
                if is(pattern.get(at + 1), '<')
                    && !looks_behind
                    && let Some(name) = name_at(pattern, at + 2)
                {
                    groups.add(name);
                }
            }
            _ => {}
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::groups;

    #[test]
    fn names_are_told_in_the_order_of_the_pattern() {
        let pattern = r"(?<=(?<b>x)(y)(?<\u0061>z))(?<\u{62}>w)(?<\ud835\udc9c>)";
        let units: Vec<u32> = pattern.chars().map(|c| c as u32).collect();
        let named = groups(&units, false).named;
        let found = named.iter().map(|known| (&*known.name, &*known.groups));
        let found: Vec<(&str, &[usize])> = found.collect();
        assert_eq!(
            found,
            [("b", &[1, 4][..]), ("a", &[3]), ("\u{1d49c}", &[5])]
        );
    }
}
