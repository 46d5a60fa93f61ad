//! What is counted in a text: the walk that makes its plan.

use crate::budget::Budget;
use crate::coverage::{BranchKind, Plan, PlanBuilder, Probe, What};
use crate::source::Span;
use crate::syntax::ast::class::{Class, ClassElement, ClassMethod};
use crate::syntax::ast::expression::{
    AssignmentExpression, AssignmentOperator, Expression, LogicalExpression, MemberProperty,
    ObjectMember, PropertyKey,
};
use crate::syntax::ast::function::{Function, FunctionBody, FunctionKind};
use crate::syntax::ast::module::ExportDefaultValue;
use crate::syntax::ast::pattern::{
    AssignmentElement, AssignmentTarget, BindingElement, BindingPattern, DeclaredBy, PatternPart,
};
use crate::syntax::ast::statement::{
    ForInit, ForTarget, IfStatement, Statement, SwitchStatement, VariableDeclaration,
};
use crate::syntax::ast::visit::{
    Visitor, walk_class, walk_function, walk_function_body, walk_statements,
};
use crate::syntax::ast::{Goal, Name, Names, Program, StringValue};
use rustc_hash::{FxHashMap, FxHashSet};

/// The plan of a text, and where its counters belong.
pub(super) fn plan(program: &Program<'_>) -> (Plan, FxHashMap<Probe, u32>) {
    let mut walk = Walk {
        plan: PlanBuilder::default(),
        names: &program.names,
        names_of_functions: FxHashMap::default(),
        inner: FxHashSet::default(),
        directives: FxHashSet::default(),
    };
    match (program.goal, program.functions.first()) {
        (Goal::CommonJs, Some(wrapper)) => {
            walk.directives_of(wrapper);
            walk_function_body(&mut walk, &wrapper.body);
        }
        _ => {
            walk.note_directives(program.statements);
            walk_statements(&mut walk, program.statements);
        }
    }
    walk.plan.finish()
}

struct Walk<'p, 'a> {
    plan: PlanBuilder,
    names: &'p Names<'a>,
    /// What functions without names of their own are named after, by place.
    names_of_functions: FxHashMap<Span, String>,
    /// The logical expressions that are operands of others.
    inner: FxHashSet<Span>,
    directives: FxHashSet<Span>,
}

