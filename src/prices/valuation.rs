//! What a price list says: the bound, and what is left of every pair's worth.

use super::capacity::{day_capacity, party_capacity};
use super::fixed::Filled;
use super::{Group, PriceList};
use crate::candidates::Pair;
use crate::event::{InterpreterId, PairId, PlaceId, SlotId};
use crate::problem::Problem;
use crate::triple::Triple;
use std::collections::HashMap;

/// A price list applied to a problem. All triples in units of `1 / scale`.
#[derive(Clone, Debug)]
pub struct Valuation {
    pub scale: i64,
    /// Sum of price x capacity, less what minimums ask for.
    pub capacity_worth: Triple,
    /// By pair: its worth and rewards less what the cheapest way to hold it costs; `None` if it cannot be held.
    pub left: Vec<Option<Triple>>,
    /// By pair: how many times its remaining worth counts: once, and once more for each of `n_beyond`.
    times: Vec<i64>,
}

impl Valuation {
    /// Applies prices to the pairs' worth in all three levels.
    pub fn of(problem: Problem, prices: &PriceList) -> Self {
        Self::with_worth(problem, prices, |pair| Triple { must: i64::from(pair.n_must), shortfall: 0, value: pair.value })
    }

    /// Applies prices to the pairs' points alone: then the bound's value holds whatever musts and minimums a timetable loses.
    pub fn of_points(problem: Problem, prices: &PriceList) -> Self {
        Self::with_worth(problem, prices, |pair| Triple::points(pair.value))
    }

    /// What is left of the worth of one pair, in units of `1 / scale`; `None` if it cannot be held. For prices made for another problem with the same
    /// parties and slots, where the pair is in none of the priced rows.
    pub fn of_one(problem: Problem, prices: &PriceList, id: PairId) -> Option<Triple> {
        let mut costs = Costs::new(problem, prices);
        // They name the pairs of the other problem.
        costs.rows.clear();
        let pair = problem.candidates.pair(id);
        let cheapest = costs.cheapest(pair)?;
        let worth = Triple { must: i64::from(pair.n_must), shortfall: 0, value: pair.value };
        Some(worth * prices.scale + costs.rewards(pair) - costs.of_meeting(id, pair) - cheapest)
    }

    fn with_worth(problem: Problem, prices: &PriceList, worth: impl Fn(&Pair) -> Triple) -> Self {
        let mut costs = Costs::new(problem, prices);
        let candidates = problem.candidates;
        let left = candidates.pair_ids().map(|id| {
            let pair = candidates.pair(id);
            let cheapest = costs.cheapest(pair)?;
            Some(worth(pair) * prices.scale + costs.rewards(pair) - costs.of_meeting(id, pair) - cheapest)
        });
        let left = left.collect();
        let times = candidates.pairs.iter().map(|pair| 1 + i64::from(pair.n_beyond)).collect();
        Self { scale: prices.scale, capacity_worth: capacity_worth(problem, prices), left, times }
    }

    /// No timetable is worth more.
    pub fn bound(&self) -> Triple {
        let of_pairs = self.left.iter().zip(&self.times).filter_map(|(left, times)| Some((*left)?.positive() * *times));
        self.capacity_worth + of_pairs.sum()
    }

    /// The bound in whole units: the greatest triple of whole numbers that is not above it. `None` for an entry that may be anything,
    /// because the entry before it was rounded down.
    pub fn whole_bound(&self) -> (i64, Option<i64>, Option<i64>) {
        let bound = self.bound();
        let exact = |entry: i64| entry.rem_euclid(self.scale) == 0;
        let shortfall = exact(bound.must).then_some(bound.shortfall);
        let value = shortfall.filter(|s| exact(*s)).map(|_| bound.value);
        let whole = |entry: i64| entry.div_euclid(self.scale);
        (whole(bound.must), shortfall.map(whole), value.map(whole))
    }

    /// What the prices say about every pair in timetables that reach at least `goal` (in whole units): reduced-cost fixing.
    pub fn fixing(&self, goal: Triple) -> Vec<PairFixing> {
        let spare = self.bound() - goal * self.scale;
        let fixing = |left: &Option<Triple>| match left {
            None => PairFixing::Unheld,
            Some(left) if *left > spare => PairFixing::Held,
            Some(left) if -*left > spare => PairFixing::Unheld,
            Some(_) => PairFixing::Open,
        };
        self.left.iter().map(fixing).collect()
    }
}

