//! Levels 1 to 3 of a timetable in one value that compares lexicographically.

use crate::candidates::Candidates;
use crate::event::PairId;
use crate::outcome::Level;
use crate::problem::Problem;
use crate::timetable::Timetable;
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
        let mut held = vec![0; event.parties.len()];
        let mut musts: i64 = candidates.pairs.iter().map(|p| i64::from(p.n_must)).sum();
        let mut value = 0;
        for pair in pairs_of(candidates, timetable).map(|id| candidates.pair(id)) {
            musts -= i64::from(pair.n_must);
            value += pair.value;
            pair.parties().iter().for_each(|p| held[p.ix()] += 1);
        }
        let missing = event.parties.iter().zip(held).map(|(p, held)| (i64::from(p.min_meetings) - held).max(0));
        Self { must_unheld: musts, shortfall: missing.sum(), value: Reverse(value) }
    }

    /// The value of one of the levels 1 to 3.
    pub fn at(&self, level: Level) -> i64 {
        match level {
            Level::MustUnheld => self.must_unheld,
            Level::Shortfall => self.shortfall,
            Level::Value | Level::Quality => self.value.0,
        }
    }
}

/// The candidate pairs that a timetable holds.
pub fn pairs_of<'a>(candidates: &'a Candidates, timetable: &'a Timetable) -> impl Iterator<Item = PairId> + 'a {
    let id = |m: &crate::timetable::Meeting| candidates.between(m.sme, m.buyer).expect("a meeting is of a candidate pair");
    timetable.meetings().iter().map(id)
}
