//! The way into the parser: a source text becomes a [`Parsed`], or an error a person can use.
//!
//! Owns: the choice of goal, the composition of `new Function`, Node's detection of modules, and
//! the numbering of functions. Doesn't own: lexing, tables, actions; LALRPOP is not visible from
//! outside of here.
//!
//! Invariant: parsing takes time linear in the text, and native stack only where it is guarded.

use std::cell::Cell;
use std::cmp::Reverse;
use std::rc::Rc;

use bumpalo::Bump;
use lalrpop_util::ParseError;
use self_cell::self_cell;

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
    source: Rc<SourceText>,
    bump: Bump,
    budget: Rc<Budget>,
}

self_cell! {
    /// A program together with its text and memory.
    ///
    /// Keep it in an `Rc` as long as a function of it may still have to be lowered.
    pub struct Parsed {
        owner: Owner,

        #[covariant]
        dependent: Program,
    }
}

impl Parsed {
    /// The tree.
    #[must_use]
    pub fn program(&self) -> &Program<'_> {
        self.borrow_dependent()
    }

    /// Calls `f` with the tree.
    pub fn with_ast<R>(&self, f: impl for<'a> FnOnce(&'a Program<'a>) -> R) -> R {
        self.with_dependent(|_, program| f(program))
    }

    /// What the text was parsed within.
    #[cfg(test)]
    pub(crate) fn budget(&self) -> &Budget {
        &self.borrow_owner().budget
    }

    /// Bytes that the tree takes, without the text.
    #[must_use]
    pub fn tree_bytes(&self) -> usize {
        self.borrow_owner().bump.allocated_bytes()
    }

    /// The text.
    #[must_use]
    pub fn source(&self) -> &Rc<SourceText> {
        &self.borrow_owner().source
    }
}

/// The keywords of a function that is made from texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DynamicForm {
    /// `async`
    pub is_async: bool,
    /// `*`
    pub is_generator: bool,
}

/// Parses a text as what `goal` says.
///
/// Early errors and scopes are not looked at.
///
/// # Errors
/// If the text doesn't follow the grammar.
pub fn parse(source: Rc<SourceText>, goal: Goal) -> Result<Parsed, Box<SyntaxError>> {
    parse_within(source, goal, &Rc::default())
}

/// As [`parse`], within a budget.
///
/// # Errors
/// If the text doesn't follow the grammar, or the budget is spent.
pub fn parse_within(
    source: Rc<SourceText>,
    goal: Goal,
    budget: &Rc<Budget>,
) -> Result<Parsed, Box<SyntaxError>> {
    let (start, top) = match goal {
        Goal::Module => (Terminal::StartModule, FunctionContext::TOP_LEVEL),
        Goal::CommonJs => (Terminal::StartScript, FunctionContext::PLAIN),
        Goal::Script | Goal::Eval(_) | Goal::DynamicFunction => {
            (Terminal::StartScript, FunctionContext::TOP_LEVEL)
        }
    };
    check_length(&source)?;
    let owner = Owner {
        source,
        bump: Bump::new(),
        budget: Rc::clone(budget),
    };
    Parsed::try_new(owner, |owner| parse_program(owner, goal, start, top))
}

/// Parses a function given as the texts of its parameters and body, as `new Function` does
/// ([CreateDynamicFunction](https://tc39.es/ecma262/#sec-createdynamicfunction)). The text of
/// the program, shown under `origin`, is the one that the specification composes.
///
/// # Errors
/// If parameters or body don't follow the grammar, each for itself. Where the whole doesn't either,
/// the place is one in the text with parentheses around it.
pub fn parse_dynamic_function(
    origin: &SourceText,
    form: DynamicForm,
    parameters: &str,
    body: &str,
    budget: &Rc<Budget>,
) -> Result<Parsed, Box<SyntaxError>> {
    let prefix = match (form.is_async, form.is_generator) {
        (false, false) => "function",
        (false, true) => "function*",
        (true, false) => "async function",
        (true, true) => "async function*",
    };
    let before_body = format!("{prefix} anonymous({parameters}\n) {{\n");
    let text = format!("{before_body}{body}\n}}");
    // A spent budget ends the parsing of the text below.
    let _ = budget.spend(text.len() / 64);
    let source = Rc::new(origin.with_text(text));
    check_length(&source)?;
    let context = FunctionContext {
        is_async: form.is_async,
        is_generator: form.is_generator,
        ..FunctionContext::PLAIN
    };
    let before_parameters = prefix.len() + " anonymous(".len();
    let parts = [
        (parameters, Terminal::StartParameters, before_parameters),
        (body, Terminal::StartScript, before_body.len()),
    ];
    for (part, start, offset) in parts {
        if let Err(failure) = check_part(part, start, context, offset, budget) {
            // V8 reads the whole as an expression in parentheses, and names what is wrong there.
            let whole = format!("({})", source.text());
            let whole = Rc::new(origin.with_text(whole));
            parse_within(whole, Goal::Script, budget)?;
            return Err(failure);
        }
    }
    parse_within(source, Goal::DynamicFunction, budget)
}

/// Checks that a part of a composed function is complete in itself, so that it can't end the
/// part around it. Places in the error are shifted to the composed text.
fn check_part(
    text: &str,
    start: Terminal,
    context: FunctionContext,
    offset: usize,
    budget: &Budget,
) -> Result<(), Failure> {
    let bump = Bump::new();
    let lexer = Lexer::new(text, &bump, true);
    let shared = Context::new(&bump, text, false, context, lexer, budget);
    run(&shared, start).map(|_| ()).map_err(|mut failure| {
        let shift = |span: &mut Span| {
            span.start += offset as u32;
            span.end += offset as u32;
        };
        shift(&mut failure.diagnostic.primary.span);
        failure
            .diagnostic
            .secondary
            .iter_mut()
            .for_each(|label| shift(&mut label.span));
        failure
    })
}

fn check_length(source: &SourceText) -> Result<(), Failure> {
    if source.text().len() <= SourceText::MAX_LENGTH {
        return Ok(());
    }
    Err(SyntaxError::at(
        Span::default(),
        "The source text is longer than 4 GiB",
    ))
}

/// Runs the grammar over what the context's lexer gives.
fn run<'a>(context: &Context<'a>, start: Terminal) -> Result<Root<'a>, Failure> {
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

fn parse_program<'a>(
    owner: &'a Owner,
    goal: Goal,
    start: Terminal,
    top: FunctionContext,
) -> Result<Program<'a>, Failure> {
    let text = owner.source.text();
    let is_module = goal == Goal::Module;
    let lexer = Lexer::new(text, &owner.bump, !is_module);
    let context = Context::new(&owner.bump, text, is_module, top, lexer, &owner.budget);
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

#[cfg(test)]
mod tests;
