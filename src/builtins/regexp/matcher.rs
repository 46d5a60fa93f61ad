//! Patterns, compiled: the only place that knows the crate that matches.
//!
//! Matching backtracks, and a pattern can take time exponential in the length of the text; the crate
//! gives no means to stop it in between.

use super::RegExpState;
use super::translate::{GroupName, anchored, groups, translated};
use crate::engine::{Agent, JsResult, Str, Text, Throw};
use regress::Regex;
use std::rc::Rc;

/// The flags of a regular expression.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, Debug)]
pub(super) struct Flags(u8);

impl Flags {
    pub(super) const HAS_INDICES: Flags = Flags(1);
    pub(super) const GLOBAL: Flags = Flags(2);
    pub(super) const IGNORE_CASE: Flags = Flags(4);
    pub(super) const MULTILINE: Flags = Flags(8);
    pub(super) const DOT_ALL: Flags = Flags(16);
    pub(super) const UNICODE: Flags = Flags(32);
    pub(super) const UNICODE_SETS: Flags = Flags(64);
    pub(super) const STICKY: Flags = Flags(128);

    /// In the order in which `flags` lists them.
    const LETTERS: [(u8, Flags); 8] = [
        (b'd', Flags::HAS_INDICES),
        (b'g', Flags::GLOBAL),
        (b'i', Flags::IGNORE_CASE),
        (b'm', Flags::MULTILINE),
        (b's', Flags::DOT_ALL),
        (b'u', Flags::UNICODE),
        (b'v', Flags::UNICODE_SETS),
        (b'y', Flags::STICKY),
    ];

    /// From their letters; `None` where one is unknown or stands there twice.
    pub(super) fn parse(text: Text<'_>) -> Option<Flags> {
        let mut flags = Flags::default();
        for unit in text.units() {
            let letter = u8::try_from(unit).ok()?;
            let flag = Flags::LETTERS.iter().find(|known| known.0 == letter)?.1;
            if flags.has(flag) {
                return None;
            }
            flags.0 |= flag.0;
        }
        (!(flags.has(Flags::UNICODE) && flags.has(Flags::UNICODE_SETS))).then_some(flags)
    }

    pub(super) fn has(self, flag: Flags) -> bool {
        self.0 & flag.0 != 0
    }

    /// Whether the text is matched by code points.
    pub(super) fn full_unicode(self) -> bool {
        self.has(Flags(Flags::UNICODE.0 | Flags::UNICODE_SETS.0))
    }

    /// Their letters.
    pub(super) fn text(self) -> String {
        let letters = Flags::LETTERS.iter().filter(|known| self.has(known.1));
        letters.map(|known| known.0 as char).collect()
    }
}

/// A part of a text, in code units.
pub(super) type Range = std::ops::Range<usize>;

/// What matched.
#[derive(Clone, Debug)]
pub(super) struct Match {
    /// All of it, and the captures.
    pub(super) groups: Vec<Option<Range>>,
    /// The groups' names, in the order of the pattern.
    pub(super) names: Rc<[GroupName]>,
}

impl Match {
    /// Where it begins.
    pub(super) fn start(&self) -> usize {
        self.range().start
    }

    /// Where it ends.
    pub(super) fn end(&self) -> usize {
        self.range().end
    }

    /// Where it is.
    pub(super) fn range(&self) -> Range {
        self.groups.first().cloned().flatten().unwrap_or(0..0)
    }
}

/// A compiled pattern.
pub(super) struct Matcher {
    regex: Regex,
    pub(super) flags: Flags,
    /// Whether a text of ASCII characters may be matched byte by byte: not where case folding
    /// leads out of ASCII.
    bytes: bool,
    /// Whether it was compiled so that it never looks further than where it begins: for sticky
    /// ones, see [`anchored`].
    anchored: bool,
    names: Rc<[GroupName]>,
}

/// How many compiled patterns are remembered.
const MOST_COMPILED: usize = 256;

/// How many are found by the string of their pattern.
pub(super) const RECENT: usize = 32;

/// Compiles a pattern, or finds it compiled already.
pub(super) fn compile(agent: &mut Agent, pattern: Str, flags: Flags) -> JsResult<Rc<Matcher>> {
    // A literal's pattern is the same string each time.
    let state = RegExpState::of(agent);
    let place = (pattern.value().bits() >> 2) as usize % RECENT;
    if let Some((string, matcher)) = &state.recent[place]
        && *string == pattern
        && matcher.flags == flags
    {
        return Ok(matcher.clone());
    }
    let matcher = compile_text(agent, pattern, flags)?;
    RegExpState::of_mut(agent).recent[place] = Some((pattern, matcher.clone()));
    Ok(matcher)
}

