//! `minijs play`.

use crate::Case;
use crate::chromium::Page;
use crate::explain::lists;
use serde_json::json;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// All cases.
pub const CASES: &[Case] = &[
    ("play::it_runs_while_one_types", it_runs_while_one_types),
    ("play::the_keyboard_is_enough", the_keyboard_is_enough),
    (
        "play::problems_are_shown_at_their_lines",
        problems_are_shown_at_their_lines,
    ),
    ("play::a_link_holds_the_program", a_link_holds_the_program),
    (
        "play::endless_programs_disturb_nothing",
        endless_programs_disturb_nothing,
    ),
    ("play::every_example_runs", every_example_runs),
    ("play::text_stays_text", text_stays_text),
    ("play::it_fits_a_phone", it_fits_a_phone),
];

/// A server, which ends with the test.
struct Server(Child, String);

impl Server {
    fn start(arguments: &[&Path]) -> Server {
        let mut child = Command::new(env!("CARGO_BIN_EXE_minijs"))
            .args(["play", "--port", "0", "--no-open"])
            .args(arguments)
            .env_remove("NODE_OPTIONS")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let stdout = child.stdout.as_mut().unwrap();
        BufReader::new(stdout).read_line(&mut line).unwrap();
        let url = line.strip_prefix("minijs play: ").unwrap().trim();
        Server(child, url.to_owned())
    }

