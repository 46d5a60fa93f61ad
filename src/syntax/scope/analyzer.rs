//! The state of the walk: open scopes, the table of names, declaring and referring.
//!
//! Owns: opening and closing scopes, the innermost binding of each name, resolving references,
//! `this` and its like, private names, direct evals. Doesn't own: the walk itself.
//!
//! Invariant: `current` holds for each name the innermost binding in the open scopes; closing a
//! scope restores what it shadowed. Scopes on the way outwards have falling numbers, so comparing
//! numbers tells which of two open scopes is the inner one.

use std::cell::Cell;

use rustc_hash::FxHashMap;

use super::binding::{Binding, BindingKind};
use super::lexical_names::LexicalMarks;
use super::resolved::{BindingRef, Resolved};
use super::tree::{Conflict, ConflictKind, FunctionInfo, Scope, ScopeKind, Scopes, TopLevel};
use crate::budget::Budget;
use crate::source::Span;
use crate::syntax::ast::function::{Function, FunctionKind, FunctionUses};
use crate::syntax::ast::visit::walk_statements;
use crate::syntax::ast::{
    BindingIdentifier, FunctionId, Goal, IdentifierReference, Name, PrivateName, Program,
    Resolution, ScopeId,
};

/// How many variables of one scope may live in a frame. Further ones live in the scope's object, as
/// if they were captured.
const MOST_IN_A_FRAME: usize = 1 << 16;

/// Whether of two open scopes the first is around the second.
fn is_outside(scope: ScopeId, other: ScopeId) -> bool {
    scope.0 < other.0
}

/// A binding by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) scope: ScopeId,
    pub(super) index: u32,
}

impl Slot {
    const NONE: Self = Self {
        scope: ScopeId::NONE,
        index: 0,
    };
}

/// Something that only functions other than arrows have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Special {
    This,
    Arguments,
    NewTarget,
    SuperProperty,
    SuperCall,
}

impl Special {
    fn flag(self, uses: &mut FunctionUses) -> &mut bool {
        match self {
            Self::This => &mut uses.this,
            Self::Arguments => &mut uses.arguments,
            Self::NewTarget => &mut uses.new_target,
            Self::SuperProperty => &mut uses.super_property,
            Self::SuperCall => &mut uses.super_call,
        }
    }

    /// The binding that provides it. Both kinds of `super` need `this` besides.
    fn kind(self) -> BindingKind {
        match self {
            Self::This => BindingKind::This,
            Self::Arguments => BindingKind::Arguments,
            Self::NewTarget => BindingKind::NewTarget,
            Self::SuperProperty | Self::SuperCall => BindingKind::ActiveFunction,
        }
    }
}

/// What to restore when a scope is closed.
#[must_use]
pub(super) struct Opened {
    scope: ScopeId,
    undo_length: usize,
}

/// The state of the walk.
pub(super) struct Analyzer<'a, 'b> {
    pub(super) budget: &'b Budget,
    pub(super) scopes: Vec<Scope>,
    pub(super) functions: Vec<FunctionInfo>,
    pub(super) annex_b: FxHashMap<FunctionId, Resolved>,
    pub(super) conflicts: Vec<Conflict>,
    undeclared_private_names: Vec<PrivateName>,
    top_level: TopLevel,
    is_direct_eval: bool,
    /// Declarations at the top level aren't bindings of this text: all, or the vars.
    top_level_is_global: bool,
    top_level_vars_are_free: bool,

    /// All functions of the program, to get at hoisted ones.
    pub(super) program_functions: Vec<&'a Function<'a>>,
    /// The innermost open scope.
    pub(super) scope: ScopeId,
    /// The innermost open scope that takes vars.
    pub(super) var_scope: ScopeId,
    /// The function whose code is walked.
    pub(super) function: Option<FunctionId>,
    /// Whether the code that is walked is strict.
    pub(super) strict: bool,
    /// The innermost `with` around.
    pub(super) innermost_with: Option<ScopeId>,
    /// The innermost binding of each name.
    current: Vec<Slot>,
    /// What the bindings of the open scopes shadow.
    undo: Vec<(Name, Slot)>,
    /// References to outside of the variable scope they are in, in the order of the walk: a
    /// direct eval may yet turn up that can shadow what they mean.
    leaving: Vec<&'a Cell<Resolution>>,
    /// The bindings of private names in open classes.
    private_names: FxHashMap<Name, Vec<Slot>>,
    /// The lexical declarations around, for the scan for vars.
    pub(super) marks: LexicalMarks,
}

