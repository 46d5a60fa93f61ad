//! What the crate that matches understands otherwise than the standard does, written so that it
//! matches the same. Patterns that contain nothing of the sort are left as they are.
//!
//! - `\k<name>` where several groups have the name: the crate looks at one of them only. At most
//!   one of them has matched, and a reference to a group that hasn't matches nothing; so references
//!   to all of them in a row do.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// A capturing group's name, or a reference to one: where it stands, behind the `<`.
struct Name {
    range: std::ops::Range<usize>,
}

/// What a pattern has of groups and of references to them.
#[derive(Default)]
struct Groups {
    count: usize,
    /// What stands behind backslashes where that begins with a digit.
    numbers: Vec<usize>,
    /// The numbers of the groups that have a name.
    named: BTreeMap<Vec<u32>, Vec<usize>>,
    references: Vec<Name>,
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
    Some(Name { range })
}

/// The number whose digits begin at a place.
fn number_at(pattern: &[u32], from: usize) -> Option<usize> {
    let digits = pattern[from..].iter();
    let digits = digits.map_while(|unit| char::from_u32(*unit)?.to_digit(10));
    let more = |number: usize, digit: u32| number.saturating_mul(10).saturating_add(digit as usize);
    digits.fold(None, |number, digit| Some(more(number.unwrap_or(0), digit)))
}

/// Reads a pattern's groups and references; `nests` where classes contain classes.
fn groups(pattern: &[u32], nests: bool) -> Groups {
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
                if let Some(number) = number_at(pattern, at) {
                    groups.numbers.push(number);
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
                    groups.count += 1;
                    let name = pattern[name.range].to_vec();
                    groups.named.entry(name).or_default().push(groups.count);
                }
            }
            _ => {}
        }
    }
    groups
}

/// A pattern, in code points or units, that the crate matches as the standard says.
pub(super) fn translated(pattern: &[u32], nests: bool) -> Cow<'_, [u32]> {
    let has_references = pattern
        .windows(2)
        .any(|pair| is(pair.first(), '\\') && is(pair.get(1), 'k'));
    if !has_references {
        return Cow::Borrowed(pattern);
    }
    let groups = groups(pattern, nests);
    let mut done = 0;
    let mut result = Vec::new();
    for reference in &groups.references {
        let numbers = groups.named.get(&pattern[reference.range.clone()]);
        let Some(numbers) = numbers.filter(|numbers| numbers.len() > 1) else {
            continue;
        };
        // From the backslash on.
        let start = reference.range.start - "\\k<".len();
        result.extend_from_slice(&pattern[done..start]);
        let references = numbers.iter().map(|number| format!("(?:\\{number})"));
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
pub(super) fn anchored(pattern: &[u32], nests: bool) -> Option<Vec<u32>> {
    let groups = groups(pattern, nests);
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
    use super::{anchored, translated};

    #[track_caller]
    fn check(pattern: &str, wanted: &str) {
        let units: Vec<u32> = pattern.chars().map(|c| c as u32).collect();
        let result = translated(&units, true);
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
    fn what_is_anchored_keeps_its_groups() {
        let text = |pattern: &str| {
            let units: Vec<u32> = pattern.chars().map(|c| c as u32).collect();
            let points = anchored(&units, false)?;
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
