//! Regular expression literals: whether the pattern is valid, which `regexp` finds out. The flags are
//! checked by the lexer.

use super::Checker;
use crate::regexp::check;
use crate::regexp::fault::{
    DUPLICATE_NAME, INVALID_CLASS_PROPERTY, INVALID_ESCAPE, INVALID_PROPERTY, INVALID_QUANTIFIER,
    LONE_BRACKET, NOTHING_TO_REPEAT, OUT_OF_ORDER, RANGE_OUT_OF_ORDER, TOO_LARGE, UNKNOWN_NAME,
    UNMATCHED_PARENTHESIS, UNTERMINATED_GROUP,
};
use crate::regexp::flags::Flags;
use crate::syntax::ast::expression::RegExpLiteral;

impl<'p> Checker<'p> {
    pub(super) fn check_regular_expression(&mut self, literal: &RegExpLiteral<'_>) {
        let (pattern, flags) = (literal.pattern, literal.flags);
        let known = Flags::parse(flags.encode_utf16());
        let mode = known.unwrap_or_default().mode();
        let points: Vec<u32> = match mode.unicode {
            true => pattern.chars().map(u32::from).collect(),
            false => pattern.encode_utf16().map(u32::from).collect(),
        };
        if let Err(fault) = check(&points, mode, self.budget) {
            let fault = fault.text;
            let message = format!("Invalid regular expression: /{pattern}/{flags}: {fault}");
            self.error(literal.span, message, explanation(fault));
        }
    }
}

/// The fault in plain words.
fn explanation(fault: &str) -> &'static str {
    match fault {
        NOTHING_TO_REPEAT => {
            "a quantifier such as `*` or `{2}` stands behind nothing it could repeat"
        }
        INVALID_QUANTIFIER => "what looks around without matching anything can't be repeated",
        UNTERMINATED_GROUP => "a `(` has no `)`",
        UNMATCHED_PARENTHESIS => "a `)` has no `(`",
        DUPLICATE_NAME => "two groups that can both match have the same name",
        UNKNOWN_NAME => "`\\k<name>` names a group that the pattern doesn't have",
        OUT_OF_ORDER => "the first number of `{a,b}` is greater than the second",
        RANGE_OUT_OF_ORDER => "the first character of a range comes after the second",
        LONE_BRACKET => "with the flags `u` and `v`, a literal bracket needs a backslash",
        INVALID_ESCAPE => {
            "there is no such escape; with `u` and `v` other characters can't have one"
        }
        INVALID_PROPERTY | INVALID_CLASS_PROPERTY => "Unicode has no such property",
        TOO_LARGE => "the pattern is nested too deeply",
        _ => "the pattern is not a valid regular expression",
    }
}
