//! [URL patterns](https://urlpattern.spec.whatwg.org/): texts like `/books/:id` to regular expressions,
//! one for each component of a URL. Whoever uses them brings the machine that runs those.
//!
//! | file | what |
//! | --- | --- |
//! | `create` | the whole way |
//! | `component` | what the components are called, and what becomes of their patterns |
//! | `tokenizer` | a text to tokens |
//! | `part`, `parts` | tokens to parts: fixed texts, groups, wildcards |
//! | `compile` | one component's pattern |
//! | `generate` | parts to a regular expression, and back to a text |
//! | `constructor_string` | a whole URL's pattern to those of its components |
//! | `init` | components, those of a base among them |
//! | `canonicalize` | fixed texts as a URL would have them |

mod canonicalize;
mod compile;
mod component;
mod constructor_string;
mod create;
mod generate;
mod init;
mod part;
mod parts;
mod tokenizer;

pub use component::{COMPONENTS, Compiled, Component};
pub use create::{Input, components_of, create};
pub use init::{Init, Kind};
