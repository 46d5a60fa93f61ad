//! Which files have changed: for `--watch`, and for whoever else waits for changes.
//!
//! The files are looked at again and again. What a program is read from are a few dozen files, and a
//! look at one costs a microsecond, so that ten looks a second can't be noticed; in exchange there is
//! nothing to go wrong with files that editors replace instead of writing, with network file systems
//! and with folders that are mounted into containers, of which the system's own notices tell nothing,
//! and the command needs no further library.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// How long to wait between two looks.
pub const INTERVAL: Duration = Duration::from_millis(100);

/// Folders that are passed over inside a watched one: what is in them is large and made by tools.
const PASSED_OVER: &[&str] = &["node_modules", "target"];

/// How deep a watched folder is looked into.
const DEEPEST: usize = 64;

/// What tells two states of a file apart; `None` where there is none.
type State = Option<(u64, Option<SystemTime>, u64)>;

/// A set of watched files and folders.
#[derive(Debug, Default)]
pub struct Changes {
    files: BTreeMap<PathBuf, State>,
    folders: BTreeMap<PathBuf, BTreeMap<PathBuf, State>>,
}

impl Changes {
    /// Watches a file, which need not exist yet, from its present state on.
    pub fn watch_file(&mut self, path: PathBuf) {
        let state = state_of(&path);
        self.files.entry(path).or_insert(state);
    }

    /// Watches all files below a folder, those also that are made later; one whose name begins with a
    /// point is passed over, and so are folders of packages.
    pub fn watch_folder(&mut self, path: PathBuf) {
        let states = states_below(&path);
        self.folders.entry(path).or_insert(states);
    }

    /// The files that have changed, were made or removed since the last call, in the order of their
    /// names.
    pub fn take(&mut self) -> Vec<PathBuf> {
        let mut changed = Vec::new();
        for (path, state) in &mut self.files {
            let now = state_of(path);
            if *state != now {
                *state = now;
                changed.push(path.clone());
            }
        }
        for (folder, states) in &mut self.folders {
            let now = states_below(folder);
            let differs = |path: &&PathBuf| now.get(*path) != states.get(*path);
            let paths = now.keys().chain(states.keys());
            changed.extend(paths.filter(differs).cloned());
            *states = now;
        }
        changed.sort_unstable();
        changed.dedup();
        changed
    }

    /// The files that have changed since the last call, once nothing changes any more: tools write several
    /// at once, and a file in pieces. Empty at once where none has.
    pub fn settled(&mut self) -> Vec<PathBuf> {
        let mut all = self.take();
        let mut more = !all.is_empty();
        while more {
            std::thread::sleep(INTERVAL);
            let later = self.take();
            more = !later.is_empty();
            all.extend(later);
        }
        all
    }
}

fn state_of(path: &Path) -> State {
    fs::metadata(path).ok().map(|found| state(&found))
}

fn state(found: &Metadata) -> (u64, Option<SystemTime>, u64) {
    (found.len(), found.modified().ok(), number(found))
}

/// What tells a file from one that has taken its place.
#[cfg(unix)]
fn number(found: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(found)
}

#[cfg(not(unix))]
fn number(_: &Metadata) -> u64 {
    0
}

/// All files below a folder. One that can't be read has none.
fn states_below(folder: &Path) -> BTreeMap<PathBuf, State> {
    let mut states = BTreeMap::new();
    let mut folders = vec![(folder.to_path_buf(), 0)];
    while let Some((folder, depth)) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.starts_with('.') || PASSED_OVER.contains(&&*name) {
                continue;
            }
            let path = entry.path();
            match fs::metadata(&path) {
                Ok(found) if found.is_dir() => {
                    // Links may lead round in a circle.
                    if depth < DEEPEST && !path.is_symlink() {
                        folders.push((path, depth + 1));
                    }
                }
                Ok(found) => {
                    states.insert(path, Some(state(&found)));
                }
                Err(_) => {}
            }
        }
    }
    states
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_folders_tell_of_what_changes() {
        let root = std::env::temp_dir().join(format!("minijs-changes-{}", std::process::id()));
        fs::create_dir_all(root.join("in/node_modules")).unwrap();
        let (known, later) = (root.join("known.js"), root.join("later.js"));
        fs::write(&known, "1").unwrap();
        let mut changes = Changes::default();
        changes.watch_file(known.clone());
        changes.watch_file(later.clone());
        assert_eq!(changes.take(), Vec::<PathBuf>::new());
        fs::write(&known, "22").unwrap();
        fs::write(&later, "1").unwrap();
        assert_eq!(changes.take(), [known.clone(), later.clone()]);
        assert_eq!(changes.take(), Vec::<PathBuf>::new());
        // An editor puts a new file in the place of the old one.
        let other = root.join("other");
        fs::write(&other, "33").unwrap();
        fs::rename(&other, &known).unwrap();
        fs::remove_file(&later).unwrap();
        assert_eq!(changes.take(), [known, later]);
        let mut changes = Changes::default();
        changes.watch_folder(root.join("in"));
        let made = root.join("in/deep/made.js");
        fs::create_dir_all(made.parent().unwrap()).unwrap();
        fs::write(&made, "1").unwrap();
        fs::write(root.join("in/node_modules/x.js"), "1").unwrap();
        fs::write(root.join("in/.hidden"), "1").unwrap();
        assert_eq!(changes.take(), std::slice::from_ref(&made));
        fs::remove_file(&made).unwrap();
        assert_eq!(changes.take(), [made]);
        fs::remove_dir_all(&root).unwrap();
    }
}
