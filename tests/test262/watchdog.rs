//! A thread that interrupts a runtime whose time is over.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use minijs::InterruptHandle;

type Watched = Option<(Instant, InterruptHandle)>;

/// Watches one runtime at a time.
pub(crate) struct Watchdog {
    limit: Duration,
    watched: Arc<(Mutex<Watched>, Condvar)>,
}

impl Watchdog {
    pub(crate) fn start(limit: Duration) -> Watchdog {
        let watched: Arc<(Mutex<Watched>, Condvar)> = Arc::default();
        let shared = watched.clone();
        std::thread::spawn(move || watch(&shared.0, &shared.1));
        Watchdog { limit, watched }
    }

    /// Counts the time of a runtime from now on.
    pub(crate) fn watch(&self, handle: InterruptHandle) {
        *lock(&self.watched.0) = Some((Instant::now() + self.limit, handle));
        self.watched.1.notify_one();
    }

    /// Nothing runs.
    pub(crate) fn rest(&self) {
        *lock(&self.watched.0) = None;
    }
}

fn lock(watched: &Mutex<Watched>) -> MutexGuard<'_, Watched> {
    watched.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How often a runtime is interrupted again that may have been between two things.
const AGAIN: Duration = Duration::from_millis(100);

fn watch(watched: &Mutex<Watched>, changed: &Condvar) {
    let mut current = lock(watched);
    loop {
        let wait = match &*current {
            None => Duration::from_secs(3600),
            Some((end, handle)) => match end.saturating_duration_since(Instant::now()) {
                Duration::ZERO => {
                    handle.interrupt();
                    AGAIN
                }
                left => left,
            },
        };
        let result = changed.wait_timeout(current, wait);
        current = result.unwrap_or_else(PoisonError::into_inner).0;
    }
}
