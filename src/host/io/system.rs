//! Files, as the module `fs` reaches them: a trait in terms of the system's calls, and the real one.

use std::fs::{self, DirBuilder, File, FileTimes, Metadata, OpenOptions, Permissions};
use std::io::{self, Read, Write};
use std::os::fd::AsFd;
use std::os::unix::fs::{
    DirBuilderExt, FileExt, FileTypeExt, MetadataExt, OpenOptionsExt, PermissionsExt,
};
use std::time::{Duration, SystemTime};

/// What `stat` tells, in the order in which scripts get it.
pub type Status = [f64; 18];

/// What an entry of a folder is, as `UV_DIRENT_*` numbers it.
pub type EntryKind = u8;

/// The access mode in the flags of `open`.
const ACCESS_MODE: i32 = 3;

/// Times as seconds since 1970.
#[derive(Clone, Copy, Debug)]
pub struct Times {
    /// When it was last read.
    pub accessed: f64,
    /// When it was last written.
    pub modified: f64,
}

/// The calls of the system that concern files. Paths are as scripts gave them.
pub trait FileSystem: Send + Sync {
    /// Opens a file with the flags of the system's `open`.
    fn open(&self, path: &str, flags: i32, mode: u32) -> io::Result<File>;
    /// `stat`, or `lstat` where links aren't followed.
    fn status(&self, path: &str, follow: bool) -> io::Result<Status>;
    /// The entries of a folder, sorted by name.
    fn entries(&self, path: &str) -> io::Result<Vec<(String, EntryKind)>>;
    /// The path without links.
    fn real_path(&self, path: &str) -> io::Result<String>;
    /// Makes a folder.
    fn make_folder(&self, path: &str, mode: u32) -> io::Result<()>;
    /// Removes a file or link.
    fn unlink(&self, path: &str) -> io::Result<()>;
    /// Removes an empty folder.
    fn remove_folder(&self, path: &str) -> io::Result<()>;
    /// Renames or moves.
    fn rename(&self, from: &str, to: &str) -> io::Result<()>;
    /// Copies a file; with `exclusive` only to where none is.
    fn copy(&self, from: &str, to: &str, exclusive: bool) -> io::Result<()>;
    /// What a symbolic link leads to.
    fn read_link(&self, path: &str) -> io::Result<String>;
    /// Makes a symbolic link.
    fn symbolic_link(&self, target: &str, path: &str) -> io::Result<()>;
    /// Gives a file another name.
    fn hard_link(&self, existing: &str, path: &str) -> io::Result<()>;
    /// Sets the permissions.
    fn set_mode(&self, path: &str, mode: u32) -> io::Result<()>;
    /// Sets the owner, or that of a link itself.
    fn set_owner(&self, path: &str, user: u32, group: u32, follow: bool) -> io::Result<()>;
    /// Sets the times.
    fn set_times(&self, path: &str, times: Times) -> io::Result<()>;
    /// Whether the program may do with a file what the mode (4 read, 2 write, 1 run) says.
    fn access(&self, path: &str, mode: u32) -> io::Result<()>;
}

/// The files of the system.
pub struct RealFiles;

impl FileSystem for RealFiles {
    fn open(&self, path: &str, flags: i32, mode: u32) -> io::Result<File> {
        let mut options = OpenOptions::new();
        match flags & ACCESS_MODE {
            0 => options.read(true),
            1 => options.write(true),
            _ => options.read(true).write(true),
        };
        options
            .mode(mode)
            .custom_flags(flags & !ACCESS_MODE)
            .open(path)
    }

    fn status(&self, path: &str, follow: bool) -> io::Result<Status> {
        let found = match follow {
            true => fs::metadata(path),
            false => fs::symlink_metadata(path),
        };
        found.map(|metadata| status_of(&metadata))
    }

    fn entries(&self, path: &str) -> io::Result<Vec<(String, EntryKind)>> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            let kind = entry.file_type().map_or(0, kind_of);
            entries.push((entry.file_name().to_string_lossy().into_owned(), kind));
        }
        entries.sort();
        Ok(entries)
    }

    fn real_path(&self, path: &str) -> io::Result<String> {
        let path = fs::canonicalize(path)?;
        Ok(path.to_string_lossy().into_owned())
    }

    fn make_folder(&self, path: &str, mode: u32) -> io::Result<()> {
        DirBuilder::new().mode(mode).create(path)
    }

    fn unlink(&self, path: &str) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_folder(&self, path: &str) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn copy(&self, from: &str, to: &str, exclusive: bool) -> io::Result<()> {
        if !exclusive {
            return fs::copy(from, to).map(drop);
        }
        let mut source = File::open(from)?;
        let mode = source.metadata()?.mode();
        let mut options = OpenOptions::new();
        let mut target = options.write(true).create_new(true).mode(mode).open(to)?;
        io::copy(&mut source, &mut target).map(drop)
    }

    fn read_link(&self, path: &str) -> io::Result<String> {
        let target = fs::read_link(path)?;
        Ok(target.to_string_lossy().into_owned())
    }

    fn symbolic_link(&self, target: &str, path: &str) -> io::Result<()> {
        std::os::unix::fs::symlink(target, path)
    }

    fn hard_link(&self, existing: &str, path: &str) -> io::Result<()> {
        fs::hard_link(existing, path)
    }

    fn set_mode(&self, path: &str, mode: u32) -> io::Result<()> {
        fs::set_permissions(path, Permissions::from_mode(mode))
    }

    fn set_owner(&self, path: &str, user: u32, group: u32, follow: bool) -> io::Result<()> {
        match follow {
            true => std::os::unix::fs::chown(path, Some(user), Some(group)),
            false => std::os::unix::fs::lchown(path, Some(user), Some(group)),
        }
    }

    fn set_times(&self, path: &str, times: Times) -> io::Result<()> {
        File::open(path)?.set_times(file_times(times))
    }

    fn access(&self, path: &str, mode: u32) -> io::Result<()> {
        let metadata = fs::metadata(path)?;
        match mode & !allowed(&metadata) & 7 {
            0 => Ok(()),
            _ => Err(io::Error::from_raw_os_error(EACCES)),
        }
    }
}

