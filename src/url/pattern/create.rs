//! Creating a pattern, and the components of a URL that is matched.

use super::canonicalize::Canonicalize;
use super::compile::{compile, matches_special};
use super::component::{COMPONENTS, Compiled, Component, Invalid, Matches};
use super::constructor_string;
use super::init::{Init, Kind};
use super::part::Options;
use crate::budget::Budget;
use crate::url::record::{Scheme, Url};

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

/// [Whether a hostname is an IPv6 address](https://urlpattern.spec.whatwg.org/#hostname-pattern-is-an-ipv6-address).
fn is_ipv6_pattern(input: &str) -> bool {
    input.len() >= 2
        && ["[", "{[", "\\["]
            .iter()
            .any(|start| input.starts_with(start))
}