impl<'a, 'b> Analyzer<'a, 'b> {
    pub(super) fn new(program: &Program<'a>, is_direct_eval: bool, budget: &'b Budget) -> Self {
        let strict = program.is_strict();
        let is_sloppy_eval = matches!(program.goal, Goal::Eval(_)) && !strict;
        Self {
            budget,
            scopes: Vec::new(),
            functions: vec![FunctionInfo::new(FunctionKind::Normal); program.functions.len()],
            annex_b: FxHashMap::default(),
            conflicts: Vec::new(),
            undeclared_private_names: Vec::new(),
            top_level: TopLevel {
                scope: ScopeId(0),
                strict,
                uses: FunctionUses::default(),
                captured_count: 0,
            },
            is_direct_eval,
            top_level_is_global: program.goal == Goal::Script,
            top_level_vars_are_free: is_sloppy_eval,
            program_functions: program.functions.clone(),
            scope: ScopeId::NONE,
            var_scope: ScopeId(0),
            function: None,
            strict,
            innermost_with: None,
            current: vec![Slot::NONE; program.names.len()],
            undo: Vec::new(),
            leaving: Vec::new(),
            private_names: FxHashMap::default(),
            marks: LexicalMarks::new(program.names.len()),
        }
    }

    /// Walks the whole program.
    pub(super) fn run(mut self, program: &Program<'a>) -> Scopes {
        let kind = match program.goal {
            Goal::Script | Goal::CommonJs | Goal::DynamicFunction => ScopeKind::Script,
            Goal::Module => ScopeKind::Module,
            Goal::Eval(_) => ScopeKind::Eval,
        };
        let opened = self.open(kind);
        program.scope.set(self.scope);
        self.declare_body(program.statements, kind == ScopeKind::Module);
        self.walk_hoisted_functions();
        walk_statements(&mut self, program.statements);
        self.top_level.uses.has_await = program.has_top_level_await;
        self.close(opened);

        // Parents come before their children.
        for index in 0..self.scopes.len() {
            let scope = &self.scopes[index];
            let around = scope
                .parent
                .map_or(0, |parent| self.scopes[parent.0 as usize].heap_depth);
            self.scopes[index].heap_depth = around + u32::from(scope.is_on_heap());
        }
        Scopes {
            scopes: self.scopes,
            functions: self.functions,
            top_level: self.top_level,
            annex_b: self.annex_b,
            conflicts: self.conflicts,
            undeclared_private_names: self.undeclared_private_names,
            is_direct_eval: self.is_direct_eval,
        }
    }

    // Scopes.

    /// Enters a new scope.
    pub(super) fn open(&mut self, kind: ScopeKind) -> Opened {
        let id = ScopeId(self.scopes.len() as u32);
        let parent = (self.scope != ScopeId::NONE).then_some(self.scope);
        self.scopes.push(Scope {
            kind,
            parent,
            function: self.function,
            bindings: Vec::new(),
            hoisted_functions: Vec::new(),
            dynamic: kind == ScopeKind::With,
            contains_direct_eval: false,
            captured_count: 0,
            heap_depth: 0,
            heritage: Span::default(),
            by_name: Vec::new(),
        });
        self.scope = id;
        Opened {
            scope: id,
            undo_length: self.undo.len(),
        }
    }

