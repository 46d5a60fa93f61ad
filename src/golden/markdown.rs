//! Cases in Markdown: a block of code in JavaScript (` ```js `), and in the next block of code what it
//! prints (` ```output `). A ` ```stderr ` behind that, or in its place, is what it prints on standard
//! error.
//!
//! What is no case: a block of JavaScript that neither follows. The program runs as if it were piped in,
//! in the folder of the file, so imports are found from there; errors tell lines of the file.

use super::case::{Block, Case, Program, shown};
use super::directives::Directives;
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};
use std::fs;
use std::ops::Range;
use std::path::Path;

/// The words for JavaScript.
const JAVASCRIPT: &[&str] = &["js", "javascript", "mjs", "cjs"];

/// A fenced block of code.
struct Fenced {
    /// The first word behind the fence.
    word: String,
    /// What is in it.
    text: String,
    /// Where that is in the file: whole lines.
    range: Range<usize>,
    /// What stands before each of these lines.
    margin: String,
    /// The fence.
    fence: String,
}

/// The places of a case in a file.
struct Found {
    code: Fenced,
    stdout: Option<Fenced>,
    stderr: Option<Fenced>,
}

/// The cases of a file that is called `name`.
///
/// # Errors
/// What is wrong with directives, and where it can't be read.
pub(super) fn cases(name: &str, path: &Path) -> Result<Vec<Case>, Vec<String>> {
    let text = read(path).map_err(|problem| vec![problem])?;
    let (mut cases, mut problems) = (Vec::new(), Vec::new());
    for (index, found) in find(&text).into_iter().enumerate() {
        let line = line_of(&text, found.code.range.start);
        let directives = match Directives::read(found.code.text.as_bytes()) {
            Ok(directives) if directives.cmd.is_none() && directives.stdin.is_none() => directives,
            Ok(_) => {
                let told = "a block of code has neither `// cmd: ` nor `// stdin: `";
                problems.push(format!("{}:{line}: {told}", shown(path)));
                continue;
            }
            Err(error) => {
                problems.push(format!("{}:{line}: {error}", shown(path)));
                continue;
            }
        };
        cases.push(Case {
            name: format!("{name}:{line}"),
            path: path.to_path_buf(),
            program: Program::Block(Block {
                index,
                line,
                code: found.code.text,
                stdout: found.stdout.map(|block| block.text).unwrap_or_default(),
                stderr: found.stderr.map(|block| block.text),
            }),
            directives,
        });
    }
    match problems.is_empty() {
        true => Ok(cases),
        false => Err(problems),
    }
}

/// The text of a file with what a case prints put in its place.
///
/// # Errors
/// Where the file has no place for it.
pub(super) fn with_output(
    path: &Path,
    block: &Block,
    stdout: &str,
    stderr: Option<&str>,
) -> Result<String, String> {
    let mut text = read(path)?;
    let found = find(&text).into_iter().nth(block.index);
    let Some(found) = found.filter(|found| found.code.text == block.code) else {
        return Err(format!("{}: it was changed meanwhile", shown(path)));
    };
    let line = line_of(&text, found.code.range.start);
    let place = |name: &str, text: &str, block: Option<Fenced>| match block {
        None if text.is_empty() => Ok(None),
        None => Err(format!(
            "{}:{line}: there is no ```{name} block for what it prints:\n{text}",
            shown(path)
        )),
        Some(block) => {
            let is_fence = |line: &str| line.trim_start().starts_with(&block.fence);
            match text.lines().any(is_fence) {
                true => Err(format!(
                    "{}:{line}: what it prints has a line that begins with {}; give the block a \
                     longer fence",
                    shown(path),
                    block.fence
                )),
                false => Ok(Some((block.range, indented(text, &block.margin)))),
            }
        }
    };
    let mut changes = vec![place("output", stdout, found.stdout)?];
    if let Some(stderr) = stderr {
        changes.push(place("stderr", stderr, found.stderr)?);
    }
    let mut changes: Vec<_> = changes.into_iter().flatten().collect();
    changes.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    for (range, new) in changes {
        text.replace_range(range, &new);
    }
    Ok(text)
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", shown(path)))
}

/// The lines of a text behind a margin.
fn indented(text: &str, margin: &str) -> String {
    let line = |line: &str| match line {
        "" => format!("{}\n", margin.trim_end()),
        line => format!("{margin}{line}\n"),
    };
    text.lines().map(line).collect()
}

/// The cases in a text.
fn find(text: &str) -> Vec<Found> {
    let mut cases: Vec<Found> = Vec::new();
    // The code that what follows belongs to.
    let mut open: Option<Found> = None;
    let is_case = |found: &Found| found.stdout.is_some() || found.stderr.is_some();
    for block in fenced(text) {
        let is_free = |place: fn(&Found) -> &Option<Fenced>| {
            open.as_ref().is_some_and(|found| place(found).is_none())
        };
        match block.word.as_str() {
            "output" if is_free(|found| &found.stdout) => {
                if let Some(found) = &mut open {
                    found.stdout = Some(block);
                }
            }
            "stderr" if is_free(|found| &found.stderr) => {
                if let Some(found) = &mut open {
                    found.stderr = Some(block);
                }
            }
            word => {
                cases.extend(open.take().filter(is_case));
                if JAVASCRIPT.contains(&word) {
                    open = Some(Found {
                        code: block,
                        stdout: None,
                        stderr: None,
                    });
                }
            }
        }
    }
    cases.extend(open.filter(is_case));
    cases
}

