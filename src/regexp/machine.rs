//! The backtracking machine: it runs a program over a text, with a stack of its own for what to try
//! next.
//!
//! It runs for a given number of steps and can be resumed, so that its caller can look at budgets and
//! interrupts in between. The stack holds, besides places to go back to, previous values of slots,
//! which going back restores.

use super::fold::canonicalize;
use super::program::{Inst, Program, UNKNOWN};
use super::sets::CharSet;
use super::subject::{Bytes, Subject, Units};

/// The value of an empty slot.
const NONE: u32 = u32::MAX;

/// How many frames the stack may have.
const MOST_FRAMES: usize = 1 << 23;

#[derive(Clone, Copy, Debug)]
enum Frame {
    /// Continue there.
    Branch { at: u32, place: u32 },
    /// A slot's previous value.
    Slot { slot: u32, value: u32 },
    /// A loop around one character that may give back what it took.
    Greedy { at: u32, least: u32, place: u32 },
    /// One that may take more.
    Lazy { at: u32, place: u32, left: u32 },
    /// The beginning of a lookahead or lookbehind.
    Look { at: u32, place: u32, negated: bool },
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Matched,
    Failed,
    /// The steps are used up.
    Paused,
    /// The stack would be too large.
    Overflow,
}

/// How many characters of a text an instruction goes through before the machine may pause.
const AT_ONCE: u32 = 1 << 17;

/// The progress of an instruction that paused in the middle of its work.
#[derive(Clone, Copy, Debug)]
struct Part {
    /// The place that it has reached.
    place: usize,
    /// How many characters a loop took after `least`, or where a reference is in what it repeats.
    count: usize,
    /// Where a loop has taken its minimum.
    least: usize,
}

/// The result of going back from a place.
enum Backwards {
    /// The place to continue from.
    Found(usize),
    /// Not found up to this place; the search has to go on.
    Later(usize),
    Nothing,
}

/// The state of a run.
#[derive(Default)]
pub(crate) struct Machine {
    stack: Vec<Frame>,
    slots: Vec<u32>,
    /// The next place to begin a match at.
    from: usize,
    /// Whether it only matches there.
    sticky: bool,
    /// The progress of the next instruction, if it paused.
    part: Option<Part>,
    /// Whether an attempt is under way, and then the next instruction and place.
    running: bool,
    pc: usize,
    place: usize,
}

/// How many places are searched for the beginning of a match before the machine may pause.
const SEARCH: usize = 1 << 17;

impl Machine {
    /// Prepares to look for a match at a place, or from it on.
    pub(crate) fn begin(&mut self, program: &Program, from: usize, sticky: bool) {
        self.from = from;
        self.sticky = sticky;
        self.running = false;
        self.part = None;
        self.stack.clear();
        self.slots.clear();
        self.slots.resize(program.slots, NONE);
    }

