//! What Node offers around the language: console, timers, process.
//!
//! [`install`] makes the globals of a realm that has the built-ins, and gives the agent its streams
//! and its event loop.

pub mod commonjs;
pub mod console;
pub mod emitter;
pub mod errors;
pub mod inspect;
mod performance;
pub mod process;
pub mod show;
pub mod streams;
mod timers;
pub mod uncaught;
pub mod warnings;

use crate::engine::{Agent, PropertyFlags, Value};
use crate::event_loop::EventLoop;
use crate::event_loop::clock::Clock;
use std::rc::Rc;
use uncaught::{ProcessHooks, Reporting};

/// What `process` tells about the program.
#[derive(Default)]
pub struct About {
    /// `process.argv`
    pub argv: Vec<String>,
    /// `process.argv0`
    pub argv0: String,
    /// `process.execPath`
    pub exec_path: String,
    /// `process.env`
    pub env: Vec<(String, String)>,
}

/// What a host is made of.
pub struct Options {
    /// What `process` tells.
    pub about: About,
    /// What the program sees as time.
    pub clock: Clock,
    /// Where output goes.
    pub streams: console::Streams,
    /// What is done with an error that nobody handles.
    pub reporting: Reporting,
}

/// Makes the host's globals.
pub fn install(agent: &mut Agent, options: Options) {
    let Options {
        about,
        clock,
        streams,
        reporting,
    } = options;
    agent.set_slot(streams);
    agent.ambient.clock = clock.date_reader();
    EventLoop::install(agent, clock, Rc::new(ProcessHooks));
    console::install(agent);
    console::set_clock(agent, |agent| {
        EventLoop::of(agent).clock.performance_now()
    });
    let global = agent.realm.global_object.value();
    define_enumerable_global(agent, "global", global);
    timers::install(agent);
    process::install(agent, &about, reporting);
    performance::install(agent);
}

/// Defines a global as Node defines most of its own: enumerable.
fn define_enumerable_global(agent: &mut Agent, name: &str, value: Value) {
    let global = agent.realm.global_object;
    agent.define_constant(global, name, value, PropertyFlags::DATA);
}
