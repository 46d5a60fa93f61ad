//! `switch`.

use super::forms::both;
use super::lowerer::{Label, Lowerer, boxed};
use crate::coverage::What;
use crate::interpreter::nodes::local::{LocalGet, LocalSet};
use crate::interpreter::nodes::statement::Jump;
use crate::interpreter::nodes::switch::{Cases, Literals, Switch};
use crate::interpreter::{Completion, Part};
use crate::syntax::ast::Name;
use crate::syntax::ast::statement::SwitchStatement;

impl<'a> Lowerer<'_, 'a> {
    pub(super) fn switch(&mut self, node: &'a SwitchStatement<'a>, names: Vec<Name>) -> Part {
        let number = self.new_number();
        let (temporary, slot) = (self.reserve(1), self.reserve(1));
        let outer = self.scope;
        self.begin_statement(node.span.start, node.discriminant);
        let value = self.expression(node.discriminant);
        let discriminant = both!([value] => LocalSet { slot, value });
        let prologue = self.enter(node.scope.get());
        self.labels.push(Label {
            names,
            number,
            is_loop: false,
            takes_break: true,
        });
        let (mut tests, mut starts, mut statements) = (Vec::new(), Vec::new(), Vec::new());
        let (mut literals, mut default) = (Vec::new(), None);
        for case in node.cases {
            let start = statements.len() as u32;
            match case.test {
                Some(test) => {
                    literals.extend(self.literal_value(test).map(|literal| (literal, start)));
                    tests.push(self.expression(test));
                    starts.push(start);
                }
                None => default = Some(start),
            }
            statements.extend(self.counts(What::Case, case.span));
            self.statements(case.statements, &mut statements);
        }
        if let (None, Some(no_case)) = (default, self.counts(What::NoCase, node.span)) {
            // The last case doesn't fall through to it.
            statements.push(boxed(Jump(Completion::break_of(number))).into());
            default = Some(statements.len() as u32);
            statements.push(no_case);
        }
        self.labels.pop();
        self.scope = outer;
        let default = default.unwrap_or(statements.len() as u32);
        let literals = (literals.len() == tests.len()).then(|| Literals::new(literals));
        let value = boxed(LocalGet(slot));
        let switch = both!([tests, statements] => Switch {
            discriminant: value,
            cases: match literals {
                Some(literals) => Cases::Literals(literals),
                None => Cases::Tests(tests.into_iter().zip(starts).collect()),
            },
            default,
            statements: statements.into_boxed_slice(),
            number,
            temporary,
        });
        let mut parts = vec![discriminant];
        parts.extend(prologue);
        parts.push(switch);
        self.group(parts)
    }
}