    /// The size of its stack, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        self.stack.capacity() * size_of::<Frame>()
    }

    /// Frees memory that only few patterns need.
    pub(crate) fn shrink(&mut self) {
        const USUAL: usize = 1 << 12;
        self.stack.clear();
        if self.stack.capacity() > USUAL {
            self.stack.shrink_to(USUAL);
        }
    }

    /// Where a group matched.
    #[inline]
    pub(crate) fn group(&self, number: usize) -> Option<std::ops::Range<usize>> {
        let (start, end) = (self.slots[2 * number], self.slots[2 * number + 1]);
        (start != NONE && end != NONE).then_some(start as usize..end as usize)
    }

    /// Runs for about so many steps, over a text in Latin-1.
    pub(crate) fn run_latin1(&mut self, program: &Program, text: &[u8], steps: i64) -> Outcome {
        self.run_over(program, Bytes(text), steps)
    }

    /// Runs for about so many steps, over a text in UTF-16.
    pub(crate) fn run_utf16(&mut self, program: &Program, text: &[u16], steps: i64) -> Outcome {
        match program.unicode {
            true => self.run_over(program, Units::<true>(text), steps),
            false => self.run_over(program, Units::<false>(text), steps),
        }
    }

    fn run_over<S: Subject>(&mut self, program: &Program, text: S, steps: i64) -> Outcome {
        let mut steps = steps;
        loop {
            if !self.running {
                if !self.sticky {
                    let Some(found) = text.search(program, self.from, SEARCH) else {
                        let next = self.from + SEARCH;
                        if next > text.len() {
                            return Outcome::Failed;
                        }
                        self.from = next;
                        steps -= SEARCH as i64 / 64;
                        if steps <= 0 {
                            return Outcome::Paused;
                        }
                        continue;
                    };
                    steps -= (found - self.from) as i64 / 64;
                    self.from = found;
                }
                // The slots are empty again: a failed attempt restores them.
                (self.pc, self.place) = (0, self.from);
                self.running = true;
            }
            match self.attempt(program, text, &mut steps) {
                Outcome::Failed if !self.sticky => {}
                outcome => return outcome,
            }
            self.running = false;
            match text.next(self.from) {
                Some((_, next)) => self.from = next,
                None => return Outcome::Failed,
            }
            if steps <= 0 {
                return Outcome::Paused;
            }
        }
    }

    /// Runs until the attempt is decided.
    fn attempt<S: Subject>(&mut self, program: &Program, text: S, steps: &mut i64) -> Outcome {
        let (mut pc, mut place) = (self.pc, self.place);
        let code = &program.code[..];
        loop {
            // Whether the instruction succeeded; then `pc` and `place` are where to continue.
            let succeeded = match code[pc] {
                Inst::Char(wanted) => match text.next(place) {
                    Some((found, next)) if found == wanted => {
                        (pc, place) = (pc + 1, next);
                        true
                    }
                    _ => false,
                },
                Inst::Set(set) => match text.next(place) {
                    Some((found, next)) if program.sets[set as usize].contains(found) => {
                        (pc, place) = (pc + 1, next);
                        true
                    }
                    _ => false,
                },
                Inst::Try(otherwise) => {
                    self.push_branch(otherwise as usize, place);
                    pc += 1;
                    true
                }
                Inst::TryLater(target) => {
                    self.push_branch(pc + 1, place);
                    pc = target as usize;
                    true
                }
                Inst::Jump(target) => {
                    pc = target as usize;
                    *steps -= 1;
                    true
                }
                Inst::Gate { firsts, otherwise } => {
                    let firsts = &program.firsts[firsts as usize];
                    pc = match place < text.len() && firsts.contains(text.unit(place)) {
                        true => pc + 1,
                        false => otherwise as usize,
                    };
                    true
                }
                Inst::Save(slot) => {
                    self.set_slot(slot, place as u32);
                    pc += 1;
                    true
                }
                Inst::Run {
                    set,
                    limits,
                    follow,
                } => {
                    let limits = program.limits[limits as usize];
                    let set = &program.sets[set as usize];
                    let limits_of = (limits.least, limits.most);
                    let taken = match limits.greedy {
                        true => self.take_all(text, set, limits_of, pc + 1, place),
                        false => self.take_few(text, set, limits_of, pc + 1, place),
                    };
                    pc += 1;
                    match taken {
                        Some(_) if self.part.is_some() => {
                            // It paused: the same instruction continues.
                            pc -= 1;
                            *steps -= AT_ONCE as i64 / 16;
                            true
                        }
                        Some(end) => {
                            *steps -= (end - place) as i64 / 16;
                            place = end;
                            // Fast path: the last place isn't pushed if the wrong character follows it.
                            follow == UNKNOWN
                                || matches!(text.next(place), Some((found, _)) if found == follow)
                        }
                        None => false,
                    }
                }
                Inst::Match => {
                    self.running = false;
                    (self.slots[0], self.slots[1]) = (self.from as u32, place as u32);
                    return Outcome::Matched;
                }
                other => match self.rare(other, program, text, (pc, place), steps) {
                    Some(next) => {
                        (pc, place) = next;
                        *steps -= 1;
                        true
                    }
                    None => false,
                },
            };
            if !succeeded {
                *steps -= 1;
                match self.back(program, text, steps) {
                    Some(next) => (pc, place) = next,
                    None => return Outcome::Failed,
                }
            }
            if *steps <= 0 {
                (self.pc, self.place) = (pc, place);
                return match self.stack.len() > MOST_FRAMES {
                    true => Outcome::Overflow,
                    false => Outcome::Paused,
                };
            }
        }
    }

    #[inline(always)]
    fn push_branch(&mut self, at: usize, place: usize) {
        let (at, place) = (at as u32, place as u32);
        self.stack.push(Frame::Branch { at, place });
    }

    /// Sets a slot, so that going back restores it.
    #[inline(always)]
    fn set_slot(&mut self, slot: u32, value: u32) {
        let old = std::mem::replace(&mut self.slots[slot as usize], value);
        self.stack.push(Frame::Slot { slot, value: old });
    }

    /// Takes as many characters as match, and pushes a frame to give them back. If it pauses before
    /// the last, it leaves a part.
    #[inline(always)]
    fn take_all<S: Subject>(
        &mut self,
        text: S,
        set: &CharSet,
        (least, most): (u32, u32),
        at: usize,
        place: usize,
    ) -> Option<usize> {
        let (enough, from, count) = match self.part.take() {
            Some(part) => (part.least, part.place, part.count),
            None => match least {
                0 => (place, place, 0),
                least => match text.span(set, place, least) {
                    (count, end) if count == least => (end, end, 0),
                    _ => return None,
                },
            },
        };
        let left = most - least - count as u32;
        let (more, end) = text.span(set, from, left.min(AT_ONCE));
        if more == AT_ONCE && more < left {
            self.part = Some(Part {
                place: end,
                count: count + more as usize,
                least: enough,
            });
            return Some(end);
        }
        if end > enough {
            self.stack.push(Frame::Greedy {
                at: at as u32,
                least: enough as u32,
                place: end as u32,
            });
        }
        Some(end)
    }

    /// Takes as few characters as it may, and pushes a frame to take more.
    #[inline(always)]
    fn take_few<S: Subject>(
        &mut self,
        text: S,
        set: &CharSet,
        (least, most): (u32, u32),
        at: usize,
        place: usize,
    ) -> Option<usize> {
        let mut end = place;
        for _ in 0..least {
            match text.next(end) {
                Some((found, next)) if set.contains(found) => end = next,
                _ => return None,
            }
        }
        if most > least {
            self.stack.push(Frame::Lazy {
                at: at as u32,
                place: end as u32,
                left: most - least,
            });
        }
        Some(end)
    }

    /// Backtracks to what is to be tried next: an instruction and a place.
    fn back<S: Subject>(
        &mut self,
        program: &Program,
        text: S,
        steps: &mut i64,
    ) -> Option<(usize, usize)> {
        loop {
            match self.stack.pop()? {
                Frame::Slot { slot, value } => self.slots[slot as usize] = value,
                Frame::Branch { at, place } => return Some((at as usize, place as usize)),
                Frame::Greedy { at, least, place } => {
                    let found = give_back(program, text, (at, least, place), steps);
                    if let Backwards::Found(place) | Backwards::Later(place) = found
                        && place > least as usize
                    {
                        let place = place as u32;
                        self.stack.push(Frame::Greedy { at, least, place });
                    }
                    match found {
                        Backwards::Found(found) => return Some((at as usize, found)),
                        Backwards::Later(place) => return Some((program.code.len() - 1, place)),
                        Backwards::Nothing => {}
                    }
                }
                Frame::Lazy { at, place, left } => {
                    match self.take_more(program, text, (at, place, left), steps) {
                        Backwards::Found(found) => return Some((at as usize, found)),
                        Backwards::Later(place) => return Some((program.code.len() - 1, place)),
                        Backwards::Nothing => {}
                    }
                }
                Frame::Look { at, place, negated } => {
                    if negated {
                        return Some((at as usize, place as usize));
                    }
                }
            }
        }
    }

    /// Takes one more character, or all up to the character that must follow.
    fn take_more<S: Subject>(
        &mut self,
        program: &Program,
        text: S,
        (at, place, left): (u32, u32, u32),
        steps: &mut i64,
    ) -> Backwards {
        let Inst::Run { set, follow, .. } = program.code[at as usize - 1] else {
            return Backwards::Nothing;
        };
        let set = &program.sets[set as usize];
        let (mut end, mut left) = (place as usize, left);
        let stop = left.saturating_sub(AT_ONCE);
        while left > stop
            && let Some((found, next)) = text.next(end)
            && set.contains(found)
        {
            end = next;
            left -= 1;
            let follows =
                follow == UNKNOWN || matches!(text.next(end), Some((found, _)) if found == follow);
            if follows {
                if left > 0 {
                    let place = end as u32;
                    self.stack.push(Frame::Lazy { at, place, left });
                }
                *steps -= (end - place as usize) as i64 / 16;
                return Backwards::Found(end);
            }
        }
        *steps -= (end - place as usize) as i64 / 16;
        if left == stop && left > 0 {
            let place = end as u32;
            self.stack.push(Frame::Lazy { at, place, left });
            return Backwards::Later(end);
        }
        Backwards::Nothing
    }

    /// Runs an instruction that isn't on the fast path; `None` if it fails.
    fn rare<S: Subject>(
        &mut self,
        inst: Inst,
        program: &Program,
        text: S,
        (pc, place): (usize, usize),
        steps: &mut i64,
    ) -> Option<(usize, usize)> {
        let holds = match inst {
            Inst::Fail => return None,
            Inst::CharBack(wanted) => {
                let (found, before) = text.before(place)?;
                return (found == wanted).then_some((pc + 1, before));
            }
            Inst::SetBack(set) => {
                let (found, before) = text.before(place)?;
                let set = &program.sets[set as usize];
                return set.contains(found).then_some((pc + 1, before));
            }
            Inst::Zero(slot) => {
                self.set_slot(slot, 0);
                true
            }
            Inst::Increment(slot) => {
                self.set_slot(slot, self.slots[slot as usize].saturating_add(1));
                true
            }
            Inst::Forget { from, to } => {
                for slot in from..to {
                    if self.slots[slot as usize] != NONE {
                        self.set_slot(slot, NONE);
                    }
                }
                *steps -= (to - from) as i64 / 16;
                true
            }
            Inst::NotEmpty(mark) => self.slots[mark as usize] != place as u32,
            Inst::NotEmptyAbove { mark, count, least } => {
                self.slots[mark as usize] != place as u32 || self.slots[count as usize] <= least
            }
            Inst::Loop {
                count,
                limits,
                exit,
            } => {
                let limits = program.limits[limits as usize];
                let count = self.slots[count as usize];
                let exit = exit as usize;
                if count < limits.least {
                    return Some((pc + 1, place));
                }
                if count >= limits.most {
                    return Some((exit, place));
                }
                let (first, second) = match limits.greedy {
                    true => (pc + 1, exit),
                    false => (exit, pc + 1),
                };
                self.push_branch(second, place);
                return Some((first, place));
            }
            Inst::Look {
                height,
                negated,
                after,
            } => {
                self.slots[height as usize] = self.stack.len() as u32;
                let place = place as u32;
                self.stack.push(Frame::Look {
                    at: after,
                    place,
                    negated,
                });
                true
            }
            Inst::LookEnd { height, negated } => {
                let height = self.slots[height as usize] as usize;
                *steps -= (self.stack.len() - height) as i64 / 16;
                let place = self.end_look(height, negated)?;
                return Some((pc + 1, place));
            }
            Inst::Reference {
                groups,
                ignore_case,
                back,
            } => {
                let groups = &program.references[groups as usize];
                let range = groups.iter().find_map(|&group| self.group(group));
                let range = range.unwrap_or(0..0);
                let room = if back { place } else { text.len() - place };
                if range.len() > room {
                    // Both cases of a character have the same number of units.
                    return None;
                }
                let part = self.part.take().unwrap_or(Part {
                    place,
                    count: if back { range.end } else { range.start },
                    least: 0,
                });
                let how = (program.unicode, ignore_case, back);
                let part = repeated(text, range.clone(), part, how)?;
                let is_done = match back {
                    true => part.count <= range.start,
                    false => part.count >= range.end,
                };
                if is_done {
                    *steps -= range.len().min(AT_ONCE as usize) as i64 / 8;
                    return Some((pc + 1, part.place));
                }
                *steps -= AT_ONCE as i64 / 8;
                self.part = Some(part);
                return Some((pc, place));
            }
            Inst::Start => place == 0,
            Inst::End => place == text.len(),
            Inst::LineStart => place == 0 || is_line_end(text.unit(place - 1)),
            Inst::LineEnd => place == text.len() || is_line_end(text.unit(place)),
            Inst::Boundary { negated, folds } => {
                let is_word = |found: Option<(u32, usize)>| {
                    found.is_some_and(|(point, _)| is_word_character(point, folds))
                };
                (is_word(text.before(place)) != is_word(text.next(place))) != negated
            }
            _ => unreachable!("the instructions that are met often are run elsewhere"),
        };
        holds.then_some((pc + 1, place))
    }

    /// Ends a lookahead or lookbehind that matched, and drops what could still be tried inside: returns
    /// the place where it began, or `None` if it is negated.
    fn end_look(&mut self, height: usize, negated: bool) -> Option<usize> {
        let Frame::Look { place, .. } = self.stack[height] else {
            unreachable!("nothing goes below where the look began");
        };
        if negated {
            while self.stack.len() > height {
                if let Some(Frame::Slot { slot, value }) = self.stack.pop() {
                    self.slots[slot as usize] = value;
                }
            }
            return None;
        }
        // Going back beyond it still has to restore slots.
        let mut kept = height;
        for place in height..self.stack.len() {
            if let frame @ Frame::Slot { .. } = self.stack[place] {
                self.stack[kept] = frame;
                kept += 1;
            }
        }
        self.stack.truncate(kept);
        Some(place as usize)
    }
}

