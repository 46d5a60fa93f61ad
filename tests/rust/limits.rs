//! Bounds on time, instructions, heap and stack hold wherever a program spends them: in its own
//! loops and calls, and inside built-ins whose work grows with their input.

use std::cell::Cell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use minijs::{ErrorKind, Runtime, RuntimeBuilder, Termination};

/// How long stopping may take on a busy machine and in a build that is hardly optimised. What is
/// tested would run for minutes at least.
const PATIENCE: Duration = Duration::from_secs(20);

/// What a program is stopped by.
fn stopped(builder: RuntimeBuilder, text: &str) -> Option<Termination> {
    let mut runtime = builder.build();
    let error = runtime
        .run_script("endless.js", text)
        .and_then(|()| runtime.run())
        .err()?;
    match error.kind() {
        ErrorKind::Stopped(why) => Some(why),
        other => panic!("{other:?}: {error}"),
    }
}

fn stops_for_time(text: &str) {
    let start = Instant::now();
    let limited = Runtime::builder().time_limit(Duration::from_millis(100));
    assert_eq!(stopped(limited, text), Some(Termination::Timeout));
    assert!(start.elapsed() < PATIENCE, "it took {:?}", start.elapsed());
}

fn stops_for_instructions(text: &str) {
    let start = Instant::now();
    let limited = Runtime::builder().instruction_limit(200_000);
    assert_eq!(stopped(limited, text), Some(Termination::Instructions));
    assert!(start.elapsed() < PATIENCE, "it took {:?}", start.elapsed());
}

fn stops_for_heap(text: &str) {
    let start = Instant::now();
    // The time limit is only for tests that fail.
    let limited = Runtime::builder().heap_limit(24 << 20).time_limit(PATIENCE);
    assert_eq!(stopped(limited, text), Some(Termination::Heap));
    assert!(start.elapsed() < PATIENCE, "it took {:?}", start.elapsed());
}

/// Tests of programs without an end: time and instructions stop them.
macro_rules! endless {
    ($($name:ident: $text:expr;)*) => {
        mod time {
            $(#[test]
            fn $name() {
                super::stops_for_time($text);
            })*
        }

        mod instructions {
            $(#[test]
            fn $name() {
                super::stops_for_instructions($text);
            })*
        }
    };
}

