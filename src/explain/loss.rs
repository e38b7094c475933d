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
    let paying: Vec<Paying> = problem.event.party_ids().map(|party| Paying::of(problem, &valuation, party)).collect();
    for row in unmet {
        let id = problem.candidates.first_between(row.sme, row.buyer).filter(|id| fixed.leave_room(*id));
        row.loss = id.and_then(|id| Some((id, valuation.left[id.ix()]?))).map(|(id, left)| {
            let saved = problem.candidates.pair(id).parties().map(|party| paying[party.ix()].saved(problem, &valuation, id));
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

/// The pairs of a party that pay more than they cost.
struct Paying {
    /// What each has left, the most first.
    left: Vec<i64>,
    /// Sum of the first ones, from none to all.
    sum: Vec<i64>,
    /// How many of them the party can hold beside one more.
    n_beside: usize,
}

impl Paying {
    fn of(problem: Problem, valuation: &Valuation, party: PartyId) -> Self {
        let all = problem.candidates.of_party[party.ix()].iter().filter_map(|id| left_of(valuation, *id));
        Self::new(all.collect(), usize::try_from(party_capacity(problem, party) - 1).unwrap_or(0))
    }

    fn new(mut left: Vec<i64>, n_beside: usize) -> Self {
        left.sort_unstable_by_key(|left| Reverse(*left));
        let mut sum = vec![0];
        left.iter().for_each(|left| sum.push(sum[sum.len() - 1] + left));
        Self { left, sum, n_beside }
    }

    /// By how much the bound of timetables with a pair of the party falls at most if each meeting of the party pays more: every meeting that the party can
    /// hold adds that much to the bound, the pair itself and every other pair that still pays take it off.
    ///
    /// What is saved grows with the price as long as more pairs still pay than the party can hold beside this one: with the best price, those that it can
    /// hold beside it cancel out, and what all others have left is saved.
    fn saved(&self, problem: Problem, valuation: &Valuation, id: PairId) -> i64 {
        let mut own: Vec<i64> = problem.candidates.copies(id).filter_map(|copy| left_of(valuation, copy)).collect();
        own.sort_unstable_by_key(|left| Reverse(*left));
        self.left_beyond(&own)
    }

    /// What all but the pair's own have left, but for the best of them that the party can hold beside it. `own`: the most first.
    fn left_beyond(&self, own: &[i64]) -> i64 {
        // The best of the others are the best of all without the pair's own, and as many more.
        let is_among_best = |(i, left): &(usize, &i64)| {
            let n_before = self.n_beside + i;
            n_before > 0 && self.left.get(n_before - 1).is_none_or(|last| last <= *left)
        };
        let n_own = own.iter().enumerate().take_while(is_among_best).count();
        let n_best = (self.n_beside + n_own).min(self.left.len());
        let (all, own_in_all) = (self.sum[self.left.len()], own.iter().sum::<i64>());
        let (best, own_in_best) = (self.sum[n_best], own[..n_own].iter().sum::<i64>());
        (all - own_in_all) - (best - own_in_best)
    }
}

/// What a pair has left after its prices, if that is something.
fn left_of(valuation: &Valuation, id: PairId) -> Option<i64> {
    valuation.left[id.ix()].map(|left| left.value).filter(|left| *left > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{RngExt, SeedableRng};

    #[test]
    fn the_best_of_the_others_are_left_out_whatever_is_the_pairs_own() {
        let mut random = rand_pcg::Pcg64::seed_from_u64(3);
        for _ in 0..3_000 {
            let mut points =
                |most: usize| -> Vec<i64> { (0..random.random_range(0..=most)).map(|_| random.random_range(1..6)).collect() };
            let (mut others, mut own) = (points(7), points(3));
            let n_beside = random.random_range(0..6);
            [&mut others, &mut own].iter_mut().for_each(|list| list.sort_unstable_by_key(|left| Reverse(*left)));
            let paying = Paying::new([others.clone(), own.clone()].concat(), n_beside);
            assert_eq!(paying.left_beyond(&own), others.iter().skip(n_beside).sum::<i64>(), "{others:?} {own:?} {n_beside}");
        }
    }
}
