//! The system's files where a program may not do all with them: what isn't allowed ends in `EACCES`.
//!
//! Modules aren't read by this way: what a program imports, it may.

use super::system::{EntryKind, FileSystem, RealFiles, Status, Times};
use std::fs::File;
use std::io;

/// `EACCES`
const NO_ACCESS: i32 = 13;

/// The bits of `open`'s flags that say what is done with the file; 0 is reading.
const ACCESS_MODE: i32 = 3;

/// `O_CREAT` and `O_TRUNC`, which change something also where the file is only read.
const CHANGES: i32 = if cfg!(target_os = "linux") {
    0o1100
} else {
    0x600
};

/// What a program may do with files, of which it imports what it likes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileAccess {
    /// To read files, and what there is of them.
    pub reads: bool,
    /// To make, change and remove files.
    pub writes: bool,
}

impl FileAccess {
    /// Everything.
    pub const ALL: FileAccess = FileAccess {
        reads: true,
        writes: true,
    };
}

/// The system's files for a program that may not do all with them.
pub struct Guarded(
    /// What it may.
    pub FileAccess,
);

impl Guarded {
    fn read(&self) -> io::Result<()> {
        allowed(self.0.reads)
    }

    fn write(&self) -> io::Result<()> {
        allowed(self.0.writes)
    }
}

/// Files that every program has: its own streams, and the one that is nothing.
const ALWAYS: &[&str] = &["/dev/stdin", "/dev/stdout", "/dev/stderr", "/dev/null"];

fn allowed(is_allowed: bool) -> io::Result<()> {
    match is_allowed {
        true => Ok(()),
        false => Err(io::Error::from_raw_os_error(NO_ACCESS)),
    }
}

impl FileSystem for Guarded {
    fn open(&self, path: &str, flags: i32, mode: u32) -> io::Result<File> {
        if ALWAYS.contains(&path) {
            return RealFiles.open(path, flags, mode);
        }
        if flags & ACCESS_MODE != 1 {
            self.read()?;
        }
        if flags & (ACCESS_MODE | CHANGES) != 0 {
            self.write()?;
        }
        RealFiles.open(path, flags, mode)
    }

    fn status(&self, path: &str, follow: bool) -> io::Result<Status> {
        self.read()?;
        RealFiles.status(path, follow)
    }

    fn entries(&self, path: &str) -> io::Result<Vec<(String, EntryKind)>> {
        self.read()?;
        RealFiles.entries(path)
    }

    fn real_path(&self, path: &str) -> io::Result<String> {
        self.read()?;
        RealFiles.real_path(path)
    }

    fn make_folder(&self, path: &str, mode: u32) -> io::Result<()> {
        self.write()?;
        RealFiles.make_folder(path, mode)
    }

    fn unlink(&self, path: &str) -> io::Result<()> {
        self.write()?;
        RealFiles.unlink(path)
    }

    fn remove_folder(&self, path: &str) -> io::Result<()> {
        self.write()?;
        RealFiles.remove_folder(path)
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        self.write()?;
        RealFiles.rename(from, to)
    }

    fn copy(&self, from: &str, to: &str, exclusive: bool) -> io::Result<()> {
        self.read()?;
        self.write()?;
        RealFiles.copy(from, to, exclusive)
    }

    fn read_link(&self, path: &str) -> io::Result<String> {
        self.read()?;
        RealFiles.read_link(path)
    }

    fn symbolic_link(&self, target: &str, path: &str) -> io::Result<()> {
        self.write()?;
        RealFiles.symbolic_link(target, path)
    }

    fn hard_link(&self, existing: &str, path: &str) -> io::Result<()> {
        self.write()?;
        RealFiles.hard_link(existing, path)
    }

    fn set_mode(&self, path: &str, mode: u32) -> io::Result<()> {
        self.write()?;
        RealFiles.set_mode(path, mode)
    }

    fn set_owner(&self, path: &str, user: u32, group: u32, follow: bool) -> io::Result<()> {
        self.write()?;
        RealFiles.set_owner(path, user, group, follow)
    }

    fn set_times(&self, path: &str, times: Times) -> io::Result<()> {
        self.write()?;
        RealFiles.set_times(path, times)
    }

    fn access(&self, path: &str, mode: u32) -> io::Result<()> {
        self.read()?;
        RealFiles.access(path, mode)
    }
}
