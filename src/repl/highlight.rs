//! The colours of what is typed, and the bracket that belongs to the one at the cursor.

use super::commands::{self, Argument, Asked};
use crate::syntax::colouring::{Class, Part, parts};
use std::fmt::Write;

/// Longer texts have no colours: typing is never to wait for them.
pub(super) const LONGEST: usize = 4 << 10;

const PLAIN: &str = "\x1b[0m";
const BRACKET: &str = "\x1b[1;4m";
const COMMAND: &str = "\x1b[36m";

/// A text with its colours. `cursor` is where the cursor is, in bytes, if brackets are to be shown.
pub(super) fn highlight(text: &str, cursor: Option<usize>) -> String {
    let code = match commands::asked(text) {
        Some(Asked::Known(command, argument)) if !text.contains('\n') => {
            let start = text.len() - text.trim_start().len();
            let name = start + 1 + command.name.len();
            let mut coloured = format!("{}{COMMAND}{}{PLAIN}", &text[..start], &text[start..name]);
            coloured.push_str(&match command.argument {
                Argument::Expression if !argument.is_empty() => {
                    coloured_code(&text[name..], cursor.and_then(|at| at.checked_sub(name)))
                }
                _ => text[name..].to_string(),
            });
            return coloured;
        }
        _ => text,
    };
    coloured_code(code, cursor)
}

fn coloured_code(text: &str, cursor: Option<usize>) -> String {
    let parts = parts(text);
    let pair = cursor.and_then(|cursor| pair_at(text, &parts, cursor));
    let mut coloured = String::with_capacity(text.len() * 2);
    let mut end = 0;
    for (place, part) in parts.iter().enumerate() {
        coloured.push_str(&text[end..part.range.start]);
        end = part.range.end;
        let is_paired = pair.is_some_and(|(a, b)| place == a || place == b);
        let part_text = &text[part.range.clone()];
        let colour = match is_paired {
            true => BRACKET,
            false => colour_of(part.class, part_text),
        };
        if colour.is_empty() {
            coloured.push_str(part_text);
            continue;
        }
        // Each line for itself: the editor goes on with a line of its own.
        for (number, line) in part_text.split('\n').enumerate() {
            if number > 0 {
                coloured.push('\n');
            }
            if !line.is_empty() {
                let _ = write!(coloured, "{colour}{line}{PLAIN}");
            }
        }
    }
    coloured.push_str(&text[end..]);
    coloured
}

/// As Node colours values, where they have the same.
fn colour_of(class: Class, text: &str) -> &'static str {
    match class {
        Class::Keyword => "\x1b[35m",
        Class::Constant if text == "undefined" => "\x1b[90m",
        Class::Constant if text == "null" => "\x1b[1m",
        Class::Constant | Class::Number => "\x1b[33m",
        Class::String => "\x1b[32m",
        Class::RegExp | Class::Mistake => "\x1b[31m",
        Class::Comment => "\x1b[90m",
        Class::Name | Class::Opening | Class::Closing | Class::Sign => "",
    }
}

/// The bracket at the cursor, or else the one before it, and the one that belongs to it.
fn pair_at(text: &str, parts: &[Part], cursor: usize) -> Option<(usize, usize)> {
    let is_bracket = |part: &Part| matches!(part.class, Class::Opening | Class::Closing);
    let at = parts
        .iter()
        .position(|part| is_bracket(part) && part.range.start == cursor)
        .or_else(|| {
            parts
                .iter()
                .position(|part| is_bracket(part) && part.range.end == cursor)
        })?;
    let mut open = Vec::new();
    for (place, part) in parts.iter().enumerate() {
        match part.class {
            Class::Opening => open.push(place),
            Class::Closing => {
                let opening = open.pop()?;
                let pair = [opening, place].map(|place| &text[parts[place].range.clone()]);
                if opening == at || place == at {
                    let fits = matches!(pair, ["(", ")"] | ["[", "]"] | ["{", "}"]);
                    return fits.then_some((opening, place));
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::highlight;

    #[test]
    fn colours() {
        assert_eq!(
            highlight("let a = 'b' // c", None),
            "\x1b[35mlet\x1b[0m a = \x1b[32m'b'\x1b[0m\x1b[90m // c\x1b[0m"
        );
        assert_eq!(
            highlight(".type 1", None),
            "\x1b[36m.type\x1b[0m \x1b[33m1\x1b[0m"
        );
        assert_eq!(highlight(".load 1", None), "\x1b[36m.load\x1b[0m 1");
        assert_eq!(
            highlight("`a\nb`", None),
            "\x1b[32m`a\x1b[0m\n\x1b[32mb`\x1b[0m"
        );
    }

    #[test]
    fn brackets() {
        let paired = |text: &str, cursor| highlight(text, Some(cursor)).replace("\x1b[0m", "");
        // One in a string is none.
        assert_eq!(
            paired("(a(')'))", 8).replace("\x1b[32m", ""),
            "\x1b[1;4m(a(')')\x1b[1;4m)"
        );
        assert_eq!(paired("[a)", 3), "[a)");
        assert_eq!(paired("f{}", 1), "f\x1b[1;4m{\x1b[1;4m}");
        assert_eq!(paired("f{}", 0), "f{}");
    }
}
