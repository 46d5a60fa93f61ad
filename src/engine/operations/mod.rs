//! [Abstract operations](https://tc39.es/ecma262/#sec-abstract-operations), under their own names,
//! as methods of the agent.

mod arithmetic;
mod async_iterator;
mod call;
mod compare;
mod convert;
mod display;
mod disposal;
mod iterator;
mod promise;

pub use arithmetic::NumericOperator;
pub use async_iterator::AsyncFromSyncData;
pub use call::{BoundData, Callback, MAX_SPREAD};
pub use convert::{PreferredType, PrimitiveData};
pub use disposal::{Awaited, DisposalStep, Way};
pub use iterator::IteratorRecord;
pub use promise::PromiseCapability;
