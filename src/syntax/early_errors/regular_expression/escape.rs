//! Escapes in patterns and in classes, and the names of groups.

use super::properties::{self, Property};
use super::{
    Check, INVALID_CLASS_PROPERTY, INVALID_ESCAPE, INVALID_NAME, INVALID_PROPERTY,
    INVALID_UNICODE_ESCAPE, Pattern,
};
use crate::syntax::lexer::{is_id_part, is_id_start};

/// What an escape in a class stands for.
pub(super) enum ClassEscape {
    /// One character.
    Character(u32),
    /// A set of characters, or of strings as well.
    Set { has_strings: bool },
}

impl Pattern {
    /// An escape outside of classes, behind its backslash.
    pub(super) fn atom_escape(&mut self) -> Check {
        let Some(unit) = self.peek() else {
            return Err("\\ at end of pattern");
        };
        match unit {
            '1'..='9' if self.is_unicode => {
                let mut number: u32 = 0;
                while let Some(digit) = self.peek().and_then(|unit| unit.to_digit(10)) {
                    number = number.saturating_mul(10).saturating_add(digit);
                    self.at += 1;
                }
                if number <= self.groups {
                    Ok(())
                } else {
                    Err(INVALID_ESCAPE)
                }
            }
            'k' if self.is_unicode || self.has_names => {
                self.at += 1;
                if !self.eat('<') {
                    return Err("Invalid named reference");
                }
                let name = self.group_name()?;
                self.references.push(name);
                Ok(())
            }
            'd' | 'D' | 's' | 'S' | 'w' | 'W' => {
                self.at += 1;
                Ok(())
            }
            'p' | 'P' if self.is_unicode => {
                self.property(INVALID_PROPERTY)?;
                Ok(())
            }
            _ => {
                self.character_escape(false)?;
                Ok(())
            }
        }
    }

    /// An escape in a class, behind its backslash.
    pub(super) fn class_escape(&mut self) -> Check<ClassEscape> {
        let Some(unit) = self.peek() else {
            return Err("\\ at end of pattern");
        };
        match unit {
            'd' | 'D' | 's' | 'S' | 'w' | 'W' => {
                self.at += 1;
                Ok(ClassEscape::Set { has_strings: false })
            }
            'p' | 'P' if self.is_unicode => {
                let has_strings = self.property(INVALID_CLASS_PROPERTY)?;
                Ok(ClassEscape::Set { has_strings })
            }
            'b' => {
                self.at += 1;
                Ok(ClassEscape::Character(8))
            }
            '-' if self.is_unicode => {
                self.at += 1;
                Ok(ClassEscape::Character(u32::from('-')))
            }
            '1'..='7' if self.is_unicode => Err("Invalid decimal escape"),
            'k' if self.is_unicode || self.has_names => Err(INVALID_ESCAPE),
            _ => self.character_escape(true).map(ClassEscape::Character),
        }
    }

    /// An escape that stands for one character, behind its backslash.
    pub(super) fn character_escape(&mut self, in_class: bool) -> Check<u32> {
        let Some(unit) = self.peek() else {
            return Err("\\ at end of pattern");
        };
        let code = self.units[self.at];
        self.at += 1;
        Ok(match unit {
            'f' => 0x0C,
            'n' => 0x0A,
            'r' => 0x0D,
            't' => 0x09,
            'v' => 0x0B,
            '0'..='7' if !self.is_unicode => self.legacy_octal(code - u32::from('0')),
            '0' => {
                if self.peek().is_some_and(|unit| unit.is_ascii_digit()) {
                    return Err("Invalid decimal escape");
                }
                0
            }
            'c' => {
                let next = self.peek();
                let is_control = next.is_some_and(|unit| {
                    let is_word = unit.is_ascii_digit() || unit == '_';
                    unit.is_ascii_alphabetic() || in_class && !self.is_unicode && is_word
                });
                if is_control {
                    self.at += 1;
                    self.units[self.at - 1] % 32
                } else if self.is_unicode {
                    return Err(INVALID_UNICODE_ESCAPE);
                } else {
                    // The backslash stands for itself.
                    self.at -= 1;
                    u32::from('\\')
                }
            }
            'x' => match self.hexadecimal(2) {
                Some(value) => value,
                None if self.is_unicode => return Err(INVALID_ESCAPE),
                None => code,
            },
            'u' => match self.unicode_escape(self.is_unicode) {
                Some(value) => value,
                None if self.is_unicode => return Err(INVALID_UNICODE_ESCAPE),
                None => code,
            },
            _ if self.is_unicode && !is_syntax_character(unit) => return Err(INVALID_ESCAPE),
            _ => code,
        })
    }

