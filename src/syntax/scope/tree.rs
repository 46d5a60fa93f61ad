//! What the analysis finds: scopes with their bindings, facts about functions, conflicts.
//!
//! Owns: these tables and how they are searched. Doesn't own: filling them, which is the analyzer's.
//!
//! Invariant: a scope's parent has a smaller number than the scope.

use rustc_hash::FxHashMap;

use super::binding::{Binding, BindingKind};
use super::resolved::{BindingRef, Resolved};
use crate::source::Span;
use crate::syntax::ast::function::{FunctionKind, FunctionUses};
use crate::syntax::ast::{FunctionId, Name, PrivateName, ScopeId};

/// What the analysis found.
#[derive(Debug)]
pub struct Scopes {
    /// All scopes; a [`ScopeId`] is an index here.
    pub scopes: Vec<Scope>,
    /// Facts about all functions; a [`FunctionId`] is an index here.
    pub functions: Vec<FunctionInfo>,
    /// Facts about the code outside of functions.
    pub top_level: TopLevel,
    /// The functions declared in blocks of sloppy code that are also variables of the function
    /// around ([Annex B](https://tc39.es/ecma262/#sec-block-level-function-declarations-web-legacy-compatibility-semantics)):
    /// evaluating the declaration copies the block's binding to this one.
    ///
    /// Outside of functions it is `Global` or `Dynamic`: the variable of that name in the
    /// variable scope.
    pub annex_b: FxHashMap<FunctionId, Resolved>,
    /// Declarations that exclude each other, in no particular order; early errors.
    pub conflicts: Vec<Conflict>,
    /// Private names that no class around declares; early errors, unless the text is that of a
    /// direct eval in a class.
    pub undeclared_private_names: Vec<PrivateName>,
    /// The text is that of a direct eval.
    pub is_direct_eval: bool,
}

/// Facts about the code outside of functions.
#[derive(Clone, Debug)]
pub struct TopLevel {
    /// Its scope.
    pub scope: ScopeId,
    /// Whether it is strict code.
    pub strict: bool,
    /// What it and the arrows in it use.
    pub uses: FunctionUses,
    /// The captured bindings in all scopes that aren't a function's.
    pub captured_count: u32,
}

/// What makes a scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ScopeKind {
    /// The top level of a script. Its bindings are declared globally, and references to them are
    /// global lookups; they are listed for
    /// [GlobalDeclarationInstantiation](https://tc39.es/ecma262/#sec-globaldeclarationinstantiation).
    Script,
    /// The top level of a module.
    Module,
    /// The top level of an eval. In sloppy code its vars and functions belong to the variable
    /// scope of the caller, so references to them are global or dynamic lookups; they are listed
    /// for [EvalDeclarationInstantiation](https://tc39.es/ecma262/#sec-evaldeclarationinstantiation).
    Eval,
    /// The parameters of a function, and the names of its body unless that has its own scope.
    Function,
    /// The names of a function's body, where closures or evals in the parameters could tell them
    /// from the parameters.
    FunctionBody,
    /// The name of a named function expression.
    FunctionName,
    /// A block, or a function declaration as a branch of `if`.
    Block,
    /// The `let` and `const` in the head of any `for`.
    For,
    /// All clauses of a `switch`.
    Switch,
    /// The parameter of a `catch`; the block has its own scope.
    Catch,
    /// The inner name and the private names of a class.
    Class,
    /// The body of a `with`.
    With,
}

/// A scope.
#[derive(Debug)]
pub struct Scope {
    /// What makes it.
    pub kind: ScopeKind,
    /// The scope around.
    pub parent: Option<ScopeId>,
    /// In whose activation it lives; nothing for the top level. A [`ScopeKind::Function`] scope
    /// is its function's own, [`ScopeKind::FunctionName`] and [`ScopeKind::Class`] belong to the
    /// code around.
    pub function: Option<FunctionId>,
    /// Its bindings. Those of `this` and the like may be at any index, private names too.
    pub bindings: Vec<Binding>,
    /// The functions to instantiate on entry and the bindings that get them. In a scope with
    /// parameters that happens after these have their values. The last of a binding wins.
    pub hoisted_functions: Vec<(FunctionId, u32)>,
    /// At run time this very scope may have names that aren't among its bindings: it is a
    /// `with`, or a sloppy direct eval can declare variables in it. Its own bindings win over
    /// variables added so.
    pub dynamic: bool,
    /// There is a direct eval in it or below, so names can be looked up in it at run time. All its
    /// bindings are captured.
    pub contains_direct_eval: bool,
    /// How many of its bindings are captured.
    pub captured_count: u32,
    /// How many scopes on the way from the outermost one up to and with this one
    /// [are on the heap](Self::is_on_heap).
    pub heap_depth: u32,
    /// The expression after `extends`, for a class: its private names don't count there.
    pub(super) heritage: Span,
    /// The bindings in the order of their names, if looking up by name is to be expected.
    pub(super) by_name: Vec<u32>,
}

