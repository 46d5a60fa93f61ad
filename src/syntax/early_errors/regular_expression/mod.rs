//! Regular expression literals: whether the pattern follows the grammar of
//! [patterns](https://tc39.es/ecma262/#sec-patterns), with what Annex B adds.
//!
//! Owns: the grammar of patterns but for classes. Doesn't own: the flags, which the lexer checks;
//! what a pattern matches.
//!
//! Invariant: time is linear in the pattern; groups may nest as deep as the pattern is long.

mod class;
mod escape;
mod properties;
#[cfg(test)]
mod tests;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Checker;
use crate::native_stack::with_stack;
use crate::syntax::ast::expression::RegExpLiteral;

/// What is wrong with a pattern, in V8's words.
type Check<T = ()> = Result<T, &'static str>;

/// What is wrong with a pattern in V8's words, if something is. It is given in code units, or in code
/// points with the flags `u` or `v`.
pub(crate) fn fault(units: &[u32], flags: &str) -> Option<&'static str> {
    Pattern::of_units(units.to_vec(), flags).check().err()
}

impl<'p> Checker<'p> {
    pub(super) fn check_regular_expression(&mut self, literal: &RegExpLiteral<'_>) {
        let (pattern, flags) = (literal.pattern, literal.flags);
        if let Err(fault) = Pattern::new(pattern, flags).check() {
            let message = format!("Invalid regular expression: /{pattern}/{flags}: {fault}");
            self.error(literal.span, message, explanation(fault));
        }
    }
}

/// The fault in plain words.
fn explanation(fault: &str) -> &'static str {
    match fault {
        NOTHING_TO_REPEAT => {
            "a quantifier such as `*` or `{2}` stands behind nothing it could repeat"
        }
        INVALID_QUANTIFIER => "what looks around without matching anything can't be repeated",
        UNTERMINATED_GROUP => "a `(` has no `)`",
        UNMATCHED_PARENTHESIS => "a `)` has no `(`",
        DUPLICATE_NAME => "two groups that can both match have the same name",
        UNKNOWN_NAME => "`\\k<name>` names a group that the pattern doesn't have",
        OUT_OF_ORDER => "the first number of `{a,b}` is greater than the second",
        RANGE_OUT_OF_ORDER => "the first character of a range comes after the second",
        LONE_BRACKET => "with the flags `u` and `v`, a literal bracket needs a backslash",
        INVALID_ESCAPE => {
            "there is no such escape; with `u` and `v` other characters can't have one"
        }
        INVALID_PROPERTY | INVALID_CLASS_PROPERTY => "Unicode has no such property",
        _ => "the pattern is not a valid regular expression",
    }
}

const NOTHING_TO_REPEAT: &str = "Nothing to repeat";
const INVALID_QUANTIFIER: &str = "Invalid quantifier";
const UNTERMINATED_GROUP: &str = "Unterminated group";
const UNMATCHED_PARENTHESIS: &str = "Unmatched ')'";
const TOO_MANY_GROUPS: &str = "Too many captures";
const INVALID_GROUP: &str = "Invalid group";
const INVALID_NAME: &str = "Invalid capture group name";
const DUPLICATE_NAME: &str = "Duplicate capture group name";
const UNKNOWN_NAME: &str = "Invalid named capture referenced";
const OUT_OF_ORDER: &str = "numbers out of order in {} quantifier";
const RANGE_OUT_OF_ORDER: &str = "Range out of order in character class";
const LONE_BRACKET: &str = "Lone quantifier brackets";
const INVALID_ESCAPE: &str = "Invalid escape";
const INVALID_UNICODE_ESCAPE: &str = "Invalid Unicode escape";
const INVALID_PROPERTY: &str = "Invalid property name";
const INVALID_CLASS_PROPERTY: &str = "Invalid property name in character class";

/// How many capturing groups a pattern may have, as in V8.
const MOST_GROUPS: u32 = (1 << 16) - 1;

/// A pattern that is read.
struct Pattern {
    /// Code points with the flags `u` and `v`, else UTF-16 code units.
    units: Vec<u32>,
    at: usize,
    /// Has `u` or `v`.
    is_unicode: bool,
    /// Has `v`.
    has_sets: bool,
    /// A group has a name, so that `\k` must be a reference also without `u`.
    has_names: bool,
    /// The number of capturing groups.
    groups: u32,
    /// The names of groups, numbered.
    names: FxHashMap<Vec<u32>, usize>,
    /// Names that must turn out to be groups.
    references: Vec<Vec<u32>>,
}

