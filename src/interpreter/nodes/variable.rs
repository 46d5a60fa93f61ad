//! Reading and writing variables: slots of the frame, slots of scope objects, globals.

use crate::engine::{Agent, JsResult, messages};
use crate::heap::{CALLEE, Frame, LINK, Link, PropertyKey, Slot, THIS, Value};
use crate::interpreter::inline_cache::GlobalCache;
use crate::interpreter::node::{Completion, Node, NodeBox};
use crate::interpreter::suspend::{Child, Entry, Resumable};

/// A value known when the tree was made.
pub struct Constant(pub Value);

impl Node for Constant {
    #[inline]
    fn eval(&self, _: &mut Agent, _: Frame) -> JsResult {
        Ok(self.0)
    }
}

/// A local variable or temporary that has its value.
pub struct LocalGet(pub Slot);

impl Node for LocalGet {
    #[inline]
    fn eval(&self, _: &mut Agent, frame: Frame) -> JsResult {
        Ok(frame.get(self.0))
    }
}

/// A local variable that may be in its dead zone.
pub struct LocalGetChecked {
    /// Its slot.
    pub slot: Slot,
    /// For the message.
    pub name: PropertyKey,
    /// In the source.
    pub position: u32,
}

impl Node for LocalGetChecked {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let value = frame.get(self.slot);
        if value.is_uninitialized() {
            return Err(uninitialized(agent, self.name, self.position));
        }
        Ok(value)
    }
}

/// The ReferenceError for a variable in its dead zone.
#[cold]
#[inline(never)]
pub fn uninitialized(agent: &mut Agent, name: PropertyKey, position: u32) -> crate::engine::Throw {
    agent.machine.position = position;
    let name = agent.key_for_message(name);
    if name == "this" {
        return agent.reference_error(messages::THIS_BEFORE_SUPER);
    }
    agent.reference_error(messages::before_initialization(&name))
}

/// `slot = value`: an initialisation, or an assignment to a variable that has its value.
pub struct LocalSet<C = NodeBox> {
    /// Its slot.
    pub slot: Slot,
    /// The value.
    pub value: C,
}

impl<C: Child> Resumable for LocalSet<C> {
    type Child = C;

    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> JsResult {
        let value = entry.eval(agent, frame, &self.value)?;
        frame.set(self.slot, value);
        Ok(value)
    }
}

/// An assignment to a local variable that may be in its dead zone.
pub struct LocalSetChecked<C = NodeBox> {
    /// Its slot.
    pub slot: Slot,
    /// The value.
    pub value: C,
    /// For the message.
    pub name: PropertyKey,
    /// In the source.
    pub position: u32,
}

impl<C: Child> Resumable for LocalSetChecked<C> {
    type Child = C;

    fn eval(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> JsResult {
        let value = entry.eval(agent, frame, &self.value)?;
        if frame.get(self.slot).is_uninitialized() {
            return Err(uninitialized(agent, self.name, self.position));
        }
        frame.set(self.slot, value);
        Ok(value)
    }
}

/// Where a captured variable lives: the frame slot of a scope object, how many scope objects
/// further out, and the slot there.
#[derive(Clone, Copy)]
pub struct CapturedPlace {
    /// The frame slot that holds the scope object to start from.
    pub scope: Slot,
    /// How many parents to follow.
    pub hops: u32,
    /// The slot.
    pub slot: u32,
}

impl CapturedPlace {
    /// The scope object.
    #[inline(always)]
    fn scope(self, agent: &Agent, frame: Frame) -> Value {
        let mut scope = frame.get(self.scope);
        for _ in 0..self.hops {
            scope = agent.heap.scope_parent(scope);
        }
        scope
    }

    /// The value.
    #[inline(always)]
    pub fn get(self, agent: &Agent, frame: Frame) -> Value {
        agent
            .heap
            .scope_get(self.scope(agent, frame), self.slot as usize)
    }

    /// Sets the value.
    #[inline(always)]
    pub fn set(self, agent: &mut Agent, frame: Frame, value: Value) {
        let scope = self.scope(agent, frame);
        agent.heap.scope_set(scope, self.slot as usize, value);
    }
}

/// A captured variable that has its value.
pub struct CapturedGet(pub CapturedPlace);

impl Node for CapturedGet {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        Ok(self.0.get(agent, frame))
    }
}

/// A captured variable that may be in its dead zone.
pub struct CapturedGetChecked {
    /// Where it lives.
    pub place: CapturedPlace,
    /// For the message.
    pub name: PropertyKey,
    /// In the source.
    pub position: u32,
}

impl Node for CapturedGetChecked {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let value = self.place.get(agent, frame);
        if value.is_uninitialized() {
            return Err(uninitialized(agent, self.name, self.position));
        }
        Ok(value)
    }
}

/// An assignment to a captured variable.
pub struct CapturedSet<C = NodeBox> {
    /// Where it lives.
    pub place: CapturedPlace,
    /// The value.
    pub value: C,
}

impl<C: Child> Resumable for CapturedSet<C> {
    type Child = C;

    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> JsResult {
        let value = entry.eval(agent, frame, &self.value)?;
        self.place.set(agent, frame, value);
        Ok(value)
    }
}

