//! From a pattern's tree to instructions for the machine in `run`.
//!
//! Each part becomes instructions that lead on to what follows it; what looks behind is compiled to
//! go from right to left. Loops follow [RepeatMatcher](https://tc39.es/ecma262/#sec-runtime-semantics-repeatmatcher-abstract-operation):
//! a round forgets the captures inside, and one that isn't needed and matches nothing fails.

use super::pattern::{ENDLESS, Node};
use super::sets::{CharSet, FirstUnits};
use crate::engine::Budget;
use memchr::memmem::Finder;
use std::ops::Range;

/// An instruction. Targets are places in the program; slots hold captures, counts and places.
#[derive(Clone, Copy, Debug)]
pub(super) enum Inst {
    /// Never matches. The last one of each program: what goes back and isn't done with that goes
    /// back again from here.
    Fail,
    Char(u32),
    CharBack(u32),
    Set(u32),
    SetBack(u32),
    /// Goes on; if that fails, at the target.
    Try(u32),
    /// Goes on at the target; if that fails, behind this.
    TryLater(u32),
    Jump(u32),
    /// Goes on if the next unit is one of the first units, else at the target.
    Gate {
        firsts: u32,
        otherwise: u32,
    },
    /// Puts the place into a slot.
    Save(u32),
    Zero(u32),
    Increment(u32),
    /// Empties slots.
    Forget {
        from: u32,
        to: u32,
    },
    /// Fails if the place is that of the slot.
    NotEmpty(u32),
    /// The same, if the count of rounds is above the least.
    NotEmptyAbove {
        mark: u32,
        count: u32,
        least: u32,
    },
    /// Decides whether a counted loop goes on, behind this, or ends, at the target.
    Loop {
        count: u32,
        limits: u32,
        exit: u32,
    },
    /// A loop around one character of a set, which pushes one frame only.
    Run {
        set: u32,
        limits: u32,
        /// What must follow, if that is known.
        follow: u32,
    },
    /// Looks ahead or behind; goes on at the target if it is negated and fails.
    Look {
        height: u32,
        negated: bool,
        after: u32,
    },
    LookEnd {
        height: u32,
        negated: bool,
    },
    Reference {
        groups: u32,
        ignore_case: bool,
        back: bool,
    },
    Start,
    LineStart,
    End,
    LineEnd,
    Boundary {
        negated: bool,
        folds: bool,
    },
    Match,
}

/// How often a loop runs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub(super) least: u32,
    pub(super) most: u32,
    pub(super) greedy: bool,
}

/// No character that follows a [`Inst::Run`] is known.
pub(super) const UNKNOWN: u32 = u32::MAX;

/// Where a match can begin.
#[derive(Debug)]
pub(super) enum Begin {
    /// Anywhere.
    Any,
    /// Only at the start of the text.
    Start,
    /// Where one of up to three bytes is, if the text is one of bytes.
    Bytes(Vec<u8>),
    /// Where a text is, if the text is one of bytes.
    Text(Box<Finder<'static>>),
    /// Where one of the first units is.
    Firsts,
}

/// A compiled pattern.
#[derive(Debug)]
pub(super) struct Program {
    pub(super) code: Vec<Inst>,
    pub(super) sets: Vec<CharSet>,
    pub(super) firsts: Vec<FirstUnits>,
    pub(super) limits: Vec<Limits>,
    pub(super) references: Vec<Vec<usize>>,
    /// How many groups there are, with that of all that matches.
    pub(super) groups: usize,
    /// How many slots: two for each group, and those of loops.
    pub(super) slots: usize,
    pub(super) begin: Begin,
    pub(super) begin_units: FirstUnits,
    /// By code points, not units.
    pub(super) unicode: bool,
}

/// Compiles a pattern that has as many capturing groups; to something worthless where the budget is
/// spent.
pub(super) fn compile(node: &Node, groups: usize, unicode: bool, budget: &Budget) -> Program {
    let groups = groups + 1;
    let mut compiler = Compiler {
        budget,
        program: Program {
            code: Vec::new(),
            sets: Vec::new(),
            firsts: Vec::new(),
            limits: Vec::new(),
            references: Vec::new(),
            groups,
            slots: 2 * groups,
            begin: Begin::Any,
            begin_units: FirstUnits::none(),
            unicode,
        },
    };
    compiler.node(node, false);
    compiler.emit(Inst::Match);
    compiler.emit(Inst::Fail);
    let mut program = compiler.program;
    tell_followers(&mut program.code);
    (program.begin, program.begin_units) = begin(node);
    program
}

struct Compiler<'a> {
    program: Program,
    budget: &'a Budget,
}

