//! What the operating system is asked about the process, and told.
//!
//! Errors are its numbers. Without the feature `cli`, and elsewhere than on Unix, most of it can't be
//! had: [`NOT_SUPPORTED`].

use std::io;

/// The error number of what there isn't here: ENOSYS.
pub const NOT_SUPPORTED: i32 = 38;

/// The id of the process that started this one.
pub fn parent() -> u32 {
    #[cfg(unix)]
    return std::os::unix::process::parent_id();
    #[cfg(not(unix))]
    0
}

/// Changes the current directory.
pub fn change_directory(path: &str) -> Result<(), i32> {
    std::env::set_current_dir(path).map_err(number)
}

fn number(error: io::Error) -> i32 {
    error.raw_os_error().unwrap_or(NOT_SUPPORTED)
}

/// How much memory the process has in use, in bytes.
pub fn resident() -> Option<usize> {
    const PAGE: usize = 4096;
    let text = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: usize = text.split(' ').nth(1)?.parse().ok()?;
    Some(pages * PAGE)
}

/// How much memory there is to be had, in bytes.
pub fn available_memory() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let kib: f64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kib * 1024.0)
}

/// How much memory the process may use, in bytes, where that is limited.
pub fn constrained_memory() -> Option<f64> {
    let files = [
        "/sys/fs/cgroup/memory.max",
        "/sys/fs/cgroup/memory/memory.limit_in_bytes",
    ];
    let texts = files
        .iter()
        .filter_map(|file| std::fs::read_to_string(file).ok());
    texts.into_iter().find_map(|text| text.trim().parse().ok())
}

/// What the process has used, in the order of Node's `resourceUsage`; times in microseconds.
pub type Usage = [f64; 16];

#[cfg(not(all(unix, feature = "cli")))]
mod elsewhere;
#[cfg(all(unix, feature = "cli"))]
mod unix;

#[cfg(not(all(unix, feature = "cli")))]
pub use elsewhere::{identity, kill, mask, set_groups, set_identity, thread_times, usage};
#[cfg(all(unix, feature = "cli"))]
pub use unix::{identity, kill, mask, set_groups, set_identity, thread_times, usage};