/// The next place, from right to left, up to which a greedy loop around a character goes.
fn give_back<S: Subject>(
    program: &Program,
    text: S,
    (at, least, place): (u32, u32, u32),
    steps: &mut i64,
) -> Backwards {
    let Inst::Run { follow, .. } = program.code[at as usize - 1] else {
        return Backwards::Nothing;
    };
    let (least, mut end) = (least as usize, place as usize);
    let stop = end.saturating_sub(AT_ONCE as usize).max(least);
    while end > stop {
        let Some((_, before)) = text.before(end) else {
            return Backwards::Nothing;
        };
        // A pair whose first half was before the loop was taken by its second half only.
        end = before.max(least);
        if follow == UNKNOWN || matches!(text.next(end), Some((found, _)) if found == follow) {
            *steps -= (place as usize - end) as i64 / 16;
            return Backwards::Found(end);
        }
    }
    *steps -= (place as usize - end) as i64 / 16;
    match end > least {
        true => Backwards::Later(end),
        false => Backwards::Nothing,
    }
}

/// Compares a part of the text with what is after, or before, a place; that is done once `count` has
/// come to the part's other end.
fn repeated<S: Subject>(
    text: S,
    range: std::ops::Range<usize>,
    part: Part,
    (unicode, ignore_case, back): (bool, bool, bool),
) -> Option<Part> {
    let (mut place, mut at) = (part.place, part.count);
    let step = |place: usize| match back {
        true => text.before(place),
        false => text.next(place),
    };
    let range = match back {
        true => range.start.max(at.saturating_sub(AT_ONCE as usize))..range.end,
        false => range.start..range.end.min(at + AT_ONCE as usize),
    };
    while if back {
        at > range.start
    } else {
        at < range.end
    } {
        let (wanted, next) = step(at)?;
        let (found, after) = step(place)?;
        let is_same = wanted == found
            || ignore_case && canonicalize(wanted, unicode) == canonicalize(found, unicode);
        if !is_same {
            return None;
        }
        (at, place) = (next, after);
    }
    Some(Part {
        place,
        count: at,
        ..part
    })
}