/// The names of groups that can take part in one match.
type GroupNames = FxHashSet<usize>;

impl Pattern {
    fn new(pattern: &str, flags: &str) -> Self {
        let is_unicode = flags.contains(['u', 'v']);
        let units = if is_unicode {
            pattern.chars().map(u32::from).collect()
        } else {
            pattern.encode_utf16().map(u32::from).collect()
        };
        Self::of_units(units, flags)
    }

    fn of_units(units: Vec<u32>, flags: &str) -> Self {
        let mut pattern = Self {
            units,
            at: 0,
            is_unicode: flags.contains(['u', 'v']),
            has_sets: flags.contains('v'),
            has_names: false,
            groups: 0,
            names: FxHashMap::default(),
            references: Vec::new(),
        };
        pattern.count_groups();
        pattern
    }

    fn check(mut self) -> Check {
        if self.groups > MOST_GROUPS {
            return Err(TOO_MANY_GROUPS);
        }
        self.disjunction()?;
        if self.peek().is_some() {
            return Err(UNMATCHED_PARENTHESIS);
        }
        let is_known = |name: &Vec<u32>| self.names.contains_key(name);
        if self.references.iter().all(is_known) {
            Ok(())
        } else {
            Err(UNKNOWN_NAME)
        }
    }

    /// Counts the capturing groups, which references may look ahead to.
    fn count_groups(&mut self) {
        let mut in_class = false;
        let mut at = 0;
        while at < self.units.len() {
            match self.unit(at) {
                Some('\\') => at += 1,
                Some('[') => in_class = true,
                Some(']') => in_class = false,
                Some('(') if !in_class => {
                    if self.unit(at + 1) != Some('?') {
                        self.groups += 1;
                    } else if self.unit(at + 2) == Some('<')
                        && !matches!(self.unit(at + 3), Some('=' | '!'))
                    {
                        self.groups += 1;
                        self.has_names = true;
                    }
                }
                _ => {}
            }
            at += 1;
        }
    }

    // Reading.

