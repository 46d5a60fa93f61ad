//! Patterns that the host compiles for itself: they aren't objects, and matching runs no script.

use super::matching;
use crate::engine::{Agent, JsResult, Str};
use crate::regexp::flags::Flags;
use crate::regexp::matcher::Matcher;
use std::ops::Range;
use std::rc::Rc;

/// A compiled pattern.
#[derive(Clone)]
pub struct HiddenPattern(Rc<Matcher>);

impl HiddenPattern {
    /// Compiles a pattern with the flags that letters stand for; `None` where it isn't one.
    ///
    /// # Errors
    /// Where the budget is spent.
    pub fn compile(
        agent: &mut Agent,
        pattern: &str,
        flags: &str,
    ) -> JsResult<Option<HiddenPattern>> {
        let Some(flags) = Flags::parse(flags.encode_utf16()) else {
            return Ok(None);
        };
        let units: Vec<u16> = pattern.encode_utf16().collect();
        let matcher = matching::compile_units(agent, units, flags)?;
        Ok(matcher.ok().map(HiddenPattern))
    }

    /// The ranges of the first match and its captures, in code units.
    ///
    /// # Errors
    /// Where the budget is spent, or the machine's stack.
    pub fn find(
        &self,
        agent: &mut Agent,
        text: Str,
    ) -> JsResult<Option<Vec<Option<Range<usize>>>>> {
        let found = matching::find(agent, &self.0, text, 0)?;
        Ok(found.map(|found| found.groups))
    }
}
