//! Showing values as [`util.inspect`](https://nodejs.org/api/util.html#utilinspectobject-options)
//! does.
//!
//! [`inspect`] is the entry; `format` has the format strings of `console.log`. An `Inspector` walks a
//! value and gives text:
//!
//! | file | what |
//! | --- | --- |
//! | `inspector` | the walk, and how it ends where values are too deep |
//! | `options` | options, colours |
//! | `plan` | how an object is to be shown, before it is |
//! | `object` | objects of all kinds: the text before, within and after their braces |
//! | `entries` | elements, properties, and the entries of collections |
//! | `class` | names of constructors, functions and classes |
//! | `error` | errors |
//! | `internals` | reading the internal slots of built-in objects |
//! | `custom` | the hooks for scripts: custom methods, `inspect` as a function |
//! | `layout` | lines and columns |
//! | `primitive` | numbers, strings, symbols |
//! | `prototypes` | the properties that an object inherits |
//! | `text` | quoting and measuring |
//!
//! Invariants: all that is nested goes through `Inspector::value`, which looks at the native stack
//! and at the depth, so that no value can be too deep. A script's code runs only where Node runs it,
//! in the same order: a proxy that is shown isn't trapped, but one among the prototypes is.

mod binary;
mod class;
mod custom;
mod entries;
mod error;
mod format;
mod inspector;
mod internals;
mod layout;
mod object;
mod options;
mod plan;
mod primitive;
mod prototypes;
#[cfg(test)]
mod tests;
mod text;
mod written;

pub use custom::{inspect_function, install};
pub use format::format_into;
pub(crate) use inspector::is_stack_overflow;
pub use internals::{CollectionPreview, collection_preview};
pub use options::{Compact, Getters, Options, Sorted, Style, set_default_options};
pub(crate) use primitive::{number_text, primitive_text};
pub use text::display_width;
pub(in crate::host) use text::without_colors;

use crate::engine::{Agent, JsResult, Value};
use inspector::Inspector;

/// A value as text.
pub fn inspect(agent: &mut Agent, value: Value, options: &Options) -> JsResult<String> {
    if let Some(text) = inspect_simple(agent, value, options) {
        return Ok(text);
    }
    let written = Inspector::new(options.clone()).value(agent, value, 0.0, false)?;
    Ok(written.into_string())
}

/// Numbers and the like, which need no walk.
fn inspect_simple(agent: &Agent, value: Value, options: &Options) -> Option<String> {
    if value.is_object() || options.colors || value.is_string() || options.numeric_separator {
        return None;
    }
    Some(primitive_text(agent, value))
}