/// An assignment to a captured variable that may be in its dead zone.
pub struct CapturedSetChecked<C = NodeBox> {
    /// Where it lives.
    pub place: CapturedPlace,
    /// The value.
    pub value: C,
    /// For the message.
    pub name: PropertyKey,
    /// In the source.
    pub position: u32,
}

impl<C: Child> Resumable for CapturedSetChecked<C> {
    type Child = C;

    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> JsResult {
        let value = entry.eval(agent, frame, &self.value)?;
        if self.place.get(agent, frame).is_uninitialized() {
            return Err(uninitialized(agent, self.name, self.position));
        }
        self.place.set(agent, frame, value);
        Ok(value)
    }
}

/// An assignment to a constant: evaluates the value, then throws (or, for a function's own name in
/// sloppy code, does nothing).
pub struct ConstantSet<C = NodeBox> {
    /// The value.
    pub value: C,
    /// Reads the variable first: its dead zone comes before its constancy.
    pub read: NodeBox,
    /// Whether it throws.
    pub throws: bool,
    /// What it says then.
    pub message: &'static str,
    /// In the source.
    pub position: u32,
}

impl<C: Child> Resumable for ConstantSet<C> {
    type Child = C;

    fn eval(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> JsResult {
        let value = entry.eval(agent, frame, &self.value)?;
        if !self.throws {
            return Ok(value);
        }
        self.read.eval(agent, frame)?;
        agent.machine.position = self.position;
        Err(agent.type_error(self.message))
    }
}

/// `this` of the running function.
pub struct This;

impl Node for This {
    #[inline]
    fn eval(&self, _: &mut Agent, frame: Frame) -> JsResult {
        Ok(frame.get(THIS))
    }
}

/// `this` in a derived constructor: uninitialised until `super()` returns.
pub struct ThisChecked(pub u32);

impl Node for ThisChecked {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let this = frame.get(THIS);
        if this.is_uninitialized() {
            agent.machine.position = self.0;
            return Err(agent.reference_error(messages::THIS_BEFORE_SUPER));
        }
        Ok(this)
    }
}

/// The prologue of a sloppy function that uses `this`:
/// [OrdinaryCallBindThis](https://tc39.es/ecma262/#sec-ordinarycallbindthis).
pub struct BindSloppyThis;

impl Node for BindSloppyThis {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let this = frame.get(THIS);
        if !this.is_object() {
            let object = if this.is_nullish() {
                agent.realm.global_object
            } else {
                agent.to_object(this)?
            };
            frame.set(THIS, object.value());
        }
        Ok(Value::UNDEFINED)
    }
}

/// The function that runs.
pub struct Callee;

impl Node for Callee {
    fn eval(&self, _: &mut Agent, frame: Frame) -> JsResult {
        Ok(frame.get(CALLEE))
    }
}

/// `import.meta`
pub struct ImportMeta;

impl Node for ImportMeta {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let Some(code) = agent.heap.function_code(frame.get(CALLEE)) else {
            unreachable!("code runs in its function's frame")
        };
        let source = agent.codes[code].source.clone();
        match agent.hooks.import_meta {
            Some(import_meta) => Ok(import_meta(agent, source.name())?.value()),
            None => Ok(agent.ordinary_object_create(Value::NULL).value()),
        }
    }
}

/// `new.target`, in the prologue.
pub struct NewTarget;

impl Node for NewTarget {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let construct = Link::from_value(frame.get(LINK)).is_some_and(Link::is_construct);
        Ok(if construct {
            agent.machine.new_target
        } else {
            Value::UNDEFINED
        })
    }
}

/// A global variable: a declaration of a script, or a property of the global object.
pub struct GlobalGet {
    /// Its name.
    pub name: PropertyKey,
    /// What it remembers.
    pub cache: GlobalCache,
    /// In the source.
    pub position: u32,
    /// Under `typeof`: no error where it doesn't exist.
    pub quiet: bool,
}

impl Node for GlobalGet {
    #[inline]
    fn eval(&self, agent: &mut Agent, _: Frame) -> JsResult {
        if agent.realm.lexicals.is_empty()
            && let Some(value) = self.cache.get(agent, self.name)
        {
            return Ok(value);
        }
        self.slow(agent)
    }
}

impl GlobalGet {
    #[cold]
    #[inline(never)]
    fn slow(&self, agent: &mut Agent) -> JsResult {
        agent.machine.position = self.position;
        if let Some(binding) = agent.realm.lexicals.get(self.name) {
            if binding.value.is_uninitialized() {
                return Err(uninitialized(agent, self.name, self.position));
            }
            return Ok(binding.value);
        }
        if let Some(value) = self.cache.get(agent, self.name) {
            return Ok(value);
        }
        let global = agent.realm.global_object;
        if agent.has_property(global, self.name)? {
            return agent.get(global, self.name);
        }
        if self.quiet {
            return Ok(Value::UNDEFINED);
        }
        let name = agent.key_for_message(self.name);
        Err(agent.reference_error(messages::not_defined(&name)))
    }
}

