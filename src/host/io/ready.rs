//! Files that may keep a program waiting, as pipes, terminals and devices do: whether one would.

use std::fs::File;
use std::io;
use std::time::Duration;

/// What is to be done with a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Use {
    /// To read from it.
    Read,
    /// To write to it, at most [`AT_ONCE`] bytes.
    Write,
}

/// What a pipe that can be written to takes without waiting: `PIPE_BUF`.
pub const AT_ONCE: usize = 4096;

/// Whether reading or writing may wait: not where it is a file of a disk, or a folder.
pub fn may_wait(file: &File) -> bool {
    file.metadata()
        .map_or(true, |data| !data.is_file() && !data.is_dir())
}

/// Waits for at most so long; whether the file is such by then that its use doesn't wait.
#[cfg(all(unix, feature = "cli"))]
pub fn wait(file: &File, what: Use, patience: Duration) -> io::Result<bool> {
    use nix::errno::Errno;
    use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
    use std::os::fd::AsFd;
    let flags = match what {
        Use::Read => PollFlags::POLLIN,
        Use::Write => PollFlags::POLLOUT,
    };
    let timeout = PollTimeout::try_from(patience).unwrap_or(PollTimeout::ZERO);
    match poll(&mut [PollFd::new(file.as_fd(), flags)], timeout) {
        Ok(count) => Ok(count > 0),
        Err(Errno::EINTR) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// It can't be asked here: a use waits as long as it takes.
#[cfg(not(all(unix, feature = "cli")))]
pub fn wait(_: &File, _: Use, _: Duration) -> io::Result<bool> {
    Ok(true)
}
