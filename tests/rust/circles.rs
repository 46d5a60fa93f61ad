//! Which files of `src/` name each other in a circle.
//!
//! A file is tied to the file that *defines* what it names: a name that a `mod.rs` only hands on is
//! followed to where it comes from; to declare (`mod x;`) or to hand on (`pub use`) what the file
//! itself doesn't use ties nothing. Methods aren't seen, as they are called without naming their file.

use crate::source_text::{SourceFile, is_word, without_tests};
use std::collections::{BTreeMap, BTreeSet};

/// A file names these of another one.
pub type Ties = BTreeMap<(String, String), BTreeSet<String>>;

/// Modules by path (`heap::value`), and what is known of each one's file.
struct House {
    modules: BTreeMap<Vec<String>, Module>,
}

struct Module {
    path: String,
    code: String,
    /// What the file imports or hands on: the name here, and the path it means.
    imports: BTreeMap<String, Vec<String>>,
}

/// The ties between files, with the names.
pub fn ties(files: &[SourceFile]) -> Ties {
    let house = House::new(files);
    let mut ties = Ties::new();
    for (path, module) in &house.modules {
        for named in named_paths(&module.code, path, &house) {
            if let Some((target, name)) = house.definition(&named, 0)
                && target != module.path
            {
                let names = ties.entry((module.path.clone(), target)).or_default();
                names.insert(name);
            }
        }
    }
    ties
}

/// The groups of files in which each can be reached from each, largest first.
pub fn circles(ties: &Ties) -> Vec<Vec<String>> {
    let files: BTreeSet<&String> = ties.keys().flat_map(|(a, b)| [a, b]).collect();
    let reach: BTreeMap<&String, BTreeSet<&String>> = files
        .iter()
        .map(|file| (*file, reached(file, ties)))
        .collect();
    let mut circles = BTreeSet::new();
    for file in &files {
        let group: Vec<String> = reach[*file]
            .iter()
            .filter(|other| reach[**other].contains(*file))
            .map(|other| (*other).clone())
            .collect();
        if group.len() > 1 {
            circles.insert(group);
        }
    }
    let mut circles: Vec<Vec<String>> = circles.into_iter().collect();
    circles.sort_by_key(|group| std::cmp::Reverse(group.len()));
    circles
}

fn reached<'a>(from: &String, ties: &'a Ties) -> BTreeSet<&'a String> {
    let mut reached = BTreeSet::new();
    let mut pending = vec![from];
    while let Some(file) = pending.pop() {
        for (_, to) in ties.keys().filter(|(a, _)| a == file) {
            if reached.insert(to) {
                pending.push(to);
            }
        }
    }
    reached
}

impl House {
    fn new(files: &[SourceFile]) -> House {
        let mut modules = BTreeMap::new();
        for file in files {
            if file.path.ends_with("tests.rs") || file.path.ends_with("main.rs") {
                continue;
            }
            let code = without_tests(&file.text);
            modules.insert(
                module_path(&file.path),
                Module {
                    path: file.path.clone(),
                    code,
                    imports: BTreeMap::new(),
                },
            );
        }
        let mut house = House { modules };
        let paths: Vec<Vec<String>> = house.modules.keys().cloned().collect();
        for path in paths {
            let imports = uses(&house.modules[&path].code)
                .into_iter()
                .filter_map(|(name, target)| Some((name, house.absolute(&target, &path)?)))
                .collect();
            if let Some(module) = house.modules.get_mut(&path) {
                module.imports = imports;
            }
        }
        house
    }

    /// A path as it is written in a module, from the root of the crate; `None` for other crates'.
    fn absolute(&self, written: &[String], within: &[String]) -> Option<Vec<String>> {
        let mut base = within.to_vec();
        let mut rest = written;
        match rest.first()?.as_str() {
            "crate" => {
                base.clear();
                rest = &rest[1..];
            }
            "self" => rest = &rest[1..],
            "super" => {
                while rest.first().is_some_and(|segment| segment == "super") {
                    base.pop()?;
                    rest = &rest[1..];
                }
            }
            first => {
                let child = [within, &[first.to_owned()]].concat();
                if !self.modules.contains_key(&child) {
                    let module = self.modules.get(within)?;
                    base = module.imports.get(first)?.clone();
                    rest = &rest[1..];
                }
            }
        }
        base.extend(rest.iter().cloned());
        Some(base)
    }

    /// The file that defines what a path means, and its name; `None` for a module as such.
    fn definition(&self, path: &[String], depth: usize) -> Option<(String, String)> {
        if depth > 16 {
            return None;
        }
        let mut at = Vec::new();
        for (index, segment) in path.iter().enumerate() {
            at.push(segment.clone());
            if self.modules.contains_key(&at) {
                continue;
            }
            at.pop();
            let module = self.modules.get(&at)?;
            if let Some(target) = module.imports.get(segment) {
                let target = [target, &path[index + 1..]].concat();
                return self.definition(&target, depth + 1);
            }
            return Some((module.path.clone(), segment.clone()));
        }
        None
    }
}

