//! Moves in time: a meeting goes to another slot, and a chain of others makes room (Kempe chains, with detours to a third slot).
//! A chain has two ends, and closing a gap at one end often opens one at the other: then a second chain may close that (ejection chains,
//! Glover 1996).

use super::walk::Walk;
use crate::event::{PairId, PartyId, QualityPart, SlotId};

/// Meetings of a full slot that are tried as the beginning of a chain that makes room there.
const COUNTERWEIGHTS: usize = 4;
/// One move in this many that costs a gap too much may be mended by another.
const MEND_ONE_IN: usize = 4;
/// Moves tried to mend one.
const MENDS: usize = 8;

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
        self.threshold = if self.dice.one_in(MEND_ONE_IN) { self.costs.least_gap() as f32 } else { 0.0 };
        if !self.shift(pair, to) {
            return;
        }
        let weighed = self.weigh();
        if weighed <= self.allowance {
            self.accept();
            return;
        }
        let torn = if weighed <= self.allowance + self.threshold { self.worsened() } else { None };
        self.forget();
        if !torn.is_some_and(|(party, part)| self.mend(party, part, weighed)) {
            self.board.undo_to(0);
        }
    }

    /// After changes that weigh more than allowed and gave a party a gap: moves a meeting of that party too, if all then weighs no more
    /// than allowed. False, and no change, if a few tries find none.
    fn mend(&mut self, party: PartyId, part: usize, weighed: f32) -> bool {
        let (mark, allowance) = (self.board.mark(), self.allowance);
        self.threshold = 0.0;
        for _ in 0..MENDS {
            let Some(pair) = self.meeting_of(party, part) else { return false };
            let to = self.beside(pair, party);
            self.allowance = allowance - weighed;
            let shifted = self.shift(pair, to);
            self.allowance = allowance;
            if !shifted {
                continue;
            }
            if self.weigh() <= allowance {
                self.accept();
                return true;
            }
            self.forget();
            self.board.undo_to(mark);
        }
        false
    }

    /// Moves a meeting and all that its chain must move, on the board alone. False, and no change, if it cannot be or would cost too much.
    fn shift(&mut self, pair: PairId, to: Option<SlotId>) -> bool {
        let Some(from) = self.board.slot(pair) else { return false };
        let Some(to) = to.filter(|to| *to != from) else { return false };
        let ends = self.facts.parties[pair.ix()].map(|p| (p, from, to));
        let free = ends.map(|(p, ..)| !self.board.full.has(p.ix(), to.ix()));
        let points = self.end_points(ends.into_iter().zip(free).filter_map(|(end, free)| free.then_some(end)));
        if free == [true; 2] {
            self.chains.alone(pair, to, ends);
            return self.may_pay(points) && self.follow_chains(pair, (from, to), points);
        }
        if !self.may_pay(points - 2 * self.costs.least_gap() - self.costs.points[QualityPart::Avoid])
            || !self.chains.find(&self.board, pair, from, to, &mut self.dice)
        {
            return false;
        }
        let points = self.points_of_ends(0);
        self.may_pay(points) && self.follow_chains(pair, (from, to), points)
    }

    /// Moves the meetings on the chains found, which costs `points`.
    fn follow_chains(&mut self, pair: PairId, slots: (SlotId, SlotId), points: i64) -> bool {
        self.balance(pair, slots, points) && self.board.shift(&self.chains.moves)
    }

    /// Where chains bring more meetings into a slot than places are open there, adds one that leads as many back (as colour classes are
    /// balanced: McDiarmid 1972). False if a few tries find none that can be paid and the slot is full.
    fn balance(&mut self, pair: PairId, (from, to): (SlotId, SlotId), points: i64) -> bool {
        let (full, other, surplus) = match self.surplus(to, from) {
            s if s < 0 => (from, to, -s),
            s => (to, from, s),
        };
        let open = if surplus > 0 { self.board.places.n_open(&self.facts.places, pair, full) as i32 } else { 0 };
        if surplus <= open {
            return true;
        }
        let (n_moves, n_ends) = (self.chains.moves.len(), self.chains.ends.len());
        for _ in 0..COUNTERWEIGHTS {
            let Some(rival) = self.rival_for_place(pair, full) else { continue };
            if !self.chains.has(rival)
                && self.facts.allows(rival, other)
                && self.chains.extend(&self.board, rival, full, other, &mut self.dice)
                && self.surplus(full, other) <= open
            {
                let all = points + self.points_of_ends(n_ends);
                if self.may_pay(all) {
                    return true;
                }
            }
            self.chains.moves.truncate(n_moves);
            self.chains.ends.truncate(n_ends);
        }
        // Places of other kinds may be open, and others of the slot move to them.
        self.board.places.any_open(full)
    }

    /// Meetings that the chains bring into one slot less those they bring into another.
    fn surplus(&self, slot: SlotId, other: SlotId) -> i32 {
        self.chains.moves.iter().map(|(_, to)| i32::from(*to == slot) - i32::from(*to == other)).sum()
    }

    /// A meeting that has one of the pair's places in a slot.
    fn rival_for_place(&mut self, pair: PairId, slot: SlotId) -> Option<PairId> {
        let needs = &self.facts.places;
        let class = usize::from(needs.class[pair.ix()]);
        let place = needs.items.iter(class).nth(self.dice.below(needs.items.count(class)))?;
        self.board.places.user(slot, place as u16)
    }

    /// Points at the ends of the chains from the `first` end on.
    fn points_of_ends(&mut self, first: usize) -> i64 {
        let ends = std::mem::take(&mut self.chains.ends);
        let points = self.end_points(ends[first..].iter().copied());
        self.chains.ends = ends;
        points
    }

    /// Points by which gaps and unwanted hours change at the ends of a chain, as far as that can be told beforehand.
    fn end_points(&mut self, ends: impl Iterator<Item = (PartyId, SlotId, SlotId)>) -> i64 {
        let single = |p: &PartyId| self.facts.limits[p.ix()].capacity == 1;
        ends.filter(|(p, _, _)| single(p)).map(|(p, from, to)| self.costs.slot_delta(&mut self.board, p, from, to)).sum()
    }

    /// Whether a move with this cost of gaps and hours can still be accepted, halls and tables unknown.
    fn may_pay(&self, points: i64) -> bool {
        points as f32 <= self.allowance + self.threshold + self.hall_weight + self.costs.points[QualityPart::HallChange] as f32
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
