//! Parts to [regular expressions](https://urlpattern.spec.whatwg.org/#generate-a-regular-expression-and-name-list)
//! and to [pattern strings](https://urlpattern.spec.whatwg.org/#generate-a-pattern-string).

use super::part::{Modifier, Options, Part, PartType};
use super::tokenizer::is_name_character;

/// A text with a backslash before each special byte, all of which are ASCII.
fn escape(text: &str, is_special: fn(u8) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        if is_special(byte) {
            out.push_str(&text[from..at]);
            out.push('\\');
            from = at;
        }
    }
    out.push_str(&text[from..]);
    out
}

fn escape_regexp(text: &str) -> String {
    escape(text, |byte| {
        matches!(
            byte,
            b'.' | b'+'
                | b'*'
                | b'?'
                | b'^'
                | b'$'
                | b'{'
                | b'}'
                | b'('
                | b')'
                | b'['
                | b']'
                | b'|'
                | b'/'
                | b'\\'
        )
    })
}

/// [Escapes a pattern string](https://urlpattern.spec.whatwg.org/#escape-a-pattern-string).
pub(super) fn escape_pattern(text: &str) -> String {
    escape(text, |byte| {
        matches!(
            byte,
            b'+' | b'*' | b'?' | b':' | b'{' | b'}' | b'(' | b')' | b'\\'
        )
    })
}

/// [What a segment's wildcard matches](https://urlpattern.spec.whatwg.org/#generate-a-segment-wildcard-regexp).
pub(super) fn segment_wildcard(options: Options) -> String {
    let delimiter = options.delimiter.map(String::from).unwrap_or_default();
    format!("[^{}]+?", escape_regexp(&delimiter))
}

/// The regular expression of parts, and the names of its groups.
pub(super) fn regexp(parts: &[Part], options: Options) -> (String, Vec<String>) {
    let mut out = String::from("^");
    let mut names = Vec::new();
    for part in parts {
        let modifier = part.modifier.text();
        let value = match &part.kind {
            PartType::FixedText(text) => {
                let text = escape_regexp(text);
                match part.modifier {
                    Modifier::None => out.push_str(&text),
                    _ => out.push_str(&format!("(?:{text}){modifier}")),
                }
                continue;
            }
            PartType::Regexp(value) => value.clone(),
            PartType::SegmentWildcard => segment_wildcard(options),
            PartType::FullWildcard => String::from(".*"),
        };
        names.push(part.name.clone());
        let once = matches!(part.modifier, Modifier::None | Modifier::Optional);
        let (prefix, suffix) = (escape_regexp(&part.prefix), escape_regexp(&part.suffix));
        out.push_str(&match (prefix.is_empty() && suffix.is_empty(), once) {
            (true, true) => format!("({value}){modifier}"),
            (true, false) => format!("((?:{value}){modifier})"),
            (false, true) => format!("(?:{prefix}({value}){suffix}){modifier}"),
            (false, false) => {
                let more = format!("(?:{suffix}{prefix}(?:{value}))*");
                let optional = match part.modifier {
                    Modifier::ZeroOrMore => "?",
                    _ => "",
                };
                format!("(?:{prefix}((?:{value}){more}){suffix}){optional}")
            }
        });
    }
    out.push('$');
    (out, names)
}

/// The text of parts.
pub(super) fn pattern(parts: &[Part], options: Options) -> String {
    let mut out = String::new();
    for (at, part) in parts.iter().enumerate() {
        let previous = at.checked_sub(1).map(|at| &parts[at]);
        push_pattern(&mut out, part, previous, parts.get(at + 1), options);
    }
    out
}

fn push_pattern(
    out: &mut String,
    part: &Part,
    previous: Option<&Part>,
    next: Option<&Part>,
    options: Options,
) {
    let modifier = part.modifier.text();
    if let Some(text) = part.fixed_text() {
        let text = escape_pattern(text);
        match part.modifier {
            Modifier::None => out.push_str(&text),
            _ => out.push_str(&format!("{{{text}}}{modifier}")),
        }
        return;
    }
    let has_name = !part.name.starts_with(|c: char| c.is_ascii_digit());
    let is_segment = part.kind == PartType::SegmentWildcard;
    let grouped = needs_grouping(part, previous, next, options);
    if grouped {
        out.push('{');
    }
    out.push_str(&escape_pattern(&part.prefix));
    if has_name {
        out.push(':');
        out.push_str(&part.name);
    }
    match &part.kind {
        PartType::Regexp(value) => out.push_str(&format!("({value})")),
        PartType::SegmentWildcard if !has_name => {
            out.push_str(&format!("({})", segment_wildcard(options)));
        }
        PartType::FullWildcard => {
            let after_group = previous.is_some_and(|previous| {
                previous.fixed_text().is_none() && previous.modifier == Modifier::None
            });
            let bare = !has_name && (!after_group || grouped || !part.prefix.is_empty());
            out.push_str(if bare { "*" } else { "(.*)" });
        }
        _ => {}
    }
    let suffix_start = part.suffix.chars().next();
    if is_segment && has_name && suffix_start.is_some_and(|c| is_name_character(c, false)) {
        out.push('\\');
    }
    out.push_str(&escape_pattern(&part.suffix));
    if grouped {
        out.push('}');
    }
    out.push_str(modifier);
}

/// Whether a group has to be written in braces.
fn needs_grouping(
    part: &Part,
    previous: Option<&Part>,
    next: Option<&Part>,
    options: Options,
) -> bool {
    if !part.suffix.is_empty()
        || (!part.prefix.is_empty() && !part.prefix.chars().eq(options.prefix))
    {
        return true;
    }
    let has_name = !part.name.starts_with(|c: char| c.is_ascii_digit());
    if has_name
        && part.kind == PartType::SegmentWildcard
        && part.modifier == Modifier::None
        && let Some(next) = next.filter(|next| next.prefix.is_empty() && next.suffix.is_empty())
    {
        let joins = match next.fixed_text() {
            Some(text) => text
                .chars()
                .next()
                .is_some_and(|c| is_name_character(c, false)),
            None => next.name.starts_with(|c: char| c.is_ascii_digit()),
        };
        if joins {
            return true;
        }
    }
    let before = previous
        .and_then(Part::fixed_text)
        .and_then(|text| text.chars().next_back());
    part.prefix.is_empty() && before.is_some() && before == options.prefix
}
