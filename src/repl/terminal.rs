//! The terminal's state and its interrupt key, without which an editor on its own thread would
//! leave a mess behind.
//!
//! Owns: putting the terminal back as it was when the process ends with a prompt open, and turning
//! SIGINT into a call instead of the end of the process. Does not own editing, during which the
//! interrupt key is an ordinary key. Elsewhere than on Unix both do nothing.

use std::io;

/// Ends the mode in which a terminal marks pasted text, which the editor uses.
#[cfg(unix)]
const END_OF_BRACKETED_PASTE: &[u8] = b"\x1b[?2004l";

/// The terminal as it was, to go back to.
pub struct SavedTerminal {
    #[cfg(unix)]
    modes: Option<nix::sys::termios::Termios>,
}

impl SavedTerminal {
    /// Remembers the modes of the terminal at standard input, if there is one.
    pub fn save() -> Self {
        Self {
            #[cfg(unix)]
            modes: nix::sys::termios::tcgetattr(io::stdin()).ok(),
        }
    }

    /// Puts them back. To be called before the process ends, from the thread that ends it.
    pub fn restore(&self) {
        #[cfg(unix)]
        if let Some(modes) = &self.modes {
            use nix::sys::termios::{SetArg, tcsetattr};
            use std::io::{IsTerminal, Write};
            // If the terminal is gone, the failure can't be reported.
            let _ = tcsetattr(io::stdin(), SetArg::TCSADRAIN, modes);
            let mut out = io::stdout();
            if out.is_terminal() {
                let _ = out.write_all(END_OF_BRACKETED_PASTE);
                let _ = out.flush();
            }
        }
    }
}

/// Calls `interrupt` on a thread of its own for each SIGINT, which no longer ends the process.
///
/// Has to be called before other threads are started: only threads started afterwards, and the
/// calling one, leave the signal to it.
///
/// # Errors
/// When the signal can't be blocked or the thread can't be started.
pub fn on_interrupt(interrupt: impl Fn() + Send + 'static) -> io::Result<()> {
    #[cfg(unix)]
    {
        use nix::sys::signal::{SigSet, Signal};
        let mut signals = SigSet::empty();
        signals.add(Signal::SIGINT);
        signals.thread_block()?;
        std::thread::Builder::new()
            .name("interrupt".to_owned())
            .spawn(move || {
                while signals.wait().is_ok() {
                    interrupt();
                }
            })?;
    }
    #[cfg(not(unix))]
    drop(interrupt);
    Ok(())
}
