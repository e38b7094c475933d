//! Moves among pairs: a held pair gives way to an unheld one that is worth exactly the same.

use super::walk::Walk;
use crate::event::{PairId, SlotId};

impl Walk<'_> {
    /// Tries to hold a random unheld pair instead of one of equal value that shares a party with it.
    pub fn try_swap(&mut self) {
        let seat = self.dice.below(self.unheld.len());
        let incoming = self.unheld[seat];
        let party = self.facts.parties[incoming.ix()][self.dice.below(2)];
        let rivals = &self.facts.problem.candidates.of_party[party.ix()];
        let outgoing = rivals[self.dice.below(rivals.len())];
        let Some(slot) = self.board.slot(outgoing) else { return };
        if !self.equal(incoming, outgoing) || self.facts.pair(outgoing).fixed.is_some() {
            return;
        }
        // Of copies the first ones count, so the next one comes in and the last one goes.
        let same_two = self.facts.parties[incoming.ix()] == self.facts.parties[outgoing.ix()];
        if same_two || self.board.first_unheld(incoming) != incoming || !self.board.is_last_held(outgoing) {
            return;
        }
        let slot = if self.dice.one_in(2) { slot } else { self.any_slot(incoming) };
        self.board.take(outgoing);
        if !self.board.put(incoming, slot) || !self.board.walks_hold(0) {
            self.board.undo_to(0);
        } else if self.settle() {
            let at = self.movable.iter().position(|p| *p == outgoing).expect("a held pair that is not fixed is movable");
            self.movable[at] = incoming;
            self.unheld[seat] = outgoing;
        }
    }

    /// Same value, as many must wishes, and no more shortfall.
    fn equal(&self, incoming: PairId, outgoing: PairId) -> bool {
        let (a, b) = (self.facts.pair(incoming), self.facts.pair(outgoing));
        let mut shortfall = 0;
        for party in b.parties().into_iter().filter(|p| !a.parties().contains(p)) {
            shortfall += i32::from(self.board.n_of(party) <= self.facts.problem.event.party(party).min_meetings);
        }
        for party in a.parties().into_iter().filter(|p| !b.parties().contains(p)) {
            shortfall -= i32::from(self.board.n_of(party) < self.facts.problem.event.party(party).min_meetings);
        }
        (a.value, a.n_must) == (b.value, b.n_must) && shortfall == 0
    }

    fn any_slot(&mut self, pair: PairId) -> SlotId {
        let slots = &self.facts.slots;
        let chosen = self.dice.below(slots.count(pair.ix()));
        slots.iter(pair.ix()).nth(chosen).map(SlotId::at).expect("a schedulable pair has a slot")
    }
}