    /// Leaves a scope, which must be the innermost one.
    pub(super) fn close(&mut self, opened: Opened) {
        debug_assert_eq!(self.scope, opened.scope, "scopes must nest");
        for (name, slot) in self.undo.drain(opened.undo_length..).rev() {
            self.current[name.0 as usize] = slot;
        }
        let scope = &mut self.scopes[opened.scope.0 as usize];
        self.scope = scope.parent.unwrap_or(ScopeId::NONE);
        if scope.contains_direct_eval {
            for binding in &mut scope.bindings {
                binding.captured = true;
                binding.reassigned |= binding.kind.is_variable();
                binding.checked = !binding.initialized_on_entry;
            }
        }
        // A frame has room for so many variables; parameters are where their arguments are.
        let others = scope.bindings.iter_mut().skip(MOST_IN_A_FRAME);
        for binding in others.filter(|binding| binding.kind != BindingKind::Parameter) {
            binding.captured = true;
        }
        let is_searched = scope.contains_direct_eval || scope.kind == ScopeKind::Class;
        if is_searched && scope.bindings.len() > 8 {
            let mut by_name: Vec<u32> = (0..scope.bindings.len() as u32).collect();
            by_name.sort_by_key(|&index| scope.bindings[index as usize].name);
            scope.by_name = by_name;
        }
        let captured = scope.bindings.iter().filter(|binding| binding.captured);
        scope.captured_count = captured.count() as u32;
        match scope.function {
            Some(id) => self.functions[id.0 as usize].captured_count += scope.captured_count,
            None => self.top_level.captured_count += scope.captured_count,
        }
    }

    /// The number of references so far that leave their variable scope.
    pub(super) fn leaving_count(&self) -> usize {
        self.leaving.len()
    }

    /// Ends a variable scope that was opened when `leaving_count` was `start`: if a sloppy direct
    /// eval can declare variables in it, references that leave it become lookups by name.
    pub(super) fn settle_leaving(&mut self, scope: ScopeId, start: usize) {
        if !self.scopes[scope.0 as usize].dynamic {
            return;
        }
        // What doesn't leave this scope can't leave one around, so none is needed again.
        for cell in self.leaving.drain(start..) {
            let resolved = Resolved::from(cell.get());
            if resolved
                .binding()
                .is_none_or(|binding| is_outside(binding.scope, scope))
            {
                cell.set(resolved.into_dynamic().into());
            }
        }
    }

    pub(super) fn current_scope(&mut self) -> &mut Scope {
        &mut self.scopes[self.scope.0 as usize]
    }

    pub(super) fn binding(&mut self, slot: Slot) -> &mut Binding {
        &mut self.scopes[slot.scope.0 as usize].bindings[slot.index as usize]
    }

    // Declaring.

    /// The innermost binding of a name, if it is in the innermost scope.
    pub(super) fn declared_here(&self, name: Name) -> Option<Slot> {
        let slot = self.current[name.0 as usize];
        (slot.scope == self.scope).then_some(slot)
    }

    /// The innermost binding of a name.
    pub(super) fn innermost(&self, name: Name) -> Option<Slot> {
        let slot = self.current[name.0 as usize];
        (slot.scope != ScopeId::NONE).then_some(slot)
    }

    /// A new binding in the innermost scope, which mustn't have one of the name.
    pub(super) fn add_binding(&mut self, name: Name, kind: BindingKind, span: Span) -> Slot {
        let starts_initialized = match kind {
            BindingKind::Let
            | BindingKind::Const
            | BindingKind::Using
            | BindingKind::Class
            | BindingKind::ClassName
            | BindingKind::CatchParameter
            | BindingKind::Import => false,
            BindingKind::Parameter => self
                .function
                .is_none_or(|id| !self.functions[id.0 as usize].has_parameter_expressions),
            BindingKind::Var
            | BindingKind::Function
            | BindingKind::FunctionName
            | BindingKind::Arguments
            | BindingKind::This
            | BindingKind::NewTarget
            | BindingKind::ActiveFunction
            | BindingKind::PrivateName => true,
        };
        let slot = self.push_binding(self.scope, name, kind, span, starts_initialized);
        self.shadow(name, slot);
        slot
    }

    /// A new binding that identifiers can't find, in any open scope.
    pub(super) fn push_binding(
        &mut self,
        scope: ScopeId,
        name: Name,
        kind: BindingKind,
        span: Span,
        initialized_on_entry: bool,
    ) -> Slot {
        let bindings = &mut self.scopes[scope.0 as usize].bindings;
        let index = bindings.len() as u32;
        bindings.push(Binding {
            name,
            kind,
            span,
            captured: false,
            reassigned: false,
            initialized_on_entry,
            checked: false,
            only_annex_b: false,
            ready: initialized_on_entry,
        });
        Slot { scope, index }
    }