/// `EACCES`
const EACCES: i32 = 13;

/// What the program may do with a file: 4 read, 2 write, 1 run.
fn allowed(metadata: &Metadata) -> u32 {
    let mode = metadata.mode();
    let own = fs::metadata("/proc/self").map(|own| (own.uid(), own.gid()));
    let (user, group) = own.unwrap_or((u32::MAX, u32::MAX));
    if user == 0 {
        let may_run = metadata.is_dir() || mode & 0o111 != 0;
        return if may_run { 7 } else { 6 };
    }
    if metadata.uid() == user {
        return mode >> 6 & 7;
    }
    if metadata.gid() == group || groups().contains(&metadata.gid()) {
        return mode >> 3 & 7;
    }
    mode & 7
}

/// The further groups of the program.
fn groups() -> Vec<u32> {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("Groups:"));
    let numbers = line.unwrap_or("").split_whitespace();
    numbers.filter_map(|number| number.parse().ok()).collect()
}

/// The times for a file that is open.
pub fn file_times(times: Times) -> FileTimes {
    FileTimes::new()
        .set_accessed(time(times.accessed))
        .set_modified(time(times.modified))
}

fn time(seconds: f64) -> SystemTime {
    let length = Duration::try_from_secs_f64(seconds.abs()).unwrap_or_default();
    let moment = match seconds < 0.0 {
        true => SystemTime::UNIX_EPOCH.checked_sub(length),
        false => SystemTime::UNIX_EPOCH.checked_add(length),
    };
    moment.unwrap_or(SystemTime::UNIX_EPOCH)
}

/// What is known of a file.
pub fn status_of(metadata: &Metadata) -> Status {
    let created = metadata.created().ok();
    let created = created.and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
    let (seconds, nanoseconds) = match created {
        Some(time) => (time.as_secs() as f64, f64::from(time.subsec_nanos())),
        None => (metadata.ctime() as f64, metadata.ctime_nsec() as f64),
    };
    [
        metadata.dev() as f64,
        f64::from(metadata.mode()),
        metadata.nlink() as f64,
        f64::from(metadata.uid()),
        f64::from(metadata.gid()),
        metadata.rdev() as f64,
        metadata.blksize() as f64,
        metadata.ino() as f64,
        metadata.size() as f64,
        metadata.blocks() as f64,
        metadata.atime() as f64,
        metadata.atime_nsec() as f64,
        metadata.mtime() as f64,
        metadata.mtime_nsec() as f64,
        metadata.ctime() as f64,
        metadata.ctime_nsec() as f64,
        seconds,
        nanoseconds,
    ]
}

fn kind_of(file_type: fs::FileType) -> EntryKind {
    match () {
        () if file_type.is_file() => 1,
        () if file_type.is_dir() => 2,
        () if file_type.is_symlink() => 3,
        () if file_type.is_fifo() => 4,
        () if file_type.is_socket() => 5,
        () if file_type.is_char_device() => 6,
        () if file_type.is_block_device() => 7,
        () => 0,
    }
}

/// Reads more of a file into `bytes`, from where it stands; whether there was any. Of a file that may
/// wait only what it has by now.
pub fn read_more(file: &mut File, may_wait: bool, bytes: &mut Vec<u8>) -> io::Result<bool> {
    /// The most that is read between two looks at the budget.
    const PIECE: usize = 1 << 20;
    const WAITING: usize = 64 << 10;
    let before = bytes.len();
    if !may_wait {
        let read = Read::by_ref(file).take(PIECE as u64).read_to_end(bytes)?;
        return Ok(read > 0);
    }
    bytes.resize(before + WAITING, 0);
    let read = file.read(&mut bytes[before..]);
    bytes.truncate(before + *read.as_ref().unwrap_or(&0));
    Ok(read? > 0)
}

/// Standard input without the standard library's buffer.
pub fn standard_input() -> io::Result<File> {
    Ok(File::from(io::stdin().as_fd().try_clone_to_owned()?))
}

/// At most so many bytes, from a place or from where the file stands.
pub fn read_some(file: &mut File, length: usize, at: Option<u64>) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; length];
    let count = match at {
        Some(at) => file.read_at(&mut bytes, at)?,
        None => file.read(&mut bytes)?,
    };
    bytes.truncate(count);
    Ok(bytes)
}

/// Writes bytes, at a place or where the file stands; how many it took.
pub fn write_some(file: &mut File, bytes: &[u8], at: Option<u64>) -> io::Result<usize> {
    match at {
        Some(at) => file.write_at(bytes, at),
        None => file.write(bytes),
    }
}
