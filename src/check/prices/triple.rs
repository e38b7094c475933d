//! The three values of levels 1 to 3 as one, in exact whole numbers: an operation that would not fit says so. Knows no event.

/// (must wishes held, shortfall negated, value), compared in this order: greater is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Triple {
    /// Must wishes held.
    pub must: i128,
    /// Meetings missing to `min_meetings`, negated.
    pub shortfall: i128,
    /// Points.
    pub value: i128,
}

impl Triple {
    /// Nothing on any level.
    pub const ZERO: Self = Self { must: 0, shortfall: 0, value: 0 };

    /// The entries in the order in which they are compared.
    pub fn new(must: i128, shortfall: i128, value: i128) -> Self {
        Self { must, shortfall, value }
    }

    /// `None` if a number would not fit, as below.
    pub fn plus(self, other: Self) -> Option<Self> {
        Some(Self {
            must: self.must.checked_add(other.must)?,
            shortfall: self.shortfall.checked_add(other.shortfall)?,
            value: self.value.checked_add(other.value)?,
        })
    }

    /// Entry by entry; `None` on overflow.
    pub fn minus(self, other: Self) -> Option<Self> {
        Some(Self {
            must: self.must.checked_sub(other.must)?,
            shortfall: self.shortfall.checked_sub(other.shortfall)?,
            value: self.value.checked_sub(other.value)?,
        })
    }

    /// Every entry times `n`; `None` on overflow.
    pub fn times(self, n: i128) -> Option<Self> {
        Some(Self {
            must: self.must.checked_mul(n)?,
            shortfall: self.shortfall.checked_mul(n)?,
            value: self.value.checked_mul(n)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn earlier_values_count_more() {
        let sorted = [(-1, 9, 9), (0, -1, 9), (0, 0, -1), (0, 0, 0), (0, 0, 1), (0, 1, -9), (1, -9, -9)];
        assert!(sorted.map(|(a, b, c)| Triple::new(a, b, c)).is_sorted());
    }

    #[test]
    fn what_does_not_fit_is_said() {
        let (a, b) = (Triple::new(1, -2, 3), Triple::new(10, 20, 30));
        assert_eq!(a.plus(b), Some(Triple::new(11, 18, 33)));
        assert_eq!(a.minus(b), Some(Triple::new(-9, -22, -27)));
        assert_eq!(a.times(-3), Some(Triple::new(-3, 6, -9)));
        let entries = |n| [Triple::new(n, 0, 0), Triple::new(0, n, 0), Triple::new(0, 0, n)];
        for (most, least) in entries(i128::MAX).into_iter().zip(entries(i128::MIN)) {
            assert_eq!((most.plus(Triple::new(1, 1, 1)), least.minus(Triple::new(1, 1, 1)), most.times(2)), (None, None, None));
        }
    }
}
