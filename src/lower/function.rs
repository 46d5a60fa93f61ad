//! Functions and the top level: parameters, prologue, body, and which behaviour runs them.

use super::dispose::using_kind;
use super::forms::{Children, both};
use super::lowerer::{Lowerer, boxed};
use super::value_origin::ValueOrigin;
use crate::coverage::What;
use crate::engine::{Behaviour, Code, FunctionKind, JsResult};
use crate::heap::{MAX_FRAME, Slot, Value};
use crate::interpreter::function::*;
use crate::interpreter::inline_cache::GetCache;
use crate::interpreter::nodes::constant::*;
use crate::interpreter::nodes::local::*;
use crate::interpreter::nodes::pattern::RestParameter;
use crate::interpreter::nodes::statement::{Block, Return};
use crate::interpreter::nodes::this::*;

use crate::interpreter::in_realm::placed;
use crate::interpreter::suspend::{Body, ResumableBox};
use crate::interpreter::{NodeBox, Part};
use crate::syntax::ast::function::{Function, FunctionBody};
use crate::syntax::ast::pattern::BindingPattern;
use crate::syntax::ast::statement::Statement;
use crate::syntax::ast::{FunctionId, Goal, Name, ScopeId};
use crate::syntax::scope::{BindingRef, FunctionInfo};
use rustc_hash::FxHashSet;

