//! A refusal.

use super::kinds::Permission;
use std::fmt;

/// Why something is refused: `ERR_ACCESS_DENIED`, as scripts get it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Denied {
    /// What would have been needed.
    pub permission: Permission,
    /// For what: a path, a host with its port, a command, the name of a variable.
    pub resource: String,
    /// The option that excludes it, where one does.
    pub by: Option<String>,
}

impl Denied {
    /// The option that would allow it; `None` where it was denied on purpose.
    pub fn flag(&self) -> Option<String> {
        if self.by.is_some() {
            return None;
        }
        let name = self.permission.name();
        let is_plain = |letter: char| letter.is_alphanumeric() || "/._-:@+[]".contains(letter);
        let resource = &self.resource;
        Some(match self.permission {
            Permission::Worker => format!("--allow-{name}"),
            // What is behind these would open everything.
            _ if self.is_of_the_system() => String::from("-A"),
            // A comma parts two of them.
            _ if resource.is_empty() || resource.contains(',') => format!("--allow-{name}"),
            _ if resource.chars().all(is_plain) => format!("--allow-{name}={resource}"),
            _ => format!("'--allow-{name}={resource}'"),
        })
    }

    fn is_of_the_system(&self) -> bool {
        let is_file = matches!(self.permission, Permission::Read | Permission::Write);
        is_file && super::rules::is_of_the_system(std::path::Path::new(&self.resource))
    }
}

impl fmt::Display for Denied {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Access to this API has been restricted. ")?;
        match (&self.by, self.flag()) {
            (Some(by), _) => write!(formatter, "It is excluded by {by}."),
            (None, Some(flag)) => write!(formatter, "Use {flag} to manage permissions."),
            (None, None) => Ok(()),
        }
    }
}

impl std::error::Error for Denied {}
