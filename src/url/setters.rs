//! [The setters of URLs](https://url.spec.whatwg.org/#urlutils-members): the parser with a state
//! override. What can't be set is left as it is.

use super::host;
use super::parser::{
    encoded, file_host_of, is_slash, port_number, push_path, query_set, split_port, start_path,
    without_tabs_and_newlines,
};
use super::percent::{FRAGMENT, USERINFO};
use super::record::{Component, Scheme, Url};
use crate::budget::Budget;

impl Url {
    /// Sets a part.
    pub fn set(&mut self, component: Component, value: &str, budget: &Budget) {
        match component {
            Component::Username => {
                if self.can_have_credentials() {
                    self.username = encoded(value, &USERINFO, budget);
                }
                return;
            }
            Component::Password => {
                if self.can_have_credentials() {
                    self.password = encoded(value, &USERINFO, budget);
                }
                return;
            }
            _ => {}
        }
        let is_empty = value.is_empty();
        let value = &*without_tabs_and_newlines(value, budget);
        match component {
            Component::Protocol => self.set_scheme(value),
            Component::Host => self.set_host(value, true, budget),
            Component::Hostname => self.set_host(value, false, budget),
            Component::Port if is_empty => self.clear_port(),
            Component::Port => self.set_port(value),
            Component::Pathname => self.set_path(value, budget),
            Component::Search => {
                let value = value.strip_prefix('?').unwrap_or(value);
                self.set_query(Some(value).filter(|_| !is_empty), budget);
            }
            Component::Hash => {
                let value = value.strip_prefix('#').unwrap_or(value);
                let value = Some(value).filter(|_| !is_empty);
                self.fragment = value.map(|value| encoded(value, &FRAGMENT, budget));
            }
            Component::Username | Component::Password => {}
        }
    }

    /// Sets the query from what stands behind the question mark.
    pub fn set_query(&mut self, query: Option<&str>, budget: &Budget) {
        self.query = query.map(|query| encoded(query, query_set(self.kind), budget));
    }

    /// [Whether it can have a username, a password, a port](https://url.spec.whatwg.org/#cannot-have-a-username-password-port)
    fn can_have_credentials(&self) -> bool {
        self.kind != Scheme::File && self.host.as_ref().is_some_and(|host| !host.is_empty())
    }

    /// [Scheme state](https://url.spec.whatwg.org/#scheme-state) as an override.
    fn set_scheme(&mut self, value: &str) {
        let scheme = value.split(':').next().unwrap_or(value);
        let bytes = scheme.as_bytes();
        let is_scheme =
            |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
        if !bytes.first().is_some_and(u8::is_ascii_alphabetic) || !bytes.iter().all(is_scheme) {
            return;
        }
        let scheme = scheme.to_ascii_lowercase();
        let kind = Scheme::of(&scheme);
        let has_parts = self.has_credentials() || self.port.is_some();
        if kind.is_special() != self.kind.is_special()
            || (kind == Scheme::File && has_parts)
            || (self.kind == Scheme::File && self.host.as_ref().is_none_or(String::is_empty))
        {
            return;
        }
        self.scheme = scheme;
        self.kind = kind;
        self.port = self.port.filter(|port| kind.default_port() != Some(*port));
    }

    /// [Host state](https://url.spec.whatwg.org/#host-state) as an override, with the port or
    /// without.
    fn set_host(&mut self, value: &str, with_port: bool, budget: &Budget) {
        if self.has_opaque_path {
            return;
        }
        let is_end = |byte: &u8| matches!(byte, b'?' | b'#') || is_slash(*byte, self.kind);
        let end = value.as_bytes().iter().position(is_end);
        let value = &value[..end.unwrap_or(value.len())];
        if self.kind == Scheme::File {
            if let Some(host) = file_host_of(value, budget) {
                self.host = Some(host);
            }
            return;
        }
        let (host, port) = split_port(value);
        if port.is_some() && (host.is_empty() || !with_port) {
            return;
        }
        let has_parts = self.has_credentials() || self.port.is_some();
        if host.is_empty() && (self.kind.is_special() || has_parts) {
            return;
        }
        let Some(host) = host::parse(host, !self.kind.is_special(), budget) else {
            return;
        };
        self.host = Some(host);
        if let Some(port) = port.filter(|port| !port.is_empty()) {
            self.change_port(port);
        }
    }

    fn clear_port(&mut self) {
        if self.can_have_credentials() {
            self.port = None;
        }
    }

    fn set_port(&mut self, value: &str) {
        if self.can_have_credentials() {
            self.change_port(value);
        }
    }

    /// [Port state](https://url.spec.whatwg.org/#port-state) as an override: the digits count.
    fn change_port(&mut self, value: &str) {
        let end = value.bytes().position(|byte| !byte.is_ascii_digit());
        let digits = &value[..end.unwrap_or(value.len())];
        if !digits.is_empty()
            && let Some(port) = port_number(digits, self.kind)
        {
            self.port = port;
        }
    }

    /// [Path start state](https://url.spec.whatwg.org/#path-start-state) as an override.
    fn set_path(&mut self, value: &str, budget: &Budget) {
        if self.has_opaque_path {
            return;
        }
        self.path.clear();
        match value.is_empty() && !self.kind.is_special() {
            // A URL without a host keeps a path.
            true if self.host.is_none() => push_path(self, "", budget),
            _ => start_path(self, value, budget),
        }
    }
}
