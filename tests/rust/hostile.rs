//! Finds built-ins that work long without looking at the budget: walks all functions that a script
//! can reach, calls each on values as large as they come, and measures the longest time between
//! two looks, in processor time of the thread. What takes longer than [`LONGEST`] can't be stopped
//! in time. A new built-in is found without being named anywhere.
//!
//! The test takes a sample, always the same one; `MINIJS_HOSTILE_SEED`, which it prints, gives
//! another. Best in an optimised build: `cargo test --profile quick --test rust -- hostile`. By hand, all of it with a table of the worst:
//! `MINIJS_HOSTILE=all cargo test --profile quick --test rust -- hostile --nocapture`, a part with
//! `MINIJS_HOSTILE=words,that,are,in,the,call`, a longer sample with `MINIJS_HOSTILE_SECONDS`.
//! `MINIJS_HOSTILE=@file` measures programs instead, each a line of `name<tab>source`; with
//! `MINIJS_HOSTILE_TRACE=1` it shows where looks were that came too late.

use minijs::{ErrorKind, Runtime};
use nix::time::{ClockId, clock_gettime};
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

const PROGRAM: &str = include_str!("hostile.js");

/// The longest time between two looks that is allowed: a stop comes within 100 ms. Builds without
/// optimisation only show that the calls end.
const LONGEST: Duration = match cfg!(debug_assertions) {
    true => Duration::from_secs(5),
    false => Duration::from_millis(100),
};

/// How long a call may run before it is interrupted.
const PATIENCE: Duration = Duration::from_millis(80);

/// So much processor time the sample takes, where nothing else is asked for.
const SAMPLE: Duration = match cfg!(debug_assertions) {
    true => Duration::from_secs(8),
    false => Duration::from_secs(40),
};

/// How long a program of a file may run before it is interrupted.
const PROGRAM_PATIENCE: Duration = Duration::from_millis(1500);

/// A runtime has so many cases, and then the next one begins with a clean heap.
const CASES_OF_A_RUNTIME: usize = 20_000;

fn processor_time() -> Duration {
    let time = clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID).expect("threads have clocks");
    Duration::new(time.tv_sec() as u64, time.tv_nsec() as u32)
}

/// What is known of the running call.
#[derive(Default)]
struct Watch {
    begin: Duration,
    last: Duration,
    longest: Duration,
    /// Whether it was interrupted already.
    interrupted: bool,
}

impl Watch {
    fn look(&mut self) {
        let now = processor_time();
        self.longest = self.longest.max(now - self.last);
        self.last = now;
    }
}

struct Machine {
    scale: f64,
    runtime: Runtime,
    watch: Rc<RefCell<Watch>>,
    api: minijs::JsValue,
}

impl Machine {
    fn new(scale: f64) -> Machine {
        let mut runtime = Runtime::builder()
            .stdout(std::io::sink())
            .stderr(std::io::sink())
            .heap_limit(1 << 30)
            .build();
        let watch = Rc::new(RefCell::new(Watch {
            // Nothing is watched yet.
            begin: Duration::MAX,
            ..Watch::default()
        }));
        let watching = Rc::clone(&watch);
        let interrupt = runtime.interrupt_handle();
        runtime.observe_looks(move || {
            let mut watch = watching.borrow_mut();
            watch.look();
            let late = watch.last.saturating_sub(watch.begin) > PATIENCE;
            if late && !std::mem::replace(&mut watch.interrupted, true) {
                interrupt.interrupt();
            }
        });
        let make: minijs::JsValue = runtime.eval(PROGRAM).expect("the program is one");
        let mut context = runtime.context();
        let value = context.value(scale).expect("a number");
        let api = context.invoke(&make, vec![value]).expect("it begins");
        Machine {
            scale,
            runtime,
            watch,
            api,
        }
    }

    fn call<T: minijs::FromJs>(
        &mut self,
        name: &str,
        arguments: &[f64],
    ) -> Result<T, minijs::Error> {
        let mut context = self.runtime.context();
        let function = context.get(&self.api, name)?;
        let mut values = Vec::new();
        for argument in arguments {
            values.push(context.value(*argument)?);
        }
        let result = context.call(&function, &self.api, &values)?;
        context.convert(&result)
    }

    /// The longest time between two looks during a case, where it says something new.
    fn measure(&mut self, case: usize) -> Option<Duration> {
        self.watch.borrow_mut().begin = Duration::MAX;
        let mut prepared = self.call::<bool>("prepare", &[case as f64]);
        if prepared.is_err() {
            // What earlier calls left behind fills the heap.
            *self = Machine::new(self.scale);
            prepared = self.call::<bool>("prepare", &[case as f64]);
        }
        match prepared {
            Ok(true) => {}
            Ok(false) => return None,
            Err(error) => panic!("preparing case {case}: {error}"),
        }
        let now = processor_time();
        *self.watch.borrow_mut() = Watch {
            begin: now,
            last: now,
            ..Watch::default()
        };
        let result = self.call::<()>("run", &[]);
        let mut watch = self.watch.borrow_mut();
        watch.look();
        watch.begin = Duration::MAX;
        watch.interrupted = true;
        if let Err(error) = result {
            let stopped = matches!(error.kind(), ErrorKind::Stopped(_));
            assert!(stopped, "case {case} was not stopped but failed: {error}");
        }
        Some(watch.longest)
    }
}

