//! Which nodes mean something to the analysis.
//!
//! Owns: which identifiers are read and which assigned, and what a function uses. Doesn't own: what
//! opens scopes, which is in `statements` and `functions`.
//!
//! Invariant: parts are walked in the order in which they are evaluated, so far as that decides
//! whether a binding is initialised. The operands of an expression may come in any order: no
//! expression initialises a binding that another operand could see.

use std::cell::Cell;

use super::analyzer::{Analyzer, Special};
use crate::budget::Budget;
use crate::source::Span;
use crate::syntax::ast::class::Class;
use crate::syntax::ast::expression::{
    AwaitExpression, CallExpression, Expression, MemberExpression, SuperCallExpression,
    SuperMemberExpression, TaggedTemplate, UnaryExpression, UnaryOperator, YieldExpression,
};
use crate::syntax::ast::function::Function;
use crate::syntax::ast::module::{
    ExportDeclaration, ExportDefault, ExportLocal, ImportDeclaration,
};
use crate::syntax::ast::pattern::{AssignmentElement, BindingElement, DeclaredBy, PatternPart};
use crate::syntax::ast::statement::{
    Block, CatchClause, ForInStatement, ForOfStatement, ForStatement, Statement, SwitchStatement,
    VariableDeclaration, VariableKind, WithStatement,
};
use crate::syntax::ast::visit::{Rest, Visitor, walk_arguments, walk_expressions};
use crate::syntax::ast::{BindingIdentifier, IdentifierReference, Name, PrivateName, ScopeId};

impl<'a> Visitor<'a> for Analyzer<'a, '_> {
    fn budget(&self) -> Option<&Budget> {
        Some(self.budget)
    }

    // Statements

    fn visit_block(&mut self, block: &'a Block<'a>) {
        self.analyze_block(block, None);
    }

    fn visit_variable_declaration(&mut self, node: &'a VariableDeclaration<'a>) {
        self.analyze_variables(node);
    }

    /// Was walked when its scope was entered.
    fn visit_function_declaration(&mut self, _: &'a Function<'a>) {}

    fn visit_class_declaration(&mut self, class: &'a Class<'a>) {
        self.visit_class(class);
        if let Some(name) = class.name {
            self.initialize(name);
        }
    }

    fn visit_branch(&mut self, branch: Statement<'a>, scope: &'a Cell<ScopeId>) {
        self.analyze_branch(branch, scope);
    }

    fn visit_for(&mut self, node: &'a ForStatement<'a>) {
        self.analyze_for(node);
    }

    fn visit_for_in(&mut self, node: &'a ForInStatement<'a>) {
        self.analyze_for_in(node);
    }

    fn visit_for_of(&mut self, node: &'a ForOfStatement<'a>) {
        self.analyze_for_of(node);
    }

    fn visit_with(&mut self, node: &'a WithStatement<'a>) {
        self.analyze_with(node);
    }

    fn visit_switch(&mut self, node: &'a SwitchStatement<'a>) {
        self.analyze_switch(node);
    }

    fn visit_catch(&mut self, node: &'a CatchClause<'a>) {
        self.analyze_catch(node);
    }

    /// Imports are declared on entry; when they are initialised is another module's matter.
    fn visit_import(&mut self, _: &'a ImportDeclaration<'a>) {}

    fn visit_export_local(&mut self, node: &'a ExportLocal<'a>) {
        self.analyze_export_local(node);
    }

    fn visit_export_default(&mut self, node: &'a ExportDefault<'a>) {
        self.analyze_export_default(node);
    }

    fn visit_export_declaration(&mut self, node: &'a ExportDeclaration<'a>) {
        self.analyze_export_declaration(node);
    }

    // Expressions

    fn visit_identifier(&mut self, identifier: &'a IdentifierReference) {
        self.read(identifier);
    }

    fn visit_this(&mut self, _: Span) {
        self.use_special(Special::This);
    }

