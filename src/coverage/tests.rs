//! Reports on plans made by hand.

use super::{BranchKind, Collected, FileCounts, PlanBuilder, Report, What, html, lcov, text};
use crate::source::Span;
use std::path::Path;

const TEXT: &str = "if (a) {\n  b();\n}\n\n/* c */\nfunction f(x) {\n  return '<&>';\n}\n";

/// The place of a part of the text.
fn at(part: &str) -> Span {
    let start = TEXT.find(part).expect("a part of the text") as u32;
    Span::new(start, start + part.len() as u32)
}

/// A run in which the `if`, its two ways, `b()`, the function and its `return` were counted so often.
fn run(name: &str, counts: [u64; 6]) -> FileCounts {
    let mut plan = PlanBuilder::default();
    let whole = at("if (a) {\n  b();\n}");
    plan.statement(whole);
    let arms = [
        (What::Then, whole, at("{\n  b();\n}")),
        (What::Else, whole, Span::empty(whole.start)),
    ];
    plan.branch(BranchKind::If, whole, &arms);
    plan.statement(at("b();"));
    plan.function(None, at("function f(x) {\n  return '<&>';\n}"));
    plan.statement(at("return '<&>';"));
    let (plan, _) = plan.finish();
    FileCounts {
        name: name.to_string(),
        text: TEXT.to_string(),
        plan,
        counts: counts.to_vec(),
    }
}

fn report(runs: Vec<FileCounts>) -> Report {
    let mut collected = Collected::default();
    for run in runs {
        collected.add(vec![run]);
    }
    collected.report(Path::new("/w"))
}

fn shown(write: impl FnOnce(&mut String) -> std::fmt::Result) -> String {
    let mut out = String::new();
    write(&mut out).expect("a string takes everything");
    out
}

#[test]
fn runs_of_a_file_add_up() {
    let report = report(vec![
        run("/w/a.js", [1, 0, 1, 0, 0, 0]),
        run("/w/b.js", [1, 1, 0, 1, 0, 0]),
        run("file:///w/a.js", [2, 2, 0, 2, 0, 0]),
        run("[eval]", [9; 6]),
    ]);
    let paths: Vec<_> = report.files.iter().map(|file| &*file.path).collect();
    assert_eq!(paths, ["a.js", "b.js"]);
    let file = &report.files[0];
    let lines: Vec<_> = file
        .lines
        .iter()
        .map(|(&line, &hits)| (line, hits))
        .collect();
    assert_eq!(lines, [(1, 3), (2, 2), (7, 0)]);
    let arms: Vec<_> = file.branches[0]
        .arms
        .iter()
        .map(|&(_, hits)| hits)
        .collect();
    assert_eq!(arms, [2, 1]);
    let total = report.total;
    assert_eq!((total.lines.covered, total.lines.total), (4, 6));
    assert_eq!((total.branches.covered, total.branches.total), (3, 4));
    assert_eq!((total.functions.covered, total.functions.total), (0, 2));
}

#[test]
fn a_changed_file_begins_anew() {
    let mut changed = run("/w/a.js", [1; 6]);
    changed.text.push_str("// more\n");
    let report = report(vec![run("/w/a.js", [5; 6]), changed]);
    assert_eq!(report.files[0].lines[&1], 1);
}

#[test]
fn ranges_go_over_what_cannot_run() {
    let whole = report(vec![run("/w/a.js", [0; 6])]);
    assert_eq!(whole.files[0].uncovered_lines(), [(1, 7)]);
    let parts = report(vec![run("/w/a.js", [0, 0, 0, 1, 0, 0])]);
    assert_eq!(parts.files[0].uncovered_lines(), [(1, 1), (7, 7)]);
    assert_eq!(text::ranges(&[(1, 1), (3, 5)]), "1,3-5");
    let many: Vec<_> = (0..15).map(|line| (2 * line, 2 * line)).collect();
    assert!(text::ranges(&many).ends_with(",22 and 3 more"));
}

