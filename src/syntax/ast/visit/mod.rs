//! The one walk over the syntax tree.
//!
//! Owns: recursion into the parts of each node, its guard against depth, and the budget that it
//! spends. Doesn't own: what a pass does with the nodes, which is its [`Visitor`]; passes that make
//! another tree (lowering, the conversion of cover grammars).
//!
//! A visitor overrides the hooks of the nodes that it has something to say about. A hook named
//! `visit_...` decides whether and when the node's parts are walked, by calling the function
//! `walk_...` of the same name, which is also what the hook does by default. `enter_statement` and
//! `enter_expression` see every node of their kind before its parts and decide nothing; spans are in
//! the nodes.
//!
//! What the walk guarantees, unless a hook says otherwise:
//!
//! - Each node is visited once, and the time is linear in the size of the tree.
//! - Parts come in the order of the text, but for *spines*: what an expression nests in its first
//!   operand (`a + b + c`, `a.b().c`) is walked after the other operands, so from right to left.
//! - No tree is too deep. Spines are loops: expressions nested in their first operand, the value of
//!   an assignment, the last branch of a conditional, chains of `else if` and of labels. A hook of a
//!   node of a spine returns the part to go on with instead of visiting it. All other nesting has
//!   its stack from [`with_stack`].
//! - Where the [budget](Visitor::budget) is spent the walk ends early, so that its outcome is
//!   worthless.

use std::cell::Cell;

use super::class::{Class, ClassElement, ClassField, ClassMethod, StaticBlock};
use super::expression::{
    Argument, ArrayElement, AwaitExpression, CallExpression, Expression, MemberExpression,
    MemberProperty, NumberLiteral, ObjectLiteral, ObjectMember, PropertyKey, RegExpLiteral,
    StringLiteral, SuperCallExpression, SuperMemberExpression, TaggedTemplate, UnaryExpression,
    YieldExpression,
};
use super::function::{Function, FunctionBody, Parameters};
use super::module::{
    ExportAll, ExportDeclaration, ExportDefault, ExportDefaultValue, ExportFrom, ExportLocal,
    ImportAttribute, ImportDeclaration,
};
use super::pattern::{
    AssignmentElement, AssignmentTarget, BindingElement, BindingPattern, DeclaredBy, PatternPart,
};
use super::statement::{
    Block, BreakStatement, CatchClause, ContinueStatement, ForInStatement, ForInit, ForOfStatement,
    ForStatement, ForTarget, IfStatement, LabelledStatement, Statement, SwitchCase,
    SwitchStatement, TryStatement, VariableDeclaration, WithStatement,
};
use super::{BindingIdentifier, IdentifierReference, PrivateName, ScopeId};
use crate::budget::Budget;
use crate::native_stack::with_stack;
use crate::source::Span;

/// The part of a spine's node that the walk goes on with, if any.
pub(crate) type Rest<'a> = Option<Expression<'a>>;

