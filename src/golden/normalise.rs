//! What is not compared: where the checkout is, and Node's own inside.
//!
//! The same functions are applied to both engines' output before it is compared or blessed:
//! - folders are stripped from paths of the case's folder, with or without `file://`;
//! - stack frames inside Node (`node:internal/...`) go, the count of frames that an error shares
//!   with its cause, and the source excerpt that Node prints
//!   when such a frame threw;
//! - what minijs tells a person beside an error, which Node doesn't: a blank line, the place
//!   (`┌─ file:line:column`) and the lines of the excerpt;
//! - in standard error, so do the last line with Node's version, the hint at `--trace-uncaught`,
//!   the process id before a warning, and blank lines at the ends.

use std::path::Path;

/// The most lines of an excerpt of Node's own source, its head left out.
const EXCERPT: usize = 8;

/// The form of standard output that is compared, for a case that stands in `folder`: exact to the
/// last newline, except for what stacks tell about the outside.
pub(super) fn stdout(text: &str, folder: &Path) -> String {
    inner_lines(text, folder).join("\n")
}

/// The form of standard error that is compared, for a case that stands in `folder`.
pub(super) fn stderr(text: &str, folder: &Path) -> String {
    let lines = inner_lines(text, folder).into_iter();
    let lines: Vec<String> = lines
        .filter(|line| !is_noise(line))
        .map(without_process_id)
        .collect();
    let text = lines.join("\n");
    match text.trim_matches('\n') {
        "" => String::new(),
        trimmed => format!("{trimmed}\n"),
    }
}

/// The lines without folders and without what is inside Node.
fn inner_lines(text: &str, folder: &Path) -> Vec<String> {
    let folder = format!("{}/", folder.display());
    let text = text
        .replace(&format!("file://{folder}"), "")
        .replace(&folder, "");
    let mut lines: Vec<String> = Vec::new();
    let mut source = text.split('\n').peekable();
    while let Some(line) = source.next() {
        if is_remark(line) {
            lines.pop_if(|before| before.is_empty());
            while source.next_if(|line| is_of_remark(line)).is_some() {}
        } else if is_internal_excerpt(line) && source.clone().take(EXCERPT).any(is_mark) {
            // Its last line has the mark under the place; before an error there is a blank one.
            source
                .by_ref()
                .take_while(|line| !is_mark(line))
                .for_each(drop);
            source.next_if(|line| line.is_empty());
        } else if let Some(rest) = internal_frame(line).or_else(|| shared_frames(line)) {
            // The last frame carries what follows the stack: ` {`, `,` or ` ]`.
            if let Some(last) = lines.last_mut() {
                last.push_str(rest);
            }
        } else {
            lines.push(line.to_owned());
        }
    }
    lines
}

/// For a stack frame inside Node: what follows its location.
fn internal_frame(line: &str) -> Option<&str> {
    let frame = line.trim_start().strip_prefix("at ")?;
    // `at f (place)` or `at place`.
    let place = match frame.rfind('(') {
        Some(open) => &frame[open + 1..],
        None => frame.strip_prefix("async ").unwrap_or(frame),
    };
    let inside = ["node:", "[eval]-wrapper:", "[stdin]-wrapper:"];
    if !inside.iter().any(|name| place.starts_with(name)) {
        return None;
    }
    let end = place.find([' ', ')', ',']).unwrap_or(place.len());
    let rest = &place[end..];
    Some(rest.strip_prefix(')').unwrap_or(rest))
}

/// For `... 5 lines matching cause stack trace ...`, a count that includes frames inside Node: what
/// follows it.
fn shared_frames(line: &str) -> Option<&str> {
    let counted = line.trim_start().strip_prefix("... ")?;
    let (_, rest) = counted.split_once(" lines matching cause stack trace ...")?;
    Some(rest)
}

/// `node:internal/process/promises:392`, the head of an excerpt of Node's own source.
fn is_internal_excerpt(line: &str) -> bool {
    let place = line
        .strip_prefix("node:")
        .and_then(|rest| rest.rsplit_once(':'));
    place.is_some_and(|(file, line)| !file.contains(' ') && line.parse::<u32>().is_ok())
}

/// The mark under the place in an excerpt.
fn is_mark(line: &str) -> bool {
    let mark = line.trim_start();
    mark.starts_with('^') && mark.trim_end_matches('^').is_empty()
}

/// The head of what is told beside an error.
fn is_remark(line: &str) -> bool {
    let place = line.trim_start().strip_prefix("┌─ ");
    place.is_some_and(|place| {
        let mut parts = place.rsplit(':');
        let is_number = |part: &str| part.parse::<u32>().is_ok();
        parts.next().is_some_and(is_number) && parts.next().is_some_and(is_number)
    })
}

/// Its other lines.
fn is_of_remark(line: &str) -> bool {
    let numbered = line.trim_start_matches(|at: char| at == ' ' || at.is_ascii_digit());
    numbered.starts_with(['│', '·']) || line.trim_start().starts_with("= ")
}

fn is_noise(line: &str) -> bool {
    line.starts_with("Node.js v") || (line.starts_with("(Use `") && line.contains("--trace-"))
}

/// `(node:4711) Warning: ...` becomes `(process) Warning: ...`.
fn without_process_id(line: String) -> String {
    let id = line
        .strip_prefix('(')
        .and_then(|rest| rest.split_once(") "));
    if let Some((id, rest)) = id
        && let Some((name, digits)) = id.split_once(':')
        && name == "node"
        && digits.bytes().all(|byte| byte.is_ascii_digit())
    {
        return format!("(process) {rest}");
    }
    line
}

#[cfg(test)]
mod tests {
    use super::{stderr, stdout};
    use std::path::Path;

    #[test]
    fn stacks_lose_nodes_own_frames() {
        let raw = "\
/some/where/a.js:1
throw e
^

Error: e
    at f (/some/where/a.js:1:7)
    at async file:///some/where/a.js:4:1
    at async node:internal/modules/esm/loader:647:26
    at async Promise.all (index 0)
    at Module._compile (node:internal/modules/cjs/loader:1929:14)
    at node:internal/main/run_main_module:33:47 {
  code: 1
}

Node.js v24.0.0
";
        let kept = "\
a.js:1
throw e
^

Error: e
    at f (a.js:1:7)
    at async a.js:4:1
    at async Promise.all (index 0) {
  code: 1
}
";
        assert_eq!(stderr(raw, Path::new("/some/where")), kept);
        let raw = "(node:12) Warning: w\nnode:internal/x:3\n  code\n  ^\n\nE: m\n    at g (node:x:1:1) {\n}\n";
        assert_eq!(
            stderr(raw, Path::new("/x")),
            "(process) Warning: w\nE: m {\n}\n"
        );
        assert_eq!(stdout("\n /x/y.js ", Path::new("/x")), "\n y.js ");
        assert_eq!(stderr("", Path::new("/x")), "");
        // What a program prints of itself stays.
        for text in ["node:fs\nnode:path\n", "node:a:3\nb\n", "node:a:3\n^ b\n"] {
            assert_eq!(stdout(text, Path::new("/x")), text);
        }
    }
}
