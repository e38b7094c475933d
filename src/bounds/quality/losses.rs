//! What the price list says a party loses of the bound of levels 1 to 3 by holding few meetings.
//!
//! The bound B of a price list less what a timetable x is worth is a sum of terms that are never below 0: for each price, price x what x leaves of
//! its capacity; for each pair, what x forgoes or overpays. A timetable worth at least V loses at most B - V in all. So with
//! any multiplier m >= 0, and for any cost that is a sum over parties,
//!
//! ```text
//! cost(x) >= sum over p of (cost_p(x) + m loss_p(x)) - m (B - V)
//! ```
//!
//! (Lagrangian relaxation, Geoffrion 1974). A party's losses are bounded by its number of meetings alone.

use super::busy::NONE;
use super::load::PartyLoad;
use crate::event::{PairId, PartyId};
use crate::prices::{PriceList, day_capacity, party_capacity};
use crate::problem::Problem;
use std::collections::BTreeMap;

/// What is known of timetables as good at levels 1 to 3.
#[derive(Clone, Copy)]
pub struct AsGood<'a> {
    /// Pairs that are in every one of them; leaving some out only weakens the bound.
    pub held: &'a [PairId],
    pub prices: &'a PriceList,
    /// The bound of the prices less what the timetables are worth at least, packed.
    pub spare: i128,
}

/// Something with a price: how often a party can use it, and what each use that it leaves costs, packed.
#[derive(Clone, Copy)]
struct PricedCapacity {
    capacity: i64,
    price: i128,
}

/// What parties lose, by party.
pub(super) struct Losses {
    /// Each may be used by all of a party's meetings.
    whole: BTreeMap<PartyId, Vec<PricedCapacity>>,
    /// Days: each of a party's meetings uses one of them.
    days: BTreeMap<PartyId, Vec<PricedCapacity>>,
    /// Slots, likewise.
    slots: BTreeMap<PartyId, Vec<PricedCapacity>>,
}

impl Losses {
    pub(super) fn of(problem: Problem, prices: &PriceList) -> Self {
        let mut losses = Self { whole: BTreeMap::new(), days: BTreeMap::new(), slots: BTreeMap::new() };
        for (party, price) in problem.event.party_ids().zip(&prices.party).filter(|(_, price)| !price.is_zero()) {
            let capacity = party_capacity(problem, party);
            losses.whole.entry(party).or_default().push(PricedCapacity { capacity, price: price.packed() });
        }
        for row in &prices.rows {
            if let Some(party) = common_party(problem, &row.pairs) {
                losses.whole.entry(party).or_default().push(PricedCapacity { capacity: row.at_most, price: row.price.packed() });
            }
        }
        for ((party, day), price) in &prices.party_day {
            losses
                .days
                .entry(*party)
                .or_default()
                .push(PricedCapacity { capacity: day_capacity(problem, *party, *day), price: price.packed() });
        }
        for ((party, slot), price) in &prices.party_slot {
            if problem.candidates.free[party.ix()].contains(*slot) {
                let capacity = i64::from(problem.event.party(*party).capacity);
                losses.slots.entry(*party).or_default().push(PricedCapacity { capacity, price: price.packed() });
            }
        }
        let dearest_first = |list: &mut Vec<PricedCapacity>| list.sort_unstable_by_key(|priced| -priced.price);
        losses.days.values_mut().chain(losses.slots.values_mut()).for_each(dearest_first);
        losses
    }

    /// What a party with this many meetings loses at least.
    fn with(&self, party: PartyId, n_meetings: i64) -> i128 {
        let whole = self.whole.get(&party).into_iter().flatten();
        let of_whole: i128 = whole.map(|p| p.price * i128::from((p.capacity - n_meetings).max(0))).sum();
        let of_parts = [&self.days, &self.slots].map(|parts| parts.get(&party).map_or(0, |list| left_over(list, n_meetings)));
        of_whole + of_parts.iter().sum::<i128>()
    }

    /// By the number of busy slots.
    pub(super) fn by_count(&self, load: &PartyLoad) -> Vec<i128> {
        (0..=*load.n_busy.end() as i64).map(|n| self.with(load.party, n * load.capacity)).collect()
    }
}

/// What stays unused, priced, if meetings take the dearest first.
fn left_over(dearest_first: &[PricedCapacity], n_meetings: i64) -> i128 {
    let mut to_place = n_meetings;
    let mut lost = 0;
    for priced in dearest_first {
        let used = priced.capacity.min(to_place).max(0);
        to_place -= used;
        lost += priced.price * i128::from(priced.capacity - used);
    }
    lost
}

/// The party that all pairs share; the one that plays the SME if they share both.
fn common_party(problem: Problem, pairs: &[PairId]) -> Option<PartyId> {
    let (first, rest) = pairs.split_first()?;
    let parties = |id: &PairId| problem.candidates.pair(*id).parties();
    parties(first).into_iter().find(|party| rest.iter().all(|id| parties(id).contains(party)))
}

