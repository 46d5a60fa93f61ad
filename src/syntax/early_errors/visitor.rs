//! Which nodes have something to be checked, and where that is done.

use std::cell::Cell;

use super::Checker;
use crate::budget::Budget;
use crate::source::Span;
use crate::syntax::ast::class::{Class, ClassMethod};
use crate::syntax::ast::expression::{
    NumberLiteral, ObjectLiteral, RegExpLiteral, StringLiteral, SuperCallExpression,
    SuperMemberExpression, UnaryExpression,
};
use crate::syntax::ast::function::Function;
use crate::syntax::ast::module::{
    ExportDeclaration, ExportLocal, ImportAttribute, ImportDeclaration,
};
use crate::syntax::ast::pattern::{DeclaredBy, PatternPart};
use crate::syntax::ast::statement::{
    BreakStatement, ContinueStatement, ForTarget, LabelledStatement, Statement, SwitchCase,
    SwitchStatement, WithStatement,
};
use crate::syntax::ast::visit::{
    Rest, Visitor, walk_arguments, walk_for_target, walk_object, walk_switch_case, walk_with,
};
use crate::syntax::ast::{BindingIdentifier, IdentifierReference, ScopeId};

impl<'a> Visitor<'a> for Checker<'_> {
    fn budget(&self) -> Option<&Budget> {
        Some(self.budget)
    }

    // Statements

    fn visit_branch(&mut self, branch: Statement<'a>, _: &'a Cell<ScopeId>) {
        self.check_branch(branch);
    }

    fn visit_loop_body(&mut self, body: Statement<'a>) {
        self.check_loop_body(body);
    }

    fn visit_body(&mut self, body: Statement<'a>) {
        self.check_body(body);
    }

    fn visit_for_target(&mut self, target: &'a ForTarget<'a>) {
        walk_for_target(self, target);
        self.check_for_target(target);
    }

    fn visit_break(&mut self, node: &'a BreakStatement) {
        self.check_break(node);
    }

    fn visit_continue(&mut self, node: &'a ContinueStatement) {
        self.check_continue(node);
    }

    fn visit_with(&mut self, node: &'a WithStatement<'a>) {
        self.check_with(node);
        walk_with(self, node);
    }

    fn visit_switch(&mut self, node: &'a SwitchStatement<'a>) {
        self.check_switch(node);
    }

    fn visit_switch_case(&mut self, case: &'a SwitchCase<'a>) {
        self.forbid_using(case.statements, "a using declaration needs a block here");
        walk_switch_case(self, case);
    }

    fn visit_labelled(&mut self, node: &'a LabelledStatement<'a>) {
        self.check_labelled(node);
    }

    fn visit_import(&mut self, node: &'a ImportDeclaration<'a>) {
        self.check_import(node);
    }

    fn visit_import_attributes(&mut self, attributes: &'a [ImportAttribute<'a>]) {
        self.check_attributes(attributes);
    }

    fn visit_export_local(&mut self, node: &'a ExportLocal<'a>) {
        self.check_export_local(node);
    }

    fn visit_export_declaration(&mut self, node: &'a ExportDeclaration<'a>) {
        let declaration = std::slice::from_ref(&node.declaration);
        self.forbid_using(declaration, "a using declaration can't be exported");
        self.visit_statement(node.declaration);
    }

    // Expressions

    fn visit_identifier(&mut self, identifier: &'a IdentifierReference) {
        self.check_reference(identifier);
    }

    fn visit_new_target(&mut self, span: Span) {
        self.check_new_target(span);
    }

    fn visit_number(&mut self, literal: &'a NumberLiteral) {
        self.check_number(literal);
    }

    fn visit_string(&mut self, literal: &'a StringLiteral<'a>) {
        self.check_string(literal);
    }

    fn visit_regexp(&mut self, literal: &'a RegExpLiteral<'a>) {
        self.check_regular_expression(literal);
    }

    fn visit_object(&mut self, node: &'a ObjectLiteral<'a>) {
        self.check_prototype_keys(node);
        walk_object(self, node);
    }

    fn visit_unary(&mut self, node: &'a UnaryExpression<'a>) -> Rest<'a> {
        self.check_delete(node);
        Some(node.argument)
    }

    fn visit_super_member(&mut self, node: &'a SuperMemberExpression<'a>) {
        self.check_super_member(node);
        self.visit_property(&node.property);
    }

    fn visit_super_call(&mut self, node: &'a SuperCallExpression<'a>) {
        self.check_super_call(node);
        walk_arguments(self, node.arguments);
    }

    // Functions, classes, names

    fn visit_function(&mut self, function: &'a Function<'a>) {
        self.check_function(function);
    }

    fn visit_class(&mut self, class: &'a Class<'a>) {
        self.check_class(class);
    }

    fn visit_class_method(&mut self, method: &'a ClassMethod<'a>) {
        self.check_static_name(method);
        self.visit_key(&method.key);
        self.visit_function(method.function);
    }

    fn visit_binding_identifier(
        &mut self,
        identifier: &'a BindingIdentifier,
        by: DeclaredBy,
        part: PatternPart,
    ) {
        self.check_binding(identifier, by, part);
    }

    fn visit_target_identifier(&mut self, identifier: &'a IdentifierReference, part: PatternPart) {
        self.check_reference(identifier);
        self.check_assignable(identifier, part);
    }
}
