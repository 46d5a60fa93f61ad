//! The lexical names around a statement, while a function is scanned for vars.

use crate::source::Span;
use crate::syntax::ast::Name;

/// The lexical names of the blocks around the statement that is scanned.
pub(super) struct LexicalMarks {
    /// For each name one more than the index of its innermost mark; 0 for none.
    innermost: Vec<u32>,
    stack: Vec<Mark>,
}

#[derive(Clone, Copy)]
struct Mark {
    name: Name,
    span: Span,
    /// The mark that this one hides, in the same way.
    outer: u32,
    /// A plain catch parameter, which a var may go through.
    is_catch_parameter: bool,
}

impl LexicalMarks {
    pub(super) fn new(names: usize) -> Self {
        Self {
            innermost: vec![0; names],
            stack: Vec::new(),
        }
    }

    /// Marks a name as declared in the innermost block.
    pub(super) fn push(&mut self, name: Name, span: Span, is_catch_parameter: bool) {
        let innermost = &mut self.innermost[name.0 as usize];
        self.stack.push(Mark {
            name,
            span,
            outer: *innermost,
            is_catch_parameter,
        });
        *innermost = self.stack.len() as u32;
    }

    /// How many marks there are now.
    pub(super) fn len(&self) -> usize {
        self.stack.len()
    }

    /// Takes back the marks from the given one on.
    pub(super) fn truncate(&mut self, length: usize) {
        for mark in self.stack.drain(length..).rev() {
            self.innermost[mark.name.0 as usize] = mark.outer;
        }
    }

    /// The declaration that a var of the name would meet on its way out.
    pub(super) fn obstacle(&self, name: Name) -> Option<Span> {
        let mut at = self.innermost[name.0 as usize];
        while at != 0 {
            let mark = self.stack[at as usize - 1];
            if !mark.is_catch_parameter {
                return Some(mark.span);
            }
            at = mark.outer;
        }
        None
    }
}
