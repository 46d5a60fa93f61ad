//! The walk that fills the model.

use rustc_hash::FxHashMap;

use super::facts::{BindingFacts, Definition, FunctionFacts, Key, Model, Return, Site, TryPart};
use super::parents::{Parent, address, for_each_part};
use crate::budget::Budget;
use crate::source::{SourceText, Span};
use crate::syntax::ast::class::{Class, ClassElement};
use crate::syntax::ast::expression::{
    AssignmentOperator, AwaitExpression, CallExpression, Expression, MemberProperty, PropertyKey,
    StringValue, UpdateExpression,
};
use crate::syntax::ast::function::{Function, FunctionBody};
use crate::syntax::ast::module::{ExportDefaultValue, ExportLocal, ImportDeclaration};
use crate::syntax::ast::pattern::{AssignmentTarget, BindingPattern, DeclaredBy, PatternPart};
use crate::syntax::ast::statement::{
    Block, ForInit, ForOfStatement, ForTarget, Statement, SwitchCase, TryStatement,
    VariableDeclaration,
};
use crate::syntax::ast::visit::{
    Rest, Visitor, for_each_name, walk_arguments, walk_class, walk_expression, walk_for_target,
    walk_function, walk_statement, walk_statements, walk_switch_case, walk_target,
};
use crate::syntax::ast::{BindingIdentifier, FunctionId, IdentifierReference, Program};
use crate::syntax::scope::{Resolved, Scopes};

/// Looks at a whole text.
pub fn collect<'a>(
    program: &'a Program<'a>,
    scopes: &'a Scopes,
    source: &'a SourceText,
) -> Model<'a> {
    let functions = program.functions.iter().map(|node| FunctionFacts {
        node,
        parent: scopes.function(node.id.get()).parent,
        in_loop: false,
        awaits: Vec::new(),
        returns: Vec::new(),
        throws: false,
        class: None,
    });
    let model = Model {
        program,
        scopes,
        source,
        functions: functions.collect(),
        calls: Vec::new(),
        news: Vec::new(),
        lists: Vec::new(),
        statements: Vec::new(),
        loops: Vec::new(),
        bindings: FxHashMap::default(),
        parents: FxHashMap::default(),
        top_level_awaits: Vec::new(),
        property_reads: FxHashMap::default(),
        member_writes: Vec::new(),
    };
    let mut collector = Collector {
        model,
        function: None,
        in_loop: false,
        tries: Vec::new(),
        assigned: None,
    };
    collector.list(program.statements);
    walk_statements(&mut collector, program.statements);
    collector.model
}

struct Collector<'a> {
    model: Model<'a>,
    function: Option<FunctionId>,
    in_loop: bool,
    /// Those of the function that is walked, from the outermost one.
    tries: Vec<(&'a TryStatement<'a>, TryPart)>,
    /// What the next target gets, and the target's address.
    assigned: Option<(usize, Definition<'a>)>,
}

impl<'a> Collector<'a> {
    fn site<T>(&self, node: T) -> Site<T> {
        Site {
            node,
            function: self.function,
            in_loop: self.in_loop,
        }
    }

