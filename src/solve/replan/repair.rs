//! The nearest of all timetables of a small event, and timetables with places and interpreters as published.

use super::plan::Plan;
use crate::event::{PairId, SlotId};
use crate::place::{Stand, stand};
use crate::problem::Problem;
use crate::prove::{ChangeQuestion, Changes, fewest_changes};
use crate::timetable::Timetable;
use std::collections::{BTreeMap, BTreeSet};

/// Ways to hold the pairs of an event, up to which all of it is asked about, with the pairs that nobody published.
const SMALL: usize = 1_500;
/// Decisions that the question may take.
const DECISIONS: u64 = 10_000;

/// The timetable that drops the fewest, and then moves the fewest, of all there are, where the event is small enough to ask; else the one in hand.
pub fn exact(plan: Plan, timetable: Timetable) -> Timetable {
    if !is_small(plan.problem) {
        return timetable;
    }
    let candidates = plan.problem.candidates;
    let published: BTreeSet<PairId> = plan.stands.iter().map(|s| s.pair).collect();
    let is_other = |id: &PairId| candidates.pair(*id).schedulable() && !published.contains(id);
    let question = ChangeQuestion {
        published: plan.stands.iter().map(|s| (s.pair, s.slot)).collect(),
        others: candidates.pair_ids().filter(is_other).collect(),
        even: true,
    };
    // One more than there can be, so that a timetable is found whatever is in hand.
    let n = plan.stands.len() + 1;
    let known = Changes { dropped: n, moved: n };
    let found = fewest_changes(plan.problem, &question, known, (plan.options.max_moves, DECISIONS), plan.stop);
    found.timetable.map_or(timetable, |found| realised(plan, &found))
}

/// Whether the whole event is asked about at once.
pub fn is_small(problem: Problem) -> bool {
    problem.candidates.pairs.iter().map(|p| p.slots.len()).sum::<usize>() <= SMALL
}

/// The same meetings in the same slots with places and interpreters as published where they can be; the timetable itself where that does not work out.
pub fn realised(plan: Plan, timetable: &Timetable) -> Timetable {
    let held: Vec<(PairId, SlotId)> = plan.problem.candidates.held(timetable).map(|(id, m)| (id, m.slot)).collect();
    placed(plan, &held).unwrap_or_else(|| timetable.clone())
}

/// All of these in their slots, with places and interpreters as published where they can be. `None` if the rules forbid it, as far as one attempt shows.
pub fn placed(plan: Plan, held: &[(PairId, SlotId)]) -> Option<Timetable> {
    let candidates = plan.problem.candidates;
    let exact: BTreeMap<PairId, &Stand> = plan.stands.iter().map(|s| (s.pair, s)).collect();
    let is_fixed = |id: &PairId| candidates.pair(*id).fixed.is_some();
    let base: BTreeMap<PairId, _> = candidates.held(plan.base).map(|(id, m)| (id, *m)).collect();
    let stand_of = |(pair, slot): &(PairId, SlotId)| {
        let published = exact.get(pair).and_then(|s| s.exact).filter(|m| m.slot == *slot);
        let standing = base.get(pair).copied().filter(|m| m.slot == *slot);
        Stand { pair: *pair, slot: Some(*slot), exact: published.or(standing) }
    };
    let stands: Vec<Stand> = held.iter().filter(|(id, _)| !is_fixed(id)).map(stand_of).collect();
    let fixed: Vec<_> = base.iter().filter(|(id, _)| is_fixed(id)).map(|(_, m)| *m).collect();
    let n_fixed = fixed.len();
    let standing = stand(plan.problem, &Timetable::new(plan.problem.event, fixed), &stands);
    (standing.out.is_empty() && standing.timetable.len() == stands.len() + n_fixed).then_some(standing.timetable)
}
