//! What one walk over a text notes down, and how it is found again.

use rustc_hash::FxHashMap;

use super::parents::{Parent, address};
use crate::source::{SourceText, Span};
use crate::syntax::ast::class::Class;
use crate::syntax::ast::expression::{
    Argument, AssignmentExpression, CallExpression, Expression, MemberExpression, NewExpression,
    UnaryOperator,
};
use crate::syntax::ast::function::Function;
use crate::syntax::ast::module::ModuleExportName;
use crate::syntax::ast::statement::{
    ExpressionStatement, ForOfStatement, Statement, TryStatement, VariableDeclaration,
    VariableDeclarator, VariableKind,
};
use crate::syntax::ast::{
    BindingIdentifier, FunctionId, Goal, IdentifierReference, Name, Program, Resolution, ScopeId,
};
use crate::syntax::scope::{Resolved, Scopes};

/// A binding of the text: its scope and its index there.
pub type Key = (ScopeId, u32);

/// A node and where it is.
#[derive(Clone, Copy)]
pub struct Site<T> {
    /// The node.
    pub node: T,
    /// The function that it is directly in; nothing for the top level.
    pub function: Option<FunctionId>,
    /// It is in a loop of that function.
    pub in_loop: bool,
}

/// What a binding was given.
#[derive(Clone, Copy)]
pub enum Definition<'a> {
    /// A function declaration.
    Function(&'a Function<'a>),
    /// A class declaration.
    Class(&'a Class<'a>),
    /// The value of an expression.
    Value(Expression<'a>),
    /// A property of the value of an expression.
    Property(Expression<'a>, Name),
    /// Something of another module: its name, and that of what is imported; nothing for all of it.
    Import(&'a str, Option<ModuleExportName<'a>>),
    /// An argument of the function.
    Parameter,
    /// Something else.
    Unknown,
}

/// What is known of a binding.
#[derive(Default)]
pub struct BindingFacts<'a> {
    /// All that it was ever given.
    pub definitions: Vec<Definition<'a>>,
    /// How it is declared, if by a keyword.
    pub keyword: Option<VariableKind>,
    /// The uses that read it.
    pub reads: Vec<Site<&'a IdentifierReference>>,
    /// The uses that write to it after its declaration.
    pub writes: Vec<Site<&'a IdentifierReference>>,
    /// Other modules can have it.
    pub is_exported: bool,
}

/// Which part of a `try` something is in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum TryPart {
    /// What is tried.
    Block,
    /// The handler, where there is a `finally` after it.
    Handler,
}

/// A `return`, or the value of an arrow.
#[derive(Clone, Copy)]
pub struct Return<'a> {
    /// The value.
    pub value: Option<Expression<'a>>,
    /// The innermost `try` of the function around.
    pub within: Option<(&'a TryStatement<'a>, TryPart)>,
}

/// What is known of a function.
pub struct FunctionFacts<'a> {
    /// The function.
    pub node: &'a Function<'a>,
    /// The function that it is directly in.
    pub parent: Option<FunctionId>,
    /// It is in a loop of that.
    pub in_loop: bool,
    /// Each `await` of its own, and `for await`.
    pub awaits: Vec<Span>,
    /// Each way out of it that gives a value.
    pub returns: Vec<Return<'a>>,
    /// It has a `throw` of its own.
    pub throws: bool,
    /// The class that it is a method of, and whether it is static.
    pub class: Option<(&'a Class<'a>, bool)>,
}

/// All that is known of a text.
pub struct Model<'a> {
    /// The tree.
    pub program: &'a Program<'a>,
    /// Its scopes.
    pub scopes: &'a Scopes,
    /// The text.
    pub source: &'a SourceText,
    /// All functions, by their ids.
    pub functions: Vec<FunctionFacts<'a>>,
    /// All calls.
    pub calls: Vec<Site<&'a CallExpression<'a>>>,
    /// All `new` expressions.
    pub news: Vec<Site<&'a NewExpression<'a>>>,
    /// All lists of statements.
    pub lists: Vec<Site<&'a [Statement<'a>]>>,
    /// All expression statements.
    pub statements: Vec<Site<&'a ExpressionStatement<'a>>>,
    /// All `for (of)` loops.
    pub loops: Vec<Site<&'a ForOfStatement<'a>>>,
    /// What is known of the bindings.
    pub bindings: FxHashMap<Key, BindingFacts<'a>>,
    /// What each expression is a part of, by its address.
    pub parents: FxHashMap<usize, Parent<'a>>,
    /// Each `await` outside of functions.
    pub top_level_awaits: Vec<Span>,
    /// All words that follow a dot or name a property in a pattern, and how often.
    pub property_reads: FxHashMap<Name, u32>,
    /// Each property that is written to, in the order of the walk.
    pub member_writes: Vec<Span>,
}

/// Where the value of an expression goes.
#[derive(Clone, Copy)]
pub enum Usage<'a> {
    /// Nowhere.
    Discarded,
    /// `await` takes it.
    Awaited(Span),
    /// A function gives it back.
    Returned,
    /// `void` drops it on purpose.
    Voided,
    /// It is called.
    Called(&'a CallExpression<'a>),
    /// A property of it is read.
    Object(&'a MemberExpression<'a>),
    /// It is passed to a call, at this place.
    Argument(&'a CallExpression<'a>, usize),
    /// It is passed to a constructor.
    NewArgument,
    /// It is an element of an array.
    Element,
    /// A variable starts with it.
    Bound(&'a VariableDeclarator<'a>, &'a VariableDeclaration<'a>),
    /// It is assigned.
    Assigned(&'a AssignmentExpression<'a>),
    /// It goes somewhere else.
    Other,
}

