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
