//! `watch`: what happens to files and folders, told by the system's `inotify`.
//!
//! One thread reads what the system tells, for all that an agent watches; it ends with the last.

use super::open_files::system;
use super::running::failure;
use crate::engine::{Agent, Call, HostData, JsResult, Tracer, Value};
use crate::event_loop::EventLoop;
use crate::event_loop::completions::{Operation, Sort};
use crate::host::process::signals;
use nix::errno::Errno;
use nix::sys::inotify::{AddWatchFlags, InitFlags, Inotify, InotifyEvent, WatchDescriptor};
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

/// What an agent watches.
#[derive(Default)]
struct Watching {
    last: u32,
    shared: Option<Arc<Shared>>,
}

impl HostData for Watching {
    fn trace(&self, _: &mut Tracer<'_>) {}
}

/// What the thread and the agent share.
struct Shared {
    inotify: Inotify,
    watched: Mutex<Vec<Watched>>,
}

/// One watcher. The same file may have several.
struct Watched {
    number: u32,
    descriptor: WatchDescriptor,
    operation: Operation,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Vec<Watched>> {
        self.watched.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells what happens until nothing is watched.
    fn run(&self) {
        loop {
            let events = match self.inotify.read_events() {
                Ok(events) => events,
                Err(Errno::EINTR) => continue,
                Err(_) => return,
            };
            let watched = self.lock();
            for event in &events {
                let about = watched.iter().filter(|it| it.descriptor == event.wd);
                about.for_each(|it| tell(&it.operation, event));
            }
            // What was watched last is told to be over.
            if watched.is_empty() {
                return;
            }
        }
    }
}

fn tell(operation: &Operation, event: &InotifyEvent) {
    if event.mask.contains(AddWatchFlags::IN_IGNORED) {
        return;
    }
    let changes = AddWatchFlags::IN_ATTRIB | AddWatchFlags::IN_MODIFY;
    let kind = match event.mask.intersects(changes) {
        true => "change",
        false => "rename",
    };
    let name = event.name.as_ref();
    let name = name.map(|name| name.to_string_lossy().into_owned());
    operation.post(move |agent, callback| {
        let kind = agent.heap.new_string(kind).value();
        agent.keep(kind);
        let name = name.map_or(Value::UNDEFINED, |name| {
            agent.heap.new_string(&name).value()
        });
        agent.keep(name);
        agent.call(callback, Value::UNDEFINED, &[kind, name])?;
        Ok(())
    });
}

fn watching(agent: &mut Agent) -> &mut Watching {
    if agent.slot::<Watching>().is_none() {
        agent.set_slot(Watching::default());
    }
    match agent.slot_mut() {
        Some(watching) => watching,
        None => unreachable!("it was set"),
    }
}

fn shared(agent: &mut Agent) -> io::Result<Arc<Shared>> {
    if let Some(shared) = &watching(agent).shared {
        return Ok(Arc::clone(shared));
    }
    let inotify = Inotify::init(InitFlags::IN_CLOEXEC)?;
    let shared = Arc::new(Shared {
        inotify,
        watched: Mutex::default(),
    });
    watching(agent).shared = Some(Arc::clone(&shared));
    Ok(shared)
}

/// `watch(path, callback)`: calls `callback(kind, name)`; a number for what is watched.
pub(super) fn watch(agent: &mut Agent, call: Call) -> JsResult {
    let path = agent.to_rust_string(call.arg(0))?;
    // Where it really is, if it may be looked at.
    let real = system(agent).and_then(|system| system.real_path(&path));
    let added = real.and_then(|real| {
        let shared = shared(agent)?;
        let flags = AddWatchFlags::IN_ATTRIB
            | AddWatchFlags::IN_CREATE
            | AddWatchFlags::IN_MODIFY
            | AddWatchFlags::IN_DELETE
            | AddWatchFlags::IN_DELETE_SELF
            | AddWatchFlags::IN_MOVE_SELF
            | AddWatchFlags::IN_MOVED_FROM
            | AddWatchFlags::IN_MOVED_TO;
        let descriptor = shared.inotify.add_watch(real.as_str(), flags)?;
        Ok((shared, descriptor))
    });
    let (shared, descriptor) = match added {
        Ok(added) => added,
        Err(error) => return failure(agent, &error),
    };
    let operation = EventLoop::begin(agent, call.arg(1), Sort::Handle, "FSEVENTWRAP");
    let this = watching(agent);
    this.last += 1;
    let number = this.last;
    let is_first = {
        let mut watched = shared.lock();
        watched.push(Watched {
            number,
            descriptor,
            operation,
        });
        watched.len() == 1
    };
    if is_first {
        let thread = thread::Builder::new().name(String::from("watch"));
        let started = thread.spawn(move || {
            signals::block_all();
            shared.run();
        });
        if let Err(error) = started {
            return failure(agent, &error);
        }
    }
    Ok(Value::from_u32(number))
}

/// `unwatch(number)`
pub(super) fn unwatch(agent: &mut Agent, call: Call) -> JsResult {
    let number = agent.to_uint32(call.arg(0))?;
    let Some(shared) = watching(agent).shared.clone() else {
        return Ok(Value::UNDEFINED);
    };
    let mut watched = shared.lock();
    let Some(at) = watched.iter().position(|it| it.number == number) else {
        return Ok(Value::UNDEFINED);
    };
    let Watched { descriptor, .. } = watched.remove(at);
    if !watched.iter().any(|it| it.descriptor == descriptor) {
        // If that fails, it is gone already.
        let _ = shared.inotify.rm_watch(descriptor);
    }
    if watched.is_empty() {
        // Its thread ends; the next has a new one.
        watching(agent).shared = None;
    }
    Ok(Value::UNDEFINED)
}

/// `setWatchRefed(number, refed)`: whether it keeps the loop alive.
pub(super) fn set_refed(agent: &mut Agent, call: Call) -> JsResult {
    let number = agent.to_uint32(call.arg(0))?;
    let refed = agent.heap.to_boolean(call.arg(1));
    let shared = watching(agent).shared.clone();
    let key = shared.and_then(|shared| {
        let watched = shared.lock();
        let found = watched.iter().find(|it| it.number == number);
        found.map(|it| it.operation.key())
    });
    if let Some(key) = key {
        EventLoop::of(agent).completions.set_refed(key, refed);
    }
    Ok(Value::UNDEFINED)
}
