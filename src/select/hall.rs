//! Rows the compact program lacks, found at single parties: by Hall's theorem (1935), a party's selected meetings do not fit its slots exactly
//! when some of them share too few slots.

use super::compact::{LearnedRow, RowReason};
use crate::event::{PairId, PartyId, SlotId, SlotSet};
use crate::matching::match_all;
use crate::problem::Problem;

/// One violated row for each party whose selected pairs have no system of slots, whatever the other parties do.
pub fn violated_rows(problem: Problem, selected: &[PairId]) -> Vec<LearnedRow> {
    let Problem { event, candidates } = problem;
    let mut of_party: Vec<Vec<PairId>> = vec![Vec::new(); event.parties.len()];
    for id in selected {
        candidates.pair(*id).parties().iter().for_each(|p| of_party[p.ix()].push(*id));
    }
    let crowded = event.party_ids().filter_map(|p| Some((p, crowded_slots(problem, p, &of_party[p.ix()])?)));
    crowded.map(|(party, slots)| row_of(problem, party, &slots)).collect()
}

/// All pairs of the party that can only be held in `slots` are at most as many as the slots hold.
fn row_of(problem: Problem, party: PartyId, slots: &SlotSet) -> LearnedRow {
    let Problem { event, candidates } = problem;
    let inside = |id: &&PairId| candidates.pair(**id).schedulable() && candidates.pair(**id).slots.is_subset(slots);
    let terms = candidates.of_party[party.ix()].iter().filter(inside).map(|id| (*id, 1)).collect();
    let reason = RowReason::PartySlots(slots.iter().map(|slot| (party, slot)).collect());
    LearnedRow { terms, rhs: slots.len() as i64 * i64::from(event.party(party).capacity), reason }
}

/// Slots that more of the pairs are confined to than they hold; `None` if every pair gets a slot.
fn crowded_slots(problem: Problem, party: PartyId, pairs: &[PairId]) -> Option<SlotSet> {
    let Problem { event, candidates } = problem;
    let capacity = event.party(party).capacity as usize;
    let slots = |i: usize| candidates.pair(pairs[i]).slots.iter().map(|s| s.ix());
    let violator = match_all(pairs.len(), event.n_slots(), capacity, slots).err()?;
    let mut crowded = SlotSet::empty(event.n_slots());
    violator.right.into_iter().for_each(|slot| crowded.insert(SlotId::at(slot)));
    Some(crowded)
}