    fn visit_new_target(&mut self, _: Span) {
        self.use_special(Special::NewTarget);
    }

    fn visit_private_reference(&mut self, name: PrivateName) {
        self.use_private(name);
    }

    fn visit_member(&mut self, node: &'a MemberExpression<'a>) -> Rest<'a> {
        self.visit_property(&node.property);
        if let Expression::Identifier(object) = node.object {
            self.read_element_of(object);
            return None;
        }
        Some(node.object)
    }

    fn visit_call(&mut self, node: &'a CallExpression<'a>) -> Rest<'a> {
        walk_arguments(self, node.arguments);
        if let Expression::Identifier(callee) = node.callee.without_parentheses()
            && callee.name == Name::EVAL
            && !node.is_optional
        {
            self.note_direct_eval();
        }
        Some(self.walk_receiver(node.callee))
    }

    fn visit_tagged_template(&mut self, node: &'a TaggedTemplate<'a>) -> Rest<'a> {
        walk_expressions(self, node.template.expressions);
        Some(self.walk_receiver(node.tag))
    }

    fn visit_unary(&mut self, node: &'a UnaryExpression<'a>) -> Rest<'a> {
        Some(match node.operator {
            UnaryOperator::Delete => self.walk_receiver(node.argument),
            _ => node.argument,
        })
    }

    fn visit_await(&mut self, node: &'a AwaitExpression<'a>) -> Rest<'a> {
        self.note_await();
        Some(node.argument)
    }

    fn visit_yield(&mut self, node: &'a YieldExpression<'a>) -> Rest<'a> {
        self.note_yield();
        node.argument
    }

    fn visit_super_member(&mut self, node: &'a SuperMemberExpression<'a>) {
        self.use_special(Special::SuperProperty);
        self.visit_property(&node.property);
    }

    fn visit_super_call(&mut self, node: &'a SuperCallExpression<'a>) {
        self.use_special(Special::SuperCall);
        walk_arguments(self, node.arguments);
    }

    // Functions, classes, patterns

    fn visit_function(&mut self, function: &'a Function<'a>) {
        self.analyze_function(function);
    }

    fn visit_class(&mut self, class: &'a Class<'a>) {
        self.analyze_class(class);
    }

    /// The default is evaluated before the element is bound.
    fn visit_binding_element(
        &mut self,
        element: &'a BindingElement<'a>,
        by: DeclaredBy,
        part: PatternPart,
    ) {
        if let Some(default) = element.default {
            self.visit_expression(default);
        }
        self.visit_binding_pattern(element.pattern, by, part);
    }

    /// The name gets its value now. The names of a `var` are references.
    fn visit_binding_identifier(
        &mut self,
        identifier: &'a BindingIdentifier,
        by: DeclaredBy,
        _: PatternPart,
    ) {
        match by {
            DeclaredBy::Variable(VariableKind::Var) => {
                self.refer(identifier.name, &identifier.resolution, true);
            }
            _ => self.initialize(identifier),
        }
    }

    /// The default is evaluated before the target is assigned to.
    fn visit_target_element(&mut self, element: &'a AssignmentElement<'a>, part: PatternPart) {
        if let Some(default) = element.default {
            self.visit_expression(default);
        }
        self.visit_target(element.target, part);
    }

    fn visit_target_identifier(&mut self, identifier: &'a IdentifierReference, _: PatternPart) {
        self.write(identifier);
    }
}

impl<'a> Analyzer<'a, '_> {
    /// Walks the property of what is called, used as a tag or deleted, if it is a member expression.
    /// Gives what remains: the object is used as a whole then, not only for the property.
    fn walk_receiver(&mut self, callee: Expression<'a>) -> Expression<'a> {
        match callee.without_parentheses() {
            Expression::Member(member) => {
                self.visit_property(&member.property);
                member.object
            }
            _ => callee,
        }
    }
}
