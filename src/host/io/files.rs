//! The system's files, as modules are looked for in them; and none, for who is given none.

use super::guarded::{real_path_of, refused};
use super::system::absolute;
use crate::modules::resolution::{Files, PathKind};
use crate::permissions::Access;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

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
    fn read_opened(&self, path: &str, file: &mut fs::File) -> io::Result<Vec<u8>> {
        (self.0)(path);
        SystemFiles.read_opened(path, file)
    }

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

/// The files that a program may import: its own, those of packages, and those that it may read. The path of
/// the file that was opened counts.
struct GuardedFiles {
    files: Rc<dyn Files>,
    access: Arc<Access>,
}

/// Files for a program that may not import all of them. Files that aren't the system's are all its own.
pub fn guarded(files: Rc<dyn Files>, access: Arc<Access>) -> Rc<dyn Files> {
    match files.is_system() && !access.policy().is_all() {
        true => Rc::new(GuardedFiles { files, access }),
        false => files,
    }
}

impl GuardedFiles {
    /// Adds the package that a path is in, if the program looks for packages there.
    fn note_package(&self, path: &str) {
        const FOLDER: &str = "/node_modules/";
        let Some(at) = path.rfind(FOLDER) else {
            return;
        };
        let (folder, inside) = path.split_at(at + FOLDER.len());
        let folder_of_packages = Path::new(folder);
        let real = fs::canonicalize(folder_of_packages);
        let is_looked_at = real.is_ok_and(|real| self.access.looks_for_packages_in(&real));
        let parts = if inside.starts_with('@') { 2 } else { 1 };
        let name: PathBuf = Path::new(inside).components().take(parts).collect();
        if !is_looked_at || name.components().count() < parts {
            return;
        }
        if let Ok(package) = fs::canonicalize(folder_of_packages.join(name))
            && package.is_dir()
        {
            self.access.add_package(package);
        }
    }
}

impl Files for GuardedFiles {
    fn kind(&self, path: &str) -> PathKind {
        self.files.kind(path)
    }

    fn look(&self, path: &str) -> (PathKind, bool) {
        self.files.look(path)
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.note_package(path);
        let opened = fs::File::open(path);
        let real = match &opened {
            Ok(file) => real_path_of(file).unwrap_or_else(|_| absolute(path)),
            Err(_) => absolute(path),
        };
        self.access.check_import(&real).map_err(refused)?;
        let mut file = opened?;
        self.files.read_opened(path, &mut file)
    }

    fn real_path(&self, path: &str) -> io::Result<String> {
        self.note_package(path);
        self.files.real_path(path)
    }

    fn current_folder(&self) -> String {
        self.files.current_folder()
    }

    fn is_system(&self) -> bool {
        true
    }
}

/// The own folder of a program that is in a folder: that of the nearest package.json, unless that is the
/// root or the user's; else the folder itself. A program without a file is in the process's.
pub fn own_folder(folder: Option<&Path>) -> PathBuf {
    let folder = match folder {
        Some(folder) => folder.to_path_buf(),
        None => PathBuf::from(SystemFiles.current_folder()),
    };
    let folder = fs::canonicalize(&folder).unwrap_or(folder);
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let mut around = folder.ancestors();
    let package =
        around.find(|it| it.join("package.json").is_file() || it.ends_with("node_modules"));
    let is_package = |it: &&Path| {
        !it.ends_with("node_modules") && it.parent().is_some() && home.as_deref() != Some(*it)
    };
    let package = package.filter(is_package).map(Path::to_path_buf);
    package.unwrap_or(folder)
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