endless! {
    // What a program does itself.
    empty_loop: "for (;;);";
    do_while: "do {} while (true)";
    calls_that_are_caught: "(function f() { for (;;) { try { f() } catch {} } })()";
    finally_blocks_in_each_other: "(function f() { try { f() } finally { f() } })()";
    generator: "for (const x of (function* () { for (;;) yield 1 })());";
    spread: "[...{ next: Object, [Symbol.iterator]() { return this } }]";
    rest_element: "const [...rest] = { next: Object, [Symbol.iterator]() { return this } }";
    spread_arguments: "Math.max(...{ next: Object, [Symbol.iterator]() { return this } })";
    for_in_of_proxies: "for (;;) for (const k in new Proxy({ a: 1 }, {}));";
    microtasks: "(function again() { queueMicrotask(again) })()";
    ticks: "(function again() { process.nextTick(again) })()";
    immediates: "(function again() { setImmediate(again) })()";
    promise_chain: "(function again() { Promise.resolve().then(again) })()";
    async_loop: "(async () => { for (;;) await 0 })()";
    thenables: "Promise.resolve({ then(f) { f(this) } })";

    // Built-ins over what says it is long.
    array_from_length: "Array.from({ length: 2 ** 32 - 1 })";
    array_from_with_mapper: "Array.from({ length: 2 ** 32 - 1 }, () => 0)";
    array_from_iterator: "Array.from({ next: Object, [Symbol.iterator]() { return this } })";
    array_fill: "Array.prototype.fill.call({ length: 2 ** 53 - 1 }, 5)";
    array_join: "new Array(2 ** 32 - 1).join('')";
    array_to_string: "new Array(2 ** 32 - 1).toString()";
    array_index_of: "Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)";
    array_last_index_of: "Array.prototype.lastIndexOf.call({ length: 2 ** 53 - 1 }, 1)";
    array_includes: "new Array(2 ** 32 - 1).includes(1)";
    array_for_each: "new Array(2 ** 32 - 1).forEach(x => x)";
    array_find_last: "Array.prototype.findLast.call({ length: 2 ** 53 - 1 }, () => false)";
    array_reduce: "Array.prototype.reduce.call({ length: 2 ** 53 - 1, 0: 1 }, x => x)";
    array_reduce_right: "Array.prototype.reduceRight.call({ length: 2 ** 53 - 1, 0: 1 }, x => x)";
    array_reverse: "Array.prototype.reverse.call({ length: 2 ** 53 - 1 })";
    array_copy_within: "Array.prototype.copyWithin.call({ length: 2 ** 53 - 1 }, 5, 0)";
    array_shift: "Array.prototype.shift.call({ length: 2 ** 53 - 1 })";
    array_unshift: "Array.prototype.unshift.call({ length: 2 ** 53 - 9 }, 1)";
    array_splice: "Array.prototype.splice.call({ length: 2 ** 53 - 1 }, 0, 1)";
    array_slice: "Array.prototype.slice.call({ length: 2 ** 32 - 1 }, 0)";
    array_flat: "Array.prototype.flat.call({ length: 2 ** 53 - 1 })";
    array_flat_map: "Array.prototype.flatMap.call({ length: 2 ** 53 - 1 }, x => x)";
    array_map: "Array.prototype.map.call({ length: 2 ** 32 - 1 }, x => x)";
    array_filter: "Array.prototype.filter.call({ length: 2 ** 53 - 1 }, x => x)";
    array_concat: "[].concat({ length: 2 ** 53 - 2, [Symbol.isConcatSpreadable]: true }, 1)";
    array_sort_of_nothing: "Array.prototype.sort.call({ length: 2 ** 53 - 1 })";
    array_to_sorted: "Array.prototype.toSorted.call({ length: 2 ** 32 - 1 })";
    array_to_locale_string: "Array.prototype.toLocaleString.call({ length: 2 ** 53 - 1 })";
    sort_with_comparator: "const a = Array.from({ length: 1e4 }, (_, i) => i);
        for (;;) a.sort((x, y) => y - x)";
    sort_as_text: "const a = Array.from({ length: 1e4 }, (_, i) => i); for (;;) a.sort()";
    join_numbers: "const a = Array.from({ length: 1e4 }, (_, i) => i); for (;;) a.join()";
    set_from_iterator: "new Set({ next: Object, [Symbol.iterator]() { return this } })";
    from_entries: "const entry = { value: [1, 2] };
        Object.fromEntries({ next: () => entry, [Symbol.iterator]() { return this } })";
    promise_all: "Promise.all({ next: Object, [Symbol.iterator]() { return this } })";
    iterator_for_each: "Iterator.from({ next: Object }).forEach(Object)";
    iterator_drop: "Iterator.from({ next: Object }).drop(Infinity).next()";
    iterator_filter: "Iterator.from({ next: Object }).filter(() => false).next()";
    typed_array_from_iterator:
        "new Uint8Array({ next: Object, [Symbol.iterator]() { return this } })";
    typed_array_from_length: "new Uint8Array({ length: 2 ** 31 })";
    json_stringify_array: "JSON.stringify(new Array(2 ** 32 - 1))";
    json_stringify_proxy: "JSON.stringify(new Proxy([], {
        get: (target, key) => key === 'length' ? 2 ** 53 - 1 : 1 }))";
    json_parse: "const text = JSON.stringify(Array(1e4).fill(1)); for (;;) JSON.parse(text)";
    json_parse_with_reviver: "const text = JSON.stringify(Array(1e4).fill(1));
        for (;;) JSON.parse(text, (key, value) => value)";
    string_raw: "String.raw({ raw: { length: 2 ** 53 - 1 } })";
    string_repeat: "for (;;) 'ab'.repeat(1e6)";
    string_pad: "for (;;) 'ab'.padStart(1e6, 'xyz')";
    string_split: "const text = 'ab'.repeat(1e5); for (;;) text.split('')";
    string_replace_all: "const text = 'ab'.repeat(1e5); for (;;) text.replaceAll('a', 'cc')";
    regexp_replace: "const text = 'ab'.repeat(1e5); for (;;) text.replace(/a/g, 'cc')";
    regexp_that_backtracks: "/(a+)+b/.test('a'.repeat(60))";
    regexp_that_looks_behind: "/(?<=b(a|a)+)$/.test('a'.repeat(60))";
    regexp_in_each_place: "/a*?b/.test('a'.repeat(1e7))";
    regexp_in_split: "'a'.repeat(60).split(/(?:a|a)+b/)";
    object_keys: "const o = Object.fromEntries(Array.from({ length: 1e4 }, (_, i) => ['k' + i, i]));
        for (;;) Object.keys(o)";
    object_entries: "const a = Array(1e5).fill(1); for (;;) Object.entries(a)";
    bigint_products: "let x = 3n ** 10000n; for (;;) x * x";
    inspecting: "const a = Array.from({ length: 1e3 }, (_, i) => ({ i }));
        for (;;) console.debug.call, String(a), JSON.stringify(a)";
}

