//! Mutated sources: whether minijs takes a text as a program is compared with Node.
//!
//! The sources are the goldens. Tokens are left out, doubled, exchanged, and put in from elsewhere.

use std::path::Path;

use crate::node::Node;
use crate::rng::Rng;
use crate::worker::{Task, Worker};

/// The longest source that is mutated, in bytes.
const LONGEST: u64 = 3000;

/// Tokens to put in.
const FOREIGN: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ";",
    ",",
    ".",
    "?.",
    "...",
    "=>",
    "=",
    "==",
    "+=",
    "**",
    "*",
    "/",
    "%",
    "+",
    "-",
    "++",
    "--",
    "<",
    ">",
    ">>",
    "!",
    "~",
    "&&",
    "||",
    "??",
    "??=",
    "?",
    ":",
    "`",
    "${",
    "#",
    "#x",
    "@",
    "async",
    "await",
    "yield",
    "let",
    "const",
    "var",
    "function",
    "class",
    "extends",
    "super",
    "this",
    "new",
    "new.target",
    "import.meta",
    "import",
    "export",
    "default",
    "static",
    "get",
    "set",
    "of",
    "in",
    "instanceof",
    "typeof",
    "void",
    "delete",
    "return",
    "throw",
    "try",
    "catch",
    "finally",
    "if",
    "else",
    "for",
    "while",
    "do",
    "break",
    "continue",
    "switch",
    "case",
    "with",
    "using",
    "debugger",
    "eval",
    "arguments",
    "null",
    "true",
    "0",
    "1n",
    "0x1f",
    "08",
    ".5",
    "1_0",
    "'s'",
    "\"use strict\"",
    "/r/g",
    "/[/v",
    "x",
    "constructor",
    "__proto__",
    "prototype",
    "enum",
    "implements",
    "\n",
    "// c\n",
    "/* c */",
    "<!-- c\n",
    "\\u0061",
    "\u{2028}",
];

/// The sources: the golden programs that aren't long.
pub(crate) fn sources() -> Result<Vec<String>, String> {
    let mut pending = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")];
    let mut paths = Vec::new();
    while let Some(folder) = pending.pop() {
        let entries = std::fs::read_dir(&folder).map_err(|error| error.to_string())?;
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() {
                pending.push(path);
            } else if path.extension().is_some_and(|extension| extension == "js")
                && entry.metadata().is_ok_and(|data| data.len() <= LONGEST)
            {
                paths.push(path);
            }
        }
    }
    paths.sort();
    // One of them isn't UTF-8 on purpose.
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    let read = |path: &_| {
        std::fs::read(path)
            .map(text)
            .map_err(|error| error.to_string())
    };
    paths.iter().map(read).collect()
}

/// The mutant of a seed.
fn mutant(seed: u64, sources: &[String]) -> Vec<String> {
    let mut rng = Rng::new(seed ^ 0x1147);
    let source = &sources[rng.below(sources.len())];
    let mut tokens = tokens(source);
    for _ in 0..1 + rng.below(3) {
        if tokens.is_empty() {
            break;
        }
        let (at, other) = (rng.below(tokens.len()), rng.below(tokens.len()));
        match rng.below(6) {
            0 => drop(tokens.remove(at)),
            1 => tokens.insert(at, tokens[at].clone()),
            2 => tokens.swap(at, other),
            3 => tokens[at] = tokens[other].clone(),
            4 => tokens[at] = rng.pick(FOREIGN).to_owned(),
            _ => tokens.insert(at, format!(" {} ", rng.pick(FOREIGN))),
        }
    }
    tokens
}

/// Splits a text into pieces that are roughly tokens; together they are the text.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut last = Class::Other;
    for c in text.chars() {
        let class = match c {
            c if c.is_alphanumeric() || "_$".contains(c) => Class::Word,
            c if c.is_whitespace() => Class::Space,
            _ => Class::Other,
        };
        let joins = class == last && (class != Class::Other || is_operator(tokens.last(), c));
        match tokens.last_mut() {
            Some(token) if joins => token.push(c),
            _ => tokens.push(c.to_string()),
        }
        last = class;
    }
    tokens
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Word,
    Space,
    Other,
}

/// Whether a character makes a longer operator of what is there.
fn is_operator(token: Option<&String>, c: char) -> bool {
    const PAIRS: &[&str] = &[
        "=>", "==", "!=", "&&", "||", "??", "?.", "++", "--", "**", "<=", ">=", "+=", "-=",
    ];
    token.is_some_and(|token| PAIRS.contains(&format!("{token}{c}").as_str()))
}

/// What compares texts.
pub(crate) struct Mutants {
    sources: Vec<String>,
    worker: Worker,
    node: Node,
    /// How many texts were programs for both.
    pub(crate) accepted: u64,
}

impl Mutants {
    /// `None` where Node isn't installed.
    pub(crate) fn new() -> Result<Option<Mutants>, String> {
        let Some(node) = Node::find() else {
            return Ok(None);
        };
        Ok(Some(Mutants {
            sources: sources()?,
            worker: Worker::default(),
            node,
            accepted: 0,
        }))
    }

    /// Compares the mutant of a seed; a difference is reduced and told.
    pub(crate) fn trial(&mut self, seed: u64) -> Result<Option<(String, String)>, String> {
        let mut tokens = mutant(seed, &self.sources);
        let Some(kind) = self.difference(&tokens)? else {
            return Ok(None);
        };
        // Leave out as many tokens as the difference allows.
        let mut length = tokens.len() / 2;
        while length > 0 {
            let mut at = 0;
            while at < tokens.len() {
                let end = (at + length).min(tokens.len());
                let mut candidate = tokens.clone();
                candidate.drain(at..end);
                if self.difference(&candidate)?.as_ref() == Some(&kind) {
                    tokens = candidate;
                } else {
                    at += length;
                }
            }
            length /= 2;
        }
        Ok(Some((kind, tokens.concat())))
    }

    fn difference(&mut self, tokens: &[String]) -> Result<Option<String>, String> {
        let text = wrapped(&tokens.concat());
        let ours = self.worker.perform(Task::Parse, &text)?;
        if ours.is_broken() {
            return Ok(Some(ours.status));
        }
        let accepted = ours.status != "refused";
        let node = self.node.accepts(&text)?;
        Ok(match (accepted, node) {
            (true, false) => Some("accepted here, refused by Node".to_owned()),
            (false, true) => Some("refused here, accepted by Node".to_owned()),
            (true, true) => {
                self.accepted += 1;
                None
            }
            _ => None,
        })
    }
}

/// A text as the body of a function that nobody calls.
fn wrapped(text: &str) -> String {
    format!("(function () {{\n{text}\n}})")
}