#[test]
fn excluded_lines_count_for_nothing() {
    let mut excluded = run("/w/a.js", [1, 1, 0, 1, 0, 0]);
    excluded.text = TEXT.replace("/* c */", "/* node:coverage ignore next 2 */");
    // The places behind the comment move with it.
    let moved = (excluded.text.len() - TEXT.len()) as u32;
    let move_span = |span: &mut Span| {
        if span.start > 20 {
            *span = Span::new(span.start + moved, span.end + moved);
        }
    };
    let plan = &mut excluded.plan;
    plan.statements
        .iter_mut()
        .for_each(|it| move_span(&mut it.0));
    plan.functions
        .iter_mut()
        .for_each(|it| move_span(&mut it.span));
    let report = report(vec![excluded]);
    let summary = report.total;
    assert_eq!((summary.lines.covered, summary.lines.total), (2, 2));
    assert_eq!(summary.functions.total, 0);
}

#[test]
fn the_table() {
    let report = report(vec![run("/w/a.js", [1, 1, 0, 1, 0, 0])]);
    let expected = "\
----------|---------|----------|---------|----------------
File      | % Lines | % Branch | % Funcs | Uncovered lines
----------|---------|----------|---------|----------------
All files |   66.66 |       50 |       0 |
 a.js     |   66.66 |       50 |       0 | 7
----------|---------|----------|---------|----------------
";
    assert_eq!(shown(|out| text::write(&report, out)), expected);
}

#[test]
fn the_trace_file() {
    let report = report(vec![run("/w/a.js", [1, 1, 0, 1, 0, 0])]);
    let expected = "\
TN:
SF:a.js
FN:6,(anonymous_0)
FNDA:0,(anonymous_0)
FNF:1
FNH:0
BRDA:1,0,0,1
BRDA:1,0,1,0
BRF:2
BRH:1
DA:1,1
DA:2,1
DA:7,0
LF:3
LH:2
end_of_record
";
    assert_eq!(shown(|out| lcov::write(&report, out)), expected);
}

#[test]
fn a_branch_that_was_not_come_to_has_no_counts() {
    let report = report(vec![run("/w/a.js", [0; 6])]);
    let text = shown(|out| lcov::write(&report, out));
    assert!(text.contains("BRDA:1,0,0,-\nBRDA:1,0,1,-\n"), "{text}");
}

#[test]
fn the_pages() {
    let report = report(vec![
        run("/w/src/a b.js", [1, 1, 0, 1, 0, 0]),
        run("/elsewhere/c.js", [1, 1, 1, 1, 1, 1]),
    ]);
    let pages = html::pages(&report);
    let paths: Vec<_> = pages.iter().map(|page| &*page.path).collect();
    let expected = [
        "index.html",
        "files/_root/elsewhere/c.js.html",
        "files/src/a b.js.html",
    ];
    assert_eq!(paths, expected);
    let index = &pages[0].text;
    assert!(
        index.contains("href=\"files/src/a%20b.js.html\""),
        "{index}"
    );
    let page = &pages[2].text;
    assert!(page.contains("href=\"../../index.html\""), "{page}");
    let remark = "<td>1</td><td>1</td><td><span class=\"w\">else not taken</span>if (a) {</td>";
    assert!(page.contains(remark), "{page}");
    let uncalled = "<td>7</td><td>0</td><td><span class=\"f\" title=\"function not called\">  return &#39;&lt;&amp;&gt;&#39;;</span></td>";
    assert!(page.contains(uncalled), "{page}");
    for page in &pages {
        for elsewhere in ["http:", "https:", "<script", "<link", "url("] {
            assert!(!page.text.contains(elsewhere), "{elsewhere}");
        }
        let rows = page.text.matches("<tr").count();
        assert_eq!(rows, page.text.matches("</tr>").count());
        let spans = page.text.matches("<span").count();
        assert_eq!(spans, page.text.matches("</span>").count());
    }
}

#[test]
fn what_html_cannot_have_is_shown() {
    let mut hostile = run("/w/<img src=x>.js", [1; 6]);
    hostile.text = String::from("// \0 \u{1b}[31m \u{85}\u{2028}</td>\r\nif (a) \"'\n");
    hostile.plan = super::Plan::default();
    let page = &html::pages(&report(vec![hostile]))[1].text;
    assert!(
        page.contains("// \u{2400} \u{241b}[31m \u{FFFD}</td>"),
        "{page}"
    );
    assert!(page.contains("<td>&lt;/td&gt;</td>"), "{page}");
    assert!(!page.contains("<img"), "{page}");
}
