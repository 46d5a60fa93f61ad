//! Which parts of programs ran: what there is to count in a text, the counters, and the reports.
//!
//! [`Plan`] lists the statements, functions and branches of a text. Lowering makes it for each text that
//! a [`Recording`] wants, and wraps the nodes of what is listed in ones that count. When a program
//! has ended, [`Recording::finish`] gives plain data, which [`Collected`] adds up over any number of
//! runs, and [`Report`] makes lines and percentages of; `text`, `lcov` and `html` show a report.
//!
//! Doesn't own: the walk that makes a plan and the wrapping (`lower`), the node that counts
//! (`interpreter`), which files are asked for, and where a report goes.
//!
//! What counts is what users of Istanbul and of Node's own coverage are used to:
//!
//! - A *line* is covered if a statement that begins on it ran. A declaration counts by what initializes it;
//!   functions, blocks, directives and imports are no statements.
//! - A *function* is covered if its body was entered: a generator's when it is first resumed.
//! - A *branch* is a place with ways to go on (*arms*), each of which is covered or not: both sides of an
//!   `if`, also of one without `else`; both values of `?:`; each operand of a chain of `&&`, `||`
//!   and `??`, or of a logical assignment; each case of a `switch`, however it is entered, and where
//!   there is no `default`, that none was entered; a default value; what follows a `?.`. The last two
//!   have a single arm, as has each operand: what may never have run is counted, not that it
//!   was left out once.

mod files;
pub(crate) mod html;
mod ignored;
pub(crate) mod lcov;
mod percent;
mod plan;
pub(crate) mod raw;
mod recording;
mod report;
#[cfg(test)]
mod tests;
pub(crate) mod text;

pub use plan::{BranchKind, Plan, PlanBuilder, Probe, What};
pub use recording::{CountedText, Counter, FileCounts, Recording};
pub(crate) use report::{Collected, Report};
