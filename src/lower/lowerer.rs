//! The state of lowering one function: its frame, the scopes around the walk, the labels.

use super::both;
use super::compilation_unit::Unit;
use crate::budget::Stopped;
use crate::coverage::CountedText;
use crate::engine::Agent;
use crate::heap::{ARGUMENTS, PropertyKey, SCOPE, Slot, Slots, Str, Value};
use crate::interpreter::nodes::constant::Constant;
use crate::interpreter::nodes::statement::DepthGuard;
use crate::interpreter::{Node, NodeBox, Part};
use crate::native_stack::with_room;
use crate::syntax::ast::expression::{CallExpression, Expression};
use crate::syntax::ast::{FunctionId, Name, Program, ScopeId, StringValue};
use crate::syntax::scope::BindingKind;
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// A statement that `break` or `continue` can name.
pub(super) struct Label {
    /// Its labels.
    pub(super) names: Vec<Name>,
    /// Its number.
    pub(super) number: u32,
    /// Whether `continue` may name it.
    pub(super) is_loop: bool,
    /// Whether an unlabelled `break` may mean it.
    pub(super) takes_break: bool,
}

/// Lowers one function.
pub(super) struct Lowerer<'u, 'a> {
    pub(super) agent: &'u mut Agent,
    pub(super) unit: &'u Rc<Unit>,
    pub(super) program: &'a Program<'a>,
    /// The function being lowered; `None` for the top level.
    pub(super) function: Option<FunctionId>,
    pub(super) strict: bool,
    /// The innermost scope around the walk.
    pub(super) scope: ScopeId,
    /// The frame slots of bindings that aren't captured.
    pub(super) frame_places: FxHashMap<(u32, u32), Slot>,
    /// The slots of captured bindings in their scope object.
    pub(super) heap_places: FxHashMap<(u32, u32), u32>,
    /// The frame slots of the scope objects that this function makes.
    pub(super) scope_slots: FxHashMap<u32, Slot>,
    /// The slots of the function's frame.
    pub(super) slots: Slots,
    pub(super) labels: Vec<Label>,
    pub(super) pending_labels: Vec<Name>,
    pub(super) next_number: u32,
    pub(super) is_async: bool,
    pub(super) is_generator: bool,
    /// Where a script's completion value is kept.
    pub(super) completion: Option<Slot>,
    /// The optional chains around the walk.
    pub(super) chains: Vec<Chain<'a>>,
    /// Where the parameters begin.
    pub(super) parameter_slots: Slot,
    /// The slot of the array of all arguments.
    pub(super) all_arguments: Option<Slot>,
    /// How many properties `this` gets by assignments here.
    pub(super) this_properties: u32,
    /// The slots of the lists of resources around the walk.
    pub(super) resources: Vec<Slot>,
    /// Position of the variable that the statement reads first, and where the statement begins.
    pub(super) statement_start: Option<(u32, u32)>,
    /// Whether a name is in more dynamic scopes than are allowed.
    pub(super) too_many_dynamic_scopes: bool,
    nesting: u32,
    /// What ended the lowering, if something did: constants are in the place of what was left then,
    /// also of what may suspend, and the function isn't completed.
    pub(super) cut: Option<Stopped>,
    /// How many expressions and statements were lowered that run in a row, without a call or a
    /// loop's round, and that nothing accounts for yet.
    pub(super) uncharged: u32,
    /// The counters of the text's parts, where those are counted.
    pub(super) counts: Option<&'u CountedText>,
    /// Each look-up of a name that is global, with the scope that it is in, for those who ask.
    pub(super) lookups: Option<Vec<(Name, ScopeId)>>,
}

/// So many nodes may be nested between two looks at the native stack.
pub(super) const GUARD_EVERY: u32 = 48;

impl<'u, 'a> Lowerer<'u, 'a> {
    pub(super) fn new(
        agent: &'u mut Agent,
        unit: &'u Rc<Unit>,
        program: &'a Program<'a>,
    ) -> Lowerer<'u, 'a> {
        Lowerer {
            agent,
            unit,
            program,
            function: None,
            strict: false,
            scope: ScopeId::NONE,
            frame_places: FxHashMap::default(),
            heap_places: FxHashMap::default(),
            scope_slots: FxHashMap::default(),
            slots: Slots::above(ARGUMENTS as u32),
            labels: Vec::new(),
            pending_labels: Vec::new(),
            next_number: 0,
            is_async: false,
            is_generator: false,
            completion: None,
            chains: Vec::new(),
            parameter_slots: SCOPE,
            all_arguments: None,
            this_properties: 0,
            resources: Vec::new(),
            statement_start: None,
            too_many_dynamic_scopes: false,
            nesting: 0,
            cut: None,
            uncharged: 0,
            counts: unit.counts.get().map(|counts| &**counts),
            lookups: None,
        }
    }

