//! The heap's strings: making, joining, flattening, hashing, interning.

use super::cell::{
    ATOM, HASHED, INDEX, MAX_LENGTH, Repr, Rope, SHORT, StringCell, Text, array_index, hash_text,
    spread,
};
use crate::budget::PIECE;
use crate::heap::{Heap, PropertyKey, Str, alloc};

/// From this length on, a joined string is kept as a rope and a part as a slice.
const ROPE_LENGTH: usize = 24;

/// After so many appends in a row a rope is turned into a slice of a builder.
const BUILDER_DEPTH: u8 = 12;

/// How many units of a text that is only copied make a step.
const UNITS: usize = 64;

/// Up to this length, several strings are joined to a flat one at once.
const FLAT_LENGTH: usize = 256;

impl StringCell {
    pub(in crate::heap) fn external_bytes(&self) -> usize {
        match &self.repr {
            Repr::Latin1(text) => text.len(),
            Repr::Utf16(text) => text.len() * 2,
            Repr::Latin1Builder(text) => text.capacity(),
            Repr::Utf16Builder(text) => text.capacity() * 2,
            Repr::Short(..) | Repr::Rope(_) | Repr::Slice { .. } => 0,
        }
    }
}

impl Heap {
    fn new_string_cell(&mut self, repr: Repr) -> Str {
        let (hash, flags) = (0.into(), 0.into());
        Str(alloc!(self, strings, StringCell { hash, flags, repr }))
    }

    /// The empty string.
    pub fn empty_string(&mut self) -> Str {
        if let Some(empty) = self.empty_string {
            return empty;
        }
        let empty = self.intern(Text::Latin1(b""));
        self.pin(empty.value());
        self.empty_string = Some(empty);
        empty
    }

    /// A string of Latin-1 text.
    #[inline]
    pub fn new_latin1(&mut self, text: &[u8]) -> Str {
        if text.len() <= SHORT {
            if text.len() == 1 {
                return self.single_unit(text[0]);
            }
            let mut bytes = [0; SHORT];
            bytes[..text.len()].copy_from_slice(text);
            return self.new_string_cell(Repr::Short(text.len() as u8, bytes));
        }
        let text = self.copied(text);
        self.new_latin1_boxed(text)
    }

    /// A copy of a text, made in parts that are paid for; what the budget stops ends early.
    pub fn copied<T: Copy>(&self, text: &[T]) -> Box<[T]> {
        if text.len() <= PIECE {
            return text.into();
        }
        let mut copy = Vec::with_capacity(text.len());
        for piece in self.budget.pieces(text, UNITS) {
            copy.extend_from_slice(piece);
        }
        copy.into_boxed_slice()
    }

    /// A string of Latin-1 text that is owned already.
    pub fn new_latin1_boxed(&mut self, text: Box<[u8]>) -> Str {
        if text.len() <= SHORT {
            return self.new_latin1(&text);
        }
        self.report_external(text.len());
        self.new_string_cell(Repr::Latin1(text))
    }

    /// A string of UTF-16 code units, narrowed where it fits Latin-1.
    pub fn new_utf16(&mut self, text: &[u16]) -> Str {
        match self.narrowed(text) {
            Some(narrow) => self.new_latin1_boxed(narrow),
            None => {
                let text = self.copied(text);
                self.new_wide(text)
            }
        }
    }

    /// A string of UTF-16 code units that are owned already, narrowed where it fits Latin-1.
    pub fn new_utf16_boxed(&mut self, text: Box<[u16]>) -> Str {
        match self.narrowed(&text) {
            Some(narrow) => self.new_latin1_boxed(narrow),
            None => self.new_wide(text),
        }
    }

    fn new_wide(&mut self, text: Box<[u16]>) -> Str {
        self.report_external(text.len() * 2);
        self.new_string_cell(Repr::Utf16(text))
    }

