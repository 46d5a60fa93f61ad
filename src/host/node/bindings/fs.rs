//! The binding `fs`: the calls of the system that concern files. What fails gives the negative number
//! of the error, of which JavaScript makes the error.

use crate::builtins::array_buffer::new_array_buffer;
use crate::engine::{
    Agent, Call, HostData, JsResult, Method, Object, PropertyFlags, Tracer, Value,
};
use crate::host::buffer::Bytes;
use crate::host::io::guarded::{FileAccess, Guarded};
use crate::host::io::ready::{self, Use};
use crate::host::io::system::{
    FileSystem, RealFiles, Status, Times, file_times, read_more, read_some, standard_input,
    status_of, write_some,
};
use crate::host::process::{ProcessState, signals};
use crate::host::resolution;
use crate::host::streams::{self, Stream};
use rustc_hash::FxHashMap;
use std::fs::{File, Permissions};
use std::io::{self, IsTerminal};
use std::os::fd::AsRawFd;
use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

const METHODS: &[Method] = &[
    Method::new("open", 3, open),
    Method::new("close", 1, close),
    Method::new("readAll", 1, read_whole),
    Method::new("read", 3, read),
    Method::new("write", 3, write),
    Method::new("stat", 2, stat),
    Method::new("fstat", 1, fstat),
    Method::new("readdir", 1, readdir),
    Method::new("realpath", 1, realpath),
    Method::new("mkdir", 2, mkdir),
    Method::new("unlink", 1, unlink),
    Method::new("rmdir", 1, rmdir),
    Method::new("rename", 2, rename),
    Method::new("copyFile", 3, copy_file),
    Method::new("readlink", 1, readlink),
    Method::new("symlink", 2, symlink),
    Method::new("link", 2, link),
    Method::new("chmod", 2, chmod),
    Method::new("fchmod", 2, fchmod),
    Method::new("chown", 4, chown),
    Method::new("utimes", 3, utimes),
    Method::new("futimes", 3, futimes),
    Method::new("access", 2, access),
    Method::new("ftruncate", 2, ftruncate),
    Method::new("fsync", 1, fsync),
    Method::new("isatty", 1, isatty),
];

/// `EBADF`
const BAD_FILE: i32 = 9;
/// `EIO`, for errors without a number.
const IO: i32 = 5;

/// `EACCES`
const NO_ACCESS: i32 = 13;

/// `O_NONBLOCK`
const NEVER_WAIT: i32 = if cfg!(target_os = "linux") { 0o4000 } else { 4 };

/// How long something may wait between two looks at the budget.
const PATIENCE: Duration = Duration::from_millis(20);

/// The system's files, where the runtime was given them, and those that scripts have opened.
struct Files {
    system: Option<Arc<dyn FileSystem>>,
    open: FxHashMap<i32, Opened>,
}

struct Opened {
    file: File,
    /// Whether reading or writing may wait for another.
    may_wait: bool,
}

impl Opened {
    fn new(file: File, flags: i32) -> Opened {
        Opened {
            may_wait: flags & NEVER_WAIT == 0 && ready::may_wait(&file),
            file,
        }
    }
}

