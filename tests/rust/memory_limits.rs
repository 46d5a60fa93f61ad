//! `--max-heap` holds the memory of the whole process, whatever allocates: its peak stays below twice
//! the limit, what was printed before is seen, and the exit code tells which limit it was.

use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};
use std::{fs, io::Read, thread};

/// The limit, in mebibytes.
const LIMIT: u64 = 64;

/// The exit code of the heap limit.
const HEAP: i32 = 122;

/// Only for tests that fail.
const PATIENCE: Duration = Duration::from_secs(120);

/// What a run of the command came to.
struct Run {
    status: ExitStatus,
    stdout: String,
    stderr: String,
    /// The most memory that it had, in kibibytes, where the system tells.
    peak_kib: u64,
}

fn run(arguments: &[&str], text: &str) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_minijs"))
        .args(arguments)
        .args(["-e", text])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let stdout = read(child.stdout.take().unwrap());
    let stderr = read(child.stderr.take().unwrap());
    let (status, peak_kib) = wait(&mut child);
    Run {
        status,
        stdout: stdout.join().unwrap(),
        stderr: stderr.join().unwrap(),
        peak_kib,
    }
}

fn read(mut stream: impl Read + Send + 'static) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

fn wait(child: &mut Child) -> (ExitStatus, u64) {
    let start = Instant::now();
    let mut peak = 0;
    loop {
        // A high-water mark: only what is new since the last look can be missed.
        peak = peak.max(high_water_kib(child.id()));
        if let Some(status) = child.try_wait().unwrap() {
            return (status, peak);
        }
        if start.elapsed() > PATIENCE {
            child.kill().unwrap();
            panic!("it runs for ever");
        }
        thread::sleep(Duration::from_millis(1));
    }
}

fn high_water_kib(id: u32) -> u64 {
    let text = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.trim().strip_suffix("kB"));
    number
        .and_then(|number| number.trim().parse().ok())
        .unwrap_or(0)
}

fn stops_for_heap(text: &str) {
    let text = format!("console.log('before'); {text}");
    let limit = format!("--max-heap={LIMIT}");
    let run = run(&[&limit], &text);
    assert_eq!(run.status.code(), Some(HEAP), "{}", run.stderr);
    assert!(run.stdout.starts_with("before\n"), "{:.80}", run.stdout);
    let message = "minijs: stopped: the heap limit is reached\n";
    assert!(run.stderr.ends_with(message), "{:.200}", run.stderr);
    // The allocator's own waste isn't counted; the system's has more of it.
    let times = if cfg!(feature = "allocator") { 2 } else { 3 };
    assert!(
        run.peak_kib < (times * LIMIT) << 10,
        "its peak was {} KiB",
        run.peak_kib
    );
}

macro_rules! greedy {
    ($($name:ident: $text:expr;)*) => {
        $(#[test]
        fn $name() {
            stops_for_heap($text);
        })*
    };
}

