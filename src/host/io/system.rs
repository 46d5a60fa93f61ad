//! Files, as the module `fs` reaches them: a trait in terms of the system's calls, and the real one.

use nix::fcntl::AT_FDCWD;
use nix::sys::stat::{UtimensatFlags, utimensat};
use nix::sys::time::TimeSpec;
use nix::unistd::{AccessFlags, access};
use std::fs::{self, DirBuilder, File, FileTimes, Metadata, OpenOptions, Permissions};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, ErrorKind, Read, Write};
use std::os::fd::AsFd;
use std::os::unix::fs::{
    DirBuilderExt, FileExt, FileTypeExt, MetadataExt, OpenOptionsExt, PermissionsExt,
};
use std::path::{Component, PathBuf};
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

/// What `statfs` tells: type, size of a block, blocks, free ones, those free to the user, files, free ones.
pub type Space = [f64; 7];

/// The calls of the system that concern files. Paths are as scripts gave them.
pub trait FileSystem: Send + Sync {
    /// Opens a file with the flags of the system's `open`.
    fn open(&self, path: &str, flags: i32, mode: u32) -> io::Result<File>;
    /// `stat`, or `lstat` where links aren't followed.
    fn status(&self, path: &str, follow: bool) -> io::Result<Status>;
    /// What there is of the file system that a path is in.
    fn space(&self, path: &str) -> io::Result<Space>;
    /// Whether a path leads to a folder.
    fn is_folder(&self, path: &str) -> bool;
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
    /// Sets the times, or those of a link itself.
    fn set_times(&self, path: &str, times: Times, follow: bool) -> io::Result<()>;
    /// Whether the program may do with a file what the mode (4 read, 2 write, 1 run) says.
    fn access(&self, path: &str, mode: u32) -> io::Result<()>;

    /// Whether the mode, the owner and the times of an open file may be changed: such a file needn't be
    /// open to be written.
    fn may_change_open_files(&self) -> bool {
        true
    }

    /// Makes a folder and those that it is in; the first that was missing.
    fn make_folders(&self, path: &str, mode: u32) -> io::Result<Option<String>> {
        // A `..` stays: what stands before it is made, too.
        let path = std::path::absolute(path)?;
        let mut missing: Vec<String> = Vec::new();
        let mut next = path.as_path();
        let first = loop {
            let name = next.to_string_lossy();
            match self.make_folder(&name, mode) {
                Ok(()) => break Some(name.into_owned()),
                Err(error) if error.kind() == ErrorKind::NotFound => {
                    missing.push(name.into_owned());
                    next = next.parent().ok_or(error)?;
                }
                Err(error) if error.kind() == ErrorKind::AlreadyExists && self.is_folder(&name) => {
                    break missing.last().cloned();
                }
                // What is in the way is no folder.
                Err(error) if error.kind() == ErrorKind::AlreadyExists && !missing.is_empty() => {
                    return Err(io::Error::from_raw_os_error(ENOTDIR));
                }
                Err(error) => return Err(error),
            }
        };
        for path in missing.iter().rev() {
            match self.make_folder(path, mode) {
                // It ends with `..`, or somebody else has made it meanwhile.
                Err(error) if error.kind() == ErrorKind::AlreadyExists && self.is_folder(path) => {}
                made => made?,
            }
        }
        Ok(first)
    }

    /// Makes a folder whose name begins so, and ends with six letters that no other has; its name.
    fn make_temporary(&self, prefix: &str) -> io::Result<String> {
        const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        loop {
            let mut random = RandomState::new().build_hasher().finish();
            let mut path = String::from(prefix);
            for _ in 0..6 {
                path.push(char::from(
                    LETTERS[(random % LETTERS.len() as u64) as usize],
                ));
                random /= LETTERS.len() as u64;
            }
            match self.make_folder(&path, 0o700) {
                Ok(()) => return Ok(path),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
    }
}

/// `ENOTDIR`
const ENOTDIR: i32 = 20;

/// A path from the root, as if there were no links.
pub fn absolute(path: &str) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| PathBuf::from(path));
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                normal.pop();
            }
            part => normal.push(part),
        }
    }
    normal
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

    fn space(&self, path: &str) -> io::Result<Space> {
        let found = nix::sys::statfs::statfs(path)?;
        Ok([
            found.filesystem_type().0 as f64,
            found.block_size() as f64,
            found.blocks() as f64,
            found.blocks_free() as f64,
            found.blocks_available() as f64,
            found.files() as f64,
            found.files_free() as f64,
        ])
    }

    fn is_folder(&self, path: &str) -> bool {
        fs::metadata(path).is_ok_and(|found| found.is_dir())
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

    fn set_times(&self, path: &str, times: Times, follow: bool) -> io::Result<()> {
        let flag = match follow {
            true => UtimensatFlags::FollowSymlink,
            false => UtimensatFlags::NoFollowSymlink,
        };
        let (accessed, modified) = (time_spec(times.accessed), time_spec(times.modified));
        utimensat(AT_FDCWD, path, &accessed, &modified, flag)?;
        Ok(())
    }

    fn access(&self, path: &str, mode: u32) -> io::Result<()> {
        access(path, AccessFlags::from_bits_truncate(mode as i32))?;
        Ok(())
    }
}

fn time_spec(seconds: f64) -> TimeSpec {
    let whole = seconds.floor();
    TimeSpec::new(whole as i64, ((seconds - whole) * 1e9) as i64)
}

/// The mode of an open file.
pub fn mode_of(file: &File) -> io::Result<u32> {
    Ok(file.metadata()?.mode())
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
pub fn read_more(mut file: &File, may_wait: bool, bytes: &mut Vec<u8>) -> io::Result<bool> {
    /// The most that is read between two looks at the budget.
    const PIECE: usize = 1 << 20;
    const WAITING: usize = 64 << 10;
    let before = bytes.len();
    if !may_wait {
        let read = Read::by_ref(&mut file)
            .take(PIECE as u64)
            .read_to_end(bytes)?;
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
pub fn read_some(mut file: &File, length: usize, at: Option<u64>) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; length];
    let count = match at {
        Some(at) => file.read_at(&mut bytes, at)?,
        None => file.read(&mut bytes)?,
    };
    bytes.truncate(count);
    Ok(bytes)
}

/// Writes bytes, at a place or where the file stands; how many it took.
pub fn write_some(mut file: &File, bytes: &[u8], at: Option<u64>) -> io::Result<usize> {
    match at {
        Some(at) => file.write_at(bytes, at),
        None => file.write(bytes),
    }
}
