//! The policy of a running program, with what it imports.

use super::denied::Denied;
use super::kinds::Permission;
use super::policy::Permissions;
use super::rules::{Asked, is_near, is_of_the_system, lexically_normal};
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::{OnceLock, PoisonError, RwLock};

/// Files that every program has: its own streams, and the one that is nothing.
const STREAMS: &[&str] = &["/dev/stdin", "/dev/stdout", "/dev/stderr", "/dev/null"];

/// The policy of a running program. Threads ask it too.
#[derive(Debug, Default)]
pub struct Access {
    policy: Permissions,
    /// The folder that the program is in, without links, once it is known or asked for.
    own: OnceLock<PathBuf>,
    /// The folder of the program's file, as it is named.
    program: OnceLock<PathBuf>,
    find_own: OnceLock<FindFolder>,
    /// The folders of the packages that were resolved, without links.
    packages: RwLock<Vec<PathBuf>>,
}

/// Finds the program's own folder, without links: of a program in a folder, or in no file at all.
pub type FindFolder = fn(Option<&Path>) -> PathBuf;

impl Access {
    /// A program that may do what a policy says.
    pub fn new(policy: Permissions) -> Access {
        Access {
            policy,
            ..Access::default()
        }
    }

    /// The policy.
    pub fn policy(&self) -> &Permissions {
        &self.policy
    }

    /// Says which folder is the program's own, without links. The first word counts.
    pub fn set_own_folder(&self, folder: PathBuf) {
        // It is known already: the program has begun.
        let _ = self.own.set(folder);
    }

    /// Whether it is known in which folder the program is.
    pub fn is_placed(&self) -> bool {
        self.own.get().is_some() || self.program.get().is_some()
    }

    /// Says in which folder the program's file is.
    pub fn set_program_folder(&self, folder: PathBuf) {
        // As above.
        let _ = self.program.set(folder);
    }

    /// Says how the program's own folder is found where nobody says which it is.
    pub fn find_own_folder_by(&self, find: FindFolder) {
        let _ = self.find_own.set(find);
    }

    /// The program's own folder, without links, where it is known.
    pub fn own_folder(&self) -> Option<&PathBuf> {
        if let Some(find) = self.find_own.get() {
            let program = self.program.get().map(PathBuf::as_path);
            return Some(self.own.get_or_init(|| find(program)));
        }
        self.own.get()
    }

    /// Whether that is so for the program's folder, or one of a package.
    fn any_root(&self, is_so: impl Fn(&PathBuf) -> bool) -> bool {
        let packages = self.packages.read().unwrap_or_else(PoisonError::into_inner);
        self.own_folder().into_iter().chain(&*packages).any(is_so)
    }

    /// Whether a folder of packages is one in which the program looks for them: it is beside the
    /// program's folder, above or in it, or belongs to a package.
    pub fn looks_for_packages_in(&self, folder: &Path) -> bool {
        let around = folder.parent();
        around.is_some_and(|around| {
            self.any_root(|root| root.starts_with(around) || around.starts_with(root))
        })
    }

    /// Adds the folder of a package that was resolved, without links.
    pub fn add_package(&self, folder: PathBuf) {
        let mut packages = self
            .packages
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        if !packages.contains(&folder) && folder.parent().is_some() {
            packages.push(folder);
        }
    }

    /// Whether a module may be read: `real` is without links.
    ///
    /// # Errors
    /// Where it is neither the program's, nor a package's, nor allowed.
    pub fn check_import(&self, real: &Path) -> Result<(), Denied> {
        self.check_path(Permission::Read, real, || {
            self.any_root(|root| real.starts_with(root))
        })
    }

    /// Whether a file may be read, or looked at: `real` is without links. What begins with a point in the
    /// program's own folder has to be allowed: it is there for others.
    ///
    /// # Errors
    /// Where it is neither the program's, nor a package's, nor allowed.
    pub fn check_read(&self, real: &Path) -> Result<(), Denied> {
        self.check_path(Permission::Read, real, || {
            self.any_root(|root| {
                real.strip_prefix(root).is_ok_and(|inside| {
                    let mut parts = inside.iter();
                    parts.all(|part| !part.as_encoded_bytes().starts_with(b"."))
                })
            })
        })
    }

    /// Whether a file may be made, changed or removed: `real` is without links.
    ///
    /// # Errors
    /// Where that isn't allowed.
    pub fn check_write(&self, real: &Path) -> Result<(), Denied> {
        self.check_path(Permission::Write, real, || false)
    }

    fn check_path(
        &self,
        permission: Permission,
        real: &Path,
        is_own: impl FnOnce() -> bool,
    ) -> Result<(), Denied> {
        let asked = Asked::Path(real);
        if let Some(by) = self.policy.denial(permission, asked) {
            return Err(refusal(permission, real, Some(by)));
        }
        let is_stream = STREAMS.iter().any(|stream| Path::new(stream) == real);
        if is_stream || self.policy.allows(permission, asked) {
            return Ok(());
        }
        match !is_of_the_system(real) && is_own() {
            true => Ok(()),
            false => Err(refusal(permission, real, None)),
        }
    }