fn is_line_end(unit: u32) -> bool {
    matches!(unit, 0xA | 0xD | 0x2028 | 0x2029)
}

fn is_word_character(point: u32, folds: bool) -> bool {
    match u8::try_from(point) {
        Ok(byte) => byte.is_ascii_alphanumeric() || byte == b'_',
        Err(_) => folds && matches!(point, 0x17F | 0x212A),
    }
}

#[cfg(test)]
mod tests {
    use super::{Machine, Outcome};
    use crate::regexp::compile::tests::program_of;

    /// What the groups match, with a machine that pauses after each step.
    fn matched(pattern: &str, text: &str) -> Option<Vec<Option<String>>> {
        let program = program_of(pattern, true);
        let units: Vec<u16> = text.encode_utf16().collect();
        let mut machine = Machine::default();
        machine.begin(&program, 0, false);
        let outcome = loop {
            match machine.run_utf16(&program, &units, 1) {
                Outcome::Paused => {}
                outcome => break outcome,
            }
        };
        let group = |number| {
            let range: std::ops::Range<usize> = machine.group(number)?;
            Some(String::from_utf16_lossy(&units[range]))
        };
        (outcome == Outcome::Matched).then(|| (0..program.groups).map(group).collect())
    }

    #[track_caller]
    fn check(pattern: &str, text: &str, wanted: &[Option<&str>]) {
        let found = matched(pattern, text).unwrap_or_default();
        let found: Vec<Option<&str>> = found.iter().map(Option::as_deref).collect();
        assert_eq!(found, wanted, "/{pattern}/ on {text:?}");
    }