impl HostData for Files {
    fn trace(&self, _: &mut Tracer<'_>) {}
}

/// Makes an object with the functions.
pub fn make(agent: &mut Agent) -> JsResult<Object> {
    if agent.slot::<Files>().is_none() {
        let has_files = resolution::resolver(agent).borrow().files().is_system();
        let system: Arc<dyn FileSystem> = match ProcessState::of(agent).file_access {
            FileAccess::ALL => Arc::new(RealFiles),
            access => Arc::new(Guarded(access)),
        };
        agent.set_slot(Files {
            system: has_files.then_some(system),
            open: FxHashMap::default(),
        });
    }
    let binding = agent.heap.ordinary_object_create(Value::NULL);
    agent.define_methods_with(binding, METHODS, PropertyFlags::DATA);
    Ok(binding)
}

fn files(agent: &mut Agent) -> &mut Files {
    match agent.slot_mut::<Files>() {
        Some(files) => files,
        None => unreachable!("set when the binding was made"),
    }
}

/// The system's files, once what was printed is out: one of them may be where it went.
fn system(agent: &mut Agent) -> io::Result<Arc<dyn FileSystem>> {
    streams::flush_stdout(agent);
    let system = files(agent).system.clone();
    system.ok_or_else(|| io::Error::from_raw_os_error(NO_ACCESS))
}

fn failure(error: &io::Error) -> Value {
    Value::int(-error.raw_os_error().unwrap_or(IO))
}

/// What a call of the system gives as a value.
fn outcome<T>(
    agent: &mut Agent,
    result: io::Result<T>,
    value: impl FnOnce(&mut Agent, T) -> JsResult,
) -> JsResult {
    match result {
        Ok(it) => value(agent, it),
        Err(error) => Ok(failure(&error)),
    }
}

fn done(agent: &mut Agent, result: io::Result<()>) -> JsResult {
    outcome(agent, result, |_, ()| Ok(Value::int(0)))
}

fn text(agent: &mut Agent, text: &str) -> JsResult {
    Ok(agent.heap.new_string(text).value())
}

fn number(value: Value) -> f64 {
    value.as_number().unwrap_or(0.0)
}

fn path(agent: &mut Agent, call: &Call, place: usize) -> JsResult<String> {
    agent.to_rust_string(call.arg(place))
}

/// A place in a file, where one is given.
fn place(value: Value) -> Option<u64> {
    value
        .as_number()
        .filter(|place| *place >= 0.0)
        .map(|place| place as u64)
}

/// An open file, once what was printed is out.
fn opened(agent: &mut Agent, fd: Value) -> io::Result<&mut Opened> {
    streams::flush_stdout(agent);
    let fd = number(fd) as i32;
    if fd == 0 && !files(agent).open.contains_key(&0) && ProcessState::of(agent).reads_stdin {
        files(agent)
            .open
            .insert(0, Opened::new(standard_input()?, 0));
    }
    let opened = files(agent).open.get_mut(&fd);
    opened.ok_or_else(|| io::Error::from_raw_os_error(BAD_FILE))
}

/// Does something with an open file.
fn with_file<T>(
    agent: &mut Agent,
    fd: Value,
    body: impl FnOnce(&mut File) -> io::Result<T>,
) -> io::Result<T> {
    opened(agent, fd).and_then(|opened| body(&mut opened.file))
}

/// Changes what there is of an open file beside its contents, which takes no file that is open to be written.
fn with_file_to_change<T>(
    agent: &mut Agent,
    fd: Value,
    body: impl FnOnce(&mut File) -> io::Result<T>,
) -> io::Result<T> {
    match ProcessState::of(agent).file_access.writes {
        true => with_file(agent, fd, body),
        false => Err(io::Error::from_raw_os_error(NO_ACCESS)),
    }
}

/// Waits until an open file can be used without waiting, or the program has to stop. Gives whether it is
/// a file that never waits; else that is said of one use, and of [`ready::AT_ONCE`] bytes to be written.
fn wait(agent: &mut Agent, fd: Value, what: Use) -> JsResult<io::Result<bool>> {
    loop {
        let opened = match opened(agent, fd) {
            Ok(opened) => opened,
            Err(error) => return Ok(Err(error)),
        };
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

/// Does what can't be asked beforehand whether it waits, on a thread of its own, so that a stop needn't
/// wait for it.
fn aside<T: Send + 'static>(
    agent: &mut Agent,
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> JsResult<io::Result<T>> {
    let (sender, receiver) = mpsc::channel();
    let work = move || {
        signals::block_all();
        // After a stop nobody waits for it.
        let _ = sender.send(work());
    };
    if let Err(error) = thread::Builder::new().spawn(work) {
        return Ok(Err(error));
    }
    loop {
        match receiver.recv_timeout(PATIENCE) {
            Ok(result) => return Ok(result),
            Err(RecvTimeoutError::Timeout) => agent.poll_now()?,
            Err(RecvTimeoutError::Disconnected) => {
                return Ok(Err(io::Error::from_raw_os_error(IO)));
            }
        }
    }
}

fn new_bytes(agent: &mut Agent, bytes: Vec<u8>) -> JsResult {
    agent.poll_work(bytes.len() / 256)?;
    Ok(new_array_buffer(agent, bytes).value())
}

fn status_value(agent: &mut Agent, status: Status) -> JsResult {
    let values = status.iter().map(|part| Value::number(*part)).collect();
    Ok(agent.new_array(values).value())
}

/// `open(path, flags, mode)`: a number for the file.
fn open(agent: &mut Agent, call: Call) -> JsResult {
    let path = path(agent, &call, 0)?;
    let flags = number(call.arg(1)) as i32;
    let mode = number(call.arg(2)) as u32;
    let result = match system(agent) {
        Ok(system) if is_pipe(&*system, &path) => {
            aside(agent, move || system.open(&path, flags, mode))?
        }
        Ok(system) => system.open(&path, flags, mode),
        Err(error) => Err(error),
    };
    outcome(agent, result, |agent, file| {
        let fd = file.as_raw_fd();
        files(agent).open.insert(fd, Opened::new(file, flags));
        Ok(Value::int(fd))
    })
}

/// Whether a path leads to a pipe with a name: to open one waits for another to open it.
fn is_pipe(system: &dyn FileSystem, path: &str) -> bool {
    /// `S_IFMT` and `S_IFIFO`
    const KIND: u32 = 0o170_000;
    const PIPE: u32 = 0o010_000;
    let status = system.status(path, true);
    status.is_ok_and(|status| status[1] as u32 & KIND == PIPE)
}

fn close(agent: &mut Agent, call: Call) -> JsResult {
    let fd = number(call.arg(0)) as i32;
    match files(agent).open.remove(&fd) {
        Some(_) => Ok(Value::int(0)),
        None if (0..3).contains(&fd) => Ok(Value::int(0)),
        None => Ok(Value::int(-BAD_FILE)),
    }
}

/// `readAll(fd)`: what is left of a file, as an ArrayBuffer.
fn read_whole(agent: &mut Agent, call: Call) -> JsResult {
    let fd = call.arg(0);
    let mut bytes = Vec::new();
    loop {
        let before = bytes.len();
        let result = match wait(agent, fd, Use::Read)? {
            Ok(_) => opened(agent, fd)
                .and_then(|opened| read_more(&mut opened.file, opened.may_wait, &mut bytes)),
            Err(error) => Err(error),
        };
        match result {
            Ok(true) => agent.poll_work((bytes.len() - before) / 256)?,
            Ok(false) => return Ok(new_array_buffer(agent, bytes).value()),
            Err(error) => return Ok(failure(&error)),
        }
    }
}

/// `read(fd, length, position)`: at most so many bytes, as an ArrayBuffer.
fn read(agent: &mut Agent, call: Call) -> JsResult {
    let length = number(call.arg(1)).max(0.0) as usize;
    agent.poll_work(length / 256)?;
    let at = place(call.arg(2));
    let result = match wait(agent, call.arg(0), Use::Read)? {
        Ok(_) => with_file(agent, call.arg(0), |file| read_some(file, length, at)),
        Err(error) => Err(error),
    };
    outcome(agent, result, new_bytes)
}

/// `write(fd, bytes, position)`: how many were taken.
fn write(agent: &mut Agent, call: Call) -> JsResult {
    let Some(bytes) = Bytes::of_any(&agent.heap, call.arg(1)) else {
        return Err(agent.type_error("no bytes"));
    };
    agent.poll_work(bytes.length / 64)?;
    let bytes = bytes.read(&agent.heap).into_owned();
    let standard = match number(call.arg(0)) {
        1.0 => Some(Stream::Output),
        2.0 => Some(Stream::Error),
        _ => None,
    };
    if let Some(stream) = standard {
        let result = streams::write_now(agent, stream, &bytes)?;
        let result = result.map_err(io::Error::from_raw_os_error);
        return outcome(agent, result, |_, ()| Ok(Value::number(bytes.len() as f64)));
    }
    let (fd, at) = (call.arg(0), place(call.arg(2)));
    let mut written = 0;
    loop {
        let rest = &bytes[written..];
        let result = match wait(agent, fd, Use::Write)? {
            Ok(never_waits) => {
                let piece = match never_waits {
                    true => rest,
                    false => &rest[..rest.len().min(ready::AT_ONCE)],
                };
                let at = at.map(|at| at + written as u64);
                let count = with_file(agent, fd, |file| write_some(file, piece, at));
                count.map(|count| (count, never_waits))
            }
            Err(error) => Err(error),
        };
        match result {
            Ok((count, is_last)) => {
                written += count;
                if is_last || written == bytes.len() {
                    break;
                }
            }
            Err(error) if written == 0 => return Ok(failure(&error)),
            Err(_) => break,
        }
        agent.poll_work(ready::AT_ONCE / 64)?;
    }
    Ok(Value::number(written as f64))
}

/// `stat(path, follow)`
fn stat(agent: &mut Agent, call: Call) -> JsResult {
    let path = path(agent, &call, 0)?;
    let follow = call.arg(1) == Value::TRUE;
    let result = system(agent).and_then(|system| system.status(&path, follow));
    outcome(agent, result, status_value)
}

fn fstat(agent: &mut Agent, call: Call) -> JsResult {
    let standard = match call.arg(0).as_number() {
        Some(0.0) => Some("/dev/stdin"),
        Some(1.0) => Some("/dev/stdout"),
        Some(2.0) => Some("/dev/stderr"),
        _ => None,
    };
    let result = match standard {
        // What is open already needs no permission to read files.
        Some(path) => system(agent).and_then(|_| RealFiles.status(path, true)),
        None => with_file(agent, call.arg(0), |file| {
            file.metadata().map(|metadata| status_of(&metadata))
        }),
    };
    outcome(agent, result, status_value)
}

/// `readdir(path)`: names and kinds in turn.
fn readdir(agent: &mut Agent, call: Call) -> JsResult {
    let path = path(agent, &call, 0)?;
    let result = system(agent).and_then(|system| system.entries(&path));
    outcome(agent, result, |agent, entries| {
        agent.poll_work(entries.len())?;
        let mut values = Vec::with_capacity(entries.len() * 2);
        for (name, kind) in entries {
            values.push(agent.heap.new_string(&name).value());
            values.push(Value::int(i32::from(kind)));
        }
        Ok(agent.new_array(values).value())
    })
}

fn realpath(agent: &mut Agent, call: Call) -> JsResult {
    let path = path(agent, &call, 0)?;
    let result = system(agent).and_then(|system| system.real_path(&path));
    outcome(agent, result, |agent, real| text(agent, &real))
}

/// `mkdir(path, mode)`
fn mkdir(agent: &mut Agent, call: Call) -> JsResult {
    let path = path(agent, &call, 0)?;
    let mode = number(call.arg(1)) as u32;
    let result = system(agent).and_then(|system| system.make_folder(&path, mode));
    done(agent, result)
}

fn unlink(agent: &mut Agent, call: Call) -> JsResult {
    let path = path(agent, &call, 0)?;
    let result = system(agent).and_then(|system| system.unlink(&path));
    done(agent, result)
}

fn rmdir(agent: &mut Agent, call: Call) -> JsResult {
    let path = path(agent, &call, 0)?;
    let result = system(agent).and_then(|system| system.remove_folder(&path));
    done(agent, result)
}

fn rename(agent: &mut Agent, call: Call) -> JsResult {
    let (from, to) = (path(agent, &call, 0)?, path(agent, &call, 1)?);
    let result = system(agent).and_then(|system| system.rename(&from, &to));
    done(agent, result)
}

/// `copyFile(from, to, exclusive)`
fn copy_file(agent: &mut Agent, call: Call) -> JsResult {
    let (from, to) = (path(agent, &call, 0)?, path(agent, &call, 1)?);
    let exclusive = call.arg(2) == Value::TRUE;
    let result = system(agent).and_then(|system| system.copy(&from, &to, exclusive));
    done(agent, result)
}

fn readlink(agent: &mut Agent, call: Call) -> JsResult {
    let path = path(agent, &call, 0)?;
    let result = system(agent).and_then(|system| system.read_link(&path));
    outcome(agent, result, |agent, target| text(agent, &target))
}

/// `symlink(target, path)`
fn symlink(agent: &mut Agent, call: Call) -> JsResult {
    let (target, path) = (path(agent, &call, 0)?, path(agent, &call, 1)?);
    let result = system(agent).and_then(|system| system.symbolic_link(&target, &path));
    done(agent, result)
}

/// `link(existing, path)`
fn link(agent: &mut Agent, call: Call) -> JsResult {
    let (existing, path) = (path(agent, &call, 0)?, path(agent, &call, 1)?);
    let result = system(agent).and_then(|system| system.hard_link(&existing, &path));
    done(agent, result)
}

fn chmod(agent: &mut Agent, call: Call) -> JsResult {
    let path = path(agent, &call, 0)?;
    let mode = number(call.arg(1)) as u32;
    let result = system(agent).and_then(|system| system.set_mode(&path, mode));
    done(agent, result)
}

fn fchmod(agent: &mut Agent, call: Call) -> JsResult {
    let mode = number(call.arg(1)) as u32;
    let result = with_file_to_change(agent, call.arg(0), |file| {
        file.set_permissions(Permissions::from_mode(mode))
    });
    done(agent, result)
}

/// `chown(path, user, group, follow)`
fn chown(agent: &mut Agent, call: Call) -> JsResult {
    let path = path(agent, &call, 0)?;
    let (user, group) = (number(call.arg(1)) as u32, number(call.arg(2)) as u32);
    let follow = call.arg(3) == Value::TRUE;
    let result = system(agent).and_then(|system| system.set_owner(&path, user, group, follow));
    done(agent, result)
}

fn times(call: &Call) -> Times {
    Times {
        accessed: number(call.arg(1)),
        modified: number(call.arg(2)),
    }
}

/// `utimes(path, accessed, modified)`
fn utimes(agent: &mut Agent, call: Call) -> JsResult {
    let path = path(agent, &call, 0)?;
    let result = system(agent).and_then(|system| system.set_times(&path, times(&call)));
    done(agent, result)
}

fn futimes(agent: &mut Agent, call: Call) -> JsResult {
    let times = file_times(times(&call));
    let result = with_file_to_change(agent, call.arg(0), |file| file.set_times(times));
    done(agent, result)
}

fn access(agent: &mut Agent, call: Call) -> JsResult {
    let path = path(agent, &call, 0)?;
    let mode = number(call.arg(1)) as u32;
    let result = system(agent).and_then(|system| system.access(&path, mode));
    done(agent, result)
}

fn ftruncate(agent: &mut Agent, call: Call) -> JsResult {
    let length = number(call.arg(1)).max(0.0) as u64;
    let result = with_file(agent, call.arg(0), |file| file.set_len(length));
    done(agent, result)
}

fn fsync(agent: &mut Agent, call: Call) -> JsResult {
    let result = with_file(agent, call.arg(0), |file| file.sync_all());
    done(agent, result)
}

fn isatty(_: &mut Agent, call: Call) -> JsResult {
    Ok(Value::bool(match call.arg(0).as_number() {
        Some(0.0) => io::stdin().is_terminal(),
        Some(1.0) => io::stdout().is_terminal(),
        Some(2.0) => io::stderr().is_terminal(),
        _ => false,
    }))
}