    fn check(
        &self,
        permission: Permission,
        asked: Asked<'_>,
        resource: &str,
    ) -> Result<(), Denied> {
        let by = self.policy.denial(permission, asked);
        match by.is_none() && self.policy.allows(permission, asked) {
            true => Ok(()),
            false => Err(Denied {
                permission,
                resource: resource.to_string(),
                by,
            }),
        }
    }

    /// Whether a host may be reached, or listened at: its name or address as the program has it. Ask
    /// again with [`Access::check_address`] once the name is resolved, and for each redirect.
    ///
    /// # Errors
    /// Where it isn't allowed.
    pub fn check_net(&self, host: &str, port: u16) -> Result<(), Denied> {
        let resource = match host.contains(':') && !host.starts_with('[') {
            true => format!("[{host}]:{port}"),
            false => format!("{host}:{port}"),
        };
        self.check(Permission::Net, Asked::Host(host, port), &resource)
    }

    /// Whether the address that a host's name has led to may be used: it must not be denied, and a name
    /// must not lead to this machine or a private network, unless that address is allowed too, or
    /// `localhost` was asked for.
    ///
    /// # Errors
    /// Where it may not.
    #[cfg_attr(
        not(test),
        allow(dead_code, reason = "asked by what reaches hosts and starts programs")
    )]
    pub fn check_address(&self, host: &str, address: IpAddr, port: u16) -> Result<(), Denied> {
        let text = address.to_string();
        let asked = Asked::Host(&text, port);
        let by = self.policy.denial(Permission::Net, asked);
        let host = host.trim_end_matches('.');
        let is_named_so = host.eq_ignore_ascii_case("localhost")
            || host.trim_matches(['[', ']']).parse() == Ok(address);
        let is_fine = by.is_none()
            && (is_named_so || !is_near(address) || self.policy.allows(Permission::Net, asked));
        match is_fine {
            true => Ok(()),
            false => self.check(Permission::Net, asked, &format!("{text}:{port}")),
        }
    }

    /// Whether a command may be started: as the program names it, and the file that it is. A rule names
    /// either. Which file it is has to be found by the program's own `PATH`, not by one that it makes
    /// for the other.
    ///
    /// # Errors
    /// Where it isn't allowed.
    pub fn check_run(&self, command: &str, file: &Path) -> Result<(), Denied> {
        let file = file.to_string_lossy();
        let by_file = self.check(Permission::Run, Asked::Name(&file), command);
        let by_name = self.check(Permission::Run, Asked::Name(command), command);
        match (by_name, by_file) {
            (Err(denied), _) | (_, Err(denied)) if denied.by.is_some() => Err(denied),
            (Err(denied), Err(_)) => Err(denied),
            _ => Ok(()),
        }
    }

    /// Whether another program may be given a variable: not those that make it run something else,
    /// unless all commands are allowed.
    ///
    /// # Errors
    /// Where it may not.
    #[cfg_attr(
        not(test),
        allow(dead_code, reason = "asked by what reaches hosts and starts programs")
    )]
    pub fn check_child_variable(&self, name: &str) -> Result<(), Denied> {
        let leads = ["LD_", "DYLD_"].iter().any(|start| name.starts_with(start));
        let leads = leads || matches!(name, "NODE_OPTIONS" | "BASH_ENV" | "ENV");
        match leads && !self.policy.is_whole(Permission::Run) {
            true => Err(Denied {
                permission: Permission::Run,
                resource: String::new(),
                by: None,
            }),
            false => Ok(()),
        }
    }

    /// Whether threads with programs of their own may be started.
    ///
    /// # Errors
    /// Where that isn't allowed.
    pub fn check_worker(&self) -> Result<(), Denied> {
        self.check(Permission::Worker, Asked::Whole, "")
    }

    /// [process.permission.has(scope\[, reference\])](https://nodejs.org/api/process.html#processpermissionhasscope-reference):
    /// without a reference, whether it is allowed as a whole. A path is without links.
    pub fn has(&self, scope: &str, reference: Option<&str>) -> bool {
        let Some(permissions) = Permission::of_scope(scope) else {
            return false;
        };
        permissions.iter().all(|permission| match reference {
            None => self.policy.is_whole(*permission),
            Some(name) => match permission {
                Permission::Read => self.check_read(&lexically_normal(Path::new(name))).is_ok(),
                Permission::Write => self.check_write(&lexically_normal(Path::new(name))).is_ok(),
                Permission::Net => {
                    let (host, port) = match name.rsplit_once(':') {
                        Some((host, port)) if !port.contains(']') => (host, port.parse().ok()),
                        _ => (name, Some(0)),
                    };
                    port.is_some_and(|port| self.check_net(host, port).is_ok())
                }
                Permission::Run => self.check_run(name, Path::new(name)).is_ok(),
                Permission::Env => self.policy.sees_variable(name),
                Permission::Worker => self.check_worker().is_ok(),
            },
        })
    }
}

/// A refusal of something about a path.
fn refusal(permission: Permission, resource: &Path, by: Option<String>) -> Denied {
    Denied {
        permission,
        resource: resource.to_string_lossy().into_owned(),
        by,
    }
}