    fn list(&mut self, statements: &'a [Statement<'a>]) {
        let site = self.site(statements);
        self.model.lists.push(site);
    }

    fn set_parent(&mut self, part: Expression<'a>, parent: Parent<'a>) {
        if let Some(address) = address(part) {
            self.model.parents.insert(address, parent);
        }
    }

    fn facts(&mut self, key: Key) -> &mut BindingFacts<'a> {
        self.model.bindings.entry(key).or_default()
    }

    fn define(&mut self, identifier: &BindingIdentifier, definition: Definition<'a>) {
        if let Some(key) = self.model.declared_key(identifier) {
            self.facts(key).definitions.push(definition);
        }
    }

    /// Notes what a declaration without keyword for other modules has in it.
    fn export(&mut self, identifier: &BindingIdentifier) {
        if let Some(key) = self.model.declared_key(identifier) {
            self.facts(key).is_exported = true;
        }
    }

    /// Notes what the names of a pattern get of a value.
    fn define_pattern(&mut self, pattern: BindingPattern<'a>, value: Expression<'a>) {
        match pattern {
            BindingPattern::Identifier(identifier) => {
                self.define(identifier, Definition::Value(value));
            }
            BindingPattern::Array(_) => self.define_unknown(pattern),
            BindingPattern::Object(object) => {
                for property in object.properties {
                    match (property.key, property.element.pattern) {
                        (PropertyKey::Name(name), BindingPattern::Identifier(identifier))
                            if property.element.default.is_none() =>
                        {
                            self.define(identifier, Definition::Property(value, name.name));
                        }
                        (_, pattern) => self.define_unknown(pattern),
                    }
                }
                if let Some(rest) = object.rest {
                    self.define_unknown(rest.pattern);
                }
            }
        }
    }

    fn define_unknown(&mut self, pattern: BindingPattern<'a>) {
        for_each_name(pattern, &mut |identifier| {
            self.define(identifier, Definition::Unknown);
        });
    }

    fn note_await(&mut self, span: Span) {
        match self.function {
            Some(id) => self.model.functions[id.0 as usize].awaits.push(span),
            None => self.model.top_level_awaits.push(span),
        }
    }

    fn note_return(&mut self, value: Option<Expression<'a>>) {
        let within = self.tries.last().copied();
        if let Some(id) = self.function {
            let returns = &mut self.model.functions[id.0 as usize].returns;
            returns.push(Return { value, within });
        }
    }

    /// Walks something as a part of a `try`.
    fn within(&mut self, node: &'a TryStatement<'a>, part: TryPart, block: &'a Block<'a>) {
        self.tries.push((node, part));
        self.visit_block(block);
        self.tries.pop();
    }

    /// What a statement evaluates directly.
    fn set_parts_of(&mut self, statement: Statement<'a>) {
        let parent = Parent::Statement(statement);
        let parts = match statement {
            Statement::Expression(node) => [Some(node.expression), None, None],
            Statement::Return(node) => [node.argument, None, None],
            Statement::Throw(node) => [Some(node.argument), None, None],
            Statement::If(node) => [Some(node.test), None, None],
            Statement::While(node) => [Some(node.test), None, None],
            Statement::DoWhile(node) => [Some(node.test), None, None],
            Statement::For(node) => {
                let init = match node.init {
                    Some(ForInit::Expression(init)) => Some(init),
                    _ => None,
                };
                [init, node.test, node.update]
            }
            Statement::ForIn(node) => [Some(node.object), None, None],
            Statement::ForOf(node) => [Some(node.iterable), None, None],
            Statement::With(node) => [Some(node.object), None, None],
            Statement::Switch(node) => [Some(node.discriminant), None, None],
            Statement::ExportDefault(node) => match node.value {
                ExportDefaultValue::Expression(value) => [Some(value), None, None],
                _ => [None; 3],
            },
            _ => [None; 3],
        };
        for part in parts.into_iter().flatten() {
            self.set_parent(part, parent);
        }
    }

    fn note_methods(&mut self, class: &'a Class<'a>) {
        for element in class.elements {
            let (function, is_static) = match element {
                ClassElement::Method(method) => (Some(method.function), method.is_static),
                ClassElement::Field(field) => (field.initializer, field.is_static),
                ClassElement::StaticBlock(block) => (Some(block.function), true),
            };
            if let Some(function) = function {
                let id = function.id.get().0 as usize;
                self.model.functions[id].class = Some((class, is_static));
            }
        }
        if let Some(constructor) = class.constructor {
            let id = constructor.id.get().0 as usize;
            self.model.functions[id].class = Some((class, false));
        }
    }
}

