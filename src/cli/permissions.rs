//! The options that say what a program may touch of the outside.

use crate::host::io::guarded::resolved;
use crate::permissions::{Permission, Permissions};
use clap::Args;

/// The options of permissions. Without a list each is about all there is.
#[derive(Args, Debug, Default)]
#[command(next_help_heading = "Permissions")]
pub(super) struct PermissionFlags {
    /// Allow everything
    #[arg(short = 'A', long)]
    allow_all: bool,

    /// Allow reading of files and folders
    #[arg(long, value_name = "PATHS", num_args = 0..=1, require_equals = true, value_delimiter = ',',
        default_missing_value = "")]
    allow_read: Vec<String>,

    /// Allow making, changing and removing of files and folders
    #[arg(long, value_name = "PATHS", num_args = 0..=1, require_equals = true, value_delimiter = ',',
        default_missing_value = "")]
    allow_write: Vec<String>,

    /// Allow reaching of hosts, and listening: name, address, *.domain, each with :PORT or not
    #[arg(long, value_name = "HOSTS", num_args = 0..=1, require_equals = true, value_delimiter = ',',
        default_missing_value = "")]
    allow_net: Vec<String>,

    /// Allow starting of other programs, which then may do what you may
    #[arg(long, value_name = "COMMANDS", num_args = 0..=1, require_equals = true, value_delimiter = ',',
        default_missing_value = "")]
    allow_run: Vec<String>,

    /// Allow seeing of variables of the environment: NAME, BEGINNING*
    #[arg(long, value_name = "NAMES", num_args = 0..=1, require_equals = true, value_delimiter = ',',
        default_missing_value = "")]
    allow_env: Vec<String>,

    /// Allow starting of worker threads
    #[arg(long)]
    allow_worker: bool,

    /// Deny reading, whatever is allowed
    #[arg(long, value_name = "PATHS", num_args = 0..=1, require_equals = true, value_delimiter = ',',
        default_missing_value = "")]
    deny_read: Vec<String>,

    /// Deny writing, whatever is allowed
    #[arg(long, value_name = "PATHS", num_args = 0..=1, require_equals = true, value_delimiter = ',',
        default_missing_value = "")]
    deny_write: Vec<String>,

    /// Deny reaching of hosts, whatever is allowed
    #[arg(long, value_name = "HOSTS", num_args = 0..=1, require_equals = true, value_delimiter = ',',
        default_missing_value = "")]
    deny_net: Vec<String>,

    /// Deny starting of programs, whatever is allowed
    #[arg(long, value_name = "COMMANDS", num_args = 0..=1, require_equals = true, value_delimiter = ',',
        default_missing_value = "")]
    deny_run: Vec<String>,

    /// Deny seeing of variables, whatever is allowed
    #[arg(long, value_name = "NAMES", num_args = 0..=1, require_equals = true, value_delimiter = ',',
        default_missing_value = "")]
    deny_env: Vec<String>,

    /// Deny starting of worker threads, whatever is allowed
    #[arg(long)]
    deny_worker: bool,
}

impl PermissionFlags {
    /// What they say together.
    ///
    /// # Errors
    /// What is wrong with one of them.
    pub(super) fn wanted(&self) -> Result<Permissions, String> {
        let whole = |is_set: bool| {
            if is_set {
                vec![String::new()]
            } else {
                Vec::new()
            }
        };
        let allowed = [
            (Permission::Read, &self.allow_read),
            (Permission::Write, &self.allow_write),
            (Permission::Net, &self.allow_net),
            (Permission::Run, &self.allow_run),
            (Permission::Env, &self.allow_env),
            (Permission::Worker, &whole(self.allow_worker)),
        ];
        let denied = [
            (Permission::Read, &self.deny_read),
            (Permission::Write, &self.deny_write),
            (Permission::Net, &self.deny_net),
            (Permission::Run, &self.deny_run),
            (Permission::Env, &self.deny_env),
            (Permission::Worker, &whole(self.deny_worker)),
        ];
        let mut permissions = match self.allow_all {
            true => Permissions::all(),
            false => Permissions::none(),
        };
        for (permission, names) in allowed {
            for name in names {
                permissions = match name.is_empty() {
                    true => permissions.allow(permission),
                    false => permissions.allow_only(permission, [&*name_of(permission, name)])?,
                };
            }
        }
        for (permission, names) in denied {
            for name in names {
                permissions = match name.is_empty() {
                    true => permissions.deny(permission),
                    false => permissions.deny_only(permission, [&*name_of(permission, name)])?,
                };
            }
        }
        Ok(permissions)
    }
}

/// What a rule gets to know: of files the path without links.
fn name_of(permission: Permission, name: &str) -> String {
    match permission {
        Permission::Read | Permission::Write => resolved(name).to_string_lossy().into_owned(),
        _ => name.to_string(),
    }
}
