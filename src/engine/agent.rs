//! The agent: one heap, one value stack, one realm, one set of queues.

use super::ambient::Ambient;
use super::code::Code;
use super::completion::{JsResult, Throw};
use super::definitions::Definitions;
use super::hooks::Hooks;
use super::machine::Machine;
use super::names::{Names, WellKnownSymbols};
use super::native::Natives;
use super::queues::Queues;
use super::realm::Realm;
use super::realms::Realms;
use super::slots::Slots;
use super::unwinding::Pending;
use crate::budget::{Budget, Stopped, Termination};
use crate::heap::{
    Frame, Heap, HostData, Object, PropertyKey, ShapeId, Store, Tracer, Value, ValueStack, memory,
    native_stack_pointer,
};
use rustc_hash::FxHashSet;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

/// Bounds on what a program may use.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Slots of the value stack (8 bytes each).
    pub stack_slots: usize,
    /// Bytes of native stack that evaluation may use; `None` for what the thread has.
    pub native_stack: Option<usize>,
    /// Bytes of heap.
    pub heap_bytes: Option<usize>,
    /// When to stop.
    pub deadline: Option<Instant>,
    /// How many instructions may run: see [`Agent::poll_work`].
    pub instructions: Option<u64>,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            stack_slots: 1 << 20,
            native_stack: None,
            heap_bytes: None,
            deadline: None,
            instructions: None,
        }
    }
}

/// Everything that a running program needs, in parts: an operation that needs one part takes that
/// part, a spec operation that may run a script's code takes the agent.
pub struct Agent {
    /// Values, and the budget of what works on them.
    pub heap: Heap,
    /// What runs now: the value stack, the frame, what unwinds or is resumed.
    pub machine: Machine,
    /// Compiled code by number; added to by [`Agent::add_code`] alone.
    pub codes: Store<Code>,
    /// Functions written in Rust.
    pub natives: Natives,
    /// The realm that runs.
    pub realm: Realm,
    /// The others.
    pub(super) realms: Realms,
    /// What is queued.
    pub queues: Queues,
    /// Interned names.
    pub names: Names,
    /// Well-known symbols.
    pub symbols: WellKnownSymbols,
    /// Ways out of the engine.
    pub hooks: Hooks,
    /// The clock and the random numbers.
    pub ambient: Ambient,
    /// How errors get their stacks.
    pub errors: ErrorSettings,
    /// Values that are kept alive from outside the heap.
    pub(crate) roots: Roots,
    /// Data of hosts and built-ins that lives as long as the agent, by type.
    slots: Slots,
    /// Layouts of objects that had no `then`, with the epoch of prototypes at that time.
    pub(super) without_then: [(ShapeId, u32); 4],
    /// Where the body of the newest module that awaits begins, in bytes.
    pub top_level_await: Option<u32>,
    limits: Limits,
    stress: GcStress,
}

/// How errors get their stacks.
pub struct ErrorSettings {
    /// `Error.stackTraceLimit`, as a number of frames, where it wasn't made something else.
    pub stack_trace_limit: usize,
    /// The pair of accessors that is the `stack` of objects, once there is an `Error`; a slot of
    /// the agent keeps it alive.
    pub(super) stack_accessors: Value,
}

/// Values that are kept alive from outside the heap.
#[derive(Default)]
pub(crate) struct Roots {
    /// Rooted values of embedders.
    pub(crate) persistent: Vec<Value>,
    /// `[[KeptAlive]]`: what WeakRefs gave out in the running job.
    kept_alive: FxHashSet<Value>,
    /// What natives kept while the value stack was exhausted; dead once its top is lower again.
    kept_beside: Vec<Value>,
}

/// Collecting more often than needed, to find values that aren't kept.
#[derive(Default)]
struct GcStress {
    /// At every how many-th chance; 0 for only when it is due.
    every: u64,
    countdown: u64,
}

/// Where an agent stands: which frame, how much of the stack is live.
#[derive(Clone, Copy)]
pub struct AgentPlace {
    frame: Frame,
    top: Frame,
    position: u32,
    delegating: usize,
    gathered_arguments: usize,
}

