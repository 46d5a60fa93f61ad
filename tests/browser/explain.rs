//! The page that `minijs explain --html` writes.

use crate::Case;
use crate::chromium::Page;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

/// All cases.
pub const CASES: &[Case] = &[
    ("explain::the_queues_at_each_step", the_queues_at_each_step),
    ("explain::four_programs", four_programs),
    (
        "explain::from_an_output_to_its_cause",
        from_an_output_to_its_cause,
    ),
    ("explain::ten_thousand_events", ten_thousand_events),
    ("explain::text_stays_text", text_stays_text),
];

/// A page in a file, which is gone after the test.
struct File(PathBuf);

impl File {
    /// The page of a program; `name` may be anything that a file can be called.
    fn of(name: &str, program: &str) -> File {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder =
            std::env::temp_dir().join(format!("minijs-page-{}-{count}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let (source, page) = (folder.join(name), folder.join("page.html"));
        std::fs::write(&source, program).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_minijs"))
            .args(["explain", "--html"])
            .args([&page, &source])
            .env_remove("NODE_OPTIONS")
            .output()
            .unwrap();
        assert!(page.is_file(), "{output:?}");
        File(folder)
    }

    fn url(&self) -> String {
        format!("file://{}/page.html", self.0.display())
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// What the lists hold that aren't empty.
pub fn lists(page: &Page) -> String {
    let lists = page.eval(
        "[...document.querySelectorAll('.items')].filter((it) => it.children.length)
           .map((it) => `${it.id}: ${[...it.children].map((item) => item.textContent).join(', ')}`).join('; ')",
    );
    lists.as_str().unwrap().to_owned()
}

/// Goes on until a line has been printed so often, and tells what the lists hold then.
fn lists_after_output(page: &Page, count: usize) -> String {
    page.press("Home");
    for _ in 0..count {
        page.press("Shift+ArrowRight");
    }
    lists(page)
}

fn seed(name: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(root.join("src/play/programs").join(name)).unwrap()
}

fn the_queues_at_each_step(chromium: &Path) {
    let file = File::of("deep-dive.js", &seed("deep-dive.js"));
    let page = Page::open(chromium, 1200, 800);
    page.prefer("light");
    page.go(&file.url());
    assert_eq!(lists(&page), "");
    let expected = [
        "desk: main script line 1",
        "desk: main script line 1; micro: microtask: then line 6; wait: microtask: then line 7; timer: timer, 1 ms line 3",
        "desk: microtask: then line 6; wait: microtask: then line 7; timer: timer, 1 ms line 3",
        "desk: microtask: then line 7; timer: timer, 1 ms line 3",
        "desk: timer, 1 ms line 3",
    ];
    for (index, expected) in expected.iter().enumerate() {
        assert_eq!(
            lists_after_output(&page, index + 1),
            *expected,
            "output {}",
            index + 1
        );
    }
    // The same there and back, whatever way was taken.
    page.press("End");
    assert_eq!(lists(&page), "");
    page.press("Shift+ArrowLeft");
    assert_eq!(lists(&page), expected[4]);
    page.is_sound();
    page.keep_picture("explain-light");
}

fn four_programs(chromium: &Path) {
    let page = Page::open(chromium, 1200, 800);
    page.prefer("dark");
    for (name, printed) in [
        (
            "promise-before-timeout.js",
            "start | end | promise | timeout",
        ),
        ("await-yields.js", "A | C | B"),
        ("all-microtasks-first.js", "s | e | m1 | m2 | t"),
        ("deep-dive.js", "1 | 5 | 3 | 4 | 2"),
        (
            "returned-promise.js",
            "a value | microtask 1 | microtask 2 | a promise | microtask 3 | microtask 4",
        ),
    ] {
        let file = File::of(name, &seed(name));
        page.go(&file.url());
        assert_eq!(page.texts("#console .stdout"), printed);
        assert_eq!(page.texts("#console button:not(.future) .stdout"), "");
        // Each line is printed in its turn, at the line that says so.
        let count = printed.split(" | ").count();
        for index in 0..count {
            page.press("Shift+ArrowRight");
            let so_far = printed
                .split(" | ")
                .take(index + 1)
                .collect::<Vec<_>>()
                .join(" | ");
            assert_eq!(page.texts("#console button:not(.future) .stdout"), so_far);
            // What `then(console.log)` prints is written on no line.
            if name != "returned-promise.js" {
                let marks = page.text("#source .running .marks");
                let mut marks = marks.split(' ');
                assert!(marks.any(|it| it == (index + 1).to_string()), "{name}");
            }
        }
        page.press("End");
        assert!(
            page.text("#why").contains("Nothing is pending"),
            "{}",
            page.text("#why")
        );
        page.is_sound();
    }
    page.keep_picture("explain-dark");
}

fn from_an_output_to_its_cause(chromium: &Path) {
    let program = "\
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
async function main() {
  console.log('asks');
  await wait(10);
  console.log('goes on');
}
main();
console.log('ends');
";
    let file = File::of("await.js", program);
    let page = Page::open(chromium, 400, 800);
    page.prefer("light");
    page.go(&file.url());
    assert_eq!(
        page.eval("document.documentElement.scrollWidth <= innerWidth"),
        json!(true)
    );
    // Nothing but keys from here.
    for _ in 0..3 {
        page.press("j");
    }
    assert_eq!(page.text("[aria-pressed=true] .stdout"), "goes on");
    assert_eq!(
        page.eval("document.activeElement.textContent"),
        json!("3goes on")
    );
    assert_eq!(
        page.texts("#why .causes .link"),
        "microtask: await | timer, 10 ms | main script"
    );
    assert_eq!(
        page.text("#source .running .code"),
        "  console.log('goes on');"
    );
    let chain = page.texts("#source .chain .code");
    assert!(
        chain.contains("await wait(10)") && chain.contains("setTimeout"),
        "{chain}"
    );
    page.keep_picture("explain-400");
    // Tab leads to the causes, Enter goes there.
    for _ in 0..40 {
        page.press("Tab");
        if page.eval("document.activeElement.textContent") == json!("timer, 10 ms") {
            break;
        }
    }
    page.press("Enter");
    assert_eq!(
        lists(&page),
        "desk: timer, 10 ms line 1; wait: microtask: await line 2"
    );
    page.press("Escape");
    assert_eq!(
        page.eval("document.querySelector('[aria-pressed=true].future') === null"),
        json!(true)
    );
    page.is_sound();
}

fn ten_thousand_events(chromium: &Path) {
    let page = Page::open(chromium, 1200, 800);
    page.prefer("light");
    page.call(
        "Emulation.setEmulatedMedia",
        json!({ "features": [{ "name": "prefers-reduced-motion", "value": "no-preference" }] }),
    );
    for (name, program) in [
        // Queues that are long, a long console, and a long chain.
        (
            "long queues",
            "for (let i = 0; i < 1250; i++) { setTimeout(() => console.log(i), 1250 - i); queueMicrotask(() => {}); }",
        ),
        (
            "long chain",
            "let n = 0; (function f() { console.log(n); if (n++ < 2000) Promise.resolve().then(f); })();",
        ),
    ] {
        let file = File::of("long.js", program);
        let begin = Instant::now();
        page.go(&file.url());
        page.eval("new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(1))))");
        let opened = begin.elapsed();
        let count = page
            .eval("Number(document.getElementById('time').max)")
            .as_u64()
            .unwrap();
        assert!(count >= 8000, "{name}: {count}");
        // Each step with what it makes the browser lay out.
        let times = page.eval(
            "(() => {
               const times = [];
               const step = (id) => {
                 const start = performance.now();
                 document.getElementById(id).click();
                 document.body.getBoundingClientRect();
                 times.push(performance.now() - start);
               };
               const at = (share) => {
                 const time = document.getElementById('time');
                 time.value = Math.floor(time.max * share);
                 const start = performance.now();
                 time.dispatchEvent(new Event('input'));
                 document.body.getBoundingClientRect();
                 times.push(performance.now() - start);
               };
               document.getElementById('last').click();
               for (const share of [0.1, 0.3, 0.5, 0.8, 0.99]) {
                 at(share);
                 for (let i = 0; i < 60; i++) step(i % 3 ? 'forward' : 'back');
                 for (let i = 0; i < 10; i++) step('after');
               }
               times.sort((a, b) => a - b);
               return [times[Math.floor(times.length / 2)], times[Math.floor(times.length * 0.95)], times.at(-1)];
             })()",
        );
        println!(
            "{name}: {count} steps; opened in {opened:?}; a step takes (half, 95 %, all) {times} ms"
        );
        // Other tests run beside this one, and nothing here is optimised: the bars are wide.
        assert!(opened.as_millis() < 4000, "{name}: {opened:?}");
        assert!(times[0].as_f64().unwrap() < 16.0, "{name}: {times}");
        page.is_sound();
    }
}

fn text_stays_text(chromium: &Path) {
    let evil = "</script><script>alert(1)</script><img src=x onerror=alert(2)><!--";
    let program = format!(
        "// {evil} ]]>\n\
         console.log({evil:?});\n\
         console.error('<b>{{{{data}}}}</b>\u{2029}', '\\u2028&lt;');\n\
         function f() {{}}\n\
         Object.defineProperty(f, 'name', {{ value: {evil:?} }});\n\
         queueMicrotask(f);\n\
         eval('console.log(1)\\n//# sourceURL=<img src=x onerror=alert(3)>');\n\
         throw new Error({evil:?});\n"
    );
    let file = File::of(
        "<img src=x onerror=alert(4)> \u{2028} {{data}}.js",
        &program,
    );
    let page = Page::open(chromium, 1200, 800);
    page.prefer("light");
    page.go(&file.url());
    assert_eq!(page.text("#console .stdout"), evil);
    assert!(page.text("#source").contains(evil));
    assert!(page.text("h1").starts_with("<img src=x onerror=alert(4)>"));
    page.press("End");
    for _ in 0..4 {
        page.press("j");
    }
    assert_eq!(
        page.eval("document.querySelectorAll('img, b, script:not([nonce])').length"),
        json!(0)
    );
    assert_eq!(page.eval("document.scripts.length"), json!(2));
    page.is_sound();
}
