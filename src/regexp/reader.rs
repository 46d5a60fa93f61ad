//! Reads [patterns](https://tc39.es/ecma262/#sec-patterns), with what Annex B
//! [adds](https://tc39.es/ecma262/#sec-regular-expressions-patterns) without `u` and `v`, and finds what
//! is wrong with them in the order in which V8 does.
//!
//! Owns: alternatives, groups, quantifiers. Doesn't own: the flags; what a pattern matches.

use rustc_hash::FxHashMap;

use super::fault::*;
use super::fold;
use super::sets::Points;
use super::tree::{ENDLESS, GroupName, Mode, Node, NodeId, Tree};
use crate::budget::Budget;

/// How many capturing groups a pattern may have, as in V8.
const MOST_GROUPS: u32 = (1 << 16) - 1;

const LINE_ENDS: [(u32, u32); 3] = [(0xA, 0xA), (0xD, 0xD), (0x2028, 0x2029)];

/// The tree of a pattern, given in code units, or in code points with `u` or `v`. If the budget is
/// spent, the result is worthless.
///
/// # Errors
/// What is wrong with the pattern.
pub(crate) fn read(points: &[u32], mode: Mode, budget: &Budget) -> Result<Tree, Fault> {
    Reader::new(points, mode, budget, true).whole()
}

/// Checks a pattern, given as to [`read`]. If the budget is spent, the result is worthless.
///
/// # Errors
/// What is wrong with the pattern.
pub(crate) fn check(points: &[u32], mode: Mode, budget: &Budget) -> Result<(), Fault> {
    Reader::new(points, mode, budget, false).whole().map(drop)
}

/// Reads a pattern.
pub(super) struct Reader<'a> {
    pub(super) points: &'a [u32],
    pub(super) budget: &'a Budget,
    pub(super) at: usize,
    pub(super) mode: Mode,
    /// Whether a tree is wanted; otherwise there are no nodes, and all sets are empty.
    pub(super) builds: bool,
    pub(super) tree: Tree,
    /// How many capturing groups have begun.
    started: u32,
    /// The groups of the whole pattern, once they are counted.
    ahead: Option<Groups>,
    /// The names' indexes among those of the tree.
    names: FxHashMap<Vec<u32>, u32>,
    /// For each of these names the last group that ended, or 0.
    ended: Vec<u32>,
    /// The open disjunctions: that of the pattern, and those of groups in it.
    frames: Vec<Frame>,
    /// The alternatives and terms of the open disjunctions.
    pending: Vec<NodeId>,
}

/// The groups of a whole pattern.
#[derive(Clone, Copy)]
struct Groups {
    count: u32,
    has_names: bool,
}

/// An open disjunction.
struct Frame {
    kind: FrameKind,
    /// The mode to restore after it.
    outside: Mode,
    /// How many groups began before it, not counting itself.
    before: u32,
    /// How many began before its first and before its present alternative.
    first: u32,
    present: u32,
    /// Where its alternatives begin in the list of what is pending, and the terms of the present one.
    alternatives: usize,
    terms: usize,
}

#[derive(Clone, Copy)]
enum FrameKind {
    Plain,
    Capture {
        number: u32,
        /// The index of its name, if it has one.
        name: Option<u32>,
    },
    Look {
        behind: bool,
        negated: bool,
    },
}

/// The counts of a quantifier.
#[derive(Clone, Copy, PartialEq)]
struct Counts {
    least: u32,
    most: u32,
}

struct Quantifier {
    counts: Counts,
    greedy: bool,
}

impl<'a> Reader<'a> {
    fn new(points: &'a [u32], mode: Mode, budget: &'a Budget, builds: bool) -> Self {
        Self {
            points,
            budget,
            at: 0,
            mode,
            builds,
            tree: Tree::default(),
            started: 0,
            ahead: None,
            names: FxHashMap::default(),
            ended: Vec::new(),
            frames: Vec::new(),
            pending: Vec::new(),
        }
    }

