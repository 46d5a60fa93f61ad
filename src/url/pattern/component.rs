//! What the components of a pattern are called, and what becomes of their patterns.

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
