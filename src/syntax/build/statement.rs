//! Actions for statements and declarations.

use std::cell::Cell;

use super::list::List;
use super::{Built, Context};
use crate::source::Span;
use crate::syntax::ast::expression::Expression;
use crate::syntax::ast::pattern::BindingPattern;
use crate::syntax::ast::statement::{
    Block, BreakStatement, CatchClause, ContinueStatement, DoWhileStatement, ExpressionStatement,
    ForInStatement, ForInit, ForOfStatement, ForStatement, ForTarget, IfStatement,
    LabelledStatement, ReturnStatement, Statement, SwitchCase, SwitchStatement, ThrowStatement,
    TryStatement, VariableDeclaration, VariableDeclarator, VariableKind, WhileStatement,
    WithStatement,
};
use crate::syntax::ast::{IdentifierName, ScopeId};
use crate::syntax::syntax_error::{Failure, SyntaxError};

fn no_scope() -> Cell<ScopeId> {
    Cell::new(ScopeId::NONE)
}

impl<'a> Context<'a> {
    pub(crate) fn block(&self, l: u32, list: List<Statement<'a>>, r: u32) -> &'a Block<'a> {
        let statements = self.take(list);
        self.bump.alloc(Block {
            span: Span::new(l, r),
            statements,
            scope: no_scope(),
        })
    }

