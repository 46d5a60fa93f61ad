//! The library as an embedder meets it: values both ways, functions both ways, the loop, limits,
//! interrupts, errors with their places, and handles that outlive collections.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;
use std::thread;
use std::time::{Duration, Instant};

use minijs::{Context, Error, ErrorKind, JsValue, Runtime, Termination};

/// A stream that a test reads back.
#[derive(Clone, Default)]
struct Sink(Rc<RefCell<Vec<u8>>>);

impl Sink {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.borrow()).into_owned()
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn values_come_out() -> Result<(), Error> {
    let mut runtime = Runtime::new();
    assert_eq!(runtime.eval::<f64>("0.5 + 0.25")?, 0.75);
    assert_eq!(runtime.eval::<i32>("-7")?, -7);
    assert_eq!(runtime.eval::<u8>("255")?, 255);
    assert!(runtime.eval::<bool>("1 < 2")?);
    assert_eq!(
        runtime.eval::<String>("'gr' + 'ün \u{1f600}'")?,
        "grün \u{1f600}"
    );
    runtime.eval::<()>("undefined")?;
    assert_eq!(runtime.eval::<Option<i32>>("null")?, None);
    assert_eq!(runtime.eval::<Option<i32>>("3")?, Some(3));
    assert_eq!(runtime.eval::<Vec<i32>>("[3, 1, 2].sort()")?, [1, 2, 3]);
    let nested: Vec<Vec<String>> = runtime.eval("[['a'], [], ['b', 'c']]")?;
    assert_eq!(nested, [vec!["a"], vec![], vec!["b", "c"]]);
    Ok(())
}

#[test]
fn values_go_in() -> Result<(), Error> {
    let mut runtime = Runtime::new();
    let mut context = runtime.context();
    context.set_global("number", 1.5)?;
    context.set_global("text", "grün")?;
    context.set_global("list", vec![1, 2, 3])?;
    context.set_global("nothing", None::<i32>)?;
    context.set_global("flags", vec![true, false])?;
    let shown: String = runtime.eval(
        "[number, typeof text, text.length, list.map(x => x * 2), nothing, flags.includes(false)]
            .join('|')",
    )?;
    assert_eq!(shown, "1.5|string|4|2,4,6||true");
    Ok(())
}

#[test]
fn objects_are_read_and_written() -> Result<(), Error> {
    let mut runtime = Runtime::new();
    let point: JsValue = runtime.eval("({ x: 1, get double() { return this.x * 2 } })")?;
    let mut context = runtime.context();
    context.set(&point, "x", 21)?;
    let double = context.get(&point, "double")?;
    assert_eq!(context.convert::<i32>(&double)?, 42);
    assert_eq!(context.display(&point)?, "[object Object]");
    assert_eq!(context.type_of(&point)?, "object");
    let made = context.new_object();
    context.set(&made, "inner", &point)?;
    context.set_global("made", &made)?;
    assert_eq!(runtime.eval::<i32>("made.inner.x")?, 21);
    Ok(())
}

#[test]
fn a_wrong_type_is_an_error_and_nothing_is_coerced() {
    let mut runtime = Runtime::new();
    let kind_of = |error: Error| error.kind();
    let conversion = ErrorKind::Conversion;
    assert_eq!(kind_of(runtime.eval::<f64>("'1'").unwrap_err()), conversion);
    assert_eq!(
        kind_of(runtime.eval::<String>("1").unwrap_err()),
        conversion
    );
    assert_eq!(kind_of(runtime.eval::<bool>("1").unwrap_err()), conversion);
    assert_eq!(kind_of(runtime.eval::<i32>("1.5").unwrap_err()), conversion);
    assert_eq!(kind_of(runtime.eval::<u8>("256").unwrap_err()), conversion);
    assert_eq!(
        kind_of(runtime.eval::<Vec<i32>>("({ length: 0 })").unwrap_err()),
        conversion
    );
    let error = runtime.eval::<f64>("null").unwrap_err();
    assert_eq!(
        error.message(),
        "a number was expected, found a value of type null"
    );
}

