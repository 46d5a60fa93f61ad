//! `minijs explain`: that recordings are sound whatever the program, and each rule.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Runs the command; its exit code, standard output and standard error.
fn run_with(input: &str, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_minijs"))
        .args(arguments)
        .env_remove("NODE_OPTIONS")
        .env_remove("FORCE_COLOR")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Who doesn't read is no matter.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    (
        output.status.code(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

/// A file that is gone after the test.
struct File(PathBuf);

impl File {
    fn new(ending: &str, text: &str) -> File {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("minijs-insight-{}-{count}.{ending}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::write(&path, text).unwrap();
        File(path)
    }

    fn explain(&self, arguments: &[&str]) -> String {
        let path = self.0.to_str().unwrap();
        let arguments = [&["explain"], arguments, &[path]].concat();
        let (code, out, err) = run_with("", &arguments);
        assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
        out
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// What a program prints, each output with the number of its rule: `a1 b2`.
fn rules_of(ending: &str, program: &str) -> String {
    let file = File::new(ending, program);
    assert_eq!(file.explain(&["--verify"]), "sound\n");
    let brief = file.explain(&["--brief"]);
    let outputs = brief.lines().map(|line| {
        let (head, rule) = line.rsplit_once(" (rule ").unwrap();
        let printed = head.split([' ', ':']).nth(1).unwrap();
        format!("{printed}{}", rule.trim_end_matches(')'))
    });
    outputs.collect::<Vec<_>>().join(" ")
}

fn rules(program: &str) -> String {
    rules_of("js", &format!("const log = console.log;\n{program}"))
}

#[test]
fn rule_1_the_stack_runs_to_its_end() {
    assert_eq!(rules("log('a'); log('b');"), "a1 b1");
}

#[test]
fn rule_2_all_microtasks_before_the_next_task() {
    let program = "setTimeout(() => log('t'));
        Promise.resolve().then(() => log('m'));
        log('e');";
    assert_eq!(rules(program), "e1 m2 t2");
}

#[test]
fn rule_3_next_ticks_before_microtasks_but_in_a_module() {
    let program = "Promise.resolve().then(() => console.log('m'));
        process.nextTick(() => console.log('t'));
        console.log('e');";
    assert_eq!(rules(program), "e1 t3 m3");
    assert_eq!(rules_of("mjs", program), "e1 m2 t3");
}

#[test]
fn rule_4_first_in_first_out() {
    let program = "const p = Promise.resolve();
        p.then(() => log('a'));
        queueMicrotask(() => log('b'));
        p.then(() => log('c'));";
    assert_eq!(rules(program), "a2 b4 c4");
}

#[test]
fn rule_5_timers_by_due_time_then_by_when_they_were_set() {
    let program = "setTimeout(() => log('late'), 5);
        setTimeout(() => log('a'), 0);
        setTimeout(() => log('b'), 1);";
    assert_eq!(rules(program), "a5 b5 late5");
    let file = File::new("js", &format!("const log = console.log;{program}"));
    let text = file.explain(&["--brief"]);
    let reason = "of the same 1 ms, it was set after output 1's";
    assert!(text.contains(reason), "{text}");
}

#[test]
fn rule_6_immediates_after_poll() {
    let program = "setImmediate(() => { log('i'); setTimeout(() => log('late')); });
        setTimeout(() => log('t'));";
    assert_eq!(rules(program), "t5 i6 late6");
}

#[test]
fn rule_7_await_goes_on_in_a_microtask() {
    let program = "async function f() {
          log('a');
          await null;
          log('b');
          await new Promise((resolve) => setTimeout(resolve, 3));
          log('d');
        }
        f();
        log('c');";
    assert_eq!(rules(program), "a1 c1 b7 d7");
    let file = File::new("js", &format!("const log = console.log;\n{program}"));
    let text = file.explain(&["--line", "4"]);
    assert!(text.contains("the await at 6:11 waited"), "{text}");
    assert!(text.contains("for the new Promise at 6:"), "{text}");
    assert!(text.contains("timer of 3 ms"), "{text}");
}

#[test]
fn rule_8_a_promise_resolved_with_another_takes_two_more() {
    let program = "async function f() { return Promise.resolve(); }
        f().then(() => log('f'));
        Promise.resolve().then(() => log('1')).then(() => log('2')).then(() => log('3'));";
    assert_eq!(rules(program), "12 24 f8 34");
    let file = File::new("js", &format!("const log = console.log;\n{program}"));
    // The three ticks, each as a step.
    let text = file.explain(&[]);
    for step in ["microtask: call then", "microtask: pass on", "takes three"] {
        assert!(text.contains(step), "{step}: {text}");
    }
}

#[test]
fn rule_9_the_element_that_decided() {
    let program = "const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
        Promise.race([later(5), later(2)]).then(() => log('race'));
        Promise.all([later(3), later(1)]).then(() => log('all'));
        Promise.any([Promise.reject(), 1]).then(() => log('any'));";
    assert_eq!(rules(program), "any9 race9 all9");
    let file = File::new("js", &format!("const log = console.log;\n{program}"));
    let text = file.explain(&["--brief"]);
    assert!(text.contains("element 1 was the first to settle"), "{text}");
    assert!(text.contains("element 0 came, the last one"), "{text}");
    let fulfilled = "element 1 was the first to be fulfilled";
    assert!(text.contains(fulfilled), "{text}");
}

#[test]
fn rule_10_rejections_are_judged_after_the_drain() {
    let program = "process.on('unhandledRejection', () => log('u'));
        Promise.reject(1);
        Promise.resolve().then(() => log('m'));";
    assert_eq!(rules(program), "m2 u10");
}

#[test]
fn rule_11_what_comes_from_outside_in_its_order() {
    let program = "const { port1, port2 } = new MessageChannel();
        port2.onmessage = ({ data }) => { log(data); if (data === 'b') port2.close(); };
        port1.postMessage('a');
        port1.postMessage('b');
        log('e');";
    assert_eq!(rules(program), "e1 a11 b11");
}

#[test]
fn rule_12_a_then_is_called_in_a_microtask() {
    let program = "Promise.resolve({ then(resolve) { log('then'); resolve(); } })
          .then(() => log('after'));
        log('e');";
    assert_eq!(rules(program), "e1 then12 after12");
}

#[test]
fn rule_13_a_listener_runs_inside_the_dispatch() {
    let program = "const target = new EventTarget();
        target.addEventListener('x', () => log('l'));
        log('a');
        target.dispatchEvent(new Event('x'));
        log('b');";
    assert_eq!(rules(program), "a1 l13 b1");
    let program = "const emitter = new (require('events'))();
        emitter.on('x', () => log('l'));
        log('a');
        emitter.emit('x');
        log('b');";
    assert_eq!(rules(program), "a1 l13 b1");
}

#[test]
fn the_report_tells_what_never_came() {
    let program = "async function wait() {
          await new Promise(() => {});
        }
        wait();
        const late = Promise.reject(new Error('x'));
        process.on('unhandledRejection', () => {});
        setTimeout(() => late.catch(() => {}), 1);
        setInterval(() => {}, 1000).unref();
        const timer = setTimeout(() => {}, 5000);
        clearTimeout(timer);";
    let report = File::new("js", program).explain(&["--report"]);
    for expected in [
        "Promises that never settled:",
        "the new Promise at 2:17, for which the await at 2:11 waits",
        "Rejections that were handled late:",
        "Still waiting when the program ended:",
        "interval, 1000 ms at 8:9",
    ] {
        assert!(report.contains(expected), "{expected}: {report}");
    }
    assert!(!report.contains("5000"), "{report}");
}

#[test]
fn quiz_and_diff_tell_where_they_part() {
    let file = File::new(
        "js",
        "setTimeout(() => console.log('t'));\nconsole.log('e');\n",
    );
    let path = file.0.to_str().unwrap();
    let (_, out, _) = run_with("t\ne\n\n", &["explain", "--quiz", path]);
    assert!(out.contains("0 of 2 lines right."), "{out}");
    assert!(out.contains("Line 1 is 'e', not 't'"), "{out}");
    let (_, out, _) = run_with("e\nt\n\n", &["explain", "--quiz", path]);
    assert!(out.ends_with("All right.\n\n"), "{out}");
    let other = File::new(
        "js",
        "Promise.resolve().then(() => console.log('t'));\nconsole.log('f');\n",
    );
    let out = file.explain(&["--diff", other.0.to_str().unwrap()]);
    assert!(out.contains("They part at line 1:"), "{out}");
}

/// What a program of ours makes of the JSON lines of another one, or of its trace.
fn judged(judge: &str, text: &str) -> String {
    let input = File::new("txt", text);
    let path = input.0.to_str().unwrap();
    let program = format!("const text = require('fs').readFileSync({path:?}, 'utf8');\n{judge}");
    let judge = File::new("js", &program);
    let (code, out, err) = run_with("", &[judge.0.to_str().unwrap()]);
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    out
}

const BUSY: &str = "const { setTimeout: later } = require('timers/promises');
    async function f() { await later(2); console.log('<b>\"'); }
    Promise.allSettled([f(), Promise.reject(1)]).then(() => process.stdout.write('x'));
    const interval = setInterval(() => clearInterval(interval), 1);
    process.nextTick(() => console.error('tick'));";

#[test]
fn json_lines_are_json() {
    let text = File::new("js", BUSY).explain(&["--json"]);
    assert!(text.starts_with("{\"event\":\"recording\",\"version\":1,"));
    let judge = "const lines = text.trimEnd().split('\\n').map(line => JSON.parse(line));
        const events = new Set(lines.map(line => line.event));
        console.log([...events].sort().join(' '));
        console.log(lines.filter(it => it.stream === 'stdout').map(it => it.text).join(''));";
    assert_eq!(
        judged(judge, &text),
        "begin cancelled end output promise queued ready recording resume suspend\n<b>\"\nx\n"
    );
    let (code, schema, _) = run_with("", &["explain", "--schema"]);
    assert_eq!(code, Some(0));
    assert_eq!(
        judged("console.log(JSON.parse(text).oneOf.length)", &schema),
        "10\n"
    );
}

#[test]
fn a_trace_has_its_arrows() {
    let trace = File::new("json", "");
    let path = trace.0.to_str().unwrap();
    let printed =
        File::new("js", "setTimeout(() => console.log('t'));").explain(&["--trace", path]);
    assert_eq!(printed, "t\n");
    let text = std::fs::read_to_string(&trace.0).unwrap();
    let judge = "const { traceEvents } = JSON.parse(text);
        const of = phase => traceEvents.filter(event => event.ph === phase);
        const ids = phase => of(phase).map(event => event.id).join();
        console.log(ids('s') === ids('f') && ids('s') !== '');
        console.log(of('X').map(event => event.name).join());
        console.log(of('X').every(event => event.dur >= 1 && event.ts >= 0));";
    let expected = "true\nmain script,timer, 1 ms,end of the program,end of the program\ntrue\n";
    assert_eq!(judged(judge, &text), expected);
}

#[test]
fn a_diagram_is_not_written_by_the_program() {
    let text =
        File::new("js", "console.log('end\\n  Note over S: <script>');").explain(&["--mermaid"]);
    assert!(text.starts_with("sequenceDiagram\n"), "{text}");
    assert!(
        !text.contains("<script>") && !text.contains("\n  Note over S: <"),
        "{text}"
    );
}

/// The programs of folders.
fn programs(folders: &[&str]) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut programs = Vec::new();
    for folder in folders {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let ending = path.extension().and_then(|it| it.to_str());
            if matches!(ending, Some("js" | "mjs")) {
                programs.push(path);
            }
        }
    }
    programs.sort();
    programs
}

/// That recordings of programs are sound: the outputs together are what was written, tasks are queued,
/// ready, begun and ended in this order, chains of causes end at main, times never go back, and what was
/// moved has a rule.
fn assert_sound(programs: &[PathBuf], options: &[&str]) {
    let next = AtomicUsize::new(0);
    let mut problems = Vec::new();
    std::thread::scope(|scope| {
        let work = || {
            let mut problems = Vec::new();
            while let Some(path) = programs.get(next.fetch_add(1, Ordering::Relaxed)) {
                let head = ["explain", "--verify", "--timeout", "20000"];
                let arguments = [&head, options, &[path.to_str().unwrap()]].concat();
                let (_, out, _) = run_with("", &arguments);
                if out != "sound\n" {
                    problems.push(format!("{}: {out}", path.display()));
                }
            }
            problems
        };
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(work)).collect();
        for thread in threads {
            problems.extend(thread.join().unwrap());
        }
    });
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn recordings_of_all_goldens_are_sound() {
    let programs = programs(&[
        "examples",
        "tests/golden/seed",
        "tests/golden/event_loop",
        "tests/golden/language",
        "tests/golden/builtins",
        "tests/golden/errors",
        "tests/golden/modules",
        "tests/golden/node",
        "tests/golden/printing",
        "tests/golden/web",
    ]);
    assert!(programs.len() > 200, "{}", programs.len());
    assert_sound(&programs, &[]);
}

#[test]
fn recordings_under_forced_collections_are_sound() {
    let programs = programs(&["examples", "tests/golden/seed", "tests/golden/event_loop"]);
    assert_sound(&programs, &["--gc-stress", "7"]);
}

#[test]
fn long_stacks_go_through_timers_and_promises() {
    let program = "async function f() {
          await null;
          setTimeout(() => { throw new Error('x'); }, 1);
        }
        f();";
    let file = File::new("js", program);
    let (code, _, err) = run_with("", &["--trace-async", file.0.to_str().unwrap()]);
    assert_eq!(code, Some(1));
    let (_, led) = err.split_once("What led to this error:\n").unwrap();
    let ways = [
        "by the timer, 1 ms: set at 3:11",
        "queued by the microtask: await: the await at 2:11 has nothing to wait for",
    ];
    let ways = ways.map(|way| led.find(way));
    assert!(ways[0].is_some() && ways[0] < ways[1], "{err}");
    let (_, _, err) = run_with("", &["--trace-async", "-e", "throw 1"]);
    assert!(!err.contains("What led"), "{err}");
}