/// A place in a program or a table, as instructions have it.
fn index(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

impl Compiler<'_> {
    fn emit(&mut self, inst: Inst) -> usize {
        self.program.code.push(inst);
        self.program.code.len() - 1
    }

    fn here(&self) -> u32 {
        index(self.program.code.len())
    }

    /// Lets an instruction lead here.
    fn land(&mut self, place: usize) {
        let here = self.here();
        match &mut self.program.code[place] {
            Inst::Try(target)
            | Inst::TryLater(target)
            | Inst::Jump(target)
            | Inst::Gate {
                otherwise: target, ..
            }
            | Inst::Loop { exit: target, .. }
            | Inst::Look { after: target, .. } => *target = here,
            _ => {}
        }
    }

    fn slot(&mut self) -> u32 {
        self.program.slots += 1;
        index(self.program.slots - 1)
    }

    fn set(&mut self, set: CharSet) -> u32 {
        let sets = &mut self.program.sets;
        let known = sets.iter().position(|known| *known == set);
        let place = known.unwrap_or_else(|| {
            sets.push(set);
            sets.len() - 1
        });
        index(place)
    }

    fn limits(&mut self, limits: Limits) -> u32 {
        self.program.limits.push(limits);
        index(self.program.limits.len() - 1)
    }

    /// Skips what follows where a part can't begin; `None` where nothing is known.
    fn gate(&mut self, node: &Node, back: bool) -> Option<usize> {
        if back {
            return None;
        }
        let mut firsts = FirstUnits::none();
        if first(node, &mut firsts) || firsts.is_all() {
            return None;
        }
        let table = &mut self.program.firsts;
        let known = table.iter().position(|known| *known == firsts);
        let place = known.unwrap_or_else(|| {
            table.push(firsts);
            table.len() - 1
        });
        Some(self.emit(Inst::Gate {
            firsts: index(place),
            otherwise: 0,
        }))
    }

    fn node(&mut self, node: &Node, back: bool) {
        // Tables are searched for what is in them already.
        let size = self.program.sets.len() + self.program.firsts.len();
        if self.budget.spend(1 + size / 32).is_err() {
            return;
        }
        match node {
            Node::Empty => {}
            Node::Char(point) => {
                self.emit(match back {
                    false => Inst::Char(*point),
                    true => Inst::CharBack(*point),
                });
            }
            Node::Set(points) => {
                let set = self.set(CharSet::new(points));
                self.emit(match back {
                    false => Inst::Set(set),
                    true => Inst::SetBack(set),
                });
            }
            Node::Sequence(parts) if back => {
                parts.iter().rev().for_each(|part| self.node(part, back));
            }
            Node::Sequence(parts) => parts.iter().for_each(|part| self.node(part, back)),
            Node::Choice(choices) => self.choice(choices, back),
            Node::Group(number, body) => {
                let (start, end) = (index(2 * number), index(2 * number + 1));
                self.emit(Inst::Save(if back { end } else { start }));
                self.node(body, back);
                self.emit(Inst::Save(if back { start } else { end }));
            }
            Node::Look {
                behind,
                negated,
                body,
            } => {
                let (height, negated) = (self.slot(), *negated);
                let look = self.emit(Inst::Look {
                    height,
                    negated,
                    after: 0,
                });
                self.node(body, *behind);
                self.emit(Inst::LookEnd { height, negated });
                self.land(look);
            }
            Node::Reference {
                groups,
                ignore_case,
            } => {
                self.program.references.push(groups.clone());
                let groups = index(self.program.references.len() - 1);
                let ignore_case = *ignore_case;
                self.emit(Inst::Reference {
                    groups,
                    ignore_case,
                    back,
                });
            }
            Node::Start { multiline } => {
                self.emit(match multiline {
                    false => Inst::Start,
                    true => Inst::LineStart,
                });
            }
            Node::End { multiline } => {
                self.emit(match multiline {
                    false => Inst::End,
                    true => Inst::LineEnd,
                });
            }
            &Node::Boundary { negated, folds } => {
                self.emit(Inst::Boundary { negated, folds });
            }
            Node::Repeat {
                body,
                least,
                most,
                greedy,
                groups,
            } => {
                let limits = Limits {
                    least: *least,
                    most: *most,
                    greedy: *greedy,
                };
                self.repeat(body, limits, groups.clone(), back);
            }
        }
    }

    fn choice(&mut self, choices: &[Node], back: bool) {
        let mut ends = Vec::new();
        for (place, choice) in choices.iter().enumerate() {
            if place + 1 == choices.len() {
                self.node(choice, back);
                break;
            }
            let gate = self.gate(choice, back);
            let branch = self.emit(Inst::Try(0));
            self.node(choice, back);
            ends.push(self.emit(Inst::Jump(0)));
            self.land(branch);
            gate.into_iter().for_each(|gate| self.land(gate));
        }
        ends.into_iter().for_each(|end| self.land(end));
    }

    fn repeat(&mut self, body: &Node, limits: Limits, groups: Range<usize>, back: bool) {
        let Limits {
            least,
            most,
            greedy,
        } = limits;
        if most == 0 {
            return;
        }
        let set = match body {
            Node::Set(points) => Some(CharSet::new(points)),
            Node::Char(point) => Some(CharSet::new(&super::sets::Points::one(*point))),
            _ => None,
        };
        if let Some(set) = set
            && !back
        {
            let (set, limits) = (self.set(set), self.limits(limits));
            self.emit(Inst::Run {
                set,
                limits,
                follow: UNKNOWN,
            });
            return;
        }
        let is_nullable = is_nullable(body);
        match (least, most) {
            (1, 1) => self.round(body, None, 0..0, back),
            (0, 1) => {
                let mark = is_nullable.then(|| self.slot());
                let gate = if greedy { self.gate(body, back) } else { None };
                let branch = self.branch(greedy);
                self.round(body, mark, 0..0, back);
                self.land_all([Some(branch), gate]);
            }
            (0, ENDLESS) => {
                let mark = is_nullable.then(|| self.slot());
                let start = self.here();
                let gate = if greedy { self.gate(body, back) } else { None };
                let branch = self.branch(greedy);
                self.round(body, mark, groups, back);
                self.emit(Inst::Jump(start));
                self.land_all([Some(branch), gate]);
            }
            (1, ENDLESS) if !is_nullable => {
                let start = self.here();
                self.round(body, None, groups, back);
                let gate = if greedy { self.gate(body, back) } else { None };
                let branch = self.branch(greedy);
                self.emit(Inst::Jump(start));
                self.land_all([Some(branch), gate]);
            }
            _ => self.counted(body, limits, groups, back),
        }
    }

    fn land_all(&mut self, places: [Option<usize>; 2]) {
        places
            .into_iter()
            .flatten()
            .for_each(|place| self.land(place));
    }

    /// Either goes on or leaves first.
    fn branch(&mut self, greedy: bool) -> usize {
        self.emit(match greedy {
            true => Inst::Try(0),
            false => Inst::TryLater(0),
        })
    }

    /// A loop's body; with a slot for the place where it began it mustn't match nothing.
    fn round(&mut self, body: &Node, mark: Option<u32>, groups: Range<usize>, back: bool) {
        self.forget(groups);
        if let Some(mark) = mark {
            self.emit(Inst::Save(mark));
        }
        self.node(body, back);
        if let Some(mark) = mark {
            self.emit(Inst::NotEmpty(mark));
        }
    }

    fn forget(&mut self, groups: Range<usize>) {
        if !groups.is_empty() {
            let (from, to) = (index(2 * groups.start), index(2 * groups.end));
            self.emit(Inst::Forget { from, to });
        }
    }

    fn counted(&mut self, body: &Node, limits: Limits, groups: Range<usize>, back: bool) {
        let mut limits = limits;
        if is_always_empty(body) {
            // Further rounds change nothing.
            limits.least = limits.least.min(1);
        }
        let (count, mark) = (self.slot(), self.slot());
        let least = limits.least;
        let limits = self.limits(limits);
        self.emit(Inst::Zero(count));
        let start = self.emit(Inst::Loop {
            count,
            limits,
            exit: 0,
        });
        self.emit(Inst::Increment(count));
        self.forget(groups);
        self.emit(Inst::Save(mark));
        self.node(body, back);
        if is_nullable(body) {
            self.emit(Inst::NotEmptyAbove { mark, count, least });
        }
        self.emit(Inst::Jump(index(start)));
        self.land(start);
    }
}

