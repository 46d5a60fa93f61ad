//! The unified diff of two texts, with white space that can be seen.
//!
//! In lines that differ, what a person can't see is shown: spaces at the end of a line as `·`, or all of
//! them where nothing else differs, tabs as `→`, a carriage return as `␍`, other control characters as
//! their pictures, bytes that are no text as `\xFF`. That a text doesn't end with a line feed is said.

use super::text::byte_of;
use similar::{ChangeTag, TextDiff};
use std::time::Duration;

/// Lines around what differs.
const CONTEXT: usize = 3;

/// The longest line that is shown whole, in characters.
const LONGEST: usize = 500;

/// What is said where nothing else differs.
const EDITORS: &str = "\\ only line ends (CRLF) or a byte order mark differ, which an editor or git's autocrlf puts \
     into files; --update writes what the program prints";

/// How long is looked for the smallest difference.
const PATIENCE: Duration = Duration::from_secs(1);

/// What a line of a diff is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// The names of both texts, or the place of what follows.
    Head,
    /// In both.
    Same,
    /// Expected, and not there.
    Expected,
    /// There, and not expected.
    Actual,
    /// Said about the texts.
    Remark,
}

/// A line of a diff.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Line {
    /// What it is.
    pub kind: Kind,
    /// What it shows, without a line feed.
    pub text: String,
}

/// The lines of the diff of two texts, none if they are equal. At most `most` are shown, and how many
/// there are beyond is said.
#[must_use]
pub fn diff(names: (&str, &str), expected: &str, actual: &str, most: usize) -> Vec<Line> {
    if expected == actual {
        return Vec::new();
    }
    let mut lines = Vec::new();
    // How many more there are, which needn't be made.
    let mut beyond = 0;
    let push = |lines: &mut Vec<Line>, kind, text: String| lines.push(Line { kind, text });
    push(&mut lines, Kind::Head, format!("--- {}", names.0));
    push(&mut lines, Kind::Head, format!("+++ {}", names.1));
    let split = |text| str::split_inclusive(text, '\n').collect::<Vec<_>>();
    let (olds, news) = (split(expected), split(actual));
    let differ = TextDiff::configure()
        .timeout(PATIENCE)
        .diff_slices(&olds, &news);
    for group in differ.grouped_ops(CONTEXT) {
        let header = similar::udiff::UnifiedHunkHeader::new(&group);
        push(&mut lines, Kind::Head, header.to_string());
        let changes: Vec<_> = group
            .iter()
            .flat_map(|op| differ.iter_changes(op))
            .collect();
        let changed = |tag| {
            let of_tag = changes.iter().filter(move |change| change.tag() == tag);
            of_tag.flat_map(|change| change.value().split_whitespace().flat_map(str::chars))
        };
        let only_space = changed(ChangeTag::Delete).eq(changed(ChangeTag::Insert));
        for change in &changes {
            if lines.len() > most {
                let is_last = !change.value().ends_with('\n');
                beyond += 1 + usize::from(is_last);
                continue;
            }
            let value = change.value();
            let line = value.strip_suffix('\n').unwrap_or(value);
            let (kind, mark, space) = match change.tag() {
                ChangeTag::Equal => (Kind::Same, ' ', Space::AsItIs),
                ChangeTag::Delete => (Kind::Expected, '-', Space::of(only_space)),
                ChangeTag::Insert => (Kind::Actual, '+', Space::of(only_space)),
            };
            push(&mut lines, kind, format!("{mark}{}", visible(line, space)));
            if line.len() == value.len() {
                let told = String::from("\\ no line feed at the end");
                push(&mut lines, Kind::Remark, told);
            }
        }
    }
    let beyond = beyond + lines.len().saturating_sub(most);
    if beyond > 1 {
        lines.truncate(most);
        lines.push(Line {
            kind: Kind::Remark,
            text: format!("\\ and {beyond} lines more"),
        });
    }
    let plain = expected.strip_prefix('\u{feff}').unwrap_or(expected);
    if plain.replace("\r\n", "\n") == actual {
        let told = String::from(EDITORS);
        push(&mut lines, Kind::Remark, told);
    }
    lines
}

/// The diff as a text without colours, every line ended.
#[must_use]
pub fn plain(lines: &[Line]) -> String {
    lines
        .iter()
        .map(|line| format!("{}\n", line.text))
        .collect()
}

/// Which spaces are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Space {
    AsItIs,
    AtTheEnd,
    Everywhere,
}

