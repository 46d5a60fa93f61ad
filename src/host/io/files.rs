//! The files of the system, and none at all, for what a specifier means.

use crate::modules::resolution::{Files, PathKind};
use std::io;
use std::path::Path;

/// The files of the system.
pub struct SystemFiles;

impl Files for SystemFiles {
    fn kind(&self, path: &str) -> PathKind {
        match std::fs::metadata(path) {
            Ok(found) if found.is_dir() => PathKind::Folder,
            Ok(_) => PathKind::File,
            Err(_) => PathKind::Missing,
        }
    }

    fn is_link(&self, path: &str) -> bool {
        std::fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink())
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        std::fs::read(path)
    }

    fn real_path(&self, path: &str) -> io::Result<String> {
        let path = std::fs::canonicalize(path)?;
        Ok(path.to_string_lossy().into_owned())
    }

    fn current_folder(&self) -> String {
        let folder = std::env::current_dir();
        folder.map_or(String::from("/"), |it| it.to_string_lossy().into_owned())
    }

    fn is_system(&self) -> bool {
        true
    }
}

/// No file: what a runtime has that wasn't given any.
pub struct NoFiles;

impl Files for NoFiles {
    fn kind(&self, _: &str) -> PathKind {
        PathKind::Missing
    }

    fn is_link(&self, _: &str) -> bool {
        false
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let name = Path::new(path).display();
        let message = format!("this runtime has no files: {name}");
        Err(io::Error::new(io::ErrorKind::PermissionDenied, message))
    }

    fn real_path(&self, path: &str) -> io::Result<String> {
        Ok(path.to_string())
    }

    fn current_folder(&self) -> String {
        String::from("/")
    }
}