impl<'a> Visitor<'a> for Collector<'a> {
    fn budget(&self) -> Option<&Budget> {
        None
    }

    fn enter_statement(&mut self, statement: Statement<'a>) {
        self.set_parts_of(statement);
        match statement {
            Statement::Expression(node) => {
                let site = self.site(node);
                self.model.statements.push(site);
            }
            Statement::Return(node) => self.note_return(node.argument),
            Statement::Throw(_) => {
                if let Some(id) = self.function {
                    self.model.functions[id.0 as usize].throws = true;
                }
            }
            Statement::ExportDefault(node) => match node.value {
                ExportDefaultValue::Function(Function { name, .. })
                | ExportDefaultValue::Class(Class { name, .. }) => {
                    name.iter().for_each(|name| self.export(name));
                }
                ExportDefaultValue::Expression(_) => {}
            },
            Statement::ExportDeclaration(node) => match node.declaration {
                Statement::Function(Function { name, .. })
                | Statement::Class(Class { name, .. }) => {
                    name.iter().for_each(|name| self.export(name));
                }
                Statement::Variable(declaration) => {
                    for declarator in declaration.declarators {
                        for_each_name(declarator.pattern, &mut |name| self.export(name));
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }

    fn visit_statement(&mut self, statement: Statement<'a>) {
        walk_statement(self, statement);
    }

    fn visit_block(&mut self, block: &'a Block<'a>) {
        self.list(block.statements);
        walk_statements(self, block.statements);
    }

    fn visit_switch_case(&mut self, case: &'a SwitchCase<'a>) {
        self.list(case.statements);
        walk_switch_case(self, case);
    }

    fn visit_variable_declaration(&mut self, node: &'a VariableDeclaration<'a>) {
        for declarator in node.declarators {
            for_each_name(declarator.pattern, &mut |identifier| {
                if let Some(key) = self.model.declared_key(identifier) {
                    self.facts(key).keyword = Some(node.kind);
                }
            });
            let by = DeclaredBy::Variable(node.kind);
            self.visit_binding_pattern(declarator.pattern, by, PatternPart::Whole);
            if let Some(value) = declarator.initializer {
                self.set_parent(value, Parent::Declarator(declarator, node));
                self.define_pattern(declarator.pattern, value);
                self.visit_expression(value);
            }
        }
    }

    fn visit_loop_body(&mut self, body: Statement<'a>) {
        let around = std::mem::replace(&mut self.in_loop, true);
        self.visit_body(body);
        self.in_loop = around;
    }

    fn visit_for_of(&mut self, node: &'a ForOfStatement<'a>) {
        let site = self.site(node);
        self.model.loops.push(site);
        if node.is_await {
            self.note_await(node.iterable.span());
        }
        self.visit_for_target(&node.target);
        self.visit_expression(node.iterable);
        self.visit_loop_body(node.body);
    }

    fn visit_for_target(&mut self, target: &'a ForTarget<'a>) {
        if let ForTarget::Variable(head) = target {
            for declarator in head.declarators {
                self.define_unknown(declarator.pattern);
            }
        }
        walk_for_target(self, target);
    }

    fn visit_try(&mut self, node: &'a TryStatement<'a>) {
        self.within(node, TryPart::Block, node.block);
        if let Some(handler) = node.handler {
            if let Some(parameter) = handler.parameter {
                self.define_unknown(parameter);
                self.visit_binding_pattern(parameter, DeclaredBy::Catch, PatternPart::Whole);
            }
            match node.finalizer {
                Some(_) => self.within(node, TryPart::Handler, handler.body),
                None => self.visit_block(handler.body),
            }
        }
        if let Some(finalizer) = node.finalizer {
            self.visit_block(finalizer);
        }
    }

    fn visit_import(&mut self, node: &'a ImportDeclaration<'a>) {
        let StringValue::Utf8(module) = node.specifier.value else {
            return;
        };
        let whole = node.default.into_iter().chain(node.namespace);
        for local in whole {
            self.define(local, Definition::Import(module, None));
        }
        for specifier in node.named {
            let imported = Definition::Import(module, Some(specifier.imported));
            self.define(specifier.local, imported);
        }
    }

    fn visit_export_local(&mut self, node: &'a ExportLocal<'a>) {
        for specifier in node.specifiers {
            if let Some(key) = self.model.key(specifier.local) {
                self.facts(key).is_exported = true;
            }
        }
    }

    fn enter_expression(&mut self, expression: Expression<'a>) {
        let parent = Parent::Expression(expression);
        for_each_part(expression, &mut |part| self.set_parent(part, parent));
        match expression {
            Expression::Assignment(node) => {
                if let AssignmentTarget::Identifier(target) = node.target.without_parentheses() {
                    let given = match node.operator {
                        AssignmentOperator::Assign => Definition::Value(node.value),
                        _ => Definition::Unknown,
                    };
                    self.assigned = Some((std::ptr::from_ref(target).addr(), given));
                }
            }
            Expression::Update(UpdateExpression { target, .. }) => {
                if let AssignmentTarget::Member(member) = target.without_parentheses()
                    && let MemberProperty::Name(name) = member.property
                {
                    *self.model.property_reads.entry(name.name).or_default() += 1;
                }
            }
            Expression::New(node) => {
                let site = self.site(node);
                self.model.news.push(site);
            }
            _ => {}
        }
    }

    fn visit_expression(&mut self, expression: Expression<'a>) {
        walk_expression(self, expression);
    }

    fn visit_call(&mut self, node: &'a CallExpression<'a>) -> Rest<'a> {
        let site = self.site(node);
        self.model.calls.push(site);
        walk_arguments(self, node.arguments);
        Some(node.callee)
    }

    fn visit_await(&mut self, node: &'a AwaitExpression<'a>) -> Rest<'a> {
        self.note_await(node.span);
        Some(node.argument)
    }

    fn visit_identifier(&mut self, identifier: &'a IdentifierReference) {
        if let Some(key) = self.model.key(identifier) {
            let site = self.site(identifier);
            self.facts(key).reads.push(site);
        }
    }

    fn visit_target_identifier(&mut self, identifier: &'a IdentifierReference, _: PatternPart) {
        let given = match self.assigned.take() {
            Some((address, given)) if address == std::ptr::from_ref(identifier).addr() => given,
            _ => Definition::Unknown,
        };
        if let Some(key) = self.model.key(identifier) {
            let site = self.site(identifier);
            let facts = self.facts(key);
            facts.writes.push(site);
            facts.definitions.push(given);
        }
    }

    fn visit_target(&mut self, target: AssignmentTarget<'a>, part: PatternPart) {
        match target.without_parentheses() {
            // What is written to isn't read.
            AssignmentTarget::Member(member) => {
                self.model.member_writes.push(member.span);
                if let MemberProperty::Computed(key) = member.property {
                    self.visit_expression(key);
                }
                self.visit_expression(member.object);
            }
            AssignmentTarget::Identifier(identifier) => {
                self.visit_target_identifier(identifier, part);
            }
            target => walk_target(self, target, part),
        }
    }

    fn visit_property(&mut self, property: &'a MemberProperty<'a>) {
        match property {
            MemberProperty::Name(name) => {
                *self.model.property_reads.entry(name.name).or_default() += 1;
            }
            MemberProperty::Computed(key) => self.visit_expression(*key),
            MemberProperty::Private(name) => {
                *self.model.property_reads.entry(name.name).or_default() += 1;
            }
        }
    }

    fn visit_key(&mut self, key: &'a PropertyKey<'a>) {
        match key {
            PropertyKey::Name(name) => {
                *self.model.property_reads.entry(name.name).or_default() += 1;
            }
            PropertyKey::Computed(_, key) => self.visit_expression(**key),
            _ => {}
        }
    }

    fn visit_function(&mut self, function: &'a Function<'a>) {
        let id = function.id.get();
        self.model.functions[id.0 as usize].in_loop = self.in_loop;
        if let Some(name) = function.name {
            self.define(name, Definition::Function(function));
        }
        let around = (
            self.function.replace(id),
            std::mem::replace(&mut self.in_loop, false),
            std::mem::take(&mut self.tries),
        );
        match function.body {
            FunctionBody::Block(block) => self.list(block.statements),
            FunctionBody::Expression(value) => {
                self.set_parent(value, Parent::Body);
                self.note_return(Some(value));
            }
        }
        walk_function(self, function);
        (self.function, self.in_loop, self.tries) = around;
    }

    fn visit_class(&mut self, class: &'a Class<'a>) {
        self.note_methods(class);
        if let Some(name) = class.name {
            self.define(name, Definition::Class(class));
            let inner = Resolved::from(class.inner_binding.get());
            if let Some(binding) = inner.binding() {
                let facts = self.facts((binding.scope, binding.index));
                facts.definitions.push(Definition::Class(class));
            }
        }
        walk_class(self, class);
    }

    fn visit_binding_identifier(
        &mut self,
        identifier: &'a BindingIdentifier,
        by: DeclaredBy,
        _: PatternPart,
    ) {
        if matches!(by, DeclaredBy::Parameter) {
            self.define(identifier, Definition::Parameter);
        }
    }
}