/// The costs that a party can have and what each loses, by the number of its busy slots.
pub(super) struct Choices {
    pub costs: Vec<i64>,
    pub losses: Vec<i128>,
}

/// Multipliers are whole numbers over this.
const DENOMINATOR: i128 = 1 << 20;

/// The greatest bound of the sum of the parties' costs over all multipliers tried, if all of them together lose at most `spare`.
pub(super) fn least_sum(choices: &[Choices], spare: i128) -> i64 {
    let sum = |multiplier: i128| -> Option<i128> {
        let spared = multiplier.checked_mul(spare)?;
        let all = choices.iter().map(|c| c.least(multiplier)).try_fold(0i128, |sum, least| sum.checked_add(least?));
        all?.checked_sub(spared)
    };
    // A concave function of the multiplier: its greatest value lies between neighbours of the best of a ladder, and rungs further up overflow
    // only where prices on must wishes have made the sum great enough before.
    let ladder = (0..60).map(|power| if power == 0 { 0 } else { 1i128 << power });
    let best = ladder.filter_map(|m| Some((sum(m)?, m))).max_by_key(|(sum, m)| (*sum, -m));
    let Some((mut best, at)) = best else { return 0 };
    let (mut low, mut high) = (at / 2, at * 2);
    while low + 2 < high {
        let (a, b) = (low + (high - low) / 3, high - (high - low) / 3);
        let (Some(of_a), Some(of_b)) = (sum(a), sum(b)) else { break };
        best = best.max(of_a).max(of_b);
        if of_a < of_b { low = a } else { high = b }
    }
    let whole = best.div_euclid(DENOMINATOR) + i128::from(best.rem_euclid(DENOMINATOR) > 0);
    i64::try_from(whole).unwrap_or(0).max(0)
}

