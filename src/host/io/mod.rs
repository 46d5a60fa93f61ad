//! What reaches outside of the process, behind traits.

pub mod files;