#[test]
fn functions_of_scripts_are_called() -> Result<(), Error> {
    let mut runtime = Runtime::new();
    let greet: JsValue = runtime.eval("(function (a, b) { return this.sign + a + b })")?;
    let this: JsValue = runtime.eval("({ sign: '#' })")?;
    let mut context = runtime.context();
    let arguments = [context.value("a")?, context.value(1)?];
    let result = context.call(&greet, &this, &arguments)?;
    assert_eq!(context.convert::<String>(&result)?, "#a1");
    let error = context.call(&this, &greet, &[]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Exception);
    assert_eq!(error.message(), "TypeError: object is not a function");
    Ok(())
}

#[test]
fn registered_functions_call_back() -> Result<(), Error> {
    let mut runtime = Runtime::new();
    let mut context = runtime.context();
    let each = context.function("each", 2, |context, arguments| {
        let mut sum = 0.0;
        for element in context.elements(&arguments[0])? {
            sum += context.invoke::<f64>(&arguments[1], vec![element])?;
        }
        Ok(sum)
    });
    context.set_global("each", each)?;
    assert_eq!(runtime.eval::<f64>("each([1, 2, 3], x => x * x)")?, 14.0);
    assert_eq!(runtime.eval::<String>("each.name + each.length")?, "each2");
    // Natives and scripts in turn, several storeys high.
    let deep = "each([1, 2], x => each([x, x], y => each([y], z => z + 1)))";
    assert_eq!(runtime.eval::<f64>(deep)?, 10.0);
    Ok(())
}

#[test]
fn registered_functions_throw() -> Result<(), Error> {
    let mut runtime = Runtime::new();
    let mut context = runtime.context();
    let fail = context.function("fail", 0, |_, _| -> Result<(), Error> {
        Err(Error::new("no such record"))
    });
    let rethrow = context.function("rethrow", 1, |_, arguments| -> Result<(), Error> {
        Err(Error::throwing(arguments[0].clone()))
    });
    let narrow = context.function("narrow", 1, |context, arguments| {
        context.convert::<u8>(&arguments[0])
    });
    context.set_global("fail", fail)?;
    context.set_global("rethrow", rethrow)?;
    context.set_global("narrow", narrow)?;
    let caught = |body: &str| format!("try {{ {body} }} catch (error) {{ String(error) }}");
    let mut eval = |body: &str| runtime.eval::<String>(&caught(body));
    assert_eq!(eval("fail()")?, "Error: no such record");
    assert_eq!(eval("rethrow('as it is')")?, "as it is");
    assert_eq!(eval("rethrow(new RangeError('far'))")?, "RangeError: far");
    assert_eq!(eval("narrow(300)")?, "TypeError: 300 doesn't fit u8");
    Ok(())
}

#[test]
fn what_a_callback_throws_passes_through_a_registered_function() -> Result<(), Error> {
    let mut runtime = Runtime::new();
    let mut context = runtime.context();
    let run = context.function("run", 1, |context, arguments| {
        context.invoke::<JsValue>(&arguments[0], Vec::new())
    });
    context.set_global("run", run)?;
    let same = "let e = new Error('mine'), caught;
        try { run(() => { throw e }) } catch (error) { caught = error }
        caught === e";
    assert!(runtime.eval::<bool>(same)?);
    let error = runtime.eval::<()>("run(() => null.x)").unwrap_err();
    assert_eq!(
        error.message(),
        "TypeError: Cannot read properties of null (reading 'x')"
    );
    Ok(())
}

#[test]
fn a_registered_function_can_evaluate_promises_later() -> Result<(), Error> {
    let mut runtime = Runtime::new();
    runtime.run_script(
        "later.js",
        "var log = []; var work = async x => { await 0; log.push(x) }",
    )?;
    let mut context = runtime.context();
    let work = context.get_global("work")?;
    let argument = context.value("later")?;
    let promise: JsValue = context.invoke(&work, vec![argument])?;
    assert_eq!(context.display(&promise)?, "[object Promise]");
    assert_eq!(runtime.eval::<i32>("log.push('now')")?, 1);
    runtime.run_microtasks()?;
    assert_eq!(runtime.eval::<Vec<String>>("log")?, ["now", "later"]);
    Ok(())
}