/// A pass over the tree. The [module](self) says what is guaranteed.
pub(crate) trait Visitor<'a>: Sized {
    /// What the walk spends: a step for each statement, and for each expression that doesn't go on
    /// with a spine. Nothing for a pass whose caller pays.
    fn budget(&self) -> Option<&Budget>;

    // Statements

    /// Sees a statement before its parts.
    fn enter_statement(&mut self, _statement: Statement<'a>) {}

    /// Any statement.
    fn visit_statement(&mut self, statement: Statement<'a>) {
        walk_statement(self, statement);
    }

    /// A block, also one of a `try`.
    fn visit_block(&mut self, block: &'a Block<'a>) {
        walk_statements(self, block.statements);
    }

    /// A declaration of variables, also in the head of a loop.
    fn visit_variable_declaration(&mut self, node: &'a VariableDeclaration<'a>) {
        for declarator in node.declarators {
            let by = DeclaredBy::Variable(node.kind);
            self.visit_binding_pattern(declarator.pattern, by, PatternPart::Whole);
            if let Some(initializer) = declarator.initializer {
                self.visit_expression(initializer);
            }
        }
    }

    /// A function that is a statement or an exported default.
    fn visit_function_declaration(&mut self, function: &'a Function<'a>) {
        self.visit_function(function);
    }

    /// A class that is a statement or an exported default.
    fn visit_class_declaration(&mut self, class: &'a Class<'a>) {
        self.visit_class(class);
    }

    /// A branch of `if`; the scope is for a function declaration there.
    fn visit_branch(&mut self, branch: Statement<'a>, _scope: &'a Cell<ScopeId>) {
        self.visit_body(branch);
    }

    /// The body of a loop.
    fn visit_loop_body(&mut self, body: Statement<'a>) {
        self.visit_body(body);
    }

    /// The body of a loop or `with`, or a branch of `if`.
    fn visit_body(&mut self, body: Statement<'a>) {
        self.visit_statement(body);
    }

    /// `for (;;)`
    fn visit_for(&mut self, node: &'a ForStatement<'a>) {
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

    /// `for (in)`
    fn visit_for_in(&mut self, node: &'a ForInStatement<'a>) {
        self.visit_for_target(&node.target);
        self.visit_expression(node.object);
        self.visit_loop_body(node.body);
    }

    /// `for (of)`
    fn visit_for_of(&mut self, node: &'a ForOfStatement<'a>) {
        self.visit_for_target(&node.target);
        self.visit_expression(node.iterable);
        self.visit_loop_body(node.body);
    }

    /// What a `for (in)` or `for (of)` assigns.
    fn visit_for_target(&mut self, target: &'a ForTarget<'a>) {
        walk_for_target(self, target);
    }

    /// `break`
    fn visit_break(&mut self, _node: &'a BreakStatement) {}

    /// `continue`
    fn visit_continue(&mut self, _node: &'a ContinueStatement) {}

    /// `with`
    fn visit_with(&mut self, node: &'a WithStatement<'a>) {
        walk_with(self, node);
    }

    /// `switch`
    fn visit_switch(&mut self, node: &'a SwitchStatement<'a>) {
        walk_switch(self, node);
    }

    /// `case` and `default`
    fn visit_switch_case(&mut self, case: &'a SwitchCase<'a>) {
        walk_switch_case(self, case);
    }

    /// A statement with a label. By default labels of the same statement are passed over.
    fn visit_labelled(&mut self, node: &'a LabelledStatement<'a>) {
        let mut body = node.body;
        while let Statement::Labelled(inner) = body {
            self.enter_statement(body);
            body = inner.body;
        }
        self.visit_statement(body);
    }

    /// `try`
    fn visit_try(&mut self, node: &'a TryStatement<'a>) {
        self.visit_block(node.block);
        if let Some(handler) = node.handler {
            self.visit_catch(handler);
        }
        if let Some(finalizer) = node.finalizer {
            self.visit_block(finalizer);
        }
    }

    /// `catch`
    fn visit_catch(&mut self, node: &'a CatchClause<'a>) {
        if let Some(parameter) = node.parameter {
            self.visit_binding_pattern(parameter, DeclaredBy::Catch, PatternPart::Whole);
        }
        self.visit_block(node.body);
    }

    /// `import ... from "m"`
    fn visit_import(&mut self, node: &'a ImportDeclaration<'a>) {
        let named = node.named.iter().map(|specifier| specifier.local);
        for local in node.default.into_iter().chain(node.namespace).chain(named) {
            self.visit_binding_identifier(local, DeclaredBy::Import, PatternPart::Whole);
        }
        self.visit_import_attributes(node.attributes);
    }

    /// `with {...}` of an import or export.
    fn visit_import_attributes(&mut self, _attributes: &'a [ImportAttribute<'a>]) {}

    /// `export {a, b as c}`; its identifiers aren't evaluated, so they are no references.
    fn visit_export_local(&mut self, _node: &'a ExportLocal<'a>) {}

    /// `export {a, b as c} from "m"`
    fn visit_export_from(&mut self, node: &'a ExportFrom<'a>) {
        self.visit_import_attributes(node.attributes);
    }

    /// `export * from "m"`
    fn visit_export_all(&mut self, node: &'a ExportAll<'a>) {
        self.visit_import_attributes(node.attributes);
    }

    /// `export default`
    fn visit_export_default(&mut self, node: &'a ExportDefault<'a>) {
        walk_export_default(self, node);
    }

    /// `export let x`
    fn visit_export_declaration(&mut self, node: &'a ExportDeclaration<'a>) {
        self.visit_statement(node.declaration);
    }

    // Expressions

    /// Sees an expression before its parts.
    fn enter_expression(&mut self, _expression: Expression<'a>) {}

    /// Any expression, but those that a spine goes on with.
    fn visit_expression(&mut self, expression: Expression<'a>) {
        walk_expression(self, expression);
    }

    /// A use of a variable.
    fn visit_identifier(&mut self, _identifier: &'a IdentifierReference) {}

    /// `this`
    fn visit_this(&mut self, _span: Span) {}

    /// `new.target`
    fn visit_new_target(&mut self, _span: Span) {}

    /// A number, also as a key.
    fn visit_number(&mut self, _literal: &'a NumberLiteral) {}

    /// A string, also as a key.
    fn visit_string(&mut self, _literal: &'a StringLiteral<'a>) {}

    /// A regular expression.
    fn visit_regexp(&mut self, _literal: &'a RegExpLiteral<'a>) {}

    /// An object literal.
    fn visit_object(&mut self, node: &'a ObjectLiteral<'a>) {
        walk_object(self, node);
    }

    /// A key of an object literal, a pattern or a class.
    fn visit_key(&mut self, key: &'a PropertyKey<'a>) {
        match key {
            PropertyKey::Computed(_, key) => self.visit_expression(**key),
            PropertyKey::String(literal) => self.visit_string(literal),
            PropertyKey::Number(literal) => self.visit_number(literal),
            PropertyKey::Name(_) | PropertyKey::BigInt(_) | PropertyKey::Private(_) => {}
        }
    }

    /// `.a`, `[a]` or `.#a` of a member expression.
    fn visit_property(&mut self, property: &'a MemberProperty<'a>) {
        match property {
            MemberProperty::Name(_) => {}
            MemberProperty::Computed(key) => self.visit_expression(*key),
            MemberProperty::Private(name) => self.visit_private_reference(*name),
        }
    }

    /// A use of a private name.
    fn visit_private_reference(&mut self, _name: PrivateName) {}

    /// `a.b`, unless it is assigned to; goes on with the object.
    fn visit_member(&mut self, node: &'a MemberExpression<'a>) -> Rest<'a> {
        self.visit_property(&node.property);
        Some(node.object)
    }

    /// A call; goes on with the callee.
    fn visit_call(&mut self, node: &'a CallExpression<'a>) -> Rest<'a> {
        walk_arguments(self, node.arguments);
        Some(node.callee)
    }

    /// A template with a tag; goes on with the tag.
    fn visit_tagged_template(&mut self, node: &'a TaggedTemplate<'a>) -> Rest<'a> {
        walk_expressions(self, node.template.expressions);
        Some(node.tag)
    }

    /// An operator before its operand; goes on with that.
    fn visit_unary(&mut self, node: &'a UnaryExpression<'a>) -> Rest<'a> {
        Some(node.argument)
    }

    /// `await`; goes on with the operand.
    fn visit_await(&mut self, node: &'a AwaitExpression<'a>) -> Rest<'a> {
        Some(node.argument)
    }

    /// `yield`; goes on with the operand, if there is one.
    fn visit_yield(&mut self, node: &'a YieldExpression<'a>) -> Rest<'a> {
        node.argument
    }

    /// `super.a`
    fn visit_super_member(&mut self, node: &'a SuperMemberExpression<'a>) {
        self.visit_property(&node.property);
    }

    /// `super()`
    fn visit_super_call(&mut self, node: &'a SuperCallExpression<'a>) {
        walk_arguments(self, node.arguments);
    }

    // Functions and classes

    /// Any function, also a method, the value of a field and a static block.
    fn visit_function(&mut self, function: &'a Function<'a>) {
        walk_function(self, function);
    }

    /// Any class.
    fn visit_class(&mut self, class: &'a Class<'a>) {
        walk_class(self, class);
    }

    /// A method or accessor of a class, other than its constructor.
    fn visit_class_method(&mut self, method: &'a ClassMethod<'a>) {
        self.visit_key(&method.key);
        self.visit_function(method.function);
    }

    // Patterns and targets

    /// A pattern that declares.
    fn visit_binding_pattern(
        &mut self,
        pattern: BindingPattern<'a>,
        by: DeclaredBy,
        part: PatternPart,
    ) {
        walk_binding_pattern(self, pattern, by, part);
    }

    /// A parameter or a part of a pattern, with its default.
    fn visit_binding_element(
        &mut self,
        element: &'a BindingElement<'a>,
        by: DeclaredBy,
        part: PatternPart,
    ) {
        self.visit_binding_pattern(element.pattern, by, part);
        if let Some(default) = element.default {
            self.visit_expression(default);
        }
    }

    /// A name that is declared.
    fn visit_binding_identifier(
        &mut self,
        _identifier: &'a BindingIdentifier,
        _by: DeclaredBy,
        _part: PatternPart,
    ) {
    }

    /// Where an assignment goes.
    fn visit_target(&mut self, target: AssignmentTarget<'a>, part: PatternPart) {
        walk_target(self, target, part);
    }

    /// A part of a pattern that assigns, with its default.
    fn visit_target_element(&mut self, element: &'a AssignmentElement<'a>, part: PatternPart) {
        self.visit_target(element.target, part);
        if let Some(default) = element.default {
            self.visit_expression(default);
        }
    }

    /// A variable that is assigned to.
    fn visit_target_identifier(&mut self, identifier: &'a IdentifierReference, _part: PatternPart) {
        self.visit_identifier(identifier);
    }
}

