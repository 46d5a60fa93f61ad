//! The files that a program has opened, by their numbers.

use crate::engine::{Agent, HostData, JsResult, Tracer, Value};
use crate::host::io::guarded::Guarded;
use crate::host::io::ready::{self, Use};
use crate::host::io::system::{FileSystem, RealFiles, standard_input};
use crate::host::permission;
use crate::host::process::ProcessState;
use crate::host::resolution;
use crate::host::streams;
use rustc_hash::FxHashMap;
use std::fs::File;
use std::io;
use std::os::fd::AsRawFd;
use std::sync::Arc;
use std::time::Duration;

/// How long something may wait between two looks at the budget.
pub(super) const PATIENCE: Duration = Duration::from_millis(20);

/// `EBADF`
pub(super) const BAD_FILE: i32 = 9;

/// `EACCES`
const NO_ACCESS: i32 = 13;

/// `O_NONBLOCK`
const NEVER_WAIT: i32 = if cfg!(target_os = "linux") { 0o4000 } else { 4 };

/// The system's files, where the runtime was given them, and those that scripts have opened.
struct Files {
    system: Option<Arc<dyn FileSystem>>,
    open: FxHashMap<i32, Arc<Opened>>,
}

/// An open file. Work on other threads keeps it open.
pub(super) struct Opened {
    pub(super) file: File,
    /// Whether reading or writing may wait for another.
    pub(super) may_wait: bool,
}

impl Opened {
    fn new(file: File, flags: i32) -> Arc<Opened> {
        Arc::new(Opened {
            may_wait: flags & NEVER_WAIT == 0 && ready::may_wait(&file),
            file,
        })
    }
}

impl HostData for Files {
    fn trace(&self, _: &mut Tracer<'_>) {}
}

/// Gives an agent its table, once.
pub(super) fn install(agent: &mut Agent) {
    if agent.slot::<Files>().is_some() {
        return;
    }
    let has_files = resolution::resolver(agent).borrow().files().is_system();
    let access = permission::access(agent);
    let system: Arc<dyn FileSystem> = match access.policy().is_all() {
        true => Arc::new(RealFiles),
        false => Arc::new(Guarded(access)),
    };
    agent.set_slot(Files {
        system: has_files.then_some(system),
        open: FxHashMap::default(),
    });
}

fn files(agent: &mut Agent) -> &mut Files {
    match agent.slot_mut::<Files>() {
        Some(files) => files,
        None => unreachable!("set when the binding was made"),
    }
}

/// The system's files, once what was printed is out: one of them may be where it went.
pub(super) fn system(agent: &mut Agent) -> io::Result<Arc<dyn FileSystem>> {
    streams::flush_stdout(agent);
    let system = files(agent).system.clone();
    system.ok_or_else(|| io::Error::from_raw_os_error(NO_ACCESS))
}

/// Adds a file; its number.
pub(super) fn add(agent: &mut Agent, file: File, flags: i32) -> i32 {
    let fd = file.as_raw_fd();
    files(agent).open.insert(fd, Opened::new(file, flags));
    fd
}

/// Takes out a file that is to be closed.
pub(super) fn remove(agent: &mut Agent, fd: i32) -> io::Result<Option<Arc<Opened>>> {
    match files(agent).open.remove(&fd) {
        Some(opened) => Ok(Some(opened)),
        None if (0..3).contains(&fd) => Ok(None),
        None => Err(io::Error::from_raw_os_error(BAD_FILE)),
    }
}

/// An open file, once what was printed is out.
pub(super) fn opened(agent: &mut Agent, fd: Value) -> io::Result<Arc<Opened>> {
    streams::flush_stdout(agent);
    let fd = fd.as_number().unwrap_or(-1.0) as i32;
    if fd == 0 && !files(agent).open.contains_key(&0) && ProcessState::of(agent).reads_stdin {
        let opened = Opened::new(standard_input()?, 0);
        files(agent).open.insert(0, opened);
    }
    let opened = files(agent).open.get(&fd).cloned();
    opened.ok_or_else(|| io::Error::from_raw_os_error(BAD_FILE))
}

/// An open file of which more than its contents is to be changed, which takes no file that is open to be
/// written.
pub(super) fn opened_to_change(agent: &mut Agent, fd: Value) -> io::Result<Arc<Opened>> {
    let opened = opened(agent, fd)?;
    if !system(agent)?.may_change_open_files() {
        permission::check_open_file(agent, &opened.file)?;
    }
    Ok(opened)
}

/// Waits until an open file can be used without waiting, or the program has to stop. Gives whether it is
/// a file that never waits; else that is said of one use, and of [`ready::AT_ONCE`] bytes to be written.
pub(super) fn wait(agent: &mut Agent, opened: &Opened, what: Use) -> JsResult<io::Result<bool>> {
    loop {
        if !opened.may_wait {
            return Ok(Ok(true));
        }
        match ready::wait(&opened.file, what, PATIENCE) {
            Ok(true) => return Ok(Ok(false)),
            Ok(false) => agent.poll_now()?,
            Err(error) => return Ok(Err(error)),
        }
    }
}
