//! What the lints ask of a text: which function an expression belongs to, where its value goes, what
//! a name was defined as, whether something is a promise.
//!
//! Owns: the answers, collected in one walk (`collect`) or worked out when they are asked for. Doesn't
//! own: what is a mistake.
//!
//! Invariant: in doubt an answer is 'not known', which no lint takes for a mistake. Names mean what
//! the scope analysis says.

pub mod collect;
pub mod facts;
pub mod names;
pub mod parents;
pub mod promises;
pub mod threads;