    fn open(&self, chromium: &Path, size: (u32, u32), scheme: &str) -> Page {
        let page = Page::open(chromium, size.0, size.1);
        page.prefer(scheme);
        page.go(&self.1);
        page.wait(ENDED);
        page
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Whether the program has ended that was typed last.
const ENDED: &str = "/^It /.test(document.getElementById('status').textContent)
    && !document.getElementById('source').classList.contains('stale')";

/// Types another program, and waits until it has run.
fn write(page: &Page, text: &str) {
    page.eval(
        "document.getElementById('editor').select(); document.getElementById('editor').focus()",
    );
    page.type_text(text);
    page.wait(ENDED);
}

fn status(page: &Page) -> String {
    page.text("#status")
}

fn it_runs_while_one_types(chromium: &Path) {
    let server = Server::start(&[]);
    let page = server.open(chromium, (1280, 820), "light");
    assert_eq!(page.texts("#console .stdout"), "1 | 5 | 3 | 4 | 2");
    assert!(
        status(&page).starts_with("It ended with exit code 0: 5 outputs"),
        "{}",
        status(&page)
    );
    page.eval("document.getElementById('forward').focus()");
    for _ in 0..3 {
        page.press("Shift+ArrowRight");
    }
    assert_eq!(
        lists(&page),
        "desk: microtask: then line 6; wait: microtask: then line 7; timer: timer, 1 ms line 3"
    );
    page.press("j");
    page.press("j");
    page.press("j");
    page.keep_picture("play-light");
    write(
        &page,
        "console.log('new');\nawait null;\nconsole.log('later');\n",
    );
    assert_eq!(page.texts("#console .stdout"), "new | later");
    page.press("End");
    // Who looks at the end sees the end of the next run too.
    page.eval("document.getElementById('last').click()");
    write(&page, "console.log('newest');\n");
    assert_eq!(page.texts("#console button:not(.future) .stdout"), "newest");
    page.is_sound();
}

fn the_keyboard_is_enough(chromium: &Path) {
    let server = Server::start(&[]);
    let page = server.open(chromium, (1280, 820), "dark");
    let focus = || page.eval("document.activeElement.id");
    for _ in 0..30 {
        page.press("Tab");
        if focus() == json!("editor") {
            break;
        }
    }
    assert_eq!(focus(), json!("editor"));
    let value = || page.eval("document.getElementById('editor').value");
    page.eval("document.getElementById('editor').select()");
    page.type_text("if (1) {");
    page.press("Enter");
    page.type_text("console.log(1);");
    assert_eq!(value(), json!("if (1) {\n  console.log(1);"));
    page.press("Tab");
    assert_eq!(value(), json!("if (1) {\n  console.log(1);  "));
    page.press("Shift+Tab");
    assert_eq!(value(), json!("if (1) {\nconsole.log(1);  "));
    page.press("Control+/");
    assert_eq!(value(), json!("if (1) {\n// console.log(1);  "));
    page.press("Control+/");
    page.press("Enter");
    page.type_text("}");
    page.press("Control+Enter");
    page.wait(ENDED);
    assert_eq!(page.texts("#console .stdout"), "1");
    // The steps are there from within the editor too.
    page.press("F10");
    assert_eq!(
        page.eval("document.getElementById('time').value"),
        json!("1")
    );
    page.press("F9");
    assert_eq!(
        page.eval("document.getElementById('time').value"),
        json!("0")
    );
    assert_eq!(focus(), json!("editor"));
    page.press("Escape");
    page.press("Tab");
    assert_ne!(focus(), json!("editor"));
    page.press("End");
    page.press("k");
    page.press("j");
    assert_eq!(page.text("[aria-pressed=true] .stdout"), "1");
    page.is_sound();
    page.keep_picture("play-dark");
}

fn problems_are_shown_at_their_lines(chromium: &Path) {
    let server = Server::start(&[]);
    let page = server.open(chromium, (1280, 820), "light");
    write(&page, "let a = 1;\nlet b = a +;\n");
    assert!(
        status(&page).starts_with("It can't be run"),
        "{}",
        status(&page)
    );
    let problem = page.text("#problems .link");
    assert!(
        problem.starts_with("Line 2: SyntaxError: Unexpected token"),
        "{problem}"
    );
    assert_eq!(page.text("#source .wrong .fault"), ";");
    assert!(page.text("#console .stderr").contains("SyntaxError"));
    page.eval("document.querySelector('#problems .link').click()");
    assert_eq!(
        page.eval("document.getElementById('editor').selectionStart"),
        json!(22)
    );
    page.keep_picture("play-error");
    write(
        &page,
        "[1, 2].forEach(async (n) => {\n  await n;\n  console.log(n);\n});\nconsole.log('done?');\n",
    );
    assert!(
        page.texts("#problems .code").contains("E01"),
        "{}",
        page.texts("#problems")
    );
    assert_eq!(page.texts("#console .stdout"), "done? | 1 | 2");
    write(&page, "console.log(1);\n");
    assert_eq!(
        page.eval("document.getElementById('problems-box').hidden"),
        json!(true)
    );
    page.is_sound();
}

fn a_link_holds_the_program(chromium: &Path) {
    let server = Server::start(&[]);
    let page = server.open(chromium, (1280, 820), "light");
    page.eval("document.getElementById('name').value = 'ä b.mjs'");
    let text = "console.log('ünï 𝒳 </script>', typeof require);\n";
    write(&page, text);
    page.eval("document.getElementById('share').click()");
    page.wait("location.hash.startsWith('#name=')");
    let link = page.eval("location.href");
    let other = Page::open(chromium, 1280, 820);
    other.prefer("light");
    other.go(link.as_str().unwrap());
    other.wait(ENDED);
    assert_eq!(
        other.eval("document.getElementById('editor').value"),
        json!(text)
    );
    assert_eq!(
        other.eval("document.getElementById('name').value"),
        json!("ä b.mjs")
    );
    assert_eq!(other.texts("#console .stdout"), "ünï 𝒳 </script> undefined");
    other.eval("location.hash = '#code=_w'");
    other.wait("document.getElementById('status').textContent.includes('no program')");
    assert_eq!(
        other.eval("document.getElementById('editor').value"),
        json!(text)
    );
    page.is_sound();
}

fn endless_programs_disturb_nothing(chromium: &Path) {
    let server = Server::start(&[]);
    let page = server.open(chromium, (1280, 820), "light");
    for (program, told) in [
        (
            "console.log(1);\nfor (;;);",
            "It was stopped after 50,000,000 steps.",
        ),
        (
            "(function f() { queueMicrotask(f) })()",
            "It was stopped after 10,000 events.",
        ),
        (
            "const a = []; for (;;) a.push(new Array(1000).fill(a));",
            "It was stopped when it held 128 MiB of memory.",
        ),
        (
            "for (;;) console.log('x'.repeat(1000));",
            "It was stopped after 256 KiB of output.",
        ),
    ] {
        write(&page, program);
        assert_eq!(status(&page), told);
    }
    write(&page, "console.log('quick');");
    assert_eq!(page.texts("#console .stdout"), "quick");
    page.is_sound();
}

fn every_example_runs(chromium: &Path) {
    let folder = Folder::new();
    let server = Server::start(&[&folder.0]);
    let page = server.open(chromium, (1280, 820), "light");
    let values = page.eval(
        "[...document.querySelectorAll('#programs option')].map((it) => it.value).filter(Boolean)",
    );
    let values = values.as_array().unwrap();
    assert!(values.len() > 20, "{values:?}");
    for value in values {
        page.eval(&format!(
            "document.getElementById('programs').value = {value};
             document.getElementById('status').textContent = '';
             document.getElementById('programs').dispatchEvent(new Event('change'))"
        ));
        page.wait(ENDED);
        assert!(
            status(&page).starts_with("It ended with exit code 0"),
            "{value}: {}",
            status(&page)
        );
        let outputs = page.eval("document.querySelectorAll('#console button').length");
        assert!(outputs.as_u64().unwrap() > 0, "{value}");
    }
    page.is_sound();
}

/// A folder of one program, which is gone after the test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        let folder = std::env::temp_dir().join(format!("minijs-played-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("<b>own.js"), "console.log('own');").unwrap();
        Folder(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn text_stays_text(chromium: &Path) {
    let server = Server::start(&[]);
    let page = server.open(chromium, (1280, 820), "light");
    let evil = "</script><script>alert(1)</script><img src=x onerror=alert(2)><!-- \u{2028}";
    write(
        &page,
        &format!("console.log({evil:?});\nthrow new Error('<b>' + {evil:?});\n// {evil}"),
    );
    assert_eq!(page.text("#console .stdout"), evil);
    assert!(page.text("#console .stderr").contains("<b></script>"));
    write(
        &page,
        &format!("</textarea><img src=x onerror=alert(3)>{evil}"),
    );
    assert!(page.text("#console .stderr").contains("<img src=x"));
    assert_eq!(
        page.eval("document.querySelectorAll('img, b').length"),
        json!(0)
    );
    // Had something got through: nothing may run or be sent without the mark.
    let escaped = page.eval(
        "(() => { try { document.body.insertAdjacentHTML('beforeend', '<b>'); return 'made'; } catch { return 'refused'; } })()",
    );
    assert_eq!(escaped, json!("refused"));
}

fn it_fits_a_phone(chromium: &Path) {
    let server = Server::start(&[]);
    for scheme in ["light", "dark"] {
        let page = server.open(chromium, (400, 800), scheme);
        assert_eq!(
            page.eval("document.documentElement.scrollWidth <= innerWidth"),
            json!(true)
        );
        for _ in 0..3 {
            page.eval("document.getElementById('after').click()");
        }
        assert_eq!(
            page.texts("#console button:not(.future) .stdout"),
            "1 | 5 | 3"
        );
        let colours = page.eval("getComputedStyle(document.body).backgroundColor");
        let is_dark = colours == json!("rgb(22, 24, 28)");
        assert_eq!(is_dark, scheme == "dark", "{colours}");
        page.is_sound();
        page.keep_picture(&format!("play-400-{scheme}"));
    }
}
