//! Directives: what the comment lines at the top of a program say about how it is run and judged.
//!
//! The table is in the documentation of [`Directives`]; [`KEYS`] is the same for the code.

use std::time::Duration;

/// What the comment lines at the top of a program say, one directive a line. Other comments are left
/// alone.
///
/// | directive | meaning |
/// | --- | --- |
/// | `// exit: 1` | the expected exit code (default 0) |
/// | `// argv: a "b c"` | arguments for the program |
/// | `// stdin: text\n` | standard input, where no `.in` is there; `@file` pipes the program itself |
/// | `// stderr: ignore` | standard error is not compared |
/// | `// timeout: 500` | the time limit, in milliseconds |
/// | `// clock: real because ...` | timers wait, and dates are the machine's (default `virtual`) |
/// | `// seed: 7` | the seed of `Math.random` (default 0); `none` for none |
/// | `// env: NAME=value` | a variable of the environment; as many lines as there are variables |
/// | `// permissions: fs-read` | what the program may do besides: see [`Permission`] |
/// | `// flags: --max-heap=48` | flags for minijs, unknown to other commands; `args` is the same |
/// | `// node-args: --expose-gc` | flags for Node, unknown to minijs |
/// | `// cmd: -p "1 + 1"` | the command line in place of the file's name, for which `{file}` stands; `none` for an empty one |
/// | `// node: differs because ...` | not compared with other commands, and why |
/// | `// gc-stress: 1000 because ...` | the smallest interval between forced collections, and why |
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Directives {
    /// The expected exit code.
    pub exit: i32,
    /// Arguments for the program.
    pub argv: Vec<String>,
    /// Standard input.
    pub stdin: Option<Vec<u8>>,
    /// Whether standard error is not compared.
    pub ignore_stderr: bool,
    /// The time limit.
    pub timeout: Option<Duration>,
    /// Whether timers wait, and dates are the machine's.
    pub real_clock: bool,
    /// The seed of `Math.random`.
    pub seed: Option<u64>,
    /// Variables of the environment.
    pub environment: Vec<(String, String)>,
    /// What the program may do besides.
    pub permissions: Vec<Permission>,
    /// Flags for minijs only.
    pub flags: Vec<String>,
    /// Flags for Node only.
    pub node_args: Vec<String>,
    /// The command line in place of the file.
    pub cmd: Option<Vec<String>>,
    /// Why other commands can't run it with the same result.
    pub node_differs: Option<String>,
    /// The smallest interval between forced collections that ends within the time limit.
    pub min_gc_stress: u32,
}

impl Default for Directives {
    fn default() -> Directives {
        Directives {
            exit: 0,
            argv: Vec::new(),
            stdin: None,
            ignore_stderr: false,
            timeout: None,
            real_clock: false,
            seed: Some(0),
            environment: Vec::new(),
            permissions: Vec::new(),
            flags: Vec::new(),
            node_args: Vec::new(),
            cmd: None,
            node_differs: None,
            min_gc_stress: 1,
        }
    }
}

/// What a program may be allowed to do, in the words of Node's flags without `--allow-`. Without any it may
/// import and read what is in its own folder (the one that the suite is run from) and use its own streams;
/// to read other files, and to change any, ends in `ERR_ACCESS_DENIED`. These are rules of minijs: another
/// command isn't kept from anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Permission {
    /// `fs-read`: to read files by `fs`.
    FsRead,
    /// `fs-write`: to make, change and remove files by `fs`.
    FsWrite,
    /// `env`: to see the whole environment of who runs the suite.
    Env,
}

/// The words of permissions that Node has and that nothing here asks for yet.
const UNSUPPORTED: &[&str] = &[
    "net",
    "child-process",
    "worker",
    "addons",
    "wasi",
    "inspector",
];

/// What reads a directive.
type Apply = fn(&mut Directives, &str, &[u8]) -> Result<(), String>;