/// Whether a part may match without going on in the text.
fn is_nullable(node: &Node) -> bool {
    match node {
        Node::Char(_) | Node::Set(..) => false,
        Node::Sequence(parts) => parts.iter().all(is_nullable),
        Node::Choice(choices) => choices.iter().any(is_nullable),
        Node::Group(_, body) => is_nullable(body),
        Node::Repeat { body, least, .. } => *least == 0 || is_nullable(body),
        _ => true,
    }
}

/// Whether a part never goes on in the text.
fn is_always_empty(node: &Node) -> bool {
    match node {
        Node::Char(_) | Node::Set(..) | Node::Reference { .. } => false,
        Node::Sequence(parts) | Node::Choice(parts) => parts.iter().all(is_always_empty),
        Node::Group(_, body) => is_always_empty(body),
        Node::Repeat { body, most, .. } => *most == 0 || is_always_empty(body),
        _ => true,
    }
}

/// Adds the units that a part can begin with; whether what follows it counts too.
fn first(node: &Node, firsts: &mut FirstUnits) -> bool {
    match node {
        Node::Char(point) => {
            firsts.add(*point, *point);
            false
        }
        Node::Set(points) => {
            for &(from, to) in points.ranges() {
                firsts.add(from, to);
            }
            false
        }
        Node::Sequence(parts) => parts.iter().all(|part| first(part, firsts)),
        Node::Choice(choices) => choices
            .iter()
            .fold(false, |open, choice| first(choice, firsts) | open),
        Node::Group(_, body) => first(body, firsts),
        Node::Repeat { most: 0, .. } => true,
        Node::Repeat { body, least, .. } => first(body, firsts) | (*least == 0),
        Node::Reference { .. } => {
            firsts.add_all();
            true
        }
        _ => true,
    }
}

