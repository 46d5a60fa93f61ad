//! Finds built-ins that work long without looking at the budget: walks all functions that a script
//! can reach, calls each on values as large as they come, and measures the longest time between
//! two looks, in processor time of the thread. What takes longer than [`LONGEST`] can't be stopped
//! in time. A new built-in is found without being named anywhere.
//!
//! The test takes a sample that differs by function. By hand, all of it with a table of the worst:
//! `MINIJS_HOSTILE=all cargo test --profile quick --test rust -- hostile --nocapture`, a part with
//! `MINIJS_HOSTILE=words,that,are,in,the,call`.

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

/// So much processor time the sample takes, at most; what is left of it is for runs by hand.
const SAMPLE: Duration = Duration::from_secs(30);

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

#[test]
fn nothing_works_long_without_looking_at_the_budget() {
    let asked = std::env::var("MINIJS_HOSTILE").unwrap_or_default();
    let by_hand = !asked.is_empty();
    let words: Vec<&str> = match asked.as_str() {
        "" | "all" => Vec::new(),
        words => words.split(',').collect(),
    };
    let first = std::env::var("MINIJS_HOSTILE_FIRST")
        .ok()
        .and_then(|text| text.parse().ok());
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
    for case in first.unwrap_or(0)..count as usize {
        let sampled = case < 200 || (case * 7919) % 97 == 0;
        if !by_hand && !sampled {
            continue;
        }
        if !by_hand && processor_time() - start > SAMPLE {
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
        if longest > LONGEST {
            // Once more: a collection or a first touch of memory may have come between.
            longest = longest.min(machine.measure(case).unwrap_or(longest));
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
