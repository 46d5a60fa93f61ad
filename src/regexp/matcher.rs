//! Compiled patterns with their flags and names, and what they match: the interface for `RegExp`.
//!
//! Doesn't own: the loop that drives a [`Machine`], which has to look at budgets and interrupts.

use super::compile::compile;
use super::fault::Fault;
use super::flags::Flags;
use super::machine::Machine;
use super::program::Program;
use super::reader::read;
use super::tree::GroupName;
use crate::budget::Budget;
use std::rc::Rc;

/// A range of a text, in code units.
pub(crate) type Range = std::ops::Range<usize>;

/// A match.
#[derive(Clone, Debug)]
pub(crate) struct Match {
    /// The ranges of the whole match and of the captures.
    pub(crate) groups: Vec<Option<Range>>,
    /// The groups' names, in the order of the pattern.
    pub(crate) names: Rc<[GroupName]>,
}

impl Match {
    /// Where it begins.
    pub(crate) fn start(&self) -> usize {
        self.whole().map_or(0, |range| range.start)
    }

    /// Where it ends.
    pub(crate) fn end(&self) -> usize {
        self.whole().map_or(0, |range| range.end)
    }

    /// Its range.
    pub(crate) fn range(&self) -> Range {
        self.whole().cloned().unwrap_or(0..0)
    }

    fn whole(&self) -> Option<&Range> {
        self.groups.first()?.as_ref()
    }
}

/// A compiled pattern.
pub(crate) struct Matcher {
    pub(crate) program: Program,
    pub(crate) flags: Flags,
    names: Rc<[GroupName]>,
}

impl Matcher {
    /// Compiles a pattern, given in code units. If the budget is spent, the result is worthless.
    ///
    /// # Errors
    /// What is wrong with the pattern.
    pub(crate) fn new(pattern: &[u16], flags: Flags, budget: &Budget) -> Result<Matcher, Fault> {
        let mode = flags.mode();
        let points = points_of(pattern, mode.unicode, budget);
        let tree = read(&points, mode, budget)?;
        drop(points);
        let program = compile(&tree, mode.unicode, budget);
        let names = tree.into_names().into();
        Ok(Matcher {
            program,
            flags,
            names,
        })
    }

    /// Whether it matches code points, not code units.
    pub(crate) fn is_unicode(&self) -> bool {
        self.program.unicode
    }

    /// The match that a machine found.
    #[inline]
    pub(crate) fn found(&self, machine: &Machine) -> Match {
        let mut groups = Vec::with_capacity(self.program.groups);
        for number in 0..self.program.groups {
            groups.push(machine.group(number));
        }
        let names = self.names.clone();
        Match { groups, names }
    }
}

/// The code points of a text, or its code units; fewer if the budget is spent.
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
