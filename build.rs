//! Runs LALRPOP over `grammar/` and nothing else.
//!
//! The generated tables are used as they are, but not the loop that LALRPOP drives them with:
//! the import of that loop is swapped for `syntax::driver`.

use std::path::PathBuf;
use std::{env, fs};

/// How the generated code imports LALRPOP's own driver.
const LALRPOP_DRIVER: &str = "use self::__lalrpop_util::state_machine as __state_machine;";
/// How it shall import ours.
const OUR_DRIVER: &str = "use crate::syntax::driver as __state_machine;";
/// Once for the file, once for the one public symbol of the grammar.
const EXPECTED_IMPORTS: usize = 2;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let out_dir = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    lalrpop::Configuration::new()
        .set_in_dir("grammar")
        .set_out_dir(&out_dir)
        .emit_rerun_directives(true)
        .process()
        .expect("the grammar has no conflicts");

    let path = out_dir.join("javascript.rs");
    let generated = fs::read_to_string(&path).expect("LALRPOP wrote the parser");
    let found = generated.matches(LALRPOP_DRIVER).count();
    assert_eq!(
        found, EXPECTED_IMPORTS,
        "another version of LALRPOP? its generated code imports its driver differently"
    );
    let parser = generated.replace(LALRPOP_DRIVER, OUR_DRIVER);
    fs::write(out_dir.join("javascript_parser.rs"), parser).expect("OUT_DIR is writable");
}
