//! The system's files for a program that may not do all with them.
//!
//! A path is followed to its folder, which is opened; then the way back from the opened folder to its
//! path is what is asked about, and the work is done in that opened folder. So a link that is changed
//! meanwhile leads nowhere else. What follows a link at the end of a path is done with the file that
//! was opened, in the same way. Refusals are errors that hold a [`Denied`].
//!
//! Where the system has no `/proc/self/fd`, everything is refused.

use super::system::{EntryKind, FileSystem, RealFiles, Space, Status, Times, absolute};
use crate::permissions::{Access, Denied};
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::os::fd::AsRawFd;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The bits of `open`'s flags that say what is done with the file; 0 is reading.
const ACCESS_MODE: i32 = 3;
const O_CREAT: i32 = 0o100;
const O_EXCL: i32 = 0o200;
const O_TRUNC: i32 = 0o1000;
const O_DIRECTORY: i32 = 0o200_000;
const O_NOFOLLOW: i32 = 0o400_000;
const O_PATH: i32 = 0o10_000_000;
/// `EEXIST` and `ELOOP`
const EXISTS: i32 = 17;
const TOO_MANY_LINKS: i32 = 40;

/// How many links one path may lead through.
const MOST_LINKS: usize = 40;

/// The system's files for a program that may not do all with them.
pub struct Guarded(
    /// What it may.
    pub Arc<Access>,
);

/// What a path leads to: an opened folder, and a name in it.
struct Anchor {
    folder: File,
    /// None for the folder itself.
    name: Option<PathBuf>,
    /// The path without links.
    real: PathBuf,
}

impl Anchor {
    /// A path that leads there whatever becomes of the links.
    fn path(&self) -> String {
        let folder = path_of(&self.folder);
        match &self.name {
            Some(name) => format!("{folder}/{}", name.display()),
            None => folder,
        }
    }
}

/// What may be done with a path.
#[derive(Clone, Copy)]
struct Need {
    read: bool,
    write: bool,
}

const READ: Need = Need {
    read: true,
    write: false,
};
const WRITE: Need = Need {
    read: false,
    write: true,
};
const BOTH: Need = Need {
    read: true,
    write: true,
};

/// A refusal as an error of the system's.
pub fn refused(denied: Denied) -> io::Error {
    io::Error::new(ErrorKind::PermissionDenied, denied)
}

/// The refusal that an error holds.
pub fn refusal(error: &io::Error) -> Option<&Denied> {
    error.get_ref()?.downcast_ref()
}

/// A path that leads to an open file.
fn path_of(file: &File) -> String {
    format!("/proc/self/fd/{}", file.as_raw_fd())
}

/// The path of an open file, without links.
pub fn real_path_of(file: &File) -> io::Result<PathBuf> {
    fs::read_link(path_of(file))
}

fn open_path(path: &Path, flags: i32) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).custom_flags(O_PATH | flags).open(path)
}

fn raw(number: i32) -> io::Error {
    io::Error::from_raw_os_error(number)
}

impl Guarded {
    fn check(&self, real: &Path, need: Need) -> io::Result<()> {
        if need.read {
            self.0.check_read(real).map_err(refused)?;
        }
        if need.write {
            self.0.check_write(real).map_err(refused)?;
        }
        Ok(())
    }

    /// Opens the folder that a path leads to, and asks whether what is there may be used so.
    fn anchor(&self, path: &str, follow: bool, need: Need) -> io::Result<Anchor> {
        let anchor = find(path, follow);
        if anchor.is_err() {
            // Not even whether it is there is told.
            self.check(&absolute(path), need)?;
        }
        let anchor = anchor?;
        self.check(&anchor.real, need)?;
        Ok(anchor)
    }

    /// Opens what a path leads to, so that it can be used by [`path_of`] but not read.
    fn target(&self, path: &str, need: Need) -> io::Result<File> {
        let anchor = self.anchor(path, true, need)?;
        let Some(_) = anchor.name else {
            return Ok(anchor.folder);
        };
        let file = open_path(Path::new(&anchor.path()), O_NOFOLLOW)?;
        if file.metadata()?.is_symlink() {
            return Err(raw(TOO_MANY_LINKS));
        }
        self.check(&real_path_of(&file)?, need)?;
        Ok(file)
    }

