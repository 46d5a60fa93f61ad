//! A text as a program: the grammar run over it, with what a goal puts around.
//!
//! Owns: the memory of a tree, the function around a CommonJS module or of a composed text, and the
//! numbering of functions. Doesn't own: the ways in, which are the parent's.

use std::cell::Cell;
use std::cmp::Reverse;
use std::rc::Rc;

use bumpalo::Bump;
use lalrpop_util::ParseError;

use crate::budget::Budget;
use crate::source::{SourceText, Span};
use crate::syntax::ast::expression::Expression;
use crate::syntax::ast::function::{
    Function, FunctionBlock, FunctionBody, FunctionKind, FunctionUses, Parameters,
};
use crate::syntax::ast::pattern::{BindingElement, BindingPattern};
use crate::syntax::ast::statement::{ExpressionStatement, Statement};
use crate::syntax::ast::{FunctionId, Goal, Name, Program, ScopeId};
use crate::syntax::build::{Context, FunctionContext, Root};
use crate::syntax::grammar::TextParser;
use crate::syntax::lexer::Lexer;
use crate::syntax::syntax_error::{Failure, SyntaxError};
use crate::syntax::terminal::Terminal;
use crate::syntax::token::Token;

/// What a tree borrows from.
pub struct Owner {
    pub(super) source: Rc<SourceText>,
    pub(super) bump: Bump,
    pub(super) budget: Rc<Budget>,
}

impl Owner {
    pub(super) fn new(source: Rc<SourceText>, budget: &Rc<Budget>) -> Self {
        Self {
            source,
            bump: Bump::new(),
            budget: Rc::clone(budget),
        }
    }
}

/// How much of a program a text is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    Whole,
    /// What stands before a mistake; the driver makes up the rest.
    Beginning,
}

/// Runs the grammar over what the context's lexer gives.
pub(super) fn run<'a>(context: &Context<'a>, start: Terminal) -> Result<Root<'a>, Failure> {
    let tokens = [(0, Token::Start(start, context), 0)];
    let root = TextParser::new()
        .parse(context, tokens)
        .map_err(|error| match error {
            ParseError::User { error } => error,
            // The driver tells its errors as user errors; these are for completeness.
            ParseError::InvalidToken { location }
            | ParseError::UnrecognizedEof { location, .. } => {
                SyntaxError::at(Span::empty(location), "Invalid or unexpected token")
            }
            ParseError::UnrecognizedToken {
                token: (start, _, end),
                ..
            }
            | ParseError::ExtraToken {
                token: (start, _, end),
            } => SyntaxError::at(Span::new(start, end), "Invalid or unexpected token"),
        })?;
    match context.first_leftover_cover() {
        None => Ok(root),
        Some(equals) => Err(SyntaxError::labelled(
            Span::new(equals, equals + 1),
            "Invalid shorthand property initializer",
            "an object literal takes `:` here; `=` is for defaults in patterns",
        )),
    }
}

pub(super) fn parse_program<'a>(
    owner: &'a Owner,
    goal: Goal,
    extent: Extent,
) -> Result<Program<'a>, Failure> {
    let (start, top) = match goal {
        Goal::Module => (Terminal::StartModule, FunctionContext::TOP_LEVEL),
        Goal::CommonJs => (Terminal::StartScript, FunctionContext::PLAIN),
        Goal::Script | Goal::Eval(_) | Goal::DynamicFunction => {
            (Terminal::StartScript, FunctionContext::TOP_LEVEL)
        }
    };
    let text = owner.source.text();
    let is_module = goal == Goal::Module;
    let lexer = Lexer::new(text, &owner.bump, !is_module);
    let context = Context::new(&owner.bump, text, is_module, top, lexer, &owner.budget);
    context.is_beginning.set(extent == Extent::Beginning);
    let statements = match run(&context, start)? {
        Root::Statements(statements) => statements,
        Root::Parameters => &[],
    };
    let span = Span::new(0, text.len() as u32);
    let statements = match goal {
        Goal::CommonJs => wrap_module(&context, span, statements),
        Goal::DynamicFunction => wrap_declaration(&context, statements)?,
        Goal::Script | Goal::Module | Goal::Eval(_) => statements,
    };
    let names = context
        .lexer
        .take()
        .map(Lexer::into_names)
        .unwrap_or_default();
    let use_strict = context.use_strict(statements);
    Ok(Program {
        span,
        goal,
        statements,
        use_strict,
        has_top_level_await: is_module && context.has_top_level_await.get(),
        scope: Cell::new(ScopeId::NONE),
        functions: numbered(context.functions.into_inner()),
        unfinished: context.unfinished.get(),
        names,
    })
}

