//! Patterns as trees: [Patterns](https://tc39.es/ecma262/#sec-patterns) and, without `u` and `v`,
//! [their extensions for the web](https://tc39.es/ecma262/#sec-regular-expressions-patterns).
//!
//! What is read here was found to be without errors before; nothing is refused but classes that
//! exclude strings.

use super::class::Classes;
use super::fold::close_over_case;
use super::groups::Groups;
use super::sets::Points;
use crate::engine::Budget;

/// A part of a pattern.
#[derive(Debug)]
pub(super) enum Node {
    Empty,
    Char(u32),
    Set(Points),
    Sequence(Vec<Node>),
    Choice(Vec<Node>),
    /// A capturing group, by its number.
    Group(usize, Box<Node>),
    Look {
        behind: bool,
        negated: bool,
        body: Box<Node>,
    },
    /// A reference to whichever of some groups has matched.
    Reference {
        groups: Vec<usize>,
        ignore_case: bool,
    },
    Start {
        multiline: bool,
    },
    End {
        multiline: bool,
    },
    Boundary {
        negated: bool,
        /// Whether `ſ` and `K` are letters of words too.
        folds: bool,
    },
    Repeat {
        body: Box<Node>,
        least: u32,
        most: u32,
        greedy: bool,
        /// The capturing groups inside.
        groups: std::ops::Range<usize>,
    },
}

/// How a part of a pattern is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mode {
    pub(super) ignore_case: bool,
    pub(super) multiline: bool,
    pub(super) dot_all: bool,
    /// With `u` or `v`.
    pub(super) unicode: bool,
    /// With `v`.
    pub(super) sets: bool,
}

/// No upper end.
pub(super) const ENDLESS: u32 = u32::MAX;

pub(super) const LINE_ENDS: [(u32, u32); 3] = [(0xA, 0xA), (0xD, 0xD), (0x2028, 0x2029)];

/// The tree of a pattern, given in code units, or code points with `u` or `v`; or what is wrong.
/// Something worthless where the budget is spent.
pub(super) fn read(
    points: &[u32],
    groups: &Groups,
    mode: Mode,
    budget: &Budget,
) -> Result<Node, &'static str> {
    let mut reader = Reader {
        points,
        budget,
        at: 0,
        mode,
        known: groups,
        groups: 0,
        negates_strings: false,
        depth: 0,
        too_deep: false,
    };
    let node = reader.disjunction();
    match reader.negates_strings {
        _ if reader.too_deep => Err("Regular expression too large"),
        true => Err("Negated character class may contain strings"),
        false => Ok(node),
    }
}

/// Reads a pattern.
pub(super) struct Reader<'a> {
    points: &'a [u32],
    pub(super) budget: &'a Budget,
    at: usize,
    pub(super) mode: Mode,
    known: &'a Groups,
    /// How many capturing groups began already.
    groups: usize,
    /// Whether a class excludes what may be strings.
    pub(super) negates_strings: bool,
    /// How many groups and classes are open, and whether that were ever too many.
    depth: u32,
    too_deep: bool,
}

/// How deep groups and classes may be nested: whatever walks over the tree recurses so deep.
const MOST_NESTED: u32 = 5000;

/// Native stack, in bytes, that reading, compiling and dropping so deep a tree takes at most.
pub(super) const NATIVE_STACK: usize = MOST_NESTED as usize * 2048;

