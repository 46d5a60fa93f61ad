//! Bytes thrown at the entries of [`crate::entries`], blindly: sources of the goldens and a few
//! seeds for each entry, in which bytes are left out, doubled, exchanged, or taken from elsewhere.

use crate::entries::ENTRIES;
use crate::mutate;
use crate::rng::Rng;
use crate::worker::{Task, Worker};

/// What to begin with where programs don't do.
const SEEDS: &[(&str, &[&str])] = &[
    (
        "regexp",
        &[
            "(?<n>a+)\\k<n>|[^\\d\\w]{2,3}?(?=b)(?<!c)/gu\naabb",
            "[\\p{L}--[a-z]&&\\q{ab|c}]/v\nabc",
            "(?i:x)(?:)|\\u{1f438}\\cA\\x41\\0/su\nX",
            "^(?:a|ab)(?:c|bcd)(?:d*)$/dmy\nabcd",
        ],
    ),
    (
        "json",
        &[
            "{\"a\":[1,-2.5e+10,true,null,\"\\u00e9\\n\"],\"b\":{}}",
            " [ [ ] , 0 , \"\\ud83d\\udc38\" ] ",
        ],
    ),
    (
        "date",
        &[
            "2024-02-29T12:34:56.789Z",
            "Thu, 29 Feb 2024 12:34:56 GMT+0100 (CET)",
            "+275760-09-13T00:00:00.000Z",
            "12/25/1995 13:30 PM -0800",
        ],
    ),
];

/// Words that matter to the entries.
const WORDS: &[&str] = &[
    "\\u{",
    "\\u",
    "\\x",
    "(?<",
    "(?:",
    "(?=",
    "{1,",
    "[^",
    "\\p{",
    "--",
    "e+",
    "0x",
    "T",
    "Z",
    "GMT",
    "Feb",
    "\"",
    "\\",
    "`",
    "${",
    "/*",
    "*/",
    "\u{2028}",
    "\u{feff}",
    "\u{0}",
    "\u{1f438}",
];

/// What throws bytes.
pub(crate) struct Thrower {
    sources: Vec<String>,
    worker: Worker,
}

impl Thrower {
    /// With the goldens.
    pub(crate) fn new() -> Result<Thrower, String> {
        Ok(Thrower {
            sources: mutate::sources()?,
            worker: Worker::default(),
        })
    }

    /// Throws the text of a seed at its entry; a failure is told, with a text made short.
    pub(crate) fn trial(&mut self, seed: u64) -> Result<Option<(String, String)>, String> {
        let mut rng = Rng::new(seed ^ 0xb17e);
        let entry = rng.below(ENTRIES.len());
        let text = self.text(ENTRIES[entry].0, &mut rng);
        let Some(kind) = self.failure(entry, &text)? else {
            return Ok(None);
        };
        let mut text: Vec<char> = text.chars().collect();
        let mut length = text.len() / 2;
        while length > 0 {
            let mut at = 0;
            while at < text.len() {
                let end = (at + length).min(text.len());
                let mut shorter = text.clone();
                shorter.drain(at..end);
                let candidate: String = shorter.iter().collect();
                if self.failure(entry, &candidate)?.as_ref() == Some(&kind) {
                    text = shorter;
                } else {
                    at += length;
                }
            }
            length /= 2;
        }
        let text = text.into_iter().collect();
        Ok(Some((format!("{}: {kind}", ENTRIES[entry].0), text)))
    }

    fn failure(&mut self, entry: usize, text: &str) -> Result<Option<String>, String> {
        let outcome = self.worker.perform(Task::Enter(entry as u64), text)?;
        let kind = outcome.status.replace(|c: char| c.is_ascii_digit(), "");
        Ok(outcome.is_broken().then_some(kind))
    }

    fn text(&self, entry: &str, rng: &mut Rng) -> String {
        let seeds = SEEDS.iter().find(|(name, _)| *name == entry);
        let mut text: Vec<u8> = match seeds {
            Some((_, seeds)) => rng.pick(seeds).into(),
            None => self.sources[rng.below(self.sources.len())].clone().into(),
        };
        for _ in 0..1 + rng.below(6) {
            let at = rng.below(text.len() + 1);
            let end = (at + 1 + rng.below(8)).min(text.len());
            match rng.below(6) {
                0 => drop(text.drain(at..end)),
                1 => {
                    let piece = text[at..end].to_vec();
                    let to = rng.below(text.len() + 1);
                    text.splice(to..to, piece);
                }
                2 | 3 => {
                    let word = rng.pick(WORDS).as_bytes().to_vec();
                    text.splice(at..at, word);
                }
                4 if at < text.len() => text[at] = rng.next() as u8,
                _ if at < text.len() => text[at] ^= 1 << rng.below(8),
                _ => {}
            }
        }
        String::from_utf8_lossy(&text).into_owned()
    }
}
