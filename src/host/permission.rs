//! Permissions, as scripts meet them: the refusal as an error, and `process.permission`.

use crate::engine::{
    Agent, Call, HostData, Intrinsic, JsResult, Object, PropertyFlags, Throw, Tracer, Value,
};
use crate::host::errors;
use crate::host::io::files::own_folder;
use crate::host::io::guarded::{real_path_of, refused, resolved};
use crate::host::process::ProcessState;
use crate::permissions::{Access, Denied, Permission};
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// What an agent's program may do.
struct Holder(Arc<Access>);

impl HostData for Holder {
    fn trace(&self, _: &mut Tracer<'_>) {}
}

/// Gives an agent what its program may do.
pub(super) fn set_access(agent: &mut Agent, access: Arc<Access>) {
    agent.set_slot(Holder(access));
}

/// What an agent's program may do.
pub fn access(agent: &Agent) -> Arc<Access> {
    match agent.slot::<Holder>() {
        Some(holder) => Arc::clone(&holder.0),
        None => unreachable!("set when the host was made"),
    }
}

/// Says which file the program is, so that its folder is the program's own; else that is the process's, as
/// it is now.
pub fn set_program(agent: &Agent, file: &str) {
    let access = access(agent);
    let policy = access.policy();
    if policy.is_all() || access.is_placed() {
        return;
    }
    let folder = match file.starts_with('/') {
        true => Path::new(file).parent().map(Path::to_path_buf),
        false => std::env::current_dir().ok(),
    };
    let Some(folder) = folder else { return };
    // What tells how far it reaches mustn't be the program's work.
    match policy.allows_any(Permission::Write) || policy.allows_any(Permission::Run) {
        true => access.set_own_folder(own_folder(Some(&folder))),
        false => access.set_program_folder(folder),
    }
}

/// A refusal as an error: `ERR_ACCESS_DENIED`, with the permission and the resource.
pub fn new_error(agent: &mut Agent, denied: &Denied) -> Object {
    let (code, message) = ("ERR_ACCESS_DENIED", denied.to_string());
    let error = errors::new_error(agent, Intrinsic::ErrorPrototype, code, &message);
    agent.keep_object(error);
    let texts = [
        ("permission", denied.permission.error_name()),
        ("resource", denied.resource.as_str()),
    ];
    for (name, text) in texts {
        let text = agent.heap.new_string(text).value();
        agent.define_constant(error, name, text, PropertyFlags::DATA);
    }
    error
}

/// The command line with the option that a refusal lacked, if an error is one.
pub fn command_that_allows(agent: &mut Agent, error: Value) -> Option<String> {
    let object = error.as_object()?;
    let mut text = |name: &'static str| {
        let key = agent.static_key(name);
        let found = agent.heap.lookup(object, key)?;
        let value = agent.heap.read_slot(object, found.slot)?;
        Some(agent.heap.utf8(value.as_string()?))
    };
    // What was denied on purpose isn't offered.
    if text("code")? != "ERR_ACCESS_DENIED" || text("message")?.contains(" excluded ") {
        return None;
    }
    let (permission, resource) = (text("permission")?, text("resource")?);
    let mut all = Permission::ALL.into_iter();
    let permission = all.find(|it| it.error_name() == permission)?;
    let denied = Denied {
        permission,
        resource,
        by: None,
    };
    let flag = denied.flag()?;
    let program = ProcessState::of(agent).program_name();
    Some(format!("minijs {flag} {program}").trim_end().to_string())
}

/// Throws a refusal.
#[cold]
pub fn throw(agent: &mut Agent, denied: &Denied) -> Throw {
    let error = new_error(agent, denied);
    agent.throw(error.value())
}

/// Asks whether an open file may be changed, wherever it is by now.
pub fn check_open_file(agent: &Agent, file: &File) -> io::Result<()> {
    let real = real_path_of(file)?;
    access(agent).check_write(&real).map_err(refused)
}

/// `process.permission`
pub fn new_object(agent: &mut Agent) -> Object {
    let object = agent.new_plain_object(1);
    agent.keep_object(object);
    let has = agent.new_builtin("has", 1, has).value();
    agent.define_constant(object, "has", has, PropertyFlags::DATA);
    object
}

/// [process.permission.has(scope\[, reference\])](https://nodejs.org/api/process.html#processpermissionhasscope-reference)
fn has(agent: &mut Agent, call: Call) -> JsResult {
    let scope = errors::require_string(agent, "scope", call.arg(0))?;
    let reference = match call.arg(1) {
        value if value.is_nullish() => None,
        value => Some(errors::require_string(agent, "reference", value)?),
    };
    let is_file = matches!(&*scope, "fs" | "fs.read" | "fs.write" | "read" | "write");
    let reference = reference.map(|name| match is_file {
        true => resolved(&name).to_string_lossy().into_owned(),
        false => name,
    });
    let has = access(agent).has(&scope, reference.as_deref());
    Ok(Value::bool(has))
}
