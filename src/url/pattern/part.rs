//! What pattern strings consist of, and the options that they are read with.

/// [How a component is parsed](https://urlpattern.spec.whatwg.org/#options).
#[derive(Clone, Copy, Debug)]
pub(super) struct Options {
    /// What ends a segment.
    pub(super) delimiter: Option<char>,
    /// What belongs to a group when it precedes it.
    pub(super) prefix: Option<char>,
    pub(super) ignore_case: bool,
}

impl Options {
    pub(super) const PLAIN: Options = Options {
        delimiter: None,
        prefix: None,
        ignore_case: false,
    };
    pub(super) const HOSTNAME: Options = Options {
        delimiter: Some('.'),
        ..Options::PLAIN
    };
    pub(super) const PATHNAME: Options = Options {
        delimiter: Some('/'),
        prefix: Some('/'),
        ..Options::PLAIN
    };
}

/// What a part matches.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum PartType {
    FixedText(String),
    Regexp(String),
    SegmentWildcard,
    FullWildcard,
}

/// How often.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Modifier {
    None,
    Optional,
    ZeroOrMore,
    OneOrMore,
}

impl Modifier {
    pub(super) fn text(self) -> &'static str {
        match self {
            Modifier::None => "",
            Modifier::Optional => "?",
            Modifier::ZeroOrMore => "*",
            Modifier::OneOrMore => "+",
        }
    }
}

/// [A part](https://urlpattern.spec.whatwg.org/#part): fixed texts have no name.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) kind: PartType,
    pub(super) modifier: Modifier,
    pub(super) name: String,
    pub(super) prefix: String,
    pub(super) suffix: String,
}

impl Part {
    /// A fixed text.
    pub(super) fn fixed(text: String, modifier: Modifier) -> Part {
        Part {
            kind: PartType::FixedText(text),
            modifier,
            name: String::new(),
            prefix: String::new(),
            suffix: String::new(),
        }
    }

    pub(super) fn is_regexp(&self) -> bool {
        matches!(self.kind, PartType::Regexp(_))
    }

    pub(super) fn fixed_text(&self) -> Option<&str> {
        match &self.kind {
            PartType::FixedText(text) => Some(text),
            _ => None,
        }
    }
}
