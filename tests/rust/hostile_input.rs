//! Inputs that are made to break an engine: as deep, as long, or as circular as can be. Each gets an
//! answer in time: a value, or an error that a script can catch. None overflows the native stack.

use minijs::Runtime;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How long an answer may take on a busy machine and in a build that is hardly optimised. What takes
/// a time quadratic in its length would take far longer.
const PATIENCE: Duration = Duration::from_secs(60);

/// Nesting that overflows any native stack on which something recurses without a check.
const DEEP: usize = 100_000;

/// Runs a program in a process of its own, since an overflow ends that; what it printed.
fn answer(text: &str) -> String {
    let start = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_minijs"))
        .args(["--timeout", "100000", "-e", text])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(
        output.status.code(),
        Some(0),
        "{text:.300}\n{}\n{stderr:.300}",
        output.status
    );
    assert!(start.elapsed() < PATIENCE, "it took {:?}", start.elapsed());
    String::from_utf8_lossy(&output.stdout)
        .trim_end()
        .to_string()
}

/// Evaluates what a script composes, and tells the type of the value or the name of the error.
fn answer_of_source(source: &str) -> String {
    let text = format!(
        "const DEEP = {DEEP};
        let answer;
        try {{ answer = typeof (0, eval)({source}) }} catch (error) {{ answer = error.name }}
        console.log(answer)"
    );
    answer(&text)
}

/// Tests of sources; each may be refused with a RangeError where it is too deep to be run.
macro_rules! sources {
    ($($name:ident: $source:expr, $answer:expr;)*) => {
        mod source {
            $(#[test]
            fn $name() {
                let answer = super::answer_of_source($source);
                assert!(answer == $answer || answer == "RangeError", "{answer}");
            })*
        }
    };
}

sources! {
    comments: "'/**/'.repeat(10 * DEEP) + '1'", "number";
    comments_on_lines: "'/**/\\n//x\\n'.repeat(10 * DEEP) + '1'", "number";
    odd_spaces: "'\\n\\v\\u2028\\xa0'.repeat(10 * DEEP) + '1'", "number";
    html_comments: "'<!--\\n-->\\n'.repeat(DEEP) + '1'", "number";
    parentheses: "'('.repeat(DEEP) + '1' + ')'.repeat(DEEP)", "number";
    parentheses_that_stay_open: "'('.repeat(DEEP)", "SyntaxError";
    arrays: "'['.repeat(DEEP) + ']'.repeat(DEEP)", "object";
    objects: "'(' + '{a:'.repeat(DEEP) + '1' + '}'.repeat(DEEP) + ')'", "object";
    patterns: "'var ' + '['.repeat(DEEP) + 'a' + ']'.repeat(DEEP) + '= []'", "TypeError";
    patterns_of_objects: "'var ' + '{a:'.repeat(DEEP) + 'a' + '}'.repeat(DEEP) + '= {}'", "TypeError";
    assigned_patterns: "'['.repeat(DEEP) + 'a' + ']'.repeat(DEEP) + '= []'", "TypeError";
    parameters: "'((' + '['.repeat(DEEP) + ']'.repeat(DEEP) + ') => 1)'", "function";
    operators: "'!'.repeat(DEEP) + '1'", "boolean";
    sums: "'1+'.repeat(DEEP) + '1'", "number";
    powers: "'1**'.repeat(DEEP) + '1'", "number";
    choices: "'1?1:'.repeat(DEEP) + '1'", "number";
    commas: "'1,'.repeat(DEEP) + '1'", "number";
    links: "'var a; a' + '?.b'.repeat(DEEP)", "undefined";
    members: "'var a = {}; a' + '.b'.repeat(DEEP)", "TypeError";
    calls: "'var f = () => f; f' + '()'.repeat(DEEP)", "function";
    constructions: "'new '.repeat(DEEP) + 'Object'", "TypeError";
    arrows: "'a=>'.repeat(DEEP) + '1'", "function";
    templates: "'`${'.repeat(DEEP) + '1' + '}`'.repeat(DEEP)", "string";
    blocks: "'{'.repeat(DEEP) + '}'.repeat(DEEP)", "undefined";
    blocks_with_variables: "'{let a;'.repeat(DEEP) + '}'.repeat(DEEP)", "undefined";
    branches: "'if(0);else '.repeat(DEEP) + ';'", "undefined";
    tests: "'if(1)'.repeat(DEEP) + ';'", "undefined";
    loops: "'while(0)'.repeat(DEEP) + ';'", "undefined";
    tries: "'try{'.repeat(DEEP) + '}finally{}'.repeat(DEEP)", "undefined";
    withs: "'with({})'.repeat(DEEP) + ';'", "undefined";
    withs_that_are_asked: "'with(q)'.repeat(DEEP) + ';'", "ReferenceError";
    functions: "'function f(){'.repeat(DEEP) + '}'.repeat(DEEP)", "undefined";
    classes: "'(' + 'class extends '.repeat(DEEP) + 'Object' + '{}'.repeat(DEEP) + ')'", "function";
    labels: "Array.from({ length: DEEP }, (_, i) => 'l' + i + ':').join('') + ';'", "undefined";
    awaits: "'(async () => {' + 'await '.repeat(DEEP) + '1})()'", "object";
    yields: "'[...(function* () {' + 'yield '.repeat(DEEP) + '1})()].length'", "number";
    groups: "'/' + '('.repeat(DEEP) + ')'.repeat(DEEP) + '/'", "SyntaxError";
}

