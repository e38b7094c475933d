//! Hall's condition at one party: its pairs against its slots (Hall 1935). Finds the smallest trouble that needs no solver.

use crate::candidates::Candidates;
use crate::event::{PairId, PartyId};
use crate::problem::Problem;
use std::collections::BTreeMap;

/// Pairs of one party that have fewer slots between them than they need, if there is such a party. A pair without any slot is trouble by itself.
pub(crate) fn too_many_for_a_party(problem: Problem, wanted: &[PairId]) -> Option<Vec<PairId>> {
    let Problem { event, candidates } = problem;
    let mut of_party: BTreeMap<PartyId, Vec<PairId>> = BTreeMap::new();
    for &id in wanted {
        candidates.pair(id).parties().into_iter().for_each(|p| of_party.entry(p).or_default().push(id));
    }
    let found = of_party.into_iter().filter_map(|(party, pairs)| {
        let capacity = event.party(party).capacity as usize;
        too_many(candidates, &pairs, capacity)
    });
    found.min_by_key(Vec::len)
}

/// Pairs that cannot all have a slot where at most `capacity` share one.
fn too_many(candidates: &Candidates, pairs: &[PairId], capacity: usize) -> Option<Vec<PairId>> {
    let mut holders: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for start in 0..pairs.len() {
        let mut came_from: BTreeMap<u32, usize> = BTreeMap::new();
        let mut queue = std::collections::VecDeque::from([start]);
        let mut end = None;
        'search: while let Some(i) = queue.pop_front() {
            for slot in candidates.pair(pairs[i]).slots.iter() {
                if came_from.contains_key(&slot.0) {
                    continue;
                }
                came_from.insert(slot.0, i);
                let here = holders.entry(slot.0).or_default();
                if here.len() < capacity {
                    end = Some(slot.0);
                    break 'search;
                }
                queue.extend(here.iter().copied());
            }
        }
        let Some(mut slot) = end else {
            let mut unplaced: Vec<usize> = came_from.keys().flat_map(|s| &holders[s]).copied().chain([start]).collect();
            unplaced.sort_unstable();
            return Some(unplaced.into_iter().map(|i| pairs[i]).collect());
        };
        loop {
            let i = came_from[&slot];
            let old = holders.iter().find(|(_, here)| here.contains(&i)).map(|(s, _)| *s);
            holders.entry(slot).or_default().push(i);
            let Some(old) = old.filter(|_| i != start) else { break };
            holders.entry(old).or_default().retain(|other| *other != i);
            slot = old;
        }
    }
    None
}
