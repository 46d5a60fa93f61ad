//! The binding `fs`: the calls of the system that concern files. What fails gives the negative number
//! of the error, of which JavaScript makes the error; a refusal is an error already.
//!
//! The last argument of each is a callback, or `undefined` for what is done at once (`running`).

mod open_files;
mod running;
mod watch;

use crate::builtins::array_buffer::new_array_buffer;
use crate::engine::{Agent, Call, JsResult, Method, Object, PropertyFlags, Value};
use crate::event_loop::completions::Length;
use crate::host::buffer::Bytes;
use crate::host::io::ready::{self, Use};
use crate::host::io::system::{
    FileSystem, Times, file_times, read_more, read_some, status_of, write_some,
};
use crate::host::streams::{self, Stream};
use open_files::{Opened, opened, opened_to_change, system, wait};
use running::{Outcome, failure, give, run};
use std::fs::Permissions;
use std::io::{self, IsTerminal};
use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;

const METHODS: &[Method] = &[
    Method::new("open", 4, open),
    Method::new("close", 2, close),
    Method::new("readAll", 1, read_whole),
    Method::new("read", 4, read),
    Method::new("write", 4, write),
    Method::new("stat", 3, stat),
    Method::new("fstat", 2, fstat),
    Method::new("statfs", 2, statfs),
    Method::new("readdir", 2, readdir),
    Method::new("realpath", 2, realpath),
    Method::new("mkdir", 3, mkdir),
    Method::new("mkdirs", 3, mkdirs),
    Method::new("mkdtemp", 2, mkdtemp),
    Method::new("unlink", 2, unlink),
    Method::new("rmdir", 2, rmdir),
    Method::new("rename", 3, rename),
    Method::new("copyFile", 4, copy_file),
    Method::new("readlink", 2, readlink),
    Method::new("symlink", 3, symlink),
    Method::new("link", 3, link),
    Method::new("chmod", 3, chmod),
    Method::new("fchmod", 3, fchmod),
    Method::new("chown", 5, chown),
    Method::new("fchown", 4, fchown),
    Method::new("utimes", 5, utimes),
    Method::new("futimes", 4, futimes),
    Method::new("access", 3, access),
    Method::new("ftruncate", 3, ftruncate),
    Method::new("fsync", 2, fsync),
    Method::new("fdatasync", 2, fdatasync),
    Method::new("isatty", 1, isatty),
    Method::new("watch", 2, watch::watch),
    Method::new("unwatch", 1, watch::unwatch),
    Method::new("setWatchRefed", 2, watch::set_refed),
];

