//! Timers under the real clock: none fires early, and those that the main script set for the next
//! millisecond come before its immediates.

use minijs::{JsValue, Runtime, RuntimeBuilder};

/// Runs a script and its loop, and gives the global `log`.
fn logged(builder: RuntimeBuilder, text: &str) -> Vec<String> {
    let mut runtime = builder.build();
    let ran = runtime
        .run_script("timers.js", text)
        .and_then(|()| runtime.run());
    assert_eq!(ran.map_err(|error| error.to_string()), Ok(()));
    runtime
        .eval("log")
        .unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn none_fires_early() {
    // Set at different places within a millisecond, from the script, from timers and from
    // immediates; some while the loop is late.
    let early = logged(
        Runtime::builder(),
        "
        let log = [];
        let count = 0;
        const set = (delay, depth) => {
            const start = performance.now();
            setTimeout(() => {
                const passed = performance.now() - start;
                count++;
                if (passed < delay) log.push(delay + ' after ' + passed);
                if (depth > 0) {
                    const busy = performance.now() + (depth % 4) * 0.37;
                    while (performance.now() < busy);
                    set(1 + (delay * 7) % 5, depth - 1);
                    if (depth % 3 === 0) setImmediate(() => set(delay % 3 + 1, depth - 2));
                }
            }, delay);
        };
        for (let i = 0; i < 60; i++) {
            set(1 + i % 9, 6);
            const busy = performance.now() + 0.13;
            while (performance.now() < busy);
        }
        let rounds = 0;
        let last = performance.now();
        const interval = setInterval(() => {
            const now = performance.now();
            if (now - last < 2) log.push('interval after ' + (now - last));
            last = performance.now();
            if (++rounds === 20) clearInterval(interval);
        }, 2);
        process.on('exit', () => {});
        setTimeout(() => { if (count < 300) log.push('only ' + count); }, 1000);
        ",
    );
    assert_eq!(early, Vec::<String>::new());
}

#[test]
fn refreshed_timers_wait_their_whole_time() {
    let early = logged(
        Runtime::builder(),
        "
        let log = [];
        for (let i = 0; i < 20; i++) {
            let start = performance.now();
            const timer = setTimeout(() => {
                const passed = performance.now() - start;
                if (passed < 5) log.push(passed);
            }, 5);
            setTimeout(() => { start = performance.now(); timer.refresh(); }, 1 + i % 3);
        }
        ",
    );
    assert_eq!(early, Vec::<String>::new());
}

const MAIN: &str = "
    globalThis.log = [];
    setImmediate(() => log.push('immediate'));
    setTimeout(() => { log.push('timer'); Promise.resolve().then(() => log.push('microtask')); }, 0);
    setTimeout(() => log.push('second'), 1);
    setTimeout(() => log.push('late'), 30);
    setImmediate(() => {
        setTimeout(() => log.push('from an immediate'), 1);
        setImmediate(() => log.push('next immediate'));
    });
";

const ORDER: &str = "timer,microtask,second,immediate,next immediate,from an immediate,late";

#[test]
fn timers_of_the_main_script_come_before_its_immediates() {
    for round in 0..40 {
        let builder = match round % 2 {
            0 => Runtime::builder(),
            _ => Runtime::builder().virtual_clock(),
        };
        let log = logged(builder, MAIN);
        // Whether more than a millisecond passes between two immediates is up to the machine.
        let log: Vec<String> = log
            .into_iter()
            .filter(|entry| round % 2 == 1 || !entry.contains("next immediate"))
            .collect();
        let expected = match round % 2 {
            0 => ORDER.replace("next immediate,", ""),
            _ => ORDER.to_string(),
        };
        assert_eq!(log.join(","), expected, "round {round}");
    }
}

#[test]
fn in_modules_too() {
    for _ in 0..20 {
        let mut runtime = Runtime::new();
        let promise: Result<JsValue, _> = runtime.run_module("main.mjs", MAIN);
        assert!(promise.is_ok());
        let ran = runtime.run();
        assert_eq!(ran.map_err(|error| error.to_string()), Ok(()));
        let log: Vec<String> = runtime
            .eval("log")
            .unwrap_or_else(|error| panic!("{error}"));
        let places: Vec<_> = ["second", "immediate"]
            .map(|name| log.iter().position(|entry| entry == name))
            .into();
        assert!(places[0] < places[1], "{log:?}");
    }
}
