//! The system's files, as modules are looked for in them; and none, for who is given none.

use crate::modules::resolution::{Files, PathKind};
use std::fs;
use std::io::{self, ErrorKind};

/// The system's files.
pub struct SystemFiles;

impl Files for SystemFiles {
    fn kind(&self, path: &str) -> PathKind {
        kind_of(fs::metadata(path))
    }

    fn look(&self, path: &str) -> (PathKind, bool) {
        match fs::symlink_metadata(path) {
            Ok(found) if found.is_symlink() => (self.kind(path), true),
            found => (kind_of(found), false),
        }
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn real_path(&self, path: &str) -> io::Result<String> {
        let real = fs::canonicalize(path)?;
        Ok(real.to_string_lossy().into_owned())
    }

    fn current_folder(&self) -> String {
        let folder = std::env::current_dir();
        folder.map_or(String::from("/"), |folder| {
            folder.to_string_lossy().into_owned()
        })
    }

    fn is_system(&self) -> bool {
        true
    }
}

fn kind_of(found: io::Result<fs::Metadata>) -> PathKind {
    match found {
        Ok(found) if found.is_dir() => PathKind::Folder,
        Ok(_) => PathKind::File,
        Err(_) => PathKind::Missing,
    }
}

/// The system's files; tells of each that is read.
pub struct ToldFiles(pub Box<dyn Fn(&str)>);

impl Files for ToldFiles {
    fn kind(&self, path: &str) -> PathKind {
        SystemFiles.kind(path)
    }

    fn look(&self, path: &str) -> (PathKind, bool) {
        SystemFiles.look(path)
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        (self.0)(path);
        SystemFiles.read(path)
    }

    fn real_path(&self, path: &str) -> io::Result<String> {
        SystemFiles.real_path(path)
    }

    fn current_folder(&self) -> String {
        SystemFiles.current_folder()
    }

    fn is_system(&self) -> bool {
        true
    }
}

/// No files: nothing is anywhere.
pub struct NoFiles;

impl Files for NoFiles {
    fn kind(&self, _: &str) -> PathKind {
        PathKind::Missing
    }

    fn look(&self, _: &str) -> (PathKind, bool) {
        (PathKind::Missing, false)
    }

    fn read(&self, _: &str) -> io::Result<Vec<u8>> {
        Err(ErrorKind::NotFound.into())
    }

    fn real_path(&self, _: &str) -> io::Result<String> {
        Err(ErrorKind::NotFound.into())
    }

    fn current_folder(&self) -> String {
        String::from("/")
    }
}
