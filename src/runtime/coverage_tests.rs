//! What is counted of programs, and that they can't tell.

use super::Runtime;
use crate::coverage::{BranchKind, Collected, Recording, Report};
use std::cell::RefCell;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// The report on a program of one file that is run to its end.
fn report_of(name: &str, text: &str) -> Report {
    let mut runtime = Runtime::builder()
        .virtual_clock()
        .coverage(Recording::of_files())
        .build();
    let end = match name.ends_with("mjs") {
        true => runtime.run_module(name, text).map(drop),
        false => runtime.run_commonjs(name, text).map(drop),
    };
    let end = end.and_then(|()| runtime.run());
    end.unwrap_or_else(|error| panic!("{text}: {error}"));
    let mut collected = Collected::default();
    collected.add(runtime.take_coverage().expect("it was recorded"));
    collected.report(Path::new("/t"))
}

/// How often the lines, the functions and the arms of the branches of a program ran.
struct Counts {
    lines: Vec<(u32, u64)>,
    functions: Vec<(String, u64)>,
    branches: Vec<(BranchKind, Vec<u64>)>,
}

fn counts(text: &str) -> Counts {
    let report = report_of("/t/a.js", text);
    let [file] = &report.files[..] else {
        panic!("{text}: one file is counted");
    };
    let lines = file.lines.iter().map(|(&line, &hits)| (line, hits));
    let functions = file.functions.iter().map(|it| (it.name.clone(), it.hits));
    let arms = |arms: &[(_, u64)]| arms.iter().map(|it| it.1).collect();
    let branches = file.branches.iter().map(|it| (it.kind, arms(&it.arms)));
    Counts {
        lines: lines.collect(),
        functions: functions.collect(),
        branches: branches.collect(),
    }
}

fn lines(text: &str) -> Vec<(u32, u64)> {
    counts(text).lines
}

fn branches(text: &str) -> Vec<(BranchKind, Vec<u64>)> {
    counts(text).branches
}

fn functions(text: &str) -> Vec<(String, u64)> {
    counts(text).functions
}

#[test]
fn statements() {
    assert_eq!(lines("let a = 1;\nlet b;\nb = a;\n"), [(1, 1), (3, 1)]);
    assert_eq!(
        lines("'use strict';\n;\n{\n f();\n}\nfunction f() {}\n"),
        [(4, 1)]
    );
    assert_eq!(
        lines("for (let i = 0; i < 3; i++)\n if (i > 1)\n  i += 5;\n"),
        [(1, 1), (2, 3), (3, 1)]
    );
    // The statement that ran most often tells for its line.
    assert_eq!(lines("for (const a of [1, 2]) { a; }"), [(1, 2)]);
    assert_eq!(
        lines("for (var a = 1 in {}) a;\nlet b = 1,\n  c = 2;"),
        [(1, 1), (2, 1), (3, 1)]
    );
    assert_eq!(lines("x:\nfor (;;)\n break x;\n"), [(2, 1), (3, 1)]);
    // A whole text that is one statement is counted once, though the module's wrapper has its place.
    assert_eq!(lines("0"), [(1, 1)]);
    assert_eq!(functions("function f() {}"), [(String::from("f"), 0)]);
    // What follows a call that threw didn't run.
    let thrown = "function t() { throw 1 }\ntry {\n t();\n 2;\n} catch {\n 3;\n}";
    assert_eq!(lines(thrown), [(1, 1), (2, 1), (3, 1), (4, 0), (6, 1)]);
}