/// Whether the budget allows one more step.
fn may_go_on<'a, V: Visitor<'a>>(visitor: &V) -> bool {
    visitor
        .budget()
        .is_none_or(|budget| budget.spend(1).is_ok())
}

// Statements

/// Visits statements in order.
pub(crate) fn walk_statements<'a, V: Visitor<'a>>(v: &mut V, statements: &'a [Statement<'a>]) {
    for statement in statements {
        v.visit_statement(*statement);
    }
}

/// Visits the parts of a statement.
pub(crate) fn walk_statement<'a, V: Visitor<'a>>(v: &mut V, statement: Statement<'a>) {
    if !may_go_on(v) {
        return;
    }
    v.enter_statement(statement);
    match statement {
        Statement::Expression(node) => v.visit_expression(node.expression),
        Statement::Variable(node) => v.visit_variable_declaration(node),
        Statement::Return(node) => {
            if let Some(argument) = node.argument {
                v.visit_expression(argument);
            }
        }
        Statement::Throw(node) => v.visit_expression(node.argument),
        Statement::Empty(_) | Statement::Debugger(_) => {}
        Statement::Break(node) => v.visit_break(node),
        Statement::Continue(node) => v.visit_continue(node),
        Statement::Import(node) => v.visit_import(node),
        Statement::ExportLocal(node) => v.visit_export_local(node),
        Statement::ExportFrom(node) => v.visit_export_from(node),
        Statement::ExportAll(node) => v.visit_export_all(node),
        Statement::ExportDeclaration(node) => v.visit_export_declaration(node),
        Statement::Function(_)
        | Statement::Class(_)
        | Statement::ExportDefault(_)
        | Statement::Block(_)
        | Statement::If(_)
        | Statement::For(_)
        | Statement::ForIn(_)
        | Statement::ForOf(_)
        | Statement::While(_)
        | Statement::DoWhile(_)
        | Statement::With(_)
        | Statement::Switch(_)
        | Statement::Labelled(_)
        | Statement::Try(_) => with_stack(|| walk_compound_statement(v, statement)),
    }
}