impl Agent {
    /// An agent with a realm that has no built-ins yet.
    ///
    /// Whoever has two agents mustn't give one what is the other's. Only `runtime` makes them (and
    /// tests, one each), and what it lends of one knows where it is from.
    pub fn new(limits: Limits) -> Agent {
        let (mut heap, stack) = own_memory(limits.stack_slots);
        heap.budget = Budget::new(limits.instructions, limits.deadline);
        heap.set_limit(limits.heap_bytes.unwrap_or(usize::MAX));
        let names = Names::new(&mut heap);
        let symbols = WellKnownSymbols::new(&mut heap);
        let natives = Natives::new();
        let definitions = Definitions::new(Rc::clone(&natives.entries), symbols);
        heap.set_completer(Box::new(definitions));
        let mut agent = Agent {
            realm: Realm::new(&mut heap),
            heap,
            machine: Machine::new(stack),
            codes: Store::new(),
            natives,
            realms: Realms::default(),
            queues: Queues::default(),
            names,
            symbols,
            hooks: Hooks::default(),
            ambient: Ambient::default(),
            errors: ErrorSettings {
                stack_trace_limit: 10,
                stack_accessors: Value::UNDEFINED,
            },
            roots: Roots::default(),
            slots: Slots::default(),
            without_then: [(ShapeId::NONE, 0); 4],
            top_level_await: None,
            limits,
            stress: GcStress::default(),
        };
        agent.natives.resolve_function =
            agent.register_function("", 1, Agent::resolve_function_call);
        agent.natives.reject_function = agent.register_function("", 1, Agent::reject_function_call);
        agent.natives.capability_executor =
            agent.register_function("", 2, Agent::capability_executor_call);
        agent.natives.call_closure = agent.register_function("", 0, Agent::call_closure_call);
        agent.make_base_objects();
        agent.measure_native_stack();
        agent
    }

    /// Runs the body of an activation that the running job goes on with, after which nothing of the
    /// job is left.
    #[inline(always)]
    pub fn run_rest_of_job<T>(&mut self, frame: Frame, body: impl FnOnce(&mut Agent) -> T) -> T {
        if self.queues.merging {
            self.machine.job_frame = frame;
        }
        let result = body(self);
        self.machine.job_frame = self.machine.stack.bottom();
        result
    }

    // Budgets.

    /// To be called on each loop round and call: looks at the interrupt flag and the budgets from
    /// time to time.
    #[inline(always)]
    pub fn poll(&mut self) -> JsResult<()> {
        if self.heap.budget.step() {
            return Ok(());
        }
        self.after_step()
    }

    /// What follows where [`Budget::step`] says that a look is due.
    #[cold]
    #[inline(never)]
    pub fn after_step(&mut self) -> JsResult<()> {
        self.poll_slow(0)
    }

    #[cold]
    #[inline(never)]
    fn poll_slow(&mut self, steps: usize) -> JsResult<()> {
        match self.heap.budget.look(steps) {
            Ok(()) => {
                if memory::wants_collection() {
                    self.heap.ask_for_collection();
                }
                self.check_room(self.queues.bytes())
            }
            Err(stopped) => Err(self.unwind_stopped(stopped)),
        }
    }

    /// For whoever lets something be seen outside: refuses that in a program that is being stopped,
    /// which may have only the half of it.
    #[inline]
    pub fn check_stopped(&mut self) -> JsResult<()> {
        match self.heap.budget.stopped() {
            None => Ok(()),
            Some(_) => Err(self.unwind_stopped(Stopped)),
        }
    }

    /// The throw of a program that is being stopped.
    #[cold]
    pub fn unwind_stopped(&mut self, _: Stopped) -> Throw {
        self.terminate(
            self.heap
                .budget
                .stopped()
                .unwrap_or(Termination::Interrupted),
        )
    }

    /// What an operation gave that works with the heap and the budget, but not the agent:
    /// `agent.metered(scan(agent.heap.text(string), &agent.heap.budget))?`
    #[inline]
    pub fn metered<T>(&mut self, result: Result<T, Stopped>) -> JsResult<T> {
        result.map_err(|stopped| self.unwind_stopped(stopped))
    }

