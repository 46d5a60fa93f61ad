//! Stopping a runtime from another thread.

use crate::event_loop::poll::Waker;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Stops the script that a runtime runs, from any thread.
///
/// ```
/// use minijs::{ErrorKind, Runtime};
/// use std::{thread, time::Duration};
///
/// let mut runtime = Runtime::new();
/// let handle = runtime.interrupt_handle();
/// let thread = thread::spawn(move || {
///     thread::sleep(Duration::from_millis(20));
///     handle.interrupt();
/// });
/// let error = runtime.run_script("for ever.js", "for (;;);").unwrap_err();
/// assert!(matches!(error.kind(), ErrorKind::Stopped(_)));
/// # thread.join().unwrap();
/// ```
#[derive(Clone, Debug)]
pub struct InterruptHandle {
    pub(super) flag: Arc<AtomicBool>,
    pub(super) waker: Waker,
}

impl InterruptHandle {
    /// Stops what runs: the call of the runtime that is under way returns an error. Scripts can't
    /// catch it. Where nothing runs there is nothing to stop, and what runs next isn't: to
    /// stop a call that may not have begun yet, interrupt again until it has returned.
    pub fn interrupt(&self) {
        self.flag.store(true, Ordering::Relaxed);
        self.waker.wake();
    }

    /// Ends the loop's sleep, without stopping anything.
    pub(crate) fn wake(&self) {
        self.waker.wake();
    }
}
