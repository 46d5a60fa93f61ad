//! Tests of the web platform: which are run, and how a program is made of one.
//!
//! Such a file wants a harness (`testharness.js`, which is in the suite), scripts that its head names, and
//! a few globals of a worker. All becomes one text; results are printed line by line.

use std::fs;
use std::path::Path;

use crate::run::{Outcome, Program, Test};

/// Where they are below the folder of Node's tests.
const WPT: &str = "test/fixtures/wpt";

/// The folders that are run.
const FOLDERS: &[&str] = &[
    "url",
    "urlpattern",
    "encoding",
    "compression",
    "dom/abort",
    "dom/events",
    "streams",
    "html/webappapis/timers",
    "html/webappapis/microtask-queuing",
    "html/webappapis/structured-clone",
    "webmessaging",
    "FileAPI",
    "user-timing",
    "performance-timeline",
    "hr-time",
];

/// What comes before the harness.
const BEFORE: &str = "
globalThis.self = globalThis;
globalThis.GLOBAL = { isWindow: () => false, isShadowRealm: () => false, isWorker: () => false };
globalThis.location = { search: '', href: 'http://web-platform.test/', pathname: '/', origin: 'http://web-platform.test' };
";

/// What comes after it.
const AFTER: &str = r"
const wptAlive = setInterval(() => {}, 50);
const wptPrint = console.log;
add_result_callback((test) => {
  const name = String(test.name).replace(/[\r\n]/g, ' ');
  const message = String(test.message).replace(/[\r\n]/g, ' ');
  wptPrint(test.status === 0 ? '@@PASS' : `@@FAIL ${name}: ${message}`);
});
add_completion_callback((tests, status) => {
  clearInterval(wptAlive);
  wptPrint(status.status === 0 ? '@@END' : `@@BROKEN ${status.message}`);
});
";

/// The files of the folders that don't need a document.
pub(crate) fn tests(root: &Path) -> Result<Vec<Test>, String> {
    let mut tests = Vec::new();
    for folder in FOLDERS {
        let mut paths = Vec::new();
        collect(&root.join(WPT), folder, &mut paths)?;
        paths.sort();
        for path in paths {
            let text = read(&root.join(WPT), &path)?;
            if runs_in_workers(&text) {
                tests.push(Test {
                    area: format!("wpt/{folder}"),
                    path: format!("{WPT}/{path}"),
                    program: Program::Harness,
                });
            }
        }
    }
    Ok(tests)
}

fn collect(root: &Path, folder: &str, paths: &mut Vec<String>) -> Result<(), String> {
    let entries = fs::read_dir(root.join(folder)).map_err(|error| format!("{folder}: {error}"))?;
    for entry in entries {
        let entry = entry.map_err(|error| format!("{folder}: {error}"))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{folder}/{name}");
        if entry.path().is_dir() {
            if name != "resources" && name != "crashtests" {
                collect(root, &path, paths)?;
            }
        } else if name.ends_with(".any.js") {
            paths.push(path);
        }
    }
    Ok(())
}

fn read(root: &Path, path: &str) -> Result<String, String> {
    let bytes = fs::read(root.join(path)).map_err(|error| format!("{path}: {error}"))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Whether a test says nothing of where it runs, or names one of the places without a document.
fn runs_in_workers(text: &str) -> bool {
    let global = meta(text, "global").next();
    global.is_none_or(|places| {
        ["worker", "window", "shadowrealm"]
            .iter()
            .any(|place| places.contains(place))
    })
}

/// The values of a key in the head of a test.
fn meta<'t>(text: &'t str, key: &'t str) -> impl Iterator<Item = &'t str> {
    let lines = text
        .lines()
        .filter_map(|line| line.strip_prefix("// META: "));
    lines.filter_map(move |line| line.strip_prefix(key)?.strip_prefix('='))
}

/// A path as a test writes it: from its folder, or from the root.
fn resolve(test: &str, script: &str) -> String {
    let script = script.split(['?', '#']).next().unwrap_or_default();
    if let Some(path) = script.strip_prefix('/') {
        return path.to_string();
    }
    let folder = test.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').collect();
    for part in script.split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The program of a test.
pub(crate) fn program(root: &Path, path: &str) -> Result<String, String> {
    let root = root.join(WPT);
    let path = path
        .strip_prefix(WPT)
        .unwrap_or(path)
        .trim_start_matches('/');
    let text = read(&root, path)?;
    let mut program = String::from(BEFORE);
    program.push_str(&read(&root, "resources/testharness.js")?);
    program.push_str(AFTER);
    let mut resources = Vec::new();
    for script in meta(&text, "script") {
        let script = read(&root, &resolve(path, script.trim()))?;
        resources.extend(json_names(&script));
        program.push_str(&script);
        program.push_str("\n;\n");
    }
    resources.extend(json_names(&text));
    // What tests fetch are tables beside them.
    program.push_str("const wptFiles = { __proto__: null };\n");
    for name in resources {
        if let Ok(json) = read(&root, &resolve(path, &name)) {
            program.push_str(&format!("wptFiles[{name:?}] = {};\n", quoted(&json)));
        }
    }
    program.push_str(
        "globalThis.fetch = async (url) => ({ ok: true, json: async () => JSON.parse(wptFiles[url]), text: async () => wptFiles[url] });\n",
    );
    program.push_str(&text);
    program.push_str("\n;done();\n");
    Ok(program)
}

/// The names of JSON files in a text.
fn json_names(text: &str) -> Vec<String> {
    let parts = text.split(['"', '\'', '`']);
    let names = parts.filter(|part| part.ends_with(".json") && !part.contains(char::is_whitespace));
    names.map(String::from).collect()
}

/// A text as a string of JavaScript.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("'");
    for character in text.chars() {
        match character {
            '\'' | '\\' => quoted.extend(['\\', character]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            other => quoted.push(other),
        }
    }
    quoted + "'"
}

/// What a program told.
pub(crate) fn outcome(out: &str, message: String) -> Outcome {
    let (mut outcome, mut first) = (Outcome::default(), None);
    for line in out.lines() {
        match line.split_once(' ').unwrap_or((line, "")) {
            ("@@PASS", _) => {
                (outcome.passed, outcome.count) = (outcome.passed + 1, outcome.count + 1)
            }
            ("@@FAIL", what) => {
                outcome.count += 1;
                first.get_or_insert(what.to_string());
            }
            ("@@END", _) => outcome.ended = true,
            ("@@BROKEN", what) => {
                first.get_or_insert(what.to_string());
            }
            _ => {}
        }
    }
    outcome.count = outcome.count.max(1);
    outcome.message = first.unwrap_or(message);
    outcome
}

/// Checks what decides about results.
pub(crate) fn self_test() {
    let told = outcome("@@PASS\n@@FAIL b: no\n@@END\n", String::new());
    assert_eq!((told.passed, told.count, told.ended), (1, 2, true));
    assert_eq!(told.message, "b: no");
    assert!(!told.is_pass());
    assert!(!outcome("@@PASS\n", String::from("died")).is_pass());
    assert!(outcome("@@PASS\n@@END\n", String::new()).is_pass());
    assert_eq!(resolve("a/b/c.any.js", "../d.js"), "a/d.js");
    assert_eq!(resolve("a/b/c.any.js", "/common/x.js?y"), "common/x.js");
    assert!(runs_in_workers("// META: global=window,worker"));
    assert!(!runs_in_workers("// META: global=jsshell"));
}
