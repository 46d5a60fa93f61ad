//! Threads for work that can't be waited for otherwise, as that on files.
//!
//! Owns the threads: at most [`THREADS`], each started when there is work and no idle one. Does not own
//! what the work is, nor how its result comes back, which the work itself sees to.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// How many threads there are at most: as many as libuv's.
const THREADS: usize = 4;

/// A piece of work.
pub(super) type Job = Box<dyn FnOnce() + Send>;

/// Threads that take work in the order in which it comes.
pub(super) struct Pool {
    shared: Arc<Shared>,
    /// What each thread does first.
    prologue: fn(),
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    jobs: VecDeque<Job>,
    threads: usize,
    idle: usize,
    is_over: bool,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn work(&self) {
        let mut state = self.lock();
        loop {
            if let Some(job) = state.jobs.pop_front() {
                drop(state);
                job();
                state = self.lock();
            } else if state.is_over {
                return;
            } else {
                state.idle += 1;
                state = self
                    .changed
                    .wait(state)
                    .unwrap_or_else(PoisonError::into_inner);
                state.idle -= 1;
            }
        }
    }
}

impl Pool {
    /// No threads yet.
    pub(super) fn new(prologue: fn()) -> Pool {
        Pool {
            shared: Arc::default(),
            prologue,
        }
    }

    /// Has a thread do something. Without any thread, and where none can be started, it is given back.
    pub(super) fn submit(&self, job: Job) -> Result<(), Job> {
        let mut state = self.shared.lock();
        if state.idle <= state.jobs.len() && state.threads < THREADS {
            let (shared, prologue) = (Arc::clone(&self.shared), self.prologue);
            let thread = thread::Builder::new().name(String::from("files"));
            let started = thread.spawn(move || {
                prologue();
                shared.work();
            });
            state.threads += usize::from(started.is_ok());
        }
        if state.threads == 0 {
            return Err(job);
        }
        state.jobs.push_back(job);
        self.shared.changed.notify_one();
        Ok(())
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        // What is still to be done belongs to a loop that is gone.
        let mut state = self.shared.lock();
        state.jobs.clear();
        state.is_over = true;
        self.shared.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::{Pool, THREADS};
    use std::sync::mpsc::channel;
    use std::time::Duration;

    #[test]
    fn work_is_done_by_few_threads_and_stops_with_the_pool() {
        let pool = Pool::new(|| {});
        let (sender, receiver) = channel();
        for number in 0..100 {
            let sender = sender.clone();
            let job = Box::new(move || {
                // Who counts is there until all have come.
                let _ = sender.send((number, std::thread::current().id()));
            });
            assert!(pool.submit(job).is_ok());
        }
        let patience = Duration::from_secs(60);
        let mut done: Vec<_> = (0..100)
            .filter_map(|_| receiver.recv_timeout(patience).ok())
            .collect();
        done.sort_by_key(|(number, _)| *number);
        assert!((0..100).eq(done.iter().map(|(number, _)| *number)));
        let mut threads: Vec<_> = done.iter().map(|(_, id)| format!("{id:?}")).collect();
        threads.sort();
        threads.dedup();
        assert!(threads.len() <= THREADS);
        drop(pool);
        drop(sender);
        assert!(receiver.recv_timeout(patience).is_err());
    }
}
