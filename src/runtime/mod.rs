//! The embedding API: everything that the crate's front page shows is defined here.
//!
//! | file | what |
//! | --- | --- |
//! | `builder` | makes a runtime: wires the rooms together |
//! | `instance` | the runtime |
//! | `context`, `arguments`, `value`, `error` | values, functions and errors, as Rust has them |
//! | `interrupt` | stopping a runtime from another thread |
//! | `program` | a whole program, from its first line to its exit code, as the command runs it |
//! | `test262` | what the conformance suite wants of its host |

mod arguments;
mod builder;
mod context;
#[cfg(test)]
mod coverage_tests;
mod error;
mod instance;
mod interrupt;
#[cfg(feature = "cli")]
pub(crate) mod program;
mod test262;
#[cfg(test)]
mod tests;
mod value;

pub use crate::engine::Termination;
pub use arguments::Arguments;
pub use builder::RuntimeBuilder;
pub use context::Context;
pub use error::{Error, ErrorKind, Place};
pub use instance::Runtime;
pub use interrupt::InterruptHandle;
pub use value::{FromJs, IntoJs, JsValue};
