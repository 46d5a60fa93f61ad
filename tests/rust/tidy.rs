//! Conventions that are tests: module docs, who may import whom, sizes, where `unsafe` may stand.
//!
//! Who may import whom is read from the table in src/ARCHITECTURE.md; the other tables come first.

use crate::circles;
use crate::source_text::{code_only, files_below, is_word, root, rust_files, words};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The page whose table says who may import whom.
const ARCHITECTURE: &str = "src/ARCHITECTURE.md";

/// How that table says that every module may import one.
const FOR_ALL: &str = "(for all)";

/// The only places for `unsafe`: folders end with a slash.
const UNSAFE_ALLOWED: &[&str] = &["src/heap/"];

/// The one block of `unsafe` elsewhere: where an agent gets its heap and its stack.
const UNSAFE_BLOCK: (&str, &str) = (
    "src/engine/agent.rs",
    "unsafe { (Heap::new(), ValueStack::new(stack_slots)) }",
);

/// The most lines a file in src/ may have.
const MOST_LINES: usize = 900;

/// Files that may be longer, with their own limit and the reason.
const LONGER_FILES: &[(&str, usize, &str)] = &[];

/// Files that name each other in a circle because they are one thing, and why. Any other circle is
/// a defect, and so is one of these that is gone.
const ONE_THING: &[(&[&str], &str)] = &[
    (
        &[
            "src/engine/agent.rs",
            "src/engine/async_context.rs",
            "src/engine/code.rs",
            "src/engine/hooks.rs",
            "src/engine/native.rs",
            "src/engine/realm/mod.rs",
            "src/engine/realm/registry.rs",
        ],
        "an agent holds functions (natives, behaviours of code, hooks, watchers, what makes globals) that take an agent",
    ),
    (
        &[
            "src/heap/cells.rs",
            "src/heap/host_data.rs",
            "src/heap/spaces.rs",
            "src/heap/tracer.rs",
        ],
        "the heap holds data of hosts, which marks what it holds with a tracer over the heap",
    ),
    (
        &[
            "src/syntax/ast/class.rs",
            "src/syntax/ast/expression.rs",
            "src/syntax/ast/function.rs",
            "src/syntax/ast/module.rs",
            "src/syntax/ast/pattern.rs",
            "src/syntax/ast/statement.rs",
        ],
        "the nodes of one tree: expressions have functions in them, functions statements, and so on",
    ),
    (
        &[
            "src/runtime/arguments.rs",
            "src/runtime/context.rs",
            "src/runtime/error.rs",
            "src/runtime/value.rs",
        ],
        "a conversion takes a context, which gives values and errors, and an error holds a value",
    ),
];

#[test]
fn every_source_file_begins_with_its_docs() {
    let mut problems = Vec::new();
    for file in rust_files("src") {
        if !file.text.starts_with("//! ") {
            problems.push(format!("{}: no `//!` docs at its head", file.path));
        }
    }
    report(problems);
}

#[test]
fn modules_import_what_the_architecture_says_and_nothing_else() {
    let house = House::read();
    let mut problems = Vec::new();
    let mut used = vec![false; house.imports.len()];
    let mut rooms = BTreeSet::new();
    for file in rust_files("src") {
        // What unit tests need to set up an agent is their own affair.
        let Some(module) = module_of(&file.path).filter(|_| !file.path.ends_with("tests.rs"))
        else {
            continue;
        };
        rooms.insert(module.clone());
        for (line, import) in imports(&code_only(&file.text)) {
            if is_below(&import, &module) || house.common.iter().any(|name| is_below(&import, name))
            {
                continue;
            }
            let allowed = house
                .imports
                .iter()
                .position(|(from, to)| *from == module && is_below(&import, to));
            match allowed {
                Some(place) => used[place] = true,
                None => problems.push(format!(
                    "{}:{line}: `{module}` may not use {import}",
                    file.path
                )),
            }
        }
    }
    for ((from, to), used) in house.imports.iter().zip(used) {
        if !used {
            problems.push(format!("{ARCHITECTURE}: `{from}` doesn't import {to}"));
        }
    }
    if house.rooms != rooms {
        problems.push(format!(
            "{ARCHITECTURE} lists {:?}, src has {rooms:?}",
            house.rooms
        ));
    }
    report(problems);
}

