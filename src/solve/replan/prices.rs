//! Prices for the published meetings: why no timetable drops fewer, or moves fewer of as many held.

use super::plan::Plan;
use crate::event::PairId;
use crate::outcome::Certificate;
use crate::place::place_from;
use crate::problem::Problem;
use crate::prove::{JointPlacement, Patience, place_exactly, place_nearby};
use crate::published::PublishedMeeting;
use crate::select::{NearPrices, OpenSlots, PublishedPair, near_prices};
use crate::timetable::Timetable;
use std::collections::{BTreeMap, BTreeSet};

/// How many of the published meetings each pair holds.
pub fn n_of_pairs(plan: Plan, published: &[PublishedMeeting]) -> BTreeMap<PairId, usize> {
    let mut n_of_pair: BTreeMap<PairId, usize> = BTreeMap::new();
    let first = |old: &PublishedMeeting| old.parties.and_then(|(a, b)| plan.problem.candidates.first_between(a, b));
    published.iter().filter_map(first).for_each(|id| *n_of_pair.entry(id).or_default() += 1);
    n_of_pair
}

/// What prices say of the published meetings of pairs that meet once.
pub struct ChangePrices {
    pub certificate: Certificate,
    /// The (dropped, moved) that they prove.
    pub least: (usize, usize),
    /// By pair: the slots that a timetable which reaches them has for it; nothing where the timetable in hand does.
    slots: Option<BTreeMap<PairId, OpenSlots>>,
}

/// Prices at which the timetable holds the published meetings best.
pub fn change_prices(plan: Plan, published: &[PublishedMeeting], timetable: &Timetable) -> Option<ChangePrices> {
    let n_of_pair = n_of_pairs(plan, published);
    let once = |id: PairId| plan.problem.candidates.pair(id).n_copies == 1 && n_of_pair.get(&id) == Some(&1);
    let counted = plan.all_stands.iter().filter(|stand| once(stand.pair));
    let meetings: Vec<PublishedPair> = counted.map(|stand| PublishedPair { pair: stand.pair, home: stand.slot }).collect();
    let held = plan.problem.candidates.held(timetable).map(|(id, m)| (id, m.slot)).collect();
    let NearPrices { prices, bound, slots } = near_prices(plan.problem, &meetings, &held, plan.options.solve.solver, plan.stop)?;
    let held = bound.must.div_euclid(prices.scale);
    let dropped = (meetings.len() as i64 - held).max(0);
    let moved = (held - bound.value.div_euclid(prices.scale)).max(0);
    let certificate = Certificate { bound, prices, n_musts: plan.problem.candidates.n_musts() };
    Some(ChangePrices { certificate, least: (dropped as usize, moved as usize), slots })
}

/// A timetable of what the prices have room for, as far as it is found: one that reaches them, if all find a slot. `None` if the timetable in hand does.
pub fn at_prices(plan: Plan, prices: &ChangePrices, timetable: &Timetable) -> Option<Timetable> {
    let open = prices.slots.as_ref()?;
    let mut candidates = plan.problem.candidates.clone();
    for (pair, OpenSlots { slots, .. }) in open {
        let pair = &mut candidates.pairs[pair.ix()];
        pair.slots = pair.slots.none();
        slots.iter().for_each(|slot| pair.slots.insert(*slot));
    }
    let held = candidates.held(timetable).map(|(id, _)| id);
    let all: BTreeSet<PairId> = held.chain(open.keys().copied()).filter(|id| candidates.pair(*id).schedulable()).collect();
    let all: Vec<PairId> = all.into_iter().collect();
    let problem = Problem::new(plan.problem.event, &candidates);
    let placed = place_from(problem, timetable, &all, plan.options.solve.seed, plan.stop);
    if placed.unplaced.is_empty() {
        return Some(placed.timetable);
    }
    let hint = Some(&placed.timetable);
    let is_needed = |id: &PairId| open.get(id).is_none_or(|open| open.is_needed);
    let needed: Vec<PairId> = all.iter().copied().filter(is_needed).collect();
    let exactly = |pairs: &[PairId]| match place_exactly(problem, pairs, hint, Patience::Short, plan.stop) {
        JointPlacement::Placed(timetable) => Some(timetable),
        _ => None,
    };
    let found = exactly(&all).or_else(|| exactly(&needed));
    Some(found.unwrap_or_else(|| place_nearby(problem, &all, &placed.timetable, plan.stop)))
}