/// Tests of programs that take ever more memory.
macro_rules! greedy {
    ($($name:ident: $text:expr;)*) => {
        mod heap {
            $(#[test]
            fn $name() {
                super::stops_for_heap($text);
            })*
        }
    };
}

greedy! {
    objects: "const kept = []; for (;;) kept.push({})";
    linked_list: "let list = null; for (;;) list = { list }";
    closures: "let f = null; for (;;) { const g = f; f = () => g }";
    strings: "const kept = []; for (let i = 0; ; i++) kept.push('x' + i)";
    long_strings: "const kept = []; for (;;) kept.push('x'.repeat(1e6))";
    ropes: "let s = 'x'; for (;;) s = s + 'y'";
    buffers: "const kept = []; for (;;) kept.push(new ArrayBuffer(1e6))";
    big_integers: "const kept = []; for (;;) kept.push(2n ** 100000n)";
    symbols: "const kept = []; for (let i = 0; ; i++) kept.push(Symbol('x' + i))";
    maps: "const map = new Map; for (let i = 0; ; i++) map.set(i, i)";
    sets: "const set = new Set; for (let i = 0; ; i++) set.add(i)";
    weak_maps: "const map = new WeakMap, kept = [];
        for (;;) { const key = {}; kept.push(key); map.set(key, 1) }";
    named_properties: "const o = {}; for (let i = 0; ; i++) o['k' + i] = i";
    sparse_elements: "const a = []; for (let i = 0; ; i++) a[i * 7] = i";
    an_array_in_one_call: "new Array(1e9).fill(0)";
    an_array_from_a_length: "Array.from({ length: 1e9 }, (_, i) => i)";
    spread_of_a_string: "[...'a'.repeat(1e7)]";
    split_of_a_string: "'a'.repeat(2e7).split('')";
    keys_of_a_string: "Object.keys('a'.repeat(1e7))";
    doubling_by_spread: "let a = [1]; for (;;) a = [...a, ...a]";
    doubling_by_flat_map: "let a = [1]; for (;;) a = a.flatMap(x => [x, x])";
    json_text: "JSON.stringify(Array(1e6).fill('abcdefghijklmnopqrstuvwxyz').map(s => [s]))";
    promises: "const kept = []; for (;;) kept.push(Promise.resolve())";
    activations: "const kept = []; for (;;) kept.push((async () => { await new Promise(() => {}) })())";
    generators: "const kept = []; for (;;) { const g = (function* () { yield 1 })(); g.next(); kept.push(g) }";
    timers: "for (;;) setTimeout(() => {}, 1000)";
    queued_microtasks: "for (;;) queueMicrotask(() => {})";
    errors: "const kept = []; for (;;) kept.push(new Error('x'))";
    places_of_a_regexp: "/(?:a|(b))*c/.test('ab'.repeat(2e6))";
    compiled_code: "const kept = []; for (let i = 0; ; i++) kept.push((0, eval)(`() => ${i}`))";
}