/// What is known about a pair in every timetable that is at least as good as asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PairFixing {
    Held,
    Unheld,
    Open,
}

/// The prices by party and slot as one flat table, and the cheapest places and interpreters by slot as they are asked for.
struct Costs<'a> {
    problem: Problem<'a>,
    prices: &'a PriceList,
    n_slots: usize,
    /// `party * n_slots + slot`; empty for parties without prices of slots or days.
    party_slots: Vec<Triple>,
    priced: Vec<bool>,
    /// By pair: sum of the prices of its rows.
    rows: HashMap<PairId, Triple>,
    /// By group position: price in every slot.
    groups: Vec<Vec<Triple>>,
    group_of_place: Vec<Option<usize>>,
    group_of_interpreter: Vec<Option<usize>>,
    /// Cheapest place by slot of those who share a list of places; `None` = none is open. Keyed by the address of the list.
    cheapest_places: HashMap<*const PlaceId, Vec<Option<Triple>>>,
    cheapest_interpreters: HashMap<*const InterpreterId, Vec<Option<Triple>>>,
    filled: Filled,
    /// No slot, place or interpreter is paid for, so that nothing is cheaper than free.
    least_is_zero: bool,
}

impl<'a> Costs<'a> {
    fn new(problem: Problem<'a>, prices: &'a PriceList) -> Self {
        let event = problem.event;
        let (n_slots, n_parties) = (event.n_slots(), event.parties.len());
        let mut party_slots = vec![Triple::ZERO; n_parties * n_slots];
        let mut priced = vec![false; n_parties];
        for ((party, slot), price) in &prices.party_slot {
            party_slots[party.ix() * n_slots + slot.ix()] += *price;
            priced[party.ix()] = true;
        }
        for ((party, day), price) in &prices.party_day {
            let (first, end) = event.grid.days[day.ix()].slots;
            (first.ix()..end.ix()).for_each(|s| party_slots[party.ix() * n_slots + s] += *price);
            priced[party.ix()] = true;
        }
        let mut rows: HashMap<PairId, Triple> = HashMap::new();
        for row in &prices.rows {
            row.pairs.iter().for_each(|pair| *rows.entry(*pair).or_default() += row.price);
        }
        let mut groups = vec![vec![Triple::ZERO; n_slots]; prices.groups.len()];
        prices.group_slot.iter().for_each(|((group, slot), price)| groups[*group][slot.ix()] = *price);
        let mut group_of_place = vec![None; event.places.len()];
        let mut group_of_interpreter = vec![None; event.interpreters.len()];
        for (g, group) in prices.groups.iter().enumerate() {
            match group {
                Group::Places(places) => places.iter().for_each(|p| group_of_place[p.ix()] = Some(g)),
                Group::Interpreters(who) => who.iter().for_each(|i| group_of_interpreter[i.ix()] = Some(g)),
            }
        }
        let least_is_zero = party_slots.iter().chain(groups.iter().flatten()).all(|price| *price >= Triple::ZERO);
        Self {
            problem,
            prices,
            n_slots,
            party_slots,
            priced,
            rows,
            groups,
            group_of_place,
            group_of_interpreter,
            cheapest_places: HashMap::new(),
            cheapest_interpreters: HashMap::new(),
            filled: Filled::of(problem),
            least_is_zero,
        }
    }

    fn rewards(&self, pair: &Pair) -> Triple {
        pair.parties().iter().map(|p| self.prices.minimum[p.ix()]).sum()
    }

    /// What the pair pays wherever it is held.
    fn of_meeting(&self, id: PairId, pair: &Pair) -> Triple {
        let parties: Triple = pair.parties().iter().map(|p| self.prices.party[p.ix()]).sum();
        let org = if self.prices.org.is_empty() {
            Triple::ZERO
        } else {
            let key = (pair.sme, self.problem.event.party(pair.buyer).org.clone());
            let grouped = self.problem.candidates.org_group(id).is_some();
            self.prices.org.get(&key).filter(|_| grouped).copied().unwrap_or_default()
        };
        parties + org + self.rows.get(&id).copied().unwrap_or_default()
    }

