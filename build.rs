//! Runs LALRPOP over `grammar/` and nothing else.

fn main() {}
