//! The interactive prompt.
//!
//! Owns the session: what an input is run as, what is shown of its value, and that the event loop
//! runs while the prompt waits. The line editor is on a thread of its own ([`editor`]).
//!
//! An input is a classic script, so that its declarations stay; one that imports or has a top-level
//! `await` is rewritten to an async function first ([`rewriting`]). Names that inputs declare may be declared
//! again. What begins with a point is a command ([`commands`]).

mod answers;
mod commands;
mod completion;
pub mod editor;
mod highlight;
mod hints;
mod known_natives;
mod last_values;
mod look;
mod margin;
mod members;
mod printing;
mod rewriting;
mod session;
mod signature;
pub mod terminal;

use crate::host::launch::Launch;
use crate::runtime::program::Program;
use crate::runtime::{InterruptHandle, RuntimeBuilder};
use editor::{Editor, EditorHost, history_path};
use session::{Session, TERMINAL_FAILED};
use std::sync::{Arc, Mutex, PoisonError};
use terminal::SavedTerminal;

/// What SIGINT interrupts, once there is something.
#[derive(Clone, Default)]
pub(crate) struct Interrupts(Arc<Mutex<Option<InterruptHandle>>>);

impl Interrupts {
    /// Turns SIGINT into an interrupt of the runtime. To be called before other threads start.
    pub(crate) fn install() -> Interrupts {
        let interrupts = Interrupts::default();
        let target = interrupts.clone();
        // Without this SIGINT ends the process, which is no disaster.
        let _ = terminal::on_interrupt(move || target.interrupt());
        interrupts
    }

    fn set(&self, handle: InterruptHandle) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(handle);
    }

    fn with(&self, action: impl FnOnce(&InterruptHandle)) {
        let handle = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(handle) = &*handle {
            action(handle);
        }
    }

    fn interrupt(&self) {
        self.with(InterruptHandle::interrupt);
    }
}

impl EditorHost for Interrupts {
    fn is_complete(&self, text: &str) -> bool {
        session::is_complete(text)
    }

    fn wake(&self) {
        self.with(InterruptHandle::wake);
    }

    fn interrupt(&self) {
        self.interrupt();
    }
}

/// Runs the prompt until it is left, behind what options ask for and a program if there is one; the exit
/// code.
pub(crate) fn run(
    builder: RuntimeBuilder,
    interrupts: Interrupts,
    launch: Option<&Launch>,
    first: Option<Program>,
) -> u8 {
    let terminal = SavedTerminal::save();
    let history = history_path(|name| std::env::var_os(name));
    let editor = match Editor::start(interrupts.clone(), history) {
        Ok(editor) => editor,
        Err(error) => {
            eprintln!("minijs: cannot start the prompt: {error}");
            return TERMINAL_FAILED;
        }
    };
    let mut session = Session::new(builder, editor);
    interrupts.set(session.interrupt_handle());
    let code = session.run(launch, first);
    terminal.restore();
    code
}