#[test]
fn the_loop_is_driven_step_by_step() -> Result<(), Error> {
    let mut runtime = Runtime::builder().virtual_clock().build();
    runtime.run_script(
        "steps.js",
        "var log = [];
        setTimeout(() => log.push('minute'), 60_000);
        setImmediate(() => log.push('immediate'));
        Promise.resolve().then(() => log.push('microtask'));
        process.nextTick(() => log.push('tick'));",
    )?;
    let log = |runtime: &mut Runtime| runtime.eval::<String>("log.join()");
    assert_eq!(log(&mut runtime)?, "");
    runtime.run_microtasks()?;
    assert_eq!(log(&mut runtime)?, "tick,microtask");
    assert!(runtime.run_once()?, "a timer still waits");
    assert_eq!(log(&mut runtime)?, "tick,microtask,immediate");
    assert!(runtime.run_until_idle()?, "and it isn't due");
    runtime.run()?;
    assert_eq!(log(&mut runtime)?, "tick,microtask,immediate,minute");
    assert!(!runtime.run_until_idle()?);
    Ok(())
}

#[test]
fn an_hour_of_virtual_time_takes_no_time() -> Result<(), Error> {
    let start = Instant::now();
    let mut runtime = Runtime::builder().virtual_clock().seed(7).build();
    runtime.run_script(
        "hour.js",
        "var passed; let begin = performance.now();
        setTimeout(() => { passed = performance.now() - begin }, 3_600_000)",
    )?;
    runtime.run()?;
    assert!(runtime.eval::<f64>("passed")? >= 3_600_000.0);
    assert!(start.elapsed() < Duration::from_secs(60));
    Ok(())
}

#[test]
fn a_seed_repeats_random_numbers() -> Result<(), Error> {
    let numbers = |seed| {
        let mut runtime = Runtime::builder().seed(seed).build();
        runtime.eval::<Vec<f64>>("Array.from({ length: 5 }, Math.random)")
    };
    assert_eq!(numbers(1)?, numbers(1)?);
    assert_ne!(numbers(1)?, numbers(2)?);
    Ok(())
}

#[test]
fn output_goes_where_it_is_wanted() -> Result<(), Error> {
    let (out, err) = (Sink::default(), Sink::default());
    let mut runtime = Runtime::builder()
        .stdout(out.clone())
        .stderr(err.clone())
        .arguments(vec!["host".into(), "one".into()])
        .environment(vec![("LEVEL".into(), "3".into())])
        .build();
    runtime.run_script(
        "output.js",
        "console.log({ a: [1, 2] }, process.argv[1], process.env.LEVEL); console.error('careful')",
    )?;
    runtime.run()?;
    assert_eq!(out.text(), "{ a: [ 1, 2 ] } one 3\n");
    assert_eq!(err.text(), "careful\n");
    Ok(())
}

#[test]
fn syntax_errors_tell_their_place() {
    let mut runtime = Runtime::new();
    let error = runtime
        .run_script("bad.js", "let fine = 1\nlet = = 2\n")
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Syntax);
    let place = error.place().map(ToString::to_string);
    assert_eq!(place.as_deref(), Some("bad.js:2:7"));
    assert!(error.exception().is_none());
}

#[test]
fn exceptions_tell_their_place_and_stack() -> Result<(), Error> {
    let mut runtime = Runtime::new();
    let error = runtime
        .run_script(
            "boom.js",
            "function outer() {\n  inner();\n}\nfunction inner() {\n  throw new TypeError('boom');\n}\nouter();\n",
        )
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Exception);
    assert_eq!(error.message(), "TypeError: boom");
    assert_eq!(
        error.place().map(ToString::to_string).as_deref(),
        Some("boom.js:5:3")
    );
    assert_eq!(error.to_string(), "TypeError: boom (boom.js:5:3)");
    let stack = error.stack().map(str::to_string).unwrap_or_default();
    let lines: Vec<&str> = stack.lines().collect();
    assert_eq!(
        lines,
        [
            "TypeError: boom",
            "    at inner (boom.js:5:9)",
            "    at outer (boom.js:2:3)",
            "    at boom.js:7:1",
        ]
    );
    let exception = error.exception().cloned().expect("it was thrown");
    let mut context = runtime.context();
    let message = context.get(&exception, "message")?;
    assert_eq!(context.convert::<String>(&message)?, "boom");
    Ok(())
}