    /// The least that slot, day, place and interpreter cost. `None` if the pair cannot be held.
    fn cheapest(&mut self, pair: &Pair) -> Option<Triple> {
        let n_slots = self.n_slots;
        let (places, interpreters) = (pair.places.as_ptr(), pair.interpreters.as_ref().map(|i| i.as_ptr()));
        if !self.cheapest_places.contains_key(&places) {
            let by_slot = self.by_slot(pair.places.iter().map(|p| (self.group_of_place[p.ix()], p.ix())), true);
            self.cheapest_places.insert(places, by_slot);
        }
        if let (Some(key), Some(able)) = (interpreters, &pair.interpreters)
            && !self.cheapest_interpreters.contains_key(&key)
        {
            let by_slot = self.by_slot(able.iter().map(|i| (self.group_of_interpreter[i.ix()], i.ix())), false);
            self.cheapest_interpreters.insert(key, by_slot);
        }
        let of_places = &self.cheapest_places[&places];
        let of_interpreters = interpreters.map(|key| &self.cheapest_interpreters[&key]);
        let of_parties = |slot: SlotId| -> Triple {
            let priced = pair.parties().into_iter().filter(|p| self.priced[p.ix()]);
            priced.map(|p| self.party_slots[p.ix() * n_slots + slot.ix()]).sum()
        };
        let at = |slot: SlotId| {
            let interpreter = match of_interpreters {
                Some(by_slot) => by_slot[slot.ix()]?,
                None => Triple::ZERO,
            };
            Some(of_places[slot.ix()]? + interpreter + of_parties(slot))
        };
        let slots = self.filled.left_to(pair);
        let mut least = None;
        for price in slots.iter().filter_map(at) {
            if self.least_is_zero && price.is_zero() {
                return Some(price);
            }
            least = Some(least.map_or(price, |least: Triple| least.min(price)));
        }
        least
    }

    /// The cheapest of some places (or interpreters), each with its group, in every slot in which one is free.
    fn by_slot(&self, items: impl Iterator<Item = (Option<usize>, usize)> + Clone, places: bool) -> Vec<Option<Triple>> {
        let candidates = self.problem.candidates;
        let free = if places { &candidates.place_free } else { &candidates.interpreter_free };
        let mut cheapest = vec![None; self.n_slots];
        for (group, item) in items {
            for slot in free[item].iter() {
                let price = group.map_or(Triple::ZERO, |g| self.groups[g][slot.ix()]);
                let best: &mut Option<Triple> = &mut cheapest[slot.ix()];
                *best = Some(best.map_or(price, |b| b.min(price)));
            }
        }
        cheapest
    }
}

fn capacity_worth(problem: Problem, prices: &PriceList) -> Triple {
    let (event, candidates) = (problem.event, problem.candidates);
    let mut worth = Triple::ZERO;
    for party in event.party_ids() {
        if !prices.party[party.ix()].is_zero() {
            worth += prices.party[party.ix()] * party_capacity(problem, party);
        }
        worth += -(prices.minimum[party.ix()] * i64::from(event.party(party).min_meetings));
    }
    for ((party, day), price) in &prices.party_day {
        worth += *price * day_capacity(problem, *party, *day);
    }
    for ((party, slot), price) in &prices.party_slot {
        if candidates.free[party.ix()].contains(*slot) {
            worth += *price * i64::from(event.party(*party).capacity);
        }
    }
    for ((group, slot), price) in &prices.group_slot {
        let open = match &prices.groups[*group] {
            Group::Places(places) => places.iter().filter(|p| candidates.place_free[p.ix()].contains(*slot)).count(),
            Group::Interpreters(who) => who.iter().filter(|i| candidates.interpreter_free[i.ix()].contains(*slot)).count(),
        };
        worth += *price * open as i64;
    }
    worth += prices.org.values().copied().sum();
    worth += prices.rows.iter().map(|row| row.price * row.at_most).sum();
    worth
}