    /// A text's units as bytes, where all of them are; looks at the budget.
    fn narrowed(&self, text: &[u16]) -> Option<Box<[u8]>> {
        let fits = |piece: &[u16]| piece.iter().all(|&unit| unit <= 0xFF);
        let (start, rest) = text.split_at(text.len().min(PIECE));
        if !fits(start) || !self.budget.pieces(rest, UNITS).all(fits) {
            return None;
        }
        let mut narrow = Vec::with_capacity(text.len());
        narrow.extend(start.iter().map(|&unit| unit as u8));
        for piece in self.budget.pieces(rest, UNITS) {
            narrow.extend(piece.iter().map(|&unit| unit as u8));
        }
        Some(narrow.into_boxed_slice())
    }

    /// A string of any text.
    pub fn new_text(&mut self, text: Text<'_>) -> Str {
        match text {
            Text::Latin1(text) => self.new_latin1(text),
            Text::Utf16(text) => self.new_utf16(text),
        }
    }

    /// A string of UTF-8 text.
    pub fn new_string(&mut self, text: &str) -> Str {
        if self.is_ascii(text) {
            return self.new_latin1(text.as_bytes());
        }
        let units = self.utf16(text);
        self.new_utf16_boxed(units.into_boxed_slice())
    }

    /// A string of UTF-8 text that is owned already.
    pub fn new_string_owned(&mut self, text: String) -> Str {
        match self.is_ascii(&text) {
            true => self.new_latin1_boxed(text.into_bytes().into_boxed_slice()),
            false => self.new_string(&text),
        }
    }

    /// Whether a text is ASCII; looks at the budget.
    fn is_ascii(&self, text: &str) -> bool {
        let (start, rest) = text.as_bytes().split_at(text.len().min(PIECE));
        start.is_ascii() && self.budget.pieces(rest, UNITS * 4).all(<[u8]>::is_ascii)
    }

    /// A text's code units; they end early where the budget is spent.
    fn utf16(&self, text: &str) -> Vec<u16> {
        let mut units = Vec::with_capacity(text.len());
        let mut accounted = 0;
        for character in text.chars() {
            let mut pair = [0; 2];
            units.extend_from_slice(character.encode_utf16(&mut pair));
            if units.len() - accounted >= PIECE {
                accounted = units.len();
                if self.budget.spend(PIECE / 16).is_err() {
                    break;
                }
            }
        }
        units
    }

    /// The interned string of one Latin-1 character.
    #[inline]
    pub fn single_unit(&mut self, unit: u8) -> Str {
        if let Some(string) = self.single_units[unit as usize] {
            return string;
        }
        let string = self.intern(Text::Latin1(&[unit]));
        self.pin(string.value());
        self.single_units[unit as usize] = Some(string);
        string
    }

    /// The length in UTF-16 code units.
    #[inline]
    pub fn string_length(&self, string: Str) -> usize {
        match &self.strings.get(string.0).repr {
            Repr::Short(len, _) => *len as usize,
            Repr::Latin1(text) => text.len(),
            Repr::Utf16(text) => text.len(),
            Repr::Rope(rope) => rope.length as usize,
            Repr::Slice { length, .. } => *length as usize,
            Repr::Latin1Builder(text) => text.len(),
            Repr::Utf16Builder(text) => text.len(),
        }
    }

    fn is_wide(&self, string: Str) -> bool {
        match &self.strings.get(string.0).repr {
            Repr::Short(..) | Repr::Latin1(_) | Repr::Latin1Builder(_) => false,
            Repr::Utf16(_) | Repr::Utf16Builder(_) => true,
            Repr::Rope(rope) => rope.wide,
            Repr::Slice { base, .. } => self.is_wide(*base),
        }
    }

