//! Compiles patterns for an agent, which remembers some, and matches them against its strings.
//!
//! Matching backtracks, and can take time exponential in the length of the text: the machine stops
//! from time to time, so that budgets and interrupts are looked at.

use super::state::{RECENT, RegExpState};
use crate::engine::{Agent, JsResult, Str, Text, Throw, messages};
use crate::regexp::fault::Fault;
use crate::regexp::flags::Flags;
use crate::regexp::machine::{Machine, Outcome};
use crate::regexp::matcher::{Match, Matcher};
use std::rc::Rc;

/// How many compiled patterns are remembered.
const MOST_COMPILED: usize = 256;

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
    let units = agent.heap.units(pattern);
    match compile_units(agent, units, flags)? {
        Ok(matcher) => Ok(matcher),
        Err(fault) => Err(invalid(agent, pattern, flags, fault.text)),
    }
}

/// As [`compile`], for code units: the inner error says what is wrong with them.
pub(super) fn compile_units(
    agent: &mut Agent,
    units: Vec<u16>,
    flags: Flags,
) -> JsResult<Result<Rc<Matcher>, Fault>> {
    let key = (units, flags);
    if let Some(matcher) = RegExpState::of(agent).compiled.get(&key) {
        return Ok(Ok(matcher.clone()));
    }
    agent.poll_work(key.0.len())?;
    let matcher = Matcher::new(&key.0, flags, &agent.heap.budget);
    // Neither an error nor a program is of use where the budget was spent before its end.
    agent.poll()?;
    let matcher = match matcher {
        Ok(matcher) => Rc::new(matcher),
        Err(fault) => return Ok(Err(fault)),
    };
    let compiled = &mut RegExpState::of_mut(agent).compiled;
    if compiled.len() >= MOST_COMPILED {
        compiled.clear();
    }
    compiled.insert(key, matcher.clone());
    Ok(Ok(matcher))
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

/// The first match at or after a place; for sticky patterns that at the place.
pub(super) fn find(
    agent: &mut Agent,
    matcher: &Matcher,
    string: Str,
    from: usize,
) -> JsResult<Option<Match>> {
    let mut from = from;
    if matcher.is_unicode()
        && let Text::Utf16(units) = agent.heap.text(string)
        && let Some(before) = from.checked_sub(1)
        && let Some([0xD800..0xDC00, 0xDC00..0xE000]) = units.get(before..=from)
    {
        // Never in the middle of a pair.
        from = before;
    }
    with_machine(agent, |agent, machine| {
        machine.begin(&matcher.program, from, matcher.flags.has(Flags::STICKY));
        drive(agent, matcher, string, machine)
    })
}

/// Calls `body` with the agent's machine, whose memory is used again and again.
fn with_machine<R>(agent: &mut Agent, body: impl FnOnce(&mut Agent, &mut Machine) -> R) -> R {
    let mut machine = std::mem::take(&mut RegExpState::of_mut(agent).machine);
    let result = body(agent, &mut machine);
    machine.shrink();
    RegExpState::of_mut(agent).machine = machine;
    result
}

/// Runs the machine to its end.
fn drive(
    agent: &mut Agent,
    matcher: &Matcher,
    string: Str,
    machine: &mut Machine,
) -> JsResult<Option<Match>> {
    let program = &matcher.program;
    loop {
        let outcome = match agent.heap.text(string) {
            Text::Latin1(text) => machine.run_latin1(program, text, STEPS.into()),
            Text::Utf16(text) => machine.run_utf16(program, text, STEPS.into()),
        };
        match outcome {
            Outcome::Matched => return Ok(Some(matcher.found(machine))),
            Outcome::Failed => return Ok(None),
            Outcome::Paused => {
                agent.poll_work(STEPS as usize)?;
                agent.check_room(machine.bytes())?;
            }
            Outcome::Overflow => return Err(agent.range_error(messages::STACK_OVERFLOW)),
        }
    }
}

/// Calls `take` for each match, in order, until it returns false; for patterns that aren't sticky.
pub(super) fn each_match(
    agent: &mut Agent,
    matcher: &Matcher,
    string: Str,
    mut take: impl FnMut(&mut Agent, Match) -> JsResult<bool>,
) -> JsResult<()> {
    with_machine(agent, |agent, machine| {
        let mut from = 0;
        while from <= agent.heap.string_length(string) {
            agent.poll()?;
            machine.begin(&matcher.program, from, false);
            let Some(found) = drive(agent, matcher, string, machine)? else {
                break;
            };
            let (start, end) = (found.start(), found.end());
            from = end;
            if start == end {
                let text = agent.heap.text(string);
                from += match matcher.is_unicode() && from < text.len() {
                    true => text.code_point_at(from).1,
                    false => 1,
                };
            }
            if !take(agent, found)? {
                break;
            }
        }
        Ok(())
    })
}