/// Visits the parts of a statement that can have statements in it.
fn walk_compound_statement<'a, V: Visitor<'a>>(v: &mut V, statement: Statement<'a>) {
    match statement {
        Statement::Function(node) => v.visit_function_declaration(node),
        Statement::Class(node) => v.visit_class_declaration(node),
        Statement::ExportDefault(node) => v.visit_export_default(node),
        Statement::Block(node) => v.visit_block(node),
        Statement::If(node) => walk_if(v, node),
        Statement::For(node) => v.visit_for(node),
        Statement::ForIn(node) => v.visit_for_in(node),
        Statement::ForOf(node) => v.visit_for_of(node),
        Statement::While(node) => {
            v.visit_expression(node.test);
            v.visit_loop_body(node.body);
        }
        Statement::DoWhile(node) => {
            v.visit_loop_body(node.body);
            v.visit_expression(node.test);
        }
        Statement::With(node) => v.visit_with(node),
        Statement::Switch(node) => v.visit_switch(node),
        Statement::Labelled(node) => v.visit_labelled(node),
        Statement::Try(node) => v.visit_try(node),
        _ => {}
    }
}

/// Visits the parts of a chain of `else if`.
fn walk_if<'a, V: Visitor<'a>>(v: &mut V, node: &'a IfStatement<'a>) {
    let mut node = node;
    loop {
        v.visit_expression(node.test);
        v.visit_branch(node.consequent, &node.consequent_scope);
        match node.alternate {
            Some(statement @ Statement::If(next)) => {
                v.enter_statement(statement);
                node = next;
            }
            Some(alternate) => return v.visit_branch(alternate, &node.alternate_scope),
            None => return,
        }
    }
}

