//! Statements and declarations.

use std::cell::Cell;

use super::class::Class;
use super::expression::Expression;
use super::function::Function;
use super::identifier::{IdentifierName, ScopeId};
use super::module::{
    ExportAll, ExportDeclaration, ExportDefault, ExportFrom, ExportLocal, ImportDeclaration,
};
use super::pattern::{AssignmentTarget, BindingPattern};
use crate::source::Span;

/// Any statement or declaration: a tag and a reference, cheap to copy.
#[derive(Clone, Copy, Debug)]
pub enum Statement<'a> {
    /// `{}`
    Block(&'a Block<'a>),
    /// `var`, `let`, `const`
    Variable(&'a VariableDeclaration<'a>),
    /// `function f() {}` and its async and generator forms, also where Annex B allows one
    Function(&'a Function<'a>),
    /// `class C {}`
    Class(&'a Class<'a>),
    /// `f();`
    Expression(&'a ExpressionStatement<'a>),
    /// `;`
    Empty(Span),
    /// `if`
    If(&'a IfStatement<'a>),
    /// `for (;;)`
    For(&'a ForStatement<'a>),
    /// `for (in)`
    ForIn(&'a ForInStatement<'a>),
    /// `for (of)`, `for await (of)`
    ForOf(&'a ForOfStatement<'a>),
    /// `while`
    While(&'a WhileStatement<'a>),
    /// `do while`
    DoWhile(&'a DoWhileStatement<'a>),
    /// `continue`
    Continue(&'a ContinueStatement),
    /// `break`
    Break(&'a BreakStatement),
    /// `return`
    Return(&'a ReturnStatement<'a>),
    /// `with`
    With(&'a WithStatement<'a>),
    /// `switch`
    Switch(&'a SwitchStatement<'a>),
    /// `label: f();`
    Labelled(&'a LabelledStatement<'a>),
    /// `throw`
    Throw(&'a ThrowStatement<'a>),
    /// `try`
    Try(&'a TryStatement<'a>),
    /// `debugger`
    Debugger(Span),
    /// `import ... from "m"`
    Import(&'a ImportDeclaration<'a>),
    /// `export {a, b as c}`
    ExportLocal(&'a ExportLocal<'a>),
    /// `export {a, b as c} from "m"`
    ExportFrom(&'a ExportFrom<'a>),
    /// `export * from "m"`, `export * as ns from "m"`
    ExportAll(&'a ExportAll<'a>),
    /// `export default`
    ExportDefault(&'a ExportDefault<'a>),
    /// `export let x`, `export function f() {}`
    ExportDeclaration(&'a ExportDeclaration<'a>),
}

impl Statement<'_> {
    /// The place of the whole statement, with its semicolon if one is written.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Block(node) => node.span,
            Self::Variable(node) => node.span,
            Self::Function(node) => node.span,
            Self::Class(node) => node.span,
            Self::Expression(node) => node.span,
            Self::Empty(span) | Self::Debugger(span) => *span,
            Self::If(node) => node.span,
            Self::For(node) => node.span,
            Self::ForIn(node) => node.span,
            Self::ForOf(node) => node.span,
            Self::While(node) => node.span,
            Self::DoWhile(node) => node.span,
            Self::Continue(node) => node.span,
            Self::Break(node) => node.span,
            Self::Return(node) => node.span,
            Self::With(node) => node.span,
            Self::Switch(node) => node.span,
            Self::Labelled(node) => node.span,
            Self::Throw(node) => node.span,
            Self::Try(node) => node.span,
            Self::Import(node) => node.span,
            Self::ExportLocal(node) => node.span,
            Self::ExportFrom(node) => node.span,
            Self::ExportAll(node) => node.span,
            Self::ExportDefault(node) => node.span,
            Self::ExportDeclaration(node) => node.span,
        }
    }
}

