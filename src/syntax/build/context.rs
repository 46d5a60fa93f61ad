//! All that the actions share: the arena, the lists and operands under construction, and the
//! contexts that decide what `await`, `yield` and `return` are.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::marker::PhantomData;

use bumpalo::Bump;
use rustc_hash::{FxHashMap, FxHashSet};

use super::list::{List, Listed, Stacks};
use super::pending::{Operator, Pending};
use crate::budget::Budget;
use crate::source::Span;
use crate::syntax::ast::expression::Expression;
use crate::syntax::ast::function::{Function, Parameters};
use crate::syntax::ast::statement::Statement;
use crate::syntax::ast::{
    BindingIdentifier, IdentifierName, IdentifierReference, Name, PrivateName, Resolution,
};
use crate::syntax::lexer::{ChunkError, Infix, Lexer};

/// What a text is, before it becomes a program.
#[derive(Clone, Copy)]
pub(crate) enum Root<'a> {
    Statements(&'a [Statement<'a>]),
    /// Parameters alone, checked for `new Function`.
    Parameters,
}

/// What a function is to the words in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FunctionContext {
    pub(crate) is_async: bool,
    pub(crate) is_generator: bool,
    pub(in crate::syntax) returns: bool,
    pub(in crate::syntax) forbids_await: bool,
}

impl FunctionContext {
    pub(crate) const PLAIN: Self = Self {
        is_async: false,
        is_generator: false,
        returns: true,
        forbids_await: false,
    };
    pub(crate) const GENERATOR: Self = Self {
        is_generator: true,
        ..Self::PLAIN
    };
    pub(crate) const ASYNC: Self = Self {
        is_async: true,
        ..Self::PLAIN
    };
    pub(crate) const ASYNC_GENERATOR: Self = Self {
        is_generator: true,
        ..Self::ASYNC
    };
    pub(crate) const FIELD: Self = Self {
        returns: false,
        ..Self::PLAIN
    };
    pub(crate) const STATIC_BLOCK: Self = Self {
        forbids_await: true,
        ..Self::FIELD
    };
    pub(crate) const TOP_LEVEL: Self = Self::FIELD;
}

/// What the word `await` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AwaitRole {
    Identifier,
    Operator,
    /// Neither.
    Forbidden,
}

/// The context of the code that is read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    pub(crate) await_role: AwaitRole,
    pub(crate) yields: bool,
    pub(crate) returns: bool,
    /// How many notes there were when the context was entered.
    pub(super) operators: usize,
    pub(super) await_names: usize,
}

/// Where `await` or `yield` was read as an operator.
#[derive(Clone, Copy, Debug)]
pub(super) struct OperatorNote {
    pub(in crate::syntax) span: Span,
    pub(in crate::syntax) is_await: bool,
}

/// `{a = 1}`, which only a pattern may have.
#[derive(Clone, Copy)]
pub(super) struct CoverNote<'a> {
    /// Where the `=` is.
    pub(super) equals: u32,
    pub(super) initializer: Expression<'a>,
}

/// A class whose body isn't complete.
#[derive(Clone, Copy)]
pub(super) struct OpenClass<'a> {
    /// Where its body starts.
    pub(super) start: u32,
    /// It has a heritage.
    pub(super) is_derived: bool,
    pub(super) constructor: Option<&'a Function<'a>>,
}

