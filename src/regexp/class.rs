//! [Character classes](https://tc39.es/ecma262/#sec-compilecharacterclass), with the operations on sets
//! and the strings in them that `v` adds.

use rustc_hash::FxHashSet;

use super::class_contents::{Contents, Operand};
use super::fault::*;
use super::fold::{self, close_over_case, fold_strings};
use super::reader::Reader;
use super::sets::{Gathered, Points};
use super::tree::{Node, NodeId};
use crate::native_stack::with_stack;

/// How deep classes may be nested.
const MOST_NESTED: u32 = 1 << 17;

impl Reader<'_> {
    /// Reads a class, after its opening bracket.
    pub(super) fn class(&mut self) -> Check<NodeId> {
        if self.mode.sets {
            let contents = self.class_set(0)?;
            return self.class_node(contents);
        }
        let negated = self.eat('^');
        let mut all = Gathered::default();
        while !self.eat(']') {
            self.spend(1)?;
            let first = self.class_atom()?;
            if self.peek() != Some('-') || matches!(self.point(self.at + 1), Some(']')) {
                self.gather(&mut all, &first);
                continue;
            }
            self.at += 1;
            let second = self.class_atom()?;
            match (&first, &second) {
                (Operand::Character(first), Operand::Character(second)) if first > second => {
                    return Err(RANGE_OUT_OF_ORDER);
                }
                (Operand::Character(first), Operand::Character(second)) => {
                    all.add(*first, *second);
                }
                _ if self.mode.unicode => return Err(INVALID_CLASS),
                // A class escape can't end a range: the hyphen is literal.
                _ => {
                    self.gather(&mut all, &first);
                    self.gather(&mut all, &second);
                    all.add(u32::from('-'), u32::from('-'));
                }
            }
        }
        if !self.builds {
            return Ok(0);
        }
        let mut points = all.points();
        if self.mode.ignore_case {
            self.spend(64)?;
            points = close_over_case(&points, self.mode.unicode);
        }
        Ok(self.set(&if negated { points.not() } else { points }))
    }

    fn gather(&self, all: &mut Gathered, operand: &Operand) {
        match operand {
            _ if !self.builds => {}
            Operand::Character(point) => all.add(*point, *point),
            Operand::Set(contents) => all.add_all(&contents.points),
        }
    }

    fn class_atom(&mut self) -> Check<Operand> {
        if self.peek().is_none() {
            return Err(UNTERMINATED_CLASS);
        }
        if self.eat('\\') {
            return self.class_escape();
        }
        self.at += 1;
        Ok(Operand::Character(self.points[self.at - 1]))
    }

    /// Adds a class that may have strings: a choice of them, and of the set.
    pub(super) fn class_node(&mut self, contents: Contents) -> Check<NodeId> {
        let Contents {
            points, strings, ..
        } = contents;
        if strings.is_empty() {
            return Ok(self.set(&points));
        }
        // The longest match wins.
        let mut strings = strings;
        self.spend(strings.len())?;
        strings.sort_by(|one, other| (other.len(), other).cmp(&(one.len(), one)));
        strings.dedup();
        let has_empty = strings.last().is_some_and(Vec::is_empty);
        let mut choices = Vec::new();
        for string in strings.iter().filter(|string| !string.is_empty()) {
            self.spend(string.len())?;
            let characters: Vec<NodeId> = string.iter().map(|&p| self.character(p)).collect();
            let list = self.tree.list(characters);
            choices.push(self.node(Node::Sequence(list)));
        }
        choices.push(self.set(&points));
        if has_empty {
            choices.push(self.node(Node::Empty));
        }
        let list = self.tree.list(choices);
        Ok(self.node(Node::Choice(list)))
    }

    // Classes with the flag `v`, which nest.

    /// Reads a class with the flag `v`, after its opening bracket, in `depth` others.
    fn class_set(&mut self, depth: u32) -> Check<Contents> {
        if depth == MOST_NESTED {
            return Err(TOO_LARGE);
        }
        let is_negated = self.eat('^');
        let mut contents = self.set_contents(is_negated, depth)?;
        if is_negated && contents.may_contain_strings {
            return Err(NEGATED_STRINGS);
        }
        if is_negated && self.builds {
            contents.points = contents.points.not();
        }
        Ok(contents)
    }

    /// Reads what is between the brackets, and the closing one.
    fn set_contents(&mut self, is_negated: bool, depth: u32) -> Check<Contents> {
        if self.eat(']') {
            return Ok(Contents::default());
        }
        let first = self.set_operand(depth)?;
        if self.eat_text("--") {
            let mut all = self.contents(first)?;
            if is_negated && all.may_contain_strings {
                // As V8, which reads no further: no subtraction can make it valid.
                return Err(NEGATED_STRINGS);
            }
            loop {
                let other = self.set_operand(depth)?;
                let other = self.contents(other)?;
                self.pay(&all, &other)?;
                all.points = all.points.and(&other.points.not());
                let others: FxHashSet<Vec<u32>> = other.strings.into_iter().collect();
                all.strings.retain(|one| !others.contains(one));
                if self.ends_set("--")? {
                    return Ok(all);
                }
            }
        }
        if self.eat_text("&&") {
            let mut all = self.contents(first)?;
            loop {
                if self.peek() == Some('&') {
                    return Err(INVALID_CHARACTER);
                }
                let other = self.set_operand(depth)?;
                let other = self.contents(other)?;
                self.pay(&all, &other)?;
                all.points = all.points.and(&other.points);
                let others: FxHashSet<Vec<u32>> = other.strings.into_iter().collect();
                all.strings.retain(|one| others.contains(one));
                all.may_contain_strings &= other.may_contain_strings;
                if self.ends_set("&&")? {
                    return Ok(all);
                }
            }
        }
        self.union(first, depth)
    }

    /// Spends for an operation on two sets.
    fn pay(&self, one: &Contents, other: &Contents) -> Check {
        let ranges = one.points.ranges().len() + other.points.ranges().len();
        self.spend(ranges / 4 + one.strings.len() + other.strings.len())
    }

    /// Reads the end of the class, or else an operator; whether it ended.
    fn ends_set(&mut self, operator: &str) -> Check<bool> {
        if self.eat(']') {
            return Ok(true);
        }
        if self.eat_text(operator) {
            return Ok(false);
        }
        Err(match self.peek() {
            None => UNTERMINATED_CLASS,
            Some(_) => INVALID_OPERATION,
        })
    }

    fn union(&mut self, first: Operand, depth: u32) -> Check<Contents> {
        let mut operand = first;
        let mut gathered = Gathered::default();
        let mut all = Contents::default();
        loop {
            self.spend(1)?;
            if self.is_at_operator() {
                return Err(INVALID_OPERATION);
            }
            if self.eat('-') {
                operand = self.range_from(&operand, depth)?;
            }
            let more = self.contents(operand)?;
            gathered.add_all(&more.points);
            self.spend(more.points.ranges().len() / 16 + more.strings.len())?;
            all.strings.extend(more.strings);
            all.may_contain_strings |= more.may_contain_strings;
            if self.eat(']') {
                all.points = gathered.points();
                return Ok(all);
            }
            if self.is_at_operator() {
                return Err(INVALID_OPERATION);
            }
            // After a range.
            if self.eat('-') {
                return Err(self.no_range());
            }
            operand = self.set_operand(depth)?;
        }
    }

    fn is_at_operator(&self) -> bool {
        let next = self.peek();
        matches!(next, Some('-' | '&')) && self.point(self.at + 1) == next
    }

    fn range_from(&mut self, first: &Operand, depth: u32) -> Check<Operand> {
        let &Operand::Character(start) = first else {
            return Err(self.no_range());
        };
        let Operand::Character(end) = self.set_operand(depth)? else {
            return Err(INVALID_CLASS);
        };
        if start > end {
            return Err(RANGE_OUT_OF_ORDER);
        }
        let mut points = Points::default();
        if self.builds {
            points = Points::new(&[(start, end)]);
            if self.mode.ignore_case {
                self.spend(64)?;
                points = close_over_case(&points, true);
            }
        }
        Ok(Operand::Set(Contents::of(points)))
    }

    /// The error for a hyphen after something that isn't a character.
    fn no_range(&self) -> &'static str {
        match self.peek() {
            None => UNTERMINATED_CLASS,
            Some(_) => INVALID_CLASS,
        }
    }

    /// An operand as a set: with `i`, a character in either case.
    fn contents(&self, operand: Operand) -> Check<Contents> {
        Ok(match operand {
            Operand::Set(contents) => contents,
            Operand::Character(_) if !self.builds => Contents::default(),
            Operand::Character(point) if self.mode.ignore_case => {
                Contents::of(fold::same(point, true))
            }
            Operand::Character(point) => Contents::of(Points::one(point)),
        })
    }

    fn set_operand(&mut self, depth: u32) -> Check<Operand> {
        self.spend(1)?;
        if self.eat('[') {
            let contents = with_stack(|| self.class_set(depth + 1))?;
            return Ok(Operand::Set(contents));
        }
        if self.eat_text("\\q") {
            return self.strings().map(Operand::Set);
        }
        if self.peek() == Some('\\') {
            let next = self.point(self.at + 1);
            if matches!(next, Some('d' | 'D' | 's' | 'S' | 'w' | 'W' | 'p' | 'P')) {
                self.at += 1;
                return self.class_escape();
            }
        }
        self.set_character().map(Operand::Character)
    }

    /// Reads `{ab|c}` of `\q{ab|c}`.
    fn strings(&mut self) -> Check<Contents> {
        if !self.eat('{') {
            return Err(INVALID_ESCAPE);
        }
        let mut single = Gathered::default();
        let mut all = Contents::default();
        let mut string = Vec::new();
        loop {
            self.spend(1)?;
            let end = self.peek();
            if !matches!(end, Some('|' | '}')) {
                string.push(self.set_character()?);
                continue;
            }
            self.at += 1;
            match string[..] {
                [point] if self.builds => single.add(point, point),
                [_] => {}
                _ => {
                    all.may_contain_strings = true;
                    if self.builds {
                        all.strings.push(std::mem::take(&mut string));
                    }
                }
            }
            string.clear();
            if end == Some('}') {
                break;
            }
        }
        all.points = single.points();
        if self.builds && self.mode.ignore_case {
            self.spend(64)?;
            all.points = close_over_case(&all.points, true);
            all.strings = fold_strings(all.strings);
        }
        Ok(all)
    }

    fn set_character(&mut self) -> Check<u32> {
        let Some(point) = self.peek() else {
            return Err(UNTERMINATED_CLASS);
        };
        if point == '\\' {
            self.at += 1;
            if self.peek().is_some_and(is_reserved_punctuator) {
                self.at += 1;
                return Ok(self.points[self.at - 1]);
            }
            if self.eat('b') {
                return Ok(8);
            }
            return self.character_escape(true);
        }
        if "()[]{}/-|".contains(point) {
            return Err(INVALID_CHARACTER);
        }
        if self.point(self.at + 1) == Some(point) && is_reserved_when_double(point) {
            return Err(INVALID_OPERATION);
        }
        self.at += 1;
        Ok(self.points[self.at - 1])
    }
}

/// [ClassSetReservedPunctuator](https://tc39.es/ecma262/#prod-ClassSetReservedPunctuator)
fn is_reserved_punctuator(point: char) -> bool {
    "&-!#%,:;<=>@`~".contains(point)
}

/// [ClassSetReservedDoublePunctuator](https://tc39.es/ecma262/#prod-ClassSetReservedDoublePunctuator)
fn is_reserved_when_double(point: char) -> bool {
    "&!#$%*+,.:;<=>?@^`~".contains(point)
}
