//! Golden suites: programs beside what they are to print.
//!
//! A *case* is a program (`.js`, `.mjs`, `.cjs`) with its expected standard output in `NAME.out` beside
//! it, its expected standard error in `NAME.err` (no such file: nothing may be written there), and what is
//! piped into it in `NAME.in`. Its first comment lines may say more, see [`Directives`]. In Markdown a
//! block ` ```js ` that a block ` ```output ` follows is a case, too.
//!
//! An [`Engine`] runs cases: the command [`Minijs`], another one ([`Other`], such as `node`), or one of
//! your own. What is compared is what they print without what is different from machine to machine:
//! the folder of the case in paths, and the frames of stacks that are inside Node.
//!
//! ```no_run
//! use minijs::golden::{Minijs, Pretty, Look, Root, Run, Suite, run};
//! use std::path::Path;
//!
//! let suite = Suite::load(&[Root::named(Path::new("tests"))]).map_err(|all| all.join("\n"))?;
//! let engine = Minijs::new(Path::new("/usr/local/bin/minijs"))?;
//! let mut reporter = Pretty::new(std::io::stdout(), Look::default());
//! let summary = run(&suite.cases, &engine, &Run::default(), &mut reporter)?;
//! assert_eq!(summary.bad(), 0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Owns what a case is, how it is run and judged, and what is told of it. Does not own the command
//! line (`cli/test.rs`) nor what a worker does (`cli/worker.rs`): nothing here knows of the engine, which
//! is reached by way of processes alone. That is also what makes a case that crashes a case that failed.

mod case;
mod command_line;
mod compare;
mod diff;
mod directives;
mod discovery;
mod engine;
mod markdown;
mod normalise;
mod outcome;
#[cfg_attr(
    not(feature = "cli"),
    allow(dead_code, reason = "its other half is a part of the command")
)]
pub(crate) mod protocol;
mod report;
mod schedule;
mod text;
mod update;
mod watch;
mod workers;

pub use case::{Block, Case, Expected, Program};
pub use command_line::IN_A_CASE;
pub use compare::{Difference, Verdict, Written, details, judge};
pub use diff::{Kind, Line, diff, plain};
pub use directives::{Directives, Permission, words};
pub use discovery::{Root, Suite};
pub use engine::{Engine, Minijs, Other, TIME_LIMIT};
pub use outcome::{Exit, Outcome};
pub use report::{Ask, Github, Json, Junit, Look, Pretty, Report, Reporter, Summary, Tap};
pub use schedule::{Run, Writing, run};
pub use update::Update;
pub use watch::Watch;