    fn shadow(&mut self, name: Name, slot: Slot) {
        let current = &mut self.current[name.0 as usize];
        self.undo.push((name, *current));
        *current = slot;
    }

    /// Declares a name in the innermost scope, or notes that it can't be.
    pub(super) fn declare(&mut self, identifier: &BindingIdentifier, kind: BindingKind) -> Slot {
        let slot = self.declare_name(identifier.name, kind, identifier.span);
        identifier.resolution.set(self.own_resolution(slot).into());
        slot
    }

    /// The same for a name that needn't be written.
    pub(super) fn declare_name(&mut self, name: Name, kind: BindingKind, span: Span) -> Slot {
        match self.declared_here(name) {
            Some(slot) => {
                let first = self.binding(slot).span;
                self.conflict(name, ConflictKind::Variable, first, span);
                slot
            }
            None => self.add_binding(name, kind, span),
        }
    }

    /// Notes two declarations that exclude each other.
    pub(super) fn conflict(&mut self, name: Name, kind: ConflictKind, one: Span, other: Span) {
        let (first, second) = if one.start <= other.start {
            (one, other)
        } else {
            (other, one)
        };
        self.conflicts.push(Conflict {
            name,
            kind,
            first,
            second,
        });
    }

    /// How the declaration itself refers to its binding.
    pub(super) fn own_resolution(&self, slot: Slot) -> Resolved {
        self.top_level_resolution(slot).unwrap_or({
            Resolved::Binding(BindingRef {
                scope: slot.scope,
                index: slot.index,
                check_tdz: false,
            })
        })
    }

    /// Marks the binding as initialised from here on.
    pub(super) fn initialize(&mut self, identifier: &BindingIdentifier) {
        if let Resolved::Binding(binding) = Resolved::from(identifier.resolution.get()) {
            self.binding(Slot {
                scope: binding.scope,
                index: binding.index,
            })
            .ready = true;
        }
    }

    /// Marks a binding as initialised or not for the code that is walked next.
    pub(super) fn set_ready(&mut self, slot: Slot, ready: bool) {
        self.binding(slot).ready = ready;
    }

    // Referring.

    /// What a name means that is declared nowhere in the text.
    fn free(&self) -> Resolved {
        if self.is_direct_eval {
            Resolved::Dynamic { fallback: None }
        } else {
            Resolved::Global
        }
    }

    /// What a declaration at the top level means, if that isn't a binding of this text.
    fn top_level_resolution(&self, slot: Slot) -> Option<Resolved> {
        if slot.scope != ScopeId(0) {
            return None;
        }
        if self.top_level_is_global {
            return Some(Resolved::Global);
        }
        let kind = self.scopes[0].bindings[slot.index as usize].kind;
        let is_free = self.top_level_vars_are_free
            && matches!(kind, BindingKind::Var | BindingKind::Function);
        is_free.then(|| self.free())
    }

    /// Resolves a use that reads.
    pub(super) fn read(&mut self, identifier: &'a IdentifierReference) {
        self.refer(identifier.name, &identifier.resolution, false);
        if identifier.name == Name::ARGUMENTS {
            self.let_arguments_escape();
        }
    }

    /// Resolves a use that assigns, and possibly reads before.
    pub(super) fn write(&mut self, identifier: &'a IdentifierReference) {
        self.refer(identifier.name, &identifier.resolution, true);
        if identifier.name == Name::ARGUMENTS {
            self.let_arguments_escape();
        }
    }

    /// Resolves `arguments` in `arguments[i]` where that only reads.
    pub(super) fn read_element_of(&mut self, identifier: &'a IdentifierReference) {
        self.refer(identifier.name, &identifier.resolution, false);
    }

