//! The names that a CommonJS module exports, as far as its text tells: what `import { a } from` can
//! name before the module has run.
//!
//! These are the rules of [cjs-module-lexer](https://github.com/nodejs/cjs-module-lexer), which Node
//! goes by: `exports.a =`, `module.exports = { a, b }`, `Object.defineProperty(exports, 'a', ...)` and
//! the like, wherever they are, whether or not they run. The text is gone over once, from token to
//! token; only patterns look ahead.

use super::scanner::{
    Cursor, is_before_expression, is_name_part, is_name_start, is_space, unescape,
};
use super::star_exports::{copied_module, getter_head};
use rustc_hash::{FxHashMap, FxHashSet};

/// What a text exports.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NamedExports {
    /// The names, each once, in the order of the text.
    pub names: Vec<String>,
    /// The requests of the modules whose exports are this module's too.
    pub reexports: Vec<String>,
}

/// Finds the exports. A text that can't be taken apart has none.
pub fn named_exports(text: &str) -> NamedExports {
    let mut finder = Finder {
        at: Cursor { text, place: 0 },
        found: NamedExports::default(),
        seen: FxHashSet::default(),
        required: FxHashMap::default(),
        open: Vec::new(),
        last: None,
        last_slash_divided: false,
        class_follows: false,
    };
    match finder.run() {
        Some(()) => finder.found,
        None => NamedExports::default(),
    }
}

/// Where a token is.
#[derive(Clone, Copy)]
struct Token {
    start: usize,
    end: usize,
}

/// A bracket that is open.
struct Open {
    /// The token before it.
    before: Option<Token>,
    /// Whether it is the body of a class.
    is_class: bool,
    /// Whether its end is in a template.
    in_template: bool,
}

struct Finder<'a> {
    at: Cursor<'a>,
    found: NamedExports,
    seen: FxHashSet<String>,
    /// The requests that variables of the top level were set to.
    required: FxHashMap<&'a str, &'a str>,
    open: Vec<Open>,
    last: Option<Token>,
    last_slash_divided: bool,
    class_follows: bool,
}

impl<'a> Finder<'a> {
    fn run(&mut self) -> Option<()> {
        if self.at.is_at("#!") {
            self.at.skip_line();
        }
        loop {
            self.at.skip_space();
            if self.at.place >= self.at.text.len() {
                return self.open.is_empty().then_some(());
            }
            let start = self.at.place;
            self.token(start)?;
            self.last = Some(Token {
                start,
                end: self.at.place,
            });
        }
    }

    fn token(&mut self, start: usize) -> Option<()> {
        match self.at.peek() {
            byte if is_name_start(byte) => {
                self.at.name();
                self.word(start);
            }
            byte if is_name_part(byte) => {
                while is_name_part(self.at.peek()) {
                    self.at.place += 1;
                }
            }
            b'\'' | b'"' => {
                self.at.string()?;
            }
            b'`' => {
                self.at.place += 1;
                self.template()?;
            }
            b'(' | b'{' => {
                let is_block = self.at.peek() == b'{';
                let is_class = is_block && std::mem::take(&mut self.class_follows);
                self.open.push(Open {
                    before: self.last,
                    is_class,
                    in_template: false,
                });
                self.at.place += 1;
            }
            b')' | b'}' => self.close()?,
            b'/' => self.slash()?,
            _ => self.at.place += 1,
        }
        Some(())
    }

    fn template(&mut self) -> Option<()> {
        if self.at.skip_template()? {
            self.open.push(Open {
                before: None,
                is_class: false,
                in_template: true,
            });
        }
        Some(())
    }

    fn close(&mut self) -> Option<()> {
        let open = self.open.pop()?;
        self.at.place += 1;
        if open.in_template {
            return self.template();
        }
        // What was before the bracket tells what a slash after it is.
        let ends_expression = match self.at.at(self.at.place - 1) {
            b')' => !open
                .before
                .is_some_and(|token| self.is_word(token, &["while", "for", "if"])),
            _ => !open.is_class && !open.before.is_some_and(|token| self.ends_statement(token)),
        };
        if !ends_expression {
            // A slash here begins a regular expression, as one after a semicolon does.
            let mut after = self.at;
            after.skip_space();
            if after.peek() == b'/' {
                self.at = after;
                self.at.skip_regular_expression()?;
                self.last_slash_divided = false;
            }
        }
        Some(())
    }

    /// Whether a block after this token is a statement's.
    fn ends_statement(&self, token: Token) -> bool {
        match self.at.at(token.end - 1) {
            b'>' => token.end > 1 && self.at.at(token.end - 2) == b'=',
            b';' | b')' => true,
            _ => self.is_word(token, &["catch", "finally", "else"]),
        }
    }

    fn is_word(&self, token: Token, words: &[&str]) -> bool {
        let text = &self.at.text[token.start..token.end];
        words.contains(&text) && self.at.begins_word(token.start)
    }

    fn slash(&mut self) -> Option<()> {
        const BEFORE_EXPRESSION: [&str; 14] = [
            "await",
            "case",
            "debugger",
            "delete",
            "do",
            "else",
            "in",
            "instanceof",
            "new",
            "return",
            "throw",
            "typeof",
            "void",
            "yield",
        ];
        let begins = self.last.is_none_or(|last| {
            let byte = self.at.at(last.end - 1);
            let before = match last.end {
                0 | 1 => 0,
                end => self.at.at(end - 2),
            };
            match byte {
                b'.' => !before.is_ascii_digit(),
                b'+' | b'-' => before != byte,
                // The end of a regular expression is no division.
                b'/' => last.end - last.start == 1 && self.last_slash_divided,
                _ if is_before_expression(byte) => true,
                _ => self.is_word(last, &BEFORE_EXPRESSION),
            }
        });
        if begins {
            self.at.skip_regular_expression()?;
        } else {
            self.at.place += 1;
        }
        self.last_slash_divided = !begins;
        Some(())
    }

