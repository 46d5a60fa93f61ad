//! What the system is asked and told by way of `nix`.

use super::{NOT_SUPPORTED, Usage};
use nix::errno::Errno;
use nix::sys::resource::{Usage as Resources, UsageWho, getrusage};
use nix::sys::signal::{self, Signal};
use nix::sys::stat::{Mode, umask};
use nix::unistd::{self, Gid, Pid, Uid};

/// Sends a signal; 0 only asks whether that is allowed.
pub fn kill(pid: i32, signal: i32) -> Result<(), i32> {
    let signal = match signal {
        0 => None,
        number => Some(Signal::try_from(number).map_err(|_| Errno::EINVAL as i32)?),
    };
    signal::kill(Pid::from_raw(pid), signal).map_err(|error| error as i32)
}

/// The mask of modes for new files; where one is given, it is set.
pub fn mask(new: Option<u32>) -> u32 {
    let set = |bits: u32| umask(Mode::from_bits_truncate(bits as _)).bits() as u32;
    match new {
        Some(bits) => set(bits),
        None => {
            let old = set(0);
            set(old);
            old
        }
    }
}

fn usage_of(who: UsageWho) -> Option<Resources> {
    getrusage(who).ok()
}

fn times(usage: &Resources) -> [f64; 2] {
    let times = [usage.user_time(), usage.system_time()];
    times.map(|time| time.tv_sec() as f64 * 1e6 + time.tv_usec() as f64)
}

/// What the process has used.
pub fn usage() -> Option<Usage> {
    let usage = usage_of(UsageWho::RUSAGE_SELF)?;
    let [user, system] = times(&usage);
    let counts = [
        usage.max_rss(),
        usage.shared_integral(),
        usage.unshared_data_integral(),
        usage.unshared_stack_integral(),
        usage.minor_page_faults(),
        usage.major_page_faults(),
        usage.full_swaps(),
        usage.block_reads(),
        usage.block_writes(),
        usage.ipc_sends(),
        usage.ipc_receives(),
        usage.signals(),
        usage.voluntary_context_switches(),
        usage.involuntary_context_switches(),
    ];
    let mut all = [0.0; 16];
    all[..2].copy_from_slice(&[user, system]);
    for (place, count) in all[2..].iter_mut().zip(counts) {
        *place = count as f64;
    }
    Some(all)
}

/// The times that this thread has used, in microseconds.
pub fn thread_times() -> Option<[f64; 2]> {
    #[cfg(any(target_os = "linux", target_os = "freebsd", target_os = "openbsd"))]
    let who = UsageWho::RUSAGE_THREAD;
    #[cfg(not(any(target_os = "linux", target_os = "freebsd", target_os = "openbsd")))]
    let who = UsageWho::RUSAGE_SELF;
    usage_of(who).map(|usage| times(&usage))
}

/// The ids of the user and the group, real and effective, and the groups besides.
pub fn identity() -> Option<([u32; 4], Vec<u32>)> {
    let ids = [
        Uid::current().as_raw(),
        Uid::effective().as_raw(),
        Gid::current().as_raw(),
        Gid::effective().as_raw(),
    ];
    #[cfg(not(target_vendor = "apple"))]
    let groups = unistd::getgroups().unwrap_or_default();
    #[cfg(target_vendor = "apple")]
    let groups: Vec<Gid> = Vec::new();
    Some((ids, groups.into_iter().map(Gid::as_raw).collect()))
}

/// Sets one of the ids, by the name of the system's function.
pub fn set_identity(which: &str, id: u32) -> Result<(), i32> {
    let result = match which {
        "setuid" => unistd::setuid(Uid::from_raw(id)),
        "seteuid" => unistd::seteuid(Uid::from_raw(id)),
        "setgid" => unistd::setgid(Gid::from_raw(id)),
        "setegid" => unistd::setegid(Gid::from_raw(id)),
        _ => return Err(NOT_SUPPORTED),
    };
    result.map_err(|error| error as i32)
}

/// Sets the groups besides the own.
pub fn set_groups(groups: &[u32]) -> Result<(), i32> {
    #[cfg(not(target_vendor = "apple"))]
    {
        let groups: Vec<Gid> = groups.iter().map(|group| Gid::from_raw(*group)).collect();
        unistd::setgroups(&groups).map_err(|error| error as i32)
    }
    #[cfg(target_vendor = "apple")]
    {
        let _ = groups;
        Err(NOT_SUPPORTED)
    }
}
