//! Code, natives and names that nothing reaches any more are given back: programs that make ever
//! new ones stay small.

use std::cell::RefCell;
use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::rc::Rc;
use std::thread;
use std::time::{Duration, Instant};

use minijs::{Error, Runtime};

/// The most that a process may have taken, in MiB. Where code isn't freed, each of the programs here
/// takes several times as much.
const MOST: usize = 100;

/// How long a program may take on a busy machine, in a build that is hardly optimised.
const PATIENCE: Duration = Duration::from_secs(120);

/// Runs a program; its exit status and the most memory that its process took, in MiB, as was seen
/// while it ran.
fn watch(name: &str, arguments: &[&str], text: &str) -> (ExitStatus, usize) {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.js"));
    fs::write(&file, text).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_minijs"))
        .args(arguments)
        .arg(&file)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let start = Instant::now();
    let mut peak = 0;
    loop {
        peak = peak_of(&child).unwrap_or(0).max(peak);
        if let Some(status) = child.try_wait().unwrap() {
            assert!(peak > 0, "{name} ended at once: {status}");
            return (status, peak);
        }
        if start.elapsed() > PATIENCE || peak > 10 * MOST {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("{name}: {peak} MiB after {:?}", start.elapsed());
        }
        thread::sleep(Duration::from_millis(2));
    }
}

fn peak_of(child: &Child) -> Option<usize> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: usize = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kibibytes >> 10)
}

/// Tests of programs of which a part runs `n` times; they wait at the end for a last look.
macro_rules! small {
    ($($name:ident: $n:literal times $text:literal;)*) => {
        $(#[test]
        #[cfg(target_os = "linux")]
        fn $name() {
            let text = concat!(
                "const indirect = eval;\nfor (let i = 0; i < ", $n, "; i++) {\n", $text,
                "\n}\nsetTimeout(() => {}, 60);\n",
            );
            let (status, peak) = watch(stringify!($name), &[], text);
            assert!(status.success());
            assert!(peak < MOST, "{peak} MiB");
        })*
    };
}

small! {
    indirect_evals: 60_000 times "indirect(`var q = ${i}; q + 1`)";
    direct_evals: 60_000 times "eval(`i + ${i}`)";
    empty_evals: 80_000 times "eval(''); indirect('')";
    new_functions: 50_000 times "new Function('a', `return a + ${i}`)(1)";
    generators_that_wait: 30_000 times
        "const g = indirect(`(function* () { yield ${i}; yield })`)(); g.next()";
    async_functions_that_wait: 30_000 times
        "indirect(`(async () => { await new Promise(() => {}); return ${i} })()`)";
    classes: 25_000 times
        "new (indirect(`(class C${i} { #p = ${i}; m${i}() { return this.#p } static s = 1 })`))()";
    template_objects: 30_000 times "indirect(`(t => t)\\`a${i}\\${1}b\\``)";
    regular_expression_literals: 40_000 times "indirect(`/a${i}b*/`).test('a' + i)";
    regular_expressions: 60_000 times "new RegExp('a' + i + 'b*').test('a' + i)";
    texts_that_throw: 40_000 times "try { indirect(`throw new Error(${i})`) } catch {}";
    functions_in_cycles: 30_000 times
        "const f = indirect(`(function f${i}() {})`); f.self = f; f.prototype.back = [f]";
    long_texts: 500 times
        "indirect('function f(a) { let b = a + 1; return b * 2 }\\n'.repeat(200) + `f(${i})`)";
    names_of_dropped_objects: 150_000 times "({ ['n' + i]: i })['n' + i]";
    names_that_are_asked_for: 150_000 times "globalThis['n' + i]; ('m' + i) in globalThis";
    names_set_and_deleted: 150_000 times "globalThis['n' + i] = i; delete globalThis['n' + i]";
    revocable_proxies: 150_000 times "Proxy.revocable({}, {}).revoke()";
    symbols: 150_000 times "({ [Symbol('s' + i)]: 1 })";
}

