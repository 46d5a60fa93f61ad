//! Tests in Rust: the conventions of the source tree, the library, its limits, hostile inputs, and the goldens
//! under forced collections.

mod circles;
mod code_lifetime;
mod command_line;
mod embedding;
mod embedding_safety;
mod gc_stress;
mod hostile;
mod hostile_input;
#[cfg(feature = "lsp")]
mod language_server;
mod limits;
mod lints;
mod memory;
mod memory_limits;
mod mistakes;
#[cfg(all(unix, feature = "repl"))]
mod prompt;
mod source_text;
mod standard_streams;
mod tidy;
mod timers;

// What runs and judges goldens, shared with the target that has them as its cases.
#[path = "../golden/case.rs"]
mod case;
#[path = "../golden/check.rs"]
#[expect(dead_code, reason = "blessing is the other target's")]
mod check;
#[path = "../golden/engine.rs"]
#[expect(dead_code, reason = "Node is the other target's")]
mod engine;
#[path = "../golden/normalise.rs"]
mod normalise;