#[test]
fn bodies_of_functions() {
    let named = |counts: &[(&str, u64)]| -> Vec<(String, u64)> {
        counts
            .iter()
            .map(|&(name, hits)| (name.to_string(), hits))
            .collect()
    };
    let text = "const a = () => 1, b = function () {}, o = { c() {}, get d() { return 1 }, e: () => 2 };
        a(); a(); o.d; (() => {})(); class F { #g = () => 1; static h() {} set i(v) {} constructor() {} }
        new F(); o.j = () => {};";
    let expected = named(&[
        ("a", 2),
        ("b", 0),
        ("c", 0),
        ("get d", 1),
        ("e", 0),
        ("(anonymous_0)", 1),
        ("#g", 0),
        ("h", 0),
        ("set i", 0),
        ("F", 1),
        ("j", 0),
    ]);
    assert_eq!(functions(text), expected);
    // A generator that is never resumed runs nothing of its body.
    let text = "function* g() { yield 1; yield 2; }\n g(); [...g()];";
    assert_eq!(functions(text), named(&[("g", 1)]));
    // A field's function has the place of the field's value.
    let text = "class A { f = () => 1; }\n new A(); new A().f();";
    assert_eq!(functions(text), named(&[("f", 1)]));
    assert_eq!(
        lines("class A {\n f =\n 1;\n}\n new A(); new A();"),
        [(1, 1), (3, 2), (5, 1)]
    );
}

#[test]
fn what_goes_on_after_a_suspension_is_counted_once() {
    let text = "async function f(x) {
            if (await x) {
                const a = (await 1) || (await 2);
                await a;
            } else await 3;
            for (const b of [1, await 2]) {
                await b;
            }
            switch (await 4) {
                case await 4: await 5;
            }
            x?.[await 6];
            let { c = await 7 } = {};
            c ??= await 8;
            c &&= await 9;
            return (await x) ? await 10 : await 11;
        }
        f(1); f(0);";
    let Counts {
        lines, branches, ..
    } = counts(text);
    let expected = [
        (2, 2),
        (3, 1),
        (4, 1),
        (5, 1),
        (6, 2),
        (7, 4),
        (9, 2),
        (10, 2),
        (12, 2),
        (13, 2),
        (14, 2),
        (15, 2),
        (16, 2),
        (18, 1),
    ];
    assert_eq!(lines, expected);
    use BranchKind::{Conditional, Default, If, Logical, OptionalChain, Switch};
    let expected = [
        (If, vec![1, 1]),
        (Logical, vec![1, 0]),
        (Switch, vec![2, 0]),
        (OptionalChain, vec![2]),
        (Default, vec![2]),
        (Logical, vec![2, 0]),
        (Logical, vec![2, 2]),
        (Conditional, vec![1, 1]),
    ];
    assert_eq!(branches, expected);
}

#[test]
fn ways_to_go_on() {
    use BranchKind::{Conditional, Default, If, Logical, OptionalChain, Switch};
    let once = |kind, arms: &[u64]| [(kind, arms.to_vec())];
    assert_eq!(branches("if (1) 2;"), once(If, &[1, 0]));
    assert_eq!(
        branches("for (let i = 0; i < 3; i++) if (i) 2;"),
        once(If, &[2, 1])
    );
    assert_eq!(branches("0 ? 1 : 2"), once(Conditional, &[0, 1]));
    assert_eq!(
        branches("if (1) { if (0) 2; else if (0) 3; else 4; }").len(),
        3
    );
    // All operands of a chain are one branch, whatever the operators and the parentheses.
    assert_eq!(branches("1 && 0 && 2"), once(Logical, &[1, 1, 0]));
    assert_eq!(
        branches("(0 || null) ?? (1 && 2)"),
        once(Logical, &[1, 1, 1, 1])
    );
    assert_eq!(branches("let a = {}; a.b ||= 1; a['b'] &&= 2;").len(), 2);
    let assigned = "let a = 1; a ||= 2; class B { set c(v) {} }; class C extends B { d() { super.c ??= 3 } }; new C().d();";
    assert_eq!(
        branches(assigned),
        [(Logical, vec![1, 0]), (Logical, vec![1, 1])]
    );
    assert_eq!(branches("with ({ a: 0 }) a ||= 2"), once(Logical, &[1, 1]));
    // A case is come to from above too; that none was is counted without a `default`.
    let switch = "for (const a of [1, 2, 3, 9]) switch (a) { case 1: case 2: a; break; case 3: }";
    assert_eq!(branches(switch), once(Switch, &[1, 2, 1, 1]));
    let switch = "for (const a of [1, 9]) switch (a) { default: a; case f(): a; break; }\n function f() { return 1 }";
    assert_eq!(branches(switch), once(Switch, &[1, 2]));
    assert_eq!(branches("switch (1) {}"), once(Switch, &[1]));
    let defaults = "function f(a = 1, { b = 2, c: [d = 3] = [] } = {}) {}\n f(); f(1, { b: 1 });";
    let one = |hits| (Default, vec![hits]);
    assert_eq!(branches(defaults), [one(1), one(1), one(2), one(2), one(1)]);
    assert_eq!(
        branches("let a; [a = 1] = [2]; ({ a = 1 } = {});"),
        [one(0), one(1)]
    );
    let link = |hits| (OptionalChain, vec![hits]);
    assert_eq!(branches("let a = {}; a?.b?.c.d; a.e?.(1)").len(), 3);
    assert_eq!(branches("let a = {}; a?.b?.c.d"), [link(1), link(0)]);
    assert_eq!(
        branches("let a = { b() {} }; (a?.b)(); a.b?.(); delete a?.b; null?.c;"),
        [link(1), link(1), link(1), link(0)]
    );
}

