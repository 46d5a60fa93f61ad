//! The pages in a real browser: that of a recording, and `minijs play`.
//!
//! Without a Chromium all cases are ignored; `MINIJS_CHROMIUM` names one that isn't on the path.
//! `MINIJS_SCREENSHOTS=folder` keeps pictures.

mod chromium;
mod explain;
mod play;

use chromium::find;
use libtest_mimic::{Arguments, Trial};
use std::path::Path;
use std::process::ExitCode;

/// A case: its name, and what it does with the browser at a path.
type Case = (&'static str, fn(&Path));

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let chromium = find();
    if chromium.is_none() {
        eprintln!("skipped: there is no Chromium here");
    }
    let cases = [explain::CASES, play::CASES].concat();
    let trials = cases.into_iter().map(|(name, case): Case| {
        let chromium = chromium.clone();
        let is_ignored = chromium.is_none();
        let trial = Trial::test(name, move || {
            case(chromium.as_deref().unwrap_or(Path::new("")));
            Ok(())
        });
        trial.with_ignored_flag(is_ignored)
    });
    libtest_mimic::run(&arguments, trials.collect()).exit_code()
}
