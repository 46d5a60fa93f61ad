//! Timers against orders that Node printed.

use super::{Moment, RunEnd, TimerKey, Timers};

/// A loop with a time that only `busy` and `turn` move.
struct Bench {
    timers: Timers<&'static str>,
    now: u64,
    log: Vec<&'static str>,
}

impl Bench {
    fn new() -> Self {
        Self {
            timers: Timers::new(),
            now: 0,
            log: Vec::new(),
        }
    }

    fn timeout(&mut self, name: &'static str, milliseconds: u32) -> TimerKey {
        self.timers.insert(name, milliseconds, false, self.moment())
    }

    fn interval(&mut self, name: &'static str, milliseconds: u32) -> TimerKey {
        self.timers.insert(name, milliseconds, true, self.moment())
    }

    fn moment(&self) -> Moment {
        Moment::from_millis(self.now)
    }

    fn busy(&mut self, milliseconds: u64) {
        self.now += milliseconds;
    }

    /// One timers phase; `callback` and `drain` are told the name of the timer.
    fn phase(
        &mut self,
        mut callback: impl FnMut(&mut Self, &'static str) -> RunEnd,
        mut drain: impl FnMut(&mut Self, &'static str),
    ) {
        self.timers.begin_phase(self.now);
        while let Some(run) = self.timers.next_due(|| Moment::from_millis(self.now)) {
            self.log.push(run.payload);
            let end = callback(self, run.payload);
            if self.timers.finish(run.key, end) {
                drain(self, run.payload);
            }
        }
    }

    /// A phase whose callbacks only leave their names.
    fn plain_phase(&mut self) {
        self.phase(|_, _| RunEnd::Returned, |_, _| {});
    }

    /// Jumps to the next expiry, again and again.
    fn run_all(&mut self) {
        while let Some(at) = self.timers.next_expiry() {
            self.now = self.now.max(at.millis());
            self.plain_phase();
        }
    }

    #[track_caller]
    fn logged(&mut self, expected: &str) {
        assert_eq!(self.log.join(" "), expected);
        self.log.clear();
    }
}

#[test]
fn equal_durations_are_first_in_first_out() {
    let mut bench = Bench::new();
    for name in ["a", "b", "c"] {
        bench.timeout(name, 5);
    }
    bench.timeout("d", 1);
    assert_eq!(bench.timers.next_expiry(), Some(Moment::from_millis(1)));
    bench.run_all();
    bench.logged("d a b c");
    assert!(bench.timers.is_empty());
    assert_eq!(bench.timers.refed_count(), 0);
    assert_eq!(bench.timers.next_expiry(), None);
}

#[test]
fn an_overdue_list_runs_whole() {
    let mut bench = Bench::new();
    bench.timeout("5a", 5);
    bench.timeout("10a", 10);
    bench.timeout("20a", 20);
    bench.timeout("5b", 5);
    bench.busy(12);
    bench.timeout("5c(due 17)", 5);
    bench.timeout("10b", 10);
    bench.busy(18);
    bench.plain_phase();
    bench.logged("5a 5b 5c(due 17) 10a 10b 20a");
}

#[test]
fn the_time_stands_still_within_a_phase() {
    let mut bench = Bench::new();
    bench.timeout("1", 1);
    bench.timeout("15", 15);
    bench.busy(1);
    let busy = |bench: &mut Bench, _| {
        bench.busy(30);
        RunEnd::Returned
    };
    bench.phase(busy, |_, _| {});
    bench.logged("1");
    bench.plain_phase();
    bench.logged("15");
}

#[test]
fn a_list_waits_for_its_later_timers() {
    let mut bench = Bench::new();
    bench.timeout("a", 10);
    bench.busy(4);
    bench.timeout("b", 10);
    bench.busy(6);
    bench.plain_phase();
    bench.logged("a");
    assert_eq!(bench.timers.next_expiry(), Some(Moment::from_millis(14)));
    bench.run_all();
    bench.logged("b");
    assert_eq!(bench.now, 14);
}

#[test]
fn a_new_timer_waits_for_the_next_phase() {
    let mut bench = Bench::new();
    bench.timeout("a", 1);
    bench.busy(1);
    let again = |bench: &mut Bench, name| {
        if name == "a" {
            bench.timeout("b", 1);
            bench.busy(10);
        }
        RunEnd::Returned
    };
    bench.phase(again, |_, _| {});
    bench.logged("a");
    bench.plain_phase();
    bench.logged("b");
}

#[test]
fn a_tick_may_clear_the_next_timer_but_not_refresh_it() {
    for refresh in [true, false] {
        let mut bench = Bench::new();
        bench.timeout("a", 5);
        let b = bench.timeout("b", 5);
        bench.timeout("c", 5);
        bench.busy(10);
        let drain = |bench: &mut Bench, name| {
            if name == "a" && refresh {
                assert!(bench.timers.refresh(b, bench.moment()));
            } else if name == "a" {
                assert!(bench.timers.cancel(b));
            }
        };
        bench.phase(|_, _| RunEnd::Returned, drain);
        bench.logged(if refresh { "a b c" } else { "a c" });
        assert!(bench.timers.is_empty());
    }
}

#[test]
fn a_callback_may_refresh_the_next_timer() {
    let mut bench = Bench::new();
    bench.timeout("a", 5);
    let b = bench.timeout("b", 5);
    bench.timeout("c", 5);
    bench.busy(10);
    let callback = |bench: &mut Bench, name| {
        if name == "a" {
            bench.timers.refresh(b, bench.moment());
        }
        RunEnd::Returned
    };
    bench.phase(callback, |_, _| {});
    bench.logged("a c");
    assert_eq!(bench.timers.next_expiry(), Some(Moment::from_millis(15)));
    bench.run_all();
    bench.logged("b");
}

#[test]
fn after_a_throw_the_next_timer_of_the_list_follows_before_the_drain() {
    let mut bench = Bench::new();
    for (name, milliseconds) in [("1", 5), ("2", 5), ("x", 6), ("y", 7)] {
        bench.timeout(name, milliseconds);
    }
    bench.busy(12);
    let throw = |_: &mut Bench, name| match name {
        "1" | "x" => RunEnd::Threw,
        _ => RunEnd::Returned,
    };
    bench.phase(throw, |bench, _| bench.log.push("drain"));
    bench.logged("1 2 drain x drain y drain");
}

#[test]
fn intervals_count_from_the_start_of_their_callback_and_do_not_catch_up() {
    let mut bench = Bench::new();
    let key = bench.interval("i", 10);
    let mut starts = Vec::new();
    for _ in 0..4 {
        bench.now = bench
            .now
            .max(bench.timers.next_expiry().map_or(0, Moment::millis));
        let starts = &mut starts;
        let callback = |bench: &mut Bench, _| {
            starts.push(bench.now);
            bench.busy(if starts.len() == 2 { 35 } else { 7 });
            RunEnd::Returned
        };
        bench.phase(callback, |_, _| {});
    }
    assert_eq!(starts, [10, 20, 55, 65]);
    assert!(bench.timers.cancel(key));
    assert!(!bench.timers.cancel(key));
    assert!(bench.timers.is_empty());
    assert_eq!(bench.timers.next_expiry(), None);
}

#[test]
fn clearing_within_the_own_callback() {
    let mut bench = Bench::new();
    let interval = bench.interval("i", 5);
    let timeout = bench.timeout("t", 5);
    bench.busy(5);
    let callback = |bench: &mut Bench, name| {
        let key = if name == "i" { interval } else { timeout };
        assert!(bench.timers.cancel(key));
        assert!(!bench.timers.refresh(key, bench.moment()));
        assert_eq!(bench.timers.payload(key), None);
        RunEnd::Returned
    };
    bench.phase(callback, |_, _| {});
    bench.logged("i t");
    assert_eq!((bench.timers.len(), bench.timers.refed_count()), (0, 0));
    assert_eq!(bench.timers.next_expiry(), None);
}

#[test]
fn a_timeout_that_refreshes_itself_fires_again() {
    let mut bench = Bench::new();
    let key = bench.timeout("t", 5);
    bench.busy(5);
    let callback = |bench: &mut Bench, _| {
        bench.busy(2);
        assert!(bench.timers.refresh(key, bench.moment()));
        RunEnd::Returned
    };
    bench.phase(callback, |_, _| {});
    assert_eq!(bench.timers.next_expiry(), Some(Moment::from_millis(12)));
    bench.run_all();
    bench.logged("t t");
    assert!(!bench.timers.refresh(key, bench.moment()));
}

#[test]
fn unref_and_ref() {
    let mut bench = Bench::new();
    let a = bench.timeout("a", 5);
    let b = bench.timeout("b", 5);
    assert_eq!(bench.timers.refed_count(), 2);
    assert!(bench.timers.set_refed(a, false));
    assert!(bench.timers.set_refed(a, false));
    assert_eq!(bench.timers.is_refed(a), Some(false));
    assert_eq!((bench.timers.refed_count(), bench.timers.len()), (1, 2));
    assert!(bench.timers.set_refed(a, true));
    assert_eq!(bench.timers.refed_count(), 2);
    assert!(bench.timers.cancel(b));
    assert_eq!(bench.timers.is_refed(b), None);
    assert!(!bench.timers.set_refed(b, true));
    assert_eq!(bench.timers.refed_count(), 1);
    bench.run_all();
    bench.logged("a");
    assert_eq!(bench.timers.refed_count(), 0);
}

#[test]
fn numbers_find_timers_until_they_fire() {
    let mut bench = Bench::new();
    let a = bench.timeout("a", 5);
    let b = bench.timeout("b", 5);
    let id = bench.timers.id(b).unwrap_or(0);
    assert_eq!(bench.timers.id(b), Some(id));
    assert_eq!(bench.timers.by_id(id), Some(b));
    assert_eq!(bench.timers.by_id(id - 1), None);
    assert_ne!(bench.timers.id(a), Some(id));
    bench.run_all();
    assert_eq!(bench.timers.by_id(id), None);
    assert_eq!(bench.timers.id(b), None);
}

#[test]
fn places_are_used_again_under_new_keys() {
    let mut bench = Bench::new();
    let old = bench.timeout("old", 5);
    bench.timers.cancel(old);
    let new = bench.timeout("new", 5);
    assert_ne!(old, new);
    assert!(!bench.timers.cancel(old));
    assert_eq!(bench.timers.payload(new), Some(&"new"));
    assert_eq!(bench.timers.entries.len(), 1);
    assert_eq!(bench.timers.payloads().count(), 1);
}

#[test]
fn a_list_emptied_during_the_drain_is_left_alone() {
    let mut bench = Bench::new();
    bench.timeout("a", 5);
    let b = bench.timeout("b", 6);
    bench.busy(10);
    let drain = |bench: &mut Bench, name| {
        if name == "a" {
            bench.timers.cancel(b);
            bench.timeout("c", 6);
        }
    };
    bench.phase(|_, _| RunEnd::Returned, drain);
    bench.logged("a");
    assert_eq!(bench.timers.next_expiry(), Some(Moment::from_millis(16)));
    bench.run_all();
    bench.logged("c");
}

#[test]
fn two_hundred_thousand_of_each_kind() {
    const COUNT: u32 = 200_000;
    let mut timers: Timers<u32> = Timers::new();
    for equal in [true, false] {
        for number in 0..COUNT {
            let spread = number.wrapping_mul(2_654_435_761) % COUNT + 1;
            timers.insert(
                number,
                if equal { 7 } else { spread },
                false,
                Moment::default(),
            );
        }
        timers.begin_phase(u64::from(COUNT));
        let mut ran = 0;
        while let Some(run) = timers.next_due(Moment::default) {
            assert!(timers.finish(run.key, RunEnd::Returned));
            ran += 1;
        }
        assert_eq!(ran, COUNT);
        assert!(timers.is_empty());
    }
    assert_eq!(
        std::mem::size_of::<super::Entry<std::num::NonZeroU64>>(),
        48
    );
}

#[test]
fn a_throw_that_cleared_its_own_list_lets_the_next_list_follow() {
    let mut bench = Bench::new();
    let x = bench.timeout("x", 5);
    bench.timeout("y", 6);
    bench.busy(10);
    let callback = |bench: &mut Bench, name| {
        if name == "y" {
            return RunEnd::Returned;
        }
        bench.timers.cancel(x);
        RunEnd::Threw
    };
    bench.phase(callback, |bench, _| bench.log.push("drain"));
    bench.logged("x y drain");
}

#[test]
fn fractions_delay_but_do_not_order() {
    let mut timers = Timers::new();
    let at = |micros: u64| Moment::from_micros(micros);
    timers.insert("a", 5, false, at(10_900));
    timers.insert("b", 4, false, at(11_200));
    timers.insert("c", 5, false, at(10_950));
    assert_eq!(timers.next_expiry(), Some(at(15_900)));
    timers.begin_phase(15);
    let mut seen = Vec::new();
    while let Some(due) = timers.pick_next() {
        let Some(run) = timers.next_due(|| due) else {
            break;
        };
        seen.push((run.payload, due));
        assert!(timers.finish(run.key, RunEnd::Returned));
    }
    let expected = [("a", at(15_900)), ("c", at(15_950)), ("b", at(15_200))];
    assert_eq!(seen, expected);
}

#[test]
fn the_shortest_timers_are_known() {
    let mut timers = Timers::new();
    assert_eq!(timers.shortest_are_due(), None);
    timers.insert("a", 2, false, Moment::from_millis(3));
    assert_eq!(timers.shortest_are_due(), None);
    timers.insert("b", 1, false, Moment::from_millis(3));
    timers.insert("c", 1, false, Moment::from_micros(4_700));
    assert_eq!(timers.shortest_are_due(), Some(5));
}
