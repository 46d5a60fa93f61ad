//! The executable tree and how it runs.
