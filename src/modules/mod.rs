//! Modules: what a specifier means, and what is known of the files that it leads to.

pub mod resolution;