impl<'a> Lowerer<'_, 'a> {
    /// Lowers the top level of a script or an eval into its code.
    pub(super) fn top_level(&mut self, code: &Code) -> JsResult<()> {
        let program = self.program;
        let top = &self.unit.scopes.top_level;
        self.strict = top.strict;
        code.parameters.set(0);
        let completion = self.slots.reserve_variables(1);
        self.completion = Some(completion);
        if program.goal == Goal::CommonJs {
            // It only makes the function that the text is the body of, and may have its place.
            self.counts = None;
        }
        let mut nodes = Vec::new();
        let scope = program.scope.get();
        if scope != ScopeId::NONE {
            self.enter_scope(scope);
        }
        // Its variables (those of modules and strict evals) start as undefined.
        code.locals_end.set(self.slots.depth());
        if scope != ScopeId::NONE {
            nodes.extend(self.prologue(scope));
            self.declare_top_level(scope, &mut nodes)?;
        }
        self.statements(program.statements, &mut nodes);
        nodes.push(boxed(Return(boxed(LocalGet(completion)))).into());
        self.complete_plain(code, nodes)
    }

    /// Completes code that is neither async nor a generator.
    pub(super) fn complete_plain(&mut self, code: &Code, nodes: Vec<Part>) -> JsResult<()> {
        let behaviour = PlainFunction {
            statements: nodes.into_plain().into(),
        };
        self.complete(code, Box::new(behaviour))
    }

    /// Completes async code; the slot is that of its promise.
    pub(super) fn complete_async(
        &mut self,
        code: &Code,
        nodes: Vec<Part>,
        promise: Slot,
    ) -> JsResult<()> {
        let body = body_of(nodes);
        self.complete(code, Box::new(AsyncFunction { body, promise }))
    }

    /// Lowers a function into its code.
    pub(super) fn function(&mut self, code: &Code, function: &'a Function<'a>) -> JsResult<()> {
        let id: FunctionId = function.id.get();
        let unit = self.unit.clone();
        let info = unit.scopes.function(id);
        self.function = Some(id);
        self.strict = info.strict;
        self.is_async = function.is_async;
        self.is_generator = function.is_generator;
        self.scope = info.scope;
        let mut nodes = Vec::new();
        self.frame_layout(code, function, info);
        let promise = match self.is_async && !self.is_generator {
            true => Some(self.reserve(1)),
            false => None,
        };
        self.bind_specials(info, &mut nodes);
        self.parameters(function, info, &mut nodes);
        let body_scope = info.body_scope;
        if let Some(body_scope) = body_scope {
            self.enter_body_scope(body_scope, info, &mut nodes);
            self.hoist(body_scope, &mut nodes);
        } else {
            self.hoist(info.scope, &mut nodes);
        }
        let prologue_length = nodes.len();
        nodes.extend(self.counts_entry(function));
        let depth = self.slots.depth();
        let expression = self.body(function, &mut nodes);
        let behaviour = self.behaviour(code, nodes, expression, prologue_length, promise, depth);
        code.instance_properties
            .set(code.instance_properties.get() + self.this_properties);
        self.complete(code, behaviour)
    }

    /// Gives out the slots that calls fill: parameters, the array of all arguments, variables.
    fn frame_layout(&mut self, code: &Code, function: &'a Function<'a>, info: &FunctionInfo) {
        let count = function.parameters.items.len() as u32;
        self.parameter_slots = self.slots.reserve_variables(count);
        code.parameters.set(count);
        let first = match (info.needs_arguments, function.parameters.rest) {
            (true, _) => Some(0),
            (false, Some(_)) => Some(count),
            (false, None) => None,
        };
        code.collects_from.set(first);
        if first.is_some() {
            self.all_arguments = Some(self.slots.reserve_variables(1));
        }
        // A plain parameter lives where the argument is.
        for (place, index) in info.parameters.iter().enumerate().take(count as usize) {
            let Some(index) = *index else { continue };
            let binding = &self.unit.scopes.scope(info.scope).bindings[index as usize];
            let may_be_early = binding.checked && info.has_parameter_expressions;
            if !binding.captured && !may_be_early {
                self.frame_places.insert(
                    (info.scope.0, index),
                    self.parameter_slots.after(place as u32),
                );
            }
        }
        self.enter_scope(info.scope);
        code.locals_end.set(self.slots.depth());
    }

    /// `this`, `new.target`, the active function and `arguments`, and the function's scope object.
    fn bind_specials(&mut self, info: &FunctionInfo, nodes: &mut Vec<Part>) {
        nodes.extend(self.prologue(info.scope));
        if !info.strict && !info.is_arrow && info.uses.this {
            nodes.push(boxed(BindSloppyThis).into());
        }
        let scope = info.scope;
        let mut bind = |this: &mut Self, index: Option<u32>, value: NodeBox| {
            if let Some(index) = index {
                let reference = BindingRef {
                    scope,
                    index,
                    check_tdz: false,
                };
                let node = this.initialize_plain(reference, value);
                nodes.push(node.into());
            }
        };
        let this_captured = info
            .this
            .filter(|index| self.unit.scopes.scope(scope).bindings[*index as usize].captured);
        bind(self, this_captured, boxed(This));
        bind(self, info.new_target, boxed(NewTarget));
        let active = info
            .active_function
            .filter(|index| self.unit.scopes.scope(scope).bindings[*index as usize].captured);
        bind(self, active, boxed(Callee));
        if let Some(index) = info.active_function
            && active.is_none()
        {
            bind(self, Some(index), boxed(Callee));
        }
    }

    /// Binds the parameters to the arguments in their slots.
    fn parameters(
        &mut self,
        function: &'a Function<'a>,
        info: &FunctionInfo,
        nodes: &mut Vec<Part>,
    ) {
        let items = function.parameters.items;
        let simple = info.has_simple_parameters;
        if simple {
            let last = last_of_their_names(info);
            for (place, index) in info.parameters.iter().enumerate().take(items.len()) {
                let Some(index) = *index else { continue };
                if !last[place] {
                    continue;
                }
                let slot = self.parameter_slots.after(place as u32);
                if self.frame_places.get(&(info.scope.0, index)) != Some(&slot) {
                    let reference = BindingRef {
                        scope: info.scope,
                        index,
                        check_tdz: false,
                    };
                    let value = boxed(LocalGet(slot));
                    let node = self.initialize_plain(reference, value);
                    nodes.push(node.into());
                }
            }
        }
        if let Some(index) = info.arguments
            && !self.may_make_arguments_late(info, index)
        {
            let value = boxed(self.arguments_object(info, items.len()));
            let reference = BindingRef {
                scope: info.scope,
                index,
                check_tdz: false,
            };
            let node = self.initialize_plain(reference, value);
            nodes.push(node.into());
        }
        if !simple {
            for (place, item) in items.iter().enumerate() {
                let slot = self.parameter_slots.after(place as u32);
                let value = boxed(LocalGet(slot));
                let value =
                    self.with_default(value, item.default, |this, default| match item.pattern {
                        BindingPattern::Identifier(identifier) => {
                            let key = this.key(identifier.name);
                            this.named(default, key)
                        }
                        _ => this.expression(default),
                    });
                let whence =
                    ValueOrigin::parameter(function.parameters.span.start, item.default.is_some());
                let node = self.bind_value(&item.pattern, value, &whence);
                nodes.push(node);
            }
        }
        if let Some(rest) = function.parameters.rest {
            let value = match info.needs_arguments {
                // The array holds just the rest.
                false => boxed(LocalGet(self.all_arguments())),
                true => boxed(RestParameter {
                    arguments: self.all_arguments(),
                    start: items.len() as u32,
                }),
            };
            let whence = ValueOrigin::parameter(function.parameters.span.start, false);
            let node = self.bind_value(&rest.pattern, value.into(), &whence);
            nodes.push(node);
        }
    }

    fn enter_body_scope(&mut self, scope: ScopeId, info: &FunctionInfo, nodes: &mut Vec<Part>) {
        self.enter_scope(scope);
        nodes.extend(self.prologue(scope));
        for (index, binding) in self.unit.scopes.scope(scope).bindings.iter().enumerate() {
            // Variables of the body start as undefined each time.
            if binding.initialized_on_entry && !binding.captured {
                let slot = self.frame_places[&(scope.0, index as u32)];
                let value = boxed(Constant(Value::UNDEFINED));
                nodes.push(boxed(LocalSet { slot, value }).into());
            }
        }
        for &(outer, inner) in &info.body_copies {
            let from = BindingRef {
                scope: info.scope,
                index: outer,
                check_tdz: false,
            };
            let name = self.key(Name::ARGUMENTS);
            let value = self.read_binding(from, name, 0);
            let to = BindingRef {
                scope,
                index: inner,
                check_tdz: false,
            };
            let node = self.initialize_plain(to, value);
            nodes.push(node.into());
        }
    }

    /// Lowers the body; an expression body is given back.
    fn body(&mut self, function: &'a Function<'a>, nodes: &mut Vec<Part>) -> Option<Part> {
        match function.body {
            FunctionBody::Block(block) => {
                let statements: &'a [Statement<'a>] = block.statements;
                // Where the statements dispose of something, the `return` is one of them.
                if let Some((Statement::Return(last), before)) = statements.split_last()
                    && let Some(argument) = last.argument
                    && !self.is_resumable()
                    && using_kind(before).is_none()
                {
                    self.statements(before, nodes);
                    self.begin_statement(last.span.start, argument);
                    let value = self.expression(argument);
                    return Some(self.counted(What::Statement, last.span, value));
                }
                self.statements(statements, nodes);
                None
            }
            FunctionBody::Expression(expression) => {
                let position = self.expression_position(expression);
                self.begin_statement(position, expression);
                let value = self.expression(expression);
                Some(self.counted(What::Statement, expression.span(), value))
            }
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn behaviour(
        &mut self,
        code: &Code,
        mut nodes: Vec<Part>,
        expression: Option<Part>,
        prologue_length: usize,
        promise: Option<Slot>,
        depth: u32,
    ) -> Box<dyn Behaviour> {
        let is_class = code.is_class_constructor();
        if !self.is_resumable() && !is_class {
            let nodes = nodes.into_plain();
            return match expression.into_plain() {
                Some(expression) if nodes.is_empty() => Box::new(ExpressionFunction { expression }),
                Some(expression) => Box::new(ReturningFunction {
                    statements: nodes.into(),
                    expression,
                }),
                None => Box::new(PlainFunction {
                    statements: nodes.into(),
                }),
            };
        }
        nodes.extend(expression.map(|value| both!([value] => Return(value))));
        if is_class {
            let parameters = self.function.map(|id| {
                let function = self.program.functions[id.0 as usize];
                function.parameters.span
            });
            let parameters = parameters.unwrap_or(code.span);
            let this = self.this(parameters);
            let derived = code.kind == FunctionKind::DerivedConstructor;
            return Box::new(ClassConstructor {
                statements: nodes.into_plain().into(),
                this,
                derived,
                position: parameters.start,
            });
        }
        if self.is_generator {
            let body = nodes.split_off(prologue_length);
            return Box::new(GeneratorFunction {
                prologue: nodes.into_plain().into(),
                body: body_of(body),
                depth,
                is_async: self.is_async,
                prototype: GetCache::new(),
            });
        }
        let body = body_of(nodes);
        let promise = promise.unwrap_or_else(|| unreachable!("an async function has a promise"));
        Box::new(AsyncFunction { body, promise })
    }

    /// Sets what a call needs to know.
    fn complete(&mut self, code: &Code, behaviour: Box<dyn Behaviour>) -> JsResult<()> {
        // What was lowered of a function when the budget was spent isn't run: it is lowered again.
        if let Some(stopped) = self.cut.take() {
            return Err(self.agent.unwind_stopped(stopped));
        }
        self.agent.check_stopped()?;
        let size = self.slots.size();
        if size as usize >= MAX_FRAME {
            return Err(self
                .agent
                .range_error("Function is too large: too many variables or arguments"));
        }
        if self.too_many_dynamic_scopes {
            return Err(self.agent.stack_overflow());
        }
        let behaviour = placed(self.agent, behaviour);
        if code.behaviour.set(behaviour).is_err() {
            unreachable!("code is lowered once");
        }
        code.frame_size.set(size);
        Ok(())
    }
}

/// Which parameters are the last of their name, which has the binding.
pub(super) fn last_of_their_names(info: &FunctionInfo) -> Vec<bool> {
    let mut later = FxHashSet::default();
    let parameters = info.parameters.iter().rev();
    let mut last: Vec<bool> = parameters
        .map(|index| index.is_none_or(|index| later.insert(index)))
        .collect();
    last.reverse();
    last
}

/// The body of a function that may be suspended.
fn body_of(parts: Vec<Part>) -> Body<Block<ResumableBox>> {
    let statements = parts.into_resumable().into();
    Body::new(Block { statements })
}
