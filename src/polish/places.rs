//! Moves in space: the meetings of two places change over, in one slot, along a buyer's stay, or for the rest of the day.

use super::walk::Walk;
use crate::event::{PairId, SlotId};

impl Walk<'_> {
    /// Tries to give a meeting another place: a random one, or one next to a change of halls.
    pub fn try_places(&mut self) {
        let mixed = if self.dice.one_in(2) { self.mixed.draw(&mut self.dice).map(|at| self.party_part(at)) } else { None };
        let pair = match mixed {
            Some((party, part)) => self.at_hall_change(party, part),
            None => Some(self.movable[self.dice.below(self.movable.len())]),
        };
        let Some(pair) = pair else { return };
        let Some(assignment) = self.board.assignment(pair) else { return };
        let (slot, here) = (assignment.slot(), assignment.place().0 as u16);
        let Some(there) = self.other_place(pair, slot).filter(|p| *p != here) else { return };
        let slots = match self.dice.below(3) {
            0 => slot.0..slot.0 + 1,
            1 => self.stay(pair, slot, here),
            _ => slot.0..self.day_end(slot),
        };
        let mut any = false;
        for slot in slots.map(SlotId) {
            let used = [here, there].iter().any(|p| self.board.places.user(slot, *p).is_some());
            if used && !self.board.exchange(slot, (here, there)) {
                self.board.undo_to(0);
                return;
            }
            any |= used;
        }
        if any && self.board.walks_hold(0) {
            self.settle();
        } else {
            self.board.undo_to(0);
        }
    }

    /// A place the pair may have: where a party of it is before or after, or any.
    fn other_place(&mut self, pair: PairId, slot: SlotId) -> Option<u16> {
        let needs = &self.facts.places;
        if !self.dice.one_in(4) {
            let party = self.facts.parties[pair.ix()][self.dice.below(2)];
            let at = if self.dice.one_in(2) {
                self.board.busy.before(party.ix(), slot.ix())
            } else {
                self.board.busy.after(party.ix(), slot.ix())
            };
            let near = at.map(|s| self.board.place_at(party, SlotId::at(s)));
            if near.is_some_and(|p| needs.fits(pair, p)) {
                return near;
            }
        }
        let class = usize::from(needs.class[pair.ix()]);
        let n = needs.items.count(class);
        needs.items.iter(class).nth(self.dice.below(n)).map(|p| p as u16)
    }

    /// The slots of the buyer's stay at a place around a slot.
    fn stay(&self, pair: PairId, slot: SlotId, place: u16) -> std::ops::Range<u32> {
        let buyer = self.facts.pair(pair).buyer;
        let stays =
            |s: &usize| self.facts.day[*s] == self.facts.day[slot.ix()] && self.board.place_at(buyer, SlotId::at(*s)) == place;
        let (mut first, mut last) = (slot.ix(), slot.ix());
        while let Some(before) = self.board.busy.before(buyer.ix(), first).filter(stays) {
            first = before;
        }
        while let Some(after) = self.board.busy.after(buyer.ix(), last).filter(stays) {
            last = after;
        }
        first as u32..last as u32 + 1
    }

    fn day_end(&self, slot: SlotId) -> u32 {
        self.facts.problem.event.grid.days[self.facts.day[slot.ix()].ix()].slots.1.0
    }
}
