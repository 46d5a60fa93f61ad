//! From a text to a function that runs it: parsing, checking, analysing, and lowering each function when it
//! is first called.

use super::compilation_unit::{BODY, Enclosing, Unit};
use super::lowerer::Lowerer;
use crate::budget::{Budget, Stopped};
use crate::diagnostics::Diagnostic;
use crate::engine::{Agent, Code, CodeFlags, FunctionKind, JsResult, Lowering, Throw};
use crate::heap::{Object, Str, Value};
use crate::interpreter::in_realm::placed;
use crate::source::{SourceText, Span};
use crate::syntax::ast::function::{Function, FunctionKind as AstKind};
use crate::syntax::ast::{EvalContext, FunctionId, Goal};
use crate::syntax::detection::{Detected, check, detect, parse_checked};
use crate::syntax::parser::{self, Parsed};
use crate::syntax::scope::Scopes;
use crate::syntax::syntax_error::SyntaxError;
use std::any::Any;
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

/// What a text is to be run as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SourceKind {
    /// A classic script.
    Script,
    /// A CommonJS module: calling the compiled function gives the wrapper function.
    CommonJs,
    /// A text of the host's own: as CommonJs, in a source that says so.
    Internal,
    /// A text whose completion value is asked for, in global scope.
    Eval,
}

/// Why a text can't be run.
#[derive(Debug)]
pub struct CompileError {
    /// What to tell the user.
    pub diagnostic: Diagnostic,
}

impl From<Box<SyntaxError>> for CompileError {
    fn from(error: Box<SyntaxError>) -> CompileError {
        CompileError {
            diagnostic: error.diagnostic,
        }
    }
}

/// Roughly what a compiled text takes, as is measured with small ones and large ones: for itself,
/// and for each byte of the text. What runs takes a quarter of the tree's size beside the tree.
const BYTES_OF_UNIT: usize = 5 << 10;
const BYTES_OF_TEXT: usize = 3;

/// The number of the top level among the functions.
pub(super) const TOP_LEVEL: u32 = u32::MAX;

/// Compiles a text that is no ES module; the function runs it.
pub fn compile(
    agent: &mut Agent,
    source: Rc<SourceText>,
    kind: SourceKind,
) -> Result<Object, Box<CompileError>> {
    let goal = match kind {
        SourceKind::Script => Goal::Script,
        SourceKind::CommonJs | SourceKind::Internal => Goal::CommonJs,
        SourceKind::Eval => Goal::Eval(EvalContext::default()),
    };
    let (parsed, scopes) = within_budget(agent, |budget| parse_checked(source, goal, budget))?;
    let unit = new_unit(parsed, scopes, None);
    unit.count(agent);
    Ok(compile_unit(agent, &unit))
}

/// Compiles a text as a CommonJS module, unless it has what only an ES module may have: `None` then.
pub fn compile_detecting(
    agent: &mut Agent,
    source: Rc<SourceText>,
) -> Result<Option<Object>, Box<CompileError>> {
    match within_budget(agent, |budget| detect(source, budget))? {
        Detected::CommonJs(parsed, scopes) => {
            let unit = new_unit(parsed, scopes, None);
            unit.count(agent);
            Ok(Some(compile_unit(agent, &unit)))
        }
        Detected::Module => Ok(None),
    }
}

/// Checks that the texts of a function's parameters and body are complete, each in itself.
pub fn check_function_parts(
    agent: &mut Agent,
    parameters: &str,
    body: &str,
) -> Result<(), Box<CompileError>> {
    within_budget(agent, |budget| {
        parser::check_function_parts(parameters, body, budget)
    })
}

/// Parses a text with what is left of the agent's budget. Where that is spent there is an error,
/// which isn't shown: callers ask the budget first.
pub(super) fn within_budget<T>(
    agent: &mut Agent,
    parse: impl FnOnce(&Rc<Budget>) -> Result<T, Box<SyntaxError>>,
) -> Result<T, Box<CompileError>> {
    let budget = agent.heap.budget.lend();
    let parsed = parse(&budget);
    agent.heap.budget.take_back(&budget);
    parsed.map_err(|error| Box::new(CompileError::from(error)))
}

impl CompileError {
    /// What is thrown for it: a SyntaxError, unless the program is being stopped.
    pub(crate) fn throw(&self, agent: &mut Agent) -> Throw {
        match agent.heap.budget.stopped() {
            Some(_) => agent.unwind_stopped(Stopped),
            None => agent.syntax_error(&self.diagnostic.message),
        }
    }
}

/// Compiles a text that is parsed.
pub(super) fn compile_parsed(
    agent: &mut Agent,
    parsed: Parsed,
) -> Result<Object, Box<CompileError>> {
    let unit = analyze(parsed, None, &agent.heap.budget)?;
    Ok(compile_unit(agent, &unit))
}

fn compile_unit(agent: &mut Agent, unit: &Rc<Unit>) -> Object {
    let code = unit.new_top_level(agent);
    agent.new_closure(code, Value::UNDEFINED, Value::UNDEFINED)
}

/// Checks and analyses a text that is parsed.
pub(super) fn analyze(
    parsed: Parsed,
    around: Option<Enclosing>,
    budget: &Budget,
) -> Result<Rc<Unit>, Box<CompileError>> {
    let scopes = check(&parsed, around.is_some(), budget)
        .map_err(|error| Box::new(CompileError::from(error)))?;
    Ok(new_unit(parsed, scopes, around))
}