fn compile_text(agent: &mut Agent, pattern: Str, flags: Flags) -> JsResult<Rc<Matcher>> {
    let key = (agent.heap.text(pattern).to_units(), flags);
    if let Some(matcher) = RegExpState::of(agent).compiled.get(&key) {
        return Ok(matcher.clone());
    }
    agent.poll_work(key.0.len())?;
    let options = regress::Flags {
        icase: flags.has(Flags::IGNORE_CASE),
        multiline: flags.has(Flags::MULTILINE),
        dot_all: flags.has(Flags::DOT_ALL),
        no_opt: false,
        unicode: flags.has(Flags::UNICODE),
        unicode_sets: flags.has(Flags::UNICODE_SETS),
    };
    let points = if flags.full_unicode() {
        let points = char::decode_utf16(key.0.iter().copied());
        points
            .map(|point| match point {
                Ok(point) => point as u32,
                Err(lone) => lone.unpaired_surrogate() as u32,
            })
            .collect()
    } else {
        points_of_units(&key.0)
    };
    let groups = groups(&points, flags.has(Flags::UNICODE_SETS));
    let points = translated(&points, &groups);
    let compiled = Regex::from_unicode(points.iter().copied(), options);
    let regex = match compiled {
        // The crate lets word boundaries be repeated.
        Ok(_) if key.0.contains(&(b'\\' as u16)) && repeats_word_boundary(agent, pattern) => {
            return Err(invalid(agent, pattern, flags, NOTHING_TO_REPEAT));
        }
        // And lets references go astray with `v`.
        Ok(_) if flags.full_unicode() && groups.refers_to_none() => {
            return Err(invalid(agent, pattern, flags, "Invalid character escape"));
        }
        Ok(regex) => regex,
        Err(error) => return Err(invalid(agent, pattern, flags, &error.text)),
    };
    let mut at_once = None;
    if flags.has(Flags::STICKY)
        && let Some(pattern) = anchored(&points, &groups)
    {
        at_once = Regex::from_unicode(pattern.into_iter(), options).ok();
    }
    let matcher = Rc::new(Matcher {
        anchored: at_once.is_some(),
        regex: at_once.unwrap_or(regex),
        names: groups.named.into(),
        flags,
        bytes: !(flags.full_unicode() && flags.has(Flags::IGNORE_CASE)),
    });
    let compiled = &mut RegExpState::of_mut(agent).compiled;
    if compiled.len() >= MOST_COMPILED {
        compiled.clear();
    }
    compiled.insert(key, matcher.clone());
    Ok(matcher)
}

fn repeats_word_boundary(agent: &Agent, pattern: Str) -> bool {
    repeats_nothing(&agent.heap.text(pattern).to_utf8())
}

impl Matcher {
    /// The first match at or after a place; for sticky ones that at the place.
    pub(super) fn find(
        &self,
        agent: &mut Agent,
        string: Str,
        from: usize,
    ) -> JsResult<Option<Match>> {
        let length = agent.heap.string_length(string);
        agent.poll_work((length - from.min(length)) / 256 + 1)?;
        prepare(agent, string);
        let state = RegExpState::of(agent);
        let mut from = from;
        let found = match &state.subject {
            Subject::Ascii(text) if self.bytes => self.regex.find_from_ascii(text, from).next(),
            Subject::Ascii(text) => self.regex.find_from(text, from).next(),
            Subject::Units(units) if self.flags.full_unicode() => {
                // Never in the middle of a pair.
                if let Some(before) = from.checked_sub(1)
                    && let Some([0xD800..0xDC00, 0xDC00..0xE000]) = units.get(before..=from)
                {
                    from = before;
                }
                self.regex.find_from_utf16(units, from).next()
            }
            Subject::Units(units) => self.regex.find_from_ucs2(units, from).next(),
        };
        let mut found = found.map(|found| self.convert(found));
        if self.anchored {
            found = found.and_then(drop_otherwise);
        }
        if self.flags.has(Flags::STICKY) {
            found = found.filter(|found| found.start() == from);
        }
        Ok(found)
    }

