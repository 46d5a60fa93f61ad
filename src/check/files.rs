//! Which files are meant by the paths of the command.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What JavaScript files end in.
const EXTENSIONS: [&str; 3] = ["js", "mjs", "cjs"];

/// The files that paths mean, each once, in the order of the paths, those of a folder sorted: a file
/// itself, a folder all JavaScript files below it, without hidden ones and `node_modules`.
///
/// # Errors
/// The path that isn't there or can't be read, and why.
pub fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, (PathBuf, io::Error)> {
    let mut found = Vec::new();
    for path in paths {
        let kind = fs::metadata(path).map_err(|error| (path.clone(), error))?;
        match kind.is_dir() {
            true => below(path, &mut found)?,
            false => found.push(path.clone()),
        }
    }
    let mut seen = std::collections::HashSet::new();
    found.retain(|path| seen.insert(path.clone()));
    Ok(found)
}

fn below(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), (PathBuf, io::Error)> {
    let begin = found.len();
    // A list of folders instead of a call for each: they may be deep.
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let failed = |error| (folder.clone(), error);
        for entry in fs::read_dir(&folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let path = entry.path();
            // `./a.js` of the current folder is shown as `a.js`.
            let path = path.strip_prefix(".").map_or(path.clone(), Path::to_owned);
            let kind = entry.file_type().map_err(failed)?;
            let name = path
                .file_name()
                .and_then(|name| name.to_str())
                .unwrap_or("");
            if name.starts_with('.') || name == "node_modules" {
                continue;
            }
            if kind.is_dir() {
                folders.push(path);
            } else if is_script(&path) {
                found.push(path);
            }
        }
    }
    found[begin..].sort();
    Ok(())
}

/// Whether a file of a folder is checked.
pub fn is_script(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| EXTENSIONS.contains(&extension))
}
