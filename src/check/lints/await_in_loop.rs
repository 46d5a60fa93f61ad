//! E12: a loop that waits in each round for what could be waited for at once.

use super::reads::{certainty, is_simple, mentions};
use crate::check::lint::{Lint, Report};
use crate::check::model::facts::{Key, Model};
use crate::check::model::names::inner;
use crate::check::model::parents::value_of;
use crate::diagnostics::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::expression::{
    AssignmentOperator, AwaitExpression, Expression, MemberProperty,
};
use crate::syntax::ast::pattern::AssignmentTarget;
use crate::syntax::ast::statement::{ForTarget, Statement};
use crate::syntax::ast::visit::for_each_name;

/// The lint.
pub const LINT: Lint = Lint {
    code: "E12",
    name: "await-in-loop",
    summary: "A loop waits in each round for something that no other round needs",
    why: "The rounds run one after the other, each for as long as its answer takes. `Promise.all` over \
          `map` starts them all and waits for the longest. The lint speaks only of loops that look \
          something up by the element and collect the answers: with anything else the order, or a limit \
          to how much happens at once, may be meant. Where there are very many elements a limit is.",
    before: "const pages = [];\nfor (const url of urls) {\n  pages.push(await fetch(url));\n}",
    after: "const pages = await Promise.all(urls.map(url => fetch(url)));",
    check: Some(check),
};

fn check<'a>(model: &Model<'a>, report: &mut Report<'_>) {
    for site in &model.loops {
        let node = site.node;
        let ForTarget::Variable(head) = node.target else {
            continue;
        };
        if node.is_await || !is_simple(node.iterable) {
            continue;
        }
        let mut keys = Vec::new();
        for declarator in head.declarators {
            for_each_name(declarator.pattern, &mut |name| {
                keys.extend(model.declared_key(name))
            });
        }
        let statements = match &node.body {
            Statement::Block(block) => block.statements,
            body => std::slice::from_ref(body),
        };
        let Some(wait) = only_wait(model, statements, &mut keys) else {
            continue;
        };
        let head = Span::new(node.span.start, node.span.start + 3);
        let diagnostic = Diagnostic::error(
            "Each round of this loop waits for its answer before the next one asks",
            Span::new(wait.start, wait.start + 5),
        )
        .with_label("waits in each round")
        .with_secondary(head, "no round uses what another one got")
        .with_note("`await Promise.all(x.map(async y => ...))` asks for all at once.");
        report.add(diagnostic);
    }
}

/// The one `await` of a body that looks up something by the element and collects it.
fn only_wait<'a>(
    model: &Model<'a>,
    statements: &'a [Statement<'a>],
    keys: &mut Vec<Key>,
) -> Option<Span> {
    let mut wait = None;
    for (index, statement) in statements.iter().enumerate() {
        let is_last = index + 1 == statements.len();
        match statement {
            Statement::Variable(declaration) if !is_last => {
                for declarator in declaration.declarators {
                    let value = declarator.initializer?;
                    match value.without_parentheses() {
                        Expression::Await(node) if wait.is_none() => {
                            wait = Some(lookup(model, node, keys)?);
                        }
                        _ if is_simple(value) => {}
                        _ => return None,
                    }
                    let names = &mut |name| keys.extend(model.declared_key(name));
                    for_each_name(declarator.pattern, names);
                }
            }
            Statement::Expression(node) if is_last => {
                let value = collected(model, inner(node.expression))?;
                match value.without_parentheses() {
                    Expression::Await(node) if wait.is_none() => {
                        wait = Some(lookup(model, node, keys)?);
                    }
                    _ if wait.is_some() && is_simple(value) => {}
                    _ => return None,
                }
            }
            _ => return None,
        }
    }
    wait
}

/// The place of an `await` of a call that looks something up by what belongs to the round.
fn lookup<'a>(model: &Model<'a>, node: &'a AwaitExpression<'a>, keys: &[Key]) -> Option<Span> {
    let Expression::Call(call) = node.argument.without_parentheses() else {
        return None;
    };
    certainty(model, call)?;
    let by_element = call
        .arguments
        .iter()
        .any(|part| mentions(model, value_of(part), keys));
    by_element.then_some(node.span)
}

/// What a statement adds to a collection: `list.push(x)`, `table[key] = x`.
fn collected<'a>(model: &Model<'a>, expression: Expression<'a>) -> Option<Expression<'a>> {
    match expression {
        Expression::Call(call) => match (model.method(call)?, call.arguments) {
            ((member, "push"), [value]) => {
                matches!(inner(member.object), Expression::Identifier(_)).then(|| value_of(value))
            }
            _ => None,
        },
        Expression::Assignment(node) => match node.target.without_parentheses() {
            AssignmentTarget::Member(member) => {
                let is_plain = node.operator == AssignmentOperator::Assign
                    && matches!(member.property, MemberProperty::Computed(_))
                    && matches!(inner(member.object), Expression::Identifier(_));
                is_plain.then_some(node.value)
            }
            _ => None,
        },
        _ => None,
    }
}