#[test]
fn a_page_holds_the_recording_and_no_text_becomes_a_part_of_it() {
    let file = File::new(
        "js",
        "// </script><script>alert(1)</script>\n\
         setTimeout(() => console.log('</script><img src=x onerror=alert(2)>'), 5);\n\
         Promise.resolve().then(() => console.error('<!--'));\nprocess.nextTick(() => console.log('tick'));\n",
    );
    let page = File::new("html", "");
    let paths = [&page, &file].map(|file| file.0.to_str().unwrap());
    // The program prints as always.
    let (code, _, err) = run_with("", &["explain", "--html", paths[0], paths[1]]);
    assert_eq!((code, err.as_str()), (Some(0), "<!--\n"));
    let text = std::fs::read_to_string(&page.0).unwrap();
    for mark in ["<script>alert", "<img", "<!--"] {
        assert!(!text.contains(mark), "{mark}");
    }
    // The page's own: its data and its script.
    assert_eq!(text.matches("<script").count(), 2);
    assert_eq!(text.matches("</script").count(), 2);
    let data = text.split_once(" id=\"data\" ").unwrap().1;
    let data = data.split_once('>').unwrap().1;
    let data = data.split_once("</script>").unwrap().0;
    let judge = "\
const { tasks, steps, outputs } = JSON.parse(text);
for (const { text, stream, rule, task } of outputs) {
  const chain = [];
  for (let next = tasks[task]; next; next = tasks[next.by]) chain.push(next.queue ?? 'program');
  console.log(stream, JSON.stringify(text), rule, chain.join(' '));
}
let depth = 0;
for (const { what } of steps) depth += what === 'begin' ? 1 : what === 'end' ? -1 : 0;
console.log(depth, steps.filter(({ what }) => what === 'output').length);
";
    assert_eq!(
        judged(judge, data),
        "stdout \"tick\\n\" 3 tick program\n\
         stderr \"<!--\\n\" 3 micro program\n\
         stdout \"</script><img src=x onerror=alert(2)>\\n\" 5 timer program\n\
         0 3\n"
    );
}
