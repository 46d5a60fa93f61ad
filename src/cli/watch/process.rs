//! The runs of a watched program as processes, and the signals that end the watching.

use std::ffi::OsString;
use std::io::{self, BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

#[cfg(unix)]
pub(super) use nix::sys::signal::Signal;

/// A signal, where there are none.
#[cfg(not(unix))]
#[derive(Clone, Copy)]
pub(super) struct Signal;

/// How long the last lines of a report are waited for after the end of a run.
const LAST_LINES: Duration = Duration::from_millis(200);

/// A run of the program.
pub(super) struct Run {
    child: Child,
    told: Receiver<PathBuf>,
}

impl Run {
    /// Starts one, which tells of the files that modules are read from if it `follows` them.
    ///
    /// # Errors
    /// Where no process or pipe can be had.
    pub(super) fn start(arguments: &[OsString], follows: bool) -> io::Result<Run> {
        let mut command = Command::new(std::env::current_exe()?);
        let (sender, told) = mpsc::channel();
        let report = match follows {
            true => Some(report::open()?),
            false => None,
        };
        if let Some(report) = &report {
            command.arg(report.option());
        }
        let child = command.args(arguments).spawn()?;
        if let Some(report) = report {
            let reader = report.into_reader();
            std::thread::spawn(move || {
                for path in BufReader::new(reader).lines().map_while(Result::ok) {
                    // Only absolute paths are files.
                    if path.starts_with('/') && sender.send(PathBuf::from(path)).is_err() {
                        return;
                    }
                }
            });
        }
        Ok(Run { child, told })
    }

    /// The files that it told of since the last call.
    pub(super) fn told(&self) -> Vec<PathBuf> {
        self.told.try_iter().collect()
    }

    /// Those that it told of until its end, which has come.
    pub(super) fn told_to_the_end(&self) -> Vec<PathBuf> {
        let mut paths = Vec::new();
        while let Ok(path) = self.told.recv_timeout(LAST_LINES) {
            paths.push(path);
        }
        paths
    }

    /// Whether it has ended: `Some(true)` with the exit code 0.
    ///
    /// # Errors
    /// Where the system doesn't tell.
    pub(super) fn ended(&mut self) -> io::Result<Option<bool>> {
        let status = self.child.try_wait()?;
        Ok(status.map(|status| status.success()))
    }

    /// Waits for its end; the exit code, where a signal hasn't ended it.
    ///
    /// # Errors
    /// Where the system doesn't tell.
    pub(super) fn wait(&mut self) -> io::Result<Option<u8>> {
        let code = self.child.wait()?.code();
        Ok(code.and_then(|code| u8::try_from(code).ok()))
    }

    /// Sends it a signal, if it hasn't ended.
    #[cfg(unix)]
    pub(super) fn signal(&mut self, signal: Signal) {
        let Ok(None) = self.child.try_wait() else {
            return;
        };
        if let Ok(id) = i32::try_from(self.child.id()) {
            // It may have ended by now.
            let _ = nix::sys::signal::kill(nix::unistd::Pid::from_raw(id), signal);
        }
    }

    /// Ends it.
    #[cfg(not(unix))]
    pub(super) fn signal(&mut self, _: Signal) {
        // It may have ended by now.
        let _ = self.child.kill();
    }
}

/// The signal that ends a run.
///
/// # Errors
/// The name, where there is no such signal.
#[cfg(unix)]
pub(super) fn kill_signal(name: Option<&str>) -> Result<Signal, String> {
    match name {
        None => Ok(Signal::SIGTERM),
        Some(name) => name.parse().map_err(|_| name.to_owned()),
    }
}

/// See above.
#[cfg(not(unix))]
pub(super) fn kill_signal(_: Option<&str>) -> Result<Signal, String> {
    Ok(Signal)
}

/// The signals that end the watching, taken instead of ending this process at once.
pub(super) struct Signals(#[cfg(unix)] Receiver<Signal>);

impl Signals {
    /// Takes SIGINT and SIGTERM. To be called before other threads start.
    ///
    /// # Errors
    /// Where they can't be blocked, or no thread can be had.
    #[cfg(unix)]
    pub(super) fn take() -> io::Result<Signals> {
        use nix::sys::signal::SigSet;
        let mut signals = SigSet::empty();
        signals.add(Signal::SIGINT);
        signals.add(Signal::SIGTERM);
        signals.thread_block()?;
        let (sender, taken) = mpsc::channel();
        std::thread::Builder::new()
            .name(String::from("signals"))
            .spawn(move || {
                while let Ok(signal) = signals.wait() {
                    if sender.send(signal).is_err() {
                        return;
                    }
                }
            })?;
        Ok(Signals(taken))
    }

    /// See above.
    ///
    /// # Errors
    /// None.
    #[cfg(not(unix))]
    pub(super) fn take() -> io::Result<Signals> {
        Ok(Signals())
    }

    /// One that has come since the last call.
    pub(super) fn taken(&self) -> Option<Signal> {
        #[cfg(unix)]
        return self.0.try_recv().ok();
        #[cfg(not(unix))]
        None
    }
}

/// Whether a line was typed at the terminal, which is read then.
#[cfg(unix)]
pub(super) fn line_typed() -> bool {
    use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
    use std::io::IsTerminal;
    use std::os::fd::AsFd;
    let stdin = io::stdin();
    if !stdin.is_terminal() {
        return false;
    }
    let mut watched = [PollFd::new(stdin.as_fd(), PollFlags::POLLIN)];
    if !matches!(poll(&mut watched, PollTimeout::ZERO), Ok(1)) {
        return false;
    }
    let mut line = String::new();
    // At the end of input there is nothing more to be asked.
    matches!(stdin.lock().read_line(&mut line), Ok(length) if length > 0)
}

/// See above.
#[cfg(not(unix))]
pub(super) fn line_typed() -> bool {
    false
}

/// The pipe through which a run tells of files.
#[cfg(unix)]
mod report {
    use nix::fcntl::{FcntlArg, FdFlag, fcntl};
    use std::fs::File;
    use std::io;
    use std::os::fd::{AsRawFd, OwnedFd};

    /// Both ends: the run inherits the second.
    pub(super) struct Report(OwnedFd, OwnedFd);

    pub(super) fn open() -> io::Result<Report> {
        let (reader, writer) = io::pipe()?;
        let writer = OwnedFd::from(writer);
        fcntl(&writer, FcntlArg::F_SETFD(FdFlag::empty()))?;
        Ok(Report(reader.into(), writer))
    }

    impl Report {
        /// The option by which the run finds it.
        pub(super) fn option(&self) -> String {
            format!("--watch-report=/dev/fd/{}", self.1.as_raw_fd())
        }

        /// What the run writes, to its end; this process doesn't write any more.
        pub(super) fn into_reader(self) -> File {
            File::from(self.0)
        }
    }
}

/// There is none: only the program itself is watched.
#[cfg(not(unix))]
mod report {
    use std::io;

    pub(super) struct Report;

    pub(super) fn open() -> io::Result<Report> {
        Ok(Report)
    }

    impl Report {
        pub(super) fn option(&self) -> &'static str {
            "--"
        }

        pub(super) fn into_reader(self) -> io::Empty {
            io::empty()
        }
    }
}
