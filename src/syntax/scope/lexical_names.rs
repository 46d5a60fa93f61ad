//! The names that statement lists declare for themselves, and the marks of them that the scan for vars
//! leaves on its way in.

use super::binding::BindingKind;
use crate::source::Span;
use crate::syntax::ast::statement::{Statement, VariableKind};
use crate::syntax::ast::visit::for_each_name;
use crate::syntax::ast::{BindingIdentifier, Name};

/// The statement without its labels.
pub(super) fn without_labels<'a>(statement: &Statement<'a>) -> Statement<'a> {
    let mut statement = *statement;
    while let Statement::Labelled(labelled) = statement {
        statement = labelled.body;
    }
    statement
}

/// Calls `act` for each name that a block's statement list declares for the block, in order.
pub(super) fn for_each_lexical_name<'a>(
    statements: &[Statement<'a>],
    act: &mut dyn FnMut(&'a BindingIdentifier),
) {
    for statement in statements {
        match without_labels(statement) {
            Statement::Variable(node) if node.kind != VariableKind::Var => {
                for declarator in node.declarators {
                    for_each_name(declarator.pattern, act);
                }
            }
            Statement::Function(node) => node.name.into_iter().for_each(&mut *act),
            Statement::Class(node) => node.name.into_iter().for_each(&mut *act),
            _ => {}
        }
    }
}

/// The kind of binding that a declaration with `let` or `const` makes.
pub(super) fn lexical_kind(kind: VariableKind) -> Option<BindingKind> {
    match kind {
        VariableKind::Var => None,
        VariableKind::Let => Some(BindingKind::Let),
        VariableKind::Const => Some(BindingKind::Const),
        VariableKind::Using | VariableKind::AwaitUsing => Some(BindingKind::Using),
    }
}

/// Whether a statement list declares names for the block that it is in.
pub(super) fn has_lexical_names(statements: &[Statement<'_>]) -> bool {
    statements
        .iter()
        .any(|statement| match without_labels(statement) {
            Statement::Variable(declaration) => declaration.kind != VariableKind::Var,
            Statement::Function(_) | Statement::Class(_) => true,
            _ => false,
        })
}

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
