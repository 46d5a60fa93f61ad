//! Strings: their cells, making and joining them, and what takes time in proportion to a text.

pub(super) mod cell;
mod making;
mod scanning;
mod short_text;

pub use cell::{MAX_LENGTH, Text, array_index};
pub use short_text::ShortText;