impl<'a> Model<'a> {
    /// The binding that a use means, unless that is only known at run time.
    pub fn key(&self, identifier: &IdentifierReference) -> Option<Key> {
        if identifier.resolution.get() == Resolution::UNRESOLVED {
            return None;
        }
        match Resolved::from(identifier.resolution.get()) {
            Resolved::Binding(binding) => Some((binding.scope, binding.index)),
            Resolved::Global | Resolved::Dynamic { .. } => None,
        }
    }

    /// The binding that a declaration makes; the name of a class expression makes none here.
    pub fn declared_key(&self, identifier: &BindingIdentifier) -> Option<Key> {
        if identifier.resolution.get() == Resolution::UNRESOLVED {
            return None;
        }
        let binding = Resolved::from(identifier.resolution.get()).binding()?;
        Some((binding.scope, binding.index))
    }

    /// What is known of the binding that an expression names.
    pub fn facts_of(&self, expression: Expression<'a>) -> Option<&BindingFacts<'a>> {
        let Expression::Identifier(identifier) = expression.without_parentheses() else {
            return None;
        };
        self.bindings.get(&self.key(identifier)?)
    }

    /// The one thing that a binding ever is, if there is only one.
    pub fn only_definition(&self, facts: &BindingFacts<'a>) -> Option<Definition<'a>> {
        match facts.definitions[..] {
            [only] => Some(only),
            _ => None,
        }
    }

    /// What is known of a function.
    pub fn function(&self, id: FunctionId) -> &FunctionFacts<'a> {
        &self.functions[id.0 as usize]
    }

    /// The text of a name.
    pub fn text(&self, name: Name) -> &'a str {
        self.program.names.text(name)
    }

    /// The text of a part.
    pub fn slice(&self, span: Span) -> &'a str {
        self.source.slice(span)
    }

    /// What an expression is a direct part of.
    pub fn parent(&self, expression: Expression<'a>) -> Option<Parent<'a>> {
        self.parents.get(&address(expression)?).copied()
    }

    /// Whether `await` may be written directly in a function, or at the top level.
    pub fn allows_await(&self, function: Option<FunctionId>) -> bool {
        match function {
            Some(id) => self.function(id).node.is_async,
            None => self.program.goal == Goal::Module,
        }
    }

    /// Whether code is that of the module itself: outside of functions, but for the wrapper.
    pub fn is_top_level(&self, function: Option<FunctionId>) -> bool {
        let is_wrapped = self.program.goal == Goal::CommonJs;
        function.is_none_or(|id| is_wrapped && id.0 == 0)
    }

    /// Where the value of an expression goes.
    pub fn usage(&self, expression: Expression<'a>) -> Usage<'a> {
        let mut expression = expression;
        loop {
            let parent = match self.parent(expression) {
                Some(Parent::Expression(parent)) => parent,
                Some(Parent::Statement(statement)) => return of_statement(statement),
                Some(Parent::Declarator(declarator, declaration)) => {
                    return Usage::Bound(declarator, declaration);
                }
                Some(Parent::Body) => return Usage::Returned,
                None => return Usage::Other,
            };
            match passes_on(parent, expression) {
                Passing::On => expression = parent,
                Passing::Drops => return Usage::Discarded,
                Passing::Ends => return of_expression(parent, expression),
            }
        }
    }
}

/// What an expression does with the value of a part.
enum Passing {
    /// It is its own value.
    On,
    /// Nothing.
    Drops,
    /// It does something with it.
    Ends,
}

fn passes_on<'a>(parent: Expression<'a>, part: Expression<'a>) -> Passing {
    let is = |other: Expression<'a>| address(other) == address(part);
    match parent {
        Expression::Parenthesized(_) | Expression::Chain(_) => Passing::On,
        Expression::Conditional(node) if !is(node.test) => Passing::On,
        Expression::Logical(node) if is(node.right) => Passing::On,
        Expression::Sequence(node) => match node.expressions.last() {
            Some(last) if is(*last) => Passing::On,
            _ => Passing::Drops,
        },
        _ => Passing::Ends,
    }
}

fn of_statement(statement: Statement<'_>) -> Usage<'_> {
    match statement {
        Statement::Expression(_) => Usage::Discarded,
        Statement::Return(_) => Usage::Returned,
        _ => Usage::Other,
    }
}

fn of_expression<'a>(parent: Expression<'a>, part: Expression<'a>) -> Usage<'a> {
    let is = |other: Expression<'a>| address(other) == address(part);
    match parent {
        Expression::Await(node) => Usage::Awaited(node.span),
        Expression::Unary(node) if node.operator == UnaryOperator::Void => Usage::Voided,
        Expression::Call(node) if is(node.callee) => Usage::Called(node),
        Expression::Call(node) => {
            let at = node
                .arguments
                .iter()
                .position(|argument| matches!(argument, Argument::Expression(value) if is(*value)));
            at.map_or(Usage::Other, |at| Usage::Argument(node, at))
        }
        Expression::New(node) if !is(node.callee) => Usage::NewArgument,
        Expression::Member(node) if is(node.object) => Usage::Object(node),
        Expression::Array(_) => Usage::Element,
        Expression::Assignment(node) => Usage::Assigned(node),
        _ => Usage::Other,
    }
}
