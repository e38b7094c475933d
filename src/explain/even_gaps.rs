//! R13 where a meeting is added: how far apart the numbers of gaps of any two parties would be.

use crate::candidates::Pair;
use crate::event::{PartyId, PlaceId, SlotId};
use crate::problem::Problem;
use crate::quality::n_gaps;
use crate::timetable::{Meeting, Timetable};
use std::collections::BTreeMap;

/// The gaps of everybody in a timetable.
pub struct EvenGaps {
    /// The largest difference allowed.
    most: i64,
    of_party: Vec<i64>,
    /// Number of gaps -> how many parties have that many.
    n_parties: BTreeMap<i64, usize>,
    meetings: Vec<Vec<Meeting>>,
}

impl EvenGaps {
    /// `None` if there is no such rule.
    pub fn of(problem: Problem, timetable: &Timetable) -> Option<Self> {
        let event = problem.event;
        let most = i64::from(event.rules.max_gap_difference?);
        let meetings = timetable.by_party(event);
        let of_party: Vec<i64> = event.party_ids().map(|p| n_gaps(problem, p, &meetings[p.ix()])).collect();
        let mut n_parties = BTreeMap::new();
        of_party.iter().for_each(|gaps| *n_parties.entry(*gaps).or_default() += 1);
        Some(Self { most, of_party, n_parties, meetings })
    }

    /// Whether one more meeting of the pair in this slot leaves two parties too far apart.
    pub fn broken_by(&self, problem: Problem, pair: &Pair, slot: SlotId) -> bool {
        let after = pair.parties().map(|p| n_gaps(problem, p, &self.with_one_more(p, pair, slot)));
        let before = pair.parties().map(|p| self.of_party[p.ix()]);
        let keeps = |(gaps, n): &(&i64, &usize)| **n > before.iter().filter(|b| b == gaps).count();
        let of_others = || self.n_parties.iter().filter(keeps).map(|(gaps, _)| *gaps);
        let least = of_others().next().into_iter().chain(after).min();
        let greatest = of_others().next_back().into_iter().chain(after).max();
        least.zip(greatest).is_some_and(|(least, greatest)| greatest - least > self.most)
    }

    /// Where a meeting is held does not matter to gaps.
    fn with_one_more(&self, party: PartyId, pair: &Pair, slot: SlotId) -> Vec<Meeting> {
        let mut meetings = self.meetings[party.ix()].clone();
        let at = meetings.partition_point(|m| m.slot <= slot);
        meetings.insert(at, Meeting { sme: pair.sme, buyer: pair.buyer, slot, place: PlaceId(0), interpreter: None });
        meetings
    }
}
