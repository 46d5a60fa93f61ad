//! Tests in Rust: the conventions of the source tree.

mod tidy;
