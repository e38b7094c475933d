//! Moves in time: a meeting goes to another slot, and a chain of others makes room (Kempe chains, with detours to a third slot).

use super::walk::Walk;
use crate::event::{PairId, PartyId, SlotId};

impl Walk<'_> {
    /// Tries to move a meeting: a random one, or one of a party that has a gap.
    pub fn try_slots(&mut self) {
        let kind = self.dice.below(8);
        let (pair, to) = if kind < 2 && !self.gapped.is_empty() {
            let (party, part) = self.gapped[self.dice.below(self.gapped.len())];
            let Some(pair) = self.meeting_of(party, part) else { return };
            (pair, self.beside(pair, party))
        } else {
            let pair = self.movable[self.dice.below(self.movable.len())];
            let party = self.facts.parties[pair.ix()][self.dice.below(2)];
            let to = match kind {
                2 | 3 => self.anywhere(pair),
                4 => self.instead(pair, party),
                _ => self.beside(pair, party),
            };
            (pair, to)
        };
        let Some(from) = self.board.slot(pair) else { return };
        let Some(to) = to.filter(|to| *to != from) else { return };
        let parties = self.facts.parties[pair.ix()];
        let ends = parties.map(|p| (!self.board.full.has(p.ix(), to.ix())).then_some((p, from, to)));
        let points = self.end_points(ends.into_iter().flatten());
        if ends.iter().all(Option::is_some) {
            if self.may_pay(points) && self.board.shift(&[(pair, to)]) {
                self.settle();
            }
        } else if self.may_pay(points - 2 * self.costs.gap - self.costs.avoid) {
            self.try_chain(pair, from, to);
        }
    }

    fn try_chain(&mut self, pair: PairId, from: SlotId, to: SlotId) {
        if !self.chains.find(&self.board, pair, from, to, &mut self.dice) {
            return;
        }
        let ends = std::mem::take(&mut self.chains.ends);
        let points = self.end_points(ends.iter().copied());
        self.chains.ends = ends;
        if self.may_pay(points) && self.board.shift(&self.chains.moves) {
            self.settle();
        }
    }

    /// Points by which gaps and unwanted hours change at the ends of a chain, as far as that can be told beforehand.
    fn end_points(&mut self, ends: impl Iterator<Item = (PartyId, SlotId, SlotId)>) -> i32 {
        let single = |p: &PartyId| self.facts.limits[p.ix()].capacity == 1;
        ends.filter(|(p, _, _)| single(p)).map(|(p, from, to)| self.costs.slot_delta(&mut self.board, p, from, to)).sum()
    }

    /// Whether a move that costs so much in gaps and hours has a chance, halls and tables unknown.
    fn may_pay(&self, points: i32) -> bool {
        points as f32 <= self.allowance + self.lean + self.costs.hall_change as f32
    }

    /// A slot of the pair in which the party has another meeting.
    fn instead(&mut self, pair: PairId, party: PartyId) -> Option<SlotId> {
        let words = || self.board.busy.row(party.ix()).iter().zip(self.facts.slots.row(pair.ix())).map(|(a, b)| a & b);
        self.dice.pick(words).map(SlotId::at)
    }

    fn anywhere(&mut self, pair: PairId) -> Option<SlotId> {
        let slots = &self.facts.slots;
        self.dice.pick(|| slots.row(pair.ix()).iter().copied()).map(SlotId::at)
    }

    /// A random meeting of a party in a part, if it may move.
    fn meeting_of(&mut self, party: PartyId, part: usize) -> Option<PairId> {
        let slots = || self.board.busy.iter_within(party.ix(), self.costs.slots_of(part));
        let slot = slots().nth(self.dice.below(slots().count())).map(SlotId::at)?;
        let pair = self.board.meetings_at(party, slot).next()?;
        self.facts.pair(pair).fixed.is_none().then_some(pair)
    }

    /// A slot of the pair in which the party is idle just before or after a meeting.
    fn beside(&mut self, pair: PairId, party: PartyId) -> Option<SlotId> {
        let (busy, slots) = (self.board.busy.row(party.ix()), self.facts.slots.row(pair.ix()));
        let word = |i: usize| {
            let carried_up = if i == 0 { 0 } else { busy[i - 1] >> 63 };
            let carried_down = busy.get(i + 1).map_or(0, |next| next << 63);
            (busy[i] << 1 | carried_up | busy[i] >> 1 | carried_down) & !busy[i] & slots[i]
        };
        self.dice.pick(|| (0..busy.len()).map(word)).map(SlotId::at)
    }
}