/// Visits what a loop assigns.
pub(crate) fn walk_for_target<'a, V: Visitor<'a>>(v: &mut V, target: &'a ForTarget<'a>) {
    match target {
        ForTarget::Variable(head) => v.visit_variable_declaration(head),
        ForTarget::Target(target) => v.visit_target(*target, PatternPart::Whole),
    }
}

/// Visits the object, then the body.
pub(crate) fn walk_with<'a, V: Visitor<'a>>(v: &mut V, node: &'a WithStatement<'a>) {
    v.visit_expression(node.object);
    v.visit_body(node.body);
}

/// Visits the discriminant, then the clauses.
pub(crate) fn walk_switch<'a, V: Visitor<'a>>(v: &mut V, node: &'a SwitchStatement<'a>) {
    v.visit_expression(node.discriminant);
    for case in node.cases {
        v.visit_switch_case(case);
    }
}

/// Visits the test, then the statements.
pub(crate) fn walk_switch_case<'a, V: Visitor<'a>>(v: &mut V, case: &'a SwitchCase<'a>) {
    if let Some(test) = case.test {
        v.visit_expression(test);
    }
    walk_statements(v, case.statements);
}

/// Visits what is exported.
pub(crate) fn walk_export_default<'a, V: Visitor<'a>>(v: &mut V, node: &'a ExportDefault<'a>) {
    match node.value {
        ExportDefaultValue::Function(function) => v.visit_function_declaration(function),
        ExportDefaultValue::Class(class) => v.visit_class_declaration(class),
        ExportDefaultValue::Expression(expression) => v.visit_expression(expression),
    }
}

// Expressions

/// Visits expressions in order.
pub(crate) fn walk_expressions<'a, V: Visitor<'a>>(v: &mut V, expressions: &'a [Expression<'a>]) {
    for expression in expressions {
        v.visit_expression(*expression);
    }
}

