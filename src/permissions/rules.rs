//! What a rule names, and what it is about.

use super::kinds::Permission;
use std::net::IpAddr;
use std::path::{Component, Path, PathBuf};

/// One rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// A file, or a folder with all that is in it.
    Path(PathBuf),
    /// A host, at one port or at all. `*.` stands for any names before the rest.
    Host { name: String, port: Option<u16> },
    /// A command or a variable.
    Name(String),
    /// All variables whose names begin so.
    Prefix(String),
}

/// What is asked about.
#[derive(Clone, Copy, Debug)]
pub(super) enum Asked<'a> {
    /// A file, by its path without links.
    Path(&'a Path),
    /// A host by its name or address, and a port; 0 for one that the system chooses.
    Host(&'a str, u16),
    /// A command or a variable.
    Name(&'a str),
    /// As such.
    Whole,
}

impl Rule {
    /// Reads what the option says.
    pub(super) fn read(permission: Permission, text: &str) -> Result<Rule, String> {
        let name = permission.name();
        if text.is_empty() {
            return Err(format!("--allow-{name} names nothing after its ="));
        }
        match permission {
            Permission::Read | Permission::Write => {
                let path = Path::new(text);
                match path.is_absolute() {
                    true => Ok(Rule::Path(lexically_normal(path))),
                    false => Err(format!(
                        "a rule for files needs an absolute path, not '{text}'"
                    )),
                }
            }
            Permission::Net => host_rule(text),
            Permission::Env => Ok(match text.strip_suffix('*') {
                Some(prefix) => Rule::Prefix(prefix.to_string()),
                None => Rule::Name(text.to_string()),
            }),
            Permission::Run => Ok(Rule::Name(text.to_string())),
            Permission::Worker => Err(String::from(
                "a rule for workers can't name one: they are allowed or not",
            )),
        }
    }

    /// Whether it is about what is asked.
    pub(super) fn covers(&self, asked: Asked<'_>) -> bool {
        match (self, asked) {
            (Rule::Path(root), Asked::Path(path)) => path.starts_with(root),
            (Rule::Host { name, port }, Asked::Host(host, at)) => {
                port.is_none_or(|port| port == at) && covers_host(name, host)
            }
            (Rule::Name(name), Asked::Name(asked)) => name == asked,
            (Rule::Prefix(prefix), Asked::Name(asked)) => asked.starts_with(prefix.as_str()),
            _ => false,
        }
    }

    /// How the option says it.
    pub(super) fn text(&self) -> String {
        match self {
            Rule::Path(path) => path.to_string_lossy().into_owned(),
            Rule::Host { name, port: None } => in_brackets(name),
            Rule::Host {
                name,
                port: Some(port),
            } => format!("{}:{port}", in_brackets(name)),
            Rule::Name(name) => name.clone(),
            Rule::Prefix(prefix) => format!("{prefix}*"),
        }
    }
}

fn in_brackets(name: &str) -> String {
    match name.contains(':') {
        true => format!("[{name}]"),
        false => name.to_string(),
    }
}

fn covers_host(rule: &str, host: &str) -> bool {
    let host = plain_host(host);
    match rule.strip_prefix('*') {
        Some(rest) => host.len() > rest.len() && host.ends_with(rest),
        None => rule == host,
    }
}

/// A name as it is compared: in small letters, without the point of the root and brackets; an address in
/// its shortest form, and as of IPv4 where it is one.
fn plain_host(host: &str) -> String {
    let bare = host.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
    let bare = bare.unwrap_or(host);
    if let Ok(address) = bare.parse::<IpAddr>() {
        return address.to_canonical().to_string();
    }
    let bare = bare.strip_suffix('.').unwrap_or(bare);
    bare.to_ascii_lowercase()
}

fn host_rule(text: &str) -> Result<Rule, String> {
    let wrong = || format!("'{text}' is no host: a name or an address, and a port after a colon");
    if text.contains("://") || text.contains('/') {
        return Err(wrong());
    }
    let (host, port) = match text.parse::<IpAddr>() {
        Ok(_) => (text, None),
        Err(_) => match text.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => (host, Some(port)),
            _ => (text, None),
        },
    };
    let port = match port {
        None => None,
        Some(port) => Some(port.parse::<u16>().map_err(|_| wrong())?),
    };
    let name = plain_host(host);
    let starred = name.strip_prefix("*.").unwrap_or(&name);
    if starred.is_empty() || starred.contains('*') {
        return Err(wrong());
    }
    Ok(Rule::Host { name, port })
}

/// Whether an address is of this machine or of a network that isn't everybody's.
#[cfg_attr(not(test), allow(dead_code, reason = "asked by what reaches hosts"))]
pub(super) fn is_near(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(it) => {
            let [first, second, ..] = it.octets();
            let shared = first == 100 && (64..128).contains(&second);
            it.is_loopback()
                || it.is_private()
                || it.is_link_local()
                || it.is_unspecified()
                || it.is_broadcast()
                || it.is_multicast()
                || first == 0
                || shared
        }
        IpAddr::V6(it) => {
            it.is_loopback()
                || it.is_unspecified()
                || it.is_multicast()
                || it.is_unique_local()
                || it.is_unicast_link_local()
        }
    }
}

/// A path without `.` and `..`, as if there were no links.
pub(super) fn lexically_normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                normal.pop();
            }
            part => normal.push(part),
        }
    }
    normal
}

/// Whether a path leads to what is no file but the system, and the program itself: memory, environment,
/// open files. Who has that has everything.
pub(super) fn is_of_the_system(path: &Path) -> bool {
    let mut parts = path.components().skip(1);
    let first = parts.next().map(|part| part.as_os_str().to_owned());
    match first.as_deref().and_then(|first| first.to_str()) {
        Some("proc") => {
            let of = parts.next().map(|part| part.as_os_str().to_owned());
            let of = of.as_deref().and_then(|of| of.to_str()).unwrap_or("");
            let is_process = !of.is_empty() && of.bytes().all(|byte| byte.is_ascii_digit());
            is_process
                || matches!(
                    of,
                    "self" | "thread-self" | "kcore" | "sys" | "sysrq-trigger"
                )
        }
        Some("dev") => matches!(
            parts
                .next()
                .and_then(|part| part.as_os_str().to_str().map(str::to_owned))
                .as_deref(),
            Some("fd" | "mem" | "kmem" | "port")
        ),
        Some("sys") => true,
        _ => false,
    }
}