    fn whole(mut self) -> Result<Tree, Fault> {
        match self.disjunction().and_then(|()| self.all_names_are_known()) {
            Ok(()) => {
                self.tree.groups = self.started as usize;
                Ok(self.tree)
            }
            Err(text) => Err(Fault {
                text,
                at: self.at.min(self.points.len()),
            }),
        }
    }

    fn all_names_are_known(&self) -> Check {
        match self.tree.names.iter().any(|name| name.groups.is_empty()) {
            true => Err(UNKNOWN_NAME),
            false => Ok(()),
        }
    }

    // Reading.

    /// Accounts for work.
    pub(super) fn spend(&self, steps: usize) -> Check {
        self.budget.spend(steps).map_err(|_| STOPPED)
    }

    /// The code point at an index; the replacement character for a lone surrogate.
    pub(super) fn point(&self, at: usize) -> Option<char> {
        let point = *self.points.get(at)?;
        Some(char::from_u32(point).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.point(self.at)
    }

    pub(super) fn eat(&mut self, expected: char) -> bool {
        let is_there = self.peek() == Some(expected);
        self.at += usize::from(is_there);
        is_there
    }

    pub(super) fn eat_text(&mut self, expected: &str) -> bool {
        let is_there = expected
            .chars()
            .enumerate()
            .all(|(index, point)| self.point(self.at + index) == Some(point));
        if is_there {
            self.at += expected.len();
        }
        is_there
    }

    // Building.

    /// Adds a node, if a tree is wanted.
    pub(super) fn node(&mut self, node: Node) -> NodeId {
        match self.builds {
            true => self.tree.add(node),
            false => 0,
        }
    }

    pub(super) fn set(&mut self, points: &Points) -> NodeId {
        match self.builds {
            true => self.tree.set(points),
            false => 0,
        }
    }

    /// Adds a character, in either case with the flag `i`.
    pub(super) fn character(&mut self, point: u32) -> NodeId {
        if self.builds && self.mode.ignore_case {
            let same = fold::same(point, self.mode.unicode);
            if same != Points::one(point) {
                return self.set(&same);
            }
        }
        self.node(Node::Char(point))
    }

    fn add_term(&mut self, node: NodeId) {
        if self.builds && !matches!(self.tree.node(node), Node::Empty) {
            self.pending.push(node);
        }
    }

    // Alternatives and groups.

    fn disjunction(&mut self) -> Check {
        self.open(FrameKind::Plain, self.mode, 0);
        loop {
            self.spend(1)?;
            match self.peek() {
                None if self.frames.len() > 1 => return Err(UNTERMINATED_GROUP),
                None => {
                    self.tree.root = self.close().map_or(0, |(_, body)| body);
                    return Ok(());
                }
                Some('|') => {
                    self.at += 1;
                    self.end_alternative();
                }
                Some('(') => {
                    self.at += 1;
                    self.begin_group()?;
                }
                Some(')') if self.frames.len() == 1 => return Err(UNMATCHED_PARENTHESIS),
                Some(')') => {
                    self.at += 1;
                    self.end_group()?;
                }
                Some(point) => self.term(point)?,
            }
        }
    }

    fn open(&mut self, kind: FrameKind, outside: Mode, before: u32) {
        self.frames.push(Frame {
            kind,
            outside,
            before,
            first: self.started,
            present: self.started,
            alternatives: self.pending.len(),
            terms: self.pending.len(),
        });
    }

    /// Ends the current alternative: makes one node of its terms.
    fn end_alternative(&mut self) {
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        frame.present = self.started;
        if !self.builds {
            return;
        }
        let terms = self.pending.len() - frame.terms;
        match terms {
            0 => {
                let empty = self.tree.add(Node::Empty);
                self.pending.push(empty);
            }
            1 => {}
            _ => {
                let list = self.tree.list(self.pending.drain(frame.terms..));
                let sequence = self.tree.add(Node::Sequence(list));
                self.pending.push(sequence);
            }
        }
        frame.terms = self.pending.len();
    }

    /// Ends the innermost disjunction; returns its node.
    fn close(&mut self) -> Option<(Frame, NodeId)> {
        self.end_alternative();
        let frame = self.frames.pop()?;
        if !self.builds {
            return Some((frame, 0));
        }
        let body = match self.pending.len() - frame.alternatives {
            1 => self.pending.pop()?,
            _ => {
                let list = self.tree.list(self.pending.drain(frame.alternatives..));
                self.tree.add(Node::Choice(list))
            }
        };
        Some((frame, body))
    }

    /// Reads what follows an opening parenthesis, up to the disjunction.
    fn begin_group(&mut self) -> Check {
        let (outside, before) = (self.mode, self.started);
        let mut is_named = false;
        let mut name = None;
        if self.eat('?') {
            let next = self.point(self.at + 1);
            let kind = match self.peek() {
                Some(':') => Some(FrameKind::Plain),
                Some(sign @ ('=' | '!')) => Some(FrameKind::Look {
                    behind: false,
                    negated: sign == '!',
                }),
                Some('<') if matches!(next, Some('=' | '!')) => {
                    self.at += 1;
                    Some(FrameKind::Look {
                        behind: true,
                        negated: next == Some('!'),
                    })
                }
                Some('<') => {
                    is_named = true;
                    None
                }
                Some('-' | 'i' | 'm' | 's') => {
                    self.modifiers()?;
                    self.open(FrameKind::Plain, outside, before);
                    return Ok(());
                }
                _ => return Err(INVALID_GROUP),
            };
            self.at += 1;
            if let Some(kind) = kind {
                self.open(kind, outside, before);
                return Ok(());
            }
        }
        if self.started >= MOST_GROUPS {
            return Err(TOO_MANY_GROUPS);
        }
        self.started += 1;
        let number = self.started;
        if is_named {
            let text = self.group_name()?;
            let place = self.name(text);
            let groups = &mut self.tree.names[place as usize].groups;
            groups.push(number as usize);
            name = Some(place);
        }
        self.open(FrameKind::Capture { number, name }, outside, before);
        Ok(())
    }

    /// Checks that no other group can match together with one of the same name, which just ended.
    fn end_name(&mut self, name: u32, number: u32) -> Check {
        let last = std::mem::replace(&mut self.ended[name as usize], number);
        if last == 0 {
            return Ok(());
        }
        // Valid only if that was in an earlier alternative of an open disjunction: then so were the
        // ones before it.
        let inside = self.frames.partition_point(|frame| frame.first < last);
        let around = inside.checked_sub(1).map(|place| &self.frames[place]);
        match around.is_some_and(|frame| last <= frame.present) {
            true => Ok(()),
            false => Err(DUPLICATE_NAME),
        }
    }

    /// The index of a name among those of the tree, to which it is added if it is new.
    pub(super) fn name(&mut self, name: Vec<u32>) -> u32 {
        if let Some(&place) = self.names.get(&name) {
            return place;
        }
        let place = self.names.len() as u32;
        let text = name.iter().copied().filter_map(char::from_u32).collect();
        self.tree.names.push(GroupName {
            name: text,
            groups: Vec::new(),
        });
        self.ended.push(0);
        self.names.insert(name, place);
        place
    }

    /// `i-ms:` of `(?i-ms:...)`.
    fn modifiers(&mut self) -> Check {
        let mut seen = Vec::new();
        let mut on = true;
        loop {
            let Some(flag) = self.peek() else {
                return Err(INVALID_GROUP);
            };
            self.at += 1;
            if seen.contains(&flag) {
                return Err(REPEATED_FLAG);
            }
            match flag {
                'i' => self.mode.ignore_case = on,
                'm' => self.mode.multiline = on,
                's' => self.mode.dot_all = on,
                '-' if !on => return Err(MULTIPLE_DASHES),
                '-' => {
                    on = false;
                    continue;
                }
                ':' if seen.is_empty() => return Err(INVALID_FLAG_GROUP),
                ':' => return Ok(()),
                _ => return Err(INVALID_GROUP),
            }
            seen.push(flag);
        }
    }

    /// Reads what follows a closing parenthesis.
    fn end_group(&mut self) -> Check {
        let Some((frame, body)) = self.close() else {
            return Err(UNMATCHED_PARENTHESIS);
        };
        self.mode = frame.outside;
        match frame.kind {
            FrameKind::Plain => self.quantified(body, frame.before),
            FrameKind::Capture { number, name } => {
                if let Some(name) = name {
                    self.end_name(name, number)?;
                }
                let group = self.node(Node::Group { number, body });
                self.quantified(group, frame.before)
            }
            FrameKind::Look { behind, negated } => {
                let look = self.node(Node::Look {
                    behind,
                    negated,
                    body,
                });
                if !behind && !self.mode.unicode {
                    return self.quantified(look, frame.before);
                }
                self.add_term(look);
                match self.quantifier()? {
                    Some(_) => Err(INVALID_QUANTIFIER),
                    None => Ok(()),
                }
            }
        }
    }

    /// Reads an assertion, or an atom with its quantifier, from its first character on.
    fn term(&mut self, point: char) -> Check {
        let multiline = self.mode.multiline;
        let atom = match point {
            '^' | '$' => {
                self.at += 1;
                let assertion = match point {
                    '^' => Node::Start { multiline },
                    _ => Node::End { multiline },
                };
                let assertion = self.node(assertion);
                self.add_term(assertion);
                return Ok(());
            }
            '*' | '+' | '?' => return Err(NOTHING_TO_REPEAT),
            '{' if self.braces() != Ok(None) => return Err(NOTHING_TO_REPEAT),
            '{' | '}' | ']' if self.mode.unicode => return Err(LONE_BRACKET),
            '.' => {
                self.at += 1;
                let excluded: &[_] = if self.mode.dot_all { &[] } else { &LINE_ENDS };
                match self.builds {
                    true => self.set(&Points::new(excluded).not()),
                    false => 0,
                }
            }
            '[' => {
                self.at += 1;
                self.class()?
            }
            '\\' => {
                self.at += 1;
                if let Some(letter @ ('b' | 'B')) = self.peek() {
                    self.at += 1;
                    let boundary = self.node(Node::Boundary {
                        negated: letter == 'B',
                        folds: self.mode.ignore_case && self.mode.unicode,
                    });
                    self.add_term(boundary);
                    return Ok(());
                }
                self.atom_escape()?
            }
            _ => {
                self.at += 1;
                self.character(self.points[self.at - 1])
            }
        };
        self.quantified(atom, self.started)
    }

    /// Adds an atom with the quantifier that follows it; `before` groups began before it.
    fn quantified(&mut self, atom: NodeId, before: u32) -> Check {
        let Some(Quantifier {
            counts: Counts { least, most },
            greedy,
        }) = self.quantifier()?
        else {
            self.add_term(atom);
            return Ok(());
        };
        let repeat = self.node(Node::Repeat {
            body: atom,
            least,
            most,
            greedy,
            groups: (before + 1, self.started + 1),
        });
        self.add_term(repeat);
        Ok(())
    }

    // Quantifiers.

    /// Reads a quantifier, if one is next.
    fn quantifier(&mut self) -> Check<Option<Quantifier>> {
        let (least, most) = match self.peek() {
            Some('*') => (0, ENDLESS),
            Some('+') => (1, ENDLESS),
            Some('?') => (0, 1),
            Some('{') => match self.braces()? {
                Some((counts, end)) => {
                    self.at = end - 1;
                    (counts.least, counts.most)
                }
                None if self.mode.unicode => return Err(INCOMPLETE_QUANTIFIER),
                None => return Ok(None),
            },
            _ => return Ok(None),
        };
        self.at += 1;
        let greedy = !self.eat('?');
        let counts = Counts { least, most };
        Ok(Some(Quantifier { counts, greedy }))
    }

    /// The counts of `{1}`, `{1,}` or `{1,2}` if one is next, and where it ends.
    fn braces(&self) -> Check<Option<(Counts, usize)>> {
        let first = self.at + 1;
        let first_end = self.end_of_digits(first)?;
        if first_end == first {
            return Ok(None);
        }
        let least = self.number(first, first_end).min(ENDLESS - 1);
        match self.point(first_end) {
            Some('}') => {
                let counts = Counts { least, most: least };
                return Ok(Some((counts, first_end + 1)));
            }
            Some(',') => {}
            _ => return Ok(None),
        }
        let second = first_end + 1;
        let second_end = self.end_of_digits(second)?;
        if self.point(second_end) != Some('}') {
            return Ok(None);
        }
        let mut most = ENDLESS;
        if second_end > second {
            most = self.number(second, second_end);
            if self.digits(first, first_end) > self.digits(second, second_end) {
                return Err(OUT_OF_ORDER);
            }
        }
        Ok(Some((Counts { least, most }, second_end + 1)))
    }

    fn end_of_digits(&self, start: usize) -> Check<usize> {
        let mut end = start;
        while self.point(end).is_some_and(|point| point.is_ascii_digit()) {
            end += 1;
        }
        self.spend((end - start) / 16)?;
        Ok(end)
    }

    /// The digits of a number in a form that compares as numbers do.
    fn digits(&self, start: usize, end: usize) -> (usize, &[u32]) {
        let digits = &self.points[start..end];
        let zeros = digits.iter().take_while(|&&digit| digit == u32::from('0'));
        let digits = &digits[zeros.count()..];
        (digits.len(), digits)
    }

    /// A decimal number; saturates.
    pub(super) fn number(&self, start: usize, end: usize) -> u32 {
        let digits = self.points[start..end].iter();
        digits.fold(0u32, |number, &digit| {
            let digit = digit - u32::from('0');
            number.saturating_mul(10).saturating_add(digit)
        })
    }

    // Looking ahead.

    /// Whether the pattern has so many groups.
    pub(super) fn has_groups(&mut self, count: u32) -> Check<bool> {
        Ok(count <= self.started || count <= self.groups_ahead()?.count)
    }

    /// Whether any group of the pattern has a name.
    pub(super) fn has_names(&mut self) -> Check<bool> {
        Ok(self.groups_ahead()?.has_names)
    }

    /// Counts the groups of the whole pattern, which references may look ahead to.
    fn groups_ahead(&mut self) -> Check<Groups> {
        if let Some(groups) = self.ahead {
            return Ok(groups);
        }
        let mut groups = Groups {
            count: 0,
            has_names: false,
        };
        let (mut at, mut in_class) = (0, false);
        while let Some(point) = self.point(at) {
            self.spend(usize::from(at.is_multiple_of(16)))?;
            match point {
                '\\' => at += 1,
                '[' => in_class = true,
                ']' => in_class = false,
                '(' if !in_class => {
                    let is_named = self.point(at + 2) == Some('<')
                        && !matches!(self.point(at + 3), Some('=' | '!'));
                    if self.point(at + 1) != Some('?') {
                        groups.count += 1;
                    } else if is_named {
                        groups.count += 1;
                        groups.has_names = true;
                    }
                }
                _ => {}
            }
            at += 1;
        }
        if groups.count > MOST_GROUPS {
            return Err(TOO_MANY_GROUPS);
        }
        self.ahead = Some(groups);
        Ok(groups)
    }
}
