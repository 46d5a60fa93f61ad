//! The files that resolution looks at.

use std::fs::File;
use std::io::{self, Read};

/// What is at a path.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PathKind {
    /// Something that isn't a folder.
    File,
    /// A folder.
    Folder,
    /// Nothing that can be reached.
    Missing,
}

/// The one way to files. Paths are absolute, without `.` and `..`.
pub trait Files {
    /// What is at a path, links followed.
    fn kind(&self, path: &str) -> PathKind;

    /// The same, and whether the last part of the path is a symbolic link.
    fn look(&self, path: &str) -> (PathKind, bool);

    /// The bytes of a file.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;

    /// The bytes of a file of the system's that is open already.
    fn read_opened(&self, _path: &str, file: &mut File) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// The path with all symbolic links followed.
    fn real_path(&self, path: &str) -> io::Result<String>;

    /// The folder from which relative paths are taken.
    fn current_folder(&self) -> String;

    /// Whether these are all of the system's files, which programs may then read and write.
    fn is_system(&self) -> bool {
        false
    }
}
