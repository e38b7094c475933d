//! Moves in time: a meeting goes to another slot, and a chain of others makes room (Kempe chains, with detours to a third slot).
//! A chain has two ends, and closing a gap at one end often opens one at the other: then a second chain may close that (ejection chains,
//! Glover 1996).

use super::walk::Walk;
use crate::event::{PairId, PartyId, QualityPart, SlotId};

/// Meetings of a full slot that are tried as the beginning of a chain that makes room there.
const COUNTERWEIGHTS: usize = 4;
/// Moves tried to mend one that costs a gap too much.
const MENDS: usize = 8;

impl Walk<'_> {
    /// Tries to move a meeting to another slot.
    pub fn try_slots(&mut self) {
        let Some((pair, to)) = self.proposal() else { return };
        self.threshold = self.costs.least_gap() as f32;
        if !self.shift(pair, to) {
            return;
        }
        let weighed = self.weigh_up_to(self.allowance + self.threshold);
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
            let Some((pair, to)) = self.join(party, part) else { continue };
            self.allowance = allowance - weighed;
            let shifted = self.shift(pair, to);
            self.allowance = allowance;
            if !shifted {
                continue;
            }
            if self.weigh_up_to(allowance) <= allowance {
                self.accept();
                return true;
            }
            self.forget();
            self.board.undo_to(mark);
        }
        false
    }

    /// Moves a meeting and all that its chain must move, on the board alone. False, and no change, if it cannot be or would cost too much.
    pub fn shift(&mut self, pair: PairId, to: SlotId) -> bool {
        let Some(from) = self.board.slot(pair).filter(|from| *from != to) else { return false };
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
}
