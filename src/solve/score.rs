//! Levels 1 to 3 of a timetable in one value that compares lexicographically.

use crate::candidates::Candidates;
use crate::event::{PairId, PlaceId};
use crate::outcome::Level;
use crate::problem::Problem;
use crate::timetable::{Meeting, Timetable};
use std::cmp::Reverse;

/// Less is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Score {
    pub must_unheld: i64,
    pub shortfall: i64,
    pub value: Reverse<i64>,
}

impl Score {
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
        Self { must_unheld, shortfall: missing.sum(), value: Reverse(value) }
    }

    /// The value of one of the levels 1 to 3.
    pub fn at(&self, level: Level) -> i64 {
        match level {
            Level::MustUnheld => self.must_unheld,
            Level::Shortfall => self.shortfall,
            _ => self.value.0,
        }
    }
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
