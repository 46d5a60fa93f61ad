//! The interactive prompt.

pub mod editor;
pub mod terminal;
