//! What holding one more pair costs at least, by the prices.

use super::Triple;
use crate::check::Score;
use crate::check::unordered::unordered;
use crate::event::PartyId;
use std::collections::HashMap;

/// What a price list proves of all timetables, and of those that hold a pair.
#[derive(Clone, Debug)]
pub struct PriceBounds {
    /// No timetable has a greater (musts held, -shortfall, value), in units of 1 / `scale`.
    pub bound: Triple,
    /// Units in which one point, one must wish and one missing meeting are counted.
    pub scale: i128,
    /// Meetings that the must wishes ask for.
    pub(super) n_musts: i64,
    /// The same of timetables that hold a pair, besides what pins fix of it; the smaller party id first. Not here: pairs without a way to be held.
    pub(super) with: HashMap<(PartyId, PartyId), Triple>,
    /// Points that no timetable exceeds that holds a pair, whatever it gives up of must wishes and minimums.
    pub(super) points_with: HashMap<(PartyId, PartyId), i128>,
}

impl PriceBounds {
    /// No timetable that holds a meeting of the two has a greater triple, in units of 1 / `scale`. `None` if there is no way to hold one.
    pub fn with(&self, a: PartyId, b: PartyId) -> Option<Triple> {
        self.with.get(&unordered(a, b)).copied()
    }

    /// By how much (musts held, -shortfall, value) of a timetable fall at least if the two meet, in whole units, lexicographically and never below
    /// nothing. `None` if they cannot.
    pub fn loss(&self, score: &Score, a: PartyId, b: PartyId) -> Option<Triple> {
        let with = self.with(a, b)?;
        let reached =
            [i128::from(self.n_musts) - i128::from(score.must_unheld), -i128::from(score.shortfall), score.value.into()];
        let falls =
            [reached[0] * self.scale - with.must, reached[1] * self.scale - with.shortfall, reached[2] * self.scale - with.value];
        Some(rounded_up(falls, self.scale))
    }
}

impl PriceBounds {
    /// By how many points the total value falls at least if the two meet, whatever must wishes and minimums are given up for it; never below nothing. `None`
    /// if they cannot.
    pub fn points_lost(&self, score: &Score, a: PartyId, b: PartyId) -> Option<i128> {
        let with = self.points_with.get(&unordered(a, b))?;
        let falls = i128::from(score.value) * self.scale - with;
        Some(rounded_up([0, 0, falls], self.scale).value)
    }
}

impl PriceBounds {
    /// Whether no timetable is better than one with these must wishes not held, shortfall and value; of two parties, whether none is in which
    /// they meet.
    pub fn proves(&self, [must_unheld, shortfall, value]: [i64; 3], pair: Option<(PartyId, PartyId)>) -> bool {
        let bound = match pair {
            Some((a, b)) => self.with(a, b),
            None => Some(self.bound),
        };
        let must = i128::from(self.n_musts) - i128::from(must_unheld);
        let next = (i128::from(value) + 1) * self.scale;
        // A part of a must wish above it would leave room for anything on the levels below.
        bound.is_none_or(|bound| {
            (bound.must, bound.shortfall) == (must * self.scale, -i128::from(shortfall) * self.scale) && bound.value < next
        })
    }
}

/// The least triple of whole units that is not below this one, nor below nothing.
fn rounded_up([must, shortfall, value]: [i128; 3], scale: i128) -> Triple {
    let up = |n: i128| n.div_euclid(scale) + i128::from(n.rem_euclid(scale) > 0);
    // Where a number is rounded up, the triple is above whatever follows.
    let whole = if must.rem_euclid(scale) > 0 {
        Triple::new(up(must), i128::MIN, i128::MIN)
    } else if shortfall.rem_euclid(scale) > 0 {
        Triple::new(must.div_euclid(scale), up(shortfall), i128::MIN)
    } else {
        Triple::new(must.div_euclid(scale), shortfall.div_euclid(scale), up(value))
    };
    whole.max(Triple::ZERO)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loss_is_rounded_up_in_lexicographic_order_and_never_below_nothing() {
        let of = |must, shortfall, value| rounded_up([must, shortfall, value], 3);
        assert_eq!(of(0, 0, 7), Triple::new(0, 0, 3));
        assert_eq!(of(0, 0, -7), Triple::ZERO);
        assert_eq!(of(3, -3, -9), Triple::new(1, -1, -3));
        assert_eq!(of(-1, 5, 5), Triple::ZERO, "a third of a must wish less than lost is none");
        assert_eq!((of(1, 0, 0).must, of(0, 1, 0).shortfall), (1, 1));
        assert_eq!(of(-3, 9, 9), Triple::ZERO);
    }
}
