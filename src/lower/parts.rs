//! Nodes that come in two forms: which one it is follows from what its children are.

use crate::interpreter::{NodeBox, Part};

/// Children of a node to be.
pub(super) trait Children: Sized {
    /// The same, known to be plain.
    type Plain;

    /// Whether none of them may suspend.
    fn are_plain(&self) -> bool;

    /// The nodes, which are plain.
    fn into_plain(self) -> Self::Plain;

    /// The nodes, if all are plain.
    fn plain(self) -> Result<Self::Plain, Self> {
        match self.are_plain() {
            true => Ok(self.into_plain()),
            false => Err(self),
        }
    }
}

impl Children for Part {
    type Plain = NodeBox;

    fn are_plain(&self) -> bool {
        matches!(self, Part::Plain(_))
    }

    fn into_plain(self) -> NodeBox {
        match self {
            Part::Plain(node) => node,
            Part::Suspends(_) => unreachable!("nothing here can suspend"),
        }
    }
}

impl<T: Children> Children for Option<T> {
    type Plain = Option<T::Plain>;

    fn are_plain(&self) -> bool {
        self.iter().all(T::are_plain)
    }

    fn into_plain(self) -> Option<T::Plain> {
        self.map(T::into_plain)
    }
}

impl<T: Children> Children for Vec<T> {
    type Plain = Vec<T::Plain>;

    fn are_plain(&self) -> bool {
        self.iter().all(T::are_plain)
    }

    fn into_plain(self) -> Vec<T::Plain> {
        self.into_iter().map(T::into_plain).collect()
    }
}

impl<A: Children, B: Children> Children for (A, B) {
    type Plain = (A::Plain, B::Plain);

    fn are_plain(&self) -> bool {
        self.0.are_plain() && self.1.are_plain()
    }

    fn into_plain(self) -> (A::Plain, B::Plain) {
        (self.0.into_plain(), self.1.into_plain())
    }
}

/// A node over the named children, as a [`Part`]: in its plain form where all of them are plain,
/// else in its resumable one.
macro_rules! both {
    ([$first:ident $(, $rest:ident)*] => $node:expr) => {{
        #[allow(unused_parens)]
        match $crate::lower::parts::Children::plain(both!(@nest $first $(, $rest)*)) {
            Ok(both!(@nest $first $(, $rest)*)) => {
                $crate::interpreter::Part::Plain(Box::new($node))
            }
            Err(both!(@nest $first $(, $rest)*)) => {
                $crate::interpreter::Part::Suspends(Box::new($node))
            }
        }
    }};
    (@nest $only:ident) => { $only };
    (@nest $first:ident, $($rest:ident),+) => { ($first, both!(@nest $($rest),+)) };
}
pub(super) use both;