/// Makes an object with the functions.
pub fn make(agent: &mut Agent) -> JsResult<Object> {
    open_files::install(agent);
    let binding = agent.heap.ordinary_object_create(Value::NULL);
    agent.define_methods_with(binding, METHODS, PropertyFlags::DATA);
    Ok(binding)
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

/// Runs something on the system's files.
fn on_system(
    agent: &mut Agent,
    callback: Value,
    body: impl FnOnce(&dyn FileSystem) -> io::Result<Outcome> + Send + 'static,
) -> JsResult {
    match system(agent) {
        Ok(system) => run(
            agent,
            callback,
            Length::Short,
            Box::new(move || body(&*system)),
        ),
        Err(error) => give(agent, callback, Err(error)),
    }
}

/// Runs something on an open file, if it is one.
fn on_file(
    agent: &mut Agent,
    callback: Value,
    opened: io::Result<Arc<Opened>>,
    body: impl FnOnce(&Opened) -> io::Result<Outcome> + Send + 'static,
) -> JsResult {
    match opened {
        Ok(opened) => {
            let length = match opened.may_wait {
                true => Length::Unknown,
                false => Length::Short,
            };
            run(agent, callback, length, Box::new(move || body(&opened)))
        }
        Err(error) => give(agent, callback, Err(error)),
    }
}

fn done(result: io::Result<()>) -> io::Result<Outcome> {
    result.map(|()| Outcome::Done)
}

/// `open(path, flags, mode)`: a number for the file.
fn open(agent: &mut Agent, call: Call) -> JsResult {
    let path = path(agent, &call, 0)?;
    let flags = number(call.arg(1)) as i32;
    let mode = number(call.arg(2)) as u32;
    let callback = call.arg(3);
    match system(agent) {
        Ok(system) => {
            let length = match is_pipe(&*system, &path) {
                true => Length::Unknown,
                false => Length::Short,
            };
            let task = move || {
                let file = system.open(&path, flags, mode)?;
                Ok(Outcome::Opened(file, flags))
            };
            run(agent, callback, length, Box::new(task))
        }
        Err(error) => give(agent, callback, Err(error)),
    }
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
    let removed = open_files::remove(agent, number(call.arg(0)) as i32);
    let task = move || {
        drop(removed?);
        Ok(Outcome::Done)
    };
    run(agent, call.arg(1), Length::Short, Box::new(task))
}

/// `readAll(fd)`: what is left of a file, as an ArrayBuffer, at once.
fn read_whole(agent: &mut Agent, call: Call) -> JsResult {
    let opened = match opened(agent, call.arg(0)) {
        Ok(opened) => opened,
        Err(error) => return failure(agent, &error),
    };
    let mut bytes = Vec::new();
    loop {
        let before = bytes.len();
        let result = match wait(agent, &opened, Use::Read)? {
            Ok(_) => read_more(&opened.file, opened.may_wait, &mut bytes),
            Err(error) => Err(error),
        };
        match result {
            Ok(true) => agent.poll_work((bytes.len() - before) / 256)?,
            Ok(false) => return Ok(new_array_buffer(agent, bytes).value()),
            Err(error) => return failure(agent, &error),
        }
    }
}

/// `read(fd, length, position)`: at most so many bytes, as an ArrayBuffer.
fn read(agent: &mut Agent, call: Call) -> JsResult {
    let length = number(call.arg(1)).max(0.0) as usize;
    agent.poll_work(length / 256)?;
    // The last place that a file can have is the system's.
    let last = (i64::MAX as u64).saturating_sub(length as u64);
    let at = place(call.arg(2)).map(|at| at.min(last));
    let callback = call.arg(3);
    let opened = opened(agent, call.arg(0));
    if callback.is_undefined()
        && let Ok(opened) = &opened
        && let Err(error) = wait(agent, opened, Use::Read)?
    {
        return failure(agent, &error);
    }
    on_file(agent, callback, opened, move |opened| {
        read_some(&opened.file, length, at).map(Outcome::Bytes)
    })
}

/// `write(fd, bytes, position)`: how many were taken.
fn write(agent: &mut Agent, call: Call) -> JsResult {
    let Some(bytes) = Bytes::of_any(&agent.heap, call.arg(1)) else {
        return Err(agent.type_error("no bytes"));
    };
    agent.poll_work(bytes.length / 64)?;
    let bytes = bytes.read(&agent.heap).into_owned();
    let (at, callback) = (place(call.arg(2)), call.arg(3));
    let standard = match number(call.arg(0)) {
        1.0 => Some(Stream::Output),
        2.0 => Some(Stream::Error),
        _ => None,
    };
    if let Some(stream) = standard {
        let result = streams::write_now(agent, stream, &bytes)?;
        let result = result.map_err(io::Error::from_raw_os_error);
        let result = result.map(|()| Outcome::Number(bytes.len() as f64));
        return give(agent, callback, result);
    }
    let opened = opened(agent, call.arg(0));
    if !callback.is_undefined() {
        return on_file(agent, callback, opened, move |opened| {
            let count = write_some(&opened.file, &bytes, at)?;
            Ok(Outcome::Number(count as f64))
        });
    }
    match opened {
        Ok(opened) => write_at_once(agent, &opened, &bytes, at),
        Err(error) => failure(agent, &error),
    }
}

fn write_at_once(agent: &mut Agent, opened: &Opened, bytes: &[u8], at: Option<u64>) -> JsResult {
    let mut written = 0;
    loop {
        let rest = &bytes[written..];
        let result = match wait(agent, opened, Use::Write)? {
            Ok(never_waits) => {
                let piece = match never_waits {
                    true => rest,
                    false => &rest[..rest.len().min(ready::AT_ONCE)],
                };
                let at = at.map(|at| at + written as u64);
                let count = write_some(&opened.file, piece, at);
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
            Err(error) if written == 0 => return failure(agent, &error),
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
    on_system(agent, call.arg(2), move |system| {
        system.status(&path, follow).map(Outcome::Status)
    })
}

fn fstat(agent: &mut Agent, call: Call) -> JsResult {
    let standard = match call.arg(0).as_number() {
        Some(0.0) => Some("/dev/stdin"),
        Some(1.0) => Some("/dev/stdout"),
        Some(2.0) => Some("/dev/stderr"),
        _ => None,
    };
    if let Some(path) = standard {
        // The program's own streams are nobody else's.
        let result = std::fs::metadata(path).map(|found| Outcome::Status(status_of(&found)));
        return give(agent, call.arg(1), result);
    }
    let opened = opened(agent, call.arg(0));
    on_file(agent, call.arg(1), opened, |opened| {
        Ok(Outcome::Status(status_of(&opened.file.metadata()?)))
    })
}

fn statfs(agent: &mut Agent, call: Call) -> JsResult {
    let path = path(agent, &call, 0)?;
    on_system(agent, call.arg(1), move |system| {
        system.space(&path).map(Outcome::Space)
    })
}

/// `readdir(path)`: names and kinds in turn.
fn readdir(agent: &mut Agent, call: Call) -> JsResult {
    let path = path(agent, &call, 0)?;
    on_system(agent, call.arg(1), move |system| {
        system.entries(&path).map(Outcome::Entries)
    })
}

fn realpath(agent: &mut Agent, call: Call) -> JsResult {
    let path = path(agent, &call, 0)?;
    on_system(agent, call.arg(1), move |system| {
        Ok(Outcome::Text(Some(system.real_path(&path)?)))
    })
}

/// `mkdir(path, mode)`
fn mkdir(agent: &mut Agent, call: Call) -> JsResult {
    let path = path(agent, &call, 0)?;
    let mode = number(call.arg(1)) as u32;
    on_system(agent, call.arg(2), move |system| {
        done(system.make_folder(&path, mode))
    })
}

/// `mkdirs(path, mode)`: the first folder that was missing, or undefined.
fn mkdirs(agent: &mut Agent, call: Call) -> JsResult {
    let path = path(agent, &call, 0)?;
    let mode = number(call.arg(1)) as u32;
    on_system(agent, call.arg(2), move |system| {
        system.make_folders(&path, mode).map(Outcome::Text)
    })
}

/// `mkdtemp(prefix)`: the name of the folder.
fn mkdtemp(agent: &mut Agent, call: Call) -> JsResult {
    let prefix = path(agent, &call, 0)?;
    on_system(agent, call.arg(1), move |system| {
        Ok(Outcome::Text(Some(system.make_temporary(&prefix)?)))
    })
}

fn unlink(agent: &mut Agent, call: Call) -> JsResult {
    let path = path(agent, &call, 0)?;
    on_system(agent, call.arg(1), move |system| done(system.unlink(&path)))
}

fn rmdir(agent: &mut Agent, call: Call) -> JsResult {
    let path = path(agent, &call, 0)?;
    on_system(agent, call.arg(1), move |system| {
        done(system.remove_folder(&path))
    })
}

fn rename(agent: &mut Agent, call: Call) -> JsResult {
    let (from, to) = (path(agent, &call, 0)?, path(agent, &call, 1)?);
    on_system(agent, call.arg(2), move |system| {
        done(system.rename(&from, &to))
    })
}

/// `copyFile(from, to, exclusive)`
fn copy_file(agent: &mut Agent, call: Call) -> JsResult {
    let (from, to) = (path(agent, &call, 0)?, path(agent, &call, 1)?);
    let exclusive = call.arg(2) == Value::TRUE;
    on_system(agent, call.arg(3), move |system| {
        done(system.copy(&from, &to, exclusive))
    })
}

fn readlink(agent: &mut Agent, call: Call) -> JsResult {
    let path = path(agent, &call, 0)?;
    on_system(agent, call.arg(1), move |system| {
        Ok(Outcome::Text(Some(system.read_link(&path)?)))
    })
}

/// `symlink(target, path)`
fn symlink(agent: &mut Agent, call: Call) -> JsResult {
    let (target, path) = (path(agent, &call, 0)?, path(agent, &call, 1)?);
    on_system(agent, call.arg(2), move |system| {
        done(system.symbolic_link(&target, &path))
    })
}

/// `link(existing, path)`
fn link(agent: &mut Agent, call: Call) -> JsResult {
    let (existing, path) = (path(agent, &call, 0)?, path(agent, &call, 1)?);
    on_system(agent, call.arg(2), move |system| {
        done(system.hard_link(&existing, &path))
    })
}

fn chmod(agent: &mut Agent, call: Call) -> JsResult {
    let path = path(agent, &call, 0)?;
    let mode = number(call.arg(1)) as u32;
    on_system(agent, call.arg(2), move |system| {
        done(system.set_mode(&path, mode))
    })
}

fn fchmod(agent: &mut Agent, call: Call) -> JsResult {
    let mode = number(call.arg(1)) as u32;
    let opened = opened_to_change(agent, call.arg(0));
    on_file(agent, call.arg(2), opened, move |opened| {
        done(opened.file.set_permissions(Permissions::from_mode(mode)))
    })
}

/// The user and the group that are given from a place on; -1 leaves one as it is.
fn owner(call: &Call, from: usize) -> (u32, u32) {
    let id = |place: usize| number(call.arg(place)) as i64 as u32;
    (id(from), id(from + 1))
}

/// `chown(path, user, group, follow)`
fn chown(agent: &mut Agent, call: Call) -> JsResult {
    let path = path(agent, &call, 0)?;
    let (user, group) = owner(&call, 1);
    let follow = call.arg(3) == Value::TRUE;
    on_system(agent, call.arg(4), move |system| {
        done(system.set_owner(&path, user, group, follow))
    })
}

/// `fchown(fd, user, group)`
fn fchown(agent: &mut Agent, call: Call) -> JsResult {
    let (user, group) = owner(&call, 1);
    let opened = opened_to_change(agent, call.arg(0));
    on_file(agent, call.arg(3), opened, move |opened| {
        let owner = (Some(user), Some(group));
        done(std::os::unix::fs::fchown(&opened.file, owner.0, owner.1))
    })
}

fn times(call: &Call) -> Times {
    Times {
        accessed: number(call.arg(1)),
        modified: number(call.arg(2)),
    }
}

/// `utimes(path, accessed, modified, follow)`
fn utimes(agent: &mut Agent, call: Call) -> JsResult {
    let path = path(agent, &call, 0)?;
    let times = times(&call);
    let follow = call.arg(3) == Value::TRUE;
    on_system(agent, call.arg(4), move |system| {
        done(system.set_times(&path, times, follow))
    })
}

/// `futimes(fd, accessed, modified)`
fn futimes(agent: &mut Agent, call: Call) -> JsResult {
    let times = file_times(times(&call));
    let opened = opened_to_change(agent, call.arg(0));
    on_file(agent, call.arg(3), opened, move |opened| {
        done(opened.file.set_times(times))
    })
}

fn access(agent: &mut Agent, call: Call) -> JsResult {
    let path = path(agent, &call, 0)?;
    let mode = number(call.arg(1)) as u32;
    on_system(agent, call.arg(2), move |system| {
        done(system.access(&path, mode))
    })
}

/// `ftruncate(fd, length)`
fn ftruncate(agent: &mut Agent, call: Call) -> JsResult {
    let length = number(call.arg(1)).max(0.0) as u64;
    let opened = opened(agent, call.arg(0));
    on_file(agent, call.arg(2), opened, move |opened| {
        done(opened.file.set_len(length))
    })
}

fn fsync(agent: &mut Agent, call: Call) -> JsResult {
    let opened = opened(agent, call.arg(0));
    on_file(agent, call.arg(1), opened, |opened| {
        done(opened.file.sync_all())
    })
}

fn fdatasync(agent: &mut Agent, call: Call) -> JsResult {
    let opened = opened(agent, call.arg(0));
    on_file(agent, call.arg(1), opened, |opened| {
        done(opened.file.sync_data())
    })
}

fn isatty(_: &mut Agent, call: Call) -> JsResult {
    Ok(Value::bool(match call.arg(0).as_number() {
        Some(0.0) => io::stdin().is_terminal(),
        Some(1.0) => io::stdout().is_terminal(),
        Some(2.0) => io::stderr().is_terminal(),
        _ => false,
    }))
}
