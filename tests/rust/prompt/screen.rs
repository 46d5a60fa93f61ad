//! A terminal, as far as the prompt uses it: what is written becomes lines.

/// The lines so far; nothing is forgotten at their top.
#[derive(Default)]
pub(super) struct Screen {
    lines: Vec<Vec<char>>,
    row: usize,
    column: usize,
    /// How wide it is; `None` if no row is too long.
    columns: Option<usize>,
    /// What may be the beginning of a sequence.
    rest: Vec<u8>,
}

impl Screen {
    pub(super) fn of_columns(columns: usize) -> Screen {
        Screen {
            columns: Some(columns),
            ..Screen::default()
        }
    }

    /// Shows what is written.
    pub(super) fn write(&mut self, bytes: &[u8]) {
        self.rest.extend(bytes);
        let all = std::mem::take(&mut self.rest);
        let text = match std::str::from_utf8(&all) {
            Ok(text) => text,
            Err(error) => {
                self.rest = all[error.valid_up_to()..].to_vec();
                std::str::from_utf8(&all[..error.valid_up_to()]).unwrap()
            }
        };
        let mut left = text;
        while let Some(first) = left.chars().next() {
            let Some(sequence) = left.strip_prefix("\x1b[") else {
                assert!(first != '\x1b' || left.len() == 1, "{left:?}");
                if first == '\x1b' {
                    break;
                }
                self.character(first);
                left = &left[first.len_utf8()..];
                continue;
            };
            let Some(end) = sequence.find(|c: char| c.is_ascii_alphabetic()) else {
                break;
            };
            self.sequence(&sequence[..end], sequence.as_bytes()[end]);
            left = &sequence[end + 1..];
        }
        self.rest.splice(0..0, left.bytes());
    }

    fn character(&mut self, character: char) {
        match character {
            '\r' => self.column = 0,
            '\n' => self.row += 1,
            '\x08' => self.column = self.column.saturating_sub(1),
            '\x07' => {}
            _ => {
                if self.columns.is_some_and(|columns| self.column >= columns) {
                    self.row += 1;
                    self.column = 0;
                }
                let column = self.column;
                let line = self.line();
                line.resize(line.len().max(column + 1), ' ');
                line[column] = character;
                self.column += 1;
            }
        }
    }

    fn sequence(&mut self, parameter: &str, end: u8) {
        let count = parameter.parse().unwrap_or(1);
        match end {
            b'A' => self.row = self.row.saturating_sub(count),
            b'B' => self.row += count,
            b'C' => self.column += count,
            b'D' => self.column = self.column.saturating_sub(count),
            b'K' => {
                let column = self.column;
                self.line().truncate(column);
            }
            b'J' => {
                let (row, column) = (self.row, self.column);
                self.line().truncate(column);
                self.lines.truncate(row + 1);
            }
            // Colours, and modes.
            _ => {}
        }
    }

    fn line(&mut self) -> &mut Vec<char> {
        let lines = self.lines.len().max(self.row + 1);
        self.lines.resize(lines, Vec::new());
        &mut self.lines[self.row]
    }

    /// The lines, without white space at their ends.
    pub(super) fn lines(&self) -> Vec<String> {
        let lines = self.lines.iter().map(String::from_iter);
        let mut lines: Vec<String> = lines.map(|line| line.trim_end().to_string()).collect();
        while lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
        lines
    }
}
