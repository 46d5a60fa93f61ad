//! The time: real, or virtual and jumping instead of waiting.
//!
//! Owns all clocks that scripts and the loop see (loop time, `performance.now`, `Date.now`) and
//! how long the loop sleeps. Does not own timers, nor what ends a sleep early (`poll`).
//!
//! Loop time is a [`Moment`] since the clock was made. Invariant: it never goes back, and with a
//! virtual clock everything here is a function of the calls made.
//!
//! A virtual clock starts at `VIRTUAL_EPOCH` and moves when the loop sleeps. It is frozen while
//! code runs, except for code that waits for it: after `FREE_READINGS` readings within one
//! callback, each further reading moves it on by `READING_STEP`, so that
//! `while (Date.now() < end);` ends, soon and always alike.

use super::poll::{Poll, Wake, Waker};
use std::cell::Cell;
use std::rc::Rc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// What `Date.now()` gives at the start of a virtual clock: 2025-01-01T00:00:00.000Z.
pub const VIRTUAL_EPOCH: f64 = 1_735_689_600_000.0;

/// How often one callback may read a virtual clock before readings begin to take time.
const FREE_READINGS: u32 = 1000;

/// What a reading beyond takes, in milliseconds.
const READING_STEP: f64 = 0.125;

/// A time of the loop, to the nanosecond, counted from the start of its clock: the same reading
/// that `performance.now()` shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(u64);

/// A millisecond in nanoseconds.
const MILLISECOND: u64 = 1_000_000;

impl Moment {
    /// The moment at which this many milliseconds have passed.
    pub const fn from_millis(milliseconds: u64) -> Moment {
        Moment(milliseconds.saturating_mul(MILLISECOND))
    }

    /// The moment at which this many microseconds have passed.
    #[cfg(test)]
    pub const fn from_micros(microseconds: u64) -> Moment {
        Moment(microseconds * 1000)
    }

    /// The whole milliseconds that have passed.
    pub const fn millis(self) -> u64 {
        self.0 / MILLISECOND
    }

    /// The moment this many milliseconds later.
    #[must_use]
    pub const fn after(self, milliseconds: u64) -> Moment {
        Moment(
            self.0
                .saturating_add(milliseconds.saturating_mul(MILLISECOND)),
        )
    }
}

/// The clock of one event loop.
pub struct Clock {
    kind: Kind,
    /// Loop time as of the last `update`.
    loop_time: Moment,
    /// Where the loop sleeps.
    pub(super) poll: Poll,
}

#[derive(Debug)]
enum Kind {
    Real {
        start: Instant,
        /// Wall time at the start, in milliseconds since 1970.
        origin: f64,
    },
    Virtual(Rc<VirtualTime>),
}

/// The time of a virtual clock.
#[derive(Debug)]
struct VirtualTime {
    /// Milliseconds since the start.
    now: Cell<f64>,
    /// The start, in milliseconds since 1970.
    origin: f64,
    /// How often the running callback has read it.
    readings: Cell<u32>,
}

impl VirtualTime {
    /// One reading by a script.
    fn read(&self) -> f64 {
        let readings = self.readings.get().saturating_add(1);
        self.readings.set(readings);
        if readings > FREE_READINGS {
            self.now.set(self.now.get() + READING_STEP);
        }
        self.now.get()
    }

    fn date_now(&self) -> f64 {
        (self.origin + self.read()).floor()
    }
}

impl Clock {
    /// A clock that follows the machine's.
    pub fn real() -> Self {
        Self::new(Kind::Real {
            start: Instant::now(),
            origin: wall_time(),
        })
    }

    /// A clock that jumps, with `Date.now()` at `VIRTUAL_EPOCH`.
    pub fn virtual_time() -> Self {
        Self::virtual_from(VIRTUAL_EPOCH)
    }

    /// A clock that jumps, with `Date.now()` at `origin`, in milliseconds since 1970.
    pub fn virtual_from(origin: f64) -> Self {
        Self::new(Kind::Virtual(Rc::new(VirtualTime {
            now: Cell::new(0.0),
            origin,
            readings: Cell::new(0),
        })))
    }

    fn new(kind: Kind) -> Self {
        Self {
            kind,
            loop_time: Moment::default(),
            poll: Poll::default(),
        }
    }

    /// Whether the clock jumps.
    pub fn is_virtual(&self) -> bool {
        matches!(self.kind, Kind::Virtual(_))
    }

    /// Loop time as of the last update or sleep.
    pub fn loop_time(&self) -> Moment {
        self.loop_time
    }

    /// Reads the clock into loop time and returns it: at the start of a turn, and whenever a timer
    /// is set.
    pub fn update(&mut self) -> Moment {
        let now = match &self.kind {
            Kind::Real { start, .. } => start.elapsed().as_nanos() as u64,
            Kind::Virtual(time) => (time.now.get() * MILLISECOND as f64) as u64,
        };
        self.loop_time = self.loop_time.max(Moment(now));
        self.loop_time
    }

    /// Says that a callback begins: its readings of a virtual clock are counted from here.
    pub fn begin_callback(&mut self) {
        if let Kind::Virtual(time) = &self.kind {
            time.readings.set(0);
        }
    }

    /// `performance.now()`: milliseconds since the start, with fractions.
    pub fn performance_now(&self) -> f64 {
        match &self.kind {
            Kind::Real { start, .. } => start.elapsed().as_nanos() as f64 / 1e6,
            Kind::Virtual(time) => time.read(),
        }
    }

