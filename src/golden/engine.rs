//! What runs cases: minijs, or another command.

use super::case::{Case, Program};
use super::command_line::CommandLine;
use super::directives::{Permission, words};
use super::normalise;
use super::outcome::{Captured, Outcome};
use super::text;
use super::workers::Workers;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// The time limit of a case that says nothing.
pub const TIME_LIMIT: Duration = Duration::from_secs(30);

/// The heap of a case that says nothing, in mebibytes.
const HEAP_MIB: u64 = 512;

/// Runs a file as a classic script on Node: what `minijs --script` does.
const RUN_SCRIPT: &str = "const filename = process.argv[1]; require('node:vm').runInThisContext(\
     require('node:fs').readFileSync(filename, 'utf8'), { filename })";

/// What runs cases. Cases are run from several threads at once.
pub trait Engine: Send + Sync {
    /// What it is called.
    fn name(&self) -> &str;

    /// Runs a case.
    ///
    /// # Errors
    /// Where it can't be run at all.
    fn run(&self, case: &Case) -> Result<Outcome, String>;

    /// Why it needn't run a case.
    fn leaves_out<'a>(&self, case: &'a Case) -> Option<&'a str>;
}

/// The command `minijs`.
#[derive(Debug)]
pub struct Minijs {
    binary: PathBuf,
    workers: Workers,
    limit: Duration,
    gc_stress: Option<u32>,
    flags: Vec<String>,
    /// The folder from which cases are run.
    folder: Option<PathBuf>,
}

impl Minijs {
    /// The command at this path. It runs cases in processes that it uses again and again, as many as
    /// there are threads that run cases.
    ///
    /// # Errors
    /// Where it isn't there.
    pub fn new(binary: &Path) -> Result<Minijs, String> {
        let told = |error| format!("{}: {error}", binary.display());
        let binary = binary.canonicalize().map_err(told)?;
        Ok(Minijs {
            workers: Workers::new(&binary),
            binary,
            limit: TIME_LIMIT,
            gc_stress: None,
            flags: Vec::new(),
            folder: std::env::current_dir().ok(),
        })
    }

    /// The time limit of cases that have none of their own.
    #[must_use]
    pub fn with_limit(mut self, limit: Duration) -> Minijs {
        self.limit = limit;
        self
    }

    /// Collects garbage at every so many chances, or as seldom as a case wants it.
    #[must_use]
    pub fn with_gc_stress(mut self, interval: u32) -> Minijs {
        self.gc_stress = Some(interval);
        self
    }

    /// Gives each case more flags.
    #[must_use]
    pub fn with_flags(mut self, flags: Vec<String>) -> Minijs {
        self.flags.extend(flags);
        self
    }

    /// The flags of a case, which has the last word.
    fn flags_of(&self, case: &Case) -> Vec<String> {
        let directives = &case.directives;
        let mut flags = self.flags.clone();
        if let Some(interval) = self.gc_stress {
            let interval = interval.max(directives.min_gc_stress);
            flags.push(format!("--gc-stress={interval}"));
        }
        let mut unless_said = |name: &str, value: Option<String>| {
            let is_said = |flag: &String| {
                let rest = flag.strip_prefix(name);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('='))
            };
            let words = directives.cmd.iter().flatten();
            if let Some(value) = value
                && !directives.flags.iter().chain(words).any(is_said)
            {
                flags.push(format!("{name}={value}"));
            }
        };
        let is_virtual = !directives.real_clock;
        unless_said("--clock", is_virtual.then(|| "virtual".into()));
        unless_said("--seed", directives.seed.map(|seed| seed.to_string()));
        unless_said("--max-heap", Some(HEAP_MIB.to_string()));
        // Cases may import what they are about.
        if let Some(folder) = &self.folder
            && std::path::absolute(case.folder()).is_ok_and(|it| it.starts_with(folder))
        {
            flags.push(format!("--own-folder={}", folder.display()));
        }
        // The environment is the one that the suite makes.
        flags.push("--allow-env".into());
        let permissions = [
            (Permission::FsRead, "--allow-read"),
            (Permission::FsWrite, "--allow-write"),
        ];
        let allowed = permissions.iter().filter(|(it, _)| directives.allows(*it));
        flags.extend(allowed.map(|(_, flag)| (*flag).to_owned()));
        flags.extend(directives.flags.iter().cloned());
        flags
    }
}

impl Engine for Minijs {
    fn name(&self) -> &str {
        "minijs"
    }

    fn run(&self, case: &Case) -> Result<Outcome, String> {
        let mut line = line_of(case, &self.binary, self.limit);
        line.arguments
            .extend(self.flags_of(case).into_iter().map(OsString::from));
        add_program(&mut line, case, None);
        outcome(case, || self.workers.run(&line))
    }