impl Choices {
    /// The least of cost and losses, in units of 1 / [`DENOMINATOR`]; 0 if the party has no choice, as then no such timetable exists and any bound is true.
    /// `None` where a number is too large.
    fn least(&self, multiplier: i128) -> Option<i128> {
        let possible = self.costs.iter().zip(&self.losses).filter(|(cost, _)| **cost < NONE);
        let mut least: Option<i128> = None;
        for (cost, loss) in possible {
            let sum = i128::from(*cost) * DENOMINATOR + loss.checked_mul(multiplier)?;
            least = Some(least.map_or(sum, |l| l.min(sum)));
        }
        Some(least.unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::Dice;
    use crate::candidates::Candidates;
    use crate::event::{DayId, SlotId};
    use crate::prices::PricedRow;
    use crate::testing::sample::Sample;
    use crate::triple::Triple;
    use std::collections::BTreeSet;

    #[test]
    fn a_party_loses_what_it_leaves_of_itself_its_rows_its_days_and_its_slots() {
        let event = Sample::new().smes(1).buyers(6).days(2).sessions(1, 3).all_want().event();
        let candidates = Candidates::new(&event);
        let problem = Problem::new(&event, &candidates);
        let mut prices = PriceList::free(event.parties.len());
        let points = |n: i64| Triple::points(n);
        prices.party[0] = points(3);
        prices.party_day = [((PartyId(0), DayId(0)), points(2)), ((PartyId(0), DayId(1)), points(5))].into();
        prices.party_slot = [((PartyId(0), SlotId(1)), points(1)), ((PartyId(0), SlotId(4)), points(4))].into();
        let of_both: Vec<PairId> = candidates.pair_ids().take(2).collect();
        prices.rows = vec![PricedRow { at_most: 1, pairs: of_both, price: points(6) }];
        let load = PartyLoad::of(problem, PartyId(0), &BTreeSet::new());
        let lost = Losses::of(problem, &prices).by_count(&load);
        // Six slots in all, three a day; the day for 5 and the slot for 4 are taken first.
        let wanted = [
            6 * 3 + 6 + 3 * 5 + 3 * 2 + 4 + 1,
            5 * 3 + 2 * 5 + 3 * 2 + 1,
            4 * 3 + 5 + 3 * 2,
            3 * 3 + 3 * 2,
            2 * 3 + 2 * 2,
            3 + 2,
            0,
        ];
        assert_eq!(lost, wanted.map(|n| points(n).packed()));
        assert!(Losses::of(problem, &prices).with(PartyId(1), 0) == 0, "buyers pay nothing");
    }

    #[test]
    fn what_stays_unused_is_worth_least_if_the_dearest_go_first() {
        let mut dice = Dice::new(3);
        for _ in 0..500 {
            let n = 1 + dice.below(3);
            let mut list: Vec<PricedCapacity> =
                (0..n).map(|_| PricedCapacity { capacity: dice.below(4) as i64, price: dice.below(9) as i128 }).collect();
            list.sort_by_key(|priced| -priced.price);
            let n_meetings = dice.below(12) as i64;
            // All ways to use the capacities.
            let mut ways: Vec<(i64, i128)> = vec![(0, 0)];
            for priced in &list {
                let more = |(used, lost): &(i64, i128)| {
                    let (used, lost) = (*used, *lost);
                    (0..=priced.capacity).map(move |n| (used + n, lost + priced.price * i128::from(priced.capacity - n)))
                };
                ways = ways.iter().flat_map(more).collect();
            }
            let least = ways.iter().filter(|(used, _)| *used <= n_meetings).map(|(_, lost)| *lost).min();
            assert_eq!(Some(left_over(&list, n_meetings)), least);
        }
    }

    /// The greatest bound of all multipliers as a fraction: a concave function has it at 0 or where two choices of a party weigh the same.
    fn greatest(all: &[Choices], spare: i128) -> (i128, i128) {
        let possible = |choices: &Choices| -> Vec<(i128, i128)> {
            let pairs = choices.costs.iter().zip(&choices.losses).filter(|(cost, _)| **cost < NONE);
            pairs.map(|(cost, loss)| (i128::from(*cost), *loss)).collect()
        };
        let mut multipliers = vec![(0, 1)];
        for choices in all.iter().map(possible) {
            let crossings = choices.iter().flat_map(|a| choices.iter().map(move |b| (a.0 - b.0, b.1 - a.1)));
            multipliers.extend(crossings.filter(|(up, down)| *up > 0 && *down > 0));
        }
        let value = |(up, down): (i128, i128)| {
            let least =
                |choices: Vec<(i128, i128)>| choices.iter().map(|(cost, loss)| cost * down + loss * up).min().unwrap_or(0);
            (all.iter().map(possible).map(least).sum::<i128>() - spare * up, down)
        };
        multipliers.into_iter().map(value).max_by(|a, b| (a.0 * b.1).cmp(&(b.0 * a.1))).expect("0 is one of them")
    }

    #[test]
    fn the_bound_is_the_greatest_of_all_multipliers_and_no_choice_within_the_spare_is_cheaper() {
        let (mut dice, mut n_bounds) = (Dice::new(4), [0; 3]);
        for round in 0..2_000 {
            let parties: Vec<Choices> = (0..1 + dice.below(3))
                .map(|_| {
                    let n = 1 + dice.below(4);
                    let cost = |dice: &mut Dice| if dice.one_in(6) { NONE } else { dice.below(9) as i64 };
                    let costs = (0..n).map(|_| cost(&mut dice)).collect();
                    Choices { costs, losses: (0..n).map(|_| dice.below(20) as i128).collect() }
                })
                .collect();
            let spare = dice.below(25) as i128;
            let bound = least_sum(&parties, spare);
            let (up, down) = greatest(&parties, spare);
            let mut sums = vec![(0, 0)];
            for choices in &parties {
                let possible: Vec<(i64, i128)> = choices.costs.iter().copied().zip(choices.losses.iter().copied()).collect();
                let one_more = |(cost, loss): &(i64, i128)| {
                    let (cost, loss) = (*cost, *loss);
                    possible.iter().filter(|(c, _)| *c < NONE).map(move |(c, l)| (cost + c, loss + l)).collect::<Vec<_>>()
                };
                sums = sums.iter().flat_map(one_more).collect();
            }
            let least = sums.iter().filter(|(_, loss)| *loss <= spare).map(|(cost, _)| *cost).min();
            // Multipliers are rounded, so a bound may stay a little below: where that could matter, other rounds decide.
            let ceiling = |up: i128, down: i128| (up.div_euclid(down) + i128::from(up.rem_euclid(down) > 0)).max(0);
            let exact = ceiling(up, down);
            if least.is_some() && ceiling(up * 1_000 - down, down * 1_000) == exact {
                assert_eq!(i128::from(bound), exact, "round {round}");
            }
            match least {
                Some(least) if bound == least && bound > 0 => n_bounds[0] += 1,
                Some(least) => {
                    assert!(bound <= least, "round {round}");
                    n_bounds[1] += 1;
                }
                // Nothing is so good, and any bound is true.
                None => n_bounds[2] += 1,
            }
        }
        assert!(n_bounds.iter().all(|n| *n > 200), "exact, lower and impossible: {n_bounds:?}");
    }

    #[test]
    fn a_party_without_a_choice_and_numbers_too_large_claim_nothing() {
        assert_eq!(least_sum(&[Choices { costs: vec![NONE, NONE], losses: vec![0, 0] }], 0), 0);
        assert_eq!(least_sum(&[], 7), 0);
        let huge = Choices { costs: vec![3, 5], losses: vec![i128::MAX, i128::MAX / 2] };
        assert_eq!(least_sum(&[huge], i128::MAX), 3, "without prices the cheapest is left");
    }
}
