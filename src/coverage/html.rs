//! A report as pages: an index and one for each file, without anything from elsewhere.

use super::percent::Share;
use super::plan::BranchKind;
use super::report::{FileReport, Report, Summary, texts_of_lines};
use std::borrow::Cow;
use std::fmt::Write;
use std::path::{Component, Path};

/// What all pages look like, in light and in dark.
const STYLE: &str = "\
:root{color-scheme:light dark;--back:#fff;--text:#1f2328;--faint:#59636e;--line:#d1d9e0;--good:#1a7f37;--middle:#9a6700;--bad:#cf222e;--hit:#dafbe1;--miss:#ffebe9;--part:#fff1c2}\
@media(prefers-color-scheme:dark){:root{--back:#0d1117;--text:#e6edf3;--faint:#9198a1;--line:#3d444d;--good:#3fb950;--middle:#d29922;--bad:#f85149;--hit:#12261e;--miss:#3c1618;--part:#3b2e0a}}\
body{background:var(--back);color:var(--text);font:15px/1.5 system-ui,sans-serif;margin:2em auto;padding:0 1em;max-width:75em}\
h1{font-size:1.3em;overflow-wrap:anywhere}a{color:inherit}\
table{border-collapse:collapse;width:100%}\
.files td,.files th{border-bottom:1px solid var(--line);padding:.3em .6em;text-align:right;font-variant-numeric:tabular-nums}\
.files td:first-child,.files th:first-child{text-align:left;overflow-wrap:anywhere}\
.good{color:var(--good)}.middle{color:var(--middle)}.bad{color:var(--bad)}.faint{color:var(--faint)}\
.code{font:13px/1.45 ui-monospace,monospace;tab-size:4}\
.code td{padding:0 .6em;vertical-align:top;white-space:pre-wrap;overflow-wrap:anywhere}\
.code td:nth-child(-n+2){text-align:right;color:var(--faint);user-select:none;white-space:nowrap;width:1%}\
.hit td:nth-child(2){background:var(--hit)}.miss td:nth-child(2){background:var(--miss)}\
.s,.f{background:var(--miss)}.b{background:var(--part)}\
.w{background:var(--part);border:1px solid var(--middle);border-radius:3px;font-size:.85em;padding:0 .3em;margin-right:.3em}";

/// A file of the report.
#[derive(Debug)]
pub(crate) struct Page {
    /// Where it belongs in the report's folder, with slashes.
    pub(crate) path: String,
    /// What is in it.
    pub(crate) text: String,
}

/// All pages, the index first.
pub(crate) fn pages(report: &Report) -> Vec<Page> {
    let mut pages = vec![Page {
        path: String::from("index.html"),
        text: index(report),
    }];
    pages.extend(report.files.iter().map(|file| Page {
        path: page_path(&file.path),
        text: page(file),
    }));
    pages
}

/// Where the page of a file belongs: all below one folder, also those of files elsewhere.
fn page_path(path: &str) -> String {
    let mut place = String::from("files");
    for component in Path::new(path).components() {
        match component {
            Component::Normal(name) => {
                place.push('/');
                place += &name.to_string_lossy();
            }
            Component::ParentDir => place += "/_up",
            Component::RootDir | Component::Prefix(_) => place += "/_root",
            Component::CurDir => {}
        }
    }
    place + ".html"
}

fn index(report: &Report) -> String {
    let mut out = String::new();
    begin(&mut out, "Coverage");
    out += "<h1>Coverage</h1>\n";
    summary_line(&mut out, &report.total);
    out += "<table class=\"files\">\n<tr><th>File</th><th>Lines</th><th></th><th>Branches</th><th></th><th>Functions</th><th></th></tr>\n";
    for file in &report.files {
        let link = url_path(&page_path(&file.path));
        let (name, link) = (escape(&file.path), escape(&link));
        out += &format!("<tr><td><a href=\"{link}\">{name}</a></td>");
        let summary = &file.summary;
        for share in [summary.lines, summary.branches, summary.functions] {
            let class = class_of(share);
            out += &format!(
                "<td class=\"{class}\">{share} %</td><td class=\"faint\">{}/{}</td>",
                share.covered, share.total
            );
        }
        out += "</tr>\n";
    }
    out += "</table>\n</body>\n</html>\n";
    out
}

fn page(file: &FileReport) -> String {
    let mut out = String::new();
    begin(&mut out, &format!("{} - coverage", file.path));
    let depth = page_path(&file.path).matches('/').count();
    let up = "../".repeat(depth);
    out += &format!(
        "<h1><a href=\"{up}index.html\">Coverage</a> / {}</h1>\n",
        escape(&file.path)
    );
    summary_line(&mut out, &file.summary);
    out += "<table class=\"code\">\n";
    let marks = Marks::of(file);
    let mut start = 0;
    for (line, text) in (1..).zip(texts_of_lines(&file.source)) {
        let hits = file.lines.get(&line);
        let (class, hits) = match hits {
            None => ("", String::new()),
            Some(0) => (" class=\"miss\"", String::from("0")),
            Some(hits) => (" class=\"hit\"", format!("{hits}")),
        };
        out += &format!("<tr id=\"L{line}\"{class}><td>{line}</td><td>{hits}</td><td>");
        marks.write(text, start, &mut out);
        out += "</td></tr>\n";
        start += text.len();
    }
    out += "</table>\n</body>\n</html>\n";
    out
}

fn begin(out: &mut String, title: &str) {
    *out += "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n";
    *out += "<meta name=\"viewport\" content=\"width=device-width\">\n";
    *out += &format!("<title>{}</title>\n", escape(title));
    *out += &format!("<style>{STYLE}</style>\n</head>\n<body>\n");
}

