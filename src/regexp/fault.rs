//! Syntax errors of patterns, in V8's words.

/// A syntax error of a pattern, and where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// In V8's words.
    pub(crate) text: &'static str,
    /// Where reading ended, in code units of the pattern, or in code points with `u` or `v`.
    pub(crate) at: usize,
}

/// The result of reading a part of a pattern.
pub(super) type Check<T = ()> = Result<T, &'static str>;

/// The budget is spent: callers find that out and report nothing about the pattern.
pub(super) const STOPPED: &str = "Stopped";

pub(crate) const NOTHING_TO_REPEAT: &str = "Nothing to repeat";
pub(crate) const INVALID_QUANTIFIER: &str = "Invalid quantifier";
pub(super) const INCOMPLETE_QUANTIFIER: &str = "Incomplete quantifier";
pub(crate) const OUT_OF_ORDER: &str = "numbers out of order in {} quantifier";
pub(crate) const LONE_BRACKET: &str = "Lone quantifier brackets";
pub(crate) const UNTERMINATED_GROUP: &str = "Unterminated group";
pub(crate) const UNMATCHED_PARENTHESIS: &str = "Unmatched ')'";
pub(super) const TOO_MANY_GROUPS: &str = "Too many captures";
pub(super) const INVALID_GROUP: &str = "Invalid group";
pub(super) const INVALID_FLAG_GROUP: &str = "Invalid flag group";
pub(super) const REPEATED_FLAG: &str = "Repeated flag in flag group";
pub(super) const MULTIPLE_DASHES: &str = "Multiple dashes in flag group";
pub(super) const INVALID_NAME: &str = "Invalid capture group name";
pub(crate) const DUPLICATE_NAME: &str = "Duplicate capture group name";
pub(crate) const UNKNOWN_NAME: &str = "Invalid named capture referenced";
pub(super) const INVALID_REFERENCE: &str = "Invalid named reference";
pub(super) const ESCAPE_AT_END: &str = "\\ at end of pattern";
pub(crate) const INVALID_ESCAPE: &str = "Invalid escape";
pub(super) const INVALID_DECIMAL_ESCAPE: &str = "Invalid decimal escape";
pub(super) const INVALID_UNICODE_ESCAPE: &str = "Invalid Unicode escape";
pub(crate) const INVALID_PROPERTY: &str = "Invalid property name";
pub(crate) const INVALID_CLASS_PROPERTY: &str = "Invalid property name in character class";
pub(super) const UNTERMINATED_CLASS: &str = "Unterminated character class";
pub(crate) const RANGE_OUT_OF_ORDER: &str = "Range out of order in character class";
pub(super) const INVALID_CLASS: &str = "Invalid character class";
pub(super) const INVALID_OPERATION: &str = "Invalid set operation in character class";
pub(super) const INVALID_CHARACTER: &str = "Invalid character in character class";
pub(super) const NEGATED_STRINGS: &str = "Negated character class may contain strings";
/// Classes are nested too deeply.
pub(crate) const TOO_LARGE: &str = "Regular expression too large";
