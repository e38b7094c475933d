//! What rules R01 to R12 allow on a board as it stands. Changes nothing.

use super::state::{Board, UNASSIGNED};
use crate::event::{HallId, PairId, PartyId, SlotId};

impl Board<'_> {
    /// Everything but place and interpreter: the rules that hang on the slot alone.
    pub fn open(&self, pair: PairId, slot: SlotId) -> bool {
        let [a, b] = self.facts.parties[pair.ix()];
        self.facts.allows(pair, slot)
            && !self.full.has(a.ix(), slot.ix())
            && !self.full.has(b.ix(), slot.ix())
            && self.assignments[pair.ix()] == UNASSIGNED
            && self.within_limits(slot, a)
            && self.within_limits(slot, b)
            && self.org_open(pair)
            && self.in_order(pair, slot)
            && self.copies_apart(pair, slot)
    }

    /// R11 of the pair: nobody else of the organization is met.
    pub fn org_open(&self, pair: PairId) -> bool {
        let group = self.facts.org_group[pair.ix()];
        group == u32::MAX || {
            let (n_held, buyer) = self.org_held[group as usize];
            n_held == 0 || buyer == self.facts.pair(pair).buyer
        }
    }

    /// R03 where several meetings of the pair could share a slot.
    fn copies_apart(&self, pair: PairId, slot: SlotId) -> bool {
        let copies = &self.facts.copies;
        copies.is_empty() || copies.get(&pair).into_iter().flatten().all(|other| self.slot(*other) != Some(slot))
    }

    /// R05 and R09 of one party.
    fn within_limits(&self, slot: SlotId, party: PartyId) -> bool {
        let limits = &self.facts.limits[party.ix()];
        let day = party.ix() * self.facts.n_days() + self.facts.day[slot.ix()].ix();
        u32::from(self.in_all[party.ix()]) < limits.in_all
            && u32::from(self.on_day[day]) < limits.per_day
            && (limits.in_a_row == u32::MAX || self.rested(party, slot))
    }

    /// R09: with a meeting in this slot, the run of busy slots around it is short enough.
    pub fn rested(&self, party: PartyId, slot: SlotId) -> bool {
        let (first, end) = self.facts.session[slot.ix()];
        let busy = |s: &u32| self.busy.has(party.ix(), *s as usize);
        let left = (first..slot.0).rev().take_while(busy).count();
        let right = (slot.0 + 1..end).take_while(busy).count();
        left + 1 + right <= self.facts.limits[party.ix()].in_a_row as usize
    }

    /// R12.
    fn in_order(&self, pair: PairId, slot: SlotId) -> bool {
        let facts = self.facts;
        facts.orders.is_empty()
            || facts.orders.get(&pair).into_iter().flatten().all(|(other, other_first)| match self.slot(*other) {
                None => true,
                Some(at) => {
                    if *other_first {
                        at < slot
                    } else {
                        slot < at
                    }
                }
            })
    }

    /// R08 for both parties if the pair were held there: walks from and to the meetings before and after, and registered sessions.
    pub fn within_walk(&self, pair: PairId, slot: SlotId, place: u16) -> bool {
        if !self.facts.walks_matter[pair.ix()] {
            return true;
        }
        let hall = self.facts.hall[usize::from(place)];
        let (here, walks) = ((slot, hall), &self.facts.problem.candidates.walks);
        self.facts.parties[pair.ix()].into_iter().filter(|p| self.facts.limits[p.ix()].capacity == 1).all(|party| {
            let neighbour = |at: Option<usize>| at.map(|s| self.hall_at(party, SlotId::at(s)));
            self.facts.problem.candidates.can_reach(party, slot, hall)
                && (!self.facts.walks_bind
                    || neighbour(self.busy.before(party.ix(), slot.ix())).is_none_or(|before| walks.walkable(before, here))
                        && neighbour(self.busy.after(party.ix(), slot.ix())).is_none_or(|after| walks.walkable(here, after)))
        })
    }

    /// R08 between a held meeting and one in another slot at a place.
    pub fn near_enough(&self, held: PairId, slot: SlotId, place: u16) -> bool {
        let assignment = self.assignments[held.ix()];
        let (there, here) =
            ((assignment.slot(), self.facts.hall[usize::from(assignment.place)]), (slot, self.facts.hall[usize::from(place)]));
        let walks = &self.facts.problem.candidates.walks;
        if there.0 < slot { walks.walkable(there, here) } else { walks.walkable(here, there) }
    }

    /// Slot and hall of the only meeting of a party with capacity 1 in a slot.
    pub(super) fn hall_at(&self, party: PartyId, slot: SlotId) -> (SlotId, HallId) {
        let pair = self.meetings_at(party, slot).next().expect("a busy slot has a meeting");
        (slot, self.facts.hall[usize::from(self.assignments[pair.ix()].place)])
    }

    /// R08 for all parties changed since the mark: a meeting that left may have stood between two halls too far apart.
    pub fn walks_hold(&self, mark: usize) -> bool {
        !self.facts.walks_bind
            || self.log[mark..].iter().all(|(pair, before)| {
                *before == UNASSIGNED
                    || self.facts.parties[pair.ix()].into_iter().filter(|p| self.facts.limits[p.ix()].capacity == 1).all(|p| {
                        let (left, at) = (self.busy.before(p.ix(), before.slot.into()), usize::from(before.slot));
                        let right = if self.busy.has(p.ix(), at) { Some(at) } else { self.busy.after(p.ix(), at) };
                        let hall = |s: usize| self.hall_at(p, SlotId::at(s));
                        left.zip(right).is_none_or(|(l, r)| self.facts.problem.candidates.walks.walkable(hall(l), hall(r)))
                    })
            })
    }
}
