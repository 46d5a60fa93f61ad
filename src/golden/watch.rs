//! What changes in the folders of a suite, and which cases that concerns.
//!
//! Files are looked at again and again: that works everywhere, also where a file system tells nothing.

use super::case::{Case, PROGRAMS};
use super::discovery::Root;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

/// How often is looked.
const PAUSE: Duration = Duration::from_millis(200);

/// How long nothing may change before a change counts as complete.
const REST: Duration = Duration::from_millis(50);

/// What is known of a file without reading it.
type Stamp = (u64, Option<SystemTime>);

/// The files of a suite as they were when they were last looked at.
#[derive(Debug)]
pub struct Watch {
    roots: Vec<PathBuf>,
    files: BTreeMap<PathBuf, Stamp>,
}

impl Watch {
    /// Looks at the files at these places for the first time.
    #[must_use]
    pub fn new(roots: Vec<Root>) -> Watch {
        let paths = roots.into_iter().map(|root| root.path);
        // A file is watched with its folder, where its expectations are.
        let folders = paths.map(|path| match path.is_dir() {
            true => path,
            false => path.parent().map(Path::to_path_buf).unwrap_or_default(),
        });
        let folders = folders.map(|path| match path.as_os_str().is_empty() {
            true => PathBuf::from("."),
            false => path,
        });
        let mut watch = Watch {
            roots: folders
                .filter_map(|path| path.canonicalize().ok())
                .collect(),
            files: BTreeMap::new(),
        };
        watch.look();
        watch
    }

    /// Looks at the files; which are new, changed or gone.
    pub fn look(&mut self) -> BTreeSet<PathBuf> {
        let mut files = BTreeMap::new();
        for root in &self.roots {
            visit(root, &mut files);
        }
        let differs = |(path, stamp): &(&PathBuf, &Stamp), other: &BTreeMap<PathBuf, Stamp>| {
            other.get(*path) != Some(*stamp)
        };
        let new = files.iter().filter(|it| differs(it, &self.files));
        let old = self.files.iter().filter(|it| differs(it, &files));
        let changed = new.chain(old).map(|(path, _)| path.clone()).collect();
        self.files = files;
        changed
    }

    /// Waits until something has changed; what.
    pub fn wait(&mut self) -> BTreeSet<PathBuf> {
        let mut changed = self.look();
        while changed.is_empty() {
            thread::sleep(PAUSE);
            changed = self.look();
        }
        loop {
            thread::sleep(REST);
            let more = self.look();
            if more.is_empty() {
                return changed;
            }
            changed.extend(more);
        }
    }

    /// The cases that a change concerns: those that have one of the files, and where a file belongs to no
    /// case all below its folder (or above that, where it is set apart), for they may import it.
    #[must_use]
    pub fn concerned(&self, mut cases: Vec<Case>, changed: &BTreeSet<PathBuf>) -> Vec<Case> {
        let own: BTreeSet<PathBuf> = cases.iter().flat_map(files_of).collect();
        let shared = changed.iter().filter(|path| !own.contains(*path));
        // What remains of a case that is gone concerns no other.
        let shared = shared.filter(|path| path.exists() || is_program(path));
        let folders: Vec<&Path> = shared.filter_map(|path| concerned_folder(path)).collect();
        cases.retain(|case| {
            let is_own = files_of(case).iter().any(|path| changed.contains(path));
            is_own || folders.iter().any(|folder| case.path.starts_with(folder))
        });
        cases
    }
}

fn is_program(path: &Path) -> bool {
    PROGRAMS
        .iter()
        .any(|kind| path.extension().is_some_and(|it| it == *kind))
}

/// The files of a case.
fn files_of(case: &Case) -> [PathBuf; 4] {
    let input = case.path.with_extension("in");
    [case.path.clone(), case.out(), case.err(), input]
}

/// The folder of a file, or the one above where only helpers are in it.
fn concerned_folder(path: &Path) -> Option<&Path> {
    let mut folder = path.parent()?;
    while let Some(name) = folder.file_name()
        && (name == "support" || name.to_string_lossy().starts_with('_'))
    {
        folder = folder.parent()?;
    }
    Some(folder)
}

fn visit(folder: &Path, files: &mut BTreeMap<PathBuf, Stamp>) {
    // What can't be read has no files.
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries {
        let path = entry.path();
        let name = entry.file_name();
        let is_other = name == "node_modules" || name.to_string_lossy().starts_with('.');
        let Ok(data) = fs::metadata(&path) else {
            continue;
        };
        match data.is_dir() {
            true if is_other || entry.file_type().is_ok_and(|kind| kind.is_symlink()) => {}
            true => visit(&path, files),
            false => {
                files.insert(path, stamp(&data));
            }
        }
    }
}

fn stamp(data: &Metadata) -> Stamp {
    (data.len(), data.modified().ok())
}
