//! Whether an expression is a promise, and whether that can be rejected.
//!
//! Invariant: 'yes' is certain, for programs that don't replace built-ins. 'No' means nothing.

use super::facts::{Definition, Model};
use super::names::inner;
use super::parents::{for_each_part, value_of};
use crate::syntax::ast::FunctionId;
use crate::syntax::ast::expression::{ArrayElement, CallExpression, Expression};
use crate::syntax::ast::function::{Function, FunctionBody};
use crate::syntax::ast::pattern::BindingPattern;
use crate::syntax::ast::statement::Statement;

/// How many steps a value is followed.
const MOST_STEPS: u32 = 8;

/// Methods of `fs/promises` that don't give a promise.
const NOT_PROMISES: [&str; 3] = ["watch", "constants", "FileHandle"];

impl<'a> Model<'a> {
    /// Whether the value of an expression in a function is a promise, for certain.
    pub fn is_promise(&self, expression: Expression<'a>, place: Option<FunctionId>) -> bool {
        self.is_promise_within(expression, place, MOST_STEPS)
    }

    fn is_promise_within(
        &self,
        expression: Expression<'a>,
        place: Option<FunctionId>,
        steps: u32,
    ) -> bool {
        let Some(steps) = steps.checked_sub(1) else {
            return false;
        };
        match inner(expression) {
            Expression::Call(call) => self.gives_promise(call, place, steps),
            Expression::New(node) => self.is_global(node.callee, "Promise"),
            Expression::ImportCall(_) => true,
            Expression::Conditional(node) => [node.consequent, node.alternate]
                .into_iter()
                .all(|branch| self.is_promise_within(branch, place, steps)),
            Expression::Sequence(node) => node
                .expressions
                .last()
                .is_some_and(|last| self.is_promise_within(*last, place, steps)),
            Expression::Assignment(node) => {
                node.operator == crate::syntax::ast::expression::AssignmentOperator::Assign
                    && self.is_promise_within(node.value, place, steps)
            }
            Expression::Identifier(_) => self.facts_of(expression).is_some_and(|facts| {
                !facts.definitions.is_empty()
                    && facts.definitions.iter().all(|definition| match definition {
                        Definition::Value(value) => self.is_promise_within(*value, place, steps),
                        _ => false,
                    })
            }),
            _ => false,
        }
    }

    fn gives_promise(
        &self,
        call: &CallExpression<'a>,
        place: Option<FunctionId>,
        steps: u32,
    ) -> bool {
        if let Some(function) = self.called(call, place) {
            return self.returns_promise(function, steps);
        }
        if let Some(name) = self.promise_static(call) {
            return matches!(
                name,
                "all" | "allSettled" | "any" | "race" | "resolve" | "reject" | "try"
            );
        }
        if let Some((member, "then" | "catch" | "finally")) = self.method(call) {
            return self.is_promise_within(member.object, place, steps);
        }
        if self.is_global(call.callee, "fetch") {
            return true;
        }
        match self.imported(call.callee) {
            Some(("fs/promises", Some(name))) => !NOT_PROMISES.contains(&name),
            Some(("timers/promises", Some(name))) => {
                matches!(name, "setTimeout" | "setImmediate")
            }
            Some(("stream/promises", Some(name))) => matches!(name, "pipeline" | "finished"),
            Some(("dns/promises", Some(name))) => {
                name.starts_with("resolve") || name.starts_with("lookup")
            }
            Some(("events", Some(name))) => name == "once",
            _ => self.is_promisified(call.callee),
        }
    }

    /// Whether a function is what `util.promisify` gave.
    fn is_promisified(&self, callee: Expression<'a>) -> bool {
        let made = match inner(callee) {
            Expression::Identifier(_) => {
                let facts = self.facts_of(callee);
                match facts.and_then(|facts| self.only_definition(facts)) {
                    Some(Definition::Value(value)) => inner(value),
                    _ => return false,
                }
            }
            callee => callee,
        };
        matches!(made, Expression::Call(call)
            if self.imported(call.callee) == Some(("util", Some("promisify"))))
    }

    /// Whether each call of a function gives a promise.
    fn returns_promise(&self, function: &'a Function<'a>, steps: u32) -> bool {
        if function.is_generator {
            return false;
        }
        if function.is_async {
            return true;
        }
        let id = function.id.get();
        let returns = &self.function(id).returns;
        !returns.is_empty()
            && ends_with_return(function)
            && returns.iter().all(|way| {
                way.value
                    .is_some_and(|value| self.is_promise_within(value, Some(id), steps))
            })
    }

    /// Whether a promise is never rejected, as far as can be seen: what would be is caught, or
    /// nothing in it fails.
    pub fn is_never_rejected(&self, expression: Expression<'a>, place: Option<FunctionId>) -> bool {
        self.is_never_rejected_within(expression, place, MOST_STEPS)
    }