    #[test]
    fn loops_run_as_the_standard_says() {
        check(
            "(z)((a+)?(b+)?(c))*",
            "zaacbbbcac",
            &[
                Some("zaacbbbcac"),
                Some("z"),
                Some("ac"),
                Some("a"),
                None,
                Some("c"),
            ],
        );
        check("(a*)*", "b", &[Some(""), None]);
        check("(?:(a*)*)*x", "1bbab", &[]);
        check("^(?:(?:[abc]+){2}){2}$", "cabaa", &[Some("cabaa")]);
        check("(a?){3}?b", "aab", &[Some("aab"), Some("")]);
        check("(?:){1000000000}x", "x", &[Some("x")]);
    }

    #[test]
    fn looks_keep_captures_and_forget_choices() {
        check("(?=(a+))a*b\\1", "baaabac", &[Some("aba"), Some("a")]);
        check(
            "(.*?)a(?!(a+)b\\2c)\\2(.*)",
            "baaabaac",
            &[Some("baaabaac"), Some("ba"), None, Some("abaac")],
        );
        check(
            "(?<=(\\d+)(\\d+))$",
            "1053",
            &[Some(""), Some("1"), Some("053")],
        );
        check("(?<=\\1(a))b", "aab", &[Some("b"), Some("a")]);
    }

    #[test]
    fn pairs_are_one_character() {
        check("^.$", "\u{1F600}", &[Some("\u{1F600}")]);
        check("(?<=^.)x", "\u{1F600}x", &[Some("x")]);
        check(
            ".*\u{1F600}",
            "a\u{1F600}\u{1F600}b",
            &[Some("a\u{1F600}\u{1F600}")],
        );
    }

    #[test]
    fn too_much_to_come_back_to_is_told() {
        let program = program_of("(?:(a)|b)*c", false);
        let text = vec![b'a'; 1 << 23];
        let mut machine = Machine::default();
        machine.begin(&program, 0, false);
        let outcome = loop {
            match machine.run_latin1(&program, &text, 1 << 13) {
                Outcome::Paused => {}
                outcome => break outcome,
            }
        };
        assert_eq!(outcome, Outcome::Overflow);
    }
}
