//! Comments that exclude lines, as those of Node's test runner:
//! [Collecting code coverage](https://nodejs.org/docs/latest-v24.x/api/test.html#collecting-code-coverage).

/// Whether each line is excluded. What begins on such a line isn't in the report.
pub(super) fn ignored_lines<'t>(lines: impl Iterator<Item = &'t str>) -> Vec<bool> {
    let (mut enabled, mut next) = (true, 0_u32);
    let mut of_line = |line: &str| {
        let ignored = next > 0 || !enabled;
        next = next.saturating_sub(1);
        if !ignored && let Some(count) = ignore_next(line) {
            next = count;
        }
        if let Some(status) = status(line) {
            (enabled, next) = (status, 0);
        }
        ignored
    };
    lines.map(&mut of_line).collect()
}

/// The number of `/* node:coverage ignore next 3 */`, or 1 where there is none.
fn ignore_next(line: &str) -> Option<u32> {
    let begin = "/* node:coverage ignore next ";
    let places = line.match_indices(begin);
    let mut counts = places.filter_map(|(at, _)| {
        let rest = &line[at + begin.len()..];
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        match digits {
            0 => rest.starts_with("*/").then_some(1),
            _ => (rest[digits..].starts_with(" */"))
                .then(|| rest[..digits].parse().unwrap_or(u32::MAX)),
        }
    });
    counts.next()
}

/// What the first `/* node:coverage enable */` or `disable` of a line says.
fn status(line: &str) -> Option<bool> {
    let begin = "/* node:coverage ";
    let mut words = line.match_indices(begin).filter_map(|(at, _)| {
        let rest = &line[at + begin.len()..];
        match rest.starts_with("enable */") {
            true => Some(true),
            false => rest.starts_with("disable */").then_some(false),
        }
    });
    words.next()
}

#[cfg(test)]
mod tests {
    use super::ignored_lines;

    fn ignored(text: &str) -> Vec<usize> {
        let lines = ignored_lines(text.lines()).into_iter().enumerate();
        lines
            .filter(|(_, is)| *is)
            .map(|(line, _)| line + 1)
            .collect()
    }

    #[test]
    fn the_next_lines() {
        assert_eq!(ignored("/* node:coverage ignore next */\na\nb"), [2]);
        assert_eq!(
            ignored("x\n  /* node:coverage ignore next 2 */\na\nb\nc"),
            [3, 4]
        );
        // An ignored comment says nothing.
        let nested = "/* node:coverage ignore next */\n/* node:coverage ignore next 5 */\na";
        assert_eq!(ignored(nested), [2]);
        assert!(ignored("/* node:coverage ignore nexts */\na").is_empty());
        assert!(ignored("// node:coverage ignore next\na").is_empty());
        assert!(ignored("/* node:coverage ignore next 2*/\na").is_empty());
    }

    #[test]
    fn from_here_to_there() {
        let text = "a\n/* node:coverage disable */\nb\nc\n/* node:coverage enable */\nd";
        assert_eq!(ignored(text), [3, 4, 5]);
        assert_eq!(ignored("/* node:coverage disable */\nb\nc"), [2, 3]);
    }
}