/// The directives.
const KEYS: &[(&str, Apply)] = &[
    ("exit", |it, value, _| {
        it.exit = exit_code(value)?;
        Ok(())
    }),
    ("argv", |it, value, _| {
        it.argv = words(value);
        Ok(())
    }),
    ("stdin", |it, value, program| {
        it.stdin = Some(match value {
            "@file" => program.to_vec(),
            _ => value.replace("\\n", "\n").into_bytes(),
        });
        Ok(())
    }),
    ("stderr", |it, value, _| match value.trim() {
        "ignore" => {
            it.ignore_stderr = true;
            Ok(())
        }
        _ => Err("only `ignore` is known".into()),
    }),
    ("timeout", |it, value, _| {
        it.timeout = match number(value)? {
            0 => return Err("a limit is at least 1".into()),
            limit => Some(Duration::from_millis(limit)),
        };
        Ok(())
    }),
    ("clock", |it, value, _| {
        it.real_clock = match value.split(' ').next().unwrap_or(value) {
            "real" => true,
            "virtual" => false,
            _ => return Err("a clock is `real` or `virtual`".into()),
        };
        Ok(())
    }),
    ("seed", |it, value, _| {
        it.seed = match value.trim() {
            "none" => None,
            _ => Some(number(value)?),
        };
        Ok(())
    }),
    ("env", |it, value, _| match value.split_once('=') {
        Some((name, value)) if !name.is_empty() => {
            it.environment.push((name.into(), value.into()));
            Ok(())
        }
        _ => Err("say `NAME=value`".into()),
    }),
    ("permissions", |it, value, _| {
        for word in value.split([' ', ',']).filter(|word| !word.is_empty()) {
            it.permissions.push(permission(word)?);
        }
        Ok(())
    }),
    ("flags", |it, value, _| {
        it.flags = words(value);
        Ok(())
    }),
    ("args", |it, value, _| {
        it.flags = words(value);
        Ok(())
    }),
    ("node-args", |it, value, _| {
        it.node_args = words(value);
        Ok(())
    }),
    ("cmd", |it, value, _| {
        it.cmd = Some(match value {
            "none" => Vec::new(),
            _ => words(value),
        });
        Ok(())
    }),
    ("node", |it, value, _| {
        match value.strip_prefix("differs because ") {
            Some(reason) => {
                it.node_differs = Some(reason.into());
                Ok(())
            }
            None => Err("say `differs because ...`".into()),
        }
    }),
    ("gc-stress", |it, value, _| {
        it.min_gc_stress = number(value.split(' ').next().unwrap_or(value))?;
        Ok(())
    }),
];

impl Directives {
    /// Reads the directives of a program.
    ///
    /// # Errors
    /// The line that is wrong, and why.
    pub fn read(program: &[u8]) -> Result<Directives, String> {
        let text = String::from_utf8_lossy(program);
        let mut directives = Directives::default();
        for line in comment_lines(&text) {
            let told = |error: String| format!("`// {line}`: {error}");
            let Some((key, value)) = line.split_once(": ") else {
                if let Some(meant) = nearly(line) {
                    return Err(told(format!("write `{meant}: `, with a space behind it")));
                }
                continue;
            };
            if let Some((_, apply)) = KEYS.iter().find(|(known, _)| *known == key) {
                apply(&mut directives, value, program).map_err(told)?;
            } else if let Some(meant) = nearest(key) {
                return Err(told(format!("did you mean `{meant}: `?")));
            }
        }
        Ok(directives)
    }

    /// Whether the program may do this.
    #[must_use]
    pub fn allows(&self, permission: Permission) -> bool {
        self.permissions.contains(&permission)
    }
}

/// The directive that a line has without the space behind its colon. What would not be a value of it is
/// prose, such as `node:fs is used`.
fn nearly(line: &str) -> Option<&'static str> {
    let (key, value) = line.split_once(':')?;
    let key = key.trim_end();
    let (known, apply) = KEYS.iter().find(|(known, _)| *known == key)?;
    apply(&mut Directives::default(), value.trim(), b"").ok()?;
    Some(known)
}

/// What a process can end with.
fn exit_code(value: &str) -> Result<i32, String> {
    match number(value)? {
        code @ 0..=255 => Ok(code),
        code if cfg!(windows) => Ok(code),
        code => Err(format!(
            "exit codes are 0 to 255: this ends with {}",
            code & 255
        )),
    }
}

fn number<T: std::str::FromStr>(value: &str) -> Result<T, String> {
    value.trim().parse().map_err(|_| "not a number".into())
}

fn permission(word: &str) -> Result<Permission, String> {
    match word.trim_start_matches("--allow-") {
        "fs-read" => Ok(Permission::FsRead),
        "fs-write" => Ok(Permission::FsWrite),
        "env" => Ok(Permission::Env),
        word if UNSUPPORTED.contains(&word) => Err(format!(
            "`{word}` isn't supported yet: programs can't do that"
        )),
        _ => Err(format!(
            "no permission is called `{word}`: there are fs-read, fs-write, env"
        )),
    }
}

/// The comment lines at the top, without their marks; a byte order mark and a hashbang before them are
/// skipped.
fn comment_lines(text: &str) -> impl Iterator<Item = &str> {
    text.strip_prefix('\u{feff}')
        .unwrap_or(text)
        .lines()
        .skip_while(|line| line.starts_with("#!") || line.trim().is_empty())
        .map_while(|line| line.strip_prefix("//"))
        .map(|line| line.strip_prefix(' ').unwrap_or(line))
}