    pub(crate) fn empty_statement(&self, l: u32, r: u32) -> Statement<'a> {
        Statement::Empty(Span::new(l, r))
    }

    pub(crate) fn debugger(&self, l: u32, r: u32) -> Statement<'a> {
        Statement::Debugger(Span::new(l, r))
    }

    pub(crate) fn expression_statement(
        &self,
        l: u32,
        expression: Expression<'a>,
        r: u32,
    ) -> Statement<'a> {
        let span = Span::new(l, r);
        Statement::Expression(self.bump.alloc(ExpressionStatement { span, expression }))
    }

    pub(crate) fn if_statement(
        &self,
        l: u32,
        test: Expression<'a>,
        consequent: Statement<'a>,
        alternate: Option<Statement<'a>>,
        r: u32,
    ) -> Statement<'a> {
        Statement::If(self.bump.alloc(IfStatement {
            span: Span::new(l, r),
            test,
            consequent,
            alternate,
            consequent_scope: no_scope(),
            alternate_scope: no_scope(),
        }))
    }

    // Loops

    pub(crate) fn do_while(
        &self,
        l: u32,
        body: Statement<'a>,
        test: Expression<'a>,
        r: u32,
    ) -> Statement<'a> {
        let span = Span::new(l, r);
        Statement::DoWhile(self.bump.alloc(DoWhileStatement { span, body, test }))
    }

    pub(crate) fn while_loop(
        &self,
        l: u32,
        test: Expression<'a>,
        body: Statement<'a>,
        r: u32,
    ) -> Statement<'a> {
        let span = Span::new(l, r);
        Statement::While(self.bump.alloc(WhileStatement { span, test, body }))
    }

    pub(crate) fn for_loop(
        &self,
        l: u32,
        init: Option<ForInit<'a>>,
        test: Option<Expression<'a>>,
        update: Option<Expression<'a>>,
        body: Statement<'a>,
        r: u32,
    ) -> Statement<'a> {
        let span = Span::new(l, r);
        let scope = no_scope();
        Statement::For(self.bump.alloc(ForStatement {
            span,
            init,
            test,
            update,
            body,
            scope,
        }))
    }

    pub(crate) fn for_in<'p>(
        &'p self,
        l: u32,
        target: ForTarget<'a>,
        object: Expression<'a>,
        body: Statement<'a>,
        r: u32,
    ) -> Built<'p, 'a, Statement<'a>> {
        check_for_declaration(target, "in")?;
        let span = Span::new(l, r);
        let node = ForInStatement {
            span,
            target,
            object,
            body,
            scope: no_scope(),
        };
        Ok(Statement::ForIn(self.bump.alloc(node)))
    }

    pub(crate) fn for_of<'p>(
        &'p self,
        l: u32,
        is_await: bool,
        target: ForTarget<'a>,
        iterable: Expression<'a>,
        body: Statement<'a>,
        r: u32,
    ) -> Built<'p, 'a, Statement<'a>> {
        check_for_declaration(target, if is_await { "await-of" } else { "of" })?;
        if let ForTarget::Target(target) = target {
            self.check_for_let(target.span())?;
        }
        let span = Span::new(l, r);
        let scope = no_scope();
        let node = ForOfStatement {
            span,
            is_await,
            target,
            iterable,
            body,
            scope,
        };
        Ok(Statement::ForOf(self.bump.alloc(node)))
    }

    /// A target of `for of` may not start with the word `let`.
    fn check_for_let(&self, target: Span) -> Result<(), Failure> {
        let text = &self.source[target.range()];
        let Some(rest) = text.strip_prefix("let") else {
            return Ok(());
        };
        let goes_on = |next: char| next.is_alphanumeric() || matches!(next, '_' | '$' | '\\');
        if rest.starts_with(goes_on) {
            return Ok(());
        }
        let span = Span::new(target.start, target.start + 3);
        Err(SyntaxError::at(
            span,
            "The left-hand side of a for-of loop may not be 'let'.",
        ))
    }

    pub(crate) fn for_target<'p>(
        &'p self,
        expression: Expression<'a>,
    ) -> Built<'p, 'a, ForTarget<'a>> {
        let target = self.target(expression, "Invalid left-hand side in for-loop")?;
        Ok(ForTarget::Target(target))
    }

    /// A declaration in the head of a loop, the kind of which isn't known yet.
    pub(crate) fn for_declaration(
        &self,
        l: u32,
        kind: VariableKind,
        list: List<&'a VariableDeclarator<'a>>,
        r: u32,
    ) -> &'a VariableDeclaration<'a> {
        let declarators = self.take(list);
        self.bump.alloc(VariableDeclaration {
            span: Span::new(l, r),
            kind,
            declarators,
        })
    }

    pub(crate) fn for_init<'p>(
        &'p self,
        declaration: &'a VariableDeclaration<'a>,
    ) -> Built<'p, 'a, ForInit<'a>> {
        check_initializers(declaration.kind, declaration.declarators)?;
        Ok(ForInit::Variable(declaration))
    }

    // Jumps

    pub(crate) fn continue_statement(
        &self,
        l: u32,
        label: Option<IdentifierName>,
        r: u32,
    ) -> Statement<'a> {
        let span = Span::new(l, r);
        Statement::Continue(self.bump.alloc(ContinueStatement { span, label }))
    }

    pub(crate) fn break_statement(
        &self,
        l: u32,
        label: Option<IdentifierName>,
        r: u32,
    ) -> Statement<'a> {
        Statement::Break(self.bump.alloc(BreakStatement {
            span: Span::new(l, r),
            label,
        }))
    }

    pub(crate) fn return_statement(
        &self,
        l: u32,
        argument: Option<Expression<'a>>,
        r: u32,
    ) -> Statement<'a> {
        Statement::Return(self.bump.alloc(ReturnStatement {
            span: Span::new(l, r),
            argument,
        }))
    }

    pub(crate) fn throw(&self, l: u32, argument: Expression<'a>, r: u32) -> Statement<'a> {
        Statement::Throw(self.bump.alloc(ThrowStatement {
            span: Span::new(l, r),
            argument,
        }))
    }

    // The rest

    pub(crate) fn with(
        &self,
        l: u32,
        object: Expression<'a>,
        body: Statement<'a>,
        r: u32,
    ) -> Statement<'a> {
        let span = Span::new(l, r);
        let node = WithStatement {
            span,
            object,
            body,
            scope: no_scope(),
        };
        Statement::With(self.bump.alloc(node))
    }

    pub(crate) fn switch<'p>(
        &'p self,
        l: u32,
        discriminant: Expression<'a>,
        cases: List<SwitchCase<'a>>,
        r: u32,
    ) -> Built<'p, 'a, Statement<'a>> {
        let cases = self.take(cases);
        let mut defaults = cases.iter().filter(|case| case.test.is_none());
        if let (Some(first), Some(second)) = (defaults.next(), defaults.next()) {
            let word = |case: &SwitchCase<'_>| {
                Span::new(case.span.start, case.span.start + "default".len() as u32)
            };
            let message = "More than one default clause in switch statement";
            let mut failure = SyntaxError::at(word(second), message);
            failure.diagnostic = failure
                .diagnostic
                .with_secondary(word(first), "the other default clause");
            return Err(failure.into());
        }
        let span = Span::new(l, r);
        let node = SwitchStatement {
            span,
            discriminant,
            cases,
            scope: no_scope(),
        };
        Ok(Statement::Switch(self.bump.alloc(node)))
    }

    /// A clause whose colon ends at `m`.
    pub(crate) fn case(
        &self,
        list: List<SwitchCase<'a>>,
        l: u32,
        test: Option<Expression<'a>>,
        m: u32,
        statements: List<Statement<'a>>,
    ) -> List<SwitchCase<'a>> {
        let statements = self.take(statements);
        // The end of a list that may be empty would be the start of what follows it.
        let end = statements
            .last()
            .map_or(m, |statement| statement.span().end);
        self.more(
            list,
            SwitchCase {
                span: Span::new(l, end),
                test,
                statements,
            },
        )
    }

    pub(crate) fn labelled(
        &self,
        l: u32,
        label: IdentifierName,
        body: Statement<'a>,
        r: u32,
    ) -> Statement<'a> {
        let span = Span::new(l, r);
        Statement::Labelled(self.bump.alloc(LabelledStatement { span, label, body }))
    }

    pub(crate) fn catch(
        &self,
        l: u32,
        parameter: Option<BindingPattern<'a>>,
        body: &'a Block<'a>,
        r: u32,
    ) -> &'a CatchClause<'a> {
        self.bump.alloc(CatchClause {
            span: Span::new(l, r),
            parameter,
            body,
            scope: no_scope(),
        })
    }

    pub(crate) fn try_statement(
        &self,
        l: u32,
        block: &'a Block<'a>,
        handler: Option<&'a CatchClause<'a>>,
        finalizer: Option<&'a Block<'a>>,
        r: u32,
    ) -> Statement<'a> {
        let span = Span::new(l, r);
        Statement::Try(self.bump.alloc(TryStatement {
            span,
            block,
            handler,
            finalizer,
        }))
    }

    // Declarations

    pub(crate) fn declarator(
        &self,
        l: u32,
        pattern: BindingPattern<'a>,
        initializer: Option<Expression<'a>>,
        r: u32,
    ) -> &'a VariableDeclarator<'a> {
        self.bump.alloc(VariableDeclarator {
            span: Span::new(l, r),
            pattern,
            initializer,
        })
    }

    pub(crate) fn declaration<'p>(
        &'p self,
        l: u32,
        kind: VariableKind,
        list: List<&'a VariableDeclarator<'a>>,
        r: u32,
    ) -> Built<'p, 'a, &'a VariableDeclaration<'a>> {
        let declaration = self.for_declaration(l, kind, list, r);
        check_initializers(declaration.kind, declaration.declarators)?;
        Ok(declaration)
    }
}

