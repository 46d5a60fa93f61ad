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
    /// A property of an operand.
    Member(Operand<'t>, &'t str),
    /// The same as a string that begins with the quote: `obj['a`.
    Key(Operand<'t>, char, &'t str),
}

/// An expression whose value is looked at.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Operand<'t> {
    /// Its text.
    pub(super) text: &'t str,
    /// What it is, where it is so simple that nothing has to be run.
    pub(super) chain: Option<Chain>,
}

/// A call whose arguments are being typed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct OpenCall<'t> {
    pub(super) callee: Operand<'t>,
    /// Which argument, from 0.
    pub(super) argument: usize,
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

/// One level.
pub(super) const INDENTATION: &str = "  ";

/// How far in a line belongs that follows `text`: a level for each line with brackets that are open.
/// `None` within a string.
pub(super) fn indentation_after(text: &str) -> Option<String> {
    let parts = parts(text);
    if let Some(last) = parts.last()
        && last.class == Class::String
        && last.range.end == text.len()
    {
        // It would become a part of the string.
        return None;
    }
    let mut open = Vec::new();
    for part in &parts {
        match part.class {
            Class::Opening => open.push(text[..part.range.start].matches('\n').count()),
            Class::Closing => drop(open.pop()),
            _ => {}
        }
    }
    open.dedup();
    Some(INDENTATION.repeat(open.len()))
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
                "[" => Some((
                    start,
                    Wanted::Key(operand(text, before, true)?, quote, typed),
                )),
                _ => None,
            }
        }
        Class::Name | Class::Keyword | Class::Constant => match before.split_last() {
            Some((dot, before)) if is_dot(at(dot), dot) => {
                let operand = operand(text, before, true)?;
                Some((last.range.start, Wanted::Member(operand, typed)))
            }
            _ => Some((last.range.start, Wanted::Name(typed))),
        },
        Class::Sign if is_dot(typed, last) => {
            Some((text.len(), Wanted::Member(operand(text, before, true)?, "")))
        }
        Class::Closing => None,
        Class::Sign | Class::Opening => Some((text.len(), Wanted::Name(""))),
    }
}

fn is_dot(text: &str, part: &Part) -> bool {
    part.class == Class::Sign && matches!(text, "." | "?.")
}

/// The call in whose arguments a text ends.
pub(super) fn open_call(text: &str) -> Option<OpenCall<'_>> {
    let parts = parts(text);
    let at = |part: &Part| &text[part.range.clone()];
    let (mut depth, mut argument) = (0, 0);
    for (place, part) in parts.iter().enumerate().rev() {
        match part.class {
            Class::String if part.range.end == text.len() && !is_closed(at(part)) => {}
            Class::Mistake | Class::RegExp if part.range.end == text.len() => return None,
            Class::Closing => depth += 1,
            Class::Opening if depth > 0 => depth -= 1,
            Class::Opening if at(part) == "(" => {
                let callee = operand(text, &parts[..place], false)?;
                return Some(OpenCall { callee, argument });
            }
            Class::Opening => {
                let before = parts[..place].last().map(at);
                if at(part) == "{" && matches!(before, Some("=>" | ")")) {
                    // The body of a function.
                    return None;
                }
                argument = 0;
            }
            Class::Sign if depth == 0 && at(part) == "," => argument += 1,
            Class::Sign if depth == 0 && at(part) == ";" => return None,
            _ => {}
        }
    }
    None
}

fn is_closed(string: &str) -> bool {
    let quote = string.chars().next();
    string.len() > 1 && quote.is_some_and(|quote| string.ends_with(quote))
}

/// The operand that ends with the last of the parts, a `new` before it included if that is asked
/// for.
fn operand<'t>(text: &'t str, parts: &[Part], with_new: bool) -> Option<Operand<'t>> {
    let end = parts.last()?.range.end;
    let start = operand_start(text, parts, with_new)?;
    Some(Operand {
        text: &text[start..end],
        chain: chain(text, parts),
    })
}