/// Runs a script that gives true, on a thread whose stack is that of a main thread.
fn holds(text: &str) {
    let text = text.to_string();
    let thread = std::thread::Builder::new().stack_size(8 << 20);
    let run = move || {
        let mut runtime = Runtime::new();
        let result = runtime.eval::<bool>(&text);
        assert!(matches!(result, Ok(true)), "{result:?}");
    };
    let joined = thread.spawn(run).map(std::thread::JoinHandle::join);
    assert!(matches!(joined, Ok(Ok(()))));
}

/// Tests of recursion without an end: a RangeError that can be caught, after which all is well.
macro_rules! too_deep {
    ($($name:ident: $text:expr;)*) => {
        mod stack {
            $(#[test]
            fn $name() {
                let text = concat!(
                    "let error; try { ", $text, " } catch (caught) { error = caught }
                    error instanceof RangeError
                        && error.message === 'Maximum call stack size exceeded' && 1 + 1 === 2"
                );
                super::holds(text);
            })*
        }
    };
}

too_deep! {
    calls: "(function f() { f() })()";
    many_arguments: "(function f(...a) { f(...a, 1) })()";
    constructors: "class A { constructor() { new A } } new A";
    getters: "const o = { get x() { return this.x } }; o.x";
    setters: "const o = { set x(v) { this.x = v } }; o.x = 1";
    to_string: "const o = { toString() { return '' + this } }; '' + o";
    value_of: "const o = { valueOf() { return +this } }; +o";
    to_primitive: "const o = { [Symbol.toPrimitive]() { return `${this}` } }; `${o}`";
    to_string_tag: "const o = { get [Symbol.toStringTag]() { return String(this) } }; String(o)";
    iterators: "const o = { [Symbol.iterator]() { return [...this] } }; [...o]";
    generators: "function* g() { yield* g() } [...g()]";
    tagged_templates: "function f() { return f`x` } f()";
    proxy_traps: "const p = new Proxy({}, { get(t, k, r) { return r[k] } }); p.x";
    proxies_in_each_other: "let p = {}; for (let i = 0; i < 1e6; i++) p = new Proxy(p, {}); p.x";
    proxies_as_prototypes:
        "const p = new Proxy({}, {}); Object.setPrototypeOf(p, p); p.x";
    a_chain_of_closures: "let f = () => 0;
        for (let i = 0; i < 1e6; i++) { const g = f; f = () => g() } f()";
    sort_comparators: "[1, 2].sort(function f() { [1, 2].sort(f); return 0 })";
    array_callbacks: "[1].map(function f() { return [1].map(f) })";
    replace_callbacks: "'x'.replace('x', function f() { return 'x'.replace('x', f) })";
    to_json: "JSON.stringify({ toJSON() { return JSON.stringify(this) } })";
    json_revivers: "JSON.parse('[1]', function f() { return JSON.parse('[1]', f) })";
    json_stringify: "let a = []; for (let i = 0; i < 1e6; i++) a = [a]; JSON.stringify(a)";
    array_to_string: "let a = []; for (let i = 0; i < 1e6; i++) a = [a]; String(a)";
    flattening_a_cycle: "const a = []; a[0] = a; a.flat(Infinity)";
    instance_checks: "class A { static [Symbol.hasInstance](x) { return x instanceof A } } 1 instanceof A";
    reflected_calls: "(function f() { Reflect.apply(f, null, []) })()";
    applied_calls: "(function f() { f.call() })()";
}

/// Tests of what is deep and yet fine.
macro_rules! deep {
    ($($name:ident: $text:expr;)*) => {
        mod deep {
            $(#[test]
            fn $name() {
                super::holds($text);
            })*
        }
    };
}

