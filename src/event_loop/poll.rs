//! How the loop sleeps, and what ends its sleep.
//!
//! Owns the bell that other threads ring, and the place for a driver of I/O. Does not own the time, nor
//! what is to be run after a sleep. A loop without a driver sleeps on a condition variable; with one
//! it sleeps in the driver, on its own thread, where I/O then makes progress. Either way a [`Waker`]
//! ends the sleep.

use std::fmt;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// What waits for sockets and their like, on the loop's thread. It is made by the first operation that
/// needs it ([`Poll::set_driver`]); a tokio runtime of the current thread is one.
///
/// What it finds out it says through operations of `completions`, whose ends are run after it returns.
pub trait Poller {
    /// Lets I/O make progress. Returns as soon as something is done that the loop waits for, or what
    /// [`Poller::waker`] gave was called, also if that was before; else when so much time has passed
    /// (`None`: not at all; zero: at once).
    fn poll(&mut self, patience: Option<Duration>);

    /// What makes `poll` return, from any thread.
    fn waker(&self) -> Arc<dyn Fn() + Send + Sync>;
}

/// Why a sleep ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wake {
    /// The time has come.
    Deadline,
    /// A `Waker` was used, during the sleep or before it, or I/O made progress.
    Called,
}

/// Where a loop sleeps.
#[derive(Default)]
pub struct Poll {
    bell: Arc<Bell>,
    driver: Option<Box<dyn Poller>>,
}

impl Poll {
    /// Has the loop sleep in a driver from now on. A driver that is there already stays.
    pub fn set_driver(&mut self, driver: Box<dyn Poller>) {
        if self.driver.is_none() {
            self.bell.lock().driver = Some(driver.waker());
            self.driver = Some(driver);
        }
    }

    /// Lets I/O make progress without waiting.
    pub fn look(&mut self) {
        if let Some(driver) = &mut self.driver {
            driver.poll(Some(Duration::ZERO));
        }
    }

    /// Whether a `Waker` was used since the last sleep. That is forgotten.
    pub fn take_call(&mut self) -> bool {
        std::mem::take(&mut self.bell.lock().is_rung)
    }

    /// Sleeps until then (`None`: for ever), or until there is something to do.
    pub fn wait(&mut self, until: Option<Instant>) -> Wake {
        let Some(driver) = &mut self.driver else {
            return self.bell.wait(until);
        };
        if std::mem::take(&mut self.bell.lock().is_rung) {
            driver.poll(Some(Duration::ZERO));
            return Wake::Called;
        }
        driver.poll(until.map(|until| until.saturating_duration_since(Instant::now())));
        let is_over = until.is_some_and(|until| until <= Instant::now());
        match std::mem::take(&mut self.bell.lock().is_rung) || !is_over {
            true => Wake::Called,
            false => Wake::Deadline,
        }
    }

    /// What ends the sleep from other threads.
    pub fn waker(&self) -> Waker {
        Waker {
            bell: Arc::clone(&self.bell),
        }
    }
}

/// Ends the sleep of an event loop from any thread; a call while the loop is awake ends its next
/// sleep at once.
#[derive(Clone)]
pub struct Waker {
    bell: Arc<Bell>,
}

impl fmt::Debug for Waker {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Waker").finish_non_exhaustive()
    }
}

impl Waker {
    /// Wakes the loop. What it is woken for has to be visible to it before.
    pub fn wake(&self) {
        let mut state = self.bell.lock();
        state.is_rung = true;
        match state.driver.clone() {
            Some(wake) => {
                drop(state);
                wake();
            }
            None => self.bell.rung.notify_one(),
        }
    }
}

/// A flag that can be waited for; a wait takes it down.
#[derive(Default)]
struct Bell {
    state: Mutex<Rung>,
    rung: Condvar,
}

#[derive(Default)]
struct Rung {
    is_rung: bool,
    /// What wakes the driver in which the loop sleeps.
    driver: Option<Arc<dyn Fn() + Send + Sync>>,
}

impl Bell {
    fn lock(&self) -> MutexGuard<'_, Rung> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait(&self, until: Option<Instant>) -> Wake {
        let mut state = self.lock();
        while !state.is_rung {
            state = match until {
                None => self
                    .rung
                    .wait(state)
                    .unwrap_or_else(PoisonError::into_inner),
                Some(until) => {
                    let left = until.saturating_duration_since(Instant::now());
                    if left.is_zero() {
                        return Wake::Deadline;
                    }
                    let waited = self.rung.wait_timeout(state, left);
                    waited.unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
        state.is_rung = false;
        Wake::Called
    }
}

#[cfg(test)]
mod tests {
    use super::{Poll, Poller, Wake};
    use std::sync::mpsc::{Receiver, Sender, channel};
    use std::sync::{Arc, Mutex};
    use std::time::{Duration, Instant};

    /// Counts its calls, and waits for a message.
    struct Driver {
        calls: Arc<Mutex<Vec<Option<Duration>>>>,
        sender: Sender<()>,
        receiver: Receiver<()>,
    }

    impl Poller for Driver {
        fn poll(&mut self, patience: Option<Duration>) {
            if let Ok(mut calls) = self.calls.lock() {
                calls.push(patience);
            }
            let longest = Duration::from_secs(60);
            // That nothing came is as good.
            let _ = self.receiver.recv_timeout(patience.unwrap_or(longest));
        }

        fn waker(&self) -> Arc<dyn Fn() + Send + Sync> {
            let sender = self.sender.clone();
            Arc::new(move || {
                // Who would hear it is gone.
                let _ = sender.send(());
            })
        }
    }

    #[test]
    fn a_driver_is_slept_in_and_woken() {
        let mut poll = Poll::default();
        let calls = Arc::default();
        let (sender, receiver) = channel();
        poll.set_driver(Box::new(Driver {
            calls: Arc::clone(&calls),
            sender,
            receiver,
        }));
        poll.look();
        let waker = poll.waker();
        let thread = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(20));
            waker.wake();
        });
        assert_eq!(poll.wait(None), Wake::Called);
        assert!(thread.join().is_ok());
        let soon = Instant::now() + Duration::from_millis(5);
        assert_eq!(poll.wait(Some(soon)), Wake::Deadline);
        poll.waker().wake();
        assert_eq!(poll.wait(None), Wake::Called);
        assert!(!poll.take_call());
        let calls = calls.lock().map(|calls| calls.clone()).unwrap_or_default();
        assert_eq!(calls.len(), 4);
        assert_eq!(calls[0], Some(Duration::ZERO));
        assert_eq!(calls[1], None);
    }
}
