//! Runs LALRPOP over `grammar/`, and says how the command is linked.
//!
//! The generated tables are used as they are, but not the loop that LALRPOP drives them with:
//! the import of that loop is swapped for `syntax::driver`.

use std::path::{Path, PathBuf};
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
    let out_dir = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    make_parser(&out_dir);
    link_for_a_quick_start(&out_dir);
}

fn make_parser(out_dir: &Path) {
    lalrpop::Configuration::new()
        .set_in_dir("grammar")
        .set_out_dir(out_dir)
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

/// A short program should not spend its time on being loaded. Linked statically and at a fixed
/// address, the command needs no dynamic loader and no relocations, of which tables of methods
/// would cause twenty thousand. (What glibc loads itself, such as modules that find hosts by name,
/// isn't to be relied on then.)
fn link_for_a_quick_start(out_dir: &Path) {
    let target = |part: &str| env::var(format!("CARGO_CFG_TARGET_{part}")).unwrap_or_default();
    if target("OS") != "linux" || target("ENV") != "gnu" {
        return;
    }
    println!("cargo:rustc-link-arg-bins=-no-pie");
    if !chooses_a_linker() {
        keep_apart_what_a_start_runs(out_dir);
    }
    let Some(archives) = ["c", "m", "gcc_eh", "gcc"]
        .map(static_archive)
        .into_iter()
        .collect()
    else {
        // A system without them, or another one's: the libraries are loaded at the start.
        return;
    };
    let archives: Vec<String> = archives;
    // The compiler asks for libraries to be loaded, by these names; each is answered with the
    // archives.
    let answer = format!("GROUP({})", archives.join(" "));
    let folder = out_dir.join("static");
    fs::create_dir_all(&folder).expect("OUT_DIR is writable");
    for name in ["c", "m", "gcc_s", "util", "rt", "pthread", "dl"] {
        fs::write(folder.join(format!("lib{name}.so")), &answer).expect("OUT_DIR is writable");
    }
    println!("cargo:rustc-link-arg-bins=-static");
    println!("cargo:rustc-link-arg-bins=-L{}", folder.display());
}

/// Whether somebody set a linker of their own, which may not read scripts.
fn chooses_a_linker() -> bool {
    let flags = env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    env::var_os("RUSTC_LINKER").is_some() || flags.contains("linker") || flags.contains("-fuse-ld")
}

/// The path at which the linker finds a library as an archive, if it is installed.
fn static_archive(name: &str) -> Option<String> {
    if env::var("HOST") != env::var("TARGET") {
        return None;
    }
    let linker = env::var_os("RUSTC_LINKER").unwrap_or_else(|| "cc".into());
    let question = format!("-print-file-name=lib{name}.a");
    let answer = Command::new(linker).arg(question).output().ok()?;
    let path = String::from_utf8(answer.stdout).ok()?;
    let path = path.trim();
    Path::new(path).is_file().then(|| path.to_string())
}

/// Names a file that lists what a start runs: a function's mangled name, or an object in an archive,
/// a line. `.ci/release` makes one for each release.
const START: &str = "MINIJS_START";

/// The system maps the pages of a command's file by the neighbourhood, so a start that runs a
/// tenth of the code, here and there, has most of it in memory. Functions that the compiler takes
/// for unlikely to run are therefore linked apart, and in a release what a start runs is linked in
/// one piece.
fn keep_apart_what_a_start_runs(out_dir: &Path) {
    println!("cargo:rerun-if-env-changed={START}");
    println!("cargo:rustc-link-arg-bins=-Wl,-z,keep-text-section-prefix");
    let Some(path) = env::var_os(START) else {
        return;
    };
    println!("cargo:rerun-if-changed={}", Path::new(&path).display());
    let list = fs::read_to_string(&path).expect("the list of what a start runs is there");
    let sections: String = list
        .lines()
        .map(|line| match line.contains(".a:") {
            true => format!("*{line}(.text .text.*)\n"),
            false => format!("*(.text.{line} .text.*.{line})\n"),
        })
        .collect();
    let script = format!("SECTIONS {{\n.text.start : {{\n{sections}}}\n}} INSERT BEFORE .text;\n");
    let path = out_dir.join("start.ld");
    fs::write(&path, script).expect("OUT_DIR is writable");
    println!("cargo:rustc-link-arg-bins=-Wl,-T,{}", path.display());
}
