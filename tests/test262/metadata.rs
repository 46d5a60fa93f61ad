//! What a test says of itself: the front matter between `/*---` and `---*/`.
//!
//! It is a small part of YAML: scalars, `[a, b]` lists, block lists, and one nested mapping.

/// What is to be thrown, and when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Negative {
    pub(crate) phase: String,
    pub(crate) kind: String,
}

/// The parts of the front matter that say how a test is run.
#[derive(Default, Debug)]
pub(crate) struct Metadata {
    pub(crate) flags: Vec<String>,
    pub(crate) includes: Vec<String>,
    pub(crate) features: Vec<String>,
    pub(crate) negative: Option<Negative>,
}

impl Metadata {
    /// Reads the front matter of a test's text; without one, nothing is said.
    pub(crate) fn read(text: &str) -> Metadata {
        let mut metadata = Metadata::default();
        let Some((_, rest)) = text.split_once("/*---") else {
            return metadata;
        };
        let Some((matter, _)) = rest.split_once("---*/") else {
            return metadata;
        };
        let matter = matter.replace("\r\n", "\n").replace('\r', "\n");
        let lines: Vec<&str> = matter.lines().collect();
        let mut at = 0;
        while at < lines.len() {
            let line = lines[at];
            at += 1;
            let Some((key, value)) = line.split_once(':') else {
                continue;
            };
            let start = at;
            while at < lines.len() && (lines[at].trim().is_empty() || !starts_entry(lines[at])) {
                at += 1;
            }
            let below = &lines[start..at];
            match key.trim() {
                "flags" => metadata.flags = list(value, below),
                "includes" => metadata.includes = list(value, below),
                "features" => metadata.features = list(value, below),
                "negative" => metadata.negative = negative(below),
                _ => {}
            }
        }
        metadata
    }

    pub(crate) fn has_flag(&self, flag: &str) -> bool {
        self.flags.iter().any(|own| own == flag)
    }
}

/// Whether a line begins an entry of the outer mapping.
fn starts_entry(line: &str) -> bool {
    line.starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// `[a, b]` behind the key, or `- a` lines below it.
fn list(value: &str, below: &[&str]) -> Vec<String> {
    let text = value.to_owned() + " " + &below.join(" ");
    let text = text.trim();
    if let Some(inner) = text.strip_prefix('[') {
        let inner = inner.split(']').next().unwrap_or(inner);
        let items = inner.split(',').map(str::trim);
        return items
            .filter(|item| !item.is_empty())
            .map(str::to_owned)
            .collect();
    }
    let items = below.iter().map(|line| line.trim());
    items
        .filter_map(|line| line.strip_prefix("- "))
        .map(|item| item.trim().to_owned())
        .collect()
}

fn negative(below: &[&str]) -> Option<Negative> {
    let value = |key: &str| {
        let entries = below.iter().filter_map(|line| line.trim().split_once(':'));
        let mut values = entries.filter(|(name, _)| *name == key);
        values.next().map(|(_, value)| value.trim().to_owned())
    };
    Some(Negative {
        phase: value("phase")?,
        kind: value("type")?,
    })
}

/// What [`Metadata::read`] must find; panics where it doesn't.
pub(crate) fn self_test() {
    let text = "// x\n/*---\nesid: a: b\ndescription: >\n  flags: [none]\nflags: [raw, async]\n\
        includes:\n  - a.js\n  - b.js\nnegative:\n  phase: parse\n  type: SyntaxError\n\
        features: [x.y,\n  z]\n---*/\nflags: [module]";
    let metadata = Metadata::read(text);
    assert_eq!(metadata.flags, ["raw", "async"]);
    assert_eq!(metadata.includes, ["a.js", "b.js"]);
    assert_eq!(metadata.features, ["x.y", "z"]);
    let negative = metadata.negative.map(|negative| negative.kind);
    assert_eq!(negative.as_deref(), Some("SyntaxError"));
}