    /// Looks at what follows a word.
    fn word(&mut self, start: usize) {
        let at = self.at;
        let is_outside = self.open.is_empty();
        let begins = at.begins_word(start);
        let after_dot = start > 0 && at.at(start - 1) == b'.';
        match &at.text[start..at.place] {
            "exports" if begins => drop(self.member(at)),
            "module" if begins => drop(self.module(at)),
            "Object" if begins && self.property(at).is_none() && is_outside => self.copied(at),
            "class" if begins && is_space(at.peek()) => self.class_follows = true,
            "require" if begins && is_outside => {
                let mut call = Cursor { place: start, ..at };
                if let Some(request) = call.require() {
                    self.keep_required(start, request);
                }
            }
            "_interopRequireWildcard" if begins && is_outside => {
                let mut call = at;
                if call.take("(").is_some()
                    && let Some(request) = call.require()
                {
                    self.keep_required(start, request);
                }
            }
            "__export" | "__exportStar" if (begins || after_dot) && is_outside => {
                let mut call = at;
                if call.take("(").is_some()
                    && let Some(request) = call.require()
                {
                    self.add_reexport(request);
                }
            }
            _ => {}
        }
    }

    /// `.name =` or `['name'] =` after `exports`.
    fn member(&mut self, mut at: Cursor<'a>) -> Option<()> {
        if at.may_eat(".") {
            let name = at.eat_name()?;
            at.eat("=")?;
            self.add(name);
        } else {
            at.eat("[")?;
            let name = at.eat_string()?;
            at.eat_all(&["]", "="])?;
            self.add_literal(name);
        }
        Some(())
    }

    /// `.exports`, and what follows that, after `module`.
    fn module(&mut self, mut at: Cursor<'a>) -> Option<()> {
        at.eat_all(&[".", "exports"])?;
        if !at.may_eat("=") {
            return self.member(at);
        }
        self.found.reexports.clear();
        at.skip_space();
        if at.take("{").is_some() {
            return self.literal(at);
        }
        let request = at.require()?;
        self.add_reexport(request);
        Some(())
    }

    /// The properties of an object literal, up to the first that isn't simple.
    fn literal(&mut self, mut at: Cursor<'a>) -> Option<()> {
        loop {
            at.skip_space();
            if let Some(name) = at.name() {
                at.skip_space();
                if at.take(":").is_some() {
                    at.eat_name()?;
                } else if name == "get" && is_name_start(at.peek()) {
                    return None;
                }
                self.add(name);
            } else if at.take("...").is_some() {
                match at.require() {
                    Some(request) => self.add_reexport(request),
                    None => drop(at.name()?),
                }
                at.skip_space();
            } else {
                let name = at.string()?;
                at.eat(":")?;
                at.eat_name()?;
                self.add_literal(name);
            }
            at.take(",")?;
        }
    }

    /// `.defineProperty(exports, 'name', { ... })` after `Object`, with a value or a simple getter.
    fn property(&mut self, mut at: Cursor<'a>) -> Option<()> {
        at.eat_all(&[".", "defineProperty", "("])?;
        at.eat_exports()?;
        at.eat(",")?;
        let name = at.eat_string()?;
        at.eat_all(&[",", "{"])?;
        if at.may_eat("enumerable") {
            at.eat_all(&[":", "true", ","])?;
        }
        if at.may_eat("value") {
            at.eat(":")?;
        } else {
            at.eat("get")?;
            getter_head(&mut at)?;
            at.eat_all(&["{", "return"])?;
            at.eat_name()?;
            if at.may_eat(".") {
                at.eat_name()?;
            } else if at.may_eat("[") {
                at.eat_string()?;
                at.eat("]")?;
            }
            at.may_eat(";");
            at.eat("}")?;
            at.may_eat(",");
            at.eat_all(&["}", ")"])?;
        }
        self.add_literal(name);
        Some(())
    }

    /// All names of a module that a variable was set to.
    fn copied(&mut self, at: Cursor<'a>) {
        let request = copied_module(at).and_then(|id| self.required.get(id).copied());
        if let Some(request) = request {
            self.add_reexport(request);
        }
    }

    /// Notes `var id = require('x')`, from the place of what is right of the sign. Between the words
    /// there are spaces, and nothing else.
    fn keep_required(&mut self, place: usize, request: &'a str) {
        let before = self.at.text[..place].trim_end_matches(' ');
        let Some(before) = before.strip_suffix('=') else {
            return;
        };
        let before = before.trim_end_matches(' ');
        let name = before.bytes().rev().take_while(|byte| is_name_part(*byte));
        let (head, id) = before.split_at(before.len() - name.count());
        let head = head.trim_end_matches(' ').len();
        let declares = ["var", "let", "const"].iter().any(|word| {
            let start = head.checked_sub(word.len());
            start.is_some_and(|start| {
                before.get(start..head) == Some(word) && self.at.begins_word(start)
            })
        });
        let apart = before.len() - id.len() > head;
        if declares && apart && id.bytes().next().is_some_and(is_name_start) {
            self.required.entry(id).or_insert(request);
        }
    }

    fn add(&mut self, name: &str) {
        if self.seen.insert(name.to_string()) {
            self.found.names.push(name.to_string());
        }
    }

    fn add_literal(&mut self, literal: &str) {
        if let Some(name) = unescape(literal) {
            self.add(&name);
        }
    }

    fn add_reexport(&mut self, literal: &str) {
        self.found.reexports.extend(unescape(literal));
    }
}
