//! Rule R13 in a new plan: the search for the nearest timetable does not see to it.

use super::plan::Plan;
use super::repair::placed;
use crate::candidates::Candidates;
use crate::event::{PairId, SlotId};
use crate::problem::Problem;
use crate::solve::even::{evened as evened_freely, is_even};
use crate::timetable::Timetable;
use std::collections::BTreeMap;

/// Moved meetings that are tried at home again, each at the price of a look at the whole timetable.
const MOST_RETURNED: usize = 300;

/// The timetable, or one near it that obeys R13 if it does not; the fixed meetings alone where none is found.
pub fn evened(plan: Plan, timetable: Timetable) -> Timetable {
    if is_even(plan.problem, &timetable) {
        return timetable;
    }
    let within_budget = plan.options.max_moves.map(|_| unmoved(plan, &timetable));
    let problem = Problem::new(plan.problem.event, within_budget.as_ref().unwrap_or(plan.problem.candidates));
    match evened_freely(problem, timetable, &plan.options.solve, plan.stop) {
        Some(even) => returned(plan, even),
        None => plan.base.clone(),
    }
}

/// The candidates with each published meeting where it stands in the timetable or at home: no more of them can move than have.
fn unmoved(plan: Plan, timetable: &Timetable) -> Candidates {
    let mut candidates = plan.problem.candidates.clone();
    let held: BTreeMap<PairId, SlotId> = plan.problem.candidates.held(timetable).map(|(id, m)| (id, m.slot)).collect();
    for stand in plan.stands {
        let pair = &mut candidates.pairs[stand.pair.ix()];
        pair.slots = pair.slots.none();
        stand.slot.iter().chain(held.get(&stand.pair)).for_each(|slot| pair.slots.insert(*slot));
    }
    candidates
}

/// The timetable with moved meetings at home again, one after the other, as far as the rules allow.
fn returned(plan: Plan, mut timetable: Timetable) -> Timetable {
    let held = |timetable: &Timetable| -> Vec<(PairId, SlotId)> {
        plan.problem.candidates.held(timetable).map(|(id, m)| (id, m.slot)).collect()
    };
    let homes: BTreeMap<PairId, SlotId> = plan.stands.iter().filter_map(|s| Some((s.pair, s.slot?))).collect();
    let is_moved = |(id, slot): &(PairId, SlotId)| homes.get(id).is_some_and(|home| home != slot);
    let moved: Vec<PairId> = held(&timetable).into_iter().filter(is_moved).map(|(id, _)| id).collect();
    for pair in moved.into_iter().take(MOST_RETURNED) {
        if plan.stop.now() {
            break;
        }
        let at_home = held(&timetable).into_iter().map(|(id, slot)| if id == pair { (id, homes[&id]) } else { (id, slot) });
        if let Some(nearer) = placed(plan, &at_home.collect::<Vec<_>>()).filter(|t| is_even(plan.problem, t)) {
            timetable = nearer;
        }
    }
    timetable
}