#[test]
fn thrown_values_need_not_be_errors() {
    let mut runtime = Runtime::new();
    for (text, message) in [
        ("throw 'text'", "text"),
        ("throw 7", "7"),
        ("throw null", "null"),
        ("throw { toString() { throw 1 } }", "[object Object]"),
    ] {
        let error = runtime.run_script("throw.js", text).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Exception);
        assert_eq!(error.message(), message);
        assert!(error.stack().is_none() && error.exception().is_some());
    }
}

#[test]
fn errors_of_callbacks_come_out_of_the_loop() -> Result<(), Error> {
    let mut runtime = Runtime::new();
    runtime.run_script("timer.js", "setTimeout(() => { throw new Error('late') })")?;
    let error = runtime.run().unwrap_err();
    assert_eq!(
        (error.kind(), error.message()),
        (ErrorKind::Exception, "Error: late")
    );
    runtime.run_script("rejection.js", "Promise.reject(new RangeError('lost'))")?;
    let error = runtime.run().unwrap_err();
    assert_eq!(error.message(), "RangeError: lost");
    // And it goes on.
    runtime.run_script("more.js", "setTimeout(() => { globalThis.done = 1 })")?;
    runtime.run()?;
    assert_eq!(runtime.eval::<i32>("done")?, 1);
    Ok(())
}

#[test]
fn process_exit_is_told() -> Result<(), Error> {
    let mut runtime = Runtime::new();
    let text = "try { process.exit(3) } finally { globalThis.reached = true }";
    let error = runtime.run_script("exit.js", text).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Exit(3));
    assert_eq!(runtime.eval::<String>("typeof reached")?, "undefined");
    Ok(())
}

#[test]
fn an_interrupt_from_another_thread_stops_a_script() -> Result<(), Error> {
    let mut runtime = Runtime::new();
    for text in [
        "for (;;);",
        "(function f() { for (;;) try { f() } catch {} })()",
        "for (;;) [3, 2, 1].sort(() => 0)",
        "new Promise(function again(done) { done() }).then(function f() { return Promise.resolve().then(f) }); for (;;) {}",
    ] {
        let handle = runtime.interrupt_handle();
        let thread = thread::spawn(move || {
            thread::sleep(Duration::from_millis(30));
            handle.interrupt();
        });
        let error = runtime.run_script("for ever.js", text).unwrap_err();
        assert_eq!(
            error.kind(),
            ErrorKind::Stopped(Termination::Interrupted),
            "{text}"
        );
        thread.join().expect("the thread ends");
        assert_eq!(runtime.eval::<i32>("1 + 1")?, 2);
    }
    Ok(())
}

#[test]
fn an_interrupt_ends_the_sleep_of_the_loop() -> Result<(), Error> {
    let mut runtime = Runtime::new();
    runtime.run_script("sleep.js", "setTimeout(() => {}, 3_600_000)")?;
    let handle = runtime.interrupt_handle();
    let thread = thread::spawn(move || {
        thread::sleep(Duration::from_millis(30));
        handle.interrupt();
    });
    let error = runtime.run().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Stopped(Termination::Interrupted));
    thread.join().expect("the thread ends");
    Ok(())
}

#[test]
fn an_interrupt_ends_endless_microtasks() {
    let mut runtime = Runtime::new();
    let text = "(function again() { queueMicrotask(again) })()";
    assert!(runtime.run_script("again.js", text).is_ok());
    let handle = runtime.interrupt_handle();
    let thread = thread::spawn(move || {
        thread::sleep(Duration::from_millis(30));
        handle.interrupt();
    });
    let error = runtime.run().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Stopped(Termination::Interrupted));
    thread.join().expect("the thread ends");
}