    /// Asks whether what a link leads to may be read and written, wherever it is: else the link would be a
    /// way around.
    fn check_link(&self, folder: &Path, target: &Path) -> io::Result<()> {
        let path = folder.join(target);
        let path = path.to_string_lossy();
        self.anchor_or_missing(&path)
    }

    fn anchor_or_missing(&self, path: &str) -> io::Result<()> {
        match self.anchor(path, true, BOTH) {
            Err(error) if refusal(&error).is_some() => Err(error),
            _ => Ok(()),
        }
    }
}

fn find(path: &str, follow: bool) -> io::Result<Anchor> {
    let trimmed = path.trim_end_matches('/');
    // What ends so is a folder, also where it is a link to one.
    let is_folder = follow && trimmed.len() < path.len();
    let mut path = PathBuf::from(match trimmed {
        "" if !path.is_empty() => "/",
        trimmed => trimmed,
    });
    if path.as_os_str().is_empty() {
        return Err(ErrorKind::NotFound.into());
    }
    for _ in 0..MOST_LINKS {
        let name = path.file_name().filter(|_| {
            let bytes = path.as_os_str().as_encoded_bytes();
            !is_folder && !bytes.ends_with(b"/.")
        });
        let Some(name) = name.map(PathBuf::from) else {
            let folder = open_path(&path, O_DIRECTORY)?;
            let real = real_path_of(&folder)?;
            return Ok(Anchor {
                folder,
                name: None,
                real,
            });
        };
        let parent = path.parent().filter(|it| !it.as_os_str().is_empty());
        let folder = open_path(parent.unwrap_or(Path::new(".")), O_DIRECTORY)?;
        let real_folder = real_path_of(&folder)?;
        let anchor = Anchor {
            real: real_folder.join(&name),
            folder,
            name: Some(name),
        };
        match fs::read_link(anchor.path()) {
            Ok(target) if follow => path = real_folder.join(target),
            _ => return Ok(anchor),
        }
    }
    Err(raw(TOO_MANY_LINKS))
}

/// The path of a file without links, also of one that isn't there yet: as rules are to name it.
pub fn resolved(path: &str) -> PathBuf {
    match find(path, true) {
        Ok(anchor) => anchor.real,
        Err(_) => {
            let path = absolute(path);
            match (path.parent(), path.file_name()) {
                (Some(parent), Some(name)) => resolved(&parent.to_string_lossy()).join(name),
                _ => path,
            }
        }
    }
}

/// Files that every program has: its own streams, and the one that is nothing.
const ALWAYS: &[&str] = &["/dev/stdin", "/dev/stdout", "/dev/stderr", "/dev/null"];

impl FileSystem for Guarded {
    fn open(&self, path: &str, flags: i32, mode: u32) -> io::Result<File> {
        if ALWAYS.contains(&path) {
            return RealFiles.open(path, flags, mode);
        }
        let need = Need {
            read: flags & ACCESS_MODE != 1,
            write: flags & (ACCESS_MODE | O_CREAT | O_TRUNC) != 0,
        };
        let makes = flags & O_CREAT != 0;
        let is_new = makes && flags & O_EXCL != 0;
        let anchor = self.anchor(path, flags & O_NOFOLLOW == 0 && !is_new, need)?;
        let found = match &anchor.name {
            None => Ok(anchor.folder.try_clone()?),
            Some(_) => open_path(Path::new(&anchor.path()), O_NOFOLLOW),
        };
        let file = match found {
            Ok(_) if is_new => return Err(raw(EXISTS)),
            Ok(file) if file.metadata()?.is_symlink() => return Err(raw(TOO_MANY_LINKS)),
            Ok(file) => {
                self.check(&real_path_of(&file)?, need)?;
                let flags = flags & !(O_CREAT | O_NOFOLLOW);
                RealFiles.open(&path_of(&file), flags, mode)?
            }
            Err(error) if makes && error.kind() == ErrorKind::NotFound => {
                RealFiles.open(&anchor.path(), flags | O_NOFOLLOW, mode)?
            }
            Err(error) => return Err(error),
        };
        self.check(&real_path_of(&file)?, need)?;
        Ok(file)
    }

