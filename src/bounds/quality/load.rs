//! What a party must hold and may hold in every timetable as good at levels 1 to 3.

use crate::event::{PairId, PartyId, SlotSet};
use crate::prices::party_capacity;
use crate::problem::Problem;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// What a party must hold and may hold.
pub(super) struct PartyLoad {
    pub party: PartyId,
    /// Pairs it holds in every such timetable.
    pub must: Vec<PairId>,
    /// Meetings that it can hold in a slot.
    pub capacity: i64,
    /// Busy slots at least and at most.
    pub n_busy: RangeInclusive<usize>,
    /// Slots in which it may be busy.
    pub slots: SlotSet,
    /// Slots in which it is busy for certain.
    pub certain: SlotSet,
    /// Consecutive slots of a session in which it may be busy at most.
    pub max_in_a_row: Option<u32>,
}

impl PartyLoad {
    pub(super) fn of(problem: Problem, party: PartyId, must: &BTreeSet<PairId>) -> Self {
        let Problem { event, candidates } = problem;
        let capacity = i64::from(event.party(party).capacity);
        let schedulable: Vec<PairId> =
            candidates.of_party[party.ix()].iter().copied().filter(|p| candidates.pair(*p).schedulable()).collect();
        let must: Vec<PairId> = schedulable.iter().copied().filter(|p| must.contains(p)).collect();
        let mut slots = SlotSet::empty(event.n_slots());
        schedulable.iter().for_each(|p| slots.unite(&candidates.pair(*p).slots));
        let mut certain = SlotSet::empty(event.n_slots());
        let only = must.iter().map(|p| &candidates.pair(*p).slots).filter(|s| s.len() == 1);
        only.for_each(|s| certain.unite(s));
        let held = schedulable.len().min(usize::try_from(party_capacity(problem, party)).unwrap_or(usize::MAX));
        let n_busy = must.len().div_ceil(capacity as usize)..=held.min(slots.len());
        Self { party, must, capacity, n_busy, slots, certain, max_in_a_row: event.party(party).max_in_a_row }
    }

    /// Whether any number of its meetings can stand one after the other, in wanted hours: then nothing is forced.
    pub(super) fn is_easy(&self, problem: Problem) -> bool {
        let Problem { event, candidates } = problem;
        let free = &candidates.free[self.party.ix()];
        !event.quality.busy_is_idle
            && self.max_in_a_row.is_none()
            && self.certain.is_empty()
            && self.slots == *free
            && !free.intersects(&candidates.avoid[self.party.ix()])
    }
}