/// All that the actions share.
pub(crate) struct Context<'a> {
    pub(in crate::syntax) bump: &'a Bump,
    pub(in crate::syntax) source: &'a str,
    pub(in crate::syntax) is_module: bool,
    /// The lexer, until the driver takes it.
    pub(in crate::syntax) lexer: RefCell<Option<Lexer<'a>>>,
    /// What parsing may use.
    pub(crate) budget: &'a Budget,
    stacks: Stacks<'a>,
    pub(in crate::syntax) functions: RefCell<Vec<&'a Function<'a>>>,
    frame: Cell<Frame>,
    frames: RefCell<Vec<Frame>>,
    pub(super) operators: RefCell<Vec<OperatorNote>>,
    pub(super) await_names: RefCell<Vec<Span>>,
    pub(in crate::syntax) has_top_level_await: Cell<bool>,
    pub(super) pending: RefCell<Vec<Pending<'a>>>,
    /// By the start of the shorthand's name.
    pub(super) covers: RefCell<FxHashMap<u32, CoverNote<'a>>>,
    /// The starts of spreads with a comma behind them.
    pub(super) spreads_with_comma: RefCell<FxHashSet<u32>>,
    /// Invalid escapes in templates, copied from the lexer when it meets one.
    pub(in crate::syntax) chunk_errors: RefCell<Vec<ChunkError>>,
    pub(super) classes: RefCell<Vec<OpenClass<'a>>>,
    /// The text is the beginning of one, to be completed where it ends.
    pub(in crate::syntax) is_beginning: Cell<bool>,
    /// Where such a text ends, once that is reached.
    pub(in crate::syntax) unfinished: Cell<Option<u32>>,
}

/// For the generated code, whose tokens must be printable.
impl fmt::Debug for Context<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context").finish_non_exhaustive()
    }
}

impl<'a> Context<'a> {
    /// A context for one text. `top` is that of the code outside all functions.
    pub(crate) fn new(
        bump: &'a Bump,
        source: &'a str,
        is_module: bool,
        top: FunctionContext,
        lexer: Lexer<'a>,
        budget: &'a Budget,
    ) -> Self {
        let await_role = if is_module || top.is_async {
            AwaitRole::Operator
        } else {
            AwaitRole::Identifier
        };
        Self {
            bump,
            source,
            is_module,
            lexer: RefCell::new(Some(lexer)),
            budget,
            stacks: Stacks::default(),
            functions: RefCell::default(),
            frame: Cell::new(Frame {
                await_role,
                yields: top.is_generator,
                returns: top.returns,
                operators: 0,
                await_names: 0,
            }),
            frames: RefCell::default(),
            operators: RefCell::default(),
            await_names: RefCell::default(),
            has_top_level_await: Cell::new(false),
            pending: RefCell::default(),
            covers: RefCell::default(),
            spreads_with_comma: RefCell::default(),
            chunk_errors: RefCell::default(),
            classes: RefCell::default(),
            is_beginning: Cell::new(false),
            unfinished: Cell::new(None),
        }
    }

    /// The context of the code that is read.
    pub(in crate::syntax) fn frame(&self) -> Frame {
        self.frame.get()
    }

    /// Where the body starts of the class that is read.
    pub(in crate::syntax) fn class_start(&self) -> Option<u32> {
        self.classes.borrow().last().map(|class| class.start)
    }

    /// Whether the code is inside a function, field or static block.
    pub(in crate::syntax) fn is_nested(&self) -> bool {
        !self.frames.borrow().is_empty()
    }

    fn push_frame(&self, await_role: AwaitRole, yields: bool, returns: bool) {
        self.frames.borrow_mut().push(self.frame.get());
        self.frame.set(Frame {
            await_role,
            yields,
            returns,
            operators: self.operators.borrow().len(),
            await_names: self.await_names.borrow().len(),
        });
    }

    /// Enters a function, field or static block.
    pub(crate) fn enter(&self, context: FunctionContext) {
        let await_role = if context.is_async {
            AwaitRole::Operator
        } else if self.is_module || context.forbids_await {
            AwaitRole::Forbidden
        } else {
            AwaitRole::Identifier
        };
        self.push_frame(await_role, context.is_generator, context.returns);
    }

    /// Enters the body of an arrow. What a static block around forbids is not forbidden in it.
    pub(crate) fn enter_arrow(&self, context: FunctionContext) {
        let await_role = if context.is_async {
            AwaitRole::Operator
        } else if self.is_module {
            AwaitRole::Forbidden
        } else {
            AwaitRole::Identifier
        };
        self.push_frame(await_role, false, true);
    }

    /// Goes back to the context around.
    pub(crate) fn leave(&self) {
        let frame = self.frame.get();
        self.operators.borrow_mut().truncate(frame.operators);
        self.await_names.borrow_mut().truncate(frame.await_names);
        if let Some(around) = self.frames.borrow_mut().pop() {
            self.frame.set(around);
        }
    }

