//! What `minijs check` does once its arguments are read.

use super::apply::fixed;
use super::files::files;
use super::lints::{LINTS, find};
use super::output::{Checked, github, json, sarif, text};
use super::text::findings;
use crate::diagnostics::spelling::nearest;
use crate::source::{SourceText, without_mark};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// How findings are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// With the lines of the source.
    Text,
    /// One document.
    Json,
    /// A line each, for GitHub's workflows.
    Github,
    /// SARIF 2.1.0.
    Sarif,
}

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Request {
    /// Files and folders; `-` is standard input.
    pub paths: Vec<PathBuf>,
    /// How findings are shown.
    pub format: Format,
    /// Change the files where that needs no asking.
    pub fix: bool,
    /// Show findings in colour.
    pub colour: bool,
}

/// What a check comes to.
#[derive(Debug, PartialEq, Eq)]
pub struct Outcome {
    /// What to print.
    pub shown: String,
    /// What to tell besides, such as how many changes were made.
    pub told: String,
    /// Something was found.
    pub has_findings: bool,
}

/// Checks what is asked for.
///
/// # Errors
/// Why a path can't be read or written, in a line.
pub fn check(request: &Request) -> Result<Outcome, String> {
    let mut all = Vec::new();
    let mut changes = 0;
    let mut changed_files = 0;
    for (mut source, may_change) in sources(&request.paths)? {
        if request.fix && may_change {
            let (after, made) = fixed(&source);
            if made > 0 {
                let path = Path::new(source.name());
                fs::write(path, after.text()).map_err(|error| failed("write", path, &error))?;
                changes += made;
                changed_files += 1;
                source = after;
            }
        }
        let findings = findings(&source);
        all.push(Checked { source, findings });
    }
    let told = match changes {
        0 => String::new(),
        _ => format!(
            "{} made in {}.\n",
            text::counted(changes, "change"),
            text::counted(changed_files, "file")
        ),
    };
    let shown = match request.format {
        Format::Text => text::text(&all, request.colour),
        Format::Json => json::json(&all),
        Format::Github => github::github(&all),
        Format::Sarif => sarif::sarif(&all),
    };
    Ok(Outcome {
        shown,
        told,
        has_findings: all.iter().any(|checked| !checked.findings.is_empty()),
    })
}

/// The name that standard input is shown under.
const STDIN: &str = "[stdin]";

/// The texts that paths mean, and whether each can be written back.
fn sources(paths: &[PathBuf]) -> Result<Vec<(Rc<SourceText>, bool)>, String> {
    let mut sources = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            let mut bytes = Vec::new();
            let read = io::stdin().lock().read_to_end(&mut bytes);
            read.map_err(|error| format!("cannot read standard input: {error}"))?;
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let source = SourceText::new(STDIN, without_mark(&text));
            sources.push((Rc::new(source), false));
            continue;
        }
        let found = files(std::slice::from_ref(path))
            .map_err(|(path, error)| failed("read", &path, &error))?;
        for path in found {
            let bytes = fs::read(&path).map_err(|error| failed("read", &path, &error))?;
            let (text, is_whole) = match String::from_utf8(bytes) {
                Ok(text) => (text, true),
                Err(error) => (
                    String::from_utf8_lossy(error.as_bytes()).into_owned(),
                    false,
                ),
            };
            let may_change = is_whole && path.to_str().is_some();
            let source = SourceText::new(path.to_string_lossy(), text);
            sources.push((Rc::new(source), may_change));
        }
    }
    Ok(sources)
}

fn failed(what: &str, path: &Path, error: &io::Error) -> String {
    let name = path.to_string_lossy();
    match error.kind() {
        io::ErrorKind::NotFound => format!("cannot find '{name}'"),
        _ => format!("cannot {what} '{name}': {error}"),
    }
}

/// What a code is about.
///
/// # Errors
/// That there is none, in a line.
pub fn explain(code: &str) -> Result<String, String> {
    if let Some(lint) = find(code) {
        return Ok(text::explanation(lint));
    }
    let words = LINTS.iter().flat_map(|lint| [lint.code, lint.name]);
    Err(match nearest(code, words) {
        Some(near) => format!("there is no code '{code}'; did you mean {near}?"),
        None => format!("there is no code '{code}'; --list shows all"),
    })
}

/// All codes, a line each.
pub fn list() -> String {
    text::list()
}

/// Serves an editor by standard input and output until it says goodbye; the exit code.
///
/// # Errors
/// Why the connection broke, in a line.
#[cfg(feature = "lsp")]
pub fn serve() -> Result<u8, String> {
    super::lsp::server::serve()
}
