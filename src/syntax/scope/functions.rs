//! The walk over functions and classes.
//!
//! Owns: the scopes of parameters, bodies, function names and classes; what is known of a
//! function when its walk ends. Doesn't own: statements and expressions in them.
//!
//! Invariant: the facts about a function are complete when its scope is closed, and the state of
//! the walk is then as it was before.

use rustc_hash::FxHashMap;

use super::analyzer::{Analyzer, Slot};
use super::binding::BindingKind;
use super::tree::{ConflictKind, FunctionInfo, ScopeKind};
use crate::budget::Budget;
use crate::syntax::ast::class::{Class, ClassElement};
use crate::syntax::ast::expression::{Expression, PropertyKey};
use crate::syntax::ast::function::{Function, FunctionBody, FunctionKind, Parameters};
use crate::syntax::ast::pattern::BindingPattern;
use crate::syntax::ast::visit::{Visitor, for_each_name, walk_parameters, walk_statements};
use crate::syntax::ast::{BindingIdentifier, FunctionId, PrivateName};

/// Whether binding the parameters evaluates expressions
/// ([ContainsExpression](https://tc39.es/ecma262/#sec-static-semantics-containsexpression)).
fn have_expressions<'a>(parameters: &'a Parameters<'a>) -> bool {
    let mut search = ExpressionSearch { has_found: false };
    walk_parameters(&mut search, parameters);
    search.has_found
}

struct ExpressionSearch {
    has_found: bool,
}

impl<'a> Visitor<'a> for ExpressionSearch {
    fn budget(&self) -> Option<&Budget> {
        None
    }

    fn visit_expression(&mut self, _: Expression<'a>) {
        self.has_found = true;
    }
}

