//! A worker of golden suites: runs one command line after another, each as if it had a process of its own.
//!
//! Owns what must not be seen of one command line by the next: each has its own runtime, standard input,
//! folder and mask of files; where threads are left over (of listeners to signals, of a read that still
//! waits) the worker ends. What each is given, and how its end is told: `golden::protocol`.

use super::command::Command;
use super::{args, check, memory, run};
use crate::cli::answer::Answer;
use crate::cli::options::{Options, Program};
use crate::golden::protocol::{Ending, Request, State};
use std::ffi::OsString;
use std::io::{self, Write};

/// Serves requests until there are no more; the exit code.
pub(super) fn serve(commands: &'static [Command]) -> u8 {
    match serve_all(commands) {
        Ok(()) => 0,
        // Who asks has gone.
        Err(_) => 1,
    }
}

fn serve_all(commands: &'static [Command]) -> io::Result<()> {
    let mut requests = system::take_stdin()?;
    let mask = system::mask();
    let threads = system::threads();
    while let Some(request) = Request::read(&mut requests)? {
        let feeding = system::enter(&request, mask)?;
        let (code, mut state) = match command_line(&request, commands) {
            Some(code) => (code, State::Ready),
            None => (0, State::Refused),
        };
        system::leave(feeding)?;
        if state == State::Ready && system::threads() != threads {
            state = State::Ends;
        }
        let code = i32::from(code);
        let mut stdout = io::stdout().lock();
        stdout.write_all(&request.mark)?;
        stdout.write_all(&Ending { code, state }.encode())?;
        stdout.flush()?;
        io::stderr().lock().write_all(&request.mark)?;
        if state == State::Ends {
            break;
        }
    }
    Ok(())
}

/// Runs a command line; its exit code, or nothing where it needs a process of its own.
fn command_line(request: &Request, commands: &'static [Command]) -> Option<u8> {
    if !system::CAN_RUN {
        return None;
    }
    let arguments: Vec<OsString> = request
        .arguments
        .iter()
        .map(|argument| system::text(argument))
        .collect();
    let first = arguments.first();
    if first.is_some_and(|first| commands.iter().any(|command| first == command.name)) {
        return None;
    }
    let read = args::parse_plain(arguments)
        .or_else(|arguments| args::parse_options("minijs", String::new, arguments, None));
    match read {
        Ok(options) => launch(options),
        // The help is of the whole command.
        Err(Answer { code: 0, .. }) => None,
        Err(answer) => {
            // That it can't be written can't be told.
            let _ = io::stderr().write_all(answer.text.as_bytes());
            Some(answer.code)
        }
    }
}

fn launch(mut options: Options) -> Option<u8> {
    if options.program == Program::Default && !options.interactive {
        options.program = Program::Stdin;
    }
    if options.watch.is_some() {
        return None;
    }
    if options.check {
        memory::limit(options.limits.heap_bytes());
        return Some(check::check(&options));
    }
    run::in_passing(&options)
}

#[cfg(unix)]
mod system {
    use crate::golden::protocol::Request;
    use nix::sys::stat::{Mode, umask};
    use nix::unistd::dup2_stdin;
    use std::ffi::OsString;
    use std::fs::File;
    use std::io::{self, Write};
    use std::os::fd::AsFd;
    use std::os::unix::ffi::OsStringExt;
    use std::path::Path;
    use std::thread::JoinHandle;

    pub(super) const CAN_RUN: bool = true;

    /// What a pipe takes without being read.
    const AT_ONCE: usize = 4096;

    pub(super) type Feeding = Option<JoinHandle<()>>;

    /// Standard input, for requests alone; no program gets it.
    pub(super) fn take_stdin() -> io::Result<File> {
        let own = io::stdin().as_fd().try_clone_to_owned()?;
        forget_stdin()?;
        Ok(File::from(own))
    }

    fn forget_stdin() -> io::Result<()> {
        Ok(dup2_stdin(File::open("/dev/null")?)?)
    }

    pub(super) fn mask() -> Mode {
        let mask = umask(Mode::empty());
        umask(mask);
        mask
    }

    /// How many threads there are, where that can be known.
    pub(super) fn threads() -> usize {
        std::fs::read_dir("/proc/self/task").map_or(0, Iterator::count)
    }

    /// Gives a command line its folder and its standard input.
    pub(super) fn enter(request: &Request, mask: Mode) -> io::Result<Feeding> {
        umask(mask);
        std::env::set_current_dir(Path::new(&text(&request.folder)))?;
        let (reader, mut writer) = io::pipe()?;
        dup2_stdin(reader)?;
        if request.stdin.len() <= AT_ONCE {
            writer.write_all(&request.stdin)?;
            return Ok(None);
        }
        let bytes = request.stdin.clone();
        Ok(Some(std::thread::spawn(move || {
            // A program needn't read it.
            let _ = writer.write_all(&bytes);
        })))
    }

    /// Takes standard input away again.
    pub(super) fn leave(feeding: Feeding) -> io::Result<()> {
        forget_stdin()?;
        match feeding.map(JoinHandle::join) {
            Some(Err(_)) => Err(io::Error::other("standard input wasn't written")),
            _ => Ok(()),
        }
    }

    pub(super) fn text(bytes: &[u8]) -> OsString {
        OsString::from_vec(bytes.to_vec())
    }
}

/// Elsewhere each command line has a process of its own.
#[cfg(not(unix))]
mod system {
    use crate::golden::protocol::Request;
    use std::ffi::OsString;
    use std::io;

    pub(super) const CAN_RUN: bool = false;

    pub(super) fn take_stdin() -> io::Result<io::Stdin> {
        Ok(io::stdin())
    }

    pub(super) fn mask() {}

    pub(super) fn threads() -> usize {
        0
    }

    pub(super) fn enter(_: &Request, (): ()) -> io::Result<()> {
        Ok(())
    }

    pub(super) fn leave((): ()) -> io::Result<()> {
        Ok(())
    }

    pub(super) fn text(bytes: &[u8]) -> OsString {
        String::from_utf8_lossy(bytes).into_owned().into()
    }
}
