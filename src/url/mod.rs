//! URLs, after the [URL Standard](https://url.spec.whatwg.org/): parsing, serializing, the setters'
//! rules, form encoding, and paths of files. It knows no engine, so that any module may use it.
//!
//! | file | what |
//! | --- | --- |
//! | `parser` | texts to records, relative ones too |
//! | `record` | a URL's parts, what they serialize to |
//! | `setters` | how a part is changed |
//! | `host` | domains and addresses |
//! | `percent` | percent-encoding |
//! | `search_params` | `application/x-www-form-urlencoded` |
//! | `pattern` | URL patterns |
//! | `file` | paths of files as URLs and back |
//!
//! Texts are UTF-8 without lone surrogates: whoever has UTF-16 makes a `USVString` of it first. The
//! work is in proportion to the texts, so it takes a budget; what is stopped gives anything.

mod file;
mod host;
mod parser;
pub mod pattern;
pub mod percent;
mod record;
pub mod search_params;
mod setters;
#[cfg(test)]
mod tests;

pub use file::{FilePathError, file_path, file_url};
pub use host::{domain_to_ascii, domain_to_unicode};
pub use record::{Component, Scheme, Url};