deep! {
    a_list_of_a_million: "let list = null;
        for (let i = 0; i < 1e6; i++) list = { i, next: list };
        list = null; for (let i = 0; i < 1e5; i++) ({ i }); true";
    closures_a_million_deep: "let f = null;
        for (let i = 0; i < 1e6; i++) { const g = f; f = () => g }
        f = null; for (let i = 0; i < 1e5; i++) ({ i }); true";
    arrays_a_million_deep: "let a = []; for (let i = 0; i < 1e6; i++) a = [a];
        a = null; for (let i = 0; i < 1e5; i++) ({ i }); true";
    prototypes_a_million_deep: "let o = { x: 1 };
        for (let i = 0; i < 1e5; i++) o = Object.create(o); o.x === 1 && o.y === undefined";
    a_rope_of_a_million: "let s = ''; for (let i = 0; i < 1e6; i++) s = 'x' + s + 'y';
        s.length === 2e6 && s[0] === 'x'";
    promises_a_million_long: "let p = Promise.resolve();
        for (let i = 0; i < 1e6; i++) p = p.then(() => {}); p instanceof Promise";
    bound_functions: "let f = () => true; for (let i = 0; i < 1e6; i++) f = f.bind(); f()";
    json_parsed: "const text = '['.repeat(1e6) + ']'.repeat(1e6);
        Array.isArray(JSON.parse(text))";
    parentheses: "const text = '('.repeat(1e5) + '1' + ')'.repeat(1e5);
        new Function('return ' + text)() === 1";
    sums: "new Function('return ' + '1 + '.repeat(1e5) + '1')() === 100001";
    blocks: "new Function('{'.repeat(1e5) + '}'.repeat(1e5))() === undefined";
    weak_chains: "const map = new WeakMap, first = {}; let key = first;
        for (let i = 0; i < 1e6; i++) { const next = {}; map.set(key, next); key = next }
        map.get(first) !== undefined";
    inspected: "let o = {}; for (let i = 0; i < 1e5; i++) o = { o };
        console.dir.length === 2 || true";
}

#[test]
fn inspecting_what_is_deep_is_no_crash() {
    let texts = [
        "let o = {}; for (let i = 0; i < 1e5; i++) o = { o }; console.dir(o, { depth: null })",
        "let a = []; for (let i = 0; i < 1e5; i++) a = [a]; console.dir(a, { depth: Infinity })",
        "let e = new Error('x'); for (let i = 0; i < 1e5; i++) e = new Error('y', { cause: e });
         console.log(e)",
        "let m = 0; for (let i = 0; i < 1e5; i++) m = new Map([[1, m]]); console.dir(m, { depth: null })",
    ];
    for text in texts {
        let mut runtime = Runtime::builder().stdout(std::io::sink()).build();
        let result = runtime.run_script("deep.js", text);
        assert!(result.is_ok(), "{text}: {result:?}");
    }
}

#[test]
fn a_small_stack_limit_is_kept() {
    let depth = |builder: RuntimeBuilder| {
        let text = "let depth = 0; (function f() { depth++; f() })";
        let mut runtime = builder.build();
        let script = format!(
            "{text}; var g = () => {{ try {{ (function f() {{ depth++; f() }})() }} catch {{}} return depth }}"
        );
        runtime
            .run_script("depth.js", &script)
            .and_then(|()| runtime.eval::<f64>("g()"))
    };
    let small = depth(Runtime::builder().stack_limit(64 << 10));
    let large = depth(Runtime::builder().stack_limit(512 << 10));
    let (Ok(small), Ok(large)) = (small, large) else {
        panic!("the recursion wasn't caught");
    };
    assert!(
        small > 5.0 && large > 4.0 * small,
        "{small} and {large} calls deep"
    );
}

#[test]
fn limits_are_kept_by_what_the_loop_runs() {
    let limited = Runtime::builder().time_limit(Duration::from_millis(100));
    let text = "setTimeout(() => { for (;;); })";
    assert_eq!(stopped(limited, text), Some(Termination::Timeout));
    let limited = Runtime::builder().time_limit(Duration::from_millis(100));
    assert_eq!(
        stopped(limited, "setTimeout(() => {}, 1e9)"),
        Some(Termination::Timeout)
    );
    let limited = Runtime::builder().heap_limit(24 << 20);
    let text = "const kept = []; setInterval(() => { kept.push('x'.repeat(1e6)) }, 0)";
    assert_eq!(stopped(limited, text), Some(Termination::Heap));
}

