//! A case: a program, its directives, and where its expectations are.
//!
//! Directives stand in the comment lines at the top of the program, one per line:
//!
//! | directive | meaning |
//! | --- | --- |
//! | `// exit: 1` | the expected exit code (default 0) |
//! | `// args: --clock=virtual` | flags for minijs, unknown to Node |
//! | `// node-args: --stack-size=3900` | flags for Node, unknown to minijs |
//! | `// argv: a "b c"` | arguments for the program |
//! | `// cmd: -p "1 + 1"` | the command line instead of the file's name; `{file}` stands for it, `none` is empty |
//! | `// stdin: text\n` | standard input (default: empty); `@file` pipes the program itself |
//! | `// stderr: ignore` | standard error is not compared |
//! | `// node: differs because ...` | not compared with Node, and why |
//! | `// gc-stress: 1000 because ...` | the smallest interval for `--gc-stress`, and why |
//!
//! `--script` among the args has a counterpart on Node: the file runs through
//! `vm.runInThisContext`, as a classic script.

use std::fs;
use std::path::{Path, PathBuf};

/// One program and all that is needed to run it and judge it.
pub(crate) struct Case {
    /// The path below the folder of goldens, without the extension: `language/closures`.
    pub(crate) name: String,
    /// The program, as an absolute path.
    pub(crate) path: PathBuf,
    /// The expected exit code.
    pub(crate) exit: i32,
    /// Flags for minijs only.
    pub(crate) args: Vec<String>,
    /// Flags for Node only.
    pub(crate) node_args: Vec<String>,
    /// Arguments for the program.
    pub(crate) argv: Vec<String>,
    /// The command line in place of the file.
    pub(crate) cmd: Option<Vec<String>>,
    /// What is piped into the program.
    pub(crate) stdin: Vec<u8>,
    /// Whether standard error is not compared.
    pub(crate) ignore_stderr: bool,
    /// Why Node can't run it with the same result.
    pub(crate) node_differs: Option<String>,
    /// The smallest interval between forced collections that ends within the time limit.
    pub(crate) min_gc_stress: u32,
}

impl Case {
    fn load(name: String, path: PathBuf) -> Result<Case, String> {
        let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let mut case = Case {
            name,
            path,
            exit: 0,
            args: Vec::new(),
            node_args: Vec::new(),
            argv: Vec::new(),
            cmd: None,
            stdin: Vec::new(),
            ignore_stderr: false,
            node_differs: None,
            min_gc_stress: 1,
        };
        for line in directive_lines(&text) {
            case.apply(line, &bytes)
                .map_err(|error| format!("{}: `{line}`: {error}", case.path.display()))?;
        }
        Ok(case)
    }

    /// Applies one comment line; prose is not a directive and is left alone.
    fn apply(&mut self, line: &str, program: &[u8]) -> Result<(), String> {
        let Some((key, value)) = line.split_once(": ") else {
            return Ok(());
        };
        match key {
            "exit" => self.exit = value.trim().parse().map_err(|_| "not a number")?,
            "args" => self.args = words(value),
            "node-args" => self.node_args = words(value),
            "argv" => self.argv = words(value),
            "cmd" if value == "none" => self.cmd = Some(Vec::new()),
            "cmd" => {
                let file = self.path.to_string_lossy().into_owned();
                let words = words(value).into_iter();
                self.cmd = Some(words.map(|word| word.replace("{file}", &file)).collect());
            }
            "stdin" if value == "@file" => self.stdin = program.to_vec(),
            "stdin" => self.stdin = value.replace("\\n", "\n").into_bytes(),
            "stderr" if value == "ignore" => self.ignore_stderr = true,
            "stderr" => return Err("only `ignore` is known".into()),
            "node" => match value.strip_prefix("differs because ") {
                Some(reason) => self.node_differs = Some(reason.into()),
                None => return Err("say `differs because ...`".into()),
            },
            "gc-stress" => {
                let number = value.split(' ').next().unwrap_or(value);
                self.min_gc_stress = number.parse().map_err(|_| "not a number")?;
            }
            _ => {}
        }
        Ok(())
    }

    /// Where the expected standard output is.
    pub(crate) fn out(&self) -> PathBuf {
        self.path.with_extension("out")
    }

    /// Where the expected standard error is, if any is expected.
    pub(crate) fn err(&self) -> PathBuf {
        self.path.with_extension("err")
    }
}

/// The comment lines at the top, without their marks; a hashbang before them is skipped.
fn directive_lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .skip_while(|line| line.starts_with("#!"))
        .map_while(|line| line.strip_prefix("//"))
        .map(|line| line.strip_prefix(' ').unwrap_or(line))
}

/// Splits at spaces, except within single or double quotes.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut started = false;
    let mut quote = None;
    for c in text.chars() {
        match (quote, c) {
            (Some(q), c) if c == q => quote = None,
            (None, '"' | '\'') => (quote, started) = (Some(c), true),
            (None, ' ') => {
                if std::mem::take(&mut started) {
                    words.push(std::mem::take(&mut word));
                }
            }
            (_, c) => {
                word.push(c);
                started = true;
            }
        }
    }
    if started {
        words.push(word);
    }
    words
}

/// Every case below `folder`, in the order of their names. A folder that holds a `main` program
/// is one case; the other files in it are its modules.
pub(crate) fn collect(folder: &Path, prefix: &str) -> Result<Vec<Case>, String> {
    let folder = match folder.canonicalize() {
        Ok(folder) => folder,
        Err(error) => return Err(format!("{}: {error}", folder.display())),
    };
    let mut cases = Vec::new();
    visit(&folder, prefix, &mut cases)?;
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    if let Some(pair) = cases.windows(2).find(|pair| pair[0].name == pair[1].name) {
        return Err(format!("two programs are named {}", pair[0].name));
    }
    Ok(cases)
}

fn visit(folder: &Path, prefix: &str, cases: &mut Vec<Case>) -> Result<(), String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    if let Some(main) = paths
        .iter()
        .find(|path| is_program(path) && stem(path) == "main")
    {
        paths = vec![main.clone()];
    }
    for path in paths {
        if path.is_dir() {
            // Programs of the harness itself are no cases.
            if stem(&path) != "support" {
                visit(&path, &format!("{prefix}{}/", stem(&path)), cases)?;
            }
        } else if is_program(&path) {
            let name = format!("{prefix}{}", stem(&path));
            cases.push(Case::load(name, path)?);
        }
    }
    Ok(())
}

fn is_program(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| ["js", "mjs", "cjs"].iter().any(|js| extension == *js))
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