/// `src/heap/value.rs` is `heap::value`, `src/heap/mod.rs` is `heap`, `src/lib.rs` the root.
fn module_path(file: &str) -> Vec<String> {
    let inner = file.trim_start_matches("src/").trim_end_matches(".rs");
    let mut path: Vec<String> = inner.split('/').map(str::to_owned).collect();
    if path.last().is_some_and(|last| last == "mod") || path == ["lib"] {
        path.pop();
    }
    path
}

/// What the `use` items of a text bring: the name that it has here, and its path as written.
fn uses(code: &str) -> Vec<(String, Vec<String>)> {
    use_items(code).into_iter().flat_map(uses_of).collect()
}

fn uses_of(item: &str) -> Vec<(String, Vec<String>)> {
    let named = |mut path: Vec<String>| {
        let last = path.pop()?;
        let (target, name) = last.split_once(" as ").unwrap_or((&last, &last));
        path.push(target.to_owned());
        Some((name.to_owned(), path))
    };
    spread_use(item).into_iter().filter_map(named).collect()
}

/// The texts between `use` and `;`.
fn use_items(code: &str) -> Vec<&str> {
    let mut items = Vec::new();
    for (at, _) in code.match_indices("use ") {
        if code[..at].ends_with(is_word) {
            continue;
        }
        if let Some(end) = code[at..].find(';') {
            items.push(&code[at + "use ".len()..at + end]);
        }
    }
    items
}

/// `a::{b, c::{self, d as e}}` as `a::b`, `a::c`, `a::c::d as e`.
fn spread_use(item: &str) -> Vec<Vec<String>> {
    let item = item.trim();
    let Some(open) = item.find('{') else {
        let mut path: Vec<String> = item
            .split("::")
            .map(|part| part.trim().to_owned())
            .collect();
        if path.last().is_some_and(|last| last == "self") {
            path.pop();
        }
        return vec![path];
    };
    let prefix: Vec<String> = item[..open]
        .trim_end_matches("::")
        .split("::")
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect();
    let close = item.rfind('}').unwrap_or(item.len());
    let mut paths = Vec::new();
    let (mut depth, mut start) = (0, open + 1);
    for (at, c) in item[open + 1..close].char_indices() {
        let at = open + 1 + at;
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                paths.push(&item[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    paths.push(&item[start..close]);
    paths
        .into_iter()
        .filter(|part| !part.trim().is_empty())
        .flat_map(spread_use)
        .map(|path| [prefix.clone(), path].concat())
        .collect()
}

/// The paths, from the root of the crate, that a module's code names; what it only hands on is left out.
fn named_paths(code: &str, within: &[String], house: &House) -> Vec<Vec<String>> {
    let mut named = Vec::new();
    let mut handed_on = Vec::new();
    let mut rest = String::with_capacity(code.len());
    let mut at = 0;
    for item in use_items(code) {
        // The item's place in the text, to leave it out below.
        let start = item.as_ptr() as usize - code.as_ptr() as usize;
        let line = code[..start].rfind('\n').map_or(0, |end| end + 1);
        let hands_on = code[line..start].trim_start().starts_with("pub");
        let brought = uses_of(item)
            .into_iter()
            .filter_map(|(name, written)| Some((name, house.absolute(&written, within)?)));
        match hands_on {
            true => handed_on.extend(brought),
            false => named.extend(brought.map(|(_, path)| path)),
        }
        if line >= at {
            rest.push_str(&code[at..line]);
            at = start + item.len();
        }
    }
    rest.push_str(&code[at..]);
    let used = handed_on
        .into_iter()
        .filter(|(name, _)| names_by_itself(&rest, name));
    named.extend(used.map(|(_, path)| path));
    for written in inline_paths(&rest) {
        named.extend(house.absolute(&written, within));
    }
    named
}

/// Whether a name occurs in code, not only as the end of a path.
fn names_by_itself(code: &str, name: &str) -> bool {
    code.match_indices(name).any(|(at, _)| {
        let before = &code[..at];
        !before.ends_with("::")
            && !before.ends_with(is_word)
            && !code[at + name.len()..].starts_with(is_word)
    })
}

/// Paths of two segments and more in code: `messages::X`, `crate::heap::Value`.
fn inline_paths(code: &str) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    let mut rest = code;
    while let Some(start) = rest.find(is_word) {
        let after = rest[..start].ends_with(':');
        rest = &rest[start..];
        let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let mut path = vec![rest[..end].to_owned()];
        rest = &rest[end..];
        while let Some(deeper) = rest.strip_prefix("::")
            && deeper.starts_with(is_word)
        {
            let end = deeper.find(|c| !is_word(c)).unwrap_or(deeper.len());
            path.push(deeper[..end].to_owned());
            rest = &deeper[end..];
        }
        if path.len() > 1 && !after {
            paths.push(path);
        }
    }
    paths
}