impl<'a> Walk<'_, 'a> {
    /// Notes the directives that statements begin with: they aren't run.
    fn note_directives(&mut self, statements: &[Statement<'a>]) {
        for statement in statements {
            match statement {
                Statement::Expression(node) if matches!(node.expression, Expression::String(_)) => {
                    self.directives.insert(node.span);
                }
                _ => return,
            }
        }
    }

    fn directives_of(&mut self, function: &Function<'a>) {
        if let FunctionBody::Block(block) = function.body {
            self.note_directives(block.statements);
        }
    }

    /// Names the function that an expression is, if it has no name of its own.
    fn name(&mut self, value: Expression<'a>, name: impl FnOnce(&Names<'a>) -> Option<String>) {
        if let Expression::Function(function) = value.without_parentheses()
            && function.name.is_none()
            && let Some(name) = name(self.names)
        {
            self.names_of_functions.insert(function.span, name);
        }
    }

    fn name_of_key(names: &Names<'a>, key: &PropertyKey<'a>) -> Option<String> {
        match key {
            PropertyKey::Name(name) => Some(names.text(name.name).to_string()),
            PropertyKey::String(literal) => match literal.value {
                StringValue::Utf8(text) => Some(text.to_string()),
                StringValue::Utf16(_) => None,
            },
            PropertyKey::Private(name) => Some(format!("#{}", names.text(name.name))),
            PropertyKey::Number(_) | PropertyKey::BigInt(_) | PropertyKey::Computed(..) => None,
        }
    }

    fn name_method(&mut self, key: &PropertyKey<'a>, function: &Function<'a>) {
        let Some(name) = Walk::name_of_key(self.names, key) else {
            return;
        };
        let name = match function.kind {
            FunctionKind::Getter => format!("get {name}"),
            FunctionKind::Setter => format!("set {name}"),
            _ => name,
        };
        self.names_of_functions.insert(function.span, name);
    }

    /// The variables of a declaration that are initialized.
    fn declaration(&mut self, node: &VariableDeclaration<'a>) {
        for declarator in node.declarators {
            let Some(initializer) = declarator.initializer else {
                continue;
            };
            self.plan.statement(declarator.span);
            if let BindingPattern::Identifier(identifier) = declarator.pattern {
                self.name_after(initializer, identifier.name);
            }
        }
    }

    fn name_after(&mut self, value: Expression<'a>, name: Name) {
        self.name(value, |names| Some(names.text(name).to_string()));
    }

    fn if_statement(&mut self, node: &IfStatement<'a>) {
        let nothing = Span::empty(node.span.start);
        let alternate = node.alternate.map_or(nothing, |it| it.span());
        let arms = [
            (What::Then, node.span, node.consequent.span()),
            (What::Else, node.span, alternate),
        ];
        self.plan.branch(BranchKind::If, node.span, &arms);
    }

    fn switch(&mut self, node: &SwitchStatement<'a>) {
        let cases = node.cases.iter();
        let mut arms: Vec<_> = cases
            .map(|case| (What::Case, case.span, case.span))
            .collect();
        if node.cases.iter().all(|case| case.test.is_some()) {
            arms.push((What::NoCase, node.span, Span::empty(node.span.start)));
        }
        self.plan.branch(BranchKind::Switch, node.span, &arms);
    }

    /// A chain of logical operators is one branch over all of its operands.
    fn logical(&mut self, node: &'a LogicalExpression<'a>) {
        if self.inner.contains(&node.span) {
            return;
        }
        let mut waiting = vec![node.right, node.left];
        let mut arms = Vec::new();
        while let Some(operand) = waiting.pop() {
            match operand.without_parentheses() {
                Expression::Logical(inner) => {
                    self.inner.insert(inner.span);
                    waiting.extend([inner.right, inner.left]);
                }
                _ => arms.push((What::Operand, operand.span(), operand.span())),
            }
        }
        self.plan.branch(BranchKind::Logical, node.span, &arms);
    }

    fn assignment(&mut self, node: &AssignmentExpression<'a>) {
        match node.target.without_parentheses() {
            AssignmentTarget::Identifier(target) => self.name_after(node.value, target.name),
            AssignmentTarget::Member(target) => {
                if let MemberProperty::Name(name) = target.property {
                    self.name_after(node.value, name.name);
                }
            }
            _ => {}
        }
        if let AssignmentOperator::Logical(_) = node.operator {
            let parts = [node.target.span(), node.value.span()];
            let arms = parts.map(|part| (What::Operand, part, part));
            self.plan.branch(BranchKind::Logical, node.span, &arms);
        }
    }

    fn default_value(&mut self, default: Expression<'a>) {
        let span = default.span();
        let arm = (What::Default, span, span);
        self.plan.branch(BranchKind::Default, span, &[arm]);
    }

    /// `object?.rest`, where `whole` goes on behind the link.
    fn link(&mut self, object: Expression<'a>, whole: Span) {
        let place = object.span();
        let rest = Span::new(place.end, whole.end);
        let arm = (What::Link, place, rest);
        self.plan.branch(BranchKind::OptionalChain, rest, &[arm]);
    }
}

impl<'a> Visitor<'a> for Walk<'_, 'a> {
    fn budget(&self) -> Option<&Budget> {
        None
    }