greedy! {
    // Queues.
    microtasks: "for (;;) queueMicrotask(() => {})";
    microtasks_that_queue: "(function f() { queueMicrotask(f); queueMicrotask(f) })()";
    ticks: "for (;;) process.nextTick(() => {}, 1, 2, 3, 4, 5, 6, 7, 8)";
    timers: "const f = () => {}; for (let i = 0;; i++) setTimeout(f, i % 1e6)";
    immediates: "const f = () => {}; for (;;) setImmediate(f)";
    rejections: "for (;;) Promise.reject(1)";
    reactions: "const p = new Promise(() => {}); for (;;) p.then(() => {})";
    listeners: "for (;;) process.on('exit', () => {})";

    // Texts and trees.
    parser: "eval('x=1;'.repeat(1e7))";
    parser_of_a_list: "new Function('return [' + '1,'.repeat(2e7) + ']')";
    json: "JSON.parse('[' + '{\"a\":1},'.repeat(5e6) + '1]')";
    patterns: "for (let i = 0, a = [];; i++) a.push(new RegExp('(?:a|b|c)'.repeat(1000) + i))";
    backtracking: "/(?:(a)|b)*c/.test('ab'.repeat(2e7))";

    // The native stack under code that is nested deeply.
    nested_operators: "eval('null??'.repeat(3e6) + '1')";
    nested_unary: "eval('- '.repeat(3e6) + '1')";
    nested_parentheses: "eval('('.repeat(3e6) + '1' + ')'.repeat(3e6))";
    nested_loops: "eval('for(let i of [1])'.repeat(5e5) + ';')";
    nested_awaits: "eval('(async()=>{' + 'await '.repeat(2e6) + '1})()')";

    // Strings.
    join: "new Array(1e6).fill('x'.repeat(1000)).join('')";
    replace_all: "'a'.repeat(1e6).replaceAll('a', 'x'.repeat(1000))";
    replace: "'a'.repeat(1e6).replace(/a/g, () => 'x'.repeat(1000))";
    stringify: "JSON.stringify(new Array(1e6).fill('x'.repeat(1000)))";
    append: "for (let s = '';;) s += 'abcdefghijklmnop'";
    templates: "for (let s = 'ab';;) s = `${s}${s}x`";
    wide: "encodeURIComponent('\u{416}'.repeat(3e7))";
    base64: "btoa('x'.repeat(6e7)) + btoa('y'.repeat(6e7))";
    inspect: "console.dir(new Array(3e6).fill('abcdefgh'), { maxArrayLength: null })";
    table: "console.table(new Array(1e6).fill({ a: 1, b: 2 }))";
    labels: "for (let i = 0;; i++) console.time('x'.repeat(1e5) + i)";

    // Lists and blocks of bytes.
    fill: "new Array(1e8).fill(0)";
    push: "for (const a = [];;) a.push(1)";
    spread: "for (let a = [1];;) a = [...a, ...a]";
    concat: "for (let a = [1];;) a = a.concat(a)";
    from: "Array.from({ length: 1e8 })";
    flat: "const a = new Array(1000).fill(0); new Array(1e6).fill(a).flat()";
    split: "'a,'.repeat(2e7).split(',')";
    buffers: "for (const a = [];;) a.push(new Uint8Array(1e6).fill(1))";
    growing_buffer: "const b = new ArrayBuffer(0, { maxByteLength: 2 ** 31 });
        for (let n = 1;; n += 1e6) { b.resize(n); new Uint8Array(b).fill(1) }";
    shared_buffers: "for (const a = [];;) a.push(new Uint8Array(new SharedArrayBuffer(1e6)).fill(1))";
    big_integers: "for (const a = [];;) a.push(1n << 1000000n)";
    arguments: "const args = new Array(1e4).fill(1), a = []; for (;;) a.push((() => {}).bind(0, ...args))";

    // Objects.
    maps: "const m = new Map(); for (let i = 0;; i++) m.set(i, i)";
    weak_maps: "const m = new WeakMap(), k = []; for (;;) { const o = {}; k.push(o); m.set(o, 1) }";
    names: "const o = {}; for (let i = 0;; i++) o['key' + i] = i";
    dictionaries: "for (const a = [];;) { const o = { a: 1, b: 2 }; delete o.a; a.push(o) }";
    errors: "Error.stackTraceLimit = 1e6; const a = [];
        function f(n) { if (n) f(n - 1); else a.push(new Error('x')) } for (;;) f(3000)";
    symbols: "for (let i = 0;; i++) Symbol.for('k' + i)";
    generators: "function* g() { yield 1 } for (const a = [];;) { const x = g(); x.next(); a.push(x) }";
    clones: "const a = new Uint8Array(1e6), b = []; for (;;) b.push(structuredClone(a))";
    proxies: "for (let p = {};;) p = new Proxy(p, {})";
}

#[test]
fn garbage_of_any_kind_is_collected_in_time() {
    let text = "
        for (let i = 0; i < 3000; i++) {
            new Array(1e5).fill(i);
            'x'.repeat(1e5) + i;
            new Uint8Array(1e5).fill(1);
            new Map([[i, i]]);
            JSON.stringify(new Array(1e4).fill(i));
            (1n << 100000n) + 1n;
        }
        console.log('done')";
    let run = run(&["--max-heap=64"], text);
    assert_eq!(run.stdout, "done\n", "{}", run.stderr);
    assert!(run.peak_kib < (2 * LIMIT) << 10, "{} KiB", run.peak_kib);
}

#[test]
fn recursion_ends_below_the_limit() {
    let text = "
        function f() { return [1].map(f) }
        try { f() } catch (error) { console.log(error.message) }
        function g(n) { return g(n + 1) + 1 }
        try { g(0) } catch (error) { console.log(error.message) }";
    let run = run(&["--max-heap=64"], text);
    let message = "Maximum call stack size exceeded\n";
    assert_eq!(run.stdout, message.repeat(2), "{}", run.stderr);
    assert!(run.peak_kib < (2 * LIMIT) << 10, "{} KiB", run.peak_kib);
}

#[test]
fn exit_codes_tell_the_limit() {
    let cases = [
        ("--timeout=50", 124, "the time limit is over"),
        (
            "--max-instructions=100000",
            123,
            "the instruction limit is reached",
        ),
        ("--max-heap=8", 122, "the heap limit is reached"),
    ];
    for (flag, code, why) in cases {
        // What was written is seen, and nothing that a script does outlives a stop.
        let text = "console.log('before'); process.on('exit', () => console.log('exit'));
            const a = []; try { for (;;) a.push([]) } catch {} finally { console.log('finally') }";
        let run = run(&[flag], text);
        assert_eq!(run.status.code(), Some(code), "{flag}: {}", run.stderr);
        assert_eq!(run.stdout, "before\n", "{flag}");
        assert_eq!(run.stderr, format!("minijs: stopped: {why}\n"), "{flag}");
    }
}