    /// Whether the function can suspend itself.
    pub(super) fn is_resumable(&self) -> bool {
        self.is_async || self.is_generator
    }

    /// Reserves slots above all that are in use; they are free again at the end of [`Lowerer::scoped`].
    pub(super) fn reserve(&mut self, slots: u32) -> Slot {
        self.slots.reserve(slots)
    }

    /// The slot of the array of all arguments.
    pub(super) fn all_arguments(&self) -> Slot {
        let slot = self.all_arguments;
        slot.unwrap_or_else(|| unreachable!("the function collects its arguments"))
    }

    /// Runs `body`, and frees the slots that it reserved.
    pub(super) fn scoped<T>(&mut self, body: impl FnOnce(&mut Self) -> T) -> T {
        let mark = self.slots.mark();
        let result = body(self);
        self.slots.release(mark);
        result
    }

    /// Runs `body` one level deeper: guards the native stack here, and from time to time there.
    pub(super) fn nested(&mut self, body: impl FnOnce(&mut Self) -> Part) -> Part {
        if let Err(stopped) = self.agent.heap.budget.spend(1) {
            self.cut = Some(stopped);
            return boxed(Constant(Value::UNDEFINED)).into();
        }
        self.nesting += 1;
        self.uncharged += 1;
        let guard = self.nesting.is_multiple_of(GUARD_EVERY);
        let node = with_room(256 << 10, 4 << 20, || body(self));
        self.nesting -= 1;
        match guard {
            true => guarded(node),
            false => node,
        }
    }

    /// A number for a statement that can be jumped out of.
    pub(super) fn new_number(&mut self) -> u32 {
        self.next_number += 1;
        self.next_number
    }

    /// The property key for a name.
    pub(super) fn key(&mut self, name: Name) -> PropertyKey {
        self.unit.key(self.agent, name)
    }

    /// The text of a name as a string that lives as long as the code.
    pub(super) fn name_string(&mut self, name: Name) -> Str {
        let key = self.key(name);
        self.agent.heap.key_to_string(key)
    }

    /// A literal's text as a string that lives as long as the code.
    pub(super) fn string(&mut self, value: StringValue<'_>) -> Str {
        let source = &self.unit.source;
        let restored = match value {
            StringValue::Utf8(text) => source.with_surrogates(text.encode_utf16()),
            StringValue::Utf16(units) => source.with_surrogates(units.iter().copied()),
        };
        let string = match (restored, value) {
            (Some(units), _) => self.agent.heap.new_utf16(&units),
            (None, StringValue::Utf8(text)) => self.agent.heap.new_string(text),
            (None, StringValue::Utf16(units)) => self.agent.heap.new_utf16(units),
        };
        let key_like = self.agent.heap.string_length(string) <= 64;
        if key_like {
            // Interned, so that it compares quickly and serves as a key without a search.
            let key = self.agent.heap.property_key(string);
            if let Some(atom) = key.as_atom() {
                return self.constant(atom);
            }
        }
        self.constant(string)
    }

    /// A value that lives as long as the code.
    pub(super) fn constant<T: Copy + Into<Value>>(&mut self, value: T) -> T {
        self.unit.constant(self.agent, value)
    }

    /// What `this` and its like mean at the walk's place.
    pub(super) fn special(&self, kind: BindingKind) -> Option<crate::syntax::scope::Resolved> {
        self.unit.scopes.resolve_special(self.scope, kind)
    }
}

/// A node behind a look at the native stack.
pub(super) fn guarded(node: Part) -> Part {
    both!([node] => DepthGuard(Some(node)))
}

/// A boxed node that can't suspend.
pub(super) fn boxed(node: impl Node + Unpin + 'static) -> NodeBox {
    Box::new(node)
}

/// An optional chain around the walk.
pub(super) struct Chain<'a> {
    /// Takes the value before a link; the next slot takes `this` where it is called.
    pub(super) slot: Slot,
    /// The part of the chain before the link that the walk has come to.
    pub(super) link: Option<Link<'a>>,
}

pub(super) enum Link<'a> {
    /// `a?.b`
    Object(Expression<'a>),
    /// `f?.()`
    Callee(&'a CallExpression<'a>),
}