/// The directive that a word with one wrong letter means; prose has other words.
fn nearest(key: &str) -> Option<&'static str> {
    let is_word = key.len() > 3 && key.bytes().all(|byte| byte.is_ascii_lowercase());
    let mut known = KEYS.iter().map(|(known, _)| *known);
    // Capitals and spaces before the colon are neither prose's nor a directive's.
    let plain = key.trim_end();
    if let Some(same) = known
        .clone()
        .find(|known| known.eq_ignore_ascii_case(plain))
    {
        return (plain.len() < key.len() || plain.bytes().all(|byte| byte.is_ascii_uppercase()))
            .then_some(same);
    }
    // Few write another first letter, and what a comment begins with may be any word.
    let alike = |known: &&str| known[..1] == key[..1] && one_apart(key, known);
    known.find(|known| is_word && known.len() > 3 && alike(known))
}

/// Whether one letter more, less or other, or two that changed places, makes one word of the other.
fn one_apart(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[same..], &b[same..]);
    match a.len().cmp(&b.len()) {
        std::cmp::Ordering::Less => a == &b[1..],
        std::cmp::Ordering::Greater => &a[1..] == b,
        std::cmp::Ordering::Equal if a.is_empty() => false,
        std::cmp::Ordering::Equal => {
            let is_swap = a.len() > 1 && a[0] == b[1] && a[1] == b[0] && a[2..] == b[2..];
            a[1..] == b[1..] || is_swap
        }
    }
}

/// Splits at spaces, except within single or double quotes.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
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

#[cfg(test)]
mod tests {
    use super::{Directives, Permission, words};
    use std::time::Duration;

    fn read(program: &str) -> Result<Directives, String> {
        Directives::read(program.as_bytes())
    }

    #[test]
    fn quoted_words() {
        assert_eq!(
            words("a  \"b c\" 'd \"e' f'g'"),
            ["a", "b c", "d \"e", "fg"]
        );
        assert_eq!(words("\"\""), [""]);
    }

    #[test]
    fn directives_are_read_and_prose_is_left_alone() {
        let it = read(
            "#!/usr/bin/env minijs\n// Shows: nothing.\n// exit: 3\n//timeout: 500\n// argv: a 'b c'\n\
             // clock: real because it waits\n// seed: none\n// env: A=b=c\n// stdin: x\\ny\n// permissions: fs-read env\n\n// exit: 4\n",
        )
        .unwrap();
        assert_eq!((it.exit, it.timeout), (3, Some(Duration::from_millis(500))));
        assert_eq!((it.real_clock, it.seed), (true, None));
        assert_eq!(it.argv, ["a", "b c"]);
        assert_eq!(it.environment, [("A".into(), "b=c".into())]);
        assert_eq!(it.stdin.as_deref(), Some(&b"x\ny"[..]));
        assert!(it.allows(Permission::FsRead) && !it.allows(Permission::FsWrite));
    }

    #[test]
    fn what_is_wrong_is_told() {
        let cases = [
            ("// exit: one", "not a number"),
            ("// stderr: keep", "only `ignore` is known"),
            ("// clock: fast", "`real` or `virtual`"),
            ("// clock: realistic", "`real` or `virtual`"),
            ("// node: differs", "say `differs because ...`"),
            ("// env: X", "say `NAME=value`"),
            ("// permissions: net", "`net` isn't supported yet"),
            ("// permissions: all", "no permission is called `all`"),
            ("// exti: 1", "did you mean `exit: `?"),
            ("// timout: 1", "did you mean `timeout: `?"),
            ("// timeout: 0", "at least 1"),
            ("// exit: 300", "this ends with 44"),
            ("// exit: -1", "this ends with 255"),
            ("// exit:1", "write `exit: `"),
            ("// exit :1", "write `exit: `"),
            ("// exit : 1", "did you mean `exit: `?"),
            ("// EXIT: 1", "did you mean `exit: `?"),
            ("\u{feff}// exit: one", "not a number"),
        ];
        for (text, expected) in cases {
            let error = read(text).err().unwrap_or_default();
            assert!(error.contains(expected), "{text}: {error:?}");
        }
        assert!(read("// Edit: this\n// notes: 1\n// code: 2").is_ok());
        assert!(read("// node:fs is used\n// Exit: the way out\n// clock:8 o'clock").is_ok());
        assert_eq!(read("\u{feff}// exit: 3\r\n").unwrap().exit, 3);
    }
}
