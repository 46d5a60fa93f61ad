//! What a specifier means: the [resolution of ES modules](https://nodejs.org/api/esm.html#resolution-algorithm)
//! and of [CommonJS](https://nodejs.org/api/modules.html#all-together), as Node has them.
//!
//! Nothing here knows of the engine. Files are reached through [`Files`] only, and what fails is
//! a [`ResolutionError`], which the caller throws.
//!
//! | who asks | what to call |
//! | --- | --- |
//! | `import 'x'`, `import('x')` | [`Resolver::import`]: the URL that identifies the module, and its format |
//! | `import.meta.resolve('x')` | [`Resolver::import_meta_resolve`]: the same, whether or not there is such a file |
//! | who loads a URL | [`Resolver::format`], then [`check_attributes`], then [`Resolver::read`] |
//! | `require('x')` | [`Resolver::require`]: the name of a built-in module or a real path |
//! | `module.paths` and the like | [`commonjs`] |
//! | `import { a } from './common.cjs'` | [`named_exports::named_exports`] of the text |
//! | warnings that came up on the way | [`Resolver::take_warnings`] |
//!
//! | file | what |
//! | --- | --- |
//! | `resolver` | the resolver and its caches |
//! | `import`, `package_exports`, `package_target`, `suggestion` | ES modules, and the fields `exports` and `imports` of packages |
//! | `commonjs` | what `require` adds: lookup paths, extensions, folders |
//! | `package_config`, `json` | package.json |
//! | `format`, `module_format` | what kind of module a URL is |
//! | `named_exports`, `star_exports`, `scanner` | the names that a CommonJS text exports |
//! | `url` | URLs in the terms of `crate::url` |
//! | `path` | as much of paths as modules need |
//! | `errors` | the errors, in Node's words |

pub mod built_in;
pub mod commonjs;
mod data_url;
pub mod errors;
pub mod files;
pub mod format;
mod import;
mod json;
mod module_format;
pub mod named_exports;
mod package_config;
mod package_exports;
mod package_target;
pub mod path;
mod resolver;
mod scanner;
mod star_exports;
mod suggestion;
#[cfg(test)]
mod tests;
pub mod url;

pub use errors::{ErrorClass, Property, ResolutionError};
pub use files::{Files, PathKind};
pub use format::check_attributes;
pub use module_format::Format;
pub use resolver::Resolver;
