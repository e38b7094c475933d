//! What people count in a timetable: meetings, wishes that come true by who made them, and parties that are left with nothing.

use crate::candidates::WishedBy;
use crate::event::{PairId, Side};
use crate::problem::Problem;
use crate::timetable::Timetable;
use std::collections::BTreeSet;

/// Counts of a timetable. Wishes that block do not count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Meetings held.
    pub meetings: i64,
    /// Wishes of parties that meet: a pair that wishes each other counts twice.
    pub wishes: i64,
    /// Pairs that meet and wish each other.
    pub mutual: i64,
    /// Pairs that meet by the wish of the party that plays the buyer alone.
    pub buyer_only: i64,
    /// Pairs that meet by the wish of the party that plays the SME alone.
    pub sme_only: i64,
    /// Pairs that meet though neither wished it.
    pub unwished: i64,
    /// SMEs without a meeting.
    pub smes_without: i64,
    /// Buyers without a meeting.
    pub buyers_without: i64,
}

impl Tally {
    /// Counts a timetable.
    pub fn of(problem: Problem, timetable: &Timetable) -> Self {
        let candidates = problem.candidates;
        let pairs = timetable.meetings().iter().filter_map(|m| candidates.first_between(m.sme, m.buyer));
        let met: BTreeSet<PairId> = pairs.collect();
        let mut tally = Self { meetings: timetable.len() as i64, ..Self::of_pairs(problem, met) };
        for (party, meetings) in problem.event.party_ids().zip(timetable.by_party(problem.event)) {
            let without = i64::from(meetings.is_empty());
            match problem.event.party(party).side {
                Side::Sme => tally.smes_without += without,
                Side::Buyer => tally.buyers_without += without,
            }
        }
        tally
    }

    /// All wishes there are and all pairs that they make, as if every one came true.
    pub fn of_all(problem: Problem) -> Self {
        let first = problem.candidates.pair_ids().filter(|id| problem.candidates.pair(*id).copy == 0);
        Self::of_pairs(problem, first.collect())
    }

    /// Parties of both sides without a meeting.
    pub fn without(&self) -> i64 {
        self.smes_without + self.buyers_without
    }

    fn of_pairs(problem: Problem, pairs: BTreeSet<PairId>) -> Self {
        let mut tally = Self::default();
        for pair in pairs.into_iter().map(|id| problem.candidates.pair(id)) {
            tally.wishes += [pair.sme_wish, pair.buyer_wish].iter().flatten().count() as i64;
            match pair.wished_by() {
                WishedBy::Both => tally.mutual += 1,
                WishedBy::Buyer => tally.buyer_only += 1,
                WishedBy::Sme => tally.sme_only += 1,
                WishedBy::None => tally.unwished += 1,
            }
        }
        tally
    }
}
