//! From a pattern's tree to instructions for `machine`.
//!
//! Each part becomes instructions that fall through to those of what follows it; lookbehinds are
//! compiled to go from right to left. Loops follow [RepeatMatcher](https://tc39.es/ecma262/#sec-runtime-semantics-repeatmatcher-abstract-operation):
//! a round forgets the captures inside, and one that isn't needed and matches nothing fails.
//!
//! Invariant: time is linear in the tree, and what is nested takes no native stack: what is still to
//! be emitted waits in a list of [`Task`]s.

use super::beginnings::Beginnings;
use super::program::{Begin, Inst, Limits, Program, UNKNOWN};
use super::sets::{CharSet, FirstUnits};
use super::tree::{ENDLESS, List, Node, NodeId, Reference, Tree};
use crate::budget::Budget;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Compiles a pattern. If the budget is spent, the program is worthless.
pub(super) fn compile(tree: &Tree, unicode: bool, budget: &Budget) -> Program {
    let groups = tree.groups + 1;
    let mut compiler = Compiler {
        tree,
        budget,
        beginnings: Beginnings::new(tree, budget),
        tasks: Vec::with_capacity(16),
        ends: Vec::new(),
        sets: FxHashMap::default(),
        firsts: FxHashMap::default(),
        references: FxHashMap::default(),
        program: Program {
            code: Vec::with_capacity(tree.nodes().len() + 8),
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
    compiler.node(tree.root, Direction::Forward);
    while let Some(task) = compiler.tasks.pop() {
        compiler.perform(task);
    }
    compiler.emit(Inst::Match);
    compiler.emit(Inst::Fail);
    let (begin, begin_units) = compiler.beginnings.of_whole();
    let mut program = compiler.program;
    (program.begin, program.begin_units) = (begin, begin_units);
    tell_followers(&mut program.code, budget);
    program
}

/// The direction in which a part is matched.
#[derive(Clone, Copy, PartialEq)]
enum Direction {
    Forward,
    Back,
}

/// What is still to be done; the last one is next.
#[derive(Clone, Copy)]
enum Task {
    /// Emits a node's instructions.
    Node(NodeId, Direction),
    Emit(Inst),
    /// Makes an instruction lead to the present end of the program.
    Land(u32),
    Choice(Choice),
    /// Makes the jumps from the ends of alternatives lead here, all but so many.
    EndChoice(u32),
    /// Ends a loop that runs at least once: back to its start, or out of it.
    Again {
        body: NodeId,
        direction: Direction,
        greedy: bool,
        start: u32,
    },
}

/// A choice some of whose alternatives are emitted.
#[derive(Clone, Copy)]
struct Choice {
    choices: List,
    direction: Direction,
    /// The next alternative.
    next: u32,
    /// How many jumps from ends of alternatives around it wait.
    ends: u32,
    /// The branch and the gate of the previous alternative, which lead to the next.
    skips: [Option<u32>; 2],
}

struct Compiler<'a> {
    tree: &'a Tree,
    budget: &'a Budget,
    beginnings: Beginnings<'a>,
    program: Program,
    tasks: Vec<Task>,
    /// The jumps from the ends of alternatives to the ends of their choices.
    ends: Vec<u32>,
    /// Indexes into the program's tables.
    sets: FxHashMap<CharSet, u32>,
    firsts: FxHashMap<FirstUnits, u32>,
    references: FxHashMap<Reference, u32>,
}

/// An index of an instruction, a slot or an entry of a table.
fn index(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

impl Compiler<'_> {
    /// Adds an instruction; returns its index.
    fn emit(&mut self, inst: Inst) -> u32 {
        let place = self.here();
        self.program.code.push(inst);
        place
    }

    fn here(&self) -> u32 {
        index(self.program.code.len())
    }

    /// Makes an instruction lead to the present end of the program.
    fn land(&mut self, place: u32) {
        let here = self.here();
        match &mut self.program.code[place as usize] {
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

    /// Emits what skips a part that can't match at a place; `None` if its first units aren't known.
    fn gate(&mut self, node: NodeId, direction: Direction) -> Option<u32> {
        if direction == Direction::Back {
            return None;
        }
        let beginning = self.beginnings.of(node);
        if beginning.is_open || beginning.units.is_all() {
            return None;
        }
        let table = &mut self.program.firsts;
        let place = *self
            .firsts
            .entry(beginning.units)
            .or_insert_with_key(|firsts| {
                table.push(firsts.clone());
                index(table.len() - 1)
            });
        Some(self.emit(Inst::Gate {
            firsts: place,
            otherwise: 0,
        }))
    }

    fn perform(&mut self, task: Task) {
        match task {
            Task::Node(node, direction) => match self.budget.spend(1) {
                Ok(()) => self.node(node, direction),
                Err(_) => self.tasks.clear(),
            },
            Task::Emit(inst) => {
                self.emit(inst);
            }
            Task::Land(place) => self.land(place),
            Task::Choice(choice) => self.choice(choice),
            Task::EndChoice(ends) => {
                while self.ends.len() > ends as usize
                    && let Some(place) = self.ends.pop()
                {
                    self.land(place);
                }
            }
            Task::Again {
                body,
                direction,
                greedy,
                start,
            } => {
                let gate = self.loop_gate(body, direction, greedy);
                let branch = self.branch(greedy);
                self.emit(Inst::Jump(start));
                self.land_all([Some(branch), gate]);
            }
        }
    }

    fn node(&mut self, node: NodeId, direction: Direction) {
        let tree = self.tree;
        let back = direction == Direction::Back;
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
            Node::Sequence(parts) => {
                let parts = tree.children(parts).iter();
                let task = |&part| Task::Node(part, direction);
                match back {
                    false => self.tasks.extend(parts.rev().map(task)),
                    true => self.tasks.extend(parts.map(task)),
                }
            }
            Node::Choice(choices) => self.choice(Choice {
                choices,
                direction,
                next: 0,
                ends: index(self.ends.len()),
                skips: [None; 2],
            }),
            Node::Group { number, body } => {
                let number = number as usize;
                let (start, end) = (index(2 * number), index(2 * number + 1));
                let (first, second) = if back { (end, start) } else { (start, end) };
                self.emit(Inst::Save(first));
                self.tasks.push(Task::Emit(Inst::Save(second)));
                self.tasks.push(Task::Node(body, direction));
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
                let direction = match behind {
                    true => Direction::Back,
                    false => Direction::Forward,
                };
                self.tasks.extend([
                    Task::Land(look),
                    Task::Emit(Inst::LookEnd { height, negated }),
                    Task::Node(body, direction),
                ]);
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
                self.repeat(body, limits, groups, direction);
            }
        }
    }

    fn ranges(&mut self, list: List) -> u32 {
        let ranges = self.tree.ranges(list);
        // If the budget is spent, the program won't be used.
        let paid = self.budget.spend(ranges.len() / 16);
        self.set(CharSet::new(paid.map_or(&[], |()| ranges)))
    }

    /// Begins the next alternative of a choice, after the end of the previous one.
    fn choice(&mut self, choice: Choice) {
        let choices = self.tree.children(choice.choices);
        let (alternative, direction) = (choices[choice.next as usize], choice.direction);
        if choice.next > 0 {
            let end = self.emit(Inst::Jump(0));
            self.ends.push(end);
            self.land_all(choice.skips);
        }
        if choice.next as usize + 1 == choices.len() {
            self.tasks.push(Task::EndChoice(choice.ends));
        } else {
            let gate = self.gate(alternative, direction);
            let branch = self.emit(Inst::Try(0));
            self.tasks.push(Task::Choice(Choice {
                next: choice.next + 1,
                skips: [Some(branch), gate],
                ..choice
            }));
        }
        self.tasks.push(Task::Node(alternative, direction));
    }

    fn repeat(&mut self, body: NodeId, limits: Limits, groups: Range<usize>, way: Direction) {
        let Limits {
            least,
            most,
            greedy,
        } = limits;
        if most == 0 {
            return;
        }
        let set = match self.tree.node(body) {
            _ if way == Direction::Back => None,
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
            (1, 1) => self.tasks.push(Task::Node(body, way)),
            (0, 1) => {
                let mark = is_nullable.then(|| self.slot());
                let gate = self.loop_gate(body, way, greedy);
                let branch = self.branch(greedy);
                self.land_later([Some(branch), gate]);
                self.round(body, mark, 0..0, way);
            }
            (0, ENDLESS) => {
                let mark = is_nullable.then(|| self.slot());
                let start = self.here();
                let gate = self.loop_gate(body, way, greedy);
                let branch = self.branch(greedy);
                self.land_later([Some(branch), gate]);
                self.tasks.push(Task::Emit(Inst::Jump(start)));
                self.round(body, mark, groups, way);
            }
            (1, ENDLESS) if !is_nullable => {
                self.tasks.push(Task::Again {
                    body,
                    direction: way,
                    greedy,
                    start: self.here(),
                });
                self.round(body, None, groups, way);
            }
            _ => self.counted(body, limits, groups, way),
        }
    }

    fn loop_gate(&mut self, body: NodeId, direction: Direction, greedy: bool) -> Option<u32> {
        match greedy {
            true => self.gate(body, direction),
            false => None,
        }
    }

    fn land_all(&mut self, places: [Option<u32>; 2]) {
        places
            .into_iter()
            .flatten()
            .for_each(|place| self.land(place));
    }

    /// Makes instructions lead to the place after all that later tasks emit.
    fn land_later(&mut self, places: [Option<u32>; 2]) {
        let places = places.into_iter().flatten();
        self.tasks.extend(places.map(Task::Land));
    }

    /// Emits the branch of a loop, which enters or leaves it first.
    fn branch(&mut self, greedy: bool) -> u32 {
        self.emit(match greedy {
            true => Inst::Try(0),
            false => Inst::TryLater(0),
        })
    }

    /// Emits a loop's body. With a slot for the place where it began, an empty match fails.
    fn round(&mut self, body: NodeId, mark: Option<u32>, groups: Range<usize>, way: Direction) {
        self.forget(groups);
        if let Some(mark) = mark {
            self.emit(Inst::Save(mark));
            self.tasks.push(Task::Emit(Inst::NotEmpty(mark)));
        }
        self.tasks.push(Task::Node(body, way));
    }

    fn forget(&mut self, groups: Range<usize>) {
        if !groups.is_empty() {
            let (from, to) = (index(2 * groups.start), index(2 * groups.end));
            self.emit(Inst::Forget { from, to });
        }
    }

    fn counted(&mut self, body: NodeId, limits: Limits, groups: Range<usize>, way: Direction) {
        let mut limits = limits;
        if self.tree.is_always_empty(body) {
            // One empty round is the same as many.
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
        self.tasks.push(Task::Land(start));
        self.tasks.push(Task::Emit(Inst::Jump(start)));
        if self.tree.is_nullable(body) {
            let not_empty = Inst::NotEmptyAbove { mark, count, least };
            self.tasks.push(Task::Emit(not_empty));
        }
        self.tasks.push(Task::Node(body, way));
    }
}

/// Tells loops around one character which character must follow them.
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
    use crate::budget::Budget;
    use crate::regexp::machine::Machine;
    use crate::regexp::reader::read;
    use crate::regexp::tree::Mode;

    /// A pattern without flags, or with `u`.
    pub(in crate::regexp) fn program_of(pattern: &str, unicode: bool) -> Program {
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

    /// Reads, compiles and runs deeply nested patterns with a small native stack, and with a budget that
    /// is linear in their length.
    #[test]
    fn depth_costs_no_stack_and_linear_time() {
        const DEEP: usize = 100_000;
        const STACK: usize = 256 << 10;
        let nested = |open: &str, close: &str, depth| {
            format!("{}a{}", open.repeat(depth), close.repeat(depth))
        };
        let patterns = [
            nested("(?:", ")", DEEP),
            nested("(", ")", (1 << 16) - 1),
            nested("(?:", ")?", DEEP),
            nested("(?:", ")*", DEEP),
            nested("(?:", "a)+", DEEP),
            nested("(?:", "){1,2}", DEEP),
            nested("(?:b|", ")", DEEP),
            nested("(?:", "|b)", DEEP),
            nested("(?=", ")", DEEP),
            nested("(?!(?!", "))", DEEP / 2),
            nested("(?<=(?=", "))", DEEP / 2),
        ];
        let run = move || {
            for pattern in patterns {
                let budget = Budget::new(Some(16 * pattern.len() as u64), None);
                let points: Vec<u32> = pattern.chars().map(u32::from).collect();
                let tree = read(&points, Mode::default(), &budget).unwrap();
                let program = compile(&tree, false, &budget);
                assert_eq!(budget.stopped(), None, "{pattern:.12}");
                let mut machine = Machine::default();
                machine.begin(&program, 0, false);
                machine.run_latin1(&program, b"a", 1_000_000);
            }
        };
        let thread = std::thread::Builder::new().stack_size(STACK).spawn(run);
        thread.unwrap().join().unwrap();
    }
}