/// `{}`
#[derive(Debug)]
pub struct Block<'a> {
    /// With braces.
    pub span: Span,
    /// The statements.
    pub statements: &'a [Statement<'a>],
    /// The scope of its lexical declarations.
    pub scope: Cell<ScopeId>,
}

/// How variables are declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VariableKind {
    /// `var`
    Var,
    /// `let`
    Let,
    /// `const`
    Const,
    /// `using`
    Using,
    /// `await using`
    AwaitUsing,
}

impl VariableKind {
    /// Whether what is declared is disposed of when its scope ends.
    #[must_use]
    pub fn is_using(self) -> bool {
        matches!(self, Self::Using | Self::AwaitUsing)
    }
}

/// `let a = 1, b;`
#[derive(Debug)]
pub struct VariableDeclaration<'a> {
    /// With the keyword, and the semicolon if it is a statement and one is written.
    pub span: Span,
    /// The keyword.
    pub kind: VariableKind,
    /// One or more.
    pub declarators: &'a [VariableDeclarator<'a>],
}

/// `a = 1`
#[derive(Clone, Copy, Debug)]
pub struct VariableDeclarator<'a> {
    /// Pattern and initialiser.
    pub span: Span,
    /// What is declared.
    pub pattern: BindingPattern<'a>,
    /// The value. In `for (var a = 1 in b)`, which sloppy code allows, there is one as well.
    pub initializer: Option<Expression<'a>>,
}

/// `f();`
#[derive(Debug)]
pub struct ExpressionStatement<'a> {
    /// With the semicolon if one is written.
    pub span: Span,
    /// The expression.
    pub expression: Expression<'a>,
}

/// `if (a) b; else c;`
#[derive(Debug)]
pub struct IfStatement<'a> {
    /// The whole statement.
    pub span: Span,
    /// Decides.
    pub test: Expression<'a>,
    /// If true. A function declaration here (Annex B) has a block scope of its own.
    pub consequent: Statement<'a>,
    /// If false.
    pub alternate: Option<Statement<'a>>,
    /// The scope of a function declaration as `consequent`.
    pub consequent_scope: Cell<ScopeId>,
    /// The scope of a function declaration as `alternate`.
    pub alternate_scope: Cell<ScopeId>,
}

/// The first part of a `for` head.
#[derive(Clone, Copy, Debug)]
pub enum ForInit<'a> {
    /// `for (let i = 0; ...)`
    Variable(&'a VariableDeclaration<'a>),
    /// `for (i = 0; ...)`
    Expression(Expression<'a>),
}

/// `for (a; b; c) d`
#[derive(Debug)]
pub struct ForStatement<'a> {
    /// The whole statement.
    pub span: Span,
    /// Before the loop.
    pub init: Option<ForInit<'a>>,
    /// Before each round.
    pub test: Option<Expression<'a>>,
    /// After each round.
    pub update: Option<Expression<'a>>,
    /// Each round.
    pub body: Statement<'a>,
    /// The scope of `let` and `const` in the head.
    pub scope: Cell<ScopeId>,
}

/// What a `for in` or `for of` assigns in each round.
#[derive(Clone, Copy, Debug)]
pub enum ForTarget<'a> {
    /// `for (let x of ...)`: one declarator
    Variable(&'a VariableDeclaration<'a>),
    /// `for (x.y of ...)`
    Target(AssignmentTarget<'a>),
}

/// `for (a in b) c`
#[derive(Debug)]
pub struct ForInStatement<'a> {
    /// The whole statement.
    pub span: Span,
    /// Gets the keys.
    pub target: ForTarget<'a>,
    /// Whose keys.
    pub object: Expression<'a>,
    /// Each round.
    pub body: Statement<'a>,
    /// The scope of `let` and `const` in the head.
    pub scope: Cell<ScopeId>,
}

