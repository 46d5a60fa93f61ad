//! What the crate that matches understands otherwise than the standard does, written so that it
//! matches the same. Patterns that contain nothing of the sort are left as they are.
//!
//! - `\k<name>` where several groups have the name: the crate looks at one of them only. At most
//!   one of them has matched, and a reference to a group that hasn't matches nothing; so references
//!   to all of them in a row do.

use std::borrow::Cow;

/// A capturing group's name, or a reference to one: where it stands, behind the `<`.
struct Name {
    range: std::ops::Range<usize>,
    text: String,
}

/// A name, and the groups that have it.
#[derive(Debug, PartialEq)]
pub(super) struct GroupName {
    pub(super) name: String,
    pub(super) groups: Vec<usize>,
}

/// What a pattern has of groups and of references to them.
#[derive(Default)]
pub(super) struct Groups {
    count: usize,
    /// What stands behind backslashes, outside of classes, where that begins with a digit.
    numbers: Vec<usize>,
    /// In the order in which the names appear. The crate knows them too, but in the order of its
    /// instructions, which is another one in what looks behind.
    pub(super) named: Vec<GroupName>,
    references: Vec<Name>,
}

impl Groups {
    fn add(&mut self, name: String) {
        self.count += 1;
        match self.named.iter_mut().find(|known| known.name == name) {
            Some(known) => known.groups.push(self.count),
            None => self.named.push(GroupName {
                name,
                groups: vec![self.count],
            }),
        }
    }

    /// Whether a number refers to a group that isn't there.
    pub(super) fn refers_to_none(&self) -> bool {
        self.numbers.iter().any(|&number| number > self.count)
    }
}

fn is(unit: Option<&u32>, character: char) -> bool {
    unit == Some(&(character as u32))
}

/// The name that begins at a place, and what follows its `>`.
fn name_at(pattern: &[u32], from: usize) -> Option<Name> {
    let length = pattern[from..]
        .iter()
        .position(|unit| *unit == '>' as u32)?;
    let range = from..from + length;
    let text = name_text(&pattern[range.clone()]);
    Some(Name { range, text })
}

/// What a name says: it may be written with escapes, also of the halves of a pair.
fn name_text(name: &[u32]) -> String {
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
                if classes == 0
                    && is(pattern.get(at), 'k')
                    && is(pattern.get(at + 1), '<')
                    && let Some(name) = name_at(pattern, at + 2)
                {
                    groups.references.push(name);
                }
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
                    groups.add(name.text);
                }
            }
            _ => {}
        }
    }
    groups
}

/// A pattern, in code points or units, that the crate matches as the standard says.
pub(super) fn translated<'a>(pattern: &'a [u32], groups: &Groups) -> Cow<'a, [u32]> {
    let mut done = 0;
    let mut result = Vec::new();
    for reference in &groups.references {
        let known = groups
            .named
            .iter()
            .find(|known| known.name == reference.text);
        let Some(known) = known.filter(|known| known.groups.len() > 1) else {
            continue;
        };
        // From the backslash on.
        let start = reference.range.start - "\\k<".len();
        result.extend_from_slice(&pattern[done..start]);
        let references = known.groups.iter().map(|number| format!("(?:\\{number})"));
        let references = format!("(?:{})", references.collect::<String>());
        result.extend(references.chars().map(|c| c as u32));
        done = reference.range.end + 1;
    }
    if done == 0 {
        return Cow::Borrowed(pattern);
    }
    result.extend_from_slice(&pattern[done..]);
    Cow::Owned(result)
}

/// The pattern, or else whatever else stands there: so that a search for it never goes beyond the
/// place where it begins. Two groups are added at the end, of which one has matched where the pattern
/// hasn't. `None` where they would change the meaning of a number behind a backslash.
pub(super) fn anchored(pattern: &[u32], groups: &Groups) -> Option<Vec<u32>> {
    let added = groups.count + 1..=groups.count + 2;
    if groups.numbers.iter().any(|number| added.contains(number)) {
        return None;
    }
    let text = |text: &'static str| text.chars().map(|c| c as u32);
    let start = text("(?:").chain(pattern.iter().copied());
    Some(start.chain(text(r")|([\s\S])|()")).collect())
}

#[cfg(test)]
mod tests {
    use super::{anchored, groups, translated};

    #[track_caller]
    fn check(pattern: &str, wanted: &str) {
        let units: Vec<u32> = pattern.chars().map(|c| c as u32).collect();
        let result = translated(&units, &groups(&units, true));
        let text: String = result.iter().copied().filter_map(char::from_u32).collect();
        assert_eq!(text, wanted);
    }

    #[test]
    fn only_shared_names_are_translated() {
        check(r"(?<x>a)\k<x>", r"(?<x>a)\k<x>");
        check(
            r"(z)(?:(?<x>a)|(?<x>b))\k<x>{2}",
            r"(z)(?:(?<x>a)|(?<x>b))(?:(?:\2)(?:\3)){2}",
        );
        check(
            r"(?<=(q))(?:(?<x>a)|(?<x>b)|[(?<x>](?<y>))\k<y>\\k<x>",
            r"(?<=(q))(?:(?<x>a)|(?<x>b)|[(?<x>](?<y>))\k<y>\\k<x>",
        );
    }

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

    #[test]
    fn what_is_anchored_keeps_its_groups() {
        let text = |pattern: &str| {
            let units: Vec<u32> = pattern.chars().map(|c| c as u32).collect();
            let points = anchored(&units, &groups(&units, false))?;
            Some(points.into_iter().filter_map(char::from_u32).collect())
        };
        let check = |pattern: &str, wanted: Option<&str>| {
            let found: Option<String> = text(pattern);
            assert_eq!(found.as_deref(), wanted);
        };
        check(r"a|b", Some(r"(?:a|b)|([\s\S])|()"));
        check(r"(a)\1", Some(r"(?:(a)\1)|([\s\S])|()"));
        check(r"(a)\2", None);
        check(r"\12", Some(r"(?:\12)|([\s\S])|()"));
    }
}
