//! Whether two runs of a function can overlap.
//!
//! A function is in a *thread* with the code that calls it, if each call is awaited at once: then that
//! code does nothing else in the meantime. A call that isn't awaited begins a thread of its own, but
//! only one if it happens only once.

use super::facts::{Model, Site, Usage};
use super::names::inner;
use crate::syntax::ast::expression::{CallExpression, Expression};
use crate::syntax::ast::function::Function;
use crate::syntax::ast::{FunctionId, IdentifierReference};

/// How many functions are followed outwards.
const MOST_STEPS: u32 = 16;

/// Code of which one piece at a time runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thread {
    /// The code of the owner itself: a function, or the top level.
    Owner,
    /// What a call that happens once begins.
    Of(FunctionId),
}

/// What runs tests one after the other, each once.
const TEST_FUNCTIONS: [&str; 12] = [
    "describe",
    "context",
    "suite",
    "it",
    "test",
    "before",
    "after",
    "beforeEach",
    "afterEach",
    "beforeAll",
    "afterAll",
    "specify",
];

impl<'a> Model<'a> {
    /// The thread that the code of a function runs in, as seen by one activation of `owner`; nothing
    /// where runs of it may overlap.
    pub fn thread(
        &self,
        function: Option<FunctionId>,
        owner: Option<FunctionId>,
    ) -> Option<Thread> {
        self.thread_within(function, owner, MOST_STEPS)
    }

    fn thread_within(
        &self,
        function: Option<FunctionId>,
        owner: Option<FunctionId>,
        steps: u32,
    ) -> Option<Thread> {
        let steps = steps.checked_sub(1)?;
        if function == owner || self.is_top_level(function) {
            return Some(Thread::Owner);
        }
        let id = function?;
        let facts = self.function(id);
        if facts.node.is_generator || facts.class.is_some() {
            return None;
        }
        let mut calls = Vec::new();
        if !self.each_call(facts.node, &mut calls) {
            return None;
        }
        let mut common = None;
        let is_alone = calls.len() == 1;
        for call in calls {
            let thread = match call.is_awaited {
                true => self.thread_within(call.function, owner, steps)?,
                false => {
                    let is_once =
                        is_alone && !call.in_loop && self.runs_once(call.function, owner, steps);
                    is_once.then_some(Thread::Of(id))?
                }
            };
            if *common.get_or_insert(thread) != thread {
                return None;
            }
        }
        common
    }

    /// Whether the code of a function runs once at most for one activation of `owner`.
    pub fn runs_once(
        &self,
        function: Option<FunctionId>,
        owner: Option<FunctionId>,
        steps: u32,
    ) -> bool {
        if function == owner || self.is_top_level(function) {
            return true;
        }
        let (Some(id), Some(steps)) = (function, steps.checked_sub(1)) else {
            return false;
        };
        let facts = self.function(id);
        let mut calls = Vec::new();
        if facts.class.is_some() || !self.each_call(facts.node, &mut calls) {
            return false;
        }
        match calls[..] {
            [only] => !only.in_loop && self.runs_once(only.function, owner, steps),
            _ => false,
        }
    }

    /// Collects what calls a function; false if it may be called from elsewhere too.
    fn each_call(&self, function: &'a Function<'a>, calls: &mut Vec<Call>) -> bool {
        if !function.is_declaration {
            let facts = self.function(function.id.get());
            let place = (facts.parent, facts.in_loop);
            match self.usage(Expression::Function(function)) {
                Usage::Called(call) => {
                    calls.push(self.call(call, place));
                    return function.name.is_none();
                }
                Usage::Argument(call, _) if self.calls_back_once(call) => {
                    let (function, in_loop) = place;
                    calls.push(Call {
                        function,
                        in_loop,
                        is_awaited: false,
                    });
                    return true;
                }
                Usage::Bound(..) => {}
                _ => return false,
            }
        }
        let name = match (function.is_declaration, function.name) {
            (true, Some(name)) => name,
            (false, None) => match self.parent(Expression::Function(function)) {
                Some(super::parents::Parent::Declarator(declarator, _)) => {
                    match declarator.pattern {
                        crate::syntax::ast::pattern::BindingPattern::Identifier(name) => name,
                        _ => return false,
                    }
                }
                _ => return false,
            },
            _ => return false,
        };
        let Some(facts) = self
            .declared_key(name)
            .and_then(|key| self.bindings.get(&key))
        else {
            return false;
        };
        if facts.is_exported || facts.definitions.len() != 1 {
            return false;
        }
        facts
            .reads
            .iter()
            .all(|read| self.note_use(function.id.get(), *read, calls))
    }

    /// Notes one use of a function's name; false if that isn't a call that can be judged.
    fn note_use(
        &self,
        id: FunctionId,
        read: Site<&'a IdentifierReference>,
        calls: &mut Vec<Call>,
    ) -> bool {
        let place = (read.function, read.in_loop);
        let is_own = read.function == Some(id) && !read.in_loop;
        match self.usage(Expression::Identifier(read.node)) {
            Usage::Called(call) => {
                let call = self.call(call, place);
                // What calls itself last goes on, and what awaits itself too.
                if !is_own {
                    calls.push(call);
                }
                true
            }
            Usage::Argument(call, 0) if self.calls_back_once(call) => {
                if !is_own {
                    calls.push(Call {
                        function: place.0,
                        in_loop: place.1,
                        is_awaited: false,
                    });
                }
                true
            }
            _ => false,
        }
    }

    fn call(
        &self,
        call: &'a CallExpression<'a>,
        (function, in_loop): (Option<FunctionId>, bool),
    ) -> Call {
        let usage = self.usage(Expression::Call(call));
        Call {
            function,
            in_loop,
            is_awaited: matches!(usage, Usage::Awaited(_)),
        }
    }

    /// Whether a call calls a function that it is given once at most, or in turn with others.
    fn calls_back_once(&self, call: &CallExpression<'a>) -> bool {
        if let Some((member, name)) = self.method(call) {
            return match name {
                "then" | "catch" | "finally" => true,
                "nextTick" => self.is_process(member.object),
                _ => false,
            };
        }
        ["setTimeout", "setImmediate", "queueMicrotask"]
            .iter()
            .any(|name| self.is_timer_function(call.callee, name))
    }

    /// Whether a function is run by what runs tests, or is in one that is.
    pub fn is_in_test(&self, function: Option<FunctionId>) -> bool {
        let mut at = function;
        for _ in 0..MOST_STEPS {
            let Some(id) = at else { return false };
            let facts = self.function(id);
            if let Usage::Argument(call, _) = self.usage(Expression::Function(facts.node))
                && self.is_test_function(call.callee)
            {
                return true;
            }
            at = facts.parent;
        }
        false
    }

    fn is_test_function(&self, callee: Expression<'a>) -> bool {
        let callee = match inner(callee) {
            // `it.only`
            Expression::Member(member) => inner(member.object),
            callee => callee,
        };
        let Expression::Identifier(identifier) = callee else {
            return false;
        };
        let name = self.text(identifier.name);
        TEST_FUNCTIONS.contains(&name)
            && (self.is_global_name(identifier, name) || self.imported(callee).is_some())
    }
}

/// A call of a function, as far as it matters here.
#[derive(Clone, Copy)]
struct Call {
    function: Option<FunctionId>,
    in_loop: bool,
    is_awaited: bool,
}
