//! The pattern of one component: a text to a regular expression.

use super::canonicalize::Canonicalize;
use super::component::{Compiled, Invalid, Matches};
use super::part::{Options, Part};
use super::{generate, parts};
use crate::budget::Budget;

/// [Compiles a component](https://urlpattern.spec.whatwg.org/#compile-a-component).
pub(super) fn compile(
    input: &str,
    canonicalize: Canonicalize,
    options: Options,
    budget: &Budget,
) -> Result<Compiled, Invalid> {
    let parts = parts::parse(input, options, canonicalize, budget)?;
    let (regexp, names) = generate::regexp(&parts, options);
    Ok(Compiled {
        pattern: generate::pattern(&parts, options),
        regexp,
        ignore_case: options.ignore_case,
        names,
        has_regexp_groups: parts.iter().any(Part::is_regexp),
    })
}

/// [Whether a protocol may be a special scheme](https://urlpattern.spec.whatwg.org/#protocol-component-matches-a-special-scheme).
pub(super) fn matches_special(protocol: &Compiled, matches: Matches<'_>) -> bool {
    const SPECIAL: [&str; 6] = ["http", "https", "ws", "wss", "ftp", "file"];
    SPECIAL.iter().any(|scheme| matches(protocol, scheme))
}