#[test]
fn nothing_catches_a_stop() {
    let limited = Runtime::builder().instruction_limit(100_000).build();
    let mut runtime = limited;
    let text = "var log = [];
        try { for (;;); } catch { log.push('catch') } finally { log.push('finally') }";
    let error = runtime.run_script("stop.js", text).err();
    let kind = error.map(|error| error.kind());
    assert_eq!(kind, Some(ErrorKind::Stopped(Termination::Instructions)));
    let mut context = runtime.context();
    let log = context
        .get_global("log")
        .and_then(|log| context.elements(&log));
    assert!(log.is_ok_and(|log| log.is_empty()));
}

/// All that could run after a stop and say so in `log`, around a place that has no end.
fn listeners(endless: &str) -> String {
    format!(
        "var log = [];
        const note = what => () => {{ log.push(what) }};
        for (const event of ['exit', 'beforeExit', 'uncaughtException', 'unhandledRejection'])
            process.on(event, note(event));
        const iterator = {{
            [Symbol.iterator]() {{ return this }},
            next: () => ({{ value: 1, done: false }}),
            return() {{ log.push('return'); return {{}} }},
        }};
        function* generator() {{ try {{ yield 1 }} finally {{ log.push('generator') }} }}
        const printed = {{ toString: note('toString'), [Symbol.for('nodejs.util.inspect.custom')]: note('inspect') }};
        function run() {{
            Promise.resolve().then(note('job'));
            process.nextTick(note('tick'));
            setImmediate(note('immediate'));
            setTimeout(note('timer'));
            new FinalizationRegistry(note('registry')).register({{}}, 1);
            try {{
                for (const x of iterator) for (const y of generator()) {{
                    using resource = {{ [Symbol.dispose]: note('dispose') }};
                    Array.from(iterator, () => {{ {endless} }});
                }}
            }} catch (error) {{
                log.push('catch');
                throw printed;
            }} finally {{
                log.push('finally');
            }}
        }}"
    )
}

#[test]
fn nothing_outlives_a_stop() {
    let endless = [
        "for (;;);",
        "new Array(2 ** 32 - 1).fill.call({ length: 2 ** 53 - 1 }, 1)",
        "for (;;) 'a'.repeat(1e6).toUpperCase()",
        "3n ** 30000000n",
        "(0, eval)('1+'.repeat(1e7) + '1')",
        "new RegExp('(?:a|b)*'.repeat(1e7))",
        "/(a+)+b/.test('a'.repeat(60))",
        "JSON.parse('['.repeat(1e8))",
        "Number('1'.repeat(4e8) + 'x')",
    ];
    let begin = [
        "run()",
        "(async () => { await 0; run() })()",
        "queueMicrotask(run)",
        "process.nextTick(run)",
        "setTimeout(run)",
        "(async function* () { await 0; yield run() })().next()",
    ];
    for (place, endless) in endless.into_iter().enumerate() {
        let begin = begin[place % begin.len()];
        let script = format!("{}; {begin}", listeners(endless));
        let mut runtime = Runtime::builder()
            .stdout(std::io::sink())
            .stderr(std::io::sink())
            .time_limit(Duration::from_millis(300))
            .build();
        let result = runtime
            .run_script("stop.js", &script)
            .and_then(|()| runtime.run());
        let kind = result.err().map(|error| error.kind());
        let expected = Some(ErrorKind::Stopped(Termination::Timeout));
        assert_eq!(kind, expected, "{begin}: {endless}");
        let mut context = runtime.context();
        let log = context
            .get_global("log")
            .and_then(|log| context.elements(&log));
        assert!(log.is_ok_and(|log| log.is_empty()), "{begin}: {endless}");
    }
}

#[test]
fn straight_code_counts() {
    let limited = Runtime::builder().instruction_limit(10_000_000);
    let mut runtime = limited.build();
    let text =
        "var rounds = 0; const f = new Function('x = 1;'.repeat(1e5)); for (;;) { f(); rounds++ }";
    let error = runtime.run_script("straight.js", text).err();
    let kind = error.map(|error| error.kind());
    assert_eq!(kind, Some(ErrorKind::Stopped(Termination::Instructions)));
    let mut context = runtime.context();
    let rounds = context
        .get_global("rounds")
        .and_then(|rounds| context.convert::<f64>(&rounds));
    assert!(
        rounds
            .as_ref()
            .is_ok_and(|rounds| (1.0..1000.0).contains(rounds)),
        "{rounds:?}"
    );
}

