//! All published meetings held with as few of them moved as a search tree finds, and what it proves on the way.

use super::plan::Plan;
use super::repair::placed;
use crate::event::{PairId, SlotId};
use crate::matching::match_all;
use crate::prices::party_capacity;
use crate::problem::Problem;
use crate::prove::{FewestMoves, fewest_moves};
use crate::solve::even::is_even;
use crate::timetable::Timetable;

/// What the search tree found.
#[derive(Default)]
pub struct Moves {
    /// Every published meeting is held; `None` if that was not found.
    pub timetable: Option<Timetable>,
    /// These pairs, of whom so many must move if none is dropped.
    pub proof: (Vec<PairId>, usize),
}

/// Whether the meetings of some party do not find slots, or are more than its limits allow, so that one must be dropped.
fn is_some_party_full(plan: Plan, published: &[(PairId, Option<SlotId>)]) -> bool {
    let Problem { event, candidates } = plan.problem;
    let mut of_party: Vec<Vec<PairId>> = vec![Vec::new(); event.parties.len()];
    for (pair, _) in published {
        candidates.pair(*pair).parties().iter().for_each(|party| of_party[party.ix()].push(*pair));
    }
    event.party_ids().any(|party| {
        let (own, desks) = (&of_party[party.ix()], event.party(party).capacity as usize);
        let slots = |i: usize| candidates.pair(own[i]).slots.iter().map(SlotId::ix).collect::<Vec<_>>();
        own.len() as i64 > party_capacity(plan.problem, party)
            || match_all(own.len(), event.n_slots(), desks, |i| slots(i).into_iter()).is_err()
    })
}

/// Asks the tree, where a timetable with so many dropped and moved is known; nothing comes of it where a meeting must be dropped.
pub fn fewest(plan: Plan, (dropped, moved): (usize, usize)) -> Moves {
    let candidates = plan.problem.candidates;
    let mut published: Vec<(PairId, Option<SlotId>)> = plan.stands.iter().map(|s| (s.pair, s.slot)).collect();
    if is_some_party_full(plan, &published) {
        return Moves::default();
    }
    let fixed = candidates.held(plan.base).filter(|(id, _)| candidates.pair(*id).fixed.is_some());
    published.extend(fixed.map(|(id, m)| (id, Some(m.slot))));
    let fewer_than = if dropped == 0 { moved } else { usize::MAX };
    let mut timetable = None;
    let mut accept = |held: &[(PairId, SlotId)]| {
        timetable = placed(plan, held).filter(|found| is_even(plan.problem, found));
        timetable.is_some()
    };
    let FewestMoves { held, least, because } = fewest_moves(plan.problem, &published, fewer_than, &mut accept, plan.stop);
    let proof = (because.into_iter().map(|at| published[at].0).collect(), least);
    Moves { timetable: timetable.filter(|_| held.is_some()), proof }
}
