//! What unwinds, as one value: what was thrown or is returned, why it is on its way, and where it was
//! thrown. Only data; `unwinding.rs` says what is done with it.

use crate::heap::{HostData, Tracer, Value};

/// Why an operation that returned `Throw` unwinds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unwinding {
    /// An exception: handlers catch it.
    Exception,
    /// An activation suspends itself: nothing catches it, resumable nodes save their state.
    Suspension,
    /// A generator was told to return: `finally` blocks run and iterators are closed, as for a
    /// `return` at the `yield`.
    Return,
    /// The program is being stopped (a limit, an interrupt, `process.exit`): nothing catches it,
    /// no `finally` runs.
    Termination,
}

impl Unwinding {
    /// Whether it passes by `finally` blocks and iterators, which see neither a suspension nor a
    /// stop of the program.
    #[inline(always)]
    pub fn passes_finally(self) -> bool {
        matches!(self, Unwinding::Suspension | Unwinding::Termination)
    }
}

/// Where an exception was thrown: the innermost function below natives, and how far it was.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ThrowSite {
    /// The function, which keeps its code alive; `undefined` where no script's code ran.
    pub(super) function: Value,
    /// Bytes from the start of its source.
    pub(super) position: u32,
}

impl ThrowSite {
    /// Not known.
    pub const NONE: ThrowSite = ThrowSite {
        function: Value::UNDEFINED,
        position: 0,
    };

    /// What has to be kept alive as long as the site is.
    pub fn root(self) -> Value {
        self.function
    }
}

/// An exception that was caught, with the place where it was thrown.
#[derive(Clone, Copy, Debug)]
pub struct Caught {
    /// What was thrown.
    pub value: Value,
    /// Where.
    pub site: ThrowSite,
}

impl Caught {
    /// What must be kept alive as long as it is.
    pub fn roots(&self) -> [Value; 2] {
        Pending::from(*self).roots()
    }
}

/// What is on its way while a `Throw` is.
#[derive(Clone, Copy, Debug)]
pub struct Pending {
    pub(super) value: Value,
    pub(super) why: Unwinding,
    pub(super) site: ThrowSite,
}

impl Pending {
    /// How many slots of a frame it takes.
    pub const SLOTS: usize = 2;

    /// Nothing is on its way.
    pub(super) const NONE: Pending = Pending {
        value: Value::UNDEFINED,
        why: Unwinding::Exception,
        site: ThrowSite::NONE,
    };

    /// Whether it is an exception.
    pub fn is_exception(&self) -> bool {
        self.why == Unwinding::Exception
    }

    /// The exception, if it is one.
    pub fn exception(&self) -> Option<Value> {
        self.is_exception().then_some(self.value)
    }

    /// What must be kept alive as long as it is.
    pub fn roots(&self) -> [Value; 2] {
        [self.value, self.site.function]
    }
}

/// An exception that waits in a slot of a frame, with its place.
pub(super) struct Waiting(pub(super) Caught);

impl HostData for Waiting {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_all(&self.0.roots());
    }
}

impl From<Caught> for Pending {
    fn from(caught: Caught) -> Pending {
        Pending {
            value: caught.value,
            why: Unwinding::Exception,
            site: caught.site,
        }
    }
}