/// Tests of programs: what they print.
macro_rules! programs {
    ($($name:ident: $text:expr, $answer:expr;)*) => {
        mod program {
            $(#[test]
            fn $name() {
                let text = concat!("const it = f => { try { return f() } catch (e) { return e.name } };\n", $text);
                assert_eq!(super::answer(text), $answer);
            })*
        }
    };
}

programs! {
    nested_groups: "console.log(RegExp('('.repeat(3e3) + 'a' + ')'.repeat(3e3)).exec('ba').length)", "3001";
    nested_repeats: "console.log(RegExp('(?:'.repeat(3e3) + 'a' + ')*'.repeat(3e3)).exec('aa')[0])", "aa";
    endless_groups: "console.log(it(() => RegExp('('.repeat(1e6) + ')'.repeat(1e6))))", "SyntaxError";
    endless_classes: "console.log(it(() => RegExp('['.repeat(1e6) + ']'.repeat(1e6), 'v')))", "SyntaxError";
    named_groups: "console.log(it(() => RegExp(Array.from({ length: 3e5 }, (_, i) => `(?<g${i}>)`).join(''))))",
        "SyntaxError";
    alternatives: "console.log(RegExp('b|'.repeat(1e5) + 'a').exec('a')[0])", "a";
    json_text: "console.log(it(() => typeof JSON.parse('['.repeat(1e6) + ']'.repeat(1e6))))", "object";
    json_of_lists: "let d = []; for (let i = 0; i < 1e6; i++) d = [d];
        console.log(it(() => JSON.stringify(d)))", "RangeError";
    json_that_calls_itself: "const o = { toJSON: () => JSON.stringify(o) };
        console.log(it(() => JSON.stringify(o)))", "RangeError";
    flat: "const d = []; d.push(d); console.log(it(() => d.flat(Infinity)))", "RangeError";
    join: "let d = []; for (let i = 0; i < 1e6; i++) d = [d]; console.log(it(() => String(d)))", "RangeError";
    clone: "let d = []; for (let i = 0; i < 1e6; i++) d = [d];
        console.log(it(() => typeof structuredClone(d)))", "RangeError";
    bound_again: "let f = (...a) => a.length; for (let i = 0; i < 1e5; i++) f = f.bind(null, i);
        console.log(f(), f.name.length)", "100000 600001";
    bound_constructors: "let f = class { constructor(...a) { this.n = a.length } };
        for (let i = 0; i < 1e5; i++) f = f.bind(null, i);
        console.log(new f().n)", "100000";
    circle_of_proxies: "const t = {}, p = new Proxy(t, {}); Object.setPrototypeOf(t, p);
        console.log(...[() => p.x, () => 'x' in t, () => { t.x = 1 }, () => t instanceof Array].map(it))",
        "RangeError RangeError RangeError RangeError";
    prototypes: "let o = {}; for (let i = 0; i < 1e6; i++) o = Object.create(o);
        console.log(o.x, 'x' in o, o instanceof Array)", "undefined false false";
    linked_promises: "let p = Promise.resolve(0); for (let i = 0; i < 1e5; i++) p = p.then(x => x + 1);
        p.then(console.log)", "100000";
    endless_getters: "const o = { get a() { return this.a } }; console.log(it(() => o.a))", "RangeError";
    endless_texts: "const o = { toString() { return `${this}` } }; console.log(it(() => `${o}`))", "RangeError";
    endless_sorts: "const f = () => [2, 1].sort(f); console.log(it(f))", "RangeError";
    endless_delegation: "function* g() { yield* g() } console.log(it(() => g().next()))", "RangeError";
    endless_iterators: "const o = { *[Symbol.iterator]() { yield* this } }; console.log(it(() => [...o]))", "RangeError";
}

