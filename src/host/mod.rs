//! What Node offers around the language: console, timers, process.
//!
//! [`install`] makes the globals of a realm that has the built-ins, and gives the agent its streams
//! and its event loop.

#[cfg(any(feature = "compression", feature = "crypto"))]
mod aside;
mod base64;
mod buffer;
pub mod commonjs;
#[cfg(feature = "compression")]
mod compression;
pub mod console;
#[cfg(feature = "crypto")]
mod crypto;
pub mod emitter;
mod encoding;
pub mod errors;
mod globals;
pub mod import_meta;
pub mod inspect;
pub mod io;
pub mod launch;
pub mod node;
mod options;
pub mod process;
pub mod resolution;
pub mod show;
pub mod streams;
mod timer_fields;
mod timers;
pub mod uncaught;
pub mod warnings;
mod web;

pub use options::{Options, Rejections, Reporting};
pub use web::dom_exception;

use crate::engine::Agent;
use crate::event_loop::EventLoop;
use crate::event_loop::clock::Clock;
use globals::define_enumerable_global;
use std::rc::Rc;
use streams::Sink;
use uncaught::ProcessHooks;

/// Makes the host's globals.
pub fn install(agent: &mut Agent, mut options: Options) {
    let nothing = || Sink::new(Box::new(std::io::sink()), false, false);
    let stdout = std::mem::replace(&mut options.stdout, nothing());
    let stderr = std::mem::replace(&mut options.stderr, nothing());
    streams::install(agent, stdout, stderr);
    let clock = std::mem::replace(&mut options.clock, Clock::real());
    agent.ambient.clock = clock.date_reader();
    agent.ambient.jump = clock.jumper();
    agent.hooks.before_block = Some(streams::flush_stdout);
    EventLoop::install(agent, clock, Rc::new(ProcessHooks));
    let global = agent.realm.global_object.value();
    define_enumerable_global(agent, "global", global);
    agent.define_tag(agent.realm.global_object, "global");
    console::install(agent);
    console::set_clock(agent, |agent| EventLoop::of(agent).clock.performance_now());
    timers::install(agent);
    process::install(agent, &mut options);
    web::install(agent);
    encoding::install(agent);
    base64::install(agent);
    buffer::install(agent);
    node::install(agent);
    node::loader::install(agent, Rc::clone(&options.files));
    web::install_before_crypto(agent);
    #[cfg(feature = "crypto")]
    crypto::install(agent);
    web::install_last(agent);
    agent.hooks.import_meta = Some(import_meta::import_meta);
}