impl Space {
    fn of(only_space: bool) -> Space {
        match only_space {
            true => Space::Everywhere,
            false => Space::AtTheEnd,
        }
    }
}

/// A line as a person can see all of it.
fn visible(line: &str, space: Space) -> String {
    let end = match space {
        Space::AsItIs => line.len(),
        Space::AtTheEnd => line.trim_end_matches([' ', '\t', '\r']).len(),
        Space::Everywhere => 0,
    };
    let mut text = String::with_capacity(line.len());
    for (count, (at, character)) in line.char_indices().enumerate() {
        if count == LONGEST {
            let more = line[at..].chars().count();
            text.push_str(&format!("… and {more} characters more"));
            break;
        }
        match character {
            ' ' if at >= end => text.push('·'),
            '\u{a0}' if space != Space::AsItIs => text.push('⍽'),
            '\t' if space != Space::AsItIs => text.push('→'),
            '\t' => text.push('\t'),
            // The pictures of control characters are in their order.
            '\0'..='\x1f' => text.extend(char::from_u32(0x2400 + character as u32)),
            '\x7f' => text.push('␡'),
            '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}' => {
                text.push_str(&format!("<U+{:04X}>", character as u32));
            }
            _ => match byte_of(character) {
                Some(byte) => text.push_str(&format!("\\x{byte:02X}")),
                None => text.push(character),
            },
        }
    }
    text
}

/// Where two texts differ first: the line, from 1, and both lines.
#[must_use]
pub(super) fn first_difference(one: &str, other: &str) -> Option<(usize, String, String)> {
    if one == other {
        return None;
    }
    let shown = |line: Option<&str>| match line {
        Some(line) => format!("`{}`", visible(line, Space::Everywhere)),
        None => String::from("nothing more"),
    };
    let (mut ones, mut others) = (one.split('\n'), other.split('\n'));
    let mut number = 0;
    loop {
        number += 1;
        let (a, b) = (ones.next(), others.next());
        if a != b {
            return Some((number, shown(a), shown(b)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{diff, first_difference, plain};

    fn told(expected: &str, actual: &str) -> String {
        plain(&diff(("e", "a"), expected, actual, 100))
    }

    #[test]
    fn differences_are_shown() {
        assert_eq!(told("1\n2\n", "1\n2\n"), "");
        assert_eq!(
            told("a b\n1\n", "a b\n2 \n"),
            "--- e\n+++ a\n@@ -1,2 +1,2 @@\n a b\n-1\n+2·\n"
        );
    }

    #[test]
    fn white_space_can_be_seen() {
        assert!(told("a b\n", "a  b\n").contains("-a·b\n+a··b\n"));
        assert!(told("a\tb\n", "a b\n").contains("-a→b\n+a·b\n"));
        assert!(told("a\r\n", "a\n").contains("-a␍\n+a\n"));
        for (file, is_told) in [("a\r\n", true), ("\u{feff}a\n", true), ("b\r\n", false)] {
            assert_eq!(told(file, "a\n").contains("autocrlf"), is_told, "{file:?}");
        }
        assert!(told("a\n", "a").contains("-a\n+a\n\\ no line feed at the end\n"));
        assert!(told("x\n", "\x1b[31m\u{feff}\n").contains("+␛[31m<U+FEFF>\n"));
        let byte = super::super::text::decode(b"\xFF\n");
        assert!(told("x\n", &byte).contains("+\\xFF\n"));
    }

    #[test]
    fn what_is_long_is_cut() {
        let many: String = (0..1000).map(|n| format!("{n}\n")).collect();
        let text = plain(&diff(("e", "a"), "", &many, 10));
        assert_eq!(text.lines().count(), 11);
        assert!(text.ends_with("\\ and 993 lines more\n"), "{text}");
        // A line that isn't shown isn't made: this would take minutes.
        let huge = "x".repeat(400).repeat(100) + "\n";
        assert_eq!(diff(("e", "a"), "", &huge.repeat(2000), 10).len(), 11);
        assert!(told("", &"x".repeat(600)).contains("… and 100 characters more"));
    }

    #[test]
    fn the_first_difference_is_found() {
        assert_eq!(first_difference("a\n", "a\n"), None);
        let told = |one, other| first_difference(one, other).unwrap();
        assert_eq!(told("a\nb\n", "a\nc\n"), (2, "`b`".into(), "`c`".into()));
        assert_eq!(told("a\n", "a"), (2, "``".into(), "nothing more".into()));
    }
}
