//! Classes: `[a-z]`, and with the flag `v` sets with operations.

use super::escape::ClassEscape;
use super::{Check, Pattern, RANGE_OUT_OF_ORDER};
use crate::native_stack::with_stack;

const UNTERMINATED: &str = "Unterminated character class";
const INVALID_CLASS: &str = "Invalid character class";
const INVALID_OPERATION: &str = "Invalid set operation in character class";
const INVALID_CHARACTER: &str = "Invalid character in character class";

/// A part of a class.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Operand {
    Character(u32),
    Set { has_strings: bool },
}

impl Operand {
    fn has_strings(self) -> bool {
        self == Self::Set { has_strings: true }
    }
}

impl From<ClassEscape> for Operand {
    fn from(escape: ClassEscape) -> Self {
        match escape {
            ClassEscape::Character(code) => Self::Character(code),
            ClassEscape::Set { has_strings } => Self::Set { has_strings },
        }
    }
}

impl Pattern {
    /// A class, behind its opening bracket.
    pub(super) fn class(&mut self) -> Check {
        if self.has_sets {
            return self.class_set().map(|_| ());
        }
        self.eat('^');
        loop {
            if self.eat(']') {
                return Ok(());
            }
            let first = self.class_atom()?;
            if self.peek() != Some('-') || matches!(self.unit(self.at + 1), Some(']')) {
                continue;
            }
            self.at += 1;
            let second = self.class_atom()?;
            match (first, second) {
                (Operand::Character(first), Operand::Character(second)) if first > second => {
                    return Err(RANGE_OUT_OF_ORDER);
                }
                (Operand::Character(_), Operand::Character(_)) => {}
                _ if self.is_unicode => return Err(INVALID_CLASS),
                _ => {}
            }
        }
    }

    fn class_atom(&mut self) -> Check<Operand> {
        if self.peek().is_none() {
            return Err(UNTERMINATED);
        }
        if self.eat('\\') {
            return self.class_escape().map(Operand::from);
        }
        self.at += 1;
        Ok(Operand::Character(self.units[self.at - 1]))
    }

    // Sets. They nest, so that is guarded.

    /// A class with the flag `v`, behind its opening bracket; says whether it has strings.
    fn class_set(&mut self) -> Check<bool> {
        let is_negated = self.eat('^');
        let has_strings = self.set_contents()?;
        if is_negated && has_strings {
            return Err("Negated character class may contain strings");
        }
        Ok(has_strings)
    }

    /// What is between the brackets, and the closing one.
    fn set_contents(&mut self) -> Check<bool> {
        if self.eat(']') {
            return Ok(false);
        }
        let first = self.set_operand()?;
        if self.eat_text("--") {
            loop {
                self.set_operand()?;
                if self.ends_set("--")? {
                    return Ok(first.has_strings());
                }
            }
        }
        if self.eat_text("&&") {
            let mut has_strings = first.has_strings();
            loop {
                if self.peek() == Some('&') {
                    return Err(INVALID_CHARACTER);
                }
                has_strings &= self.set_operand()?.has_strings();
                if self.ends_set("&&")? {
                    return Ok(has_strings);
                }
            }
        }
        self.union(first)
    }

    /// Whether the class ends here; otherwise the operator must follow.
    fn ends_set(&mut self, operator: &str) -> Check<bool> {
        if self.eat(']') {
            return Ok(true);
        }
        if self.eat_text(operator) {
            return Ok(false);
        }
        Err(match self.peek() {
            None => UNTERMINATED,
            Some(_) => INVALID_OPERATION,
        })
    }

    fn union(&mut self, first: Operand) -> Check<bool> {
        let mut operand = first;
        let mut has_strings = false;
        loop {
            if self.is_at_operator() {
                return Err(INVALID_OPERATION);
            }
            if self.eat('-') {
                operand = self.end_of_range(operand)?;
            }
            has_strings |= operand.has_strings();
            if self.eat(']') {
                return Ok(has_strings);
            }
            if self.is_at_operator() {
                return Err(INVALID_OPERATION);
            }
            operand = self.set_operand()?;
        }
    }

    fn is_at_operator(&self) -> bool {
        let next = self.peek();
        matches!(next, Some('-' | '&')) && self.unit(self.at + 1) == next
    }

    fn end_of_range(&mut self, first: Operand) -> Check<Operand> {
        let second = self.set_operand()?;
        let (Operand::Character(start), Operand::Character(end)) = (first, second) else {
            return Err(INVALID_CLASS);
        };
        if start > end {
            return Err(RANGE_OUT_OF_ORDER);
        }
        Ok(Operand::Set { has_strings: false })
    }

    fn set_operand(&mut self) -> Check<Operand> {
        if self.eat('[') {
            let has_strings = with_stack(|| self.class_set())?;
            return Ok(Operand::Set { has_strings });
        }
        if self.peek() == Some('\\') && self.unit(self.at + 1) == Some('q') {
            self.at += 2;
            let has_strings = self.strings()?;
            return Ok(Operand::Set { has_strings });
        }
        if self.peek() == Some('\\') {
            let next = self.unit(self.at + 1);
            if matches!(next, Some('d' | 'D' | 's' | 'S' | 'w' | 'W' | 'p' | 'P')) {
                self.at += 1;
                return self.class_escape().map(Operand::from);
            }
        }
        self.set_character().map(Operand::Character)
    }

    /// `{ab|c}` of `\q{ab|c}`; says whether an alternative isn't one character.
    fn strings(&mut self) -> Check<bool> {
        if !self.eat('{') {
            return Err(super::INVALID_ESCAPE);
        }
        let mut has_strings = false;
        let mut length = 0;
        loop {
            match self.peek() {
                Some('|' | '}') => {
                    has_strings |= length != 1;
                    length = 0;
                    self.at += 1;
                    if self.unit(self.at - 1) == Some('}') {
                        return Ok(has_strings);
                    }
                }
                _ => {
                    self.set_character()?;
                    length += 1;
                }
            }
        }
    }

    fn set_character(&mut self) -> Check<u32> {
        let Some(unit) = self.peek() else {
            return Err(UNTERMINATED);
        };
        if unit == '\\' {
            self.at += 1;
            if self.peek().is_some_and(is_reserved_punctuator) {
                self.at += 1;
                return Ok(self.units[self.at - 1]);
            }
            return match self.class_escape()? {
                ClassEscape::Character(code) => Ok(code),
                ClassEscape::Set { .. } => Err(INVALID_CHARACTER),
            };
        }
        if "()[]{}/-|".contains(unit) {
            return Err(INVALID_CHARACTER);
        }
        if self.unit(self.at + 1) == Some(unit) && is_reserved_when_double(unit) {
            return Err(INVALID_OPERATION);
        }
        self.at += 1;
        Ok(self.units[self.at - 1])
    }
}

/// [ClassSetReservedPunctuator](https://tc39.es/ecma262/#prod-ClassSetReservedPunctuator)
fn is_reserved_punctuator(unit: char) -> bool {
    "&-!#%,:;<=>@`~".contains(unit)
}

/// [ClassSetReservedDoublePunctuator](https://tc39.es/ecma262/#prod-ClassSetReservedDoublePunctuator)
fn is_reserved_when_double(unit: char) -> bool {
    "&!#$%*+,.:;<=>?@^`~".contains(unit)
}