/// Visits the parts of an expression.
pub(crate) fn walk_expression<'a, V: Visitor<'a>>(v: &mut V, expression: Expression<'a>) {
    if !may_go_on(v) {
        return;
    }
    match is_leaf(expression) {
        true => walk_leaf(v, expression),
        false => with_stack(|| walk_spine(v, expression)),
    }
}

/// Whether there are no expressions in an expression.
#[inline]
fn is_leaf(expression: Expression<'_>) -> bool {
    matches!(
        expression,
        Expression::Identifier(_)
            | Expression::This(_)
            | Expression::Null(_)
            | Expression::Boolean(_)
            | Expression::Number(_)
            | Expression::BigInt(_)
            | Expression::String(_)
            | Expression::RegExp(_)
            | Expression::NewTarget(_)
            | Expression::ImportMeta(_)
    )
}

/// Visits an expression without expressions in it.
#[inline]
fn walk_leaf<'a, V: Visitor<'a>>(v: &mut V, expression: Expression<'a>) {
    v.enter_expression(expression);
    match expression {
        Expression::Identifier(identifier) => v.visit_identifier(identifier),
        Expression::This(span) => v.visit_this(span),
        Expression::NewTarget(span) => v.visit_new_target(span),
        Expression::Number(literal) => v.visit_number(literal),
        Expression::String(literal) => v.visit_string(literal),
        Expression::RegExp(literal) => v.visit_regexp(literal),
        _ => {}
    }
}

/// Visits the parts of an expression that has expressions in it, going down its spine.
fn walk_spine<'a, V: Visitor<'a>>(v: &mut V, expression: Expression<'a>) {
    let mut expression = expression;
    while !is_leaf(expression) {
        v.enter_expression(expression);
        match walk_link(v, expression) {
            Some(rest) => expression = rest,
            None => return,
        }
    }
    v.visit_expression(expression);
}

/// Visits the parts of one node of a spine but the one to go on with.
#[inline(always)]
fn walk_link<'a, V: Visitor<'a>>(v: &mut V, expression: Expression<'a>) -> Rest<'a> {
    match expression {
        Expression::Binary(node) => {
            v.visit_expression(node.right);
            Some(node.left)
        }
        Expression::Logical(node) => {
            v.visit_expression(node.right);
            Some(node.left)
        }
        Expression::Member(node) => v.visit_member(node),
        Expression::Call(node) => v.visit_call(node),
        Expression::New(node) => {
            walk_arguments(v, node.arguments);
            Some(node.callee)
        }
        Expression::TaggedTemplate(node) => v.visit_tagged_template(node),
        Expression::Chain(node) => Some(node.expression),
        Expression::Parenthesized(node) => Some(node.expression),
        Expression::Unary(node) => v.visit_unary(node),
        Expression::Await(node) => v.visit_await(node),
        Expression::Yield(node) => v.visit_yield(node),
        Expression::Assignment(node) => {
            v.visit_target(node.target, PatternPart::Whole);
            Some(node.value)
        }
        Expression::Conditional(node) => {
            v.visit_expression(node.test);
            v.visit_expression(node.consequent);
            Some(node.alternate)
        }
        Expression::PrivateIn(node) => {
            v.visit_private_reference(node.name);
            Some(node.right)
        }
        _ => {
            walk_end_of_spine(v, expression);
            None
        }
    }
}

/// Visits the parts of an expression that no spine goes on through.
fn walk_end_of_spine<'a, V: Visitor<'a>>(v: &mut V, expression: Expression<'a>) {
    match expression {
        Expression::Template(node) => walk_expressions(v, node.expressions),
        Expression::Array(node) => {
            for element in node.elements {
                match element {
                    ArrayElement::Expression(element) => v.visit_expression(*element),
                    ArrayElement::Spread(spread) => v.visit_expression(spread.argument),
                    ArrayElement::Hole(_) => {}
                }
            }
        }
        Expression::Object(node) => v.visit_object(node),
        Expression::Function(node) => v.visit_function(node),
        Expression::Class(node) => v.visit_class(node),
        Expression::Update(node) => v.visit_target(node.target, PatternPart::Whole),
        Expression::SuperMember(node) => v.visit_super_member(node),
        Expression::SuperCall(node) => v.visit_super_call(node),
        Expression::ImportCall(node) => {
            v.visit_expression(node.specifier);
            if let Some(options) = node.options {
                v.visit_expression(options);
            }
        }
        Expression::Sequence(node) => walk_expressions(v, node.expressions),
        _ => {}
    }
}

/// Visits the arguments of a call in order.
pub(crate) fn walk_arguments<'a, V: Visitor<'a>>(v: &mut V, arguments: &'a [Argument<'a>]) {
    for argument in arguments {
        match argument {
            Argument::Expression(argument) => v.visit_expression(*argument),
            Argument::Spread(spread) => v.visit_expression(spread.argument),
        }
    }
}