/// An assignment to a global variable.
pub struct GlobalSet {
    /// Its name.
    pub name: PropertyKey,
    /// The value.
    pub value: NodeBox,
    /// In strict code an unknown name is an error.
    pub strict: bool,
    /// In the source.
    pub position: u32,
    /// The slot where it waits whether the name was known, where that was asked before.
    pub known: Option<Slot>,
}

/// Whether a global variable exists, for an assignment in strict code whose value may suspend.
pub struct GlobalExists {
    /// Its name.
    pub name: PropertyKey,
    /// In the source.
    pub position: u32,
}

impl Node for GlobalExists {
    fn eval(&self, agent: &mut Agent, _: Frame) -> JsResult {
        agent.machine.position = self.position;
        Ok(Value::bool(global_exists(agent, self.name)?))
    }
}

fn global_exists(agent: &mut Agent, name: PropertyKey) -> JsResult<bool> {
    let global = agent.realm.global_object;
    Ok(agent.realm.lexicals.get(name).is_some() || agent.has_property(global, name)?)
}

impl Node for GlobalSet {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let global = agent.realm.global_object;
        agent.machine.position = self.position;
        let known = match self.known {
            Some(slot) => frame.get(slot) == Value::TRUE,
            None => !self.strict || global_exists(agent, self.name)?,
        };
        let value = self.value.eval(agent, frame)?;
        agent.machine.position = self.position;
        if let Some(binding) = agent.realm.lexicals.get(self.name) {
            if binding.value.is_uninitialized() {
                return Err(uninitialized(agent, self.name, self.position));
            }
            if binding.constant {
                return Err(agent.type_error(messages::CONST_ASSIGNMENT));
            }
            agent.realm.lexicals.set(self.name, value);
            return Ok(value);
        }
        // In strict code the property must still be there.
        if !known || (self.strict && !agent.has_property(global, self.name)?) {
            let name = agent.key_for_message(self.name);
            return Err(agent.reference_error(messages::not_defined(&name)));
        }
        agent.scoped(|agent| {
            agent.keep(value);
            agent.put_value(global.value(), self.name, value, self.strict)
        })?;
        Ok(value)
    }
}

/// The declaration of a script's `let`, `const` or `class`, with its value.
pub struct GlobalLexicalInit<C = NodeBox> {
    /// Its name.
    pub name: PropertyKey,
    /// The value.
    pub value: C,
}

impl<C: Child> Resumable for GlobalLexicalInit<C> {
    type Child = C;

    fn eval(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> JsResult {
        let value = entry.eval(agent, frame, &self.value)?;
        agent.realm.lexicals.set(self.name, value);
        Ok(value)
    }
}

/// Marks local variables as being in their dead zone: the entry to their scope.
pub struct Uninitialize(pub Box<[Slot]>);

impl Node for Uninitialize {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let _ = self.exec(agent, frame);
        Ok(Value::UNDEFINED)
    }

    #[inline]
    fn exec(&self, _: &mut Agent, frame: Frame) -> Completion {
        for slot in &self.0 {
            frame.set(*slot, Value::UNINITIALIZED);
        }
        Completion::NORMAL
    }
}

/// Makes a scope object for captured variables: the entry to their scope.
pub struct EnterScope {
    /// The frame slot of the scope object around.
    pub parent: Slot,
    /// The frame slot that takes this one.
    pub slot: Slot,
    /// How many variables it has room for.
    pub count: u32,
    /// Which of them have the value `undefined` at once; the others start in their dead zone.
    pub initialized: Box<[u32]>,
}

impl Node for EnterScope {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        agent.gc_point();
        let parent = frame.get(self.parent);
        let all = self.initialized.len() == self.count as usize;
        let initial = if all {
            Value::UNDEFINED
        } else {
            Value::UNINITIALIZED
        };
        let scope = agent.heap.new_scope(parent, self.count as usize, initial);
        if !all {
            for slot in &self.initialized {
                agent
                    .heap
                    .scope_set(scope, *slot as usize, Value::UNDEFINED);
            }
        }
        frame.set(self.slot, scope);
        Ok(Value::UNDEFINED)
    }
}

/// Copies a loop's scope object: each round has its own variables.
/// [CreatePerIterationEnvironment](https://tc39.es/ecma262/#sec-createperiterationenvironment)
pub struct CopyScope(pub Slot);

impl Node for CopyScope {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        agent.gc_point();
        let copy = agent.heap.copy_scope(frame.get(self.0));
        frame.set(self.0, copy);
        Ok(Value::UNDEFINED)
    }
}

/// A place that throws when it is reached: what stands there isn't supported.
pub struct Unsupported {
    /// What to say.
    pub message: Box<str>,
    /// In the source.
    pub position: u32,
}

impl Node for Unsupported {
    fn eval(&self, agent: &mut Agent, _: Frame) -> JsResult {
        agent.machine.position = self.position;
        Err(agent.syntax_error(&self.message))
    }
}

/// The global object.
pub struct GlobalObject;

impl Node for GlobalObject {
    fn eval(&self, agent: &mut Agent, _: Frame) -> JsResult {
        Ok(agent.realm.global_object.value())
    }
}