/// `for (a of b) c`
#[derive(Debug)]
pub struct ForOfStatement<'a> {
    /// The whole statement.
    pub span: Span,
    /// Written `for await`.
    pub is_await: bool,
    /// Gets the values.
    pub target: ForTarget<'a>,
    /// What is iterated.
    pub iterable: Expression<'a>,
    /// Each round.
    pub body: Statement<'a>,
    /// The scope of `let` and `const` in the head.
    pub scope: Cell<ScopeId>,
}

/// `while (a) b`
#[derive(Debug)]
pub struct WhileStatement<'a> {
    /// The whole statement.
    pub span: Span,
    /// Before each round.
    pub test: Expression<'a>,
    /// Each round.
    pub body: Statement<'a>,
}

/// `do a; while (b)`
#[derive(Debug)]
pub struct DoWhileStatement<'a> {
    /// The whole statement.
    pub span: Span,
    /// Each round.
    pub body: Statement<'a>,
    /// After each round.
    pub test: Expression<'a>,
}

/// `continue a;`
#[derive(Debug)]
pub struct ContinueStatement {
    /// The whole statement.
    pub span: Span,
    /// The loop's label.
    pub label: Option<IdentifierName>,
}

/// `break a;`
#[derive(Debug)]
pub struct BreakStatement {
    /// The whole statement.
    pub span: Span,
    /// The statement's label.
    pub label: Option<IdentifierName>,
}

/// `return a;`
#[derive(Debug)]
pub struct ReturnStatement<'a> {
    /// The whole statement.
    pub span: Span,
    /// The value.
    pub argument: Option<Expression<'a>>,
}

/// `with (a) b`
#[derive(Debug)]
pub struct WithStatement<'a> {
    /// The whole statement.
    pub span: Span,
    /// Its properties are variables in the body.
    pub object: Expression<'a>,
    /// The body.
    pub body: Statement<'a>,
    /// The scope whose variables are the object's properties.
    pub scope: Cell<ScopeId>,
}

/// `switch (a) { case b: c; default: d }`
#[derive(Debug)]
pub struct SwitchStatement<'a> {
    /// The whole statement.
    pub span: Span,
    /// What is compared.
    pub discriminant: Expression<'a>,
    /// The clauses in order; at most one is the default.
    pub cases: &'a [SwitchCase<'a>],
    /// The scope of lexical declarations in all clauses.
    pub scope: Cell<ScopeId>,
}

/// `case a: b` or `default: b`
#[derive(Clone, Copy, Debug)]
pub struct SwitchCase<'a> {
    /// The whole clause.
    pub span: Span,
    /// What to compare with; nothing for the default.
    pub test: Option<Expression<'a>>,
    /// The statements.
    pub statements: &'a [Statement<'a>],
}

/// `a: b`
#[derive(Debug)]
pub struct LabelledStatement<'a> {
    /// The whole statement.
    pub span: Span,
    /// The label.
    pub label: IdentifierName,
    /// What is labelled; may be a function declaration (Annex B).
    pub body: Statement<'a>,
}

/// `throw a;`
#[derive(Debug)]
pub struct ThrowStatement<'a> {
    /// The whole statement.
    pub span: Span,
    /// The value.
    pub argument: Expression<'a>,
}

/// `try {} catch (e) {} finally {}`
#[derive(Debug)]
pub struct TryStatement<'a> {
    /// The whole statement.
    pub span: Span,
    /// What is tried.
    pub block: &'a Block<'a>,
    /// Takes exceptions.
    pub handler: Option<&'a CatchClause<'a>>,
    /// Runs in any case. There is a handler or this.
    pub finalizer: Option<&'a Block<'a>>,
}

/// `catch (e) {}`
#[derive(Debug)]
pub struct CatchClause<'a> {
    /// The whole clause.
    pub span: Span,
    /// Gets the exception.
    pub parameter: Option<BindingPattern<'a>>,
    /// What to do with it.
    pub body: &'a Block<'a>,
    /// The scope of the parameter; the body has its own.
    pub scope: Cell<ScopeId>,
}
