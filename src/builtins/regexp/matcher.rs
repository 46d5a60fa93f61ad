//! Patterns, compiled, and matching them.
//!
//! Matching backtracks, and can take time exponential in the length of the text:
//! the machine stops from time to time, so that budgets and interrupts are looked at.

use super::RegExpState;
use super::compile::{MOST_NESTED, NATIVE_STACK, Program, compile as compile_tree};
use super::run::{Machine, Outcome};
use crate::engine::{Agent, Budget, JsResult, Str, Text, Throw, messages};
use crate::native_stack::with_room;
use crate::regexp::fault::TOO_LARGE;
use crate::regexp::read;
use crate::regexp::tree::{GroupName, Mode};
use std::rc::Rc;

/// The flags of a regular expression.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, Debug)]
pub(super) struct Flags(u8);

impl Flags {
    pub(super) const HAS_INDICES: Flags = Flags(1);
    pub(super) const GLOBAL: Flags = Flags(2);
    pub(super) const IGNORE_CASE: Flags = Flags(4);
    pub(super) const MULTILINE: Flags = Flags(8);
    pub(super) const DOT_ALL: Flags = Flags(16);
    pub(super) const UNICODE: Flags = Flags(32);
    pub(super) const UNICODE_SETS: Flags = Flags(64);
    pub(super) const STICKY: Flags = Flags(128);

    /// In the order in which `flags` lists them.
    const LETTERS: [(u8, Flags); 8] = [
        (b'd', Flags::HAS_INDICES),
        (b'g', Flags::GLOBAL),
        (b'i', Flags::IGNORE_CASE),
        (b'm', Flags::MULTILINE),
        (b's', Flags::DOT_ALL),
        (b'u', Flags::UNICODE),
        (b'v', Flags::UNICODE_SETS),
        (b'y', Flags::STICKY),
    ];

    /// From their letters; `None` where one is unknown or stands there twice.
    pub(super) fn parse(text: Text<'_>) -> Option<Flags> {
        let mut flags = Flags::default();
        for unit in text.units() {
            let letter = u8::try_from(unit).ok()?;
            let flag = Flags::LETTERS.iter().find(|known| known.0 == letter)?.1;
            if flags.has(flag) {
                return None;
            }
            flags.0 |= flag.0;
        }
        (!(flags.has(Flags::UNICODE) && flags.has(Flags::UNICODE_SETS))).then_some(flags)
    }

    pub(super) fn has(self, flag: Flags) -> bool {
        self.0 & flag.0 != 0
    }

    /// Whether the text is matched by code points.
    pub(super) fn full_unicode(self) -> bool {
        self.has(Flags(Flags::UNICODE.0 | Flags::UNICODE_SETS.0))
    }

    /// How they let a pattern be read.
    fn mode(self) -> Mode {
        Mode {
            ignore_case: self.has(Flags::IGNORE_CASE),
            multiline: self.has(Flags::MULTILINE),
            dot_all: self.has(Flags::DOT_ALL),
            unicode: self.full_unicode(),
            sets: self.has(Flags::UNICODE_SETS),
        }
    }

    /// Their letters.
    pub(super) fn text(self) -> String {
        let letters = Flags::LETTERS.iter().filter(|known| self.has(known.1));
        letters.map(|known| known.0 as char).collect()
    }
}

/// A part of a text, in code units.
pub(super) type Range = std::ops::Range<usize>;

/// What matched.
#[derive(Clone, Debug)]
pub(super) struct Match {
    /// All of it, and the captures.
    pub(super) groups: Vec<Option<Range>>,
    /// The groups' names, in the order of the pattern.
    pub(super) names: Rc<[GroupName]>,
}

impl Match {
    /// Where it begins.
    pub(super) fn start(&self) -> usize {
        self.whole().map_or(0, |range| range.start)
    }

    /// Where it ends.
    pub(super) fn end(&self) -> usize {
        self.whole().map_or(0, |range| range.end)
    }

    /// Where it is.
    pub(super) fn range(&self) -> Range {
        self.whole().cloned().unwrap_or(0..0)
    }

    fn whole(&self) -> Option<&Range> {
        self.groups.first()?.as_ref()
    }
}

/// A compiled pattern.
pub(super) struct Matcher {
    program: Program,
    pub(super) flags: Flags,
    names: Rc<[GroupName]>,
}

/// How many compiled patterns are remembered.
const MOST_COMPILED: usize = 256;

/// How many are found by the string of their pattern.
pub(super) const RECENT: usize = 32;

/// Compiles a pattern, or finds it compiled already.
pub(super) fn compile(agent: &mut Agent, pattern: Str, flags: Flags) -> JsResult<Rc<Matcher>> {
    // A literal's pattern is the same string each time.
    let state = RegExpState::of(agent);
    let place = (pattern.value().bits() >> 2) as usize % RECENT;
    if let Some((string, matcher)) = &state.recent[place]
        && *string == pattern
        && matcher.flags == flags
    {
        return Ok(matcher.clone());
    }
    let matcher = compile_text(agent, pattern, flags)?;
    RegExpState::of_mut(agent).recent[place] = Some((pattern, matcher.clone()));
    Ok(matcher)
}

