//! A function's code, as the engine sees it: how large its frame is, and how to run it.

use super::{Agent, JsResult};
use crate::heap::{ActivationRef, Frame, Object, Str, Value};
use crate::source::{SourceText, Span};
use std::any::Any;
use std::cell::{Cell, OnceCell};
use std::rc::Rc;

/// What runs when code is entered. The interpreter implements it over trees.
pub trait Behaviour {
    /// Runs the code in `frame`, whose header and `argc` arguments are set and whose slots up to
    /// the frame size are usable. `agent.machine.frame` and `agent.machine.top` are this frame's.
    fn call(&self, agent: &mut Agent, frame: Frame, argc: usize) -> JsResult;

    /// Runs a generator's body in its frame, from the start or down to where it was suspended.
    fn run_body(&self, agent: &mut Agent, frame: Frame) -> JsResult;

    /// Goes on with an async activation of the code after an `await`.
    fn resume(
        &self,
        agent: &mut Agent,
        code: &Code,
        activation: ActivationRef,
        argument: Value,
        rejected: bool,
    ) -> JsResult<()>;

    /// The same behaviour once more, of code that has no lowering: it holds no trees.
    fn copy(&self) -> Option<Box<dyn Behaviour>> {
        None
    }
}

/// Compiles the function that [CreateDynamicFunction](https://tc39.es/ecma262/#sec-createdynamicfunction)
/// makes of a parameter list and a body, each of which must parse by itself, and instantiates it in
/// the global scope with the kind's default prototype. Its text is
/// `function anonymous(parameters\n) {\nbody\n}`, with the prefix of its kind.
pub type CompileFunction =
    fn(&mut Agent, kind: FunctionKind, parameters: &str, body: &str) -> JsResult<Object>;

/// Makes code runnable when it is first called.
pub trait Lowering {
    /// Sets the code's frame size and behaviour, or throws (a function too large or too deep).
    fn lower(&self, agent: &mut Agent, code: &Code) -> JsResult<()>;

    /// Itself, for those who know its type.
    fn as_any(&self) -> &dyn Any;
}

/// What sort of function an object is over this code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FunctionKind {
    /// `function f() {}`: has a prototype, can be constructed.
    Normal,
    /// `() => {}`
    Arrow,
    /// A method, getter or setter.
    Method,
    /// A class's constructor.
    ClassConstructor,
    /// A class's constructor, where the class has a heritage.
    DerivedConstructor,
    /// `function* f() {}` and generator methods.
    Generator,
    /// `async function f() {}`, async methods and async arrows.
    Async,
    /// `async function* f() {}` and such methods.
    AsyncGenerator,
}

/// Further facts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct CodeFlags {
    /// Strict mode code.
    pub strict: bool,
    /// It is an arrow function (also an async one): no `this`, no `prototype`.
    pub arrow: bool,
    /// It has a `[[HomeObject]]` or fields: its extra data is set.
    pub method: bool,
    /// Every simple parameter has its own slot and no `arguments` object is needed.
    pub simple_parameters: bool,
}

/// The code of one function, shared by all function objects over it.
pub struct Code {
    /// Slots of a frame, header included; `u32::MAX` until it is lowered.
    pub frame_size: Cell<u32>,
    /// Slots after the header that arguments fill; further arguments are cut off unless the
    /// behaviour takes them first.
    pub parameters: Cell<u32>,
    /// Locals after the parameters start as `undefined` up to this slot.
    pub locals_end: Cell<u32>,
    /// From which argument on the arguments are collected in an array (`arguments`, rest
    /// parameters), which the first local after the parameters takes.
    pub collects_from: Cell<Option<u32>>,
    /// How many properties an instance is expected to get, where it is a constructor.
    pub instance_properties: Cell<u32>,
    /// What it runs.
    pub behaviour: OnceCell<Box<dyn Behaviour>>,
    /// How to make it runnable.
    pub lowering: Option<Rc<dyn Lowering>>,
    /// The number that the lowering knows it by.
    pub lowering_id: u32,
    /// What sort of function.
    pub kind: FunctionKind,
    /// Further facts.
    pub flags: CodeFlags,
    /// `name`; a constant of its text.
    pub name: Str,
    /// `length`
    pub length: u32,
    /// Where it is written.
    pub source: Rc<SourceText>,
    /// Its text, for `Function.prototype.toString`.
    pub span: Span,
    /// Where stack traces say that a top-level body is: such code has no name of its own.
    pub is_program: bool,
}

impl Code {
    /// Code that does nothing and isn't lowered: the placeholder for dead code.
    pub fn vacant(name: Str, source: &Rc<SourceText>) -> Code {
        Code {
            frame_size: Cell::new(u32::MAX),
            parameters: Cell::new(0),
            locals_end: Cell::new(0),
            collects_from: Cell::new(None),
            instance_properties: Cell::new(0),
            behaviour: OnceCell::new(),
            lowering: None,
            lowering_id: 0,
            kind: FunctionKind::Arrow,
            flags: CodeFlags::default(),
            name,
            length: 0,
            source: Rc::clone(source),
            span: Span::default(),
            is_program: false,
        }
    }

    /// The same code, to be lowered once more.
    pub(super) fn to_be_lowered(&self) -> Code {
        let lowered_for_good = match (&self.lowering, self.behaviour.get()) {
            (None, Some(behaviour)) => behaviour.copy(),
            _ => None,
        };
        let code = Code {
            lowering: self.lowering.clone(),
            lowering_id: self.lowering_id,
            kind: self.kind,
            flags: self.flags,
            length: self.length,
            span: self.span,
            is_program: self.is_program,
            ..Code::vacant(self.name, &self.source)
        };
        let Some(behaviour) = lowered_for_good else {
            return code;
        };
        Code {
            frame_size: self.frame_size.clone(),
            parameters: self.parameters.clone(),
            locals_end: self.locals_end.clone(),
            collects_from: self.collects_from.clone(),
            instance_properties: self.instance_properties.clone(),
            behaviour: OnceCell::from(behaviour),
            ..code
        }
    }

    /// Whether `new` may be applied.
    pub fn is_constructor(&self) -> bool {
        matches!(
            self.kind,
            FunctionKind::Normal
                | FunctionKind::ClassConstructor
                | FunctionKind::DerivedConstructor
        )
    }

    /// Whether it is a class's constructor, which can't be called without `new`.
    pub fn is_class_constructor(&self) -> bool {
        matches!(
            self.kind,
            FunctionKind::ClassConstructor | FunctionKind::DerivedConstructor
        )
    }
}
