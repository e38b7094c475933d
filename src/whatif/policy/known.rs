//! What is known of an optimum and of the difference of two: exactly, or between two bounds.

use super::super::tilt::Best;
use crate::triple::Triple;

/// A number that is known to lie between two others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Between {
    /// It is at least this.
    pub at_least: i64,
    /// It is at most this.
    pub at_most: i64,
}

impl Between {
    /// A number that is known.
    pub fn exactly(n: i64) -> Self {
        Self { at_least: n, at_most: n }
    }

    /// The points of the best timetable. `None` where a level before is not proved, which leaves the points open.
    pub fn points(best: &Best) -> Option<Self> {
        let before = |t: Triple| (t.must, t.shortfall);
        (before(best.worth) == before(best.bound)).then_some(Self { at_least: best.worth.value, at_most: best.bound.value })
    }

    /// This number less another.
    pub fn less(self, other: Self) -> Self {
        Self { at_least: self.at_least - other.at_most, at_most: self.at_most - other.at_least }
    }

    /// Both bounds are the same.
    pub fn is_exact(self) -> bool {
        self.at_least == self.at_most
    }
}
