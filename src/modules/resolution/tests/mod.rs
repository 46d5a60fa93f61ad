//! What was seen on Node 24, over files that are made up.

mod named_exports;
mod packages;
mod seen;