/// Where the operand begins that ends with the last of the parts.
fn operand_start(text: &str, mut parts: &[Part], with_new: bool) -> Option<usize> {
    let at = |part: &Part| &text[part.range.clone()];
    let ends_operand = |part: &Part| {
        matches!(part.class, Class::Name | Class::String) || matches!(at(part), ")" | "]" | "this")
    };
    loop {
        let (last, before) = parts.split_last()?;
        let typed = at(last);
        if let Some((dot, before)) = before.split_last()
            && is_dot(at(dot), dot)
            && matches!(last.class, Class::Name | Class::Keyword | Class::Constant)
        {
            parts = before;
            continue;
        }
        let start = match last.class {
            Class::Name | Class::Constant | Class::Number | Class::RegExp => last,
            Class::Keyword if typed == "this" => last,
            Class::String if is_closed(typed) => last,
            Class::Closing if typed != "}" => {
                let opening = opening_of(before)?;
                let outside = &before[..opening];
                match outside.last() {
                    Some(dot) if is_dot(at(dot), dot) => {
                        parts = &outside[..outside.len() - 1];
                        continue;
                    }
                    Some(part) if ends_operand(part) => {
                        parts = outside;
                        continue;
                    }
                    _ => &before[opening],
                }
            }
            _ => return None,
        };
        let outside = &parts[..parts.iter().position(|part| part == start)?];
        let before = outside.last().map(at);
        return match before {
            Some("function" | "class" | "super" | "import") => None,
            Some("new") if with_new => outside.last().map(|new| new.range.start),
            _ => Some(start.range.start),
        };
    }
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

/// The packages that can be loaded from the current folder, and the files within one that is typed.
pub(super) fn packages_with(prefix: &str) -> Vec<String> {
    let Ok(mut folder) = std::env::current_dir() else {
        return Vec::new();
    };
    // `@scope/` leads into a folder as `package/` does.
    let within = prefix.rfind('/').map_or("", |at| &prefix[..=at]);
    let mut names = Vec::new();
    loop {
        let entries = fs::read_dir(folder.join("node_modules").join(within));
        for entry in entries.into_iter().flatten().flatten() {
            let Ok(name) = entry.file_name().into_string() else {
                continue;
            };
            let is_hidden = name.starts_with('.') || name == "node_modules";
            if is_hidden || name.contains(char::is_control) {
                continue;
            }
            let is_folder = fs::metadata(entry.path()).is_ok_and(|data| data.is_dir());
            let is_scope = within.is_empty() && name.starts_with('@');
            let is_of_scope = within.starts_with('@') && within.matches('/').count() == 1;
            let is_inner = !within.is_empty() && !is_of_scope;
            let end = if is_folder && (is_scope || is_inner) {
                "/"
            } else {
                ""
            };
            names.push(format!("{within}{name}{end}"));
        }
        if !folder.pop() {
            return names;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Base, Chain, OpenCall, Operand, Wanted, open_call, wanted};

    fn chain<'t>(text: &'t str, base: Base, keys: &[&str]) -> Operand<'t> {
        let keys = keys.iter().map(|key| key.to_string()).collect();
        let chain = Some(Chain { base, keys });
        Operand { text, chain }
    }

    fn operand(text: &str) -> Operand<'_> {
        Operand { text, chain: None }
    }

    #[test]
    fn what_is_wanted() {
        let name = |name: &str| Base::Name(name.to_string());
        let cases = [
            ("con", Some(Wanted::Name("con"))),
            ("f(", Some(Wanted::Name(""))),
            ("f(a) ", Some(Wanted::Name(""))),
            ("{\n  ", Some(Wanted::Indentation)),
            ("a.b", Some(Wanted::Member(chain("a", name("a"), &[]), "b"))),
            (
                "1 + a?.b.",
                Some(Wanted::Member(chain("a?.b", name("a"), &["b"]), "")),
            ),
            (
                "a['x y'][0].",
                Some(Wanted::Member(
                    chain("a['x y'][0]", name("a"), &["x y", "0"]),
                    "",
                )),
            ),
            (
                "this.",
                Some(Wanted::Member(chain("this", Base::This, &[]), "")),
            ),
            (
                "'abc'.",
                Some(Wanted::Member(chain("'abc'", Base::String, &[]), "")),
            ),
            (
                "new A(1).b().l",
                Some(Wanted::Member(operand("new A(1).b()"), "l")),
            ),
            (
                "= [1, [2]].",
                Some(Wanted::Member(chain("[1, [2]]", Base::Array, &[]), "")),
            ),
            (
                "/x/.",
                Some(Wanted::Member(chain("/x/", Base::RegExp, &[]), "")),
            ),
            (
                "1..",
                Some(Wanted::Member(chain("1.", Base::Number, &[]), "")),
            ),
            ("f().", Some(Wanted::Member(operand("f()"), ""))),
            ("= (a).", Some(Wanted::Member(operand("(a)"), ""))),
            ("!a[i].b", Some(Wanted::Member(operand("a[i]"), "b"))),
            ("({}).", Some(Wanted::Member(operand("({})"), ""))),
            ("// con", None),
            ("'con", None),
            (
                "a['b",
                Some(Wanted::Key(chain("a", name("a"), &[]), '\'', "b")),
            ),
            ("require('f", Some(Wanted::Module("f"))),
            ("import \"", Some(Wanted::Module(""))),
            ("import f from './", Some(Wanted::Module("./"))),
            (".he", Some(Wanted::Command("he"))),
            (".load a b", Some(Wanted::File("a b"))),
            (
                ".type a.b",
                Some(Wanted::Member(chain("a", name("a"), &[]), "b")),
            ),
            (".help x", None),
        ];
        for (text, expected) in cases {
            assert_eq!(wanted(text).map(|(_, wanted)| wanted), expected, "{text}");
        }
    }

    #[test]
    fn indentation() {
        for (text, levels) in [
            ("1 +", 0),
            ("f(() => {", 1),
            ("function f() {\n  return [", 2),
            ("function f() {\n  return [\n    1\n  ]", 1),
        ] {
            let indentation = super::indentation_after(text);
            assert_eq!(indentation, Some("  ".repeat(levels)), "{text}");
        }
        assert_eq!(super::indentation_after("{ `a {"), None);
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

    #[test]
    fn the_call_around_the_cursor() {
        let call = |text, argument| OpenCall {
            callee: operand(text),
            argument,
        };
        let plain =
            |text: &str| open_call(text).map(|call| (call.callee.text.to_string(), call.argument));
        assert_eq!(open_call("1 + f()(a, [b, c], "), Some(call("f()", 2)));
        let cases = [
            ("f(", Some(("f", 0))),
            ("a.b(x, 'y, ", Some(("a.b", 1))),
            ("new Map(", Some(("Map", 0))),
            ("f(g(1, 2), {a: [", Some(("f", 1))),
            ("f(() => { g", None),
            ("f(1) + ", None),
            ("if (a", None),
            ("function f(a", None),
            ("(a, b", None),
        ];
        for (text, expected) in cases {
            let expected = expected.map(|(callee, argument)| (callee.to_string(), argument));
            assert_eq!(plain(text), expected, "{text}");
        }
    }
}