/// Visits the members in order.
pub(crate) fn walk_object<'a, V: Visitor<'a>>(v: &mut V, node: &'a ObjectLiteral<'a>) {
    for member in node.members {
        match member {
            ObjectMember::Property(property) => {
                v.visit_key(&property.key);
                v.visit_expression(property.value);
            }
            ObjectMember::Shorthand(identifier) => v.visit_identifier(identifier),
            ObjectMember::Method(method) => {
                v.visit_key(&method.key);
                v.visit_function(method.function);
            }
            ObjectMember::Spread(spread) => v.visit_expression(spread.argument),
        }
    }
}

// Functions and classes

/// Visits a function with its own room on the native stack, for visitors that visit functions
/// elsewhere than in place.
pub(crate) fn visit_function_with_stack<'a, V: Visitor<'a>>(v: &mut V, function: &'a Function<'a>) {
    with_stack(|| v.visit_function(function));
}

/// Visits the name, the parameters and the body.
pub(crate) fn walk_function<'a, V: Visitor<'a>>(v: &mut V, function: &'a Function<'a>) {
    if let Some(name) = function.name {
        v.visit_binding_identifier(name, DeclaredBy::Function, PatternPart::Whole);
    }
    walk_parameters(v, &function.parameters);
    walk_function_body(v, &function.body);
}

/// Visits the parameters in order.
pub(crate) fn walk_parameters<'a, V: Visitor<'a>>(v: &mut V, parameters: &'a Parameters<'a>) {
    let (by, part) = (DeclaredBy::Parameter, PatternPart::Whole);
    for item in parameters.items {
        v.visit_binding_element(item, by, part);
    }
    if let Some(rest) = parameters.rest {
        v.visit_binding_pattern(rest.pattern, by, part);
    }
}

/// Visits the statements or the expression that a function runs.
pub(crate) fn walk_function_body<'a, V: Visitor<'a>>(v: &mut V, body: &'a FunctionBody<'a>) {
    match body {
        FunctionBody::Block(block) => walk_statements(v, block.statements),
        FunctionBody::Expression(expression) => v.visit_expression(*expression),
    }
}

/// Visits the name, the heritage, the constructor, and the elements in order.
pub(crate) fn walk_class<'a, V: Visitor<'a>>(v: &mut V, class: &'a Class<'a>) {
    if let Some(name) = class.name {
        v.visit_binding_identifier(name, DeclaredBy::Class, PatternPart::Whole);
    }
    if let Some(heritage) = class.heritage {
        v.visit_expression(heritage);
    }
    if let Some(constructor) = class.constructor {
        v.visit_function(constructor);
    }
    for element in class.elements {
        match element {
            ClassElement::Method(method) => v.visit_class_method(method),
            ClassElement::Field(ClassField {
                key, initializer, ..
            }) => {
                v.visit_key(key);
                if let Some(initializer) = initializer {
                    v.visit_function(initializer);
                }
            }
            ClassElement::StaticBlock(StaticBlock { function, .. }) => v.visit_function(function),
        }
    }
}

// Patterns and targets

