//! `minijs --check`: syntax and early errors, nothing is run.

use super::complaint::complain;
use super::input::{self, InputError, STDIN_NAME, extension};
use super::options::{Options, Program};
use crate::diagnostics::colour::stream_wants_colour;
use crate::diagnostics::render::render;
use crate::source::SourceText;
use crate::syntax::ast::Goal;
use crate::syntax::detection::{Detected, detect, parse_checked};
use std::io::Write;
use std::rc::Rc;

/// Looks for mistakes; the exit code.
pub(super) fn check(options: &Options) -> u8 {
    let (source, goal) = match read(options) {
        Ok(read) => read,
        Err(error) => {
            complain(&error);
            return 1;
        }
    };
    let budget = Rc::default();
    let checked = match goal {
        Some(goal) => parse_checked(Rc::clone(&source), goal, &budget),
        None => detect(Rc::clone(&source), &budget).and_then(|detected| match detected {
            Detected::CommonJs(parsed, scopes) => Ok((parsed, scopes)),
            Detected::Module => parse_checked(Rc::clone(&source), Goal::Module, &budget),
        }),
    };
    let Err(error) = checked else { return 0 };
    let mut stderr = std::io::stderr();
    let text = render(&error.diagnostic, &source, stream_wants_colour(&stderr));
    let _ = stderr.write_all(text.as_bytes());
    1
}

/// The text and the goal that its name or an option says.
fn read(options: &Options) -> Result<(Rc<SourceText>, Option<Goal>), InputError> {
    let Program::File(path) = &options.program else {
        let text = input::read_stdin()?;
        let goal = options.script.then_some(Goal::Script);
        return Ok((Rc::new(SourceText::new(STDIN_NAME, text)), goal));
    };
    let text = input::read_file(path)?;
    let goal = match extension(path) {
        _ if options.script => Some(Goal::Script),
        Some("mjs") => Some(Goal::Module),
        Some("cjs") => Some(Goal::CommonJs),
        _ => None,
    };
    let source = SourceText::new(path.to_string_lossy(), text);
    Ok((Rc::new(source), goal))
}
