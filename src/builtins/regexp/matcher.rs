//! Patterns, compiled, and matching them.
//!
//! The crate `regress` reads a pattern first, and finds its errors; besides, only its tables of Unicode
//! properties are used. Matching backtracks, and can take time exponential in the length of the text:
//! the machine stops from time to time, so that budgets and interrupts are looked at.

use super::RegExpState;
use super::compile::{Program, compile as compile_node};
use super::errors::{NOTHING_TO_REPEAT, invalid, repeats_nothing};
use super::groups::{GroupName, groups};
use super::pattern::{Mode, NATIVE_STACK, read};
use super::run::{Machine, Outcome};
use crate::engine::{Agent, Budget, JsResult, Str, Text, messages};
use crate::native_stack::with_room;
use crate::syntax::early_errors::regular_expression::fault;
use regress::backends::try_parse;
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

/// How many capturing groups a pattern may have, as in V8.
const MOST_GROUPS: usize = (1 << 16) - 1;

/// How the crate begins when it gives up on a pattern because it recurses over it.
const TOO_DEEP: &str = "Regular expression is too deeply nested";

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
    let options = regress::Flags {
        icase: flags.has(Flags::IGNORE_CASE),
        multiline: flags.has(Flags::MULTILINE),
        dot_all: flags.has(Flags::DOT_ALL),
        no_opt: false,
        unicode: flags.full_unicode(),
        unicode_sets: flags.has(Flags::UNICODE_SETS),
    };
    let points = if flags.full_unicode() {
        let points = char::decode_utf16(key.0.iter().copied());
        points
            .map(|point| match point {
                Ok(point) => point as u32,
                Err(lone) => lone.unpaired_surrogate() as u32,
            })
            .collect()
    } else {
        points_of_units(&key.0)
    };
    let groups = groups(&points, flags.has(Flags::UNICODE_SETS));
    if groups.count > MOST_GROUPS {
        return Err(invalid(agent, pattern, flags, "Too many captures"));
    }
    let checked = match flags.full_unicode() {
        true => with_leads_apart(&points),
        false => points.clone(),
    };
    let budget = &agent.heap.budget;
    // What the crate makes of a list of choices is as deep as the list is long when it is dropped.
    let room = NATIVE_STACK + 256 * checked.len();
    let parsed = with_room(room, room, || {
        try_parse(budget_points(&checked, budget), options).map(drop)
    });
    match parsed {
        // The crate lets word boundaries be repeated.
        Ok(_) if key.0.contains(&(b'\\' as u16)) && repeats_word_boundary(agent, pattern) => {
            return Err(invalid(agent, pattern, flags, NOTHING_TO_REPEAT));
        }
        // And lets references go astray with `v`.
        Ok(_) if flags.full_unicode() && groups.refers_to_none() => {
            return Err(invalid(agent, pattern, flags, "Invalid character escape"));
        }
        Ok(_) => {}
        Err(error) if error.text.starts_with(TOO_DEEP) => {
            if let Some(fault) = fault(&points, &flags.text()) {
                return Err(invalid(agent, pattern, flags, fault));
            }
        }
        Err(error) => return Err(invalid(agent, pattern, flags, &error.text)),
    }
    let mode = Mode {
        ignore_case: flags.has(Flags::IGNORE_CASE),
        multiline: flags.has(Flags::MULTILINE),
        dot_all: flags.has(Flags::DOT_ALL),
        unicode: flags.full_unicode(),
        sets: flags.has(Flags::UNICODE_SETS),
    };
    // Neither an error nor a program is of use where the pattern wasn't read to its end.
    agent.poll()?;
    // The tree is dropped there too.
    let budget = &agent.heap.budget;
    let program = with_room(NATIVE_STACK, 2 * NATIVE_STACK, || {
        let tree = read(&points, &groups, mode, budget)?;
        Ok(compile_node(&tree, groups.count, mode.unicode, budget))
    });
    agent.poll()?;
    let program = match program {
        Ok(program) => program,
        Err(why) => return Err(invalid(agent, pattern, flags, why)),
    };
    let matcher = Rc::new(Matcher {
        program,
        names: groups.named.into(),
        flags,
    });
    let compiled = &mut RegExpState::of_mut(agent).compiled;
    if compiled.len() >= MOST_COMPILED {
        compiled.clear();
    }
    compiled.insert(key, matcher.clone());
    Ok(matcher)
}

/// The points of a pattern; they end where the budget is spent, and the crate stops reading.
fn budget_points<'a>(
    points: &'a [u32],
    budget: &'a Budget,
) -> impl Iterator<Item = u32> + Clone + 'a {
    let points = points.iter().copied();
    points.take_while(move |_| budget.spend(1).is_ok())
}

fn repeats_word_boundary(agent: &Agent, pattern: Str) -> bool {
    repeats_nothing(&agent.heap.utf8(pattern))
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

/// A pattern in which `\uD83D` before `\u`, where the two are no pair, is written `\u{D83D}`: the crate
/// takes the `\u` behind it for the other half whatever follows.
fn with_leads_apart(points: &[u32]) -> Vec<u32> {
    const ESCAPE: [u32; 2] = ['\\' as u32, 'u' as u32];
    let half = |at: usize| {
        let digits = points.get(at..)?.strip_prefix(&ESCAPE)?.get(..4)?;
        digits.iter().try_fold(0, |value, &digit| {
            Some(value * 16 + char::from_u32(digit)?.to_digit(16)?)
        })
    };
    let mut apart = Vec::with_capacity(points.len());
    let mut at = 0;
    while let Some(&point) = points.get(at) {
        let is_lone_lead = matches!(half(at), Some(0xD800..0xDC00))
            && points[at + 6..].starts_with(&ESCAPE)
            && !matches!(half(at + 6), Some(0xDC00..0xE000));
        if is_lone_lead {
            apart.extend(ESCAPE);
            apart.push('{' as u32);
            apart.extend(&points[at + 2..at + 6]);
            apart.push('}' as u32);
            at += 6;
            continue;
        }
        // What is escaped begins no escape.
        let count = if point == ESCAPE[0] { 2 } else { 1 };
        let end = points.len().min(at + count);
        apart.extend(&points[at..end]);
        at = end;
    }
    apart
}

/// The code points of a pattern that is matched by code units: only in the names of groups are pairs
/// of surrogates taken as one.
fn points_of_units(units: &[u16]) -> Vec<u32> {
    let mut points: Vec<u32> = units.iter().map(|&unit| unit as u32).collect();
    if !units.iter().any(|unit| (0xD800..0xDC00).contains(unit)) {
        return points;
    }
    let mut at = 0;
    while at + 3 < points.len() {
        let opens = points[at..].starts_with(&['(' as u32, '?' as u32, '<' as u32])
            && !matches!(points[at + 3], 0x3D | 0x21);
        let refers = points[at..].starts_with(&['\\' as u32, 'k' as u32, '<' as u32]);
        if !(opens || refers) {
            // What a backslash is before opens nothing.
            at += if points[at] == '\\' as u32 { 2 } else { 1 };
            continue;
        }
        at += 3;
        while at + 1 < points.len() && points[at] != '>' as u32 {
            if let (high @ 0xD800..0xDC00, low @ 0xDC00..0xE000) = (points[at], points[at + 1]) {
                points[at] = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
                points.remove(at + 1);
            }
            at += 1;
        }
    }
    points
}
