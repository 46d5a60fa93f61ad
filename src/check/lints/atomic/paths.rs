//! What can be read and written: variables, and properties named by constants.

use rustc_hash::FxHashMap;

use crate::check::model::facts::{Key, Model};
use crate::check::model::names::inner;
use crate::syntax::ast::expression::{Expression, MemberExpression, MemberProperty};
use crate::syntax::ast::pattern::AssignmentTarget;
use crate::syntax::ast::{FunctionId, Name};
use crate::syntax::scope::{BindingKind, BindingRef};

/// A variable, or a property at the end of a chain that begins at one.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Path {
    pub root: Root,
    /// Private names come with true.
    pub names: Vec<(Name, bool)>,
}

/// Where a path begins.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum Root {
    This,
    Variable(Key),
}

/// A number for each path of a function.
pub type PathId = usize;

/// The paths of a function that other code can get at.
pub struct Paths<'m, 'a> {
    model: &'m Model<'a>,
    function: FunctionId,
    ids: FxHashMap<Path, PathId>,
    paths: Vec<Path>,
}

impl<'m, 'a> Paths<'m, 'a> {
    pub fn new(model: &'m Model<'a>, function: FunctionId) -> Self {
        Self {
            model,
            function,
            ids: FxHashMap::default(),
            paths: Vec::new(),
        }
    }

    pub fn path(&self, id: PathId) -> &Path {
        &self.paths[id]
    }

    /// The shared path that an expression reads, and the variable of this run that it is.
    pub fn of_expression(&mut self, expression: Expression<'a>) -> Option<PathId> {
        let path = self.build(expression)?;
        self.shared(path)
    }

    /// The shared path that a target writes.
    pub fn of_target(&mut self, target: AssignmentTarget<'a>) -> Option<PathId> {
        let path = match target.without_parentheses() {
            AssignmentTarget::Identifier(identifier) => {
                self.build(Expression::Identifier(identifier))?
            }
            AssignmentTarget::Member(member) => self.build_member(member)?,
            _ => return None,
        };
        self.shared(path)
    }

    fn build(&self, expression: Expression<'a>) -> Option<Path> {
        match inner(expression) {
            Expression::This(_) => Some(Path {
                root: Root::This,
                names: Vec::new(),
            }),
            Expression::Identifier(identifier) => Some(Path {
                root: Root::Variable(self.model.key(identifier)?),
                names: Vec::new(),
            }),
            Expression::Member(member) => self.build_member(member),
            _ => None,
        }
    }

    fn build_member(&self, member: &MemberExpression<'a>) -> Option<Path> {
        let mut names = Vec::new();
        let mut member = member;
        loop {
            names.push(match member.property {
                MemberProperty::Name(name) => (name.name, false),
                MemberProperty::Private(name) => (name.name, true),
                MemberProperty::Computed(_) => return None,
            });
            let root = match inner(member.object) {
                Expression::This(_) => Root::This,
                Expression::Identifier(identifier) => Root::Variable(self.model.key(identifier)?),
                Expression::Member(object) => {
                    member = object;
                    continue;
                }
                _ => return None,
            };
            names.reverse();
            return Some(Path { root, names });
        }
    }

    /// The number of a path, unless only this run of the function knows it.
    fn shared(&mut self, path: Path) -> Option<PathId> {
        let is_shared = match path.root {
            Root::This => !path.names.is_empty() && self.has_lasting_this(),
            Root::Variable(key) => self.is_shared_variable(key, path.names.is_empty()),
        };
        if !is_shared {
            return None;
        }
        if let Some(id) = self.ids.get(&path) {
            return Some(*id);
        }
        let id = self.paths.len();
        self.paths.push(path.clone());
        self.ids.insert(path, id);
        Some(id)
    }

    /// Whether `this` is an object that other calls have too: that of a method.
    fn has_lasting_this(&self) -> bool {
        let mut facts = self.model.function(self.function);
        while facts.node.is_arrow {
            match facts.parent {
                Some(parent) => facts = self.model.function(parent),
                None => return false,
            }
        }
        facts.class.is_some()
    }

    fn is_shared_variable(&self, key: Key, is_whole: bool) -> bool {
        let binding = self.model.scopes.binding(BindingRef {
            scope: key.0,
            index: key.1,
            check_tdz: false,
        });
        let home = self.model.scopes.scope(key.0).function;
        if home != Some(self.function) {
            return !is_whole || !binding.kind.is_constant();
        }
        if !is_whole {
            // An object that this run has may be its own.
            return false;
        }
        let is_written_elsewhere = self.model.bindings.get(&key).is_some_and(|facts| {
            facts
                .writes
                .iter()
                .any(|write| write.function != Some(self.function))
        });
        is_written_elsewhere && binding.kind != BindingKind::Parameter
    }

    /// The function whose activation a path belongs to; the outermost one is nothing.
    pub fn owner(&self, id: PathId) -> Option<FunctionId> {
        match self.paths[id].root {
            Root::This => None,
            Root::Variable(key) => self.model.scopes.scope(key.0).function,
        }
    }
}
