//! A look at a function that has run: its tree, and where its variables are.
//!
//! Owns: lowering the function once more, which gives each variable the place that it had the first
//! time, and answering where that is. Doesn't own: reading the places, and what is made of it.

use super::compile::UnitLowering;
use super::lowerer::Lowerer;
use super::variable_place::VariablePlace;
use crate::engine::{Agent, Code, ExportPlace};
use crate::heap::{PropertyKey, Value};
use crate::interpreter::nodes::captured::CapturedPlace;
use crate::source::{SourceText, Span};
use crate::syntax::ast::expression::{CallExpression, Expression, MemberExpression};
use crate::syntax::ast::function::Function;
use crate::syntax::ast::pattern::AssignmentTarget;
use crate::syntax::ast::{Name, Program, Resolution, ScopeId};
use crate::syntax::scope::{BindingKind, BindingRef, FunctionInfo, Resolved};
use std::rc::Rc;

/// Where a variable is.
#[derive(Clone, Copy, Debug)]
pub enum Storage {
    /// In a slot of the frame.
    Slot(u32),
    /// In a scope object: so many scopes out from the one in a slot of the frame, and in which slot
    /// there.
    Captured { scope: u32, hops: u32, slot: u32 },
    /// It is the function that runs.
    Callee,
    /// In another module.
    Import(ExportPlace),
    /// It is global, or no variable at all.
    Global,
}

/// What is known of the declaration of a variable.
#[derive(Clone, Copy, Debug)]
pub struct Declaration {
    /// What declares it.
    pub kind: BindingKind,
    /// Where.
    pub span: Span,
    /// Whether anything else assigns to it.
    pub is_reassigned: bool,
    /// Whether the function that was looked at declares it.
    pub is_own: bool,
}

/// A function, looked at.
pub struct Probe<'u, 'a> {
    lowerer: Lowerer<'u, 'a>,
    /// The text.
    pub program: &'a Program<'a>,
    /// The function; `None` for the top level.
    pub function: Option<&'a Function<'a>>,
    /// Where it is written.
    pub source: Rc<SourceText>,
}

/// Looks at the function of a function object. `None` where it isn't written in JavaScript, or
/// wouldn't be lowered.
pub fn probe<T>(
    agent: &mut Agent,
    function: Value,
    look: impl for<'u, 'a> FnOnce(&mut Probe<'u, 'a>) -> Option<T>,
) -> Option<T> {
    let number = agent.heap.function_code(function)?;
    let code = &agent.codes[number];
    let lowering = code.lowering.clone()?;
    let unit = &lowering.as_any().downcast_ref::<UnitLowering>()?.0;
    // What it is lowered into is thrown away.
    let again = unit.blank_code(
        code.kind,
        code.flags,
        code.name,
        code.length,
        code.span,
        code.lowering_id,
    );
    let again = Code {
        is_program: code.is_program,
        ..again
    };
    unit.parsed.with_ast(|program| {
        let mut lowerer = Lowerer::new(agent, unit, program);
        lowerer.lookups = Some(Vec::new());
        if let Err(throw) = lowerer.code(&again) {
            let _ = lowerer.agent.catch(throw);
            return None;
        }
        let function = lowerer.function.map(|id| program.functions[id.0 as usize]);
        look(&mut Probe {
            program,
            function,
            source: Rc::clone(&unit.source),
            lowerer,
        })
    })
}

