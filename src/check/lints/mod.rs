//! The lints, each in a file of its own. Adding one is its file and a row in the table.

use super::lint::Lint;

mod async_callback;
mod async_executor;
mod async_without_await;
mod atomic;
mod await_in_loop;
mod comments;
mod exit;
mod floating;
mod forgotten_return;
mod interval;
mod listener;
mod race_timer;
mod reads;
mod return_in_try;
mod sequential;
mod syntax;

pub use comments::{BAD_IGNORE, UNUSED_IGNORE};
pub use syntax::SYNTAX;

/// All of them, in the order of their codes.
pub static LINTS: [&Lint; 16] = [
    &syntax::SYNTAX,
    &async_callback::LINT,
    &floating::LINT,
    &forgotten_return::LINT,
    &sequential::LINT,
    &async_executor::LINT,
    &interval::LINT,
    &listener::LINT,
    &async_without_await::LINT,
    &return_in_try::LINT,
    &atomic::LINT,
    &race_timer::LINT,
    &await_in_loop::LINT,
    &exit::LINT,
    &comments::UNUSED_IGNORE,
    &comments::BAD_IGNORE,
];

/// The lint with a code or a name, however it is written.
pub fn find(word: &str) -> Option<&'static Lint> {
    LINTS
        .iter()
        .copied()
        .find(|lint| lint.code.eq_ignore_ascii_case(word) || lint.name.eq_ignore_ascii_case(word))
}