    /// `performance.timeOrigin`: the start, in milliseconds since 1970.
    pub fn time_origin(&self) -> f64 {
        match &self.kind {
            Kind::Real { origin, .. } => *origin,
            Kind::Virtual(time) => time.origin,
        }
    }

    /// `Date.now()`: whole milliseconds since 1970.
    #[cfg(test)]
    pub fn date_now(&self) -> f64 {
        match &self.kind {
            Kind::Real { .. } => wall_time().floor(),
            Kind::Virtual(time) => time.date_now(),
        }
    }

    /// What gives `Date.now()` without the clock at hand.
    pub fn date_reader(&self) -> Box<dyn Fn() -> f64> {
        match &self.kind {
            Kind::Real { .. } => Box::new(|| wall_time().floor()),
            Kind::Virtual(time) => {
                let time = Rc::clone(time);
                Box::new(move || time.date_now())
            }
        }
    }

    /// What lets so many milliseconds pass at once, if the clock jumps.
    pub fn jumper(&self) -> Option<Box<dyn Fn(f64)>> {
        match &self.kind {
            Kind::Real { .. } => None,
            Kind::Virtual(time) => {
                let time = Rc::clone(time);
                Some(Box::new(move |passed| {
                    time.now.set(time.now.get() + passed)
                }))
            }
        }
    }

    /// Sleeps until loop time reaches `deadline` (`None`: for ever), `stop` comes, or a `Waker` is used.
    /// A virtual clock jumps to the deadline instead, once I/O had its chance; without a deadline it
    /// waits as a real one.
    pub fn sleep(&mut self, deadline: Option<Moment>, stop: Option<Instant>) -> Wake {
        let wake = match (&self.kind, deadline) {
            (Kind::Real { start, .. }, _) => {
                let due = deadline.and_then(|at| start.checked_add(Duration::from_nanos(at.0)));
                self.poll.wait(due.into_iter().chain(stop).min())
            }
            (Kind::Virtual(_), None) => self.poll.wait(stop),
            (Kind::Virtual(time), Some(at)) => {
                self.poll.look();
                match self.poll.take_call() {
                    true => Wake::Called,
                    false => {
                        time.now
                            .set(time.now.get().max(at.0 as f64 / MILLISECOND as f64));
                        time.readings.set(0);
                        Wake::Deadline
                    }
                }
            }
        };
        self.update();
        wake
    }

    /// A handle by which another thread ends the sleep.
    pub fn waker(&self) -> Waker {
        self.poll.waker()
    }
}

/// The machine's wall time in milliseconds since 1970, with fractions.
fn wall_time() -> f64 {
    match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(since) => since.as_nanos() as f64 / 1e6,
        Err(before) => -(before.duration().as_nanos() as f64 / 1e6),
    }
}

#[cfg(test)]
mod tests {
    use super::{Clock, Moment, VIRTUAL_EPOCH, Wake};
    use std::time::{Duration, Instant};

    #[test]
    fn virtual_time_jumps() {
        let mut clock = Clock::virtual_time();
        assert_eq!(clock.update(), Moment::default());
        assert_eq!(clock.performance_now(), 0.0);
        assert_eq!(clock.date_now(), VIRTUAL_EPOCH);
        let before = Instant::now();
        let hour = Moment::from_millis(3_600_000);
        assert_eq!(clock.sleep(Some(hour), None), Wake::Deadline);
        assert!(before.elapsed() < Duration::from_secs(60));
        assert_eq!(clock.loop_time(), hour);
        assert_eq!(clock.performance_now(), 3_600_000.0);
        assert_eq!(clock.date_now(), VIRTUAL_EPOCH + 3_600_000.0);
        let past = Moment::from_millis(5);
        assert_eq!(clock.sleep(Some(past), None), Wake::Deadline);
        assert_eq!(clock.loop_time(), hour);
    }

    #[test]
    fn waiting_for_virtual_time_in_a_loop_ends() {
        let mut clock = Clock::virtual_time();
        for _ in 0..500 {
            clock.begin_callback();
            clock.date_now();
        }
        assert_eq!(clock.date_now(), VIRTUAL_EPOCH);
        let end = clock.date_now() + 50.0;
        while clock.date_now() < end {}
        assert_eq!(clock.update(), Moment::from_millis(50));
    }

    #[test]
    fn real_time_passes() {
        let mut clock = Clock::real();
        let end = clock.update().after(20);
        assert_eq!(clock.sleep(Some(end), None), Wake::Deadline);
        assert!(clock.loop_time() >= end);
        assert!(clock.performance_now() >= 20.0);
        let wall = clock.time_origin() + clock.performance_now();
        assert!((clock.date_now() - wall).abs() < 1000.0);
        assert!(!clock.is_virtual());
    }

    #[test]
    fn another_thread_ends_a_sleep() {
        for mut clock in [Clock::real(), Clock::virtual_time()] {
            let waker = clock.waker();
            let thread = std::thread::spawn(move || {
                std::thread::sleep(Duration::from_millis(20));
                waker.wake();
            });
            assert_eq!(clock.sleep(None, None), Wake::Called);
            assert!(thread.join().is_ok());
            clock.waker().wake();
            assert_eq!(
                clock.sleep(Some(clock.loop_time().after(60_000)), None),
                Wake::Called
            );
        }
    }
}
