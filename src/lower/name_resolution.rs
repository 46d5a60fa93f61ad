//! What names mean: a variable that is known, one around an eval, a global one; and which scopes
//! are asked at run time before that.

use super::enclosing_scopes::{Found, OuterSlot};
use super::forms::{Children, both};
use super::lowerer::{Lowerer, boxed};
use super::module::imported;
use super::operand::LoweredPart;
use crate::engine::{ExportPlace, messages};
use crate::heap::{PropertyKey, SCOPE, Slot, Value};
use crate::interpreter::inline_cache::GlobalCache;
use crate::interpreter::nodes::captured::*;
use crate::interpreter::nodes::constant::*;
use crate::interpreter::nodes::dynamic::*;
use crate::interpreter::nodes::effects::Effect;
use crate::interpreter::nodes::global::*;
use crate::interpreter::nodes::local::*;

use crate::interpreter::{NodeBox, Part};
use crate::syntax::ast::{Name, PrivateName, Resolution, ScopeId};
use crate::syntax::scope::{BindingKind, BindingRef, Resolved};

/// What a name means where no dynamic scope has it.
#[derive(Clone, Copy)]
pub(super) enum Target {
    /// A variable of this text.
    Binding(BindingRef),
    /// A variable of a text around.
    Enclosing(CapturedPlace, BindingKind),
    /// A variable of another module, which the text around imports.
    Import(Option<ExportPlace>),
    /// A global variable.
    Global,
}

/// What a name means.
pub(super) struct Meaning {
    /// The scopes that are asked first.
    pub(super) scopes: Vec<DynamicScope>,
    /// The frame slot of the scope object that they are counted from.
    start: Slot,
    /// What it means otherwise.
    pub(super) target: Target,
}

/// A name isn't looked up in more `with`s and the like: what it costs grows with them, for each name
/// in them. V8 allows fewer.
const MOST_DYNAMIC: usize = 1000;

impl Meaning {
    /// Whether it is known before the program runs.
    pub(super) fn is_static(&self) -> bool {
        self.scopes.is_empty()
    }
}

