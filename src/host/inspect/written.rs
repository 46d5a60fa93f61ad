//! Text that grows at both ends.
//!
//! A value's text goes into that of the object around it, and so on outwards. If it were copied each
//! time, what is nested deeply would cost the square of its length.

use std::fmt;
use std::ops::Deref;

/// Up to this length the text is moved when something is put before it.
const SHORT: usize = 1024;

/// What was written of a value.
#[derive(Clone, Default, Debug)]
pub(super) struct Written {
    /// The text, behind room for what is put before it.
    text: String,
    /// Bytes of room.
    start: usize,
}

impl Written {
    /// Puts something before the text.
    pub(super) fn prepend(&mut self, before: &str) {
        if self.start >= before.len() {
            let start = self.start - before.len();
            self.text.replace_range(start..self.start, before);
            self.start = start;
            return;
        }
        if self.len() <= SHORT {
            self.text.replace_range(..self.start, before);
            self.start = 0;
            return;
        }
        let room = self.len();
        let mut text = String::with_capacity(room + before.len() + room + room / 2);
        text.extend(std::iter::repeat_n(' ', room));
        text.push_str(before);
        text.push_str(self);
        *self = Written { text, start: room };
    }

    /// Puts something behind the text.
    pub(super) fn push_str(&mut self, after: &str) {
        self.text.push_str(after);
    }

    /// The text alone.
    pub(super) fn into_string(mut self) -> String {
        self.text.drain(..self.start);
        self.text
    }
}

impl Deref for Written {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text[self.start..]
    }
}

impl From<String> for Written {
    fn from(text: String) -> Written {
        Written { text, start: 0 }
    }
}

impl From<&str> for Written {
    fn from(text: &str) -> Written {
        String::from(text).into()
    }
}

impl fmt::Display for Written {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self)
    }
}

/// Texts with something between them and around them, in the memory of the longest.
pub(super) fn between(
    start: &str,
    mut entries: Vec<Written>,
    separator: &str,
    end: &str,
) -> Written {
    let longest = (0..entries.len()).max_by_key(|at| entries[*at].len());
    let mut before = String::from(start);
    let Some(longest) = longest else {
        before.push_str(end);
        return before.into();
    };
    for entry in &entries[..longest] {
        before.push_str(entry);
        before.push_str(separator);
    }
    let mut text = std::mem::take(&mut entries[longest]);
    text.prepend(&before);
    for entry in &entries[longest + 1..] {
        text.push_str(separator);
        text.push_str(entry);
    }
    text.push_str(end);
    text
}

/// How much of texts is copied when they are put together.
pub(super) fn copied(entries: &[Written]) -> usize {
    let longest = entries.iter().map(|entry| entry.len()).max().unwrap_or(0);
    entries.iter().map(|entry| entry.len()).sum::<usize>() - longest
}

#[cfg(test)]
mod tests {
    use super::{Written, between};

    #[test]
    fn text_grows_at_both_ends() {
        let mut text = Written::from("x".repeat(2000));
        let mut expected = String::from(&*text);
        for count in [1, 7, 1500, 3, 4000] {
            let before = "ä".repeat(count);
            text.prepend(&before);
            text.push_str("end");
            expected = format!("{before}{expected}end");
            assert_eq!(&*text, expected);
        }
        assert_eq!(text.into_string(), expected);
    }

    #[test]
    fn entries_keep_their_order() {
        for longest in 0..3 {
            let mut entries = ["a", "b", "c"];
            entries[longest] = "longest";
            let texts = entries.iter().map(|entry| (*entry).into()).collect();
            let joined = format!("[{}]", entries.join(", "));
            assert_eq!(&*between("[", texts, ", ", "]"), joined);
        }
        assert_eq!(&*between("[", Vec::new(), ", ", "]"), "[]");
    }
}
