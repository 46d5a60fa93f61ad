//! Findings as commands of GitHub's workflows, which show them beside the lines of a change
//! ([workflow commands](https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands)).

use super::{Checked, place};
use crate::check::lints::{SYNTAX, find};

/// A line for each finding.
pub fn github(all: &[Checked]) -> String {
    let mut text = String::new();
    for checked in all {
        for finding in &checked.findings {
            let at = place(&checked.source, finding.diagnostic.primary.span);
            let kind = match finding.code == SYNTAX.code {
                true => "error",
                false => "warning",
            };
            let name = find(finding.code).map_or("", |lint| lint.name);
            let title = format!("{} {name}", finding.code);
            let label = &finding.diagnostic.primary.text;
            let message = match label.is_empty() {
                true => finding.diagnostic.message.clone(),
                false => format!("{}: {label}", finding.diagnostic.message),
            };
            // A column of an end is only understood on the same line.
            let end = match at.line == at.end_line {
                true => format!(",endColumn={}", at.end_column),
                false => String::new(),
            };
            text.push_str(&format!(
                "::{kind} file={},line={},endLine={},col={}{end},title={}::{}\n",
                property(checked.source.name()),
                at.line,
                at.end_line,
                at.column,
                property(&title),
                data(&message)
            ));
        }
    }
    text
}

/// A text as the message of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A text as a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{data, property};

    #[test]
    fn what_has_a_meaning_is_escaped() {
        assert_eq!(data("100%\r\na, b: c"), "100%25%0D%0Aa, b: c");
        assert_eq!(property("C:\\a,b"), "C%3A\\a%2Cb");
    }
}
