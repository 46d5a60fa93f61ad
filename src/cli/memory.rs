//! How much memory the command may use, and what it does when there is no more.
//!
//! The limit is `--max-heap`, or half of what the machine or the control group that the process is
//! in has. It is of the whole process: see [`memory`]. A program that passes it between two looks
//! of the engine, or that gets no more from the system, is ended in the middle of an allocation:
//! what it wrote is passed on, the reason told, and the exit code is that of the heap limit.

use super::complaint::complain;
use crate::heap::memory::{self, Bounds, Exhausted};
use crate::host::streams::{Pending, streams};
use crate::runtime::{Runtime, Termination, program};
use std::cell::RefCell;
use std::fs;
use std::io::Write;
use std::path::Path;

/// Where small blocks come from: mimalloc is several times faster than the system's allocator for
/// the small boxes that scripts cause.
#[cfg(feature = "allocator")]
use mimalloc::MiMalloc as SmallBlocks;
#[cfg(not(feature = "allocator"))]
use std::alloc::System as SmallBlocks;

/// The global allocator of the command. It counts, with any allocator for small blocks, so
/// `--max-heap` bounds what the whole process is given in every build of the command. What the
/// allocator wastes comes on top: the peak stays below twice the limit with mimalloc, below three
/// times with the system's.
pub type Allocator = memory::CountingAllocator<SmallBlocks>;

/// See [`Allocator`].
pub const ALLOCATOR: Allocator = memory::CountingAllocator(SmallBlocks);

/// A process that holds less isn't asked how much it may hold.
const MODEST: usize = 64 << 20;

/// Where nothing tells how much memory there is.
const UNKNOWN_MACHINE: usize = 4 << 30;

/// Native stack, in bytes, that calls may use under a heap limit of so many: the stack counts too,
/// as far as it is touched.
pub(super) fn stack_under(heap: usize) -> usize {
    (heap / 8).max(512 << 10)
}

thread_local! {
    static PENDING: RefCell<Option<Pending>> = const { RefCell::new(None) };
}

/// Limits what this thread holds: around `heap` bytes, or by what the machine has.
pub(super) fn limit(heap: Option<usize>) {
    memory::set_exhausted_handler(end);
    match heap {
        Some(bytes) => memory::set_bounds(Bounds::around(bytes)),
        None => memory::set_bounds_later(MODEST, || Bounds::around(available() / 2)),
    }
}

/// Makes the output of a runtime seen that is ended for want of memory.
pub(super) fn watch_output(runtime: &mut Runtime) {
    let pending = streams(&mut runtime.agent).pending();
    PENDING.set(Some(pending));
}

/// Ends the process.
fn end(why: Exhausted) -> ! {
    let (text, code) = program::stopped(Termination::Heap);
    PENDING.with_borrow(|pending| {
        // Lent out or being written: then there is nothing in it that wasn't passed on.
        if let Some(Ok(pending)) = pending.as_ref().map(|pending| pending.try_borrow()) {
            let mut stdout = std::io::stdout();
            // A failure can't be reported any more.
            let _ = stdout.write_all(&pending).and_then(|()| stdout.flush());
        }
    });
    match why {
        Exhausted::Limit => complain(&text),
        Exhausted::System => complain(&"stopped: the system has no more memory"),
    }
    std::process::exit(i32::from(code))
}

/// Bytes of memory that this process could use if it were alone.
fn available() -> usize {
    let limits = [machine_memory(), group_memory()];
    limits
        .into_iter()
        .flatten()
        .min()
        .unwrap_or(UNKNOWN_MACHINE)
}

fn machine_memory() -> Option<usize> {
    let text = fs::read_to_string("/proc/meminfo").ok()?;
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("MemTotal:"))?;
    let kib: usize = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kib.checked_mul(1 << 10)
}

/// The least limit of the control groups that the process is in, of either version.
fn group_memory() -> Option<usize> {
    let groups = fs::read_to_string("/proc/self/cgroup").ok()?;
    let limits = groups.lines().filter_map(|line| {
        let (_, rest) = line.split_once(':')?;
        let (controllers, path) = rest.split_once(':')?;
        let (root, file) = match controllers {
            "" => ("/sys/fs/cgroup", "memory.max"),
            _ if controllers.split(',').any(|name| name == "memory") => {
                ("/sys/fs/cgroup/memory", "memory.limit_in_bytes")
            }
            _ => return None,
        };
        least_limit(Path::new(root), path, file)
    });
    limits.min()
}

/// The least number in a file of this name in a group's folder and those above it. Where the process
/// sees only a part of the hierarchy, its own folder may not be there, but the root is.
fn least_limit(root: &Path, group: &str, file: &str) -> Option<usize> {
    let folder = root.join(group.trim_start_matches('/'));
    let folders = folder.ancestors().take_while(|part| part.starts_with(root));
    let limits = folders.filter_map(|folder| {
        // "max" is no number: no limit.
        fs::read_to_string(folder.join(file))
            .ok()?
            .trim()
            .parse()
            .ok()
    });
    limits.min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_has_some_memory() {
        assert!(available() > 64 << 20);
    }

    #[test]
    fn the_least_limit_of_the_groups_counts() {
        let root = std::env::temp_dir().join(format!("minijs-groups-{}", std::process::id()));
        let inner = root.join("a/b");
        fs::create_dir_all(&inner).unwrap();
        fs::write(root.join("memory.max"), "max\n").unwrap();
        fs::write(root.join("a/memory.max"), "5000\n").unwrap();
        fs::write(inner.join("memory.max"), "7000\n").unwrap();
        assert_eq!(least_limit(&root, "/a/b", "memory.max"), Some(5000));
        assert_eq!(least_limit(&root, "/elsewhere", "memory.max"), None);
        assert_eq!(least_limit(&root, "/a/b", "memory.other"), None);
        fs::remove_dir_all(&root).unwrap();
    }
}