impl Reader<'_> {
    pub(super) fn peek(&self) -> Option<char> {
        self.points.get(self.at).and_then(|&p| char::from_u32(p))
    }

    pub(super) fn next(&mut self) -> Option<u32> {
        if self.budget.spend(1).is_err() {
            self.at = self.points.len();
            return None;
        }
        let point = self.points.get(self.at).copied();
        self.at += 1;
        point
    }

    pub(super) fn eat(&mut self, text: &str) -> bool {
        let rest = self.points.get(self.at..).unwrap_or_default();
        let mut length = 0;
        for character in text.chars() {
            if rest.get(length) != Some(&(character as u32)) {
                return false;
            }
            length += 1;
        }
        self.at += length;
        true
    }

    /// What stands before a character, which is passed over.
    pub(super) fn until(&mut self, end: char) -> &[u32] {
        let start = self.at.min(self.points.len());
        let rest = &self.points[start..];
        let length = rest.iter().position(|&point| point == end as u32);
        let length = length.unwrap_or(rest.len());
        self.at = start + length + 1;
        &rest[..length]
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.at >= self.points.len()
    }

    pub(super) fn position(&self) -> usize {
        self.at
    }

    pub(super) fn set_position(&mut self, at: usize) {
        self.at = at;
    }

    /// Reads something that may contain its like; nothing, to the pattern's end, where that is too
    /// deep.
    pub(super) fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.depth == MOST_NESTED {
            self.too_deep = true;
            self.at = self.points.len();
            return None;
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        Some(result)
    }

    fn disjunction(&mut self) -> Node {
        let mut choices = vec![self.alternative()];
        while self.eat("|") {
            choices.push(self.alternative());
        }
        match choices.len() {
            1 => choices.remove(0),
            _ => Node::Choice(choices),
        }
    }

    fn alternative(&mut self) -> Node {
        let mut terms = Vec::new();
        while !self.is_at_end() && !matches!(self.peek(), Some('|' | ')')) {
            let groups = self.groups + 1;
            let term = self.term();
            let term = self.quantified(term, groups);
            if !matches!(term, Node::Empty) {
                terms.push(term);
            }
        }
        match terms.len() {
            0 => Node::Empty,
            1 => terms.remove(0),
            _ => Node::Sequence(terms),
        }
    }

    /// A term with the quantifier that follows it.
    fn quantified(&mut self, term: Node, first_group: usize) -> Node {
        let (least, most) = match self.peek() {
            Some('*') => (0, ENDLESS),
            Some('+') => (1, ENDLESS),
            Some('?') => (0, 1),
            Some('{') => match self.braces() {
                Some(counts) => counts,
                None => return term,
            },
            _ => return term,
        };
        // The braces are passed over already, all but the last.
        self.at += 1;
        let greedy = !self.eat("?");
        Node::Repeat {
            body: Box::new(term),
            least,
            most,
            greedy,
            groups: first_group..self.groups + 1,
        }
    }

    /// The counts in braces, up to the closing one; where there are none, nothing is passed over.
    fn braces(&mut self) -> Option<(u32, u32)> {
        let start = self.at;
        self.at += 1;
        let counts = self.counts();
        if counts.is_none() {
            self.at = start;
        }
        counts
    }

    fn counts(&mut self) -> Option<(u32, u32)> {
        let least = self.number()?;
        let most = match self.eat(",") {
            false => least,
            true if self.peek() == Some('}') => ENDLESS,
            true => self.number()?,
        };
        (self.peek() == Some('}')).then_some((least.min(ENDLESS - 1), most))
    }

    /// A decimal number; as large as can be where it is larger.
    fn number(&mut self) -> Option<u32> {
        let mut number = None;
        while let Some(digit) = self.peek().and_then(|digit| digit.to_digit(10)) {
            let before: u32 = number.unwrap_or(0);
            number = Some(before.saturating_mul(10).saturating_add(digit));
            self.at += 1;
        }
        number
    }

    fn term(&mut self) -> Node {
        let mode = self.mode;
        let multiline = mode.multiline;
        let start = self.at;
        let Some(point) = self.next() else {
            return Node::Empty;
        };
        match char::from_u32(point) {
            Some('^') => Node::Start { multiline },
            Some('$') => Node::End { multiline },
            Some('(') => self.nested(Reader::group).unwrap_or(Node::Empty),
            Some('.') => match mode.dot_all {
                true => set(Points::default().not()),
                false => set(Points::new(&LINE_ENDS).not()),
            },
            Some('[') => {
                self.at = start;
                self.class()
            }
            Some('\\') => self.escape(),
            _ => self.character(point),
        }
    }

    /// A character, in either case if case doesn't matter.
    pub(super) fn character(&self, point: u32) -> Node {
        let Mode {
            ignore_case,
            unicode,
            ..
        } = self.mode;
        if ignore_case {
            let same = close_over_case(&Points::one(point), unicode);
            if same != Points::one(point) {
                return set(same);
            }
        }
        Node::Char(point)
    }

    fn group(&mut self) -> Node {
        if !self.eat("?") {
            return self.capturing();
        }
        for (text, behind, negated) in [
            ("=", false, false),
            ("!", false, true),
            ("<=", true, false),
            ("<!", true, true),
        ] {
            if self.eat(text) {
                let body = Box::new(self.disjunction());
                self.eat(")");
                return Node::Look {
                    behind,
                    negated,
                    body,
                };
            }
        }
        if self.eat("<") {
            self.until('>');
            return self.capturing();
        }
        let outside = self.mode;
        let mut on = true;
        while let Some(point) = self.next() {
            match char::from_u32(point) {
                Some('i') => self.mode.ignore_case = on,
                Some('m') => self.mode.multiline = on,
                Some('s') => self.mode.dot_all = on,
                Some('-') => on = false,
                _ => break,
            }
        }
        let body = self.disjunction();
        self.mode = outside;
        self.eat(")");
        body
    }

    fn capturing(&mut self) -> Node {
        self.groups += 1;
        let number = self.groups;
        let body = self.disjunction();
        self.eat(")");
        Node::Group(number, Box::new(body))
    }

    /// What stands behind a backslash, outside of classes.
    fn escape(&mut self) -> Node {
        let Mode {
            ignore_case,
            unicode,
            ..
        } = self.mode;
        match self.peek() {
            Some(letter @ ('b' | 'B')) => {
                self.at += 1;
                return Node::Boundary {
                    negated: letter == 'B',
                    folds: ignore_case && unicode,
                };
            }
            Some('1'..='9') => {
                let start = self.at;
                let number = self.number().map_or(usize::MAX, |number| number as usize);
                if number <= self.known.count {
                    return Node::Reference {
                        groups: vec![number],
                        ignore_case,
                    };
                }
                self.at = start;
            }
            Some('k') if unicode || !self.known.named.is_empty() => {
                self.eat("k<");
                let name = super::groups::name_text(self.until('>'));
                let named = self.known.find(&name);
                return Node::Reference {
                    groups: named.map_or(Vec::new(), |known| known.groups.clone()),
                    ignore_case,
                };
            }
            _ => {}
        }
        if let Some(contents) = self.class_escape() {
            return self.class_node(contents);
        }
        let point = self.character_escape(false);
        self.character(point)
    }

    /// The character that is written behind a backslash.
    pub(super) fn character_escape(&mut self, in_class: bool) -> u32 {
        let Some(point) = self.next() else {
            return '\\' as u32;
        };
        let Some(letter) = char::from_u32(point) else {
            return point;
        };
        match letter {
            'f' => 0xC,
            'n' => 0xA,
            'r' => 0xD,
            't' => 0x9,
            'v' => 0xB,
            'b' if in_class => 0x8,
            'c' => match self.peek() {
                Some(control) if control.is_ascii_alphabetic() => self.control(control),
                Some(control @ ('0'..='9' | '_')) if in_class && !self.mode.unicode => {
                    self.control(control)
                }
                // The backslash stands for itself, and what follows too.
                _ => {
                    self.at -= 1;
                    '\\' as u32
                }
            },
            'x' => self.hex(2).unwrap_or(point),
            'u' => self.unicode_escape().unwrap_or(point),
            '0'..='7' if !self.mode.unicode || letter == '0' => self.octal(letter),
            _ => point,
        }
    }

    fn control(&mut self, control: char) -> u32 {
        self.at += 1;
        control as u32 & 0x1F
    }

    fn octal(&mut self, first: char) -> u32 {
        let mut value = first as u32 - '0' as u32;
        let longest = if self.mode.unicode { 1 } else { 3 };
        for _ in 1..longest {
            let Some(digit) = self.peek().and_then(|digit| digit.to_digit(8)) else {
                break;
            };
            if value * 8 + digit > 0o377 {
                break;
            }
            value = value * 8 + digit;
            self.at += 1;
        }
        value
    }

    /// A number of as many hexadecimal digits; where there aren't as many, nothing is passed over.
    fn hex(&mut self, digits: usize) -> Option<u32> {
        let text = self.points.get(self.at..self.at + digits)?;
        let mut value = 0;
        for &point in text {
            value = value * 16 + char::from_u32(point)?.to_digit(16)?;
        }
        self.at += digits;
        Some(value)
    }

    fn unicode_escape(&mut self) -> Option<u32> {
        if !self.mode.unicode {
            return self.hex(4);
        }
        if self.eat("{") {
            let digits = self.until('}').iter();
            let mut digits = digits.map(|&point| char::from_u32(point)?.to_digit(16));
            return digits.try_fold(0, |value, digit| Some(value * 16 + digit?));
        }
        let high = self.hex(4)?;
        let start = self.at;
        if (0xD800..0xDC00).contains(&high)
            && self.eat("\\u")
            && let Some(low @ 0xDC00..0xE000) = self.hex(4)
        {
            return Some(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00));
        }
        self.at = start;
        Some(high)
    }
}

/// A set, as a part of a pattern.
pub(super) fn set(points: Points) -> Node {
    Node::Set(points)
}
