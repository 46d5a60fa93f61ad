//! From a pattern's tree to instructions for the machine in `run`.
//!
//! Each part becomes instructions that lead on to what follows it; what looks behind is compiled to
//! go from right to left. Loops follow [RepeatMatcher](https://tc39.es/ecma262/#sec-runtime-semantics-repeatmatcher-abstract-operation):
//! a round forgets the captures inside, and one that isn't needed and matches nothing fails.

use crate::engine::Budget;
use crate::regexp::sets::{CharSet, FirstUnits};
use crate::regexp::tree::{ENDLESS, List, Node, NodeId, Reference, Tree};
use memchr::memmem::Finder;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// How deep groups may be nested: compiling recurses so deep.
pub(super) const MOST_NESTED: usize = 5000;

/// Native stack, in bytes, that compiling so deep a tree takes at most.
pub(super) const NATIVE_STACK: usize = MOST_NESTED * 2048;

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

/// Compiles a pattern; to something worthless where the budget is spent.
pub(super) fn compile(tree: &Tree, unicode: bool, budget: &Budget) -> Program {
    let groups = tree.groups + 1;
    let mut compiler = Compiler {
        tree,
        budget,
        sets: FxHashMap::default(),
        firsts: FxHashMap::default(),
        references: FxHashMap::default(),
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
    compiler.node(tree.root, false);
    compiler.emit(Inst::Match);
    compiler.emit(Inst::Fail);
    let (begin, begin_units) = compiler.begin();
    let mut program = compiler.program;
    (program.begin, program.begin_units) = (begin, begin_units);
    tell_followers(&mut program.code, budget);
    program
}

struct Compiler<'a> {
    tree: &'a Tree,
    budget: &'a Budget,
    program: Program,
    /// Where something stands in the program's tables.
    sets: FxHashMap<CharSet, u32>,
    firsts: FxHashMap<FirstUnits, u32>,
    references: FxHashMap<Reference, u32>,
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
        *self.sets.entry(set).or_insert_with_key(|set| {
            sets.push(set.clone());
            index(sets.len() - 1)
        })
    }

    fn reference(&mut self, to: Reference) -> u32 {
        let (tree, references) = (self.tree, &mut self.program.references);
        *self.references.entry(to).or_insert_with(|| {
            references.push(match to {
                Reference::Number(number) => vec![number as usize],
                Reference::Name(name) => tree.names[name as usize].groups.clone(),
            });
            index(references.len() - 1)
        })
    }

    fn limits(&mut self, limits: Limits) -> u32 {
        self.program.limits.push(limits);
        index(self.program.limits.len() - 1)
    }

    /// Skips what follows where a part can't begin; `None` where nothing is known.
    fn gate(&mut self, node: NodeId, back: bool) -> Option<usize> {
        if back {
            return None;
        }
        let mut firsts = Firsts::new(self.tree, self.budget, MOST_LOOKED_AT);
        if firsts.add(node) || firsts.units.is_all() {
            return None;
        }
        let table = &mut self.program.firsts;
        let place = *self
            .firsts
            .entry(firsts.units)
            .or_insert_with_key(|firsts| {
                table.push(firsts.clone());
                index(table.len() - 1)
            });
        Some(self.emit(Inst::Gate {
            firsts: place,
            otherwise: 0,
        }))
    }

    fn node(&mut self, node: NodeId, back: bool) {
        if self.budget.spend(1).is_err() {
            return;
        }
        let tree = self.tree;
        match tree.node(node) {
            Node::Empty => {}
            Node::Char(point) => {
                self.emit(match back {
                    false => Inst::Char(point),
                    true => Inst::CharBack(point),
                });
            }
            Node::Set(list) => {
                let set = self.ranges(list);
                self.emit(match back {
                    false => Inst::Set(set),
                    true => Inst::SetBack(set),
                });
            }
            Node::Sequence(parts) if back => {
                let parts = tree.children(parts).iter().rev();
                parts.for_each(|&part| self.node(part, back));
            }
            Node::Sequence(parts) => {
                let parts = tree.children(parts).iter();
                parts.for_each(|&part| self.node(part, back));
            }
            Node::Choice(choices) => self.choice(tree.children(choices), back),
            Node::Group { number, body } => {
                let number = number as usize;
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
                let height = self.slot();
                let look = self.emit(Inst::Look {
                    height,
                    negated,
                    after: 0,
                });
                self.node(body, behind);
                self.emit(Inst::LookEnd { height, negated });
                self.land(look);
            }
            Node::Reference { to, ignore_case } => {
                let groups = self.reference(to);
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
            Node::Boundary { negated, folds } => {
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
                    least,
                    most,
                    greedy,
                };
                let groups = groups.0 as usize..groups.1 as usize;
                self.repeat(body, limits, groups, back);
            }
        }
    }

    fn ranges(&mut self, list: List) -> u32 {
        let ranges = self.tree.ranges(list);
        // A set that is spent for in vain isn't used.
        let paid = self.budget.spend(ranges.len() / 16);
        self.set(CharSet::new(paid.map_or(&[], |()| ranges)))
    }

    fn choice(&mut self, choices: &[NodeId], back: bool) {
        let mut ends = Vec::new();
        for (place, &choice) in choices.iter().enumerate() {
            if self.budget.stopped().is_some() {
                break;
            }
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

    fn repeat(&mut self, body: NodeId, limits: Limits, groups: Range<usize>, back: bool) {
        let Limits {
            least,
            most,
            greedy,
        } = limits;
        if most == 0 {
            return;
        }
        let set = match self.tree.node(body) {
            _ if back => None,
            Node::Set(list) => Some(self.ranges(list)),
            Node::Char(point) => Some(self.set(CharSet::new(&[(point, point)]))),
            _ => None,
        };
        if let Some(set) = set {
            let limits = self.limits(limits);
            self.emit(Inst::Run {
                set,
                limits,
                follow: UNKNOWN,
            });
            return;
        }
        let is_nullable = self.tree.is_nullable(body);
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
    fn round(&mut self, body: NodeId, mark: Option<u32>, groups: Range<usize>, back: bool) {
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

    fn counted(&mut self, body: NodeId, limits: Limits, groups: Range<usize>, back: bool) {
        let mut limits = limits;
        if self.tree.is_always_empty(body) {
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
        if self.tree.is_nullable(body) {
            self.emit(Inst::NotEmptyAbove { mark, count, least });
        }
        self.emit(Inst::Jump(index(start)));
        self.land(start);
    }
}

/// How many nodes are looked at to find what a part begins with: more than enough for lists of words,
/// and few enough for doing that in each of many nested parts.
const MOST_LOOKED_AT: usize = 1 << 12;

/// Finds what a part of a pattern can begin with.
struct Firsts<'a> {
    tree: &'a Tree,
    budget: &'a Budget,
    units: FirstUnits,
    /// How many nodes may still be looked at.
    left: usize,
}

impl<'a> Firsts<'a> {
    fn new(tree: &'a Tree, budget: &'a Budget, left: usize) -> Self {
        Firsts {
            tree,
            budget,
            units: FirstUnits::none(),
            left,
        }
    }

    /// Adds the units that a part can begin with; whether what follows it counts too.
    fn add(&mut self, node: NodeId) -> bool {
        let tree = self.tree;
        if self.left == 0 || self.budget.spend(1).is_err() {
            self.units.add_all();
            return false;
        }
        self.left -= 1;
        match tree.node(node) {
            Node::Char(point) => {
                self.units.add(point, point);
                false
            }
            Node::Set(list) => {
                for &(from, to) in tree.ranges(list) {
                    self.units.add(from, to);
                }
                self.left = self.left.saturating_sub(tree.ranges(list).len() / 4);
                false
            }
            Node::Sequence(parts) => tree.children(parts).iter().all(|&part| self.add(part)),
            Node::Choice(choices) => {
                let mut is_open = false;
                for &choice in tree.children(choices) {
                    is_open |= self.add(choice);
                    if self.left == 0 {
                        break;
                    }
                }
                is_open
            }
            Node::Group { body, .. } => self.add(body),
            Node::Repeat { most: 0, .. } => true,
            Node::Repeat { body, least, .. } => self.add(body) | (least == 0),
            Node::Reference { .. } => {
                self.units.add_all();
                true
            }
            _ => true,
        }
    }
}

impl Compiler<'_> {
    /// The bytes that all matches begin with, one behind the other.
    fn prefix(&self, node: NodeId, text: &mut Vec<u8>) -> bool {
        if self.budget.spend(1).is_err() {
            return false;
        }
        match self.tree.node(node) {
            Node::Char(point) => match u8::try_from(point) {
                Ok(byte) => {
                    text.push(byte);
                    true
                }
                Err(_) => false,
            },
            Node::Sequence(parts) => {
                let mut parts = self.tree.children(parts).iter();
                parts.all(|&part| self.prefix(part, text))
            }
            Node::Group { body, .. } => self.prefix(body, text),
            _ => false,
        }
    }

    /// Whether a part matches at the text's start only.
    fn is_anchored(&self, node: NodeId) -> bool {
        let is_anchored = |&part: &NodeId| self.is_anchored(part);
        match self.tree.node(node) {
            _ if self.budget.spend(1).is_err() => false,
            Node::Start { multiline } => !multiline,
            Node::Sequence(parts) => self.tree.children(parts).first().is_some_and(is_anchored),
            Node::Choice(choices) => self.tree.children(choices).iter().all(is_anchored),
            Node::Group { body, .. } => self.is_anchored(body),
            _ => false,
        }
    }

    fn begin(&self) -> (Begin, FirstUnits) {
        let root = self.tree.root;
        let mut firsts = Firsts::new(self.tree, self.budget, usize::MAX);
        let is_open = firsts.add(root);
        let firsts = firsts.units;
        if self.is_anchored(root) {
            return (Begin::Start, firsts);
        }
        if is_open || firsts.is_all() {
            return (Begin::Any, firsts);
        }
        let mut text = Vec::new();
        self.prefix(root, &mut text);
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
}

/// Tells loops around one character what must follow them.
fn tell_followers(code: &mut [Inst], budget: &Budget) {
    for place in budget.each(0..code.len()) {
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
    use crate::engine::Budget;
    use crate::regexp::read;
    use crate::regexp::tree::Mode;

    /// A pattern without flags, or with `u`.
    pub(in crate::builtins::regexp) fn program_of(pattern: &str, unicode: bool) -> Program {
        let points: Vec<u32> = pattern.chars().map(|c| c as u32).collect();
        let mode = Mode {
            unicode,
            ..Mode::default()
        };
        let tree = read(&points, mode, &Budget::default()).unwrap();
        compile(&tree, unicode, &Budget::default())
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
