//! What a program can be allowed to do.

/// What a program can be allowed to do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Permission {
    /// To read files, and to see what there is of them.
    Read,
    /// To make, change and remove files.
    Write,
    /// To reach hosts, and to listen.
    Net,
    /// To start other programs. Those may do what the user may.
    Run,
    /// To see variables of the environment.
    Env,
    /// To start threads with programs of their own, which may do what the program may.
    Worker,
}

impl Permission {
    /// All of them.
    pub const ALL: [Permission; 6] = [
        Permission::Read,
        Permission::Write,
        Permission::Net,
        Permission::Run,
        Permission::Env,
        Permission::Worker,
    ];

    /// As options name it: `--allow-read`.
    pub fn name(self) -> &'static str {
        match self {
            Permission::Read => "read",
            Permission::Write => "write",
            Permission::Net => "net",
            Permission::Run => "run",
            Permission::Env => "env",
            Permission::Worker => "worker",
        }
    }

    /// As errors name it: `permission` of an `ERR_ACCESS_DENIED`.
    pub fn error_name(self) -> &'static str {
        match self {
            Permission::Read => "FileSystemRead",
            Permission::Write => "FileSystemWrite",
            Permission::Net => "Net",
            Permission::Run => "ChildProcess",
            Permission::Env => "Environment",
            Permission::Worker => "WorkerThreads",
        }
    }

    /// What [`process.permission.has`](https://nodejs.org/api/process.html#processpermissionhasscope-reference)
    /// means by a scope.
    pub(crate) fn of_scope(scope: &str) -> Option<&'static [Permission]> {
        Some(match scope {
            "fs" => &[Permission::Read, Permission::Write],
            "fs.read" | "read" => &[Permission::Read],
            "fs.write" | "write" => &[Permission::Write],
            "net" => &[Permission::Net],
            "child" | "run" => &[Permission::Run],
            "env" => &[Permission::Env],
            "worker" => &[Permission::Worker],
            _ => return None,
        })
    }
}