#[test]
fn handles_outlive_collections() -> Result<(), Error> {
    for stress in [0, 1, 7] {
        let mut runtime = Runtime::builder().gc_stress(stress).build();
        let mut held = Vec::new();
        for index in 0..50 {
            let text = format!("({{ index: {index}, list: ['{index}', {{}}] }})");
            held.push(runtime.eval::<JsValue>(&text)?);
        }
        runtime.run_script(
            "churn.js",
            "for (let i = 0; i < 200; i++) ({ i, s: 'x' + i })",
        )?;
        runtime.collect_garbage();
        let clones = held.clone();
        drop(held);
        runtime.collect_garbage();
        let mut context = runtime.context();
        for (index, value) in clones.iter().enumerate() {
            let list = context.get(value, "list")?;
            let elements = context.elements(&list)?;
            assert_eq!(context.convert::<String>(&elements[0])?, index.to_string());
        }
    }
    Ok(())
}

#[test]
fn released_handles_let_go() -> Result<(), Error> {
    let mut runtime = Runtime::new();
    runtime.run_script(
        "weak.js",
        "var dead = 0; var registry = new FinalizationRegistry(() => { dead++ });
        function make() { let o = { big: new Array(100) }; registry.register(o, 0); return o }",
    )?;
    let held: JsValue = runtime.eval("make()")?;
    runtime.collect_garbage();
    runtime.run_once()?;
    assert_eq!(runtime.eval::<i32>("dead")?, 0);
    drop(held);
    runtime.collect_garbage();
    runtime.run_once()?;
    assert_eq!(runtime.eval::<i32>("dead")?, 1);
    Ok(())
}

#[test]
fn values_stay_with_their_runtime() -> Result<(), Error> {
    let (mut one, mut other) = (Runtime::new(), Runtime::new());
    let value: JsValue = one.eval("({})")?;
    let mut context = other.context();
    let error = context.set_global("stranger", &value).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::WrongRuntime);
    let error = context.get(&value, "x").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::WrongRuntime);
    let giver = context.function("giver", 0, move |_: &mut Context<'_>, _| Ok(value.clone()));
    context.set_global("giver", giver)?;
    let caught = "try { giver() } catch (error) { error.constructor.name }";
    assert_eq!(other.eval::<String>(caught)?, "TypeError");
    Ok(())
}

#[test]
fn modules_and_commonjs_run() -> Result<(), Error> {
    let mut runtime = Runtime::new();
    let exports = runtime.run_commonjs(
        "/lib/sum.js",
        "exports.sum = (...xs) => xs.reduce((a, b) => a + b)",
    )?;
    let mut context = runtime.context();
    let sum = context.get(&exports, "sum")?;
    let arguments = vec![context.value(1)?, context.value(2)?];
    assert_eq!(context.invoke::<i32>(&sum, arguments)?, 3);
    let promise = runtime.run_module("main.mjs", "globalThis.state = 1; await 0; state = 2")?;
    assert_eq!(runtime.eval::<i32>("state")?, 1);
    runtime.run()?;
    assert_eq!(runtime.eval::<i32>("state")?, 2);
    assert_eq!(runtime.context().display(&promise)?, "[object Promise]");
    Ok(())
}

#[test]
fn runtimes_live_on_threads_of_their_own() {
    let threads: Vec<_> = (0..4)
        .map(|number| {
            thread::spawn(move || {
                let mut runtime = Runtime::new();
                runtime
                    .eval::<i32>(&format!(
                        "let sum = 0; for (let i = 0; i < 1000; i++) sum += {number}; sum"
                    ))
                    .ok()
            })
        })
        .collect();
    for (number, thread) in threads.into_iter().enumerate() {
        let sum = thread.join().expect("no panic");
        assert_eq!(sum, Some(1000 * number as i32));
    }
}

