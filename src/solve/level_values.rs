//! The values of levels 1 to 3 of a timetable, and bounds of them, which compare lexicographically.

use crate::candidates::Candidates;
use crate::event::{PairId, PlaceId};
use crate::outcome::Level;
use crate::problem::Problem;
use crate::timetable::{Meeting, Timetable};
use crate::triple::Triple;
use std::cmp::Ordering;

/// The values of levels 1 to 3: what a timetable reaches, or a bound of each among timetables that reach the bounds before it.
/// Less is better: fewer must wishes not held, then less shortfall, then more value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LevelValues {
    pub must_unheld: i64,
    pub shortfall: i64,
    pub value: i64,
}

impl LevelValues {
    pub fn of(problem: Problem, timetable: &Timetable) -> Self {
        let Problem { event, candidates } = problem;
        let mut n_meetings = vec![0; event.parties.len()];
        let mut value = 0;
        for pair in pairs_of(candidates, timetable).map(|id| candidates.pair(id)) {
            value += pair.value;
            pair.parties().iter().for_each(|p| n_meetings[p.ix()] += 1);
        }
        let must_unheld = candidates.n_musts() - candidates.musts_held(timetable);
        let missing = event.parties.iter().zip(n_meetings).map(|(p, n)| (i64::from(p.min_meetings) - n).max(0));
        Self { must_unheld, shortfall: missing.sum(), value }
    }

    /// The value of one of the levels 1 to 3.
    pub fn at(&self, level: Level) -> i64 {
        match level {
            Level::MustUnheld => self.must_unheld,
            Level::Shortfall => self.shortfall,
            Level::Value | Level::Quality | Level::Dropped | Level::Moved | Level::PlacedAnew => self.value,
        }
    }

    /// As prices say it, of an event with so many must wishes: greater is better.
    pub fn triple(&self, n_musts: i64) -> Triple {
        Triple { must: n_musts - self.must_unheld, shortfall: -self.shortfall, value: self.value }
    }
}

impl Ord for LevelValues {
    fn cmp(&self, other: &Self) -> Ordering {
        // With any number of must wishes the order is the same.
        other.triple(0).cmp(&self.triple(0))
    }
}

impl PartialOrd for LevelValues {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// (must wishes held, shortfall negated, points) of a timetable: greater is better.
pub fn worth(problem: Problem, timetable: &Timetable) -> Triple {
    LevelValues::of(problem, timetable).triple(problem.candidates.n_musts())
}

/// The candidate pairs that a timetable holds.
pub fn pairs_of(candidates: &Candidates, timetable: &Timetable) -> impl Iterator<Item = PairId> + use<> {
    candidates.of_meetings(timetable).into_iter().flatten()
}

/// Whether a timetable holds every fixed meeting as it is fixed (R07).
pub fn holds_fixed(candidates: &Candidates, timetable: &Timetable) -> bool {
    let at = |place: Option<PlaceId>, meeting: &Meeting| place.is_none_or(|place| place == meeting.place);
    let as_fixed = |(id, meeting): &(PairId, &Meeting)| candidates.pair(*id).fixed.is_some_and(|(_, place)| at(place, meeting));
    candidates.held(timetable).filter(as_fixed).count() == fixed_pairs(candidates).len()
}

/// The pairs that pins fix.
pub fn fixed_pairs(candidates: &Candidates) -> Vec<PairId> {
    candidates.pair_ids().filter(|id| candidates.pair(*id).fixed.is_some()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn earlier_levels_count_more_and_more_value_is_better() {
        let worse_and_worse = [(0, 0, 9), (0, 0, 8), (0, 1, 9), (1, 0, 99), (1, 0, 0)];
        let values = worse_and_worse.map(|(must_unheld, shortfall, value)| LevelValues { must_unheld, shortfall, value });
        assert!(values.is_sorted_by(|a, b| a < b));
    }
}