fn summary_line(out: &mut String, summary: &Summary) {
    let part = |name: &str, share: Share| {
        let class = class_of(share);
        format!(
            "<span class=\"{class}\">{name} {share} %</span> <span class=\"faint\">({}/{})</span>",
            share.covered, share.total
        )
    };
    let parts = [
        part("Lines", summary.lines),
        part("Branches", summary.branches),
        part("Functions", summary.functions),
    ];
    *out += &format!("<p>{}</p>\n", parts.join(" &middot; "));
}

fn class_of(share: Share) -> &'static str {
    match share.hundredths() {
        8_000.. => "good",
        5_000.. => "middle",
        _ => "bad",
    }
}

/// What is marked in a text: by byte, why it isn't covered, and remarks.
struct Marks {
    of_bytes: Vec<Mark>,
    /// By place, in order.
    remarks: Vec<(u32, &'static str)>,
}

/// Why a piece of text isn't covered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    None,
    Statement,
    Arm,
    Function,
}

impl Marks {
    fn of(file: &FileReport) -> Marks {
        let mut marks = Marks {
            of_bytes: vec![Mark::None; file.source.text().len()],
            remarks: Vec::new(),
        };
        let uncalled = file.functions.iter().filter(|function| function.hits == 0);
        let uncalled: Vec<_> = uncalled.map(|function| function.span).collect();
        for &(span, hits) in &file.statements {
            if hits == 0 {
                marks.paint(span.range(), Mark::Statement);
            }
        }
        for branch in &file.branches {
            // Where the branch wasn't come to, that is what is marked.
            if branch.arms.iter().all(|&(_, hits)| hits == 0) && branch.arms.len() > 1 {
                continue;
            }
            for (number, &(span, hits)) in branch.arms.iter().enumerate() {
                match remark(branch.kind, number) {
                    _ if hits > 0 => {}
                    _ if span.len() > 0 && branch.kind != BranchKind::If => {
                        marks.paint(span.range(), Mark::Arm);
                    }
                    remark => marks.remarks.push((branch.start, remark)),
                }
            }
        }
        for span in uncalled {
            marks.paint(span.range(), Mark::Function);
        }
        let of_bytes = &marks.of_bytes;
        // What is in a function that wasn't called needs no remark.
        let is_called = |&(at, _): &(u32, _)| {
            let place = (at as usize).min(of_bytes.len().saturating_sub(1));
            of_bytes.get(place) != Some(&Mark::Function)
        };
        marks.remarks.retain(is_called);
        marks.remarks.sort_unstable();
        marks
    }

    fn paint(&mut self, range: std::ops::Range<usize>, mark: Mark) {
        if let Some(bytes) = self.of_bytes.get_mut(range) {
            bytes.fill(mark);
        }
    }

    /// Writes a line that begins at `start`.
    fn write(&self, line: &str, start: usize, out: &mut String) {
        let text = line.trim_end_matches(['\r', '\n', '\u{2028}', '\u{2029}']);
        let end = start + text.len();
        let mut at = start;
        let first = self
            .remarks
            .partition_point(|&(at, _)| (at as usize) < start);
        let last = end + usize::from(line.len() == text.len());
        let here = self.remarks[first..].iter();
        let mut here = here
            .take_while(|&&(at, _)| (at as usize) < last.max(end + 1))
            .peekable();
        loop {
            while let Some((_, remark)) = here.next_if(|&&(place, _)| place as usize <= at) {
                *out += &format!("<span class=\"w\">{remark}</span>");
            }
            if at >= end {
                return;
            }
            let mark = self.of_bytes[at];
            let same = self.of_bytes[at..end].iter().take_while(|it| **it == mark);
            let mut to = at + same.count();
            if let Some(&&(place, _)) = here.peek() {
                to = to.min(place as usize);
            }
            let piece = escape(&text[at - start..to - start]);
            let _ = match mark {
                Mark::None => write!(out, "{piece}"),
                Mark::Statement => span(out, "s", "statement not covered", &piece),
                Mark::Arm => span(out, "b", "branch not covered", &piece),
                Mark::Function => span(out, "f", "function not called", &piece),
            };
            at = to;
        }
    }
}

fn span(out: &mut String, class: &str, title: &str, piece: &str) -> std::fmt::Result {
    write!(
        out,
        "<span class=\"{class}\" title=\"{title}\">{piece}</span>"
    )
}

/// What is said of an arm without a text of its own to mark.
fn remark(kind: BranchKind, arm: usize) -> &'static str {
    match (kind, arm) {
        (BranchKind::If, 0) => "if not taken",
        (BranchKind::If, _) => "else not taken",
        (BranchKind::Switch, _) => "no case not taken",
        _ => "branch not taken",
    }
}

/// A text in HTML. Control characters, which may not be there, are shown by their pictures.
fn escape(text: &str) -> Cow<'_, str> {
    let special = |c: char| matches!(c, '&' | '<' | '>' | '"' | '\'') || is_control(c);
    if !text.contains(special) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' => escaped += "&quot;",
            '\'' => escaped += "&#39;",
            c if is_control(c) => {
                let picture = match c as u32 {
                    code @ 0..0x20 => char::from_u32(0x2400 + code),
                    _ => None,
                };
                escaped.push(picture.unwrap_or('\u{FFFD}'));
            }
            c => escaped.push(c),
        }
    }
    Cow::Owned(escaped)
}

/// Whether a character may not be in HTML.
fn is_control(c: char) -> bool {
    c.is_control() && c != '\t' && c != '\n'
}

/// A relative path as a URL.
fn url_path(path: &str) -> String {
    let mut url = String::new();
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                url.push(char::from(byte));
            }
            _ => url += &format!("%{byte:02X}"),
        }
    }
    url
}
