//! E00: what isn't JavaScript.

use crate::check::lint::Lint;

/// What a text that doesn't parse is told by.
pub const SYNTAX: Lint = Lint {
    code: "E00",
    name: "syntax",
    summary: "The text is no JavaScript",
    why: "The text can't be parsed, so nothing of it runs and no other lint looks at it. The message is \
          the one that running the file gives. It can't be ignored by a comment.",
    before: "const total = 1 +;",
    after: "const total = 1 + 2;",
    check: None,
};