fn compile_text(agent: &mut Agent, pattern: Str, flags: Flags) -> JsResult<Rc<Matcher>> {
    let key = (agent.heap.units(pattern), flags);
    if let Some(matcher) = RegExpState::of(agent).compiled.get(&key) {
        return Ok(matcher.clone());
    }
    agent.poll_work(key.0.len())?;
    let mode = flags.mode();
    let budget = &agent.heap.budget;
    let points = points_of(&key.0, mode.unicode, budget);
    let tree = read(&points, mode, budget);
    drop(points);
    // Neither an error nor a program is of use where the pattern wasn't read to its end.
    agent.poll()?;
    let tree = match tree {
        Ok(tree) if tree.depth > MOST_NESTED => Err(TOO_LARGE),
        Ok(tree) => Ok(tree),
        Err(fault) => Err(fault.text),
    };
    let tree = match tree {
        Ok(tree) => tree,
        Err(why) => return Err(invalid(agent, pattern, flags, why)),
    };
    let budget = &agent.heap.budget;
    let program = with_room(NATIVE_STACK, 2 * NATIVE_STACK, || {
        compile_tree(&tree, mode.unicode, budget)
    });
    agent.poll()?;
    let matcher = Rc::new(Matcher {
        program,
        names: tree.into_names().into(),
        flags,
    });
    let compiled = &mut RegExpState::of_mut(agent).compiled;
    if compiled.len() >= MOST_COMPILED {
        compiled.clear();
    }
    compiled.insert(key, matcher.clone());
    Ok(matcher)
}

/// The code points of a text, or its code units; fewer where the budget is spent.
fn points_of(units: &[u16], by_points: bool, budget: &Budget) -> Vec<u32> {
    let mut points = Vec::with_capacity(units.len());
    if by_points {
        let decoded = char::decode_utf16(units.iter().copied()).map(|point| match point {
            Ok(point) => point as u32,
            Err(lone) => lone.unpaired_surrogate() as u32,
        });
        let paid = |place: usize| !place.is_multiple_of(64) || budget.spend(1).is_ok();
        let decoded = decoded.enumerate().take_while(|(place, _)| paid(*place));
        points.extend(decoded.map(|(_, point)| point));
        return points;
    }
    for piece in budget.pieces(units, 64) {
        points.extend(piece.iter().copied().map(u32::from));
    }
    points
}

/// Throws for a pattern that can't be compiled.
#[cold]
fn invalid(agent: &mut Agent, pattern: Str, flags: Flags, why: &str) -> Throw {
    let pattern = agent.heap.utf8(pattern);
    let flags = flags.text();
    agent.syntax_error(format!(
        "Invalid regular expression: /{pattern}/{flags}: {why}"
    ))
}

/// How many steps the machine makes before the agent is asked whether it may go on.
const STEPS: u32 = 1 << 13;

impl Matcher {
    /// The first match at or after a place; for sticky ones that at the place.
    pub(super) fn find(
        &self,
        agent: &mut Agent,
        string: Str,
        from: usize,
    ) -> JsResult<Option<Match>> {
        let mut from = from;
        if self.program.unicode
            && let Text::Utf16(units) = agent.heap.text(string)
            && let Some(before) = from.checked_sub(1)
            && let Some([0xD800..0xDC00, 0xDC00..0xE000]) = units.get(before..=from)
        {
            // Never in the middle of a pair.
            from = before;
        }
        let mut machine = std::mem::take(&mut RegExpState::of_mut(agent).machine);
        machine.begin(&self.program, from, self.flags.has(Flags::STICKY));
        let result = self.drive(agent, string, &mut machine);
        machine.shrink();
        RegExpState::of_mut(agent).machine = machine;
        result
    }

    /// Runs the machine to its end.
    fn drive(
        &self,
        agent: &mut Agent,
        string: Str,
        machine: &mut Machine,
    ) -> JsResult<Option<Match>> {
        loop {
            let text = agent.heap.text(string);
            match machine.run(&self.program, text, STEPS as i64) {
                Outcome::Matched => return Ok(Some(self.found(machine))),
                Outcome::Failed => return Ok(None),
                Outcome::Paused => {
                    agent.poll_work(STEPS as usize)?;
                    agent.check_room(machine.bytes())?;
                }
                Outcome::Overflow => return Err(agent.range_error(messages::STACK_OVERFLOW)),
            }
        }
    }

    fn found(&self, machine: &Machine) -> Match {
        let mut groups = Vec::with_capacity(self.program.groups);
        for number in 0..self.program.groups {
            groups.push(machine.group(number));
        }
        let names = self.names.clone();
        Match { groups, names }
    }

    /// Gives all matches from the start on, one behind the other, to `take`, as long as that gives
    /// true; for patterns that aren't sticky.
    pub(super) fn each(
        &self,
        agent: &mut Agent,
        string: Str,
        take: impl FnMut(&mut Agent, Match) -> JsResult<bool>,
    ) -> JsResult<()> {
        let mut machine = std::mem::take(&mut RegExpState::of_mut(agent).machine);
        let result = self.each_by(agent, string, &mut machine, take);
        machine.shrink();
        RegExpState::of_mut(agent).machine = machine;
        result
    }

    fn each_by(
        &self,
        agent: &mut Agent,
        string: Str,
        machine: &mut Machine,
        mut take: impl FnMut(&mut Agent, Match) -> JsResult<bool>,
    ) -> JsResult<()> {
        let mut from = 0;
        while from <= agent.heap.string_length(string) {
            agent.poll()?;
            machine.begin(&self.program, from, false);
            let Some(found) = self.drive(agent, string, machine)? else {
                break;
            };
            let (start, end) = (found.start(), found.end());
            from = end;
            if start == end {
                let text = agent.heap.text(string);
                from += match self.program.unicode && from < text.len() {
                    true => text.code_point_at(from).1,
                    false => 1,
                };
            }
            if !take(agent, found)? {
                break;
            }
        }
        Ok(())
    }
}
