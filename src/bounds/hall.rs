//! Hall's condition at one party: its pairs against its slots (Hall 1935). Finds contradictions that need no solver.

use crate::event::{PairId, PartyId};
use crate::matching::match_all;
use crate::problem::Problem;
use std::collections::BTreeMap;

/// Pairs of one party that have fewer slots between them than they need, if there is such a party. A pair without any slot is such a set by itself.
pub(crate) fn too_many_for_a_party(problem: Problem, wanted: &[PairId]) -> Option<Vec<PairId>> {
    let Problem { event, candidates } = problem;
    let mut of_party: BTreeMap<PartyId, Vec<PairId>> = BTreeMap::new();
    for &id in wanted {
        candidates.pair(id).parties().into_iter().for_each(|p| of_party.entry(p).or_default().push(id));
    }
    let found = of_party.into_iter().filter_map(|(party, pairs)| {
        let capacity = event.party(party).capacity as usize;
        let slots = |i: usize| candidates.pair(pairs[i]).slots.iter().map(|s| s.ix());
        let violator = match_all(pairs.len(), event.n_slots(), capacity, slots).err()?;
        Some(violator.left.into_iter().map(|i| pairs[i]).collect::<Vec<_>>())
    });
    found.min_by_key(Vec::len)
}
