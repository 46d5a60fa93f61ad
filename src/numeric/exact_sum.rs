//! The sum of many numbers, rounded once.
//!
//! A fixed-point number that is wide enough for every finite `f64`, in limbs of 32 bits. Limbs are
//! kept in 64 bits, so that carries have to be passed on only now and then.

/// From 2^-1074 to 2^1024, and room for 2^53 summands.
const LIMBS: usize = 68;

/// How many numbers can be added before carries must be passed on.
const BETWEEN_CARRIES: u32 = 1 << 30;

const LOW: i64 = 0xFFFF_FFFF;

/// A sum on its way. Limb `i` counts in units of 2^(32 i - 1074).
pub struct ExactSum {
    limbs: [i64; LIMBS],
    since_carry: u32,
}

impl Default for ExactSum {
    fn default() -> ExactSum {
        ExactSum {
            limbs: [0; LIMBS],
            since_carry: 0,
        }
    }
}

impl ExactSum {
    /// Adds a finite number.
    pub fn add(&mut self, number: f64) {
        let bits = number.to_bits();
        let (exponent, fraction) = (bits >> 52 & 0x7FF, bits & ((1 << 52) - 1));
        let (place, mantissa) = match exponent {
            0 => (0, fraction),
            _ => (exponent as usize - 1, fraction | 1 << 52),
        };
        let mut rest = u128::from(mantissa) << (place % 32);
        for limb in &mut self.limbs[place / 32..place / 32 + 3] {
            let part = rest as i64 & LOW;
            *limb += if number < 0.0 { -part } else { part };
            rest >>= 32;
        }
        self.since_carry += 1;
        if self.since_carry == BETWEEN_CARRIES {
            self.carry();
        }
    }

    /// Brings all limbs but the last into `0..2^32`.
    fn carry(&mut self) {
        self.since_carry = 0;
        let mut carry = 0;
        for limb in &mut self.limbs[..LIMBS - 1] {
            let sum = *limb + carry;
            (*limb, carry) = (sum & LOW, sum >> 32);
        }
        self.limbs[LIMBS - 1] += carry;
    }

    fn bit(&self, place: usize) -> u64 {
        (self.limbs[place / 32] >> (place % 32)) as u64 & 1
    }

    /// The number nearest to the sum; of two, the even one.
    pub fn rounded(mut self) -> f64 {
        self.carry();
        let negative = self.limbs[LIMBS - 1] < 0;
        if negative {
            self.limbs.iter_mut().for_each(|limb| *limb = -*limb);
            self.carry();
        }
        let Some(top) = self.limbs.iter().rposition(|limb| *limb != 0) else {
            return 0.0;
        };
        let length = top * 32 + 64 - self.limbs[top].leading_zeros() as usize;
        let dropped = length.saturating_sub(53);
        let bits = (dropped..length).rev();
        let mut mantissa = bits.fold(0, |bits, place| bits << 1 | self.bit(place));
        if dropped > 0 && self.bit(dropped - 1) == 1 {
            let tie = (0..dropped - 1).all(|place| self.bit(place) == 0);
            mantissa += if tie { mantissa & 1 } else { 1 };
        }
        // A mantissa that was rounded up to 2^53 adds to the exponent as it should.
        let bits = match dropped {
            0 => mantissa,
            _ => ((dropped as u64 + 1) << 52) + (mantissa - (1 << 52)),
        };
        let magnitude = f64::from_bits(bits.min(f64::INFINITY.to_bits()));
        if negative { -magnitude } else { magnitude }
    }
}

#[cfg(test)]
mod tests {
    use super::ExactSum;

    fn sum(numbers: &[f64]) -> f64 {
        let mut sum = ExactSum::default();
        numbers.iter().for_each(|number| sum.add(*number));
        sum.rounded()
    }

    #[test]
    fn one_number_is_its_own_sum() {
        let mut bits = 1u64;
        for _ in 0..10_000 {
            bits = bits.wrapping_mul(6364136223846793005).wrapping_add(1);
            let number = f64::from_bits(bits);
            if number.is_finite() {
                assert_eq!(sum(&[number]).to_bits(), (number + 0.0).to_bits());
                assert_eq!(sum(&[number, -number]), 0.0);
            }
        }
        assert_eq!(sum(&[f64::MAX]), f64::MAX);
        assert_eq!(sum(&[5e-324]), 5e-324);
    }

    #[test]
    fn nothing_is_lost_on_the_way() {
        assert_eq!(sum(&[1e20, 0.1, -1e20]), 0.1);
        assert_eq!(sum(&[1e308, 1e308, -1e308]), 1e308);
        assert_eq!(sum(&[f64::MAX, f64::MAX]), f64::INFINITY);
        assert_eq!(sum(&[f64::MAX, 1e291]), f64::MAX);
        assert_eq!(sum(&[-f64::MAX, -1e292]), f64::NEG_INFINITY);
        assert_eq!(sum(&[0.1; 10]), 1.0);
        assert_eq!(sum(&[9007199254740992.0, 1.0]), 9007199254740992.0);
        assert_eq!(sum(&[9007199254740992.0, 1.0, 5e-324]), 9007199254740994.0);
        assert_eq!(sum(&[-9007199254740994.0, -1.0]), -9007199254740996.0);
    }
}
