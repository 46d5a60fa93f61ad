//! Nodes that come in two forms: which one it is follows from what its children are.

use crate::interpreter::{NodeBox, Part, ResumableBox};

/// Children of a node to be.
pub(super) trait Children: Sized {
    /// The same, known to be plain.
    type Plain;
    /// The same as nodes that may suspend.
    type Resumable;

    /// Whether none of them may suspend.
    fn are_plain(&self) -> bool;

    /// The nodes, which are plain.
    fn into_plain(self) -> Self::Plain;

    /// The nodes as ones that may suspend.
    fn into_resumable(self) -> Self::Resumable;

    /// The nodes as plain ones if all are, else as ones that may suspend.
    fn plain(self) -> Result<Self::Plain, Self::Resumable> {
        match self.are_plain() {
            true => Ok(self.into_plain()),
            false => Err(self.into_resumable()),
        }
    }
}

impl Children for Part {
    type Plain = NodeBox;
    type Resumable = ResumableBox;

    fn are_plain(&self) -> bool {
        matches!(self, Part::Plain(_))
    }

    fn into_plain(self) -> NodeBox {
        match self {
            Part::Plain(node) => node,
            Part::Suspends(_) => unreachable!("nothing here can suspend"),
        }
    }

    fn into_resumable(self) -> ResumableBox {
        self.into()
    }
}

impl<T: Children> Children for Option<T> {
    type Plain = Option<T::Plain>;
    type Resumable = Option<T::Resumable>;

    fn are_plain(&self) -> bool {
        self.iter().all(T::are_plain)
    }

    fn into_plain(self) -> Option<T::Plain> {
        self.map(T::into_plain)
    }

    fn into_resumable(self) -> Option<T::Resumable> {
        self.map(T::into_resumable)
    }
}

impl<T: Children> Children for Vec<T> {
    type Plain = Vec<T::Plain>;
    type Resumable = Vec<T::Resumable>;

    fn are_plain(&self) -> bool {
        self.iter().all(T::are_plain)
    }

    fn into_plain(self) -> Vec<T::Plain> {
        self.into_iter().map(T::into_plain).collect()
    }

    fn into_resumable(self) -> Vec<T::Resumable> {
        self.into_iter().map(T::into_resumable).collect()
    }
}

impl<A: Children, B: Children> Children for (A, B) {
    type Plain = (A::Plain, B::Plain);
    type Resumable = (A::Resumable, B::Resumable);

    fn are_plain(&self) -> bool {
        self.0.are_plain() && self.1.are_plain()
    }

    fn into_plain(self) -> (A::Plain, B::Plain) {
        (self.0.into_plain(), self.1.into_plain())
    }

    fn into_resumable(self) -> (A::Resumable, B::Resumable) {
        (self.0.into_resumable(), self.1.into_resumable())
    }
}

/// A node over the named children, as a [`Part`]: in its plain form where all of them are plain,
/// else in its resumable one.
macro_rules! both {
    ([$first:ident $(, $rest:ident)*] => $node:expr) => {{
        #[allow(unused_parens)]
        match $crate::lower::forms::Children::plain(both!(@nest $first $(, $rest)*)) {
            Ok(both!(@nest $first $(, $rest)*)) => {
                $crate::interpreter::Part::Plain(Box::new($node))
            }
            Err(both!(@nest $first $(, $rest)*)) => {
                $crate::interpreter::Part::suspends($node)
            }
        }
    }};
    (@nest $only:ident) => { $only };
    (@nest $first:ident, $($rest:ident),+) => { ($first, both!(@nest $($rest),+)) };
}
pub(super) use both;
