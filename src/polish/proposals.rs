//! What a move in time tries: a meeting and the slot it may go to. A third of the tries mend something, a gap or a change of halls; the
//! others are free.

use super::walk::Walk;
use crate::event::{PairId, PartyId, SlotId};

/// Of so many tries ...
const TRIES: usize = 32;
/// ... these many move a meeting of a party with a gap beside another of its meetings,
const JOIN: usize = 4;
/// these many move one into a gap,
const FILL: usize = 4;
/// these many move a meeting of a party that changes halls, next to the change.
const LEAVE_HALL: usize = 3;

/// A meeting and the slot it may go to.
pub(crate) type Proposal = (PairId, SlotId);

impl Walk<'_> {
    /// A move in time worth a try; `None` if the dice fell on none.
    pub fn proposal(&mut self) -> Option<Proposal> {
        let kind = self.dice.below(TRIES);
        if kind < JOIN + FILL {
            if let Some((party, part)) = self.gapped.draw(&mut self.dice).map(|at| self.party_part(at)) {
                return if kind < JOIN { self.join(party, part) } else { self.fill(party, part) };
            }
        } else if kind < JOIN + FILL + LEAVE_HALL
            && let Some((party, part)) = self.mixed.draw(&mut self.dice).map(|at| self.party_part(at))
        {
            let pair = self.at_hall_change(party, part)?;
            return Some((pair, self.beside(pair, party)?));
        }
        let pair = self.movable[self.dice.below(self.movable.len())];
        let party = self.facts.parties[pair.ix()][self.dice.below(2)];
        let to = match self.dice.below(6) {
            0 | 1 => self.anywhere(pair),
            2 => self.instead(pair, party),
            _ => self.beside(pair, party),
        };
        Some((pair, to?))
    }

    /// A meeting of a party in a part to a slot beside another of its meetings.
    pub fn join(&mut self, party: PartyId, part: usize) -> Option<Proposal> {
        let pair = self.meeting_within(party, self.costs.slots_of(part))?;
        Some((pair, self.beside(pair, party)?))
    }

    /// Any meeting of a party into a slot between two of its meetings in a part.
    fn fill(&mut self, party: PartyId, part: usize) -> Option<Proposal> {
        let (mut chosen, mut n, mut last) = (None, 0, None);
        self.board.busy.each_within(party.ix(), self.costs.slots_of(part), |slot| {
            let inner = last.map_or(0..0, |before| before + 1..slot);
            if !inner.is_empty() {
                n += inner.len();
                let nth = self.dice.below(n);
                if nth < inner.len() {
                    chosen = Some(SlotId::at(inner.start + nth));
                }
            }
            last = Some(slot);
        });
        let to = chosen?;
        let pair = self.meeting_within(party, (0, self.facts.n_slots))?;
        self.facts.allows(pair, to).then_some((pair, to))
    }

    /// A meeting of a party just before or after it changes halls, if it may move.
    pub fn at_hall_change(&mut self, party: PartyId, part: usize) -> Option<PairId> {
        let (facts, places) = (self.facts, self.board.places_of(party));
        let hall = |slot: usize| (facts.day[slot], facts.hall[usize::from(places[slot])]);
        let (mut chosen, mut n, mut last) = (None, 0, None);
        self.board.busy.each_within(party.ix(), self.costs.slots_of(part), |slot| {
            if let Some(before) = last.filter(|before| hall(*before).0 == hall(slot).0 && hall(*before).1 != hall(slot).1) {
                n += 1;
                if self.dice.one_in(n) {
                    chosen = Some(if self.dice.one_in(2) { before } else { slot });
                }
            }
            last = Some(slot);
        });
        let pair = self.board.meetings_at(party, SlotId::at(chosen?)).next()?;
        self.facts.pair(pair).fixed.is_none().then_some(pair)
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

    /// A random meeting of a party in a range of slots, if it may move.
    fn meeting_within(&mut self, party: PartyId, range: (usize, usize)) -> Option<PairId> {
        let slot = self.dice.pick(|| self.board.busy.words_within(party.ix(), range)).map(SlotId::at)?;
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