    /// Joins two strings; `None` where the result would be longer than [`MAX_LENGTH`].
    pub fn concat(&mut self, left: Str, right: Str) -> Option<Str> {
        let (a, b) = (self.string_length(left), self.string_length(right));
        if a == 0 {
            return Some(right);
        }
        if b == 0 {
            return Some(left);
        }
        let length = a + b;
        if length > MAX_LENGTH {
            return None;
        }
        if length <= SHORT
            && let (Some(a), Some(b)) = (self.short_text(left), self.short_text(right))
            && let Some(joined) = a.join(b)
        {
            return Some(self.new_short(joined));
        }
        if length < ROPE_LENGTH
            && let (Text::Latin1(a), Text::Latin1(b)) = (self.text(left), self.text(right))
        {
            let mut bytes = [0; ROPE_LENGTH];
            bytes[..a.len()].copy_from_slice(a);
            bytes[a.len()..length].copy_from_slice(b);
            return Some(self.new_latin1(&bytes[..length]));
        }
        if let Some(joined) = self.append(left, right, length) {
            return Some(joined);
        }
        let wide = self.is_wide(left) || self.is_wide(right);
        let depth = match &self.strings.get(left.0).repr {
            Repr::Rope(rope) => rope.depth.saturating_add(1),
            _ => 0,
        };
        Some(self.new_string_cell(Repr::Rope(Rope {
            left,
            right,
            length: length as u32,
            wide,
            depth,
        })))
    }

    /// Joins by appending in place, where the left string has been appended to before.
    fn append(&mut self, left: Str, right: Str, length: usize) -> Option<Str> {
        // More than the left string again would rather be left to a rope.
        if self.string_length(right) > length / 2 {
            return None;
        }
        let (builder, start) = match self.strings.get(left.0).repr {
            Repr::Slice {
                base,
                start,
                length,
            } if self.builder_ends_at(base, start as usize + length as usize) => (base, start),
            Repr::Rope(rope) if rope.depth >= BUILDER_DEPTH => (self.new_builder(left), 0),
            _ => return None,
        };
        if !self.push_to_builder(builder, right) {
            return None;
        }
        Some(self.new_string_cell(Repr::Slice {
            base: builder,
            start,
            length: length as u32,
        }))
    }

    /// Whether the string is a builder of just this length.
    #[inline]
    fn builder_ends_at(&self, string: Str, end: usize) -> bool {
        match &self.strings.get(string.0).repr {
            Repr::Latin1Builder(text) => text.len() == end,
            Repr::Utf16Builder(text) => text.len() == end,
            _ => false,
        }
    }

    #[cold]
    #[inline(never)]
    fn new_builder(&mut self, string: Str) -> Str {
        let repr = match self.text(string) {
            Text::Latin1(text) => {
                let mut builder = Vec::with_capacity(text.len() * 2);
                builder.extend_from_slice(text);
                Repr::Latin1Builder(Box::new(builder))
            }
            Text::Utf16(text) => {
                let mut builder = Vec::with_capacity(text.len() * 2);
                builder.extend_from_slice(text);
                Repr::Utf16Builder(Box::new(builder))
            }
        };
        let builder = self.new_string_cell(repr);
        self.report_external(self.strings.get(builder.0).external_bytes());
        builder
    }

    /// Appends a string's text to a builder; false where the string isn't one, or is too narrow.
    #[inline]
    fn push_to_builder(&mut self, builder: Str, string: Str) -> bool {
        // The string may itself be a part of the builder's text, so it is copied first.
        let mut short = [0; SHORT];
        let copy;
        let text = match self.text(string) {
            Text::Latin1(text) if text.len() <= SHORT => {
                short[..text.len()].copy_from_slice(text);
                Text::Latin1(&short[..text.len()])
            }
            Text::Latin1(text) => {
                copy = (text.to_vec(), Vec::new());
                Text::Latin1(&copy.0)
            }
            Text::Utf16(text) => {
                copy = (Vec::new(), text.to_vec());
                Text::Utf16(&copy.1)
            }
        };
        let before = self.strings.get(builder.0).external_bytes();
        match (&mut self.strings.get_mut(builder.0).repr, text) {
            (Repr::Latin1Builder(to), Text::Latin1(text)) => to.extend_from_slice(text),
            (Repr::Utf16Builder(to), Text::Utf16(text)) => to.extend_from_slice(text),
            (Repr::Utf16Builder(to), Text::Latin1(text)) => {
                to.extend(text.iter().map(|unit| *unit as u16));
            }
            _ => return false,
        }
        self.report_external(self.strings.get(builder.0).external_bytes() - before);
        true
    }