    fn status(&self, path: &str, follow: bool) -> io::Result<Status> {
        match follow {
            true => RealFiles.status(&path_of(&self.target(path, READ)?), true),
            false => RealFiles.status(&self.anchor(path, false, READ)?.path(), false),
        }
    }

    fn space(&self, path: &str) -> io::Result<Space> {
        RealFiles.space(&path_of(&self.target(path, READ)?))
    }

    fn is_folder(&self, path: &str) -> bool {
        let found = self
            .target(path, READ)
            .or_else(|_| self.target(path, WRITE));
        let found = found.and_then(|file| file.metadata());
        found.is_ok_and(|found| found.is_dir())
    }

    fn entries(&self, path: &str) -> io::Result<Vec<(String, EntryKind)>> {
        RealFiles.entries(&path_of(&self.target(path, READ)?))
    }

    fn real_path(&self, path: &str) -> io::Result<String> {
        let real = real_path_of(&self.target(path, READ)?)?;
        Ok(real.to_string_lossy().into_owned())
    }

    fn make_folder(&self, path: &str, mode: u32) -> io::Result<()> {
        RealFiles.make_folder(&self.anchor(path, false, WRITE)?.path(), mode)
    }

    fn unlink(&self, path: &str) -> io::Result<()> {
        RealFiles.unlink(&self.anchor(path, false, WRITE)?.path())
    }

    fn remove_folder(&self, path: &str) -> io::Result<()> {
        RealFiles.remove_folder(&self.anchor(path, false, WRITE)?.path())
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        let from = self.anchor(from, false, BOTH)?;
        let to = self.anchor(to, false, WRITE)?;
        if let (Ok(target), Some(folder)) = (fs::read_link(from.path()), from.real.parent()) {
            self.check_link(folder, &target)?;
        }
        RealFiles.rename(&from.path(), &to.path())
    }

    fn copy(&self, from: &str, to: &str, exclusive: bool) -> io::Result<()> {
        let mut source = self.open(from, 0, 0)?;
        let mode = super::system::mode_of(&source)?;
        let exclusive = if exclusive { O_EXCL } else { 0 };
        let flags = 1 | O_CREAT | O_TRUNC | exclusive;
        let mut target = self.open(to, flags, mode)?;
        io::copy(&mut source, &mut target).map(drop)
    }

    fn read_link(&self, path: &str) -> io::Result<String> {
        RealFiles.read_link(&self.anchor(path, false, READ)?.path())
    }

    fn symbolic_link(&self, target: &str, path: &str) -> io::Result<()> {
        let anchor = self.anchor(path, false, WRITE)?;
        if let Some(folder) = anchor.real.parent() {
            self.check_link(folder, Path::new(target))?;
        }
        RealFiles.symbolic_link(target, &anchor.path())
    }

    fn hard_link(&self, existing: &str, path: &str) -> io::Result<()> {
        let existing = self.anchor(existing, false, BOTH)?;
        let path = self.anchor(path, false, WRITE)?;
        RealFiles.hard_link(&existing.path(), &path.path())
    }

    fn set_mode(&self, path: &str, mode: u32) -> io::Result<()> {
        RealFiles.set_mode(&path_of(&self.target(path, WRITE)?), mode)
    }

    fn set_owner(&self, path: &str, user: u32, group: u32, follow: bool) -> io::Result<()> {
        match follow {
            true => {
                let target = self.target(path, WRITE)?;
                RealFiles.set_owner(&path_of(&target), user, group, true)
            }
            false => {
                let anchor = self.anchor(path, false, WRITE)?;
                RealFiles.set_owner(&anchor.path(), user, group, false)
            }
        }
    }

    fn set_times(&self, path: &str, times: Times, follow: bool) -> io::Result<()> {
        match follow {
            true => RealFiles.set_times(&path_of(&self.target(path, WRITE)?), times, true),
            false => RealFiles.set_times(&self.anchor(path, false, WRITE)?.path(), times, false),
        }
    }

    fn access(&self, path: &str, mode: u32) -> io::Result<()> {
        RealFiles.access(&path_of(&self.target(path, READ)?), mode)
    }

    fn may_change_open_files(&self) -> bool {
        self.0.policy().is_all()
    }
}