    /// Notes that `await` or `yield` was read as an operator.
    pub(in crate::syntax) fn note_operator(&self, span: Span, is_await: bool) {
        self.operators
            .borrow_mut()
            .push(OperatorNote { span, is_await });
        if is_await && !self.is_nested() {
            self.has_top_level_await.set(true);
        }
    }

    /// Notes that `await` was read as an identifier.
    pub(in crate::syntax) fn note_await_name(&self, span: Span) {
        self.await_names.borrow_mut().push(span);
    }

    /// The first initialiser of a shorthand that turned out not to be in a pattern: the place
    /// of its `=`.
    pub(in crate::syntax) fn first_leftover_cover(&self) -> Option<u32> {
        self.covers.borrow().values().map(|note| note.equals).min()
    }

    // Names

    pub(crate) fn reference(&self, l: u32, name: Name, r: u32) -> &'a IdentifierReference {
        let resolution = Cell::new(Resolution::UNRESOLVED);
        self.bump.alloc(IdentifierReference {
            span: Span::new(l, r),
            name,
            resolution,
        })
    }

    pub(crate) fn binding(&self, l: u32, name: Name, r: u32) -> &'a BindingIdentifier {
        let resolution = Cell::new(Resolution::UNRESOLVED);
        self.bump.alloc(BindingIdentifier {
            span: Span::new(l, r),
            name,
            resolution,
        })
    }

    pub(crate) fn name(&self, l: u32, name: Name, r: u32) -> IdentifierName {
        IdentifierName {
            span: Span::new(l, r),
            name,
        }
    }

    pub(crate) fn private_name(&self, l: u32, name: Name, r: u32) -> PrivateName {
        PrivateName {
            span: Span::new(l, r),
            name,
        }
    }

    // Roots

    pub(crate) fn script(&self, statements: List<Statement<'a>>) -> Root<'a> {
        Root::Statements(self.take(statements))
    }

    pub(crate) fn parameters_alone(&self, _: u32, _: &'a Parameters<'a>, _: u32) -> Root<'a> {
        Root::Parameters
    }

    // Operators

    pub(crate) fn operator(&self, at: u32, infix: Infix) -> Operator {
        Operator { at, infix }
    }

    // Lists

    /// A list without elements.
    pub(crate) fn empty<T: Listed<'a>>(&self) -> List<T> {
        let start = T::stack(&self.stacks).borrow().len() as u32;
        List {
            start,
            elements: PhantomData,
        }
    }

    /// A list of one.
    pub(crate) fn list<T: Listed<'a>>(&self, element: T) -> List<T> {
        let list = self.empty();
        self.more(list, element)
    }

    /// A list of two, the first of which was made before the second began.
    pub(crate) fn list_of_two<T: Listed<'a>>(&self, first: T, second: T) -> List<T> {
        let list = self.list(first);
        self.more(list, second)
    }

    /// The list with one more element.
    pub(crate) fn more<T: Listed<'a>>(&self, list: List<T>, element: T) -> List<T> {
        T::stack(&self.stacks).borrow_mut().push(element.element());
        list
    }

    /// The last element of a list that isn't empty.
    pub(super) fn last<T: Listed<'a>>(&self, list: List<T>) -> Option<T::Element> {
        let stack = T::stack(&self.stacks).borrow();
        if stack.len() > list.start as usize {
            stack.last().copied()
        } else {
            None
        }
    }

    /// The finished list.
    pub(super) fn take<T: Listed<'a>>(&self, list: List<T>) -> &'a [T::Element] {
        let mut stack = T::stack(&self.stacks).borrow_mut();
        let start = list.start as usize;
        let finished = self.bump.alloc_slice_copy(&stack[start..]);
        stack.truncate(start);
        finished
    }

    /// The finished list, or none.
    pub(super) fn take_optional<T: Listed<'a>>(&self, list: Option<List<T>>) -> &'a [T::Element] {
        list.map_or(&[], |list| self.take(list))
    }
}
