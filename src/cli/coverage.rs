//! `--coverage`: its options, and where a report on which parts of programs ran goes.

use super::complaint::complain;
use crate::coverage::{Collected, FileCounts, Report, html, lcov, raw, text};
use clap::{Args, ValueEnum};
use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The form of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// A table, on standard error.
    Text,
    /// A trace file of lcov, in the folder.
    Lcov,
    /// Pages, in the folder.
    Html,
}

/// The options as clap knows them.
#[derive(Debug, Args)]
#[command(next_help_heading = "Coverage")]
pub struct CoverageFlags {
    /// Tell which lines and branches ran, as text (on standard error), lcov or html
    #[arg(
        long,
        value_enum,
        value_name = "FORM",
        num_args = 0..=1,
        require_equals = true,
        value_delimiter = ',',
        default_missing_value = "text",
        hide_possible_values = true
    )]
    coverage: Vec<Form>,

    /// Where lcov.info and the pages go, instead of to coverage/
    #[arg(
        long,
        value_name = "FOLDER",
        requires = "coverage",
        value_hint = clap::ValueHint::DirPath
    )]
    coverage_dir: Option<PathBuf>,

    /// Fail where fewer percent of the lines, or of the branches, ran
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    coverage_min: Option<f64>,
}

/// Reads a share in percent.
fn percent(text: &str) -> Result<f64, String> {
    match text.trim_end_matches('%').parse() {
        Ok(share) if (0.0..=100.0).contains(&share) => Ok(share),
        _ => Err(format!("takes a number from 0 to 100, not '{text}'")),
    }
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// The forms, each once.
    pub forms: Vec<Form>,
    /// The folder that files are written to.
    pub folder: PathBuf,
    /// So many percent of the lines, and of the branches, have to be covered.
    pub least: Option<f64>,
}

impl CoverageFlags {
    /// What they ask for, if anything.
    pub fn wanted(&self) -> Option<Wanted> {
        let mut forms: Vec<Form> = Vec::new();
        for &form in &self.coverage {
            if !forms.contains(&form) {
                forms.push(form);
            }
        }
        match (forms.is_empty(), self.coverage_min) {
            (true, None) => return None,
            (true, Some(_)) => forms.push(Form::Text),
            (false, _) => {}
        }
        Some(Wanted {
            forms,
            folder: (self.coverage_dir.clone()).unwrap_or_else(|| "coverage".into()),
            least: self.coverage_min,
        })
    }
}

/// That something can't be written.
#[derive(Debug)]
pub struct NotWritten(PathBuf, io::Error);

impl fmt::Display for NotWritten {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot write {}: {}", self.0.display(), self.1)
    }
}

/// Does what is wanted of what a program's run counted: adds it to what is in a folder, reports on it.
/// Whether it was enough.
///
/// # Errors
/// Where a file can't be written.
pub fn account(
    counted: Vec<FileCounts>,
    folder: Option<&Path>,
    wanted: Option<&Wanted>,
) -> Result<bool, NotWritten> {
    let not_written = |folder: &Path| {
        let folder = folder.to_path_buf();
        |error| NotWritten(folder, error)
    };
    if let Some(folder) = folder {
        raw::write(folder, &counted).map_err(not_written(folder))?;
    }
    let Some(wanted) = wanted else {
        return Ok(true);
    };
    let mut collected = Collected::default();
    match folder {
        // With what earlier runs left there.
        Some(folder) => {
            collected = raw::read(folder).map_err(not_written(folder))?;
        }
        None => collected.add(counted),
    }
    report(collected, wanted)
}

/// What many processes count for one report, in a folder that is there as long as this is.
#[cfg(feature = "golden")]
pub struct Gathered {
    folder: PathBuf,
    wanted: Wanted,
}

#[cfg(feature = "golden")]
impl Gathered {
    /// With an empty folder.
    ///
    /// # Errors
    /// Where it can't be made.
    pub fn new(wanted: Wanted) -> Result<Gathered, NotWritten> {
        use std::hash::{BuildHasher, RandomState};
        let name = RandomState::new().hash_one(std::process::id());
        let folder = std::env::temp_dir().join(format!("minijs-coverage-{name:016x}"));
        match fs::create_dir(&folder) {
            Ok(()) => Ok(Gathered { folder, wanted }),
            Err(error) => Err(NotWritten(folder, error)),
        }
    }

    /// The option that adds to it.
    pub fn flag(&self) -> String {
        format!("--coverage-raw={}", self.folder.display())
    }

    /// Reports on what was counted since the last time. Whether it was enough. Files that are `aside` are
    /// left out where there are others.
    ///
    /// # Errors
    /// Where a file can't be written.
    pub fn report(&self, aside: impl Fn(&Path) -> bool) -> Result<bool, NotWritten> {
        let not_read = |error| NotWritten(self.folder.clone(), error);
        let mut collected = raw::read(&self.folder).map_err(not_read)?;
        raw::clear(&self.folder).map_err(not_read)?;
        collected.leave_out(|path| aside(Path::new(path)));
        report(collected, &self.wanted)
    }
}

#[cfg(feature = "golden")]
impl Drop for Gathered {
    fn drop(&mut self) {
        // What is left in the folder for temporary files isn't for ever.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Reports on what was counted. Whether it was enough.
///
/// # Errors
/// Where a file can't be written.
pub fn report(collected: Collected, wanted: &Wanted) -> Result<bool, NotWritten> {
    let base = std::env::current_dir().unwrap_or_default();
    let report = collected.report(&base);
    if report.files.is_empty() {
        complain(&"no file ran whose lines could be counted");
    }
    for form in &wanted.forms {
        write(&report, *form, &wanted.folder)?;
    }
    Ok(is_enough(&report, wanted.least))
}

fn write(report: &Report, form: Form, folder: &Path) -> Result<(), NotWritten> {
    let mut out = String::new();
    // Writing to a string doesn't fail, and where standard error can't be written to, that can't be told
    // anywhere.
    match form {
        Form::Text => {
            let _ = text::write(report, &mut out);
            let _ = io::stderr().write_all(out.as_bytes());
        }
        Form::Lcov => {
            let _ = lcov::write(report, &mut out);
            write_file(&folder.join("lcov.info"), &out)?;
        }
        Form::Html => {
            for page in html::pages(report) {
                write_file(&folder.join(page.path), &page.text)?;
            }
        }
    }
    Ok(())
}

fn write_file(path: &Path, text: &str) -> Result<(), NotWritten> {
    let parent = path.parent().unwrap_or(path);
    let written = fs::create_dir_all(parent).and_then(|()| fs::write(path, text));
    written.map_err(|error| NotWritten(path.to_path_buf(), error))
}

/// Whether so much is covered as has to be, and else says what isn't.
fn is_enough(report: &Report, least: Option<f64>) -> bool {
    let Some(least) = least else {
        return true;
    };
    let mut enough = true;
    for (what, share) in [
        ("lines", report.total.lines),
        ("branches", report.total.branches),
    ] {
        if !share.reaches(least) {
            complain(&format_args!(
                "only {share} % of the {what} ran, and {least} % have to"
            ));
            enough = false;
        }
    }
    enough
}
