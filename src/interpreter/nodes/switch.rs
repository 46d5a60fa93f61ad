//! `switch`: finds the clause, then runs the statements from there.
//!
//! Where all tests are literals, no code runs to find it: small integers are looked up in a table,
//! other values compared with the literals.

use super::statement::statement_only;
use crate::engine::{Agent, JsResult};
use crate::heap::{Frame, Value};
use crate::interpreter::node::{Completion, Node, NodeBox};
use crate::interpreter::suspend::{entry_state, save_state};

/// `switch`
pub struct Switch<const R: bool> {
    /// What is compared; can't suspend.
    pub discriminant: NodeBox,
    /// The tests.
    pub cases: Cases,
    /// The first statement of the default clause, or the number of statements.
    pub default: u32,
    /// All statements.
    pub statements: Box<[NodeBox]>,
    /// Its number for `break`.
    pub number: u32,
    /// Keeps the value that is compared.
    pub temporary: u32,
}

/// The tests of a `switch`, each with the number of its first statement.
pub enum Cases {
    /// Any expressions.
    Tests(Box<[(NodeBox, u32)]>),
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
            true => cases.find(|(literal, _)| agent.is_strictly_equal(value, *literal)),
            // The bits tell, except for NaN, which no literal is.
            false if value.is_bigint() => None,
            false => cases.find(|(literal, _)| *literal == value),
        };
        found.map(|(_, start)| *start)
    }
}

impl<const R: bool> Switch<R> {
    /// Finds the first statement to run, comparing from the case `from` on.
    #[inline]
    fn find(&self, agent: &mut Agent, frame: Frame, from: usize) -> JsResult<usize> {
        match &self.cases {
            Cases::Literals(literals) => {
                let value = self.discriminant.eval(agent, frame)?;
                let start = literals.find(agent, value).unwrap_or(self.default);
                Ok(start as usize)
            }
            Cases::Tests(tests) => self.find_by_tests(agent, frame, tests, from),
        }
    }

    fn find_by_tests(
        &self,
        agent: &mut Agent,
        frame: Frame,
        tests: &[(NodeBox, u32)],
        from: usize,
    ) -> JsResult<usize> {
        if from == 0 && !(R && agent.resumption.active) {
            let value = self.discriminant.eval(agent, frame)?;
            frame.set(self.temporary as usize, value);
        }
        for (number, (test, start)) in tests.iter().enumerate().skip(from) {
            let candidate = match test.eval(agent, frame) {
                Ok(candidate) => candidate,
                Err(throw) => {
                    save_state::<R>(agent, 2 * number as u32 + 1);
                    return Err(throw);
                }
            };
            let value = frame.get(self.temporary as usize);
            if agent.is_strictly_equal(value, candidate) {
                return Ok(*start as usize);
            }
        }
        Ok(self.default as usize)
    }
}

impl<const R: bool> Node for Switch<R> {
    statement_only!();

    fn exec(&self, agent: &mut Agent, frame: Frame) -> Completion {
        // 0 at first, then odd in a test, even in a statement.
        let start = match entry_state::<R>(agent) {
            state if state == 0 || state % 2 == 1 => {
                match self.find(agent, frame, state as usize / 2) {
                    Ok(start) => start,
                    Err(_) => return Completion::THROW,
                }
            }
            state => state as usize / 2 - 1,
        };
        for (number, statement) in self.statements.iter().enumerate().skip(start) {
            let completion = statement.exec(agent, frame);
            if completion.is_normal() {
                continue;
            }
            if R && completion.is_throw() {
                save_state::<R>(agent, 2 * number as u32 + 2);
            }
            if completion == Completion::break_of(self.number) {
                return Completion::NORMAL;
            }
            return completion;
        }
        Completion::NORMAL
    }
}
