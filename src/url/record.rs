//! [The record of a URL](https://url.spec.whatwg.org/#concept-url): its parts, what they serialize to.

use std::fmt::Write;

/// [Special schemes](https://url.spec.whatwg.org/#special-scheme), and the rest.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scheme {
    /// `ftp`
    Ftp,
    /// `file`
    File,
    /// `http`
    Http,
    /// `https`
    Https,
    /// `ws`
    Ws,
    /// `wss`
    Wss,
    /// Any other.
    Other,
}

impl Scheme {
    /// What a scheme in small letters is.
    pub fn of(name: &str) -> Scheme {
        match name {
            "ftp" => Scheme::Ftp,
            "file" => Scheme::File,
            "http" => Scheme::Http,
            "https" => Scheme::Https,
            "ws" => Scheme::Ws,
            "wss" => Scheme::Wss,
            _ => Scheme::Other,
        }
    }

    /// Whether it is special.
    pub fn is_special(self) -> bool {
        self != Scheme::Other
    }

    /// The port that isn't written.
    pub fn default_port(self) -> Option<u16> {
        match self {
            Scheme::Ftp => Some(21),
            Scheme::Http | Scheme::Ws => Some(80),
            Scheme::Https | Scheme::Wss => Some(443),
            Scheme::File | Scheme::Other => None,
        }
    }
}

/// A part of a URL that can be set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Component {
    /// `protocol`
    Protocol,
    /// `username`
    Username,
    /// `password`
    Password,
    /// `host`
    Host,
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

/// A URL. Its parts are as they are serialized.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Url {
    /// Which one the scheme is.
    pub(super) kind: Scheme,
    /// Without the colon.
    pub(super) scheme: String,
    pub(super) username: String,
    pub(super) password: String,
    pub(super) host: Option<String>,
    pub(super) port: Option<u16>,
    /// An opaque path, or one of segments, each after a slash.
    pub(super) path: String,
    pub(super) has_opaque_path: bool,
    pub(super) query: Option<String>,
    pub(super) fragment: Option<String>,
}

impl Url {
    /// Without anything but a scheme.
    pub(super) fn of_scheme(kind: Scheme, scheme: String) -> Url {
        Url {
            kind,
            scheme,
            username: String::new(),
            password: String::new(),
            host: None,
            port: None,
            path: String::new(),
            has_opaque_path: false,
            query: None,
            fragment: None,
        }
    }

    /// Which of the special schemes it has, if any.
    pub fn kind(&self) -> Scheme {
        self.kind
    }

    /// The scheme, without the colon.
    pub fn scheme(&self) -> &str {
        &self.scheme
    }

    /// `username`
    pub fn username(&self) -> &str {
        &self.username
    }

    /// `password`
    pub fn password(&self) -> &str {
        &self.password
    }

    /// The host without the port, if there is one.
    pub fn hostname(&self) -> Option<&str> {
        self.host.as_deref()
    }

    /// The port, where it isn't the scheme's.
    pub fn port(&self) -> Option<u16> {
        self.port
    }

    /// `pathname`
    pub fn pathname(&self) -> &str {
        &self.path
    }

    /// Whether the path is one text, without segments.
    pub fn has_opaque_path(&self) -> bool {
        self.has_opaque_path
    }

    /// What follows the `?`.
    pub fn query(&self) -> Option<&str> {
        self.query.as_deref()
    }

    /// What follows the `#`.
    pub fn fragment(&self) -> Option<&str> {
        self.fragment.as_deref()
    }

    /// Writes the host in Unicode, for those who read it: what results isn't a URL's serialization.
    pub fn show_host_in_unicode(&mut self) {
        self.host = self.host.as_deref().map(super::host::domain_to_unicode);
    }

    /// Drops the user and the password.
    pub fn drop_credentials(&mut self) {
        self.username.clear();
        self.password.clear();
    }

    /// Drops the fragment.
    pub fn drop_fragment(&mut self) {
        self.fragment = None;
    }

    /// Puts an encoded query in place.
    pub fn put_query(&mut self, query: Option<String>) {
        self.query = query;
    }

    /// Puts an encoded fragment in place.
    pub fn put_fragment(&mut self, fragment: Option<String>) {
        self.fragment = fragment;
    }

    /// How many bytes its texts take.
    pub fn bytes(&self) -> usize {
        let parts = [&self.scheme, &self.username, &self.password, &self.path];
        let more = [&self.host, &self.query, &self.fragment];
        let texts = parts.into_iter().chain(more.into_iter().flatten());
        texts.map(String::capacity).sum()
    }

    /// Whether there is a user or a password.
    pub(super) fn has_credentials(&self) -> bool {
        !self.username.is_empty() || !self.password.is_empty()
    }

    /// `protocol`
    pub fn protocol(&self) -> String {
        format!("{}:", self.scheme)
    }

    /// `host`: with the port.
    pub fn host(&self) -> String {
        let mut out = String::from(self.host.as_deref().unwrap_or(""));
        self.push_port(&mut out);
        out
    }

    fn push_port(&self, out: &mut String) {
        if let Some(port) = self.port {
            // Writing to a string can't fail.
            let _ = write!(out, ":{port}");
        }
    }

    /// `search`: with its question mark, empty where nothing follows that.
    pub fn search(&self) -> String {
        with_mark('?', self.query())
    }

    /// `hash`: with its number sign, empty where nothing follows that.
    pub fn hash(&self) -> String {
        with_mark('#', self.fragment())
    }

    /// [`href`](https://url.spec.whatwg.org/#concept-url-serializer)
    pub fn href(&self) -> String {
        self.serialize(true)
    }

    /// [The serialization](https://url.spec.whatwg.org/#concept-url-serializer), with or without
    /// the fragment.
    pub fn serialize(&self, with_fragment: bool) -> String {
        let parts = [&self.scheme, &self.username, &self.password, &self.path];
        let more = [&self.host, &self.query, &self.fragment];
        let more = more.into_iter().flatten().map(String::len);
        let length = parts
            .into_iter()
            .map(String::len)
            .chain(more)
            .sum::<usize>();
        let mut out = String::with_capacity(length + 16);
        out.push_str(&self.scheme);
        out.push(':');
        match &self.host {
            Some(host) => {
                out.push_str("//");
                if self.has_credentials() {
                    out.push_str(&self.username);
                    if !self.password.is_empty() {
                        out.push(':');
                        out.push_str(&self.password);
                    }
                    out.push('@');
                }
                out.push_str(host);
                self.push_port(&mut out);
            }
            // What begins with two slashes would be read as a host.
            None if !self.has_opaque_path && self.path.starts_with("//") => out.push_str("/."),
            None => {}
        }
        out.push_str(&self.path);
        if let Some(query) = &self.query {
            out.push('?');
            out.push_str(query);
        }
        if let Some(fragment) = self.fragment.as_ref().filter(|_| with_fragment) {
            out.push('#');
            out.push_str(fragment);
        }
        out
    }
}

/// A part behind its mark, or nothing.
fn with_mark(mark: char, part: Option<&str>) -> String {
    match part {
        None | Some("") => String::new(),
        Some(part) => format!("{mark}{part}"),
    }
}
