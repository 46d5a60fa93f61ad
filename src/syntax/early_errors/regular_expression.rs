//! Regular expression literals.
use super::Checker;
use crate::syntax::ast::expression::RegExpLiteral;
impl<'p> Checker<'p> {
    pub(super) fn check_regular_expression(&mut self, _literal: &RegExpLiteral<'_>) {}
}