#[test]
fn the_architecture_names_files_that_exist() {
    let page = fs::read_to_string(root().join(ARCHITECTURE)).expect("a readable page");
    let named = page.split('`').skip(1).step_by(2);
    let paths: Vec<&str> = named
        .filter(|text| text.contains('/') && !text.contains([' ', '(', '<', '\n']))
        .collect();
    let problems = paths
        .iter()
        .filter(|path| !root().join("src").join(path).exists() && !root().join(path).exists())
        .map(|path| format!("{ARCHITECTURE}: there is no {path}"))
        .collect();
    assert!(paths.len() > 40, "{paths:?}");
    report(problems);
}

/// The table of modules in the architecture page.
struct House {
    rooms: BTreeSet<String>,
    /// What any module may import.
    common: Vec<String>,
    /// Who may import what: a module, or only a path below it.
    imports: Vec<(String, String)>,
}

impl House {
    fn read() -> House {
        let page = fs::read_to_string(root().join(ARCHITECTURE)).expect("a readable page");
        let (_, table) = page
            .split_once("## The house")
            .expect("the section is there");
        let (_, table) = table.split_once("| --- |").expect("it has a head");
        let (table, _) = table.split_once("\n\n").expect("a text follows");
        let mut house = House {
            rooms: BTreeSet::new(),
            common: Vec::new(),
            imports: Vec::new(),
        };
        let rows = table.lines().filter(|line| line.starts_with("| `"));
        for row in rows {
            let cells: Vec<&str> = row.split('|').map(str::trim).collect();
            let [_, module, owns, allowed, _] = cells[..] else {
                panic!("not three cells: {row}");
            };
            let module = module.trim_matches('`').to_owned();
            if owns.ends_with(FOR_ALL) {
                house.common.push(module.clone());
            }
            let allowed = allowed.split(", ").filter(|name| *name != "-");
            let allowed = allowed.map(|name| (module.clone(), name.trim_matches('`').to_owned()));
            house.imports.extend(allowed);
            house.rooms.insert(module);
        }
        house
    }
}

