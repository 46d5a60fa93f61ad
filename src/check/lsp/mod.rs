//! The language server: findings in editors, by the
//! [language server protocol](https://microsoft.github.io/language-server-protocol/).
//!
//! Owns: the frames of messages (`wire`), the conversation (`server`), the texts as the editor has them (`documents`), positions in UTF-16
//! code units (`positions`), what is shown and offered (`answers`). Doesn't own: what kinds of
//! messages there are, which is lsp-server's.

mod answers;
mod documents;
mod positions;
pub mod server;
mod wire;
