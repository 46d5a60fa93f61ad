//! The prompt of the lines behind an input's first: a margin of two spaces, shown as `| `.
//!
//! The line editor counts columns from where its text begins, so a prompt in front of further lines has
//! to be in the text. It takes the place of white space, with which each such line begins, and which is
//! taken away before the input is run: then columns in errors are those behind the prompt in each line.
//! Lines that begin within a string, a template or a comment have none. Pasted lines have their own white
//! space: where one has less, no line of the input has a margin.

use crate::syntax::colouring::{Class, Part, parts};

/// The white space.
pub(super) const MARGIN: &str = "  ";

/// What is shown in its place.
const SHOWN: &str = "| ";

/// The places where the lines of a text begin that may have a margin.
fn places(text: &str) -> Vec<usize> {
    let parts = parts(text);
    let breaks = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
    breaks
        .map(|(at, _)| at + 1)
        .filter(|&start| !parts.iter().any(|part| is_within(text, part, start)))
        .collect()
}

/// Whether a line begins within a part. Parts that are comments have the white space around them.
fn is_within(text: &str, part: &Part, start: usize) -> bool {
    let range = &part.range;
    if start <= range.start || start > range.end {
        return false;
    }
    match part.class {
        Class::String | Class::RegExp => start < range.end || !ends(&text[range.clone()]),
        Class::Comment => is_in_comment(&text[range.start..start]),
        _ => false,
    }
}

/// Whether a string or a template has its end.
fn ends(text: &str) -> bool {
    let mut characters = text.chars();
    let first = characters.next();
    let last = characters.next_back();
    match first {
        Some('`' | '}') => matches!(last, Some('`' | '{')),
        _ => first == last,
    }
}

/// Whether a text of comments and white space ends within a comment of several lines.
fn is_in_comment(text: &str) -> bool {
    let mut rest = text;
    loop {
        let Some(at) = rest.find('/') else {
            return false;
        };
        rest = &rest[at + 1..];
        let end = if rest.starts_with('*') { "*/" } else { "\n" };
        let from = usize::from(end == "*/");
        match rest[from..].find(end) {
            Some(at) => rest = &rest[from + at + end.len()..],
            None => return true,
        }
    }
}

/// The places of the margins of a text; none where a line has less white space.
fn margins(text: &str) -> Vec<usize> {
    if !text.contains('\n') {
        return Vec::new();
    }
    let places = places(text);
    match places.iter().all(|&at| text[at..].starts_with(MARGIN)) {
        true => places,
        false => Vec::new(),
    }
}

/// Whether the lines of a text have margins, so that another one gets one too.
pub(super) fn is_used(text: &str) -> bool {
    places(text).len() == margins(text).len()
}

/// An input without its margins.
pub(super) fn without(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut end = 0;
    for at in margins(text) {
        plain.push_str(&text[end..at]);
        end = at + MARGIN.len();
    }
    plain + &text[end..]
}

/// A text that may have colours, with its margins shown. `text` is the same without colours.
pub(super) fn show(coloured: &str, text: &str, colour: bool) -> String {
    let margins = margins(text);
    let mut shown = String::with_capacity(coloured.len() + 16 * margins.len());
    let (mut line, mut at) = (0, 0);
    for (number, part) in coloured.split('\n').enumerate() {
        if number > 0 {
            shown.push('\n');
            at += text[at..].find('\n').map_or(0, |end| end + 1);
        }
        let is_next = margins.get(line) == Some(&at);
        let escapes = escapes_length(part);
        match part[escapes..].strip_prefix(MARGIN) {
            Some(rest) if is_next => {
                line += 1;
                shown.push_str(&match colour {
                    true => format!("\x1b[0m\x1b[90m{SHOWN}\x1b[0m"),
                    false => SHOWN.to_string(),
                });
                shown.push_str(&part[..escapes]);
                shown.push_str(rest);
            }
            _ => shown.push_str(part),
        }
    }
    shown
}

/// How long the escape sequences are that a text begins with, in bytes.
fn escapes_length(text: &str) -> usize {
    let mut length = 0;
    while text[length..].starts_with("\x1b[")
        && let Some(end) = text[length..].find('m')
    {
        length += end + 1;
    }
    length
}

#[cfg(test)]
mod tests {
    use super::{show, without};
    use crate::repl::highlight::highlight;

    #[test]
    fn margins_are_taken_away() {
        for (text, plain) in [
            ("a", "a"),
            ("f(\n    1,\n  )", "f(\n  1,\n)"),
            // Pasted.
            ("f(\n    1,\n)", "f(\n    1,\n)"),
            ("`a\n  b\n  c`", "`a\n  b\n  c`"),
            ("[`a\n  b`,\n  1]", "[`a\n  b`,\n1]"),
            ("[`a${\n    1}`,\n  1]", "[`a${\n  1}`,\n1]"),
            ("/* a\n  b */ f(\n  1)", "/* a\n  b */ f(\n1)"),
            ("f( // a\n    1 // b\n  )", "f( // a\n  1 // b\n)"),
            (
                "f( /* a */\n  // b\n  /* c\n  d */ )",
                "f( /* a */\n// b\n/* c\n  d */ )",
            ),
            ("'a\\\n  b' +\n  1", "'a\\\n  b' +\n1"),
            ("`a\n  b", "`a\n  b"),
        ] {
            assert_eq!(without(text), plain, "{text}");
        }
    }

    #[test]
    fn margins_are_shown() {
        let shown = |text: &str| show(text, text, false);
        assert_eq!(shown("f(\n    1,\n  )"), "f(\n|   1,\n| )");
        assert_eq!(shown("f(\n    1,\n)"), "f(\n    1,\n)");
        assert_eq!(shown("[`a\n  b`,\n  1]"), "[`a\n  b`,\n| 1]");
        for text in ["f(\n  'a' // b\n  // c\n  )", "f(\n  1, /* a\n  b */\n  2)"] {
            let coloured = show(&highlight(text, None), text, true);
            let mut plain = String::new();
            let mut rest = coloured.as_str();
            while let Some((before, after)) = rest.split_once("\x1b[") {
                plain.push_str(before);
                rest = after.split_once('m').unwrap().1;
            }
            assert_eq!(plain + rest, shown(text));
        }
    }
}