/// Constants and patterns need a value.
fn check_initializers(
    kind: VariableKind,
    declarators: &[VariableDeclarator<'_>],
) -> Result<(), Failure> {
    for declarator in declarators {
        let is_name = matches!(declarator.pattern, BindingPattern::Identifier(_));
        if !is_name && kind.is_using() {
            let message = "A using declaration can't destructure";
            return Err(SyntaxError::at(declarator.span, message));
        }
        if declarator.initializer.is_some() {
            continue;
        }
        let message = match kind {
            _ if !is_name => "Missing initializer in destructuring declaration",
            VariableKind::Const => "Missing initializer in const declaration",
            VariableKind::Using => "Missing initializer in using declaration",
            VariableKind::AwaitUsing => "Missing initializer in await using declaration",
            VariableKind::Var | VariableKind::Let => continue,
        };
        return Err(SyntaxError::labelled(
            declarator.span,
            message,
            "`= value` must follow",
        ));
    }
    Ok(())
}

/// `for (let x of ...)` declares one variable without a value. In sloppy code there may be one
/// in `for (var x = 1 in ...)`; that the code is sloppy isn't known here.
fn check_for_declaration(target: ForTarget<'_>, word: &str) -> Result<(), Failure> {
    let ForTarget::Variable(declaration) = target else {
        return Ok(());
    };
    if word == "in" && declaration.kind.is_using() {
        let message = "Invalid 'using' in for-in loop";
        return Err(SyntaxError::at(declaration.span, message));
    }
    let [declarator] = declaration.declarators else {
        // In other loops all but the last one need a value first.
        let count = declaration.declarators.len().saturating_sub(1);
        if word != "await-of" {
            check_initializers(declaration.kind, &declaration.declarators[..count])?;
        }
        let message =
            format!("Invalid left-hand side in for-{word} loop: Must have a single binding.");
        return Err(SyntaxError::at(declaration.span, message));
    };
    let is_name = matches!(declarator.pattern, BindingPattern::Identifier(_));
    if declaration.kind.is_using() && !is_name {
        let message = "A using declaration can't destructure";
        return Err(SyntaxError::at(declarator.span, message));
    }
    let is_annex_b = word == "in"
        && declaration.kind == VariableKind::Var
        && matches!(declarator.pattern, BindingPattern::Identifier(_));
    if declarator.initializer.is_none() || is_annex_b {
        return Ok(());
    }
    let message = format!("for-{word} loop variable declaration may not have an initializer.");
    Err(SyntaxError::at(declarator.span, message))
}