/// Whether a path is a module or something in it.
fn is_below(import: &str, module: &str) -> bool {
    let rest = import.strip_prefix(module);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

#[test]
fn files_name_each_other_in_no_circle() {
    let ties = circles::ties(&rust_files("src"));
    let mut problems = Vec::new();
    let mut seen = Vec::new();
    for circle in circles::circles(&ties) {
        let listed = ONE_THING.iter().position(|(files, _)| *files == circle);
        seen.extend(listed);
        if listed.is_none() {
            problems.push(format!("a circle of {} files:", circle.len()));
            let within = ties
                .iter()
                .filter(|((a, b), _)| circle.contains(a) && circle.contains(b));
            problems.extend(within.map(|((a, b), names)| format!("  {a} names {names:?} of {b}")));
        }
    }
    for (index, (files, reason)) in ONE_THING.iter().enumerate() {
        if !seen.contains(&index) {
            problems.push(format!("{files:?} are no circle any more ({reason})"));
        }
    }
    report(problems);
}

#[test]
fn nothing_is_left_for_later() {
    let mut problems = Vec::new();
    for file in rust_files("src").into_iter().chain(rust_files("tests")) {
        for (number, line) in code_only(&file.text).lines().enumerate() {
            for bad in ["dbg!", "todo!", "unimplemented!", "#[ignore"] {
                if line.contains(bad) {
                    problems.push(format!("{}:{}: {bad}", file.path, number + 1));
                }
            }
        }
        for (number, line) in file.text.lines().enumerate() {
            let comment = line.split_once("//").map_or("", |(_, comment)| comment);
            if ["TODO", "FIXME", "XXX"]
                .iter()
                .any(|mark| comment.contains(mark))
            {
                problems.push(format!("{}:{}: a note for later", file.path, number + 1));
            }
        }
    }
    // This file names the marks that it looks for.
    problems.retain(|problem| !problem.starts_with("tests/rust/tidy.rs:"));
    report(problems);
}

#[test]
fn unsafe_stands_only_where_the_architecture_says() {
    let mut problems = Vec::new();
    for file in rust_files("src") {
        if UNSAFE_ALLOWED
            .iter()
            .any(|place| file.path.starts_with(place))
        {
            continue;
        }
        for (number, line) in code_only(&file.text).lines().enumerate() {
            if (file.path.as_str(), line.trim()) == UNSAFE_BLOCK {
                continue;
            }
            if words(line).any(|word| word == "unsafe") {
                problems.push(format!("{}:{}: unsafe", file.path, number + 1));
            }
        }
    }
    report(problems);
}

/// What the promises of `own_memory` in src/engine/agent.rs rest on.
#[test]
fn agents_are_made_in_one_place_and_nothing_beside_them_holds_values() {
    let mut problems = Vec::new();
    for file in rust_files("src") {
        let is_test = file.path.ends_with("tests.rs");
        let code = code_only(&file.text);
        let code = match code.find("#[cfg(test)]\nmod tests {") {
            Some(tests) => &code[..tests],
            None => &code[..],
        };
        for (number, line) in code.lines().enumerate() {
            let makes_agent = line.contains("Agent::new(") && file.path != "src/runtime/builder.rs";
            let keeps = words(line).any(|word| word == "thread_local")
                && !file.path.starts_with("src/heap/")
                && file.path != "src/cli/memory.rs";
            if keeps || makes_agent && !is_test {
                problems.push(format!("{}:{}: {}", file.path, number + 1, line.trim()));
            }
        }
    }
    report(problems);
}

#[test]
fn files_stay_readable_in_size() {
    let mut problems = Vec::new();
    let files = rust_files("src");
    for file in &files {
        let longer = LONGER_FILES.iter().find(|(path, ..)| *path == file.path);
        let limit = longer.map_or(MOST_LINES, |(_, limit, _)| *limit);
        let lines = file.text.lines().count();
        if lines > limit {
            problems.push(format!(
                "{}: {lines} lines, the limit is {limit}",
                file.path
            ));
        } else if longer.is_some() && lines <= MOST_LINES {
            problems.push(format!("{}: needs no exception any more", file.path));
        }
    }
    for (path, _, reason) in LONGER_FILES {
        if !files.iter().any(|file| file.path == *path) {
            problems.push(format!(
                "{path}: in the list of longer files ({reason}), but not there"
            ));
        }
    }
    report(problems);
}

#[test]
fn every_golden_has_its_expectation() {
    let mut problems = Vec::new();
    for path in files_below("tests/golden")
        .into_iter()
        .chain(files_below("examples"))
    {
        let exists = |extension: &str| root().join(&path).with_extension(extension).exists();
        match Path::new(&path)
            .extension()
            .and_then(|extension| extension.to_str())
        {
            Some("js" | "mjs" | "cjs") => {
                let has_main = |folder: &Path| {
                    let main = root().join(folder).join("main");
                    let mut kinds = ["js", "mjs", "cjs"].iter();
                    kinds.any(|kind| main.with_extension(kind).exists())
                };
                let part_of_a_case =
                    !path.contains("/main.") && Path::new(&path).ancestors().skip(1).any(has_main);
                if !exists("out") && !part_of_a_case {
                    problems.push(format!("{path}: no .out beside it"));
                }
            }
            Some("out" | "err") if !["js", "mjs", "cjs"].iter().any(|e| exists(e)) => {
                problems.push(format!("{path}: belongs to no program"));
            }
            _ => {}
        }
    }
    report(problems);
}

/// The checks themselves: code is told from text, and imports are found in every form.
#[test]
fn the_scanner_sees_code_only() {
    let text = r##"
use crate::engine::{self, value}; // use crate::cli;
/* unsafe /* nested */ crate::x */ let c = '"'; let s = "crate::repl \" unsafe"; let l: &'static str;
let raw = r#"crate::host "quoted" "#; let b = b"crate::y"; let q = '\''; crate::heap::make();
use crate::{numeric, syntax::{ast, lexer}, event_loop::observer};
"##;
    let code = code_only(text);
    assert_eq!(code.lines().count(), text.lines().count());
    assert!(!words(&code).any(|word| word == "unsafe"));
    let found: Vec<String> = imports(&code)
        .into_iter()
        .map(|(_, import)| import)
        .collect();
    assert_eq!(
        found,
        [
            "engine::self",
            "engine::value",
            "heap::make",
            "numeric",
            "syntax::ast",
            "syntax::lexer",
            "event_loop::observer",
        ]
    );
    assert!(is_below("syntax::ast", "syntax"));
    assert!(is_below("syntax", "syntax"));
    assert!(!is_below("syntaxes", "syntax"));
    assert!(!is_below("event_loop::timers", "event_loop::observer"));
}

fn report(problems: Vec<String>) {
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

/// The module that a file belongs to; `lib.rs` and `main.rs` belong to none.
fn module_of(path: &str) -> Option<String> {
    let inner = path.strip_prefix("src/")?;
    match inner.split_once('/') {
        Some((folder, _)) => Some(folder.to_owned()),
        None if ["lib.rs", "main.rs"].contains(&inner) => None,
        None => Some(inner.trim_end_matches(".rs").to_owned()),
    }
}

/// The paths below `crate::`, up to two segments, with the lines they stand on; groups are spread.
fn imports(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        if code[..at].ends_with(is_word) || code[..at].ends_with('$') {
            continue;
        }
        let line = code[..at].matches('\n').count() + 1;
        let mut paths = Vec::new();
        spread(&code[at + "crate::".len()..], "", &mut paths);
        found.extend(paths.into_iter().map(|path| (line, path)));
    }
    found
}

/// Reads one path, or a group of them in braces, and gives the rest of the text.
fn spread<'a>(text: &'a str, prefix: &str, paths: &mut Vec<String>) -> &'a str {
    let text = text.trim_start();
    if let Some(mut rest) = text.strip_prefix('{') {
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
            if rest.is_empty() || rest.starts_with('}') {
                return rest.strip_prefix('}').unwrap_or(rest);
            }
            let before = rest.len();
            rest = spread(rest, prefix, paths);
            // `as name` after an item, and anything that is no path.
            rest = rest.trim_start_matches(|c: char| c != ',' && c != '}');
            if rest.len() == before {
                return rest;
            }
        }
    }
    let end = text.find(|c| !is_word(c) && c != '*').unwrap_or(text.len());
    let (segment, rest) = text.split_at(end);
    let path = if prefix.is_empty() {
        segment.to_owned()
    } else {
        format!("{prefix}::{segment}")
    };
    match rest.strip_prefix("::") {
        Some(deeper) if prefix.is_empty() => spread(deeper, &path, paths),
        // Two segments are enough; what follows of this path is skipped.
        Some(deeper) => {
            paths.push(path);
            skip_path(deeper)
        }
        None => {
            paths.push(path);
            rest
        }
    }
}

/// What follows a path or a group.
fn skip_path(text: &str) -> &str {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            c if depth > 0 || is_word(c) || c == ':' || c == '*' => {}
            _ => return &text[at..],
        }
    }
    ""
}
