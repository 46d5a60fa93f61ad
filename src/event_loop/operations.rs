//! How an operation of the outside begins. What is under way is in `completions`, what is run for what
//! comes back in `phases`.

use super::completions::{Begun, Length, Operation, Sort, Work};
use super::poll::Poller;
use super::state::EventLoop;
use crate::engine::{Agent, ResourceEvent, Value};

impl EventLoop {
    /// Begins an operation, which keeps `value` (a promise, a callback) alive. `name` is what async hooks
    /// call it.
    pub fn begin(agent: &mut Agent, value: Value, sort: Sort, name: &'static str) -> Operation {
        let mut resource = Value::UNDEFINED;
        if agent.is_resource_watched() {
            resource = agent.new_plain_object(0).value();
            agent.keep(value);
            agent.keep(resource);
            agent.tell_of_resource(ResourceEvent::Created(name), resource);
        }
        let task = match agent.is_observed() {
            true => agent.observe_operation(value),
            false => 0,
        };
        let context = agent.context.current();
        EventLoop::of(agent).completions.add(Begun {
            value,
            context,
            resource,
            task: (task, false),
            sort,
            is_refed: true,
        })
    }

    /// Begins a request, as [`EventLoop::begin`], whose work is done on a thread of the pool; under a
    /// virtual clock by the loop itself, in order, if it is short.
    pub fn begin_work(
        agent: &mut Agent,
        value: Value,
        name: &'static str,
        length: Length,
        work: Work,
    ) {
        let operation = EventLoop::begin(agent, value, Sort::Request, name);
        let this = EventLoop::of(agent);
        let EventLoop {
            completions, clock, ..
        } = this;
        if clock.is_virtual() && length == Length::Short {
            completions.do_inline(operation, work);
            return;
        }
        let prologue = this.hooks.thread_prologue();
        let job = Box::new(move || operation.finish(work()));
        if let Err(job) = completions.pool(prologue).submit(job) {
            // Without threads it is done at once, and told in the poll phase all the same.
            job();
        }
    }

    /// Has the loop sleep in a driver of I/O from now on.
    #[allow(dead_code, reason = "sockets bring the first driver")]
    pub fn set_driver(agent: &mut Agent, driver: Box<dyn Poller>) {
        EventLoop::of(agent).clock.poll.set_driver(driver);
    }
}
