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

    /// By how many points the total value falls at least if the two meet, whatever must wishes and minimums are given up for it; never below nothing. `None`
    /// if they cannot.
    pub fn points_lost(&self, score: &Score, a: PartyId, b: PartyId) -> Option<i128> {
        let with = self.points_with.get(&unordered(a, b))?;
        // Rounding down what it rises is rounding up what it falls.
        let rises = with - i128::from(score.value) * self.scale;
        Some((-rises.div_euclid(self.scale)).max(0))
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    const PAIR: (PartyId, PartyId) = (PartyId(0), PartyId(1));

    /// In thirds: two musts, nothing missing, ten points; with the pair as given.
    fn bounds(with: Triple, points_with: i128) -> PriceBounds {
        let (with, points_with) = (HashMap::from([(PAIR, with)]), HashMap::from([(PAIR, points_with)]));
        PriceBounds { bound: Triple::new(6, 0, 30), scale: 3, n_musts: 2, with, points_with }
    }

    fn score(value: i64) -> Score {
        Score { must_unheld: 0, shortfall: 0, value, quality: 0 }
    }

    #[test]
    fn points_lost_are_rounded_up_and_never_below_nothing() {
        for (points_with, lost) in [(24, 2), (25, 2), (26, 2), (27, 1), (29, 1), (30, 0), (31, 0), (40, 0)] {
            let bounds = bounds(Triple::ZERO, points_with);
            assert_eq!(bounds.points_lost(&score(10), PAIR.1, PAIR.0), Some(lost), "{points_with}");
        }
        assert_eq!(bounds(Triple::ZERO, 0).points_lost(&score(10), PartyId(0), PartyId(2)), None, "they cannot meet");
    }

    #[test]
    fn nothing_better_is_proved_only_where_every_level_is_met() {
        let all = bounds(Triple::new(6, 0, 20), 0);
        for (levels, proved) in
            [([0, 0, 10], true), ([0, 0, 11], true), ([0, 0, 9], false), ([1, 0, 10], false), ([0, 1, 10], false)]
        {
            assert_eq!(all.proves(levels, None), proved, "{levels:?}");
        }
        for (levels, proved) in [([0, 0, 6], true), ([0, 0, 5], false), ([1, 0, 6], false), ([0, 1, 6], false)] {
            assert_eq!(all.proves(levels, Some(PAIR)), proved, "{levels:?} with the pair");
        }
        assert!(all.proves([0, 0, 0], Some((PartyId(0), PartyId(2)))), "they cannot meet");
        let short = bounds(Triple::new(3, -6, 20), 0);
        for (levels, proved) in
            [([1, 2, 6], true), ([1, 2, 5], false), ([0, 2, 6], false), ([1, 1, 6], false), ([1, 3, 6], false)]
        {
            assert_eq!(short.proves(levels, Some(PAIR)), proved, "{levels:?}: one must wish and two meetings are missing");
        }
        let part = bounds(Triple::new(5, 0, 0), 0);
        assert!(!part.proves([0, 0, 10], Some(PAIR)), "a third of a must wish leaves room below");
    }
}
