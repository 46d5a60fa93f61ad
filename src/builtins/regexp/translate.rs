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

/// What a pattern has of names.
#[derive(Default)]
struct Names {
    /// The numbers of the groups that have a name.
    groups: BTreeMap<Vec<u32>, Vec<usize>>,
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

/// Reads a pattern's groups and references; `nests` where classes contain classes.
fn names(pattern: &[u32], nests: bool) -> Names {
    let mut names = Names::default();
    let (mut at, mut group, mut classes) = (0, 0, 0usize);
    while let Some(unit) = pattern.get(at).copied() {
        at += 1;
        match char::from_u32(unit) {
            Some('\\') => {
                if classes == 0
                    && is(pattern.get(at), 'k')
                    && is(pattern.get(at + 1), '<')
                    && let Some(name) = name_at(pattern, at + 2)
                {
                    names.references.push(name);
                }
                at += 1;
            }
            Some('[') if classes == 0 || nests => classes += 1,
            Some(']') => classes = classes.saturating_sub(1),
            Some('(') if classes == 0 => {
                if !is(pattern.get(at), '?') {
                    group += 1;
                    continue;
                }
                let looks_behind = is(pattern.get(at + 2), '=') || is(pattern.get(at + 2), '!');
                if is(pattern.get(at + 1), '<')
                    && !looks_behind
                    && let Some(name) = name_at(pattern, at + 2)
                {
                    group += 1;
                    let name = pattern[name.range].to_vec();
                    names.groups.entry(name).or_default().push(group);
                }
            }
            _ => {}
        }
    }
    names
}

/// A pattern, in code points or units, that the crate matches as the standard says.
pub(super) fn translated(pattern: &[u32], nests: bool) -> Cow<'_, [u32]> {
    let has_references = pattern
        .windows(2)
        .any(|pair| is(pair.first(), '\\') && is(pair.get(1), 'k'));
    if !has_references {
        return Cow::Borrowed(pattern);
    }
    let names = names(pattern, nests);
    let mut done = 0;
    let mut result = Vec::new();
    for reference in &names.references {
        let numbers = names.groups.get(&pattern[reference.range.clone()]);
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

#[cfg(test)]
mod tests {
    use super::translated;

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
}
