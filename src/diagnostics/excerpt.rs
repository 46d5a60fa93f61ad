//! One line of source, fit to be shown.
//!
//! Owns cutting long lines around the place that matters, and replacing characters that would act
//! on the terminal instead of being seen. Does not own layout.
//! Invariant: what is shown around a place has at most `LONGEST` characters and the two cut marks,
//! whatever the length of the source; offsets into the shown text are always at character boundaries.

use std::ops::Range;

/// The most characters shown of one line.
const LONGEST: usize = 160;

/// How many of them are before the place that matters, if the line is longer.
const BEFORE: usize = 60;

/// Stands where a part was left out.
const CUT: char = '…';

/// A line as it is shown.
#[derive(Debug)]
pub(super) struct ShownLine {
    /// The text, without line terminator.
    pub(super) text: String,
    /// Offset in the source line and offset in `text` for each character shown.
    places: Vec<(usize, usize)>,
    /// Where the shown characters end: in the source line, and in `text`.
    end: (usize, usize),
}

impl ShownLine {
    /// Shows a line around the byte offset `focus`.
    pub(super) fn around(line: &str, focus: usize) -> Self {
        Self::part(line, window(line, focus))
    }

    /// Shows all of a line.
    pub(super) fn whole(line: &str) -> Self {
        Self::part(line, 0..line.len())
    }

    fn part(line: &str, window: Range<usize>) -> Self {
        let mut text = String::new();
        let mut places = Vec::new();
        if window.start > 0 {
            text.push(CUT);
        }
        for (offset, character) in line[window.clone()].char_indices() {
            places.push((window.start + offset, text.len()));
            text.push(visible(character));
        }
        let end = (window.end, text.len());
        if window.end < line.len() {
            text.push(CUT);
        }
        Self { text, places, end }
    }

    /// Where an offset of the source line is shown: at the cut mark, if it isn't.
    pub(super) fn place(&self, offset: usize) -> usize {
        if offset >= self.end.0 {
            return self.end.1;
        }
        let after = self.places.partition_point(|&(source, _)| source <= offset);
        after
            .checked_sub(1)
            .map_or(0, |character| self.places[character].1)
    }
}

/// The part of a line to show.
fn window(line: &str, focus: usize) -> Range<usize> {
    if line.char_indices().nth(LONGEST).is_none() {
        return 0..line.len();
    }
    let focus = (0..=focus.min(line.len()))
        .rev()
        .find(|&at| line.is_char_boundary(at))
        .unwrap_or(0);
    let mut before = line[..focus].char_indices().rev();
    let start = before.nth(BEFORE - 1).map_or(0, |(offset, _)| offset);
    let mut after = line[start..].char_indices();
    let end = after
        .nth(LONGEST)
        .map_or(line.len(), |(offset, _)| start + offset);
    start..end
}

/// The character to show for a character of the source.
fn visible(character: char) -> char {
    match character {
        '\t' => '\t',
        '\0'..'\u{20}' => char::from_u32(0x2400 + character as u32).unwrap_or('�'),
        '\u{7F}' => '␡',
        // C1 controls, and marks that would reorder the line.
        '\u{80}'..='\u{9F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => '�',
        _ => character,
    }
}

/// [`visible`] for each character of a text.
pub(super) fn visible_text(text: &str) -> String {
    text.chars().map(visible).collect()
}

#[cfg(test)]
mod tests {
    use super::ShownLine;

    #[test]
    fn short_lines_are_whole() {
        let shown = ShownLine::around("let é = 1;", 4);
        assert_eq!(shown.text, "let é = 1;");
        assert_eq!(
            (shown.place(0), shown.place(6), shown.place(99)),
            (0, 6, 11)
        );
        // The middle of a character is its start.
        assert_eq!(shown.place(5), 4);
        assert_eq!(ShownLine::around("", 0).place(0), 0);
    }

    #[test]
    fn long_lines_are_cut() {
        let line = format!("{}X{}", "é".repeat(5000), "漢".repeat(5000));
        let shown = ShownLine::around(&line, 10_000);
        assert_eq!(shown.text.chars().count(), 162);
        assert!(shown.text.starts_with('…') && shown.text.ends_with('…'));
        assert!(shown.text[shown.place(10_000)..].starts_with('X'));
        assert_eq!(shown.place(0), 0);
        assert!(shown.text[shown.place(20_000)..].starts_with('…'));
        let start = ShownLine::around(&line, 0);
        assert!(start.text.starts_with('é') && start.text.ends_with('…'));
        let end = ShownLine::around(&line, line.len());
        assert!(end.text.ends_with('漢'));
        assert_eq!(end.place(line.len()), end.text.len());
    }

    #[test]
    fn controls_are_seen() {
        let shown = ShownLine::around("a\t\u{1b}[31m\u{202e}b", 0);
        assert_eq!(shown.text, "a\t␛[31m�b");
        assert!(shown.text[shown.place(10)..].starts_with('b'));
    }
}