/// Functions in the order of their start, outer before inner. They come in the order in which
/// they end, so where two are equal (an arrow as the value of a field), the outer one is later.
fn numbered<'a>(functions: Vec<&'a Function<'a>>) -> Vec<&'a Function<'a>> {
    let mut functions = functions;
    functions.reverse();
    functions.sort_by_key(|function| (function.span.start, Reverse(function.span.end)));
    for (index, function) in functions.iter().enumerate() {
        function.id.set(FunctionId(index as u32));
    }
    functions
}

/// The function around the body of a CommonJS module.
fn wrap_module<'a>(
    context: &Context<'a>,
    span: Span,
    statements: &'a [Statement<'a>],
) -> &'a [Statement<'a>] {
    let bump = context.bump;
    let names = [
        Name::EXPORTS,
        Name::REQUIRE,
        Name::MODULE,
        Name::FILENAME,
        Name::DIRNAME,
    ];
    let place = Span::empty(0);
    let items = bump.alloc_slice_fill_iter(names.map(|name| BindingElement {
        span: place,
        pattern: BindingPattern::Identifier(context.binding(0, name, 0)),
        default: None,
    }));
    let use_strict = context.use_strict(statements);
    let function = &*bump.alloc(Function {
        span,
        id: Cell::new(FunctionId::default()),
        kind: FunctionKind::Normal,
        name: None,
        parameters: Parameters {
            span: place,
            items,
            rest: None,
        },
        body: FunctionBody::Block(bump.alloc(FunctionBlock { span, statements })),
        is_async: false,
        is_generator: false,
        is_arrow: false,
        is_declaration: false,
        use_strict,
        scope: Cell::new(ScopeId::NONE),
        body_scope: Cell::new(ScopeId::NONE),
        uses: Cell::new(FunctionUses::default()),
    });
    context.functions.borrow_mut().push(function);
    as_statement(bump, function)
}

/// The one function declaration of a composed text as an expression that binds no name.
fn wrap_declaration<'a>(
    context: &Context<'a>,
    statements: &'a [Statement<'a>],
) -> Result<&'a [Statement<'a>], Failure> {
    let [Statement::Function(declaration)] = statements else {
        let message = "The parameters or the body end the function";
        return Err(SyntaxError::at(Span::default(), message));
    };
    let function = &*context.bump.alloc(Function {
        span: declaration.span,
        id: Cell::new(FunctionId::default()),
        kind: declaration.kind,
        name: None,
        parameters: declaration.parameters,
        body: declaration.body,
        is_async: declaration.is_async,
        is_generator: declaration.is_generator,
        is_arrow: false,
        is_declaration: false,
        use_strict: declaration.use_strict,
        scope: Cell::new(ScopeId::NONE),
        body_scope: Cell::new(ScopeId::NONE),
        uses: Cell::new(FunctionUses::default()),
    });
    // The declaration was the last function to end.
    let mut functions = context.functions.borrow_mut();
    functions.pop();
    functions.push(function);
    Ok(as_statement(context.bump, function))
}

fn as_statement<'a>(bump: &'a Bump, function: &'a Function<'a>) -> &'a [Statement<'a>] {
    let expression = Expression::Function(function);
    let statement = bump.alloc(ExpressionStatement {
        span: function.span,
        expression,
    });
    std::slice::from_ref(bump.alloc(Statement::Expression(statement)))
}
