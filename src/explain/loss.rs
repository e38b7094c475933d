//! What holding a wish that is not met would cost at least, by the prices that bound every timetable.

use super::proof::first_levels;
use crate::event::{DayId, PairId, PartyId, SlotId};
use crate::outcome::{Certificate, Unmet};
use crate::prices::{Valuation, day_capacity, party_capacity};
use crate::problem::Problem;
use crate::timetable::Timetable;
use crate::triple::Triple;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Fills in the losses: by points alone, so that they hold whatever must wishes and minimums are given up. A timetable that holds the pair is no better than the bound less what the prices of the pair exceed its worth by, and less what
/// is saved if the prices of its two parties are raised.
pub fn losses(problem: Problem, timetable: &Timetable, certificate: &Certificate, unmet: &mut [Unmet]) {
    let valuation = Valuation::of_points(problem, &certificate.prices.points_alone());
    let (bound, scale) = (valuation.bound(), valuation.scale);
    let [_, _, value] = first_levels(problem, timetable);
    let reached = Triple::points(value) * scale;
    let fixed = Fixed::of(problem);
    for row in unmet {
        let id = problem.candidates.first_between(row.sme, row.buyer).filter(|id| fixed.leave_room(*id));
        row.loss = id.and_then(|id| Some((id, valuation.left[id.ix()]?))).map(|(id, left)| {
            let saved = problem.candidates.pair(id).parties().map(|party| saved(problem, &valuation, party, id));
            let with = bound + left.min(Triple::ZERO) - Triple::points(saved.iter().sum());
            ((reached - with).value.max(0) + scale - 1) / scale
        });
    }
}

/// The fixed meetings, which stand in every timetable.
struct Fixed<'a> {
    problem: Problem<'a>,
    /// By party.
    of_party: Vec<Vec<(PairId, SlotId)>>,
}

impl<'a> Fixed<'a> {
    fn of(problem: Problem<'a>) -> Self {
        let slot = |id: &PairId| Some((*id, problem.candidates.pair(*id).fixed?.0));
        Self {
            problem,
            of_party: problem.candidates.of_party.iter().map(|pairs| pairs.iter().filter_map(slot).collect()).collect(),
        }
    }

    /// Whether they leave the pair room: with both of its parties, on a day and in all, and with the organization.
    fn leave_room(&self, id: PairId) -> bool {
        let Problem { event, candidates } = self.problem;
        let pair = candidates.pair(id);
        let has_room = |party: PartyId| (self.of_party[party.ix()].len() as i64) < party_capacity(self.problem, party);
        let has_room_on = |party: PartyId, day: DayId| {
            let fixed = self.of_party[party.ix()].iter();
            let n_fixed = fixed.filter(|(_, slot)| event.grid.slots[slot.ix()].day == day).count() as i64;
            n_fixed < day_capacity(self.problem, party, day)
        };
        let is_other_of_org = |other: PairId| {
            let there = candidates.pair(other);
            there.sme == pair.sme && there.buyer != pair.buyer && candidates.org_group(other) == candidates.org_group(id)
        };
        let days: BTreeSet<DayId> = pair.slots.iter().map(|slot| event.grid.slots[slot.ix()].day).collect();
        pair.parties().into_iter().all(has_room)
            && days.into_iter().any(|day| pair.parties().into_iter().all(|party| has_room_on(party, day)))
            && (candidates.org_group(id).is_none()
                || !self.of_party[pair.sme.ix()].iter().any(|(other, _)| is_other_of_org(*other)))
    }
}

/// By how much the bound of timetables with the pair falls at most if each meeting of one of its parties pays more: every meeting that the party can hold
/// adds that much to the bound, the pair itself and every other pair that still pays take it off.
fn saved(problem: Problem, valuation: &Valuation, party: PartyId, id: PairId) -> i64 {
    let first = problem.candidates.first_copy(id);
    let others = problem.candidates.of_party[party.ix()].iter().filter(|other| problem.candidates.first_copy(**other) != first);
    let left = others.filter_map(|other| valuation.left[other.ix()].map(|left| left.value));
    let mut points: Vec<i64> = left.filter(|left| *left > 0).collect();
    // What is saved grows with the price as long as more pairs still pay than the party can hold beside this one: with the best price, those that it can
    // hold beside it cancel out, and what all others have left is saved.
    let n_beside = usize::try_from(party_capacity(problem, party) - 1).unwrap_or(0);
    if points.len() <= n_beside {
        return 0;
    }
    points.sort_unstable_by_key(|left| Reverse(*left));
    points[n_beside..].iter().sum()
}