#[test]
fn a_rope_that_was_flattened_by_half_is_whole_again() {
    let mut runtime = Runtime::new();
    let text =
        "var rope = 'a'; for (let i = 0; i < 200000; i++) rope = i % 2 ? 'x' + rope : rope + 'yz';
        var length = rope.length";
    runtime.run_script("rope.js", text).expect("it runs");
    let handle = runtime.interrupt_handle();
    let armed = Rc::new(Cell::new(false));
    let arming = Rc::clone(&armed);
    runtime.observe_looks(move || {
        if armed.take() {
            handle.interrupt();
        }
    });
    let mut context = runtime.context();
    let arm = context.function("arm", 0, move |_, _| {
        arming.set(true);
        Ok(())
    });
    context.set_global("arm", arm).expect("it can be set");
    let error = runtime.run_script("flat.js", "arm(); rope[5]").err();
    let kind = error.map(|error| error.kind());
    assert_eq!(kind, Some(ErrorKind::Stopped(Termination::Interrupted)));
    let whole = "rope.length === length && /^(xa|x)*a(yz)*$/.test(rope.replace(/x+/, 'x'))";
    assert!(matches!(runtime.eval::<bool>(whole), Ok(true)));
}

#[test]
fn garbage_stays_at_a_plateau() {
    let texts = [
        "for (let i = 0; i < 3e5; i++) { const o = { i, list: [i, i] }; o.self = o }",
        "for (let i = 0; i < 1e5; i++) { let s = 'x' + i; s += s; s.slice(1) }",
        "for (let i = 0; i < 1e5; i++) { const f = () => i; f.bind(null, i)() }",
        "for (let i = 0; i < 3e4; i++) { const m = new Map([[i, {}]]); for (const [k, v] of m) k in v }",
        "for (let i = 0; i < 3e4; i++) { try { throw new Error('x' + i) } catch (e) { e.stack } }",
        "const window = []; for (let i = 0; i < 3e5; i++) { window.push({ i }); if (window.length > 100) window.shift() }",
        "const o = {}; for (let i = 0; i < 1e5; i++) { o['k' + i] = i; delete o['k' + i] }",
        "for (let i = 0; i < 2e4; i++) new RegExp('a' + i).test('ba' + i)",
        "for (let i = 0; i < 300; i++) { new ArrayBuffer(1e6); 'y'.repeat(1e6) }",
    ];
    for text in texts {
        let mut runtime = Runtime::new();
        let run = |runtime: &mut Runtime| {
            let script = format!("(() => {{ {text} }})()");
            assert!(runtime.run_script("churn.js", &script).is_ok());
            runtime.collect_garbage();
            runtime.heap_bytes()
        };
        let first = run(&mut runtime);
        let mut last = 0;
        for _ in 0..3 {
            last = run(&mut runtime);
        }
        // What each text's code takes is allowed for.
        assert!(
            last < first + (256 << 10),
            "from {first} to {last} bytes: {text}"
        );
    }
}

#[test]
fn garbage_of_the_loop_stays_at_a_plateau() {
    let mut runtime = Runtime::builder().virtual_clock().build();
    let text = "var rounds = 0;
        var work = async () => { for (let i = 0; i < 2e4; i++) { await { i }; rounds++ } };
        var chain = n => n && setTimeout(() => { ({ n }); chain(n - 1) }, 10)";
    assert!(runtime.run_script("loop.js", text).is_ok());
    let run = |runtime: &mut Runtime| {
        assert!(runtime.run_script("start.js", "work(); chain(1e4)").is_ok());
        assert!(runtime.run().is_ok());
        runtime.collect_garbage();
        runtime.heap_bytes()
    };
    let first = run(&mut runtime);
    let mut last = 0;
    for _ in 0..3 {
        last = run(&mut runtime);
    }
    assert!(last < first + (256 << 10), "from {first} to {last} bytes");
    assert!(matches!(runtime.eval::<f64>("rounds"), Ok(80_000.0)));
}
