//! Values and the operations that the spec defines on them; never evaluates syntax.
//!
//! [`Agent`] is what everything hangs on: the heap, the value stack, the realm, the queues of jobs.
//! Spec operations are methods of it, under their own names in snake_case, in `operations/` and
//! `object/`. What a function does when it is called is behind [`Behaviour`], which the
//! interpreter implements, or a [`NativeFn`]: so calling needs no knowledge of trees.

mod agent;
mod ambient;
mod code;
mod completion;
mod definitions;
mod error;
mod function;
mod global_scope;
mod hooks;
mod job;
mod job_queue;
mod machine;
pub mod messages;
mod names;
mod native;
mod object;
mod operations;
mod protectors;
mod queues;
mod realm;
mod realms;
mod resumption;
mod slots;
mod stack_frame;
mod text_builder;
mod unwinding;

pub use crate::budget::{Budget, Stopped, Termination};
pub use crate::heap::{
    HostData, Kind, Object, PromiseState, PropertyFlags, PropertyKey, Str, Symbol, SymbolKind,
    Text, Tracer, Value,
};
pub use agent::{Agent, Limits};
pub use code::{Behaviour, Code, CodeFlags, FunctionKind, Lowering};
pub use completion::{JsResult, Throw};
pub use error::{ErrorData, StackStart};
pub use hooks::CombinedElement;
pub use job::Job;
pub use names::WellKnownSymbols;
pub use native::{Accessor, Call, Constructor, Method, NativeFn, NativeId};
pub use object::{
    Arguments, BufferData, DataBlock, ElementType, OwnProperty, PropertyDescriptor, SharedMemory,
    SharedWait, StringData, TypedArrayData, WaitEnd, Waiter,
};
pub use operations::{
    AsyncFromSyncData, Awaited, BoundData, Callback, DisposalStep, IteratorRecord, MAX_SPREAD,
    NumericOperator, PreferredType, PrimitiveData, PromiseCapability, Way,
};
pub use protectors::{ArrayIterator, IterationKind, Original};
pub use queues::{RejectionEvent, Tick};
pub use realm::Intrinsic;
pub use resumption::{ResumeMode, SuspendReason};
pub use stack_frame::StackFrame;
pub use text_builder::TextBuilder;
pub use unwinding::{Caught, Pending, ThrowSite, Unwinding};