impl Scope {
    /// Whether the scope needs an object on the heap when it is entered: a binding is captured,
    /// or names can come at run time.
    #[must_use]
    pub fn is_on_heap(&self) -> bool {
        self.captured_count > 0 || self.dynamic
    }

    /// The index of the binding that an identifier with this name finds here.
    #[must_use]
    pub fn find(&self, name: Name) -> Option<u32> {
        self.find_kind(name, BindingKind::is_variable)
    }

    /// The index of the private name that is declared here.
    #[must_use]
    pub fn find_private(&self, name: Name) -> Option<u32> {
        self.find_kind(name, |kind| kind == BindingKind::PrivateName)
    }

    fn find_kind(&self, name: Name, fits: impl Fn(BindingKind) -> bool) -> Option<u32> {
        let matches = |binding: &Binding| binding.name == name && fits(binding.kind);
        if self.by_name.is_empty() {
            let index = self.bindings.iter().position(matches);
            return index.map(|index| index as u32);
        }
        let key = |&index: &u32| self.bindings[index as usize].name;
        let start = self.by_name.partition_point(|index| key(index) < name);
        self.by_name[start..]
            .iter()
            .take_while(|index| key(index) == name)
            .find(|&&index| matches(&self.bindings[index as usize]))
            .copied()
    }
}

/// What the analysis knows of a function.
#[derive(Clone, Debug)]
pub struct FunctionInfo {
    /// The function around.
    pub parent: Option<FunctionId>,
    /// The scope of the parameters, and of the body if `body_scope` is nothing.
    pub scope: ScopeId,
    /// The scope of the body.
    pub body_scope: Option<ScopeId>,
    /// The scope of a function expression's own name.
    pub name_scope: Option<ScopeId>,
    /// Whether its code is strict.
    pub strict: bool,
    /// What it is defined as.
    pub kind: FunctionKind,
    /// Has `=>`.
    pub is_arrow: bool,
    /// All parameters are plain identifiers without defaults, and there is no rest.
    pub has_simple_parameters: bool,
    /// The parameters have defaults or computed keys, so their bindings start uninitialised.
    pub has_parameter_expressions: bool,
    /// What it and the arrows in it use.
    pub uses: FunctionUses,
    /// There is a direct eval in its own code.
    pub has_direct_eval: bool,
    /// An arguments object must be made.
    pub needs_arguments: bool,
    /// The arguments object and the parameters must be seen to share their values; the
    /// parameters are captured then. Otherwise copies do, even if the object is a mapped one by
    /// the letter.
    pub maps_arguments: bool,
    /// Sloppy code with simple parameters, of which one is assigned to.
    pub assigns_parameters: bool,
    /// The captured bindings in all scopes of its activation.
    pub captured_count: u32,
    /// For each parameter and then the rest, if any, the index of its binding in `scope`;
    /// nothing for a pattern. Parameters of the same name share a binding, the last wins.
    pub parameters: Vec<Option<u32>>,
    /// The variables of `body_scope` that start with the value of a binding in `scope`: indices
    /// there and here.
    pub body_copies: Vec<(u32, u32)>,
    /// The index of `this` in `scope`, if used.
    pub this: Option<u32>,
    /// The index of `arguments` in `scope`, if an arguments object is needed.
    pub arguments: Option<u32>,
    /// The index of `new.target` in `scope`, if used.
    pub new_target: Option<u32>,
    /// The index of the active function in `scope`, if used.
    pub active_function: Option<u32>,
    /// `arguments` is used otherwise than for reading an element or its length.
    pub(super) arguments_escapes: bool,
}

/// Two declarations of one name that exclude each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The name.
    pub name: Name,
    /// What it is declared as twice.
    pub kind: ConflictKind,
    /// The declaration that comes first in the text.
    pub first: Span,
    /// The one that comes second.
    pub second: Span,
}

/// What is declared twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConflictKind {
    /// A variable.
    Variable,
    /// A parameter, where that isn't allowed.
    Parameter,
    /// A private name.
    PrivateName,
}

