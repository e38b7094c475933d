//! Moves in time that open no gap: a meeting at the end of a stretch of both its parties goes beside stretches of both; or beside one of the one
//! party, and the meeting that the other has in that slot goes on to a third (an ejection chain, Glover 1996). When it is cold, few
//! moves drawn at random cost no gap; here all slots a meeting may go to are seen at once.

use super::stretches::{Slots, Stretches, bit, set_of};
use super::walk::Walk;
use crate::event::{PairId, PartyId, SlotId};

/// Meetings drawn until one can move.
const DRAWS: usize = 24;

/// A meeting about to leave its slot, seen from one of its parties.
struct Leaver {
    pair: PairId,
    from: SlotId,
    /// The party, and its partner there.
    parties: [PartyId; 2],
    /// Of each: where it has meetings.
    busy: [Slots; 2],
}

impl Walk<'_> {
    /// Tries to move a meeting to a slot beside stretches of both its parties.
    pub fn try_beside_both(&mut self, stretches: &Stretches) {
        self.threshold = 0.0;
        for _ in 0..DRAWS {
            let Some(Leaver { pair, from, parties: [a, b], busy: [of_a, of_b] }) = self.leaver(stretches) else { continue };
            if stretches.is_inside(of_b, from) {
                continue;
            }
            let beside_both = stretches.beside(a, of_a & !bit(from)) & stretches.beside(b, of_b & !bit(from));
            let open = beside_both & self.slots_of(pair) & !bit(from);
            if open != 0 {
                let to = self.draw(open);
                if self.shift(pair, to) {
                    self.settle();
                    return;
                }
            }
        }
    }

    /// Tries to move a meeting to a slot beside a stretch of one of its parties, and the meeting that the other has there to a third slot.
    pub fn try_ejection(&mut self, stretches: &Stretches) {
        for _ in 0..DRAWS {
            let Some(Leaver { pair, from, parties: [a, b], busy: [of_a, of_b] }) = self.leaver(stretches) else { continue };
            let beside_b = stretches.beside(b, of_b & !bit(from));
            let mut taken = stretches.beside(a, of_a & !bit(from)) & self.slots_of(pair) & !bit(from) & of_b;
            while taken != 0 {
                let to = self.draw(taken);
                taken &= !bit(to);
                let Some(ejected) = self.board.meetings_at(b, to).next() else { continue };
                let c = self.facts.other(ejected, b);
                let of_c = self.busy_of(c);
                if self.facts.pair(ejected).fixed.is_some() || stretches.is_inside(of_c, to) {
                    continue;
                }
                let open = beside_b & stretches.beside(c, of_c & !bit(to)) & self.slots_of(ejected) & !bit(to);
                if open != 0 {
                    let third = self.draw(open);
                    if self.board.shift(&[(pair, to), (ejected, third)]) {
                        self.settle();
                        return;
                    }
                }
            }
        }
    }

    /// A random meeting that leaves no gap behind in the stretch of one of its parties.
    fn leaver(&mut self, stretches: &Stretches) -> Option<Leaver> {
        let pair = self.movable[self.dice.below(self.movable.len())];
        let from = self.board.slot(pair)?;
        let [sme, buyer] = self.facts.parties[pair.ix()];
        let parties = if self.dice.one_in(2) { [sme, buyer] } else { [buyer, sme] };
        let busy = parties.map(|p| self.busy_of(p));
        (!stretches.is_inside(busy[0], from)).then_some(Leaver { pair, from, parties, busy })
    }

    fn busy_of(&self, party: PartyId) -> Slots {
        set_of(self.board.busy.row(party.ix()))
    }

    /// The slots in which a pair may be held.
    fn slots_of(&self, pair: PairId) -> Slots {
        set_of(self.facts.slots.row(pair.ix()))
    }

    /// One of a set that is not empty.
    fn draw(&mut self, mut set: Slots) -> SlotId {
        for _ in 0..self.dice.below(set.count_ones() as usize) {
            set &= set - 1;
        }
        SlotId::at(set.trailing_zeros() as usize)
    }
}
