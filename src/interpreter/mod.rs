//! The executable tree and how it runs.
//!
//! `lower` builds it. Every node carries its own behaviour ([`Node`]): `eval` gives a value, `cond`
//! an unboxed boolean, `exec` a statement's [`Completion`]. Names are slots of the frame or of
//! scope objects, property accesses have inline caches ([`inline_cache`]).
//!
//! A node that evaluates a second operand which may run code keeps the first in a slot of the
//! frame: each has a static place, so the collector sees it and a suspended activation keeps it.
//! What may suspend is of another type than what can't ([`suspend`]).

pub mod activation;
pub mod async_generator;
pub mod class_elements;
pub mod function;
pub mod generator;
pub mod in_realm;
pub mod inline_cache;
pub mod nodes;
pub mod open_iterator;
pub mod operand;
pub mod suspend;
pub mod tree;

pub use suspend::{Part, ResumableBox};
pub use tree::{Completion, Node, NodeBox};
