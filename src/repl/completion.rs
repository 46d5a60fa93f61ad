//! What is completed at the cursor, as far as the text alone tells; and file names.
//!
//! Owns finding what is asked for in the text before the cursor. Doesn't own looking it up in the
//! running program: `members` does that on the event loop's thread.

use super::commands::{self, Argument, Asked, COMMANDS};
use crate::syntax::colouring::{Class, Part, parts};
use std::fs;
use std::path::MAIN_SEPARATOR;

/// What is asked for, and the part of it that is typed.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Wanted<'t> {
    /// Two spaces: nothing is typed on a line behind others.
    Indentation,
    /// A command, without its point.
    Command(&'t str),
    /// A file.
    File(&'t str),
    /// What can be imported or required.
    Module(&'t str),
    /// A variable or a word of the language.
    Name(&'t str),
    /// A property of what a chain leads to.
    Member(Chain, &'t str),
    /// The same as a string that begins with the quote: `obj['a`.
    Key(Chain, char, &'t str),
}

/// `base.key.key`
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Chain {
    pub(super) base: Base,
    /// The keys behind it, in their order.
    pub(super) keys: Vec<String>,
}

/// What a chain begins with.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Base {
    Name(String),
    This,
    String,
    Number,
    Boolean,
    RegExp,
    Array,
}

/// What is asked for behind `text`, and where the typed part of it begins; `None` where that isn't
/// known.
pub(super) fn wanted(text: &str) -> Option<(usize, Wanted<'_>)> {
    let line = text.rfind('\n').map_or(0, |at| at + 1);
    if line > 0 && text[line..].trim().is_empty() {
        return Some((text.len(), Wanted::Indentation));
    }
    if line == 0
        && let Some(asked) = commands::asked(text)
    {
        let word = text.trim_start();
        let start = text.len() - word.len() + 1;
        let Some(end) = text[start..].find(char::is_whitespace) else {
            return Some((start, Wanted::Command(&text[start..])));
        };
        let Asked::Known(command, _) = asked else {
            return None;
        };
        let argument = text[start + end..].trim_start();
        return match command.argument {
            Argument::None => None,
            Argument::File => Some((text.len() - argument.len(), Wanted::File(argument))),
            Argument::Expression => {
                let offset = text.len() - argument.len();
                in_code(argument).map(|(start, wanted)| (offset + start, wanted))
            }
        };
    }
    in_code(text)
}

fn in_code(text: &str) -> Option<(usize, Wanted<'_>)> {
    let parts = parts(text);
    let Some((last, before)) = parts.split_last() else {
        return Some((text.len(), Wanted::Name("")));
    };
    let at = |part: &Part| &text[part.range.clone()];
    let typed = at(last);
    if last.range.end < text.len() {
        // Behind white space.
        return match is_dot(typed, last) {
            true => None,
            false => Some((text.len(), Wanted::Name(""))),
        };
    }
    match last.class {
        Class::Comment | Class::RegExp | Class::Number | Class::Mistake => None,
        Class::String => {
            let quote = typed
                .chars()
                .next()
                .filter(|quote| "'\"".contains(*quote))?;
            let is_closed = typed.len() > 1 && typed.ends_with(quote);
            if is_closed {
                return None;
            }
            let start = last.range.start + 1;
            let typed = &typed[1..];
            let (previous, before) = before.split_last()?;
            match at(previous) {
                "from" | "import" => Some((start, Wanted::Module(typed))),
                "(" => matches!(at(before.last()?), "require" | "import")
                    .then_some((start, Wanted::Module(typed))),
                "[" => Some((start, Wanted::Key(chain(text, before)?, quote, typed))),
                _ => None,
            }
        }
        Class::Name | Class::Keyword | Class::Constant => match before.split_last() {
            Some((dot, before)) if is_dot(at(dot), dot) => {
                let chain = chain(text, before)?;
                Some((last.range.start, Wanted::Member(chain, typed)))
            }
            _ => Some((last.range.start, Wanted::Name(typed))),
        },
        Class::Sign if is_dot(typed, last) => {
            Some((text.len(), Wanted::Member(chain(text, before)?, "")))
        }
        Class::Closing => None,
        Class::Sign | Class::Opening => Some((text.len(), Wanted::Name(""))),
    }
}

fn is_dot(text: &str, part: &Part) -> bool {
    part.class == Class::Sign && matches!(text, "." | "?.")
}

/// The chain that ends with the last of the parts.
fn chain(text: &str, mut parts: &[Part]) -> Option<Chain> {
    let at = |part: &Part| &text[part.range.clone()];
    let mut keys = Vec::new();
    loop {
        let (last, before) = parts.split_last()?;
        let typed = at(last);
        let base = match last.class {
            Class::Name | Class::Keyword | Class::Constant
                if before.last().is_some_and(|dot| is_dot(at(dot), dot)) =>
            {
                keys.push(typed.to_string());
                parts = &before[..before.len() - 1];
                continue;
            }
            Class::Name => Base::Name(typed.to_string()),
            Class::Keyword if typed == "this" => Base::This,
            Class::Constant if matches!(typed, "true" | "false") => Base::Boolean,
            Class::String if typed.starts_with(['\'', '"', '`', '}']) => Base::String,
            Class::Number => Base::Number,
            Class::RegExp => Base::RegExp,
            Class::Closing if typed == "]" => {
                let opening = opening_of(before)?;
                let outside = &before[..opening];
                let ends_operand = outside.last().is_some_and(|part| {
                    matches!(part.class, Class::Name | Class::Closing | Class::String)
                        || at(part) == "this"
                });
                if !ends_operand {
                    Base::Array
                } else {
                    let [key] = &before[opening + 1..] else {
                        return None;
                    };
                    keys.push(literal(at(key), key.class)?);
                    parts = match outside.split_last() {
                        Some((dot, before)) if is_dot(at(dot), dot) => before,
                        _ => outside,
                    };
                    continue;
                }
            }
            _ => return None,
        };
        keys.reverse();
        return Some(Chain { base, keys });
    }
}

/// The place of the bracket that is open at the end.
fn opening_of(parts: &[Part]) -> Option<usize> {
    let mut depth = 0;
    parts.iter().rposition(|part| {
        match part.class {
            Class::Closing => depth += 1,
            Class::Opening if depth == 0 => return true,
            Class::Opening => depth -= 1,
            _ => {}
        }
        false
    })
}

/// The key that a literal without escapes is.
fn literal(text: &str, class: Class) -> Option<String> {
    match class {
        Class::Number => text.parse::<u32>().ok().map(|number| number.to_string()),
        Class::String if !text.contains('\\') && text.len() > 1 => {
            Some(text[1..text.len() - 1].to_string())
        }
        _ => None,
    }
}

/// The commands that begin so.
pub(super) fn commands_with(prefix: &str) -> Vec<String> {
    COMMANDS
        .iter()
        .filter(|command| command.name.starts_with(prefix))
        .map(|command| match command.argument {
            Argument::None => command.name.to_string(),
            _ => format!("{} ", command.name),
        })
        .collect()
}

/// The files and folders that a path may become; those that begin with a point only if asked for.
pub(super) fn files_with(path: &str) -> Vec<String> {
    let start = path.rfind(['/', MAIN_SEPARATOR]).map_or(0, |at| at + 1);
    let (folder, prefix) = path.split_at(start);
    let looked_at = if folder.is_empty() { "." } else { folder };
    let Ok(entries) = fs::read_dir(looked_at) else {
        return Vec::new();
    };
    let mut names: Vec<String> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let is_hidden = name.starts_with('.') && !prefix.starts_with('.');
            if !name.starts_with(prefix) || is_hidden || name.contains(char::is_control) {
                return None;
            }
            let is_folder = fs::metadata(entry.path()).is_ok_and(|data| data.is_dir());
            Some(format!(
                "{folder}{name}{}",
                if is_folder { "/" } else { "" }
            ))
        })
        .collect();
    names.sort();
    names
}

#[cfg(test)]
mod tests {
    use super::{Base, Chain, Wanted, wanted};

    fn chain(base: Base, keys: &[&str]) -> Chain {
        let keys = keys.iter().map(|key| key.to_string()).collect();
        Chain { base, keys }
    }

    #[test]
    fn what_is_wanted() {
        let name = |name: &str| Base::Name(name.to_string());
        let cases = [
            ("con", Some(Wanted::Name("con"))),
            ("f(", Some(Wanted::Name(""))),
            ("f(a) ", Some(Wanted::Name(""))),
            ("{\n  ", Some(Wanted::Indentation)),
            ("a.b", Some(Wanted::Member(chain(name("a"), &[]), "b"))),
            (
                "1 + a?.b.",
                Some(Wanted::Member(chain(name("a"), &["b"]), "")),
            ),
            (
                "a['x y'][0].",
                Some(Wanted::Member(chain(name("a"), &["x y", "0"]), "")),
            ),
            ("this.", Some(Wanted::Member(chain(Base::This, &[]), ""))),
            ("'abc'.", Some(Wanted::Member(chain(Base::String, &[]), ""))),
            (
                "`a${1}b`.l",
                Some(Wanted::Member(chain(Base::String, &[]), "l")),
            ),
            (
                "= [1, [2]].",
                Some(Wanted::Member(chain(Base::Array, &[]), "")),
            ),
            ("/x/.", Some(Wanted::Member(chain(Base::RegExp, &[]), ""))),
            ("1..", Some(Wanted::Member(chain(Base::Number, &[]), ""))),
            ("f().", None),
            ("(a).", None),
            ("a[i].", None),
            ("({}).", None),
            ("// con", None),
            ("'con", None),
            ("a['b", Some(Wanted::Key(chain(name("a"), &[]), '\'', "b"))),
            ("require('f", Some(Wanted::Module("f"))),
            ("import \"", Some(Wanted::Module(""))),
            ("import f from './", Some(Wanted::Module("./"))),
            (".he", Some(Wanted::Command("he"))),
            (".load a b", Some(Wanted::File("a b"))),
            (
                ".type a.b",
                Some(Wanted::Member(chain(name("a"), &[]), "b")),
            ),
            (".help x", None),
        ];
        for (text, expected) in cases {
            assert_eq!(wanted(text).map(|(_, wanted)| wanted), expected, "{text}");
        }
    }

    #[test]
    fn where_it_begins() {
        for (text, start) in [
            ("a.bc", 2),
            (".he", 1),
            ("a['b", 3),
            (".type a.b", 8),
            ("f(", 2),
        ] {
            assert_eq!(wanted(text).map(|(start, _)| start), Some(start), "{text}");
        }
    }
}