    /// As [`Agent::poll`], at the end of a loop's round, where a collection may run.
    #[inline(always)]
    pub fn poll_round(&mut self) -> JsResult<()> {
        if self.heap.budget.step() {
            return Ok(());
        }
        self.poll_round_slow()
    }

    #[cold]
    #[inline(never)]
    fn poll_round_slow(&mut self) -> JsResult<()> {
        if self.heap.wants_collection() {
            self.gc_slow();
        }
        self.poll_slow(0)
    }

    /// Looks at the interrupt flag and the budgets now: for whoever waits or runs many small things.
    pub fn poll_now(&mut self) -> JsResult<()> {
        self.poll_slow(1)
    }

    /// Takes an interrupt back that nothing has met yet; whether there was one.
    pub fn take_interrupt(&self) -> bool {
        self.heap.budget.take_interrupt()
    }

    /// For built-ins whose work grows with their input: accounts for `steps` of it. A step is about
    /// as much work as a call or a loop's round, and is what the limit of instructions counts.
    #[inline]
    pub fn poll_work(&mut self, steps: usize) -> JsResult<()> {
        let few = u32::try_from(steps).is_ok_and(|steps| self.heap.budget.has(steps));
        if few {
            return Ok(());
        }
        self.poll_slow(steps)
    }

    /// For built-ins that are about to take much memory at once: stops the program where the heap's
    /// limit doesn't allow it.
    pub fn check_room(&mut self, bytes: usize) -> JsResult<()> {
        match self.heap.has_room(bytes) {
            true => Ok(()),
            false => Err(self.terminate(Termination::Heap)),
        }
    }

    /// A flag that stops the program when it is set, from any thread.
    pub fn interrupt_flag(&self) -> Arc<AtomicBool> {
        self.heap.budget.interrupt_flag()
    }

    /// When to stop.
    pub fn deadline(&self) -> Option<Instant> {
        self.heap.budget.deadline()
    }

    /// Finds out how much native stack the current thread has left for evaluation. To be called
    /// whenever the agent is entered from outside.
    pub fn measure_native_stack(&mut self) {
        const RESERVE: usize = 256 << 10;
        const UNKNOWN: usize = 1 << 20;
        let here = native_stack_pointer();
        let left = stacker::remaining_stack().unwrap_or(UNKNOWN);
        let usable = self
            .limits
            .native_stack
            .unwrap_or(usize::MAX)
            .min(left.saturating_sub(RESERVE));
        self.machine.native_limit = here.saturating_sub(usable);
    }

    /// Whether so little native stack is left that nothing may go deeper.
    #[inline(always)]
    pub fn native_stack_is_low(&self) -> bool {
        native_stack_pointer() < self.machine.native_limit
    }

    /// For Rust code that recurses over data: a RangeError where the native stack is nearly used.
    #[inline]
    pub fn check_native_stack(&mut self) -> JsResult<()> {
        if self.native_stack_is_low() {
            Err(self.stack_overflow())
        } else {
            Ok(())
        }
    }

    /// The RangeError for recursion that is too deep.
    #[cold]
    pub fn stack_overflow(&mut self) -> Throw {
        self.range_error(super::messages::STACK_OVERFLOW)
    }

    /// Whether no code of a script runs: what is entered now is entered from outside.
    pub fn runs_nothing(&self) -> bool {
        self.machine.frame == self.machine.stack.bottom()
    }

    /// To be called where the agent is entered from outside: sets the limits for what begins, and
    /// forgets what stopped something else, or came when there was nothing to stop.
    pub fn begin_entry(&mut self, deadline: Option<Instant>, instructions: Option<u64>) {
        self.take_interrupt();
        self.heap.resume();
        self.heap.budget.begin(instructions, deadline);
    }

    /// Where the agent stands, for [`Agent::return_to`].
    pub fn place(&self) -> AgentPlace {
        AgentPlace {
            frame: self.machine.frame,
            top: self.machine.top,
            position: self.machine.position,
            delegating: self.machine.delegating.len(),
            gathered_arguments: self.machine.gathered_arguments,
        }
    }

