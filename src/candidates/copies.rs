//! The meetings that two parties may hold with each other, and which of them the meetings of a timetable are.

use super::Candidates;
use crate::event::{PairId, PartyId};
use crate::timetable::{Meeting, Timetable};
use std::collections::HashMap;

/// Two parties, the smaller id first.
pub(super) fn ordered(a: PartyId, b: PartyId) -> (PartyId, PartyId) {
    (a.min(b), a.max(b))
}

impl Candidates {
    /// The first candidate of two parties, in either order: stands for all of them where only what they have in common is asked, such as
    /// value and wishes.
    pub fn first_between(&self, a: PartyId, b: PartyId) -> Option<PairId> {
        self.by_parties.get(&ordered(a, b)).copied()
    }

    /// All candidates of two parties, in either order.
    pub fn copies_between(&self, a: PartyId, b: PartyId) -> impl Iterator<Item = PairId> + use<> {
        let first = self.first_between(a, b);
        first.map(|first| self.copies(first)).into_iter().flatten()
    }

    /// All candidates of the same two parties, the pair itself among them.
    pub fn copies(&self, id: PairId) -> impl Iterator<Item = PairId> + use<> {
        let pair = self.pair(id);
        let first = id.0 - pair.copy;
        (first..first + pair.n_copies).map(PairId)
    }

    /// The first of the copies of a pair.
    pub fn first_copy(&self, id: PairId) -> PairId {
        PairId(id.0 - self.pair(id).copy)
    }

    /// The candidate that each meeting of a timetable is, in the timetable's order. A meeting in a fixed slot is the fixed one; the others of two
    /// parties are the rest of their copies in order of time. `None` for a meeting that no candidate allows: of no pair, one too many, or
    /// elsewhere than where all are fixed.
    pub fn of_meetings(&self, timetable: &Timetable) -> Vec<Option<PairId>> {
        let mut next: HashMap<PairId, u32> = HashMap::new();
        timetable.meetings().iter().map(|meeting| self.of_meeting(meeting, &mut next)).collect()
    }

    /// The candidates that a timetable holds, each with its meeting, in the timetable's order.
    pub fn held<'a>(&self, timetable: &'a Timetable) -> impl Iterator<Item = (PairId, &'a Meeting)> + use<'a> {
        self.of_meetings(timetable).into_iter().zip(timetable.meetings()).filter_map(|(id, meeting)| Some((id?, meeting)))
    }

    /// `next`: by first copy of a pair with several, the first copy that is neither fixed nor given to an earlier meeting.
    fn of_meeting(&self, meeting: &Meeting, next: &mut HashMap<PairId, u32>) -> Option<PairId> {
        let first = self.first_between(meeting.sme, meeting.buyer)?;
        let fixed_elsewhere = |id: PairId| self.pair(id).fixed.is_some_and(|(slot, _)| slot != meeting.slot);
        if self.pair(first).n_copies == 1 {
            return (!fixed_elsewhere(first)).then_some(first);
        }
        let n_fixed = self.copies(first).take_while(|id| self.pair(*id).fixed.is_some()).count() as u32;
        if let Some(fixed) = self.copies(first).take(n_fixed as usize).find(|id| !fixed_elsewhere(*id)) {
            return Some(fixed);
        }
        let next = next.entry(first).or_insert(n_fixed);
        *next += 1;
        (*next <= self.pair(first).n_copies).then(|| PairId(first.0 + *next - 1))
    }

    /// The same numbers of meetings of each two parties, as the copies that [`Candidates::of_meetings`] would name: of several copies that
    /// differ in nothing but their number, the first ones.
    pub fn canonical(&self, pairs: &mut [PairId]) {
        let mut n_of: HashMap<PairId, u32> = HashMap::new();
        for id in pairs.iter_mut().filter(|id| self.pair(**id).n_copies > 1 && self.pair(**id).fixed.is_none()) {
            let first = self.first_copy(*id);
            let n =
                n_of.entry(first).or_insert_with(|| self.copies(first).filter(|c| self.pair(*c).fixed.is_some()).count() as u32);
            *id = PairId(first.0 + *n);
            *n += 1;
        }
    }
}