    /// Gives all matches from the start on, one behind the other, to `take`, as long as that gives
    /// true; for patterns that aren't sticky. The string stays what it is: `take` must not match anything.
    pub(super) fn each(
        &self,
        agent: &mut Agent,
        string: Str,
        take: impl FnMut(&mut Agent, Match) -> JsResult<bool>,
    ) -> JsResult<()> {
        prepare(agent, string);
        let state = RegExpState::of_mut(agent);
        state.string = None;
        let subject = std::mem::take(&mut state.subject);
        let result = match &subject {
            Subject::Ascii(text) if self.bytes => {
                self.drive(agent, self.regex.find_from_ascii(text, 0), take)
            }
            Subject::Ascii(text) => self.drive(agent, self.regex.find_from(text, 0), take),
            Subject::Units(units) if self.flags.full_unicode() => {
                self.drive(agent, self.regex.find_from_utf16(units, 0), take)
            }
            Subject::Units(units) => self.drive(agent, self.regex.find_from_ucs2(units, 0), take),
        };
        let state = RegExpState::of_mut(agent);
        state.string = Some(string);
        state.subject = subject;
        result
    }

    fn drive(
        &self,
        agent: &mut Agent,
        matches: impl Iterator<Item = regress::Match>,
        mut take: impl FnMut(&mut Agent, Match) -> JsResult<bool>,
    ) -> JsResult<()> {
        let mut from = 0;
        for found in matches {
            let end = found.range.end;
            agent.poll_work((end - from) / 256 + 1)?;
            from = end;
            if !take(agent, self.convert(found))? {
                break;
            }
        }
        Ok(())
    }

    fn convert(&self, found: regress::Match) -> Match {
        let mut groups = found.captures;
        groups.insert(0, Some(found.range));
        let names = self.names.clone();
        Match { groups, names }
    }
}

/// Takes away the two groups that [`anchored`] adds; `None` where one of them matched.
fn drop_otherwise(mut found: Match) -> Option<Match> {
    let otherwise = [found.groups.pop(), found.groups.pop()];
    let matched = otherwise.into_iter().flatten().flatten().count() == 0;
    matched.then_some(found)
}

/// The text that was matched last, as the crate wants it.
pub(super) enum Subject {
    Ascii(String),
    Units(Vec<u16>),
}

impl Default for Subject {
    fn default() -> Subject {
        Subject::Ascii(String::new())
    }
}

/// Makes a string the subject, unless it is already.
fn prepare(agent: &mut Agent, string: Str) {
    if RegExpState::of(agent).string == Some(string) {
        return;
    }
    let subject = match agent.heap.text(string) {
        Text::Latin1(text) => match std::str::from_utf8(text) {
            Ok(ascii) if text.is_ascii() => Subject::Ascii(String::from(ascii)),
            _ => Subject::Units(text.iter().map(|&byte| byte as u16).collect()),
        },
        Text::Utf16(units) => Subject::Units(units.to_vec()),
    };
    let state = RegExpState::of_mut(agent);
    state.string = Some(string);
    state.subject = subject;
}

/// Throws for a pattern that can't be compiled, in V8's words.
#[cold]
fn invalid(agent: &mut Agent, pattern: Str, flags: Flags, why: &str) -> Throw {
    let pattern = agent.heap.text(pattern).to_utf8();
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
    } else if starts("Regular expression is too deeply nested") {
        "Regular expression too large"
    } else {
        why
    };
    String::from(text)
}

const NOTHING_TO_REPEAT: &str = "Nothing to repeat";

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
fn repeats_nothing(pattern: &str) -> bool {
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

/// The code points of a pattern that is matched by code units: only in the names of groups are pairs
/// of surrogates taken as one.
fn points_of_units(units: &[u16]) -> Vec<u32> {
    let mut points: Vec<u32> = units.iter().map(|&unit| unit as u32).collect();
    if !units.iter().any(|unit| (0xD800..0xDC00).contains(unit)) {
        return points;
    }
    let mut at = 0;
    while at + 3 < points.len() {
        let opens = points[at..].starts_with(&['(' as u32, '?' as u32, '<' as u32])
            && !matches!(points[at + 3], 0x3D | 0x21);
        let refers = points[at..].starts_with(&['\\' as u32, 'k' as u32, '<' as u32]);
        if !(opens || refers) {
            // What a backslash is before opens nothing.
            at += if points[at] == '\\' as u32 { 2 } else { 1 };
            continue;
        }
        at += 3;
        while at + 1 < points.len() && points[at] != '>' as u32 {
            if let (high @ 0xD800..0xDC00, low @ 0xDC00..0xE000) = (points[at], points[at + 1]) {
                points[at] = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
                points.remove(at + 1);
            }
            at += 1;
        }
    }
    points
}