    fn leaves_out<'a>(&self, _: &'a Case) -> Option<&'a str> {
        None
    }
}

/// Another command that runs JavaScript.
#[derive(Debug)]
pub struct Other {
    name: String,
    binary: PathBuf,
    arguments: Vec<String>,
    limit: Duration,
    is_node: bool,
}

impl Other {
    /// A command with its first arguments, as a shell would have it: `deno run -A`.
    ///
    /// # Errors
    /// Where there is none.
    pub fn new(command: &str) -> Result<Other, String> {
        let mut words = words(command);
        if words.is_empty() {
            return Err("a command is missing".into());
        }
        let binary = PathBuf::from(words.remove(0));
        let name = binary.file_name().unwrap_or_default();
        Ok(Other {
            is_node: name.to_string_lossy().starts_with("node"),
            name: command.into(),
            // A case runs in a folder of its own.
            binary: match binary.components().count() > 1 {
                true => std::path::absolute(&binary).unwrap_or(binary),
                false => binary,
            },
            arguments: words,
            limit: TIME_LIMIT,
        })
    }

    /// The time limit of cases that have none of their own.
    #[must_use]
    pub fn with_limit(mut self, limit: Duration) -> Other {
        self.limit = limit;
        self
    }

    /// What the command prints as its version.
    ///
    /// # Errors
    /// Where it can't be run.
    pub fn version(&self) -> Result<String, String> {
        let output = Command::new(&self.binary).arg("--version").output();
        match output {
            Ok(output) => Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned()),
            Err(error) => Err(format!("cannot run {}: {error}", self.binary.display())),
        }
    }
}

impl Engine for Other {
    fn name(&self) -> &str {
        &self.name
    }

    fn run(&self, case: &Case) -> Result<Outcome, String> {
        let mut line = line_of(case, &self.binary, self.limit);
        line.arguments
            .extend(self.arguments.iter().map(OsString::from));
        if self.is_node {
            let own = case.directives.node_args.iter();
            line.arguments.extend(own.map(OsString::from));
        }
        let is_script = case.directives.flags.iter().any(|flag| flag == "--script");
        let script = is_script && self.is_node;
        add_program(&mut line, case, script.then_some(RUN_SCRIPT));
        outcome(case, || line.run())
    }

    fn leaves_out<'a>(&self, case: &'a Case) -> Option<&'a str> {
        case.directives.node_differs.as_deref()
    }
}

/// The command line of a case, without arguments.
fn line_of(case: &Case, binary: &Path, limit: Duration) -> CommandLine {
    let directives = &case.directives;
    CommandLine {
        binary: binary.to_path_buf(),
        arguments: Vec::new(),
        folder: case.folder().to_path_buf(),
        stdin: directives.stdin.clone().unwrap_or_default(),
        environment: directives.environment.clone(),
        sees_environment: directives.allows(Permission::Env),
        limit: directives.timeout.unwrap_or(limit),
    }
}

/// Adds what names the program, and its own arguments.
fn add_program(line: &mut CommandLine, case: &Case, script: Option<&str>) {
    match (&case.program, &case.directives.cmd) {
        (Program::Block(block), _) => {
            line.arguments.push("-".into());
            // Errors tell lines of the Markdown file.
            line.stdin = "\n".repeat(block.line - 1).into_bytes();
            line.stdin.extend(block.code.as_bytes());
        }
        (Program::File, Some(words)) => {
            let file = case.path.to_string_lossy();
            let words = words.iter().map(|word| word.replace("{file}", &file));
            line.arguments.extend(words.map(OsString::from));
        }
        (Program::File, None) => {
            if let Some(script) = script {
                line.arguments.extend(["-e".into(), script.into()]);
            }
            line.arguments.push(case.path.clone().into());
        }
    }
    let argv = case.directives.argv.iter();
    line.arguments.extend(argv.map(OsString::from));
}

/// Runs something for a case, and brings what it wrote into the form that is compared.
fn outcome(case: &Case, run: impl FnOnce() -> Result<Captured, String>) -> Result<Outcome, String> {
    let start = Instant::now();
    let captured = run()?;
    let time = start.elapsed();
    let (stdout, stderr) = (
        text::decode(&captured.stdout),
        text::decode(&captured.stderr),
    );
    let mut outcome = Outcome {
        stdout: normalise::stdout(&stdout, case.folder()),
        stderr: normalise::stderr(&stderr, case.folder()),
        exit: captured.exit,
        time,
    };
    if let Program::Block(_) = case.program {
        let file = case.path.file_name().unwrap_or_default().to_string_lossy();
        for text in [&mut outcome.stdout, &mut outcome.stderr] {
            for name in ["[stdin]:", "[eval1]:"] {
                *text = text.replace(name, &format!("{file}:"));
            }
        }
    }
    Ok(outcome)
}
