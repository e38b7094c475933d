//! Kempe chains: which other meetings must change between two slots when one does (Kempe 1879; Koenig 1916 for bipartite edge colouring).
//! Only finds chains; the board decides whether they may happen.

use super::dice::Dice;
use super::state::Board;
use crate::event::{PairId, PartyId, SlotId};

/// Finds chains, keeping its memory between calls.
#[derive(Clone, Debug)]
pub(crate) struct Chains {
    /// The chains found last: who goes to which slot.
    pub moves: Vec<(PairId, SlotId)>,
    /// Parties whose busy slots the chain changes: which slot each leaves for which. Exact for parties with one delegate or desk.
    pub ends: Vec<(PartyId, SlotId, SlotId)>,
    /// One time in this many, a meeting on the way goes to a third slot, which ends the chain; 0 = never.
    pub detour_one_in: usize,
    /// By pair: the number of the last search that met it.
    seen: Vec<u32>,
    search: u32,
    todo: Vec<(PairId, PartyId)>,
}

impl Chains {
    pub fn new(n_pairs: usize) -> Self {
        Self { moves: Vec::new(), ends: Vec::new(), detour_one_in: 0, seen: vec![0; n_pairs], search: 0, todo: Vec::new() }
    }

    /// Finds who must change between two slots so that `first` can go from one to the other: every party that has no room in
    /// a slot sends a meeting the other way. `first` may be unheld, then `from` is where its rivals go.
    /// False if a meeting of the chain may not be held in the slot it must go to.
    pub fn find(&mut self, board: &Board, first: PairId, from: SlotId, to: SlotId, dice: &mut Dice) -> bool {
        self.clear();
        self.extend(board, first, from, to, dice)
    }

    /// Instead of the chains found: one pair that goes to a slot in which both its parties have room. `ends` as in the field.
    pub fn alone(&mut self, pair: PairId, to: SlotId, ends: [(PartyId, SlotId, SlotId); 2]) {
        self.clear();
        self.seen[pair.ix()] = self.search;
        self.moves.push((pair, to));
        self.ends.extend(ends);
    }

    fn clear(&mut self) {
        self.search += 1;
        self.moves.clear();
        self.ends.clear();
    }

    /// Adds another chain to those found, from a pair that is not in them. If it finds none, `moves` and `ends` have grown all the same.
    pub fn extend(&mut self, board: &Board, first: PairId, from: SlotId, to: SlotId, dice: &mut Dice) -> bool {
        self.todo.clear();
        self.add(board, first, None, to);
        while let Some((pair, party)) = self.todo.pop() {
            let (target, back) = if stands_in(board, pair, from) { (to, from) } else { (from, to) };
            if !board.full.has(party.ix(), target.ix()) {
                self.ends.push((party, back, target));
                continue;
            }
            let Some(next) = self.rival(board, party, target, dice) else { continue };
            let blocked = !board.facts.allows(next, back);
            if self.detour_one_in > 0 && (blocked || dice.one_in(self.detour_one_in)) {
                if !self.detour(board, next, (party, back, target), dice) {
                    return false;
                }
            } else if blocked {
                return false;
            } else {
                self.add(board, next, Some(party), back);
            }
        }
        true
    }

    /// Whether the pair was met while the chains were found.
    pub fn has(&self, pair: PairId) -> bool {
        self.seen[pair.ix()] == self.search
    }

    /// Sends a meeting out of `target` into a slot, of neither colour, that is open to both its parties: the party it shares with the
    /// chain leaves `back` for it in effect. False if the dice find none.
    fn detour(&mut self, board: &Board, pair: PairId, (party, back, target): (PartyId, SlotId, SlotId), dice: &mut Dice) -> bool {
        let slots = &board.facts.slots;
        let away = slots.iter(pair.ix()).nth(dice.below(slots.count(pair.ix()).max(1))).map(SlotId::at);
        let other = board.facts.other(pair, party);
        let room =
            |slot: &SlotId| *slot != back && *slot != target && [party, other].iter().all(|p| !board.full.has(p.ix(), slot.ix()));
        let Some(away) = away.filter(room) else { return false };
        self.seen[pair.ix()] = self.search;
        self.moves.push((pair, away));
        self.ends.push((party, back, away));
        self.ends.push((other, target, away));
        true
    }

    /// A meeting that the party can send away from a slot; none if one is already leaving.
    fn rival(&self, board: &Board, party: PartyId, slot: SlotId, dice: &mut Dice) -> Option<PairId> {
        let mut rivals = board.meetings_at(party, slot);
        if board.facts.limits[party.ix()].capacity == 1 {
            return rivals.next().filter(|r| self.seen[r.ix()] != self.search);
        }
        let all: Vec<_> = rivals.collect();
        let leaving = all.iter().any(|r| self.seen[r.ix()] == self.search);
        (!leaving).then(|| all[dice.below(all.len())])
    }

    fn add(&mut self, board: &Board, pair: PairId, came_from: Option<PartyId>, to: SlotId) {
        self.seen[pair.ix()] = self.search;
        self.moves.push((pair, to));
        let onward = board.facts.parties[pair.ix()].into_iter().filter(|p| Some(*p) != came_from);
        self.todo.extend(onward.map(|p| (pair, p)));
    }
}

/// Whether the pair of a chain stands in the slot its first pair leaves (an unheld pair counts as such).
fn stands_in(board: &Board, pair: PairId, from: SlotId) -> bool {
    board.slot(pair).is_none_or(|slot| slot == from)
}
