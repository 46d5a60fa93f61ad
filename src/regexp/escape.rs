//! Escapes in patterns and in classes, and the names of groups.

use super::class_contents::{Contents, Operand};
use super::fault::*;
use super::fold::{close_over_case, fold_strings};
use super::properties;
use super::reader::Reader;
use super::sets::Points;
use super::tree::{Node, NodeId, Reference};
use crate::source::identifier::{is_id_part, is_id_start};

const DIGITS: [(u32, u32); 1] = [(0x30, 0x39)];
const WORD: [(u32, u32); 4] = [(0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)];
const SPACES: [(u32, u32); 10] = [
    (0x9, 0xD),
    (0x20, 0x20),
    (0xA0, 0xA0),
    (0x1680, 0x1680),
    (0x2000, 0x200A),
    (0x2028, 0x2029),
    (0x202F, 0x202F),
    (0x205F, 0x205F),
    (0x3000, 0x3000),
    (0xFEFF, 0xFEFF),
];

impl Reader<'_> {
    /// Reads an escape outside of classes, after its backslash.
    pub(super) fn atom_escape(&mut self) -> Check<NodeId> {
        let Some(point) = self.peek() else {
            return Err(ESCAPE_AT_END);
        };
        match point {
            '1'..='9' => {
                let start = self.at;
                while self.peek().is_some_and(|point| point.is_ascii_digit()) {
                    self.at += 1;
                }
                self.spend((self.at - start) / 16)?;
                let number = self.number(start, self.at);
                if self.has_groups(number)? {
                    return Ok(self.reference(Reference::Number(number)));
                }
                if self.mode.unicode {
                    return Err(INVALID_ESCAPE);
                }
                self.at = start;
            }
            'k' if self.mode.unicode || self.has_names()? => {
                self.at += 1;
                if !self.eat('<') {
                    return Err(INVALID_REFERENCE);
                }
                let name = self.group_name()?;
                let name = self.name(name);
                return Ok(self.reference(Reference::Name(name)));
            }
            'd' | 'D' | 's' | 'S' | 'w' | 'W' => {
                self.at += 1;
                let points = self.named_set(point);
                return Ok(self.set(&points));
            }
            'p' | 'P' if self.mode.unicode => {
                let contents = self.property(INVALID_PROPERTY)?;
                return self.class_node(contents);
            }
            _ => {}
        }
        let point = self.character_escape(false)?;
        Ok(self.character(point))
    }

    fn reference(&mut self, to: Reference) -> NodeId {
        let ignore_case = self.mode.ignore_case;
        self.node(Node::Reference { to, ignore_case })
    }

    /// Reads an escape in a class, after its backslash.
    pub(super) fn class_escape(&mut self) -> Check<Operand> {
        let Some(point) = self.peek() else {
            return Err(ESCAPE_AT_END);
        };
        match point {
            'd' | 'D' | 's' | 'S' | 'w' | 'W' => {
                self.at += 1;
                let points = self.named_set(point);
                Ok(Operand::Set(Contents::of(points)))
            }
            'p' | 'P' if self.mode.unicode => {
                self.property(INVALID_CLASS_PROPERTY).map(Operand::Set)
            }
            'b' => {
                self.at += 1;
                Ok(Operand::Character(8))
            }
            '-' if self.mode.unicode => {
                self.at += 1;
                Ok(Operand::Character(u32::from('-')))
            }
            'k' if self.mode.unicode || self.has_names()? => Err(INVALID_ESCAPE),
            _ => self.character_escape(true).map(Operand::Character),
        }
    }

    /// [CharacterClassEscape](https://tc39.es/ecma262/#prod-CharacterClassEscape) but for properties.
    fn named_set(&self, letter: char) -> Points {
        if !self.builds {
            return Points::default();
        }
        let points = match letter.to_ascii_lowercase() {
            'd' => Points::new(&DIGITS),
            's' => Points::new(&SPACES),
            _ if self.mode.unicode && self.mode.ignore_case => {
                close_over_case(&Points::new(&WORD), true)
            }
            _ => Points::new(&WORD),
        };
        match letter.is_ascii_uppercase() {
            true => points.not(),
            false => points,
        }
    }

    /// Reads the escape of one character, after its backslash.
    pub(super) fn character_escape(&mut self, in_class: bool) -> Check<u32> {
        let Some(point) = self.peek() else {
            return Err(ESCAPE_AT_END);
        };
        let is_unicode = self.mode.unicode;
        let code = self.points[self.at];
        self.at += 1;
        Ok(match point {
            'f' => 0x0C,
            'n' => 0x0A,
            'r' => 0x0D,
            't' => 0x09,
            'v' => 0x0B,
            '0'..='7' if !is_unicode => self.legacy_octal(code - u32::from('0')),
            '0' => {
                if self.peek().is_some_and(|point| point.is_ascii_digit()) {
                    return Err(INVALID_DECIMAL_ESCAPE);
                }
                0
            }
            '1'..='7' => return Err(INVALID_DECIMAL_ESCAPE),
            'c' => {
                let next = self.peek();
                let is_control = next.is_some_and(|point| {
                    let is_word = point.is_ascii_digit() || point == '_';
                    point.is_ascii_alphabetic() || in_class && !is_unicode && is_word
                });
                if is_control {
                    self.at += 1;
                    self.points[self.at - 1] % 32
                } else if is_unicode {
                    return Err(INVALID_UNICODE_ESCAPE);
                } else {
                    // The backslash is literal.
                    self.at -= 1;
                    u32::from('\\')
                }
            }
            'x' => match self.hexadecimal(2) {
                Some(value) => value,
                None if is_unicode => return Err(INVALID_ESCAPE),
                None => code,
            },
            'u' => match self.unicode_escape(is_unicode)? {
                Some(value) => value,
                None if is_unicode => return Err(INVALID_UNICODE_ESCAPE),
                None => code,
            },
            _ if is_unicode && !is_syntax_character(point) => return Err(INVALID_ESCAPE),
            _ => code,
        })
    }

    /// Reads the rest of an octal escape: up to three digits in all, up to 0o377.
    fn legacy_octal(&mut self, first: u32) -> u32 {
        let mut value = first;
        for _ in 0..2 {
            let Some(digit) = self.peek().and_then(|point| point.to_digit(8)) else {
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

    /// Reads exactly `count` hexadecimal digits, or nothing.
    fn hexadecimal(&mut self, count: usize) -> Option<u32> {
        let mut value = 0;
        for index in 0..count {
            value = value * 16 + self.point(self.at + index)?.to_digit(16)?;
        }
        self.at += count;
        Some(value)
    }

    /// Reads what follows `\u`, or nothing. A pair of surrogates is one code point.
    fn unicode_escape(&mut self, is_unicode: bool) -> Check<Option<u32>> {
        if !is_unicode {
            return Ok(self.hexadecimal(4));
        }
        let start = self.at;
        if self.eat('{') {
            let mut value: u32 = 0;
            while let Some(digit) = self.peek().and_then(|point| point.to_digit(16)) {
                value = value.saturating_mul(16).saturating_add(digit);
                self.at += 1;
            }
            self.spend((self.at - start) / 16)?;
            let is_valid = self.at > start + 1 && value <= 0x10_FFFF && self.eat('}');
            return Ok(is_valid.then_some(value));
        }
        let Some(lead) = self.hexadecimal(4) else {
            return Ok(None);
        };
        if (0xD800..0xDC00).contains(&lead) {
            let after = self.at;
            if self.eat_text("\\u")
                && let Some(trail @ 0xDC00..0xE000) = self.hexadecimal(4)
            {
                return Ok(Some(0x1_0000 + ((lead - 0xD800) << 10) + (trail - 0xDC00)));
            }
            self.at = after;
        }
        Ok(Some(lead))
    }

    /// Reads `p{Name}` or `P{Name=Value}`.
    fn property(&mut self, fault: &'static str) -> Check<Contents> {
        let is_negated = self.peek() == Some('P');
        self.at += 1;
        if !self.eat('{') {
            return Err(fault);
        }
        let start = self.at;
        while self
            .peek()
            .is_some_and(|point| point.is_ascii_alphanumeric() || matches!(point, '_' | '='))
        {
            self.at += 1;
        }
        let points = &self.points[start..self.at];
        self.spend(points.len() / 16)?;
        if !self.eat('}') || points.len() > properties::LONGEST {
            return Err(fault);
        }
        let text: String = points.iter().copied().filter_map(char::from_u32).collect();
        let Some(kind) = properties::find(&text) else {
            return Err(fault);
        };
        let may_contain_strings = kind == properties::Kind::Strings;
        if may_contain_strings && (is_negated || !self.mode.sets) {
            return Err(fault);
        }
        if !self.builds {
            return Ok(Contents {
                may_contain_strings,
                ..Contents::default()
            });
        }
        let property = properties::property(&text);
        self.spend(property.points.ranges().len() / 4 + property.strings.len())?;
        let (mut points, mut strings) = (property.points.clone(), property.strings.clone());
        if self.mode.ignore_case {
            self.spend(256)?;
        }
        if self.mode.sets && self.mode.ignore_case {
            (points, strings) = (close_over_case(&points, true), fold_strings(strings));
        }
        if is_negated {
            points = points.not();
        }
        if !self.mode.sets && self.mode.ignore_case {
            points = close_over_case(&points, true);
        }
        Ok(Contents {
            points,
            strings,
            may_contain_strings,
        })
    }

    /// Reads a group's name and the `>` after it.
    pub(super) fn group_name(&mut self) -> Check<Vec<u32>> {
        let mut name = Vec::new();
        while !self.eat('>') {
            self.spend(1)?;
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

    /// Reads a code point of a name, which may be escaped or written as a pair of surrogates.
    fn name_character(&mut self) -> Check<u32> {
        let Some(&code) = self.points.get(self.at) else {
            return Err(INVALID_NAME);
        };
        self.at += 1;
        if code == u32::from('\\') {
            if !self.eat('u') {
                return Err(INVALID_NAME);
            }
            return self.unicode_escape(true)?.ok_or(INVALID_UNICODE_ESCAPE);
        }
        if (0xD800..0xDC00).contains(&code)
            && let Some(trail @ 0xDC00..0xE000) = self.points.get(self.at)
        {
            self.at += 1;
            return Ok(0x1_0000 + ((code - 0xD800) << 10) + (trail - 0xDC00));
        }
        Ok(code)
    }
}

/// [SyntaxCharacter](https://tc39.es/ecma262/#prod-SyntaxCharacter), or `/`: what can be escaped.
fn is_syntax_character(character: char) -> bool {
    "^$\\.*+?()[]{}|/".contains(character)
}
