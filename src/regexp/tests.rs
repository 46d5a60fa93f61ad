//! Patterns that are valid and patterns that aren't.

use super::reader::{check, read};
use super::tree::Mode;
use crate::budget::Budget;

fn fault(pattern: &str, flags: &str) -> Option<&'static str> {
    let mode = Mode {
        ignore_case: flags.contains('i'),
        unicode: flags.contains(['u', 'v']),
        sets: flags.contains('v'),
        ..Mode::default()
    };
    let points: Vec<u32> = match mode.unicode {
        true => pattern.chars().map(u32::from).collect(),
        false => pattern.encode_utf16().map(u32::from).collect(),
    };
    let checked = check(&points, mode, &Budget::default());
    let read = read(&points, mode, &Budget::default());
    assert_eq!(checked.err(), read.map(drop).err(), "/{pattern}/{flags}");
    checked.err().map(|fault| fault.text)
}

#[track_caller]
fn valid(flags: &str, patterns: &[&str]) {
    for pattern in patterns {
        assert_eq!(fault(pattern, flags), None, "/{pattern}/{flags}");
    }
}

#[track_caller]
fn invalid(flags: &str, patterns: &[(&str, &str)]) {
    for (pattern, wanted) in patterns {
        assert_eq!(fault(pattern, flags), Some(*wanted), "/{pattern}/{flags}");
    }
}

#[test]
fn what_annex_b_allows() {
    valid(
        "",
        &[
            "]", "}", "{", "a{,1}", "\\c", "[\\c]", "\\8", "\\k", "(?=a)*", "[\\d-z]", "\\_",
        ],
    );
    invalid(
        "u",
        &[
            ("]", "Lone quantifier brackets"),
            ("{", "Lone quantifier brackets"),
            ("a{,1}", "Incomplete quantifier"),
            ("\\c", "Invalid Unicode escape"),
            ("\\8", "Invalid escape"),
            ("\\k", "Invalid named reference"),
            ("(?=a)*", "Invalid quantifier"),
            ("[\\d-z]", "Invalid character class"),
            ("\\_", "Invalid escape"),
            ("\\00", "Invalid decimal escape"),
            ("\\u{110000}", "Invalid Unicode escape"),
        ],
    );
}

#[test]
fn quantifiers() {
    valid(
        "u",
        &["a*?", "a{2}", "a{2,}", "a{2,3}?", "(a)+", "[a]?", ".{0}"],
    );
    invalid(
        "",
        &[
            ("a**", "Nothing to repeat"),
            ("*", "Nothing to repeat"),
            ("{1}", "Nothing to repeat"),
            ("^*", "Nothing to repeat"),
            ("a{2,1}", "numbers out of order in {} quantifier"),
            (
                "a{18446744073709551617,18446744073709551616}",
                "numbers out of order in {} quantifier",
            ),
            ("(?<=a)*", "Invalid quantifier"),
        ],
    );
}

#[test]
fn groups_and_names() {
    valid(
        "",
        &[
            "(a)(?:b)(?=c)(?!d)(?<=e)(?<!f)(?<g>h)",
            "(?i-s:a)",
            "(?<a>)|(?<a>)",
        ],
    );
    valid("", &["\\k<a>(?<a>)", "(?<\\u{61}b>)", "(?<𝒜>)", "(?<$>)"]);
    invalid(
        "",
        &[
            ("(", "Unterminated group"),
            (")", "Unmatched ')'"),
            ("(?a)", "Invalid group"),
            ("(?ii:a)", "Repeated flag in flag group"),
            ("(?-:a)", "Invalid flag group"),
            ("(?<a>)(?<a>)", "Duplicate capture group name"),
            ("((?<a>)|(?<a>)|b)(?<a>)", "Duplicate capture group name"),
            ("(?<a>(?<a>))", "Duplicate capture group name"),
            ("(?<a>)\\k<b>", "Invalid named capture referenced"),
            ("(?<1>)", "Invalid capture group name"),
            ("(?<a>)\\k", "Invalid named reference"),
        ],
    );
}

#[test]
fn classes() {
    valid("", &["[a-z]", "[]", "[^]", "[-a]", "[a-]", "[\\b-a]"]);
    invalid(
        "",
        &[
            ("[b-a]", "Range out of order in character class"),
            ("[😀-😁]", "Range out of order in character class"),
            ("[a", "Unterminated character class"),
        ],
    );
    valid("u", &["[😀-😁]", "[\\-]", "[\\p{L}-]"]);
    invalid(
        "u",
        &[
            ("[\\1]", "Invalid decimal escape"),
            ("[\\p{X}]", "Invalid property name in character class"),
            ("\\p{RGI_Emoji}", "Invalid property name"),
        ],
    );
}

#[test]
fn sets() {
    valid(
        "v",
        &[
            "[a--b--c]",
            "[[a-z]&&[aeiou]]",
            "[\\q{ab|c}x]",
            "[^\\q{a}]",
            "\\p{RGI_Emoji}",
        ],
    );
    invalid(
        "v",
        &[
            ("[a--b&&c]", "Invalid set operation in character class"),
            ("[a-b--c]", "Invalid set operation in character class"),
            ("[!!]", "Invalid set operation in character class"),
            ("[(]", "Invalid character in character class"),
            ("[^\\q{ab}]", "Negated character class may contain strings"),
            (
                "[^\\p{RGI_Emoji}]",
                "Negated character class may contain strings",
            ),
            (
                "[^\\p{RGI_Emoji}--]",
                "Negated character class may contain strings",
            ),
            ("[^\\q{ab}&&(]", "Invalid character in character class"),
            ("\\P{RGI_Emoji}", "Invalid property name"),
            ("[a-\\d]", "Invalid character class"),
        ],
    );
}

#[test]
fn deep_patterns_dont_overflow() {
    let deep = 100_000;
    valid(
        "",
        &[&format!("{}{}", "(?:".repeat(deep), ")".repeat(deep))],
    );
    let captures = format!("{}{}", "(".repeat(deep), ")".repeat(deep));
    invalid("", &[(captures.as_str(), "Too many captures")]);
    valid("v", &[&format!("{}{}", "[".repeat(deep), "]".repeat(deep))]);
}

#[test]
fn what_is_wrong_has_a_place() {
    let at = |pattern: &str| {
        let points: Vec<u32> = pattern.chars().map(u32::from).collect();
        let fault = check(&points, Mode::default(), &Budget::default());
        fault.err().map(|fault| fault.at)
    };
    assert_eq!(at("ab"), None);
    assert_eq!(at("ab**c"), Some(3));
    assert_eq!(at("a)b"), Some(1));
    assert_eq!(at("(ab"), Some(3));
    assert_eq!(at("[ba"), Some(3));
}

#[test]
fn a_spent_budget_ends_reading() {
    let budget = Budget::new(Some(1000), None);
    for pattern in ["a", "|", "()", "[a]", "[\\u{41}]"] {
        let pattern = pattern.repeat(100_000);
        let points: Vec<u32> = pattern.chars().map(u32::from).collect();
        let mode = Mode {
            unicode: true,
            ..Mode::default()
        };
        let fault = read(&points, mode, &budget).err();
        assert!(fault.is_some_and(|fault| fault.at < 5000), "{pattern:.10}");
    }
}
