//! The delay of a timer: what a number given to `setTimeout` becomes, and what Node says about it.
//!
//! Owns the range rule and the warnings' names, texts and once-only rule. Does not own coercion to
//! a number nor the emitting of warnings. As Node's docs say: a delay that is greater than
//! 2147483647, less than 1 or NaN is set to 1, and fractions are cut off.

/// The longest delay, in milliseconds: 2^31 - 1.
pub const LONGEST_DELAY: u32 = i32::MAX as u32;

/// A delay as it is used, and what to warn about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Delay {
    /// What `_idleTimeout` and `_repeat` show: in milliseconds, 1 to 2147483647, with its fraction.
    pub requested: f64,
    /// Whole milliseconds, 1 to 2147483647: what the timer waits.
    pub milliseconds: u32,
    /// What was wrong with the given number.
    pub warning: Option<DelayWarning>,
}

impl Delay {
    /// The delay for a number; `undefined` (no delay given) is `None` and gives 1 without warning.
    pub fn from_number(given: Option<f64>) -> Self {
        let least = Self {
            requested: 1.0,
            milliseconds: 1,
            warning: None,
        };
        let Some(given) = given else { return least };
        if (1.0..=f64::from(LONGEST_DELAY)).contains(&given) {
            return Self {
                requested: given,
                milliseconds: given as u32,
                warning: None,
            };
        }
        let warning = if given.is_nan() {
            Some(DelayWarning::NotANumber)
        } else if given < 0.0 {
            Some(DelayWarning::Negative)
        } else if given > f64::from(LONGEST_DELAY) {
            Some(DelayWarning::Overflow)
        } else {
            None
        };
        Self { warning, ..least }
    }
}

/// Why a delay became 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DelayWarning {
    /// Greater than 2147483647.
    Overflow,
    /// Less than 0.
    Negative,
    /// Not a number.
    NotANumber,
}

impl DelayWarning {
    /// The `name` of the warning.
    pub fn name(self) -> &'static str {
        match self {
            Self::Overflow => "TimeoutOverflowWarning",
            Self::Negative => "TimeoutNegativeWarning",
            Self::NotANumber => "TimeoutNaNWarning",
        }
    }

    /// The `message` of the warning, for the number as text.
    pub fn message(self, number: &str) -> String {
        let problem = match self {
            Self::Overflow => "does not fit into a 32-bit signed integer",
            Self::Negative => "is a negative number",
            Self::NotANumber => "is not a number",
        };
        format!("{number} {problem}.\nTimeout duration was set to 1.")
    }
}

/// Which warnings a process has given: overflow is told each time, the others once.
#[derive(Debug, Default)]
pub struct DelayWarnings {
    negative: bool,
    not_a_number: bool,
}

impl DelayWarnings {
    /// Whether this warning is due now; it counts as given if so.
    pub fn is_due(&mut self, warning: DelayWarning) -> bool {
        let given = match warning {
            DelayWarning::Overflow => return true,
            DelayWarning::Negative => &mut self.negative,
            DelayWarning::NotANumber => &mut self.not_a_number,
        };
        !std::mem::replace(given, true)
    }
}

#[cfg(test)]
mod tests {
    use super::{Delay, DelayWarning, DelayWarnings};

    #[test]
    fn range() {
        let cases: &[(Option<f64>, u32, Option<DelayWarning>)] = &[
            (None, 1, None),
            (Some(0.0), 1, None),
            (Some(-0.0), 1, None),
            (Some(0.2), 1, None),
            (Some(1.7), 1, None),
            (Some(5.0), 5, None),
            (Some(2147483647.0), 2147483647, None),
            (Some(2147483647.5), 1, Some(DelayWarning::Overflow)),
            (Some(f64::INFINITY), 1, Some(DelayWarning::Overflow)),
            (Some(-1.0), 1, Some(DelayWarning::Negative)),
            (Some(f64::NEG_INFINITY), 1, Some(DelayWarning::Negative)),
            (Some(f64::NAN), 1, Some(DelayWarning::NotANumber)),
        ];
        for &(given, milliseconds, warning) in cases {
            let delay = Delay::from_number(given);
            assert_eq!(
                (delay.milliseconds, delay.warning),
                (milliseconds, warning),
                "{given:?}"
            );
        }
        assert_eq!(Delay::from_number(Some(1.7)).requested, 1.7);
        assert_eq!(Delay::from_number(Some(0.2)).requested, 1.0);
    }

    #[test]
    fn warnings() {
        let mut warnings = DelayWarnings::default();
        let due = |warnings: &mut DelayWarnings, warning| {
            [warnings.is_due(warning), warnings.is_due(warning)]
        };
        assert_eq!(due(&mut warnings, DelayWarning::Overflow), [true, true]);
        assert_eq!(due(&mut warnings, DelayWarning::Negative), [true, false]);
        assert_eq!(due(&mut warnings, DelayWarning::NotANumber), [true, false]);
        assert_eq!(
            DelayWarning::Overflow.message("Infinity"),
            "Infinity does not fit into a 32-bit signed integer.\nTimeout duration was set to 1."
        );
    }
}
