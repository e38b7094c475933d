//! A budget of moves: published meetings that moved beyond it are dropped, the least valuable first.

use super::plan::Plan;
use crate::event::PairId;
use crate::timetable::{Meeting, Timetable};
use std::collections::BTreeMap;

/// The timetable without the moves that the budget does not allow.
pub fn within(plan: Plan, timetable: Timetable) -> Timetable {
    let Some(most) = plan.options.max_moves else { return timetable };
    let candidates = plan.problem.candidates;
    let stands: BTreeMap<PairId, _> = plan.stands.iter().map(|s| (s.pair, s.slot)).collect();
    let held: Vec<(PairId, Meeting)> = candidates.held(&timetable).map(|(id, m)| (id, *m)).collect();
    let is_moved = |(id, m): &&(PairId, Meeting)| stands.get(id).is_some_and(|slot| *slot != Some(m.slot));
    let mut moved: Vec<&(PairId, Meeting)> = held.iter().filter(is_moved).collect();
    moved.sort_by_key(|(id, _)| (candidates.pair(*id).n_must, candidates.pair(*id).value));
    let n_over = moved.len().saturating_sub(most);
    if n_over == 0 {
        return timetable;
    }
    let dropped: Vec<PairId> = moved[..n_over].iter().map(|(id, _)| *id).collect();
    let kept = held.iter().filter(|(id, _)| !dropped.contains(id)).map(|(_, m)| *m).collect();
    Timetable::new(plan.problem.event, kept)
}
