//! E14 and E15: comments that ignore findings.

use crate::check::lint::Lint;

/// A comment that ignores nothing.
pub const UNUSED_IGNORE: Lint = Lint {
    code: "E14",
    name: "unused-ignore",
    summary: "A comment ignores a finding that isn't there",
    why: "The line that the comment is for has no finding of this code. The mistake is gone, or the \
          comment has moved away from it: a reader is told of a danger that doesn't exist, and the \
          next one at this place would go unseen.",
    before: "// minijs-ignore E02: the log may be lost\nawait log('started');",
    after: "await log('started');",
    check: None,
};

/// A comment that can't be understood.
pub const BAD_IGNORE: Lint = Lint {
    code: "E15",
    name: "bad-ignore",
    summary: "A comment ignores a finding without saying why, or which",
    why: "A comment that ignores names codes and gives a reason: `// minijs-ignore E02: reason`. The \
          reason is for the next reader, who would otherwise have to find out again whether the \
          finding matters. Without one the comment has no effect.",
    before: "// minijs-ignore E06\nsetInterval(beat, 1000);",
    after: "// minijs-ignore E06: beats until the process is killed\nsetInterval(beat, 1000);",
    check: None,
};
