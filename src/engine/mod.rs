//! Values and the operations that the spec defines on them; never evaluates syntax.
//!
//! [`Agent`] is what everything hangs on: the heap, the value stack, the realm, the queues of jobs.
//! Spec operations are methods of it, under their own names in snake_case, in `operations/` and
//! `object/`. What a function does when it is called is behind [`Behaviour`], which the
//! interpreter implements, or a [`NativeFn`]: so calling needs no knowledge of trees.

mod agent;
mod ambient;
mod async_context;
mod builtin_objects;
mod code;
mod collection;
mod completion;
mod definitions;
mod effects;
mod error_object;
mod failures;
mod former_class;
mod function;
mod hooks;
mod machine;
pub mod messages;
mod names;
mod native;
mod native_functions;
mod object;
pub mod observer;
mod operations;
mod pending;
mod polling;
mod primordials;
mod protectors;
mod queues;
mod realm;
mod recording;
mod resumption;
mod stack_frame;
mod stack_frame_text;
mod text_builder;
mod type_map;
mod unwinding;
mod watch;
mod watching;
mod without_effects;

pub use crate::budget::{Budget, Stopped, Termination};
pub use crate::heap::{
    HostData, Kind, Object, PromiseState, PropertyFlags, PropertyKey, Str, Symbol, SymbolKind,
    Text, Tracer, Value,
};
pub use agent::{Agent, Limits};
pub use async_context::{PromiseEvent, ResourceEvent};
pub use code::{Behaviour, Code, CodeFlags, FunctionKind, Lowering};
pub use completion::{JsResult, Throw};
pub use definitions::Primordial;
pub use effects::{Allowance, Effects, KnownEffects};
pub use error_object::ErrorData;
pub use failures::{Failure, Remark};
pub use hooks::{CombinedElement, ImportRequest};
pub use names::WellKnownSymbols;
pub use native::{Accessor, Call, Constructor, LazyGlobal, Method, NativeFn, NativeId};
pub use object::{
    Arguments, BufferData, DataBlock, ElementType, ExportPlace, GlobalStore, OwnProperty,
    PropertyDescriptor, SharedMemory, SharedWait, StringData, TypedArrayData, WaitEnd, Waiter,
};
pub use operations::{
    AsyncFromSyncData, Awaited, BoundData, Callback, DisposalStep, IteratorRecord, MAX_SPREAD,
    NumericOperator, PreferredType, PrimitiveData, PromiseCapability, Way,
};
pub use pending::{Caught, Pending, ThrowSite, Unwinding};
pub use protectors::{ArrayIterator, IterationKind, Original};
pub use queues::{Job, RejectionEvent, Tick};
#[cfg(feature = "repl")]
pub use realm::GlobalImport;
pub use realm::{Intrinsic, RealmId};
pub use resumption::{ResumeMode, SuspendReason};
pub use stack_frame::{StackFrame, StackStart};
pub use text_builder::TextBuilder;