    /// Resolves a name from the innermost scope. Gives the binding if there is one.
    pub(super) fn refer(&mut self, name: Name, cell: &'a Cell<Resolution>, assigns: bool) {
        let slot = if name == Name::ARGUMENTS {
            self.arguments_slot()
        } else {
            self.current[name.0 as usize]
        };
        let resolved = if slot.scope == ScopeId::NONE {
            self.free()
        } else if let Some(resolved) = self.top_level_resolution(slot) {
            if assigns {
                self.binding(slot).reassigned = true;
            }
            resolved
        } else {
            Resolved::Binding(self.use_binding(slot, assigns))
        };
        let is_leaving = resolved.binding().is_none() || is_outside(slot.scope, self.var_scope);
        let passes_with = self
            .innermost_with
            .is_some_and(|with| resolved.binding().is_none() || is_outside(slot.scope, with));
        if passes_with {
            cell.set(resolved.into_dynamic().into());
        } else {
            cell.set(resolved.into());
        }
        if is_leaving && self.function.is_some() {
            self.leaving.push(cell);
        }
    }

    /// Notes a use of a binding by the code that is walked.
    pub(super) fn use_binding(&mut self, slot: Slot, assigns: bool) -> BindingRef {
        let function = self.function;
        let scope = &mut self.scopes[slot.scope.0 as usize];
        let binding = &mut scope.bindings[slot.index as usize];
        if scope.function != function {
            // A function expression has itself at hand.
            let is_own_name = scope.kind == ScopeKind::FunctionName
                && function
                    .is_some_and(|id| self.functions[id.0 as usize].name_scope == Some(slot.scope));
            binding.captured |= !is_own_name;
        }
        let check_tdz = !binding.ready;
        binding.checked |= check_tdz;
        binding.reassigned |= assigns;
        BindingRef {
            scope: slot.scope,
            index: slot.index,
            check_tdz,
        }
    }

    // `this` and the like.

    /// The innermost function around that isn't an arrow.
    pub(super) fn function_with_this(&self) -> Option<FunctionId> {
        let mut at = self.function;
        while let Some(id) = at {
            let info = &self.functions[id.0 as usize];
            if !info.is_arrow {
                break;
            }
            at = info.parent;
        }
        at
    }

    /// The binding that `arguments` means here; makes one for the arguments object if needed.
    fn arguments_slot(&mut self) -> Slot {
        let declared = self.current[Name::ARGUMENTS.0 as usize];
        let Some(id) = self.function_with_this() else {
            return declared;
        };
        let info = &self.functions[id.0 as usize];
        let scope = info.scope;
        let is_declared = declared.scope != ScopeId::NONE && !is_outside(declared.scope, scope);
        if is_declared || !info.can_have_arguments() {
            return declared;
        }
        self.use_special(Special::Arguments);
        match self.functions[id.0 as usize].arguments {
            Some(index) => Slot { scope, index },
            None => declared,
        }
    }

    fn let_arguments_escape(&mut self) {
        if let Some(id) = self.function_with_this() {
            self.functions[id.0 as usize].arguments_escapes = true;
        }
    }

    /// Notes a use of something that the innermost function other than an arrow has.
    pub(super) fn use_special(&mut self, special: Special) {
        if matches!(special, Special::SuperProperty | Special::SuperCall) {
            self.use_special(Special::This);
        }
        if special == Special::SuperCall {
            self.use_special(Special::NewTarget);
        }
        let mut at = self.function;
        let mut in_arrow = false;
        while let Some(id) = at {
            let info = &mut self.functions[id.0 as usize];
            let flag = special.flag(&mut info.uses);
            if !info.is_arrow {
                *flag = true;
                return self.use_special_of(id, special.kind(), in_arrow);
            }
            if *flag {
                // It was noted further out then.
                return;
            }
            *flag = true;
            in_arrow = true;
            at = info.parent;
        }
        *special.flag(&mut self.top_level.uses) = true;
    }