impl<'a> Analyzer<'a, '_> {
    /// The walk of a function: its scopes, and what is known of it in the end.
    pub(super) fn analyze_function(&mut self, function: &'a Function<'a>) {
        let mut named = None;
        if let Some(name) = function.name
            && !function.is_declaration
        {
            named = Some(self.open(ScopeKind::FunctionName));
            self.declare(name, BindingKind::FunctionName);
        }
        let name_scope = named.is_some().then_some(self.scope);

        let id = function.id.get();
        let around = (self.function, self.var_scope, self.strict);
        self.strict |= function.use_strict.is_some();
        let parameters = &function.parameters;
        let is_simple = parameters.is_simple();
        self.functions[id.0 as usize] = FunctionInfo {
            parent: self.function,
            name_scope,
            strict: self.strict,
            is_arrow: function.is_arrow,
            has_simple_parameters: is_simple,
            has_parameter_expressions: !is_simple && have_expressions(parameters),
            ..FunctionInfo::new(function.kind)
        };
        self.function = Some(id);
        let leaving = self.leaving_count();
        let opened = self.open(ScopeKind::Function);
        let scope = self.scope;
        function.scope.set(scope);
        self.var_scope = scope;
        self.functions[id.0 as usize].scope = scope;

        self.declare_parameters(function, id);
        let separate = self.analyze_parameters(parameters, id);
        if separate {
            let leaving = self.leaving_count();
            let opened = self.open(ScopeKind::FunctionBody);
            let body_scope = self.scope;
            function.body_scope.set(body_scope);
            self.functions[id.0 as usize].body_scope = Some(body_scope);
            self.var_scope = body_scope;
            self.walk_body(&function.body);
            self.settle_leaving(body_scope, leaving);
            self.close(opened);
            self.var_scope = scope;
        } else {
            self.walk_body(&function.body);
        }

        self.settle_arguments(id);
        self.settle_leaving(scope, leaving);
        self.close(opened);
        function.uses.set(self.functions[id.0 as usize].uses);
        (self.function, self.var_scope, self.strict) = around;
        if let Some(named) = named {
            self.close(named);
        }
    }

    fn walk_body(&mut self, body: &'a FunctionBody<'a>) {
        match body {
            FunctionBody::Block(block) => {
                self.declare_body(block.statements, false);
                self.walk_hoisted_functions();
                walk_statements(self, block.statements);
            }
            FunctionBody::Expression(expression) => self.visit_expression(*expression),
        }
    }

    fn declare_parameters(&mut self, function: &'a Function<'a>, id: FunctionId) {
        let parameters = &function.parameters;
        let rest = parameters.rest.map(|rest| rest.pattern);
        let patterns = parameters.items.iter().map(|item| item.pattern).chain(rest);
        let may_repeat = !self.strict
            && parameters.is_simple()
            && !function.is_arrow
            && function.kind == FunctionKind::Normal;
        let mut slots = Vec::with_capacity(parameters.items.len() + usize::from(rest.is_some()));
        for pattern in patterns {
            let mut index = None;
            for_each_name(pattern, &mut |identifier| {
                index = Some(self.declare_parameter(identifier, may_repeat).index);
            });
            let is_plain = matches!(pattern, BindingPattern::Identifier(_));
            slots.push(index.filter(|_| is_plain));
        }
        self.functions[id.0 as usize].parameters = slots;
    }

    fn declare_parameter(&mut self, identifier: &'a BindingIdentifier, may_repeat: bool) -> Slot {
        let slot = match self.declared_here(identifier.name) {
            Some(slot) => {
                if !may_repeat {
                    let first = self.binding(slot).span;
                    let kind = ConflictKind::Parameter;
                    self.conflict(identifier.name, kind, first, identifier.span);
                }
                slot
            }
            None => self.add_binding(identifier.name, BindingKind::Parameter, identifier.span),
        };
        let own = self.own_resolution(slot);
        identifier.resolution.set(own.into());
        slot
    }

    /// Walks the expressions in the parameters. Says whether the body needs a scope of its own,
    /// which is if something here could tell.
    fn analyze_parameters(&mut self, parameters: &'a Parameters<'a>, id: FunctionId) -> bool {
        if !self.functions[id.0 as usize].has_parameter_expressions {
            // There may be patterns, but all names are initialised before any code runs.
            return false;
        }
        let scopes = self.scopes.len();
        walk_parameters(self, parameters);
        let info = &self.functions[id.0 as usize];
        self.scopes.len() > scopes || info.has_direct_eval || info.arguments.is_some()
    }

    /// Decides whether parameters and arguments object must share their values.
    fn settle_arguments(&mut self, id: FunctionId) {
        let info = &mut self.functions[id.0 as usize];
        if !info.needs_arguments || info.strict || !info.has_simple_parameters {
            return;
        }
        let bindings = &mut self.scopes[info.scope.0 as usize].bindings;
        let parameters = bindings
            .iter_mut()
            .filter(|binding| binding.kind == BindingKind::Parameter);
        let mut parameters: Vec<_> = parameters.collect();
        let are_assigned = parameters.iter().any(|binding| binding.reassigned);
        info.assigns_parameters = are_assigned;
        info.maps_arguments = !parameters.is_empty() && (info.arguments_escapes || are_assigned);
        if info.maps_arguments {
            for binding in &mut parameters {
                binding.captured = true;
            }
        }
    }

    // Classes.

    /// The walk of a class, in the order in which its parts are evaluated.
    pub(super) fn analyze_class(&mut self, class: &'a Class<'a>) {
        let strict = std::mem::replace(&mut self.strict, true);
        let names = private_names(class);
        let opened = (class.name.is_some() || !names.is_empty()).then(|| {
            let opened = self.open(ScopeKind::Class);
            class.scope.set(self.scope);
            opened
        });
        let inner = class.name.map(|name| {
            let slot = self.add_binding(name.name, BindingKind::ClassName, name.span);
            let own = self.own_resolution(slot);
            class.inner_binding.set(own.into());
            slot
        });

        // The heritage and the keys are evaluated before the class exists.
        if let Some(heritage) = class.heritage {
            self.visit_expression(heritage);
            if opened.is_some() {
                self.current_scope().heritage = heritage.span();
            }
        }
        let declared = self.declare_private_names(&names);
        for element in class.elements {
            match element {
                ClassElement::Method(method) => self.visit_key(&method.key),
                ClassElement::Field(field) => self.visit_key(&field.key),
                ClassElement::StaticBlock(_) => {}
            }
        }
        // The functions run after.
        if let Some(inner) = inner {
            self.set_ready(inner, true);
        }
        if let Some(constructor) = class.constructor {
            self.visit_function(constructor);
        }
        for element in class.elements {
            match element {
                ClassElement::Method(method) => self.visit_function(method.function),
                ClassElement::Field(field) => {
                    if let Some(initializer) = field.initializer {
                        self.visit_function(initializer);
                    }
                }
                ClassElement::StaticBlock(block) => self.visit_function(block.function),
            }
        }

        for name in declared {
            self.forget_private(name.name);
        }
        if let Some(opened) = opened {
            self.close(opened);
        }
        self.strict = strict;
    }

    /// Declares the private names of a class, and gives those that are new bindings. A getter and
    /// a setter share one.
    fn declare_private_names(&mut self, names: &[DeclaredPrivate]) -> Vec<PrivateName> {
        let mut seen: FxHashMap<_, DeclaredPrivate> = FxHashMap::default();
        let mut declared = Vec::new();
        for name in names {
            let Some(earlier) = seen.get_mut(&name.name.name) else {
                seen.insert(name.name.name, *name);
                declared.push(name.name);
                self.declare_private(name.name);
                continue;
            };
            let is_pair = earlier.is_static == name.is_static
                && matches!(
                    (earlier.accessor, name.accessor),
                    (Accessor::Getter, Accessor::Setter) | (Accessor::Setter, Accessor::Getter)
                );
            if is_pair {
                earlier.accessor = Accessor::None;
            } else {
                let first = earlier.name.span;
                self.conflict(
                    name.name.name,
                    ConflictKind::PrivateName,
                    first,
                    name.name.span,
                );
            }
        }
        declared
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Accessor {
    Getter,
    Setter,
    /// No accessor, or both.
    None,
}

#[derive(Clone, Copy)]
struct DeclaredPrivate {
    name: PrivateName,
    accessor: Accessor,
    is_static: bool,
}

/// The private names that the elements of a class declare, in order.
fn private_names(class: &Class<'_>) -> Vec<DeclaredPrivate> {
    let private = |key: &PropertyKey<'_>, accessor, is_static| match key {
        PropertyKey::Private(name) => Some(DeclaredPrivate {
            name: *name,
            accessor,
            is_static,
        }),
        _ => None,
    };
    class
        .elements
        .iter()
        .filter_map(|element| match element {
            ClassElement::Method(method) => {
                let accessor = match method.function.kind {
                    FunctionKind::Getter => Accessor::Getter,
                    FunctionKind::Setter => Accessor::Setter,
                    _ => Accessor::None,
                };
                private(&method.key, accessor, method.is_static)
            }
            ClassElement::Field(field) => private(&field.key, Accessor::None, field.is_static),
            ClassElement::StaticBlock(_) => None,
        })
        .collect()
}
