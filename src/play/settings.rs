//! How the page is served.

use super::request::Limits;
use std::path::PathBuf;

/// The argument behind `minijs play` that makes a worker.
pub const WORKER: &str = "--worker";

/// How the page is served.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The port; 0 for any that is free.
    pub port: u16,
    /// A folder whose programs are offered.
    pub folder: Option<PathBuf>,
    /// Have a browser show the page.
    pub opens: bool,
    /// What each program may use.
    pub limits: Limits,
}