#[test]
fn only_what_is_asked_for_is_counted() {
    let text = "eval('if (1) 2'); new Function('return 1')(); (0, eval)('3'); require('events');";
    let report = report_of("/t/a.js", text);
    assert_eq!(report.files.len(), 1);
    assert_eq!(report.files[0].statements.len(), 4);
    assert!(report.files[0].branches.is_empty());
    let installed = report_of("/t/node_modules/a/b.js", "1");
    assert!(installed.files.is_empty());
    let unnamed = report_of("[stdin]", "1");
    assert!(unnamed.files.is_empty());
}

#[test]
fn modules_are_counted() {
    let text = "export const a = 1;\nexport default class {}\nexport function f() {}\nimport 'node:fs';\nawait 1;\n";
    let report = report_of("file:///t/a.mjs", text);
    let lines: Vec<_> = report.files[0].lines.iter().collect();
    assert_eq!(lines, [(&1, &1), (&2, &1), (&5, &1)]);
    assert_eq!(report.files[0].path, "a.mjs");
}

#[test]
fn deep_texts_are_counted() {
    let sum = format!("1{}", " && 1".repeat(20_000));
    assert_eq!(branches(&sum)[0].1.len(), 20_001);
    let chain = format!("let a = {{}}; a{};", "?.b".repeat(5_000));
    assert_eq!(branches(&chain).len(), 5_000);
    let ifs = format!("if (0) 1;{}", " else if (0) 1;".repeat(2_000));
    assert_eq!(branches(&ifs).len(), 2_001);
    let nested = format!("{}1{}", "(() => ".repeat(500), ")".repeat(500));
    assert_eq!(functions(&nested).len(), 500);
}

#[derive(Clone, Default)]
struct Output(Rc<RefCell<Vec<u8>>>);

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What a program prints and how it ends, with a limit on its steps.
fn outcome(name: &str, text: &str, counting: bool) -> String {
    let output = Output::default();
    let mut builder = Runtime::builder()
        .virtual_clock()
        .seed(1)
        .instruction_limit(2_000_000)
        .stdout(output.clone())
        .stderr(output.clone());
    if counting {
        builder = builder.coverage(Recording::of_files());
    }
    let mut runtime = builder.build();
    let end = match name.ends_with("mjs") {
        true => runtime.run_module(name, text).map(drop),
        false => runtime.run_commonjs(name, text).map(drop),
    };
    let end = end.and_then(|()| runtime.run());
    let end = end.map_err(|error| error.to_string());
    let printed = String::from_utf8_lossy(&output.0.borrow()).into_owned();
    format!("{printed}\n{end:?}")
}

#[test]
fn programs_cannot_tell() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let folders = [
        "tests/golden/event_loop",
        "tests/golden/language",
        "examples",
    ];
    let files = folders.map(|folder| fs::read_dir(root.join(folder)));
    let mut programs = 0;
    for entry in files.into_iter().flatten().flatten().flatten() {
        let path = entry.path();
        let name = path.to_string_lossy().into_owned();
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        let is_program = name.ends_with(".js") || name.ends_with(".mjs");
        // What the clock or the process itself decides is another matter.
        let depends = ["performance", "process.", "Date", "hrtime", "// flags:"];
        let is_long = text.len() > 6_000 || text.contains("0_000") || text.contains("0000");
        if !is_program || is_long || depends.iter().any(|word| text.contains(word)) {
            continue;
        }
        let alone = outcome(&name, &text, false);
        assert_eq!(alone, outcome(&name, &text, true), "{name}");
        programs += 1;
    }
    assert!(programs > 100, "{programs}");
}

#[test]
fn limits_hold_for_what_is_counted() {
    for text in [
        "for (;;);",
        "(function f() { f() || f() })()",
        "while (1) if (1) ;",
    ] {
        let end = outcome("/t/a.js", text, true);
        let stopped = end.contains("instructions") || end.contains("Maximum call stack");
        assert!(stopped, "{text}: {end}");
    }
}