/// The longest time between two looks while a program runs, and how long all of it took.
fn measure_program(source: &str) -> (Duration, Duration) {
    let mut runtime = Runtime::builder()
        .stdout(std::io::sink())
        .stderr(std::io::sink())
        .build();
    let start = processor_time();
    let watch = Rc::new(RefCell::new(Watch {
        begin: start,
        last: start,
        ..Watch::default()
    }));
    let (watching, interrupt) = (Rc::clone(&watch), runtime.interrupt_handle());
    let trace = std::env::var_os("MINIJS_HOSTILE_TRACE").is_some();
    runtime.observe_looks(move || {
        let mut watch = watching.borrow_mut();
        let before = watch.last;
        watch.look();
        if trace && watch.last - before > LONGEST {
            eprintln!("{}", std::backtrace::Backtrace::force_capture());
        }
        if watch.last - start > PROGRAM_PATIENCE {
            interrupt.interrupt();
        }
    });
    // How it ends is of no interest.
    let _ = runtime.run_script("program.js", source);
    let mut watch = watch.borrow_mut();
    watch.look();
    (watch.longest, watch.last - start)
}

/// Measures the programs of a file.
fn measure_programs(path: &str) {
    let programs = std::fs::read_to_string(path).expect("it can be read");
    let mut late = 0;
    for line in programs.lines() {
        let Some((name, source)) = line.split_once('\t') else {
            continue;
        };
        let (longest, whole) = measure_program(source);
        let mark = if longest > LONGEST { " <<<" } else { "" };
        late += usize::from(longest > LONGEST);
        eprintln!("{longest:>10.1?} of {whole:>10.1?}  {name}{mark}");
    }
    assert_eq!(late, 0, "programs work too long between two looks");
}

/// What decides on the sample: given, or always the same.
fn seed() -> usize {
    match std::env::var("MINIJS_HOSTILE_SEED") {
        Ok(text) => text.parse().expect("the seed is a number"),
        Err(_) => 20_787,
    }
}

/// The walk's cases, in blocks of neighbours, which have values in common, whose order a seed
/// decides: steps of a size that has no divisor in common with their number meet each block once.
fn shuffled(cases: usize, seed: usize) -> impl Iterator<Item = usize> {
    const BLOCK: usize = 32;
    let count = cases.div_ceil(BLOCK);
    let coprime = |step: usize| {
        let (mut a, mut b) = (step, count);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        a == 1
    };
    let first = (count as f64 * 0.618) as usize + seed * 7919 % count.max(1);
    let step = (first..).find(|step| coprime(*step)).expect("primes are");
    let block = move |place| (place + seed) as u128 * step as u128 % count as u128;
    (0..count)
        .map(move |place| block(place) as usize * BLOCK)
        .flat_map(move |first| first..cases.min(first + BLOCK))
}

#[test]
fn nothing_works_long_without_looking_at_the_budget() {
    let asked = std::env::var("MINIJS_HOSTILE").unwrap_or_default();
    if let Some(path) = asked.strip_prefix('@') {
        return measure_programs(path);
    }
    let by_hand = !asked.is_empty();
    let words: Vec<&str> = match asked.as_str() {
        "" | "all" => Vec::new(),
        words => words.split(',').collect(),
    };
    let first = std::env::var("MINIJS_HOSTILE_FIRST")
        .ok()
        .and_then(|text| text.parse().ok());
    let sample = match std::env::var("MINIJS_HOSTILE_SECONDS") {
        Ok(text) => Duration::from_secs(text.parse().expect("a number of seconds")),
        Err(_) => SAMPLE,
    };
    let seed = seed();
    if !by_hand {
        eprintln!("MINIJS_HOSTILE_SEED={seed}");
    }
    let scale = match by_hand {
        true => 1.0,
        false => 0.5,
    };
    let mut machine = Machine::new(scale);
    let count = machine.call::<f64>("count", &[]);
    assert!(count.is_err(), "it is no function");
    let api = machine.api.clone();
    let count = machine
        .runtime
        .context()
        .get(&api, "count")
        .expect("has it");
    let count: f64 = machine.runtime.context().convert(&count).expect("a number");
    let mut done = 0;
    let start = processor_time();
    let mut worst = Vec::new();
    let cases: Box<dyn Iterator<Item = usize>> = match by_hand {
        true => Box::new(first.unwrap_or(0)..count as usize),
        false => Box::new(shuffled(count as usize, seed)),
    };
    for case in cases {
        if !by_hand && processor_time() - start > sample {
            break;
        }
        if !words.is_empty() {
            let name: String = machine
                .call("describe", &[case as f64])
                .expect("has a name");
            if !words.iter().any(|word| name.contains(word)) {
                continue;
            }
        }
        if std::env::var_os("MINIJS_HOSTILE_LOUD").is_some() {
            let name: String = machine
                .call("describe", &[case as f64])
                .expect("has a name");
            eprintln!("{case} {name}");
        }
        let Some(mut longest) = machine.measure(case) else {
            continue;
        };
        for _ in 0..3 {
            // Once more: a collection or a first touch of memory may have come between.
            if longest > LONGEST {
                longest = longest.min(machine.measure(case).unwrap_or(longest));
            }
        }
        if longest > LONGEST {
            let name: String = machine
                .call("describe", &[case as f64])
                .expect("has a name");
            if by_hand {
                eprintln!("{longest:>10.1?}  {name}  [{case}]");
            }
            worst.push((longest, name));
        }
        done += 1;
        if done % CASES_OF_A_RUNTIME == 0 {
            machine = Machine::new(scale);
        }
    }
    assert!(done > 0);
    worst.sort_by(|a, b| b.cmp(a));
    let list: String = worst
        .iter()
        .take(200)
        .map(|(time, name)| format!("\n{time:>10.1?}  {name}"))
        .collect();
    assert!(
        worst.is_empty(),
        "{} of {done} calls work too long:{list}",
        worst.len()
    );
}
