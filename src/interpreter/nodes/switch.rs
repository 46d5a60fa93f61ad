//! `switch`: finds the clause, then runs the statements from there.
//!
//! Where all tests are literals, no code runs to find it: small integers are looked up in a table,
//! other values compared with the literals.

use super::statement::resumable_statement;
use crate::engine::{Agent, JsResult};
use crate::heap::{Frame, Slot, Value};
use crate::interpreter::suspend::{Child, Entry, Resumable, Way};
use crate::interpreter::tree::{Completion, NodeBox};

/// `switch`. The state is odd in a test, even in a statement.
pub struct Switch<C> {
    /// What is compared; can't suspend.
    pub discriminant: NodeBox,
    /// The tests.
    pub cases: Cases<C>,
    /// The first statement of the default clause, or the number of statements.
    pub default: u32,
    /// All statements.
    pub statements: Box<[C]>,
    /// Its number for `break`.
    pub number: u32,
    /// Keeps the value that is compared.
    pub temporary: Slot,
}

/// The tests of a `switch`, each with the number of its first statement.
pub enum Cases<C> {
    /// Any expressions.
    Tests(Box<[(C, u32)]>),
    /// Literals.
    Literals(Literals),
}

/// Tests that are literals.
pub struct Literals {
    values: Box<[(Value, u32)]>,
    /// The least integer among them, and the statements for it and those that follow it.
    table: Option<(i32, Box<[u32]>)>,
}

/// In the table: no literal is this integer.
const ABSENT: u32 = u32::MAX;

impl Literals {
    /// How much larger than the number of literals the table may be.
    const SPARSENESS: i64 = 8;

    /// The tests in order; numbers in their preferred form.
    pub fn new(values: Vec<(Value, u32)>) -> Literals {
        let integers = || values.iter().filter_map(|(value, _)| value.as_int());
        let table = match (integers().min(), integers().max()) {
            (Some(first), Some(last))
                if last as i64 - first as i64 <= Literals::SPARSENESS * values.len() as i64 =>
            {
                let mut starts = vec![ABSENT; (last - first) as usize + 1];
                // Of equal tests the first one counts.
                for (value, start) in values.iter().rev() {
                    if let Some(int) = value.as_int() {
                        starts[(int - first) as usize] = *start;
                    }
                }
                Some((first, starts.into()))
            }
            _ => None,
        };
        Literals {
            values: values.into(),
            table,
        }
    }

    /// The first statement for a value.
    #[inline]
    fn find(&self, agent: &Agent, value: Value) -> Option<u32> {
        let value = match value.as_double() {
            // The sum is 0 for -0, which equals it.
            Some(double) => Value::number(double.get() + 0.0),
            None => value,
        };
        if let (Some(int), Some((first, starts))) = (value.as_int(), &self.table) {
            let place = int.wrapping_sub(*first) as u32 as usize;
            return starts.get(place).copied().filter(|start| *start != ABSENT);
        }
        let mut cases = self.values.iter();
        let found = match value.is_string() {
            true => cases.find(|(literal, _)| agent.heap.is_strictly_equal(value, *literal)),
            // The bits tell, except for NaN, which no literal is.
            false if value.is_bigint() => None,
            false => cases.find(|(literal, _)| *literal == value),
        };
        found.map(|(_, start)| *start)
    }
}

const fn in_test(number: usize) -> u32 {
    2 * number as u32 + 1
}

const fn in_statement(number: usize) -> u32 {
    2 * number as u32
}

impl<C: Child> Switch<C> {
    /// Finds the first statement to run.
    #[inline]
    fn find(&self, agent: &mut Agent, frame: Frame, way: Way<C>) -> JsResult<usize> {
        let value = self.discriminant.eval(agent, frame)?;
        match &self.cases {
            Cases::Literals(literals) => {
                let start = literals.find(agent, value).unwrap_or(self.default);
                Ok(start as usize)
            }
            Cases::Tests(tests) => {
                frame.set(self.temporary, value);
                self.find_by_tests(agent, frame, way, tests, 0)
            }
        }
    }

    /// Compares from a case on.
    fn find_by_tests(
        &self,
        agent: &mut Agent,
        frame: Frame,
        way: Way<C>,
        tests: &[(C, u32)],
        from: usize,
    ) -> JsResult<usize> {
        for (number, (test, start)) in tests.iter().enumerate().skip(from) {
            let candidate = way.eval(agent, frame, test, in_test(number))?;
            let value = frame.get(self.temporary);
            if agent.heap.is_strictly_equal(value, candidate) {
                return Ok(*start as usize);
            }
        }
        Ok(self.default as usize)
    }
}

impl<C: Child> Resumable for Switch<C> {
    type Child = C;

    resumable_statement!();

    fn exec(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> Completion {
        let (state, way) = entry.state(agent);
        let start = match (state, &self.cases) {
            (None, _) => self.find(agent, frame, way),
            (Some(state), Cases::Tests(tests)) if state % 2 == 1 => {
                self.find_by_tests(agent, frame, way, tests, state as usize / 2)
            }
            (Some(state), _) => Ok(state as usize / 2),
        };
        let Ok(start) = start else {
            return Completion::THROW;
        };
        for (number, statement) in self.statements.iter().enumerate().skip(start) {
            let completion = way.exec(agent, frame, statement, in_statement(number));
            if completion.is_normal() {
                continue;
            }
            if completion == Completion::break_of(self.number) {
                return Completion::NORMAL;
            }
            return completion;
        }
        Completion::NORMAL
    }
}