    /// Joins strings; `None` where the result would be longer than [`MAX_LENGTH`].
    pub fn concat_all(&mut self, pieces: &[Str]) -> Option<Str> {
        let length: usize = pieces.iter().map(|piece| self.string_length(*piece)).sum();
        let narrow = || pieces.iter().all(|piece| !self.is_wide(*piece));
        if length <= FLAT_LENGTH && narrow() {
            let mut bytes = [0; FLAT_LENGTH];
            let mut end = 0;
            for piece in pieces {
                if let Text::Latin1(text) = self.text(*piece) {
                    bytes[end..end + text.len()].copy_from_slice(text);
                    end += text.len();
                }
            }
            return Some(self.new_latin1(&bytes[..end]));
        }
        let (first, rest) = pieces.split_first()?;
        let mut joined = *first;
        for piece in rest {
            joined = self.concat(joined, *piece)?;
        }
        Some(joined)
    }

    /// The part `start..end` of a string, sharing the text of a long one.
    pub fn substring(&mut self, string: Str, start: usize, end: usize) -> Str {
        let length = self.string_length(string);
        if start >= end {
            return self.empty_string();
        }
        if start == 0 && end == length {
            return string;
        }
        let text = self.text(string);
        if end - start < ROPE_LENGTH || matches!(text, Text::Utf16(_)) {
            return match text.slice(start, end) {
                Text::Latin1(part) if part.len() <= SHORT => {
                    let mut bytes = [0; SHORT];
                    bytes[..part.len()].copy_from_slice(part);
                    let len = part.len();
                    self.new_latin1(&bytes[..len])
                }
                Text::Latin1(part) => {
                    let part: Box<[u8]> = part.into();
                    self.new_latin1_boxed(part)
                }
                Text::Utf16(part) => {
                    let part: Vec<u16> = part.to_vec();
                    self.new_utf16(&part)
                }
            };
        }
        let (base, offset) = match &self.strings.get(string.0).repr {
            Repr::Slice { base, start, .. } => (*base, *start as usize),
            _ => (string, 0),
        };
        let (start, length) = ((start + offset) as u32, (end - start) as u32);
        self.new_string_cell(Repr::Slice {
            base,
            start,
            length,
        })
    }

