//! Tests in Rust: the conventions of the source tree, the library, its limits, hostile inputs, and the goldens
//! under forced collections.

mod circles;
mod code_lifetime;
mod command_line;
mod coverage;
mod embedding;
mod embedding_safety;
mod explanations;
mod gc_stress;
mod hostile;
mod hostile_input;
mod insight;
#[cfg(feature = "lsp")]
mod language_server;
mod limits;
mod lints;
mod memory;
mod memory_limits;
mod mistakes;
#[cfg(target_os = "linux")]
mod permissions;
#[cfg(all(target_os = "linux", feature = "play"))]
mod play;
#[cfg(all(unix, feature = "repl"))]
mod prompt;
mod runtime_mistakes;
mod source_text;
mod standard_streams;
mod suites;
mod tidy;
mod timers;
#[cfg(unix)]
mod watch_mode;

// Which build runs goldens, shared with the target that has them as its cases.
#[path = "../golden/environment.rs"]
#[expect(dead_code, reason = "Node and blessing are the other target's")]
mod environment;
