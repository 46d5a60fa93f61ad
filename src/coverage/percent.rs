//! Shares.

use std::fmt;

/// So many of so many.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(crate) struct Share {
    /// How many were covered.
    pub(crate) covered: u64,
    /// How many there are.
    pub(crate) total: u64,
}

impl Share {
    /// The share of counts that aren't 0.
    pub(super) fn of(counts: impl Iterator<Item = u64>) -> Share {
        let mut share = Share::default();
        for count in counts {
            share.total += 1;
            share.covered += u64::from(count > 0);
        }
        share
    }

    /// Both together.
    pub(super) fn and(self, other: Share) -> Share {
        Share {
            covered: self.covered + other.covered,
            total: self.total + other.total,
        }
    }

    /// In hundredths of a percent, rounded down, so that only all is 100 %. Nothing of nothing is all.
    pub(crate) fn hundredths(self) -> u64 {
        let share = u128::from(self.covered) * 10_000;
        let share = share.checked_div(u128::from(self.total));
        share.map_or(10_000, |share| share as u64)
    }

    /// Whether it is at least so many percent.
    pub(crate) fn reaches(self, percent: f64) -> bool {
        match self.total {
            0 => true,
            total => self.covered as f64 * 100.0 >= percent * total as f64,
        }
    }
}

impl fmt::Display for Share {
    /// In percent with up to two places, without the sign.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hundredths = self.hundredths();
        let (whole, rest) = (hundredths / 100, hundredths % 100);
        let text = match (rest, rest % 10) {
            (0, _) => whole.to_string(),
            (_, 0) => format!("{whole}.{}", rest / 10),
            _ => format!("{whole}.{rest:02}"),
        };
        f.pad(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::Share;

    #[test]
    fn only_all_is_a_hundred() {
        let text = |covered, total| Share { covered, total }.to_string();
        assert_eq!(text(0, 0), "100");
        assert_eq!(text(0, 3), "0");
        assert_eq!(text(2, 3), "66.66");
        assert_eq!(text(1, 2), "50");
        assert_eq!(text(1, 8), "12.5");
        assert_eq!(text(1, 1000), "0.1");
        assert_eq!(text(1, 2000), "0.05");
        assert_eq!(text(999_999, 1_000_000), "99.99");
    }

    #[test]
    fn a_threshold_isnt_rounded() {
        let share = Share {
            covered: 2,
            total: 3,
        };
        assert!(share.reaches(66.66) && !share.reaches(66.67));
        let all = Share {
            covered: 3,
            total: 3,
        };
        assert!(all.reaches(100.0));
    }
}
