//! The programs of a folder: which there are, and their texts. Nothing outside of it is read.

use super::request::LONGEST_TEXT;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// How many programs are offered.
const MOST_FILES: usize = 500;

/// How many folders are looked into, one inside the other.
const DEEPEST: usize = 6;

/// Endings of programs.
const ENDINGS: [&str; 3] = ["js", "mjs", "cjs"];

/// A folder.
#[derive(Clone, Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// The folder of this path.
    ///
    /// # Errors
    /// It can't be read, as is said.
    pub fn new(path: &Path) -> Result<Folder, String> {
        let name = path.display();
        match fs::read_dir(path) {
            Ok(_) => Ok(Folder(path.to_path_buf())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(format!("cannot find the folder '{name}'"))
            }
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                Err(format!("'{name}' is a file, not a folder"))
            }
            Err(error) => Err(format!("cannot read the folder '{name}': {error}")),
        }
    }

    /// Its own name.
    pub fn name(&self) -> String {
        let path = fs::canonicalize(&self.0).unwrap_or_else(|_| self.0.clone());
        let name = path.file_name().unwrap_or(path.as_os_str());
        name.to_string_lossy().into_owned()
    }

    /// The paths of the programs in it, with `/` between their parts, in order.
    pub fn programs(&self) -> Vec<String> {
        let mut found = Vec::new();
        look(&self.0, "", DEEPEST, &mut found);
        found.sort();
        found
    }

    /// The text of one of the programs; `None` where it is none of them.
    ///
    /// # Errors
    /// It can't be read, or is too long.
    pub fn text(&self, program: &str) -> Option<io::Result<String>> {
        let path = self.programs().into_iter().find(|it| it == program)?;
        Some(read(&self.0.join(path)))
    }
}

fn read(path: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    let file = File::open(path)?;
    file.take(LONGEST_TEXT as u64 + 1).read_to_end(&mut bytes)?;
    match bytes.len() > LONGEST_TEXT {
        true => Err(io::Error::other("it is too long")),
        false => Ok(String::from_utf8_lossy(&bytes).into_owned()),
    }
}

/// Links aren't followed; what can't be read or has no name in Unicode isn't there.
fn look(folder: &Path, prefix: &str, depth: usize, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let (Ok(kind), Ok(name)) = (entry.file_type(), entry.file_name().into_string()) else {
            continue;
        };
        if name.starts_with('.') || name == "node_modules" || found.len() >= MOST_FILES {
            continue;
        }
        let path = format!("{prefix}{name}");
        if kind.is_dir() && depth > 0 {
            look(&entry.path(), &format!("{path}/"), depth - 1, found);
        } else if kind.is_file() && ENDINGS.iter().any(|it| is_ending(&name, it)) {
            found.push(path);
        }
    }
}

fn is_ending(name: &str, ending: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, it)| it == ending)
}
