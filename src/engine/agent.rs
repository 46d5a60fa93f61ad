//! The agent: one heap, one value stack, one realm, one set of queues.

use super::ambient::Ambient;
use super::async_context::AsyncContext;
use super::code::Code;
use super::effects::Forbidden;
use super::failures::Failures;
use super::hooks::Hooks;
use super::machine::{Checkpoint, Machine};
use super::names::{Names, WellKnownSymbols};
use super::native::Natives;
use super::queues::Queues;
use super::realm::{Realm, Realms};
use super::type_map::TypeMap;
use super::watch::Watch;
use crate::budget::Budget;
use crate::coverage::Recording;
use crate::heap::{Frame, Heap, HostData, ShapeId, Store, Value, ValueStack};
use rustc_hash::FxHashSet;
use std::time::Instant;

/// Bounds on what a program may use.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// TypeMap of the value stack (8 bytes each).
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
    /// The async context.
    pub context: AsyncContext,
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
    /// What was going on when the last errors were thrown.
    pub failures: Failures,
    /// Values that are kept alive from outside the heap.
    pub(crate) roots: Roots,
    /// What is known of the program where somebody watches it.
    pub(super) watch: Option<Box<Watch>>,
    /// Data of hosts and built-ins that lives as long as the agent, by type.
    pub(super) slots: TypeMap,
    /// Layouts of objects that had no `then`, with the epoch of prototypes at that time.
    pub(super) without_then: [(ShapeId, u32); 4],
    /// Where the body of the newest module that awaits begins, in bytes.
    pub top_level_await: Option<u32>,
    /// What is recorded of which parts of programs run, if anything.
    pub coverage: Option<Box<Recording>>,
    pub(super) limits: Limits,
    pub(super) stress: GcStress,
    /// Where what runs must have no effects.
    pub(super) effects: Option<Box<Forbidden>>,
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
    pub(super) kept_alive: FxHashSet<Value>,
    /// What natives kept while the value stack was exhausted; dead once its top is lower again.
    pub(super) kept_beside: Vec<Value>,
    /// How many lazy values are being made, and watchers told: nothing is collected meanwhile.
    pub(super) collections_paused: u32,
}

/// Collecting more often than needed, to find values that aren't kept.
#[derive(Default)]
pub(super) struct GcStress {
    /// At every how many-th chance; 0 for only when it is due.
    pub(super) every: u64,
    pub(super) countdown: u64,
}

impl Agent {
    /// An agent with a realm that has no built-ins yet.
    ///
    /// With two agents, one must not be given what is the other's. Only `runtime` makes them (and
    /// tests, one each), and what it lends of one knows where it is from.
    pub fn new(limits: Limits) -> Agent {
        let (mut heap, stack) = own_memory(limits.stack_slots);
        heap.budget = Budget::new(limits.instructions, limits.deadline);
        heap.set_limit(limits.heap_bytes.unwrap_or(usize::MAX));
        let names = Names::new(&mut heap);
        let symbols = WellKnownSymbols::new(&mut heap);
        let mut agent = Agent {
            realm: Realm::new(&mut heap),
            heap,
            machine: Machine::new(stack),
            codes: Store::new(),
            natives: Natives::new(),
            realms: Realms::default(),
            queues: Queues::default(),
            context: AsyncContext::new(),
            names,
            symbols,
            hooks: Hooks::default(),
            ambient: Ambient::default(),
            errors: ErrorSettings {
                stack_trace_limit: 10,
                stack_accessors: Value::UNDEFINED,
            },
            failures: Failures::default(),
            roots: Roots::default(),
            watch: None,
            slots: TypeMap::default(),
            without_then: [(ShapeId::NONE, 0); 4],
            top_level_await: None,
            coverage: None,
            limits,
            stress: GcStress::default(),
            effects: None,
        };
        agent.prepare_definitions();
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

    /// To be called where the agent is entered from outside: sets the limits for what begins, and
    /// forgets what stopped something else, or came when there was nothing to stop.
    pub fn begin_entry(&mut self, deadline: Option<Instant>, instructions: Option<u64>) {
        self.heap.budget.take_interrupt();
        self.heap.resume();
        self.heap.budget.begin(instructions, deadline);
    }

    /// Goes back to a checkpoint, after a panic has ended what began there.
    pub fn return_to(&mut self, place: Checkpoint) {
        self.machine.return_to(place);
        self.heap.resume();
    }

    /// How many slots the value stack may have.
    pub fn stack_slots(&self) -> usize {
        self.limits.stack_slots
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
    // TypeMap: the stack is a field of the agent, as are `frame` and `top`, and no frame is kept
    // elsewhere. Frames are entered in `operations::call` and `interpreter::function`, which ask
    // for the size of the code or the number of arguments first; nodes have their slots, and their
    // calls' frames and arguments, from the `TypeMap` of the lowering, whose count is that size.
    unsafe { (Heap::new(), ValueStack::new(stack_slots)) }
}