#[test]
#[cfg(target_os = "linux")]
fn an_endless_loop_of_evals_runs_until_its_time_is_over() {
    let arguments = ["--max-heap", "64", "--timeout", "1500"];
    for text in [
        "for (;;) eval('');",
        "for (let i = 0;; i++) new Function('return ' + i);",
    ] {
        let start = Instant::now();
        let (status, peak) = watch("endless_evals", &arguments, text);
        assert!(!status.success());
        assert!(start.elapsed() >= Duration::from_millis(1500));
        assert!(peak < MOST, "{peak} MiB");
    }
}

#[test]
fn texts_that_a_host_evaluates_are_given_back() {
    let mut runtime = Runtime::new();
    for i in 0..20_000 {
        let sum: i32 = runtime.eval(&format!("{i} + 1")).unwrap();
        assert_eq!(sum, i + 1);
    }
    let bytes = runtime.heap_bytes();
    assert!(bytes < 32 << 20, "{bytes}");
}

#[test]
fn code_that_lives_counts_as_memory() {
    let mut runtime = Runtime::builder().heap_limit(24 << 20).build();
    let error = runtime
        .run_script(
            "keep.js",
            "let kept = []; for (let i = 0;; i++) kept.push(new Function(i))",
        )
        .unwrap_err();
    assert!(error.to_string().contains("heap is full"), "{error}");
}

#[test]
fn functions_that_a_host_drops_take_their_closures_along() {
    let mut runtime = Runtime::new();
    let data = Rc::new(RefCell::new(0));
    let function = |runtime: &mut Runtime| {
        let data = Rc::clone(&data);
        let name = format!("f{}", Rc::strong_count(&data));
        runtime.context().function(&name, 0, move |_, _| {
            *data.borrow_mut() += 1;
            Ok::<(), Error>(())
        })
    };
    let kept = function(&mut runtime);
    for _ in 0..50_000 {
        function(&mut runtime);
    }
    runtime.collect_garbage();
    // One for the function that is kept, one that is here.
    assert_eq!(Rc::strong_count(&data), 2);
    let mut context = runtime.context();
    context.set_global("kept", &kept).unwrap();
    drop(kept);
    runtime.collect_garbage();
    let text: String = runtime
        .eval("kept(); kept.call(1); [kept.name, kept.length, kept.toString()].join()")
        .unwrap();
    assert_eq!(text, "f2,0,function f2() { [native code] }");
    assert_eq!(*data.borrow(), 2);
    runtime.eval::<()>("kept = null; undefined").unwrap();
    runtime.collect_garbage();
    assert_eq!(Rc::strong_count(&data), 1);
}

#[test]
fn a_closure_that_drops_its_own_function_runs_to_its_end() {
    let mut runtime = Runtime::new();
    let data = Rc::new(String::from("still here"));
    let held = Rc::clone(&data);
    let function = runtime.context().function("own", 0, move |context, _| {
        context.set_global("own", ())?;
        for i in 0..2000 {
            context.new_object();
            context.function(&format!("other{i}"), 0, |_, _| Ok::<(), Error>(()));
        }
        Ok(held.to_string())
    });
    runtime.context().set_global("own", &function).unwrap();
    drop(function);
    let text: String = runtime.eval("own()").unwrap();
    assert_eq!(text, "still here");
    runtime.collect_garbage();
    assert_eq!(Rc::strong_count(&data), 1);
}

#[test]
fn a_runtime_goes_away_with_code_that_remembers_itself() {
    for _ in 0..20 {
        let mut runtime = Runtime::new();
        let fibonacci = "(function f(n) { return n < 2 ? n : f(n - 1) + f(n - 2) })";
        let value: i32 = runtime.eval(&format!("{fibonacci}(10)")).unwrap();
        assert_eq!(value, 55);
    }
}
