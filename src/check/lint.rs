//! What a lint is.

use super::finding::{Finding, Fix};
use super::model::facts::Model;
use crate::diagnostics::Diagnostic;

/// A kind of mistake that is looked for.
pub struct Lint {
    /// `E01` and so on; never given to another lint.
    pub code: &'static str,
    /// A name for people, in words joined by hyphens.
    pub name: &'static str,
    /// What is wrong, in a line without a full stop.
    pub summary: &'static str,
    /// Why it is wrong, and when the lint says nothing, in some sentences.
    pub why: &'static str,
    /// A program that has the mistake.
    pub before: &'static str,
    /// The same program without it.
    pub after: &'static str,
    /// Looks for it; nothing for what is found before or after the lints run.
    pub check: Option<for<'a> fn(&Model<'a>, &mut Report<'_>)>,
}

/// Takes what a lint finds.
pub struct Report<'r> {
    code: &'static str,
    findings: &'r mut Vec<Finding>,
}

impl Report<'_> {
    /// Adds a finding.
    pub fn add(&mut self, diagnostic: Diagnostic) {
        self.add_with(diagnostic, None);
    }

    /// Adds a finding, with a change if there is one.
    pub fn add_with(&mut self, diagnostic: Diagnostic, fix: Option<Fix>) {
        self.findings.push(Finding {
            code: self.code,
            diagnostic,
            fix,
        });
    }
}

impl Lint {
    /// Runs it over a text.
    pub fn run(&self, model: &Model<'_>, findings: &mut Vec<Finding>) {
        let Some(check) = self.check else { return };
        let code = self.code;
        check(model, &mut Report { code, findings });
    }
}