    /// What follows the first digit of an octal escape: up to three digits, up to 0o377.
    fn legacy_octal(&mut self, first: u32) -> u32 {
        let mut value = first;
        for _ in 0..2 {
            let Some(digit) = self.peek().and_then(|unit| unit.to_digit(8)) else {
                break;
            };
            if value * 8 + digit > 0o377 {
                break;
            }
            value = value * 8 + digit;
            self.at += 1;
        }
        value
    }

    /// As many hexadecimal digits, or nothing.
    fn hexadecimal(&mut self, count: usize) -> Option<u32> {
        let mut value = 0;
        for index in 0..count {
            value = value * 16 + self.unit(self.at + index)?.to_digit(16)?;
        }
        self.at += count;
        Some(value)
    }

    /// What follows `\u`, or nothing. A pair of surrogates is one code point.
    fn unicode_escape(&mut self, is_unicode: bool) -> Option<u32> {
        if !is_unicode {
            return self.hexadecimal(4);
        }
        let start = self.at;
        if self.eat('{') {
            let mut value: u32 = 0;
            while let Some(digit) = self.peek().and_then(|unit| unit.to_digit(16)) {
                value = value.saturating_mul(16).saturating_add(digit);
                self.at += 1;
            }
            let is_valid = self.at > start + 1 && value <= 0x10_FFFF && self.eat('}');
            return is_valid.then_some(value);
        }
        let lead = self.hexadecimal(4)?;
        if (0xD800..0xDC00).contains(&lead) {
            let after = self.at;
            if self.eat_text("\\u")
                && let Some(trail @ 0xDC00..0xE000) = self.hexadecimal(4)
            {
                return Some(0x1_0000 + ((lead - 0xD800) << 10) + (trail - 0xDC00));
            }
            self.at = after;
        }
        Some(lead)
    }

    /// `p{Name}` or `P{Name=Value}`; says whether the property has strings.
    fn property(&mut self, fault: &'static str) -> Check<bool> {
        let is_negated = self.peek() == Some('P');
        self.at += 1;
        if !self.eat('{') {
            return Err(fault);
        }
        let start = self.at;
        while self
            .peek()
            .is_some_and(|unit| unit.is_ascii_alphanumeric() || matches!(unit, '_' | '='))
        {
            self.at += 1;
        }
        let units = &self.units[start..self.at];
        let text: String = units.iter().copied().filter_map(char::from_u32).collect();
        if !self.eat('}') {
            return Err(fault);
        }
        let is_known = match properties::find(&text) {
            Some(Property::Characters) => return Ok(false),
            Some(Property::Strings) => self.has_sets && !is_negated,
            None => false,
        };
        if is_known { Ok(true) } else { Err(fault) }
    }

    /// A group's name and the `>` behind it.
    pub(super) fn group_name(&mut self) -> Check<Vec<u32>> {
        let mut name = Vec::new();
        while !self.eat('>') {
            let character = self.name_character()?;
            let fits = |character| {
                if name.is_empty() {
                    is_id_start(character)
                } else {
                    is_id_part(character)
                }
            };
            if !char::from_u32(character).is_some_and(fits) {
                return Err(INVALID_NAME);
            }
            name.push(character);
        }
        if name.is_empty() {
            return Err(INVALID_NAME);
        }
        Ok(name)
    }

    /// A code point of a name, which may be escaped or written as a pair of surrogates.
    fn name_character(&mut self) -> Check<u32> {
        let Some(&code) = self.units.get(self.at) else {
            return Err(INVALID_NAME);
        };
        self.at += 1;
        if code == u32::from('\\') {
            if !self.eat('u') {
                return Err(INVALID_NAME);
            }
            return self.unicode_escape(true).ok_or(INVALID_UNICODE_ESCAPE);
        }
        if (0xD800..0xDC00).contains(&code)
            && let Some(trail @ 0xDC00..0xE000) = self.units.get(self.at)
        {
            self.at += 1;
            return Ok(0x1_0000 + ((code - 0xD800) << 10) + (trail - 0xDC00));
        }
        Ok(code)
    }
}

/// Whether the character means something in patterns, so that it can be escaped.
fn is_syntax_character(character: char) -> bool {
    "^$\\.*+?()[]{}|/".contains(character)
}
