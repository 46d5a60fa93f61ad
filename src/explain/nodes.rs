//! What a function's text has: its expressions, declarations and loops, without those of functions
//! inside.

use crate::budget::Budget;
use crate::source::Span;
use crate::syntax::ast::expression::Expression;
use crate::syntax::ast::function::{Function, FunctionBody};
use crate::syntax::ast::pattern::{AssignmentTarget, PatternPart};
use crate::syntax::ast::statement::{
    ForInStatement, ForOfStatement, ForStatement, Statement, VariableDeclaration,
    VariableDeclarator,
};
use crate::syntax::ast::visit::{
    Visitor, walk_class, walk_function, walk_function_body, walk_parameters, walk_statements,
    walk_target,
};
use crate::syntax::ast::{IdentifierReference, Program};

/// What a function has.
#[derive(Default)]
pub(super) struct Nodes<'a> {
    /// Each expression, the outer one before its parts.
    pub(super) expressions: Vec<Expression<'a>>,
    /// What is assigned to, if it is a variable.
    pub(super) targets: Vec<&'a IdentifierReference>,
    /// The variables that are declared.
    pub(super) declarators: Vec<&'a VariableDeclarator<'a>>,
    /// `for (of)`
    pub(super) loops_over: Vec<&'a ForOfStatement<'a>>,
    /// The places of all loops.
    pub(super) loops: Vec<Span>,
    /// The places of `throw`.
    pub(super) throws: Vec<Span>,
    /// The values of `return`, and whether there are some in functions inside.
    pub(super) returns: usize,
    /// The functions inside.
    pub(super) functions: Vec<&'a Function<'a>>,
    /// Whether functions inside are looked at, too.
    is_deep: bool,
}

impl<'a> Nodes<'a> {
    /// What is in a function, or at the top level.
    pub(super) fn of(program: &'a Program<'a>, function: Option<&'a Function<'a>>) -> Nodes<'a> {
        let mut nodes = Nodes::default();
        match function {
            Some(function) => {
                walk_parameters(&mut nodes, &function.parameters);
                walk_function_body(&mut nodes, &function.body);
                if let FunctionBody::Expression(_) = function.body {
                    nodes.returns += 1;
                }
            }
            None => walk_statements(&mut nodes, program.statements),
        }
        nodes
    }

    /// What is in a text, with all functions.
    pub(super) fn of_all(program: &'a Program<'a>) -> Nodes<'a> {
        let mut nodes = Nodes {
            is_deep: true,
            ..Nodes::default()
        };
        walk_statements(&mut nodes, program.statements);
        nodes
    }

    /// Whether two places are in one loop.
    pub(super) fn are_in_one_loop(&self, left: u32, right: u32) -> bool {
        let has = |span: &Span, at| span.start <= at && at < span.end;
        self.loops
            .iter()
            .any(|span| has(span, left) && has(span, right))
    }
}

impl<'a> Visitor<'a> for Nodes<'a> {
    fn budget(&self) -> Option<&Budget> {
        None
    }

    fn enter_statement(&mut self, statement: Statement<'a>) {
        match statement {
            Statement::Return(node) => self.returns += usize::from(node.argument.is_some()),
            Statement::Throw(node) => self.throws.push(node.span),
            Statement::While(node) => self.loops.push(node.span),
            Statement::DoWhile(node) => self.loops.push(node.span),
            _ => {}
        }
    }

    fn enter_expression(&mut self, expression: Expression<'a>) {
        self.expressions.push(expression);
    }

    fn visit_variable_declaration(&mut self, node: &'a VariableDeclaration<'a>) {
        for declarator in node.declarators {
            self.declarators.push(declarator);
            use crate::syntax::ast::pattern::DeclaredBy;
            let by = DeclaredBy::Variable(node.kind);
            self.visit_binding_pattern(declarator.pattern, by, PatternPart::Whole);
            if let Some(initializer) = declarator.initializer {
                self.visit_expression(initializer);
            }
        }
    }

    fn visit_for(&mut self, node: &'a ForStatement<'a>) {
        use crate::syntax::ast::statement::ForInit;
        self.loops.push(node.span);
        match node.init {
            Some(ForInit::Variable(head)) => self.visit_variable_declaration(head),
            Some(ForInit::Expression(init)) => self.visit_expression(init),
            None => {}
        }
        for part in [node.test, node.update].into_iter().flatten() {
            self.visit_expression(part);
        }
        self.visit_loop_body(node.body);
    }

    fn visit_for_in(&mut self, node: &'a ForInStatement<'a>) {
        self.loops.push(node.span);
        self.visit_for_target(&node.target);
        self.visit_expression(node.object);
        self.visit_loop_body(node.body);
    }

    fn visit_for_of(&mut self, node: &'a ForOfStatement<'a>) {
        self.loops.push(node.span);
        self.loops_over.push(node);
        self.visit_for_target(&node.target);
        self.visit_expression(node.iterable);
        self.visit_loop_body(node.body);
    }

    fn visit_target(&mut self, target: AssignmentTarget<'a>, part: PatternPart) {
        if let AssignmentTarget::Member(node) = target.without_parentheses() {
            self.expressions.push(Expression::Member(node));
        }
        walk_target(self, target, part);
    }

    fn visit_target_identifier(&mut self, identifier: &'a IdentifierReference, _: PatternPart) {
        self.targets.push(identifier);
        self.expressions.push(Expression::Identifier(identifier));
    }

    fn visit_function(&mut self, function: &'a Function<'a>) {
        self.functions.push(function);
        if self.is_deep {
            walk_function(self, function);
        }
    }

    fn visit_class(&mut self, class: &'a crate::syntax::ast::class::Class<'a>) {
        walk_class(self, class);
    }
}
