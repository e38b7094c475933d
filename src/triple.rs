//! Levels 1 to 3 in one value that compares lexicographically: what a timetable reaches, what a pair adds to it, what a price takes.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Neg, Sub};

/// (must wishes held, shortfall negated, points), compared in this order. An ordered group, so weak duality holds in it as it does for numbers.
///
/// Entries stay below the powers of two that [`Triple::packed`] leaves them: `event/limits.rs` bounds every size and weight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Triple {
    /// Must wishes held.
    pub must: i64,
    /// Meetings missing to `min_meetings`, negated.
    pub shortfall: i64,
    /// Points.
    pub value: i64,
}

/// Bits that the points, and then the shortfall, take in a packed triple, signs included.
const VALUE_BITS: u32 = 52;
const SHORTFALL_BITS: u32 = 36;

impl Triple {
    /// Nothing on any level.
    pub const ZERO: Self = Self { must: 0, shortfall: 0, value: 0 };
    /// One meeting less missing to a minimum: the most that a reward for it may be.
    pub const ONE_SHORTFALL: Self = Self { must: 0, shortfall: 1, value: 0 };

    /// Points alone.
    pub fn points(value: i64) -> Self {
        Self { value, ..Self::ZERO }
    }

    /// All three entries are 0.
    pub fn is_zero(self) -> bool {
        self == Self::ZERO
    }

    /// The greater of this and nothing.
    pub fn positive(self) -> Self {
        self.max(Self::ZERO)
    }

    /// One number that compares as the triple does and adds entry by entry: the weights that a lexicographic objective needs, exactly.
    pub fn packed(self) -> i128 {
        debug_assert!(
            self.value.unsigned_abs() < 1 << (VALUE_BITS - 1) && self.shortfall.unsigned_abs() < 1 << (SHORTFALL_BITS - 1)
        );
        (i128::from(self.must) << (VALUE_BITS + SHORTFALL_BITS))
            + (i128::from(self.shortfall) << VALUE_BITS)
            + i128::from(self.value)
    }

    /// The triple of a sum of packed ones.
    pub fn unpacked(packed: i128) -> Self {
        let (rest, value) = split(packed, VALUE_BITS);
        let (must, shortfall) = split(rest, SHORTFALL_BITS);
        Self { must: i64::try_from(must).expect("fewer than 2^39 must wishes"), shortfall, value }
    }
}

/// The signed number in the low bits, and what stands above it.
fn split(packed: i128, bits: u32) -> (i128, i64) {
    let low = (packed << (128 - bits)) >> (128 - bits);
    ((packed - low) >> bits, low as i64)
}

impl Add for Triple {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { must: self.must + other.must, shortfall: self.shortfall + other.shortfall, value: self.value + other.value }
    }
}

impl AddAssign for Triple {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Neg for Triple {
    type Output = Self;
    fn neg(self) -> Self {
        Self { must: -self.must, shortfall: -self.shortfall, value: -self.value }
    }
}

impl Sub for Triple {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Mul<i64> for Triple {
    type Output = Self;
    fn mul(self, times: i64) -> Self {
        Self { must: self.must * times, shortfall: self.shortfall * times, value: self.value * times }
    }
}

impl Sum for Triple {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::ZERO, Self::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packing_keeps_order_and_sums_whatever_the_signs() {
        let some = [-1_000_000_007, -3, -1, 0, 1, 2, 999_999_999];
        let all: Vec<Triple> =
            (0..343).map(|i| Triple { must: some[i / 49], shortfall: some[i / 7 % 7], value: some[i % 7] * 1_000 }).collect();
        for a in &all {
            assert_eq!(Triple::unpacked(a.packed()), *a);
            for b in &all {
                assert_eq!(a.cmp(b), a.packed().cmp(&b.packed()), "{a:?} {b:?}");
                assert_eq!(Triple::unpacked(a.packed() + b.packed()), *a + *b);
            }
        }
    }
}