/// The bytes that all matches begin with, one behind the other.
fn prefix(node: &Node, text: &mut Vec<u8>) -> bool {
    match node {
        Node::Char(point) => match u8::try_from(*point) {
            Ok(byte) => {
                text.push(byte);
                true
            }
            Err(_) => false,
        },
        Node::Sequence(parts) => parts.iter().all(|part| prefix(part, text)),
        Node::Group(_, body) => prefix(body, text),
        _ => false,
    }
}

/// Whether a part matches at the text's start only.
fn is_anchored(node: &Node) -> bool {
    match node {
        Node::Start { multiline } => !multiline,
        Node::Sequence(parts) => parts.first().is_some_and(is_anchored),
        Node::Choice(choices) => choices.iter().all(is_anchored),
        Node::Group(_, body) => is_anchored(body),
        _ => false,
    }
}

fn begin(node: &Node) -> (Begin, FirstUnits) {
    let mut firsts = FirstUnits::none();
    let is_open = first(node, &mut firsts);
    if is_anchored(node) {
        return (Begin::Start, firsts);
    }
    if is_open || firsts.is_all() {
        return (Begin::Any, firsts);
    }
    let mut text = Vec::new();
    prefix(node, &mut text);
    if text.len() > 1 {
        let finder = Finder::new(&text).into_owned();
        return (Begin::Text(Box::new(finder)), firsts);
    }
    let bytes = (0..=0xFF).filter(|&byte| firsts.has_byte(byte));
    let bytes: Vec<u8> = bytes.collect();
    let begin = match bytes.len() {
        1..=3 => Begin::Bytes(bytes),
        _ => Begin::Firsts,
    };
    (begin, firsts)
}

/// Tells loops around one character what must follow them.
fn tell_followers(code: &mut [Inst]) {
    for place in 0..code.len() {
        let (before, rest) = code.split_at_mut(place + 1);
        let Some(Inst::Run { follow, .. }) = before.last_mut() else {
            continue;
        };
        let mut rest = rest.iter().skip_while(|inst| matches!(inst, Inst::Save(_)));
        if let Some(Inst::Char(point)) = rest.next() {
            *follow = *point;
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::{Begin, Inst, Program, UNKNOWN, compile};
    use crate::builtins::regexp::groups::groups;
    use crate::builtins::regexp::pattern::{Mode, Node, read};
    use crate::engine::Budget;

    /// A pattern without flags, or with `u`.
    pub(in crate::builtins::regexp) fn program_of(pattern: &str, unicode: bool) -> Program {
        let points: Vec<u32> = pattern.chars().map(|c| c as u32).collect();
        let groups = groups(&points, false);
        let mode = Mode {
            ignore_case: false,
            multiline: false,
            dot_all: false,
            unicode,
            sets: false,
        };
        let node = read(&points, &groups, mode, &Budget::default()).unwrap_or(Node::Empty);
        compile(&node, groups.count, unicode, &Budget::default())
    }

    fn program(pattern: &str) -> Program {
        program_of(pattern, false)
    }

    #[test]
    fn where_a_match_can_begin_is_known() {
        assert!(matches!(program("abc|ab").begin, Begin::Bytes(bytes) if bytes == b"a"));
        assert!(matches!(program("(?:ab)c*").begin, Begin::Text(_)));
        assert!(matches!(program("a?b|c").begin, Begin::Bytes(bytes) if bytes == b"abc"));
        assert!(matches!(program(r"\w+").begin, Begin::Firsts));
        assert!(matches!(program("^a|^b").begin, Begin::Start));
        assert!(matches!(program("a*").begin, Begin::Any));
        assert!(matches!(program(r"(?=a)|(b)\1").begin, Begin::Any));
    }

    #[test]
    fn loops_know_what_follows_them() {
        let follows = |pattern: &str| {
            let code = program(pattern).code;
            code.iter().find_map(|inst| match inst {
                Inst::Run { follow, .. } => Some(*follow),
                _ => None,
            })
        };
        assert_eq!(follows("(.*)=x"), Some('=' as u32));
        assert_eq!(follows(".*(?:a|b)"), Some(UNKNOWN));
        assert_eq!(follows("(?:.*|b)a"), Some(UNKNOWN));
        assert_eq!(follows("(?:ab)*"), None);
    }
}