    /// Goes back to where the agent stood before something that a panic has ended.
    pub fn return_to(&mut self, place: AgentPlace) {
        self.machine.frame = place.frame;
        self.machine.top = place.top;
        self.machine.position = place.position;
        self.machine.delegating.truncate(place.delegating);
        self.machine.gathered_arguments = place.gathered_arguments;
        self.machine.resumption.active = false;
        self.machine.job_frame = self.machine.stack.bottom();
        self.machine.pending = Pending::NONE;
        self.heap.resume();
    }

    /// How many slots the value stack may have.
    pub fn stack_slots(&self) -> usize {
        self.limits.stack_slots
    }

    // Roots and collection.

    /// Keeps a value alive until the running native returns.
    #[inline]
    pub fn keep(&mut self, value: Value) {
        if self.machine.top >= self.machine.soft_limit {
            return self.keep_at_limit(value);
        }
        self.machine.top.keep(value);
        self.machine.top = self.machine.top.at(1);
    }

    #[cold]
    #[inline(never)]
    fn keep_at_limit(&mut self, value: Value) {
        if !self.machine.stack.grow(self.machine.top, 1) {
            // The stack is exhausted: the value waits beside it.
            return self.roots.kept_beside.push(value);
        }
        self.machine.soft_limit = self.machine.stack.soft_limit();
        self.machine.top.keep(value);
        self.machine.top = self.machine.top.at(1);
    }

    /// Keeps an object alive until the running native returns.
    #[inline]
    pub fn keep_object(&mut self, object: Object) -> Object {
        self.keep(object.value());
        object
    }

    /// Keeps a property key alive until the running native returns.
    pub fn keep_key(&mut self, key: PropertyKey) {
        if let Some(symbol) = key.as_symbol() {
            self.keep(symbol.value());
        } else if let Some(atom) = key.as_atom() {
            self.keep(atom.value());
        }
    }

    /// Keeps property keys alive until the running native returns.
    pub fn keep_keys(&mut self, keys: &[PropertyKey]) {
        let values = keys.iter().filter_map(|key| match key.as_symbol() {
            Some(symbol) => Some(symbol.value()),
            None => key.as_atom().map(Value::from),
        });
        let values = values.collect();
        let list = self.new_array(values);
        self.keep_object(list);
    }

    /// Runs `body`, and forgets what it kept.
    pub fn scoped<T>(&mut self, body: impl FnOnce(&mut Agent) -> T) -> T {
        let top = self.machine.top;
        let result = body(self);
        self.machine.top = top;
        result
    }

    /// [AddToKeptObjects](https://tc39.es/ecma262/#sec-addtokeptobjects)
    pub fn add_to_kept_objects(&mut self, value: Value) {
        self.roots.kept_alive.insert(value);
    }

    /// [ClearKeptObjects](https://tc39.es/ecma262/#sec-clear-kept-objects): to be called when no
    /// code of a script runs, after each task and job.
    #[inline]
    pub fn clear_kept_objects(&mut self) {
        if !self.roots.kept_alive.is_empty() {
            self.roots.kept_alive.clear();
        }
    }

    /// As [`Agent::gc_point`], with two values that must survive.
    #[inline(always)]
    pub fn gc_point_with(&mut self, a: Value, b: Value) {
        if self.heap.wants_collection() {
            self.scoped(|agent| {
                agent.keep(a);
                agent.keep(b);
                agent.gc_slow();
            });
        }
    }

    /// A place where a collection may run: everything live must be reachable.
    #[inline(always)]
    pub fn gc_point(&mut self) {
        if self.heap.wants_collection() {
            self.gc_slow();
        }
    }

    #[cold]
    #[inline(never)]
    fn gc_slow(&mut self) {
        if self.stress.every != 0 && !self.heap.is_full() {
            self.stress.countdown = self.stress.countdown.saturating_sub(1);
            if self.stress.countdown > 0 {
                return;
            }
            self.stress.countdown = self.stress.every;
        }
        self.collect_garbage();
        if memory::still_over() || self.heap.over_limit() {
            // The next poll stops the program.
            self.heap.budget.stop(Termination::Heap);
        }
    }