impl<'a> Probe<'_, 'a> {
    /// The agent, whose function it is.
    pub fn agent(&mut self) -> &mut Agent {
        self.lowerer.agent
    }

    /// The text of a name.
    pub fn text(&self, name: Name) -> &'a str {
        self.program.names.text(name)
    }

    /// The property key of a name.
    pub fn key(&mut self, name: Name) -> PropertyKey {
        self.lowerer.key(name)
    }

    /// What is known of the function.
    pub fn info(&self) -> Option<&FunctionInfo> {
        let function = self.function?;
        Some(self.lowerer.unit.scopes.function(function.id.get()))
    }

    /// Where a variable is that an identifier means; `None` where that is only known when it runs.
    pub fn storage(&mut self, resolution: Resolution) -> Option<Storage> {
        match Resolved::from(resolution) {
            Resolved::Global => Some(Storage::Global),
            Resolved::Dynamic { .. } => None,
            Resolved::Binding(reference) => self.binding_storage(reference),
        }
    }

    fn binding_storage(&mut self, reference: BindingRef) -> Option<Storage> {
        let unit = self.lowerer.unit;
        let binding = &unit.scopes.scope(reference.scope).bindings[reference.index as usize];
        if binding.kind == BindingKind::Import {
            let imports = unit.imports.borrow();
            return imports.get(&reference.index).copied().map(Storage::Import);
        }
        let key = (reference.scope.0, reference.index);
        let is_here = binding.captured
            || binding.kind == BindingKind::FunctionName
            || self.lowerer.frame_places.contains_key(&key);
        if !is_here {
            return None;
        }
        Some(match self.lowerer.place(reference) {
            VariablePlace::Frame(slot) => Storage::Slot(slot.depth()),
            VariablePlace::Captured(CapturedPlace { scope, hops, slot }) => Storage::Captured {
                scope: scope.depth(),
                hops,
                slot,
            },
            VariablePlace::Callee => Storage::Callee,
        })
    }

    /// Where `this` is, in an arrow function.
    pub fn outer_this(&mut self) -> Option<Storage> {
        let scope = self.info()?.scope;
        let unit = self.lowerer.unit;
        match unit.scopes.resolve_special(scope, BindingKind::This)? {
            Resolved::Binding(reference) => self.binding_storage(reference),
            Resolved::Global | Resolved::Dynamic { .. } => None,
        }
    }

    /// The declaration of the variable that an identifier means.
    pub fn declaration(&self, resolution: Resolution) -> Option<Declaration> {
        let Resolved::Binding(reference) = Resolved::from(resolution) else {
            return None;
        };
        let scope = self.lowerer.unit.scopes.scope(reference.scope);
        let binding = &scope.bindings[reference.index as usize];
        (binding.span.start < binding.span.end).then_some(Declaration {
            kind: binding.kind,
            span: binding.span,
            is_reassigned: binding.reassigned,
            is_own: scope.function == self.lowerer.function,
        })
    }

    /// Which parameter an identifier means.
    pub fn parameter(&self, resolution: Resolution) -> Option<usize> {
        let Resolved::Binding(reference) = Resolved::from(resolution) else {
            return None;
        };
        let info = self.info()?;
        let is_it = |index: &Option<u32>| *index == Some(reference.index);
        (info.scope == reference.scope)
            .then(|| info.parameters.iter().position(is_it))
            .flatten()
    }

    /// The names that code sees wherever it looks up a name that no variable has, the innermost
    /// first; each with what it is declared as.
    pub fn visible_names(&self, looked_up: &str) -> Vec<&'a str> {
        let Some(name) = self.program.names.find(looked_up) else {
            return Vec::new();
        };
        let lookups = self.lowerer.lookups.iter().flatten();
        let places = lookups.filter(|(looked_up, _)| *looked_up == name);
        let mut common: Option<Vec<Name>> = None;
        for &(_, scope) in places {
            let visible = self.names_of(scope);
            common = Some(match common {
                None => visible,
                Some(mut common) => {
                    common.retain(|name| visible.contains(name));
                    common
                }
            });
        }
        let names = common.unwrap_or_default().into_iter();
        names.map(|name| self.text(name)).collect()
    }

    /// Where a variable of a name is declared, anywhere in the text.
    pub fn declared_anywhere(&self, name: &str) -> Option<Span> {
        let name = self.program.names.find(name)?;
        let bindings = self.lowerer.unit.scopes.scopes.iter();
        let mut bindings = bindings.flat_map(|scope| &scope.bindings);
        bindings
            .find(|it| it.name == name && it.kind.is_variable() && it.span.start < it.span.end)
            .map(|it| it.span)
    }

    /// Whether stacks give an expression a place.
    pub fn expression_position_is(&self, expression: Expression<'a>, position: u32) -> bool {
        self.lowerer.expression_position(expression) == position
    }

    fn names_of(&self, scope: ScopeId) -> Vec<Name> {
        let mut names = Vec::new();
        let mut at = Some(scope).filter(|id| *id != ScopeId::NONE);
        while let Some(id) = at {
            let scope = self.lowerer.unit.scopes.scope(id);
            let variables = scope.bindings.iter().filter(|it| it.kind.is_variable());
            names.extend(variables.map(|binding| binding.name));
            at = scope.parent;
        }
        names
    }

    /// The place that stacks give a call.
    pub fn call_position(&self, node: &CallExpression<'a>) -> u32 {
        self.lowerer.call_position(node)
    }

    /// The place that stacks give the read of a property.
    pub fn member_position(&self, node: &MemberExpression<'a>) -> u32 {
        self.lowerer.member_position(node)
    }

    /// The place that stacks give an assignment.
    pub fn assignment_position(&self, target: AssignmentTarget<'a>) -> u32 {
        self.lowerer.assignment_position(target)
    }
}
