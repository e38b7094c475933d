//! Moves in time: a meeting goes to another slot, and a chain of others makes room (Kempe chains, with detours to a third slot).

use super::walk::Walk;
use crate::event::{PairId, PartyId, SlotId};
use crate::place::bit_rows::bits;

impl Walk<'_> {
    /// Tries to move a random meeting.
    pub fn try_slots(&mut self) {
        let pair = self.movable[self.dice.below(self.movable.len())];
        let Some(from) = self.board.slot(pair) else { return };
        let to = if self.dice.one_in(2) { self.beside(pair) } else { self.anywhere(pair) };
        let Some(to) = to.filter(|to| *to != from) else { return };
        if !self.chains.find(&self.board, pair, from, to, &mut self.dice) || !self.worth_trying() {
            return;
        }
        if self.board.shift(&self.chains.moves) {
            self.settle();
        }
    }

    /// Whether gaps and unwanted hours at the ends of the chain leave a chance of being kept.
    fn worth_trying(&mut self) -> bool {
        let mut points = 0;
        for (party, from, to) in &self.chains.ends {
            if self.facts.limits[party.ix()].capacity == 1 {
                points += self.costs.slot_delta(&mut self.board, *party, *from, *to);
            }
        }
        points as f32 <= self.allowance + self.costs.hall_change as f32
    }

    fn anywhere(&mut self, pair: PairId) -> Option<SlotId> {
        let n_slots = self.facts.slots.count(pair.ix());
        self.facts.slots.iter(pair.ix()).nth(self.dice.below(n_slots)).map(SlotId::at)
    }

    /// A slot of the pair beside another meeting of one of its parties.
    fn beside(&mut self, pair: PairId) -> Option<SlotId> {
        let [a, b] = self.facts.parties[pair.ix()];
        let party = if self.dice.one_in(2) { a } else { b };
        let n = bits(self.beside_words(pair, party)).count();
        if n == 0 {
            return None;
        }
        let chosen = self.dice.below(n);
        bits(self.beside_words(pair, party)).nth(chosen).map(SlotId::at)
    }

    /// Slots of the pair in which the party is idle just before or after a meeting.
    fn beside_words(&self, pair: PairId, party: PartyId) -> impl Iterator<Item = u64> + '_ {
        let (busy, slots) = (self.board.busy.row(party.ix()), self.facts.slots.row(pair.ix()));
        (0..busy.len()).map(move |i| {
            let carried_up = if i == 0 { 0 } else { busy[i - 1] >> 63 };
            let carried_down = busy.get(i + 1).map_or(0, |next| next << 63);
            (busy[i] << 1 | carried_up | busy[i] >> 1 | carried_down) & !busy[i] & slots[i]
        })
    }
}