/// Visits the parts of a pattern that declares.
pub(crate) fn walk_binding_pattern<'a, V: Visitor<'a>>(
    v: &mut V,
    pattern: BindingPattern<'a>,
    by: DeclaredBy,
    part: PatternPart,
) {
    match pattern {
        BindingPattern::Identifier(identifier) => v.visit_binding_identifier(identifier, by, part),
        _ => with_stack(|| walk_binding_parts(v, pattern, by)),
    }
}

fn walk_binding_parts<'a, V: Visitor<'a>>(v: &mut V, pattern: BindingPattern<'a>, by: DeclaredBy) {
    let rest = match pattern {
        BindingPattern::Identifier(_) => None,
        BindingPattern::Object(pattern) => {
            for property in pattern.properties {
                v.visit_key(&property.key);
                let element = &property.element;
                let has_default = element.default.is_some();
                let part = PatternPart::of_element(has_default, property.is_shorthand);
                v.visit_binding_element(element, by, part);
            }
            pattern.rest
        }
        BindingPattern::Array(pattern) => {
            for element in pattern.elements.iter().flatten() {
                let part = PatternPart::of_element(element.default.is_some(), false);
                v.visit_binding_element(element, by, part);
            }
            pattern.rest
        }
    };
    if let Some(rest) = rest {
        v.visit_binding_pattern(rest.pattern, by, PatternPart::Rest);
    }
}

/// Visits the parts of an assignment target.
pub(crate) fn walk_target<'a, V: Visitor<'a>>(
    v: &mut V,
    target: AssignmentTarget<'a>,
    part: PatternPart,
) {
    match target.without_parentheses() {
        AssignmentTarget::Identifier(identifier) => v.visit_target_identifier(identifier, part),
        AssignmentTarget::Member(member) => {
            v.visit_property(&member.property);
            v.visit_expression(member.object);
        }
        AssignmentTarget::SuperMember(member) => v.visit_super_member(member),
        AssignmentTarget::Call(call) => v.visit_expression(Expression::Call(call)),
        target => with_stack(|| walk_target_parts(v, target)),
    }
}

fn walk_target_parts<'a, V: Visitor<'a>>(v: &mut V, target: AssignmentTarget<'a>) {
    let rest = match target {
        AssignmentTarget::Object(pattern) => {
            for property in pattern.properties {
                v.visit_key(&property.key);
                let element = &property.element;
                let has_default = element.default.is_some();
                let part = PatternPart::of_element(has_default, property.is_shorthand);
                v.visit_target_element(element, part);
            }
            pattern.rest
        }
        AssignmentTarget::Array(pattern) => {
            for element in pattern.elements.iter().flatten() {
                let part = PatternPart::of_element(element.default.is_some(), false);
                v.visit_target_element(element, part);
            }
            pattern.rest
        }
        _ => None,
    };
    if let Some(rest) = rest {
        v.visit_target(rest.target, PatternPart::Rest);
    }
}

/// Calls `act` for each identifier that the pattern binds, in order.
pub(crate) fn for_each_name<'a>(
    pattern: BindingPattern<'a>,
    act: &mut dyn FnMut(&'a BindingIdentifier),
) {
    match pattern {
        BindingPattern::Identifier(identifier) => act(identifier),
        _ => Names(act).visit_binding_pattern(pattern, DeclaredBy::Parameter, PatternPart::Whole),
    }
}

/// The identifiers that patterns bind.
struct Names<'f, 'a>(&'f mut dyn FnMut(&'a BindingIdentifier));

impl<'a> Visitor<'a> for Names<'_, 'a> {
    fn budget(&self) -> Option<&Budget> {
        None
    }

    fn visit_binding_identifier(
        &mut self,
        identifier: &'a BindingIdentifier,
        _: DeclaredBy,
        _: PatternPart,
    ) {
        (self.0)(identifier);
    }

    fn visit_expression(&mut self, _: Expression<'a>) {}
}

#[cfg(test)]
mod tests;