    /// The unit at an index; a half of a surrogate pair is shown as the replacement character.
    fn unit(&self, at: usize) -> Option<char> {
        let unit = *self.units.get(at)?;
        Some(char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn peek(&self) -> Option<char> {
        self.unit(self.at)
    }

    fn eat(&mut self, expected: char) -> bool {
        let is_there = self.peek() == Some(expected);
        self.at += usize::from(is_there);
        is_there
    }

    fn eat_text(&mut self, expected: &str) -> bool {
        let is_there = expected
            .chars()
            .enumerate()
            .all(|(index, unit)| self.unit(self.at + index) == Some(unit));
        if is_there {
            self.at += expected.len();
        }
        is_there
    }

    // Groups. What can nest is guarded.

    fn disjunction(&mut self) -> Check<GroupNames> {
        let mut names = self.alternative()?;
        while self.eat('|') {
            let others = self.alternative()?;
            names = merge(names, others);
        }
        Ok(names)
    }

    fn alternative(&mut self) -> Check<GroupNames> {
        let mut names = GroupNames::default();
        while !matches!(self.peek(), None | Some('|' | ')')) {
            let others = self.term()?;
            if others.is_empty() {
                continue;
            }
            let count = names.len() + others.len();
            names = merge(names, others);
            if names.len() < count {
                return Err(DUPLICATE_NAME);
            }
        }
        Ok(names)
    }

    /// An assertion, or an atom with its quantifier. Gives the names of groups in it.
    fn term(&mut self) -> Check<GroupNames> {
        let mut names = GroupNames::default();
        match self.peek() {
            Some('^' | '$') => {
                self.at += 1;
                return Ok(names);
            }
            Some('(') => {
                let (inside, can_repeat) = with_stack(|| self.group())?;
                names = inside;
                if !can_repeat {
                    let start = self.at;
                    return if self.quantifier()? {
                        Err(INVALID_QUANTIFIER)
                    } else {
                        self.at = start;
                        Ok(names)
                    };
                }
            }
            Some('*' | '+' | '?') => return Err(NOTHING_TO_REPEAT),
            Some('{') => {
                if self.braces() != Ok(None) {
                    return Err(NOTHING_TO_REPEAT);
                }
                if self.is_unicode {
                    return Err(LONE_BRACKET);
                }
                self.at += 1;
            }
            Some('}' | ']') if self.is_unicode => return Err(LONE_BRACKET),
            Some('[') => {
                self.at += 1;
                self.class()?;
            }
            Some('\\') => {
                self.at += 1;
                if let Some('b' | 'B') = self.peek() {
                    self.at += 1;
                    return Ok(names);
                }
                self.atom_escape()?;
            }
            _ => self.at += 1,
        }
        self.quantifier()?;
        Ok(names)
    }

    /// A group or look-around, and whether a quantifier may follow.
    fn group(&mut self) -> Check<(GroupNames, bool)> {
        self.at += 1;
        let mut name = None;
        let mut can_repeat = true;
        if self.eat('?') {
            match self.peek() {
                Some(':') => self.at += 1,
                Some('=' | '!') => {
                    self.at += 1;
                    can_repeat = !self.is_unicode;
                }
                Some('<') => {
                    self.at += 1;
                    if self.eat('=') || self.eat('!') {
                        can_repeat = false;
                    } else {
                        let text = self.group_name()?;
                        let next = self.names.len();
                        name = Some(*self.names.entry(text).or_insert(next));
                    }
                }
                Some('-' | 'i' | 'm' | 's') => self.modifiers()?,
                _ => return Err(INVALID_GROUP),
            }
        }
        let mut names = self.disjunction()?;
        if !self.eat(')') {
            return Err(UNTERMINATED_GROUP);
        }
        if let Some(name) = name
            && !names.insert(name)
        {
            return Err(DUPLICATE_NAME);
        }
        Ok((names, can_repeat))
    }

    /// `i-ms:` of `(?i-ms:...)`.
    fn modifiers(&mut self) -> Check {
        let mut seen = Vec::new();
        let mut has_dash = false;
        loop {
            let Some(flag) = self.peek() else {
                return Err(INVALID_GROUP);
            };
            self.at += 1;
            match flag {
                'i' | 'm' | 's' if seen.contains(&flag) => {
                    return Err("Repeated flag in flag group");
                }
                'i' | 'm' | 's' => seen.push(flag),
                '-' if has_dash => return Err("Multiple dashes in flag group"),
                '-' => has_dash = true,
                ':' if seen.is_empty() => return Err("Invalid flag group"),
                ':' => return Ok(()),
                _ => return Err(INVALID_GROUP),
            }
        }
    }

    // Quantifiers.

    /// A quantifier, if there is one.
    fn quantifier(&mut self) -> Check<bool> {
        match self.peek() {
            Some('*' | '+' | '?') => self.at += 1,
            Some('{') => match self.braces()? {
                Some(end) => self.at = end,
                None if self.is_unicode => return Err("Incomplete quantifier"),
                None => return Ok(false),
            },
            _ => return Ok(false),
        }
        self.eat('?');
        Ok(true)
    }

    /// The end of `{1}`, `{1,}` or `{1,2}` if one stands here.
    fn braces(&self) -> Check<Option<usize>> {
        let digits_from = |start: usize| {
            let mut end = start;
            while self.unit(end).is_some_and(|unit| unit.is_ascii_digit()) {
                end += 1;
            }
            end
        };
        let first = self.at + 1;
        let first_end = digits_from(first);
        if first_end == first {
            return Ok(None);
        }
        match self.unit(first_end) {
            Some('}') => return Ok(Some(first_end + 1)),
            Some(',') => {}
            _ => return Ok(None),
        }
        let second = first_end + 1;
        let second_end = digits_from(second);
        if self.unit(second_end) != Some('}') {
            return Ok(None);
        }
        let number = |start: usize, end: usize| {
            let digits = &self.units[start..end];
            let zeros = digits.iter().take_while(|&&digit| digit == u32::from('0'));
            let digits = &digits[zeros.count()..];
            (digits.len(), digits)
        };
        if second_end > second && number(first, first_end) > number(second, second_end) {
            return Err(OUT_OF_ORDER);
        }
        Ok(Some(second_end + 1))
    }
}

/// Both sets in one, in the time that the smaller one takes.
fn merge(one: GroupNames, other: GroupNames) -> GroupNames {
    let (mut large, small) = if one.len() < other.len() {
        (other, one)
    } else {
        (one, other)
    };
    large.extend(small);
    large
}
