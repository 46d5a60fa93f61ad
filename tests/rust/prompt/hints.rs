//! What is shown below an input while it is typed, and that nothing is changed by it.

use super::{PATIENCE, Session, scratch, without_escapes};
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

impl Session {
    /// Types keys and waits until `hint` is shown; where the machine was too busy for it, the last key
    /// is hinted at once more.
    fn hinted(&mut self, keys: &str, hint: &str) {
        self.keys(keys);
        let begun = Instant::now();
        loop {
            let asked = Instant::now();
            while asked.elapsed() < Duration::from_secs(2) {
                let plain = without_escapes(&String::from_utf8_lossy(&self.seen));
                if plain.contains(hint) {
                    self.seen.clear();
                    return;
                }
                self.read_some();
            }
            if begun.elapsed() > PATIENCE {
                let _ = self.child.kill();
                panic!(
                    "{hint:?} isn't in {:?}",
                    String::from_utf8_lossy(&self.seen)
                );
            }
            self.keys(" \x7f");
        }
    }
}

#[test]
fn hints_are_gone_once_the_input_is_accepted() {
    let mut session = Session::start();
    session.hinted("parseInt('20', ", "\n// parseInt(string, radix?)");
    session.hinted("8)", "\n// 16");
    session.keys("\r");
    // The line is written once more without what was below it.
    session.expect("> parseInt('20', 8)\n16\n> ");
}

#[test]
fn hints_are_dim_and_mark_the_parameter() {
    let mut session = Session::with(&[]);
    session.keys("[].indexOf(1, ");
    session.hinted("", "\nindexOf(searchElement, fromIndex?)");
    session.keys("\x15[].indexOf(1, ");
    session.expect_raw(
        "\x1b[90mindexOf(searchElement, \x1b[0m\x1b[1mfromIndex?\x1b[0m\x1b[90m)\x1b[0m",
    );
}

#[test]
fn hints_change_nothing() {
    let mut session = Session::start();
    session.line(
        "var ran = 0, o = { get x() { return ++ran } }, f = () => { ran = 70 }",
        "undefined",
    );
    for keys in ["o.x", "f()", "ran = 5", "o.y = 1", "ran++"] {
        session.keys(keys);
        // A key of which it is known that it was hinted at.
        session.keys("\x15");
        session.hinted("1+1", "\n// 2");
        session.keys("\x15");
    }
    session.line("[ran, Object.keys(o)]", "[ 0, [ 'x' ] ]");
}

#[test]
fn no_hints_where_a_terminal_cannot_show_them() {
    let mut session = Session::with(&[("TERM", "dumb")]);
    session.keys("parseInt('20', 8)\r");
    session.expect("\n16\n> ");
    session.keys("1 + 1\r");
    session.expect_raw("2");
    let seen = String::from_utf8_lossy(&session.seen);
    assert!(
        !seen.contains("//") && !seen.contains("\x1b[90m"),
        "{seen:?}"
    );
}

#[test]
fn a_narrow_terminal() {
    let mut session = Session::run(&[], &[("NO_COLOR", "1")], (40, 24), Path::new("."));
    session.hinted(
        "Array.from({length: 40}, (_, i) => i)",
        "\n// [ 0, 1, 2, 3, 4, 5, 6, 7, 8, 9,",
    );
    session.keys("\r");
    session.expect("\n   0,  1,");
    session.expect("> ");
    session.line("'ab'.repeat(30).length", "60\n");
}

#[test]
fn timers_print_above_what_is_typed() {
    let mut session = Session::start();
    session.line(
        "var t = setInterval(() => console.log('tick'), 20), n = 0; 0",
        "0",
    );
    session.hinted("40 + ", "tick\n> ");
    session.hinted("2", "\n// 42");
    session.hinted("", "tick\n> ");
    session.keys("\r");
    session.expect("42\n");
    session.line("clearInterval(t), 7", "7\n");
}

#[test]
fn completion_behind_calls_and_accessors() {
    let mut session = Session::start();
    session.line(
        "var ran = 0, o = { get pure() { return { deep: 7 } }, get dirty() { ran++; return { deep: 8 } } }",
        "undefined",
    );
    session.line("function make() { return { abcdef: 5, o } }", "undefined");
    for (keys, shown) in [
        ("make().abcd\t", "5"),
        ("o.pure.de\t", "7"),
        ("[o][0].pu\t.deep", "7"),
        ("(make()).o.pure['de\t", "7"),
        ("new Map([[1, 'x']]).get(1).leng\t", "1"),
    ] {
        session.line(keys, &format!("{shown}\n"));
    }
    session.keys("o.dirty.de\t\x15");
    session.line("ran + 30", "30\n");
}

#[test]
fn packages_and_files_are_completed() {
    let folder = scratch("packages");
    let package = folder.join("node_modules").join("some-package");
    fs::create_dir_all(&package).unwrap();
    fs::create_dir_all(folder.join("node_modules").join("@scope").join("inner")).unwrap();
    fs::write(package.join("index.js"), "exports.value = 42").unwrap();
    fs::write(folder.join("beside.mjs"), "export const beside = 43").unwrap();
    let mut session = Session::run(&[], &[("NO_COLOR", "1")], (80, 24), &folder);
    session.line("require('some-p\t').value", "42\n");
    session.line("require('some-package/ind\t').value", "42\n");
    session.line("import { beside } from './besi\t'; beside", "43\n");
    session.keys("require('@sc\tin\t");
    session.expect("require('@scope/inner");
}

#[test]
fn lines_of_a_template_stay_as_they_are() {
    let mut session = Session::start();
    session.keys("`a {\r b`\r");
    session.expect("\n'a {\\n b'\n");
}

#[test]
fn a_program_runs_first() {
    let folder = scratch("first");
    fs::create_dir_all(&folder).unwrap();
    fs::write(
        folder.join("first.js"),
        "globalThis.made = 41; setTimeout(() => console.log('later', process.argv.length), 1)",
    )
    .unwrap();
    let run = |arguments: &[&str]| Session::run(arguments, &[("NO_COLOR", "1")], (80, 24), &folder);
    let mut session = run(&["-i", "first.js", "x"]);
    session.expect("later 3\n");
    session.line("made + 1", "42\n");
    let mut session = run(&["-i", "-e", "let made = 40; console.log('first')"]);
    session.line("made + 2", "42\n");
    let mut session = run(&["-i", "-e", "throw new RangeError('at once')"]);
    session.line("1 + 1", "2\n");
}

#[test]
fn keys_of_vi() {
    let inputrc = scratch("inputrc");
    fs::write(&inputrc, "set bell-style none\nset editing-mode vi\n").unwrap();
    let mut session = Session::with(&[("NO_COLOR", "1"), ("INPUTRC", inputrc.to_str().unwrap())]);
    session.keys("1234");
    session.expect("1234");
    session.keys("\x1b");
    // A lone Escape is told from a sequence by the time that passes.
    std::thread::sleep(Duration::from_millis(700));
    session.keys("0x");
    session.keys("\r");
    session.expect("\n234\n");
}

#[test]
fn wide_characters() {
    let mut session = Session::start();
    session.hinted("'漢字'.length", "\n// 2");
    // To the left and over the wide ones, and a letter in there.
    session.keys("\x01\x1b[C\x1b[C+\x05\r");
    session.expect("'漢+字'.length\n3\n");
}

#[test]
fn suspending_and_coming_back() {
    let mut session = Session::start();
    session.keys("40 + 2");
    session.expect("40 + 2");
    assert!(session.child.try_wait().unwrap().is_none());
    session.line("", "42\n");
}
