//! Runs LALRPOP over `grammar/`, and says how the command is linked.
//!
//! The generated tables are used as they are, but not the loop that LALRPOP drives them with:
//! the import of that loop is swapped for `syntax::driver`.

use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

/// How the generated code imports LALRPOP's own driver.
const LALRPOP_DRIVER: &str = "use self::__lalrpop_util::state_machine as __state_machine;";
/// How it shall import ours.
const OUR_DRIVER: &str = "use crate::syntax::driver as __state_machine;";
/// Once for the file, once for the one public symbol of the grammar.
const EXPECTED_IMPORTS: usize = 2;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    make_parser();
    link_for_a_quick_start();
}

fn make_parser() {
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

/// A short program should not spend its time in the dynamic loader. Twenty thousand addresses in
/// tables of methods needn't be relocated where the command is loaded at a fixed address, and the
/// unwinder, which is there for the traces of panics alone, needn't come from a library that asks
/// the processor for all its features as it is loaded.
fn link_for_a_quick_start() {
    let target = |part: &str| env::var(format!("CARGO_CFG_TARGET_{part}")).unwrap_or_default();
    if (target("OS"), target("ENV")) != (String::from("linux"), String::from("gnu")) {
        return;
    }
    println!("cargo:rustc-link-arg-bins=-no-pie");
    if env::var("HOST") != env::var("TARGET") {
        // The archive that is found below would be the wrong machine's.
        return;
    }
    let linker = env::var_os("RUSTC_LINKER").unwrap_or_else(|| "cc".into());
    let answer = Command::new(linker)
        .arg("-print-file-name=libgcc_eh.a")
        .output();
    // Where the archive isn't known by a path, the library does.
    let path = answer
        .ok()
        .and_then(|answer| String::from_utf8(answer.stdout).ok());
    let path = path.map(|path| PathBuf::from(path.trim()));
    if let Some(folder) = path
        .as_deref()
        .filter(|path| path.is_file())
        .and_then(|path| path.parent())
    {
        println!("cargo:rustc-link-search=native={}", folder.display());
        println!("cargo:rustc-link-lib=static=gcc_eh");
    }
}
