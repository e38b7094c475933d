//! Prices for the published meetings: why no timetable drops fewer, or moves fewer of as many held.

use super::plan::Plan;
use crate::event::PairId;
use crate::outcome::Certificate;
use crate::published::PublishedMeeting;
use crate::select::{NearPrices, PublishedPair, near_prices};
use crate::timetable::Timetable;
use std::collections::BTreeMap;

/// How many of the published meetings each pair holds.
pub fn n_of_pairs(plan: Plan, published: &[PublishedMeeting]) -> BTreeMap<PairId, usize> {
    let mut n_of_pair: BTreeMap<PairId, usize> = BTreeMap::new();
    let first = |old: &PublishedMeeting| old.parties.and_then(|(a, b)| plan.problem.candidates.first_between(a, b));
    published.iter().filter_map(first).for_each(|id| *n_of_pair.entry(id).or_default() += 1);
    n_of_pair
}

/// Prices at which the timetable holds the published meetings best, those of pairs that meet once, and the (dropped, moved) that they prove of them.
pub fn change_prices(plan: Plan, published: &[PublishedMeeting], timetable: &Timetable) -> Option<(Certificate, (usize, usize))> {
    let n_of_pair = n_of_pairs(plan, published);
    let once = |id: PairId| plan.problem.candidates.pair(id).n_copies == 1 && n_of_pair.get(&id) == Some(&1);
    let counted = plan.all_stands.iter().filter(|stand| once(stand.pair));
    let meetings: Vec<PublishedPair> = counted.map(|stand| PublishedPair { pair: stand.pair, home: stand.slot }).collect();
    let held = plan.problem.candidates.held(timetable).map(|(id, m)| (id, m.slot)).collect();
    let NearPrices { prices, bound } = near_prices(plan.problem, &meetings, &held, plan.options.solve.solver, plan.stop)?;
    let dropped = (meetings.len() as i64 - bound.must.div_euclid(prices.scale)).max(0);
    let moved = (bound.must - bound.value).div_euclid(prices.scale).max(0);
    let certificate = Certificate { bound, prices, n_musts: plan.problem.candidates.n_musts() };
    Some((certificate, (dropped as usize, moved as usize)))
}