fn new_unit(parsed: Parsed, scopes: Scopes, around: Option<Enclosing>) -> Rc<Unit> {
    let source = parsed.source().clone();
    let names = parsed.program().names.len();
    Rc::new(Unit {
        parsed,
        scopes,
        source,
        around,
        without_annex_b: RefCell::default(),
        imports: RefCell::default(),
        keys: RefCell::new(vec![None; names]),
        id: Cell::new(None),
        counts: OnceCell::new(),
    })
}

/// Makes functions of a unit runnable when they are called.
pub(super) struct UnitLowering(pub(super) Rc<Unit>);

impl Lowering for UnitLowering {
    fn lower(&self, agent: &mut Agent, code: &Code) -> JsResult<()> {
        let unit = &self.0;
        unit.parsed
            .with_ast(|program| Lowerer::new(agent, unit, program).code(code))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl<'a> Lowerer<'_, 'a> {
    /// Lowers what a code is of.
    pub(super) fn code(&mut self, code: &Code) -> JsResult<()> {
        let program = self.program;
        match code.lowering_id {
            TOP_LEVEL if program.goal == Goal::Module => self.module_scope(code),
            BODY => self.module_body(code),
            TOP_LEVEL => self.top_level(code),
            id => self.function(code, program.functions[id as usize]),
        }
    }
}

impl Unit {
    pub(super) fn new_top_level(self: &Rc<Unit>, agent: &mut Agent) -> u32 {
        let (text, tree) = (self.source.text().len(), self.parsed.tree_bytes());
        let bytes = BYTES_OF_UNIT + BYTES_OF_TEXT * text + tree + tree / 4;
        let around = self.around.as_ref().map(|around| around.unit.id());
        self.id.set(Some(agent.heap.new_unit(around, bytes)));
        let program = self.parsed.program();
        let name = agent.heap.empty_string();
        let flags = CodeFlags {
            strict: program.is_strict(),
            ..CodeFlags::default()
        };
        let code = self.blank_code(FunctionKind::Arrow, flags, name, 0, program.span, TOP_LEVEL);
        let code = Code {
            is_program: true,
            ..code
        };
        agent.add_code(self.id(), code)
    }

    /// The code of a function of the text, with a name that it may get from its context.
    pub(super) fn new_code(
        self: &Rc<Unit>,
        agent: &mut Agent,
        function: &Function<'_>,
        name: Str,
        span: Span,
    ) -> u32 {
        let id = function.id.get();
        let info = self.scopes.function(id);
        let kind = match (function.is_async, function.is_generator, function.kind) {
            (true, true, _) => FunctionKind::AsyncGenerator,
            (true, false, _) => FunctionKind::Async,
            (false, true, _) => FunctionKind::Generator,
            _ if function.is_arrow => FunctionKind::Arrow,
            (.., AstKind::ClassConstructor) => FunctionKind::ClassConstructor,
            (.., AstKind::DerivedConstructor) => FunctionKind::DerivedConstructor,
            (.., AstKind::Normal) => FunctionKind::Normal,
            _ => FunctionKind::Method,
        };
        let flags = CodeFlags {
            strict: info.strict,
            arrow: function.is_arrow,
            method: function.kind != AstKind::Normal,
            simple_parameters: info.has_simple_parameters,
        };
        let length = function.parameters.expected_argument_count() as u32;
        let code = self.blank_code(kind, flags, name, length, span, id.0);
        let is_program = self.is_wrapper(id);
        agent.add_code(self.id(), Code { is_program, ..code })
    }

    /// Whether the function is the wrapper of a CommonJS module.
    pub(super) fn is_wrapper(&self, id: FunctionId) -> bool {
        self.parsed.program().goal == Goal::CommonJs && id.0 == 0
    }

    pub(super) fn blank_code(
        self: &Rc<Unit>,
        kind: FunctionKind,
        flags: CodeFlags,
        name: Str,
        length: u32,
        span: Span,
        lowering_id: u32,
    ) -> Code {
        Code {
            lowering: Some(Rc::new(UnitLowering(self.clone()))),
            lowering_id,
            kind,
            flags,
            length,
            span,
            ..Code::vacant(name, &self.source)
        }
    }

    /// The code of the constructor of a class that doesn't write one.
    pub(super) fn new_default_constructor(
        self: &Rc<Unit>,
        agent: &mut Agent,
        derived: bool,
        name: Str,
        span: Span,
    ) -> u32 {
        let kind = if derived {
            FunctionKind::DerivedConstructor
        } else {
            FunctionKind::ClassConstructor
        };
        let flags = CodeFlags {
            strict: true,
            method: true,
            ..CodeFlags::default()
        };
        let mut code = self.blank_code(kind, flags, name, 0, span, 0);
        code.lowering = None;
        let header = crate::heap::ARGUMENTS as u32;
        code.frame_size.set(header + 8);
        code.locals_end.set(header + 1);
        code.collects_from.set(Some(0));
        let behaviour = crate::interpreter::function::DefaultConstructor {
            derived,
            position: span.start,
        };
        code.behaviour = OnceCell::from(placed(agent, Box::new(behaviour)));
        agent.add_code(self.id(), code)
    }
}
