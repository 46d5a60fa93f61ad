//! What is said of patterns that can't be compiled: V8's words for what the crate that reads them
//! finds.

use super::matcher::Flags;
use crate::engine::{Agent, Str, Throw};

/// Throws for a pattern that can't be compiled, in V8's words.
#[cold]
pub(super) fn invalid(agent: &mut Agent, pattern: Str, flags: Flags, why: &str) -> Throw {
    let pattern = agent.heap.utf8(pattern);
    let why = explain(&pattern, flags.full_unicode(), why);
    let flags = flags.text();
    agent.syntax_error(format!(
        "Invalid regular expression: /{pattern}/{flags}: {why}"
    ))
}

/// What V8 says where the crate says `why`.
fn explain(pattern: &str, unicode: bool, why: &str) -> String {
    let starts = |text: &str| why.starts_with(text);
    let text = if starts("Unbalanced parenthesis") {
        match closes_too_often(pattern) {
            false => "Unterminated group",
            true => "Unmatched ')'",
        }
    } else if starts("Unbalanced bracket") || starts("Unbalanced class set bracket") {
        "Unterminated character class"
    } else if starts("Invalid braced quantifier") || starts("Invalid quantifier") {
        match (out_of_order(pattern), unicode) {
            (true, _) => "numbers out of order in {} quantifier",
            (false, true) => "Incomplete quantifier",
            (false, false) => NOTHING_TO_REPEAT,
        }
    } else if starts("Invalid atom character") {
        match unicode && !pattern.contains(['*', '+', '?']) {
            true => "Lone quantifier brackets",
            false => NOTHING_TO_REPEAT,
        }
    } else if starts("Quantifier not allowed here") {
        match repeats_nothing(pattern) {
            true => NOTHING_TO_REPEAT,
            false => "Invalid quantifier",
        }
    } else if starts("Incomplete escape") {
        "\\ at end of pattern"
    } else if starts("Range values reversed") {
        "Range out of order in character class"
    } else if starts("Invalid character range") {
        "Invalid character class"
    } else if starts("Invalid token at named capture group") {
        "Invalid capture group name"
    } else if starts("Backreference to invalid named") {
        "Invalid named capture referenced"
    } else if starts("Invalid named backreference") {
        "Invalid named reference"
    } else if starts("Invalid group modifier") {
        modifiers(pattern)
    } else if starts("Invalid character escape") || starts("Unterminated escape") {
        "Invalid escape"
    } else if starts("Invalid unicode escape") {
        "Invalid Unicode escape"
    } else if starts("Invalid property") || starts("Invalid character at property") {
        "Invalid property name"
    } else if starts("Invalid class set char") || starts("Incomplete class set") {
        "Invalid character in character class"
    } else if why.contains("class set") {
        "Invalid set operation in character class"
    } else if starts("Regular expression is too deeply nested")
        || starts("Loop count limit exceeded")
    {
        "Regular expression too large"
    } else {
        why
    };
    String::from(text)
}

pub(super) const NOTHING_TO_REPEAT: &str = "Nothing to repeat";

/// The characters of a pattern that stand for themselves outside of classes, each with whether a
/// backslash is before it, and the place behind it.
fn outside_classes(pattern: &str) -> impl Iterator<Item = (char, bool, usize)> {
    let (mut class, mut escaped) = (false, false);
    pattern
        .char_indices()
        .filter_map(move |(place, character)| {
            let after = place + character.len_utf8();
            if std::mem::take(&mut escaped) {
                return (!class).then_some((character, true, after));
            }
            match character {
                '\\' => escaped = true,
                '[' => class = true,
                ']' if class => class = false,
                _ if !class => return Some((character, false, after)),
                _ => {}
            }
            None
        })
}

/// Whether a closing parenthesis comes before the one that it closes.
fn closes_too_often(pattern: &str) -> bool {
    let mut depth = 0;
    outside_classes(pattern).any(|(character, escaped, _)| {
        match (character, escaped) {
            ('(', false) => depth += 1,
            (')', false) => depth -= 1,
            _ => {}
        }
        depth < 0
    })
}

/// Whether a quantifier follows a place that has no length: a line's beginning or end, or a word's.
pub(super) fn repeats_nothing(pattern: &str) -> bool {
    outside_classes(pattern).any(|(character, escaped, after)| {
        let nothing = match escaped {
            true => matches!(character, 'b' | 'B'),
            false => matches!(character, '^' | '$'),
        };
        let rest = &pattern[after..];
        nothing && (rest.starts_with(['*', '+', '?']) || braces(rest).is_some())
    })
}

/// The numbers of the quantifier in braces that a text begins with.
fn braces(text: &str) -> Option<(&str, &str)> {
    let (inside, _) = text.strip_prefix('{')?.split_once('}')?;
    let (least, most) = inside.split_once(',').unwrap_or((inside, inside));
    let number = |text: &str| text.bytes().all(|digit| digit.is_ascii_digit());
    (!least.is_empty() && number(least) && number(most)).then_some((least, most))
}

/// Whether a quantifier's second number is below its first.
fn out_of_order(pattern: &str) -> bool {
    pattern.match_indices('{').any(|(place, _)| {
        let numbers = braces(&pattern[place..]);
        numbers.is_some_and(|(least, most)| {
            let (least, most) = (least.trim_start_matches('0'), most.trim_start_matches('0'));
            !most.is_empty() && (least.len(), least) > (most.len(), most)
        })
    })
}

/// What is wrong with a group's `(?i-m:`.
fn modifiers(pattern: &str) -> &'static str {
    for (place, _) in pattern.match_indices("(?") {
        let rest = &pattern[place + 2..];
        let end = rest
            .find(|letter| !matches!(letter, 'i' | 'm' | 's' | '-'))
            .unwrap_or(rest.len());
        let flags = &rest[..end];
        if end == 0 || !rest[end..].starts_with(':') {
            continue;
        }
        let twice = |flag: char| flags.matches(flag).count() > 1;
        if ['i', 'm', 's'].into_iter().any(twice) {
            return "Repeated flag in flag group";
        }
        if flags == "-" {
            return "Invalid flag group";
        }
    }
    "Invalid group"
}
