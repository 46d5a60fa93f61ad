//! A text on its way to being run, with all that is known of it.

use crate::coverage::CountedText;
use crate::engine::{Agent, ExportPlace};
use crate::heap::{PropertyKey, UnitId, Value};
use crate::source::{SourceText, Span};
use crate::syntax::ast::{Name, ScopeId};
use crate::syntax::parser::Parsed;
use crate::syntax::scope::Scopes;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

/// The number of a module's body among the functions; that of its top level is what makes the scope.
pub(super) const BODY: u32 = u32::MAX - 1;

/// A text with all that is known of it.
pub(super) struct Unit {
    pub(super) parsed: Parsed,
    pub(super) scopes: Scopes,
    pub(super) source: Rc<SourceText>,
    /// What encloses the text of a direct eval.
    pub(super) around: Option<Enclosing>,
    /// The variables that Annex B would make at the top level, if it weren't an error.
    pub(super) without_annex_b: RefCell<FxHashSet<Name>>,
    /// Where the values of a module's imports are, by binding, once it is linked.
    pub(super) imports: RefCell<FxHashMap<u32, ExportPlace>>,
    pub(super) keys: RefCell<Vec<Option<PropertyKey>>>,
    /// What the heap knows it by, once it has codes.
    pub(super) id: Cell<Option<UnitId>>,
    /// The counters of its parts, where those are counted.
    pub(super) counts: OnceCell<Rc<CountedText>>,
}

impl Unit {
    /// What the heap knows the text by.
    pub(super) fn id(&self) -> UnitId {
        let id = self.id.get();
        id.unwrap_or_else(|| unreachable!("a text's first code is that of its top level"))
    }

    /// A value that lives as long as the text's code: what nodes hold.
    pub(super) fn constant<T: Copy + Into<Value>>(&self, agent: &mut Agent, value: T) -> T {
        agent.heap.add_constant(self.id(), value.into());
        value
    }

    /// The property key for a name of the text.
    pub(super) fn key(&self, agent: &mut Agent, name: Name) -> PropertyKey {
        let place = name.0 as usize;
        if let Some(key) = self.keys.borrow()[place] {
            return key;
        }
        let key = self.constant_key(agent, self.parsed.program().names.text(name));
        self.keys.borrow_mut()[place] = Some(key);
        key
    }

    /// The property key for a text, which lives as long as the code.
    pub(super) fn constant_key(&self, agent: &mut Agent, text: &str) -> PropertyKey {
        let key = agent.heap.property_key_of_str(text);
        if let Some(atom) = key.as_atom() {
            self.constant(agent, atom);
        }
        key
    }
}

/// The place of a direct eval.
#[derive(Clone)]
pub(super) struct Enclosing {
    /// The text that calls it.
    pub(super) unit: Rc<Unit>,
    /// The innermost scope there.
    pub(super) scope: ScopeId,
    /// The call.
    pub(super) span: Span,
}