    fn use_special_of(&mut self, id: FunctionId, kind: BindingKind, captured: bool) {
        let info = &self.functions[id.0 as usize];
        let scope = info.scope;
        let index = match info.special(kind) {
            Some(index) => index,
            None => {
                let name = if kind == BindingKind::Arguments {
                    Name::ARGUMENTS
                } else {
                    Name::THIS
                };
                let initialized = kind != BindingKind::This || !info.starts_without_this();
                let slot = self.push_binding(scope, name, kind, Span::default(), initialized);
                self.set_special(id, kind, slot.index);
                slot.index
            }
        };
        let binding = self.binding(Slot { scope, index });
        binding.captured |= captured;
        binding.checked = !binding.initialized_on_entry;
    }

    /// Remembers which binding is one of those that only some functions have.
    pub(super) fn set_special(&mut self, id: FunctionId, kind: BindingKind, index: u32) {
        let info = &mut self.functions[id.0 as usize];
        let place = match kind {
            BindingKind::This => &mut info.this,
            BindingKind::Arguments => &mut info.arguments,
            BindingKind::NewTarget => &mut info.new_target,
            _ => &mut info.active_function,
        };
        *place = Some(index);
        info.needs_arguments |= kind == BindingKind::Arguments;
    }

    /// Notes a call that may be a direct eval.
    pub(super) fn note_direct_eval(&mut self) {
        let Some(id) = self.function else {
            self.top_level.uses.direct_eval = true;
            return self.note_eval_in_scopes();
        };
        self.functions[id.0 as usize].has_direct_eval = true;
        let mut at = Some(id);
        while let Some(id) = at {
            let info = &mut self.functions[id.0 as usize];
            info.uses.direct_eval = true;
            at = if info.is_arrow { info.parent } else { None };
        }
        self.use_special(Special::This);
        self.use_special(Special::NewTarget);
        match self
            .function_with_this()
            .map(|id| self.functions[id.0 as usize].kind)
        {
            None | Some(FunctionKind::Normal) => {}
            Some(FunctionKind::DerivedConstructor) => {
                self.use_special(Special::SuperProperty);
                self.use_special(Special::SuperCall);
            }
            Some(_) => self.use_special(Special::SuperProperty),
        }
        // A variable named `arguments` leaves no need for the object.
        let declared = self.arguments_slot();
        if declared.scope != ScopeId::NONE {
            self.let_arguments_escape();
        }
        self.note_eval_in_scopes();
    }

    fn note_eval_in_scopes(&mut self) {
        let mut at = Some(self.scope);
        while let Some(id) = at {
            let scope = &mut self.scopes[id.0 as usize];
            if scope.contains_direct_eval {
                break;
            }
            scope.contains_direct_eval = true;
            at = scope.parent;
        }
        let var_scope = &mut self.scopes[self.var_scope.0 as usize];
        let takes_vars = matches!(
            var_scope.kind,
            ScopeKind::Function | ScopeKind::FunctionBody
        );
        if !self.strict && takes_vars {
            var_scope.dynamic = true;
        }
    }

    /// Notes an `await` in the function that is walked.
    pub(super) fn note_await(&mut self) {
        if let Some(id) = self.function {
            self.functions[id.0 as usize].uses.has_await = true;
        }
    }

    /// Notes a `yield` in the function that is walked.
    pub(super) fn note_yield(&mut self) {
        if let Some(id) = self.function {
            self.functions[id.0 as usize].uses.has_yield = true;
        }
    }

    // Private names.

    /// Declares a private name in the innermost scope, a class's.
    pub(super) fn declare_private(&mut self, name: PrivateName) {
        let slot = self.push_binding(
            self.scope,
            name.name,
            BindingKind::PrivateName,
            name.span,
            true,
        );
        self.private_names.entry(name.name).or_default().push(slot);
    }

    /// Takes back the private names of a class.
    pub(super) fn forget_private(&mut self, name: Name) {
        if let Some(slots) = self.private_names.get_mut(&name) {
            slots.pop();
        }
    }

    /// The innermost binding of a private name.
    pub(super) fn innermost_private(&self, name: Name) -> Option<Slot> {
        self.private_names.get(&name)?.last().copied()
    }

    /// Notes a use of a private name.
    pub(super) fn use_private(&mut self, name: PrivateName) {
        match self.innermost_private(name.name) {
            Some(slot) => {
                self.use_binding(slot, false);
            }
            None => self.undeclared_private_names.push(name),
        }
    }
}
