//! Scope analysis: which binding each identifier means, and where bindings live.
//!
//! Owns: the scopes of a text with their bindings, the resolution of every identifier, and what
//! each function uses (`this`, `arguments`, direct eval, ...). Doesn't own: early errors, though
//! it notes the conflicting declarations and undeclared private names that it meets; the layout
//! of frames and heap scopes, which is lowering's.
//!
//! Invariant: after [`analyze`], every `resolution` in the tree is filled, a scope's parent has a
//! smaller number than the scope, and `captured` is set on each binding that outlives or leaves
//! its activation.
//!
//! One walk does it. On entry to a scope all its names are declared, vars found by a scan of the
//! function's statements; then hoisted functions are walked, because that is when they come to
//! life, then the statements. A table has the innermost binding of each name, so a lookup
//! is one index, and the work is linear in the source. Whether a binding is initialised where it
//! is used is read off the order of the walk.

mod analyzer;
mod binding;
mod functions;
mod hoist;
mod lexical_names;
mod resolved;
mod statements;
#[cfg(test)]
mod tests;
mod tree;
mod var_scan;
mod visitor;

use crate::budget::Budget;
use crate::syntax::ast::Program;
use analyzer::Analyzer;

pub use binding::BindingKind;
pub use resolved::{BindingRef, Resolved};
pub use tree::{Conflict, ConflictKind, FunctionInfo, Scope, ScopeKind, Scopes};

/// Analyses a text whose free names are global: all goals, and of evals the indirect ones. The
/// outcome is worthless where the budget is spent.
#[must_use]
pub fn analyze(program: &Program<'_>, budget: &Budget) -> Scopes {
    Analyzer::new(program, false, budget).run(program)
}

/// Analyses the text of a direct eval: its free names are looked up by name at run time, in the
/// scopes around the call, which are all on the heap because they saw the eval coming.
#[must_use]
pub fn analyze_direct_eval(program: &Program<'_>, budget: &Budget) -> Scopes {
    Analyzer::new(program, true, budget).run(program)
}