    fn enter_statement(&mut self, statement: Statement<'a>) {
        match statement {
            Statement::Variable(node) => return self.declaration(node),
            Statement::For(node) => {
                if let Some(ForInit::Variable(declaration)) = node.init {
                    self.declaration(declaration);
                }
            }
            Statement::ForIn(node) => {
                if let ForTarget::Variable(declaration) = node.target {
                    self.declaration(declaration);
                }
            }
            Statement::If(node) => self.if_statement(node),
            Statement::Switch(node) => self.switch(node),
            Statement::Expression(node) if self.directives.contains(&node.span) => return,
            Statement::ExportDefault(node) => match node.value {
                ExportDefaultValue::Function(_) => return,
                ExportDefaultValue::Class(_) => {}
                ExportDefaultValue::Expression(value) => self.name_after(value, Name::DEFAULT),
            },
            Statement::Block(_)
            | Statement::Function(_)
            | Statement::Empty(_)
            | Statement::Labelled(_)
            | Statement::Import(_)
            | Statement::ExportLocal(_)
            | Statement::ExportFrom(_)
            | Statement::ExportAll(_)
            | Statement::ExportDeclaration(_) => return,
            Statement::Class(_)
            | Statement::Expression(_)
            | Statement::ForOf(_)
            | Statement::While(_)
            | Statement::DoWhile(_)
            | Statement::Continue(_)
            | Statement::Break(_)
            | Statement::Return(_)
            | Statement::With(_)
            | Statement::Throw(_)
            | Statement::Try(_)
            | Statement::Debugger(_) => {}
        }
        self.plan.statement(statement.span());
    }

    fn enter_expression(&mut self, expression: Expression<'a>) {
        match expression {
            Expression::Logical(node) => self.logical(node),
            Expression::Assignment(node) => self.assignment(node),
            Expression::Conditional(node) => {
                let arms = [
                    (What::Then, node.span, node.consequent.span()),
                    (What::Else, node.span, node.alternate.span()),
                ];
                self.plan.branch(BranchKind::Conditional, node.span, &arms);
            }
            Expression::Member(node) if node.is_optional => self.link(node.object, node.span),
            Expression::Call(node) if node.is_optional => self.link(node.callee, node.span),
            Expression::Object(node) => {
                for member in node.members {
                    match member {
                        ObjectMember::Property(property) => self.name(property.value, |names| {
                            Walk::name_of_key(names, &property.key)
                        }),
                        ObjectMember::Method(method) => {
                            self.name_method(&method.key, method.function);
                        }
                        ObjectMember::Shorthand(_) | ObjectMember::Spread(_) => {}
                    }
                }
            }
            _ => {}
        }
    }

    fn visit_function(&mut self, function: &'a Function<'a>) {
        self.directives_of(function);
        match (function.kind, function.body) {
            (FunctionKind::FieldInitializer | FunctionKind::StaticBlock, _) => {}
            _ => {
                let own = function
                    .name
                    .map(|name| self.names.text(name.name).to_string());
                let name = own.or_else(|| self.names_of_functions.remove(&function.span));
                self.plan.function(name, function.span);
            }
        }
        if let FunctionBody::Expression(value) = function.body {
            self.plan.statement(value.span());
        }
        walk_function(self, function);
    }

    fn visit_class(&mut self, class: &'a Class<'a>) {
        if let Some(constructor) = class.constructor {
            let name = class
                .name
                .map_or("constructor", |name| self.names.text(name.name));
            self.names_of_functions
                .insert(constructor.span, name.to_string());
        }
        for element in class.elements {
            if let ClassElement::Field(field) = element
                && let Some(initializer) = field.initializer
                && let FunctionBody::Expression(value) = initializer.body
            {
                self.name(value, |names| Walk::name_of_key(names, &field.key));
            }
        }
        walk_class(self, class);
    }

    fn visit_class_method(&mut self, method: &'a ClassMethod<'a>) {
        self.name_method(&method.key, method.function);
        self.visit_key(&method.key);
        self.visit_function(method.function);
    }

    fn visit_binding_element(
        &mut self,
        element: &'a BindingElement<'a>,
        by: DeclaredBy,
        part: PatternPart,
    ) {
        self.visit_binding_pattern(element.pattern, by, part);
        if let Some(default) = element.default {
            self.default_value(default);
            self.visit_expression(default);
        }
    }

    fn visit_target_element(&mut self, element: &'a AssignmentElement<'a>, part: PatternPart) {
        self.visit_target(element.target, part);
        if let Some(default) = element.default {
            self.default_value(default);
            self.visit_expression(default);
        }
    }
}