    fn is_never_rejected_within(
        &self,
        expression: Expression<'a>,
        place: Option<FunctionId>,
        steps: u32,
    ) -> bool {
        let Some(steps) = steps.checked_sub(1) else {
            return false;
        };
        match inner(expression) {
            Expression::Call(call) => match self.called(call, place) {
                Some(function) if function.is_async => self.catches_all_within(function, steps),
                Some(function) => {
                    let id = function.id.get();
                    let returns = &self.function(id).returns;
                    returns.iter().all(|way| {
                        way.value.is_some_and(|value| {
                            self.is_never_rejected_within(value, Some(id), steps)
                        })
                    })
                }
                None => match self.promise_static(call) {
                    Some("allSettled") => true,
                    Some("all" | "race") => {
                        call.arguments.iter().all(|list| match value_of(list) {
                            Expression::Array(list) => list.elements.iter().all(|element| {
                                matches!(element, ArrayElement::Expression(value)
                                    if is_literal(*value)
                                        || self.is_never_rejected_within(*value, place, steps))
                            }),
                            _ => false,
                        })
                    }
                    Some("resolve") => call
                        .arguments
                        .iter()
                        .all(|argument| is_literal(value_of(argument).without_parentheses())),
                    Some(_) => false,
                    None => self.imported(call.callee).is_some_and(|(module, _)| {
                        // It is rejected only when it is aborted.
                        module == "timers/promises" && call.arguments.len() < 3
                    }),
                },
            },
            Expression::New(node) => match node.arguments {
                [executor] => match value_of(executor).without_parentheses() {
                    Expression::Function(executor) => self.only_resolves(executor),
                    _ => false,
                },
                _ => false,
            },
            Expression::Identifier(_) => self.facts_of(expression).is_some_and(|facts| {
                !facts.definitions.is_empty()
                    && facts.definitions.iter().all(|definition| match definition {
                        Definition::Value(value) => {
                            self.is_never_rejected_within(*value, place, steps)
                        }
                        _ => false,
                    })
            }),
            _ => false,
        }
    }

    /// Whether an executor takes no `reject` and throws nothing itself.
    fn only_resolves(&self, executor: &'a Function<'a>) -> bool {
        let ([_] | []) = executor.parameters.items else {
            return false;
        };
        !executor.is_async && !self.function(executor.id.get()).throws
    }

    /// Whether a call gives a promise a handler for rejections.
    pub fn takes_rejections(&self, call: &CallExpression<'a>) -> bool {
        match self.method(call) {
            Some((_, "catch")) => !call.arguments.is_empty(),
            Some((_, "then")) => call.arguments.len() >= 2,
            _ => false,
        }
    }

    /// Whether an async function does all that can fail in a `try` whose handler can't.
    pub fn catches_all(&self, function: &'a Function<'a>) -> bool {
        self.catches_all_within(function, MOST_STEPS)
    }

    fn catches_all_within(&self, function: &'a Function<'a>, steps: u32) -> bool {
        let has_plain_parameters = function.parameters.items.iter().all(|item| {
            item.default.is_none() && matches!(item.pattern, BindingPattern::Identifier(_))
        });
        let place = Some(function.id.get());
        let is_harmless = |value| self.is_harmless(value, place, steps);
        let block = match function.body {
            FunctionBody::Block(block) => block,
            FunctionBody::Expression(value) => return has_plain_parameters && is_harmless(value),
        };
        has_plain_parameters
            && block.statements.iter().all(|statement| match statement {
                Statement::Try(node) => node
                    .handler
                    .is_some_and(|handler| !handler.body.statements.iter().any(may_fail_again)),
                Statement::Variable(node) => node.declarators.iter().all(|declarator| {
                    matches!(declarator.pattern, BindingPattern::Identifier(_))
                        && declarator.initializer.is_none_or(is_harmless)
                }),
                Statement::Expression(node) => is_harmless(node.expression),
                Statement::Return(node) => node.argument.is_none_or(is_harmless),
                Statement::Empty(_) | Statement::Function(_) => true,
                _ => false,
            })
    }

    /// Whether evaluating an expression fails at most for names that aren't there: it waits for what
    /// isn't rejected, and prints.
    fn is_harmless(
        &self,
        expression: Expression<'a>,
        place: Option<FunctionId>,
        steps: u32,
    ) -> bool {
        let mut pending = vec![expression];
        while let Some(expression) = pending.pop() {
            match expression {
                Expression::Number(_)
                | Expression::String(_)
                | Expression::Boolean(_)
                | Expression::Null(_)
                | Expression::Identifier(_)
                | Expression::Function(_) => {}
                Expression::Template(_)
                | Expression::Array(_)
                | Expression::Object(_)
                | Expression::Parenthesized(_) => {
                    for_each_part(expression, &mut |part| pending.push(part));
                }
                Expression::Await(node) => {
                    if !self.is_never_rejected_within(node.argument, place, steps) {
                        pending.push(node.argument);
                    }
                }
                Expression::Call(call) => {
                    let prints = self
                        .method(call)
                        .is_some_and(|(member, _)| self.is_global(member.object, "console"));
                    if !prints {
                        return false;
                    }
                    pending.extend(call.arguments.iter().map(value_of));
                }
                _ => return false,
            }
        }
        true
    }
}

/// Whether a function that isn't an arrow with a value can't fall off its end.
fn ends_with_return(function: &Function<'_>) -> bool {
    match function.body {
        FunctionBody::Expression(_) => true,
        FunctionBody::Block(block) => {
            matches!(
                block.statements.last(),
                Some(Statement::Return(_) | Statement::Throw(_))
            )
        }
    }
}

/// Whether a statement of a handler raises what was caught, or waits for something else.
fn may_fail_again(statement: &Statement<'_>) -> bool {
    match statement {
        Statement::Throw(_) => true,
        Statement::If(node) => {
            may_fail_again(&node.consequent)
                || node.alternate.as_ref().is_some_and(|other| match other {
                    // A chain of `else if` may be long.
                    Statement::If(_) => true,
                    other => may_fail_again(other),
                })
        }
        Statement::Block(block) => block.statements.iter().any(|part| {
            matches!(
                part,
                Statement::Throw(_) | Statement::If(_) | Statement::Block(_)
            )
        }),
        Statement::Expression(node) => matches!(inner(node.expression), Expression::Await(_)),
        _ => false,
    }
}

fn is_literal(expression: Expression<'_>) -> bool {
    matches!(
        expression,
        Expression::Number(_)
            | Expression::String(_)
            | Expression::Boolean(_)
            | Expression::Null(_)
            | Expression::Array(_)
    )
}
