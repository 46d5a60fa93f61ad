//! Putting entries on lines: all on one, one per line, or in columns.

use super::options::{Compact, Options};
use super::text::{spaces, string_width, utf16_length, without_colors};
use super::written::{Written, between};

/// Columns at most.
const MAX_COLUMNS: f64 = 15.0;
/// From this many entries on, an array's are put in columns.
const MIN_GROUPED: usize = 7;

/// The text around entries.
pub(super) struct Frame<'a> {
    /// The text before the opening brace: a function, an error, a reference mark.
    pub(super) base: &'a str,
    /// The opening brace with its prefix.
    pub(super) open: &'a str,
    /// The closing brace.
    pub(super) close: &'a str,
    /// Whether the entries are an array's. What decides the side of padding: whether all are
    /// numbers.
    pub(super) array: Option<Padding>,
    /// Spaces before the line.
    pub(super) indentation: usize,
    /// How many levels deeper the deepest entry is.
    pub(super) levels: f64,
}

/// On which side grouped entries are filled up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Padding {
    /// Numbers are.
    Start,
    /// All others.
    End,
}

/// `Math.max`: NaN wins.
pub(super) fn js_max(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() {
        f64::NAN
    } else {
        a.max(b)
    }
}

/// `Math.min`: NaN wins.
pub(super) fn js_min(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() {
        f64::NAN
    } else {
        a.min(b)
    }
}

/// The whole object as text.
pub(super) fn join(options: &Options, frame: &Frame<'_>, mut entries: Vec<Written>) -> Written {
    let Frame {
        base, open, close, ..
    } = frame;
    let gap = if base.is_empty() { "" } else { " " };
    let levels = match options.compact {
        Compact::Always => return join_compact(options, frame, entries),
        Compact::Levels(levels) => levels,
    };
    if levels >= 1.0 {
        let count = entries.len();
        if let Some(padding) = frame.array
            && count >= MIN_GROUPED
        {
            entries = group(options, frame.indentation, levels, padding, entries);
        }
        if frame.levels < levels && entries.len() == count {
            let start = count + frame.indentation + utf16_length(open) + utf16_length(base) + 10;
            if fits(options, &entries, start, base) && !entries.iter().any(|e| e.contains('\n')) {
                let start = format!("{base}{gap}{open} ");
                return between(&start, entries, ", ", &format!(" {close}"));
            }
        }
    }
    let line = format!("\n{}", spaces(frame.indentation));
    let start = format!("{base}{gap}{open}{line}  ");
    between(
        &start,
        entries,
        &format!(",{line}  "),
        &format!("{line}{close}"),
    )
}

fn join_compact(options: &Options, frame: &Frame<'_>, entries: Vec<Written>) -> Written {
    let Frame {
        base, open, close, ..
    } = frame;
    let base_after = if base.is_empty() {
        String::new()
    } else {
        format!(" {base}")
    };
    let end = format!(" {close}");
    if fits(options, &entries, 0, base) {
        return between(&format!("{open}{base_after} "), entries, ", ", &end);
    }
    let line = format!("\n{}", spaces(frame.indentation));
    let first = if base.is_empty() && open.len() == 1 {
        String::from(" ")
    } else {
        format!("{base_after}{line}  ")
    };
    between(
        &format!("{open}{first}"),
        entries,
        &format!(",{line}  "),
        &end,
    )
}

/// Whether entries fit on one line, where `start` columns are taken already.
fn fits(options: &Options, entries: &[Written], start: usize, base: &str) -> bool {
    let limit = options.break_length;
    if base.contains('\n') {
        return false;
    }
    if limit == f64::INFINITY {
        return !entries.iter().any(|entry| entry.contains('\n'));
    }
    let mut total = entries.len() + start;
    if (total + entries.len()) as f64 > limit {
        return false;
    }
    for entry in entries {
        // Three bytes at most make one code unit.
        if !options.colors && (entry.len() / 3) as f64 > limit {
            return false;
        }
        total += match options.colors {
            true => utf16_length(&without_colors(entry)),
            false => utf16_length(entry),
        };
        if total as f64 > limit {
            return false;
        }
    }
    true
}

/// Puts an array's entries into columns, where that saves room.
fn group(
    options: &Options,
    indentation: usize,
    levels: f64,
    padding: Padding,
    entries: Vec<Written>,
) -> Vec<Written> {
    const BETWEEN: usize = 2;
    let mut count = entries.len();
    if options.max_array_length < entries.len() as f64 {
        // The last says how many more there are.
        count -= 1;
    }
    let widths: Vec<usize> = entries[..count]
        .iter()
        .map(|entry| string_width(entry, options.colors))
        .collect();
    let total: usize = widths.iter().map(|width| width + BETWEEN).sum();
    let longest = widths.iter().copied().max().unwrap_or(0);
    let widest = longest + BETWEEN;
    let fits_three = ((widest * 3 + indentation) as f64) < options.break_length;
    if !fits_three || (total as f64 / widest as f64 <= 5.0 && longest > 6) {
        return entries;
    }
    let bias = (widest as f64 - total as f64 / entries.len() as f64).sqrt();
    let biased = (widest as f64 - 3.0 - bias).max(1.0);
    // A character is about two and a half times as high as wide: columns for roughly a square.
    let square = ((2.5 * biased * count as f64).sqrt() / biased).round();
    let columns = square
        .min(((options.break_length - indentation as f64) / widest as f64).floor())
        .min(levels * 4.0)
        .min(MAX_COLUMNS) as usize;
    if columns <= 1 {
        return entries;
    }
    let column_widths: Vec<usize> = (0..columns)
        .map(|column| {
            let cells = widths.iter().skip(column).step_by(columns);
            cells.copied().max().unwrap_or(0) + BETWEEN
        })
        .collect();
    let mut lines = Vec::with_capacity(count / columns + 2);
    for first in (0..count).step_by(columns) {
        let end = (first + columns).min(count);
        let mut line = String::new();
        for at in first..end {
            let last = at == end - 1;
            let fill = column_widths[at - first] - BETWEEN - widths[at];
            if padding == Padding::Start {
                line.push_str(&spaces(fill));
            }
            line.push_str(&entries[at]);
            if !last {
                line.push_str(", ");
                if padding == Padding::End {
                    line.push_str(&spaces(fill));
                }
            }
        }
        lines.push(line.into());
    }
    lines.extend(entries.into_iter().skip(count));
    lines
}
