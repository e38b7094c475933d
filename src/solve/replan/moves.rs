//! All published meetings held with as few of them moved as a search tree finds, and what it proves on the way.

use super::plan::Plan;
use super::repair::placed;
use crate::event::{PairId, SlotId};
use crate::prove::{FewestMoves, fewest_moves};
use crate::solve::even::is_even;
use crate::timetable::Timetable;

/// What the search tree found.
pub struct Moves {
    /// Every published meeting is held; `None` if that was not found.
    pub timetable: Option<Timetable>,
    /// These pairs, of whom so many must move if none is dropped.
    pub proof: (Vec<PairId>, usize),
}

/// Asks the tree; nothing comes of it where a meeting has no slot left.
pub fn fewest(plan: Plan) -> Moves {
    let candidates = plan.problem.candidates;
    let mut published: Vec<(PairId, Option<SlotId>)> = plan.stands.iter().map(|s| (s.pair, s.slot)).collect();
    if published.iter().any(|(pair, _)| candidates.pair(*pair).slots.is_empty()) {
        return Moves { timetable: None, proof: (Vec::new(), 0) };
    }
    let fixed = candidates.held(plan.base).filter(|(id, _)| candidates.pair(*id).fixed.is_some());
    published.extend(fixed.map(|(id, m)| (id, Some(m.slot))));
    let mut timetable = None;
    let mut accept = |held: &[(PairId, SlotId)]| {
        timetable = placed(plan, held).filter(|found| is_even(plan.problem, found));
        timetable.is_some()
    };
    let FewestMoves { held, least, because } = fewest_moves(plan.problem, &published, &mut accept, plan.stop);
    let proof = (because.into_iter().map(|at| published[at].0).collect(), least);
    Moves { timetable: timetable.filter(|_| held.is_some()), proof }
}