impl<'a> Lowerer<'_, 'a> {
    /// What a name means at the walk's place.
    pub(super) fn meaning(&mut self, name: Name, resolution: Resolution) -> Meaning {
        let fallback = match Resolved::from(resolution) {
            Resolved::Global => {
                if let Some(lookups) = &mut self.lookups {
                    lookups.push((name, self.scope));
                }
                return Meaning::known(Target::Global);
            }
            Resolved::Binding(reference) => return Meaning::known(Target::Binding(reference)),
            Resolved::Dynamic { fallback } => fallback,
        };
        let until = fallback.map(|reference| reference.scope);
        let (mut scopes, mut hops) = (Vec::new(), 0);
        let mut at = Some(self.scope);
        while let Some(id) = at.filter(|id| Some(*id) != until) {
            if self.has_scope_object(id) {
                scopes.extend(self.unit.dynamic_scope(id, hops));
                hops += 1;
            }
            if scopes.len() > MOST_DYNAMIC {
                // The code is refused; see `complete`.
                self.too_many_dynamic_scopes = true;
                return Meaning::known(Target::Global);
            }
            at = self.unit.scopes.scope(id).parent;
        }
        let target = match (fallback, &self.unit.around) {
            (Some(reference), _) => Target::Binding(reference),
            (None, None) => Target::Global,
            (None, Some(around)) => {
                let text = self.program.names.text(name);
                match around.find(text, hops, &mut scopes) {
                    Found::Global => Target::Global,
                    Found::Import(place) => Target::Import(place),
                    Found::Variable(slot, kind) => {
                        let start = self.current_scope_slot();
                        Target::Enclosing(slot.place(start), kind)
                    }
                }
            }
        };
        let start = match scopes.is_empty() {
            true => SCOPE,
            false => self.current_scope_slot(),
        };
        Meaning {
            scopes,
            start,
            target,
        }
    }

    /// Whether a scope around the walk has an object at run time, as yet.
    fn has_scope_object(&self, id: ScopeId) -> bool {
        let scope = self.unit.scopes.scope(id);
        scope.is_on_heap()
            && (scope.function != self.function || self.scope_slots.contains_key(&id.0))
    }

    /// The way out of this text: the frame slot of the innermost scope object, and how many scope
    /// objects of the text there are from there on.
    pub(super) fn way_out(&mut self) -> (Slot, u32) {
        let mut hops = 0;
        let mut at = Some(self.scope);
        while let Some(id) = at {
            hops += u32::from(self.has_scope_object(id));
            at = self.unit.scopes.scope(id).parent;
        }
        (self.current_scope_slot(), hops)
    }

    /// The place of `this` and the like in the code around an eval.
    pub(super) fn special_around(&mut self, kind: BindingKind) -> Option<CapturedPlace> {
        self.unit.around.as_ref()?;
        let (start, hops) = self.way_out();
        let around = self.unit.around.as_ref()?;
        let slot = around.find_special(kind, hops)?;
        Some(slot.place(start))
    }

    /// Reads a private name that a class around an eval declares.
    pub(super) fn private_name_around(&mut self, name: PrivateName) -> NodeBox {
        let (start, hops) = self.way_out();
        let text = self.program.names.text(name.name);
        let around = self.unit.around.as_ref();
        let slot = around.and_then(|around| around.find_private(text, hops));
        match slot {
            Some(slot) => boxed(CapturedGet(slot.place(start))),
            None => unreachable!("an early error"),
        }
    }

    fn lookup(&self, meaning: &Meaning, name: PropertyKey, position: u32) -> Lookup {
        Lookup {
            name,
            start: meaning.start,
            scopes: meaning.scopes.as_slice().into(),
            strict: self.strict,
            position,
        }
    }

    /// Reads an identifier.
    pub(super) fn read_name(
        &mut self,
        name: Name,
        resolution: Resolution,
        position: u32,
        quiet: bool,
    ) -> NodeBox {
        let key = self.key(name);
        let meaning = self.meaning(name, resolution);
        let otherwise = self.read_target(meaning.target, name, position, quiet);
        if meaning.is_static() {
            return otherwise;
        }
        let lookup = self.lookup(&meaning, key, position);
        boxed(DynamicGet { lookup, otherwise })
    }

    fn read_target(&mut self, target: Target, name: Name, position: u32, quiet: bool) -> NodeBox {
        let key = self.key(name);
        let position = self.read_position(position);
        match target {
            Target::Binding(reference) => self.read_binding(reference, key, position),
            Target::Enclosing(place, _) => boxed(CapturedGetChecked {
                place,
                name: key,
                position,
            }),
            Target::Import(place) => {
                if let Some(ExportPlace::Variable { scope, .. }) = place {
                    self.unit.constant(self.agent, scope);
                }
                imported(place, key, position)
            }
            Target::Global if name == Name::UNDEFINED => boxed(Constant(Value::UNDEFINED)),
            Target::Global if self.unit.source.is_internal() => {
                self.read_primordial(name, position)
            }
            Target::Global => boxed(GlobalGet {
                name: key,
                cache: GlobalCache::new(),
                position,
                quiet,
            }),
        }
    }

    /// Reads an identifier that is called, if that may give a `this`; leaves it in a slot.
    pub(super) fn read_callee(
        &mut self,
        name: Name,
        resolution: Resolution,
        position: u32,
        this: Slot,
    ) -> Option<NodeBox> {
        let key = self.key(name);
        let meaning = self.meaning(name, resolution);
        if meaning.is_static() {
            return None;
        }
        let otherwise = self.read_target(meaning.target, name, position, false);
        let lookup = self.lookup(&meaning, key, position);
        Some(boxed(DynamicCallee {
            lookup,
            otherwise,
            this,
        }))
    }

    /// Deletes an identifier.
    pub(super) fn delete_name(
        &mut self,
        name: Name,
        resolution: Resolution,
        position: u32,
    ) -> NodeBox {
        let key = self.key(name);
        let meaning = self.meaning(name, resolution);
        let otherwise = match meaning.target {
            Target::Global => boxed(DeleteGlobal(key)),
            Target::Binding(_) | Target::Enclosing(..) | Target::Import(_) => {
                boxed(Constant(Value::FALSE))
            }
        };
        if meaning.is_static() {
            return otherwise;
        }
        let lookup = self.lookup(&meaning, key, position);
        boxed(DynamicDelete { lookup, otherwise })
    }

    /// Gives a binding its first value: `let x = value`, a parameter, a function declaration. A
    /// `var` whose name is looked up is assigned instead.
    pub(super) fn initialize(
        &mut self,
        name: Name,
        resolution: Resolution,
        value: Part,
        position: u32,
    ) -> Part {
        let key = self.key(name);
        let meaning = self.meaning(name, resolution);
        match meaning.target {
            Target::Binding(reference) if meaning.is_static() => {
                self.initialize_binding(reference, value)
            }
            Target::Global if meaning.is_static() && self.is_script_lexical(name) => {
                both!([value] => GlobalLexicalInit { name: key, value })
            }
            _ => self.assign(name, resolution, value, position),
        }
    }

    /// Assigns to an identifier. Where it is looked up, that comes after the value.
    pub(super) fn assign(
        &mut self,
        name: Name,
        resolution: Resolution,
        value: Part,
        position: u32,
    ) -> Part {
        let meaning = self.meaning(name, resolution);
        if meaning.is_static() {
            return self.assign_target(meaning.target, name, value, position);
        }
        let mut operands = self.operands();
        // The value may have been lowered with the slots from here on: it is complete when the slot
        // is written.
        let value = self.operand_with(&mut operands, |_| value);
        let object =
            self.operand_with(&mut operands, |this| this.resolve(&meaning, name, position));
        let write = self.write_resolved(&meaning, name, position, object, value);
        self.finish_as_steps(operands, write)
    }

    /// Whether an identifier is looked up at run time; then [`Self::assign_dynamic`] assigns in the
    /// order of the specification.
    pub(super) fn dynamic_meaning(
        &mut self,
        name: Name,
        resolution: Resolution,
    ) -> Option<Meaning> {
        let meaning = self.meaning(name, resolution);
        (!meaning.is_static()).then_some(meaning)
    }

    /// Assigns to an identifier that is looked up before the value is evaluated.
    pub(super) fn assign_dynamic(
        &mut self,
        meaning: &Meaning,
        name: Name,
        position: u32,
        value: impl FnOnce(&mut Self) -> LoweredPart,
    ) -> Part {
        let mut operands = self.operands();
        let object = self.operand_with(&mut operands, |this| this.resolve(meaning, name, position));
        let value = self.operand_with(&mut operands, value);
        let write = self.write_resolved(meaning, name, position, object, value);
        self.finish_as_steps(operands, write)
    }

    /// Finds the object of a name that is looked up.
    pub(super) fn resolve(&mut self, meaning: &Meaning, name: Name, position: u32) -> NodeBox {
        let key = self.key(name);
        boxed(DynamicResolve(self.lookup(meaning, key, position)))
    }

    /// Reads a name whose object is in a slot.
    pub(super) fn read_resolved(
        &mut self,
        meaning: &Meaning,
        name: Name,
        position: u32,
        object: Slot,
    ) -> NodeBox {
        let key = self.key(name);
        let otherwise = self.read_target(meaning.target, name, position, false);
        boxed(ResolvedGet {
            lookup: self.lookup(meaning, key, position),
            object,
            otherwise,
        })
    }

    /// Assigns the value in a slot to a name whose object is in another.
    pub(super) fn write_resolved(
        &mut self,
        meaning: &Meaning,
        name: Name,
        position: u32,
        object: Slot,
        value: Slot,
    ) -> NodeBox {
        let key = self.key(name);
        let kept = boxed(LocalGet(value)).into();
        let otherwise = self.assign_target(meaning.target, name, kept, position);
        let otherwise = otherwise.into_plain();
        boxed(ResolvedSet {
            lookup: self.lookup(meaning, key, position),
            object,
            value,
            otherwise,
        })
    }

    fn assign_target(&mut self, target: Target, name: Name, value: Part, position: u32) -> Part {
        let key = self.key(name);
        let kind = match target {
            Target::Binding(reference) => Some(self.unit.scopes.binding(reference).kind),
            Target::Enclosing(_, kind) => Some(kind),
            Target::Import(_) => Some(BindingKind::Import),
            Target::Global => None,
        };
        if let Some(kind) = kind.filter(|kind| kind.is_constant()) {
            let throws = kind != BindingKind::FunctionName || self.strict;
            let read = self.read_target(target, name, position, false);
            let message = match kind {
                BindingKind::Using => messages::USING_ASSIGNMENT,
                _ => messages::CONST_ASSIGNMENT,
            };
            return both!([value] => ConstantSet {
                value,
                read,
                throws,
                message,
                position,
            });
        }
        match target {
            Target::Binding(reference) => self.assign_binding(reference, key, value, position),
            Target::Enclosing(place, _) => {
                let value = self.written_scope(place, value);
                both!([value] => CapturedSetChecked {
                    place,
                    value,
                    name: key,
                    position,
                })
            }
            Target::Import(_) => unreachable!("an import is constant"),
            Target::Global => self.assign_global(key, value, position),
        }
    }

    fn assign_global(&mut self, name: PropertyKey, value: Part, position: u32) -> Part {
        match value {
            Part::Plain(value) => self.set_global(name, value, position, None).into(),
            value => {
                let slot = self.reserve(1);
                let set = self.set_global(name, boxed(LocalGet(slot)), position, None);
                self.store_then(slot, value, set.into())
            }
        }
    }

    fn set_global(
        &mut self,
        name: PropertyKey,
        value: NodeBox,
        position: u32,
        known: Option<Slot>,
    ) -> NodeBox {
        if self.agent.forbids_effects() {
            return boxed(Effect);
        }
        boxed(GlobalSet {
            name,
            value,
            strict: self.strict,
            position,
            known,
        })
    }

    /// Assigns what `value` gives to a global variable in strict code: whether there is one is asked
    /// before the value is evaluated.
    fn assign_known_global(
        &mut self,
        name: PropertyKey,
        position: u32,
        value: impl FnOnce(&mut Self) -> LoweredPart,
    ) -> Part {
        let mut operands = self.operands();
        let exists = boxed(GlobalExists { name, position });
        let known = self.operand_with(&mut operands, |_| exists);
        match Part::from(self.scoped(value)) {
            Part::Plain(value) => {
                self.discard(operands);
                self.set_global(name, value, position, None).into()
            }
            value => {
                let slot = self.reserve(1);
                operands.push(value, slot);
                let set = self.set_global(name, boxed(LocalGet(slot)), position, Some(known));
                self.finish_as_steps(operands, set)
            }
        }
    }

    /// Assigns what `value` gives to an identifier, which is resolved before.
    pub(super) fn assign_value(
        &mut self,
        name: Name,
        resolution: Resolution,
        position: u32,
        value: impl FnOnce(&mut Self) -> LoweredPart,
    ) -> Part {
        let meaning = self.meaning(name, resolution);
        if !meaning.is_static() {
            return self.assign_dynamic(&meaning, name, position, value);
        }
        if self.strict && matches!(meaning.target, Target::Global) {
            let key = self.key(name);
            return self.assign_known_global(key, position, value);
        }
        let value = self.scoped(value).into();
        self.assign_target(meaning.target, name, value, position)
    }
}

impl Meaning {
    fn known(target: Target) -> Meaning {
        Meaning {
            scopes: Vec::new(),
            start: SCOPE,
            target,
        }
    }
}

impl OuterSlot {
    /// The slot as a place for code whose frame has the scope object to start from.
    pub(super) fn place(self, start: Slot) -> CapturedPlace {
        CapturedPlace {
            scope: start,
            hops: self.hops,
            slot: self.slot,
        }
    }
}