    /// Collects now.
    pub fn collect_garbage(&mut self) {
        let poison = self.stress.every != 0;
        if poison {
            self.machine
                .stack
                .poison_above(self.machine.top.at(crate::heap::ARGUMENTS));
        }
        if self.machine.top < self.machine.soft_limit {
            self.roots.kept_beside.clear();
        }
        let slots = self.machine.stack.below(self.machine.top);
        let beside_cells = self.slots.iter().chain(self.realm.slots.iter());
        let beside_cells: usize = beside_cells.map(|slot| slot.external_bytes()).sum();
        self.heap.set_outside(beside_cells + self.queues.bytes());
        let (machine, codes, queues, roots) =
            (&self.machine, &self.codes, &self.queues, &self.roots);
        let (realm, realms, host) = (&self.realm, &self.realms, &self.slots);
        let collected = self.heap.collect(slots, poison, |tracer: &mut Tracer<'_>| {
            codes.held().for_each(|code| tracer.mark_code(code));
            machine.trace(tracer);
            queues.trace(tracer);
            realm.trace(tracer);
            realms.trace(tracer);
            host.trace(tracer);
            tracer.mark_all(&roots.persistent);
            tracer.mark_all(&roots.kept_beside);
            tracer.mark_all(&roots.kept_alive);
        });
        self.drop_codes(&collected.dead_codes);
        for registry in collected.cleanups {
            if !self.queues.cleanups.contains(&registry) {
                self.queues.cleanups.push(registry);
            }
        }
    }

    /// Collects at every `n`th chance (0: only when it is due) and poisons what is dead.
    pub fn set_gc_stress(&mut self, n: u64) {
        self.stress.every = n;
        self.heap.set_asks_always(n != 0);
        self.stress.countdown = n;
    }

    // Data of hosts.

    /// Data of a type, if some was set.
    pub fn slot<T: HostData>(&self) -> Option<&T> {
        self.slots.get()
    }

    /// Data of a type, to change.
    pub fn slot_mut<T: HostData>(&mut self) -> Option<&mut T> {
        self.slots.get_mut()
    }

    /// Sets the data of a type.
    pub fn set_slot<T: HostData>(&mut self, data: T) {
        self.slots.set(data);
    }

    /// As [`Agent::slot`], of the realm that runs.
    pub fn realm_slot<T: HostData>(&self) -> Option<&T> {
        self.realm.slots.get()
    }

    /// As [`Agent::slot_mut`], of the realm that runs.
    pub fn realm_slot_mut<T: HostData>(&mut self) -> Option<&mut T> {
        self.realm.slots.get_mut()
    }

    /// As [`Agent::set_slot`], of the realm that runs.
    pub fn set_realm_slot<T: HostData>(&mut self, data: T) {
        self.realm.slots.set(data);
    }
}

/// The heap and the stack of an agent.
#[allow(unsafe_code)]
fn own_memory(stack_slots: usize) -> (Heap, ValueStack) {
    // SAFETY: Handles: all that runs gets its agent as an argument, and no other. Two are in reach only
    // where agents are made, which is in `runtime::RuntimeBuilder::build`: a `Runtime` keeps its agent to
    // itself, what it lends is a `Context`, which can't be swapped with another's, and takes and
    // gives `JsValue`s, which are refused by a runtime that they aren't of. Values aren't `Send`,
    // and there is no variable beside agents to leave one in (a tidy test looks for both).
    // Slots: the stack is a field of the agent, as are `frame` and `top`, and no frame is kept
    // elsewhere. Frames are entered in `operations::call` and `interpreter::function`, which ask
    // for the size of the code or the number of arguments first; nodes have their slots, and their
    // calls' frames and arguments, from the `Slots` of the lowering, whose count is that size.
    unsafe { (Heap::new(), ValueStack::new(stack_slots)) }
}