/// The fenced blocks of code in a text.
fn fenced(text: &str) -> Vec<Fenced> {
    let mut blocks = Vec::new();
    let mut open = None;
    for (event, range) in Parser::new(text).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let word = info.split_whitespace().next().unwrap_or_default();
                open = Some(block(text, word, range));
            }
            Event::Text(more) => {
                if let Some(open) = &mut open {
                    open.text.push_str(&more.replace("\r\n", "\n"));
                }
            }
            Event::End(_) => blocks.extend(open.take()),
            _ => {}
        }
    }
    blocks
}

/// A block that covers a range of the file, still without its text.
fn block(text: &str, word: &str, range: Range<usize>) -> Fenced {
    let line = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let whole = &text[range.clone()];
    let mark = whole.chars().next().unwrap_or('`');
    let fence: String = whole.chars().take_while(|it| *it == mark).collect();
    let start = whole
        .find('\n')
        .map_or(range.end, |at| range.start + at + 1);
    // The closing fence is a line of its own; without one the block goes to the end.
    let lines = text[start..range.end].trim_end();
    let last = lines.rfind('\n').map_or(0, |at| at + 1);
    let closes = lines[last..].trim_start_matches([' ', '>', '\t']);
    let end = match closes.starts_with(&fence) {
        true => start + last,
        false => range.end,
    };
    let margin = text[line..range.start].chars();
    Fenced {
        word: word.to_owned(),
        text: String::new(),
        range: start..end.max(start),
        // Behind the mark of a list there are spaces in the lines that follow.
        margin: margin
            .map(|it| if it == '>' || it == '\t' { it } else { ' ' })
            .collect(),
        fence,
    }
}

/// The line of a place, from 1.
fn line_of(text: &str, at: usize) -> usize {
    1 + text[..at].matches('\n').count()
}

#[cfg(test)]
mod tests {
    use super::{Block, find, with_output};

    fn texts(markdown: &str) -> Vec<(String, Option<String>, Option<String>)> {
        let text = |block: Option<super::Fenced>| block.map(|block| block.text);
        let cases = find(markdown).into_iter();
        cases
            .map(|it| (it.code.text, text(it.stdout), text(it.stderr)))
            .collect()
    }

    #[test]
    fn code_and_what_follows_it() {
        let text = "\
# A\n\n```js\nlog(1)\n```\nprose\n\n```output\n1\n```\n\n```js\nno case\n```\n\n```sh\nls\n```\n\
```output\nno case either\n```\n\n- item\n\n  ```javascript\n  a\n    b\n  ```\n\n  ```output\n  x\n\n  ```\n\
\n~~~mjs\nfail\n~~~\n\n```stderr\ne\n```\n\n    ```js\n    indented code\n    ```\n<!--\n```js\nc\n```\n```output\n```\n-->\n";
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            texts(text),
            [
                ("log(1)\n".into(), some("1\n"), None),
                ("a\n  b\n".into(), some("x\n\n"), None),
                ("fail\n".into(), None, some("e\n")),
            ]
        );
    }

    #[test]
    fn output_is_put_in_its_place() {
        let path = std::env::temp_dir().join(format!("minijs-blocks-{}.md", std::process::id()));
        let text = "> ```js\n> 1\n> ```\n> ```output\n> old\n> ```\n\n1. ```js\n   2\n   ```\n   ```output\n   ```\nend\n";
        std::fs::write(&path, text).unwrap();
        let block = |index: usize, code: &str| Block {
            index,
            line: 1,
            code: code.into(),
            stdout: String::new(),
            stderr: None,
        };
        let first = with_output(&path, &block(0, "1\n"), "a\n\nb\n", None).unwrap();
        assert!(first.starts_with("> ```js\n> 1\n> ```\n> ```output\n> a\n>\n> b\n> ```\n\n1."));
        let second = with_output(&path, &block(1, "2\n"), "x\n", None).unwrap();
        assert!(
            second.ends_with("   ```output\n   x\n   ```\nend\n"),
            "{second}"
        );
        let fence = with_output(&path, &block(1, "2\n"), "```\n", None).unwrap_err();
        assert!(fence.contains("longer fence"), "{fence}");
        let nowhere = with_output(&path, &block(1, "2\n"), "", Some("e\n")).unwrap_err();
        assert!(nowhere.contains("there is no ```stderr block"), "{nowhere}");
        let other = with_output(&path, &block(1, "3\n"), "", None).unwrap_err();
        assert!(other.contains("changed meanwhile"), "{other}");
        std::fs::remove_file(&path).unwrap();
    }
}
