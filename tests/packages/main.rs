//! Programs that use packages from npm as they are published, compared with Node 24.
//!
//! The packages aren't part of this repository: `package.json` beside this file names their versions,
//! and `.ci/run` installs them below the build output. `MINIJS_PACKAGES` names that folder (the one
//! with `node_modules`); without it nothing runs. The programs are copied there to be run, for that is
//! where they find the packages.
//!
//! Cases are those of the goldens, with their directives and variables (see `tests/golden/main.rs`).
//! What doesn't give Node's output must be in `expectations.txt`, with a reason, and nothing else may
//! be there.
//!
//! ```text
//! cp tests/packages/package*.json tests/packages/.npmrc target/packages
//! npm ci --prefix target/packages
//! MINIJS_PACKAGES=target/packages cargo test --test packages
//! ```

#[path = "../golden/environment.rs"]
mod environment;
mod expectations;

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Failed, Trial};

use environment::{bless, check, flag};
use expectations::Expectations;
use minijs::golden::{Case, Minijs, Other, Permission, Root, Suite};

/// Where the programs are.
const PROGRAMS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/packages/programs");

/// What this run does with the programs.
enum Mode {
    /// Compare minijs with the expectations.
    Minijs(Minijs, Expectations),
    /// Compare Node with the expectations.
    Node(Other),
    /// Write the expectations from what Node prints.
    Bless(Other),
}

impl Mode {
    fn from_environment() -> Result<Mode, String> {
        if flag("MINIJS_BLESS") {
            Ok(Mode::Bless(environment::node()?))
        } else if flag("MINIJS_GOLDEN_NODE") {
            Ok(Mode::Node(environment::node()?))
        } else {
            let minijs = environment::minijs(None)?;
            Ok(Mode::Minijs(minijs, Expectations::read()?))
        }
    }

    fn run(&self, case: &Case) -> Result<(), Failed> {
        match self {
            Mode::Minijs(minijs, expected) => {
                expected.judge(&case.name, check(minijs, case).map_err(Failed::from))
            }
            Mode::Node(node) => Ok(check(node, case)?),
            Mode::Bless(node) => {
                bless(node, case)?;
                Ok(copy_back(case)?)
            }
        }
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    expectations::self_test();
    let Some(folder) = env::var_os("MINIJS_PACKAGES") else {
        println!("MINIJS_PACKAGES names no folder with packages: nothing to run");
        println!("packages: 0 passed, 0 failed");
        return ExitCode::SUCCESS;
    };
    match trials(folder) {
        Ok(trials) => libtest_mimic::run(&arguments, trials).exit_code(),
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn trials(folder: OsString) -> Result<Vec<Trial>, String> {
    let mode = Mode::from_environment()?;
    let folder = PathBuf::from(folder);
    if !folder.join("node_modules").is_dir() {
        return Err(format!("{}: no node_modules there", folder.display()));
    }
    let programs = folder.join("programs");
    if programs.exists() {
        fs::remove_dir_all(&programs).map_err(|error| told(&programs, error))?;
    }
    copy(Path::new(PROGRAMS), &programs)?;
    let root = Root {
        path: programs,
        prefix: String::new(),
    };
    let mut cases = Suite::load(&[root])
        .map_err(|problems| problems.join("\n"))?
        .cases;
    // Packages look around.
    for case in &mut cases {
        let all = [Permission::FsRead, Permission::FsWrite];
        case.directives.permissions.extend(all);
    }
    if let Mode::Minijs(_, expected) = &mode {
        expected.check_names(cases.iter().map(|case| case.name.as_str()))?;
    }
    let mode = Arc::new(mode);
    let trial = |case: Case| {
        let mode = Arc::clone(&mode);
        Trial::test(case.name.clone(), move || mode.run(&case))
    };
    Ok(cases.into_iter().map(trial).collect())
}

fn copy(from: &Path, to: &Path) -> Result<(), String> {
    fs::create_dir_all(to).map_err(|error| told(to, error))?;
    let entries = fs::read_dir(from).map_err(|error| told(from, error))?;
    for entry in entries {
        let source = entry.map_err(|error| told(from, error))?.path();
        let target = to.join(source.file_name().unwrap_or_default());
        if source.is_dir() {
            copy(&source, &target)?;
        } else {
            fs::copy(&source, &target).map_err(|error| told(&source, error))?;
        }
    }
    Ok(())
}

/// Takes what was written for a case over into the repository.
fn copy_back(case: &Case) -> Result<(), String> {
    for (written, extension) in [(case.out(), "out"), (case.err(), "err")] {
        let kept = PathBuf::from(format!("{PROGRAMS}/{}.{extension}", case.name));
        if written.exists() {
            fs::copy(&written, &kept).map_err(|error| told(&kept, error))?;
        } else if kept.exists() {
            fs::remove_file(&kept).map_err(|error| told(&kept, error))?;
        }
    }
    Ok(())
}

fn told(path: &Path, error: std::io::Error) -> String {
    format!("{}: {error}", path.display())
}
