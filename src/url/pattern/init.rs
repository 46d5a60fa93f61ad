//! [Processing a URLPatternInit](https://urlpattern.spec.whatwg.org/#process-a-urlpatterninit):
//! components as they were given, with those of a base URL in place of the first that aren't.

use super::canonicalize::{self, Canonicalize};
use super::component::{COMPONENTS, Component, Invalid};
use super::generate::escape_pattern;
use crate::budget::Budget;
use crate::url::Url;
use crate::url::record::Scheme;

/// What components are for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A pattern.
    Pattern,
    /// A URL to be matched.
    Url,
}

/// Components that were given.
#[derive(Clone, Default, Debug)]
pub struct Init {
    components: [Option<String>; COMPONENTS],
    /// `baseURL`
    pub base_url: Option<String>,
}

impl Init {
    /// A component.
    pub fn get(&self, component: Component) -> Option<&str> {
        self.components[component as usize].as_deref()
    }

    /// A component, to change.
    pub fn get_mut(&mut self, component: Component) -> &mut Option<String> {
        &mut self.components[component as usize]
    }

    /// A component, empty where it isn't there.
    pub fn text(&self, component: Component) -> &str {
        self.get(component).unwrap_or("")
    }

    fn has_any(&self, components: &[Component]) -> bool {
        let mut components = components.iter();
        components.any(|component| self.get(*component).is_some())
    }

    /// The components that take part, in their canonical form where they are of a URL.
    ///
    /// # Errors
    /// Where one can't be.
    pub fn process(&self, kind: Kind, budget: &Budget) -> Result<Init, Invalid> {
        let mut result = Init::default();
        if kind == Kind::Url {
            result.components = std::array::from_fn(|_| Some(String::new()));
        }
        let base = match &self.base_url {
            Some(base) => Some(Url::parse(base, None, budget).ok_or(Invalid)?),
            None => None,
        };
        if let Some(base) = &base {
            self.inherit(&mut result, base, kind);
        }
        for component in Component::ALL {
            let Some(value) = self.get(component) else {
                continue;
            };
            let protocol = result.text(Component::Protocol).to_string();
            let mut value = match component {
                Component::Protocol => value.strip_suffix(':').unwrap_or(value),
                Component::Search => value.strip_prefix('?').unwrap_or(value),
                Component::Hash => value.strip_prefix('#').unwrap_or(value),
                _ => value,
            }
            .to_string();
            if component == Component::Pathname
                && let Some(base) = base.as_ref().filter(|base| !base.has_opaque_path())
                && !is_absolute(&value, kind)
            {
                let path = base_text(base.pathname(), kind);
                if let Some(slash) = path.rfind('/') {
                    value.insert_str(0, &path[..=slash]);
                }
            }
            *result.get_mut(component) = Some(match kind {
                Kind::Pattern => value,
                Kind::Url => of_url(component, &value, &protocol, budget)?,
            });
        }
        Ok(result)
    }

    /// Takes from the base what precedes the first component that was given.
    fn inherit(&self, result: &mut Init, base: &Url, kind: Kind) {
        use Component::{Hash, Hostname, Password, Pathname, Port, Protocol, Search, Username};
        let mut put = |unless: &[Component], component: Component, text: &str| {
            if !self.has_any(unless) {
                *result.get_mut(component) = Some(base_text(text, kind));
            }
        };
        put(&[Protocol], Protocol, base.scheme());
        if kind == Kind::Url {
            let before = [Protocol, Hostname, Port, Username];
            put(&before, Username, base.username());
            let before = [Protocol, Hostname, Port, Username, Password];
            put(&before, Password, base.password());
        }
        let port = base.port().map_or(String::new(), |port| port.to_string());
        let steps = [
            (Hostname, base.hostname().unwrap_or("")),
            (Port, &port),
            (Pathname, base.pathname()),
            (Search, base.query().unwrap_or("")),
            (Hash, base.fragment().unwrap_or("")),
        ];
        let mut before = vec![Protocol];
        for (component, text) in steps {
            before.push(component);
            put(&before, component, text);
        }
    }
}

/// A text of the base: in a pattern it stands for itself.
fn base_text(text: &str, kind: Kind) -> String {
    match kind {
        Kind::Pattern => escape_pattern(text),
        Kind::Url => text.to_string(),
    }
}

/// [Whether a pathname is absolute](https://urlpattern.spec.whatwg.org/#is-an-absolute-pathname).
fn is_absolute(path: &str, kind: Kind) -> bool {
    let escaped = ["\\/", "{/"].iter().any(|start| path.starts_with(start));
    path.starts_with('/') || (kind == Kind::Pattern && escaped)
}

/// A component of a URL in its canonical form.
fn of_url(
    component: Component,
    value: &str,
    protocol: &str,
    budget: &Budget,
) -> Result<String, Invalid> {
    let special = protocol.is_empty() || Scheme::of(protocol).is_special();
    let canonicalize = match component {
        Component::Protocol => Canonicalize::Protocol,
        Component::Username => Canonicalize::Username,
        Component::Password => Canonicalize::Password,
        Component::Hostname => Canonicalize::Hostname,
        Component::Port => return canonicalize::port(value, protocol, budget),
        Component::Pathname if special => Canonicalize::Pathname,
        Component::Pathname => Canonicalize::OpaquePathname,
        Component::Search => Canonicalize::Search,
        Component::Hash => Canonicalize::Hash,
    };
    canonicalize.apply(value, budget)
}
