//! ES modules between texts: records, linking, evaluation, `import()`; what a specifier means; and the
//! host's own texts.
//!
//! A [`Loader`] of the host finds modules. [`load_requested`], [`link`] and [`evaluate`] are what is
//! done with one, in this order.

pub mod commonjs;
mod cycle;
mod dynamic_import;
mod evaluation;
mod exports;
pub mod internal;
mod linking;
mod loading;
mod namespace;
mod record;
mod required;
pub mod resolution;
mod script;
mod synthetic;

pub use crate::lower::module::ModuleRequest;
pub use dynamic_import::install;
pub use evaluation::evaluate;
pub use linking::link;
pub use loading::{Loader, load_requested, new_text_module, parse, set_loader};
pub use record::{Known, ModuleId, known, note};
pub use required::{Refusal, marked_namespace, require, synthetic_imports};
pub use script::install_compiler;
pub use synthetic::{export_names, new_default, new_synthetic, set_export};
