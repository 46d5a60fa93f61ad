//! Building a string piece by piece.

use super::{Agent, JsResult};
use crate::budget::PIECE;
use crate::heap::{MAX_LENGTH, Str, Text};

/// Collects text, narrow as long as it can be. Lone surrogates survive.
#[derive(Default, Debug)]
pub struct TextBuilder {
    narrow: Vec<u8>,
    /// Once a unit above 0xFF came: everything.
    wide: Option<Vec<u16>>,
    /// How much of it was accounted for.
    accounted: usize,
}

impl TextBuilder {
    /// Nothing yet.
    pub fn new() -> TextBuilder {
        TextBuilder::default()
    }

    /// Length in code units.
    pub fn len(&self) -> usize {
        self.wide.as_ref().map_or(self.narrow.len(), Vec::len)
    }

    /// Whether there is nothing yet.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn widen(&mut self) -> &mut Vec<u16> {
        let narrow = &mut self.narrow;
        self.wide
            .get_or_insert_with(|| std::mem::take(narrow).into_iter().map(u16::from).collect())
    }

    /// Adds a code unit.
    #[inline]
    pub fn push_unit(&mut self, unit: u16) {
        match &mut self.wide {
            Some(wide) => wide.push(unit),
            None if unit <= 0xFF => self.narrow.push(unit as u8),
            None => self.widen().push(unit),
        }
    }

    /// Adds a code point; one above 0xFFFF as two units.
    pub fn push_code_point(&mut self, code_point: u32) {
        if code_point < 0x10000 {
            self.push_unit(code_point as u16);
        } else {
            let rest = code_point - 0x10000;
            self.push_unit(0xD800 + (rest >> 10) as u16);
            self.push_unit(0xDC00 + (rest & 0x3FF) as u16);
        }
    }

    /// Adds UTF-8 text.
    pub fn push_str(&mut self, text: &str) {
        if text.is_ascii() {
            self.push_text(Text::Latin1(text.as_bytes()));
        } else {
            text.encode_utf16().for_each(|unit| self.push_unit(unit));
        }
    }

    /// Takes back what was added after the first `length` units. A text that became wide stays so
    /// until it is finished.
    pub fn truncate(&mut self, length: usize) {
        match &mut self.wide {
            Some(wide) => wide.truncate(length),
            None => self.narrow.truncate(length),
        }
    }

    /// Adds a few ASCII characters.
    #[inline(always)]
    pub fn push_ascii<const N: usize>(&mut self, text: &[u8; N]) {
        match &mut self.wide {
            None => self.narrow.extend_from_slice(text),
            Some(wide) => wide.extend(text.map(u16::from)),
        }
    }

    /// Adds a string's text.
    #[inline]
    pub fn push_text(&mut self, text: Text<'_>) {
        match (&mut self.wide, text) {
            (None, Text::Latin1(text)) => self.narrow.extend_from_slice(text),
            (Some(wide), Text::Latin1(text)) => wide.extend(text.iter().map(|&byte| byte as u16)),
            (_, Text::Utf16(text)) => self.widen().extend_from_slice(text),
        }
    }

    /// Adds a string; a long one in parts that are paid for, of which the last are missing where
    /// the budget is spent.
    pub fn push(&mut self, agent: &Agent, string: Str) {
        let text = agent.heap.text(string);
        if text.len() <= PIECE {
            return self.push_text(text);
        }
        for piece in text.pieces(&agent.heap.budget, 64) {
            self.push_text(piece);
        }
    }

    /// Whether so much was added since the last [`check`](Self::check) that it is time for one.
    pub fn has_grown(&self) -> bool {
        self.len() - self.accounted.min(self.len()) > 1 << 16
    }

    /// For building in many pieces: accounts for what was added since the last time; a
    /// RangeError where it is too long already.
    pub fn check(&mut self, agent: &mut Agent) -> JsResult<()> {
        let length = self.len();
        let added = length.saturating_sub(self.accounted);
        self.accounted = length;
        agent.poll_work(added / 64)?;
        if length > MAX_LENGTH {
            return Err(agent.range_error("Invalid string length"));
        }
        Ok(())
    }

    /// The text so far.
    pub fn text(&self) -> Text<'_> {
        match &self.wide {
            Some(wide) => Text::Utf16(wide),
            None => Text::Latin1(&self.narrow),
        }
    }

    /// The string; a RangeError where it is too long.
    pub fn finish(self, agent: &mut Agent) -> JsResult<Str> {
        if self.len() > MAX_LENGTH {
            return Err(agent.range_error("Invalid string length"));
        }
        Ok(match self.wide {
            Some(wide) => agent.heap.new_utf16_boxed(wide.into_boxed_slice()),
            None => agent.heap.new_latin1_boxed(self.narrow.into_boxed_slice()),
        })
    }
}