impl Scopes {
    /// The scope with a number.
    ///
    /// # Panics
    /// If the number is from another analysis, or none.
    #[must_use]
    pub fn scope(&self, id: ScopeId) -> &Scope {
        &self.scopes[id.0 as usize]
    }

    /// The facts about a function.
    ///
    /// # Panics
    /// If the number is from another program.
    #[must_use]
    pub fn function(&self, id: FunctionId) -> &FunctionInfo {
        &self.functions[id.0 as usize]
    }

    /// The binding that a resolution refers to.
    #[must_use]
    pub fn binding(&self, reference: BindingRef) -> &Binding {
        &self.scope(reference.scope).bindings[reference.index as usize]
    }

    /// How many heap objects of scopes lie between code in `from` and a captured binding in `to`,
    /// which is the same scope or one around it.
    #[must_use]
    pub fn hops(&self, from: ScopeId, to: ScopeId) -> u32 {
        self.scope(from).heap_depth - self.scope(to).heap_depth
    }

    /// The innermost function around `scope` that isn't an arrow: the one that `this` belongs to.
    #[must_use]
    pub fn function_with_this(&self, scope: ScopeId) -> Option<FunctionId> {
        let mut function = self.scope(scope).function;
        while let Some(id) = function
            && self.function(id).is_arrow
        {
            function = self.function(id).parent;
        }
        function
    }

    /// What `this`, `new.target`, `arguments` or the active function mean for code in `scope`.
    /// Nothing if the code is outside of functions that have their own: then `this` is that of
    /// the top level. In a direct eval's text that is a dynamic lookup, of a binding of this kind
    /// in the scopes around the eval.
    #[must_use]
    pub fn resolve_special(&self, scope: ScopeId, kind: BindingKind) -> Option<Resolved> {
        if let Some(id) = self.function_with_this(scope) {
            let info = self.function(id);
            let index = info.special(kind)?;
            let check_tdz = kind == BindingKind::This && info.starts_without_this();
            return Some(Resolved::Binding(BindingRef {
                scope: info.scope,
                index,
                check_tdz,
            }));
        }
        self.is_direct_eval
            .then_some(Resolved::Dynamic { fallback: None })
    }

    /// What a private name means for the code in `scope` that has it: the binding in a class
    /// scope that holds its identity. In a direct eval's text it may be declared around the eval.
    #[must_use]
    pub fn resolve_private(&self, scope: ScopeId, name: PrivateName) -> Option<Resolved> {
        let mut at = Some(scope);
        while let Some(id) = at {
            let scope = self.scope(id);
            let is_in_heritage = scope.heritage.range().contains(&(name.span.start as usize));
            if scope.kind == ScopeKind::Class
                && !is_in_heritage
                && let Some(index) = scope.find_private(name.name)
            {
                return Some(Resolved::Binding(BindingRef {
                    scope: id,
                    index,
                    check_tdz: false,
                }));
            }
            at = scope.parent;
        }
        self.is_direct_eval
            .then_some(Resolved::Dynamic { fallback: None })
    }
}

impl FunctionInfo {
    pub(super) fn new(kind: FunctionKind) -> Self {
        Self {
            parent: None,
            scope: ScopeId::NONE,
            body_scope: None,
            name_scope: None,
            strict: false,
            kind,
            is_arrow: false,
            has_simple_parameters: true,
            has_parameter_expressions: false,
            uses: FunctionUses::default(),
            has_direct_eval: false,
            needs_arguments: false,
            maps_arguments: false,
            assigns_parameters: false,
            captured_count: 0,
            parameters: Vec::new(),
            body_copies: Vec::new(),
            this: None,
            arguments: None,
            new_target: None,
            active_function: None,
            arguments_escapes: false,
        }
    }

    /// Whether `this` is only there once `super()` has returned.
    #[must_use]
    pub fn starts_without_this(&self) -> bool {
        self.kind == FunctionKind::DerivedConstructor
    }

    /// Whether it is one of those that have an `arguments` of their own.
    pub(super) fn can_have_arguments(&self) -> bool {
        !self.is_arrow
            && !matches!(
                self.kind,
                FunctionKind::FieldInitializer | FunctionKind::StaticBlock
            )
    }

    /// The index in `scope` of one of the bindings that only some functions have.
    pub(super) fn special(&self, kind: BindingKind) -> Option<u32> {
        match kind {
            BindingKind::This => self.this,
            BindingKind::Arguments => self.arguments,
            BindingKind::NewTarget => self.new_target,
            BindingKind::ActiveFunction => self.active_function,
            _ => None,
        }
    }
}
