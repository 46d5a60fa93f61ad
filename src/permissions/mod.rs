//! What a program may touch of the outside: what is asked, what was granted, what a refusal says.
//!
//! Pure policy. Owns the rules and the words of refusals. Does not own the ways out of the process, which
//! ask here: files are named by their path without links (`host/io/guarded` finds it), hosts by name
//! and port and once more by the address that the name has led to.
//!
//! | file | what |
//! | --- | --- |
//! | `policy` | [`Permissions`]: what was allowed and denied; denials win |
//! | `kinds` | [`Permission`]: what there is to allow |
//! | `rules` | what a rule names, and what it is about |
//! | `access` | [`Access`]: the policy of a running program, with what it imports |
//! | `denied` | [`Denied`]: a refusal |

mod access;
mod denied;
mod kinds;
mod policy;
mod rules;
#[cfg(test)]
mod tests;

pub use access::Access;
pub use denied::Denied;
pub use kinds::Permission;
pub use policy::Permissions;
