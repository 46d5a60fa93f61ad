//! `minijs check`: looks for mistakes in how programs wait, without running them.
//!
//! Owns: the lints (`lints`, one a file), what they ask of a text (`model`), comments that ignore
//! findings (`ignore`), changes (`apply`), which files are meant (`files`), how findings are shown
//! (`output`), the language server (`lsp`). Doesn't own: syntax errors, which are the parser's; the
//! arguments of the command.
//!
//! Invariant: a finding is right or absent. A lint that can't tell says nothing.

mod apply;
pub mod command;
mod files;
mod finding;
mod ignore;
mod lint;
mod lints;
#[cfg(feature = "lsp")]
mod lsp;
mod model;
mod output;
mod text;

pub use files::is_script;
#[cfg(feature = "play")]
pub use finding::Finding;
#[cfg(feature = "play")]
pub use text::findings;
