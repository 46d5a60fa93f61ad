//! What the variables of the environment say about how goldens are run: which build of minijs, and where
//! Node 24 is.

use std::path::PathBuf;
use std::time::Duration;

use minijs::golden::{Case, Engine, Minijs, Other, Outcome, Verdict, details, judge, plain};

/// The time limit of a case.
const LIMIT: Duration = Duration::from_secs(30);

/// The time limit of a case while garbage is collected again and again.
const STRESSED_LIMIT: Duration = Duration::from_secs(120);

/// Whether a variable is set to something else than nothing and 0.
pub(crate) fn flag(name: &str) -> bool {
    std::env::var(name).is_ok_and(|value| !value.is_empty() && value != "0")
}

/// The engine under test: the binary that Cargo built, or the one that `MINIJS_BIN` names, collecting
/// garbage at every so many chances where that is wanted here or by `MINIJS_GC_STRESS`.
pub(crate) fn minijs(gc_stress: Option<u32>) -> Result<Minijs, String> {
    let binary = std::env::var_os("MINIJS_BIN").map_or_else(
        || PathBuf::from(env!("CARGO_BIN_EXE_minijs")),
        PathBuf::from,
    );
    let minijs = Minijs::new(&binary)?.with_limit(LIMIT);
    let stress = match std::env::var("MINIJS_GC_STRESS") {
        _ if gc_stress.is_some() => gc_stress,
        Ok(value) => Some(
            value
                .parse()
                .map_err(|_| "MINIJS_GC_STRESS is not a number")?,
        ),
        Err(_) => None,
    };
    Ok(match stress {
        Some(interval) => minijs.with_gc_stress(interval).with_limit(STRESSED_LIMIT),
        None => minijs,
    })
}

/// The oracle: `MINIJS_NODE`, or a `node` on the `PATH`; either way its version must be 24, since the
/// expectations are what that version prints.
pub(crate) fn node() -> Result<Other, String> {
    let named = std::env::var("MINIJS_NODE").ok();
    let candidates = match &named {
        Some(path) => vec![format!("'{path}'")],
        None => vec![String::from("node"), String::from("node24")],
    };
    for candidate in candidates {
        let node = Other::new(&candidate)?;
        if node
            .version()
            .is_ok_and(|version| version.starts_with("v24."))
        {
            return Ok(node.with_limit(LIMIT));
        }
    }
    Err(match named {
        Some(path) => format!("MINIJS_NODE must be Node 24, {path} isn't"),
        None => String::from("no Node 24 on the PATH; name it with MINIJS_NODE"),
    })
}

/// Runs a case and judges it.
///
/// # Errors
/// What is wrong with what it did.
pub(crate) fn check(engine: &dyn Engine, case: &Case) -> Result<(), String> {
    let verdict = judge(case, &engine.run(case)?)?;
    match verdict {
        Verdict::Passed => Ok(()),
        verdict => Err(plain(&details(case, &verdict))),
    }
}

/// Runs a case twice, and writes its expectations; shows what changed.
///
/// # Errors
/// Where both runs differ, and where the case ended otherwise than it declares.
pub(crate) fn bless(engine: &dyn Engine, case: &Case) -> Result<(), String> {
    let first: Outcome = engine.run(case)?;
    if !first.is_same(&engine.run(case)?) {
        return Err(String::from("its output varies from run to run"));
    }
    let update = minijs::golden::Update::of(case, &first)?;
    print!("{}", plain(&update.lines()));
    update.write().map(drop)
}
