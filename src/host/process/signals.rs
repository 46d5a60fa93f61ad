//! [Signals as events of `process`](https://nodejs.org/api/process.html#signal-events).
//!
//! A signal that has listeners is blocked, and a thread of its own waits for it and tells the loop.
//! Without listeners it does again what the system says. Threads that are started before the first
//! listener are to block all signals ([`block_all`]), so that none of them takes one.

use crate::engine::{Agent, Call, JsResult, Value};

/// A listener is to be added: for the first of a signal the process begins to take it.
pub(super) fn listener_added(agent: &mut Agent, call: Call) -> JsResult {
    if let Some(name) = call.arg(0).as_string() {
        let name = agent.heap.utf8(name);
        if name.starts_with("SIG") {
            waiting::begin(agent, &name)?;
        }
    }
    Ok(Value::UNDEFINED)
}

/// A listener was removed: with the last of a signal the process leaves it to the system.
pub(super) fn listener_removed(agent: &mut Agent, call: Call) -> JsResult {
    if let Some(name) = call.arg(0).as_string() {
        let name = agent.heap.utf8(name);
        if name.starts_with("SIG") {
            waiting::end(agent, call.this(), &name)?;
        }
    }
    Ok(Value::UNDEFINED)
}

pub use waiting::block_all;

#[cfg(all(unix, feature = "cli"))]
mod waiting {
    use crate::engine::{Agent, HostData, Intrinsic, JsResult, PropertyFlags, Tracer, Value};
    use crate::event_loop::EventLoop;
    use crate::event_loop::completions::Sort;
    use crate::host::emitter;
    use nix::errno::Errno;
    use nix::sys::signal::{SigSet, Signal};
    use std::str::FromStr;

    /// The signals for which there is a thread, and whether they are taken.
    #[derive(Default)]
    struct Waiting(Vec<(Signal, bool)>);

    impl HostData for Waiting {
        fn trace(&self, _: &mut Tracer<'_>) {}
    }

    fn waiting(agent: &mut Agent) -> &mut Waiting {
        if agent.slot::<Waiting>().is_none() {
            agent.set_slot(Waiting::default());
        }
        match agent.slot_mut() {
            Some(waiting) => waiting,
            None => unreachable!("it was set"),
        }
    }

    fn only(signal: Signal) -> SigSet {
        let mut set = SigSet::empty();
        set.add(signal);
        set
    }

    /// Makes a thread leave all signals to others.
    pub fn block_all() {
        // If that fails, the thread may take one, which then does what the system says.
        let _ = SigSet::all().thread_block();
    }

    pub(super) fn begin(agent: &mut Agent, name: &str) -> JsResult<()> {
        let Ok(signal) = Signal::from_str(name) else {
            return Ok(());
        };
        if matches!(signal, Signal::SIGKILL | Signal::SIGSTOP) {
            return fail(agent, Errno::EINVAL);
        }
        let known = waiting(agent)
            .0
            .iter_mut()
            .find(|(known, _)| *known == signal);
        let is_new = known.is_none();
        if let Some((_, taken)) = known
            && std::mem::replace(taken, true)
        {
            return Ok(());
        }
        if let Err(error) = only(signal).thread_block() {
            return fail(agent, error);
        }
        if !is_new {
            return Ok(());
        }
        waiting(agent).0.push((signal, true));
        let work = EventLoop::begin(agent, Value::UNDEFINED, Sort::Handle, "SIGNALWRAP");
        EventLoop::of(agent)
            .completions
            .set_refed(work.key(), false);
        let thread = std::thread::Builder::new().name(String::from("signal"));
        let started = thread.spawn(move || {
            block_all();
            while only(signal).wait().is_ok() {
                work.post(move |agent, _| tell(agent, signal));
            }
        });
        match started {
            Ok(_) => Ok(()),
            Err(_) => fail(agent, Errno::EAGAIN),
        }
    }

    fn tell(agent: &mut Agent, signal: Signal) -> JsResult<()> {
        let name = agent.heap.new_string(signal.as_str()).value();
        let number = Value::int(signal as i32);
        emitter::emit(agent, signal.as_str(), &[name, number])?;
        Ok(())
    }

    pub(super) fn end(agent: &mut Agent, emitter: Value, name: &str) -> JsResult<()> {
        let Ok(signal) = Signal::from_str(name) else {
            return Ok(());
        };
        let text = agent.heap.new_string(name).value();
        agent.keep(text);
        let key = agent.static_key("listenerCount");
        let left = agent.invoke(emitter, key, &[text])?;
        if left != Value::int(0) {
            return Ok(());
        }
        let known = waiting(agent)
            .0
            .iter_mut()
            .find(|(known, _)| *known == signal);
        if let Some((_, taken)) = known
            && std::mem::replace(taken, false)
        {
            // If that fails, the signal goes on to be ignored.
            let _ = only(signal).thread_unblock();
        }
        Ok(())
    }

    fn fail(agent: &mut Agent, error: Errno) -> JsResult<()> {
        let code = format!("{error:?}");
        let message = format!("uv_signal_start {code}");
        let object = agent.new_error(Intrinsic::ErrorPrototype, &message);
        agent.keep_object(object);
        let texts = [code.as_str(), "uv_signal_start"].map(|text| {
            let text = agent.heap.new_string(text).value();
            agent.keep(text);
            text
        });
        let number = Value::int(-(error as i32));
        for (name, value) in [("errno", number), ("code", texts[0]), ("syscall", texts[1])] {
            agent.define_constant(object, name, value, PropertyFlags::DATA);
        }
        Err(agent.throw(object.value()))
    }
}

#[cfg(not(all(unix, feature = "cli")))]
mod waiting {
    use crate::engine::{Agent, JsResult, Value};

    /// Makes a thread leave all signals to others.
    pub fn block_all() {}

    pub(super) fn begin(_: &mut Agent, _: &str) -> JsResult<()> {
        Ok(())
    }

    pub(super) fn end(_: &mut Agent, _: Value, _: &str) -> JsResult<()> {
        Ok(())
    }
}
