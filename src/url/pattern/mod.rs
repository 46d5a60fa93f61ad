//! [URL patterns](https://urlpattern.spec.whatwg.org/): texts like `/books/:id` to regular expressions,
//! one for each component of a URL. Whoever uses them brings the machine that runs those.
//!
//! | file | what |
//! | --- | --- |
//! | `tokenizer` | a text to tokens |
//! | `parts` | tokens to parts: fixed texts, groups, wildcards |
//! | `generate` | parts to a regular expression, and back to a text |
//! | `constructor_string` | a whole URL's pattern to those of its components |
//! | `init` | components, those of a base among them |
//! | `canonicalize` | fixed texts as a URL would have them |

mod canonicalize;
mod constructor_string;
mod generate;
mod init;
mod parts;
mod tokenizer;

use super::record::Scheme;
use super::{Component as UrlComponent, Url};
use crate::budget::Budget;
use canonicalize::Canonicalize;
pub use init::{Init, Kind};
use parts::Options;

/// That a text is no pattern, or no component of a URL.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Invalid;

/// How many components there are.
pub const COMPONENTS: usize = 8;

/// The components in the order of a URL.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Component {
    /// `protocol`
    Protocol,
    /// `username`
    Username,
    /// `password`
    Password,
    /// `hostname`
    Hostname,
    /// `port`
    Port,
    /// `pathname`
    Pathname,
    /// `search`
    Search,
    /// `hash`
    Hash,
}

impl Component {
    /// All, in order.
    pub const ALL: [Component; COMPONENTS] = [
        Component::Protocol,
        Component::Username,
        Component::Password,
        Component::Hostname,
        Component::Port,
        Component::Pathname,
        Component::Search,
        Component::Hash,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Component::Protocol => "protocol",
            Component::Username => "username",
            Component::Password => "password",
            Component::Hostname => "hostname",
            Component::Port => "port",
            Component::Pathname => "pathname",
            Component::Search => "search",
            Component::Hash => "hash",
        }
    }
}

/// A component's pattern.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The pattern, written in a canonical way.
    pub pattern: String,
    /// The source of the regular expression, for the flag `v`.
    pub regexp: String,
    /// Whether letters are the same in both cases.
    pub ignore_case: bool,
    /// The names of its groups.
    pub names: Vec<String>,
    /// Whether it has regular expressions of its own.
    pub has_regexp_groups: bool,
}

/// Runs regular expressions: whether a component's pattern matches a text.
pub type Matches<'a> = &'a mut dyn FnMut(&Compiled, &str) -> bool;

/// What a pattern is made of.
pub enum Input {
    /// A text, like a URL.
    Text(String),
    /// Components.
    Init(Init),
}

/// [Creates a URL pattern](https://urlpattern.spec.whatwg.org/#url-pattern-create): its components.
///
/// # Errors
/// Where it is none.
pub fn create(
    input: Input,
    base: Option<&str>,
    ignore_case: bool,
    budget: &Budget,
    matches: Matches<'_>,
) -> Result<[Compiled; COMPONENTS], Invalid> {
    let init = match input {
        Input::Text(text) => {
            let mut init = constructor_string::parse(&text, budget, matches)?;
            if base.is_none() && init.get(Component::Protocol).is_none() {
                return Err(Invalid);
            }
            init.base_url = base.map(String::from);
            init
        }
        Input::Init(_) if base.is_some() => return Err(Invalid),
        Input::Init(init) => init,
    };
    let mut init = init.process(Kind::Pattern, budget)?;
    for component in Component::ALL {
        init.get_mut(component)
            .get_or_insert_with(|| String::from("*"));
    }
    let scheme = Scheme::of(init.text(Component::Protocol));
    if let Some(port) = scheme.default_port()
        && init.text(Component::Port) == port.to_string()
    {
        *init.get_mut(Component::Port) = Some(String::new());
    }
    let compile = |component, canonicalize, options| {
        compile(init.text(component), canonicalize, options, budget)
    };
    let plain = Options::PLAIN;
    let folding = Options {
        ignore_case,
        ..plain
    };
    let protocol = compile(Component::Protocol, Canonicalize::Protocol, plain)?;
    let is_special = matches_special(&protocol, matches);
    let hostname = match is_ipv6_pattern(init.text(Component::Hostname)) {
        true => Canonicalize::Ipv6Hostname,
        false => Canonicalize::Hostname,
    };
    let pathname = match is_special {
        true => {
            let options = Options {
                ignore_case,
                ..Options::PATHNAME
            };
            compile(Component::Pathname, Canonicalize::Pathname, options)?
        }
        false => compile(Component::Pathname, Canonicalize::OpaquePathname, folding)?,
    };
    Ok([
        protocol,
        compile(Component::Username, Canonicalize::Username, plain)?,
        compile(Component::Password, Canonicalize::Password, plain)?,
        compile(Component::Hostname, hostname, Options::HOSTNAME)?,
        compile(Component::Port, Canonicalize::Port, plain)?,
        pathname,
        compile(Component::Search, Canonicalize::Search, folding)?,
        compile(Component::Hash, Canonicalize::Hash, folding)?,
    ])
}

/// The components of a URL that is matched.
pub fn components_of(url: &Url) -> [String; COMPONENTS] {
    let text = |text: Option<&str>| String::from(text.unwrap_or(""));
    [
        text(Some(url.scheme())),
        text(Some(url.username())),
        text(Some(url.password())),
        text(url.hostname()),
        url.port().map_or(String::new(), |port| port.to_string()),
        text(Some(url.pathname())),
        text(url.query()),
        text(url.fragment()),
    ]
}

/// [Compiles a component](https://urlpattern.spec.whatwg.org/#compile-a-component).
fn compile(
    input: &str,
    canonicalize: Canonicalize,
    options: Options,
    budget: &Budget,
) -> Result<Compiled, Invalid> {
    let parts = parts::parse(input, options, canonicalize, budget)?;
    let (regexp, names) = generate::regexp(&parts, options);
    Ok(Compiled {
        pattern: generate::pattern(&parts, options),
        regexp,
        ignore_case: options.ignore_case,
        names,
        has_regexp_groups: parts.iter().any(parts::Part::is_regexp),
    })
}

/// [Whether a protocol may be a special scheme](https://urlpattern.spec.whatwg.org/#protocol-component-matches-a-special-scheme).
fn matches_special(protocol: &Compiled, matches: Matches<'_>) -> bool {
    const SPECIAL: [&str; 6] = ["http", "https", "ws", "wss", "ftp", "file"];
    SPECIAL.iter().any(|scheme| matches(protocol, scheme))
}

/// [Whether a hostname is an IPv6 address](https://urlpattern.spec.whatwg.org/#hostname-pattern-is-an-ipv6-address).
fn is_ipv6_pattern(input: &str) -> bool {
    input.len() >= 2
        && ["[", "{[", "\\["]
            .iter()
            .any(|start| input.starts_with(start))
}

/// A dummy, whose components are set to see what becomes of them.
fn dummy(scheme: &str) -> Url {
    let mut url = Url::of_scheme(Scheme::of(scheme), String::from(scheme));
    url.host = Some(String::from("dummy.invalid"));
    url
}

/// What a component of a URL becomes when it is set.
fn after_setting(component: UrlComponent, value: &str, budget: &Budget) -> Url {
    let mut url = dummy("https");
    url.set(component, value, budget);
    url
}