/// A function that has as many of something as `text` gives for a number.
fn wide(piece: impl Fn(usize) -> String, separator: &str) -> String {
    let pieces: Vec<String> = (0..70_000).map(piece).collect();
    pieces.join(separator)
}

#[test]
fn functions_may_be_wide() {
    let lets = wide(|n| format!("let v{n} = {n}"), ";");
    let items = wide(|n| format!("f({n})"), ",");
    let properties = wide(|n| format!("p{n}: f({n})"), ",");
    let cases = wide(|n| format!("case {n}: x = {n}; break;"), "");
    let parts = wide(|n| format!("${{f({})}}", n % 10), "");
    let names = wide(|n| format!("v{n}"), ",");
    let texts = [
        format!("(() => {{ {lets}; return v69999 }})()"),
        format!("(() => {{ {lets}; return () => v69999 }})()()"),
        format!("[...(function* () {{ {lets}; yield 1; yield v69999 }})()][1]"),
        format!("{{ {lets}; v69999 }}"),
        format!("[{items}][69999]"),
        format!("((...a) => a[69999])({items})"),
        format!("({{{properties}}}).p69999"),
        format!("(() => {{ let x; switch (69999) {{ {cases} }} return x }})()"),
        format!("`{parts}`.length + -1"),
        format!("(({names}) => v69999)(...Array.from({{ length: 70000 }}, (_, i) => i))"),
        format!(
            "(() => {{ let [{names}] = Array.from({{ length: 70000 }}, (_, i) => i); return v69999 }})()"
        ),
    ];
    let mut runtime = Runtime::new();
    for text in texts {
        let text = format!("var f = n => n; {text}");
        let value: f64 = match runtime.eval(&text) {
            Ok(value) => value,
            Err(error) => panic!("{error}: {text:.60}"),
        };
        assert_eq!(value, 69999.0, "{text:.60}");
    }
}

#[test]
fn variables_beyond_what_a_frame_holds_are_like_the_others() {
    let count = 200_000;
    let lets: String = (0..count).map(|n| format!("let v{n} = {n};")).collect();
    let text = format!(
        "(() => {{ const early = () => v199999;
            try {{ early(); return 'no check' }} catch (error) {{ if (!(error instanceof ReferenceError)) throw error }}
            {lets}
            v150000++; v199999 += v1;
            return [v150000, early(), v65535, v65536].join() }})()"
    );
    let mut runtime = Runtime::new();
    let value: String = runtime.eval(&text).unwrap();
    assert_eq!(value, "150001,200000,65535,65536");
}