#[test]
fn what_was_printed_is_seen_after_each_call() -> Result<(), Error> {
    let out = Sink::default();
    let mut runtime = Runtime::builder().stdout(out.clone()).build();
    runtime.run_script("print.js", "console.log('script')")?;
    assert_eq!(out.text(), "script\n");
    runtime.eval::<()>("console.log('eval')")?;
    assert_eq!(out.text(), "script\neval\n");
    let print: JsValue = runtime.eval("(() => console.log('call'))")?;
    runtime.context().invoke::<()>(&print, Vec::new())?;
    assert!(out.text().ends_with("call\n"));
    runtime.run_commonjs("print.cjs", "console.log('commonjs')")?;
    assert!(out.text().ends_with("commonjs\n"));
    runtime.run_module("print.mjs", "console.log('module')")?;
    assert!(out.text().ends_with("module\n"));
    assert!(
        runtime
            .run_script("throw.js", "console.log('thrown'); throw 1")
            .is_err()
    );
    assert!(out.text().ends_with("thrown\n"));
    Ok(())
}

#[test]
fn limits_count_anew_for_each_call_and_can_be_changed() -> Result<(), Error> {
    let limit = Duration::from_millis(60);
    let mut runtime = Runtime::builder().time_limit(limit).build();
    let endless = |runtime: &mut Runtime, why| {
        let error = runtime.eval::<()>("for (;;);").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Stopped(why));
    };
    thread::sleep(limit);
    for _ in 0..3 {
        assert_eq!(runtime.eval::<i32>("6 * 7")?, 42);
        endless(&mut runtime, Termination::Timeout);
    }
    runtime.run_script("sleep.js", "setTimeout(() => {}, 3_600_000)")?;
    let error = runtime.run().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Stopped(Termination::Timeout));
    runtime.set_time_limit(None);
    runtime.set_instruction_limit(Some(1_000_000));
    for _ in 0..3 {
        let count = "let n = 0; for (let i = 0; i < 1000; i++) n++; n";
        assert_eq!(runtime.eval::<i32>(count)?, 1000);
        endless(&mut runtime, Termination::Instructions);
    }
    runtime.set_instruction_limit(None);
    runtime.set_time_limit(Some(limit));
    endless(&mut runtime, Termination::Timeout);
    Ok(())
}

#[test]
fn calls_back_into_the_runtime_share_the_limit_of_the_call_around() -> Result<(), Error> {
    let mut runtime = Runtime::builder().instruction_limit(300_000).build();
    let mut context = runtime.context();
    let run = context.function("run", 1, |context, arguments| {
        context.invoke::<JsValue>(&arguments[0], Vec::new())
    });
    context.set_global("run", run)?;
    let error = runtime.eval::<()>("for (;;) run(() => 1)").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Stopped(Termination::Instructions));
    Ok(())
}

#[test]
fn an_interrupt_is_only_for_what_runs() -> Result<(), Error> {
    let mut runtime = Runtime::new();
    runtime.interrupt_handle().interrupt();
    assert_eq!(
        runtime.eval::<i32>("let n = 0; while (n < 20000) n++; n")?,
        20000
    );
    runtime.interrupt_handle().interrupt();
    runtime.run_script("timer.js", "setTimeout(() => { globalThis.ran = 1 }, 2)")?;
    runtime.interrupt_handle().interrupt();
    runtime.run()?;
    assert_eq!(runtime.eval::<i32>("ran")?, 1);
    Ok(())
}

#[test]
fn each_unhandled_rejection_is_told() -> Result<(), Error> {
    let mut runtime = Runtime::new();
    runtime.run_script(
        "reject.js",
        "Promise.reject(new RangeError('first')); Promise.reject('second'); Promise.reject(3);
        let late = Promise.reject(4); setTimeout(() => late.catch(() => {}))",
    )?;
    let mut told = Vec::new();
    while let Err(error) = runtime.run() {
        told.push(error.message().to_string());
        assert!(told.len() < 10);
    }
    let reasons = ["RangeError: first", "second", "3", "4"];
    for (message, reason) in told.iter().zip(reasons) {
        assert!(message.contains(reason), "{message}");
    }
    assert_eq!(told.len(), reasons.len());
    Ok(())
}
