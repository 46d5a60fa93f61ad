//! What a program takes from the outside world by itself: the time and chance.

use jiff::tz::TimeZone;
use std::cell::OnceCell;
use std::time::{SystemTime, UNIX_EPOCH};

/// The clock that `Date` reads, the local time zone, and the state of `Math.random`. A host sets them where runs are to
/// be repeatable.
pub struct Ambient {
    /// Milliseconds since 1970 began, as `Date.now` gives them; the system's clock by default.
    pub clock: Box<dyn Fn() -> f64>,
    /// Lets so many milliseconds pass at once, where time jumps instead of passing.
    pub jump: Option<Box<dyn Fn(f64)>>,
    random: Option<[u64; 2]>,
    is_seeded: bool,
    zone: OnceCell<TimeZone>,
}

impl Default for Ambient {
    fn default() -> Ambient {
        Ambient {
            clock: Box::new(system_time),
            jump: None,
            random: None,
            is_seeded: false,
            zone: OnceCell::new(),
        }
    }
}

fn system_time() -> f64 {
    match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(since) => since.as_millis() as f64,
        Err(before) => -(before.duration().as_millis() as f64),
    }
}

impl Ambient {
    /// The local time zone: unless it was set, the system's, or the one that `TZ` names; found out
    /// when it is first asked for.
    pub fn time_zone(&self) -> &TimeZone {
        self.zone.get_or_init(TimeZone::system)
    }

    /// Makes the sequence of random numbers the one that belongs to a seed.
    pub fn seed_random(&mut self, seed: u64) {
        self.random = Some([spread(seed), spread(!seed)]);
        self.is_seeded = true;
    }

    /// Whether random numbers belong to a seed: then nothing else may be left to chance either.
    pub fn is_seeded(&self) -> bool {
        self.is_seeded
    }

    /// A random number of at least 0 and below 1: xorshift128+.
    #[inline]
    pub fn random(&mut self) -> f64 {
        let state = self.random.get_or_insert_with(random_state);
        let [mut a, b] = *state;
        a ^= a << 23;
        a ^= a >> 17;
        a ^= b ^ (b >> 26);
        *state = [b, a];
        (b.wrapping_add(a) >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// A state that differs from run to run: from the random keys of the standard library's hash maps.
fn random_state() -> [u64; 2] {
    use std::hash::{BuildHasher, RandomState};
    let keys = RandomState::new();
    [keys.hash_one(1), keys.hash_one(2) | 1]
}

/// Murmur3's finalizer: different seeds give states that have nothing in common.
fn spread(mut hash: u64) -> u64 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xC4CE_B9FE_1A85_EC53);
    hash ^ (hash >> 33)
}

#[cfg(test)]
mod tests {
    use super::Ambient;

    #[test]
    fn seeds_repeat() {
        let numbers = |seed| {
            let mut ambient = Ambient::default();
            ambient.seed_random(seed);
            (0..100).map(|_| ambient.random()).collect::<Vec<_>>()
        };
        assert_eq!(numbers(1), numbers(1));
        assert_ne!(numbers(1), numbers(2));
        assert!(numbers(0).iter().all(|number| (0.0..1.0).contains(number)));
    }
}
