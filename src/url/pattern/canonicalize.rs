//! [Encoding callbacks](https://urlpattern.spec.whatwg.org/#canon-encoding-callbacks): fixed texts of
//! patterns as a URL would have them.

use super::super::host;
use super::super::parser::{
    encoded, opaque_path, port_number, split_port, start_path, without_tabs_and_newlines,
};
use super::super::percent::USERINFO;
use super::component::Invalid;
use crate::budget::Budget;
use crate::url::record::{Component, Scheme, Url};

/// What a text is a part of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Canonicalize {
    Protocol,
    Username,
    Password,
    Hostname,
    Ipv6Hostname,
    Port,
    Pathname,
    OpaquePathname,
    Search,
    Hash,
}

impl Canonicalize {
    /// A text in its canonical form.
    pub(super) fn apply(self, value: &str, budget: &Budget) -> Result<String, Invalid> {
        if value.is_empty() {
            return Ok(String::new());
        }
        match self {
            Canonicalize::Protocol => protocol(value, budget),
            Canonicalize::Username | Canonicalize::Password => {
                Ok(encoded(value, &USERINFO, budget))
            }
            Canonicalize::Hostname => hostname(value, budget),
            Canonicalize::Ipv6Hostname => ipv6_hostname(value),
            Canonicalize::Port => port(value, "", budget),
            Canonicalize::Pathname => Ok(pathname(value, budget)),
            Canonicalize::OpaquePathname => {
                let value = without_tabs_and_newlines(value, budget);
                let end = value.find(['?', '#']).unwrap_or(value.len());
                Ok(opaque_path(&value[..end], budget))
            }
            Canonicalize::Search => {
                let url = after_setting(Component::Search, &format!("?{value}"), budget);
                Ok(url.query().unwrap_or("").to_string())
            }
            Canonicalize::Hash => {
                let url = after_setting(Component::Hash, &format!("#{value}"), budget);
                Ok(url.fragment().unwrap_or("").to_string())
            }
        }
    }
}

fn protocol(value: &str, budget: &Budget) -> Result<String, Invalid> {
    let url = Url::parse(&format!("{value}://dummy.invalid/"), None, budget);
    url.map(|url| url.scheme).ok_or(Invalid)
}

/// As the setter of `hostname`, but what can't be a host is an error.
fn hostname(value: &str, budget: &Budget) -> Result<String, Invalid> {
    let value = without_tabs_and_newlines(value, budget);
    let end = value.find(['/', '\\', '?', '#']).unwrap_or(value.len());
    match split_port(&value[..end]) {
        ("", _) | (_, Some(_)) => Err(Invalid),
        (name, None) => host::parse(name, false, budget).ok_or(Invalid),
    }
}

fn ipv6_hostname(value: &str) -> Result<String, Invalid> {
    let is_part = |byte: u8| byte.is_ascii_hexdigit() || matches!(byte, b'[' | b']' | b':');
    match value.bytes().all(is_part) {
        true => Ok(value.to_ascii_lowercase()),
        false => Err(Invalid),
    }
}

/// [Canonicalizes a port](https://urlpattern.spec.whatwg.org/#canonicalize-a-port).
pub(super) fn port(value: &str, protocol: &str, budget: &Budget) -> Result<String, Invalid> {
    if value.is_empty() {
        return Ok(String::new());
    }
    let value = without_tabs_and_newlines(value, budget);
    let end = value.bytes().position(|byte| !byte.is_ascii_digit());
    let digits = &value[..end.unwrap_or(value.len())];
    if digits.is_empty() {
        return Err(Invalid);
    }
    let port = port_number(digits, Scheme::of(protocol)).ok_or(Invalid)?;
    Ok(port.map_or(String::new(), |port| port.to_string()))
}

/// [Canonicalizes a pathname](https://urlpattern.spec.whatwg.org/#canonicalize-a-pathname): a part of
/// one isn't to get a slash at its start.
fn pathname(value: &str, budget: &Budget) -> String {
    let value = without_tabs_and_newlines(value, budget);
    let is_absolute = value.starts_with('/');
    let mut url = dummy("https");
    match is_absolute {
        true => start_path(&mut url, &value, budget),
        false => start_path(&mut url, &format!("/-{value}"), budget),
    }
    match is_absolute {
        true => url.path,
        false => url.path.get(2..).unwrap_or("").to_string(),
    }
}

/// A dummy, whose components are set to see what becomes of them.
fn dummy(scheme: &str) -> Url {
    let mut url = Url::of_scheme(Scheme::of(scheme), String::from(scheme));
    url.host = Some(String::from("dummy.invalid"));
    url
}

/// What a component of a URL becomes when it is set.
fn after_setting(component: Component, value: &str, budget: &Budget) -> Url {
    let mut url = dummy("https");
    url.set(component, value, budget);
    url
}
