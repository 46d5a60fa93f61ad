//! A case: a program, what its first lines say, and where its expectations are.

use super::directives::Directives;
use super::text;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The extensions of programs.
pub(super) const PROGRAMS: &[&str] = &["js", "mjs", "cjs"];

/// One program and all that is needed to run it and judge it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Case {
    /// What it is called: its path without the extension, or the line of a Markdown file that it begins
    /// at (`course.md:12`).
    pub name: String,
    /// The file, as an absolute path.
    pub path: PathBuf,
    /// The place of the program in its file.
    pub program: Program,
    /// What its first lines say.
    pub directives: Directives,
}

/// Where the program of a case is.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Program {
    /// It is the file.
    File,
    /// It is a block of code in a Markdown file.
    Block(Block),
}

/// A block of code in a Markdown file, followed by what it prints.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Block {
    /// Which of the cases of its file, from 0.
    pub index: usize,
    /// The line of the file that its first line is, from 1.
    pub line: usize,
    /// The code.
    pub code: String,
    /// What it is to print on standard output.
    pub stdout: String,
    /// What it is to print on standard error, where that is told.
    pub stderr: Option<String>,
}

/// What a case is to print.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Expected {
    /// Standard output; `None` where the case is new.
    pub stdout: Option<String>,
    /// Standard error.
    pub stderr: String,
}

impl Case {
    /// A case that is a file.
    ///
    /// # Errors
    /// Where it can't be read, and where a directive is wrong.
    pub fn load(name: String, path: PathBuf) -> Result<Case, String> {
        let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let told = |error| format!("{}: {error}", path.display());
        let mut directives = Directives::read(&bytes).map_err(told)?;
        let input = path.with_extension("in");
        match fs::read(&input) {
            Ok(_) if directives.stdin.is_some() => {
                return Err(told(format!("it has a `// stdin: ` and {}", shown(&input))));
            }
            Ok(bytes) => directives.stdin = Some(bytes),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(format!("{}: {error}", input.display())),
        }
        Ok(Case {
            name,
            path,
            program: Program::File,
            directives,
        })
    }

    /// Where the expected standard output is.
    #[must_use]
    pub fn out(&self) -> PathBuf {
        match self.program {
            Program::File => self.path.with_extension("out"),
            Program::Block(_) => self.path.clone(),
        }
    }

    /// Where the expected standard error is, if any is expected.
    #[must_use]
    pub fn err(&self) -> PathBuf {
        match self.program {
            Program::File => self.path.with_extension("err"),
            Program::Block(_) => self.path.clone(),
        }
    }

    /// The folder that it runs in.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new("."))
    }

    /// The line of the file that it begins at, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        match &self.program {
            Program::File => 1,
            Program::Block(block) => block.line,
        }
    }

    /// What it is to print.
    ///
    /// # Errors
    /// Where that can't be read.
    pub fn expected(&self) -> Result<Expected, String> {
        match &self.program {
            Program::File => Ok(Expected {
                stdout: read(&self.out())?,
                stderr: read(&self.err())?.unwrap_or_default(),
            }),
            Program::Block(block) => Ok(Expected {
                stdout: Some(block.stdout.clone()),
                stderr: block.stderr.clone().unwrap_or_default(),
            }),
        }
    }
}

/// The text of a file; `None` where there is none.
pub(super) fn read(path: &Path) -> Result<Option<String>, String> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(text::decode(&bytes))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(format!("{}: {error}", path.display())),
    }
}

/// A path as it is shown to a person: as seen from the current folder.
#[must_use]
pub(super) fn shown(path: &Path) -> String {
    let here = std::env::current_dir().ok();
    let below = here.and_then(|here| Some(path.strip_prefix(here).ok()?.to_path_buf()));
    below
        .unwrap_or_else(|| path.to_path_buf())
        .display()
        .to_string()
}
