//! Labels, and the jumps that they are for.

use super::forms::both;
use super::lowerer::{Label, Lowerer};
use crate::interpreter::Part;
use crate::interpreter::nodes::statement::Breakable;
use crate::syntax::ast::Name;

impl<'a> Lowerer<'_, 'a> {
    /// A statement that only a labelled `break` can end early.
    pub(super) fn labelled_block(
        &mut self,
        names: Vec<Name>,
        lower: impl FnOnce(&mut Self) -> Part,
    ) -> Part {
        if names.is_empty() {
            return lower(self);
        }
        let number = self.new_number();
        self.labels.push(Label {
            names,
            number,
            is_loop: false,
            takes_break: false,
        });
        let body = lower(self);
        self.labels.pop();
        both!([body] => Breakable { body, number })
    }

    pub(super) fn find_label(&self, name: Option<Name>, continues: bool) -> u32 {
        let fits = |label: &&Label| match name {
            Some(name) => label.names.contains(&name),
            None if continues => label.is_loop,
            None => label.takes_break,
        };
        self.labels
            .iter()
            .rev()
            .find(fits)
            .map_or(0, |label| label.number)
    }
}