    /// The text of a string, flattened if it was a rope.
    #[inline]
    pub fn text(&self, string: Str) -> Text<'_> {
        match &self.strings.get(string.0).repr {
            Repr::Short(len, bytes) => Text::Latin1(&bytes[..*len as usize]),
            Repr::Latin1(text) => Text::Latin1(text),
            Repr::Utf16(text) => Text::Utf16(text),
            Repr::Latin1Builder(text) => Text::Latin1(text),
            Repr::Utf16Builder(text) => Text::Utf16(text),
            Repr::Slice {
                base,
                start,
                length,
            } => self
                .text(*base)
                .slice(*start as usize, *start as usize + *length as usize),
            Repr::Rope(_) => self.flatten(string),
        }
    }

    #[cold]
    #[inline(never)]
    fn flatten(&self, string: Str) -> Text<'_> {
        let rope = match &self.strings.get(string.0).repr {
            Repr::Rope(rope) => *rope,
            _ => unreachable!("only ropes are flattened"),
        };
        let repr = if self.is_wide(string) {
            let mut text = vec![0u16; self.string_length(string)];
            self.write_rope(string, &mut text, |unit| unit);
            Repr::Utf16(text.into_boxed_slice())
        } else {
            let mut text = vec![0u8; self.string_length(string)];
            self.write_rope(string, &mut text, |unit| unit as u8);
            Repr::Latin1(text.into_boxed_slice())
        };
        let cell = self.strings.get(string.0);
        let (hash, flags) = (cell.hash.clone(), cell.flags.clone());
        // SAFETY: only a text borrows from a cell beyond a function of this module, and that of a
        // rope never does: it is flattened first. `cell` isn't used any more.
        unsafe {
            let flat = StringCell { hash, flags, repr };
            self.strings.replace_shared(string.0, flat);
        }
        if self.budget.stopped().is_some() {
            self.note_torn(string, rope);
        }
        self.text(string)
    }

    /// Writes a rope's text from its end, walking the (usually long) left spine in a loop. What
    /// isn't written yet when the budget is spent stays as it is.
    fn write_rope<U: Copy>(&self, string: Str, out: &mut [U], convert: impl Fn(u16) -> U) {
        let mut pending = vec![string];
        let mut end = out.len();
        let mut pieces = 256;
        while let Some(string) = pending.pop() {
            if let Repr::Rope(rope) = &self.strings.get(string.0).repr {
                pending.push(rope.left);
                pending.push(rope.right);
                continue;
            }
            let mut text = self.text(string);
            end -= text.len();
            let mut out = &mut out[end..];
            // An eighth of a step for a small part is enough: a few nanoseconds each.
            if pieces == 0 {
                if self.budget.spend(64).is_err() {
                    return;
                }
                pieces = 256;
            }
            pieces -= 1;
            while !text.is_empty() {
                let size = text.len().min(PIECE);
                if size == PIECE && self.budget.spend(PIECE / 64).is_err() {
                    return;
                }
                let (now, later) = out.split_at_mut(size);
                match text.slice(0, size) {
                    Text::Latin1(text) => {
                        for (to, from) in now.iter_mut().zip(text) {
                            *to = convert(*from as u16);
                        }
                    }
                    Text::Utf16(text) => {
                        for (to, from) in now.iter_mut().zip(text) {
                            *to = convert(*from);
                        }
                    }
                }
                out = later;
                text = text.slice(size, text.len());
            }
        }
    }

    /// The strings that a rope or slice refers to.
    pub(in crate::heap) fn string_children(&self, string: Str) -> (Option<Str>, Option<Str>) {
        match &self.strings.get(string.0).repr {
            Repr::Rope(rope) => (Some(rope.left), Some(rope.right)),
            Repr::Slice { base, .. } => (Some(*base), None),
            _ => (None, None),
        }
    }

    /// Whether two strings have the same code units.
    pub fn same_string(&self, a: Str, b: Str) -> bool {
        if a == b {
            return true;
        }
        let (left, right) = (self.strings.get(a.0), self.strings.get(b.0));
        if left.flags.get() & right.flags.get() & ATOM != 0 {
            return false;
        }
        self.same_text(a, b)
    }

    #[inline(never)]
    fn same_text(&self, a: Str, b: Str) -> bool {
        let length = self.string_length(a);
        if length != self.string_length(b) {
            return false;
        }
        let (a, b) = (self.text(a), self.text(b));
        match length <= PIECE {
            true => a == b,
            false => a.is_same(b, &self.budget),
        }
    }

    /// A hash of the text, the same for equal texts.
    pub fn string_hash(&self, string: Str) -> u32 {
        let cell = self.strings.get(string.0);
        if cell.flags.get() & HASHED != 0 {
            return cell.hash.get();
        }
        let text = self.text(string);
        if text.len() > PIECE {
            // Hashes are remembered, so it is finished in any case.
            let _ = self.budget.spend(text.len() / UNITS);
        }
        let hash = hash_text(text);
        // The text may have been a rope's: the cell is asked for anew.
        let cell = self.strings.get(string.0);
        cell.hash.set(hash);
        cell.flags.set(cell.flags.get() | HASHED);
        hash
    }

    /// The one interned string with this text.
    pub fn intern(&mut self, text: Text<'_>) -> Str {
        let hash = hash_text(text);
        if let Some(&atom) = self.find_atom(hash, text) {
            return atom;
        }
        let narrow: Vec<u8>;
        let text = match text {
            Text::Utf16(units) if units.iter().all(|&unit| unit <= 0xFF) => {
                narrow = units.iter().map(|&unit| unit as u8).collect();
                Text::Latin1(&narrow)
            }
            text => text,
        };
        let repr = match text {
            Text::Latin1(text) if text.len() <= SHORT => {
                let mut bytes = [0; SHORT];
                bytes[..text.len()].copy_from_slice(text);
                Repr::Short(text.len() as u8, bytes)
            }
            Text::Latin1(text) => Repr::Latin1(text.into()),
            Text::Utf16(text) => Repr::Utf16(text.into()),
        };
        let string = self.new_string_cell(repr);
        self.make_atom(string, hash);
        string
    }

    fn find_atom(&self, hash: u32, text: Text<'_>) -> Option<&Str> {
        self.atoms.find(spread(hash), |&atom| {
            self.strings.get(atom.0).hash.get() == hash && self.text(atom) == text
        })
    }

    fn make_atom(&mut self, string: Str, hash: u32) {
        let index = if array_index(self.text(string)).is_some() {
            INDEX
        } else {
            0
        };
        let cell = self.strings.get(string.0);
        cell.hash.set(hash);
        cell.flags.set(cell.flags.get() | HASHED | ATOM | index);
        let strings = &self.strings;
        self.atoms.insert_unique(spread(hash), string, |&atom| {
            spread(strings.get(atom.0).hash.get())
        });
    }

    /// The property key for a string.
    #[inline]
    pub fn property_key(&mut self, string: Str) -> PropertyKey {
        let cell = self.strings.get(string.0);
        if cell.flags.get() & (ATOM | INDEX) == ATOM {
            return PropertyKey::atom(string);
        }
        if let Some(atom) = self.short_atom(string) {
            return PropertyKey::atom(atom);
        }
        self.property_key_slow(string)
    }

    #[inline(never)]
    fn property_key_slow(&mut self, string: Str) -> PropertyKey {
        if let Some(index) = array_index(self.text(string)) {
            return PropertyKey::index(index);
        }
        if self.is_torn(string) {
            // The program is being stopped: the key is never used.
            return PropertyKey::index(0);
        }
        let hash = self.string_hash(string);
        if let Some(&atom) = self.find_atom(hash, self.text(string)) {
            return PropertyKey::atom(atom);
        }
        if self.string_children(string).0.is_some() {
            // A slice: the atom gets a text of its own, so as not to keep the whole alive.
            let text = self.text(string);
            let owned: Box<[u8]>;
            let units: Vec<u16>;
            let text = match text {
                Text::Latin1(text) => {
                    owned = text.into();
                    Text::Latin1(&owned)
                }
                Text::Utf16(text) => {
                    units = text.to_vec();
                    Text::Utf16(&units)
                }
            };
            return PropertyKey::atom(self.intern(text));
        }
        self.make_atom(string, hash);
        PropertyKey::atom(string)
    }

    /// The property key for a text.
    pub fn property_key_of_text(&mut self, text: Text<'_>) -> PropertyKey {
        match array_index(text) {
            Some(index) => PropertyKey::index(index),
            None => PropertyKey::atom(self.intern(text)),
        }
    }

    /// The property key for UTF-8 text.
    pub fn property_key_of_str(&mut self, text: &str) -> PropertyKey {
        if text.is_ascii() {
            return self.property_key_of_text(Text::Latin1(text.as_bytes()));
        }
        let units: Vec<u16> = text.encode_utf16().collect();
        self.property_key_of_text(Text::Utf16(&units))
    }
}
